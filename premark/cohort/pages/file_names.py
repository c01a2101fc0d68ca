"""A unit, a criterion or a submission in; the file beside `cohort.html` that is about it, out."""

from __future__ import annotations

import re
from urllib.parse import quote

_ODD = re.compile(r"[^0-9A-Za-z._-]+")
ANSWERS, REPORTS = "answers", "reports"


def answers_file(unit: str, criterion: str) -> str:
    """The name of the page with all answers to a criterion, in the folder `answers`."""
    return f"{_safe(unit)}-{_safe(criterion)}.html"


def answers_link(unit: str, criterion: str) -> str:
    """From `cohort.html` to the first of the criterion's answers pages."""
    return f"{ANSWERS}/{answers_file(unit, criterion)}"


def report_link(submission: str) -> str:
    """From `cohort.html` to the report on one submission."""
    return f"{REPORTS}/{quote(submission, safe='')}.premark.html"


def _safe(text: str) -> str:
    return _ODD.sub("-", text).strip("-.") or "x"
