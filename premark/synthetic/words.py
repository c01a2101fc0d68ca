"""`wording.yaml` and `people.yaml` in; the ways and the names of made-up learners out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from pydantic import ConfigDict

from premark.types.document import Value


class Leaning(Value):
    begins: tuple[str, ...]
    anywhere: tuple[str, ...]


class Clients(Value):
    known: tuple[str, ...]
    nouns: tuple[str, ...]
    signs: tuple[str, ...]


class Wording(Value):
    """What `wording.yaml` says; its comments say what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str
    unit: str
    ways: tuple[tuple[str, str], ...]
    one_way: tuple[tuple[str, str], ...]
    spelt_with_z: tuple[str, ...]
    leans_back: Leaning
    clients: Clients
    coded: tuple[str, ...]
    outcomes: tuple[str, ...]
    fronts: tuple[str, ...]
    backs: tuple[str, ...]
    references: tuple[str, ...]
    appendices: tuple[str, ...]
    titles: tuple[str, ...]
    files: tuple[str, ...]
    appendix_files: tuple[str, ...]
    hostile_files: tuple[str, ...]


class People(Value):
    """What `people.yaml` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    hostile: tuple[str, ...]
    assessors: tuple[str, ...]
    new_assessor: str
    centres: tuple[str, ...]


@cache
def wording() -> Wording:
    return Wording.model_validate(_loaded("wording.yaml"))


@cache
def people() -> People:
    return People.model_validate(_loaded("people.yaml"))


def _loaded(name: str) -> object:
    """Every scalar a string, so that `no` and `on` are the words that they are."""
    text = files("premark.synthetic").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)
