"""A review, and what the platform and the files say, in; the names that stand in it, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from premark.cohort.records.unnamed import Names, names_of
from premark.detect.citation_words import fold
from premark.detect.person_lines import Line, runs
from premark.detect.person_names import Candidate, candidates
from premark.detect.person_rules import is_own
from premark.detect.person_words import person_words
from premark.packs.load import load_patterns
from premark.patterns import PatternSet, search
from premark.read.held_names import HeldName
from premark.types.document import Block, Passage
from premark.types.evidence import Review

_COVERS = ("cover", "declaration")
_EDGES = ("header", "footer")
_COMPANY = "company"
_ENDS = re.compile(r"[|,;:(\d\n\t]|\s[-–—]\s|\s{3,}")  # what follows a name on its line
_MOST = 4  # words of a name on a cover
# What `file_notice` says; it is the only trace of them in a review.
_HELD = re.compile(r" names ((?:(?! as |;).){1,80}) as (?:its author|who |the manager)")
_NOBODY = Passage(id="", section=0, kind="prose", text="", pieces=())


def names_in(review: Review, *, learner: str = "", held: Sequence[HeldName] = ()) -> Names:
    """Whom the review, its cover, the platform (`learner`) and the files (`held`) name."""
    in_files = [*(h.name for h in held if h.where != _COMPANY), *_noticed(review)]
    own = [learner, *_own(review), *map(_of_person, in_files)]
    named = (f for f in review.findings if f.kind == "person")
    employers = [f.key for f in review.findings if f.kind == "employer"]
    others = [said for f in named for said in (f.key, f.quote)]
    return names_of(own, [*others, *_at_edges(review)], employers)


def _of_person(held: str) -> str:
    """The name without words that are nobody's; "" for a program's or a computer's."""
    table = person_words()
    if fold(held) in table.words.programs:
        return ""
    return " ".join(word for word in held.split() if fold(word) not in table.everyday)


def _noticed(review: Review) -> Iterator[str]:
    """People's names in the properties of the files."""
    for notice in review.notices:
        if notice.code == "name-in-file":
            yield from _HELD.findall(notice.message)


def _at_edges(review: Review) -> Iterator[str]:
    blocks = review.document.blocks
    for notice in review.notices:
        for at in notice.places if notice.code == "name-at-edge" else ():
            yield blocks[at.block].text[at.start : at.end]


def _own(review: Review) -> Iterator[str]:
    """What the text itself gives as the learner's name: on covers, at edges, in sentences."""
    covers = {i for s in review.sections if s.role in _COVERS for i in s.blocks}
    lines = load_patterns()["cover-line"]
    for block in review.document.blocks:
        formal = block.index in covers or block.part in _EDGES
        if formal:
            yield from _labelled(block, lines)
        for candidate in _candidates(block.text):
            if (formal or candidate.shape != "unlisted") and is_own(candidate, person_words()):
                yield candidate.text


def _labelled(block: Block, lines: PatternSet) -> Iterator[str]:
    hits = search(lines, block.text)
    if hits and hits[0].start == 0:
        said = block.text[hits[0].end :].strip(" :|-–—\t")
        words = _ENDS.split(said, maxsplit=1)[0].split()
        yield " ".join(words[:_MOST])


def _candidates(text: str) -> Iterable[Candidate]:
    table = person_words()
    line = Line(_NOBODY, 0, text)
    for run in runs(text, table.words.titles):
        yield from candidates(line, run, table)
