"""Passages and the lexicon of models in; a finding for each mention of a named model out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from premark.detect.model_candidate import Candidate
from premark.detect.model_cues import make_reading
from premark.detect.model_lexicon import (
    Lexicon,
    canonical_name,
    compile_lexicon,
    fold,
)
from premark.detect.model_rules import candidates
from premark.detect.model_unknown import unknown_models
from premark.detect.model_use import Use, use_of, used_in_log
from premark.parse import Sentence
from premark.patterns import PatternSet
from premark.types.criteria import NamedModel
from premark.types.document import Passage
from premark.types.evidence import Finding

DETECTOR = "named_models"
CROWDED = 20  # names in one sentence, above which it is a list that says nothing of any
Facts = tuple[tuple[str, str], ...]

# What may stand between two writings that are one mention: "Four Principles of Beauchamp and ...".
_ONE_MENTION = re.compile(
    r"(?:'s?)?(?:[\s,(\[:\"]|(?:19|20)\d\d|\)|\b(?:of|by|from|the|as|developed|devised|proposed|put"
    r"|forward|created|model|framework|cycle|theory|or|called|known|full|own|well|famous)\b)*"
)


@dataclass(frozen=True)
class ModelHit:
    """A model named at characters `start` to `end` of a text. An `unknown` one has no entry."""

    model: str
    start: int
    end: int
    because: str
    misspelt: bool = False
    unknown: bool = False


def find_models(text: str, lexicon: Lexicon, *, heading: str = "") -> list[ModelHit]:
    """Models named in one text, in its order; `heading` is what stands above it.

    A name that only a firm mention elsewhere would settle counts when `text` or `heading` has one.
    """
    found = candidates(make_reading(text), lexicon, heading)
    return _hits(text, found, _established(found) | _named_above(heading, lexicon), lexicon)


def named_models(passage: Passage, lexicon: Lexicon) -> list[Finding]:
    """Findings of one passage by itself; `named_models_in` reads a whole submission better."""
    return named_models_in((passage,), lexicon)


def named_models_in(
    passages: Iterable[Passage],
    lexicon: Lexicon,
    *,
    uses: PatternSet | None = None,
    sentences: Mapping[str, Sequence[Sentence]] | None = None,
) -> list[Finding]:
    """Named models of a submission, one finding for each mention, in the order of the passages.

    What: kind "named-model" (key: the model's name) and "unknown-model" (key: the name as it is
    written). Facts: type, counts, misspelt; with the phrases of `uses` also use ("mentioned", or
    "described", "applied", "critiqued", joined by "; "), shown (the words that say so) and said
    (the sentence or two that were read).
    Why: criteria ask for a model by name, and everyday words (grow, clear) look like one.
    Known limits: a model that is only described is not found; a dated author counts only where
    the words before it say that the model is used; a name cut by a line break is missed.
    """
    read = [(passage, _context(passage)) for passage in passages]
    found = [candidates(make_reading(p.text), lexicon, above) for p, above in read]
    settled = frozenset().union(*(_established(names) for names in found))
    for above in dict.fromkeys(above for _, above in read):
        settled |= _named_above(above, lexicon)
    said: list[Finding] = []
    for (passage, _), names in zip(read, found, strict=True):
        hits = _hits(passage.text, names, settled, lexicon)
        findings = [_finding(passage, hit, lexicon.models.get(hit.model)) for hit in hits]
        if uses is None:
            said.extend(findings)
            continue
        # A row's cells are no sentence: its parse would tie one cell's words to another's.
        parsed = (sentences or {}).get(passage.id, ()) if passage.kind != "row" else ()
        read_uses = _uses(passage, hits, lexicon, (uses, parsed))
        said.extend(
            _with(finding, facts) for finding, facts in zip(findings, read_uses, strict=True)
        )
    return said


def _with(finding: Finding, facts: Facts) -> Finding:
    return finding.model_copy(update={"facts": finding.facts + facts})


def _uses(
    passage: Passage,
    hits: Sequence[ModelHit],
    lexicon: Lexicon,
    how: tuple[PatternSet, Sequence[Sentence]],
) -> Iterator[Facts]:
    """The facts of use of each hit, by the phrases and the parsed sentences of `how`."""
    reading = make_reading(passage.text)
    patterns, sentences = how
    named = Counter(bisect_right(reading.breaks, hit.start) for hit in hits)
    for hit in hits:
        if named[bisect_right(reading.breaks, hit.start)] > CROWDED:
            yield (("use", "mentioned"), ("shown", ""), ("said", passage.text[hit.start : hit.end]))
            continue
        cues = lexicon.cues.get(hit.model)
        stages = cues.stages if cues else None
        # A body does much in its own name that is no use of its code.
        known = lexicon.models.get(hit.model)
        parsed = () if known and known.type == "code" else sentences
        use = use_of(reading, (hit.start, hit.end), patterns, stages, sentences=parsed)
        yield _facts_of(use, passage, hit)


def _facts_of(use: Use, passage: Passage, hit: ModelHit) -> Facts:
    """Use, the words that show it, and what was read; a log's column of tools says "applied"."""
    cells = [cell.name for cell in passage.cells if passage.text[hit.start : hit.end] in cell.text]
    columns = [cell.name for cell in passage.cells]
    in_log = next((name for name in cells if used_in_log(name, columns)), "")
    if not use.uses and in_log:
        return (("use", "applied"), ("shown", f"in the column {in_log!r}"), ("said", use.quote))
    return (("use", use.said), ("shown", "; ".join(use.shown)), ("said", use.quote))


