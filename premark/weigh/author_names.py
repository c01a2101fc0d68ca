"""Whether two names, or two years, are one: folded names as cited and as listed in, a yes out."""

from __future__ import annotations

from rapidfuzz.distance import OSA

_SMALL = frozenset({"of", "and", "the", "for", "in", "on"})


def same_year(left: str, right: str) -> bool:
    """Equal, or one lacks the letter that tells works of a year apart."""
    if left == right:
        return True
    lettered = left[4:].isalpha() != right[4:].isalpha()
    return left[:4].isdigit() and left[:4] == right[:4] and lettered


def same_name(left: str, right: str) -> bool:
    """Equal; or one is the start or the end of a longer name, or its initials."""
    if left == right:
        return True
    if " " not in left and " " not in right:
        return False
    short, long = sorted((left, right), key=len)
    if " " in long and (long.startswith(f"{short} ") or long.endswith(f" {short}")):
        return len(short) > 2
    initials = "".join(word[0] for word in long.split() if word not in _SMALL)
    return len(short) > 1 and short == initials


def misspelt(left: str, right: str) -> bool:
    shorter = min(len(left), len(right))
    if shorter > 3 and right in (f"{left}s", left.removesuffix("s")):
        return True  # Dodd's for Dodds
    if shorter < 4 or left[0] != right[0]:
        return False
    if shorter == 4:  # Fearn for Fern; Hill and Hall are two
        return len(left) != len(right) and OSA.distance(left, right) == 1
    return OSA.distance(left, right) <= (2 if shorter >= 8 else 1)
