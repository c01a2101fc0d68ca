"""The words that citations rest on: YAML in, one frozen table of look-ups out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from premark.errors import BadYaml
from premark.packs.where import criteria_root
from premark.packs.yaml_source import read_yaml

FILE = "patterns/citation-words.yaml"
_SETS = (
    "never_author",
    "never_alone",
    "leads",
    "titles",
    "particles",
    "organisation_words",
    "organisation_links",
    "works",
    "cues",
    "reporting",
    "openers",
)
_LISTS = (
    "secondary",
    "et_al",
    "no_date",
    "not_sources",
    "list_headings",
    "academic_publishers",
    "publishers",
    "journals",
)


@dataclass(frozen=True)
class CitationWords:
    """Folded words by role. `organisations` maps every folded name to its folded key."""

    never_author: frozenset[str]
    never_alone: frozenset[str]
    leads: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    organisation_words: frozenset[str]
    organisation_links: frozenset[str]
    works: frozenset[str]
    cues: frozenset[str]
    reporting: frozenset[str]
    openers: frozenset[str]
    organisations: dict[str, str]
    organisation_names: tuple[str, ...]
    professional: frozenset[str]
    secondary: tuple[str, ...]
    et_al: tuple[str, ...]
    no_date: tuple[str, ...]
    not_sources: tuple[str, ...]
    list_headings: tuple[str, ...]
    academic_publishers: tuple[str, ...]
    publishers: tuple[str, ...]
    journals: tuple[str, ...]


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name as it is compared: no accents, capitals, apostrophes; hyphens are blanks."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’‘`.]", "", plain.replace("ø", "o").replace("&", " and "))
    return " ".join(re.sub(r"[^\w]", " ", plain).split())


def _flat(value: Any) -> list[str]:
    if isinstance(value, list):
        return [word for part in value for word in _flat(part)]
    return [str(value)]


def _organisations(rows: list[dict[str, Any]]) -> dict[str, str]:
    named = {}
    for row in rows:
        for name in [row["key"], *_flat(row.get("also", []))]:
            named[fold(name)] = fold(row["key"])
    return named


@cache
def load_words(path: Path) -> CitationWords:
    """The table in the YAML file at `path`; BadYaml when a part is missing or misshapen."""
    raw = read_yaml(path).data
    try:
        rows = raw["organisations"]
        sets = {name: frozenset(fold(w) for w in _flat(raw[name])) for name in _SETS}
        lists = {name: tuple(w.casefold() for w in _flat(raw[name])) for name in _LISTS}
        named = _organisations(rows)
        written = tuple(name for r in rows for name in _flat(r.get("also", [])))
        bodies = frozenset(fold(r["key"]) for r in rows if r.get("body") == "professional")
    except (KeyError, TypeError, AttributeError) as error:
        hint = "Compare it with the file that premark ships."
        raise BadYaml(path, 1, str(error), "missing or misshapen", hint=hint) from error
    return CitationWords(
        organisations=named, organisation_names=written, professional=bodies, **sets, **lists
    )


@cache
def words() -> CitationWords:
    """The table that premark ships, read once."""
    return load_words(criteria_root() / FILE)


def citation_key(authors: tuple[str, ...], year: str) -> str:
    """What a source counts as: "whitmore 2017", "cipd 2023", "nhsla n.d."."""
    first = source_name(authors[0]) if authors else "unnamed"
    return f"{first} {year_key(year)}".strip()


def year_key(year: str) -> str:
    """ "2016a", "in press"; every way of saying that there is no date is "n.d."."""
    plain = fold(year)
    return "n.d." if plain in ("nd", "n d", "no date", "undated") else plain


@lru_cache(maxsize=8192)
def source_name(name: str) -> str:
    """A folded surname, or the key of the organisation that the name is or begins with."""
    plain = fold(name)
    known = words().organisations
    parts = plain.split()
    for size in range(len(parts), 0, -1):
        head = " ".join(parts[:size])
        # One known word and one more is another body: "NHS Trust"; a longer run is a work of it.
        if head in known and (size != 1 or len(parts) != 2):
            return known[head]
    return plain
