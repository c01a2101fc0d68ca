"""Sessions, clients and problems of the logs in; hours by client and what to tell of them, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from premark.types.criteria import Criterion, Needs, Pack
from premark.types.evidence import Finding
from premark.weigh.scope import distinct

KINDS = ("practice", "planned", "supervision")
_LOG_OF = {"session_log": "practice", "supervision_log": "supervision"}
_SUMS = ("total", "already in a log")  # meetings that are told twice, and sums: nothing is lost
_GOALS = "no link to goals"  # told only where the unit asks for goals


@dataclass(frozen=True)
class ClientHours:
    """Hours with one client: delivered, planned, and of supervision; `client` is "" for none."""

    client: str
    practice: float = 0.0
    planned: float = 0.0
    supervision: float = 0.0


@dataclass(frozen=True)
class SessionRecord:
    """What the logs come to. `uncounted` are reasons with how many meetings are left out for each;
    `asked` the criteria that are evidenced by a log, by what it is a log of."""

    clients: tuple[ClientHours, ...]
    total: ClientHours
    problems: tuple[Finding, ...]
    uncounted: tuple[tuple[str, int], ...]
    asked: tuple[tuple[str, tuple[str, ...]], ...]

    def of_criterion(self, code: str) -> tuple[Finding, ...]:
        """The problems of the logs that this criterion is evidenced by."""
        of = {kind for kind, codes in self.asked if code in codes}
        return tuple(f for f in self.problems if f.fact("of") in of)

    def is_asked(self, code: str) -> bool:
        return any(code in codes for _, codes in self.asked)


def session_record(findings: Iterable[Finding], pack: Pack) -> SessionRecord | None:
    """The hours and the problems of a submission's logs; None where there is nothing to tell.

    A claim that no log bears out is told only where the unit asks for a log of its kind.
    """
    found = list(findings)
    sessions = [f for f in found if f.kind == "session"]
    counted = [f for f in sessions if f.fact("counted") == "yes"]
    wanted = {of for criterion in pack.criteria for of in _wanted(criterion)}
    told = [
        f
        for f in found
        if f.kind == "log-problem"
        and (f.fact("logged") != "0" or f.fact("of") in wanted)
        and (f.rule != _GOALS or _asks_goals(pack))
    ]
    named = distinct(f for f in found if f.kind == "client")
    if not counted and not told:
        return None
    told += _clients_asked(list(named.values()), pack)
    why = Counter(f.fact("why-not") for f in sessions if f.fact("counted") != "yes")
    return SessionRecord(
        clients=tuple(_by_client(counted, named)),
        total=_hours("", counted),
        problems=tuple(sorted(told, key=lambda f: (f.at.block, f.at.start, f.rule))),
        uncounted=tuple((reason, n) for reason, n in why.items() if reason not in _SUMS),
        asked=tuple((of, codes) for of in KINDS if (codes := _codes(pack, of))),
    )


def _by_client(sessions: Sequence[Finding], named: Iterable[str]) -> Iterator[ClientHours]:
    """Everybody with a session or a name, and last the hours that are with nobody named."""
    clients = sorted({f.fact("client") for f in sessions} | set(named))
    for client in [*(c for c in clients if c), *(c for c in clients if not c)]:
        yield _hours(client, [f for f in sessions if f.fact("client") == client])


def _hours(client: str, sessions: Sequence[Finding]) -> ClientHours:
    sums = {
        of: round(sum(f.value or 0.0 for f in sessions if f.fact("of") == of), 2) for of in KINDS
    }
    return ClientHours(client, **sums)


def _wanted(criterion: Criterion) -> Iterator[str]:
    """What a criterion requires or likes to see a log of."""
    for needs in _needs(criterion):
        if needs.kind == "hours":
            yield needs.of
        elif needs.kind == "artefact" and needs.of in _LOG_OF:
            yield _LOG_OF[needs.of]


def _codes(pack: Pack, of: str) -> tuple[str, ...]:
    """Criteria that a log of this kind evidences, asked for or not."""
    return tuple(
        c.id
        for c in pack.criteria
        if of in {*_wanted(c), *(_LOG_OF[a] for a in c.artefacts if a in _LOG_OF)}
    )


def _needs(criterion: Criterion) -> list[Needs]:
    return [requirement.needs for requirement in (*criterion.must, *criterion.helps)]


def _asks_goals(pack: Pack) -> bool:
    """Whether the unit asks for goals that were set, so that its logs may be linked to them."""
    return any("goals" in (*c.artefacts, *(n.of for n in _needs(c))) for c in pack.criteria)


def _clients_asked(named: Sequence[Finding], pack: Pack) -> Iterator[Finding]:
    """Too few clients, told at the last of them, or too many, at the first who is one too many."""
    asking: dict[tuple[float, float | None], list[str]] = {}
    for criterion in pack.criteria:
        for requirement in criterion.must:
            if requirement.needs.kind == "clients":
                bounds = requirement.needs.at_least or 1, requirement.needs.at_most
                asking.setdefault(bounds, []).append(criterion.id)
    for (least, most), codes in asking.items() if named else ():
        if len(named) < least:
            yield _odd_number("too few clients", named[-1], len(named), _asks(least, most, codes))
        elif most is not None and len(named) > most:
            one = named[int(most)]
            yield _odd_number("too many clients", one, len(named), _asks(least, most, codes))


def _asks(least: float, most: float | None, codes: Sequence[str]) -> str:
    where = f"{', '.join(codes)} {'asks' if len(codes) == 1 else 'ask'} for"
    if most is None:
        return f"{where} {least:g} or more"
    return f"{where} {f'{least:g} to ' if least != most else ''}{most:g}"


def _odd_number(rule: str, at: Finding, number: int, asks: str) -> Finding:
    named = f"{number} client{' is' if number == 1 else 's are'} named in the file"
    update = {"detector": "session-record", "rule": rule, "kind": "log-problem", "key": rule}
    because = f"{named}; {asks}"
    return at.model_copy(update={**update, "because": because, "facts": (("of", "clients"),)})
