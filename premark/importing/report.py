"""An import in; its left-out list and its lint report as text, and the record as JSON, out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from premark.errors import OutputError
from premark.importing.draft_yaml import draft, file_name
from premark.importing.drafts import Imported
from premark.importing.words import known_verbs, load_words
from premark.packs.load import load_pack

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


def write_import(imported: Imported, folder: Path) -> list[Path]:
    """Write the drafts, the left-out list, the lint report and the record; check each draft.

    Raises OutputError where the folder cannot be written, PackError where a draft does not load.
    """
    stem = Path(imported.source).stem or "source"
    words = load_words()
    files = {file_name(imported, unit): draft(imported, unit, words) for unit in imported.units}
    packs = [folder / name for name in files]
    files[f"{stem}.left-out.txt"] = "\n".join(left_out_lines(imported)) + "\n"
    files[f"{stem}.lint.txt"] = "\n".join(lint_lines(imported)) + "\n"
    record = imported.model_dump(mode="json")
    files[f"{stem}.import.json"] = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"{folder}: cannot be written ({reason})", hint="Name another folder with --out."
        ) from error
    for path in packs:
        load_pack(path, verbs=known_verbs())
    return [folder / name for name in files]
