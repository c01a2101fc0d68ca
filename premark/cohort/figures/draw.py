"""The records of a cohort, and what was brought beside them, in; its picture out.

The records are passed once and let go; what stays is a few hundred bytes of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from premark.cohort.figures.agreement import Paired, agreement, paired
from premark.cohort.figures.decisions import Decision, Settled, settle
from premark.cohort.figures.depth import verb_depths
from premark.cohort.figures.groups import Facts, corrected_groups, facts_of, group_tables
from premark.cohort.figures.levels import criterion_pictures
from premark.cohort.figures.picture import (
    ElsewhereRow,
    Groups,
    GroupTable,
    Picture,
    SharedRow,
    Trend,
    UnitPicture,
)
from premark.cohort.figures.risk import Known, candidates, told_new
from premark.cohort.figures.sampling import sampling_plan
from premark.cohort.figures.short import short_elements
from premark.cohort.figures.tally import Counted, Key, Tally, counted, tallied
from premark.cohort.figures.trend import Side, corrected_trends, trend_of
from premark.cohort.figures.used import used
from premark.cohort.figures.weakest import rank_criteria
from premark.cohort.figures.wording import listed, say
from premark.cohort.shared.types import Shared, SharedPair
from premark.packs.cohort_settings import CohortSettings, load_cohort_settings
from premark.types.cohort import Failed, Record, Submission
from premark.types.criteria import Pack

SEED = 20261122


@dataclass(frozen=True)
class Brought:
    """What stands beside the records. `earlier` are the records of an earlier cohort, with the
    packs that they were made with where these are known; `notes` are sentences to hand on."""

    decisions: Sequence[Decision] = ()
    earlier: Iterable[Record] | None = None
    earlier_packs: Mapping[str, Pack] = field(default_factory=dict)
    failed: Sequence[Failed] = ()
    set_aside: Collection[Key] = frozenset()
    shared: Shared | None = None
    elsewhere: Sequence[ElsewhereRow] = ()
    notes: Sequence[str] = ()
    settings: CohortSettings | None = None


@dataclass(frozen=True)
class _Unit:
    """One unit on its way to a picture."""

    name: str
    tally: Tally
    counts: Counted
    known: Known
    found: Paired
    handed_in: int


@dataclass(frozen=True)
class _Whole:
    """What all units share."""

    brought: Brought
    settings: CohortSettings
    seed: int
    groups: Mapping[str, Groups]
    trends: Mapping[str, Trend | None]


def draw_picture(
    records: Iterable[Record],
    submissions: Sequence[Submission],
    packs: Mapping[str, Pack],
    *,
    brought: Brought | None = None,
    seed: int = SEED,
) -> Picture:
    """All numbers of a cohort. `packs` by `Record.unit`; a unit without a pack is told of.

    The same records, in any order, and the same seed give the same picture.
    """
    brought = brought or Brought()
    settings = brought.settings or load_cohort_settings()
    most = settings.short.examples
    aside = frozenset(brought.set_aside)
    strange: Counter[str] = Counter()
    here = _known(records, packs, strange)
    tallies = tallied(here, packs, set_aside=aside, seed=seed, most=most)
    settled = _settled(brought, submissions, tallies)
    units = [u for u in _units(tallies, submissions, brought, settled, settings) if u.handed_in]
    whole = _Whole(brought, settings, seed, *_between(units, brought, settings, seed))
    made = {key: each for u in units for key, each in u.tally.made_with.items()}
    return Picture(
        units=tuple(_picture(unit, whole) for unit in units),
        submissions=len(submissions),
        reviewed=sum(len(unit.counts.submissions) for unit in units),
        failed=tuple(sorted(brought.failed, key=lambda each: each.submission)),
        made_with=tuple(made[key] for key in sorted(made)),
        seed=seed,
        notes=(*brought.notes, *settled.notes, *_strange(strange)),
        same_files=tuple(each.says for each in brought.shared.files) if brought.shared else (),
        in_common=tuple(each.says for each in brought.shared.common) if brought.shared else (),
    )


def _known(
    records: Iterable[Record], packs: Mapping[str, Pack], strange: Counter[str]
) -> Iterator[Record]:
    for record in records:
        strange[record.unit] += record.unit not in packs
        yield record


def _strange(strange: Counter[str]) -> Iterator[str]:
    for unit, number in sorted(strange.items()):
        if number:
            yield say("strange", n=number, unit=unit)


def _settled(
    brought: Brought, submissions: Sequence[Submission], tallies: Mapping[str, Tally]
) -> Settled:
    units = {each.id: each.unit for each in submissions}
    units |= {row.submission: unit for unit, tally in tallies.items() for row in tally.rows}
    criteria = {unit: [c.id for c in t.pack.criteria] for unit, t in tallies.items()}
    numbers = Counter(each.number for each in submissions if each.number)
    own = {each.number: each.id for each in submissions if numbers[each.number] == 1}
    return settle(brought.decisions, units, criteria, own)


def _units(
    tallies: Mapping[str, Tally],
    submissions: Sequence[Submission],
    brought: Brought,
    settled: Settled,
    settings: CohortSettings,
) -> Iterator[_Unit]:
    handed = Counter(each.unit for each in submissions)
    facts = {each.id: facts_of(each, settings) for each in submissions}
    new = told_new(submissions, settings)
    for unit, tally in tallies.items():
        failed = tuple(each for each in brought.failed if each.unit == unit)
        counts = counted(tally)
        here = {*counts.submissions, *(each.submission for each in failed)}
        own = tuple(each for each in settled.decisions if each.submission in here)
        known = Known(_with_assessors(facts, own), own, failed, settled.before, new)
        number = max(handed[unit], len(here))
        yield _Unit(unit, tally, counts, known, paired(own, tally, counts), number)


def _with_assessors(
    facts: Mapping[str, Facts], decisions: Sequence[Decision]
) -> dict[str, Facts]:
    """Where the learners' table does not name the assessor, it is the one who decided, if one did.
    """
    by: dict[str, set[str]] = {}
    for each in decisions:
        by.setdefault(each.submission, set()).add(each.assessor)
    sole = {submission: next(iter(names)) for submission, names in by.items() if len(names) == 1}
    added = {s: {"assessor": name, **facts.get(s, {})} for s, name in sole.items()}
    return {**facts, **added}


def _between(
    units: Sequence[_Unit], brought: Brought, settings: CohortSettings, seed: int
) -> tuple[dict[str, Groups], dict[str, Trend | None]]:
    """What is corrected for the comparisons of all units: groups and trends."""
    tables: dict[str, tuple[GroupTable, ...]] = {}
    known: dict[str, tuple[int, int]] = {}
    for unit in units:
        facts, here = unit.known.facts, unit.counts.submissions
        tables[unit.name] = group_tables(
            unit.counts, unit.tally.pack, facts, settings, seed=seed
        )
        known[unit.name] = sum(bool(facts.get(s)) for s in here), len(here)
    groups = corrected_groups(tables, known, settings)
    return groups, corrected_trends(_trends(units, brought, settings, seed))


def _trends(
    units: Sequence[_Unit], brought: Brought, settings: CohortSettings, seed: int
) -> dict[str, Trend | None]:
    if brought.earlier is None:
        return {unit.name: None for unit in units}
    now = {unit.name: unit.tally.pack for unit in units}
    then = tallied(brought.earlier, now, most=0)
    found: dict[str, Trend | None] = {}
    for unit in units:
        theirs = then[unit.name]
        earlier = Side(theirs, counted(theirs), brought.earlier_packs.get(unit.name))
        own = Side(unit.tally, unit.counts, unit.tally.pack)
        found[unit.name] = trend_of(earlier, own, settings, seed)
    return found


def _picture(unit: _Unit, whole: _Whole) -> UnitPicture:
    tally, counts, settings, seed = unit.tally, unit.counts, whole.settings, whole.seed
    pack, known = tally.pack, unit.known
    here = {*counts.submissions, *(each.submission for each in known.failed)}
    signs = candidates(tally, counts, unit.found, known, settings)
    return UnitPicture(
        unit=unit.name,
        title=pack.title,
        pack_version=listed(sorted({version for version, _ in tally.versions})) or pack.version,
        submissions=len(counts.submissions),
        failed=len(known.failed),
        criteria=criterion_pictures(counts, pack, seed),
        weakest=rank_criteria(counts, pack, settings, seed),
        short=short_elements(tally, counts),
        verbs=verb_depths(tally, counts),
        used=used(tally, counts, settings),
        groups=whole.groups[unit.name],
        trend=whole.trends[unit.name],
        agreement=agreement(unit.found, tally, counts, seed),
        plan=sampling_plan(signs, pack, unit.name, settings, seed=seed, history=known.history),
        shared=tuple(_shared(whole.brought.shared, here)),
        elsewhere=tuple(row for row in whole.brought.elsewhere if row.submission in here),
        notices=_notices(counts),
        cautions=tuple(_cautions(unit, settings)),
    )


def _shared(shared: Shared | None, here: Collection[str]) -> Iterator[SharedRow]:
    """Pairs with a submission of the unit, those with most words in common first."""
    for pair in shared.pairs if shared else ():
        if pair.one in here or pair.other in here:
            yield _shared_row(pair)


def _shared_row(pair: SharedPair) -> SharedRow:
    first = pair.passages[0].says if pair.passages else ""
    return SharedRow(
        first=pair.one,
        second=pair.other,
        passages=len(pair.passages) + pair.more,
        words=pair.words,
        says=" ".join((*pair.says, first)).strip(),
    )


def _notices(counts: Counted) -> tuple[tuple[str, int], ...]:
    """How many submissions have each notice, most first."""
    every = Counter(code for own in counts.notices for code in dict.fromkeys(own))
    return tuple(sorted(every.items(), key=lambda pair: (-pair[1], pair[0])))


def _cautions(unit: _Unit, settings: CohortSettings) -> Iterator[str]:
    number, failed = len(unit.counts.submissions), len(unit.known.failed)
    if failed:
        yield say("failed", n=failed, of=number + failed)
    if not number:
        yield say("none_reviewed")
    elif number == 1:
        yield say("one")
    elif number < settings.few:
        yield say("small", n=number)
    versions = sorted(unit.tally.versions)
    if len(versions) > 1:
        named = listed([version for version, _ in versions])
        yield say("versions", n=len(versions), named=named)
    made = unit.tally.made_with.values()
    kinds = {each.model_copy(update={"pack": ""}).model_dump_json() for each in made}
    if len(kinds) > 1:
        yield say("mixed", n=len(kinds))
