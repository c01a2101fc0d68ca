"""The published schemas are those of the types, and take what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from premark.authoring.schema import schema_texts, schemas
from premark.packs.where import criteria_root

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
SCHEMAS = schemas()
TOP = {"units": "pack", "examples": "examples", "patterns": "patterns"}
FILES = [
    (kind, path)
    for folder, kind in TOP.items()
    for path in sorted((criteria_root() / folder).glob("*.yaml"))
    if kind != "patterns" or "keys:" in path.read_text(encoding="utf-8").splitlines()
]
FILES += [(kind, criteria_root() / f"{kind}.yaml") for kind in ("verbs", "models")]
PACK = yaml.safe_load("""
pack: guild-9999-100
version: 2026.10
qualification: {body: GUILD, number: 0999, level: "5"}
unit: 100
title: Bread
outcomes: [{id: 1, title: Dough}]
criteria:
  - id: 1.1
    outcome: 1
    asks: Explain what flour does.
    verb: [explain]
    topics: [{id: flour, about: what flour gives a dough, named: "true", words: [flour]}]
    must:
      - id: flour
        needs: {kind: topic, topics: [flour], at_least: "1"}
        source: clause 1
        if_short: Flour is not there.
""")


def complaints(kind: str, data: Any) -> list[str]:
    return [e.message for e in jsonschema.Draft202012Validator(SCHEMAS[kind]).iter_errors(data)]


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_a_published_schema_is_up_to_date(name: str) -> None:
    said = "run: python docs/make_schemas.py"
    assert (FOLDER / name).read_text(encoding="utf-8") == schema_texts()[name], said


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_a_schema_is_a_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize(("kind", "path"), FILES, ids=[f"{k}-{p.stem}" for k, p in FILES])
def test_a_shipped_file_fits_its_schema_as_an_editor_reads_it(kind: str, path: Path) -> None:
    assert complaints(kind, yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_numbers_and_yes_or_no_may_stand_in_quotes_or_bare() -> None:
    assert complaints("pack", PACK) == []
    bare = json.loads(json.dumps(PACK).replace('"named": "true"', '"named": true'))
    assert bare != PACK and complaints("pack", bare) == []


@pytest.mark.parametrize(("old", "new", "said"), [
    ('"explain"', '"expound"', "expound"),
    ('"topic"', '"topics"', "topics"),
    ('"asks"', '"aks"', "aks"),
    ('"5"', '"five"', "five"),
    ('"unit": 100, ', "", "unit"),
])  # fmt: skip
def test_an_editor_is_told_of_a_mistake(old: str, new: str, said: str) -> None:
    text = json.dumps(PACK)
    assert old in text
    told = complaints("pack", json.loads(text.replace(old, new)))
    assert any(said in message for message in told)


def _fields(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    types = {"": schema, **schema.get("$defs", {})}
    return [
        (name, field, entry)
        for name, own in types.items()
        for field, entry in own.get("properties", {}).items()
    ]


@pytest.mark.parametrize("kind", ["pack", "patterns"])
def test_every_field_of_a_pack_or_pattern_is_said_in_words(kind: str) -> None:
    bare = [(name, field) for name, field, entry in _fields(SCHEMAS[kind])
            if "description" not in entry]  # fmt: skip
    assert bare == []
