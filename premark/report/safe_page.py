"""A template with its style sheet in; a page that escapes everything and lets nothing run out."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from premark.plain import plain

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def safe_page(package: str, name: str, sheet: str, **told: Any) -> str:
    """The template `name` of a package's `templates`, with its style sheet let in by its digest.

    Everything told is escaped, and no control character reaches the page, whoever put it there.
    """
    style = _style(package, sheet)
    page = _environment(package).get_template(name)
    return page.render(style=Markup(style), policy=_POLICY.format(_digest(style)), **told)


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    return plain(value) if type(value) is str else value


def _style(package: str, sheet: str) -> str:
    # The digest is of what the browser parses, which has no carriage returns.
    text = files(package).joinpath("templates", sheet).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
