"""How sure a level is in; the same in a word and in a sentence that is no mark, out."""

from __future__ import annotations

from premark.report.words import words
from premark.types.evidence import Confidence

HIGH, LOW = 0.9, 0.7  # of such levels; from the one a level is rather sure, under the other unsure
BETWEEN = 0.35  # of a tenth; farther from both neighbours than this, both are named


def sure_word(confidence: Confidence | None) -> str:
    """ "rather sure", "fairly sure" or "unsure"; "" where nothing is known."""
    if confidence is None:
        return ""
    share = confidence.agrees
    key = "high" if share >= HIGH else "low" if share < LOW else "middle"
    return words().fixed[f"sure_{key}"]


def sure_said(confidence: Confidence | None) -> str:
    """How many of ten levels that were read like this one agreed, and what speaks against it."""
    if confidence is None:
        return ""
    fixed = words().fixed
    told = fixed["sure"].format(
        word=sure_word(confidence), tens=_of_ten(confidence.agrees), texts=confidence.texts
    )
    return f"{told} {fixed[f'doubt_{confidence.doubt}']}" if confidence.doubt else told


def _of_ten(share: float) -> str:
    """ "8", or "7 or 8" where it is neither."""
    below, over = divmod(round(10 * share, 2), 1)
    if BETWEEN < over < 1 - BETWEEN:
        return f"{below:.0f} or {below + 1:.0f}"
    return f"{10 * share:.0f}"
