"""A number as a learner writes it (words, figures, fractions) in; its value out."""

from __future__ import annotations

import re

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = {
    word: 10.0 * (at + 2)
    for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
NUMBERS: dict[str, float] = {
    **{word: at + 1.0 for at, word in enumerate(_WORDS)},
    **_TENS,
    **{
        f"{tens}{gap}{unit}": value + at + 1
        for tens, value in _TENS.items()
        for at, unit in enumerate(_WORDS[:9])
        for gap in (" ", "-")
    },
    "a": 1.0,
    "an": 1.0,
}
NUMBERS |= {
    f"{hundred} hundred{and_}": 100 + more
    for hundred in ("a", "one")
    for and_, more in [("", 0.0), *((f" and {word}", n) for word, n in NUMBERS.items() if n > 1)]
}
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_FIGURE = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_PARTS = {"half": 0.5, "a half": 0.5, "a quarter": 0.25, "one quarter": 0.25}
_PARTS |= {"quarter": 0.25, "three quarters": 0.75, "three quarter": 0.75, "three-quarters": 0.75}


def bare_figure(text: str) -> float | None:
    """A cell that holds a figure and nothing else ("12", "1.5", "1,5"); None for anything else."""
    figure = _FIGURE.fullmatch(text.strip())
    return float(figure[0].replace(",", ".")) if figure else None


def read_part(text: str) -> float:
    """"half", "three quarters" and the like; 0 for anything else."""
    return _PARTS.get(re.sub(r"[\s-]+", " ", text.lower()), 0.0)


def read_number(text: str) -> float:
    """"one and a half", "1 1/2", "1½", "1,5", "twenty-five"; ValueError for no number."""
    plain = " ".join(text.lower().split())
    if plain in NUMBERS:
        return NUMBERS[plain]
    plain = re.sub(r"(?:\s+and\s+|\s*&\s*|-)(?=[13]/)", " ", plain)
    plain = re.sub(r"[\s-]+and[\s-]+", " and ", plain)
    whole, _, part = plain.partition(" and ")
    if part:
        return read_number(whole) + read_part(part)
    if plain[-1:] in _FRACTIONS:
        return _FRACTIONS[plain[-1]] + (read_number(plain[:-1]) if plain[:-1].strip() else 0.0)
    if "/" in plain:
        *rest, fraction = plain.split()
        above, below = fraction.split("/")
        return int(above) / int(below) + (float(rest[0]) if rest else 0.0)
    return float(plain.replace(",", "."))
