"""Named models in; a frozen lexicon out: every writing, how to judge it, one search over all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from premark.errors import DuplicateId
from premark.types.criteria import NamedModel

Rule = Literal["plain", "word", "title", "surname"]

CAPITALS = "CAPITALS"
NEEDS_CUE = "~ "
Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Writing:
    """One way to write a model's name. `forms` are its exact spellings.

    plain: distinctive as it is. word: a single everyday word, which needs its capitals. title:
    an everyday phrase, which needs a cue. surname: an author's, which may only cite.
    """

    model: str
    rule: Rule
    forms: tuple[str, ...]
    misspelt: bool


@dataclass(frozen=True, eq=False)
class Cues:
    """What speaks for one model, or against it, as patterns over folded text.

    They are compiled when a text names the model: most texts name five of two hundred.
    """

    model: NamedModel

    @property
    def capitals(self) -> bool:
        return CAPITALS in self.model.cues

    @cached_property
    def forenames(self) -> frozenset[str]:
        return frozenset(fold(part) for name in self.model.authors for part in name.split())

    @cached_property
    def authors(self) -> Pattern | None:
        return any_of(sorted(_surnames(self.model)))

    @cached_property
    def stages(self) -> Pattern | None:
        return any_of(self.model.stages)

    @cached_property
    def words(self) -> Pattern | None:
        return any_of([cue for cue in self.model.cues if cue != CAPITALS])

    @cached_property
    def not_near(self) -> Pattern | None:
        return any_of(self.model.not_near)


@dataclass(frozen=True, eq=False)
class Names:
    """All writings, by the run of letters that each begins with.

    A beginning is compiled when a text has it: one pattern over all took a tenth of a second.
    """

    by_first: Mapping[str, tuple[str, ...]]
    odd: tuple[str, ...] = ()  # all of them, where one begins with a mark
    compiled: dict[str, Pattern] = field(default_factory=dict, repr=False)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The writings in folded text, one after another, as one pattern over all finds them."""
        if self.odd:
            yield from re.finditer(one_pattern(self.odd), text)
        free = 0
        for run in _RUN.finditer(text):
            if run.start() >= free and run.group() in self.by_first:
                found = self._beginning(run.group()).match(text, run.start())
                if found:
                    free = found.end()
                    yield found

    def _beginning(self, run: str) -> Pattern:
        if run not in self.compiled:
            self.compiled[run] = re.compile(one_pattern(self.by_first[run]))
        return self.compiled[run]


@dataclass(frozen=True)
class Lexicon:
    """Models by name, their writings by folded text, their cues, and the search for them all."""

    models: Mapping[str, NamedModel]
    writings: Mapping[str, Writing]
    cues: Mapping[str, Cues]
    acronyms: frozenset[str]
    names: Names


def _folding() -> dict[int, str]:
    table = dict.fromkeys(map(ord, "’‘`´ʼ"), "'")
    table |= dict.fromkeys(map(ord, "-‐‑–—\t\u00a0\u202f"), " ")
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_FOLDING = _folding()
_RUN = re.compile(r"\w+")
_YEAR = r"(?: *\((?:19|20)\d\d[a-z]?\))"


def fold(text: str) -> str:
    """`text` in small letters without accents, dashes as blanks; its length stays the same."""
    plain = text.translate(_FOLDING)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def writing_key(text: str) -> str:
    """The key under which a writing stands in `Lexicon.writings`."""
    return " ".join(re.sub(_YEAR, "", fold(text)).split())


def compile_lexicon(models: Mapping[str, NamedModel]) -> Lexicon:
    """Compile models once. Raises DuplicateId when two models share a writing."""
    writings: dict[str, Writing] = {}
    for model in models.values():
        for key, writing in _writings(model):
            there = writings.get(key)
            if there is None:
                writings[key] = writing
            elif there.model != writing.model:
                problem = f"{writing.forms[0]!r} is a writing of {there.model} and {model.name}"
                raise DuplicateId("models.yaml", 1, "models", problem)
            else:
                writings[key] = _joined(there, writing)
    return Lexicon(
        models=MappingProxyType(dict(models)),
        writings=MappingProxyType(writings),
        cues=MappingProxyType({model.name: Cues(model) for model in models.values()}),
        acronyms=_acronyms(writings.values()),
        names=names_of(writings),
    )


