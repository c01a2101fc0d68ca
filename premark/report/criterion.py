"""One criterion's review in; its row of the report, fully worded, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from premark.plain import one_line
from premark.report.asked import asked, named, topic_words
from premark.report.cited import sources, sources_said, sources_short
from premark.report.joined import joined_rows, joined_said
from premark.report.looked import looked_in, none_given, said
from premark.report.modelled import models
from premark.report.places import place, place_of
from premark.report.quotes import QUOTE, excerpt, quoted
from premark.report.reasons import count, label, shortfall, why
from premark.report.rows import (
    AlsoRow,
    CriterionRow,
    Quote,
    RequirementRow,
    SectionRow,
    StateRow,
    TopicRow,
    VerbRow,
)
from premark.report.sure import sure_said, sure_word
from premark.report.words import any_of, counted, sentence, words
from premark.types.criteria import Criterion, Move, Requirement
from premark.types.document import Document, Locator
from premark.types.evidence import (
    CriterionReview,
    Match,
    MoveEvidence,
    RequirementResult,
    Review,
    TopicHit,
    VerbResult,
)

SHOWN = 6  # sentences shown for a verb
_BY = {"both": 0, "words": 1, "meaning": 2}


def criterion_row(
    found: CriterionReview, criterion: Criterion, review: Review, read: tuple[SectionRow, ...]
) -> CriterionRow:
    """Everything that the report says of one criterion; `read` is every section that was read."""
    document = review.document
    strength = words().strengths[found.strength]
    primary = [m for m in found.matches if m.primary]
    sections = looked_in(review, {m.passage for m in primary})
    rows = [
        _searched(_requirement(result, found, criterion, review), result, sections, read)
        for result in _in_order(found.results, criterion)
    ]
    return CriterionRow(
        code=criterion.id,
        slug=re.sub(r"[^0-9A-Za-z]+", "-", criterion.id),
        asks=one_line(criterion.asks),
        strength=strength.word,
        key=found.strength,
        bars=strength.bars,
        symbol="" if strength.bars is not None else state_row("cannot_tell").symbol,
        because=sentence(one_line(found.because)),
        places=place_of(_places(primary, review), document),
        first=_first(primary, review),
        passages=len(primary),
        verb=_verb(found.verb, document),
        required=tuple(row for row in rows if row.required),
        helpful=tuple(row for row in rows if not row.required),
        topics=tuple(_topics(found.matches, criterion, document)),
        sources=tuple(sources(found.sources, document)),
        sources_said=sources_said(found.sources),
        sources_short=sources_short(found.sources),
        models=tuple(models(found.models, document)),
        also=tuple(_also(found.matches, review)),
        prompts=tuple(one_line(prompt) for prompt in found.prompts),
        cannot_tell=tuple(sentence(one_line(reason)) for reason in found.cannot_tell),
        sections=sections,
        looked=_looked(len(primary), read),
        official=official_said(criterion),
        sure=sure_word(found.confidence),
        sure_said=sure_said(found.confidence),
    )


def official_said(criterion: Criterion) -> str:
    """The body's own wording, said to be so; "" without an overlay."""
    text = one_line(criterion.official)
    return words().fixed["official"].format(text=text) if text else ""


def state_row(key: str) -> StateRow:
    said = words().states[key]
    return StateRow(key, said.symbol, said.plain, said.word)


def _in_order(
    results: Sequence[RequirementResult], criterion: Criterion
) -> list[RequirementResult]:
    every = enumerate((*criterion.must, *criterion.helps))
    order = {requirement.id: number for number, requirement in every}
    return sorted(results, key=lambda result: order.get(result.requirement, len(order)))


def _places(matches: Iterable[Match], review: Review) -> list[Locator]:
    ids = {m.passage for m in matches}
    return [piece.at for p in review.passages if p.id in ids for piece in p.pieces]


def _first(primary: Sequence[Match], review: Review) -> Quote | None:
    places = sorted(_places(primary, review), key=lambda at: (at.block, at.start))
    return excerpt(places[0], review) if places else None


def _requirement(
    result: RequirementResult, found: CriterionReview, criterion: Criterion, review: Review
) -> RequirementRow:
    wanted = _wanted(result, criterion)
    asks = asked(wanted, criterion) if wanted else sentence(named(result.requirement))
    joined = joined_rows(wanted, found, criterion, review)
    return RequirementRow(
        id=result.requirement,
        required=result.required,
        state=state_row(result.state),
        asked=one_line(asks),
        counted=count(result),
        looked="",
        says=_says(result, asks),
        because="" if joined else shortfall(result, criterion),
        source=one_line(wanted.source) if wanted else "",
        quotes=tuple(quoted(f, review.document, label(f)) for f in result.evidence),
        joined=joined,
        joined_said=joined_said(joined, wanted),
    )


