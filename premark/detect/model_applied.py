"""A clause with a model's name in; the words that say that the writer put it to use, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from premark.detect.model_clause import (
    Clause,
    any_is,
    is_word,
    owner_of,
    subject_of,
)
from premark.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


def applied(clause: Clause) -> str:
    if any_is(clause.nouns[1:], "matter") or any(t.lower_ == "about" for t in clause.nouns):
        return ""
    own = own_result(clause)
    if own is not None:
        return clause.shown(own)
    if clause.is_subject:
        return _at_work(clause)
    if _asked_to(clause):
        return clause.shown()
    if "MD" in clause.tags:
        return ""
    if clause.subject is None:
        return clause.shown() if _noted(clause) else ""
    if _measured(clause):
        return clause.shown()
    found_it = clause.verb.lemma_ == "find" and len(clause.verbs) > 1  # "I found it hard to"
    if any_is(clause.verbs[:-1] if found_it else clause.verbs, "knowing"):
        return ""
    if any_is(clause.verbs[1:], "intending") or any(t.pos_ == "ADJ" for t in clause.nouns[1:]):
        return ""
    if clause.negated:
        return ""
    pages = is_word(clause.subject.lower_, "own-pages") and clause.present
    done = pages or (clause.past and (_is_writer(clause.subject) or _by_client(clause)))
    return clause.shown() if done else ""


def _by_client(clause: Clause) -> bool:
    """ "She had done the VARK at school": a client does something with an instrument."""
    doer = clause.subject is not None and _is_client(clause.subject)
    return doer and is_word(clause.verbs[0].lower_, "doing")


def _asked_to(clause: Clause) -> bool:
    """ "I asked him to put them inside or outside the circle of influence"."""
    asked = clause.verb.head
    subject = subject_of(asked)
    own = subject is not None and subject.lower_ in ("i", "we") and asked != clause.verb
    done = clause.verb.dep_ in ("ccomp", "xcomp") and clause.verb.tag_ == "VB"
    if not (own and done and is_word(asked.lower_, "asking")):
        return False
    return asked.tag_ == "VBD" and not any(c.dep_ == "neg" for c in asked.children)


def _noted(clause: Clause) -> bool:
    """ "Tried OSKAR with her": a log's entry, whose writer goes without saying."""
    verb = clause.verb
    opens = verb.dep_ == "ROOT" and verb.i == verb.sent.start and verb.tag_ in ("VBD", "VBN")
    return opens and not any_is(clause.verbs, "knowing")


def noted_shortly(sentence: Sentence, start: int) -> str:
    """ "Tried OSKAR with her": too short for the parser, which sees no verb in it."""
    words = [t for t in sentence.span if t.idx - sentence.span.start_char <= start - sentence.start]
    opens = 1 < len(words) < 4 and is_word(words[0].lower_, "doing")
    return " ".join(t.text for t in words) if opens else ""


def _is_writer(subject: Token) -> bool:
    """ "I", "we", or what is done in the writer's name: "my sessions"."""
    if subject.lower_ in ("i", "we"):
        return True
    if is_word(subject.lower_, "own-pages"):
        return True
    event = any(c.lower_ in ("this", "that") for c in subject.children)
    if subject.dep_ == "csubj" or (event and is_word(subject.lower_, "event")):
        return True
    mine = any(c.dep_ == "poss" and c.lower_ in ("my", "our") for c in subject.children)
    return mine and is_word(subject.lower_, "own-work")


def _measured(clause: Clause) -> bool:
    """ "On Kolb's cycle I am still at the start": a person is seen by the model, which leads."""
    link, subject = clause.nouns[-1], clause.subject
    if subject is None or link.dep_ != "prep" or not is_word(link.lower_, "measure"):
        return False
    leads = link.i < subject.i
    if not leads and (clause.verb.lemma_ != "be" or len(clause.nouns) > 4):
        return False
    if subject.lower_ in ("i", "we"):
        return leads and not any_is(clause.verbs, "knowing")
    if leads and any(t.lower_ in ("my", "our") for t in subject.subtree):
        return True
    at_part = any(is_word(t.lower_, "part") for t in clause.nouns)
    return clause.past and (_is_client(subject) or (at_part and is_word(subject.lower_, "group")))


def _is_client(subject: Token) -> bool:
    """ "She", "the client", "her deputy": somebody of the learner's practice."""
    if subject.lower_ in ("he", "she", "they") or owner_of(subject) is not None:
        return True
    beside = [c.lower_ for c in subject.children]
    if any(is_word(word, "person") for word in beside):  # "Client B"
        return True
    known = any(word in ("the", "this", "each", "both") for word in beside)
    return is_word(subject.lower_, "person") and known


def own_result(clause: Clause) -> Token | None:
    """Who has a model or its result: "her Wheel of Life", "my score on the Thomas-Kilmann"."""
    if "MD" in clause.tags or clause.negated:
        return None
    owner = _owner(clause)
    mine = owner is not None and owner.lower_ in ("my", "our")
    return None if mine and any_is(clause.verbs, "knowing") else owner


def _owner(clause: Clause) -> Token | None:
    for at, noun in enumerate(clause.nouns):
        if noun.dep_ == "prep":
            break
        if (owner := owner_of(noun)) is not None:
            return owner
        ofs = [c for c in noun.children if c.lower_ == "of"] if at == 0 else []
        for thing in (c for of in ofs for c in of.children):
            if (owner := owner_of(thing)) is not None and clause.past:
                return owner
    results = [noun for noun in clause.nouns[1:] if is_word(noun.lower_, "result")]
    return next((owner for noun in results if (owner := owner_of(noun)) is not None), None)


def _at_work(clause: Clause) -> str:
    """ "SCARF explained the frost", "the curve helped him": the model did it, once."""
    if not clause.simple_past or clause.negated:
        return ""
    if clause.passive:
        return clause.shown() if _was_used(clause.verb) else ""
    named = any(is_word(t.lower_, "result") for t in clause.nouns)
    told = clause.verb.lemma_ not in ("be", "have") and not is_word(clause.verb.lower_, "history")
    came_over = is_word(clause.verb.lower_, "felt") and any(
        t.lower_ in ("my", "me", "us", "our") for t in clause.verb.subtree if t.i > clause.verb.i
    )
    used = named or came_over or (told and _in_particular(clause))
    return clause.shown() if used else ""


def _in_particular(clause: Clause) -> bool:
    """Whether the past is an event, not what models have done everywhere and always."""
    if is_word(clause.verb.lower_, "working"):
        return True
    if any(is_word(t.lower_, "anywhere") for t in clause.verb.children):
        return False
    rest = [t for t in clause.verb.subtree if t.i > clause.verb.i]
    touched = any(is_word(t.lower_, "person") or is_word(t.lower_, "touched") for t in rest)
    objects = (c for t in clause.verb.children if t.dep_ in ("dobj", "ccomp") for c in t.children)
    return touched or any(c.lower_ in ("the", "this", "that") for c in objects)


def _was_used(verb: Token) -> bool:
    """ "The GROW model was employed": not by others, and not the world over."""
    small = [c for c in verb.children if c.dep_ in ("advmod", "agent")]
    by_others = any(c.dep_ == "agent" or is_word(c.lower_, "anywhere") for c in small)
    return is_word(verb.lower_, "using") and not by_others
