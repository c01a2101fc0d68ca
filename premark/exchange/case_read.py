"""A CASE CFPackage, bare or wrapped, in; a pack and notes on what was taken otherwise out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from premark.exchange.bounds import fault, shown
from premark.exchange.case_check import case_faults
from premark.exchange.case_write import EXTENSION, EXTRA, notes_text
from premark.exchange.framework import NO_NUMBER, NO_TITLE, NO_VERSION, NOT_KNOWN, Read
from premark.exchange.identity import slug
from premark.exchange.json_source import object_of, objects_of, read_json, text_of
from premark.exchange.tree import Kind, Node, grown
from premark.exchange.words import words
from premark.types.criteria import Criterion, ListEntry, Pack, Qualification, Release
from premark.types.document import Value

Json = dict[str, Any]
_PACKAGE = "Export a whole CFPackage: document, items and associations in one file."
_EXTENSION = "Put it right, or take the extension out: then only CASE's own fields are read."
_MOST_TOLD = 20
LEVELS = range(100)  # 0 stands for none
T = TypeVar("T", bound=Value)


def read_case(text: str, name: str) -> Read:
    """Raises ReadError naming file, field and way out; NoText where there are no criteria."""
    package = _package(read_json(text, name), name)
    document = object_of(package, "CFDocument")
    items = objects_of(package, "CFItems", name)
    levels = _levels(package, name)
    links = list(_links(package, name))
    parents = {child: above for child, above, _ in reversed(links)}
    places = {child: place for child, _, place in reversed(links)}
    nodes = [_node(item, parents, levels, name, i) for i, item in enumerate(items)]
    nodes = [_rooted(node, document) for node in nodes]
    found = grown(sorted(nodes, key=lambda node: places.get(node.key, 0)), name)
    extra = object_of(object_of(document, "extensions"), EXTENSION)
    pack = Pack(
        pack=text_of(extra, "pack") or slug(text_of(document, "title")),
        version=text_of(document, "version") or NO_VERSION,
        qualification=_qualification(document, extra, items, name),
        unit=text_of(extra, "unit") or NO_NUMBER,
        title=text_of(document, "title") or NO_TITLE,
        guide=text_of(extra, "guide") or text_of(document, "officialSourceURL"),
        field=text_of(extra, "field"),
        keep_to_one=extra.get("keep_to_one") is True,
        changelog=_changelog(extra, name),
        outcomes=found.outcomes,
        lists=_lists(extra, name),
        criteria=found.criteria,
    )
    notes = (*found.notes, *_more_parents(nodes, links), *_departures(package))
    return Read(format="case", pack=pack, notes=notes)


def _package(data: Any, name: str) -> Json:
    if not isinstance(data, dict):
        raise fault(name, "file", "should be one JSON object", hint=_PACKAGE)
    package = data.get("CFPackage", data)
    if not isinstance(package, dict):
        raise fault(name, "CFPackage", "should be an object", hint=_PACKAGE)
    for field, kind in (("CFDocument", dict), ("CFItems", list)):
        if not isinstance(package.get(field), kind):
            raise fault(name, field, "is missing or not what CASE asks for", hint=_PACKAGE)
    return package


def _departures(package: Json) -> Iterator[str]:
    faults = case_faults(package)
    yield from (f"not as CASE 1.1 asks: {told}" for told in faults[:_MOST_TOLD])
    if len(faults) > _MOST_TOLD:
        yield f"not as CASE 1.1 asks: {len(faults) - _MOST_TOLD} more of the kind"


def _links(package: Json, name: str) -> Iterator[tuple[str, str, float]]:
    """Each item's parents and its place among its like, in the order in which they are told."""
    for link in objects_of(package, "CFAssociations", name):
        if link.get("associationType") == "isChildOf":
            place = link.get("sequenceNumber")
            child = text_of(object_of(link, "originNodeURI"), "identifier")
            above = text_of(object_of(link, "destinationNodeURI"), "identifier")
            yield child, above, place if isinstance(place, int) else 0


def _more_parents(nodes: Sequence[Node], links: Sequence[tuple[str, str, float]]) -> Iterator[str]:
    told = Counter(child for child, _ in {(child, above) for child, above, _ in links})
    for node in nodes:
        if told[node.key] > 1:
            named = shown(node.code or node.key)
            yield f"entry {named} has more than one parent; the first is taken"


