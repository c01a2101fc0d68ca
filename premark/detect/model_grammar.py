"""A parsed sentence in; what its grammar says is done with the model that it names, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from premark.detect.model_applied import applied, noted_shortly, own_result
from premark.detect.model_clause import (
    PRESENT,
    Clause,
    any_is,
    clause_of,
    is_met,
    is_word,
    owner_of,
    subject_of,
)
from premark.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPARED = ("JJR", "RBR")
_COMPLEMENTS = ("dobj", "prep", "ccomp", "xcomp", "advcl", "acomp", "agent", "dative", "prt")


def uses_by_grammar(sentence: Sentence, start: int, end: int) -> dict[str, str]:
    """Uses of the model at characters `start` to `end` of the passage, each with its words."""
    clause = clause_of(sentence, start, end)
    if clause is None:
        noted = noted_shortly(sentence, start)
        return {"applied": noted} if noted else {}
    said = {"described": "", "applied": applied(clause), "critiqued": _critiqued(clause)}
    if not any(said.values()):
        said["described"] = _described(clause) or _told_of(clause)
    return {use: words for use, words in said.items() if words}


def _described(clause: Clause) -> str:
    """ "Kram's phases run from initiation": the model is what the sentence is about, now."""
    if not clause.is_subject or clause.negated or any_is(clause.nouns[1:], "matter"):
        return ""
    if clause.present and not clause.passive:
        return _says(clause, clause.verb)
    joined = (c for c in clause.verb.children if c.dep_ == "conj" and c.tag_ in PRESENT)
    return next((said for c in joined if subject_of(c) is None and (said := _says(clause, c))), "")


def _says(clause: Clause, verb: Token) -> str:
    """What a verb in the present says of the model; "" where it says no more than that it is."""
    rest = [c for c in verb.children if c.i > verb.i]
    if any(t.lower_ in ("i", "my", "me", "us") for one in rest for t in one.subtree):
        return ""
    if verb.lemma_ in ("be", "have"):
        return _defined(clause, verb, rest)
    if is_word(verb.lower_, "helping"):
        helped = (t for one in rest for t in (one, *one.children))
        return clause.shown(verb) if any(is_word(t.lower_, "anybody") for t in helped) else ""
    part = any(t.lower_ == "of" for t in clause.nouns)
    if (is_word(verb.lower_, "idle") and not part) or any(
        is_word(t.lower_, "person") for t in rest
    ):
        return ""
    return clause.shown(verb) if any(c.dep_ in _COMPLEMENTS for c in rest) else ""


def _told_of(clause: Clause) -> str:
    """ "In OSCAR the client looks at consequences": what anybody does by the model."""
    link, subject = clause.nouns[-1], clause.subject
    if subject is None or link.dep_ != "prep" or link.i > subject.i or clause.negated:
        return ""
    anybody = is_word(subject.lower_, "anybody") and owner_of(subject) is None
    return clause.shown() if anybody and clause.present and is_word(link.lower_, "measure") else ""


def _defined(clause: Clause, verb: Token, rest: Sequence[Token]) -> str:
    """ "Flow is the state in which ...": what it is, with a clause that says more."""
    told = "ccomp" if verb.lemma_ == "have" else "xcomp"
    if any(c.dep_ == told for c in rest):  # "has the manager frame", "is to assess"
        return clause.shown()
    for noun in (c for c in rest if c.dep_ in ("attr", "dobj") and c.pos_ == "NOUN"):
        if len([t for t in noun.subtree if t.dep_ == "conj"]) > 1:
            return clause.shown(noun)
        more = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
        ours = [t for clause_ in more for t in clause_.subtree if t.lower_ in ("i", "we", "our")]
        if more and not ours and not is_word(noun.lower_, "matter"):
            return clause.shown(noun)
    return ""


def _critiqued(clause: Clause) -> str:
    doubts = [t for t in (*clause.nouns[1:], *clause.verbs) if is_word(t.lower_, "doubting")]
    if doubts and not clause.is_subject and clause.subject is not None:
        return clause.shown(doubts[0]) if clause.subject.lower_ in ("i", "we") else ""
    if not clause.is_subject:
        return ""
    if clause.present and not clause.passive and is_word(clause.verb.lower_, "biting"):
        return clause.shown()
    judged = _judged(clause)
    if judged is not None and not own_result(clause):
        return clause.shown(judged)
    if clause.negated and not is_met(clause) and not clause.passive and not clause.past:
        return clause.shown()
    return _turned(clause)


def _judged(clause: Clause) -> Token | None:
    """A judgement that the verb ties to the model: "is thorough", "seems quaint"."""
    said = [c for c in clause.verb.children if c.i > clause.name.i and c.dep_ != "conj"]
    said = [c for c in said if c.dep_ in ("acomp", "attr", "oprd", "advmod")]
    said = [c for c in said if c.dep_ != "advmod" or _is_manner(c)]
    for _ in range(2):  # "a good diagnosis and a poor plan"
        more = (c for t in said if t.dep_ != "advmod" for c in t.children)
        said += [c for c in more if c.dep_ in ("conj", "amod") and c not in said]
    if clause.passive:
        said.append(clause.verb)
    joined = [c for c in clause.verb.children if c.dep_ == "conj"]
    said += [c for t in joined for c in t.children if c.dep_ == "advmod" and _is_manner(c)]
    compared = (t for t in said if t.tag_ in _COMPARED and not is_word(t.lower_, "neutral"))
    if (first := next(compared, None)) is not None:
        return first
    firm = (t for t in said if is_word(t.lower_, "judging"))
    return next(firm, None) or _praised(said)


def _is_manner(word: Token) -> bool:
    return word.lower_.endswith("ly") or word.lower_ in ("better", "worse", "best", "well")


def _praised(said: Sequence[Token]) -> Token | None:
    """Praise with a reason after it; "is an effective tool" by itself says nothing."""
    for token in (t for t in said if t.dep_ != "amod" and is_word(t.lower_, "praise")):
        if any(is_word(t.lower_, "reason") for t in token.doc[token.i : token.sent.end]):
            return token
    return None


def _turned(clause: Clause) -> str:
    """ "... adds reflection but little else": a turn, with a limit after it."""
    if clause.passive or (clause.past and is_met(clause)):
        return ""
    rest = [t for t in clause.verb.subtree if t.i > clause.verb.i]
    for at, token in enumerate(rest):
        if token.lower_ == "whereas":
            return clause.shown()
        inside = token.lower_ == "without" and token.head != clause.verb
        if is_word(token.lower_, "turning") and not inside:
            limits = [t for t in rest[at : at + 9] if is_word(t.lower_, "limiting")]
            if limits:
                return clause.shown(limits[0])
    return ""
