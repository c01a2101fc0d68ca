"""Labelled assignments in; names found, missed and told without cause, and the time, printed.

Run as `python -m benchmarks.names [FOLDER ...]`: corpora/assignments and, where it stands beside
the project, the shared labelled set. Each YAML is taken as it is written, without a file's layout.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.models import passages_of
from premark.detect.anonymity import known_authors, people
from premark.detect.base import Rules, Seen
from premark.detect.citation_words import fold
from premark.detect.references import citations, cut_entries, listed_names
from premark.packs.load import all_packs
from premark.parse import load_parser
from premark.pipeline import load_tools
from premark.types.document import Block, Passage

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpora/assignments", ROOT.parent / "shared/assignments")


def known_of(labelled: dict[str, Any], passages: list[Passage]) -> frozenset[str]:
    """Folded surnames of everybody cited or listed."""
    items = [i for b in labelled["blocks"] if b["type"] == "references" for i in b["items"]]
    blocks = [Block(index=n, kind="paragraph", text=t, original=t) for n, t in enumerate(items)]
    listed = cut_entries(blocks)
    first = listed_names(listed)
    cited = [f for p in passages for f in citations(p, known=first)]
    return known_authors([*cited, *listed])


def measure(folder: Path, rules: Rules) -> Iterator[tuple[int, int, int]]:
    """For each assignment: names found, names there, distinct names told without cause."""
    for path in sorted(folder.glob("*.yaml")):
        labelled = yaml.safe_load(path.read_text("utf-8"))
        passages = list(passages_of(labelled))
        seen = Seen(tuple(load_parser().parse(passages)), np.zeros((0, 1), dtype=np.float32))
        known = known_of(labelled, passages)
        begun = time.perf_counter()
        found = list(people(seen, rules, known=known, learner=labelled["learner"]))
        spent = 1000 * (time.perf_counter() - begun)
        told = {fold(f.key): f for f in found if f.kind == "person"}
        gold = {fold(name) for name in labelled["person_names_left"]}
        right = sum(any(k in g or g in k for k in told) for g in gold)
        false = [f for k, f in told.items() if not any(k in g or g in k for g in gold)]
        words = sum(len(p.text.split()) for p in passages)
        others = sorted({f"{f.kind} {f.key}" for f in found if f.kind != "person"})
        print(f"  {path.stem}: {right} of {len(gold)} found, {len(false)} false", end="; ")
        print(f"{spent:.0f} ms for {words} words {others or ''}")
        for finding in false:
            print(f"    {finding.rule}: {finding.key}")
        yield right, len(gold), len(false)


def main() -> int:
    rules = load_tools().rules(all_packs()[0])
    for folder in [Path(given) for given in sys.argv[1:]] or FOLDERS:
        if not folder.is_dir():
            print(f"{folder.name}: not there")
            continue
        print(f"{folder.parent.name}/{folder.name}")
        rows = list(measure(folder, rules))
        right, wanted, false = (sum(row[i] for row in rows) for i in range(3))
        print(f"  recall {right}/{wanted}; false notices a document {false / len(rows):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
