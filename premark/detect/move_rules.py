"""Parsed sentences in; the moves that phrases and dependency rules see in them, with reasons, out.

The phrases are `criteria/patterns/move.yaml`, the rules `criteria/patterns/move-trees.yaml`: words
tied by grammar, matched by spaCy's DependencyMatcher. A rule speaks of one sentence only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from premark.detect.move_match import extends, matches, read_grammar
from premark.detect.move_trees import MoveRules, TreeRule, load_move_rules, move_rules
from premark.parse import Sentence
from premark.patterns import PatternSet, compile_phrases, search

if TYPE_CHECKING:
    from spacy.tokens import Doc

PHRASES = "move"
MATTER = 1  # content words beside cue words up to which a sentence is hollow
_CONTENT = frozenset("NOUN PROPN VERB ADJ ADV NUM".split())
Match = tuple[TreeRule, tuple[int, ...]]


@dataclass(frozen=True)
class MoveSeen:
    """What a rule sees: one of `moves`, its id, what it says, and the words that it rests on."""

    moves: tuple[str, ...]
    rule: str
    says: str
    words: str


def moves_by_rule(
    sentences: Iterable[Sentence], rules: MoveRules, phrases: PatternSet | None
) -> list[tuple[MoveSeen, ...]]:
    """What phrases and rules see in each sentence, in order, each rule at most once."""
    kept: dict[int, list[Match]] = {}
    seen = []
    for sentence in sentences:
        doc = sentence.span.doc
        if id(doc) not in kept:
            kept[id(doc)] = _matches(doc, rules)
        trees = _by_tree(sentence, kept[id(doc)], rules.unless)
        seen.append((*_by_phrase(sentence.text, phrases), *trees))
    return seen


def _matches(doc: Doc, rules: MoveRules) -> list[Match]:
    """Every match of every rule; nothing of a text that has no parse."""
    if not doc.has_annotation("DEP"):
        return []
    here = read_grammar(doc)
    return [
        (matcher.rule, at)
        for matcher in rules.matchers(doc.vocab)
        for at in sorted(matches(matcher.tree, here))
        if not any(extends(node, at, here) for node in matcher.without)
    ]


def _by_tree(
    sentence: Sentence, found: Sequence[Match], unless: tuple[str, ...]
) -> Iterator[MoveSeen]:
    start, end = sentence.span.start, sentence.span.end
    inside = [(rule, at) for rule, at in found if all(start <= i < end for i in at)]
    if not inside or compile_phrases(unless).search(sentence.text):
        return
    first = {rule.id: (rule, at) for rule, at in reversed(inside)}
    for rule, at in sorted(first.values(), key=lambda match: match[0].id):
        if not compile_phrases(rule.unless).search(sentence.text):
            words = " … ".join(sentence.span.doc[i].text for i in sorted(at))
            yield MoveSeen(rule.moves, rule.id, rule.says, words)


def _by_phrase(text: str, phrases: PatternSet | None) -> Iterator[MoveSeen]:
    told: set[str] = set()
    for hit in search(phrases, text) if phrases else ():
        if hit.key not in told:
            told.add(hit.key)
            yield MoveSeen((hit.key,), "phrase", f"a phrase by which writers {hit.key}", hit.phrase)


def is_hollow(sentence: Sentence, rules: MoveRules) -> bool:
    """Whether a sentence names next to nothing beside words that sound like depth."""
    content = {t.lemma_.lower() for t in sentence.span if t.pos_ in _CONTENT and not t.is_stop}
    cues = content & rules.cues
    return len(cues) > 1 and len(content - cues) <= MATTER


def broken_tree_examples(rules: MoveRules, parse: Any) -> Iterator[str]:
    """What the rules' own examples complain of. `parse` takes a text and gives a spaCy Doc."""
    for rule in rules.rules:
        wanted = {**dict.fromkeys(rule.examples.find, True)}
        wanted |= dict.fromkeys((*rule.examples.ignore, *rule.examples.not_yet), False)
        for text, found in wanted.items():
            if (rule.id in rules_in(text, rules, parse)) != found:
                yield f"{rule.id} should {'find' if found else 'not find'}: {text!r}"


def rules_in(text: str, rules: MoveRules, parse: Any) -> set[str]:
    """Ids of the rules that see their move in a text of one sentence."""
    span = parse(text)[:]
    sentence = Sentence(0, len(text), text, span)
    return {seen.rule for seen in moves_by_rule([sentence], rules, None)[0]}


__all__ = [
    "PHRASES",
    "MoveRules",
    "MoveSeen",
    "broken_tree_examples",
    "is_hollow",
    "load_move_rules",
    "move_rules",
    "moves_by_rule",
    "rules_in",
]
