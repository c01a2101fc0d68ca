"""What a criterion's text comes to: topics, required elements and lists, each made once."""

from __future__ import annotations

from dataclasses import dataclass, field

from premark.importing.drafts import Entry
from premark.importing.lists import Listed
from premark.importing.slugs import unique


@dataclass
class Element:
    """A required element (or, where `helps`, a helpful one) and the lines that it rests on."""

    id: str
    needs: dict[str, object]
    source: str
    if_short: str
    lines: tuple[int, ...]
    helps: bool = False
    doubts: list[str] = field(default_factory=list)


@dataclass
class TopicDraft:
    id: str
    about: str
    words: list[str]
    lines: tuple[int, ...]


@dataclass
class Elements:
    """What a criterion's text comes to."""

    topics: list[TopicDraft] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    lists: dict[str, tuple[Listed, list[str]]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    last_list: str = ""
    areas: set[str] = field(default_factory=set)
    unparted: bool = False


def add_element(
    found: Elements, name: str, needs: dict[str, object], entry: Entry, at: tuple[str, int]
) -> Element:
    where, line = at
    same = next((e for e in found.elements if e.needs == needs), None)
    if same:
        same.lines = tuple(dict.fromkeys((*same.lines, line)))
        same.source = same.source if where in same.source else f"{where} and {same.source}"
        return same
    short = short_of(found, name, needs)
    new = Element(unique(name, found.taken), needs, f"{where} {entry.code}", short, (line,))
    found.elements.append(new)
    return new


def short_of(found: Elements, name: str, needs: dict[str, object]) -> str:
    """The sentence that a report prints when the element is missing."""
    kind, shown = needs["kind"], name.replace("-", " ")
    if kind == "topic":
        wanted = needs["topics"]
        assert isinstance(wanted, list)
        every = [topic.about for topic in found.topics if topic.id in wanted]
        return f"Not every one of these is covered: {'; '.join(every)}."
    if kind in ("artefact", "named-model"):
        return f"No {shown} is found."
    if "each" in needs or "each_item" in needs:
        return "A source is not found for each."
    return f"Fewer than {shown} are found." if needs.get("at_least") else f"{shown} are exceeded."
