"""A text box, or a paragraph that pictures float over, in; what hides it from a reader, out.

Places are counted in points; a file says them in EMU (12,700 to a point) or in VML's own style.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from premark.read.word.ground import Scene, box_of_style
from premark.read.word.xml import WP, WPS, A, Element, V, W, number, on
from premark.types.document import ConcealedBy

LEAST_LINE = 3.0  # points of a line's or a row's exact height
LEAST_SHOWN = 0.1  # of a box's text: one that is only too small by mistake shows more
MOST_PICTURES = 50  # that float in one paragraph
_LETTER_AREA = 60.0  # square points that a letter of ordinary print takes with its line
_LETTER, _LINE = 5.5, 13.0  # width and height of a letter of ordinary print, in points
_COLUMN = 0.75  # of a page's width, at the usual margins
_SLACK = 3.0
_USUAL = 11.0
_EMU = 12_700
_GROWS = ("mso-width-percent", "mso-height-percent")
_IN_LINE = ("column", "margin", "character", "leftMargin")
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def box_concealed(box: Element, scene: Scene) -> ConcealedBy | None:
    """Whether a w:txbxContent is hidden, without size, off the page or behind a picture."""
    for above in box.iterancestors():
        kind: ConcealedBy | None = None
        if above.tag in (WP + "anchor", WP + "inline"):
            kind = scene.once("anchor", above, partial(_anchored, scene=scene))
        elif above.tag.startswith(V) and not _in_group(above):
            kind = scene.once("shape", above, partial(_shaped, scene=scene))
        elif above.tag == W + "p":
            break
        if kind:
            return kind
    return None


def _in_group(shape: Element) -> bool:
    """Within a VML group places are counted in the group's own units."""
    return next(shape.iterancestors(V + "group"), None) is not None


def _anchored(anchor: Element, scene: Scene) -> ConcealedBy | None:
    about, extent = anchor.find(WP + "docPr"), anchor.find(WP + "extent")
    if about is not None and on(about.get("hidden"), missing=False):
        return "vanish"
    if extent is None:
        return None
    wide, high = (number(extent.get(key)) / _EMU for key in ("cx", "cy"))
    if _too_small(anchor, wide, high):
        return "clipped"
    across = _is_off(anchor.find(WP + "positionH"), wide, scene.size[0])
    down = _is_off(anchor.find(WP + "positionV"), high, scene.size[1])
    return "off_page" if across or down else "behind" if _is_under(anchor, scene) else None


def _too_small(anchor: Element, wide: float, high: float) -> bool:
    """Whether a box of this size, in points, shows nothing, or a fraction, of what it holds.

    One that grows with its text may say any size; one linked to another goes on there.
    """
    if next(anchor.iter(A + "spAutoFit", WPS + "linkedTxbx"), None) is not None:
        return False
    if any(box.get("id") for box in anchor.iter(WPS + "txbx")):
        return False
    signs = sum(len(text.text or "") for text in anchor.iter(W + "t"))
    return min(wide, high) < LEAST_LINE or wide * high < LEAST_SHOWN * signs * _LETTER_AREA


def _is_off(position: Element | None, extent: float, page: float) -> bool:
    """Whether a float lies wholly beyond the page, wherever on it the place is counted from."""
    offset = None if position is None else position.findtext(WP + "posOffset")
    if position is None or offset is None:
        return False
    points = number(offset.strip()) / _EMU
    # Counted from the page's own edge it is off as soon as it ends there; else a page further.
    before = 0.0 if position.get("relativeFrom") == "page" else -page
    return points >= page or points + extent <= before


def _is_under(anchor: Element, scene: Scene) -> bool:
    """Whether a picture of the same paragraph, drawn later, covers the whole of this float."""
    own = _rectangle(anchor)
    paragraph = next(anchor.iterancestors(W + "p"), None)
    if own is None or paragraph is None:
        return False
    return any(
        depth > _depth(anchor) and _covers(rectangle, own)
        for rectangle, depth in scene.once("pictures", paragraph, _pictures)
    )


def _pictures(paragraph: Element) -> list[tuple[_Rectangle, tuple[bool, int]]]:
    """Where the first pictures that float in a paragraph lie, and how near the reader."""
    found = []
    for anchor in paragraph.iter(WP + "anchor"):
        rectangle = _rectangle(anchor)
        if rectangle is not None and anchor.find(f".//{A}blip") is not None:
            found.append((rectangle, _depth(anchor)))
    return found[:MOST_PICTURES]


