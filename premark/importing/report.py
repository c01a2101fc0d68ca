"""An import in; its left-out list and its lint report as text, and the record as JSON, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from premark.errors import OutputError
from premark.importing.draft_yaml import draft, file_name
from premark.importing.drafts import Imported
from premark.importing.words import known_verbs, load_words
from premark.packs.load import load_pack
from premark.plain import inert_json, one_line, plain
from premark.written import encoded, write_files

SAYS = {
    "totals": "totals that differ",
    "counts": "figures that differ",
    "missing-number": "a number is missing",
    "garbled-number": "a number is garbled",
    "repeated-number": "a number stands twice",
    "misplaced-guidance": "guidance under another criterion",
    "wrong-code": "a wrong code in a reference",
    "undefined-verb": "a verb is not defined",
    "open-bracket": "an open bracket",
    "unpaired": "a part is lacking",
    "footnote": "a footnote is not referred to",
    "repeated-text": "text that stands twice",
}


def lint_lines(imported: Imported) -> Iterator[str]:
    """What the source says against itself, a fault with its lines to a paragraph."""
    count = len(imported.faults)
    places = "place" if count == 1 else "places"
    yield f"{imported.source}: {count} {places} where it does not agree with itself"
    for fault in imported.faults:
        where = "; ".join(imported.lines[line].place for line in fault.lines)
        yield f"{where}: {SAYS[fault.kind]}: {fault.says}"


def left_out_lines(imported: Imported) -> Iterator[str]:
    """Every line, or rest of a line, that no draft holds, and why."""
    whole = len(imported.lines)
    yield f"{imported.source}: {whole} lines; of these the drafts do not hold the following"
    for item in imported.left_out:
        yield f"{imported.lines[item.line].place}: {item.why} | {item.text}"


def summary_lines(imported: Imported) -> Iterator[str]:
    """What was found, a line to a unit."""
    for unit in imported.units:
        inferred = sum(entry.inferred for entry in unit.entries)
        doubts = sum(len(entry.doubts) for entry in unit.entries) + len(unit.doubts)
        yield (
            f"{imported.number or '?'}-{unit.code}  {len(unit.entries):2} criteria, "
            f"{inferred} numbers inferred, {doubts} to settle  {unit.title}"
        )


def write_import(imported: Imported, folder: Path, *, replace: bool = False) -> list[Path]:
    """Write the drafts, the left-out list, the lint report and the record; check each draft.

    Raises OutputError where another draft is there (a person may have worked on it) or the folder
    cannot be written, PackError where a draft does not load.
    """
    stem = one_line(Path(imported.source).stem) or "source"
    words = load_words()
    drafts = {file_name(imported, unit): draft(imported, unit, words) for unit in imported.units}
    record = json.dumps(imported.model_dump(mode="json"), ensure_ascii=False, indent=1)
    files = {
        **drafts,
        f"{stem}.left-out.txt": plain("\n".join(left_out_lines(imported))) + "\n",
        f"{stem}.lint.txt": plain("\n".join(lint_lines(imported))) + "\n",
        f"{stem}.import.json": inert_json(record) + "\n",
    }
    packs = [folder / name for name in drafts]
    if not replace:
        _refuse_mended(packs, list(drafts.values()))
    written = write_files([(folder / name, encoded(text)) for name, text in files.items()])
    for path in packs:
        load_pack(path, verbs=known_verbs())
    return written


def _refuse_mended(paths: Sequence[Path], texts: Sequence[str]) -> None:
    for path, text in zip(paths, texts, strict=True):
        if path.exists() and path.read_bytes() != encoded(text):
            hint = "Name another folder with --out, or add --replace."
            said = f"{path}: is there already, perhaps mended by hand"
            raise OutputError(said, hint=hint)
