"""The words that citations rest on: YAML in, one frozen table of look-ups out; folded names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from premark.packs.where import criteria_root
from premark.packs.yaml_source import build, read_yaml
from premark.types.document import Value

FILE = "patterns/citation-words.yaml"
_SITE = re.compile(
    r"\A\s*www\.|(?<=\w)(?:\.(?:com?|org|gov|ac|net|uk|edu))+(?=\s|\Z)", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name as it is compared: no accents, capitals, apostrophes; hyphens are blanks."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.casefold()
    plain = re.sub(r"['’‘`.]", "", plain.replace("ø", "o").replace("&", " and "))
    return " ".join(re.sub(r"[^\w]", " ", plain).split())


def _flat(value: Any) -> list[str]:
    if isinstance(value, list):
        return [word for part in value for word in _flat(part)]
    return [str(value)]


def _folded(value: Any) -> frozenset[str]:
    return frozenset(fold(word) for word in _flat(value))


def _lowered(value: Any) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _flat(value))


Folded = Annotated[frozenset[str], BeforeValidator(_folded)]
Lowered = Annotated[tuple[str, ...], BeforeValidator(_lowered)]


class Organisation(Value):
    """A body that writes: the key it counts as, its other names, whether it sets standards."""

    key: str
    also: tuple[str, ...] = ()
    body: Literal["professional", ""] = ""


class CitationWords(Value):
    """Words by role, as the comments of the YAML file explain them; sets are folded."""

    purpose: str = ""
    never_author: Folded
    never_alone: Folded
    leads: Folded
    titles: Folded
    calendar: Folded
    particles: Folded
    organisation_words: Folded
    organisation_links: Folded
    organisations: tuple[Organisation, ...]
    works: Folded
    cues: Folded
    reporting: Folded
    openers: Folded
    counted: Folded
    secondary: Lowered
    et_al: Lowered
    no_date: Lowered
    accessed: Lowered
    examples: Folded
    not_sources: Lowered
    list_headings: Lowered
    list_parts: Lowered
    academic_publishers: Lowered
    publishers: Lowered


@cache
def load_words(path: Path) -> CitationWords:
    """The table in the YAML file at `path`; BadYaml when a part is missing or misshapen."""
    source = read_yaml(path)
    return build(CitationWords, source, source.data)


@cache
def words() -> CitationWords:
    """The table that premark ships, read once."""
    return load_words(criteria_root() / FILE)


@cache
def body_keys() -> dict[str, str]:
    """Folded key of every known organisation, by each of its folded names."""
    rows = words().organisations
    return {fold(name): fold(row.key) for row in rows for name in (row.key, *row.also)}


@cache
def professional_bodies() -> frozenset[str]:
    return frozenset(fold(row.key) for row in words().organisations if row.body)


def citation_key(authors: tuple[str, ...], year: str) -> str:
    """What a source counts as: "marsh 2017", "who 2023", "nhsla n.d."."""
    first = source_name(authors[0]) if authors else "unnamed"
    return f"{first} {year_key(year)}".strip()


def link_key(link: str) -> str:
    """An address without what may be left out of it: "example.org/essays"."""
    return link.split("//")[-1].removeprefix("www.").rstrip("/").casefold()


def year_key(year: str) -> str:
    """ "2016a", "in press"; every way of saying that there is no date is "n.d."."""
    plain = re.sub(r"\A(?:circa|ca|c)\s?(?=\d)", "", fold(year))
    return "n.d." if plain in ("nd", "n d", "no date", "undated") else plain


@lru_cache(maxsize=8192)
def source_name(name: str) -> str:
    """A folded surname, or the key of the organisation that the name is or begins with."""
    plain = fold(_SITE.sub("", name))
    known = body_keys()
    parts = plain.split()
    for size in range(len(parts), 0, -1):
        head = " ".join(parts[:size])
        # One known word and one more is another body: "NHS Trust"; a longer run is a work of it.
        if head in known and (size != 1 or len(parts) != 2):
            return known[head]
    return plain


def stands_for(short: str, long: str) -> bool:
    """Whether letters could be those of a name, in order: "nasa" in "naespsa"."""
    letters = iter(long)
    return len(long) > 1 and all(letter in letters for letter in short)


@cache
def long_bodies() -> tuple[str, ...]:
    """Known bodies whose names hold what else would part two authors, longest first."""
    names = [n for row in words().organisations for n in row.also if re.search(r",|&|\band\b", n)]
    return tuple(sorted(names, key=len, reverse=True))
