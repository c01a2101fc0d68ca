"""A statement in; the short form for a narrow field out, and which of the two a file's field is."""

from __future__ import annotations

from premark.plain import one_line


def short(text: str, most: int) -> str:
    return one_line(text, most - 1) if len(one_line(text)) > most else one_line(text)


def said(brief: str, full: str, most: int) -> tuple[str, tuple[str, ...]]:
    """(statement, notes) of a short and a long field.

    The long field is the statement when the short one is its beginning or was cut, and a note
    otherwise.
    """
    if not full.strip():
        return brief, ()
    opening = _opening(brief)
    cut = brief.rstrip().endswith(("…", "..."))
    if cut or short(full, most) == brief or not opening or one_line(full).startswith(opening):
        return full, ()
    return brief, (full,)


def _opening(brief: str) -> str:
    return one_line(brief).rstrip("….").rstrip()