_Rectangle = tuple[tuple[Any, ...], float, float, float, float]


def _rectangle(anchor: Element) -> _Rectangle | None:
    """What a float's place is counted from, then its left, top, right and bottom in points."""
    across, down = anchor.find(WP + "positionH"), anchor.find(WP + "positionV")
    extent = anchor.find(WP + "extent")
    if across is None or down is None or extent is None:
        return None
    offsets = [side.findtext(WP + "posOffset") for side in (across, down)]
    if None in offsets:
        return None
    left, top = (number((offset or "").strip()) / _EMU for offset in offsets)
    wide, high = (number(extent.get(key)) / _EMU for key in ("cx", "cy"))
    origin = (across.get("relativeFrom"), down.get("relativeFrom"))
    return origin, left, top, left + wide, top + high


def _covers(over: _Rectangle, under: _Rectangle) -> bool:
    slack = 2.0
    return (
        over[0] == under[0]
        and over[1] <= under[1] + slack
        and over[2] <= under[2] + slack
        and over[3] >= under[3] - slack
        and over[4] >= under[4] - slack
    )


def _depth(anchor: Element) -> tuple[bool, int]:
    """How near the reader a float is drawn: behind the text first, then by its own order."""
    return not on(anchor.get("behindDoc"), missing=False), number(anchor.get("relativeHeight"))


def _shaped(shape: Element, scene: Scene) -> ConcealedBy | None:
    """The same for a VML shape, whose style says its place."""
    style = (shape.get("style") or "").replace(" ", "").lower()
    if "visibility:hidden" in style:
        return "vanish"
    if "position:absolute" not in style:
        return None
    box = box_of_style(shape)
    wide, high = box.get("width", _USUAL), box.get("height", _USUAL)
    grows = any(mark in style for mark in _GROWS) or any(
        "mso-fit-shape-to-text:t" in (box_.get("style") or "") for box_ in shape.iter(V + "textbox")
    )
    if min(wide, high) < LEAST_LINE and not grows:
        return "clipped"
    left, top = (box.get(f"margin-{side}", box.get(side, 0.0)) for side in ("left", "top"))
    across = left >= scene.size[0] or left + wide <= -scene.size[0]
    down = top >= scene.size[1] or top + high <= -scene.size[1]
    return "off_page" if across or down else None


def is_covered(paragraph: Element, scene: Scene) -> bool:
    """Whether an opaque picture that lies in front of the text covers all of a paragraph."""
    signs = sum(len(text.text or "") for text in paragraph.iter(W + "t"))
    column = _COLUMN * scene.size[0]
    wide = min(column, signs * _LETTER)
    high = _LINE * -(-signs * _LETTER // column)
    return signs > 0 and any(
        _lies_over(anchor, wide, high)
        for anchor in scene.floating[paragraph][:MOST_PICTURES]
        if _is_opaque_picture(anchor, scene)
    )


def _is_opaque_picture(anchor: Element, scene: Scene) -> bool:
    if on(anchor.get("behindDoc"), missing=False) or anchor.find(WP + "wrapNone") is None:
        return False
    return any(blip.get(_EMBED) in scene.opaque for blip in anchor.iter(A + "blip"))


def _lies_over(anchor: Element, wide: float, high: float) -> bool:
    across, down = anchor.find(WP + "positionH"), anchor.find(WP + "positionV")
    extent = anchor.find(WP + "extent")
    if across is None or down is None or extent is None:
        return False
    if across.get("relativeFrom") not in _IN_LINE:
        return False
    if down.get("relativeFrom") not in ("paragraph", "line"):
        return False
    left, top = _offset(across), _offset(down)
    if left is None or top is None or left > _SLACK or top > _SLACK:
        return False
    right = left + number(extent.get("cx")) / _EMU
    bottom = top + number(extent.get("cy")) / _EMU
    return right + _SLACK >= wide and bottom + _SLACK >= high


def _offset(position: Element) -> float | None:
    """How far a float lies from its origin; None where it is set by another rule than left."""
    said = position.findtext(WP + "posOffset")
    if said is not None:
        return number(said.strip()) / _EMU
    return 0.0 if position.findtext(WP + "align") in ("left", "top", "inside") else None
