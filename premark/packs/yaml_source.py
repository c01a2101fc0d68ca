"""YAML text in; plain data out, with the line of every entry, so that a complaint can name it.

Every scalar is read as a string, so `2.10` stays 2.10 and `no` stays "no"; pydantic makes
numbers where a type asks for them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from premark.errors import BadYaml, DuplicateId, PackError
from premark.packs.yaml_faults import not_yaml

# libyaml reads the same and several times faster; it is missing from some builds of PyYAML.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Key = tuple[str | int, ...]
T = TypeVar("T", bound=BaseModel)
MOST = 500_000  # entries of one file; a unit of 3,000 criteria has a tenth of them
DEEPEST = 99  # entries within entries
FILL_IN = "FILL IN"  # what `premark new-unit` writes where a person has to say something
_EXPECTED = {
    "tuple_type": "should be a list",
    "dict_type": "should be a mapping of names to values",
    "model_type": "should be a mapping of fields",
    "string_type": "should be a text",
    "int_parsing": "should be an integer, a whole number",
    "float_parsing": "should be a number",
    "finite_number": "should be a number",
    "bool_parsing": 'should be "true" or "false"',
}


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


def read_yaml(path: Path, told: list[PackError] | None = None) -> Source:
    """Read a YAML file. Raises BadYaml with its line when it is not YAML or not UTF-8.

    A field that stands twice is raised too, unless `told` is given to gather it.
    """
    text = _text(path)
    reading = _Reading(path)
    try:
        _bounded(text)
        data = reading.plain(yaml.compose(text, Loader=_LOADER), ())
    except yaml.MarkedYAMLError as error:
        raise not_yaml(path, text, error) from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise BadYaml(path, line, "file", "holds a character that YAML does not allow") from error
    except RecursionError as error:
        raise BadYaml(path, 1, "file", "refers to itself, or is nested too deeply") from error
    source = Source(path, data, reading.lines, hashlib.sha256(text.encode()).hexdigest())
    for key, line in reading.doubled:
        said = f"stands here twice, first in line {source.line(key)}; expected it once"
        doubled = DuplicateId(path, line, field_name(source, key), said)
        if told is None:
            raise doubled
        told.append(doubled)
    return source


def _bounded(text: str) -> None:
    """Raises RecursionError before libyaml does worse: it ends the whole process."""
    depth = 0
    for sign in re.finditer(r"[\[{\]}]|(?:[-?] ){99}", text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign.group(), DEEPEST)
        if depth > DEEPEST:
            raise RecursionError


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise BadYaml(path, 1, "file", f"cannot be read ({reason})") from error
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = "cannot be read: it is not text in UTF-8; save it as UTF-8 from your editor"
        raise BadYaml(path, line, "file", said) from error


@dataclass(frozen=True)
class _Reading:
    """What is gathered on the way: the line of each key, and keys that stand twice."""

    path: Path
    lines: dict[Key, int] = field(default_factory=dict)
    doubled: list[tuple[Key, int]] = field(default_factory=list)

    def plain(self, node: yaml.Node | None, key: Key) -> Any:
        if node is None:
            return None
        if len(self.lines) > MOST:  # aliases of aliases make more of a file than it is long
            raise BadYaml(self.path, node.start_mark.line + 1, "file", "holds too many entries")
        self.lines[key] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*key, i)) for i, item in enumerate(node.value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            name, line = name_node.value, name_node.start_mark.line + 1
            if not isinstance(name, str):
                said = "the left side of a colon should be a name, and not a list or fields"
                raise BadYaml(self.path, line, "file", said)
            if name in found:
                self.doubled.append(((*key, name), line))
                continue
            found[name] = self.plain(value_node, (*key, name))
            self.lines[(*key, name)] = line
        return found


def build(kind: type[T], source: Source, data: Any, at: Key = ()) -> T:
    """Make a `kind` of `data`, which stands at `at` in the file. Raises BadYaml at its line."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise _told(error, kind, source, at)[0] from error


def shape_mistakes(kind: type[BaseModel], source: Source, data: Any, at: Key = ()) -> list[BadYaml]:
    """Everything in `data` that keeps a `kind` from being made of it, each at its line."""
    try:
        kind.model_validate(data)
    except ValidationError as error:
        return _told(error, kind, source, at)
    return []


def field_name(source: Source, key: Key) -> str:
    """A key as people read it: entries of a list by their id or name, `criteria[1.2].verb`."""
    said, data = "", source.data
    for part in key:
        if isinstance(part, int):
            data = data[part] if isinstance(data, list) and part < len(data) else None
            own = data.get("id") or data.get("name") if isinstance(data, dict) else None
            told = isinstance(own, str) and own and not own.startswith(FILL_IN)
            said += f"[{own if told else part}]"
        else:
            data = data.get(part) if isinstance(data, dict) else None
            said += f".{part}" if said else part
    return said or "file"


def _told(
    error: ValidationError, kind: type[BaseModel], source: Source, at: Key
) -> list[BadYaml]:
    mistakes = []
    for problem in error.errors():
        loc = problem["loc"]
        key = (*at, *loc)
        if problem["type"] == "missing":
            said = f"is missing; expected {_wanted(_type_at(kind, loc))}"
        else:
            said = _plainly(problem, _fields(_type_at(kind, loc[:-1])))
        mistakes.append(BadYaml(source.path, source.line(key), field_name(source, key), said))
    return mistakes


def _type_at(kind: type[BaseModel], loc: Key) -> Any:
    """The type that stands at a place below `kind`; None where it cannot be told."""
    found: Any = kind
    for part in loc:
        if isinstance(found, type) and issubclass(found, BaseModel):
            entry = found.model_fields.get(str(part))
            found = entry.annotation if entry else None
        else:
            found = next((a for a in reversed(get_args(found)) if a is not Ellipsis), None)
    return found


def _fields(found: Any) -> tuple[str, ...]:
    known = isinstance(found, type) and issubclass(found, BaseModel)
    return tuple(name for name in found.model_fields if name != "digest") if known else ()


def _wanted(found: Any) -> str:
    says = {str: "a text", int: "a whole number", tuple: "a list"}
    return ", ".join(_fields(found)) or says.get(get_origin(found) or found, "a value")


def _plainly(problem: Any, fields: tuple[str, ...]) -> str:
    given = problem.get("input")
    shown = f"; found {given!r}" if isinstance(given, str) and len(given) < 60 else ""
    if problem["type"] == "extra_forbidden":
        name = str(problem["loc"][-1])
        near = get_close_matches(name, fields, n=1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        return f"is not a field that premark knows{meant}; expected one of: {', '.join(fields)}"
    if problem["type"] == "literal_error":
        return f"should be one of {problem['ctx']['expected']}{shown}"
    return f"{_EXPECTED.get(problem['type'], problem['msg'].lower())}{shown}"
