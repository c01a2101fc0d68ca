"""The phrase language does what its docstring says, and cannot be made to run away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.patterns import (
    Examples,
    PatternSet,
    PhraseError,
    broken_examples,
    compile_phrases,
    search,
    to_regex,
    unmark,
)


def found(phrase: str, text: str) -> list[str]:
    return [hit.group() for hit in compile_phrases((phrase,)).finditer(text)]


def made(keys: dict[str, tuple[str, ...]], **more: object) -> PatternSet:
    return PatternSet(kind="k", finds="f", why="w", limits="l", keys=keys, **more)  # type: ignore[arg-type]


def test_a_phrase_is_whole_words_whatever_their_case() -> None:
    assert found("the coach", "The Coach said that the coaches left") == ["The Coach"]


def test_a_star_takes_any_word_ending_and_none() -> None:
    assert found("organis*", "organise organisations organis disorganised") == [
        "organise", "organisations", "organis",
    ]


def test_a_bar_in_brackets_is_either() -> None:
    assert found("(client|coachee)'s view", "the coachee’s view, a client's view") == [
        "coachee’s view", "client's view",
    ]


@pytest.mark.parametrize(("between", "joined"), [
    ("", True),
    ("one", True),
    ("one two three four five", True),
    ("one two three four five six", False),
    ("one. Two", False),
])  # fmt: skip
def test_a_gap_is_up_to_five_words_of_one_sentence(between: str, joined: bool) -> None:
    text = " ".join(f"from {between} view".split())
    assert bool(found("from ... view", text)) is joined


def test_the_shape_of_apostrophe_dash_and_quotation_mark_does_not_count() -> None:
    assert found('own-work "x"', "own–work “x”") == ["own–work “x”"]
    assert found("client's", "client’s") == ["client’s"]


def test_signs_of_regular_expressions_are_taken_as_they_stand() -> None:
    assert found("a.b+c[d]$", "a.b+c[d]$ axb") == ["a.b+c[d]$"]
    assert found("what?", "wha") == []


def test_a_blank_is_any_run_of_blanks() -> None:
    assert found("by hand", "by\n  hand") == ["by\n  hand"]


@pytest.mark.parametrize("phrase", ["(a|b", "a)", "((a)", ")a("])
def test_a_stray_bracket_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError, match="bracket"):
        to_regex(phrase)


@pytest.mark.parametrize("phrase", ["... view", "from ...", "...", "(... view|side)", "(a|b ...)"])
def test_a_phrase_that_begins_or_ends_with_any_words_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError, match="begins or ends"):
        to_regex(phrase)


@pytest.mark.parametrize("text", ["to " + "-" * 40_000, "to-" * 20_000, "to" + " -" * 40_000])
def test_a_gap_passes_over_no_more_than_a_few_words(text: str) -> None:
    assert compile_phrases(("to ... end", "to ... (x|y) ... z")).search(text) is None


@pytest.mark.parametrize("word", ["True", "False"])
def test_what_a_program_makes_of_a_bare_yes_or_no_is_refused(word: str) -> None:
    with pytest.raises(PhraseError, match="yes or no"):
        to_regex(word)


def test_no_phrases_find_nothing() -> None:
    assert compile_phrases(()).search("anything at all") is None


@pytest.mark.parametrize(("phrase", "text"), [
    ("(the|my|) first", "First"),
    ("(the|my|) first", "my first"),
    ("(a|) (very|) good", "good"),
    ("(a|) (very|) good", "a very good"),
    ("I (have|had|) (come|came)", "I came"),
    ("seen by (the|a|) ... client", "seen by my old client"),
    ("seen by (the|a|) ... client", "seen by the client"),
    ("the plan (itself|)", "the plan"),
    ("the plan (itself|), then", "the plan, then"),
    ("from ... (the|) client", "from every client"),
    ("(on (the|) paper|here)", "on paper"),
    ("(a (b|)|c) d", "a d"),
    ("(the |my |) first", "my first"),
    ("((the|)|a) first", "first"),
])  # fmt: skip
def test_a_word_that_may_be_left_out_takes_its_blank_along(phrase: str, text: str) -> None:
    assert found(phrase, f"{text}.") == [text]


@pytest.mark.parametrize(("phrase", "text", "hits"), [
    ("a(b|) c", "a c, ab c, ac, abc", ["a c", "ab c"]),
    ("(the|) first", "thefirst", []),
    ("the (old|) first", "thefirst, theoldfirst", []),
])  # fmt: skip
def test_a_word_that_may_be_left_out_joins_no_others(
    phrase: str, text: str, hits: list[str]
) -> None:
    assert found(phrase, text) == hits


def test_a_run_of_blanks_is_passed_over_once() -> None:
    patterns = compile_phrases(("(the|my|) first", "come (right|) (here|) now"))
    assert patterns.search("the" + "\t" * 40_000 + "come" + "\t" * 40_000) is None


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text(alphabet="ab(|)*. '-\"[]{}+?\\^$\n", max_size=30))
def test_any_phrase_compiles_or_is_refused(phrase: str) -> None:
    try:
        source = to_regex(phrase)
    except PhraseError:
        return
    re.compile(source)


def test_a_hostile_text_is_searched_without_blowing_up() -> None:
    # Exponential matching would never end on this; linear matching is over at once.
    pattern = compile_phrases(("from ... the ... client* ... view ... point",))
    assert pattern.search("from the client view " * 5000 + "x" * 50000) is None
    assert pattern.search("from " * 20000) is None


def test_hits_come_in_order_of_place_with_their_key() -> None:
    patterns = made({"b": ("bread",), "a": ("apple",)})
    hits = search(patterns, "bread, apple, bread")
    assert [(hit.key, hit.start) for hit in hits] == [("b", 0), ("a", 7), ("b", 14)]


def test_overlapping_phrases_of_one_key_are_one_hit_the_longest() -> None:
    hits = search(made({"k": ("rye", "rye bread")}), "rye bread")
    assert [hit.phrase for hit in hits] == ["rye bread"]


def test_unless_cancels_only_what_lies_inside_it() -> None:
    patterns = made({"mentor": ("mentor",)}, unless=("coach and mentor",))
    assert [hit.start for hit in search(patterns, "coach and mentor, mentor")] == [18]


def test_marks_give_key_and_exact_offsets() -> None:
    text, wanted = unmark("Safe [[coach: from the coach]]; dear [[sponsor-x: to her]].")
    assert text == "Safe from the coach; dear to her."
    assert wanted == [("coach", 5, 19), ("sponsor-x", 26, 32)]
    assert [text[a:b] for _, a, b in wanted] == ["from the coach", "to her"]


@pytest.mark.parametrize(("examples", "complaint"), [
    (Examples(find=("A loaf of [[grain: rye]].",), ignore=("Oats.",)), ""),
    (Examples(find=("A loaf of rye.",)), "marks nothing"),
    (Examples(find=("A [[grain: loaf]] of rye.",)), "should find grain ('loaf')"),
    (Examples(find=("[[grain: Oats]].",)), "but finds nothing"),
    (Examples(ignore=("All rye.",)), "should find nothing but finds grain ('rye')"),
    (Examples(not_yet=("[[grain: rye]] again",)), "gap is closed"),
    (Examples(not_yet=("[[grain: oats]] again",)), ""),
])  # fmt: skip
def test_examples_that_do_not_hold_are_told(examples: Examples, complaint: str) -> None:
    told = list(broken_examples(made({"grain": ("rye",)}, examples=examples)))
    assert bool(told) == bool(complaint)
    assert all(complaint in problem for problem in told)
