"""Trains the moves head on `corpora/moves` and prints how it does on files it has not seen.

    python models/train_moves.py            # cross-validates by file, then writes models/moves.npz
    python models/train_moves.py --check    # cross-validates only

Trains on each sentence as it stands and, at a quarter of the weight, on copies of it with slips of
spelling and said at length (`move_copies.py`): how a thing is written may not move its depth.
Prints the head beside word TF-IDF with the same regression, on unseen sentences and their copies;
what the rules add to it, and the precision of each; and the cut-offs of a passage's chief moves
with a document left out at a time. Figures go to `models/README.md` by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from move_copies import lengthened, misspelt
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, log_loss
from sklearn.model_selection import GroupKFold

from premark.detect.move_head import (
    skeleton,
    vectors_before,
    verbal_lemmas,
)
from premark.detect.move_rules import MoveSeen, load_move_rules, moves_by_rule
from premark.detect.verb_depth import RAISED
from premark.embed import load_encoder
from premark.packs.load import load_patterns
from premark.parse import Sentence, load_parser
from premark.pins import digest_of
from premark.train.move_views import join_views, new_vectorizer
from premark.types.criteria import MOVES

ROOT = Path(__file__).resolve().parents[1]
STRENGTH = 2.0  # inverse regularisation, chosen by the cross-validation below
COPY = 0.25  # weight of a copy beside its sentence's 1: at 0.5 the verb of assignments fell by .02
ADDED = (0.0, 0.5, 1.0, 1.5, 2.0)  # log-odds for a rule, tried
LABELLED = tuple(
    f"a{n:02d}" for n in range(1, 13)
)  # whose paragraphs set the chief moves' cut-offs
CUTS = np.linspace(0.02, 0.99, 60)  # quantiles of the means that are tried as cut-offs


@dataclass(frozen=True)
class Corpus:
    """Sentences in reading order. `labels` is (n, 12) of 0 and 1; `paragraphs` are index runs."""

    texts: list[str]
    labels: np.ndarray
    files: np.ndarray
    paragraphs: list[list[int]]

    def read(self) -> Views:
        views = read_texts(self.texts)
        return replace(
            views, before=vectors_before([len(p) for p in self.paragraphs], views.vectors)
        )


@dataclass(frozen=True)
class Views:
    """What the head reads: parses, vectors, and the vectors of the sentences before."""

    spans: list[Any]
    vectors: np.ndarray
    before: np.ndarray

    def join(self, rows: Sequence[int], bones: Any, lemmas: Any) -> Any:
        spans = [self.spans[i] for i in rows]
        return join_views(spans, (self.vectors[rows], self.before[rows]), bones, lemmas)

    def seen_by_rules(self) -> list[tuple[MoveSeen, ...]]:
        sentences = [Sentence(0, len(s.text), s.text, s) for s in self.spans]
        return moves_by_rule(sentences, load_move_rules(), load_patterns()["move"])


def read_texts(texts: list[str]) -> Views:
    """Views of sentences that have nothing before them."""
    vectors = load_encoder().encode(texts)
    spans = [doc[:] for doc in load_parser().nlp.pipe(texts)]
    return Views(spans, vectors, np.zeros_like(vectors))


def copies_of(views: Views) -> tuple[Views, Views]:
    """The misspelt and the long copies, after the same sentences as stand before the originals."""
    made = (read_texts(copy(views.spans)) for copy in (misspelt, lengthened))
    slipped, long = (replace(each, before=views.before) for each in made)
    return slipped, long


def gather(paragraphs: Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]]) -> Corpus:
    """A corpus of (file, [(text, moves)]) paragraphs."""
    rows = [(name, text, moves) for name, sentences in paragraphs for text, moves in sentences]
    starts = np.cumsum([0, *(len(sentences) for _, sentences in paragraphs)])
    return Corpus(
        [text for _, text, _ in rows],
        np.array([[int(move in moves) for move in MOVES] for _, _, moves in rows]),
        np.array([name for name, _, _ in rows]),
        [list(range(a, b)) for a, b in zip(starts[:-1], starts[1:], strict=True)],
    )


def read_moves() -> Corpus:
    paragraphs = []
    for path in sorted((ROOT / "corpora" / "moves").glob("m*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for paragraph in data["paragraphs"]:
            told = [(s["text"], s["moves"]) for s in paragraph["sentences"]]
            paragraphs.append((path.stem, told))
    return gather(paragraphs)


def read_assignments() -> Corpus:
    """Paragraphs of the labelled assignments; each sentence has its paragraph's moves."""
    nlp, paragraphs = load_parser().nlp, []
    for name in LABELLED:
        path = ROOT / "corpora" / "assignments" / f"{name}.yaml"
        blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["blocks"]
        for block in (b for b in blocks if b["type"] == "para"):
            told = [(s.text, block["moves"]) for s in nlp(block["text"]).sents]
            paragraphs.append((name, told))
    return gather(paragraphs)


