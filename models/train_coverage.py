"""Fits the weights by which the signs of a covered topic are weighed, and prints how they do.

    python models/train_coverage.py corpora/build            # each assignment left out in turn
    python models/train_coverage.py corpora/build --write    # and set [coverage] in thresholds.toml

The labels are the gold's: a criterion without `unmet` covers all its required topics; an `unmet`
text is a gap of the required element whose wording is nearest to it. Frozen assignments
(`corpora/split.yaml`) are left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from premark.evaluate.gold import Gold
from premark.evaluate.run import labelled
from premark.match.coverage import Written, topic_signs
from premark.match.decide import decided_matches
from premark.match.profiles import build_profiles
from premark.match.topics import nearness
from premark.packs.load import find_pack
from premark.pipeline import Tools, load_tools, prepare
from premark.read import read
from premark.types.criteria import Criterion

THRESHOLDS = Path(__file__).resolve().parent / "thresholds.toml"
NAMED = 0.4  # cosine of an unmet text with the element it means; under it the label is left out
SPLIT = THRESHOLDS.parents[1] / "corpora" / "split.yaml"
UNSEEN = ("a13", "a14", "a15", "a16", "a17", "a18")  # written without sight of the packs' words
UNSEEN_WEIGHT = 3.0  # the words were widened on the others, which flatters them there


@dataclass(frozen=True)
class Sample:
    document: str
    signs: dict[str, float]
    covered: bool


def samples(folder: Path, tools: Tools) -> Iterator[Sample]:
    frozen = yaml.safe_load(SPLIT.read_text(encoding="utf-8"))["frozen"]
    for gold, paths in labelled(folder):
        if gold.id in frozen:
            continue
        pack = find_pack(gold.unit)
        ready = prepare(read(paths[:1]), pack, tools)
        profiles = build_profiles(pack, tools.encoder)
        tuning = tools.thresholds.matching
        parsed = ready.reading.parsed
        nearest = nearness(parsed, ready.reading.vectors, profiles, tuning.echo)
        found = decided_matches(ready.reading, profiles, tuning, nearest)
        gaps = {c.id: _gaps(gold, c, tools) for c in pack.criteria}
        for topic in topic_signs(found, Written(parsed, profiles, nearest)):
            criterion = pack.criterion(topic.criterion)
            needing = _needing(criterion, topic.topic.id)
            if needing and gold.gold.criteria[criterion.id].strength != "none":
                covered = not needing & gaps[criterion.id]
                yield Sample(gold.id, topic.signs, covered)


def _needing(criterion: Criterion, topic: str) -> set[str]:
    return {r.id for r in criterion.must if r.needs.kind == "topic" and topic in r.needs.topics}


def _gaps(gold: Gold, criterion: Criterion, tools: Tools) -> set[str]:
    """Required elements that the gold calls unmet."""
    unmet = gold.gold.criteria[criterion.id].unmet
    if not unmet or not criterion.must:
        return set()
    said = [f"{r.id.replace('-', ' ')}. {r.if_short}" for r in criterion.must]
    near = tools.encoder.encode(list(unmet)) @ tools.encoder.encode(said).T
    return {criterion.must[int(row.argmax())].id for row in near if row.max() >= NAMED}


def fit(features: np.ndarray, covered: np.ndarray, weights: np.ndarray) -> Pipeline:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0))
    return model.fit(features, covered, logisticregression__sample_weight=weights)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="labelled assignments, built")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--cut", type=float, default=0.6)
    given = arguments.parse_args()
    found = list(samples(given.folder, load_tools()))
    names = list(found[0].signs)
    features = np.array([[s.signs[n] for n in names] for s in found])
    covered = np.array([s.covered for s in found])
    documents = np.array([s.document for s in found])
    weights = np.where(np.isin(documents, UNSEEN), UNSEEN_WEIGHT, 1.0)
    left_out = np.zeros(len(found))
    for document in sorted(set(documents)):
        rest = documents != document
        model = fit(features[rest], covered[rest], weights[rest])
        left_out[~rest] = model.predict_proba(features[~rest])[:, 1]
    _tell(left_out, covered, np.isin(documents, UNSEEN))
    if given.write:
        _write(fit(features, covered, weights), names, given.cut)


def _tell(left_out: np.ndarray, covered: np.ndarray, unseen: np.ndarray) -> None:
    for name, part in (("seen", ~unseen), ("unseen", unseen)):
        if not part.any():
            continue
        p, y = left_out[part], covered[part]
        print(f"{name}: {len(y)} topics, {(~y).sum()} gaps, AUC {roc_auc_score(y, p):.3f}")
        for cut in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
            false, missed = ((p < cut) & y).sum() / y.sum(), ((p >= cut) & ~y).sum() / (~y).sum()
            print(f"  cut {cut}: false gaps {false:.3f}, missed gaps {missed:.3f}")


def _write(model: Pipeline, names: list[str], cut: float) -> None:
    """Weights for signs as they are: the scaling is folded in."""
    scaler, head = model.steps[0][1], model.steps[1][1]
    weights = head.coef_[0] / scaler.scale_
    bias = float(head.intercept_[0] - (weights * scaler.mean_).sum())
    lines = [f"bias = {bias:.4f}", f"cut = {cut}", "", "[coverage.weights]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(names, weights, strict=True)]
    text = THRESHOLDS.read_text(encoding="utf-8")
    head_line = "[coverage]  # models/train_coverage.py"
    kept = re.split(r"(?m)^\[coverage\].*$", text)[0].rstrip()
    THRESHOLDS.write_text(kept + "\n\n" + "\n".join([head_line, *lines]) + "\n", encoding="utf-8")
    print("wrote [coverage]")


if __name__ == "__main__":
    main()
