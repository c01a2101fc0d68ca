"""Labelled assignments in; quantities that their logs and plans come to beside the labels, printed.

Run as `python -m benchmarks.logs [SHARED] [--hide-headings] [--artefacts] [--pdf]`; SHARED is the
folder of labelled data. A quantity that no log gives is taken from the largest claim in prose.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from corpora.build import load, write_docx, write_pdf
from premark.detect.artefacts import artefacts
from premark.detect.base import Seen
from premark.detect.plans import months
from premark.detect.sessions import sessions
from premark.packs.load import find_pack
from premark.parse import blank_parser
from premark.pipeline import outline
from premark.read import read
from premark.types.evidence import Finding

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NO_RULES: Any = None


def seen_of(path: Path, *, hide_headings: bool = False, as_pdf: bool = False) -> Seen:
    """A labelled assignment, written to a file and read back as a learner's would be."""
    assignment = load(path)
    if hide_headings:
        assignment = assignment.model_copy(update={"heading_kind": "none"})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / (path.stem + (".pdf" if as_pdf else ".docx"))
        (write_pdf if as_pdf else write_docx)(assignment, file)
        document = read([file])
    _, passages = outline(document, find_pack(assignment.unit))
    return Seen(tuple(blank_parser().parse(passages)), np.zeros((0, 1), dtype=np.float32))


def quantities(seen: Seen) -> dict[str, float]:
    """What the logs and plans come to, by the names that the labels use."""
    found = list(sessions(seen, NO_RULES))
    spans = [f.value or 0.0 for f in months(seen, NO_RULES)]
    return {
        "coaching_hours": _hours(found, "practice"),
        "supervision_hours": _hours(found, "supervision"),
        "planned_hours": _hours(found, "planned"),
        "clients": float(len({f.key for f in found if f.kind == "client"})),
        "plan_months": max(spans, default=0.0),
    }


def _hours(found: list[Finding], of: str) -> float:
    held = [f for f in found if f.fact("of") == of]
    logged = sum(f.value or 0 for f in held if f.kind == "session" and f.fact("counted") == "yes")
    return logged or max((f.value or 0 for f in held if f.kind == "claim"), default=0.0)


def labelled(shared: Path) -> Iterator[Path]:
    yield from sorted((ROOT / "corpora" / "assignments").glob("*.yaml"))
    if not (shared / "assignments").is_dir():
        print(f"skipped: no labelled assignments in {shared.name}/assignments")
        return
    yield from sorted((shared / "assignments").glob("*.yaml"))


def main(arguments: list[str]) -> None:
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    right = total = 0
    for path in labelled(folders[0] if folders else SHARED):
        seen = seen_of(
            path, hide_headings="--hide-headings" in arguments, as_pdf="--pdf" in arguments
        )
        ours = quantities(seen)
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))["gold"]["quantities"]
        agree = [abs(ours[name] - wanted) < 0.01 for name, wanted in gold.items()]
        right, total = right + sum(agree), total + len(agree)
        print(path.stem, {k: round(v, 2) for k, v in ours.items()}, "labels", gold)
        if "--artefacts" in arguments:
            for finding in artefacts(seen, NO_RULES):
                print("   ", finding.key, finding.rule, finding.at.label, "-", finding.because)
    print(f"quantities equal to their labels: {right} of {total}")


if __name__ == "__main__":
    main(sys.argv[1:])
