"""A name found in a text in; out comes whether it is the model, and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from premark.detect.model_authors import alone_under, surname
from premark.detect.model_candidate import Candidate, Name
from premark.detect.model_cues import (
    Reading,
    beside,
    bracket_after,
    is_doubtful,
    is_everyday,
    is_shouted,
    named_in_title_case,
    put_to_use,
)
from premark.detect.model_lexicon import Cues, Lexicon, Pattern, fold, writing_key
from premark.detect.model_words import listed

NEAR = 45


def candidates(reading: Reading, lexicon: Lexicon, heading: str = "") -> list[Candidate]:
    """Every name in the text that may be the model; everyday words are already left out."""
    matches = lexicon.names.finditer(reading.folded)
    judged = [_judge(reading, match, lexicon, heading) for match in matches]
    found = _in_company(reading, [one for one in judged if one], lexicon)
    return [one for one in found if not _is_anothers(one, found, reading, lexicon)]


def _is_anothers(
    one: Candidate, found: list[Candidate], reading: Reading, lexicon: Lexicon
) -> bool:
    """Whether a name made of stages belongs to the other author who is named with it.

    Several models share "What? So what? Now what?"; beside Rolfe's name it is his.
    """
    if one.writing.rule != "plain":
        return False
    first, last = reading.sentence(one.start, more=2)
    near = [other for other in found if first <= other.start < last and other.strength == "firm"]
    if any(o.model == one.model and o.writing.rule == "surname" for o in near):
        return False
    said = reading.folded[one.start : one.end]
    shared = (lexicon.cues[o.model].stages for o in near if o.model != one.model)
    return any(stages and len(set(stages.findall(said))) > 1 for stages in shared)


def _judge(
    reading: Reading, match: re.Match[str], lexicon: Lexicon, heading: str
) -> Candidate | None:
    start, end = match.span()
    writing = lexicon.writings[writing_key(match.group())]
    cues = lexicon.cues[writing.model]
    if _ruled_out(reading, start, end, cues):
        return None
    kind = lexicon.models[writing.model].type
    name = Name(reading, start, end, writing, cues, lexicon.acronyms, heading, kind)
    judge = {"plain": _plain, "word": _word, "title": _title, "surname": surname}[writing.rule]
    return judge(name)


def _ruled_out(reading: Reading, start: int, end: int, cues: Cues) -> bool:
    if cues.not_near is None:
        return False
    first, last = reading.sentence(start)
    near = reading.folded[max(first, start - NEAR) : min(last, end + NEAR)]
    return bool(cues.not_near.search(near))


def _plain(name: Name) -> Candidate:
    return name.firm("a distinctive name")


def _word(name: Name) -> Candidate | None:
    """An everyday word: its capitals, and what else speaks for the model."""
    reading, start, end = name.reading, name.start, name.end
    if name.text not in name.writing.forms:
        titled = name.text.istitle() and named_in_title_case(reading, start, end)
        if titled:
            return name.firm("the word 'model' right after its name")
        return name.firm(spelt) if (spelt := _spelt_out(name)) else None
    near = _cue(name)
    shouted = is_shouted(reading, start, end, name.acronyms)
    if near and not (shouted and near.startswith("the cue")):
        return name.firm(f"capitals and {near}")
    if shouted or is_everyday(reading, start, end, owned=name.type in listed("owned-type")):
        return None
    if is_doubtful(reading, start, end):
        return name.likely()
    if name.cues.capitals and name.text.isupper():
        return name.firm("capitals in a sentence of ordinary case")
    return name.likely()


def _spelt_out(name: Name) -> str:
    """A word in small letters whose bracket holds the model's parts, or, in use, its author."""
    bracket = bracket_after(name.reading, name.end)
    stages, authors = name.cues.stages, name.cues.authors
    parts = {m.group() for m in stages.finditer(bracket)} if bracket and stages else set()
    if len(parts) > 2:
        return f"its parts {sorted(parts)[0]!r} and {sorted(parts)[1]!r} in the bracket after it"
    author = authors.search(bracket) if bracket and authors else None
    used = author and put_to_use(name.reading, name.start, name.end)
    return f"{used}, cited in the bracket after it" if used else ""


