"""Untrusted JSON text in; plain data with cleaned texts out, and fields fetched by their place."""

from __future__ import annotations

import json
from typing import Any

from premark.exchange.bounds import clean, fault, shown

DEEPEST = 30
_HINT = "Export the framework again; nothing of it was read."


def read_json(text: str, name: str) -> Any:
    """Data of a JSON file. Raises ReadError for what is not JSON, too deep, or told twice."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}"
        raise fault(name, where, f"is not JSON ({error.msg})", hint=_HINT) from error
    except RecursionError as error:
        raise fault(name, "file", "is nested too deeply", hint=_HINT) from error
    except ValueError as error:  # a field twice, NaN, or a number of thousands of digits
        problem = str(error) if isinstance(error, _Refused) else "holds a number that is too long"
        raise fault(name, "file", problem, hint=_HINT) from error
    return _cleaned(data, name, 0)


class _Refused(ValueError):
    """Said of a file, not of our own code: `read_json` turns it into a ReadError."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused(f"the field {shown(key)} stands twice in one object")
        found[key] = value
    return found


def _no_constant(constant: str) -> Any:
    raise _Refused(f"{constant} is not a number that JSON knows")


def _cleaned(data: Any, name: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise fault(name, "file", "is nested too deeply", hint=_HINT)
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, list):
        return [_cleaned(item, name, depth + 1) for item in data]
    if isinstance(data, dict):
        return {clean(key): _cleaned(item, name, depth + 1) for key, item in data.items()}
    return data


def text_of(data: dict[str, Any], field: str) -> str:
    """A field's text; empty where it is missing or something else."""
    value = data.get(field)
    return value if isinstance(value, str) else ""


def objects_of(data: dict[str, Any], field: str, name: str) -> list[dict[str, Any]]:
    """A field's list of objects; empty where it is missing. Raises ReadError for anything else."""
    value = data.get(field)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise fault(name, field, "should be a list of objects", hint=_HINT)
    return value


def object_of(data: dict[str, Any], field: str) -> dict[str, Any]:
    """A field's object; empty where it is missing or something else."""
    value = data.get(field)
    return value if isinstance(value, dict) else {}
