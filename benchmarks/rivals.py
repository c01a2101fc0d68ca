"""Files in; what other programs take for a part of premark's work on them, in the same run, out.

Peers from the package index are looked for in a virtual environment of their own, never ours.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.clock import PYTHON, Ran, Took, added, middle, ran, timed

RUNS = 3
PEERS = ("reflection-analyser", "plagx-preflight")
ENCODERS = ("openvino", "sentence-transformers")


@dataclass(frozen=True)
class Peer:
    """One command on one text: its median time, and what it gives back, in a line."""

    name: str
    took: Took
    gives: str


def by_pdfplumber(file: Path) -> int:
    """Words of a PDF as people read it who use pdfplumber alone: text and tables of each page."""
    import pdfplumber

    words = 0
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            words += len((page.extract_text() or "").split())
            page.extract_tables()
    return words


def by_premark(file: Path) -> int:
    """Words of a PDF as premark reads it."""
    from premark.read import read

    return sum(len(block.text.split()) for block in read([file]).blocks)


def readings(files: Sequence[Path]) -> dict[str, tuple[Took, int]]:
    """Time and words for all the files, by each way; the first file warms both."""
    ways: dict[str, Callable[[Path], int]] = {"premark": by_premark, "pdfplumber": by_pdfplumber}
    found = {}
    for name, way in ways.items():
        way(files[0])
        runs = [[timed(partial(way, file)) for file in files] for _ in range(RUNS)]
        took = middle([added([one for one, _ in run]) for run in runs])
        found[name] = took, sum(words for _, words in runs[0])
    return found


def encoders(texts: Sequence[str], folder: Path) -> dict[str, Any]:
    """Load, first and second encoding by each encoder in a process of its own, and how alike."""
    import numpy as np

    given = folder / "texts.json"
    given.write_text(json.dumps(list(texts)), encoding="utf-8")
    told, vectors = {}, []
    for name in ENCODERS:
        kept = folder / f"{name}.npy"
        command = [PYTHON, "-m", "benchmarks.rivals", str(given), str(kept)]
        one = ran(command, {"PREMARK_ENCODER": name})
        told[name] = {**one.told, "peak_mb": one.peak_mb}
        vectors.append(np.load(kept))
    return {**told, "least_cosine": float((vectors[0] * vectors[1]).sum(axis=1).min())}


def encode(given: Path, kept: Path) -> dict[str, float]:
    """Seconds of the processor that this process's encoder takes to load and to encode twice."""
    import numpy as np

    def load() -> Any:
        from premark.embed import load_encoder

        return load_encoder()

    texts = json.loads(given.read_text(encoding="utf-8"))
    loaded, encoder = timed(load)
    first, vectors = timed(lambda: encoder.encode(texts))
    second, _ = timed(lambda: encoder.encode(texts))
    np.save(kept, vectors)
    took = {"load": loaded, "first": first, "second": second}
    return {f"{name}_{kind}": getattr(t, kind) for name, t in took.items() for kind in
            ("cpu", "wall")}  # fmt: skip


def peers(text: Path, folder: Path | None) -> tuple[list[Peer], list[str]]:
    """The peers that are installed, each by its own command on the text; and why others are not."""
    found, missing = [], []
    for name in PEERS:
        program = folder / "bin" / name if folder else None
        if not program or not program.is_file():
            missing.append(f"{name}: not installed, so not compared (--peers FOLDER of a venv)")
            continue
        before = ["check"] if name == "plagx-preflight" else []
        # It ends with 1 where it has something to suggest; that is no fault of the run.
        shell = ["sh", "-c", '"$@"; test $? -lt 2', "sh"]
        command = [*shell, str(program), *before, str(text), "--json"]
        runs = [ran(command) for _ in range(RUNS)]
        found.append(Peer(name, middle([one.took for one in runs]), gives(name, runs[0])))
    return found, missing


def gives(name: str, run: Ran) -> str:
    """What a peer's JSON says of the text, told short."""
    told = json.loads(run.printed)
    if name == "plagx-preflight":
        issues = told[0]["issues"]
        kinds = dict.fromkeys(sorted(issue["code"] for issue in issues))
        return f"{len(issues)} suggestions of {len(kinds)} kinds ({', '.join(kinds)})"
    counted = [key for key, value in told.items() if isinstance(value, dict) and "count" in value]
    counts = ", ".join(f"{key.replace('_', ' ')} {told[key]['count']}" for key in counted)
    return f"one band for the whole text ({told['depth_band']}); cue phrases: {counts}"


if __name__ == "__main__":
    print(json.dumps(encode(Path(sys.argv[1]), Path(sys.argv[2]))))
