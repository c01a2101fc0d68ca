"""How a run, a paragraph, a row or a table is set in; by what a reader is kept from it, out.

Only what no reader of the page could see counts: a light grey, a small print or a box that
lies partly over the margin is no trick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from premark.read.cleaning import clean
from premark.read.word.colours import Colour, alike
from premark.read.word.floats import LEAST_LINE, is_covered
from premark.read.word.ground import Scene, grounds
from premark.read.word.runs import LEAST_SIZE, RunProps
from premark.read.word.styles import style_of
from premark.read.word.xml import Element, W, measure
from premark.types.document import Concealed, ConcealedBy

Judge = Callable[[RunProps], ConcealedBy | None]
MOST_TOLD = 200
LEAST_SCALE = 10  # per cent of a letter's width
# Letters are about half as wide as they are high: drawn together by as much, they lie in a heap.
HEAPED = 0.45
_USUAL_SIZE = 11.0
_EXACT = "exact"
_ROW_HEIGHT = f"{W}trPr/{W}trHeight"


def judge_of(
    paragraph: Element, said: dict[str, Element], scene: Scene, fixed: ConcealedBy | None
) -> Judge:
    """What conceals a run of this paragraph, as a function of the run's effective properties.

    `said` is what it says of its layout, or its style does; `fixed` conceals the whole of it:
    the box or the row that it stands in.
    """
    whole = fixed or (_by_layout(said, scene) if said else None)
    if whole is None and paragraph in scene.floating and is_covered(paragraph, scene):
        whole = "behind"
    behind: list[tuple[Colour, ...]] = []

    def judge(props: RunProps) -> ConcealedBy | None:
        if whole:
            return whole
        if props.get("hidden"):
            return "vanish"
        kind = _by_size(props, scene) if props.get("odd") else None
        if kind or not (props.get("colour") or props.get("unfilled")):
            return kind
        if not behind:
            behind.append(grounds(paragraph, said.get(W + "shd"), scene))
        return _by_colour(props, behind[0])

    return judge


def told(stretches: Iterable[tuple[ConcealedBy, str]]) -> tuple[Concealed, ...]:
    """Concealed stretches in order as values: neighbours of one kind joined, blanks left out."""
    joined = []
    for kind, run in groupby(stretches, key=lambda stretch: stretch[0]):
        text = clean("".join(text for _, text in run))
        if any(map(str.isalnum, text)):
            joined.append(Concealed(kind=kind, text=text[:MOST_TOLD]))
    return tuple(joined)


def _by_size(props: RunProps, scene: Scene) -> ConcealedBy | None:
    size = props.get("size")
    if size is not None and size <= LEAST_SIZE:
        return "tiny"
    if props.get("scale", 100) < LEAST_SCALE:
        return "tiny"
    if (props.get("fitted") or LEAST_LINE) < LEAST_LINE:
        return "clipped"
    spacing, raised = props.get("spacing") or 0.0, props.get("raised") or 0.0
    if spacing < 0 and -spacing >= HEAPED * (size or _USUAL_SIZE):
        return "clipped"
    return "off_page" if abs(raised) >= scene.size[1] else None


def _by_colour(props: RunProps, behind: tuple[Colour, ...]) -> ConcealedBy | None:
    if props.get("drawn"):
        return None
    if props.get("unfilled"):
        return "colour"
    own = props.get("mark") or props.get("shade")
    against = (own,) if own else behind
    return "colour" if all(alike(props["colour"], ground) for ground in against) else None


def _by_layout(said: dict[str, Element], scene: Scene) -> ConcealedBy | None:
    spacing, indent, frame = (said.get(W + tag) for tag in ("spacing", "ind", "framePr"))
    if spacing is not None and _is_low(spacing, "line", "lineRule"):
        return "clipped"
    if indent is not None and _beyond(indent, ("left", "start", "firstLine"), scene.size[0]):
        return "off_page"
    if frame is None:
        return None
    if _beyond(frame, ("x",), scene.size[0]) or _beyond(frame, ("y",), scene.size[1]):
        return "off_page"
    return "clipped" if _is_low(frame, "h", "hRule") else None


def _is_low(element: Element, height: str, rule: str) -> bool:
    points = measure(element.get(W + height), 20)
    return points is not None and points < LEAST_LINE and element.get(W + rule) == _EXACT


def _beyond(element: Element, keys: tuple[str, ...], most: float) -> bool:
    return any(abs(measure(element.get(W + key), 20) or 0) >= most for key in keys)


def row_concealed(cell: Element, scene: Scene) -> ConcealedBy | None:
    """Whether the row of a cell is too low for any line."""
    return "clipped" if scene.once("row", cell.getparent(), _is_slit) else None


def _is_slit(row: Element) -> bool:
    height = row.find(_ROW_HEIGHT)
    return height is not None and _is_low(height, "val", "hRule")


def table_concealed(table: Element, scene: Scene) -> ConcealedBy | None:
    """Whether a table stands off the page, or its style hides all of its text."""
    properties = table.find(W + "tblPr")
    named = None if properties is None else properties.find(W + "tblStyle")
    if named is not None:
        run = style_of(scene.sheet, named.get(W + "val")).run
        if run.get("hidden") or (run.get("size") or LEAST_LINE) <= LEAST_SIZE:
            return "vanish" if run.get("hidden") else "tiny"
    for child in () if properties is None else properties:
        if child.tag == W + "tblpPr":
            sides = (("tblpX", scene.size[0]), ("tblpY", scene.size[1]))
            if any(_beyond(child, (key,), most) for key, most in sides):
                return "off_page"
        elif child.tag == W + "tblInd" and _beyond(child, ("w",), scene.size[0]):
            return "off_page"
    return None
