"""Files of one submission in; one Document out. The reader is chosen by content, not by name."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from premark.errors import NoText, ReadError
from premark.read.styled import is_title, unstyle_prose
from premark.read.template import mark_template
from premark.types.document import Block, Document, FileFormat, SourceFile, Warning_

MARKDOWN = (".md", ".markdown")
PLAIN = (*MARKDOWN, ".txt", ".text", ".asc", ".log")
PDF_MARK = b"%PDF-"
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"


def read(paths: Sequence[Path]) -> Document:
    """Read the files of one submission, in the order given, as one document.

    Raises ReadError (or a kind of it) that names the file, the reason and the way out.
    """
    if not paths:
        raise NoText("no file was given", hint="Name at least one Word, PDF or text file.")
    return read_bytes([(path.name, _load(path)) for path in paths])


def read_bytes(files: Sequence[tuple[str, bytes]]) -> Document:
    """The same for contents already in memory: (name, bytes) pairs."""
    sources: list[SourceFile] = []
    blocks: list[Block] = []
    warnings: list[Warning_] = []
    for number, (given, data) in enumerate(files):
        name = _shown(given)
        format_, read_blocks, read_warnings, pages = _read_one(data, name)
        digest = hashlib.sha256(data).hexdigest()
        tables = 1 + max((b.table for b in blocks if b.table is not None), default=-1)
        sources.append(
            SourceFile(
                name=name, sha256=digest, format=format_, pages=pages, first_table=tables
            )
        )
        told = unstyle_prose(mark_template(read_blocks))
        blocks += _renumbered(told, number, len(blocks), tables)
        found = [*read_warnings, *_no_answer(told, name)]
        warnings += [w.model_copy(update={"file": number}) for w in found]
    return Document(files=tuple(sources), blocks=tuple(blocks), warnings=tuple(warnings))


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        hint = "Check the name and the folder."
        raise ReadError(f"{_shown(path.name)}: there is no such file", hint=hint) from error
    except IsADirectoryError as error:
        hint = "Name the files in it."
        raise ReadError(f"{_shown(path.name)}: is a folder, not a file", hint=hint) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Check that you may read it and that no other program holds it."
        raise ReadError(f"{_shown(path.name)}: cannot be opened ({reason})", hint=hint) from error


def _read_one(
    data: bytes, name: str
) -> tuple[FileFormat, list[Block], list[Warning_], int | None]:
    if not data:
        raise NoText(f"{name}: the file is empty (0 bytes)", hint="Ask for it to be sent again.")
    if PDF_MARK in data[:1024]:
        from premark.read.pdf import read_pdf

        blocks, warnings, pages = read_pdf(data, name)
        return "pdf", blocks, warnings + _misnamed(name, (".pdf",), "PDF"), pages
    if data[:4] in (ZIP_MARK, OLE_MARK) or name.lower().endswith((".docx", ".doc")):
        from premark.read.word import read_word

        blocks, warnings = read_word(data, name)
        named = (".docx", ".docm", ".dotx", ".dotm")
        return "docx", blocks, warnings + _misnamed(name, named, "Word"), None
    if name.lower().endswith(".pdf"):
        from premark.read.pdf import read_pdf

        blocks, warnings, pages = read_pdf(data, name)
        return "pdf", blocks, warnings, pages
    from premark.read.plain import read_plain

    markdown = name.lower().endswith(MARKDOWN)
    blocks, warnings = read_plain(data, name, markdown=markdown)
    odd = _misnamed(name, PLAIN, "text") if Path(name).suffix else []
    return ("markdown" if markdown else "text"), blocks, warnings + odd, None


def _misnamed(name: str, endings: tuple[str, ...], really: str) -> list[Warning_]:
    if name.lower().endswith(endings):
        return []
    message = f"{name} is named as another kind of file; it was read as {really}."
    return [Warning_(code="misnamed", message=message)]


def _no_answer(blocks: list[Block], name: str) -> list[Warning_]:
    """A form that nobody filled in has words, and none of them are the learner's."""
    typed = [b for b in blocks if not b.template and b.part not in ("header", "footer")]
    if not typed:
        message = f"{name} holds only a form's own guidance and nothing typed into it: "
        hint = "check that the right file was handed in."
    elif all(is_title(b) for b in typed):
        message = f"{name}: only headings were found, and nothing written under them: "
        hint = "check the file, or set its answers in an ordinary style and not a heading style."
    else:
        return []
    return [Warning_(code="no-answer", message=message + hint)]


def _renumbered(blocks: list[Block], file: int, first: int, tables: int) -> list[Block]:
    moved = []
    for i, block in enumerate(blocks, start=first):
        table = None if block.table is None else block.table + tables
        moved.append(block.model_copy(update={"index": i, "file": file, "table": table}))
    return moved


def _shown(name: str) -> str:
    """A file's name made safe to print: no control or direction-changing characters."""
    kept = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return kept[:120] or "unnamed"
