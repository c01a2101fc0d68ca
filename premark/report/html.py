"""A review and its view in; one self-contained accessible HTML page out: no script, no network."""

from __future__ import annotations

from collections.abc import Callable

from premark.report.reading import read_text
from premark.report.rows import ReportView
from premark.report.safe_page import safe_page
from premark.types.evidence import Review


def render_html(view: ReportView, review: Review) -> str:
    """The page. Everything from the file is escaped; the style sheet is let in by its digest."""
    return safe_page(
        "premark.report",
        "report.html.j2",
        "report.css",
        view=view,
        text=read_text(review, view),
        first=_once(),
    )


def _once() -> Callable[[str], bool]:
    """Whether an id is met for the first time: the same words may show several things."""
    seen: set[str] = set()

    def first(identifier: str) -> bool:
        new = identifier not in seen
        seen.add(identifier)
        return new

    return first
