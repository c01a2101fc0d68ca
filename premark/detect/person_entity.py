"""A line in; where spaCy's own recogniser sees a person in it, out. Nothing with a blank parser."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from premark.detect.person_lines import Line
from premark.parse import load_parser

if TYPE_CHECKING:
    from spacy.tokens import Span

NEVER = ("AUX", "VERB", "ADP", "SCONJ", "PART", "ADV")


def sees_person(line: Line, start: int, end: int) -> bool:
    """Whether an entity of kind person covers characters `start` to `end` of the line."""
    if not is_tagged(line) or line.sentence is None:
        return False
    shift = line.start - line.sentence.start
    people = _people(line.sentence.span)
    return any(a <= start + shift and end + shift <= b for a, b in people)


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


@lru_cache(maxsize=64)
def _people(span: Span) -> tuple[tuple[int, int], ...]:
    # The pipeline leaves its recogniser out for speed; it is run on the few lines in doubt.
    nlp = load_parser().nlp
    if "ner" not in nlp.component_names or nlp.vocab is not span.doc.vocab:
        return ()
    doc = nlp.get_pipe("ner")(span.as_doc())
    return tuple((e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON")
