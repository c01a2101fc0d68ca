"""Public labelled sentences in; what the moves' views of them are worth beside TF-IDF, printed.

Run as `python -m benchmarks.moves [SHARED]`; SHARED is the folder of labelled data. Each set keeps
its own labels; a head is trained on each in the same run and on the same splits as its baselines.
`models/README.md` says how their labels lie to our moves. Also prints what length and slips of
spelling do to the shipped head, on `corpora/moves/paraphrases.yaml`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.svm import SVC

from premark.detect.move_head import (
    join_views,
    load_move_head,
    new_vectorizer,
    skeleton,
    verbal_lemmas,
)
from premark.detect.move_rules import load_move_rules, moves_by_rule
from premark.detect.verb_depth import LIKELY, read_sentence
from premark.embed import load_encoder
from premark.packs.load import load_patterns
from premark.parse import Sentence, load_parser
from premark.types.criteria import MOVES

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CERED = Path("data/reflection_cered/sentences.jsonl")
ARGREWRITE = Path("data/essays_argrewrite2/sentences_labelled.jsonl")
SMALL = 2000  # sentences up to which a kernel is worth its time
MOVES_WEIGHT = 0.3  # of the shipped head's log-odds beside the views

Split = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Labelled:
    """Sentences with one label each, their parses and vectors."""

    texts: list[str]
    labels: np.ndarray
    spans: list[Any]
    vectors: np.ndarray


def read_set(path: Path) -> tuple[Labelled, list[dict[str, Any]]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    texts = [row["text"] for row in rows]
    spans = [doc[:] for doc in load_parser().nlp.pipe(texts, batch_size=64)]
    labels = np.array([row["label"] for row in rows])
    return Labelled(texts, labels, spans, load_encoder().encode(texts)), rows


def ours(given: Labelled, train: np.ndarray, test: np.ndarray) -> np.ndarray:
    """The detector's views and the shipped head's log-odds, under a head of the set's own."""
    bones, lemmas = new_vectorizer(3), new_vectorizer(2)
    bones.fit([skeleton(given.spans[i]) for i in train])
    lemmas.fit([verbal_lemmas(given.spans[i]) for i in train])
    odds = log_odds(given)
    odds = (odds - odds[train].mean(axis=0)) / odds[train].std(axis=0) * MOVES_WEIGHT

    def views(rows: np.ndarray) -> Any:
        vectors = given.vectors[rows]
        spans = [given.spans[i] for i in rows]
        joined = join_views(spans, (vectors, np.zeros_like(vectors)), bones, lemmas)
        return hstack([joined, csr_matrix(odds[rows])]).tocsr()

    head = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000)
    if len(given.texts) <= SMALL:
        head = SVC(C=0.5, gamma=0.1, class_weight="balanced")
    guess: np.ndarray = head.fit(views(train), given.labels[train]).predict(views(test))
    return guess


def log_odds(given: Labelled) -> np.ndarray:
    nothing = np.zeros_like(given.vectors)
    scores = np.clip(load_move_head().predict(given.spans, given.vectors, nothing), 1e-3, 1 - 1e-3)
    return np.asarray(np.log(scores / (1 - scores)))


def words(given: Labelled, train: np.ndarray, test: np.ndarray, *, balanced: bool) -> np.ndarray:
    """Word TF-IDF (one and two words) and logistic regression."""
    plain = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    seen = plain.fit_transform([given.texts[i] for i in train])
    head = LogisticRegression(class_weight="balanced" if balanced else None, max_iter=2000)
    head.fit(seen, given.labels[train])
    guess: np.ndarray = head.predict(plain.transform([given.texts[i] for i in test]))
    return guess


def tell(name: str, given: Labelled, splits: list[Split]) -> None:
    tested = np.concatenate([test for _, test in splits])
    print(f"{name}: {len(tested)} sentences tested, {len(set(given.labels))} labels")
    readers = (
        ("TF-IDF + logistic regression", lambda a, b: words(given, a, b, balanced=False)),
        ("the same, classes balanced", lambda a, b: words(given, a, b, balanced=True)),
        ("our views", lambda a, b: ours(given, a, b)),
    )
    for said, reader in readers:
        guess = np.concatenate([reader(train, test) for train, test in splits])
        gold = given.labels[tested]
        f1 = f1_score(gold, guess, average="macro", zero_division=0)
        print(f"  {said}: macro-F1 {f1:.3f}, accuracy {accuracy_score(gold, guess):.3f}")


def cered(path: Path) -> None:
    """The authors' own split, and five folds, since three of its classes have 7 tested in all."""
    given, rows = read_set(path)
    side = np.array([row["split"] for row in rows])
    tell(
        "CEReD, the authors' split",
        given,
        [(np.where(side == "train")[0], np.where(side == "val")[0])],
    )
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    tell("CEReD, five folds", given, list(folds.split(given.vectors, given.labels)))


def argrewrite(path: Path) -> None:
    given, rows = read_set(path)
    writers = np.array([row["writer"] for row in rows])
    folds = list(GroupKFold(5).split(given.vectors, given.labels, writers))
    tell("ArgRewrite, five folds by writer", given, folds)


def paraphrases() -> Iterator[tuple[str, dict[str, str]]]:
    path = ROOT / "corpora" / "moves" / "paraphrases.yaml"
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["sentences"]:
        yield entry["move"], {k: entry[k] for k in ("short", "long", "misspelt")}


def values_of(texts: list[str]) -> np.ndarray:
    """Values of both readers together, shape (sentences, 12), each sentence on its own."""
    spans = [doc[:] for doc in load_parser().nlp.pipe(texts)]
    vectors = load_encoder().encode(texts)
    scores = load_move_head().predict(spans, vectors, np.zeros_like(vectors))
    sentences = [Sentence(0, len(t), t, s) for t, s in zip(texts, spans, strict=True)]
    seen = moves_by_rule(sentences, load_move_rules(), load_patterns()["move"])
    read = zip(sentences, scores, seen, strict=True)
    return np.array([read_sentence(s, row, r, hollow=False).values for s, row, r in read])


def style() -> None:
    """How far the way that a thing is written moves what it is taken for."""
    groups = list(paraphrases())
    given = {k: [texts[k] for _, texts in groups] for k in ("short", "long", "misspelt")}
    values = {k: values_of(texts) for k, texts in given.items()}
    own = [MOVES.index(move) for move, _ in groups]
    rows = range(len(groups))
    lengths = [len(t.split()) for k in ("short", "long") for t in given[k]]
    likely = [int((row >= LIKELY).sum()) for k in ("short", "long") for row in values[k]]
    correlation = float(np.corrcoef(lengths, likely)[0, 1])
    print(f"style: {len(groups)} sentences; words with moves likely: r = {correlation:+.2f}")
    for k in ("short", "long", "misspelt"):
        mean = np.mean([values[k][i, own[i]] for i in rows])
        count = np.mean((values[k] >= LIKELY).sum(axis=1))
        print(f"  {k}: its own move at {mean:.2f} in the mean, {count:.2f} moves likely")


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    for name, path, run in (("CEReD", CERED, cered), ("ArgRewrite", ARGREWRITE, argrewrite)):
        if (shared / path).is_file():
            run(shared / path)
        else:
            print(f"{name} is skipped: there is no {path} in the folder of labelled data")
    style()


if __name__ == "__main__":
    main()
