"""Passages and a unit's lists in; items that the learner counts off or sets out in lines, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from premark.detect.base import Rules, Seen
from premark.parse import ParsedPassage, Sentence
from premark.patterns import CompiledPhrases, Hit, PatternSet, compile_phrases, search
from premark.types.criteria import ListEntry
from premark.types.document import Passage
from premark.types.evidence import Finding

PATTERNS = "enumeration"
OPENING = 3  # words of a sentence in which counting is heard
MOST = 8  # words by which a line names an item; a longer one is prose
TIED = 2  # items of a list that the unit knows, from which the rest are taken for its items too
Line = tuple[Passage, int, int]  # with its characters, start to end


@dataclass(frozen=True)
class Step:
    """One item that is counted off: its number, where it is said, and the sentence that says it."""

    number: int
    passage: Passage
    at: tuple[int, int]
    text: str


@dataclass
class Chain:
    """Items counted off in one run, and the sentence before the first of them."""

    lead: str = ""
    steps: list[Step] = field(default_factory=list)


def enumerated(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: items of the unit's lists that the learner counts off, or sets out in a list or table.

    Why: "at least three" is counted by what they are, and learners have items that no list
    foresees; their own counting tells how many. A run of items counts where it names the matter
    ("the second factor"), or two of its items are on the unit's list.
    Known limits: items told one after another with no counting word are missed.
    """
    patterns = rules.patterns.get(PATTERNS)
    chains = list(_chains(seen.parsed, patterns)) if patterns else []
    rows = list(_line_runs(seen.parsed))
    for name, entries in rules.pack.lists.items():
        known, nouns = _known(entries), compile_nouns(name)
        for chain in chains:
            yield from _counted_off(chain, name, known, nouns)
        for lead, lines in rows:
            yield from _set_out(lead, lines, name, (known, nouns))


def compile_nouns(name: str) -> re.Pattern[str]:
    """The last word of a list's name, one or many: "learning-methods" gives method, methods."""
    last = name.rsplit("-", 1)[-1]
    single = last.removesuffix("ies") + "y" if last.endswith("ies") else last.removesuffix("s")
    return re.compile(rf"\b(?:{re.escape(single)}|{re.escape(last)})\b", re.IGNORECASE)


def _known(entries: Sequence[ListEntry]) -> CompiledPhrases:
    return compile_phrases(tuple(name for e in entries for name in (e.name, *e.also)))


def _chains(parsed: Sequence[ParsedPassage], patterns: PatternSet) -> Iterator[Chain]:
    for _, group in groupby(parsed, key=lambda p: p.passage.section):
        yield from _section_chains([p for p in group if p.passage.kind != "row"], patterns)


def _section_chains(parsed: Sequence[ParsedPassage], patterns: PatternSet) -> Iterator[Chain]:
    chain, before = Chain(), ""
    for each in parsed:
        for sentence in each.sentences:
            hit = _counting(sentence, patterns)
            number = _number(hit, len(chain.steps)) if hit else None
            if hit and number:
                if number == 1:
                    yield from _whole(chain)
                    chain = Chain(before)
                at = (sentence.start + hit.start, sentence.start + hit.end)
                chain.steps.append(Step(number, each.passage, at, sentence.text))
            before = sentence.text
    yield from _whole(chain)


def _whole(chain: Chain) -> Iterator[Chain]:
    if len(chain.steps) > 1:
        yield chain


def _counting(sentence: Sentence, patterns: PatternSet) -> Hit | None:
    opening = " ".join(sentence.text.split(" ")[: OPENING + 4])
    for hit in search(patterns, opening):
        before = opening[: hit.start]
        if before.count(" ") < OPENING or before.rstrip().endswith((":", ";")):
            return hit
    return None


def _number(hit: Hit, so_far: int) -> int | None:
    """The item's number, when it is the next one; a chain starts at one."""
    if hit.key in ("next", "last"):
        return so_far + 1 if so_far else None
    number = int(hit.key)
    return number if number == 1 or number == so_far + 1 else None


def _counted_off(
    chain: Chain, name: str, known: CompiledPhrases, nouns: re.Pattern[str]
) -> Iterator[Finding]:
    said = [step.text for step in chain.steps]
    on_list = sum(bool(known.search(text)) for text in said)
    if on_list < TIED and not any(nouns.search(text) for text in (chain.lead, *said)):
        return
    for step in chain.steps:
        because = f"the learner counts it off as number {step.number} of {len(chain.steps)}"
        yield item(step.passage, step.at, ("ordinal", f"number {step.number}", because), name)


def _line_runs(parsed: Sequence[ParsedPassage]) -> Iterator[tuple[str, list[Line]]]:
    """What leads to it, and the lines of each list or the first cells of each table."""
    before = ""
    for (_, table), group in groupby(parsed, key=lambda p: (p.passage.section, p.passage.table)):
        passages = [p.passage for p in group]
        if table is not None:
            rows = [p for p in passages if p.cells and p.cells[0].text.strip()]
            head = passages[0].cells[0].name if passages[0].cells else ""
            yield head, [(p, 0, len(p.cells[0].text)) for p in rows]
            continue
        for passage in passages:
            if passage.kind == "list":
                lead, lines = _lines(passage)
                yield lead or before, [(passage, start, end) for start, end in lines]
            before = passage.text.rsplit(". ", 1)[-1]


def _lines(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """A list's lines; a first line that ends with a colon leads to them and is none of them."""
    starts = [piece.offset for piece in passage.pieces]
    ends = [*(start - 1 for start in starts[1:]), len(passage.text)]
    spans = list(zip(starts, ends, strict=True))
    first = passage.text[spans[0][0] : spans[0][1]] if spans else ""
    return (first, spans[1:]) if first.rstrip().endswith(":") else ("", spans)


def _set_out(
    lead: str,
    lines: Sequence[Line],
    name: str,
    tells: tuple[CompiledPhrases, re.Pattern[str]],
) -> Iterator[Finding]:
    known, nouns = tells
    heads = [_head(passage.text[start:end]) for passage, start, end in lines]
    on_list = sum(bool(known.search(head)) for head in heads)
    if on_list < TIED and not (nouns.search(lead) and on_list):
        return
    for (passage, start, _), head in zip(lines, heads, strict=True):
        if head and not known.search(head) and len(head.split()) <= MOST:
            because = f"it stands in a line of its own among the {name.replace('-', ' ')}"
            yield item(passage, (start, start + len(head)), ("line", head.lower(), because), name)


def _head(line: str) -> str:
    """What a line names, before a colon, a dash, a bracket or the end of its first sentence."""
    return re.split(r"[:(.;]| [-–—] ", line, maxsplit=1)[0].strip()


def item(passage: Passage, span: tuple[int, int], said: tuple[str, str, str], name: str) -> Finding:
    """A finding of an item: `said` is its rule, its key and why; `name` is the unit's list."""
    rule, key, because = said
    at = passage.locate(*span)
    return Finding(
        detector="items",
        rule=rule,
        kind="item",
        key=key,
        at=at,
        quote=passage.text[span[0] : span[1]][: at.end - at.start],
        because=because,
        passage=passage.id,
        facts=(("list", name),),
    )
