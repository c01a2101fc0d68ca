"""Trains the moves head on `corpora/moves` and prints how it does on files it has not seen.

    python models/train_moves.py            # cross-validates by file, then writes models/moves.npz
    python models/train_moves.py --check    # cross-validates only

The baseline is word TF-IDF with the same regression. Figures go to `models/README.md` by hand.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import GroupKFold

from premark.detect.move_head import join_views, new_vectorizer, skeleton, verbal_lemmas
from premark.embed import load_encoder
from premark.parse import load_parser
from premark.types.criteria import MOVES

ROOT = Path(__file__).resolve().parents[1]
STRENGTH = 2.0  # inverse regularisation, chosen by the cross-validation below


def read_corpus() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Sentences, their moves as a (n, 12) matrix of 0 and 1, and the file each stands in."""
    texts: list[str] = []
    labels: list[list[int]] = []
    files: list[str] = []
    for path in sorted((ROOT / "corpora" / "moves").glob("m*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for paragraph in data["paragraphs"]:
            for sentence in paragraph["sentences"]:
                texts.append(sentence["text"])
                labels.append([int(move in sentence["moves"]) for move in MOVES])
                files.append(path.stem)
    return texts, np.array(labels), np.array(files)


def fit(features: Any, labels: np.ndarray) -> list[LogisticRegression]:
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=4000)
    return [
        LogisticRegression(**model.get_params()).fit(features, labels[:, m])
        for m in range(len(MOVES))
    ]


def probabilities(heads: list[LogisticRegression], features: Any) -> np.ndarray:
    return np.array([head.predict_proba(features)[:, 1] for head in heads]).T


def cross_validate(
    texts: list[str], spans: list[Any], vectors: np.ndarray, labels: np.ndarray, files: np.ndarray
) -> None:
    ours, words = np.zeros(labels.shape), np.zeros(labels.shape)
    for train, test in GroupKFold(5).split(vectors, labels, files):
        bones, lemmas = new_vectorizer(3), new_vectorizer(2)
        bones.fit([skeleton(spans[i]) for i in train])
        lemmas.fit([verbal_lemmas(spans[i]) for i in train])
        views = [
            join_views([spans[i] for i in part], vectors[part], bones, lemmas)
            for part in (train, test)
        ]
        ours[test] = probabilities(fit(views[0], labels[train]), views[1])
        plain = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        seen = csr_matrix(plain.fit_transform([texts[i] for i in train]))
        words[test] = probabilities(
            fit(seen, labels[train]), plain.transform([texts[i] for i in test])
        )
    print(f"{len(texts)} sentences, {len(set(files))} files, 5 folds by file")
    for name, scores in (("word TF-IDF", words), ("this head", ours)):
        average = [average_precision_score(labels[:, m], scores[:, m]) for m in range(len(MOVES))]
        f1 = f1_score(labels, scores > 0.5, average="macro", zero_division=0)
        each = " ".join(f"{move} {a:.2f}" for move, a in zip(MOVES, average, strict=True))
        print(f"{name}: macro-F1 {f1:.3f}, mean average precision {np.mean(average):.3f} ({each})")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="do not write the head")
    check = arguments.parse_args().check
    texts, labels, files = read_corpus()
    vectors = load_encoder().encode(texts)
    spans = [doc[:] for doc in load_parser().nlp.pipe(texts)]
    cross_validate(texts, spans, vectors, labels, files)
    if not check:
        write(texts, spans, vectors, labels)


def write(texts: list[str], spans: list[Any], vectors: np.ndarray, labels: np.ndarray) -> None:
    bones, lemmas = new_vectorizer(3), new_vectorizer(2)
    bones.fit([skeleton(span) for span in spans])
    lemmas.fit([verbal_lemmas(span) for span in spans])
    heads = fit(join_views(spans, vectors, bones, lemmas), labels)
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    np.savez_compressed(
        ROOT / "models" / "moves.npz",
        skeleton_terms=bones.get_feature_names_out().astype(str),
        skeleton_idf=bones.idf_.astype(np.float32),
        lemma_terms=lemmas.get_feature_names_out().astype(str),
        lemma_idf=lemmas.idf_.astype(np.float32),
        weights=np.vstack([head.coef_[0] for head in heads]).astype(np.float32),
        bias=np.array([head.intercept_[0] for head in heads], dtype=np.float32),
        trained_on=np.array(f"corpora/moves {digest}, {len(texts)} sentences"),
    )
    print("wrote models/moves.npz")


if __name__ == "__main__":
    main()
