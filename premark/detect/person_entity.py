"""A line in; where spaCy's own recogniser sees a person in it, out. Nothing with a blank parser."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from premark.detect.person_lines import Line
from premark.parse import load_parser

if TYPE_CHECKING:
    from spacy.tokens import Span

# Where in its sentence a person stands: doing, having, being told or given something.
PLACES = ("nsubj", "poss", "appos", "dative", "dobj", "agent")
TOLD = ("with", "by")
PERSON = "PERSON"
NEVER = ("AUX", "VERB", "ADP", "SCONJ", "PART", "ADV")


def sees_person(line: Line, start: int, end: int) -> bool:
    """Whether an entity of kind person covers characters `start` to `end` of the line."""
    if not is_tagged(line) or line.sentence is None:
        return False
    shift = line.start - line.sentence.start
    people = _entities(line.sentence.span)
    inside = (a <= start + shift and end + shift <= b for a, b, kind in people if kind == PERSON)
    return any(inside)


def is_tagged(line: Line) -> bool:
    """Whether the line was parsed by a pipeline that knows parts of speech."""
    return line.sentence is not None and line.sentence.span.doc.has_annotation("TAG")


def may_be_name(line: Line, start: int) -> bool:
    """Whether the word at `start` is not tagged a verb or the like; True where nothing is."""
    if not is_tagged(line) or line.sentence is None:
        return True
    span = line.sentence.span
    at = span.start_char + line.start - line.sentence.start + start
    return not any(t.pos_ in NEVER for t in span if t.idx <= at < t.idx + len(t))


def in_persons_place(line: Line, end: int) -> bool:
    """Whether the word that ends at `end` does, has or is given something, by the parse."""
    if not is_tagged(line) or line.sentence is None:
        return False
    span = line.sentence.span
    at = span.start_char + line.start - line.sentence.start + end - 1
    for token in span:
        if token.idx <= at < token.idx + len(token):
            after = token.dep_ == "pobj" and token.head.lower_ in TOLD
            only_is = token.dep_ == "nsubj" and token.head.lemma_ in ("be", "have")
            return (token.dep_ in PLACES and not only_is) or after
    return False


def sees_other(line: Line, start: int, end: int) -> bool:
    """Whether an entity of another kind (a place, a body) covers any of these characters."""
    if not is_tagged(line) or line.sentence is None:
        return False
    shift = line.start - line.sentence.start
    others = _entities(line.sentence.span)
    return any(a < end + shift and start + shift < b for a, b, kind in others if kind != PERSON)


@lru_cache(maxsize=64)
def _entities(span: Span) -> tuple[tuple[int, int, str], ...]:
    # The pipeline leaves its recogniser out for speed; it is run on the few lines in doubt.
    nlp = load_parser().nlp
    if "ner" not in nlp.component_names or nlp.vocab is not span.doc.vocab:
        return ()
    doc = nlp.get_pipe("ner")(span.as_doc())
    return tuple((e.start_char, e.end_char, e.label_) for e in doc.ents)
