"""Labelled assignments in; each read once, and weighed at as many thresholds as are asked, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import yaml

from premark.errors import ReadError
from premark.evaluate.align import hide_headings
from premark.evaluate.counts import Pair, table_counts
from premark.evaluate.gold import Gold
from premark.evaluate.measures import Counts
from premark.evaluate.run import labelled
from premark.match.chances import topic_chances
from premark.match.decide import match
from premark.packs.load import find_pack
from premark.packs.where import data_root
from premark.pipeline import Gathered, Tools, gather
from premark.read import read
from premark.types.criteria import Pack
from premark.types.evidence import CriterionReview, Sign
from premark.types.tuning import Thresholds
from premark.weigh.review import Evidence, scope_of, weigh_criteria
from premark.weigh.sureness import signs_of

Say = Callable[[str], None]
READINGS = ("headings shown", "headings hidden")
CELLS = 16  # of a table of four levels


@dataclass(frozen=True)
class Weighable:
    """A labelled document as it was found, with its headings and without, before any weighing."""

    gold: Gold
    pack: Pack
    found: tuple[Gathered, Gathered]


@dataclass(frozen=True)
class Scales:
    """Documents to be weighed, and what was weighed already: nothing is weighed twice."""

    documents: tuple[Weighable, ...]
    tools: Tools
    maps: dict[tuple[int, int, str], Evidence] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(each.gold.id for each in self.documents)

    def reviews(self, number: int, reading: int, at: Thresholds) -> tuple[CriterionReview, ...]:
        """The criteria of one document in one reading."""
        evidence = self.evidence(number, reading, at)
        return weigh_criteria(self.documents[number].pack, evidence, self.tools.verbs, at)

    def evidence(self, number: int, reading: int, at: Thresholds) -> Evidence:
        """What was found, mapped anew where the thresholds of the map are others."""
        key = (number, reading, f"{at.matching} {at.coverage}")
        if key not in self.maps:
            found = self.documents[number].found[reading]
            own, profiles = found.ready.reading, found.profiles
            matches, _ = match(own, profiles, at.matching, at.coverage)
            self.maps[key] = replace(found.evidence, matches=tuple(matches))
        return self.maps[key]

    def signs(
        self, number: int, reading: int, at: Thresholds
    ) -> Iterator[tuple[CriterionReview, dict[Sign, float]]]:
        """Each criterion with the signs of how sure its level is."""
        each, evidence = self.documents[number], self.evidence(number, reading, at)
        pack, found = each.pack, each.found[reading]
        told = weigh_criteria(pack, evidence, self.tools.verbs, at)
        chances = topic_chances(found.ready.reading, found.profiles, evidence.matches, at)
        given = (chances, self.tools.verbs, at)
        for review in told:
            scope = scope_of(pack.criterion(review.criterion), pack, evidence, self.tools.verbs)
            must = [r for r in review.results if r.required]
            weighed = list(zip(scope.criterion.must, must, strict=True))
            yield review, signs_of(scope, review.strength, weighed, given)

    def counts(self, at: Thresholds) -> Counts:
        """The tables of levels of every document, one reading after the other: (documents, 32)."""
        return np.array([self._tables(n, at) for n in range(len(self.documents))], np.float64)

    def _tables(self, number: int, at: Thresholds) -> tuple[float, ...]:
        labels = self.documents[number].gold.gold.criteria
        tables: list[float] = []
        for reading in range(len(READINGS)):
            told = self.reviews(number, reading, at)
            pairs: list[Pair] = [
                (labels[c.criterion].strength, c.strength) for c in told if c.criterion in labels
            ]
            tables += table_counts(pairs)
        return tuple(tables)


def read_labelled(folders: Sequence[Path], tools: Tools, said: Say) -> Scales:
    """Every labelled document of the folders, prepared once.

    Raises ReadError for a folder without any, for one document twice, and for a frozen one.
    """
    found = list(_once(_unfrozen(folders)))
    documents = []
    for gold, paths in found:
        said(gold.id)
        documents.append(_prepared(gold, paths, tools))
    return Scales(tuple(documents), tools)


def _prepared(gold: Gold, paths: Sequence[Path], tools: Tools) -> Weighable:
    pack, document = find_pack(gold.unit), read(paths[:1])
    shown = gather(document, pack, tools)
    return Weighable(gold, pack, (shown, gather(hide_headings(document, gold), pack, tools)))


def _unfrozen(folders: Sequence[Path]) -> Iterator[tuple[Gold, list[Path]]]:
    kept = frozen()
    for folder in folders:
        for gold, paths in labelled(folder):
            if {gold.id, paths[0].stem} & kept:
                raise ReadError(
                    f"{paths[0]}: {gold.id} is frozen: it measures, and nothing is set on it",
                    hint="Take it out of the folder; corpora/split.yaml lists the frozen ones.",
                )
            yield gold, paths


def _once(found: Iterator[tuple[Gold, list[Path]]]) -> Iterator[tuple[Gold, list[Path]]]:
    seen: dict[str, Path] = {}
    for gold, paths in found:
        if gold.id in seen:
            said = f"{paths[0]}: {gold.id} stands in {seen[gold.id].parent} too"
            raise ReadError(said, hint="A text that is there twice would train and test itself.")
        seen[gold.id] = paths[0]
        yield gold, paths


def frozen() -> frozenset[str]:
    """Ids of the documents that only measure, as the corpus lists them."""
    split = data_root("corpora") / "split.yaml"
    if not split.is_file():
        raise ReadError(
            f"{split}: not there, so it cannot be known which documents only measure",
            hint="Train from a checkout of premark, which has its corpora.",
        )
    return frozenset(yaml.safe_load(split.read_text(encoding="utf-8"))["frozen"])


def digest_of_labels(scales: Scales) -> str:
    """One digest of all texts and labels, in the order of their ids."""
    told = sorted((each.gold.id, each.gold.model_dump_json()) for each in scales.documents)
    return sha256("\n".join(f"{name} {text}" for name, text in told).encode()).hexdigest()
