"""Sentences with their parses in; kernels between them, one a view, added up, out.

The views: words and characters, how a sentence is put together, signs of what it does
(`move_signs.yaml`), its meaning by the shipped encoder and its inner layers, and, where the data
tells, its place in its essay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from premark.detect.move_head import skeleton, verbal_lemmas
from premark.embed import load_encoder
from premark.patterns import compile_phrases
from premark.train.move_views import new_vectorizer

Matrix = NDArray[np.floating]
SIGNS = Path(__file__).with_name("move_signs.yaml")
LAYERS = (2, 3, 4, 5)  # of the encoder's six: nearer the words than its last, which is its meaning
BATCH = 16
MOST = 128  # word pieces read of a sentence
WEIGHTS = {"words": 1.0, "build": 1.0, "signs": 4.0, "meaning": 2.0, "place": 3.0}
_TAGS = "VBD VBZ VBP VBG VBN VB MD JJR JJS RB NNP NN NNS CD WP WRB IN".split()
_TIES = "nsubjpass ccomp advcl relcl acl xcomp mark neg amod prep conj".split()
_MARKS = ('"', "“", "?", "!", ":", ";", "(")


@dataclass(frozen=True)
class Views:
    """What is known of each sentence, in the order of `texts`. `place` may have no columns."""

    texts: list[str]
    builds: tuple[list[str], ...]
    signs: Matrix
    meanings: tuple[Matrix, ...]
    place: Matrix


def read_views(texts: list[str], spans: Sequence[Any], place: Matrix) -> Views:
    builds = tuple([read(span) for span in spans] for read in (skeleton, verbal_lemmas, ties))
    signs = np.array([signs_of(span) for span in spans])
    vectors = load_encoder().encode(texts)
    return Views(texts, builds, signs, (vectors, *inner_layers(texts)), place)


def kernels(views: Views, train: NDArray[np.intp], test: NDArray[np.intp]) -> tuple[Matrix, Matrix]:
    """(training, training) and (tested, training); nothing is learned from the tested rows."""
    pairs = [(WEIGHTS["words"], _linear(v, views.texts, train, test)) for v in text_views()]
    for most, build in zip((3, 2, 1), views.builds, strict=True):
        pairs.append((WEIGHTS["build"], _linear(new_vectorizer(most), build, train, test)))
    pairs.append((WEIGHTS["signs"], _by_distance(_scaled(views.signs, train), train, test)))
    for meaning in views.meanings:
        unit = meaning - meaning[train].mean(axis=0)
        unit = unit / np.linalg.norm(unit, axis=1, keepdims=True)
        pairs.append((WEIGHTS["meaning"], _by_distance(unit, train, test)))
    if views.place.size:
        pairs.append((WEIGHTS["place"], _by_distance(_scaled(views.place, train), train, test)))
    whole = sum(weight for weight, _ in pairs)
    seen, there = (sum(w * pair[k] for w, pair in pairs) / whole for k in (0, 1))
    return np.asarray(seen), np.asarray(there)


def text_views() -> tuple[TfidfVectorizer, TfidfVectorizer]:
    """Words (one and two) and characters (two to five, within words), as the baseline has them."""
    word = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    return word, letters


def _linear(
    vectorizer: Any, texts: Sequence[str], train: NDArray[np.intp], test: NDArray[np.intp]
) -> tuple[Matrix, Matrix]:
    seen = vectorizer.fit_transform([texts[i] for i in train]).astype(np.float32)
    there = vectorizer.transform([texts[i] for i in test]).astype(np.float32)
    return (seen @ seen.T).toarray(), (there @ seen.T).toarray()


def _by_distance(
    rows: Matrix, train: NDArray[np.intp], test: NDArray[np.intp]
) -> tuple[Matrix, Matrix]:
    """A Gaussian kernel on rows whose squared length is about one."""
    rows = rows.astype(np.float32)
    return _gauss(rows[train], rows[train]), _gauss(rows[test], rows[train])


def _gauss(a: Matrix, b: Matrix) -> Matrix:
    apart = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None] - 2 * a @ b.T
    return np.asarray(np.exp(-0.5 * np.maximum(apart, 0)))


def _scaled(columns: Matrix, train: NDArray[np.intp]) -> Matrix:
    mean, spread = columns[train].mean(axis=0), columns[train].std(axis=0) + 0.05
    return np.asarray((columns - mean) / spread / np.sqrt(columns.shape[1]))


def ties(span: Any) -> str:
    """How the words hang together: relations, the subject with its verb, and the root."""
    return " ".join(tie for token in span for tie in _ties_of(token))


def _ties_of(token: Any) -> list[str]:
    said = [f"{token.dep_}>{token.head.pos_}"]
    who = token.lower_ if token.pos_ == "PRON" else token.pos_
    if token.dep_ in ("nsubj", "nsubjpass"):
        said += [f"{who}|{token.head.tag_}", f"{who}|{token.head.lemma_.lower()}"]
    if token.dep_ in ("advcl", "ccomp", "acl", "relcl", "mark"):
        said.append(f"{token.dep_}={token.lower_ if token.dep_ == 'mark' else token.tag_}")
    if token.dep_ == "ROOT":
        said += [f"root={token.tag_}", f"root={token.lemma_.lower()}"]
        said += [f"root+{child.dep_}:{_small(child)}" for child in token.children]
    return said


def _small(token: Any) -> str:
    small = token.pos_ in ("AUX", "PRON", "SCONJ", "ADV", "PART")
    return str(token.lower_ if small else token.pos_)


@lru_cache(maxsize=1)
def _signs() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    lists = {k: tuple(v) for k, v in yaml.safe_load(SIGNS.read_text(encoding="utf-8")).items()}
    opening = lists.pop("opening")
    return lists, opening


def signs_of(span: Any) -> list[float]:
    """Counts of signs, tags and ties in a sentence, and who its root's subject is."""
    lists, opening = _signs()
    text, words = span.text.strip(), max(len(span), 1)
    found = {name: list(compile_phrases(said).finditer(text)) for name, said in lists.items()}
    counts = {name: min(len(hits), 3) for name, hits in found.items()}
    opens = [bool(compile_phrases(lists[name]).match(text)) for name in opening]
    tags, deps = [t.tag_ for t in span], [t.dep_ for t in span]
    amounts = (*(tags.count(tag) for tag in _TAGS), *(deps.count(tie) for tie in _TIES))
    shares = [amount / words**0.5 for amount in amounts]
    marks = [min(text.count(mark), 3) for mark in _MARKS]
    digits = min(sum(letter.isdigit() for letter in text), 3)
    return [float(v) for v in (*counts.values(), *opens, *shares, *marks, digits,
                               *_root(span), *_both_sides(counts), np.log(words))]  # fmt: skip


