"""An import and the packs that are here in; overlays of official wording, one a unit, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from premark.errors import OutputError, ReadError, UnknownUnit
from premark.importing.draft_yaml import comment, places, settle, text
from premark.importing.drafts import Entry, Imported, Said, UnitDraft
from premark.importing.paragraphs import joined
from premark.packs.overlay import ENDING, with_overlay
from premark.packs.where import criteria_root
from premark.plain import one_line
from premark.types.criteria import Pack
from premark.types.document import Value
from premark.written import encoded, write_files

_IMPORT = "Give the .import.json that `premark import-unit` wrote."


class Made(Value):
    """An overlay as text. `beyond` are codes that the pack lacks, `bare` those that stay without
    official words, `unsure` the places that are marked to be settled."""

    unit: str
    name: str
    content: str
    criteria: int
    beyond: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    unsure: int = 0


def read_import(path: Path) -> Imported:
    """The record that import-unit wrote. Raises ReadError for anything else."""
    try:
        imported = Imported.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(f"{path}: cannot be read ({reason})", hint=_IMPORT) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][:4]) or "file"
        said = f"{path}: is not an import: {where}: {first['type'].replace('_', ' ')}"
        raise ReadError(said, hint=_IMPORT) from None
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: is not an import: it is not JSON", hint=_IMPORT) from error
    if not all(0 <= line < len(imported.lines) for line in _cited(imported)):
        raise ReadError(f"{path}: names lines that it does not hold", hint=_IMPORT)
    return imported


def _cited(imported: Imported) -> Iterator[int]:
    """Every line of the source that an overlay names."""
    for unit in imported.units:
        for doubt in (*imported.doubts, *unit.doubts):
            yield from doubt.lines
        for entry in unit.entries:
            yield from (line for doubt in entry.doubts for line in doubt.lines)
            yield from (said.line for said in (*entry.asks, *entry.depth, *entry.guidance))


def make_overlays(imported: Imported, packs: Sequence[Pack]) -> list[Made]:
    """An overlay for each unit that has a pack. Raises UnknownUnit where none has."""
    by_code = {pack.code: pack for pack in packs}
    found = [
        _made(imported, unit, by_code[code])
        for unit in imported.units
        if (code := f"{imported.number}-{unit.code}") in by_code
    ]
    if not found:
        units = ", ".join(f"{imported.number or '?'}-{u.code or '?'}" for u in imported.units)
        hint = (
            f"The units here are: {', '.join(by_code)}. Where the document does not say its "
            "numbers, import it again with --qualification and --unit."
        )
        raise UnknownUnit(f"no unit here is one of the import's: {units or 'none'}", hint=hint)
    return found


def _made(imported: Imported, unit: UnitDraft, pack: Pack) -> Made:
    codes = [criterion.id for criterion in pack.criteria]
    beyond = tuple(dict.fromkeys(e.code for e in unit.entries if e.code not in codes))
    taken: dict[str, Entry] = {}
    for entry in unit.entries:
        if entry.code in codes and entry.statement.strip():
            taken.setdefault(entry.code, entry)
    ordered = [taken[code] for code in codes if code in taken]
    content = "\n".join([*_top(imported, unit, pack, beyond), *_criteria(imported, ordered)])
    return Made(
        unit=pack.code,
        name=f"{pack.pack}{ENDING}",
        content=content + "\n",
        criteria=len(taken),
        beyond=beyond,
        bare=tuple(code for code in codes if code not in taken),
        unsure=content.count("# settle: "),
    )


def _top(
    imported: Imported, unit: UnitDraft, pack: Pack, beyond: Sequence[str]
) -> Iterator[str]:
    yield comment(f"Made by premark make-overlay from {imported.source}.")
    yield comment("It holds the awarding body's own wording: keep it within your centre.")
    for doubt in (*imported.doubts, *unit.doubts):
        yield settle(imported, doubt)
    every = [entry.code for entry in unit.entries]
    for code in dict.fromkeys(code for code in every if every.count(code) > 1):
        yield comment(f"settle: {code} stands more than once in the import; the first is here")
    for code in beyond:
        yield comment(f"settle: {code} is left out; unit {pack.code} has no such criterion")
    yield f"overlay: {text(pack.pack)}"
    yield f"qualification: {text(pack.qualification.number)}"
    yield f"unit: {text(pack.unit)}"
    yield f"version: {text(pack.version)}  {comment('of the pack that it is laid over')}"
    yield f"source: {text(imported.source)}"
    yield "criteria:"


def _criteria(imported: Imported, entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        for doubt in entry.doubts:
            yield f"  {settle(imported, doubt)}"
        where = places(imported, [said.line for said in entry.asks]).strip(" ()")
        yield f"  - id: {text(entry.code)}  {comment(f'from {where}')}"
        yield f"    official: {text(entry.statement)}"
        guidance = (*joined(entry.depth), *joined(entry.guidance))
        if guidance:
            yield "    guidance:"
        yield from (_line(imported, said) for said in guidance)


def _line(imported: Imported, said: Said) -> str:
    return f"      - {text(said.text)}  {comment(imported.lines[said.line].place)}"


def write_overlays(
    made: Sequence[Made], packs: Sequence[Pack], folder: Path, *, replace: bool = False
) -> list[Path]:
    """Write each overlay and see that it can be laid; a new folder is hidden from git.

    Raises OutputError where one is there (a person may have mended it) or cannot be written.
    """
    paths = [folder / one.name for one in made]
    there = [path for path in paths if path.exists()]
    if there and not replace:
        hint = "Name another folder with --out, or add --replace."
        raise OutputError(f"{there[0]}: is there already, perhaps mended by hand", hint=hint)
    files = [(path, encoded(one.content)) for path, one in zip(paths, made, strict=True)]
    write_files([*_hidden(folder), *files])
    codes = [pack.code for pack in packs]
    for pack in packs:
        if pack.code in {one.unit for one in made}:
            with_overlay(pack, folder, codes)
    return paths


def _hidden(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Official wording must not reach a repository by a careless `git add`."""
    note, local = folder / ".gitignore", criteria_root() / "local"
    if folder.resolve() != local.resolve() and not note.exists():
        yield note, b"*\n"


def told(made: Sequence[Made]) -> Iterator[str]:
    """What was made and what was not, a line to a unit."""
    for one in made:
        yield f"{one.unit}  {one.criteria:2} criteria with official words, {one.unsure} to settle"
        if one.bare:
            yield f"  without official words: {', '.join(one.bare)}"
        if one.beyond:
            beyond = one_line(", ".join(one.beyond))
            yield f"  left out, as the unit has no such criterion: {beyond}"
