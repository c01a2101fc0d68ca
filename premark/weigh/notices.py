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
from premark.weigh.review import Evidence

MINOR_SHARE = 0.25  # of the words for either discipline; under it the other is a slip
MINOR_COUNT = 8
FRONT = 12  # blocks
FITS_LESS = 0.65  # of the best unit's fit; of fifteen assignments none fits its own unit under 0.75
ENOUGH = 150  # content words; fewer say nothing of the unit


def notices(
    document: Document, sections: Sequence[Section], evidence: Evidence, pack: Pack
) -> tuple[Notice, ...]:
    """Everything to be said of the whole, the gravest first."""
    found = [
        _nothing_matched(evidence),
        _names_left(evidence),
        _mixed(evidence, pack),
        _no_declaration(document, sections),
        _word_count(evidence),
    ]
    return tuple(notice for notice in found if notice is not None)


def unit_notice(document: Document, pack: Pack, packs: Sequence[Pack]) -> Notice | None:
    """The unit that the file names, or whose words it uses, when that is not the one given."""
    best, named = likeliest_unit(document, pack, packs)
    if best.code == pack.code:
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
    text = " ".join(b.text for b in document.blocks)
    best, share = _best_fit(text, pack, packs)
    return (pack if share >= FITS_LESS else best), False


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


def _mixed(evidence: Evidence, pack: Pack) -> Notice | None:
    """Where the unit asks to keep to one discipline, whether the other one runs through it."""
    if not pack.keep_to_one:
        return None
    both = {c.id for c in pack.criteria if c.both}
    aside = {m.passage for m in evidence.matches if m.primary and m.criterion in both}
    found = [f for f in evidence.findings if f.kind == "discipline" and f.passage not in aside]
    counts = Counter(f.key for f in found)
    if len(counts) < 2:
        return None
    (major, most), (minor, least) = counts.most_common(2)
    if least < MINOR_COUNT or least / (most + least) < MINOR_SHARE:
        return None
    places = tuple(f.at for f in found if f.key == minor)[:5]
    message = (
        f"The unit asks to keep to {major} or {minor}: {major} is named {most} times and "
        f"{minor} {least} times outside the criteria that ask for both."
    )
    return Notice(
        code="mixed-disciplines",
        message=message,
        next_step="Check which one the learner chose.",
        places=places,
    )


def _no_declaration(document: Document, sections: Sequence[Section]) -> Notice | None:
    asked = [s for s in sections if s.role == "declaration"]
    if not asked:
        return None
    text = " ".join(
        document.blocks[i].text
        for s in asked
        for i in s.blocks
        if not document.blocks[i].template
    )
    if text.strip():
        return None
    message = "The template asks for a declaration of own work, and none is made."
    return Notice(
        code="no-declaration",
        message=message,
        next_step="Ask the learner to complete the declaration.",
    )


def _word_count(evidence: Evidence) -> Notice:
    words = sum(p.words for p in evidence.passages)
    message = f"{words:,} words in the answering sections."
    return Notice(
        code="word-count", message=message, next_step="Compare with your centre's word limit."
    )

