"""The types of packs, patterns, verbs and models in; JSON Schemas for editors of YAML, out."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from premark.packs.ladder import Ladder
from premark.packs.load import load_verbs
from premark.packs.yaml_source import read_yaml
from premark.patterns import PatternSet
from premark.types.criteria import MOVES, NamedModel, Pack, Verb

DRAFT = "https://json-schema.org/draft/2020-12/schema"
HERE = Path(__file__).resolve().parent
SCALAR = ["string", "number", "boolean"]  # a bare 700 or 2.10 is read as it is typed
LEFT_OUT = {"Pack": ("digest",), "PatternSet": ("line",)}
Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """A schema for each kind of file: pack, examples, patterns, verbs, models."""
    return {
        "pack": _made("A unit: its outcomes, lists and criteria", _of(Pack)),
        "examples": _made("Sentences that cover the topics of a pack", _examples()),
        "patterns": _made("Phrases by key, and the lines that prove them", _of(PatternSet)),
        "verbs": _made("Command verbs, and what each demands at each level", _verbs()),
        "models": _made("Named models", _listed("models", _of(NamedModel))),
    }


def schema_texts() -> dict[str, str]:
    """The schemas as text, by the name of their file in `docs/schema`."""
    return {
        f"{name}.schema.json": json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }


def _made(title: str, schema: Schema) -> Schema:
    """Top of a schema. The keywords come first, since people read it too."""
    return {"$schema": DRAFT, "title": title, **{k: v for k, v in schema.items() if k != "title"}}


def _of(kind: Any) -> Schema:
    made = TypeAdapter(kind).json_schema()
    whole = {"$defs": {}, **made}
    own = whole.pop("$defs")
    name = str(made.get("title", ""))
    found = {key: _typed(key, entry) for key, entry in own.items()}
    return {**_typed(name, whole), **({"$defs": found} if found else {})}


def _typed(name: str, schema: Schema) -> Schema:
    """A type's schema, with its fields told in words and loosened to what the reader takes."""
    told = {**schema}
    properties = {
        field: {**_loosened(entry), **_described(name, field)}
        for field, entry in schema.get("properties", {}).items()
        if field not in LEFT_OUT.get(name, ())
    }
    if properties:
        told |= {"properties": properties, "additionalProperties": False}
    if name == "Criterion":
        told["properties"]["verb"]["items"] = {"enum": sorted(load_verbs())}
    told.pop("description", None)
    return told


def _described(name: str, field: str) -> Schema:
    said = _fields().get(name, {}).get(field)
    return {"description": said} if said else {}


@cache
def _fields() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = read_yaml(HERE / "fields.yaml").data
    return data


def _loosened(schema: Any) -> Any:
    """Every scalar of our YAML is read as text, so a number may stand in quotes, or a text bare."""
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: {name: _loosened(entry) for name, entry in value.items()}
        if key == "properties"
        else [_loosened(entry) for entry in value]
        if key in ("anyOf", "prefixItems")
        else _loosened(value)
        for key, value in schema.items()
        if key not in ("default", "title")
    }
    if "anyOf" in kept:
        choices = [entry for entry in kept["anyOf"] if entry.get("type") != "null"]
        return {**kept, "anyOf": choices} if len(choices) > 1 else choices[0]
    return {**kept, **_scalar(str(kept.get("type", "")), kept)}


def _scalar(kind: str, schema: Schema) -> Schema:
    if kind == "string" and "enum" not in schema and "const" not in schema:
        return {"type": SCALAR}
    if kind == "integer":
        return {"type": ["integer", "string"], "pattern": r"^\d+$"}
    if kind == "number":
        return {"type": ["number", "string"], "pattern": r"^\d+(\.\d+)?$"}
    if kind == "boolean":
        return {"type": ["boolean", "string"], "pattern": "^(true|false)$"}
    return {}


def _listed(name: str, schema: Schema) -> Schema:
    """A file that is one list of entries."""
    own = {key: value for key, value in schema.items() if key != "$defs"}
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": own}},
        "required": [name],
        **({"$defs": schema["$defs"]} if "$defs" in schema else {}),
    }


def _verbs() -> Schema:
    verbs, ladder = _listed("verbs", _of(Verb)), _of(Ladder)
    ladder["$defs"]["MoveWords"]["properties"]["id"] = {"enum": list(MOVES)}
    properties = {**ladder["properties"], **verbs["properties"]}
    defs = {**verbs.get("$defs", {}), **ladder["$defs"]}
    return {**verbs, "properties": properties, "additionalProperties": False, "$defs": defs}


def _examples() -> Schema:
    sentences = {"type": "array", "items": {"type": SCALAR}}
    topics = {"type": "object", "additionalProperties": sentences}
    return {
        "type": "object",
        "properties": {
            "pack": {"type": "string", "description": "The name of the pack, as it has it."},
            "examples": {
                "description": "By criterion, then topic: sentences that a learner might write.",
                "type": "object",
                "additionalProperties": topics,
            },
        },
        "required": ["pack", "examples"],
        "additionalProperties": False,
    }
