"""What the logs come to in; a table of hours, a sentence and what is odd in them, worded, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from premark.plain import one_line
from premark.report.places import place
from premark.report.quotes import quoted
from premark.report.reasons import client_name
from premark.report.rows import Quote, SessionsRow
from premark.report.words import amount, counted, sentence, words
from premark.types.criteria import Pack
from premark.types.document import Document
from premark.types.evidence import Finding
from premark.weigh.session_record import KINDS, ClientHours, SessionRecord

NOTHING = "–"


def sessions_row(record: SessionRecord, pack: Pack, document: Document) -> SessionsRow:
    """Hours by client and in all, what is planned and supervised apart, and every problem."""
    said = words().sessions
    return SessionsRow(
        names=(said["client"], *(said[of] for of in KINDS)),
        rows=(
            *(_cells(sentence(_client(each)).rstrip("."), each) for each in record.clients),
            _cells(said["in_all"], record.total),
            *_asked(pack),
        ),
        said=sessions_said(record),
        problems=_problems(record.problems, document),
    )


def log_problems(record: SessionRecord, code: str, document: Document) -> tuple[Quote, ...]:
    """What is odd in the logs that evidence this criterion."""
    return _problems(record.of_criterion(code), document)


def sessions_said(record: SessionRecord) -> str:
    """ "3.5 hours of practice are logged (Client A 2, Client B 1.5), 8 planned." """
    total, said = record.total, words().sessions
    held = [c for c in record.clients if c.practice]
    each = [f"{_client(c)} {amount(c.practice)}" for c in held]
    hours = counted(total.practice, "hour") if total.practice else said["no_hours"]
    parts = [said["logged" if total.practice != 1 else "logged_one"].format(hours=hours)]
    parts[0] += f" ({', '.join(each)})" if any(c.client for c in held) else ""
    parts += [f"{amount(total.planned)} {said['planned_too']}"] if total.planned else []
    parts += [f"{amount(total.supervision)} {said['supervised']}"] if total.supervision else []
    left = ", ".join(f"{number} {why}" for why, number in record.uncounted)
    return ", ".join(parts) + (f". {said['uncounted'].format(meetings=left)}." if left else ".")


def _problems(findings: Sequence[Finding], document: Document) -> tuple[Quote, ...]:
    """One row for each kind and reason, with the first words and every place."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.because), []).append(finding)
    return tuple(_problem(group, document) for group in groups.values())


def _problem(group: Sequence[Finding], document: Document) -> Quote:
    first = group[0]
    name = words().log_problems.get(first.rule, first.rule)
    told = first.model_copy(update={"because": sentence(one_line(first.because))})
    places = dict.fromkeys(place(finding.at, document) for finding in group)
    return replace(quoted(told, document, name), place="; ".join(places))


def _client(hours: ClientHours) -> str:
    if hours.client:
        return client_name(hours.client)
    return words().sessions["nobody" if hours.practice or hours.planned else "own"]


def _cells(name: str, hours: ClientHours) -> tuple[str, ...]:
    sums = (hours.practice, hours.planned, hours.supervision)
    return (name, *(amount(value) if value else NOTHING for value in sums))


def _asked(pack: Pack) -> Iterator[tuple[str, ...]]:
    """What the unit asks of each, with the criteria that ask for it; no row where none does."""
    cells = [_asked_of(pack, of) for of in KINDS]
    if any(cells):
        yield (words().sessions["asked"], *(cell or NOTHING for cell in cells))


def _asked_of(pack: Pack, of: str) -> str:
    asking: dict[float, list[str]] = {}
    for criterion in pack.criteria:
        for requirement in criterion.must:
            needs = requirement.needs
            if needs.kind == "hours" and needs.of == of and needs.at_least:
                asking.setdefault(needs.at_least, []).append(criterion.id)
    return "; ".join(f"{amount(least)} ({', '.join(codes)})" for least, codes in asking.items())
