"""Parsed passages, vectors and sections in; the map of passages to criteria out, with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from premark.embed import Vectors
from premark.match.coverage import Written, cover
from premark.match.decode import Switching, decode
from premark.match.profiles import STATED, Profiles
from premark.match.score import Node, Scores, relative, score_parts, usual_scores
from premark.match.topics import Nearness, nearness, topic_hits
from premark.parse import ParsedPassage
from premark.types.document import Locator, Section
from premark.types.evidence import Match
from premark.types.tuning import Coverage, Matching

LOGS = ("session_log", "supervision_log")
FEW = 8  # nodes; what is usual in so short a text is no yardstick, so the unit's examples are


@dataclass(frozen=True)
class Reading:
    """A submission ready to be matched.

    `vectors` has one row a sentence, in the order of `parsed`; `titles` one row a section.
    `artefacts` says what kind of document a passage belongs to; `framing` which passages
    introduce or close the whole; `setting` those at its start in which the writer says who and
    where they are; `left_out` the places (block, start) of sentences that are no evidence.
    """

    parsed: tuple[ParsedPassage, ...]
    sections: tuple[Section, ...]
    vectors: Vectors
    titles: Vectors
    artefacts: Mapping[str, str]
    framing: frozenset[str]
    setting: frozenset[str] = frozenset()
    left_out: frozenset[tuple[int, int]] = frozenset()


def match(
    reading: Reading, profiles: Profiles, tuning: Matching, coverage: Coverage
) -> tuple[list[Match], list[Locator]]:
    """Primary and secondary matches, in reading order; a passage without one is "none".

    Beside them the places of the sentences that only say the unit's own words.
    """
    nearest = nearness(reading.parsed, reading.vectors, profiles, tuning.echo)
    counted = set_aside(nearest, reading)
    found = decided_matches(reading, profiles, tuning, counted)
    written = Written(reading.parsed, profiles, counted)
    return cover(found, written, coverage), _echoes(nearest, reading)


def decided_matches(
    reading: Reading, profiles: Profiles, tuning: Matching, nearest: Nearness
) -> list[Match]:
    """The map before its topics are weighed: each with what single sentences say of them."""
    nodes = gather(reading.parsed)
    if not nodes:
        return []
    emissions = emit(nodes, reading, profiles, tuning)
    breaks = np.array([i > 0 and n.section != nodes[i - 1].section for i, n in enumerate(nodes)])
    path = decode(emissions, breaks, _switching(tuning))
    decided = Decided(reading, profiles, tuning, nearest)
    found: list[Match] = []
    for i, node in enumerate(nodes):
        for position in node.passages:
            if not _says_nothing(position, decided):
                found += _matches(position, emissions[i], path[i], decided)
    return found


def _says_nothing(position: int, decided: Decided) -> bool:
    """Whether all its sentences are set aside: a criterion copied out addresses nothing."""
    first = decided.nearest.first[position]
    rows = range(first, first + len(decided.reading.parsed[position].sentences))
    return bool(rows) and decided.nearest.echoes.issuperset(rows)


def set_aside(nearest: Nearness, reading: Reading) -> Nearness:
    """The same, with the sentences that are left out set aside as echoes are."""
    if not reading.left_out:
        return nearest
    more = set()
    for first, parsed in zip(nearest.first, reading.parsed, strict=True):
        for i, sentence in enumerate(parsed.sentences):
            at = parsed.passage.locate(sentence.start, sentence.end)
            if (at.block, at.start) in reading.left_out:
                more.add(first + i)
    return replace(nearest, echoes=nearest.echoes | more)


def _echoes(nearest: Nearness, reading: Reading) -> list[Locator]:
    found = []
    for first, parsed in zip(nearest.first, reading.parsed, strict=True):
        for i, sentence in enumerate(parsed.sentences):
            if first + i in nearest.echoes:
                found.append(parsed.passage.locate(sentence.start, sentence.end))
    return found


def gather(parsed: Sequence[ParsedPassage]) -> list[Node]:
    """Passages as nodes, the rows of one table together."""
    nodes: list[Node] = []
    start, table = 0, None
    for i, each in enumerate(parsed):
        passage = each.passage
        sentences = tuple(range(start, start + len(each.sentences)))
        start += len(each.sentences)
        if nodes and passage.kind == "row" and passage.table == table:
            last = nodes.pop()
            text = f"{last.text}\n{passage.reading}"
            nodes.append(Node((*last.passages, i), last.section, text, last.sentences + sentences))
        else:
            nodes.append(Node((i,), passage.section, passage.reading, sentences))
        table = passage.table if passage.kind == "row" else None
    return nodes


def emit(
    nodes: Sequence[Node], reading: Reading, profiles: Profiles, tuning: Matching
) -> Scores:
    """Emission of each node for each criterion and, last, for none."""
    share = tuning.examples
    parts = score_parts(nodes, reading.vectors, profiles, examples=share)
    usual = usual_scores(profiles, examples=share) if len(nodes) < FEW else None
    total = np.zeros((len(nodes), len(profiles.codes)))
    for name in ("asks", "topics", "starts", "words", "cues"):
        behind = getattr(usual, name) if usual else None
        scaled = relative(getattr(parts, name), tuning.clip, behind)
        total = total + getattr(tuning, name) * scaled
    clip = tuning.clip
    total = total + tuning.heading * _titles(nodes, reading, profiles, clip)
    total = total + _named(nodes, reading, profiles, tuning)
    total = total + tuning.artefact * _artefacts(nodes, reading, profiles)
    return np.hstack([total, _none(nodes, reading, tuning)[:, None]])


def _titles(
    nodes: Sequence[Node], reading: Reading, profiles: Profiles, clip: float
) -> Scores:
    """How near each node's section title is to each criterion, against the other titles."""
    near = np.asarray(reading.titles @ profiles.vectors.T, dtype=np.float64)
    by_criterion = np.zeros((len(reading.sections), len(profiles.codes)))
    for c in range(len(profiles.codes)):
        columns = profiles.columns(c, *STATED)
        by_criterion[:, c] = near[:, columns].max(axis=1)
    titled = [s.index for s in reading.sections if s.title and s.role in ("body", "appendix")]
    scaled = np.zeros_like(by_criterion)
    if len(titled) > 1:
        scaled[titled] = relative(by_criterion[titled], clip)
    return np.vstack([scaled[n.section] for n in nodes])


