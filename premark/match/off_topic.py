"""Passages and all units in; the passages that are about nothing the units ask for, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from premark.embed import Embedder, Vectors
from premark.match.decide import Reading
from premark.match.profiles import build_profiles
from premark.parse import ParsedPassage
from premark.patterns import PatternSet, compile_phrases
from premark.types.criteria import Pack
from premark.types.document import Passage

# Mean cosine of a passage's sentences with the nearest text of any unit. In 21 honest assignments
# passages under FAR that do not name the field hold at most 29% of the words; those
# under FARTHER stand alone, never 100 words together. 14 of 14 ArgRewrite essays are told. With one
# unit to be near to, passages under FARTHER hold at most 28% of six honest ones.
FAR = 0.45
FARTHER = 0.41
MOSTLY = 0.5  # share of the words
TOGETHER = 150  # words
ENOUGH = 3  # units of a field, from which their texts together say how far is far
UNNAMED = 300  # words of prose, from which one that never names the field is about something else
Far = tuple[Passage, float]


def of_field(pack: Pack, packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """The pack, and those of `packs` that are of its field."""
    others = (p for p in packs if p.field and p.field == pack.field and p.digest != pack.digest)
    return (pack, *others)


def off_topic(
    reading: Reading, packs: Sequence[Pack], embedder: Embedder, *, field: PatternSet | None
) -> tuple[Passage, ...]:
    """The passages that are about something else: all such where they are most of the text,
    otherwise runs of them. `field` has the words that no text on the matter does without: a text
    that never names them is off the topic whole. Without it, or where there are fewer than
    `ENOUGH` units to be near to, only a text that is mostly far is.
    """
    prose = [p.passage for p in reading.parsed if p.passage.kind != "row"]
    words = sum(p.words for p in prose)
    named = any(_names(field, p.passage.text) for p in reading.parsed)
    if field and words >= UNNAMED and not named:
        return tuple(prose)
    every = np.vstack([build_profiles(pack, embedder).vectors for pack in packs])
    nearest = np.asarray((reading.vectors @ every.T).max(axis=1))
    few = field is None or len(packs) < ENOUGH
    far = _far(reading.parsed, nearest, field, edge=FARTHER if few else FAR)
    told = [passage for passage, _ in far.values()]
    if told and sum(p.words for p in told) >= MOSTLY * words:
        return tuple(told)
    if few:
        return ()
    return tuple(p for run in _runs(far) if sum(p.words for p in run) >= TOGETHER for p in run)


def _far(
    parsed: Sequence[ParsedPassage], nearest: Vectors, field: PatternSet | None, *, edge: float
) -> dict[int, Far]:
    """By position: passages further than usual from every unit, with how near they come."""
    far: dict[int, Far] = {}
    row = 0
    for i, each in enumerate(parsed):
        own = nearest[row : row + len(each.sentences)]
        row += len(each.sentences)
        if not len(own) or each.passage.kind == "row" or float(own.mean()) >= edge:
            continue
        if not _names(field, each.passage.text):
            far[i] = (each.passage, float(own.mean()))
    return far


def _names(field: PatternSet | None, text: str) -> bool:
    phrases = tuple(p for own in field.keys.values() for p in own) if field else ()
    return bool(compile_phrases(phrases).search(text))


def _runs(far: dict[int, Far]) -> list[list[Passage]]:
    runs: list[list[Passage]] = []
    last = -2
    for i, (passage, near) in far.items():
        if near >= FARTHER:
            continue
        if i == last + 1:
            runs[-1].append(passage)
        else:
            runs.append([passage])
        last = i
    return runs
