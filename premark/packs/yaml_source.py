"""YAML text in; plain data out, with the line of every entry, so that a complaint can name it.

Every scalar is read as a string, so `2.10` stays 2.10 and `no` stays "no"; pydantic makes
numbers where a type asks for them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from premark.errors import BadYaml, DuplicateId

# libyaml reads the same and several times faster; it is missing from some builds of PyYAML.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Key = tuple[str | int, ...]
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Source:
    """A YAML file: its data, the 1-based line of each key path, and a digest of its text."""

    path: Path
    data: Any
    lines: dict[Key, int]
    digest: str

    def line(self, key: Key) -> int:
        """Line of `key`, or of the nearest entry above it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def read_yaml(path: Path) -> Source:
    """Read a YAML file. Raises BadYaml with its line when it is not YAML or not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise BadYaml(path, 1, "file", f"cannot be read ({type(error).__name__})") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BadYaml(path, line, "file", f"is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise BadYaml(path, line, "file", "holds a character that YAML does not allow") from error
    lines: dict[Key, int] = {}
    try:
        data = _plain(node, (), lines, path)
    except RecursionError as error:
        raise BadYaml(path, 1, "file", "refers to itself, or is nested too deeply") from error
    return Source(path, data, lines, hashlib.sha256(text.encode()).hexdigest())


def _plain(node: yaml.Node | None, key: Key, lines: dict[Key, int], path: Path) -> Any:
    if node is None:
        return None
    lines[key] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key, lines, path)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*key, i), lines, path) for i, item in enumerate(node.value)]
    return node.value


def _mapping(
    node: yaml.MappingNode, key: Key, lines: dict[Key, int], path: Path
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name_node, value_node in node.value:
        name = str(name_node.value)
        if name in found:
            raise DuplicateId(path, name_node.start_mark.line + 1, name, "stands here twice")
        found[name] = _plain(value_node, (*key, name), lines, path)
        lines[(*key, name)] = name_node.start_mark.line + 1
    return found


def build(kind: type[T], source: Source, data: Any, at: Key = ()) -> T:
    """Make a `kind` of `data`, which stands at `at` in the file. Raises BadYaml at its line."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = (*at, *first["loc"])
        field = ".".join(str(part) for part in key) or "file"
        raise BadYaml(source.path, source.line(key), field, _plainly(first)) from error


def _plainly(problem: Any) -> str:
    given = problem.get("input")
    shown = f"; found {given!r}" if isinstance(given, str) and len(given) < 60 else ""
    if problem["type"] == "extra_forbidden":
        return f"is not a field that premark knows{shown}"
    if problem["type"] == "missing":
        return "is missing"
    return f"{problem['msg'].lower()}{shown}"
