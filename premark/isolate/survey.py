"""The job "survey": a file's bytes in; what reading it gives, in figures and without its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from premark.isolate.batch import given_bytes
from premark.isolate.jobs import Answer
from premark.packs.statuses import status_of
from premark.read import read_file
from premark.read.word.count import missing, read_characters
from premark.types.document import Value
from premark.types.limits import Limits

MOST_TOLD = 5  # messages of warnings


class Surveyed(Value):
    """The figures of a file that was read; `own` and `lost` are characters of a DOCX."""

    status: str
    format: str
    characters: int
    pages: int
    warnings: tuple[str, ...]
    missing: tuple[str, ...]
    own: int | None = None
    lost: int | None = None


SURVEYED = TypeAdapter(Surveyed)


def survey_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """Status, format, warnings, characters, and for a DOCX how many of its own were lost."""
    data = given_bytes(parts, options, limits)
    document = read_file(str(options["name"]), data, limits=limits)
    format_ = document.files[0].format
    own, lost = missing(data, document) if format_ == "docx" else (None, None)
    found = Surveyed(
        status=status_of(document).code,
        format=format_,
        characters=read_characters(document).total(),
        pages=document.files[0].pages or 0,
        warnings=tuple(sorted({warning.code for warning in document.warnings})),
        missing=tuple(warning.message for warning in document.warnings)[:MOST_TOLD],
        own=own,
        lost=lost,
    )
    return {}, found.model_dump_json().encode()
