"""Candidates with their signs of risk in; a sampling plan, the same for the same seed, out.

The riskiest come first; then whoever and whatever nobody would look at; then some of the others by
chance, so that what no sign tells of can be found as well.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from math import ceil
from pathlib import Path

import numpy as np

from premark.cohort.figures.picture import Plan, PlanRow
from premark.cohort.figures.risk import Candidate
from premark.cohort.figures.wording import say
from premark.packs.cohort_settings import CohortSettings
from premark.plain import inert, one_line
from premark.types.criteria import Pack
from premark.written import write_text

LOOKED_AT = 4  # criteria of a submission that is chosen for its signs
HEADING = ("unit", "submission", "chosen by", "criteria", "why", "risk", "chance", "assessor")


def sampling_plan(
    found: Sequence[Candidate],
    pack: Pack,
    unit: str,
    settings: CohortSettings,
    *,
    seed: int,
    history: bool = True,
) -> Plan:
    """Whom to look at of one unit. `history` says whether it is known who is new."""
    codes = [criterion.id for criterion in pack.criteria]
    risky = _by_risk(found, settings, seed)
    cover = _cover(found, risky, codes, seed)
    chosen = {each.submission for each in (*risky, *(c for c, _ in cover))}
    rest = [each for each in found if each.submission not in chosen and not each.failed]
    drawn, chance = _by_chance(rest, _wanted(found, settings) - len(risky), settings, seed, unit)
    rows = (
        *(_row(each, unit, codes) for each in risky),
        *(_covering(each, unit, codes, why) for each, why in cover),
        *(_drawn(each, unit, codes, chance) for each in drawn),
    )
    sizes = (len(risky), len(cover), len(drawn))
    said = [*_said(sizes, len(found), len(rest), chance, seed)]
    if found and not history and any(each.assessors for each in found):
        said.append(say("plan.history"))
    return Plan(unit=unit, rows=rows, of=len(found), seed=seed, said=tuple(said))


def _wanted(found: Sequence[Candidate], settings: CohortSettings) -> int:
    asked = max(settings.sampling.least, ceil(settings.sampling.share * len(found)))
    return min(len(found), asked)


def _lot(seed: int, submission: str) -> str:
    """An order that only the seed decides."""
    return sha256(f"{seed}\0{submission}".encode()).hexdigest()


def _by_risk(
    found: Sequence[Candidate], settings: CohortSettings, seed: int
) -> list[Candidate]:
    """The riskiest, of which failed files take half the places at most."""
    wanted = _wanted(found, settings)
    order = sorted(found, key=lambda each: (-each.risk, _lot(seed, each.submission)))
    chosen: list[Candidate] = []
    for each in order:
        if len(chosen) == wanted or not each.risk:
            break
        if not each.failed or sum(c.failed for c in chosen) < ceil(wanted / 2):
            chosen.append(each)
    return chosen


def _cover(
    found: Sequence[Candidate], chosen: Sequence[Candidate], codes: Sequence[str], seed: int
) -> list[tuple[Candidate, str]]:
    """The riskiest of each assessor whom no row shows, then of each criterion that none does."""
    taken = {each.submission for each in chosen}
    rest = [each for each in found if each.submission not in taken and not each.failed]
    rest.sort(key=lambda each: (-each.risk, _lot(seed, each.submission)))
    seen = {name for each in chosen for name in each.assessors}
    cover: list[tuple[Candidate, str]] = []
    for name in sorted({name for each in rest for name in each.assessors} - seen):
        if name not in seen:
            own = next(each for each in rest if name in each.assessors)
            cover.append((own, say("signs.cover_assessor", assessor=name)))
            seen |= set(own.assessors)
            rest.remove(own)
    looked = {code for each in (*chosen, *(c for c, _ in cover)) for code in _look(each, codes)}
    return [*cover, *_unlooked(rest, looked, codes)] if looked else cover


def _unlooked(
    rest: list[Candidate], looked: set[str], codes: Sequence[str]
) -> Iterator[tuple[Candidate, str]]:
    """The riskiest at each criterion that nobody is looked at for, where any shows a sign."""
    for code in codes:
        riskiest = max(rest, key=lambda each: each.at(code), default=None)
        if code not in looked and riskiest is not None and riskiest.at(code):
            yield riskiest, say("signs.cover_criterion", criterion=code)
            looked |= set(_look(riskiest, codes))
            rest.remove(riskiest)


def _by_chance(
    rest: Sequence[Candidate], least: int, settings: CohortSettings, seed: int, unit: str
) -> tuple[list[Candidate], float]:
    """Those drawn, and the chance that each of the rest had; at least so many that the sample is
    as large as asked for where few show a sign."""
    rules = settings.sampling
    asked = max(rules.chance_least, ceil(rules.chance_share * len(rest)), least)
    number = min(len(rest), asked)
    if not number:
        return [], 0.0
    random = np.random.default_rng([seed, int(_lot(seed, unit)[:8], 16)])
    places = sorted(random.choice(len(rest), number, replace=False).tolist())
    return [rest[place] for place in places], number / len(rest)


def _look(each: Candidate, codes: Sequence[str]) -> tuple[str, ...]:
    """The riskiest criteria, as many as one would look at; all of them where none has a sign."""
    with_sign = [code for code in codes if each.at(code)]
    return tuple(sorted(with_sign, key=lambda code: -each.at(code))[:LOOKED_AT]) or tuple(codes)


def _row(each: Candidate, unit: str, codes: Sequence[str]) -> PlanRow:
    return PlanRow(
        submission=each.submission,
        unit=unit,
        criteria=_look(each, codes),
        why=each.why,
        by="risk",
        risk=each.risk,
        assessor="; ".join(each.assessors),
    )


def _covering(each: Candidate, unit: str, codes: Sequence[str], why: str) -> PlanRow:
    row = _row(each, unit, codes)
    return row.model_copy(update={"by": "cover", "why": (why, *row.why)})


def _drawn(each: Candidate, unit: str, codes: Sequence[str], chance: float) -> PlanRow:
    """Looked at as a whole, so that what no sign tells of is found."""
    told = {"by": "chance", "chance": round(chance, 4), "criteria": tuple(codes)}
    return _row(each, unit, codes).model_copy(update={**told, "why": (say("signs.chance"),)})


def _said(
    sizes: tuple[int, int, int], number: int, rest: int, chance: float, seed: int
) -> Iterator[str]:
    risky, cover, drawn = sizes
    if not number:
        yield say("plan.nothing")
        return
    yield say("plan.by_risk", n=risky, of=number) if risky else say("plan.no_risk")
    if cover:
        yield say("plan.by_cover", n=cover)
    if drawn:
        yield say("plan.by_chance", n=drawn, rest=rest, chance=chance, seed=seed)


def plan_csv(plans: Sequence[Plan]) -> str:
    """The plans of all units as one CSV, every cell inert."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADING)
    for plan in plans:
        writer.writerows([inert(one_line(cell)) for cell in _cells(row)] for row in plan.rows)
    return out.getvalue()


def _cells(row: PlanRow) -> tuple[str, ...]:
    chance = "" if row.chance is None else f"{row.chance:.4f}"
    why, criteria = "; ".join(row.why), ", ".join(row.criteria)
    return (
        row.unit, row.submission, row.by, criteria, why, f"{row.risk:g}", chance, row.assessor,
    )  # fmt: skip


def write_plan(plans: Sequence[Plan], path: Path) -> None:
    """Write the plans to a CSV (UTF-8 with a BOM, as Excel wants it). Raises OutputError."""
    write_text("\ufeff" + plan_csv(plans), path)
