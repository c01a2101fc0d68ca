"""An untrusted file in; its text out, within bounds, or an error that says what is wrong."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from premark.errors import NoText, ReadError
from premark.plain import one_line

MOST_BYTES = 10_000_000
MOST_ITEMS = 5_000
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def read_text(path: Path) -> str:
    """The text of a UTF-8 or marked UTF-16 file. Raises ReadError or NoText."""
    data = _bytes(path)
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "Save it again as UTF-8 (in a spreadsheet: CSV UTF-8)."
        raise ReadError(f"{path.name}: is not text in UTF-8", hint=hint) from error
    if not text.strip():
        raise NoText(f"{path.name}: is empty", hint="Export the framework again.")
    return text


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        hint = "Check the name and the folder."
        raise ReadError(f"{path.name}: cannot be read ({reason})", hint=hint) from error
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        hint = "Export one framework at a time, or take out what is not part of the unit."
        raise ReadError(f"{path.name}: is larger than {most}", hint=hint)
    return data


def clean(text: str) -> str:
    """`text` without what YAML or a terminal would stumble over; its line breaks are "\\n"."""
    text = _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def fault(name: str, field: str, problem: str, *, hint: str) -> ReadError:
    """An error of the form `file: field: what is wrong`, with the way out."""
    return ReadError(f"{name}: {one_line(field, 80)}: {problem}", hint=hint)


def shown(value: object) -> str:
    """A value of the file, short enough for an error."""
    return repr(one_line(str(value), 40))
