"""A Word styles part in; what each style says of weight, size, colour, headings and lists out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any  # lxml publishes no types
RunProps = dict[str, Any]

TOGGLES = ("bold", "italic", "caps", "hidden")
_TOGGLE_TAGS = {W + "b": "bold", W + "i": "italic", W + "caps": "caps", W + "vanish": "hidden"}
_OFF = {"0", "false", "off", "none"}
_HEADING_NAME = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|заголовок)\s*([1-9])",
    re.IGNORECASE,
)
_LIST_NAME = re.compile(r"list ?(bullet|number)", re.IGNORECASE)


@dataclass(frozen=True)
class Style:
    """A paragraph or character style with what it inherits.

    `heading` is 0 for a title, 1 to 9 for headings, else None. `num` is the (numId, ilvl)
    of a list style; `listed` is "bullet" or "number" where only the name tells.
    """

    id: str
    name: str
    run: RunProps
    heading: int | None = None
    num: tuple[str | None, int | None] = (None, None)
    listed: str = ""


@dataclass(frozen=True)
class StyleSheet:
    """The styles of a file by id, resolved as they are asked for."""

    elements: dict[str, Element] = field(default_factory=dict)
    defaults: RunProps = field(default_factory=dict)
    paragraph: str = ""
    resolved: dict[str, Style] = field(default_factory=dict)


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


def run_props(properties: Element | None) -> RunProps:
    """What a w:rPr itself says: toggles, size in points, grey, character style ("style")."""
    props: RunProps = {}
    for child in () if properties is None else properties:
        tag = child.tag
        if tag in _TOGGLE_TAGS:
            props[_TOGGLE_TAGS[tag]] = on(child.get(W + "val"))
        elif tag == W + "sz":
            props["size"] = _points(child.get(W + "val"))
        elif tag == W + "color":
            props["grey"] = _is_grey(child)
        elif tag == W + "rStyle":
            props["style"] = child.get(W + "val")
    return props


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


def on(value: str | None, missing: bool = True) -> bool:
    """A Word switch: present without a value is on."""
    return missing if value is None else value.lower() not in _OFF


def number(value: str | None, otherwise: int = 0) -> int:
    """A whole number in an attribute; `otherwise` when it is absent or not one."""
    try:
        return int(value or "")
    except ValueError:
        return otherwise


def _chain(sheet: StyleSheet, key: str | None) -> Iterator[Element]:
    seen: set[str] = set()
    while key and key in sheet.elements and key not in seen:
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
    return Style(key, name, run, _heading(chain), _num(chain), _listed(name))


def _name(element: Element) -> str:
    name = element.find(W + "name")
    value = None if name is None else name.get(W + "val")
    return str(value or element.get(W + "styleId"))


def _heading(chain: list[Element]) -> int | None:
    for element in chain:
        level = _named_heading(_name(element))
        if level is not None:
            return level
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            return outline_level(outline)
    return None


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
        num = element.find(f"{W}pPr/{W}numPr")
        if num is None:
            continue
        own_id, own_level = num.find(W + "numId"), num.find(W + "ilvl")
        if num_id is None and own_id is not None:
            num_id = own_id.get(W + "val")
        if level is None and own_level is not None:
            level = number(own_level.get(W + "val"))
    return num_id, level


def _points(value: str | None) -> float | None:
    """Half-points, or (in strict files) a measure such as 12pt."""
    try:
        if value and value.endswith("pt"):
            return float(value[:-2])
        return float(value or "") / 2
    except ValueError:
        return None


def _is_grey(colour: Element) -> bool:
    value = colour.get(W + "val") or ""
    if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        channels = [int(value[at : at + 2], 16) for at in (0, 2, 4)]
        return max(channels) - min(channels) <= 12 and 0x60 <= sum(channels) / 3 <= 0xDA
    theme = colour.get(W + "themeColor", "")
    shade, tint = colour.get(W + "themeShade"), colour.get(W + "themeTint")
    light, dark = theme in ("background1", "light1"), theme in ("text1", "dark1")
    return bool((light and shade) or (dark and tint))
