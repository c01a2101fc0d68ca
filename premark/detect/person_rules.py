"""A candidate in; whether it is a person who can be identified, and by what, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from premark.detect.citation_words import fold
from premark.detect.person_entity import in_persons_place, may_be_name, sees_other, sees_person
from premark.detect.person_lines import WINDOW
from premark.detect.person_names import Candidate
from premark.detect.person_words import PersonWords

# "Rose and Best (2005)", "Jane Smith, 2014)": names and joining words only, up to a year.
_YEAR = re.compile(
    r"(?:s\s)?(?:[\s,&]|and\b|et al\.?|[A-Z][\w'’-]*\.?){0,12}?\(\s*(?:19|20)\d\d"
    r"|,?\s*(?:19|20)\d\d[a-z]?\s*(?:[);:]|$)"
)
_TITLE_BY = re.compile(
    r"(?:(?P<first>\b[A-Z][\w'’-]*)\s+(?:[a-z]{1,3}\s+)?[A-Z][\w'’-]+|[’'”\"])\s+by\s*$"
)
COURTEOUS = ("mr", "mrs", "ms", "miss", "mx")
_WAYS = {
    "titled": "a title and a surname that no source has",
    "full": "a given name and a surname that no source has",
    "single": "a given name by itself, used of a person",
    "unlisted": "a name in words about a person, that no source has",
    "column": "a name in a column of people",
}


@dataclass(frozen=True)
class Known:
    """Who is no leak, folded: authors cited, writers in full, their surnames, models' names,
    the learner's own words, invented names; `small` words stand in small letters too."""

    cited: frozenset[str]
    writers: frozenset[str]
    writers_surnames: frozenset[str]
    models: frozenset[str]
    small: frozenset[str]
    own: frozenset[str] = frozenset()
    invented: frozenset[str] = frozenset()
    all_invented: bool = False


def rule_for(candidate: Candidate, known: Known, table: PersonWords) -> str:
    """The rule by which a candidate is a person: "full", "single"...; "" when it is not one."""
    if _is_nobody(candidate, known, table):
        return ""
    if candidate.line.is_cell and _fills_people_column(candidate, known, table):
        return "column"
    judge = {"titled": _titled, "full": _full, "single": _single, "unlisted": _unlisted}
    if not judge[candidate.shape](candidate, known, table):
        return ""
    return "" if _is_in_organisation(candidate, table) else candidate.shape


def reason(rule: str, name: str) -> str:
    """The sentence that says why a name is told."""
    return f"{name}: {_WAYS[rule]}."


def is_own(candidate: Candidate, table: PersonWords) -> bool:
    """Whether the words round it say that the name is the learner's."""
    label = f"{candidate.line.column}:" if candidate.line.column else ""
    before = candidate.before or label
    if candidate.after.startswith("s "):
        return False
    return table.ends("own_labels", before) or table.ends("own_said", before)


def is_invented(candidate: Candidate, table: PersonWords) -> bool:
    """Whether the words round it say that the name is made up, or a thing's."""
    return table.ends("invented_before", candidate.before) or table.opens(
        "invented_after", candidate.after
    )