def _named(
    nodes: Sequence[Node], reading: Reading, profiles: Profiles, tuning: Matching
) -> Scores:
    """What a heading that names criteria adds. A code typed before prose, with no heading of its
    own, speaks for its own passage and only a little for what follows."""
    added = np.zeros((len(nodes), len(profiles.codes)))
    for i, node in enumerate(nodes):
        section = reading.sections[node.section]
        weight = tuning.heading_code if section.named_by == "code" else tuning.heading_wording
        follows = i > 0 and nodes[i - 1].section == node.section
        if section.heading is None and follows:
            weight *= tuning.inline_rest
        for code in section.criteria:
            added[i, profiles.codes.index(code)] += weight
    return added


def _artefacts(nodes: Sequence[Node], reading: Reading, profiles: Profiles) -> Scores:
    """1 where a node is the kind of document that a criterion is evidenced by."""
    added = np.zeros((len(nodes), len(profiles.codes)))
    for i, node in enumerate(nodes):
        kind = _artefact(node, reading)
        for c, criterion in enumerate(profiles.pack.criteria):
            added[i, c] = float(kind in criterion.artefacts) if kind else 0.0
    return added


def _artefact(node: Node, reading: Reading) -> str:
    ids = [reading.parsed[p].passage.id for p in node.passages]
    return next((reading.artefacts[i] for i in ids if i in reading.artefacts), "")


def _none(nodes: Sequence[Node], reading: Reading, tuning: Matching) -> Scores:
    base = np.full(len(nodes), tuning.none)
    for i, node in enumerate(nodes):
        passage = reading.parsed[node.passages[0]].passage
        if passage.id in reading.framing:
            base[i] += tuning.framing
        if passage.id in reading.setting and not reading.sections[node.section].criteria:
            base[i] += tuning.setting
    whole = min(1.0, (len(nodes) - 1) / FEW)  # a short text may answer from its first sentence on
    for edge, added in ((0, tuning.first * whole), (-1, tuning.last * whole)):
        if reading.parsed[nodes[edge].passages[0]].passage.kind != "row":
            base[edge] += added
    return base


@dataclass(frozen=True)
class Decided:
    """What the matches are worded from, once the path is known."""

    reading: Reading
    profiles: Profiles
    tuning: Matching
    nearest: Nearness


def _matches(position: int, emission: Scores, state: int, decided: Decided) -> list[Match]:
    reading, profiles, tuning = decided.reading, decided.profiles, decided.tuning
    parsed = reading.parsed[position]
    section = reading.sections[parsed.passage.section]
    artefact = reading.artefacts.get(parsed.passage.id, "")
    found = []
    for c, criterion in enumerate(profiles.pack.criteria):
        shared = artefact in criterion.artefacts and _is_record(parsed, artefact)
        named = section.named_by == "code" and criterion.id in section.criteria
        near = state < len(profiles.codes) and emission[c] >= emission[state] - tuning.secondary
        if not (c == state or shared or named or near):
            continue
        hits = topic_hits(position, parsed, criterion, decided.nearest, tuning)
        worded = any(hit.by != "meaning" for hit in hits)
        # Under a heading that names two criteria a passage is for each whose topics it holds.
        primary = c == state or shared or (named and worded)
        if not primary and not worded:
            continue
        by = section.named_by if primary and criterion.id in section.criteria else ""
        via, because = _reason(by, artefact if shared else "", primary)
        score = round(float(1 / (1 + np.exp(-emission[c] + emission[-1]))), 4)
        found.append(
            Match(
                passage=parsed.passage.id,
                criterion=criterion.id,
                primary=primary,
                via=via,
                score=score,
                because=because,
                topics=tuple(hits),
            )
        )
    return found


def _is_record(parsed: ParsedPassage, artefact: str) -> bool:
    """Whether a passage is a document itself, and not prose about one. A log is one in any form."""
    return parsed.passage.kind != "prose" or artefact in LOGS


Via = Literal["heading", "decoding", "artefact", "secondary"]


def _reason(by: str, artefact: str, primary: bool) -> tuple[Via, str]:
    if by == "code":
        return "heading", "its heading names this criterion"
    if by:
        return "heading", "its heading says this criterion in words"
    if artefact:
        return "artefact", f"it belongs to a {artefact.replace('_', ' ')}, which evidences this"
    if primary:
        return "decoding", "it is nearest to this criterion, with the passages around it"
    return "secondary", "it also comes near this criterion and holds words of its topics"


def _switching(tuning: Matching) -> Switching:
    return Switching(
        tuning.to_next, tuning.to_other, tuning.to_none, tuning.at_heading, tuning.within
    )
