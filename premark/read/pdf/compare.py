"""The ink of pages, and a second reading of a few of them, in; warnings where they differ out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from premark.read.pdf.ink import PageInk
from premark.read.pdf.second import Sample, samples
from premark.types.document import Warning_

MOST_PAGES = 3
PAGES_EACH = 4  # a page is sampled for so many of the file's
MOST_CHARACTERS = 400
LEAST_CHARACTERS = 60
DIFFERENT = 0.10
UNTOLD = 0.01
FALSE = 3  # letters

Second = Callable[[bytes, Sequence[int]], dict[int, Sample]]


def _second(data: bytes, numbers: Sequence[int]) -> dict[int, Sample]:
    return samples(data, numbers, most=MOST_CHARACTERS)


def compared(
    pages: Sequence[PageInk], data: bytes, name: str, *, second: Second = _second
) -> list[Warning_]:
    """What to tell where a second extractor reads other characters, or none, on a sampled page."""
    numbers = sampled_pages(pages)
    heard = second(data, numbers)
    ink = {page.number: page for page in pages}
    found = list(_untold(pages, heard, name))
    differing = {
        number: share
        for number, sample in sorted(heard.items())
        if (share := difference(ink[number], sample)) > DIFFERENT
    }
    false = sorted(number for number, sample in heard.items() if sample.false >= FALSE)
    if false:
        message = (
            f"{name}: on page{'s' if len(false) > 1 else ''} {', '.join(map(str, false))} the file "
            "tells other letters than its fonts draw: what was read is not what a reader sees; "
            "go by the page"
        )
        found.append(Warning_(code="letters-false", message=message))
    if differing:
        worst = max(differing.values())
        message = (
            f"{name}: two ways of reading page{'s' if len(differing) > 1 else ''} "
            f"{', '.join(map(str, differing))} differ in {worst:.0%} of the characters: "
            "some of its text may be read wrongly or not at all; check it against the page"
        )
        found.append(Warning_(code="readings-differ", message=message))
    return found


def sampled_pages(pages: Sequence[PageInk]) -> list[int]:
    """The first, the middle and the last page with words, fewer in a short file.

    The page with most characters that the file does not tell takes the middle's place.
    """
    worded = [page for page in pages if len(page.text) >= LEAST_CHARACTERS and not page.layer]
    if not worded:
        return []
    count = min(MOST_PAGES, 1 + len(pages) // PAGES_EACH)
    odd = max(worded, key=lambda page: page.unmapped)
    middle = odd if odd.unmapped else worded[len(worded) // 2]
    picked = [middle, worded[0], worded[-1]][:count]
    return sorted({page.number for page in picked})


def difference(page: PageInk, sample: Sample) -> float:
    """The share of letters and figures that one reading of the page has and the other has not."""
    first = _letters([page.text])
    first += _letters(veil.text for veil in page.veils)
    other = _letters(sample.characters.elements())
    if not other:
        return 0.0
    missing = (other - first).total() / other.total()
    if sample.whole and not page.typed and sample.unmapped == 0:
        missing = max(missing, (first - other).total() / max(1, first.total()))
    return missing


def _letters(texts: Iterable[str]) -> Counter[str]:
    whole = unicodedata.normalize("NFKC", "".join(texts)).casefold()
    return Counter(char for char in whole if char.isalnum())


def _untold(
    pages: Sequence[PageInk], heard: dict[int, Sample], name: str
) -> Iterable[Warning_]:
    """A word where over one character in a hundred is drawn and not told."""
    total = sum(page.characters for page in pages)
    lost = sum(page.lost for page in pages)
    drawn = sum(s.characters.total() + s.unmapped for s in heard.values())
    unmapped = sum(s.unmapped for s in heard.values())
    doubtful = sum(page.unmapped for page in pages) if not heard else 0
    share = max(
        lost / max(1, total + lost), unmapped / max(1, drawn), doubtful / max(1, total)
    )
    if share > UNTOLD:
        part = f"{min(1.0, share):.0%}"
        message = (
            f"{name}: {part} of the characters looked at are drawn by fonts that do not say "
            "which letters they are: some words may be read wrongly; check them against the page"
        )
        yield Warning_(code="characters-unmapped", message=message)
