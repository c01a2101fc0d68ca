"""An open pdfium page in; what was typed into its fields and notes, and what is unread, out."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from premark.read.cleaning import clean
from premark.types.document import Block, Warning_

MOST_NOTES = 2000  # on one page
MOST_TYPED = 100_000  # characters of one field
SILENT = (
    pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET,
    pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_FILEATTACHMENT,
)  # fmt: skip
WORDED = (
    pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
)  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """Words of a form field or of a note that lies open on the page; `top` in its own space."""

    text: str
    top: float


@dataclass(frozen=True)
class Notes:
    """What a page holds beside its drawing; `over` counts notes that were not looked at."""

    typed: tuple[Typed, ...] = ()
    drawn: bool = False
    comments: int = 0
    over: int = 0


def notes_of(page: Any) -> Notes:
    """Fields, open notes and comments of a page; the page is left as it was."""
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    environment = page.formenv.raw if page.formenv else None
    typed: list[Typed] = []
    drawn = False
    comments = 0
    for index in range(min(MOST_NOTES, count)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            drawn = True
            text = _typed(note, kind, environment)
            typed += [Typed(text, _top(note))] if text.strip() else []
        elif kind not in SILENT:
            comments += bool(_text(lambda *a, n=note: _entry(n, b"Contents", *a)).strip())
        pdfium.FPDFPage_CloseAnnot(note)
    return Notes(tuple(typed), drawn, comments, max(0, count - MOST_NOTES))


def _typed(note: Any, kind: int, environment: Any) -> str:
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _text(lambda *a: _entry(note, b"Contents", *a))
    if environment is None:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldType(environment, note) not in WORDED:
        return ""
    return _text(lambda *a: pdfium.FPDFAnnot_GetFormFieldValue(environment, note, *a))


def _entry(note: Any, key: bytes, *room: Any) -> int:
    return int(pdfium.FPDFAnnot_GetStringValue(note, key, *room))


def _text(ask: Callable[..., int]) -> str:
    """A string of pdfium's, which gives its length in bytes when it is given no room."""
    length = min(int(ask(None, 0)), 2 * MOST_TYPED)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")


def _top(note: Any) -> float:
    box = pdfium.FS_RECTF()
    return float(max(box.top, box.bottom)) if pdfium.FPDFAnnot_GetRect(note, box) else 0.0


def unread(typed: Sequence[Typed], drawn: str) -> tuple[Typed, ...]:
    """Those typed words that are not among the page's characters: a field without a picture."""
    if not typed:
        return ()
    shown = _letters(drawn)
    return tuple(t for t in typed if _letters(t.text) and _letters(t.text) not in shown)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def with_typed(blocks: Sequence[Block], typed: Iterable[tuple[int, Typed]]) -> list[Block]:
    """The blocks with each field's words, by (page, field), before what starts below it."""
    made = list(blocks)
    for page, field in typed:
        new = [_block(page, line, field) for line in field.text.splitlines() if clean(line)]
        at = next((i for i, b in enumerate(made) if _is_below(b, page, field.top)), None)
        last = sum(1 for b in made if b.part == "body")
        made[last if at is None else at : last if at is None else at] = new
    return [block.model_copy(update={"index": i}) for i, block in enumerate(made)]


def _is_below(block: Block, page: int, top: float) -> bool:
    if block.part != "body" or block.page is None:
        return block.part != "body"
    starts = block.anchor.rpartition(":")[2].split(",")
    return (block.page, float(starts[1]) if len(starts) == 4 else 0.0) > (page, top)


def _block(page: int, line: str, field: Typed) -> Block:
    box = f"p{page}:0,{field.top:.0f},0,{field.top:.0f}"
    return Block(
        index=0, kind="paragraph", text=clean(line), original=line, page=page, anchor=box
    )


def note_warnings(notes: Sequence[tuple[int, Notes]], name: str) -> Iterator[Warning_]:
    """What a reader of the report must look at in the file itself."""
    pages = [str(number) for number, note in notes if note.comments]
    total = sum(note.comments for _, note in notes)
    if total:
        message = (
            f"{name}: {total} comment(s) pinned to page {', '.join(pages[:20])} were not read"
        )
        yield Warning_(code="comments-unread", message=message)
    over = sum(note.over for _, note in notes)
    if over:
        message = (
            f"{name}: {over:,} annotations were not looked at; at most {MOST_NOTES:,} of a page are"
        )
        yield Warning_(code="annotations-unread", message=message)
