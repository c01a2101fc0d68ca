"""Files of one submission in; one Document out. The reader is chosen by content, not by name."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from premark.errors import MissingFile, NoText, ReadError, TooLarge
from premark.read.addressed import set_apart
from premark.read.disguises import with_disguises
from premark.read.plain.kinds import WEB, is_web_page
from premark.read.styled import is_title, unstyle_prose
from premark.read.template import mark_template
from premark.types.document import Block, Document, FileFormat, SourceFile, Warning_
from premark.types.limits import LIMITS, Limits

MARKDOWN = (".md", ".markdown")
PLAIN = (*MARKDOWN, ".txt", ".text", ".asc", ".log")
PDF_MARK = b"%PDF-"
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
MB = 1_000_000


def read(paths: Sequence[Path], *, limits: Limits = LIMITS) -> Document:
    """Read the files of one submission, in the order given, as one document, in this process.

    What a learner hands in is read by `premark.isolate.read`, which does the same in a child.
    Raises ReadError (or a kind of it) that names the file, the reason and the way out.
    """
    return read_bytes([(path.name, load(path, limits=limits)) for path in paths], limits=limits)


def read_bytes(files: Sequence[tuple[str, bytes]], *, limits: Limits = LIMITS) -> Document:
    """The same for contents already in memory: (name, bytes) pairs."""
    return joined([read_file(name, data, limits=limits) for name, data in files])


def read_file(given: str, data: bytes, *, limits: Limits = LIMITS) -> Document:
    """One file as a document of its own. Raises as `read` does."""
    name = shown(given)
    format_, blocks, warnings, pages = _read_one(data, name, limits)
    told = _renumbered(unstyle_prose(mark_template(set_apart(with_disguises(blocks)))), 0, 0, 0)
    source = SourceFile(
        name=name, sha256=hashlib.sha256(data).hexdigest(), format=format_, pages=pages
    )
    found = (*warnings, *_no_answer(told, name))
    document = Document(files=(source,), blocks=tuple(told), warnings=found)
    short = _short(data, document, name) if format_ == "docx" else None
    return document.model_copy(update={"warnings": (*found, short)}) if short else document


def joined(documents: Sequence[Document]) -> Document:
    """Documents of one file each as one submission, numbered on from file to file.

    Raises NoText where there are none.
    """
    if not documents:
        raise NoText("no file was given", hint="Name at least one Word, PDF or text file.")
    sources: list[SourceFile] = []
    blocks: list[Block] = []
    warnings: list[Warning_] = []
    for number, one in enumerate(documents):
        tables = 1 + max((b.table for b in blocks if b.table is not None), default=-1)
        sources.append(one.files[0].model_copy(update={"first_table": tables}))
        blocks += _renumbered(one.blocks, number, len(blocks), tables)
        warnings += [w.model_copy(update={"file": number}) for w in one.warnings]
    return Document(files=tuple(sources), blocks=tuple(blocks), warnings=tuple(warnings))


def load(path: Path, *, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file. Raises ReadError where it cannot be opened or is no ordinary file."""
    with opened(path, limits=limits) as file:
        return file.read()


@contextmanager
def opened(path: Path, *, limits: Limits = LIMITS) -> Iterator[BufferedReader]:
    """An ordinary file of at most `limits.file_mb`, open. Raises ReadError and its kinds."""
    name = shown(path.name)
    try:
        about = path.stat()
        _refuse_odd(name, about, limits)
        file = path.open("rb")
    except FileNotFoundError as error:
        hint = "Check the name and the folder."
        raise MissingFile(f"{name}: there is no such file", hint=hint) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = getattr(error, "strerror", None) or type(error).__name__
        hint = "Check that you may read it and that no other program holds it."
        raise ReadError(f"{name}: cannot be opened ({reason})", hint=hint) from error
    with file:
        yield file


def _refuse_odd(name: str, about: os.stat_result, limits: Limits) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise ReadError(f"{name}: is a folder, not a file", hint="Name the files in it.")
    if not stat.S_ISREG(about.st_mode):
        hint = "Name a Word, PDF or text file."
        raise ReadError(f"{name}: is not an ordinary file", hint=hint)
    if about.st_size > limits.file_mb * MB:
        raise TooLarge(
            f"{name}: is too large: {about.st_size / MB:,.1f} MB; at most "
            f"{limits.file_mb:,g} MB is read",
            hint="Hand in the assignment alone as a file of its own, or with smaller pictures.",
        )


def _read_one(
    data: bytes, name: str, limits: Limits
) -> tuple[FileFormat, list[Block], list[Warning_], int | None]:
    if not data:
        raise NoText(f"{name}: the file is empty (0 bytes)", hint="Ask for it to be sent again.")
    if PDF_MARK in data[:1024]:
        from premark.read.pdf.document import read_pdf

        blocks, warnings, pages = read_pdf(data, name, limits=limits)
        return "pdf", blocks, warnings + _misnamed(name, (".pdf",), "PDF"), pages
    if data[:4] in (ZIP_MARK, OLE_MARK) or name.lower().endswith((".docx", ".doc")):
        from premark.read.word.document import read_word

        blocks, warnings = read_word(data, name, limits=limits)
        named = (".docx", ".docm", ".dotx", ".dotm")
        return "docx", blocks, warnings + _misnamed(name, named, "Word"), None
    if name.lower().endswith(".pdf"):
        from premark.read.pdf.document import read_pdf

        blocks, warnings, pages = read_pdf(data, name, limits=limits)
        return "pdf", blocks, warnings, pages
    if is_web_page(data, name):
        from premark.read.web.document import read_web

        blocks, warnings = read_web(data, name, limits=limits)
        return "html", blocks, warnings + _misnamed(name, WEB, "a web page"), None
    from premark.read.plain.document import read_plain

    markdown = name.lower().endswith(MARKDOWN)
    blocks, warnings = read_plain(data, name, markdown=markdown, limits=limits)
    odd = _misnamed(name, PLAIN, "text")
    return ("markdown" if markdown else "text"), blocks, warnings + odd, None


def _misnamed(name: str, endings: tuple[str, ...], really: str) -> list[Warning_]:
    if name.lower().endswith(endings) or not Path(name).suffix:
        return []
    message = f"{name} is named as another kind of file; it was read as {really}."
    return [Warning_(code="misnamed", message=message)]


def _short(data: bytes, document: Document, name: str) -> Warning_ | None:
    """The warning that a count apart from the reader found more text than was read."""
    from premark.read.word.count import ENOUGH, missing

    own, lost = missing(data, document)
    if lost <= (1 - ENOUGH) * own:
        return None
    message = f"{name} holds {own:,} characters, of which {lost:,} could not be read: "
    return Warning_(code="text-missing", message=message + "look at them in the file.")


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


def _renumbered(blocks: Sequence[Block], file: int, first: int, tables: int) -> list[Block]:
    moved = []
    for i, block in enumerate(blocks, start=first):
        table = None if block.table is None else block.table + tables
        moved.append(block.model_copy(update={"index": i, "file": file, "table": table}))
    return moved


def shown(name: str) -> str:
    """A file's name made safe to print: no control or direction-changing characters."""
    kept = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return kept[:120] or "unnamed"
