"""Sections and matches in; headings that name another criterion than their text answers, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from premark.structure.passages import place
from premark.types.document import Document, Section
from premark.types.evidence import Match, Notice
from premark.weigh.review import Evidence


def overruled_headings(
    document: Document, sections: Sequence[Section], evidence: Evidence
) -> Notice | None:
    """A notice of every section whose text was read for other criteria than its heading names."""
    best: dict[str, Match] = {}
    for match in evidence.matches:
        if match.primary and (match.passage not in best or match.score > best[match.passage].score):
            best[match.passage] = match
    given: dict[int, Counter[str]] = {}
    for passage in evidence.passages:
        if passage.id in best:
            read_as = given.setdefault(passage.section, Counter())
            read_as[best[passage.id].criterion] += 1
    said, places = [], []
    for section in sections:
        read = given.get(section.index, Counter())
        if section.heading is None or not section.criteria or not read:
            continue
        if set(read) & set(section.criteria):
            continue
        nearest = min(read, key=lambda code: (-read[code], code))
        said.append(f"headed {' and '.join(section.criteria)}, read as {nearest}")
        heading = document.blocks[section.heading]
        places.append(place(heading, 0, len(heading.text), document))
    if not said:
        return None
    return Notice(
        code="heading-overruled",
        message=f"{len(said)} section(s) answer another criterion than their heading names: "
        f"{'; '.join(said)}.",
        next_step="Read the section for both criteria: premark went by its text.",
        places=tuple(places),
    )

