"""The values of an exchange: what was written and left out, what was read and is in doubt."""

from __future__ import annotations

from typing import Literal

from premark.types.criteria import Pack, Qualification
from premark.types.document import Value

Format = Literal["case", "moodle", "canvas"]

NOT_KNOWN = "not known"
NO_NUMBER = "0000"
NO_TITLE = "not given in the source"
NO_VERSION = "draft"


class Left(Value):
    """A field that the format cannot hold: `count` of its entries, named by `says`.

    `extension` marks what the file does hold, in an extension that another system may drop.
    """

    field: str
    says: str
    count: int
    extension: bool = False


class Exported(Value):
    """The text of the file, and every field of the pack that is not in it."""

    text: str
    left: tuple[Left, ...]


class Read(Value):
    """A pack as one file gives it: fields that it does not give have stand-ins or are empty.

    `notes` say what in the file was not taken as it stands. The pack is no finished one: see
    `premark.exchange.draft`.
    """

    format: Format
    pack: Pack
    notes: tuple[str, ...] = ()


def nobody() -> Qualification:
    """The stand-in where a file does not say whose qualification it is."""
    return Qualification(body=NOT_KNOWN, number=NO_NUMBER, level=0)
