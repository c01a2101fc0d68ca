"""A cohort's records in; the rows of one unit by criterion, packed small, out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from premark.types.cohort import CriterionRow, Record


@dataclass
class Kept:
    """The rows of one criterion, ordered by submission; each is about 1 KB."""

    submissions: list[str] = field(default_factory=list)
    packed: list[bytes] = field(default_factory=list)

    def add(self, submission: str, row: CriterionRow) -> None:
        self.submissions.append(submission)
        self.packed.append(zlib.compress(row.model_dump_json().encode(), 1))

    def row(self, place: int) -> CriterionRow:
        return CriterionRow.model_validate_json(zlib.decompress(self.packed[place]))

    def order(self) -> list[int]:
        """Places by submission, whatever the order of the records was."""
        return sorted(range(len(self.submissions)), key=lambda i: self.submissions[i])

    def answers(self) -> Iterator[tuple[int, str]]:
        """Each place with its answer, "" where there is none."""
        for place in self.order():
            yield place, self.row(place).answer.strip()


def keep_rows(records: Iterable[Record], unit: str, criteria: Sequence[str]) -> dict[str, Kept]:
    """The rows of a unit by criterion: those of `criteria` in their order, then any others."""
    kept: dict[str, Kept] = {code: Kept() for code in criteria}
    for record in records:
        if record.unit == unit:
            for row in record.criteria:
                kept.setdefault(row.criterion, Kept()).add(record.submission, row)
    return {code: rows for code, rows in kept.items() if rows.packed}