def names_of(writings: Iterable[str]) -> Names:
    """The search for folded writings."""
    by_first: dict[str, list[str]] = {}
    every = tuple(writings)
    for writing in every:
        run = _RUN.match(writing)
        if run is None:
            return Names({}, every)
        by_first.setdefault(run.group(), []).append(writing)
    return Names({run: tuple(own) for run, own in by_first.items()})


def one_pattern(writings: Iterable[str]) -> str:
    """A pattern for any of these writings as whole words."""
    return rf"(?<!\w)(?<!\w'){_trie(writings)}(?!\w)"


def _acronyms(writings: Iterable[Writing]) -> frozenset[str]:
    return frozenset(form for writing in writings for form in writing.forms if form.isupper())


def canonical_name(text: str, lexicon: Lexicon) -> str | None:
    """The model that `text` names by itself ("Gibbs' cycle" is Gibbs), None when none does."""
    key = writing_key(text).removeprefix("the ")
    bare = re.sub(r"(?:'s?)?(?: (?:model|cycle|framework|theory))?$", "", key)
    found = lexicon.writings.get(key) or lexicon.writings.get(bare)
    return found.model if found else None


def _joined(first: Writing, second: Writing) -> Writing:
    forms = tuple(dict.fromkeys(first.forms + second.forms))
    return Writing(first.model, first.rule, forms, first.misspelt and second.misspelt)


def _writings(model: NamedModel) -> Iterator[tuple[str, Writing]]:
    surnames = _surnames(model)
    written = [(text, False) for text in (model.name, *model.also)]
    for said, misspelt in written + [(text, True) for text in model.misspelt]:
        text = said.removeprefix(NEEDS_CUE)
        key = writing_key(text)
        rule = "title" if said != text else _rule(model, text, surnames, misspelt)
        yield key, Writing(model.name, rule, (text,), misspelt)
        if text.isalpha() and text.isupper() and len(text) > 2:
            yield ".".join(key), Writing(model.name, "plain", (text,), misspelt)


def _rule(model: NamedModel, text: str, surnames: frozenset[str], misspelt: bool) -> Rule:
    if _is_author(writing_key(text), surnames, misspelt):
        return "surname"
    if not model.ambiguous:
        return "plain"
    if " " not in text:
        return "word"
    return "title" if text == model.name and text not in model.also else "plain"


def _surnames(model: NamedModel) -> frozenset[str]:
    return frozenset(fold(author.split()[-1]) for author in model.authors if author)


def _is_author(key: str, surnames: frozenset[str], misspelt: bool) -> bool:
    parts = [part for part in re.split(r", | and | & ", key) if part]
    return bool(parts) and all(_names(part, surnames, misspelt) for part in parts)


def _names(part: str, surnames: frozenset[str], misspelt: bool) -> bool:
    """A misspelt surname is one that looks much like a right one."""
    if part in surnames:
        return True
    alike = [name for name in surnames if name.count(" ") == part.count(" ")]
    return misspelt and any(SequenceMatcher(None, part, name).ratio() >= 0.7 for name in alike)


def any_of(phrases: Iterable[str]) -> Pattern | None:
    """A pattern for any of these phrases as whole words of folded text, None for none."""
    keys = sorted({writing_key(phrase) for phrase in phrases}, key=lambda k: (-len(k), k))
    if not keys:
        return None
    body = "|".join(re.escape(key).replace(r"\ ", " +") for key in keys)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")


def _trie(words: Iterable[str]) -> str:
    """A pattern that shares beginnings: hundreds of names cost little more than one."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any], tail: str = "") -> str:
    options = [
        _letter(letter, tail) + _branches(node[letter], tail[-1:] + letter)
        for letter in sorted(node)
        if letter
    ]
    if not options:
        return ""
    return f"(?:{'|'.join(options)})" + ("?" if "" in node else "")


def _letter(letter: str, tail: str) -> str:
    """A blank may be several; after a possessive, a year may come between."""
    if letter != " ":
        return re.escape(letter)
    return rf"{_YEAR}? +" if tail in ("'s", "s'") else " +"
