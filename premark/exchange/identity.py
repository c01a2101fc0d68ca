"""A pack and a code in; the same identifier and date every time out."""

from __future__ import annotations

import re
import uuid

SPACE = uuid.uuid5(uuid.NAMESPACE_OID, "premark criteria")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def identifier(pack: str, kind: str, code: str = "") -> str:
    """UUIDv5 of a pack's part: the same in every version of the pack."""
    return str(uuid.uuid5(SPACE, "\x1f".join((pack, kind, code))))


def uri(identified: str) -> str:
    """No address: a pack is not served anywhere, and a URN is a URI that promises nothing."""
    return f"urn:uuid:{identified}"


def is_uuid(text: object) -> bool:
    return isinstance(text, str) and _UUID.fullmatch(text) is not None


def changed(version: str) -> str:
    """The year that a version opens with, as a date and time; 1970 where it names none."""
    year = re.match(r"(?:19|20)\d{2}(?!\d)", version)
    return f"{year.group() if year else '1970'}-01-01T00:00:00Z"


def slug(text: str, fallback: str = "framework") -> str:
    """A pack's id, or a file's name, from a title."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or fallback
