"""A criterion that asks for something done, and the documents found, in; what evidences it, out.

A doing criterion is addressed by its contract, log or plan itself, wherever in the file it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from premark.patterns import compile_phrases
from premark.types.criteria import Criterion, Topic, Verb
from premark.types.document import Passage
from premark.types.evidence import Finding, Match, TopicHit

_OTHER_PLAN = {"hours": "development_plan", "months": "programme_plan"}


def is_doing(criterion: Criterion, verbs: Mapping[str, Verb], level: int) -> bool:
    """Whether one of its verbs is shown by a document."""
    return any(verbs[v].demand(level).by_artefact for v in criterion.verb)


def needed_kinds(criterion: Criterion) -> frozenset[str]:
    """Kinds of document that evidence the criterion."""
    asked = {r.needs.of for r in criterion.must if r.needs.kind == "artefact"}
    return frozenset(asked | set(criterion.artefacts))


def documents_of(criterion: Criterion, findings: Sequence[Finding]) -> list[Finding]:
    """The documents found that are of a kind that evidences the criterion, in reading order."""
    kinds = needed_kinds(criterion)
    found = (f for f in findings if f.kind == "artefact" and f.key in kinds)
    return [f for f in found if not is_other_plan(f, criterion)]


def is_other_plan(finding: Finding, criterion: Criterion) -> bool:
    """A plan of one's own development is no programme of sessions, nor the other way about."""
    needs = [r.needs for r in criterion.must]
    kinds = {n.kind for n in needs if n.kind == "months" or n.of == "planned"}
    return finding.key == "plan" and finding.fact("form") in {_OTHER_PLAN[k] for k in kinds}


def given_by_documents(
    criterion: Criterion,
    found: Sequence[Finding],
    passages: Sequence[Passage],
    near: Sequence[Match],
) -> tuple[Match, ...]:
    """Primary matches with the passages of the documents found, in reading order.

    `near` are the criterion's matches so far: one that is there already keeps its topics.
    """
    kinds = {id_: f.key for f in reversed(found) for id_ in _passages_of(f)}
    before = {m.passage: m for m in near}
    return tuple(
        _given(passage, kinds[passage.id], criterion, before.get(passage.id))
        for passage in passages
        if passage.id in kinds
    )


def _passages_of(finding: Finding) -> list[str]:
    return finding.fact("ids").split() or [finding.passage]


def _given(passage: Passage, kind: str, criterion: Criterion, near: Match | None) -> Match:
    because = f"it belongs to a {kind.replace('_', ' ')}, which evidences this"
    if near is not None:
        told = {"primary": True, "via": "artefact", "because": because}
        return near.model_copy(update=told)
    return Match(
        passage=passage.id,
        criterion=criterion.id,
        primary=True,
        via="artefact",
        score=0.0,
        because=because,
        topics=tuple(_worded(passage, criterion)),
    )


def _worded(passage: Passage, criterion: Criterion) -> Iterator[TopicHit]:
    """The first line that says each topic in its own words; nothing here measures meaning."""
    for topic in criterion.topics:
        span = _line_of(passage, topic)
        if span:
            at = passage.locate(*span)
            quote = passage.text[span[0] : span[0] + at.end - at.start]
            yield TopicHit(topic=topic.id, at=at, quote=quote, score=0.0, by="words")


def _line_of(passage: Passage, topic: Topic) -> tuple[int, int] | None:
    said = compile_phrases(topic.words).search(passage.text) if topic.words else None
    if said is None:
        return None
    start = passage.text.rfind("\n", 0, said.start()) + 1
    end = passage.text.find("\n", said.start())
    return start, len(passage.text) if end < 0 else end
