"""What is known of each submission in; its signs of risk, each with its weight and reason, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from premark.cohort.figures.agreement import Pair, Paired
from premark.cohort.figures.decisions import Decision
from premark.cohort.figures.groups import Facts
from premark.cohort.figures.picture import LEVELS
from premark.cohort.figures.tally import CANNOT_TELL, Counted, Tally
from premark.cohort.figures.wording import listed, say
from premark.packs.cohort_settings import CohortSettings, RiskName, folded
from premark.plain import one_line
from premark.types.cohort import Failed, Submission

REASONS, LISTED = 4, 5  # sentences for a submission, and criteria named in one


@dataclass(frozen=True)
class Sign:
    """One sign: what it adds to the risk, its kind (of `signs` in wording.yaml) with what that
    kind's sentence names, the item that it adds there, and its criterion ("" for the whole)."""

    weight: float
    kind: str
    item: str
    criterion: str = ""
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A submission that may be sampled, with every sign that it shows."""

    submission: str
    assessors: tuple[str, ...]
    signs: tuple[Sign, ...]
    failed: bool = False

    @property
    def risk(self) -> float:
        return round(sum(sign.weight for sign in self.signs), 4)

    @property
    def why(self) -> tuple[str, ...]:
        """A sentence for each kind of sign, that with the heaviest single sign first.

        Doubt stands on most criteria of most submissions: it is told where nothing else is.
        """
        held: dict[tuple[str, tuple[tuple[str, str], ...]], list[Sign]] = {}
        for sign in self.signs:
            held.setdefault((sign.kind, sign.about), []).append(sign)
        order = sorted(held.items(), key=lambda pair: _heaviest(pair[1]))
        told = [pair for pair in order if pair[0][0] != "doubt"] or order
        return tuple(
            say(f"signs.{kind}", items=listed([sign.item for sign in own], LISTED), **dict(about))
            for (kind, about), own in told[:REASONS]
        )

    def at(self, criterion: str) -> float:
        """The risk of one criterion."""
        return sum(sign.weight for sign in self.signs if sign.criterion == criterion)


def _heaviest(signs: Sequence[Sign]) -> tuple[float, float]:
    weights = [sign.weight for sign in signs]
    return -max(weights), -sum(weights)


@dataclass(frozen=True)
class Known:
    """What stands beside the reviews of a unit: facts by submission, decisions, failures, how many
    submissions each assessor has decided on elsewhere, and who is new by the learners' table."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    failed: tuple[Failed, ...] = ()
    before: Mapping[str, int] = field(default_factory=dict)
    told_new: frozenset[str] = frozenset()

    @property
    def history(self) -> bool:
        """Whether anything tells of earlier work, without which everyone would be new."""
        return any(self.before.values()) or bool(self.told_new)


def told_new(submissions: Sequence[Submission], settings: CohortSettings) -> frozenset[str]:
    """Submissions whose row of the learners' table says that its assessor is new."""
    new = settings.sampling.new_assessor
    columns, yes = set(map(folded, new.columns)), set(map(folded, new.says_yes))
    return frozenset(
        each.id
        for each in submissions
        if any(folded(name) in columns and folded(value) in yes for name, value in each.about)
    )


def candidates(
    tally: Tally, counts: Counted, found: Paired, known: Known, settings: CohortSettings
) -> tuple[Candidate, ...]:
    """Every submission that was reviewed or could not be, in the order of ids."""
    pairs: dict[int, list[Pair]] = {}
    for pair in found.pairs:
        pairs.setdefault(pair.submission, []).append(pair)
    decided: dict[str, list[Decision]] = {}
    for decision in known.decisions:
        decided.setdefault(decision.submission, []).append(decision)
    rows = []
    for row, submission in enumerate(counts.submissions):
        own = decided.get(submission, [])
        assessors = _assessors(known.facts.get(submission, {}), own)
        signs = (
            *_of_tool(row, tally, counts, settings),
            *_of_pairs(pairs.get(row, ()), tally, settings),
            *_of_assessors(own, settings),
            *_of_new(submission, assessors, known, settings),
        )
        rows.append(Candidate(submission, assessors, tuple(s for s in signs if s.weight)))
    return (*rows, *(_of_failed(each, known, settings) for each in known.failed))


