"""`criteria/patterns/move-trees.yaml` in; rules on words tied by grammar, compiled, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from premark.detect.move_match import COLUMNS, Node
from premark.errors import BadYaml, DuplicateId
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Key, Source, build, read_yaml
from premark.patterns import PhraseError, compile_phrases
from premark.types.criteria import Move
from premark.types.document import Value

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.vocab import Vocab

TREES = "move-trees.yaml"


class Part(Value):
    """One word of a rule: what it is, and how it hangs on an earlier word (`under`, by `tie`).

    A value that is a single text names one of the file's lists.
    """

    at: str
    under: str = ""
    tie: Literal["child", "below", "above", "next", "later", "earlier"] = "child"
    lemma: str | tuple[str, ...] = ()
    lower: str | tuple[str, ...] = ()
    pos: str | tuple[str, ...] = ()
    tag: str | tuple[str, ...] = ()
    dep: str | tuple[str, ...] = ()
    shape: str | tuple[str, ...] = ()
    but: tuple[str, ...] = ()


class TreeExamples(Value):
    """Sentences that a rule finds, leaves alone, and does not find yet."""

    find: tuple[str, ...] = Field(min_length=2)
    ignore: tuple[str, ...] = Field(min_length=2)
    not_yet: tuple[str, ...] = ()


class TreeRule(Value):
    """Words tied by grammar that make one of `moves`, unless one of `without` hangs there too.

    `unless` are phrases (in the phrase language) that cancel the rule in a sentence.
    """

    id: str
    moves: tuple[Move, ...] = Field(min_length=1)
    says: str
    tree: tuple[Part, ...] = Field(min_length=1)
    without: tuple[Part, ...] = ()
    unless: tuple[str, ...] = ()
    examples: TreeExamples


@dataclass(frozen=True)
class Matcher:
    """One rule compiled: its words in order, and those of which any one cancels a match."""

    rule: TreeRule
    tree: tuple[Node, ...]
    without: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class MoveRules:
    """The rules of a file; compiled once for each spaCy vocabulary."""

    rules: tuple[TreeRule, ...]
    lists: Mapping[str, tuple[str, ...]]
    unless: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()
    _compiled: dict[int, tuple[Matcher, ...]] = field(default_factory=dict)

    def matchers(self, vocab: Vocab) -> tuple[Matcher, ...]:
        if id(vocab) not in self._compiled:
            made = tuple(_compile(rule, self.lists, vocab.strings) for rule in self.rules)
            self._compiled[id(vocab)] = made
        return self._compiled[id(vocab)]


@lru_cache(maxsize=2)
def load_move_rules(path: Path | None = None) -> MoveRules:
    """The dependency rules. Raises PackError at the line of what is wrong."""
    return move_rules(read_yaml(path or criteria_root() / "patterns" / TREES))


def move_rules(source: Source) -> MoveRules:
    """The rules of one file, each list, tie and phrase in them checked."""
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        raise BadYaml(source.path, 1, "rules", "should be a list")
    for name in data:
        if name not in ("purpose", "cues", "lists", "unless", "rules"):
            raise BadYaml(source.path, source.line((name,)), name, "is not a field known here")
    lists = {name: tuple(words) for name, words in (data.get("lists") or {}).items()}
    unless = tuple(data.get("unless") or ())
    _compiles(source, ("unless",), unless)
    rules: list[TreeRule] = []
    for i, entry in enumerate(data["rules"]):
        rule = build(TreeRule, source, entry, ("rules", i))
        if rule.id in {r.id for r in rules}:
            line = source.line(("rules", i, "id"))
            raise DuplicateId(source.path, line, "id", f"{rule.id!r} is here twice")
        _check(rule, lists, source, ("rules", i))
        rules.append(rule)
    return MoveRules(tuple(rules), lists, unless, frozenset(data.get("cues") or ()))


def _check(rule: TreeRule, lists: Mapping[str, object], source: Source, at: Key) -> None:
    named: list[str] = []
    for name in ("tree", "without"):
        for j, part in enumerate(getattr(rule, name)):
            key = (*at, name, j)
            _check_part(part, (lists, named), source, key)
            if name == "tree":
                named.append(part.at)
    _compiles(source, (*at, "unless"), rule.unless)


def _check_part(
    part: Part, known: tuple[Mapping[str, object], Sequence[str]], source: Source, key: Key
) -> None:
    lists, named = known
    if part.under not in named and (named or part.under):
        problem = f"{part.under!r} is no earlier word of this rule"
        raise BadYaml(source.path, source.line((*key, "under")), "under", problem)
    if part.at in named:
        raise DuplicateId(
            source.path, source.line((*key, "at")), "at", f"{part.at!r} is here twice"
        )
    for name in COLUMNS:
        value = getattr(part, name)
        if isinstance(value, str) and value not in lists:
            line = source.line((*key, name))
            raise BadYaml(source.path, line, name, f"no list of this file is called {value!r}")


def _compiles(source: Source, key: Key, phrases: tuple[str, ...]) -> None:
    try:
        compile_phrases(phrases)
    except PhraseError as error:
        raise BadYaml(source.path, source.line(key), "unless", str(error)) from error


def _compile(rule: TreeRule, lists: Mapping[str, tuple[str, ...]], strings: StringStore) -> Matcher:
    names = [part.at for part in rule.tree]

    def node(part: Part) -> Node:
        given = ((i, _values(part, name, lists)) for i, name in enumerate(COLUMNS))
        needs = tuple((i, frozenset(map(strings.add, words))) for i, words in given if words)
        under = names.index(part.under) if part.under else -1
        return Node(needs, frozenset(map(strings.add, part.but)), under, part.tie)

    return Matcher(rule, tuple(map(node, rule.tree)), tuple(map(node, rule.without)))


def _values(part: Part, name: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    value: str | tuple[str, ...] = getattr(part, name)
    return lists[value] if isinstance(value, str) else value
