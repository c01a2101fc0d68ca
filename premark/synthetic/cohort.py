"""A number and a seed in; that many distinct submissions, one after the other, out.

Each is made when it is asked for, so that memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from random import Random
from typing import Literal

from premark.packs.load import find_pack
from premark.synthetic.choose import Choice, check_plantable, choose, plantable
from premark.synthetic.compose import Composed, compose
from premark.synthetic.learners import Learner, Lms, learners
from premark.synthetic.pdf import pdf_bytes
from premark.synthetic.sources import Source, sources_of
from premark.synthetic.word import docx_bytes
from premark.synthetic.words import wording
from premark.types.document import Value

Kind = Literal["docx", "pdf"]
KINDS: tuple[Kind, ...] = ("docx", "pdf")
PLANTED = 2  # how many criteria are weak where none are named
SHARE = 0.7
MOST_DRAWS = 50


class Wanted(Value):
    """What to make. `weak` are the criteria planted weak, in `share` of the submissions each."""

    number: int
    seed: int
    unit: str
    lms: Lms = "folder"
    weak: tuple[str, ...] = ()
    share: float = SHARE
    hostile: bool = False


class Made(Value):
    """One submission: its files by name, what was composed for it, and which of it was planted."""

    learner: Learner
    files: tuple[tuple[str, bytes], ...]
    kind: Kind
    choice: Choice
    planted: tuple[str, ...]
    composed: Composed


def settle(wanted: Wanted) -> Wanted:
    """The same with the unit's whole code and, where no criterion was named, some of its own.

    Raises UnknownUnit, and OutputError for criteria that cannot be made weak.
    """
    unit = find_pack(wanted.unit).code
    sources, draw = sources_of(unit), Random(f"{wanted.seed}:weak")
    weak = wanted.weak
    if weak:
        check_plantable(sources, weak, draw)
    else:
        able = plantable(sources, draw)
        weak = tuple(sorted(draw.sample(able, min(PLANTED, len(able)))))
        if choose(sources, draw, weak=frozenset(weak)) is None:
            weak = weak[:1]
    return wanted.model_copy(update={"unit": unit, "weak": weak})


def make(wanted: Wanted) -> Iterator[Made]:
    """The submissions of settled wishes, no two of one text, DOCX and PDF in turn."""
    sources = sources_of(wanted.unit)
    overall = Random(f"{wanted.seed}:{wanted.number}:learners")
    people = learners(
        wanted.number, overall, unit=wanted.unit, lms=wanted.lms, hostile=wanted.hostile
    )
    planted = _planted(wanted, overall)
    seen: set[bytes] = set()
    for number, learner in enumerate(people):
        draw = Random(f"{wanted.seed}:{wanted.unit}:{number}")
        weak = tuple(code for code in wanted.weak if number in planted[code])
        choice, composed = _distinct(sources, learner, weak, seen=seen, draw=draw)
        kind = KINDS[number % 2]
        files = tuple(_files(composed, learner, kind, hostile=wanted.hostile, draw=draw))
        yield Made(
            learner=learner,
            files=files,
            kind=kind,
            choice=choice,
            planted=weak,
            composed=composed,
        )


def _planted(wanted: Wanted, draw: Random) -> dict[str, frozenset[int]]:
    """Which submissions have each planted criterion weak: the stated share of them, drawn."""
    each = round(wanted.share * wanted.number)
    return {code: frozenset(draw.sample(range(wanted.number), each)) for code in wanted.weak}


def _distinct(
    sources: Sequence[Source],
    learner: Learner,
    weak: Sequence[str],
    *,
    seen: set[bytes],
    draw: Random,
) -> tuple[Choice, Composed]:
    """A text that nobody before has handed in, though its title and name be left aside."""
    for _ in range(MOST_DRAWS):
        choice = choose(sources, draw, weak=frozenset(weak))
        assert choice is not None  # settle() has tried
        composed = compose(sources, choice, learner=(learner.given, learner.family), draw=draw)
        digest = sha256(composed.text().encode()).digest()[:16]
        if digest not in seen:
            seen.add(digest)
            return choice, composed
    raise ValueError("the wording has too few ways for so many submissions")


def _files(
    composed: Composed, learner: Learner, kind: Kind, *, hostile: bool, draw: Random
) -> Iterator[tuple[str, bytes]]:
    render = docx_bytes if kind == "docx" else pdf_bytes
    said = wording()
    names = said.hostile_files if hostile and draw.random() < 0.5 else said.files
    yield (
        _file_name(draw.choice(names), learner, kind),
        render(composed.script, cover=composed.cover),
    )
    if composed.apart:
        name = _file_name(draw.choice(said.appendix_files), learner, kind)
        yield name, render(composed.apart, cover=composed.cover)


def _file_name(pattern: str, learner: Learner, kind: Kind) -> str:
    """As the learner calls it; no system lets a slash or a control character be typed there."""
    filled = pattern.format(
        unit=learner.unit,
        given=learner.given,
        family=learner.family or learner.given,
        long="very " * 20,
    )
    plain = "".join("-" if letter in '/\\:*?"<>|\x00' else letter for letter in filled)
    return f"{plain[:120].strip()}.{kind}"
