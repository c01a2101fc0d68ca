"""A paragraph and the page that it stands on in; the colours that may lie behind its text out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from premark.read.word.colours import UNSAID, WHITE, Colour, fill, said_colour
from premark.read.word.styles import StyleSheet, table_grounds, wants_first_row
from premark.read.word.xml import WP, WPS, A, Element, V, W, measure, number

BOX = W + "txbxContent"
# A float lies within a page of the paragraph that holds it; a page has some such paragraphs.
NEAR = 15
_LEAST_FLOAT = 20.0  # points: anything smaller is a rule or a bullet, not a ground
_EMU = 12_700  # to a point
_LETTER = (612.0, 792.0)
_SHAPES = tuple(V + tag for tag in ("shape", "rect", "roundrect", "oval", "group", "line"))
_NO_FILL = ("f", "false", "0")


@dataclass(frozen=True)
class Scene:
    """The pages of a file: its main part, its headers and footers, and its styles.

    `opaque` are the pictures, by relationship, that nothing can be seen through.
    """

    document: Element
    edges: tuple[Element, ...] = ()
    sheet: StyleSheet = field(default_factory=StyleSheet)
    opaque: frozenset[str] = frozenset()
    orders: dict[Element, dict[Element, int]] = field(default_factory=dict)
    floats: dict[Element, list[int]] = field(default_factory=dict)
    # What was found of a table, a row, a cell or a paragraph: each may hold thousands of others.
    known: dict[tuple[str, Element], Any] = field(default_factory=dict)

    def once(self, what: str, element: Element, find: Callable[[Element], Any]) -> Any:
        """What `find` finds of an element, looked for once."""
        key = (what, element)
        if key not in self.known:
            self.known[key] = find(element)
        return self.known[key]

    @cached_property
    def floating(self) -> dict[Element, list[Element]]:
        """The floats of each paragraph that holds some; nothing where no picture is opaque."""
        found: dict[Element, list[Element]] = {}
        for anchor in self.document.iter(WP + "anchor") if self.opaque else ():
            for holder in anchor.iterancestors(W + "p"):
                found.setdefault(holder, []).append(anchor)
                break
        return found

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height in points of the largest page."""
        pages = [page.attrib for page in self.document.iter(W + "pgSz")]
        width = max((measure(page.get(W + "w"), 20) or 0 for page in pages), default=0)
        height = max((measure(page.get(W + "h"), 20) or 0 for page in pages), default=0)
        return width or _LETTER[0], height or _LETTER[1]

    @cached_property
    def paper(self) -> tuple[Colour, ...]:
        """White, and the colour that the file asks for, which not every view shows."""
        background = self.document.find(W + "background")
        if background is None:
            return (WHITE,)
        said = said_colour(background.get(W + "color") or "")
        return (WHITE,) if said in (None, WHITE) and not len(background) else (WHITE, UNSAID)

    @cached_property
    def papered(self) -> bool:
        """Whether a header or footer lays a picture or colour over much of every page."""
        width, height = self.size
        return any(
            wide * high >= 0.4 * width * height
            for root in self.edges
            for _, wide, high in _coloured(root)
        )


def grounds(paragraph: Element, shade: Element | None, scene: Scene) -> tuple[Colour, ...]:
    """Every colour that may be behind the text; UNSAID among them where nobody can tell.

    `shade` is the paragraph's own w:shd, or its style's.
    """
    own = fill(shade)
    if own is not None:
        return (own,)
    found: list[Colour] = []
    cell: Element | None = None
    for above in paragraph.iterancestors():
        if above.tag == W + "tc":
            cell = above
            ground = scene.once("cell", above, _of_cell)
            if ground is not None:
                return (*found, ground)
        elif above.tag == W + "tbl" and cell is not None:
            found += _of_table(above, cell, scene)
        elif above.tag == BOX:
            ground = scene.once("box", above, _of_box)
            if ground is not None:
                return (*found, ground)
    return (*found, *_of_page(paragraph, scene))


def _of_cell(cell: Element) -> Colour | None:
    return fill(cell.find(f"{W}tcPr/{W}shd"))


def _table_look(table: Element) -> tuple[Colour | None, str | None, bool]:
    """Its own shading, the name of its style, and whether its first row is set apart."""
    named = table.find(f"{W}tblPr/{W}tblStyle")
    style = None if named is None else named.get(W + "val")
    return fill(table.find(f"{W}tblPr/{W}shd")), style, wants_first_row(table)


def _of_table(table: Element, cell: Element, scene: Scene) -> Iterator[Colour]:
    """What the table and its style may lay behind this cell."""
    shade, style, first = scene.once("table", table, _table_look)
    if shade is not None:
        yield shade
    styled = table_grounds(scene.sheet, style)
    if not styled:
        return
    row = next(cell.iterancestors(W + "tr"), None)
    edges = {"firstCol": _is_first(cell), "lastCol": _is_last(cell)}
    if row is not None:
        edges["firstRow"] = first and _is_first(row)
        edges["lastRow"] = _is_last(row)
    for kind, ground in styled.items():
        if edges.get(kind, True):
            yield ground


