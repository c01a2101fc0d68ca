"""A date as people write it in a table in; the same as a date, or None, out."""

from __future__ import annotations

import re
from datetime import date, datetime

_FORMATS = (
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y",
    "%d-%b-%Y", "%d-%b-%y", "%B %d, %Y", "%b %d, %Y", "%A, %d %B %Y",
)  # fmt: skip
_CLOCK = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)


def read_date(text: str) -> date | None:
    """The day of a date, with or without its time; day before month, as the British write it."""
    bare = _CLOCK.sub("", " ".join(text.split()))
    for form in _FORMATS:
        try:
            found = datetime.strptime(bare, form).date()
        except ValueError:
            continue
        return found if 1990 <= found.year <= 2100 else None
    return None
