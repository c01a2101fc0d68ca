"""Running prose in; a practitioner's profiles and the summaries of feedback in it, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from premark.detect.artefact_piece import (
    Piece,
    is_cited,
    of_lines,
    sections_of,
    sentences_of,
    titles_of,
)
from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_labels import learnt_labels
from premark.detect.client_names import named_in
from premark.detect.log_prose import Line

LABELS = 3  # kinds of thing that a profile tells
UNNAMED = 5  # the same where no heading says profile
FEWEST = 3  # sentences of a profile
LEAD = 120  # characters of a paragraph that may say what it is about
ANSWERS = 2  # people's answers that make up a summary of feedback
_FIRST = re.compile(r"\b(?:I|my|we)\b(?![^\"“”]*[\"”])")
_CONTENT = re.compile(
    r"[\"“][^\"“”]{3,}[\"”]|(?<!\w)['‘][^'‘’]{3,}['’](?!\w)|\b\d\b|\b(?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten)\s+(?:out\s+)?(?:of|for|to)\b|\bthat\b"
)


def written_profiles(seen: Seen) -> Iterator[Piece]:
    """Profiles in sentences, under a heading that says so or in the third person throughout."""
    heading = words().heading("profile")
    for section in sections_of(seen):
        headed = heading.hits(titles_of(section[0]))
        for run in _runs(section, _may_present if headed else _speaks_of_another):
            texts = [sentence for line in run for sentence in sentences_of(line.text)]
            told = [n for n in words().group("profile") if any(_tells(n, t) for t in texts)]
            own = [t for t in texts if words().text("presents").hits(t)]
            enough = len(own) >= 0.5 * len(texts) and len(texts) >= FEWEST
            if enough and len(told) >= (LABELS if headed else UNNAMED):
                yield of_lines("profile", run, "wording", f"it tells {', '.join(told)}")


def _tells(name: str, text: str) -> bool:
    return words().group("profile")[name].hits(text)


def _may_present(line: Line) -> bool:
    """Whether a paragraph may present somebody: it quotes no source and speaks of no profile."""
    return not is_cited(line.text) and not words().text("about_a_profile").hits(line.text)


def _speaks_of_another(line: Line) -> bool:
    """Whether nearly all sentences tell what one person is and does, and none is the learner's."""
    texts = sentences_of(line.text)
    own = [t for t in texts if words().text("presents").hits(t)]
    return _may_present(line) and not _FIRST.search(line.text) and len(own) >= 0.6 * len(texts)


def written_feedback(seen: Seen) -> Iterator[Piece]:
    """What at least two sentences say that people answered, under a heading that says feedback."""
    labels = learnt_labels(seen)
    heading = words().heading("feedback")
    for section in sections_of(seen):
        headed = heading.hits(titles_of(section[0]))
        for run in _runs(section, partial(_may_answer, headed=headed)):
            held = [line for line in run if any(_answers(t, labels) for t in _parts(line))]
            found = [text for line in held for text in _parts(line) if _answers(text, labels)]
            if len(found) >= ANSWERS:
                because = f"{len(found)} sentences say what somebody answered"
                yield of_lines("feedback", held, "wording", because)


def _may_answer(line: Line, *, headed: bool) -> bool:
    spoken = headed or words().heading("feedback").hits(line.text[:LEAD])
    return spoken and not is_cited(line.text)


def _parts(line: Line) -> list[str]:
    return sentences_of(line.text)


def _answers(text: str, labels: tuple[str, ...]) -> bool:
    """Whether a sentence says who answered, and what: words, a score, or that something is so."""
    table = words().text("answered")
    for _, end in table.places(text):
        if _CONTENT.search(text[end:]) or words().text("rated").hits(text):
            return True
    for named in named_in(text, labels):
        after = text[named.end : named.end + 40]
        if words().text("answers").hits(after) and _CONTENT.search(text[named.end :]):
            return True
    return False


def _runs(section: list[Line], holds: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """Neighbouring lines that hold."""
    for kept, group in groupby(section, key=holds):
        if kept:
            yield list(group)