def fit(
    features: Any, labels: np.ndarray, weights: np.ndarray | None = None
) -> list[LogisticRegression]:
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=4000)
    return [
        LogisticRegression(**model.get_params()).fit(features, labels[:, m], weights)
        for m in range(len(MOVES))
    ]


def train_on(
    rows: Sequence[int], labels: np.ndarray, views: Views, copies: Sequence[Views]
) -> tuple[list[LogisticRegression], Any, Any]:
    """The heads and their two vocabularies, which are those of the sentences as they stand."""
    bones, lemmas = fitted([views.spans[i] for i in rows])
    every = (views, *copies)
    features = vstack([each.join(rows, bones, lemmas) for each in every])
    weights = np.repeat([1.0, *(COPY for _ in copies)], len(rows))
    return fit(features, np.vstack([labels[rows]] * len(every)), weights), bones, lemmas


def probabilities(heads: list[LogisticRegression], features: Any) -> np.ndarray:
    return np.array([head.predict_proba(features)[:, 1] for head in heads]).T


def cross_validate(corpus: Corpus, views: Views, copies: Sequence[Views]) -> np.ndarray:
    """Probabilities of files that were not trained on, printed beside the baseline's."""
    labels, every = corpus.labels, (views, *copies)
    ours, words = [np.zeros(labels.shape) for _ in every], np.zeros(labels.shape)
    for train, test in GroupKFold(5).split(views.vectors, labels, corpus.files):
        heads, bones, lemmas = train_on(train, labels, views, copies)
        for scores, each in zip(ours, every, strict=True):
            scores[test] = probabilities(heads, each.join(test, bones, lemmas))
        plain = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        seen = csr_matrix(plain.fit_transform([corpus.texts[i] for i in train]))
        there = plain.transform([corpus.texts[i] for i in test])
        words[test] = probabilities(fit(seen, labels[train]), there)
    print(f"{len(corpus.texts)} sentences, {len(set(corpus.files))} files, 5 folds by file")
    tell("word TF-IDF", labels, words)
    for name, scores in zip(("this head", "misspelt", "at length"), ours, strict=True):
        tell(name, labels, scores)
        moved = float(np.mean((scores - ours[0])[labels == 1]))
        print(f"  a sentence's own moves are moved by {moved:+.3f} in the mean")
    return ours[0]


def tell(name: str, labels: np.ndarray, scores: np.ndarray) -> None:
    average = [average_precision_score(labels[:, m], scores[:, m]) for m in range(len(MOVES))]
    f1 = f1_score(labels, scores > 0.5, average="macro", zero_division=0)
    each = " ".join(f"{move} {a:.2f}" for move, a in zip(MOVES, average, strict=True))
    print(f"{name}: macro-F1 {f1:.3f}, mean average precision {np.mean(average):.3f} ({each})")


def tell_rules(corpus: Corpus, seen: Sequence[Sequence[MoveSeen]], scores: np.ndarray) -> None:
    """Precision of each rule, and of each move as both readers give it."""
    right, found = Counter[str](), Counter[str]()
    for i, rules in enumerate(seen):
        for rule in rules:
            name = f"{rule.rule} {rule.moves[0]}" if rule.rule == "phrase" else rule.rule
            likeliest = max(rule.moves, key=lambda m: scores[i, MOVES.index(m)])
            for key in {name, f"move {likeliest}"}:
                wanted = rule.moves if key == name else (likeliest,)
                right[key] += any(corpus.labels[i, MOVES.index(m)] for m in wanted)
                found[key] += 1
    for key in sorted(found):
        print(f"  {key}: {right[key]} of {found[key]}, precision {right[key] / found[key]:.2f}")


def tell_added(corpus: Corpus, views: Views, scores: np.ndarray) -> np.ndarray:
    """What a rule's sign is worth; the values with the shipped one."""
    seen = views.seen_by_rules()
    tell_rules(corpus, seen, scores)
    for added in ADDED:
        values = raise_by(scores, seen, added)
        loss = np.mean([log_loss(corpus.labels[:, m], values[:, m]) for m in range(len(MOVES))])
        f1 = f1_score(corpus.labels, values > 0.5, average="macro", zero_division=0)
        print(f"a rule adds {added}: macro-F1 {f1:.3f}, log loss {loss:.4f}")
    return raise_by(scores, seen, RAISED)


