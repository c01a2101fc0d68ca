"""Labelled assignments in; figures with each backend side by side, and what differs, out.

Run as `python -m benchmarks.encoders FOLDER`, with the folder that `premark evaluate` takes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from premark.embed import load_encoder
from premark.evaluate.run import Evaluation, Wanted, run
from premark.pipeline import load_tools
from premark.types.evidence import Review

BACKENDS = ("openvino", "sentence-transformers")
Answer = tuple[str, str, str, tuple[tuple[str, str], ...]]


def lines(evaluations: Sequence[Evaluation]) -> Iterator[str]:
    """The table: a row for each figure, then the criteria that the two do not answer alike."""
    one, other = evaluations
    yield f"{'figure':44}{BACKENDS[0]:>12}{BACKENDS[1]:>24}{'apart':>9}"
    for name, drawn in one.intervals.items():
        ours, theirs = drawn.value, other.intervals[name].value
        if ours is not None and theirs is not None:
            yield f"{name:44}{ours:12.3f}{theirs:24.3f}{theirs - ours:+9.3f}"
    cases = list(zip(one.cases, other.cases, strict=True))
    yield from (line for a, b in cases for line in differences(a.gold.id, (a.review, b.review)))
    asked = sum(len(a.review.criteria) for a, _ in cases)
    alike = asked - sum(1 for a, b in cases for _ in differences("", (a.review, b.review)))
    yield f"criteria answered alike in strength, verb and every element: {alike} of {asked}"


def differences(name: str, reviews: tuple[Review, Review]) -> Iterator[str]:
    for one, other in zip(*map(answers, reviews), strict=True):
        if one != other:
            changed = set(one[3]) ^ set(other[3])
            elements = ", ".join(sorted({element for element, _ in changed}))
            said = "; ".join(f"{strength}, verb {verb}" for _, strength, verb, _ in (one, other))
            yield f"{name} {one[0]}: {said}; {elements}"


def answers(review: Review) -> list[Answer]:
    """Each criterion's code, strength, state of its verb, and states of its elements."""
    return [
        (c.criterion, c.strength, c.verb.state, tuple((r.requirement, r.state) for r in c.results))
        for c in review.criteria
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="labelled YAML with DOCX or PDF beside it")
    folder = parser.parse_args().folder
    tools = load_tools()
    found = []
    for backend in BACKENDS:
        print(f"running with {backend}", flush=True)
        found.append(run(folder, Wanted(), tools=replace(tools, encoder=load_encoder(backend))))
    print("\n".join(lines(found)))


if __name__ == "__main__":
    main()
