"""Texts in, weights of their terms out: TF-IDF at run time, without scikit-learn's import.

The same figures as scikit-learn's TfidfVectorizer with `sublinear_tf` (a test compares them);
importing that takes two of the four seconds that a first report may take.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Row = tuple[NDArray[np.intp], Floats]  # columns of a text's known terms, and their weights


@dataclass(frozen=True)
class Terms:
    """How texts are cut: what a word is, in lower case or as it stands; up to `most` in a row."""

    word: re.Pattern[str]
    most: int = 1
    lower: bool = False
    without: Collection[str] = ()

    def of(self, text: str) -> list[str]:
        words = self.word.findall(text.lower() if self.lower else text)
        words = [word for word in words if word not in self.without]
        return [
            " ".join(words[i : i + size])
            for size in range(1, self.most + 1)
            for i in range(len(words) - size + 1)
        ]


@dataclass(frozen=True)
class TermWeights:
    """Known terms with their columns, and how telling each is: `rarity`, shape (terms,)."""

    terms: Terms
    columns: Mapping[str, int]
    rarity: Floats

    def rows(self, texts: Iterable[str]) -> list[Row]:
        """Each text's terms, of unit length together; a text without any has an empty row."""
        return [self._row(text) for text in texts]

    def _row(self, text: str) -> Row:
        counts = Counter(c for t in self.terms.of(text) if (c := self.columns.get(t)) is not None)
        columns = np.array(sorted(counts), dtype=np.intp)
        often = np.array([1.0 + log(counts[c]) for c in columns.tolist()])
        weights = often * self.rarity[columns]
        length = sqrt(float(weights @ weights))
        return columns, weights / length if length else weights

    def dot(self, texts: Iterable[str], against: Floats) -> Floats:
        """Products of each text with each row of `against`, (rows, terms): (texts, rows)."""
        products = [against[:, columns] @ weights for columns, weights in self.rows(texts)]
        return np.vstack(products) if products else np.zeros((0, len(against)))

    def table(self, texts: Iterable[str]) -> Floats:
        """The texts' weights as a table, shape (texts, terms)."""
        rows = self.rows(texts)
        table = np.zeros((len(rows), len(self.rarity)))
        for row, (columns, weights) in zip(table, rows, strict=True):
            row[columns] = weights
        return table


def learn(texts: Sequence[str], terms: Terms) -> TermWeights:
    """The terms of `texts`, a rare one telling more: 1 + ln((1 + texts) / (1 + texts with it))."""
    held = Counter(term for text in texts for term in set(terms.of(text)))
    columns = {term: i for i, term in enumerate(sorted(held))}
    rarity = np.array([1.0 + log((1 + len(texts)) / (1 + held[term])) for term in columns])
    return TermWeights(terms, columns, rarity)
