"""A sentence in; the figures that it states, with what they count and how they bound it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from premark.importing.words import Counted, ImportWords, any_of
from premark.patterns import to_regex
from premark.types.criteria import NeedKind
from premark.types.document import Value

_SENTENCE = re.compile(
    r"(?:(?<=[.;!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!etc\.)|(?<=\.\)))\s+(?=[A-Z0-9'\"‘“])"
)
_WORD = re.compile(r"[^\W\d_][\w'’&/-]*|[(),;:.]")
_LONGEST = 9
_BETWEEN = re.compile(r"\s*(?:,|and|or|to|and an?|or an?|, and an?)\s*")
_SKIPPED = re.compile(r"\s+(?:or more\s+)?(?:of\s+(?:the|these|those|your|their|its)\s+)?")
_PLURAL = re.compile(r"(?:[^su]|[aeo]u|le)s$|people$|men$|criteria$", re.IGNORECASE)
_AFTER_ONE = frozenset(
    "of to for which that in with and or is are has by from at on must should may can will be need "
    "have who when".split()
)


Span = tuple[int, int, float | None, float | None]  # start, end, least, most


class Count(Value):
    """A figure of a sentence. `noun` is the head of what it counts; `kind` "item" is a thing."""

    least: float | None = None
    most: float | None = None
    noun: str
    kind: NeedKind
    pattern: str = ""
    total: bool = False
    start: int
    end: int


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def counts_in(text: str, words: ImportWords) -> list[Count]:
    """Every figure that bounds or counts something, in order of place."""
    bounded = list(_joined(list(_bounded(text, words)), text))
    taken = [(start, end) for start, end, _, _ in bounded]
    found = [_count(text, span, words) for span in bounded]
    examples = _example_spans(text, words)
    for match in _figure(tuple(words.numbers)).finditer(text):
        if any(a <= match.start() < b for a, b in examples):
            continue
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        value = _value(match.group("n"), words)
        counted = _exact(text, match, value, words)
        if counted:
            found.append(counted)
    return sorted((c for c in found if c), key=lambda c: c.start)


def _example_spans(text: str, words: ImportWords) -> list[tuple[int, int]]:
    """The brackets that hold examples: a figure in one is part of a name."""
    lead = "|".join(re.escape(word) for word in words.examples)
    found = re.finditer(rf"\((?:{lead})[\s,:][^()]*\)", text, re.IGNORECASE)
    return [match.span() for match in found]


Bounds = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=4)
def _figure(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/£$-])(?P<n>{_n(names)})(?=\s)", re.IGNORECASE)


def _n(names: tuple[str, ...]) -> str:
    either = "|".join(re.escape(name) for name in sorted(names, key=lambda n: -len(n)))
    return rf"(?:\d{{1,3}}(?![\d%°]|[.,/]\d)|{either})(?![\w-])"


@lru_cache(maxsize=4)
def _bounds(bounds: tuple[tuple[str, tuple[str, ...]], ...], names: tuple[str, ...]) -> Bounds:
    found: list[tuple[str, re.Pattern[str]]] = []
    for side, phrases in bounds:
        for phrase in phrases:
            source = to_regex(phrase.replace("N", "qqnumberqq"))
            source = source.replace("qqnumberqq", f"(?P<n>{_n(names)})")
            found.append((side, re.compile(source, re.IGNORECASE)))
    return tuple(found)


def _value(text: str, words: ImportWords) -> float:
    return float(text) if text.isdigit() else float(words.numbers[text.lower()])


def _bounded(text: str, words: ImportWords) -> Iterator[Span]:
    taken: list[tuple[int, int]] = []
    forms = _bounds(tuple(words.bounds.items()), tuple(words.numbers))
    hits = [(m.start(), -m.end(), side, m) for side, form in forms for m in form.finditer(text)]
    for start, end, side, match in sorted(hits, key=lambda hit: hit[:2]):
        if any(a < -end and start < b for a, b in taken):
            continue
        taken.append((start, -end))
        value = _value(match.group("n"), words)
        yield start, -end, value if side == "least" else None, value if side == "most" else None


def _joined(spans: list[Span], text: str) -> Iterator[Span]:
    """A least and a most that stand side by side bound one thing."""
    waiting: Span | None = None
    for span in spans:
        if waiting and _BETWEEN.fullmatch(text, waiting[1], span[0]):
            waiting = (waiting[0], span[1], waiting[2] or span[2], waiting[3] or span[3])
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting


def _count(text: str, span: Span, words: ImportWords) -> Count | None:
    start, end, least, most = span
    noun, tail, stop = _noun(text, end, words, plural=(least or most or 0) != 1)
    if not noun:
        return None
    thing = _kind(noun, tail, words)
    times = thing.times if thing else 1
    return Count(
        least=least * times if least is not None else None,
        most=most * times if most is not None else None,
        noun=noun,
        kind=thing.kind if thing else "item",
        pattern=thing.pattern if thing else "",
        total=bool(thing and thing.per == "total"),
        start=start,
        end=stop,
    )


def _exact(text: str, match: re.Match[str], value: float, words: ImportWords) -> Count | None:
    """A bare figure: it counts what follows, unless it is a name ("Level 7", "unit 3")."""
    before = text[: match.start()].rstrip(" '’s(").lower()
    if any(re.search(rf"(?<!\w){re.escape(name)}$", before) for name in words.names_not_counts):
        return None
    noun, tail, _ = _noun(text, match.end(), words, plural=True)
    thing = _kind(noun, tail, words) if noun else None
    if value < 2 or not noun or (not thing and not _PLURAL.search(noun)):
        return None
    if text[match.end() :].lstrip()[:1] in "(),;:." or _first_is_stop(text, match.end()):
        return None
    return _count(text, (match.start(), match.end(), value, value), words)


def _first_is_stop(text: str, place: int) -> bool:
    first = re.match(r"\s*(\w+)", text[place:])
    return bool(first and first.group(1).lower() in _AFTER_ONE)


def _noun(text: str, place: int, words: ImportWords, *, plural: bool) -> tuple[str, str, int]:
    """The head of the phrase after a figure, the phrase, and where it ends."""
    skipped = _SKIPPED.match(text, place)
    place = skipped.end() if skipped else place
    tail: list[str] = []
    depth, last, end = 0, "", place
    for word in _WORD.finditer(text, place):
        shown = word.group()
        depth += {"(": 1, ")": -1}.get(shown, 0)
        if depth or shown == ")":
            continue
        if shown in ";:." or len(tail) >= _LONGEST:
            break
        if shown == ",":
            if not plural:
                break
            continue
        if shown.lower() in _AFTER_ONE and not (plural and shown.lower() in ("and", "or")):
            break
        tail.append(shown)
        last, end = shown, word.end()
        if (plural and _PLURAL.search(shown)) or any_of(_things(words)).fullmatch(shown):
            break
    return last, " ".join(tail[-3:]), end


def _things(words: ImportWords) -> tuple[str, ...]:
    """What is counted in a measure or by head: it ends the phrase even before a plural does."""
    measures = [c for c in words.counted if c.kind in ("hours", "months")]
    return tuple(word for counted in measures for word in counted.words)


def _kind(noun: str, tail: str, words: ImportWords) -> Counted | None:
    for counted in words.counted:
        form = any_of(counted.words)
        if form.fullmatch(noun) or (form.search(tail) and form.search(tail).end() == len(tail)):  # type: ignore[union-attr]
            return counted
    return None
