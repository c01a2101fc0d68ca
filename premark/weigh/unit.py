"""A submission, the unit given and all units in; whether another unit fits it better, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from premark.structure.wording import stems
from premark.types.criteria import Pack
from premark.types.document import Document
from premark.types.evidence import Notice

FRONT = 12  # blocks
# Lead in fit over the unit given, of a text of FULL sentences; of a shorter one it must be greater,
# as the square root. 21 whole assignments: 0 false alarms, 82% of wrong units told; their parts of
# 60 sentences: 6% and 67%.
CLEARLY = 0.01
FULL = 150
ENOUGH = 40
ON_TOPIC = -0.12  # 21 assignments fit their own unit at -0.07 or above; an essay on engines -0.19
FITS_LESS = 0.65  # of the best unit's fit by words; of fifteen assignments none is under 0.75
FEW_WORDS = 150  # content words; fewer say nothing of the unit


@dataclass(frozen=True)
class UnitFit:
    """How well each unit's texts fit the sentences, by its code, and how many sentences."""

    fits: Mapping[str, float]
    sentences: int


def unit_notice(
    document: Document, pack: Pack, packs: Sequence[Pack], fit: UnitFit
) -> Notice | None:
    """The unit that the file names, or that its sentences are about, when another was given.

    Little text accuses nobody: the fewer the sentences, the worse must the unit given fit.
    """
    named = _named(_front(document), packs)
    if any(p.code == pack.code for p in named):
        return None
    best = named[0] if named else _better(pack, packs, fit)
    if best is None:
        return None
    why = f"the file names {best.code}" if named else f"its sentences fit {best.code} better"
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


def _better(pack: Pack, packs: Sequence[Pack], fit: UnitFit) -> Pack | None:
    if pack.code not in fit.fits or fit.sentences < ENOUGH:
        return None
    best = max(packs, key=lambda p: (fit.fits[p.code], p.code))
    if fit.fits[best.code] < ON_TOPIC:
        return None
    clear = CLEARLY * sqrt(FULL / min(fit.sentences, FULL))
    return best if fit.fits[best.code] - fit.fits[pack.code] > clear else None


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
    if sum(words.values()) < FEW_WORDS:
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
