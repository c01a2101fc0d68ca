"""A submission and what was found in it in; notices about the whole of it, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.types.criteria import Pack
from premark.types.document import Document, Locator, Section
from premark.types.evidence import Notice
from premark.weigh.blank import blank_notice
from premark.weigh.declaration import declaration_notice
from premark.weigh.disciplines import mixed_notice
from premark.weigh.review import Evidence


def notices(
    document: Document, sections: Sequence[Section], evidence: Evidence, pack: Pack
) -> tuple[Notice, ...]:
    """Everything to be said of the whole, the gravest first."""
    found = [
        _nothing_matched(evidence),
        _names_left(evidence),
        blank_notice(evidence, pack),
        mixed_notice(document, sections, evidence, pack),
        declaration_notice(document, sections),
        _word_count(evidence),
    ]
    return tuple(notice for notice in found if notice is not None)


def echo_notice(echoed: Sequence[Locator]) -> tuple[Notice, ...]:
    """Sentences that say the unit's own words or only list words: seen, and left out."""
    if not echoed:
        return ()
    said = "1 sentence only says" if len(echoed) == 1 else f"{len(echoed)} sentences only say"
    strung = "strings" if len(echoed) == 1 else "string"
    message = (
        f"{said} the unit's own words, or {strung} key words together: left out of the evidence."
    )
    step = "Look whether the answer goes beyond the criterion's wording."
    return (Notice(code="unit-text", message=message, next_step=step, places=tuple(echoed)),)


def _nothing_matched(evidence: Evidence) -> Notice | None:
    if any(m.primary for m in evidence.matches):
        return None
    message = "No passage of this file addresses any criterion of the unit."
    return Notice(
        code="nothing-matched",
        message=message,
        next_step="Check that this is the right file and the right unit.",
    )


def _names_left(evidence: Evidence) -> Notice | None:
    found = [f for f in evidence.findings if f.kind in ("person", "email", "phone", "employer")]
    if not found:
        return None
    keys = list(dict.fromkeys(f.key for f in found))
    shown = ", ".join(keys[:5]) + (" and others" if len(keys) > 5 else "")
    places = "1 place" if len(found) == 1 else f"{len(found)} places"
    return Notice(
        code="name-left",
        message=f"Someone may be identified in {places}: {shown}.",
        next_step="Replace with a label such as a letter or a number before it goes further.",
        places=tuple(f.at for f in found),
    )


def _word_count(evidence: Evidence) -> Notice:
    words = sum(p.words for p in evidence.passages)
    message = f"{words:,} word{'' if words == 1 else 's'} in the answering sections."
    return Notice(
        code="word-count", message=message, next_step="Compare with your centre's word limit."
    )

