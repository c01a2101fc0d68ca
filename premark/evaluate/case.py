"""One labelled assignment and its review, set side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from premark.evaluate.align import align
from premark.evaluate.gold import Gold, GoldBlock, GoldCriterion
from premark.types.criteria import Pack
from premark.types.evidence import CriterionReview, Review

NONE = "none"
LABELLED = ("para", "list", "table", "appendix")
Codes = frozenset[str]
Given = Mapping[str, Codes]  # by passage id, the criteria that it is given to
NO_CRITERION: Codes = frozenset({NONE})


@dataclass(frozen=True)
class Case:
    """One labelled assignment and its review; `pack` says how required elements are counted."""

    gold: Gold
    review: Review
    pack: Pack | None = None

    @property
    def blocks(self) -> list[GoldBlock]:
        return [b for b in self.gold.blocks if b.type in LABELLED]

    @cached_property
    def held(self) -> list[tuple[GoldBlock, list[str]]]:
        """Each labelled block with the ids of the passages that hold it."""
        return list(zip(self.blocks, align(self.blocks, self.review.passages), strict=True))

    @cached_property
    def given(self) -> dict[str, Codes]:
        """The criteria that our primary matches give each passage; nothing for the others."""
        given: dict[str, set[str]] = defaultdict(set)
        for criterion in self.review.criteria:
            for match in criterion.matches:
                if match.primary:
                    given[match.passage].add(match.criterion)
        return {passage: frozenset(codes) for passage, codes in given.items()}

    def sets(self, given: Given | None = None) -> list[tuple[GoldBlock, Codes, Codes]]:
        """Each labelled block, its label's criteria, and those that its passages are given to.

        `given` is another's map than ours. No criterion at all is the answer "none".
        """
        told = self.given if given is None else given
        rows = []
        for block, ids in self.held:
            ours = frozenset(code for id_ in ids for code in told.get(id_, ()))
            rows.append((block, frozenset(block.criterion) or NO_CRITERION, ours or NO_CRITERION))
        return rows

    @cached_property
    def criteria(self) -> list[tuple[GoldCriterion, CriterionReview]]:
        """Every criterion that is labelled, with our review of it."""
        labels = self.gold.gold.criteria
        return [(labels[c.criterion], c) for c in self.review.criteria if c.criterion in labels]

    @property
    def answered(self) -> list[tuple[GoldCriterion, CriterionReview]]:
        """Those that are not labelled none."""
        return [pair for pair in self.criteria if pair[0].strength != NONE]
