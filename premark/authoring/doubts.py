"""The plain data of a pack or pattern file in; what is lawful in it and likely not meant, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from premark.authoring.told import Told, doubt
from premark.packs.entries import PARTS
from premark.packs.raw import at, entries, fields, number, texts, yes
from premark.packs.yaml_source import Key, Source
from premark.patterns import PatternSet, unmark

ALWAYS = ("kind", "at_least", "at_most", "where")
USED = {
    "topic": ("topics", "of"),
    "item": ("list",),
    "citation": ("each", "each_item"),
    "named-model": ("types", "list"),
    "phrase": ("pattern",),
    "move": ("moves",),
    "hours": ("of",),
    "clients": (),
    "months": (),
    "artefact": ("of", "per"),
}
PARTLY = ("hours", "months")  # all other kinds count things, which come whole
LEVELS = range(1, 13)  # twelve in Scotland, eight elsewhere
ENOUGH = 2  # examples of what a pattern file finds, and of what it leaves alone
SETTLE = re.compile(r"#\s*settle:\s*(.*)")


def pack_doubts(source: Source) -> Iterator[Told]:
    """Fields that count for nothing, lists that nothing uses, topics that tell nothing apart."""
    yield from unsettled(source)
    level = number(at(source, ("qualification", "level")))
    if level is not None and level not in LEVELS:
        said = f"is {level:g}; expected one from {LEVELS[0]} to {LEVELS[-1]}"
        yield doubt(source, ("qualification", "level"), said)
    yield from _outcomes(source)
    yield from _lists(source)
    for key, criterion in entries(source, "criteria"):
        if not criterion.get("must"):
            yield doubt(source, (*key, "must"), "asks for nothing; expected what the unit requires")
        yield from _topics(source, key)
        for part in PARTS:
            for need, _ in entries(source, *key, part):
                yield from _unused(source, (*need, "needs"))


def unsettled(source: Source) -> Iterator[Told]:
    """What `premark import-unit` was not sure of, and nobody has settled yet."""
    for number_, line in enumerate(source.path.read_text(encoding="utf-8").splitlines(), 1):
        if found := SETTLE.search(line):
            yield Told(source.path, number_, "settle", f"is still to be settled: {found[1]}")


def _outcomes(source: Source) -> Iterator[Told]:
    ids = {str(entry.get("id")): key for key, entry in entries(source, "outcomes")}
    used = set()
    for key, criterion in entries(source, "criteria"):
        code, outcome = str(criterion.get("id", "")), str(criterion.get("outcome", ""))
        used.add(outcome)
        above = code.rpartition(".")[0]
        if above in ids and outcome in ids and above != outcome:
            yield doubt(source, (*key, "outcome"), f"is {outcome!r}, but the code is {code}")
    for name, key in ids.items():
        if name not in used:
            yield doubt(source, (*key, "id"), f"no criterion is of outcome {name!r}")


def _lists(source: Source) -> Iterator[Told]:
    needs = [
        fields(source, (*need, "needs"))
        for key, _ in entries(source, "criteria")
        for part in PARTS
        for need, _ in entries(source, *key, part)
    ]
    used = {str(need.get(name)) for need in needs for name in ("list", "each_item")}
    for name, given in fields(source, ("lists",)).items():
        if name not in used:
            yield doubt(source, ("lists", name), "no required element counts this list")
        elif not given:
            yield doubt(source, ("lists", name), "is empty, so nothing of it can be found")


def _topics(source: Source, key: Key) -> Iterator[Told]:
    words: dict[Key, frozenset[str]] = {}
    for topic, entry in entries(source, *key, "topics"):
        words[topic] = frozenset(text.lower() for _, text in texts(source, *topic, "words"))
        if yes(entry.get("named")) and not words[topic]:
            yield doubt(source, (*topic, "words"), 'is empty, but `named: "true"` goes by words')
    for one, other in combinations(words, 2):
        if words[one] and (words[one] <= words[other] or words[other] <= words[one]):
            name = at(source, (*one, "id"))
            said = f"no word tells this topic from {name!r}; expected words that are its own"
            yield doubt(source, (*other, "words"), said)


def _unused(source: Source, key: Key) -> Iterator[Told]:
    needs = fields(source, key)
    kind = str(needs.get("kind"))
    for name in needs:
        if kind in USED and name not in (*ALWAYS, *USED[kind]):
            said = f"counts for nothing in a need of kind {kind!r}"
            yield doubt(source, (*key, name), f"{said}; expected {_expected(kind)}")
    yield from _short(source, key, needs)


def _short(source: Source, key: Key, needs: dict[str, Any]) -> Iterator[Told]:
    held = at(source, ("lists", needs.get("list", "")))
    least = number(needs.get("at_least")) or 1
    if least % 1 and needs.get("kind") not in PARTLY:
        yield doubt(source, (*key, "at_least"), f"is {least:g}; expected a whole number")
    if isinstance(held, list) and held and least > len(held):
        said = f"asks for {least:g} of a list of {len(held)}; expected more entries in"
        yield doubt(source, (*key, "at_least"), f"{said} `{needs['list']}`")


def _expected(kind: str) -> str:
    return " or ".join(f"`{name}`" for name in (*USED[kind], "at_least"))


def pattern_doubts(source: Source, patterns: PatternSet) -> Iterator[Told]:
    """Keys without an example, too few examples, a phrase that stands twice."""
    for name in ("find", "ignore"):
        if len(getattr(patterns.examples, name)) < ENOUGH:
            said = f"has fewer than {ENOUGH} lines; expected at least {ENOUGH}"
            yield doubt(source, ("examples", name), said)
    shown = {key for line in patterns.examples.find for key, _, _ in unmark(line)[1]}
    for key in patterns.keys:
        if key not in shown:
            said = "no line of `examples.find` shows this key; expected one"
            yield doubt(source, ("keys", key), said)
    counts = Counter(phrase for phrases in patterns.keys.values() for phrase in phrases)
    for phrase, times in counts.items():
        if times > 1:
            yield doubt(source, ("keys",), f"{phrase!r} stands {times} times in this file")