def _is_nobody(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    parts = set(candidate.full.split())
    if known.own and parts <= known.own:
        return True
    if candidate.full in known.invented or candidate.given in known.invented:
        return True
    if known.all_invented and not candidate.surname:
        return True
    return _YEAR.match(candidate.after) is not None


def _is_in_organisation(candidate: Candidate, table: PersonWords) -> bool:
    """Whether a known organisation's name holds it: "Marks and Spencer"."""
    first = max(0, candidate.start - WINDOW)
    near = candidate.line.text[first : candidate.end + WINDOW]
    start, end = candidate.start - first, candidate.end - first
    spans = (found.span() for found in table.cues["organisations"].finditer(near))
    return any(a < end and start < b for a, b in spans)


def _is_author(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    if candidate.full in known.writers:
        return True
    last = candidate.surname.split()[-1:]
    if candidate.surname in known.cited or set(last) & known.cited:
        return not (table.ends("met_before", candidate.before) or candidate.line.is_cell)
    if candidate.title in COURTEOUS:
        return False
    cites = table.ends("author_before", candidate.before) or _follows_title(candidate, table)
    return cites or table.opens("author_after", candidate.after)


def _follows_title(candidate: Candidate, table: PersonWords) -> bool:
    """Whether the name is a book's: two words in capitals, or a quotation mark, and "by"."""
    found = _TITLE_BY.search(candidate.before)
    if not found:
        return False
    words = table.words.neutral | table.words.not_names - {"the", "a", "an", "to", "of"}
    first = found["first"]
    return first is None or fold(first) not in words


def _titled(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    surnames = known.cited if candidate.title in COURTEOUS else known.cited | known.writers_surnames
    return candidate.surname not in surnames and not _is_author(candidate, known, table)


def _full(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    if _is_author(candidate, known, table):
        return False
    if candidate.sure:
        return True
    words = candidate.surname.split()
    if set(words) & known.small:
        return _speaks_of_person(candidate, table) and not candidate.opens
    return _speaks_of_person(candidate, table) or _is_seen(candidate)


def _single(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    if candidate.given in known.models:
        return table.ends("met_before", candidate.before)
    also_author = candidate.given in known.cited or candidate.given in known.writers_surnames
    if candidate.sure and not also_author:
        return not _is_title_case(candidate)
    if not may_be_name(candidate.line, candidate.start) or _is_title_case(candidate):
        return False
    if _is_calendar(candidate, table) or also_author:
        return table.ends("met_before", candidate.before)
    if candidate.given in table.given.surnames:
        return _is_dealt_with(candidate, table)
    if candidate.opens:
        return table.opens("speaks_after", candidate.after) and not _asks(candidate)
    if _is_after_place_lead(candidate, table):
        return False
    return _speaks_of_person(candidate, table) or _is_seen(candidate)


def _unlisted(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    words = set(candidate.full.split())
    named = (known.small, known.cited, known.writers_surnames, known.models)
    if not all(words.isdisjoint(each) for each in named):
        return False
    if _is_author(candidate, known, table) or _is_title_case(candidate):
        return False
    met = table.ends("met_before", candidate.before)
    if len(candidate.given) == 1:
        return met
    if candidate.surname:
        said = met or _speaks_of_person(candidate, table)
        if said and len(words) == 2 and not _is_after_place_lead(candidate, table):
            return not sees_other(candidate.line, candidate.start, candidate.end)
        return (said or in_persons_place(candidate.line, candidate.end)) and _is_seen(candidate)
    return met and _is_seen(candidate)


def _fills_people_column(candidate: Candidate, known: Known, table: PersonWords) -> bool:
    line = candidate.line
    if not table.cues["people_columns"].search(line.column):
        return False
    whole = fold(candidate.text) == fold(re.sub(r"\(.*?\)", "", line.text))
    words = set(candidate.full.split())
    if candidate.shape == "unlisted" and not candidate.surname and not _is_seen(candidate):
        return False
    named = (table.everyday, known.small, known.cited)
    return whole and all(words.isdisjoint(each) for each in named)


def _is_dealt_with(candidate: Candidate, table: PersonWords) -> bool:
    before = candidate.before
    return table.ends("met_before", before) or table.ends("person_before", before)


def _speaks_of_person(candidate: Candidate, table: PersonWords) -> bool:
    after = candidate.after
    acts = table.opens("speaks_after", after) or table.opens("person_after", after)
    return acts or _is_dealt_with(candidate, table)


def _is_seen(candidate: Candidate) -> bool:
    return sees_person(candidate.line, candidate.start, candidate.end)


def _is_calendar(candidate: Candidate, table: PersonWords) -> bool:
    """Names that are months or everyday words of the lists: "May", "June", "Will"."""
    return candidate.given in table.words.not_names


def _asks(candidate: Candidate) -> bool:
    return candidate.line.text.rstrip().endswith("?")


def _is_after_place_lead(candidate: Candidate, table: PersonWords) -> bool:
    before = candidate.before.split()
    return bool(before) and before[-1].lower() in table.words.place_leads


def _is_title_case(candidate: Candidate) -> bool:
    """Whether the line is a heading that lost its style: capitals there say nothing."""
    if candidate.line.is_cell or candidate.line.text.rstrip()[-1:] in (".", "?", "!"):
        return False
    words = re.findall(r"[^\W\d_]{4,}", candidate.line.text)
    return len(words) >= 4 and sum(w[0].isupper() for w in words) > 0.6 * len(words)
