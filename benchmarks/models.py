"""Labelled assignments and everyday sentences in; how well named models are found, printed.

Run as `python -m benchmarks.models [SHARED]`; SHARED is the folder of labelled data.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from premark.detect.named_models import (
    Lexicon,
    canonical_name,
    compile_lexicon,
    find_models,
    named_models_in,
)
from premark.packs.load import load_models
from premark.types.document import Cell, Locator, Passage, Piece

SHARED = Path(__file__).resolve().parents[2] / "shared"


def passages_of(labelled: Mapping[str, Any]) -> Iterator[Passage]:
    """Body passages of a labelled assignment, a list item and a table row each one of its own."""
    for number, block in enumerate(labelled["blocks"]):
        if block["type"] in ("heading", "references"):
            continue
        rows = block.get("rows", [])
        for cells in rows[1:]:
            named = [Cell(name=str(n), text=str(c)) for n, c in zip(rows[0], cells, strict=False)]
            yield _passage(number, " | ".join(cell.text for cell in named), tuple(named))
        for text in (*block.get("items", []), block.get("text", "")):
            if text:
                yield _passage(number, text, ())


def _passage(number: int, text: str, cells: tuple[Cell, ...]) -> Passage:
    at = Locator(block=number, start=0, end=len(text))
    return Passage(
        id=f"p{number:03}",
        section=0,
        kind="row" if cells else "prose",
        text=text,
        pieces=(Piece(offset=0, at=at),),
        cells=cells,
    )


def counts_of(labelled: Mapping[str, Any], lexicon: Lexicon) -> Counter[str]:
    """Mentions by model, of those that count."""
    found = named_models_in(passages_of(labelled), lexicon)
    return Counter(f.key for f in found if f.kind == "named-model" and f.fact("counts") == "yes")


def score(folder: Path, lexicon: Lexicon) -> dict[str, float]:
    """F1 of (document, model) pairs and mean absolute error of counts over `folder`'s YAML."""
    right = missed = extra = 0
    errors: list[int] = []
    for path in sorted(folder.glob("*.yaml")):
        labelled = yaml.safe_load(path.read_text(encoding="utf-8"))
        gold = {canonical_name(n, lexicon) or n: c for n, c in labelled["gold"]["models"].items()}
        found = counts_of(labelled, lexicon)
        right += len(gold.keys() & found.keys())
        missed += len(gold.keys() - found.keys())
        extra += len(found.keys() - gold.keys())
        names = sorted(gold.keys() | found.keys())
        errors += [abs(gold.get(name, 0) - found[name]) for name in names]
        differs = {n: (gold.get(n, 0), found[n]) for n in names if gold.get(n, 0) != found[n]}
        print(f"  {path.stem}: gold against found, where they differ: {differs or 'nowhere'}")
    f1 = 2 * right / max(1, 2 * right + missed + extra)
    return {"f1": f1, "mentions_mae": sum(errors) / max(1, len(errors)), "pairs": len(errors)}


def false_hits(path: Path, lexicon: Lexicon) -> tuple[int, int]:
    """Sentences of everyday use that are taken to name a model, and how many there are."""
    sentences = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [text for text in sentences if any(not h.unknown for h in find_models(text, lexicon))]
    return len(wrong), len(sentences)


def main(shared: Path) -> int:
    lexicon = compile_lexicon(load_models())
    assignments = shared / "assignments"
    decoys = shared / "data" / "model_decoys" / "ordinary_use.jsonl"
    if not assignments.is_dir() or not decoys.is_file():
        print("The labelled data is not beside this checkout (../shared): nothing was measured.")
        return 0
    started = time.perf_counter()
    figures = score(assignments, lexicon)
    wrong, of = false_hits(decoys, lexicon)
    print(f"models.f1        {figures['f1']:.3f} over {figures['pairs']:.0f} pairs")
    print(f"models.mentions  {figures['mentions_mae']:.3f} mean absolute error")
    print(f"false hits       {wrong} of {of} everyday sentences")
    print(f"time             {time.perf_counter() - started:.2f} s, reading included")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))
