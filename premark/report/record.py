"""A review to its JSON record and back; the record's JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from premark.errors import ReadError
from premark.plain import inert_json
from premark.types.evidence import Review

SCHEMA_VERSION = "1"


def to_json(review: Review) -> str:
    """The whole review with keys in order; the same review gives the same bytes."""
    data = review.model_dump(mode="json")
    return _dump(data)


def from_json(text: str) -> Review:
    """The review that `to_json` wrote. Raises ReadError for anything else."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise _not_a_record("it is not JSON") from error
    version = data.get("schema_version") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        said = repr(version)[:20]
        raise _not_a_record(f"its schema_version is {said}, this premark reads {SCHEMA_VERSION!r}")
    try:
        return Review.model_validate(data)
    except ValidationError as error:
        # The value that is wrong could be a learner's words: only its place is told.
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][:6])
        raise _not_a_record(f"{where}: {first['type'].replace('_', ' ')}") from None


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the record."""
    schema = Review.model_json_schema(mode="serialization")
    schema["properties"]["schema_version"] = {"const": SCHEMA_VERSION, "type": "string"}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:premark:review:{SCHEMA_VERSION}",
    }
    return {**head, **schema, "title": "premark review"}


def schema_text() -> str:
    """The schema as `docs/review.schema.json` holds it."""
    return _dump(json_schema())


def _dump(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    return inert_json(text) + "\n"


def _not_a_record(reason: str) -> ReadError:
    return ReadError(
        f"this is not a review that premark can read: {reason}",
        hint="Give a file that `premark map --format json` wrote, or map the submission again.",
    )


if __name__ == "__main__":
    print(schema_text(), end="")
