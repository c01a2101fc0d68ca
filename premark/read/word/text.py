"""One w:p in; its visible pieces of text with their look, and what floats or hangs on it, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from premark.read.word.concealed import Judge
from premark.read.word.runs import RunProps, run_props
from premark.read.word.styles import Style, StyleSheet, effective
from premark.read.word.xml import MC, A, Element, M, V, W, on
from premark.types.document import ConcealedBy

PROMPT_WORDS = 30

BOX = W + "txbxContent"
ALTERNATE = MC + "AlternateContent"
_PICTURES = {A + "blip", V + "imagedata"}
_UNREAD_DRAWINGS = ("/chart", "/chartex", "/diagram", "/lockedCanvas")
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"

# Removed by a tracked change, or markup about the text and not text.
SKIPPED = {
    W + tag
    for tag in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText",
        "delInstrText", "fldData", "ffData", "rt", "tblPr", "tblGrid", "trPr", "tcPr",
        "sectPr", "customXmlPr", "smartTagPr", "rubyPr",
    )
}  # fmt: skip
_BLANK_TAGS = {W + "tab", W + "ptab"}
_BREAK_TAGS = {W + "br", W + "cr"}
_NOTE_TAGS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_ARROW, _TICK, _CROSS, _BULLET = "→", "✓", "✗", "•"
_WINGDINGS = {
    0xE0: _ARROW, 0xE8: _ARROW, 0xF0: _ARROW, 0xFC: _TICK, 0xFE: "☑", 0xFB: _CROSS,
    0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xA7: _BULLET, 0x9F: _BULLET, 0x6C: _BULLET,
    0x4A: "☺", 0xD8: _BULLET, 0x76: _BULLET,
}  # fmt: skip
_SYMBOL = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | {
    0xB7: _BULLET, 0xAE: _ARROW, 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB9: "≠",
    0xBB: "≈", 0xA5: "∞", 0xDE: "⇒", 0xE5: "∑", 0xD6: "√",
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A run's text with its look. `stop` is "line" or "page" where a break follows it."""

    text: str
    props: RunProps
    placeholder: bool = False
    stop: str = ""


@dataclass
class Content:
    """What a paragraph holds. `floats` are text boxes and tables hung on it, `notes` its
    references (kind, id) in order; `odd` counts pictures, hidden characters and the like;
    `concealed` is what no reader sees, and by what, in order.
    """

    pieces: list[Piece] = field(default_factory=list)
    floats: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)
    concealed: list[tuple[ConcealedBy, str]] = field(default_factory=list)


@dataclass
class _Walk:
    sheet: StyleSheet
    style: Style
    judge: Judge
    content: Content
    plain: RunProps
    placeholder: int = 0
    fields: list[str] = field(default_factory=list)
    coded: list[int] = field(default_factory=list)


def read_content(paragraph: Element, sheet: StyleSheet, style: Style, judge: Judge) -> Content:
    """The pieces of a w:p in reading order: insertions kept, deletions and codes dropped.

    What `judge` says is concealed goes to `Content.concealed` and not into a piece.
    """
    plain = effective(sheet, style, {})
    plain["concealed"] = judge(plain)
    walk = _Walk(sheet, style, judge, Content(), plain)
    _children(paragraph, walk, plain)
    if "code" not in walk.fields:
        # A field left open would swallow the paragraph: its text is dropped only when closed.
        coded = set(walk.coded)
        pieces = enumerate(walk.content.pieces)
        walk.content.pieces[:] = [piece for at, piece in pieces if at not in coded]
    return walk.content


