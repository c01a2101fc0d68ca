"""Text in; what of it is not printed, or is printed in another order, taken out or put right, out.

Zero-width characters, direction controls, tags, variation selectors and heaps of marks. What a
script, an emoji or a formula needs of them stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

# Ranges for a character class: what has no width wherever it stands.
NO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
LATIN = "A-Za-z\u00c0-\u024f"
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_BLANKS = "\u2800\u3164\uffa0"  # printed as a gap, and no blank to a program
# A joiner means something after a letter of these scripts or an emoji, a selector after a sign.
_EMOJI = "\u2190-\u23ff\u2500-\u2bff\U0001f000-\U0001f12f\U0001f18e-\U0001faff"
_JOINED = f"\u0590-\u109f\u1780-\u18af\u1900-\u1bff\ua800-\uabff\ufe0f{_EMOJI}"
_SIGNS = f"\u203c\u2049\u2122\u2139\u3000-\u3299\u3400-\u9fff\uf900-\ufaff{_EMOJI}"

_STRAY_JOINER = re.compile(
    rf"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}\u200c\u200d\s]|\Z)"
)
_STRAY_SELECTOR = re.compile(
    rf"(?<![{_SIGNS}#*0-9])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    r"|(?<=[#*0-9])(?!\ufe0f\u20e3)[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_FLAG = r"\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f"  # England, Scotland, Wales...
_TAGS = re.compile(rf"({_FLAG})|[\U000e0000-\U000e007f]+")
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
_BLANK = re.compile(f"[{_BLANKS}]")
OVERRIDE = "\u202e"
_OVERRIDDEN = re.compile("\u202e([^\u202c\u202e\n\r]*)\u202c?")
_MARKED = re.compile(rf"[{MARKS}]")
_WORD = re.compile(rf"(?:[^\W\d_][{MARKS}]*)+")
_ALL_LATIN = re.compile(rf"[{LATIN}{MARKS}]+\Z")
_OVERLAID = re.compile("[\u0334-\u0338\u20d2\u20d3\u20e5]")
_HEAPED = 3  # marks on one letter; no spelling in Latin letters has more than two
# Pairs of letters that are common in English and rare backwards; a full stop is a word's edge.
# Counted in the submissions of `corpora/`, 2026-11-22.
_PAIRS = frozenset(
    "th he e. .i ha .a ou .c ng nd ch wh in ea hi an .w nt d. n. y. rs on ho wi .b co io nc oa be "
    ".p at xt .m cl ty st ex ri pe ns yp me gh as wa ay ov tw pl ut ue ld ck ct qu ad ry sh ke hr "
    "ic .v pr ie cr ly .q my .j .u pa ge ur rn wn rk we ai rv ds un sc fr ft bo ls by bl yo mp ki "
    "ys .o of to t. s. r. f.".split()
)
_RUN_OF_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITAL = 3  # what a capital at a word's beginning says, in pairs


def without_invisible(text: str) -> str:
    """`text` without stray joiners, selectors and tags; blanks that hide as letters are blanks."""
    text = _TAGS.sub(lambda found: found[1] or "", _BLANK.sub(" ", text))
    return _STRAY_JOINER.sub("", _STRAY_SELECTOR.sub("", text))


def in_reading_order(text: str, *, backwards: bool | None = None) -> str:
    """`text` with what a right-to-left override reverses in the order in which it is read.

    `backwards` says whether such runs are typed so; without it they themselves are asked.
    """
    if OVERRIDE not in text:
        return text
    if backwards is None:
        backwards = is_backwards([text])
    return _OVERRIDDEN.sub(lambda found: found[1][::-1] if backwards else found[1], text)


def is_backwards(texts: Iterable[str]) -> bool:
    """Whether what they override is nearer to English from its end: it is printed forwards then."""
    runs = (run for text in texts for run in _OVERRIDDEN.findall(text))
    return sum(_english(run[::-1]) - _english(run) for run in runs) > 0


def _english(text: str) -> int:
    score = 0
    for word in _RUN_OF_LETTERS.findall(text):
        edged = f".{word.lower()}."
        score += sum(edged[i : i + 2] in _PAIRS for i in range(len(edged) - 1))
        score += _CAPITAL * (word[0].isupper() and not word[-1].isupper())
    return score


def overridden(text: str) -> Iterator[str]:
    """The runs that a right-to-left override turns, put in reading order."""
    backwards = is_backwards([text])
    for run in _OVERRIDDEN.findall(text):
        yield run[::-1] if backwards else run


def without_heaps(text: str) -> str:
    """`text`, in NFC, its Latin words without marks where they are heaped or struck through."""
    if not any(heaped(text)):
        return text
    return _WORD.sub(lambda found: _bare(found[0]) if _is_struck(found[0]) else found[0], text)


def heaped(text: str) -> Iterator[str]:
    """The words, without their marks, whose letters are heaped with them."""
    if _MARKED.search(text):
        yield from (_bare(found[0]) for found in _WORD.finditer(text) if is_heaped(found[0]))


def is_heaped(word: str) -> bool:
    """Whether a Latin word bears more marks than any spelling has, or a stroke on each letter."""
    if not _MARKED.search(word):
        return False
    parts = unicodedata.normalize("NFD", word)
    letters = sum(not unicodedata.combining(c) for c in parts)
    marks = len(parts) - letters
    if not _ALL_LATIN.match(parts):
        return False
    if re.search(rf"[{MARKS}]{{{_HEAPED},}}", parts):
        return True
    return letters > 1 and (
        2 * marks > 3 * letters or len(_OVERLAID.findall(parts)) >= max(2, letters - 1)
    )


def _is_struck(word: str) -> bool:
    """Whether marks are taken off a word beside heaped ones: a letter alone may be struck too."""
    alone = len(word) == 1 + len(_MARKED.findall(word))
    return is_heaped(word) or (alone and bool(_OVERLAID.search(word)))


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if not unicodedata.combining(c))


def messages(text: str) -> Iterator[str]:
    """Texts written in characters that print nothing: tags, and selectors that stand for bytes."""
    for found in _TAGS.finditer(text):
        said = "" if found[1] else "".join(chr(ord(c) - 0xE0000) for c in found[0])
        if said := "".join(c for c in said if c.isprintable()).strip():
            yield said
    for found in _SELECTORS.finditer(text):
        data = bytes(_byte(ord(c)) for c in found[0])
        yield "".join(c for c in data.decode("utf-8", errors="replace") if c.isprintable())


def _byte(code: int) -> int:
    return code - 0xFE00 if code < 0xE0100 else code - 0xE0100 + 16
