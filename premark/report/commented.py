"""A DOCX and comments with their places in; a copy that holds them out. Runs in a child."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run
from pydantic import TypeAdapter

from premark.errors import OutputError
from premark.isolate.jobs import Answer
from premark.plain import one_line
from premark.report.defused import defuse
from premark.report.locate import letters, runs_of, squash, whole_runs
from premark.report.still import still
from premark.types.document import Block, Locator, Value
from premark.types.limits import Limits

AUTHOR, INITIALS = "premark", "pm"
ANCHOR = re.compile(r"p(\d+)\Z")


class Note(Value):
    """What to say at a place of a block."""

    block: Block
    at: Locator
    text: str


NOTES = TypeAdapter(tuple[Note, ...])


def with_notes(data: bytes, name: str, notes: Sequence[Note]) -> bytes:
    """The copy. Raises OutputError where Word's comments cannot be put into it."""
    paper = _open(data, name)
    paragraphs = list(paper.element.body.iter(qn("w:p")))
    for note in notes:
        runs = _runs(note.block, note.at, paragraphs)
        if runs:
            _add(paper, runs, note.text)
    out = io.BytesIO()
    paper.save(out)
    return still(out.getvalue())


def notes_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """The same in a child: the DOCX and the notes, each as bytes, in that order."""
    data, notes = parts
    return {}, with_notes(data, str(options["shown"]), NOTES.validate_json(notes))


def _open(data: bytes, name: str) -> Any:
    try:
        paper = docx.Document(io.BytesIO(data))
        defuse(paper.part.package)
        return paper
    except Exception as error:  # python-docx lets many libraries' exceptions through
        raise OutputError(
            f"{name}: cannot be opened for comments ({type(error).__name__})",
            hint="Save it in Word as a plain .docx and map it again, or use the HTML report.",
        ) from None


def _runs(block: Block, at: Locator, paragraphs: list[Any]) -> list[Any]:
    """Runs of the words; of the whole paragraph where the words cannot be told apart in it."""
    number = int(ANCHOR.match(block.anchor).group(1))  # type: ignore[union-attr]
    if number >= len(paragraphs):
        return []
    home = paragraphs[number]
    if block.kind == "row":
        return _in_row(block, at, home)
    return runs_of(home, block.text, at.start, at.end) or whole_runs(home)


def _in_row(block: Block, at: Locator, home: Any) -> list[Any]:
    """The words in whichever cell paragraph of the row holds them."""
    row = next((up for up in home.iterancestors(qn("w:tr"))), None)
    words = block.text[at.start : at.end]
    for paragraph in () if row is None else row.iter(qn("w:p")):
        said = "".join(letter for letter, _, _ in letters(paragraph))
        if squash(words) and squash(words) in said:
            return runs_of(paragraph, words, 0, len(words))
    return whole_runs(home)


def _add(paper: Any, runs: list[Any], text: str) -> None:
    held = [Run(run, paper) for run in (runs[0], runs[-1])]
    text = "\n".join(one_line(line) for line in text.split("\n"))
    comment = paper.add_comment(held, text=text, author=AUTHOR, initials=INITIALS)
    # The moment of writing would make every copy differ.
    comment._comment_elm.attrib.pop(qn("w:date"), None)
