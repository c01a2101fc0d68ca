"""A phrase is tried only where it can begin, and finds what a search of the whole text finds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.packs.load import all_packs, load_patterns
from premark.patterns import PhraseError, compile_phrases
from premark.phrase_heads import heads_of, words_of

CORPORA = Path(__file__).resolve().parents[1] / "corpora" / "assignments"
PIECES = ["a", "ab", "B", "c", "ba", "*", "(", "|", ")", " ", "...", "-", "'", "é", "İ", "ı", ". "]


def spans(phrases: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in compile_phrases(phrases).finditer(text)]


def whole_search(phrases: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in compile_phrases(phrases).pattern.finditer(text)]


@pytest.mark.parametrize(("phrase", "heads"), [
    ("the coach", {"the"}),
    ("reflect*", {"reflect*"}),
    ("(he|she) said", {"he", "she"}),
    ("(in|with)in reach", {"inin", "within"}),
    ("a(b|) c", {"ab", "a"}),
    ("(a |)b", {"a", "b"}),
    ("(a|) b", {"a", "b"}),
    ("(a|) (the|) b", {"a", "the", "b"}),
    ("O'Neil", {"o"}),
    ("foo|bar.", {"foo*", "bar"}),
    ("café au lait", {"caf*"}),
    ("... view", {"*"}),
    ('"x"', {"*"}),
    ("(£*|cost)", {"*", "cost"}),
    ("", {"*"}),
])  # fmt: skip
def test_a_phrase_begins_with_these_words(phrase: str, heads: set[str]) -> None:
    assert heads_of(phrase) == heads


@settings(deadline=None, max_examples=600, derandomize=True)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4),
    st.lists(st.sampled_from([*PIECES, "_", "1", "\n", "S", "ſ"]), max_size=20).map("".join),
)
def test_the_look_at_first_words_loses_nothing(phrases: list[str], text: str) -> None:
    try:
        found = spans(tuple(phrases), text)
    except PhraseError:
        return
    assert found == whole_search(tuple(phrases), text)


def shipped_phrases() -> Iterator[tuple[str, ...]]:
    for patterns in load_patterns().values():
        yield from (*patterns.keys.values(), patterns.unless)
    for pack in all_packs():
        yield from (topic.words for criterion in pack.criteria for topic in criterion.topics)
        for entries in pack.lists.values():
            yield from ((entry.name, *entry.also) for entry in entries)


def test_every_shipped_phrase_finds_in_learners_text_what_a_whole_search_finds() -> None:
    blocks = yaml.safe_load((CORPORA / "a05.yaml").read_text(encoding="utf-8"))["blocks"]
    texts = [text for block in blocks for text in (block.get("text", ""), *block.get("items", []))]
    found = 0
    for phrases in dict.fromkeys(shipped_phrases()):
        for text in texts:
            assert spans(phrases, text) == whole_search(phrases, text), phrases
            found += len(spans(phrases, text))
    assert found > 500


def test_every_letter_that_counts_as_an_english_one_is_looked_up_as_it() -> None:
    others = [chr(n) for n in range(128, sys.maxunicode + 1)]
    alike = [letter for letter in others if re.fullmatch("[a-z]", letter, re.IGNORECASE)]
    for letter in alike:
        (word,) = words_of(letter).words
        assert re.fullmatch(word, letter, re.IGNORECASE)
        assert word.isascii()


def test_a_words_place_is_its_place_in_the_text_whatever_stands_before_it() -> None:
    text = "İıſK ẞ ǅ ﬁ straße: the end"
    assert words_of(text).places["the"] == (text.index("the"),)


def test_a_stray_bracket_is_refused_before_anything_is_searched() -> None:
    with pytest.raises(PhraseError):
        compile_phrases(("fine", "not (closed"))


def test_a_search_from_a_place_on_begins_there() -> None:
    phrases = compile_phrases(("the end",))
    text = "the end, the end"
    assert [m.start() for m in phrases.finditer(text, 1)] == [9]
    assert phrases.match(text, 9)
    assert not phrases.match(text, 8)