def raise_by(scores: np.ndarray, seen: Sequence[Sequence[MoveSeen]], added: float) -> np.ndarray:
    odds = np.log(np.clip(scores, 1e-6, 1 - 1e-6) / (1 - np.clip(scores, 1e-6, 1 - 1e-6)))
    for i, rules in enumerate(seen):
        for j in {
            max((MOVES.index(m) for m in r.moves), key=lambda j: scores[i, j]) for r in rules
        }:
            odds[i, j] += added
    return 1 / (1 + np.exp(-odds))


def chief_cuts(corpus: Corpus, values: np.ndarray) -> np.ndarray:
    """The mean from which each move is a paragraph's chief one, learned on all documents."""
    means = np.array([values[rows].mean(axis=0) for rows in corpus.paragraphs])
    gold = np.array([corpus.labels[rows[0]] for rows in corpus.paragraphs])
    names = np.array([corpus.files[rows[0]] for rows in corpus.paragraphs])
    ours = np.zeros(gold.shape)
    for name in sorted(set(names)):
        rest = names != name
        ours[~rest] = means[~rest] >= best_cuts(gold[rest], means[rest])
    best = np.array([values[rows].max(axis=0) > 0.5 for rows in corpus.paragraphs])
    for said, guess in (("any sentence over 0.5", best), ("mean over its cut-off", ours)):
        f1 = f1_score(gold, guess, average="macro", zero_division=0)
        print(f"{len(gold)} paragraphs, {said}: macro-F1 {f1:.3f}")
    return best_cuts(gold, means)


def best_cuts(gold: np.ndarray, means: np.ndarray) -> np.ndarray:
    cuts = []
    for m in range(len(MOVES)):
        tried = np.quantile(means[:, m], CUTS)
        scores = [f1_score(gold[:, m], means[:, m] >= cut, zero_division=0) for cut in tried]
        cuts.append(tried[int(np.argmax(scores))])
    return np.array(cuts)


def fitted(spans: Sequence[Any]) -> tuple[Any, Any]:
    bones, lemmas = new_vectorizer(3), new_vectorizer(2)
    bones.fit([skeleton(span) for span in spans])
    lemmas.fit([verbal_lemmas(span) for span in spans])
    return bones, lemmas


def write(corpus: Corpus, views: Views, copies: Sequence[Views]) -> None:
    rows = range(len(corpus.texts))
    heads, bones, lemmas = train_on(rows, corpus.labels, views, copies)
    assignments = read_assignments()
    there = assignments.read()
    scores = probabilities(heads, there.join(range(len(assignments.texts)), bones, lemmas))
    leads = chief_cuts(assignments, raise_by(scores, there.seen_by_rules(), RAISED))
    digest = hashlib.sha256("\n".join(corpus.texts).encode()).hexdigest()[:12]
    whole, part = ROOT / "models" / "moves.npz", ROOT / "models" / "moves.part.npz"
    np.savez_compressed(
        part,
        skeleton_terms=bones.get_feature_names_out().astype(str),
        skeleton_idf=bones.idf_.astype(np.float32),
        lemma_terms=lemmas.get_feature_names_out().astype(str),
        lemma_idf=lemmas.idf_.astype(np.float32),
        weights=np.vstack([head.coef_[0] for head in heads]).astype(np.float32),
        bias=np.array([head.intercept_[0] for head in heads], dtype=np.float32),
        leads=leads.astype(np.float32),
        trained_on=np.array(f"corpora/moves {digest}, {len(corpus.texts)} sentences"),
    )
    part.replace(whole)  # in one step: another may be reading the old one
    pin = ROOT / "models" / "models.toml"
    text = pin.read_text(encoding="utf-8")
    pin.write_text(re.sub(r'(?m)^"moves.npz" = .*$', f'"moves.npz" = "{digest_of(whole)}"', text))
    print("wrote models/moves.npz and its pin")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="do not write the head")
    check = arguments.parse_args().check
    corpus = read_moves()
    views = corpus.read()
    copies = copies_of(views)
    tell_added(corpus, views, cross_validate(corpus, views, copies))
    if not check:
        write(corpus, views, copies)


if __name__ == "__main__":
    main()
