"""Any file in; what reading it in a child gave, and what is wrong with that, out.

Nothing is wrong with a document, nor with an error that says the file, the reason and the way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError
from seed_files import MARK

from premark.errors import PremarkError, ReadError
from premark.isolate import bytes_work
from premark.isolate.pool import Answer, Failure, Pool
from premark.isolate.reading import READ
from premark.packs.statuses import load_statuses, status_of
from premark.read import shown
from premark.types.document import Document

PROGRAM_TALK = re.compile(
    r"Traceback|\bFile \"|\.py\b|line \d+, in |<class |0x[0-9a-f]{6}| object at |site-packages"
)
OUR_SLIP = "the reader met what it cannot read"  # an exception that no reader foresaw
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Verdict:
    """What one file came to. `faults` are empty when all is as the documents say."""

    status: str
    seconds: float
    peak_mb: float
    says: str
    faults: tuple[str, ...]


def verdict(pool: Pool, name: str, data: bytes, *, job: str = "read") -> Verdict:
    """Read the file in a child of the pool and judge what came back."""
    deaths = pool.deaths
    outcome = pool.attempt(bytes_work(job, name, [data], names=True))
    if isinstance(outcome, Failure):
        error, status = outcome.error, getattr(outcome.error, "status", "none")
        faults = tuple(_faults_of_error(error, name))
        said = error.message
    else:
        status, faults = _judged(outcome, job)
        said = ""
    if pool.deaths > deaths + 1:
        faults = (*faults, "more than one child died of it")
    return Verdict(status, outcome.used.seconds, outcome.used.peak_mb, said, faults)


def _faults_of_error(error: PremarkError, name: str) -> Iterator[str]:
    status = load_statuses().get(getattr(error, "status", ""))
    if not isinstance(error, ReadError) or status is None or status.read:
        yield f"an error without a status of its own: {type(error).__name__}"
    if status and status.code == "unreadable":
        yield "the status of a file that cannot be opened"
    if not error.message.strip() or not error.hint.strip():
        yield "no message or no hint"
    if shown(name) not in error.message:
        yield "a message that does not name the file"
    said = f"{error.message} {error.hint}"
    if PROGRAM_TALK.search(said) or UNSEEN.search(said) or "\n" in said:
        yield "words of the program in the message"
    if MARK in said:
        yield "words of the learner in the message"
    if OUR_SLIP in said:
        yield f"an exception that no reader foresaw: {error.message.rpartition('(')[2].rstrip(')')}"


def _judged(answer: Answer, job: str) -> tuple[str, tuple[str, ...]]:
    if job != "read":
        return "ok", ()
    try:
        document = READ.validate_json(answer.body).document
    except ValidationError:
        return "none", ("an answer that is no document",)
    return status_of(document).code, tuple(_faults_of_document(document))


def _faults_of_document(document: Document) -> Iterator[str]:
    if not status_of(document).read:
        yield "a document whose status says that it was not read"
    if [block.index for block in document.blocks] != list(range(len(document.blocks))):
        yield "blocks that are not numbered in order"
    if not any(block.text.strip() for block in document.blocks):
        yield "a document without a word in it"
    if any(UNSEEN.search(block.text) for block in document.blocks):
        yield "signs that nobody sees in the cleaned text"
    for warning in document.warnings:
        if not warning.message.strip() or PROGRAM_TALK.search(warning.message):
            yield f"a warning without plain words: {warning.code}"
        if MARK in warning.message:
            yield f"words of the learner in a warning: {warning.code}"