def _root(span: Any) -> list[bool]:
    root = next((t for t in span if t.dep_ == "ROOT"), span[0])
    who = next((c.lower_ for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), "")
    groups = (("i",), ("we",), "it this that these there".split(), "he she they".split())
    tags = [root.tag_ == tag for tag in ("VBD", "VBZ", "VBP", "VB", "VBN")]
    return [*tags, *(who in group for group in groups), who in ("you", "one"), not who]


def _both_sides(counts: dict[str, int]) -> list[int]:
    """One thing set against another: a concession is told by its two halves together."""
    turn = min(counts["contrast"] + counts["concede"], 1)
    against, merit = min(counts["objection"], 1), min(counts["merit"], 1)
    return [counts["contrast"] * counts["concede"], against * merit, turn * against * merit,
            turn * min(against + merit, 1)]  # fmt: skip


def inner_layers(texts: Sequence[str]) -> list[Matrix]:
    """Means over the word pieces of the encoder's inner layers, each (sentences, 384)."""
    import torch

    model = load_encoder("sentence-transformers").model
    network, tokenizer = model[0].auto_model, model.tokenizer
    order = np.argsort([len(text) for text in texts], kind="stable")
    layers = [np.zeros((len(texts), network.config.hidden_size), np.float32) for _ in LAYERS]
    with torch.no_grad():
        for rows in np.array_split(order, max(len(order) // BATCH, 1)):
            given = tokenizer([texts[i] for i in rows], padding=True, truncation=True,
                              max_length=MOST, return_tensors="pt")  # fmt: skip
            hidden = network(**given, output_hidden_states=True).hidden_states
            kept = given["attention_mask"][:, :, None].float()
            for layer, number in zip(layers, LAYERS, strict=True):
                layer[rows] = ((hidden[number] * kept).sum(1) / kept.sum(1)).numpy()
    return layers
