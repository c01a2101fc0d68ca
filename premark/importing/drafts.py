"""What an import is made of: lines with their places, what was made of them, and faults found."""

from __future__ import annotations

from typing import Literal

from premark.types.document import Value

Role = Literal["outcome", "criteria", "depth", "guidance", "sufficiency", "footnote"]
FaultKind = Literal[
    "totals",
    "counts",
    "missing-number",
    "garbled-number",
    "repeated-number",
    "misplaced-guidance",
    "wrong-code",
    "undefined-verb",
    "open-bracket",
    "unpaired",
    "footnote",
    "repeated-text",
]


class SourceLine(Value):
    """A line, Word paragraph or table row of the source.

    `text` is without the marks of its format; `cells` are its columns, where it has any, and
    `row` says that they are a table's row and not the next line of wrapped columns. `mark` is
    its bullet or number, `indent` how far in it stands, `notes` the footnote marks that it
    bears, `note` the mark that opens it as a footnote. `set_apart` says why the reader of its
    format took it for no part of the text.
    """

    index: int
    place: str
    text: str
    raw: str
    cells: tuple[str, ...] = ()
    row: bool = False
    heading: bool = False
    mark: str = ""
    indent: int = 0
    notes: tuple[str, ...] = ()
    note: str = ""
    set_apart: str = ""


class Said(Value):
    """A stretch of text that the draft takes from one line of the source."""

    line: int
    text: str
    bullet: bool = False


def together(texts: tuple[Said, ...]) -> str:
    """Stretches of text as one."""
    return " ".join(said.text for said in texts)


class Doubt(Value):
    """Something for a person to settle, with the lines that it rests on."""

    says: str
    lines: tuple[int, ...] = ()


class LeftOut(Value):
    """Text of a line that the draft does not hold, and why."""

    line: int
    text: str
    why: str


class Rung(Value):
    """A sufficiency descriptor: what the body says of one rung."""

    name: str
    said: tuple[Said, ...]


class Entry(Value):
    """A criterion as the source gives it.

    `also` is its number in another numbering, `printed` its own as the source has it; `inferred`
    says that the code is not the one printed.
    """

    code: str
    also: str = ""
    printed: tuple[Said, ...] = ()
    verbs: tuple[str, ...]
    asks: tuple[Said, ...]
    depth: tuple[Said, ...] = ()
    guidance: tuple[Said, ...] = ()
    sufficiency: tuple[Rung, ...] = ()
    footnotes: tuple[Said, ...] = ()
    inferred: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def statement(self) -> str:
        return together(self.asks)


class OutcomeDraft(Value):
    """A learning outcome; `depth` and `guidance` are what stands under the outcome as a whole.

    `bare` says that its text bears no number of its own.
    """

    id: str
    said: tuple[Said, ...] = ()
    depth: tuple[Said, ...] = ()
    guidance: tuple[Said, ...] = ()
    bare: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def title(self) -> str:
        return together(self.said)


class UnitDraft(Value):
    """A unit: `code` and `level` are "" where the source does not give them."""

    code: str
    title: str
    level: str = ""
    first: int = 0
    last: int = 0
    heads: tuple[Said, ...] = ()
    outcomes: tuple[OutcomeDraft, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...] = ()


class Fault(Value):
    """What the source says against itself."""

    kind: FaultKind
    says: str
    lines: tuple[int, ...]


class Imported(Value):
    """Everything that was made of one document."""

    source: str
    title: str
    body: str = ""
    number: str = ""
    level: str = ""
    doubts: tuple[Doubt, ...] = ()
    lines: tuple[SourceLine, ...]
    units: tuple[UnitDraft, ...]
    left_out: tuple[LeftOut, ...]
    faults: tuple[Fault, ...]