def _assessors(facts: Facts, decided: Sequence[Decision]) -> tuple[str, ...]:
    """Who decided, and who is told in the learners' table, each once."""
    named = [each.assessor for each in decided] + [facts.get("assessor", "")]
    return tuple(sorted({folded(name): name for name in reversed(named) if name}.values()))


def _of_tool(
    row: int, tally: Tally, counts: Counted, settings: CohortSettings
) -> Iterator[Sign]:
    weight = settings.sampling.weight
    for column, criterion in enumerate(tally.pack.criteria):
        code, sure = criterion.id, float(counts.sure[row, column])
        if counts.levels[row, column] == CANNOT_TELL:
            yield Sign(weight("cannot_tell"), "cannot_tell", code, code)
        if sure < settings.sampling.sure_under:
            said = say("signs.confidence", criterion=code, sure=sure)
            yield Sign(weight("unsure"), "unsure", said, code)
        if counts.doubt[row, column]:
            yield Sign(weight("doubt"), "doubt", code, code)
    odd = [code for code in settings.sampling.odd if code in counts.notices[row]]
    if odd:
        yield Sign(weight("odd"), "odd", listed(odd))


def _of_pairs(
    pairs: Sequence[Pair], tally: Tally, settings: CohortSettings
) -> Iterator[Sign]:
    """Each judgement that is not premark's level, by the square of the levels between, as quadratic
    kappa has it: one apart is usual. On the other side of a cut is as far as two."""
    weight = settings.sampling.weight("disagree")
    for pair in pairs:
        if not pair.sign:
            continue
        code = tally.pack.criteria[pair.column].id
        apart = 2 if pair.by_cut else abs(pair.theirs - pair.ours)
        words = {"ours": LEVELS[pair.level], "theirs": pair.word}
        item = say("signs.levels", criterion=code, **words)
        steps = f"{apart} level{'s' if apart > 1 else ''}"
        kind = "disagree_cut" if pair.by_cut else "disagree"
        about = (("assessor", pair.assessor), ("apart", steps))
        yield Sign(weight * apart**2, kind, item, code, about)


def _of_assessors(decided: Sequence[Decision], settings: CohortSettings) -> Iterator[Sign]:
    weight = settings.sampling.weight("assessors_differ")
    ordered = sorted(decided, key=lambda each: each.criterion)
    for code, group in groupby(ordered, key=lambda each: each.criterion):
        own = sorted(group, key=lambda each: each.assessor)
        if len({(each.level, each.cut, each.above) for each in own}) > 1:
            named = listed([f"{each.assessor}: {each.word}" for each in own])
            item = say("signs.judgements", criterion=code, named=named)
            yield Sign(weight, "assessors_differ", item, code)


def _of_new(
    submission: str, assessors: Sequence[str], known: Known, settings: CohortSettings
) -> Iterator[Sign]:
    weight = settings.sampling.weight("new_assessor")
    if submission in known.told_new:
        yield Sign(weight, "new_assessor_told", listed(assessors) or "…")
        return
    before = {folded(name): number for name, number in known.before.items()}
    for name in assessors if any(before.values()) else ():
        decided = before.get(folded(name), 0)
        if decided < settings.sampling.new_assessor.fewer_than:
            item = say("signs.before", assessor=name, decided=decided)
            yield Sign(weight, "new_assessor", item)
            return


def _of_failed(failed: Failed, known: Known, settings: CohortSettings) -> Candidate:
    name: RiskName = "failed"
    own = [each for each in known.decisions if each.submission == failed.submission]
    assessors = _assessors(known.facts.get(failed.submission, {}), own)
    sign = Sign(settings.sampling.weight(name), "failed", one_line(failed.status, 40))
    return Candidate(failed.submission, assessors, (sign,), failed=True)
