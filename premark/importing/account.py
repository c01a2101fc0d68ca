"""What an import used of each line in; every line's rest, with why it was left out, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from premark.importing.drafts import Entry, LeftOut, OutcomeDraft, Said, SourceLine, UnitDraft

_WORD = re.compile(r"[^\W_]+")


def used_of(unit: UnitDraft) -> list[Said]:
    """Every stretch of text that the unit's draft holds."""
    found = [*unit.heads]
    for outcome in unit.outcomes:
        found += used_of_outcome(outcome)
    for entry in unit.entries:
        found += used_of_entry(entry)
    return found


def used_of_outcome(outcome: OutcomeDraft) -> list[Said]:
    return [*outcome.said, *outcome.depth, *outcome.guidance]


def used_of_entry(entry: Entry) -> list[Said]:
    rungs = [text for rung in entry.sufficiency for text in rung.said]
    return [*entry.printed, *entry.asks, *entry.depth, *entry.guidance, *rungs, *entry.footnotes]


def whole_account(
    lines: Sequence[SourceLine], used: Iterable[Said], left: Iterable[LeftOut], codes: set[str]
) -> tuple[LeftOut, ...]:
    """What was left out, and besides it every word of every line that nothing has used.

    No line can be lost: a word that is in neither is listed here as the rest of its line.
    """
    wanted: dict[int, Counter[str]] = {line.index: _words(line.text) for line in lines}
    touched: set[int] = set()
    found = [item for item in left if item.text.strip()]
    for said in used:
        wanted[said.line] -= _words(said.text)
        touched.add(said.line)
    for item in found:
        wanted[item.line] -= _words(item.text)
    gone = {item.line for item in found}
    for line in lines:
        rest = wanted[line.index]
        if line.index in touched:
            rest = rest - Counter(word for code in codes for word in _WORD.findall(code.lower()))
        if line.index not in touched | gone:
            why = "fits no part that was found"
            found.append(LeftOut(line=line.index, text=line.text, why=why))
        elif rest:
            found.append(LeftOut(line=line.index, text=_in_order(line.text, rest), why=_why(rest)))
    return tuple(sorted(found, key=lambda item: item.line))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _in_order(text: str, rest: Counter[str]) -> str:
    left, kept = Counter(rest), []
    for word in _WORD.findall(text):
        if left[word.lower()] > 0:
            left[word.lower()] -= 1
            kept.append(word)
    return " ".join(kept)


def _why(rest: Counter[str]) -> str:
    figures = all(word.isdigit() or len(word) <= 2 for word in rest)
    return f"a {'number' if figures else 'label'}, read for what it says"
