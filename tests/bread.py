"""A unit about bread and a pattern file for it, small enough to know every mistake made in them."""

from __future__ import annotations

PACK = """\
pack: guild-9999-100
version: "1"
qualification: {body: GUILD, number: "9999", level: 5}
unit: "100"
title: Bread
outcomes:
  - {id: "1", title: Dough}
  - {id: "2", title: Ovens}
lists:
  grains:
    - {name: rye}
    - {name: spelt, also: [dinkel*]}
criteria:
  - id: "1.1"
    outcome: "1"
    asks: Explain what flour does.
    verb: [explain]
    headed: [work of flour]
    topics:
      - {id: flour, about: what flour gives a dough, words: [flour]}
      - {id: yeast, about: why dough rises, words: [yeast, leaven]}
    must:
      - id: both
        needs: {kind: topic, topics: [flour, yeast], at_least: "2"}
        source: clause 1
        if_short: Flour and yeast are not both there.
      - id: grains
        needs: {kind: item, list: grains, at_least: "2"}
        source: clause 2
        if_short: Fewer than two grains.
  - id: "2.1"
    outcome: "2"
    asks: Evaluate an oven.
    verb: [evaluate]
    topics:
      - {id: heat, about: how evenly an oven heats, words: [heat]}
    must:
      - id: judged
        needs: {kind: move, moves: [evaluate], at_least: "2"}
        source: clause 3
        if_short: No oven is judged.
"""
PATTERNS = """\
kind: grain
finds: A grain that is named.
why: Guidance asks for two.
limits: Counts names only.
keys:
  rye: [rye]
examples:
  find:
    - "[[rye: Rye]] rises."
    - "[[rye: rye]] bread"
  ignore:
    - Oats do not.
    - A wry face.
"""


def changed(text: str, *swaps: tuple[str, str]) -> str:
    """The text with the first of each `old` made `new`; one that is not there is our own slip."""
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1
