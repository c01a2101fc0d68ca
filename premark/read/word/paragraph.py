"""A w:p with its file's styles, lists and notes in; draft blocks, split where it must be, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

from premark.read.cleaning import clean
from premark.read.word.concealed import judge_of, told
from premark.read.word.ground import Scene
from premark.read.word.numbering import Counting, next_number, place_of_style
from premark.read.word.styles import Style, StyleSheet, list_place, outline_level, said_of, style_of
from premark.read.word.text import Content, Piece, read_content
from premark.read.word.xml import Element, W, number
from premark.types.document import BlockKind, Concealed, ConcealedBy, Look, Part

SHARE = 0.8
TYPED_HEADING_WORDS = 40
HEADING_WORDS = 80
ASIDE_WORDS = 4
# Hidden lines that Word puts in where a form was pasted from a web page.
FORM_ENDS = ("html top of form", "html bottom of form", "z-top of form", "z-bottom of form")
_SMALL = re.compile("[a-z]")


@dataclass(frozen=True)
class Place:
    """Where the walk is: the part of the file, whether a prompt is shown, and what hides it."""

    part: Part = "body"
    placeholder: bool = False
    concealed: ConcealedBy | None = None


@dataclass(frozen=True)
class Draft:
    """A block before it has its index; without text it only says what is concealed there."""

    text: str
    original: str
    kind: BlockKind = "paragraph"
    part: Part = "body"
    level: int | None = None
    number: str = ""
    anchor: str = ""
    table: int | None = None
    row: int | None = None
    header: bool = False
    cells: tuple[str, ...] = ()
    look: Look = Look()
    template: bool = False
    concealed: tuple[Concealed, ...] = ()


@dataclass(frozen=True)
class Source:
    """What one file's walk needs, and the tallies it fills as it goes.

    `anchors` gives each w:p its place; `notes` are the w:footnote and w:endnote elements by
    (kind, id); `tally` counts what the reader warns of, and the tables met so far.
    """

    sheet: StyleSheet
    scene: Scene
    counting: Counting
    anchors: dict[Element, str]
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)
    tally: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Paragraph:
    """A w:p as read: its content, and the kind, level and number its file gives it."""

    content: Content
    style: Style
    kind: BlockKind
    level: int | None
    number: str
    anchor: str
    place: Place


def read_paragraph(element: Element, source: Source, place: Place) -> Paragraph:
    """Read a w:p and count it in its list, even where it turns out to be empty."""
    said = said_of(element)
    named = said.get(W + "pStyle")
    style = style_of(source.sheet, None if named is None else named.get(W + "val"))
    judge = judge_of(element, style.layout | said, source.scene, place.concealed)
    content = read_content(element, source.sheet, style, judge)
    if style.name.lower() in FORM_ENDS:
        content.concealed.clear()
        del content.odd["hidden"]
    for key, count in content.odd.items():
        source.tally[key] += count
    listed, printed = _numbered(said, style, source)
    kind, level = _kind(said, style, content)
    if kind == "paragraph" and listed is not None:
        kind, level = "list_item", listed
    anchor = source.anchors.get(element, "")
    return Paragraph(content, style, kind, level, printed, anchor, place)


def paragraph_drafts(paragraph: Paragraph) -> Iterator[Draft]:
    """The blocks of a paragraph: one, or more where breaks or prompts part it; none if empty.

    What is concealed in it goes with the first of them; alone, it makes a draft without text.
    """
    printed = paragraph.number
    concealed = told(paragraph.content.concealed)
    for prompt, pieces in _parts(paragraph):
        original = "".join(piece.text for piece in pieces)
        text = clean(original)
        if not text:
            continue
        yield Draft(
            text=text,
            original=original,
            kind=paragraph.kind,
            part=paragraph.place.part,
            level=paragraph.level,
            number=printed,
            anchor=paragraph.anchor,
            look=look_of(pieces, paragraph.style.name),
            template=prompt,
            concealed=concealed,
        )
        printed, concealed = "", ()
    if concealed:
        yield Draft("", "", part=paragraph.place.part, concealed=concealed)


def look_of(pieces: list[Piece], style: str = "") -> Look:
    """How most of the visible characters look (four in five; the commonest size)."""
    if pieces and all(piece.props is pieces[0].props for piece in pieces):
        return _plain_look(pieces, style)
    shares: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    total = 0
    for piece in pieces:
        seen = len(piece.text) - piece.text.count(" ")
        total += seen
        for key in ("bold", "italic", "caps", "grey"):
            shares[key] += seen if piece.props.get(key) else 0
        if piece.props.get("size"):
            sizes[piece.props["size"]] += seen
    need = SHARE * total
    has = {key: total > 0 and shares[key] >= need for key in ("bold", "italic", "caps", "grey")}
    caps = has["caps"] or _in_capitals(pieces)
    size = max(sizes, key=lambda points: (sizes[points], points), default=None)
    return _look(has["bold"], has["italic"], has["grey"], caps=caps, rest=(size, style))


def _plain_look(pieces: list[Piece], style: str) -> Look:
    """The look of a paragraph that is set alike throughout, as most are."""
    props = pieces[0].props if _visible(pieces) else {}
    caps = bool(props.get("caps")) or _in_capitals(pieces)
    bold, italic, grey = (bool(props.get(key)) for key in ("bold", "italic", "grey"))
    return _look(bold, italic, grey, caps=caps, rest=(pieces[0].props.get("size") or None, style))


def _in_capitals(pieces: list[Piece]) -> bool:
    """Whether there are letters, more than one, and none of them a small one."""
    if any(_SMALL.search(piece.text) for piece in pieces):
        return False
    letters = [c for piece in pieces for c in piece.text if c.isalpha()]
    return len(letters) > 1 and all(not c.islower() for c in letters)


@lru_cache(maxsize=1024)
def _look(
    bold: bool, italic: bool, grey: bool, *, caps: bool, rest: tuple[float | None, str]
) -> Look:
    """One value for each look: a long file has a few looks and thousands of blocks."""
    return Look(bold=bold, italic=italic, caps=caps, size=rest[0], grey=grey, style=rest[1])


def _kind(
    said: dict[str, Element], style: Style, content: Content
) -> tuple[BlockKind, int | None]:
    level = style.heading
    if level is None:
        level = outline_level(said.get(W + "outlineLvl"))
    if level is None:
        return "paragraph", None
    # A whole essay pasted into a heading style is prose, whatever its style says.
    words = sum(len(piece.text.split()) for piece in content.pieces)
    return ("paragraph", None) if words > HEADING_WORDS else ("heading", level)


def _numbered(
    said: dict[str, Element], style: Style, source: Source
) -> tuple[int | None, str]:
    """The list level of a paragraph (None outside lists) and its printed number."""
    own_id, own_level = list_place(said.get(W + "numPr"))
    num_id = style.num[0] if own_id is None else own_id
    if num_id in (None, "0"):
        if own_id is None and style.listed:
            return 0, "•" if style.listed == "bullet" else ""
        return None, ""
    at = own_level
    if at is None:
        at = style.num[1]
    if at is None:
        at = place_of_style(source.counting, num_id or "", style.id)
    printed = next_number(source.counting, num_id or "", at)
    if printed is None:
        return (at, "") if style.listed else (None, "")
    return (at if printed else None), printed


def _parts(paragraph: Paragraph) -> Iterator[tuple[bool, list[Piece]]]:
    for group in _split_lines(paragraph):
        shades = _shades(group, paragraph.kind)
        paired = zip(shades, group, strict=True)
        for (prompt, _), run in groupby(paired, key=lambda pair: pair[0]):
            yield prompt or paragraph.place.placeholder, [piece for _, piece in run]


def _shades(pieces: list[Piece], kind: BlockKind) -> list[tuple[bool, bool]]:
    """For each piece: whether it is a prompt, and whether it is a grey aside.

    Blanks go with what stands before them. Grey counts only in stretches long enough to be
    an instruction, so that a stray grey word does not cut a sentence.
    """
    shades: list[tuple[bool, bool]] = []
    for piece in pieces:
        own = (piece.placeholder, bool(piece.props.get("grey")))
        shades.append(shades[-1] if shades and not piece.text.strip() else own)
    words: list[int] = []
    for grey, run in groupby(zip(shades, pieces, strict=True), key=lambda pair: pair[0][1]):
        if grey:
            words.append(len("".join(piece.text for _, piece in run).split()))
    if kind == "heading" or min(words, default=0) < ASIDE_WORDS:
        return [(prompt, False) for prompt, _ in shades]
    return shades


def _split_lines(paragraph: Paragraph) -> Iterator[list[Piece]]:
    """Parts of a paragraph at page breaks, blank lines and typed bold heading lines."""
    lines = _lines(paragraph.content.pieces)
    if len(lines) == 1 or paragraph.kind == "heading":
        yield [piece for line, _ in lines for piece in line]
        return
    marks = [_typed_heading(line) for line, _ in lines]
    if all(mark or not _visible(line) for mark, (line, _) in zip(marks, lines, strict=True)):
        marks = [False] * len(lines)
    group: list[Piece] = []
    before = False
    for (line, stop), mark in zip(lines, marks, strict=True):
        if group and (mark != before or not _visible(line)):
            yield group
            group = []
        group.extend(line)
        before = mark
        if stop == "page":
            yield group
            group = []
    yield group


def _lines(pieces: list[Piece]) -> list[tuple[list[Piece], str]]:
    lines: list[tuple[list[Piece], str]] = []
    line: list[Piece] = []
    for piece in pieces:
        line.append(replace(piece, stop="") if piece.stop else piece)
        if piece.stop:
            lines.append((line, piece.stop))
            line = []
    lines.append((line, ""))
    return lines


def _visible(line: list[Piece]) -> str:
    return "".join(piece.text for piece in line).strip()


def _typed_heading(line: list[Piece]) -> bool:
    words = len(_visible(line).split())
    return 0 < words <= TYPED_HEADING_WORDS and look_of(line).bold


def note_id(element: Element) -> str:
    """The id of a w:footnote or w:endnote; "" for separators, which hold no words."""
    if element.get(W + "type", "normal") not in ("normal",):
        return ""
    key = element.get(W + "id", "")
    return key if number(key, -1) >= 0 else ""
