"""Text in; the same with Latin words that are spelt in other alphabets' letters put right, out.

The table is our own: letters whose printed shape is a Latin letter's, checked against the Unicode
list of confusables (which reads І as l and ſ as f, and so cannot be used to read words by). Letters
of the mathematical, full-width and circled alphabets need none: Unicode says what each stands for.
Dated 2026-11-22; refused: a megabyte of that list at run time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

# The same in print: a word of nothing else is a Latin word, where its neighbours are.
_TWINS = {
    "аеорсухіјѕһԁԛԝӏАВСЕНІЈКМОРЅТХУԌԚԜӀ": "aeopcyxijshdqwlABCEHIJKMOPSTXYGQWI",  # Cyrillic
    "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳϹͿ": "oABEZHIKMNOPTYXcjCJ",  # Greek
    "օսհՕՏ": "ouhOS",  # Armenian
    "ⲟⲥⲣⲞⲤⲎⲔⲘⲚⲢⲦⲬ": "ocpOCHKMNPTX",  # Coptic
    "ꓮꓐꓚꓓꓰꓝꓖꓧꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜꓲ": "ABCDEFGHJKLMNOPRSTUVWXYZI",  # Lisu
    "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃꮯꮪꮩꮃꮓ": "ABCDEGHiJKLMPRSTVWYZcsvwz",  # Cherokee
    "𐐕𐐛𐐬𐐄𐑈𐐠": "CLoOsS",  # Deseret
}
# Near enough beside Latin letters in one word.
_ALIKE = {
    "вгкмнптьѵѡҽүєѲѴҮԍ": "brkmhntbvweyeOVYG",
    "αβγεηικνρϱστυχωϒ": "abyenikvppotuxwY",
    "գզցքռաոՍ": "gqgfnwnU",
    "ꮁᎡᎲᏂᏏᏧᎽᏔ": "rRHhbdYW",
    "ᗅᗷᗞᗪᖴᕼᒍᒪᗰᑭᖇᑌᐯ": "ABDDFHJLMPRUV",
    "ɡɑʋ": "gav",
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ": "abcdefghijklmnopqrstuvwyz",
}  # fmt: skip
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"
_APOSTROPHES = "\u02bb\u02bc"  # letters to Unicode
_FORMULA = re.compile(r"[=+−×÷<>≤≥∑∏∫√≈∝∈]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NEAR = 25  # characters: a formula's letters stand no further from its signs
_SYMBOL = 3  # letters: a Greek sign with an index or two is a quantity (μm, χ2, αs)
_MANY = 3  # words
_LATIN = frozenset(("latin", "mixed", "styled"))  # kinds that are read as Latin
_FENCES = {"/": "/", "[": "]", "(": ")", '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“"}
_STYLED = "\u2102-\u2138\u2145-\u2149\u2160-\u217f\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a"
_STYLED += "\U0001d400-\U0001d7cb\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_MATHS = re.compile("[\u2102-\u2138\u2145-\u2149\U0001d400-\U0001d7cb]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LETTER = rf"(?:[^\W\d_]|[{_STYLED}])"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_MARKS}])*")


@dataclass(frozen=True)
class Disguised:
    """A word of a text, characters `start` to `end`, and what it reads as, letter for letter."""

    start: int
    end: int
    reads: str


@dataclass(frozen=True)
class _Word:
    """`kind` is "latin"; "mixed" or "styled" (to be put right); "twin" (where its neighbours are
    Latin), "short" (where they are styled) or "edged" (where others are mixed); "foreign"; or ""
    for what tells of no script."""

    start: int
    end: int
    text: str
    kind: str


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    pairs = {**_ALIKE, **_TWINS}
    return {
        letter: reads
        for own, latin in pairs.items()
        for letter, reads in zip(own, latin, strict=True)
    }


@lru_cache(maxsize=1)
def _twins() -> frozenset[str]:
    return frozenset("".join(_TWINS))


@lru_cache(maxsize=1)
def _suspects() -> re.Pattern[str]:
    return re.compile(f"[{_STYLED}{re.escape(''.join(sorted(_table())))}]")


@lru_cache(maxsize=4096)
def latin_of(letter: str) -> str:
    """The Latin letter that one character looks like or stands for; itself where there is none."""
    if letter.isascii():
        return letter
    if letter in _table():
        return _table()[letter]
    if not _is_styled(letter):
        return letter
    code = ord(letter)
    for first in (0x1F150, 0x1F170):  # white on black, which Unicode gives no plain form
        if first <= code < first + 26:
            return chr(ord("A") + code - first)
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalpha() else letter


@lru_cache(maxsize=1)
def _styled() -> re.Pattern[str]:
    return re.compile(f"[{_STYLED}]")


def _is_styled(letter: str) -> bool:
    return _styled().match(letter) is not None


def plain_letters(text: str, *, sure: bool = False) -> str:
    """`text`, as long as before, its disguised words in Latin letters; `sure` as below."""
    letters: list[str] = []
    last = 0
    for word in disguised(text, sure=sure):
        letters += [text[last : word.start], word.reads]
        last = word.end
    return "".join([*letters, text[last:]]) if letters else text


def disguised(text: str, *, sure: bool = False) -> list[Disguised]:
    """The words of `text` that are Latin words in other alphabets' letters, in order.

    A word of another language, a sign of a formula and a letter that stands alone stay. `sure`:
    much of the file is disguised, so a word that has no neighbour to tell by is too.
    """
    if not _suspects().search(text):
        return []
    wide = not _WIDE.search(text)  # full width beside Chinese or Japanese is how it is set
    words = [
        _Word(m.start(), m.end(), m[0], _kind(m, text, wide=wide)) for m in _WORD.finditer(text)
    ]
    words = _settled(words, text, sure=sure)
    foreign = sum(word.kind == "foreign" for word in words)
    if foreign > sum(word.kind in _LATIN for word in words):
        return []
    return [
        Disguised(word.start, word.end, "".join(map(latin_of, word.text)))
        for word in _to_put_right(words, sure=sure)
    ]


def _settled(words: Sequence[_Word], text: str, *, sure: bool) -> list[_Word]:
    """Words with a sign at one end only ("αand", as a formula is extracted), and short ones in a
    styled alphabet, made one thing or the other by those beside them and by how many they are."""
    edged = sum(word.kind == "edged" for word in words)
    many = edged >= _MANY and not _FORMULA.search(text)
    disguise = sure or many or any(w.kind == "mixed" and _holds_sign(w.text) for w in words)
    short = sum(word.kind == "short" and len(word.text) > 1 for word in words)
    styled = sure or (short >= _MANY and not _FORMULA.search(text))
    known = {"edged": "mixed" if disguise else "", "short": "styled" if styled else "short"}
    return [replace(w, kind=known[w.kind]) if w.kind in known else w for w in words]


def _holds_sign(word: str) -> bool:
    return any(_is_sign(letter) for letter in word[1:-1])


def _is_sign(letter: str) -> bool:
    """Whether a letter is one that formulas use: a small Greek one, or of a styled alphabet."""
    return ("α" <= letter <= "ω" and letter != "ο") or _MATHS.match(letter) is not None


def _to_put_right(words: Sequence[_Word], *, sure: bool) -> Iterator[_Word]:
    """Disguised words, and those of twins or in a styled alphabet whose neighbours are so too."""
    after = _neighbours(words[::-1])[::-1]
    for word, left, right in zip(words, _neighbours(words), after, strict=True):
        if (
            word.kind in ("mixed", "styled")
            or (word.kind == "twin" and {*left, *right} <= _LATIN and (left or right or sure))
            or (word.kind == "short" and "styled" in (*left, *right))
        ):
            yield word


def _neighbours(words: Sequence[_Word]) -> list[tuple[str, ...]]:
    """For each word the kind of the nearest one before it whose own kind needs no other."""
    found: list[tuple[str, ...]] = []
    last: tuple[str, ...] = ()
    for word in words:
        found.append(last)
        if word.kind in _LATIN or word.kind == "foreign":
            last = (word.kind,)
    return found


def _kind(match: re.Match[str], text: str, *, wide: bool) -> str:
    letters = [c for c in match[0] if not unicodedata.combining(c)]
    other = [c for c in letters if not _is_latin(c)]
    if not other:
        return "latin"
    if any(latin_of(c) == c for c in other):
        return "foreign"
    if all(map(_is_styled, other)):
        return _kind_of_styled(match, text, letters, other) if wide else ""
    fence = _fence(match, text)
    if len(other) < len(letters):
        return "" if fence in ("/", "[") else _kind_of_mixed(letters, other)
    return "" if fence else _kind_of_whole(letters)


def _kind_of_whole(letters: list[str]) -> str:
    """A word without one plain Latin letter: small capitals, twins, a sign, another language."""
    if len(letters) >= _SYMBOL and all(c in _SMALL_CAPITALS for c in letters):
        return "mixed"
    if all(c in _twins() for c in letters):
        return "twin"
    return "foreign" if len(letters) > 1 else ""


def _kind_of_styled(match: re.Match[str], text: str, letters: list[str], other: list[str]) -> str:
    """Letters of a formula and a list's ⓐ stay; words do not."""
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if _FORMULA.search(around) and any(map(_is_sign, other)):
        return ""
    if len(other) < len(letters):
        return _kind_of_mixed(letters, other)
    return "short" if len(letters) <= _SYMBOL else "styled"


def _kind_of_mixed(letters: list[str], other: list[str]) -> str:
    """A word of Latin and other letters: a disguise, or a quantity's sign (μm, χ2, bɪt)."""
    signs = all(map(_is_sign, other))
    phonetic = all("\u0250" <= c <= "\u02af" for c in other)  # Latin to who reads them
    if (signs and len(letters) < _SYMBOL) or (phonetic and len(letters) <= _SYMBOL):
        return ""
    return "edged" if signs and not any(map(_is_sign, letters[1:-1])) else "mixed"


def _fence(match: re.Match[str], text: str) -> str:
    """The sign before a word that stands alone between quotation marks, brackets or slashes."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return before if before and _FENCES.get(before) == after else ""


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    if letter.isascii() or letter in _APOSTROPHES:
        return True
    if letter in _table() or _is_styled(letter):
        return False
    return unicodedata.name(letter, "").startswith("LATIN")
