"""The second reader of moves: rules on grammar that prove themselves, and say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from premark.detect.move_match import Grammar, Node, extends, matches
from premark.detect.move_rules import (
    MoveRules,
    broken_tree_examples,
    is_hollow,
    load_move_rules,
    move_rules,
    moves_by_rule,
    rules_in,
)
from premark.errors import BadYaml, DuplicateId
from premark.packs.load import load_patterns
from premark.packs.yaml_source import read_yaml
from premark.parse import Sentence, blank_parser, load_parser
from premark.types.criteria import MOVES

NOTHING_SAID = (
    "However, I realised (Smith, 2020).",
    "This critically evaluates and analyses the model.",
    "However, critically, whereas, although, nevertheless.",
    "A critical evaluation of the strengths and limitations is therefore critical to this.",
    "The client would sit by the window and could choose the topic each week.",
    "Critically review the effectiveness of a model from three perspectives.",
    "Whereas row four is evidence, row five is nevertheless presentation.",
)


@pytest.fixture(scope="module")
def rules() -> MoveRules:
    return load_move_rules()


def parse(text: str) -> object:
    return load_parser().nlp(text)


def sentence(text: str) -> Sentence:
    return Sentence(0, len(text), text, load_parser().nlp(text)[:])


def test_every_rule_finds_and_ignores_what_its_examples_say(rules: MoveRules) -> None:
    assert list(broken_tree_examples(rules, parse)) == []


def test_there_are_rules_for_every_move(rules: MoveRules) -> None:
    phrases = load_patterns()["move"]
    spoken = {move for rule in rules.rules for move in rule.moves}
    assert spoken | set(phrases.keys) == set(MOVES)


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_cue_words_alone_make_no_move(text: str, rules: MoveRules) -> None:
    seen = moves_by_rule([sentence(text)], rules, load_patterns()["move"])[0]
    assert [each.rule for each in seen] == []


def test_a_rule_says_what_it_saw_and_in_which_words(rules: MoveRules) -> None:
    text = "I chose the shorter form because the longer one had frightened her."
    seen = {s.rule: s for s in moves_by_rule([sentence(text)], rules, None)[0]}
    assert seen["chose-because"].moves == ("justify",)
    assert seen["chose-because"].words == "I … chose … because … frightened"


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("She missed two sessions because the rota had changed.", {("explain",)}),
        ("The meeting was moved because the rota had changed.", {("explain",)}),
        ("I chose the shorter form because the longer one had frightened her.", {("justify",)}),
        ("I favour the calendar because theirs is occasional work.", {("justify",)}),
    ],
)
def test_a_cause_of_what_happens_explains_and_a_ground_of_ones_own_justifies(
    text: str, moves: set[tuple[str, ...]], rules: MoveRules
) -> None:
    seen = moves_by_rule([sentence(text)], rules, None)[0]
    assert {s.moves for s in seen if set(s.moves) & {"explain", "justify"}} == moves


def test_a_ground_that_may_be_either_is_left_to_the_classifier(rules: MoveRules) -> None:
    assert rules_in("The form is short because nobody reads page two.", rules, parse) == set()


def test_a_match_stays_within_its_sentence(rules: MoveRules) -> None:
    doc = load_parser().nlp("The form is short. I agree with the manager.")
    first, second = (Sentence(s.start_char, s.end_char, s.text, s) for s in doc.sents)
    found = moves_by_rule([first, second], rules, None)
    assert [s.rule for s in found[0]] == []
    assert [s.rule for s in found[1]] == ["sides"]


def test_a_text_without_a_parse_has_no_rules_but_no_error(rules: MoveRules) -> None:
    doc = blank_parser().nlp("I agree with the manager.")
    assert moves_by_rule([Sentence(0, 25, doc.text, doc[:])], rules, None) == [()]


@pytest.mark.parametrize(
    "text", [NOTHING_SAID[3], "It has been analysed in a critical and balanced way."]
)
def test_a_sentence_of_cue_words_is_hollow(text: str, rules: MoveRules) -> None:
    assert is_hollow(sentence(text), rules)


@pytest.mark.parametrize(
    "text", ["Nobody had asked the night staff.", "Paper follows trust, then."]
)
def test_a_short_sentence_that_names_something_is_not_hollow(text: str, rules: MoveRules) -> None:
    assert not is_hollow(sentence(text), rules)


GOOD = """lists:
  i: [i]
rules:
  - id: agrees
    moves: [position]
    says: the writer agrees
    tree:
      - {at: verb, lemma: [agree]}
      - {at: me, under: verb, lower: i}
    examples: {find: [I agree., I agree with it.], ignore: [She agrees., They left.]}
"""


def written(tmp_path: Path, text: str) -> MoveRules:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return move_rules(read_yaml(path))


def test_a_small_file_of_rules_is_read(tmp_path: Path) -> None:
    assert rules_in("I agree.", written(tmp_path, GOOD), parse) == {"agrees"}


@pytest.mark.parametrize(
    ("wrong", "right", "line", "field"),
    [
        ("lower: i}", "lower: we}", 9, "lower"),
        ("under: verb", "under: noun", 9, "under"),
        ("moves: [position]", "moves: [opinion]", 5, "moves"),
        ("    says: the writer agrees\n", "", 4, "says"),
        ("says: the writer agrees", "says: agrees\n    spoken: x", 7, "spoken"),
        ("lists:", "words: x\nlists:", 1, "words"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    wrong: str, right: str, line: int, field: str, tmp_path: Path
) -> None:
    with pytest.raises(BadYaml) as told:
        written(tmp_path, GOOD.replace(wrong, right))
    assert told.value.line == line
    assert field in told.value.field


def test_a_rule_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("  - id") :]
    with pytest.raises(DuplicateId):
        written(tmp_path, twice)


def test_a_broken_example_is_named(tmp_path: Path) -> None:
    rules = written(tmp_path, GOOD.replace("She agrees.", "I agree too."))
    assert list(broken_tree_examples(rules, parse)) == ["agrees should not find: 'I agree too.'"]


def test_a_sentence_as_deep_as_it_is_long_is_searched() -> None:
    depth = 5000
    grammar = Grammar(
        columns=((0,) * depth,) * 6,
        heads=(0, *range(depth - 1)),
        children=(*((i + 1,) for i in range(depth - 1)), ()),
        sentences=(range(depth),),
        present=((frozenset({0}),) * 6,),
    )
    first = Node((), frozenset(), -1, "")
    under = Node(((1, frozenset({0})),), frozenset(), 0, "below")
    assert next(matches((first, under), grammar)) == (0, 1)
    assert not extends(Node(((1, frozenset({9})),), frozenset(), 0, "below"), (0,), grammar)


def test_words_below_come_in_the_order_of_the_tree() -> None:
    grammar = Grammar(((0,) * 5,) * 6, (0, 0, 1, 0, 3), ((1, 3), (2,), (), (4,), ()),
                      (range(5),), ((frozenset({0}),) * 6,))  # fmt: skip
    tree = (Node((), frozenset(), -1, ""), Node((), frozenset(), 0, "below"))
    assert [at for first, at in matches(tree, grammar) if first == 0] == [1, 2, 3, 4]
