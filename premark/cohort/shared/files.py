"""The digests of the files of each submission in; which of them are the same, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from premark.cohort.shared.said import file_said
from premark.cohort.shared.types import SameFile
from premark.types.cohort import Record

MOST = 100  # that are told


@dataclass
class Files:
    """Where each file stands, by its digest: the submission, and what it is called there."""

    places: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def see(self, record: Record) -> None:
        for name, digest in record.files:
            self.places.setdefault(digest, []).append((record.submission, name))

    def same(self, learners: Mapping[str, int]) -> Iterator[SameFile]:
        """Those that stand in more than one place, in most first."""
        several = [held for held in self.places.values() if len(held) > 1]
        several.sort(key=lambda held: (-len(held), held))
        for held in several[:MOST]:
            submissions = tuple(submission for submission, _ in held)
            names = tuple(dict.fromkeys(name for _, name in held))
            number = len({learners[submission] for submission in submissions})
            yield SameFile(
                submissions=tuple(dict.fromkeys(submissions)),
                names=names,
                learners=number,
                says=file_said(submissions, names, number),
            )
