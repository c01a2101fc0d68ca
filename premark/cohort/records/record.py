"""A review in; what a cohort keeps of it, with the names of people taken out, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from premark.cohort.records.own_names import names_in
from premark.cohort.records.prints import fingerprint, words_of
from premark.cohort.records.unnamed import without_names
from premark.errors import PremarkError
from premark.plain import one_line, plain
from premark.read.held_names import HeldName
from premark.report.quotes import QUOTE
from premark.types.cohort import CriterionRow, ElementRow, Held, Print, Record
from premark.types.criteria import MOVES, Pack, Requirement
from premark.types.document import Locator, Passage
from premark.types.evidence import CriterionReview, Finding, RequirementResult, Review
from premark.weigh.sources import count_sources

MOST_ANSWER = 600  # words of a criterion's answer that are kept
BECAUSE = 300  # characters
PASSAGE_END = "\n\n"
ECHOED = 0.5  # share of a passage's characters, from which its words are the unit's
Say = Callable[[str], str]


def record_of(
    review: Review,
    pack: Pack,
    *,
    submission: str,
    key: str,
    learner: str = "",
    held: Sequence[HeldName] = (),
) -> Record:
    """What a cohort keeps of a review.

    `learner` is the name that the platform gives, `held` what the files hold beside their text
    (`isolate.read_with_names`): both are only taken out. An answer's passages are parted by
    `PASSAGE_END`, in reading order. Raises PremarkError where the pack is not the review's.
    """
    names = names_in(review, learner=learner, held=held)
    in_file = partial(without_names, names=names, any_case=True)
    kept = _Kept(review, partial(without_names, names=names), in_file)
    files = review.document.files
    return Record(
        submission=submission,
        unit=review.unit,
        pack_version=review.pack_version,
        key=key,
        files=tuple((one_line(in_file(f.name)), f.sha256) for f in files),
        words=review.words,
        citations=review.cross_check.citations,
        references=review.cross_check.references,
        models=kept.models([f for f in review.findings if f.kind == "named-model"]),
        criteria=tuple(kept.criterion(each, pack) for each in review.criteria),
        held=tuple(_held(review, in_file)),
        prints=tuple(kept.prints()),
        notices=tuple(dict.fromkeys(_codes(review))),
        made_with=review.made_with,
    )


@dataclass(frozen=True)
class _Kept:
    """A review, and how its words and its files' names are said without names."""

    review: Review
    say: Say
    in_file: Say

    def line(self, text: str, most: int) -> str:
        # Names go first, so that no cut can leave a part of one.
        return one_line(self.say(text), most)

    def models(self, found: Sequence[Finding]) -> tuple[str, ...]:
        """The lexicon's names of them, which are no learner's words."""
        return tuple(dict.fromkeys(one_line(f.key, 80) for f in found))

    def criterion(self, found: CriterionReview, pack: Pack) -> CriterionRow:
        primary = {m.passage for m in found.matches if m.primary}
        own = [p for p in self.review.passages if p.id in primary]
        moves = {e.move for e in found.verb.evidence}
        sure = found.confidence
        return CriterionRow(
            criterion=found.criterion,
            strength=found.strength,
            verb=found.verb.verb,
            verb_state=found.verb.state,
            moves=tuple(move for move in MOVES if move in moves),
            missing=found.verb.missing,
            passages=len(own),
            words=sum(p.words for p in own),
            sources=count_sources(found.sources).distinct,
            models=self.models([f for f in found.models if f.kind == "named-model"]),
            sure=sure.agrees if sure else None,
            doubt=sure.doubt if sure else None,
            cannot_tell=tuple(self.line(reason, BECAUSE) for reason in found.cannot_tell),
            answer=self.answer(own),
            elements=tuple(self.element(each, found, pack) for each in found.results),
        )

    def element(self, result: RequirementResult, found: CriterionReview, pack: Pack) -> ElementRow:
        requirement = _wanted(found, pack).get(result.requirement)
        if requirement is None:
            raise _unfit(f"the element {one_line(result.requirement, 40)}", pack)
        first = result.evidence[0].quote if result.evidence else ""
        return ElementRow(
            requirement=result.requirement,
            kind=requirement.needs.kind,
            required=result.required,
            state=result.state,
            counted=result.counted,
            at_least=result.at_least,
            at_most=result.at_most,
            because=self.line(result.because, BECAUSE),
            quote=self.line(first, QUOTE),
        )

    def answer(self, passages: Sequence[Passage]) -> str:
        """Their text up to `MOST_ANSWER` words, each line of a passage as it stands."""
        said: list[str] = []
        left = MOST_ANSWER
        for passage in passages:
            text = "\n".join(one_line(line) for line in plain(self.text(passage)).split("\n"))
            size = len(text.split())
            if size > left:
                said += [" ".join(text.split()[:left]) + "…"] if left else ["…"]
                break
            said.append(text)
            left -= size
        return PASSAGE_END.join(said)

    def text(self, passage: Passage) -> str:
        return self.say(passage.reading)

    def place(self, at: Locator) -> str:
        """With the file's name where there are several."""
        document = self.review.document
        if len(document.files) < 2:
            return _label(at)
        file = document.files[document.blocks[at.block].file]
        return f"{_label(at)}, {one_line(self.in_file(file.name), 60)}"

    def prints(self) -> Iterator[Print]:
        echoed = [n.places for n in self.review.notices if n.code == "unit-text"]
        for passage in self.review.passages:
            words = words_of(plain(self.text(passage)))
            yield Print(
                passage=passage.id,
                place=self.place(passage.pieces[0].at),
                words=len(words),
                hashes=fingerprint(words),
                own=not _is_echo(passage, [at for places in echoed for at in places]),
            )


def _wanted(found: CriterionReview, pack: Pack) -> dict[str, Requirement]:
    """Every element of the criterion, by its id."""
    for criterion in pack.criteria:
        if criterion.id == found.criterion:
            return {r.id: r for r in (*criterion.must, *criterion.helps)}
    raise _unfit(f"criterion {one_line(found.criterion, 20)}", pack)


def _unfit(what: str, pack: Pack) -> PremarkError:
    said = f"the review speaks of {what}, which unit {one_line(pack.code, 20)} does not have"
    return PremarkError(said, hint="Give the pack that the review was made with.")


def _held(review: Review, in_file: Say) -> Iterator[Held]:
    document = review.document
    for finding in review.findings:
        if finding.kind == "artefact":
            file = document.files[document.blocks[finding.at.block].file]
            place = _label(finding.at)
            yield Held(kind=finding.key, file=one_line(in_file(file.name)), place=place)  # type: ignore[arg-type]


def _label(at: Locator) -> str:
    return one_line(at.label) or f"block {at.block + 1}"


def _is_echo(passage: Passage, echoed: Sequence[Locator]) -> bool:
    """Whether at least half of it only says the unit's own words."""
    whole = sum(piece.at.end - piece.at.start for piece in passage.pieces)
    shared = 0
    for piece in passage.pieces:
        for at in echoed:
            if at.block == piece.at.block:
                shared += max(0, min(at.end, piece.at.end) - max(at.start, piece.at.start))
    return shared > 0 and shared >= ECHOED * whole


def _codes(review: Review) -> Iterator[str]:
    yield from (notice.code for notice in review.notices)
    yield from (w.code for w in (*review.document.warnings, *review.warnings))
