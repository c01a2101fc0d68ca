"""A submission and what was found in it in; notices about the whole of it, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from premark.structure.wording import stems
from premark.types.criteria import Pack
from premark.types.document import Document, Locator, Section
from premark.types.evidence import Notice
from premark.weigh.blank import blank_notice
from premark.weigh.declaration import declaration_notice
from premark.weigh.disciplines import mixed_notice
from premark.weigh.review import Evidence

FRONT = 12  # blocks
FITS_LESS = 0.65  # of the best unit's fit; of fifteen assignments none fits its own unit under 0.75
ENOUGH = 150  # content words; fewer say nothing of the unit
# Content words from which the whole of FITS_LESS holds; under it the shortfall must be the greater,
# as the square root of the words. Fifteen assignments, their first, middle and last 100 to 2,500
# words and the whole: 0 false alarms in 237 (13 at one cut-off), 146 in 1,185 with another unit
# given (378): of 400 words 14 in 225, of 1,500 38 in 140, of the whole 30 in 75.
FULL = 1200


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


def unit_notice(document: Document, pack: Pack, packs: Sequence[Pack]) -> Notice | None:
    """The unit that the file names, or whose words it uses, when that is not the one given.

    Little text accuses nobody: the fewer the words, the worse must the unit given fit.
    """
    best, named = likeliest_unit(document, pack, packs)
    if best.code == pack.code or not (named or _fits_clearly_less(document, pack, packs)):
        return None
    why = f"the file names {best.code}" if named else f"its words fit {best.code} better"
    message = f"The unit given, {pack.code}, may not be this file's: {why} ({best.title})."
    return Notice(
        code="unit-mismatch", message=message, next_step=f"Try again with --unit {best.code}."
    )


def likeliest_unit(
    document: Document, pack: Pack, packs: Sequence[Pack]
) -> tuple[Pack, bool]:
    """The unit that is likeliest the file's, `pack` when in doubt; whether the file names it."""
    named = _named(_front(document), packs)
    if named:
        same = next((p for p in named if p.code == pack.code), None)
        return same or named[0], True
    best, share = _best_fit(_text(document), pack, packs)
    return (pack if share >= FITS_LESS else best), False


def _fits_clearly_less(document: Document, pack: Pack, packs: Sequence[Pack]) -> bool:
    """Whether the shortfall is greater than a text of this length shows by chance."""
    text = _text(document)
    words = len(stems(text))
    return _best_fit(text, pack, packs)[1] < FITS_LESS * min(1.0, sqrt(words / FULL))


def _text(document: Document) -> str:
    return " ".join(block.text for block in document.blocks)


def _front(document: Document) -> str:
    """First lines and running headers, where a file says what it is; elsewhere it may only refer
    to another unit's evidence."""
    kept = [b.text for b in document.blocks[:FRONT]]
    kept += [b.text for b in document.blocks if b.part in ("header", "footer")]
    return " ".join(kept).replace("–", "-").replace("/", "-")


def _named(text: str, packs: Sequence[Pack]) -> list[Pack]:
    return [p for p in packs if re.search(rf"(?<!\d){re.escape(p.code)}(?!\d)", text)]


def _best_fit(text: str, pack: Pack, packs: Sequence[Pack]) -> tuple[Pack, float]:
    """The pack whose telling words the text uses most, and the given pack's share of that.

    Cosine with each unit's words, weighed by how few units have them: without the weighing the
    unit with the most words always wins.
    """
    words = Counter(stems(text))
    if sum(words.values()) < ENOUGH:
        return pack, 1.0
    units = {p.code: frozenset(stems(_said(p))) for p in packs}
    spread = Counter(stem for own in units.values() for stem in own)
    weight = {stem: log(len(units) / n) ** 2 for stem, n in spread.items()}
    fits = {code: _fit(words, own, weight) for code, own in units.items()}
    best = max(packs, key=lambda p: (fits[p.code], p.code))
    if not fits[best.code]:
        return pack, 1.0
    return best, fits.get(pack.code, 1.0) / fits[best.code]


def _fit(words: Counter[str], own: frozenset[str], weight: dict[str, float]) -> float:
    length = sqrt(sum(weight[stem] for stem in own)) or 1.0
    return sum(weight[s] * (1 + log(words[s])) for s in sorted(own) if words[s]) / length


def _said(pack: Pack) -> str:
    return " ".join(f"{c.asks} {' '.join(t.about for t in c.topics)}" for c in pack.criteria)


def echo_notice(echoed: Sequence[Locator]) -> tuple[Notice, ...]:
    """Sentences that say the unit's own words or only list words: seen, and left out."""
    if not echoed:
        return ()
    message = (
        f"{len(echoed)} sentence(s) only say the unit's own words, or string key words together: "
        "left out of the evidence."
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
    found = [f for f in evidence.findings if f.kind in ("person", "email", "phone")]
    if not found:
        return None
    keys = list(dict.fromkeys(f.key for f in found))
    shown = ", ".join(keys[:5]) + (" and others" if len(keys) > 5 else "")
    return Notice(
        code="name-left",
        message=f"Someone may be identified in {len(found)} place(s): {shown}.",
        next_step="Replace with a label such as a letter or a number before it goes further.",
        places=tuple(f.at for f in found),
    )


def _word_count(evidence: Evidence) -> Notice:
    words = sum(p.words for p in evidence.passages)
    message = f"{words:,} words in the answering sections."
    return Notice(
        code="word-count", message=message, next_step="Compare with your centre's word limit."
    )