def _title(name: Name) -> Candidate | None:
    """An everyday phrase: a cue in its sentence; its capitals only beside the word model."""
    as_written = name.text[:1].isupper() and name.text.split()[-1][:1].isupper()
    near = _cue(name, noun=as_written)
    if near:
        return name.firm(near)
    if as_written and name.cues.capitals and not _shouted(name):
        return name.firm("capitals in a sentence of ordinary case")
    return name.likely() if as_written else None


def _shouted(name: Name) -> bool:
    return is_shouted(name.reading, name.start, name.end, name.acronyms)


def _cue(name: Name, *, noun: bool = True) -> str:
    """The first thing nearby that speaks for the model, in words; "" when there is none."""
    reading, start, end = name.reading, name.start, name.end
    right = beside(reading, start, end) if noun else ""
    if right:
        return f"the word {right!r} beside it"
    first, last = reading.sentence(start, more=1)
    stage = _stages(name, first, last)
    if stage:
        return stage
    author = _capital(reading, name.cues.authors, first, last)
    if author:
        return f"its author {author} nearby"
    words = name.cues.words.search(reading.folded, first, last) if name.cues.words else None
    if words and not start <= words.start() < end:
        return f"the cue {words.group()!r} nearby"
    return f"alone: {alone}" if (alone := alone_under(name)) else ""


def _stages(name: Name, first: int, last: int) -> str:
    if name.cues.stages is None:
        return ""
    text = name.reading.text
    found = [
        match.group()
        for match in name.cues.stages.finditer(name.reading.folded, first, last)
        if match.end() <= name.start or match.start() >= name.end
        if text[match.start()].isupper() and _amid(text, match.start())
    ]
    if found:
        return f"the stage name {found[0].capitalize()!r} nearby"
    small = sorted({m.group() for m in name.cues.stages.finditer(name.reading.folded, first, last)})
    small = [word for word in small if word != "will" and word not in fold(name.text)]
    return f"its stages {small[0]!r} and {small[1]!r} nearby" if len(small) > 1 else ""


def _amid(text: str, start: int) -> bool:
    """Whether a capital is the writer's choice: not the first letter of a sentence or shouted."""
    ahead = text[max(0, start - 8) : start].rstrip(" \"'“‘(")
    return bool(ahead) and ahead[-1] not in ".!?\n|" and not text[start : start + 2].isupper()


def _capital(reading: Reading, pattern: Pattern | None, first: int, last: int) -> str:
    if pattern is None:
        return ""
    for match in pattern.finditer(reading.folded, first, last):
        written = reading.text[match.start() : match.end()]
        if written[:1].isupper() and not written.isupper():
            return written
    return ""


def _in_company(reading: Reading, found: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """A likely name in one sentence with another model's is firm: "Kolb and Gibbs both..."."""
    near = _Neighbours(reading, found, [one.start for one in found], lexicon)
    return [one if one.strength == "firm" else _beside_another(one, near) for one in found]


@dataclass(frozen=True)
class _Neighbours:
    reading: Reading
    found: list[Candidate]
    starts: list[int]
    lexicon: Lexicon

    def of(self, one: Candidate) -> list[Candidate]:
        """Names of other models in the same sentence."""
        first, last = self.reading.sentence(one.start)
        slot = slice(bisect_left(self.starts, first), bisect_left(self.starts, last))
        return [other for other in self.found[slot] if other.model != one.model]

    def alike(self, one: Candidate, other: Candidate) -> bool:
        models = self.lexicon.models
        return models[one.model].type == models[other.model].type


def _beside_another(one: Candidate, near: _Neighbours) -> Candidate:
    for other in near.of(one):
        if _speaks_for(other, one, near):
            return replace(one, strength="firm", because=f"named together with {other.model}")
    return one


def _speaks_for(other: Candidate, one: Candidate, near: _Neighbours) -> bool:
    if one.writing.rule != "surname":
        return other.strength == "firm" and _listed(near.reading, one, other)
    if other.strength == "firm":
        return True
    return other.writing.rule == "surname" and near.alike(one, other)


def _listed(reading: Reading, one: Candidate, other: Candidate) -> bool:
    """Whether two names stand in one list: "GROW, CLEAR and SPACE"."""
    left, right = sorted((one, other), key=lambda c: c.start)
    between = reading.folded[left.end : right.start]
    return bool(re.fullmatch(r"(?:[\s,/]|\b(?:and|or|to|with|not)\b|\b\w+,){1,12}", between))
