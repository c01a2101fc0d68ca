"""A review and its view in; one self-contained accessible HTML page out: no script, no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from premark.report.plain import plain
from premark.report.reading import read_text
from premark.report.rows import ReportView
from premark.types.evidence import Review

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def render_html(view: ReportView, review: Review) -> str:
    """The page. Everything from the file is escaped; the style sheet is let in by its digest."""
    style = _style()
    page = _environment().get_template("report.html.j2")
    return page.render(
        view=view,
        text=read_text(review, view),
        style=Markup(style),
        policy=_POLICY.format(_digest(style)),
        first=_once(),
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("premark.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    """A last sieve: no control character reaches the page, whoever put it in the view."""
    return plain(value) if type(value) is str else value


def _style() -> str:
    # The digest is of what the browser parses, which has no carriage returns.
    text = files("premark.report").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _once() -> Callable[[str], bool]:
    """Whether an id is met for the first time: the same words may show several things."""
    seen: set[str] = set()

    def first(identifier: str) -> bool:
        new = identifier not in seen
        seen.add(identifier)
        return new

    return first
