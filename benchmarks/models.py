"""Labelled assignments and sentences in; how well models and their use are found, printed.

Run as `python -m benchmarks.models [SHARED]`: the project's own corpora and, where it stands beside
them, SHARED, the folder of labelled data.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from premark.detect.model_use import PATTERNS, USES
from premark.detect.named_models import (
    Lexicon,
    canonical_name,
    compile_lexicon,
    find_models,
    named_models_in,
)
from premark.errors import ModelMissing
from premark.packs.load import load_models, load_patterns
from premark.parse import Parser, load_parser
from premark.types.document import Cell, Locator, Passage, Piece

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OWN = ROOT / "corpora" / "models"


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


def own_sentences(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Sentences of ours with the models that each names; "?" leads one that is in no lexicon."""
    labelled = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part in (labelled, *labelled["later"]):
        for names, texts in part["names"].items():
            yield from ((text, frozenset(names.split(" + "))) for text in texts)
        yield from ((text, frozenset()) for text in part["nothing"])
        yield from ((text, frozenset({f"?{name}"})) for name, text in part["unknown"].items())


def named_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(f"{'?' * hit.unknown}{hit.model}" for hit in find_models(text, lexicon))


def score_sentences(path: Path, lexicon: Lexicon) -> tuple[float, float, int]:
    """Precision and recall of (sentence, model) pairs, and how many sentences."""
    rows = [(text, gold, named_in(text, lexicon)) for text, gold in own_sentences(path)]
    for text, gold, found in rows:
        if gold != found:
            print(f"  missed {sorted(gold - found)}, false {sorted(found - gold)}: {text}")
    right = sum(len(gold & found) for _, gold, found in rows)
    told, there = (sum(len(row[i]) for row in rows) for i in (2, 1))
    return right / max(1, told), right / max(1, there), len(rows)


Labelled = tuple[frozenset[str], str, str]  # the uses, the text, the model ("" for the only one)


def own_uses(folder: Path) -> dict[str, list[Labelled]]:
    """Passages of ours with their uses, by file: those mended on, and the sets written unseen."""
    first = yaml.safe_load((folder / "uses.yaml").read_text(encoding="utf-8"))
    later = yaml.safe_load((folder / "uses_unseen.yaml").read_text(encoding="utf-8"))
    uses = [(frozenset(k.split(" + ")), t, "") for k, texts in first.items() for t in texts]
    unseen = [
        (frozenset({use}), row["text"], row["model"])
        for part in later
        for use, rows in part["uses"].items()
        for row in rows
    ]
    return {"uses.yaml": uses, "uses_unseen.yaml": unseen}


def score_uses(
    labelled: Sequence[Labelled], lexicon: Lexicon, parser: Parser | None
) -> Iterator[tuple[str, float, float]]:
    """Precision and recall of each use, and of none, over passages of ours."""
    rows = [(gold, found_uses(text, model, lexicon, parser)) for gold, text, model in labelled]
    for each in ("mentioned", *USES):
        right = sum(each in gold & found for gold, found in rows)
        told = sum(each in found for _, found in rows)
        there = sum(each in gold for gold, _ in rows)
        yield each, right / max(1, told), right / max(1, there)


def found_uses(text: str, model: str, lexicon: Lexicon, parser: Parser | None) -> frozenset[str]:
    """Uses found of the first mention of `model` (of any, for ""); none when it is not found."""
    passage = _passage(0, text, ())
    sentences = {passage.id: parser.parse([passage])[0].sentences} if parser else None
    uses = load_patterns()[PATTERNS]
    said = named_models_in([passage], lexicon, uses=uses, sentences=sentences)
    named = (f for f in said if f.kind == "named-model" and model in ("", f.key))
    first = next(named, None)
    return frozenset(first.fact("use").split("; ")) if first else frozenset()


def parser_if_there() -> Parser | None:
    """The English pipeline, or None where it is not installed: then phrases alone are read."""
    try:
        return load_parser()
    except ModelMissing:
        return None


def print_assignments(folder: Path, lexicon: Lexicon) -> None:
    if not folder.is_dir():
        print(f"{folder.parent.name}/{folder.name} is not there: not measured")
        return
    print(f"{folder.parent.name}/{folder.name}")
    figures = score(folder, lexicon)
    print(f"models.f1        {figures['f1']:.3f} over {figures['pairs']:.0f} pairs")
    print(f"models.mentions  {figures['mentions_mae']:.3f} mean absolute error")


def main(shared: Path) -> int:
    lexicon = compile_lexicon(load_models())
    started = time.perf_counter()
    for folder in (shared / "assignments", ROOT / "corpora" / "assignments"):
        print_assignments(folder, lexicon)
    decoys = shared / "data" / "model_decoys" / "ordinary_use.jsonl"
    if decoys.is_file():
        wrong, of = false_hits(decoys, lexicon)
        print(f"false hits       {wrong} of {of} everyday sentences")
    precision, recall, of = score_sentences(OWN / "sentences.yaml", lexicon)
    print(f"own sentences    precision {precision:.3f}, recall {recall:.3f} over {of}")
    parser = parser_if_there()
    for name, labelled in own_uses(OWN).items():
        for use, precise, recalled in score_uses(labelled, lexicon, parser):
            print(f"{name:17} {use:10} precision {precise:.3f}, recall {recalled:.3f}")
    print(f"time             {time.perf_counter() - started:.2f} s, reading included")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))
