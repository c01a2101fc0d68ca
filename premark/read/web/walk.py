"""The tags and texts of a web page, one after another, in; blocks in reading order out.

No tree is built: an element is open while its text comes, and then it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from premark.errors import DamagedFile
from premark.read.cleaning import clean
from premark.read.plain.document import MARKS
from premark.read.web.look import Open, Sheet, opened
from premark.read.web.tables import Table, table_blocks
from premark.types.document import Block, Concealed, ConcealedBy, Look
from premark.types.limits import Limits

DEEPEST = 1_000  # elements in each other: pages of old programs leave hundreds open
MOST_TOLD = 200  # characters, as `Concealed` says
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend li main menu nav ol p pre search "
    "section summary table tbody td tfoot th thead tr ul".split()
) | frozenset(_HEADINGS)
_PICTURES = frozenset("img svg canvas".split())
_EMBEDDED = frozenset("applet audio embed frame iframe object video".split())
_SHARE = 0.8  # of the letters, from which on a paragraph is set as they are
_BLANKS = re.compile(r"\s+")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_FROM_EDITORS = re.compile(r"\[(?:if|endif)\b|(?:start|end) ?fragment", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_WRAPPED = 40  # letters of a line that may have been cut where a page or a letter was full
_FEWEST = 3  # words of a comment that says something
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Bit:
    """A stretch of text; "\\n" is where a line ends."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass
class _List:
    """A list that is open: how its items are numbered, "" for those with bullets."""

    style: str
    next: int = 1