def _node(
    item: Json, parents: dict[str, str], levels: dict[str, list[str]], name: str, place: int
) -> Node:
    at = f"CFItems[{place}]"
    key, says = text_of(item, "identifier"), text_of(item, "fullStatement")
    for field, value in (("identifier", key), ("fullStatement", says)):
        if not value.strip():
            hint = "Every CFItem needs an identifier and a statement."
            raise fault(name, f"{at}.{field}", "is missing or empty", hint=hint)
    extra = object_of(object_of(item, "extensions"), EXTENSION)
    holds = {field: extra[field] for field in EXTRA if field in extra}
    points, own = _texts(holds.get("starting_points")), _texts(holds.get("notes"))
    notes = list(own)
    told = text_of(item, "notes")
    if told and told != notes_text(points, own):
        notes.append(told)
    notes += levels.get(key, [])
    holds = {**holds, "notes": notes} if notes else holds
    _checked(holds, name, at)
    return Node(
        key=key,
        parent=parents.get(key, ""),
        code=text_of(item, "humanCodingScheme").strip(),
        says=says,
        kind=_kind(item),
        holds=holds,
    )


def _checked(holds: Json, name: str, at: str) -> None:
    """Raises ReadError where an extension in premark's name does not hold what premark writes."""
    try:
        Criterion.model_validate({"verb": (), "topics": (), **holds, "id": "1", "outcome": "1",
                                  "asks": "-"})  # fmt: skip
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join([at, "extensions", EXTENSION, *(str(part) for part in first["loc"])])
        raise fault(name, field, first["msg"].lower(), hint=_EXTENSION) from error


def _rooted(node: Node, document: Json) -> Node:
    if node.parent == text_of(document, "identifier"):
        return node.model_copy(update={"parent": ""})
    return node


def _kind(item: Json) -> Kind:
    types = words().item_types
    told = text_of(item, "CFItemType")
    if told == types["outcome"]:
        return "outcome"
    return "criterion" if told == types["criterion"] else ""


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _levels(package: Json, name: str) -> dict[str, list[str]]:
    """Levels of foreign rubrics, as notes, by the item that they are about."""
    own = {(level.name, level.says) for level in words().levels}
    found: dict[str, list[str]] = {}
    for rubric in objects_of(package, "CFRubrics", name):
        for row in objects_of(rubric, "CFRubricCriteria", name):
            told = found.setdefault(text_of(object_of(row, "CFItemURI"), "identifier"), [])
            for level in objects_of(row, "CFRubricCriterionLevels", name):
                said = (text_of(level, "quality"), text_of(level, "description"))
                if said not in own and any(said):
                    told.append(": ".join(part for part in said if part))
    return found


def _qualification(
    document: Json, extra: Json, items: Sequence[Json], name: str
) -> Qualification:
    given = object_of(extra, "qualification")
    level = given.get("level")
    if not isinstance(level, int) or isinstance(level, bool) or level not in LEVELS:
        level = _level(items)
    return Qualification(
        body=text_of(document, "creator") or NOT_KNOWN,
        number=text_of(given, "number") or NO_NUMBER,
        level=level,
        title=text_of(given, "title"),
    )


def _level(items: Sequence[Json]) -> int:
    """The one level that all items share, where they share one; 0 stands for none."""
    told = {text for item in items for text in _texts(item.get("educationLevel"))}
    figure = re.fullmatch(r"\D{0,20}(\d{1,2})", next(iter(told))) if len(told) == 1 else None
    return int(figure.group(1)) if figure else 0


def _lists(extra: Json, name: str) -> dict[str, tuple[ListEntry, ...]]:
    given = object_of(extra, "lists")
    return {
        key: tuple(_made(ListEntry, entry, name, f"lists.{key}") for entry in entries)
        for key in given
        for entries in [objects_of(given, key, name)]
    }


def _changelog(extra: Json, name: str) -> tuple[Release, ...]:
    entries = objects_of(extra, "changelog", name)
    return tuple(_made(Release, entry, name, "changelog") for entry in entries)


def _made(kind: type[T], data: Json, name: str, field: str) -> T:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        at = f"CFDocument.extensions.{EXTENSION}.{field}"
        raise fault(name, at, error.errors()[0]["msg"].lower(), hint=_EXTENSION) from error
