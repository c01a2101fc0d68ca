"""Parsed passages and their citations in; sentences that only sound like an answer, out.

Three kinds: strings of cue words, citations with nothing said of them, and a deep verb that is
named and not done. The words stand in `criteria/patterns`. What is to be made of them is `weigh`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from premark.detect.base import Rules, Seen
from premark.detect.repeated import repeated
from premark.parse import ParsedPassage, Sentence
from premark.patterns import PatternSet, search
from premark.structure.wording import stems
from premark.types.document import Locator
from premark.types.evidence import Finding

CUES = 2  # cue words in a sentence that is hollow
MATTER = 2  # content words beside cue words, or citations, up to which a sentence says nothing
# Sentences of a passage that say nothing, and their share of it, from which they are told. In 21
# honest assignments the most are two of six.
TOLD = 2
SHARE = 0.5
_SAID_OF = frozenset(stems("see says said states stated argues argued according cited suggests"))
_CLAIMS = ("announcement", "depth-claimed")


def stuffing(seen: Seen, rules: Rules, cited: Iterable[Finding]) -> tuple[Finding, ...]:
    """What: second and later copies, strings of cue words, citations alone, verbs only named.

    Why: none of them is evidence for a criterion, and an assessor should see each as what it is.
    Known limits: cue words and citations are told only where they make up half of a passage; a
    copy in other words is not seen.
    """
    spans: dict[str, list[Locator]] = {}
    for finding in cited:
        spans.setdefault(finding.passage, []).append(finding.at)
    found: list[Finding] = [*_copies(seen)]
    for parsed in seen.parsed:
        if parsed.passage.kind != "row":
            found += _empty(parsed, rules, spans.get(parsed.passage.id, ()))
            found += _named(parsed, rules)
    return tuple(found)


def _copies(seen: Seen) -> Iterator[Finding]:
    for copy in repeated(seen.parsed):
        because = f"it says again what stands at {copy.first.label}"
        yield Finding(
            detector="stuffing",
            rule="copy",
            kind="copy",
            key=copy.first.label,
            at=copy.at,
            quote=copy.quote,
            because=because,
            passage=copy.passage,
        )


def _empty(parsed: ParsedPassage, rules: Rules, cited: Sequence[Locator]) -> Iterator[Finding]:
    """Sentences of cue words or of citations, where they make up half of the passage."""
    cues = rules.patterns.get("cue-word")
    kinds = {i: _emptiness(s, parsed, cues, cited) for i, s in enumerate(parsed.sentences)}
    empty = {i: kind for i, kind in kinds.items() if kind}
    if len(empty) < TOLD or len(empty) < SHARE * len(kinds):
        return
    for i, kind in empty.items():
        because = f"there is next to nothing in it beside {kind.replace('-', ' ')}s"
        yield _finding(parsed, parsed.sentences[i], kind, because)


def _emptiness(
    sentence: Sentence, parsed: ParsedPassage, cues: PatternSet | None, cited: Sequence[Locator]
) -> str:
    """"citation", "cue-word" or "" as a sentence says nothing beside either."""
    own = _within(sentence, parsed, cited) if cited else []
    text = _without(sentence.text, own) if own else sentence.text
    if own and sum(stem not in _SAID_OF for stem in stems(text)) <= MATTER:
        return "citation"
    hits = search(cues, text) if cues else []
    if len(hits) < CUES:
        return ""
    left = stems(_without(text, [(hit.start, hit.end) for hit in hits]))
    return "cue-word" if len(left) <= MATTER else ""


def _within(
    sentence: Sentence, parsed: ParsedPassage, cited: Sequence[Locator]
) -> list[tuple[int, int]]:
    """Where in a sentence the citations of it stand."""
    at = parsed.passage.locate(sentence.start, sentence.end)
    own = [c for c in cited if c.block == at.block and at.start <= c.start < at.end]
    return [(c.start - at.start, c.end - at.start) for c in own]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        for i in range(max(0, start), min(end, len(letters))):
            letters[i] = " "
    return "".join(letters)


def _named(parsed: ParsedPassage, rules: Rules) -> Iterator[Finding]:
    known = [rules.patterns[kind] for kind in _CLAIMS if kind in rules.patterns]
    for sentence in parsed.sentences:
        hits = [hit for patterns in known for hit in search(patterns, sentence.text)]
        if hits:
            because = f"it says that it does so ({hits[0].phrase!r})"
            yield _finding(parsed, sentence, "verb-named", because)


def _finding(parsed: ParsedPassage, sentence: Sentence, kind: str, because: str) -> Finding:
    at = parsed.passage.locate(sentence.start, sentence.end)
    return Finding(
        detector="stuffing",
        rule=kind,
        kind="citation-alone" if kind == "citation" else kind,
        key=kind,
        at=at,
        quote=sentence.text[: at.end - at.start],
        because=because,
        passage=parsed.passage.id,
    )
