"""A parsed text and rules on words tied by grammar in; the tokens of each match out.

Does what spaCy's DependencyMatcher does for the few ties that the rules use, in a quarter of the
time: a sentence whose words a rule cannot do without is looked at, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLUMNS = ("lemma", "lower", "pos", "tag", "dep", "shape")
Needs = tuple[tuple[int, frozenset[int]], ...]  # a column, and the values that will do


@dataclass(frozen=True)
class Node:
    """One word of a rule: `under` is the place of the word it hangs on, -1 for the first."""

    needs: Needs
    but: frozenset[int]
    under: int
    tie: str


@dataclass(frozen=True)
class Grammar:
    """A text's columns of token attributes (spaCy's hashes), heads, children and sentences."""

    columns: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[range, ...]
    present: tuple[tuple[frozenset[int], ...], ...]


def read_grammar(doc: Doc) -> Grammar:
    table = doc.to_array([name.upper() for name in COLUMNS])
    columns = tuple(tuple(table[:, i].tolist()) for i in range(len(COLUMNS)))
    heads = tuple(token.head.i for token in doc)
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    sentences = tuple(range(s.start, s.end) for s in doc.sents)
    present = tuple(
        tuple(frozenset(column[s.start : s.stop]) for column in columns) for s in sentences
    )
    return Grammar(columns, heads, tuple(map(tuple, children)), sentences, present)


def matches(tree: Sequence[Node], here: Grammar) -> Iterator[tuple[int, ...]]:
    """Token indices of each match, one a node, sentence by sentence."""
    needs = sorted((need for node in tree for need in node.needs), key=_commonness)
    for sentence, present in zip(here.sentences, here.present, strict=True):
        for column, values in needs:
            if present[column].isdisjoint(values):
                break
        else:
            yield from _grow(tree, (), here, sentence)


def _commonness(need: tuple[int, frozenset[int]]) -> tuple[bool, int]:
    """Words before parts of speech, short lists first: what a sentence is likeliest to lack."""
    column, values = need
    return COLUMNS[column] not in ("lemma", "lower"), len(values)


def _grow(
    tree: Sequence[Node], so_far: tuple[int, ...], here: Grammar, sentence: range
) -> Iterator[tuple[int, ...]]:
    if len(so_far) == len(tree):
        yield so_far
        return
    node = tree[len(so_far)]
    where = sentence if node.under < 0 else _TIED[node.tie](so_far[node.under], here, sentence)
    for i in where:
        if _fits(node, i, here):
            yield from _grow(tree, (*so_far, i), here, sentence)


def extends(node: Node, match: tuple[int, ...], here: Grammar) -> bool:
    """Whether one more word hangs on a match: what cancels it."""
    sentence = next(s for s in here.sentences if match[0] in s)
    where = _TIED[node.tie](match[node.under], here, sentence)
    return any(_fits(node, i, here) for i in where)


def _fits(node: Node, i: int, here: Grammar) -> bool:
    for column, values in node.needs:
        if here.columns[column][i] not in values:
            return False
    return not node.but or here.columns[1][i] not in node.but


def _below(i: int, here: Grammar) -> Iterator[int]:
    waiting = list(reversed(here.children[i]))
    while waiting:  # a list that runs on hangs each word on the one before, a thousand deep
        yield (child := waiting.pop())
        waiting += reversed(here.children[child])


Reach = Callable[[int, Grammar, range], Sequence[int] | Iterator[int]]
_TIED: Mapping[str, Reach] = {
    "child": lambda i, here, _: here.children[i],
    "below": lambda i, here, _: _below(i, here),
    "above": lambda i, here, _: (here.heads[i],) if here.heads[i] != i else (),
    "next": lambda i, _, sentence: range(i + 1, min(i + 2, sentence.stop)),
    "later": lambda i, _, sentence: range(i + 1, sentence.stop),
    "earlier": lambda i, _, sentence: range(sentence.start, i),
}
