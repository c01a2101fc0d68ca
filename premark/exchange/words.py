"""`words.yaml` of this folder in; the words of exported frameworks, checked, out."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from premark.types.document import Value


class Level(Value):
    """A level of evidence; `points` only order the levels."""

    name: str
    says: str
    points: float


class Words(Value):
    """All that an exported framework says beside the pack's own words."""

    levels: tuple[Level, ...]
    scale: tuple[str, ...]
    taxonomies: tuple[str, ...]
    item_types: dict[str, str]
    labels: dict[str, str]
    fields: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    text = files("premark.exchange").joinpath("words.yaml").read_text(encoding="utf-8")
    return Words.model_validate(yaml.load(text, Loader=yaml.BaseLoader))
