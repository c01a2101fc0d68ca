"""The names of a Word file's XML, and how its switches and numbers are read."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
Element = Any  # lxml publishes no types

# Word's own limit for the name of a style or what a list prints: each block may carry one.
LONGEST_NAME = 255
_OFF = {"0", "false", "off", "none"}


def on(value: str | None, missing: bool = True) -> bool:
    """A Word switch: present without a value is on."""
    return missing if value is None else value.lower() not in _OFF


def number(value: str | None, otherwise: int = 0) -> int:
    """A whole number in an attribute; `otherwise` when it is absent or not one."""
    try:
        return int(value or "")
    except ValueError:
        return otherwise


def measure(value: str | None, unit: int) -> float | None:
    """A length in points: a count of which `unit` make a point, or (in strict files) 12pt, 1cm."""
    if not value:
        return None
    points = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "pc": 12.0, "pi": 12.0}
    try:
        return float(value[:-2]) * points[value[-2:]] if value[-2:] in points else (
            float(value) / unit
        )
    except ValueError:
        return None
