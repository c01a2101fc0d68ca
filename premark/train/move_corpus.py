"""Folders of labelled sentences in; sentences with labels, parses, vectors and copies out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from premark.detect.move_head import skeleton, vectors_before, verbal_lemmas
from premark.embed import Embedder, Vectors
from premark.errors import ReadError
from premark.parse import load_parser
from premark.train.move_copies import lengthened, misspelt
from premark.types.criteria import MOVES

WRAPPINGS = "wrappings.yaml"
LABELLED = tuple(f"a{n:02d}" for n in range(1, 13))  # their paragraphs set the chief moves' cuts
FEWEST = 10  # documents: with fewer, inner folds have too little to choose by

Labels = NDArray[np.int64]
Paragraph = tuple[str, Sequence[tuple[str, Sequence[str]]]]  # file, then sentences with moves


@dataclass(frozen=True)
class Corpus:
    """Sentences in reading order. `labels` is (n, 12) of 0 and 1; `paragraphs` are index runs."""

    texts: list[str]
    labels: Labels
    files: NDArray[np.str_]
    paragraphs: list[list[int]]

    @property
    def documents(self) -> list[str]:
        return sorted(set(map(str, self.files)))


@dataclass(frozen=True)
class Views:
    """What the head reads of sentences: parses, how they are built, vectors, those before them."""

    spans: list[Any]
    built: list[str]
    lemmas: list[str]
    vectors: Vectors
    before: Vectors


def gather(paragraphs: Sequence[Paragraph]) -> Corpus:
    """A corpus of paragraphs, in their order."""
    rows = [(name, text, moves) for name, sentences in paragraphs for text, moves in sentences]
    starts = np.cumsum([0, *(len(sentences) for _, sentences in paragraphs)])
    return Corpus(
        [text for _, text, _ in rows],
        np.array([[int(move in moves) for move in MOVES] for _, _, moves in rows]),
        np.array([name for name, _, _ in rows]),
        [list(range(a, b)) for a, b in zip(starts[:-1], starts[1:], strict=True)],
    )


def read_moves(folder: Path) -> Corpus:
    """The labelled sentences of `m*.yaml`, a document each. Raises ReadError."""
    paths = sorted(folder.glob("m*.yaml"))
    if not paths:
        hint = "Name the folder with --corpus; corpora/moves of the project's source is one."
        raise ReadError(f"{folder}: no labelled sentences (m01.yaml and so on)", hint=hint)
    if len(paths) < FEWEST:
        hint = f"Cross-validation by file needs {FEWEST} files or more."
        raise ReadError(f"{folder}: only {len(paths)} files of labelled sentences", hint=hint)
    return gather([paragraph for path in paths for paragraph in _paragraphs(path)])


def _paragraphs(path: Path) -> list[Paragraph]:
    try:
        told = _yaml(path)["paragraphs"]
        found = [[(s["text"], s["moves"]) for s in paragraph["sentences"]] for paragraph in told]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        said = f"{path}: not labelled sentences ({type(error).__name__})"
        raise ReadError(said, hint="corpora/moves/README.md says what form they have.") from error
    unknown = sorted({m for one in found for _, moves in one for m in moves} - set(MOVES))
    if unknown:
        hint = f"The moves are: {', '.join(MOVES)}."
        raise ReadError(f"{path}: no such move: {', '.join(map(str, unknown))}", hint=hint)
    return [(path.stem, sentences) for sentences in found]


def read_assignments(folder: Path) -> Corpus | None:
    """Paragraphs of labelled assignments, each sentence with its paragraph's moves; None without.

    Only those of `LABELLED`: the others measure.
    """
    nlp, paragraphs = load_parser().nlp, []
    for path in (folder / f"{name}.yaml" for name in LABELLED):
        for block in _yaml(path)["blocks"] if path.is_file() else ():
            if block["type"] == "para":
                told = [(s.text, block["moves"]) for s in nlp(block["text"]).sents]
                paragraphs.append((path.stem, told))
    return gather(paragraphs) if paragraphs else None


def read_wrappings(folder: Path) -> Mapping[str, Sequence[str]]:
    """The words that lengthen a sentence, by place. Raises ReadError."""
    path = folder / WRAPPINGS
    if not path.is_file():
        hint = "The head is also trained on sentences said at length; this file has the words."
        raise ReadError(f"{path}: there is no such file", hint=hint)
    return {name: said for name, said in _yaml(path).items() if name != "made"}


def _yaml(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def read_texts(texts: Sequence[str], encoder: Embedder) -> Views:
    """Views of sentences that have nothing before them."""
    vectors = encoder.encode(texts)
    spans = [doc[:] for doc in load_parser().nlp.pipe(texts)]
    built, lemmas = [skeleton(s) for s in spans], [verbal_lemmas(s) for s in spans]
    return Views(spans, built, lemmas, vectors, np.zeros_like(vectors))


def read_views(corpus: Corpus, encoder: Embedder) -> Views:
    """Views of a corpus: each sentence after the one before it in its paragraph."""
    views = read_texts(corpus.texts, encoder)
    lengths = [len(paragraph) for paragraph in corpus.paragraphs]
    return replace(views, before=vectors_before(lengths, views.vectors))


def copies_of(
    views: Views, wrappings: Mapping[str, Sequence[str]], encoder: Embedder
) -> tuple[Views, Views]:
    """The misspelt and the long copies, after the same sentences as stand before the originals."""
    slipped = read_texts(misspelt(views.spans), encoder)
    long = read_texts(lengthened(views.spans, wrappings), encoder)
    return replace(slipped, before=views.before), replace(long, before=views.before)