def _says(result: RequirementResult, asks: str) -> str:
    """What is missing; what cannot be told is not said to be missing."""
    if result.state == "met":
        return ""
    if result.state == "cannot_tell":
        return f"Cannot tell: {one_line(asks)}"
    return sentence(one_line(result.says)) or one_line(asks)


def _wanted(result: RequirementResult, criterion: Criterion) -> Requirement | None:
    every = (*criterion.must, *criterion.helps)
    return next((r for r in every if r.id == result.requirement), None)


def _searched(
    row: RequirementRow,
    result: RequirementResult,
    sections: tuple[SectionRow, ...],
    read: tuple[SectionRow, ...],
) -> RequirementRow:
    """The row with the sections that it was looked for in."""
    whole = result.where == "document"
    looked = said(result, read)
    return replace(row, looked=looked, sections=read if whole else sections, whole=whole)


def _looked(passages: int, read: Sequence[SectionRow]) -> str:
    if passages:
        return f"Looked in {counted(passages, 'passage')} of this criterion"
    return none_given(read)


def _verb(verb: VerbResult, document: Document) -> VerbRow:
    because = sentence(one_line(verb.because))
    if verb.state == "not_met" and verb.missing and verb.evidence:
        because = words().fixed["verb_short"].format(verb=named(one_line(verb.verb)).lower())
    return VerbRow(
        name=named(one_line(verb.verb)).capitalize(),
        level=f"level {verb.level}",
        state=state_row(f"verb_{verb.state}"),
        because=" ".join((because, *map(one_line, verb.also))),
        quotes=tuple(_move(each, document) for each in _best(verb.evidence)),
        missing=tuple(_missing(group, verb.evidence) for group in verb.missing),
    )


def _missing(group: Sequence[Move], evidence: Sequence[MoveEvidence]) -> str:
    """What no sentence does, or hardly one, of a group of moves any of which would do."""
    seen = any(each.move in group for each in evidence)
    does = any_of([words().moves[move].does for move in group])
    return f"{'Hardly a' if seen else 'No'} sentence {does}."


def _best(evidence: Sequence[MoveEvidence]) -> list[MoveEvidence]:
    """The strongest sentence of each move first, then the next, up to `SHOWN`; in order."""
    ranked = sorted(evidence, key=lambda e: (-e.score, e.at.block, e.at.start))
    firsts = list({e.move: e for e in reversed(ranked)}.values())
    rest = [e for e in ranked if e not in firsts]
    kept = sorted(firsts, key=lambda e: -e.score)[:SHOWN]
    kept += rest[: SHOWN - len(kept)]
    return sorted(kept, key=lambda e: (e.at.block, e.at.start, e.move))


def _move(evidence: MoveEvidence, document: Document) -> Quote:
    at, text = evidence.at, one_line(evidence.quote, QUOTE)
    does = words().moves[evidence.move].does
    return Quote(text, place(at, document), at, does, why(evidence.because))


def _topics(
    matches: Sequence[Match], criterion: Criterion, document: Document
) -> Iterable[TopicRow]:
    hits = [hit for match in matches for hit in match.topics]
    for topic in criterion.topics:
        own = sorted((h for h in hits if h.topic == topic.id), key=_topic_order)
        best = own[0] if own else None
        yield TopicRow(
            about=one_line(topic_words(criterion, topic.id)),
            covered=best is not None,
            places=place_of((h.at for h in own), document),
            quote=_topic_quote(best, document) if best else None,
        )


def _topic_order(hit: TopicHit) -> tuple[int, float, int, int]:
    return _BY[hit.by], -hit.score, hit.at.block, hit.at.start


def _topic_quote(hit: TopicHit, document: Document) -> Quote:
    text = one_line(hit.quote, QUOTE)
    how = {"words": "by its words", "meaning": "by meaning", "both": "by its words and by meaning"}
    return Quote(text, place(hit.at, document), hit.at, "topic", how[hit.by])


def _also(matches: Sequence[Match], review: Review) -> Iterable[AlsoRow]:
    homes: dict[str, list[str]] = {}
    for each in review.criteria:
        for match in each.matches:
            if match.primary:
                homes.setdefault(match.passage, []).append(each.criterion)
    for match in matches:
        places = [] if match.primary else _places([match], review)
        if places:
            codes = ", ".join(homes.get(match.passage, []))
            home = f"mapped to {codes}" if codes else "mapped to no criterion"
            quote = excerpt(places[0], review)
            yield AlsoRow(quote, home)