@dataclass
class Page:
    """What lxml's parser tells its target, as blocks. `blocks` is the whole after `close`.

    `images` and `embedded` count what cannot be read; `hid` says that text was hidden.
    """

    limits: Limits
    name: str
    images: int = 0
    embedded: int = 0
    hid: bool = False
    _open: list[Open] = field(default_factory=lambda: [Open("")])
    _bits: list[Bit] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _marks: list[str] = field(default_factory=lambda: [""])
    _tables: list[Table] = field(default_factory=list)
    _into: list[list[Block]] = field(default_factory=lambda: [[]])
    _hidden: list[tuple[ConcealedBy, str]] = field(default_factory=list)
    _sheet: Sheet = field(default_factory=Sheet)
    _count: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins. Raises DamagedFile for one that is too deep, TooLong for rows."""
        if len(self._open) > DEEPEST or len(self._tables) > self.limits.nesting:
            said = f"{self.name}: its contents are nested too deeply to be read"
            raise DamagedFile(said, hint="Paste its text into a new document, and hand that in.")
        tag = tag.lower()
        if tag in _BLOCKS:
            self._flush()
        if self._open[-1].seen:
            self.images += tag in _PICTURES
            self.embedded += tag in _EMBEDDED
        now = opened(tag, attributes, self._open[-1], self._sheet)
        self._open.append(now)
        if now.seen:
            self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._bits.append(Bit("\n"))
        elif tag == "q":
            self.data("“")
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.append(_listed(tag, attributes))
        elif tag == "li":
            self._marks.append(self._mark(attributes))
        elif tag == "table":
            self._tables.append(Table(self._count, self.name, self.limits))
            self._count += 1
        elif tag == "tr" and self._tables:
            self._tables[-1].add_row()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].add_cell(tag, attributes, shaded=self._open[-1].ground)
            self._into.append([])
            self._marks.append("")

    def end(self, tag: str) -> None:
        """An element ends; one that never began is passed over."""
        tag = tag.lower()
        if self._open[-1].tag != tag or len(self._open) == 1:
            return
        if tag in _BLOCKS:
            self._flush()
        elif tag == "q":
            self.data("”")
        if self._open.pop().seen:
            self._finish(tag)

    def _finish(self, tag: str) -> None:
        if tag in ("ul", "ol", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._marks.pop()
        elif tag in ("td", "th") and self._tables:
            self._marks.pop()
            self._tables[-1].hold(self._into.pop())
        elif tag == "table":
            self._into[-1] += table_blocks(self._tables.pop())

    def data(self, text: str) -> None:
        """Text, kept where a reader of the page sees it."""
        now = self._open[-1]
        if now.tag == "style":
            self._sheet = self._sheet.with_rules(text)
        elif now.dropped:
            return
        elif now.hides:
            self._hidden.append((now.hides, text))
        else:
            shown = text if now.pre else _BLANKS.sub(" ", text)
            self._bits.append(Bit(shown, now.bold, now.italic))

    def comment(self, text: str) -> None:
        """Words between marks of a comment; what editors leave there says nothing."""
        said = len(_WORD.findall(text)) >= _FEWEST
        if said and not _FROM_EDITORS.match(text.lstrip()):
            self._hidden.append(("invisible", text))

    def close(self) -> list[Block]:
        """All blocks; tables are numbered from 0 in their order."""
        self._flush()
        blocks = [block for part in self._into for block in part]
        if self._hidden and blocks:
            told = (*blocks[-1].concealed, *self._told())
            blocks[-1] = blocks[-1].model_copy(update={"concealed": told})
        self.hid = bool(self._hidden)
        order = dict.fromkeys(block.table for block in blocks if block.table is not None)
        numbers = {table: at for at, table in enumerate(order)}
        return [
            block.model_copy(update={"table": numbers[block.table]})
            if block.table is not None else block
            for block in blocks
        ]  # fmt: skip

    def _mark(self, attributes: Mapping[str, str]) -> str:
        if not self._lists or not self._lists[-1].style:
            return "•"
        current = self._lists[-1]
        number = _whole(attributes.get("value"), current.next)
        current.next = number + 1
        return _numbered(number, current.style)

    def _flush(self) -> None:
        """The text since the last block as blocks, a line each that does not go on in the next."""
        if not self._bits:
            return
        bits, self._bits = self._bits, []
        level = next((_HEADINGS[e.tag] for e in reversed(self._open) if e.tag in _HEADINGS), None)
        for line in [bits] if level else _lines(bits):
            block = _block(line, level, "" if level else self._marks[-1])
            if block is None:
                continue
            if not level:
                self._marks[-1] = ""  # only an item's first paragraph bears its mark
            self._into[-1].append(block.model_copy(update={"concealed": self._told()}))

    def _told(self) -> tuple[Concealed, ...]:
        """What was hidden since the last block, the texts of a kind joined."""
        kinds: dict[ConcealedBy, list[str]] = {}
        for kind, text in self._hidden:
            if said := clean(text):
                kinds.setdefault(kind, []).append(said)
        self._hidden.clear()
        return tuple(Concealed(kind=k, text=_cut(" ".join(v))) for k, v in kinds.items())


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TOLD else text[: MOST_TOLD - 1] + "…"


def _listed(tag: str, attributes: Mapping[str, str]) -> _List:
    if tag != "ol":
        return _List("")
    style = attributes.get("type", "1").strip()
    return _List(style if style in ("1", "a", "A", "i", "I") else "1",
                 _whole(attributes.get("start"), 1))  # fmt: skip


def _whole(text: str | None, otherwise: int) -> int:
    said = (text or "").strip()
    return int(said) if re.fullmatch(r"-?[0-9]{1,6}", said) else otherwise


def _numbered(number: int, style: str) -> str:
    """A number as a page shows it: "3.", "c.", "iii."."""
    if style in "aA" and 0 < number <= 26:
        letters = chr(ord("a") + number - 1)
    elif style in "iI" and 0 < number < 40:
        letters, left = "", number
        for value, sign in _ROMAN:
            letters, left = letters + sign * (left // value), left % value
    else:
        return f"{number}."
    return f"{letters.upper() if style.isupper() else letters}."


def _lines(bits: Sequence[Bit]) -> Iterator[list[Bit]]:
    """The text cut where its lines end, but for a long one that goes on in small letters."""
    lines: list[list[Bit]] = [[]]
    for bit in bits:
        for at, part in enumerate(bit.text.split("\n")):
            if at:
                lines.append([])
            lines[-1].append(replace(bit, text=part))
    held: list[Bit] = []
    last = ""
    for line in lines:
        text = _text(line)
        if held and not (text[:1].islower() and len(last) >= _WRAPPED and not _ENDED.search(last)):
            yield held
            held = []
        if text:
            held += [Bit(" "), *line]
            last = text
    if held:
        yield held


def _text(bits: Sequence[Bit]) -> str:
    return "".join(bit.text for bit in bits).strip()


def _block(bits: Sequence[Bit], level: int | None, mark: str) -> Block | None:
    original = _text(bits)
    typed = None if mark or level else MARKS.match(original)
    if typed and not any(map(str.isalnum, typed["mark"])):
        mark, original = typed["mark"], original[typed.end() :]
    text = clean(original)
    if not text:
        return None
    letters = [c for c in text if c.isalpha()]
    return Block(
        index=0,
        kind="heading" if level else "list_item" if mark else "paragraph",
        text=text,
        original=original,
        level=level,
        number=mark,
        look=Look(
            bold=_most(bits, [bit.text for bit in bits if bit.bold]),
            italic=_most(bits, [bit.text for bit in bits if bit.italic]),
            caps=len(letters) > 1 and text.upper() == text,
        ),
    )


def _most(bits: Sequence[Bit], some: Sequence[str]) -> bool:
    whole = sum(len(bit.text.strip()) for bit in bits)
    return whole > 0 and sum(len(text.strip()) for text in some) >= _SHARE * whole
