"""A Word styles part in; what each style says of weight, size, colour, headings and lists out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from premark.read.word.colours import Colour, fill
from premark.read.word.runs import TOGGLES, RunProps, run_props
from premark.read.word.xml import LONGEST_NAME, Element, W, number, on

LONGEST_CHAIN = 40  # styles based on each other: Word itself stops sooner
_LAYOUT = (W + "shd", W + "spacing", W + "ind", W + "framePr")
_HEADING_NAME = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|заголовок)\s*([1-9])",
    re.IGNORECASE,
)
_HEX = re.compile(r"[0-9A-Fa-f]{1,8}")
_LIST_NAME = re.compile(r"list ?(bullet|number)", re.IGNORECASE)


@dataclass(frozen=True)
class Style:
    """A paragraph or character style with what it inherits.

    `heading` is 0 for a title, 1 to 9 for headings, else None. `num` is the (numId, ilvl)
    of a list style; `listed` is "bullet" or "number" where only the name tells. `layout`
    holds its paragraphs' shading, spacing, indents and frame by tag.
    """

    id: str
    name: str
    run: RunProps
    heading: int | None = None
    num: tuple[str | None, int | None] = (None, None)
    listed: str = ""
    layout: dict[str, Element] = field(default_factory=dict)


@dataclass(frozen=True)
class StyleSheet:
    """The styles of a file by id, resolved as they are asked for."""

    elements: dict[str, Element] = field(default_factory=dict)
    defaults: RunProps = field(default_factory=dict)
    paragraph: str = ""
    resolved: dict[str, Style] = field(default_factory=dict)
    tables: dict[str, dict[str, Colour]] = field(default_factory=dict)


def read_styles(root: Element | None) -> StyleSheet:
    """The sheet of a styles part; without one, names of styles still tell headings."""
    if root is None:
        return StyleSheet()
    elements: dict[str, Element] = {}
    paragraph = ""
    for element in root.iter(W + "style"):
        key = element.get(W + "styleId")
        if not key:
            continue
        elements.setdefault(key, element)
        if element.get(W + "type") == "paragraph" and on(element.get(W + "default"), False):
            paragraph = paragraph or key
    run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return StyleSheet(elements, run_props(run), paragraph)


def style_of(sheet: StyleSheet, key: str | None) -> Style:
    """The resolved style with this id; the default paragraph style when `key` is None."""
    key = sheet.paragraph if key is None else key
    if key not in sheet.resolved:
        sheet.resolved[key] = _resolve(sheet, key)
    return sheet.resolved[key]


def effective(sheet: StyleSheet, paragraph: Style, direct: RunProps) -> RunProps:
    """A run's properties: defaults, paragraph style, character style, then its own."""
    props = {**sheet.defaults, **paragraph.run}
    if direct.get("style"):
        character = style_of(sheet, direct["style"]).run
        # A toggle set by both styles cancels out: bold emphasis in a bold style is plain.
        both = {key: False for key in TOGGLES if character.get(key) and paragraph.run.get(key)}
        props.update({**character, **both})
    props.update(direct)
    return props


def marks_first_row(sheet: StyleSheet, key: str) -> bool:
    """Whether a table style sets its first row apart, in bold or with a ground colour."""
    for element in _chain(sheet, key):
        for special in element.iter(W + "tblStylePr"):
            if special.get(W + "type") == "firstRow":
                bold = special.find(f"{W}rPr/{W}b")
                return bold is not None or special.find(f".//{W}shd") is not None
    return False


def table_grounds(sheet: StyleSheet, key: str | None) -> dict[str, Colour]:
    """What a table style shades: the whole table as "", its rows and columns by their kind."""
    key = key or ""
    if key not in sheet.tables:
        grounds: dict[str, Colour] = {}
        for element in reversed(list(_chain(sheet, key))):
            for holder in (element, *element.iterfind(W + "tblStylePr")):
                where = "" if holder is element else holder.get(W + "type", "")
                ground = fill(holder.find(f"{W}tcPr/{W}shd"))
                if ground is not None:
                    grounds[where] = ground
        sheet.tables[key] = grounds
    return sheet.tables[key]


def wants_first_row(table: Element) -> bool:
    """Whether a table asks its style to set the first row apart."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return True
    if look.get(W + "firstRow") is not None:
        return on(look.get(W + "firstRow"))
    value = look.get(W + "val") or "0"
    return bool(int(value, 16) & 0x20) if _HEX.fullmatch(value) else True


def _chain(sheet: StyleSheet, key: str | None) -> Iterator[Element]:
    seen: set[str] = set()
    while key and key in sheet.elements and key not in seen and len(seen) < LONGEST_CHAIN:
        seen.add(key)
        element = sheet.elements[key]
        yield element
        parent = element.find(W + "basedOn")
        key = None if parent is None else parent.get(W + "val")


def _resolve(sheet: StyleSheet, key: str) -> Style:
    chain = list(_chain(sheet, key))
    if not chain:
        return Style(key, key, {}, _named_heading(key), listed=_listed(key))
    run: RunProps = {}
    for element in reversed(chain):
        run.update(run_props(element.find(W + "rPr")))
    name = _name(chain[0])
    if chain[0].get(W + "type") == "character":
        return Style(key, name, run)
    return Style(
        key, name, run, _heading(chain), _num(chain), _listed(name), layout=_layout(chain)
    )


def _layout(chain: list[Element]) -> dict[str, Element]:
    layout: dict[str, Element] = {}
    for element in reversed(chain):
        for child in element.iterfind(f"{W}pPr/*"):
            if child.tag in _LAYOUT:
                layout[child.tag] = child
    return layout


def _name(element: Element) -> str:
    name = element.find(W + "name")
    value = None if name is None else name.get(W + "val")
    return str(value or element.get(W + "styleId"))[:LONGEST_NAME]


def _heading(chain: list[Element]) -> int | None:
    for element in chain:
        level = _named_heading(_name(element))
        if level is not None:
            return level
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            return outline_level(outline)
    return None


def said_of(paragraph: Element) -> dict[str, Element]:
    """What a w:p's own w:pPr says, by tag."""
    properties = paragraph.find(W + "pPr")
    return {} if properties is None else {child.tag: child for child in properties}


def list_place(num: Element | None) -> tuple[str | None, int | None]:
    """The numId and level that a w:numPr names; numId "0" takes a paragraph out of its list."""
    if num is None:
        return None, None
    own_id, own_level = num.find(W + "numId"), num.find(W + "ilvl")
    return (
        None if own_id is None else own_id.get(W + "val"),
        None if own_level is None else number(own_level.get(W + "val")),
    )


def outline_level(outline: Element | None) -> int | None:
    """Heading level of a w:outlineLvl: its nine levels from 1; body text is None."""
    level = 9 if outline is None else number(outline.get(W + "val"), 9)
    return level + 1 if 0 <= level < 9 else None


def _named_heading(name: str) -> int | None:
    lowered = name.lower().replace("_", " ").strip()
    if lowered == "title":
        return 0
    if lowered in ("toc heading", "tocheading"):
        return 1
    match = _HEADING_NAME.fullmatch(lowered)
    return int(match.group(1)) if match else None


def _listed(name: str) -> str:
    match = _LIST_NAME.match(name)
    return match.group(1).lower() if match else ""


def _num(chain: list[Element]) -> tuple[str | None, int | None]:
    num_id: str | None = None
    level: int | None = None
    for element in chain:
        own_id, own_level = list_place(element.find(f"{W}pPr/{W}numPr"))
        num_id = own_id if num_id is None else num_id
        level = own_level if level is None else level
    return num_id, level