def _is_first(element: Element) -> bool:
    return next(element.itersiblings(element.tag, preceding=True), None) is None


def _is_last(element: Element) -> bool:
    return next(element.itersiblings(element.tag), None) is None


def _of_box(box: Element) -> Colour | None:
    """What a text box is filled with; None where it lets what is behind show."""
    for above in box.iterancestors():
        if above.tag == WPS + "wsp":
            return _drawn_fill(above)
        if above.tag in _SHAPES:
            return _vml_fill(above)
        if above.tag == W + "p":
            break
    return UNSAID


def _drawn_fill(shape: Element) -> Colour | None:
    properties = shape.find(WPS + "spPr")
    for child in () if properties is None else properties:
        if child.tag == A + "noFill":
            return None
        if child.tag == A + "solidFill":
            return _solid(child)
        if child.tag in (A + "gradFill", A + "blipFill", A + "pattFill", A + "grpFill"):
            return UNSAID
    themed = shape.find(f"{WPS}style/{A}fillRef")
    return None if themed is None or number(themed.get("idx")) == 0 else UNSAID


def _solid(solid: Element) -> Colour:
    said = solid.find(A + "srgbClr")
    if said is not None and not len(said):
        return said_colour(said.get("val") or "") or UNSAID
    themed = solid.find(A + "schemeClr")
    plain = themed is not None and not len(themed) and themed.get("val") in ("bg1", "lt1")
    return WHITE if plain else UNSAID


def _vml_fill(shape: Element) -> Colour | None:
    if (shape.get("filled") or "").lower() in _NO_FILL:
        return None
    inner = shape.find(V + "fill")
    if inner is not None and (inner.get("type") or "solid") != "solid":
        return UNSAID
    return said_colour(shape.get("fillcolor") or "white") or UNSAID


def _of_page(paragraph: Element, scene: Scene) -> tuple[Colour, ...]:
    root = paragraph.getroottree().getroot()
    if scene.papered or _beside_float(paragraph, root, scene):
        return (UNSAID,)
    return scene.paper


def _beside_float(paragraph: Element, root: Element, scene: Scene) -> bool:
    """Whether a coloured shape or a picture that floats near may lie behind the text."""
    if root not in scene.floats:
        order = {element: at for at, element in enumerate(root.iter(W + "p"))}
        holders = [holder for holder, wide, high in _coloured(root) if holder in order]
        scene.orders[root] = order if holders else {}
        scene.floats[root] = sorted(order[holder] for holder in holders)
    places = scene.floats[root]
    at = scene.orders[root].get(paragraph, 0)
    next_place = bisect_left(places, at - NEAR)
    return next_place < len(places) and places[next_place] <= at + NEAR


def _coloured(root: Element) -> Iterator[tuple[Element, float, float]]:
    """Floats that are filled or pictures: the paragraph that holds each, its width and height."""
    for anchor in root.iter(WP + "anchor"):
        extent = anchor.find(WP + "extent")
        wide, high = (0.0, 0.0) if extent is None else (
            number(extent.get("cx")) / _EMU, number(extent.get("cy")) / _EMU
        )
        if min(wide, high) >= _LEAST_FLOAT and _shows_colour(anchor):
            yield next(anchor.iterancestors(W + "p"), anchor), wide, high
    for shape in root.iter(*_SHAPES):
        sides = box_of_style(shape)
        wide, high = sides.get("width", 0.0), sides.get("height", 0.0)
        if "position:absolute" in _style_of(shape) and min(wide, high) >= _LEAST_FLOAT:
            pictured = shape.find(V + "imagedata") is not None
            if pictured or _vml_fill(shape) not in (None, WHITE):
                yield next(shape.iterancestors(W + "p"), shape), wide, high


def _shows_colour(anchor: Element) -> bool:
    if next(anchor.iter(A + "blip", A + "gradFill", A + "pattFill"), None) is not None:
        return True
    shapes = anchor.iter(WPS + "wsp")
    return any(_drawn_fill(shape) not in (None, WHITE) for shape in shapes)


def _style_of(shape: Element) -> str:
    return (shape.get("style") or "").replace(" ", "").lower()


def box_of_style(shape: Element) -> dict[str, float]:
    """The lengths, in points, that the style of a VML shape gives: width, height, margins."""
    lengths: dict[str, float] = {}
    for said in _style_of(shape).split(";"):
        key, _, value = said.partition(":")
        length = measure(value.replace("px", ""), 1)
        if length is not None:
            lengths[key] = length
    return lengths
