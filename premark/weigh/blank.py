"""Sections in; the criteria that a heading names and under which nothing is written, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.structure.passages import place
from premark.types.criteria import Pack
from premark.types.document import Document, Section
from premark.types.evidence import Notice
from premark.weigh.documents import documents_of
from premark.weigh.review import Blank, Evidence

_WORD = re.compile(r"[^\W_]")


def blank_headings(document: Document, sections: Sequence[Section]) -> dict[str, Blank]:
    """The first heading of each criterion that headings name and that no section answers.

    A heading whose sub-sections hold the text is not blank, nor is one of two that name the
    same criterion while the other is answered.
    """
    headed: dict[str, Blank] = {}
    written: set[str] = set()
    for i, section in enumerate(sections):
        if section.role != "body" or not section.named_by:
            continue
        answered = _is_written(i, document, sections)
        for code in section.criteria:
            if answered:
                written.add(code)
            elif section.heading is not None and code not in headed:
                block = document.blocks[section.heading]
                boxed = any(document.blocks[n].template for n in section.blocks)
                headed[code] = Blank(place(block, 0, len(block.text), document), boxed)
    return {code: blank for code, blank in headed.items() if code not in written}


def _is_written(at: int, document: Document, sections: Sequence[Section]) -> bool:
    """Whether the learner wrote in the section or below it, other criteria's headings apart."""
    own = sections[at]
    if _has_words(own, document):
        return True
    for section in sections[at + 1 :]:
        if section.level <= own.level and section.heading is not None:
            return False
        other = section.criteria and not set(section.criteria) & set(own.criteria)
        if not other and _has_words(section, document):
            return True
    return False


def _has_words(section: Section, document: Document) -> bool:
    blocks = [document.blocks[i] for i in section.blocks]
    return any(_WORD.search(b.text) for b in blocks if not (b.template or b.header))


def blank_notice(evidence: Evidence, pack: Pack) -> Notice | None:
    """Headings left blank whose criteria nothing else in the file addresses.

    A template's box left unfilled is told all the same: headings that merely follow one
    another, with one answer to them all, have none.
    """
    addressed = {m.criterion for m in evidence.matches if m.primary}
    told = {
        c.id: evidence.blank[c.id].at
        for c in pack.criteria
        if (blank := evidence.blank.get(c.id))
        and (blank.boxed or (c.id not in addressed and not documents_of(c, evidence.findings)))
    }
    if not told:
        return None
    said = ", ".join(f"{code} ({at.label})" for code, at in told.items())
    message = f"A heading stands with nothing that can be read under it: {said}."
    step = "Check whether the answer was left out, or stands there as a picture."
    return Notice(
        code="headed-but-blank", message=message, next_step=step, places=tuple(told.values())
    )
