"""A parsed sentence and a model's place in it; the clause that its name stands in, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from premark.detect.model_words import OF_USE, any_word
from premark.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
PAST, PRESENT = ("VBD",), ("VBZ", "VBP")


@dataclass(frozen=True)
class Clause:
    """The verb that a model's name hangs on, its subject, and what stands between.

    `nouns` lead from the name up to the first verb of `verbs`; the last of these has `subject`.
    """

    name: Token
    nouns: tuple[Token, ...]
    verbs: tuple[Token, ...]
    subject: Token | None

    @property
    def verb(self) -> Token:
        return self.verbs[-1]

    @property
    def is_subject(self) -> bool:
        """Whether the name is in the verb's subject itself."""
        return self.subject is not None and self.nouns[-1] == self.subject

    @property
    def tags(self) -> frozenset[str]:
        """Tags of the verb and of the small verbs before it."""
        parts = [c for c in self.verb.children if c.dep_ in ("aux", "auxpass")]
        return frozenset(part.tag_ for part in (self.verb, *parts))

    @property
    def negated(self) -> bool:
        said = (c for verb in self.verbs for c in verb.children)
        return any(c.dep_ == "neg" or is_word(c.lower_, "denying") for c in said)

    @property
    def passive(self) -> bool:
        return any(c.dep_ in ("auxpass", "nsubjpass") for c in self.verb.children)

    @property
    def simple_past(self) -> bool:
        """The tagger takes a rare past for another form ("rewrote", "leaned"); its form tells."""
        if self.tags.intersection(PAST):
            return True
        verb = self.verb
        ending = verb.tag_ == "VBP" and verb.lower_.endswith(("ote", "oke", "ove", "ed"))
        bare = verb.tag_ == "VBN" and len(self.tags) == 1 and not self.passive
        return ending or (bare and self.subject is not None)

    @property
    def past(self) -> bool:
        has = any(c.dep_ == "aux" and c.lemma_ == "have" for c in self.verb.children)
        return "MD" not in self.tags and (has or self.simple_past)

    @property
    def present(self) -> bool:
        return "MD" not in self.tags and bool(self.tags.intersection(PRESENT)) and not self.past

    def shown(self, other: Token | None = None) -> str:
        """The words from the first to the last of name, verb and subject, twelve at most."""
        told = [self.name, self.verb, *([self.subject] if self.subject is not None else [])]
        places = sorted(t.i for t in (*told, *([other] if other is not None else [])))
        first, last = places[0], min(places[-1], places[0] + 11)
        return str(self.name.doc[first : last + 1].text)


def clause_of(sentence: Sentence, start: int, end: int) -> Clause | None:
    span = sentence.span
    shift = sentence.start - span.start_char
    inside = [t for t in span if start <= t.idx + shift < end and not t.is_punct]
    heads = [t for t in inside if t.head not in inside or t.head == t]
    if not heads:
        return None
    nouns = [heads[-1]]
    while nouns[-1].head != nouns[-1] and nouns[-1].head.pos_ not in ("VERB", "AUX"):
        nouns.append(nouns[-1].head)
    verbs = tuple(_verbs(nouns[-1]))
    if not verbs:
        return None
    return Clause(heads[-1], tuple(nouns), verbs, subject_of(verbs[-1]))


def subject_of(verb: Token) -> Token | None:
    """What a verb is said of; the parser hangs it now and then on the small verb before."""
    small = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    hung = (c for one in (verb, *small) for c in one.children)
    return next((c for c in hung if c.dep_ in _SUBJECTS), None)


def _verbs(below: Token) -> Iterator[Token]:
    """Verbs above, up to the first that has a subject; a participle shares its head's."""
    last, here = below, below.head
    while here != last:
        if here.pos_ in ("VERB", "AUX") and here.dep_ not in ("aux", "auxpass"):
            yield here
            # "A form to measure level one": an infinitive goes on to what it is done for.
            told = here.dep_ == "relcl" and here.tag_ != "VB"
            if subject_of(here) is not None or told:
                return
        last, here = here, here.head


@lru_cache(maxsize=4096)
def is_word(word: str, key: str) -> bool:
    return any_word(word, OF_USE, key)


def any_is(tokens: Sequence[Token], key: str) -> bool:
    return any(is_word(t.lower_, key) for t in tokens)


def owner_of(noun: Token) -> Token | None:
    """The "my", "his" or "Client B's" that owns a noun."""
    owners = (c for c in noun.children if c.dep_ == "poss")
    return next(
        (c for c in owners if is_word(c.lower_, "own") or is_word(c.lower_, "person")), None
    )


def is_met(clause: Clause) -> bool:
    """Verbs of being met, but not those of helping and giving, which show a model at work."""
    verb = clause.verb.lower_
    return not is_word(verb, "serving") and is_word(verb, "idle")
