"""A whole submission in; its meetings with hours, its clients, its claims of hours, out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from premark.detect.base import Rules, Seen
from premark.detect.client_labels import learnt_labels
from premark.detect.client_names import named_in
from premark.detect.log_tables import tables
from premark.detect.meetings import SUM_ROW, Meeting, as_finding, beside_logs, settled
from premark.detect.session_claims import Claim, claims
from premark.detect.session_lines import summed_lines
from premark.detect.session_people import people_of
from premark.detect.session_prose import told_meetings
from premark.detect.session_rows import meetings_of
from premark.types.document import Passage
from premark.types.evidence import Finding


def sessions(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: every meeting logged or planned, everybody met, and hours merely claimed.

    Why: hours and clients are required amounts; what a log adds up to is what was done, and
    a claim in prose is not.
    Known limits: a log with no date and no length is not seen; a plan with dates and no word
    for planning reads as a log; a person whom only a pronoun names is not a client.
    """
    stated = list(claims(seen))
    meetings = list(meetings_in(seen))
    yield from map(as_finding, meetings)
    if not any(m.of == "planned" and m.counts for m in meetings):
        yield from _planned_in_prose(stated)
    yield from map(_claim, stated)
    yield from _clients(seen, meetings)


@lru_cache(maxsize=1)  # the checks of the logs ask for the same
def meetings_in(seen: Seen) -> tuple[Meeting, ...]:
    """Every meeting that tables and prose log or plan, those told twice once."""
    rows = [meeting for table in tables(seen) for meeting in meetings_of(table)]
    told = settled([*rows, *told_meetings(seen)])
    return tuple(beside_logs([*told, *summed_lines(seen, learnt_labels(seen))]))


def _planned_in_prose(stated: list[Claim]) -> Iterator[Finding]:
    """The largest sum that the prose says was planned, where no table sets it out."""
    best = max((c for c in stated if c.of == "planned"), key=lambda c: c.hours, default=None)
    if best:
        meeting = Meeting(
            best.passage, best.start, best.end, "planned", best.hours, "prose plan", name="in all"
        )
        yield as_finding(meeting)


def _claim(claim: Claim) -> Finding:
    at = claim.passage.locate(claim.start, claim.end)
    return Finding(
        detector="sessions",
        rule="claim",
        kind="claim",
        key=f"{claim.of} {claim.hours:g}",
        at=at,
        quote=claim.passage.text[claim.start : claim.start + at.end - at.start],
        because=f"the prose states {claim.hours:g} hours, {claim.of}; only logs are added up",
        passage=claim.passage.id,
        value=claim.hours,
        facts=(("of", claim.of),),
    )


def _clients(seen: Seen, meetings: list[Meeting]) -> Iterator[Finding]:
    for table in tables(seen):
        for row, key in people_of(table):
            yield _client(row, (0, len(row.text)), key, "row")
    for meeting in meetings:
        if meeting.client and meeting.rule not in ("row", SUM_ROW):
            yield _client(
                meeting.passage, (meeting.start, meeting.end), meeting.client, meeting.rule
            )
    labels = learnt_labels(seen)
    for parsed in seen.parsed:
        passage = parsed.passage
        for named in named_in(passage.text, labels):
            yield _client(passage, (named.start, named.end), named.key, "label")


def _client(passage: Passage, place: tuple[int, int], key: str, rule: str) -> Finding:
    at = passage.locate(*place)
    return Finding(
        detector="sessions",
        rule=rule,
        kind="client",
        key=key,
        at=at,
        quote=passage.text[place[0] : place[0] + at.end - at.start],
        because=f"this {rule} names {key!r}",
        passage=passage.id,
    )
