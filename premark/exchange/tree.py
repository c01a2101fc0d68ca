"""Nodes that name their parents in; learning outcomes and criteria with their codes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import Field

from premark.errors import NoText
from premark.exchange.bounds import MOST_ITEMS, fault, shown
from premark.exchange.framework import NO_TITLE
from premark.types.criteria import Criterion, Outcome
from premark.types.document import Value

Kind = Literal["", "outcome", "criterion"]
NO_OUTCOME = "0"


class Node(Value):
    """An entry of a framework. `holds` are fields of the criterion, should it be one.

    `kind` is empty where the file does not say it: then what has children is an outcome.
    """

    key: str
    parent: str
    code: str
    says: str
    kind: Kind = ""
    holds: dict[str, Any] = Field(default_factory=dict)


class Grown(Value):
    outcomes: tuple[Outcome, ...]
    criteria: tuple[Criterion, ...]
    notes: tuple[str, ...]


def grown(nodes: Sequence[Node], name: str) -> Grown:
    """Outcomes and criteria in the order of the tree. Raises ReadError naming the file."""
    if len(nodes) > MOST_ITEMS:
        hint = "Export the unit by itself."
        raise fault(name, "entries", f"there are more than {MOST_ITEMS}", hint=hint)
    by_key = _by_key(nodes, name)
    notes: list[str] = []
    order = list(_walked(nodes, by_key, name, notes))
    kinds = _kinds(order, by_key)
    if "criterion" not in kinds.values():
        raise NoText(f"{name}: holds no criteria", hint="Export a framework that has entries.")
    homes = {node.parent for node in order if kinds[node.key] == "criterion"}
    outcomes = [node for node in order if _kept(node, homes, kinds, notes)]
    ids = _codes(outcomes, "", notes)
    criteria = [node for node in order if kinds[node.key] == "criterion"]
    above = {node.key: ids.get(_home(node, by_key, ids), NO_OUTCOME) for node in criteria}
    codes = _codes(criteria, ".", notes, above)
    titled = [Outcome(id=ids[node.key], title=node.says or NO_TITLE) for node in outcomes]
    if NO_OUTCOME in above.values() and NO_OUTCOME not in ids.values():
        titled.append(Outcome(id=NO_OUTCOME, title=NO_TITLE))
        notes.append("criteria that stand under no learning outcome were put under outcome 0")
    made = [_criterion(node, codes[node.key], above[node.key]) for node in criteria]
    return Grown(outcomes=tuple(titled), criteria=tuple(made), notes=tuple(notes))


def _by_key(nodes: Sequence[Node], name: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in nodes:
        if node.key in found:
            hint = "Give each entry an identifier of its own."
            raise fault(name, shown(node.key), "two entries have this identifier", hint=hint)
        found[node.key] = node
    return found


def _walked(
    nodes: Sequence[Node], by_key: dict[str, Node], name: str, notes: list[str]
) -> Iterator[Node]:
    """Depth first, without recursion: the depth of a file is not ours to choose."""
    below: dict[str, list[Node]] = {}
    for node in nodes:
        if node.parent and node.parent not in by_key:
            notes.append(f"entry {shown(node.code or node.key)} names a parent that is not there")
        below.setdefault(node.parent if node.parent in by_key else "", []).append(node)
    stack, seen = below.get("", [])[::-1], 0
    while stack:
        node = stack.pop()
        seen += 1
        yield node
        stack.extend(below.get(node.key, [])[::-1])
    if seen < len(nodes):
        hint = "Let every chain of parents end at the framework itself."
        problem = f"{len(nodes) - seen} entries stand under themselves"
        raise fault(name, "parents", problem, hint=hint)


def _kinds(order: Sequence[Node], by_key: dict[str, Node]) -> dict[str, Kind]:
    parents = {node.parent for node in order if node.parent in by_key}
    told: dict[str, Kind] = {}
    for node in order:
        told[node.key] = node.kind or ("outcome" if node.key in parents else "criterion")
    return told


def _kept(node: Node, homes: set[str], kinds: dict[str, Kind], notes: list[str]) -> bool:
    """A heading that has only headings under it is no outcome, unless the file calls it one."""
    if kinds[node.key] != "outcome":
        return False
    if node.kind or node.key in homes:
        return True
    notes.append(f"the heading {shown(node.says)} stands over outcomes and was left out")
    return False


def _home(node: Node, by_key: dict[str, Node], ids: dict[str, str]) -> str:
    above = by_key.get(node.parent)
    while above and above.key not in ids:
        above = by_key.get(above.parent)
    return above.key if above else ""


def _codes(
    nodes: Sequence[Node], sign: str, notes: list[str], above: dict[str, str] | None = None
) -> dict[str, str]:
    """A code for each node: its own, or counted; told apart where two have the same."""
    taken = {node.code for node in nodes if node.code}
    last: dict[str, int] = {}
    found: dict[str, str] = {}
    used: set[str] = set()
    for node in nodes:
        code = node.code
        if not code or code in used:
            stem = f"{code}-" if code else f"{above[node.key]}{sign}" if above else ""
            code = _free(stem, taken, last, start=2 if node.code else 1)
            told = f"code {shown(node.code)} stands twice" if node.code else "no code is given"
            notes.append(f"{told}: {shown(node.says)} was numbered {code}")
        used.add(code)
        found[node.key] = code
    return found


def _free(stem: str, taken: set[str], last: dict[str, int], *, start: int) -> str:
    """The next number that is free, which is taken from then on."""
    number = last.get(stem, start - 1) + 1
    while f"{stem}{number}" in taken:
        number += 1
    last[stem] = number
    taken.add(f"{stem}{number}")
    return f"{stem}{number}"


def _criterion(node: Node, code: str, outcome: str) -> Criterion:
    fields = {"asks": node.says, "verb": (), "topics": (), **node.holds}
    return Criterion.model_validate({**fields, "id": code, "outcome": outcome})
