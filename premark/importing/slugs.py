"""Text in; ids and word stems for a draft out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_SUFFIXES = (
    "ations ation ments ment ings ing ness ively ities ally ives ive ions ion ity ies ly ed es al "
    "s e y"
).split()


def slug(text: str, stop: Collection[str], *, most: int = 4) -> str:
    """An id of a few of the text's words: "keeping-records"."""
    words = re.findall(r"[a-z][a-z'’-]*|\d+", text.lower())
    kept = [re.sub(r"[^a-z0-9-]", "", word).strip("-") for word in words if word not in stop]
    return "-".join([word for word in kept if word][:most]) or "item"


def unique(name: str, taken: set[str]) -> str:
    """`name`, or with a number behind it where it is taken; remembers it."""
    number, shown = 2, name
    while shown in taken:
        shown, number = f"{name}-{number}", number + 1
    taken.add(shown)
    return shown


def stem(word: str) -> str:
    """A word without its ending, for setting texts side by side."""
    lowered = word.lower().replace("’s", "").replace("'s", "")
    for suffix in _SUFFIXES:
        if lowered.endswith(suffix) and len(lowered) - len(suffix) >= 4:
            return lowered[: -len(suffix)]
    return lowered


def stems(text: str, stop: Collection[str]) -> set[str]:
    """The stems of the text's words of three letters or more that are not stop words."""
    words = re.findall(r"[A-Za-z][\w'’-]{2,}", text)
    return {stem(word) for word in words if word.lower() not in stop}


def phrases_of(text: str, stop: Collection[str], shared: Collection[str]) -> list[str]:
    """Words by which a topic may be told: its longer ones, any ending, that few others share."""
    words = re.findall(r"[a-z]{5,}", text.lower())
    kept = [w for w in dict.fromkeys(words) if w not in stop and stem(w) not in shared]
    return [f"{stem(w)}*" for w in kept][:6]


def shared_stems(texts: Iterable[str], stop: Collection[str]) -> set[str]:
    """Stems that stand in more than half of the texts, and so tell none apart."""
    sets = [stems(text, stop) for text in texts]
    every = set().union(*sets) if sets else set()
    return {s for s in every if 2 * sum(s in one for one in sets) > len(sets) and len(sets) > 2}
