"""Drawings that draw other drawings in; whether they would do so too often to be read out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

MOST_DRAWN = 200_000
DEEPEST = 40
_HELD = re.compile(rb"/XObject\s*<<([^<>]*)>>")
_REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R\b")


class Form(NamedTuple):
    """A drawing: how often it draws another, and the numbers of those that it may draw."""

    draws: int
    inner: frozenset[int]


def form_names(entries: bytes) -> frozenset[int]:
    """The numbers of the drawings that a stream's own entries name."""
    return frozenset(
        int(number) for held in _HELD.findall(entries) for number in _REFERENCE.findall(held)
    )


def draws_without_end(forms: Mapping[int, Form]) -> bool:
    """Whether one of them, drawn once, comes to more than `MOST_DRAWN` drawings.

    Level by level: a drawing of depth one draws what draws nothing more, and so on; those that
    draw themselves grow at every level.
    """
    weight = dict.fromkeys(forms, 1)
    for _ in range(DEEPEST):
        heavier = {
            number: 1
            + form.draws * max((weight[i] for i in form.inner if i in weight), default=0)
            for number, form in forms.items()
        }
        if max(heavier.values(), default=0) > MOST_DRAWN:
            return True
        if heavier == weight:
            return False
        weight = heavier
    return False
