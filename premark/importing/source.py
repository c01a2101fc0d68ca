"""A unit specification's file in; its lines with their places out, every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from premark.importing.columns import Segment, cut_columns
from premark.importing.drafts import SourceLine
from premark.importing.marks import Marked, is_rule, unmarked
from premark.importing.numbering import coded, outcome_number
from premark.isolate import file_work, pool
from premark.isolate.jobs import Answer
from premark.isolate.sound import sound
from premark.read import PDF_MARK, read_bytes, shown
from premark.read.cleaning import clean
from premark.read.plain.document import decoded
from premark.types.document import Block, Document
from premark.types.limits import LIMITS, Limits

_LINES = TypeAdapter(tuple[SourceLine, ...])
NARROWEST = 14  # letters: a column nearer the margin is an indent or a number's hanging text
# A number or bullet belongs to the text after it, however wide its gap.
SHOUTED = re.compile(r"[^\W\d]+(?:[ &,/'’–-]+[^\W\d]+){1,9}:?")  # a heading in capitals
SEGMENT = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})?[.)]?|[-*•])\s{2,6})?\S+(?: \S+)*")


def source_lines(path: Path) -> tuple[SourceLine, ...]:
    """Every written line of a PDF, DOCX, text or Markdown file, in reading order.

    Raises ReadError (or a kind of it) that names the file, the reason and the way out.
    """
    answer = pool().run(file_work("specification", path, pool().limits))
    return sound(_LINES, answer.body, path.name)


def lines_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """The lines of a file's bytes, in a child."""
    return {}, _LINES.dump_json(lines_in(str(options["name"]), parts[0], limits=limits))


def lines_in(name: str, data: bytes, *, limits: Limits = LIMITS) -> tuple[SourceLine, ...]:
    """The same as `source_lines` for a file's bytes, in this process."""
    if PDF_MARK in data[:1024]:
        from premark.importing.pdf_source import pdf_lines

        return _numbered(pdf_lines(data, shown(name)))
    document = read_bytes([(name, data)], limits=limits)
    if document.files[0].format in ("docx", "html"):
        return _numbered(_word_lines(document))
    return _numbered(text_lines(decoded(data, shown(name))[0]))


def _numbered(lines: Iterable[SourceLine]) -> tuple[SourceLine, ...]:
    return tuple(line.model_copy(update={"index": i}) for i, line in enumerate(lines))


def text_lines(text: str) -> Iterator[SourceLine]:
    """The lines of plain text or Markdown that are not blank, by number from 1."""
    raws = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    rows = [_segments(raw) for raw in raws]
    columns = cut_columns(rows, least=NARROWEST, step=1)
    for number, (raw, cells) in enumerate(zip(raws, columns, strict=True), start=1):
        if clean(raw):
            yield _text_line(raw, cells, f"line {number}")


def _segments(raw: str) -> list[Segment]:
    """Stretches parted by two blanks or more; none where tabs or bars already part the line."""
    if "\t" in raw.strip() or raw.lstrip().startswith("|"):
        return []
    return [Segment(m.start(), m.end(), m.group()) for m in SEGMENT.finditer(raw.expandtabs(4))]


def _text_line(raw: str, columns: tuple[str, ...], place: str) -> SourceLine:
    found = unmarked(raw)
    cells: tuple[str, ...] = ()
    row = "\t" in found.text or found.text.startswith("|")
    if row:
        bar = "|" if found.text.startswith("|") else "\t"
        cells = tuple(clean(part) for part in found.text.strip().strip("|").split(bar))
    elif len(columns) > 1:
        cells = tuple(clean(unmarked(part).text) for part in columns)
    drawn = "a drawn rule" if is_rule(raw) else ""
    line = _line(found, raw, place, cells=cells if any(cells) else (), row=row)
    if line.text.isupper() and SHOUTED.fullmatch(line.text) and not (line.cells or line.mark):
        line = line.model_copy(update={"heading": True})
    return line.model_copy(update={"set_apart": drawn})


def _line(
    found: Marked, raw: str, place: str, *, cells: Sequence[str] = (), row: bool = False
) -> SourceLine:
    kept = tuple(cells) if len(cells) > 1 else ()
    return SourceLine(
        index=0,
        place=place,
        text=clean(" ".join(kept) if kept else found.text) or clean(raw),
        raw=clean(raw),
        cells=kept,
        row=row and bool(kept),
        heading=found.heading,
        mark=found.mark,
        indent=found.indent,
        notes=found.notes,
        note=found.note,
    )


def _word_lines(document: Document) -> Iterator[SourceLine]:
    for block in document.blocks:
        found = unmarked(block.text)
        place = _word_place(document, block)
        cells = tuple(clean(unmarked(cell).text) for cell in block.cells)
        line = _line(found, block.text, place, cells=cells, row=True)
        apart = {"header": "a running header", "footer": "a running footer"}.get(block.part, "")
        number = block.number if any(c.isdigit() for c in block.number) else ""
        yield line.model_copy(
            update={
                "heading": block.kind == "heading",
                "mark": line.mark or block.number,
                "text": _with_number(number, line.text),
                "set_apart": apart,
                "note": line.note or ("*" if block.part in ("footnote", "endnote") else ""),
            }
        )


def _with_number(number: str, text: str) -> str:
    """A number that Word counts by itself may be a criterion's or, by its word, an outcome's."""
    return f"{number} {text}" if coded(number) or outcome_number(number) else text


def _word_place(document: Document, block: Block) -> str:
    if block.kind == "row":
        return f"table {document.table_number(block)}, row {(block.row or 0) + 1}"
    if block.part != "body":
        return f"{block.part.replace('_', ' ')}, paragraph {block.paragraph or block.index + 1}"
    return f"paragraph {block.paragraph or block.index + 1}"
