"""A PDF's bytes in; what its objects say outside their streams, and what they can start, out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from premark.types.document import Warning_

MOST_LOOSE = 30_000_000  # bytes of what stands outside streams, unpacked
_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R\b")
_READ_FOR_TEXT = re.compile(
    rb"/(?:Contents|ToUnicode|FontFile[23]?|Encoding|CIDToGIDMap|UseCMap|N|D|R|XFA|ObjStm)"
    rb"\s*(\[[^\]]*\]|\d{1,7}\s+\d{1,5}\s+R\b)"
)
_BARE_LIST = re.compile(rb"\b(\d{1,7})\s+\d{1,5}\s+obj\s*(\[[\d\sR]*\])")
_ACTIVE = (
    (rb"/JavaScript\b", "JavaScript"),
    (rb"/Launch\b", "an action that starts a program"),
    (rb"/(?:SubmitForm|ImportData)\b", "an action that sends or fetches form data"),
    (rb"/(?:RichMedia|Movie|Rendition)\b", "film or sound"),
)
_PORTFOLIO = re.compile(rb"/Collection\s*(?:<<|\d)")
_SWITCHED_OFF = re.compile(rb"/OFF\s*(?:\[\s*\d|\d)|/BaseState\s*/OFF|/AS\b")
_FILES = re.compile(rb"/EmbeddedFiles?\b|/FileAttachment\b")


def loose_text(data: bytes) -> bytes:
    """Dictionaries and strings outside streams, with those that object streams pack."""
    parts: list[bytes] = []
    room = MOST_LOOSE
    at = 0
    for start, body, end in _streams(data):
        piece = data[at : min(start, at + room)]
        parts.append(piece)
        room -= len(piece)
        if _PACKED.search(data, data.rfind(b"obj", max(0, start - 2000), start), start):
            packed = _inflated(data[body:end], room)
            parts.append(packed)
            room -= len(packed)
        at = end
        if room <= 0:
            break
    parts.append(data[at : at + max(0, room)])
    text = b"\n".join(parts)
    return _ESCAPE.sub(lambda m: bytes.fromhex(m[1].decode()), text) if b"#" in text else text


def _streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each stream's word begins, its bytes begin, and its bytes end."""
    found = _STREAM.search(data)
    while found:
        end = data.find(b"endstream", found.end())
        if end < 0:
            end = len(data)
        yield found.start(), found.end(), end
        found = _STREAM.search(data, end + 9)


def _inflated(packed: bytes, room: int) -> bytes:
    if room <= 0:
        return b""
    try:
        return zlib.decompressobj().decompress(packed, room)
    except zlib.error:
        return b""


def read_for_text(loose: bytes) -> frozenset[int]:
    """Numbers of the objects that are read for a page's text, whatever they call themselves."""
    wanted: set[int] = set()
    for found in _READ_FOR_TEXT.finditer(loose):
        wanted.update(int(number) for number in _REFERENCE.findall(found[1]))
    lists = {int(m[1]): m[2] for m in _BARE_LIST.finditer(loose)}
    for number in wanted & lists.keys():
        wanted.update(int(inner) for inner in _REFERENCE.findall(lists[number]))
    return frozenset(wanted)


def has_layers(loose: bytes) -> bool:
    """Whether parts of its pages are switched off."""
    return b"/OCProperties" in loose and bool(_SWITCHED_OFF.search(loose))


def is_portfolio(loose: bytes) -> bool:
    """Whether the file is a folder of other files, shown by a cover page."""
    return bool(_PORTFOLIO.search(loose)) and bool(_FILES.search(loose))


def active_warnings(loose: bytes, attached: int, name: str) -> list[Warning_]:
    """What the file would start or holds beside its pages; none of it is ever started here."""
    told: list[Warning_] = []
    held = [what for pattern, what in _ACTIVE if re.search(pattern, loose)]
    if held:
        message = f"{name}: holds {_listed(held)}; nothing of it was run"
        told.append(Warning_(code="active-content", message=message))
    if is_portfolio(loose):
        message = (
            f"{name}: is a PDF portfolio: its text is in attached files ({_count(attached)}), "
            "which were not opened; save them out of it and hand them in"
        )
        told.append(Warning_(code="portfolio", message=message))
    elif attached or _FILES.search(loose):
        message = f"{name}: has attached files ({_count(attached)}), which were not opened or read"
        told.append(Warning_(code="attachments-unread", message=message))
    return told


def _count(attached: int) -> str:
    return str(attached) if attached else "at least one"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