def chosen(alternate: Element) -> Element | None:
    """The branch of mc:AlternateContent that is read: never more than one."""
    choice = alternate.find(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    if choice is None or (fallback is not None and not _has_text(choice) and _has_text(fallback)):
        return fallback
    return choice


def _has_text(branch: Element) -> bool:
    return next(branch.iter(W + "t"), None) is not None


def _children(element: Element, walk: _Walk, props: RunProps) -> None:
    for child in element:
        tag = child.tag
        if tag == W + "t":
            _say(walk, child.text or "", props)
        elif tag == W + "r":
            own = child.find(W + "rPr")
            _children(child, walk, walk.plain if own is None else _run(own, walk))
        elif tag in SKIPPED or not isinstance(tag, str):
            walk.content.odd["deleted"] += tag in (W + "del", W + "moveFrom")
        else:
            _ACTIONS.get(tag, _children)(child, walk, props)


def _run(own: Element, walk: _Walk) -> RunProps:
    props = effective(walk.sheet, walk.style, run_props(own))
    props["concealed"] = walk.judge(props)
    return props


def _say(walk: _Walk, text: str, props: RunProps, stop: str = "") -> None:
    if props["concealed"]:
        # A field's own code is hidden by Word, and no word of the text.
        if "code" not in walk.fields:
            walk.content.odd["hidden"] += len(text.strip())
            walk.content.concealed.append((props["concealed"], text))
        return
    if "code" in walk.fields:
        walk.coded.append(len(walk.content.pieces))
    walk.content.pieces.append(Piece(text, props, bool(walk.placeholder), stop))


def _blank(child: Element, walk: _Walk, props: RunProps) -> None:
    _say(walk, " ", props)


def _hyphen(child: Element, walk: _Walk, props: RunProps) -> None:
    _say(walk, "-", props)


def _soft_hyphen(child: Element, walk: _Walk, props: RunProps) -> None:
    _say(walk, "\u00ad", props)


def _break(child: Element, walk: _Walk, props: RunProps) -> None:
    kind = child.get(W + "type")
    _say(walk, " ", props, "page" if kind in ("page", "column") else "line")


def _symbol(child: Element, walk: _Walk, props: RunProps) -> None:
    try:
        code = int(child.get(W + "char") or "", 16)
    except ValueError:
        return
    font = (child.get(W + "font") or "").lower()
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if font.startswith(("wingdings", "webdings")):
        _say(walk, _WINGDINGS.get(low, ""), props)
    elif font == "symbol":
        _say(walk, _SYMBOL.get(low, ""), props)
    elif 0x20 <= low <= 0x10FFFF and not 0xD800 <= low <= 0xDFFF:
        _say(walk, chr(low), props)


def _field_mark(child: Element, walk: _Walk, props: RunProps) -> None:
    kind = child.get(W + "fldCharType")
    if kind == "begin":
        walk.fields.append("code")
    elif kind == "separate" and walk.fields:
        walk.fields[-1] = "result"
    elif kind == "end" and walk.fields:
        walk.fields.pop()


def _note(child: Element, walk: _Walk, props: RunProps) -> None:
    walk.content.notes.append((_NOTE_TAGS[child.tag], child.get(W + "id") or ""))


def _float(child: Element, walk: _Walk, props: RunProps) -> None:
    walk.content.floats.append(child)


def _alternate(child: Element, walk: _Walk, props: RunProps) -> None:
    branch = chosen(child)
    if branch is not None:
        _children(branch, walk, props)


def _control(child: Element, walk: _Walk, props: RunProps) -> None:
    shown = is_placeholder(child)
    walk.placeholder += shown
    _children(child, walk, props)
    walk.placeholder -= shown


def is_placeholder(control: Element) -> bool:
    """Whether a content control still shows its prompt and not the learner's words."""
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if mark is None or not on(mark.get(W + "val")):
        return False
    # Other programs leave the mark on an answer typed over the prompt; prompts are short.
    return sum(len((t.text or "").split()) for t in control.iter(W + "t")) <= PROMPT_WORDS


def _ruby(child: Element, walk: _Walk, props: RunProps) -> None:
    """Letters with their reading above them: the letters first, the reading in brackets."""
    for base in child.iterchildren(W + "rubyBase"):
        _children(base, walk, props)
    for reading in child.iterchildren(W + "rt"):
        _say(walk, "(", props)
        _children(reading, walk, props)
        _say(walk, ")", props)


def _unread(child: Element, walk: _Walk, props: RunProps) -> None:
    walk.content.odd["unread"] += 1


def _comment(child: Element, walk: _Walk, props: RunProps) -> None:
    walk.content.odd["comments"] += 1


def _object(child: Element, walk: _Walk, props: RunProps) -> None:
    """An embedded file; an equation's picture says all that its file does."""
    for embedded in child.iter(_OLE):
        equation = (embedded.get("ProgID") or "").startswith(("Equation", "MathType"))
        walk.content.odd["unread"] += not equation
    _drawing(child, walk, props)


def _drawing(child: Element, walk: _Walk, props: RunProps) -> None:
    for found in _in_drawing(child):
        if found.tag == BOX:
            walk.content.floats.append(found)
        elif found.tag == A + "graphicData":
            walk.content.odd["unread"] += 1
        else:
            walk.content.odd["images"] += 1


def _in_drawing(element: Element) -> Iterator[Element]:
    """Text boxes (outermost), pictures and drawings whose text lies in another part."""
    for child in element:
        if child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _in_drawing(branch)
        elif child.tag == BOX or child.tag in _PICTURES:
            yield child
        else:
            if (child.get("uri") or "").endswith(_UNREAD_DRAWINGS):
                yield child
            yield from _in_drawing(child)


def _math_text(child: Element, walk: _Walk, props: RunProps) -> None:
    _say(walk, child.text or "", props)


_ACTIONS: dict[str, Callable[[Element, _Walk, RunProps], None]] = {
    **dict.fromkeys(_BLANK_TAGS, _blank),
    **dict.fromkeys(_BREAK_TAGS, _break),
    **dict.fromkeys(_NOTE_TAGS, _note),
    **dict.fromkeys((W + "drawing", W + "pict"), _drawing),
    W + "object": _object,
    W + "ruby": _ruby,
    W + "subDoc": _unread,
    W + "commentReference": _comment,
    **dict.fromkeys((W + "p", W + "tbl", BOX), _float),
    W + "noBreakHyphen": _hyphen,
    W + "softHyphen": _soft_hyphen,
    W + "sym": _symbol,
    W + "fldChar": _field_mark,
    W + "sdt": _control,
    ALTERNATE: _alternate,
    M + "t": _math_text,
}
