"""`criteria/limits.yaml`, or a centre's own figures over it, in; Limits out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from premark.errors import BadYaml
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, build, field_name, read_yaml
from premark.types.document import Value
from premark.types.limits import Limits

VARIABLE = "PREMARK_LIMITS"


class Entry(Value):
    """One limit as its file says it; a centre's own file may leave out unit and why."""

    most: float
    unit: str = ""
    why: str = ""


def limits_in_force(path: Path | None = None) -> Limits:
    """The shipped limits, with those of `path`, or of what PREMARK_LIMITS names, over them.

    Raises BadYaml at the line of what is wrong.
    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    return load_limits(named)


def load_limits(path: Path | None = None) -> Limits:
    """The shipped limits, with the figures of the file `path` over them."""
    shipped = read_yaml(criteria_root() / "limits.yaml")
    figures = _figures(shipped)
    whole = build(Limits, shipped, figures, ("limits",))
    if path is None:
        return whole
    own = read_yaml(path)
    return build(Limits, own, {**figures, **_figures(own)}, ("limits",))


def shipped_entries() -> dict[str, Entry]:
    """Every shipped limit with its unit and why, in the file's order."""
    source = read_yaml(criteria_root() / "limits.yaml")
    held: dict[str, Any] = source.data["limits"]
    return {name: build(Entry, source, each, ("limits", name)) for name, each in held.items()}


def _figures(source: Source) -> dict[str, Any]:
    """The `most` of each entry, as text, so that Limits says what is wrong with it."""
    held = source.data.get("limits") if isinstance(source.data, dict) else None
    if not isinstance(held, dict) or not held:
        said = "should be a mapping of limits, such as `pages: {most: 300}`"
        raise BadYaml(source.path, source.line(("limits",)), "limits", said)
    return {name: _figure(source, name, entry) for name, entry in held.items()}


def _figure(source: Source, name: str, entry: Any) -> Any:
    if isinstance(entry, str):
        return entry
    key = ("limits", name)
    if not isinstance(entry, dict) or "most" not in entry:
        said = "should say the most that is allowed, such as `most: 300`"
        raise BadYaml(source.path, source.line(key), field_name(source, key), said)
    build(Entry, source, entry, key)
    return entry["most"]
