"""A YAML file's plain data in; its entries out, each with the key that leads to it.

What has not the shape asked for is passed over: the check of shapes has named it already.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

from premark.packs.yaml_source import Key, Source


def at(source: Source, key: Key) -> Any:
    """What stands at a key; None where nothing does."""
    data = source.data
    for part in key:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def fields(source: Source, key: Key = ()) -> dict[str, Any]:
    """The mapping at a key; empty where there is none."""
    data = at(source, key)
    return data if isinstance(data, dict) else {}


def entries(source: Source, *key: str | int) -> Iterator[tuple[Key, dict[str, Any]]]:
    """The mappings of a list, in order."""
    data = at(source, key)
    for i, entry in enumerate(data if isinstance(data, list) else []):
        if isinstance(entry, dict):
            yield (*key, i), entry


def texts(source: Source, *key: str | int) -> Iterator[tuple[Key, str]]:
    """The scalars of a list, or the one that stands alone."""
    data = at(source, key)
    if isinstance(data, str):
        yield key, data
    for i, entry in enumerate(data if isinstance(data, list) else []):
        if isinstance(entry, str):
            yield (*key, i), entry


def scalars(data: Any, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Every scalar below a key."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from scalars(value, (*key, name))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from scalars(value, (*key, i))
    elif isinstance(data, str):
        yield key, data


def number(text: Any) -> float | None:
    """A scalar as a number; None where it is none, or none that anything could be counted to."""
    try:
        found = float(text)
    except (TypeError, ValueError):
        return None
    return found if isfinite(found) else None


def yes(text: Any) -> bool:
    """Whether a scalar says yes, in any of the ways that pydantic reads."""
    return str(text).strip().lower() in ("true", "yes", "on", "1", "y", "t")
