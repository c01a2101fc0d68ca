"""The job "read" on both sides: a file's bytes to a Document and the names beside its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from premark.isolate.batch import given_bytes
from premark.isolate.jobs import Answer
from premark.read import read_file, shown
from premark.read.held_names import HeldName, held_names_in
from premark.types.document import Document, Value
from premark.types.limits import Limits

MOST_NAMES = 1_000


class FileRead(Value):
    """What the job gives: one file as a document, and the names that it holds if asked for."""

    document: Document
    names: tuple[HeldName, ...] = ()


READ = TypeAdapter(FileRead)


def read_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """One file, read; with `names` in the options also the names that it holds."""
    name, data = str(options["name"]), given_bytes(parts, options, limits)
    document = read_file(name, data, limits=limits)
    held = held_names_in(shown(name), data) if options.get("names") else ()
    found = FileRead(document=document, names=held[:MOST_NAMES])
    return {}, found.model_dump_json(exclude_defaults=True).encode()
