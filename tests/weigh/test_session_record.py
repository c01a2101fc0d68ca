"""Sessions, clients and problems of the logs in; hours by client, and what to tell, out."""

from __future__ import annotations

from typing import Any

from builders import make_criterion, make_finding, make_pack

from premark.types.criteria import Needs, Pack, Requirement
from premark.types.evidence import Finding
from premark.weigh.session_record import SessionRecord, session_record


def need(id_: str, **needs: Any) -> Requirement:
    return Requirement(id=id_, needs=Needs(**needs), source="clause", if_short="It is missing.")


def pack(*must: Requirement, helps: tuple[Requirement, ...] = ()) -> Pack:
    plain = make_criterion("1.1", "Explain dough", "flour: flour")
    logs = make_criterion("2.2", "Keep a log", "flour: flour")
    logs = logs.model_copy(update={"must": must, "helps": helps})
    return make_pack([plain, logs])


HOURS = need("hours", kind="hours", of="practice", at_least=12)
TWO_OR_THREE = need("clients", kind="clients", at_least=2, at_most=3)


def session(hours: float, client: str = "", of: str = "practice", why_not: str = "") -> Finding:
    facts = (("of", of), ("counted", "no" if why_not else "yes"), ("client", client),
             ("date", ""), ("why-not", why_not))  # fmt: skip
    return make_finding("session", "s", value=hours, facts=facts)


def client(letter: str, passage: int = 1) -> Finding:
    return make_finding("client", f"client {letter}", passage)


def problem(rule: str, of: str = "practice", logged: str = "") -> Finding:
    return make_finding("log-problem", rule, rule=rule, facts=(("of", of), ("logged", logged)))


def record(found: list[Finding], unit: Pack) -> SessionRecord:
    made = session_record(found, unit)
    assert made is not None
    return made


def test_hours_are_added_up_by_client_and_in_all_each_kind_apart() -> None:
    found = [session(1.5, "client a"), session(2, "client a"), session(1, "client b"),
             session(8, "client a", "planned"), session(2, "", "supervision"),
             session(1, "client a", why_not="cancelled")]  # fmt: skip
    made = record(found, pack(HOURS))
    rows = [(r.client, r.practice, r.planned, r.supervision) for r in made.clients]
    assert rows == [("client a", 3.5, 8, 0), ("client b", 1, 0, 0), ("", 0, 0, 2)]
    total = made.total
    assert (total.practice, total.planned, total.supervision) == (4.5, 8, 2)
    assert made.uncounted == (("cancelled", 1),)


def test_a_client_without_a_logged_hour_still_has_a_row() -> None:
    made = record([session(1, "client a"), client("a"), client("b")], pack(HOURS))
    assert [(r.client, r.practice) for r in made.clients] == [("client a", 1), ("client b", 0)]


def test_a_problem_is_told_for_the_criterion_that_asks_for_that_log() -> None:
    made = record([session(1, "client a"), problem("overlap")], pack(HOURS))
    assert [f.rule for f in made.problems] == ["overlap"]
    assert [f.rule for f in made.of_criterion("2.2")] == ["overlap"]
    assert made.of_criterion("1.1") == ()
    other = record([session(1), problem("no date", "supervision")], pack(HOURS))
    assert other.of_criterion("2.2") == () and len(other.problems) == 1


def test_a_claim_without_a_log_is_told_only_where_the_unit_asks_for_one() -> None:
    claim = problem("claim", logged="0")
    assert session_record([claim], pack()) is None
    made = record([claim], pack(HOURS))
    assert [f.rule for f in made.problems] == ["claim"]
    over = record([session(1), problem("claim", logged="1")], pack())
    assert [f.rule for f in over.problems] == ["claim"]


def test_too_few_and_too_many_clients_are_told_by_what_the_unit_asks() -> None:
    (few,) = record([session(1, "client a"), client("a")], pack(HOURS, TWO_OR_THREE)).problems
    assert few.rule == "too few clients" and "2 to 3" in few.because and "2.2" in few.because
    four = [client(letter, number + 1) for number, letter in enumerate("abcd")]
    (many,) = record([session(1, "client a"), *four], pack(TWO_OR_THREE)).problems
    assert many.rule == "too many clients" and many.at.block == four[3].at.block
    two = [session(1, "client a"), client("a"), client("b")]
    assert record(two, pack(TWO_OR_THREE)).problems == ()
    assert record(two, pack(HOURS)).problems == ()


def test_what_only_helps_is_no_problem() -> None:
    helps = (need("three", kind="clients", at_least=3),)
    made = record([session(1, "client a"), client("a")], pack(HOURS, helps=helps))
    assert made.problems == ()


def test_a_unit_that_asks_for_no_log_and_a_file_without_one_have_no_record() -> None:
    assert session_record([client("a")], pack()) is None
    assert session_record([], pack(HOURS)) is None
