"""Where the walk through a source's lines stands, and the segments that it cuts them into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from premark.importing.drafts import Doubt, LeftOut, Said, SourceLine
from premark.importing.verbs import Verbs
from premark.importing.words import ImportWords

LABELLED = ("depth", "guidance", "sufficiency")


@dataclass
class Segment:
    """Text of one role. A part belongs to the criterion segment `parent`, or to its `codes`.

    `role` is unit, title, field, outcome, criteria, depth, guidance, footnote or
    "sufficiency:" and a rung; `name` is a field's name, a footnote's mark, a unit's word, or how
    an outcome is numbered. `printed` is the number as the source has it.
    """

    unit: int
    role: str
    said: list[Said]
    codes: tuple[str, ...] = ()
    garbled: str = ""
    also: str = ""
    parents: tuple[int, ...] = ()
    outcome: str = ""
    name: str = ""
    printed: list[Said] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class Walk:
    """The state of the walk. `area` is the part that the last heading opened."""

    lines: Sequence[SourceLine]
    verbs: Verbs
    words: ImportWords
    segments: list[Segment] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    unit: int = -1
    area: str = ""
    heading: str = ""
    fresh: bool = False
    beside: bool = False
    roles: tuple[str, ...] = ()
    outcome: str = ""
    current: int | None = None
    criterion: int | None = None
    labels: tuple[str, ...] = ()
    waiting: int | None = None
    wants_title: bool = False
    under_heading: bool = False
    first: int = 0
    field_heads: tuple[str, ...] = ()
    weave: int | None = None
    whole: bool = False
    woven: bool = False
    last_beside: tuple[Said, ...] = ()

    def drop(self, line: SourceLine, why: str, text: str = "") -> None:
        self.left.append(LeftOut(line=line.index, text=text or line.text, why=why))

    def add(self, segment: Segment, *, current: bool = True) -> int:
        self.segments.append(segment)
        number = len(self.segments) - 1
        if current:
            self.current = number
            self.fresh = False
        return number

    def here(self, role: str) -> list[Segment]:
        """The segments of this role in the unit that is being read."""
        return [s for _, s in self.numbered(role)]

    def numbered(self, role: str) -> list[tuple[int, Segment]]:
        """The same with their places in `segments`; those of a unit stand from `first` on."""
        own = enumerate(self.segments[self.first :], start=self.first)
        return [(i, s) for i, s in own if s.unit == self.unit and s.role == role]

    @property
    def has_criteria(self) -> bool:
        return bool(self.here("criteria"))


def number_of(line: SourceLine, whole: str, rest: str) -> list[Said]:
    """The number before `rest` in `whole`, as printed."""
    shown = whole[: len(whole) - len(rest)].strip() if rest else whole
    return [Said(line=line.index, text=shown)]


def said(line: SourceLine, text: str) -> Said:
    return Said(line=line.index, text=text, bullet=bool(line.mark))


def open_unit(walk: Walk, segment: Segment) -> None:
    """Begin a unit: nothing of the one before goes on."""
    walk.unit += 1
    segment.unit = walk.unit
    walk.first = len(walk.segments)
    walk.add(segment)
    walk.current = walk.criterion = walk.waiting = walk.weave = None
    walk.area, walk.roles, walk.outcome, walk.labels = "", (), "", ()
    walk.beside = walk.fresh = walk.whole = False
    walk.last_beside = ()


def ensure_unit(walk: Walk, line: SourceLine) -> None:
    """A document without a unit's heading is one unit."""
    if walk.unit < 0:
        doubt = Doubt(says="no heading names the unit", lines=(line.index,))
        open_unit(walk, Segment(unit=0, role="unit", said=[], doubts=[doubt]))


def open_part(walk: Walk, part: str, text: str) -> None:
    """What a heading does: a new area, and no table's columns any more."""
    was_criteria = walk.area == "criteria" and walk.fresh
    walk.beside = was_criteria and part == "guidance"
    walk.area = "criteria" if walk.beside else part
    walk.roles, walk.labels = (), ()
    walk.current = walk.waiting = None
    walk.under_heading = False
    walk.heading = text
    walk.fresh = True


def go_on(walk: Walk, line: SourceLine, text: str) -> None:
    """Text that continues what is open; where nothing is, it is left out and says why."""
    if walk.current is None:
        walk.drop(line, why_left(walk), text)
        return
    walk.segments[walk.current].said.append(said(line, text))
    walk.fresh = False


def why_left(walk: Walk) -> str:
    if walk.area == "contents":
        return "a line of the table of contents"
    if walk.unit < 0:
        return "stands before the first unit"
    if walk.area in ("other", "requirements"):
        return f"stands under {walk.heading!r}, which is of no one criterion"
    if walk.area == "":
        return "says something of the unit as a whole"
    return "belongs to no criterion that was found"


def add_criterion(walk: Walk, segment: Segment) -> None:
    ended = segment
    ended.unit = walk.unit
    ended.outcome = ended.outcome or walk.outcome
    walk.criterion = walk.add(ended)
    walk.labels = ()
    walk.weave = None


def add_part(walk: Walk, role: str, text: list[Said], *, codes: tuple[str, ...] = ()) -> None:
    """Depth, guidance or a rung: of the codes that it names, or of the criterion just read."""
    parents = (walk.criterion,) if walk.criterion is not None and not codes else ()
    walk.add(Segment(unit=walk.unit, role=role, said=text, codes=codes, parents=parents))
