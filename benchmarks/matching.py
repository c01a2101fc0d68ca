"""Labelled assignments in; ways to map passages to criteria, side by side, printed.

Run as `python -m benchmarks.matching DIR...`. Each way gives every passage one criterion or none;
what is compared is the micro-averaged F1 over labelled passages, with and without headings:

    statement         cosine of the passage's best sentences with the criterion's statement alone
    bi-encoder        statement, topics, examples and starting points together
    late interaction  each sentence with its nearest element, the mean over sentences
    words             TF-IDF and topic words alone
    hybrid            bi-encoder and words at their shipped weights, no headings, no decoding
    hybrid + late     the same with the late interaction added at the weight that is best for it
    all signs         what the shipped map weighs, the best for each passage by itself
    learned           the same signs at weights fitted on the other documents, by itself
    learned, decoded  the same, the likeliest run over the document
    shipped           the shipped weights, decoded
    shipped + late    the same with the late interaction added

A way without a sign for "none" gives it where every criterion is less near than it usually is.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from premark.evaluate.align import align, hide_headings
from premark.evaluate.gold import Gold
from premark.evaluate.run import labelled
from premark.match.decide import Reading, emit, gather
from premark.match.decode import Switching, decode
from premark.match.profiles import Profiles, build_profiles
from premark.match.score import Node, relative
from premark.packs.load import find_pack
from premark.pipeline import Tools, load_tools, prepare
from premark.read import read
from premark.types.tuning import Matching

Array = NDArray[np.float64]
LABELLED = ("para", "list", "table", "appendix")
PARTS = ("asks", "topics", "starts", "words", "cues")
HEADED = ("heading", "heading_code", "heading_wording", "artefact")
NONE = ("none", "framing", "setting", "first", "last")
SIGNS = (*PARTS, *HEADED, *NONE)
LATE = (0.3, 0.6, 1.0, 1.5)  # weights tried for the late interaction
HOLD = 2.0  # strength of the ridge that holds learned weights near the shipped ones


@dataclass(frozen=True)
class Case:
    """One submission: `signs` of shape (nodes, criteria and none, signs), unweighed."""

    document: str
    signs: Array
    late: Array
    breaks: NDArray[np.bool_]
    labels: tuple[tuple[frozenset[int], tuple[int, ...]], ...]


Way = Callable[[Case], Sequence[int]]


def cases(folders: Sequence[Path], tools: Tools, *, hidden: bool) -> Iterator[Case]:
    """Every labelled submission of the folders, by its first file."""
    for folder in folders:
        for gold, paths in labelled(folder):
            document = read(paths[:1])
            document = hide_headings(document, gold) if hidden else document
            pack = find_pack(gold.unit)
            ready = prepare(document, pack, tools)
            profiles = build_profiles(pack, tools.encoder)
            yield _case(gold, ready.reading, profiles, tools.thresholds.matching)


def _case(gold: Gold, reading: Reading, profiles: Profiles, tuning: Matching) -> Case:
    nodes = gather(reading.parsed)
    sections = np.array([n.section for n in nodes])
    breaks = np.concatenate([[False], sections[1:] != sections[:-1]])
    return Case(
        document=gold.id,
        signs=_signs(nodes, reading, profiles, tuning),
        late=late_interaction(nodes, reading, profiles, tuning.clip),
        breaks=breaks,
        labels=tuple(_labels(gold, nodes, reading, profiles)),
    )


def _signs(
    nodes: Sequence[Node], reading: Reading, profiles: Profiles, tuning: Matching
) -> Array:
    """Each sign by itself: the emission is linear in its weights, so all others are put at 0."""
    off = tuning.model_copy(update=dict.fromkeys(SIGNS, 0.0))
    each = [emit(nodes, reading, profiles, off.model_copy(update={s: 1.0})) for s in SIGNS]
    return np.stack(each, axis=2)


def late_interaction(
    nodes: Sequence[Node], reading: Reading, profiles: Profiles, clip: float
) -> Array:
    """Mean over a node's sentences of the cosine with a criterion's nearest text; none is 0."""
    near = np.asarray(reading.vectors @ profiles.vectors.T, dtype=np.float64)
    best = np.stack(
        [
            near[:, [j for j, e in enumerate(profiles.elements) if e.criterion == c]].max(axis=1)
            for c in range(len(profiles.codes))
        ],
        axis=1,
    )
    mean = np.stack([best[list(n.sentences)].mean(axis=0) for n in nodes])
    return np.hstack([relative(mean, clip), np.zeros((len(nodes), 1))])


def _labels(
    gold: Gold, nodes: Sequence[Node], reading: Reading, profiles: Profiles
) -> Iterator[tuple[frozenset[int], tuple[int, ...]]]:
    """Labelled block by block: its criteria (none is the last number), and the nodes it is in."""
    blocks = [b for b in gold.blocks if b.type in LABELLED]
    node_of = {reading.parsed[p].passage.id: i for i, n in enumerate(nodes) for p in n.passages}
    for block, ids in zip(blocks, align(blocks, [p.passage for p in reading.parsed]), strict=True):
        codes = {profiles.codes.index(c) for c in block.criterion} or {len(profiles.codes)}
        yield frozenset(codes), tuple(sorted({node_of[i] for i in ids}))


def micro_f1(found: Sequence[Case], way: Way) -> float:
    """Over every labelled block: what is given in its nodes against what its label says."""
    right = missed = wrong = 0
    for case in found:
        path = way(case)
        nothing = case.signs.shape[1] - 1
        for codes, nodes in case.labels:
            given = {path[n] for n in nodes}
            given = given - {nothing} or {nothing}
            right += len(codes & given)
            missed += len(codes - given)
            wrong += len(given - codes)
    return 2 * right / (2 * right + missed + wrong)


def weights(tuning: Matching, *names: str) -> Array:
    """The shipped weights of the named signs, and 0 for the others."""
    return np.array([getattr(tuning, s) if s in names else 0.0 for s in SIGNS])


def best(emissions: Array) -> list[int]:
    """Each node by itself."""
    return [int(c) for c in emissions.argmax(axis=1)]


def learn(found: Sequence[Case], tuning: Matching) -> Array:
    """Weights by which the labelled criterion is the likeliest, held near the shipped ones."""
    start = weights(tuning, *SIGNS)
    rows = [(c.signs[n], codes) for c in found for codes, nodes in c.labels for n in nodes]

    def loss(given: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(given)
        for signs, codes in rows:
            scores = signs @ given
            wanted = sorted(codes)
            likely = log_softmax(scores)[wanted]
            total -= float(np.logaddexp.reduce(likely))
            slope -= softmax(likely) @ signs[wanted] - softmax(scores) @ signs
        held = given - start
        return total + HOLD * float(held @ held), slope + 2 * HOLD * held

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def learned(found: Sequence[Case], tuning: Matching) -> dict[str, Array]:
    """For each document the weights that the others teach."""
    names = sorted({c.document for c in found})
    return {n: learn([c for c in found if c.document != n], tuning) for n in names}


def ways(found: Sequence[Case], tuning: Matching) -> dict[str, Way]:
    """All that are compared, in the order of the module's docstring."""
    meaning, worded = weights(tuning, "asks", "topics", "starts"), weights(tuning, "words", "cues")
    hybrid, every = meaning + worded, weights(tuning, *SIGNS)
    taught = learned(found, tuning)
    costs = Switching(tuning.to_next, tuning.to_other, tuning.to_none, tuning.at_heading,
                      tuning.within)  # fmt: skip
    given: dict[str, Way] = {
        "statement": lambda c: best(c.signs @ weights(tuning, "asks")),
        "bi-encoder": lambda c: best(c.signs @ meaning),
        "late interaction": lambda c: best(c.late),
        "words": lambda c: best(c.signs @ worded),
        "hybrid": lambda c: best(c.signs @ hybrid),
    }
    late = max(LATE, key=lambda w: micro_f1(found, lambda c: best(c.signs @ hybrid + w * c.late)))
    given["hybrid + late"] = lambda c: best(c.signs @ hybrid + late * c.late)
    given["all signs"] = lambda c: best(c.signs @ every)
    given["learned"] = lambda c: best(c.signs @ taught[c.document])
    given["learned, decoded"] = lambda c: decode(c.signs @ taught[c.document], c.breaks, costs)
    given["shipped"] = lambda c: decode(c.signs @ every, c.breaks, costs)
    given["shipped + late"] = lambda c: decode(c.signs @ every + late * c.late, c.breaks, costs)
    return given


def main() -> None:
    folders = [Path(given) for given in sys.argv[1:]]
    if not folders:
        sys.exit("name the folders of labelled assignments: python -m benchmarks.matching DIR...")
    tools = load_tools()
    tuning = tools.thresholds.matching
    table: dict[str, list[float]] = {}
    for hidden in (False, True):
        found = list(cases(folders, tools, hidden=hidden))
        for number, way in enumerate(ways(found, tuning).items()):
            table.setdefault(f"{number:02} {way[0]}", []).append(micro_f1(found, way[1]))
    print(f"{len(found)} submissions{'with headings':>22}{'without':>10}")
    for name, figures in sorted(table.items()):
        print(f"{name[3:]:<26}" + "".join(f"{f:>10.3f}" for f in figures))


if __name__ == "__main__":
    main()
