"""Public labelled sentences in; what a head on our views is worth beside TF-IDF, printed.

Run as `python -m benchmarks.moves [DIR]`; DIR is the folder of public sets. Each set keeps its own
labels; a head (`kernel_head.py`, on `move_views.py`) is trained on each in the same run and on the
same splits as its baselines, and whatever is chosen is chosen on the training part. Also prints
what length and slips of spelling do to the shipped head, on `corpora/moves/paraphrases.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, StratifiedKFold

from benchmarks.kernel_head import fit
from benchmarks.move_views import Views, kernels, read_views, text_views
from premark.detect.move_head import load_move_head
from premark.detect.move_rules import load_move_rules, moves_by_rule
from premark.detect.verb_depth import LIKELY, read_sentence
from premark.embed import load_encoder
from premark.errors import ReadError
from premark.packs.load import load_patterns
from premark.parse import Sentence, load_parser
from premark.train.public import PublicRow, public_folder, read_public
from premark.types.criteria import MOVES

ROOT = Path(__file__).resolve().parents[1]
STRENGTHS = (0.3, 1.0, 3.0, 10.0)  # of the strongest baseline, chosen on the training part

Split = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Labelled:
    """Sentences with one label each. Rows of a group (a writer) never stand on both sides."""

    views: Views
    labels: np.ndarray
    groups: np.ndarray


def labelled(rows: Sequence[PublicRow], place: np.ndarray, groups: np.ndarray) -> Labelled:
    texts = [row.text for row in rows]
    spans = [doc[:] for doc in load_parser().nlp.pipe(texts, batch_size=64)]
    labels = np.array([row.labels[0] for row in rows])
    return Labelled(read_views(texts, spans, place), labels, groups)


def ours(given: Labelled, train: np.ndarray, test: np.ndarray) -> np.ndarray:
    """A kernel head on every view."""
    seen, there = kernels(given.views, train, test)
    return fit(seen, given.labels[train], given.groups[train]).predict(there)


def words(given: Labelled, train: np.ndarray, test: np.ndarray, *, balanced: bool) -> np.ndarray:
    """Word TF-IDF (one and two words) and logistic regression."""
    plain = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    seen = plain.fit_transform([given.views.texts[i] for i in train])
    head = LogisticRegression(class_weight="balanced" if balanced else None, max_iter=2000)
    head.fit(seen, given.labels[train])
    guess: np.ndarray = head.predict(plain.transform([given.views.texts[i] for i in test]))
    return guess


def letters(given: Labelled, train: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Word and character TF-IDF, classes balanced, its strength chosen on the training part."""
    folds = StratifiedGroupKFold(3, shuffle=True, random_state=0)
    labels, groups = given.labels[train], given.groups[train]
    inner = [(train[a], train[b]) for a, b in folds.split(train, labels, groups)]

    def worth(strength: float) -> float:
        guess = np.concatenate([_letters(given, a, b, strength) for a, b in inner])
        gold = given.labels[np.concatenate([b for _, b in inner])]
        return float(f1_score(gold, guess, average="macro", zero_division=0))

    return _letters(given, train, test, max(STRENGTHS, key=worth))


def _letters(given: Labelled, train: np.ndarray, test: np.ndarray, strength: float) -> np.ndarray:
    both = text_views()
    seen = hstack([v.fit_transform([given.views.texts[i] for i in train]) for v in both])
    there = hstack([v.transform([given.views.texts[i] for i in test]) for v in both])
    head = LogisticRegression(C=strength, class_weight="balanced", max_iter=300, tol=1e-3)
    guess: np.ndarray = head.fit(seen.tocsr(), given.labels[train]).predict(there.tocsr())
    return guess


READERS: tuple[tuple[str, Callable[[Labelled, np.ndarray, np.ndarray], np.ndarray]], ...] = (
    ("word TF-IDF + logistic regression", lambda g, a, b: words(g, a, b, balanced=False)),
    ("the same, classes balanced", lambda g, a, b: words(g, a, b, balanced=True)),
    ("words and characters, balanced, strength chosen", letters),
    ("our views", ours),
)


def tell(name: str, given: Labelled, splits: list[Split]) -> None:
    tested = np.concatenate([test for _, test in splits])
    gold, best = given.labels[tested], 0.0
    print(f"{name}: {len(tested)} sentences tested, {len(set(given.labels))} labels")
    for said, reader in READERS:
        guess = np.concatenate([reader(given, train, test) for train, test in splits])
        f1 = float(f1_score(gold, guess, average="macro", zero_division=0))
        above = f", {f1 - best:+.3f} on the best above" if reader is ours else ""
        best = max(best, f1)
        print(f"  {said}: macro-F1 {f1:.3f}, accuracy {accuracy_score(gold, guess):.3f}{above}")


def cered(folder: Path) -> None:
    """The authors' own split, and five folds, since three of its classes have 7 tested in all."""
    rows = read_public("reflection_cered", folder)
    given = labelled(rows, np.zeros((len(rows), 0)), np.arange(len(rows)))
    side = np.array([row.part for row in rows])
    own = [(np.flatnonzero(side == "train"), np.flatnonzero(side != "train"))]
    tell("CEReD, the authors' split", given, own)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    tell("CEReD, five folds", given, list(folds.split(given.labels, given.labels)))


def argrewrite(folder: Path) -> None:
    """Five folds by writer; its drafts tell where in its essay a sentence stands."""
    rows = read_public("essays_argrewrite2", folder)
    writers = np.array([row.document for row in rows])
    drafts = read_public("essays_argrewrite2_drafts", folder)
    given = labelled(rows, places(rows, drafts), writers)
    folds = list(GroupKFold(5).split(given.labels, given.labels, writers))
    tell("ArgRewrite, five folds by writer", given, folds)


def places(rows: Sequence[PublicRow], essays: Sequence[PublicRow]) -> np.ndarray:
    """Where each sentence stands in the last draft of its writer that has it."""
    drafts: dict[str, list[str]] = {}
    for essay in sorted(essays, key=lambda row: -row.line["draft"]):
        drafts.setdefault(essay.document, []).append(essay.text)
    return np.array([_place(row.text.strip(), drafts.get(row.document, [])) for row in rows])


def _place(text: str, drafts: list[str]) -> list[float]:
    """Its share of the essay, paragraphs and own paragraph before it; first or last there."""
    length = float(np.log(len(text.split()) + 1)) / 3
    draft = next((d for d in drafts if text in d), "")
    if not draft:
        return [0.5, 0.5, 0.5, 0.0, 0.0, 0.0, length]
    before, _, after = draft.partition(text)
    done = [p for p in before.split("\n")[:-1] if p.strip()]
    left = [p for p in after.split("\n")[1:] if p.strip()]
    here, rest = len(before.split("\n")[-1].strip()), len(after.split("\n")[0].strip())
    return [
        len(before) / len(draft),
        len(done) / max(len(done) + len(left), 1),
        here / max(here + rest, 1),
        float(not here),
        float(not done),
        float(not left),
        length,
    ]


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
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else public_folder()
    for name, run in (("CEReD", cered), ("ArgRewrite", argrewrite)):
        try:
            run(folder or Path("public"))
        except ReadError as error:
            print(f"{name} is skipped: {error.message}. {error.hint}")
    style()


if __name__ == "__main__":
    main()