def _context(passage: Passage) -> str:
    return " / ".join((*passage.path, *dict.fromkeys(c.name for c in passage.cells if c.name)))


def _established(found: Iterable[Candidate]) -> frozenset[str]:
    return frozenset(one.model for one in found if one.strength == "firm")


def _named_above(heading: str, lexicon: Lexicon) -> frozenset[str]:
    return _established(candidates(make_reading(heading), lexicon)) if heading else frozenset()


def _hits(
    text: str, found: Sequence[Candidate], settled: Collection[str], lexicon: Lexicon
) -> list[ModelHit]:
    """Firm names and, of models that are settled, likely ones; then the unknown between them."""
    taken = [one for one in found if one.strength == "firm" or one.model in settled]
    hits = _merged(text, [_hit(one) for one in taken])
    return sorted((*hits, *_unknown(text, hits, lexicon)), key=lambda hit: hit.start)


def _unknown(text: str, known: Sequence[ModelHit], lexicon: Lexicon) -> Iterator[ModelHit]:
    """Models in no list, where no known one stands or says right after which is meant."""
    starts = [hit.start for hit in known]
    last = 0
    for start, end, name in sorted(unknown_models(make_reading(text))):
        near = known[bisect_left(starts, start - 200) : bisect_left(starts, end + 80)]
        taken = any((h.start < end and start < h.end) or _says_which(text, end, h) for h in near)
        if start >= last and not taken and canonical_name(name, lexicon) is None:
            because = f"{text[start:end].split()[-1]!r} after a name that is in no list"
            yield ModelHit(name, start, end, because, unknown=True)
            last = end


def _says_which(text: str, end: int, hit: ModelHit) -> bool:
    """Whether a known name right after says which: "Goleman's model of emotional intelligence"."""
    return bool(re.fullmatch(r",? (?:of|for|called)(?: \w+){0,2} ", text[end : hit.start]))


def _hit(one: Candidate) -> ModelHit:
    because = one.because or "named firmly elsewhere in this submission"
    return ModelHit(one.model, one.start, one.end, because, one.writing.misspelt)


def _merged(text: str, hits: Sequence[ModelHit]) -> list[ModelHit]:
    """Two writings of one model in one breath are one mention: "Emotional intelligence (EI)"."""
    merged: list[ModelHit] = []
    for hit in hits:
        last = merged[-1] if merged else None
        if last and last.model == hit.model and _one_mention(text, last, hit):
            end = max(last.end, hit.end)
            wrong = last.misspelt or hit.misspelt
            merged[-1] = ModelHit(hit.model, last.start, end, last.because, wrong)
        elif not (last and last.model == hit.model and _reworded(text, last, hit)):
            merged.append(hit)
    return merged


def _reworded(text: str, first: ModelHit, second: ModelHit) -> bool:
    """Whether a sentence says the model again in wholly other words ("TA ... ego states")."""
    if re.search(r"[.!?]\s|[\n|]", text[first.end : second.start]):
        return False
    said, again = (set(fold(text[h.start : h.end]).split()) for h in (first, second))
    return not said & again


def _one_mention(text: str, first: ModelHit, second: ModelHit) -> bool:
    between = text[first.end : second.start].lower().replace("’", "'")
    same = text[first.start : first.end] == text[second.start : second.end]
    if "\n" in between or (same and first.end < second.start):
        return False
    return bool(_ONE_MENTION.fullmatch(between))


def _finding(passage: Passage, hit: ModelHit, model: NamedModel | None) -> Finding:
    at = passage.locate(hit.start, hit.end)
    facts = (
        ("type", model.type if model else ""),
        ("counts", "yes" if model and model.counts else "no"),
        ("misspelt", "yes" if hit.misspelt else "no"),
    )
    return Finding(
        detector=DETECTOR,
        rule="unknown" if hit.unknown else "lexicon",
        kind="unknown-model" if hit.unknown else "named-model",
        key=hit.model,
        at=at,
        quote=passage.text[hit.start : hit.start + at.end - at.start],
        because=hit.because,
        passage=passage.id,
        facts=facts,
    )


__all__ = [
    "Lexicon",
    "ModelHit",
    "canonical_name",
    "compile_lexicon",
    "find_models",
    "named_models",
    "named_models_in",
]
