"""Names as an archive, a disk or a table holds them in; names that can be shown and matched out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from premark.plain import one_line

_UNSAFE = re.compile(r'[<>:"/\\|?*]+')
# Names of devices, which Windows knows with any ending.
_DEVICE = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\..*)?\Z"
)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
_DRIVE = re.compile(r"[A-Za-z]:")
_SEPARATORS = re.compile(r"[/\\]")
_WORDS = re.compile(r"[^\W_]+")
_PIECES = re.compile(r"[0-9]+|[^0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LONGEST, _LONGEST_BYTES, _LONGEST_PERSON = 90, 180, 120
_HEX = 10
Natural = tuple[tuple[int, int, str], ...]


def parts_of(stored: str) -> tuple[str, ...]:
    """The folders and the file of a stored name, by either kind of slash."""
    return tuple(part for part in _SEPARATORS.split(stored) if part not in ("", "."))


def leads_out(stored: str) -> bool:
    """Whether a stored name is of a place outside whatever it would be put in."""
    return begins_outside(stored) or "\0" in stored or ".." in parts_of(stored)


def begins_outside(stored: str) -> bool:
    """Whether a stored name begins at no folder of its archive, so that it is nobody's."""
    return (
        stored[:1] in ("/", "\\") or bool(_DRIVE.match(stored)) or parts_of(stored)[:1] == ("..",)
    )


def file_name(text: str) -> str:
    """A file's name that can be shown, and written on any system, with its ending."""
    name = _UNSAFE.sub("-", one_line(text)).strip(" .-")
    name = f"_{name}" if _DEVICE.match(name) else name
    ending = hit.group() if (hit := _ENDING.search(name)) else ""
    stem = name.removesuffix(ending)[: _LONGEST - len(ending)].rstrip(" .-")
    while len(stem.encode("utf-8", "replace")) > _LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}" if stem else f"unnamed{ending}"


def distinct_names(paths: Sequence[Sequence[str]]) -> list[str]:
    """A name for each file, by its last part; where two are the same, with their folders."""
    names = [file_name(path[-1]) if path else "unnamed" for path in paths]
    times = Counter(name.casefold() for name in names)
    for at, path in enumerate(paths):
        if times[names[at].casefold()] > 1 and len(path) > 1:
            names[at] = file_name(" - ".join((*path[-3:-1], names[at])))
    taken: Counter[str] = Counter()
    return [_free(name, taken) for name in names]


def _free(name: str, taken: Counter[str]) -> str:
    """The name, or the name with the next number that is free."""
    ending = hit.group() if (hit := _ENDING.search(name)) else ""
    free, same = name, name.casefold()
    while free.casefold() in taken:
        taken[same] += 1
        free = f"{name.removesuffix(ending)} ({taken[same]}){ending}"
    taken[free.casefold()] += 1
    return free


def ending_of(name: str) -> str:
    """What stands behind a name's last full stop, in small letters."""
    return name.rsplit(".", 1)[-1].strip().lower() if "." in name else ""


def person_name(text: str) -> str:
    """A person's (or a team's) name on one line."""
    return one_line(unicodedata.normalize("NFC", text), _LONGEST_PERSON)


def natural(text: str) -> Natural:
    """A key by which "Appendix 2" stands before "Appendix 10"; no two names share one."""
    found = []
    for piece in (hit.group() for hit in _PIECES.finditer(text.casefold())):
        digits = piece.lstrip("0") if piece[0] in "0123456789" else None
        found.append((1, 0, piece) if digits is None else (0, len(digits), digits))
    return (*found, (-1, 0, text))


def heading(text: str) -> str:
    """A column's heading without capitals and with single blanks."""
    return " ".join(one_line(text).replace("_", " ").casefold().split())


def words_of(text: str) -> frozenset[str]:
    """The words of a name, without capitals."""
    return frozenset(_WORDS.findall(unicodedata.normalize("NFC", text).casefold()))


def name_key(text: str) -> str:
    """A person's name without capitals, blanks and signs, as a platform may have stored it."""
    return "".join(_WORDS.findall(unicodedata.normalize("NFC", text).casefold()))


def loose_words(text: str) -> list[str]:
    """The words of a person's name without accents and capitals."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORDS.findall(bare)[:12]


def loose_keys(text: str) -> frozenset[str]:
    """A name as one word, in each order of its words that keeps them in a ring."""
    words = loose_words(text)
    return frozenset("".join(words[i:] + words[:i]) for i in range(len(words)))


def unit_name(text: str) -> str:
    """A unit as a table names it, without the word "unit" before it."""
    return re.sub(r"(?i)\Aunit\s+(?=\S)", "", one_line(text, 80))


def unit_suffix(unit: str) -> str:
    """A unit as part of an id."""
    bare = re.sub(r"[^a-z0-9]+", "-", unit.casefold()).strip("-")[:30].rstrip("-")
    return bare or hashlib.sha256(unit.encode("utf-8", "replace")).hexdigest()[:6]


def hidden_id(*facts: str, more: int = 0) -> str:
    """An id that is the same for the same facts, in any spelling of their accents."""
    whole = "\0".join(unicodedata.normalize("NFC", fact) for fact in facts)
    digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
    return f"s-{digest[: _HEX + more]}"
