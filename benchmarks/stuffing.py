"""Stuffed submissions in; which criteria come out strong and which notices name them, printed.

Run as `python -m benchmarks.stuffing [UNIT ...] [--good FOLDER]`: all units, and two good answers
with stuffing mixed in, whose strengths must not fall. With --good the notices on every labelled
DOCX of a folder instead: none should be told of an honest answer without cause.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from benchmarks.made_stuffing import good_answer, stuffed
from premark.packs.load import all_packs, find_pack
from premark.pipeline import load_tools, map_document, map_files
from premark.read import read_bytes
from premark.types.criteria import Pack
from premark.types.evidence import STRENGTHS, Review

CODES = (
    "unit-text",
    "announced-only",
    "cue-words",
    "sources-unused",
    "citations-bare",
    "repeated-text",
    "off-topic",
    "headed-but-blank",
)
GOOD = (("a02", "8580-503"), ("a12", "8589-703"))


def reviewed(pack: Pack, text: str) -> Review:
    """The review of a submission written as Markdown."""
    return map_document(read_bytes([("draft.md", text.encode())]), pack, load_tools())


def codes_of(review: Review) -> list[str]:
    return [notice.code for notice in review.notices]


def strong_in(review: Review) -> list[str]:
    return [c.criterion for c in review.criteria if c.strength == "strong"]


def fallen(before: Review, after: Review) -> list[str]:
    """Criteria that are weaker after than before, with both strengths."""
    order = {strength: i for i, strength in enumerate(STRENGTHS)}
    return [
        f"{b.criterion} {b.strength} to {a.strength}"
        for b, a in zip(before.criteria, after.criteria, strict=True)
        if order.get(a.strength, 0) < order.get(b.strength, 0)
    ]


def measure_unit(pack: Pack) -> tuple[int, int, int]:
    """How many submissions, of them with a criterion strong, and not named as what they are."""
    rows = strong = unnamed = 0
    for case in stuffed(pack):
        review = reviewed(pack, case.text)
        codes = codes_of(review)
        found = strong_in(review)
        told = [code for code in codes if code in CODES]
        named = not case.named or any(code in codes for code in case.named)
        rows, strong, unnamed = rows + 1, strong + bool(found), unnamed + (not named)
        said = f"strong {', '.join(found)}" if found else "none strong"
        how = ("named" if case.named else "-") if named else "NOT NAMED"
        print(f"  {case.kind:28} {said:20} {how:10} {told}")
    return rows, strong, unnamed


def measure_good(name: str, pack: Pack) -> None:
    before = reviewed(pack, good_answer(name))
    after = reviewed(pack, good_answer(name, mixed=True))
    told = [code for code in codes_of(after) if code in CODES]
    print(f"  {name} mixed: fallen {fallen(before, after)}; strong before {strong_in(before)}")
    print(f"    after {strong_in(after)}; told {told}")


def measure_honest(folder: Path) -> None:
    """Notices of stuffing on labelled answers, with their places."""
    for path in sorted(folder.glob("*.yaml")):
        unit = yaml.safe_load(path.read_text("utf-8"))["unit"]
        review = map_files([path.with_suffix(".docx")], unit)
        told = [n for n in review.notices if n.code in CODES]
        print(f"  {path.stem}: {', '.join(n.code for n in told) or 'none'}; {strong_in(review)}")
        for notice in told:
            print(f"    {notice.code}: {notice.message} {[at.label for at in notice.places]}")


def main(arguments: Sequence[str]) -> int:
    if "--good" in arguments:
        measure_honest(Path(arguments[-1]))
        return 0
    packs = [find_pack(unit) for unit in arguments] or list(all_packs())
    totals = [0, 0, 0]
    for pack in packs:
        print(pack.code)
        totals = [a + b for a, b in zip(totals, measure_unit(pack), strict=True)]
    for name, unit in GOOD:
        measure_good(name, find_pack(unit))
    print(f"{totals[0]} submissions; with a criterion strong {totals[1]}; not named {totals[2]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
