"""A pack and the name of a format to a file's text; a file of any of the formats to packs."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from premark.errors import OutputError, UnsupportedFormat
from premark.exchange.bounds import read_text
from premark.exchange.canvas import export_canvas, looks_like_canvas, read_canvas
from premark.exchange.case_read import read_case
from premark.exchange.case_write import export_case
from premark.exchange.cells import delimited
from premark.exchange.draft import draft, file_name
from premark.exchange.framework import Exported, Format, Read
from premark.exchange.moodle import export_moodle, looks_like_moodle, read_moodle
from premark.packs.load import known_names, load_pack, load_verbs
from premark.types.criteria import Pack
from premark.written import encoded, write_files

FORMATS: tuple[Format, ...] = get_args(Format)


def export(pack: Pack, to: Format, *, wrapped: bool = False) -> Exported:
    """The text of the file and the list of what is not in it. `wrapped` is for CASE only."""
    if to == "case":
        return export_case(pack, wrapped=wrapped)
    return export_moodle(pack) if to == "moodle" else export_canvas(pack)


def read_framework(path: Path) -> tuple[Read, ...]:
    """The packs of a file, whose format its content tells. Raises ReadError, NoText.

    UnsupportedFormat is raised for what is none of the formats.
    """
    text = read_text(path)
    opening = text.lstrip("\ufeff \t\r\n")
    if opening[:1] in ("{", "["):
        return (read_case(opening, path.name),)
    if delimited(text, looks_like_canvas):
        return read_canvas(text, path.name)
    if delimited(text, looks_like_moodle):
        return (read_moodle(text, path.name),)
    raise UnsupportedFormat(
        f"{path.name}: is neither CASE JSON, nor a Moodle framework, nor a Canvas rubric",
        hint="Give a CFPackage, Moodle's export of a competency framework, or Canvas's template.",
    )


def write_drafts(found: tuple[Read, ...], source: str, folder: Path) -> list[Path]:
    """A draft for each pack; each is loaded once it is written.

    Raises OutputError where a draft is there already, which a person may have worked on, or the
    folder cannot be written; PackError where a draft does not load.
    """
    verbs, known = load_verbs(), known_names()
    names = _names(found)
    for name in names:
        if (folder / name).exists():
            hint = "Move it away, or name another folder with --out."
            raise OutputError(f"{folder / name}: is there already", hint=hint)
    texts = [encoded(draft(read, source, verbs, known)) for read in found]
    paths = write_files([(folder / name, text) for name, text in zip(names, texts, strict=True)])
    for path in paths:
        load_pack(path)
    return paths


def _names(found: tuple[Read, ...]) -> list[str]:
    """A file's name for each pack; rubrics of one title are told apart by a number."""
    names: list[str] = []
    for read in found:
        name, number = file_name(read.pack), 2
        while name in names:
            name = f"{Path(file_name(read.pack)).stem}-{number}.yaml"
            number += 1
        names.append(name)
    return names
