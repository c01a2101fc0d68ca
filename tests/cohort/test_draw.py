"""The whole picture of a cohort, from its records."""

from __future__ import annotations

import random
import tracemalloc
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.cohort.figures.decisions import Decision
from premark.cohort.figures.draw import Brought, draw_picture
from premark.cohort.figures.picture import Example, Figure, Picture, ShortElement, UnitPicture
from premark.cohort.shared.types import Shared, SharedPair, SharedPassage
from premark.types.cohort import Record
from premark.types.document import Value
from premark.types.evidence import Strength
from tests.cohort import planted

UNIT = planted.UNIT
PACKS = {UNIT: planted.make_pack()}


def drawn(records: list[Record], brought: Brought | None = None, **more: object) -> Picture:
    submissions = [planted.submission(int(record.submission[2:])) for record in records]
    return draw_picture(records, submissions, PACKS, brought=brought, **more)  # type: ignore[arg-type]


def unit_of(records: list[Record], brought: Brought | None = None) -> UnitPicture:
    (unit,) = drawn(records, brought).units
    return unit


def levels(strength: Strength) -> dict[str, Strength]:
    return dict.fromkeys(planted.CODES, strength)


def element(unit: UnitPicture, criterion: str, requirement: str) -> ShortElement:
    return next(
        row for row in unit.short if (row.criterion, row.requirement) == (criterion, requirement)
    )


def test_the_order_of_the_records_changes_nothing() -> None:
    records = planted.drawn_records(50, 1)
    shuffled = random.Random(2).sample(records, len(records))
    assert drawn(records) == drawn(shuffled)


def test_the_same_seed_gives_the_same_picture_and_the_seed_is_told() -> None:
    records = planted.drawn_records(30, 1)
    assert drawn(records, seed=5) == drawn(records, seed=5)
    assert drawn(records, seed=5).seed == 5
    assert drawn(records, seed=5).units[0].plan != drawn(records, seed=6).units[0].plan


def test_records_may_be_a_stream_that_is_read_once() -> None:
    records = planted.drawn_records(20, 1)

    def stream() -> Iterator[Record]:
        yield from records

    found = draw_picture(stream(), [], PACKS)
    assert (found.reviewed, found.units[0].submissions) == (20, 20)


def test_every_level_is_counted_and_cannot_tell_apart() -> None:
    records = [planted.record(n, levels("cannot tell" if n < 3 else "partial")) for n in range(10)]
    (first, *_) = unit_of(records).criteria
    assert first.counts == (0, 0, 7, 0, 3)
    assert (first.mean.value, first.mean.n) == (2.0, 7)


def test_a_required_element_is_short_over_those_that_can_be_told() -> None:
    rows = ["short"] * 3 + ["not_found"] * 2 + ["met"] * 4 + ["cannot_tell"]
    records = [
        planted.record(n, {}, criteria=(
            planted.criterion_row("1.1", "partial", states={"sources": state}),  # type: ignore[dict-item]
        ))
        for n, state in enumerate(rows)
    ]  # fmt: skip
    row = element(unit_of(records), "1.1", "sources")
    assert (row.told, row.short, row.not_found, row.untold) == (9, 3, 2, 1)
    assert row.share.value == pytest.approx(5 / 9, abs=1e-4)
    assert planted.covers(row.share, 5 / 9)
    assert len(row.examples) == 3
    assert all(example.quote == "words on sources in 1.1" for example in row.examples)


def test_the_element_most_often_short_comes_first() -> None:
    unit = unit_of(planted.drawn_records(40, 1, chances={"2.2": (0, 1, 0, 0)}))
    assert (unit.short[0].criterion, unit.short[0].requirement) == ("2.2", "sources")
    shares = [row.share.value or 0 for row in unit.short]
    assert shares == sorted(shares, reverse=True)


def test_what_is_set_aside_counts_there_and_nowhere_else() -> None:
    records = [planted.record(n, levels("limited")) for n in range(6)]
    aside = {(planted.name(n), "1.1", "sources") for n in (0, 1)}
    unit = unit_of(records, Brought(set_aside=aside))
    row = element(unit, "1.1", "sources")
    assert (row.set_aside, row.told, row.share.value) == (2, 4, 1.0)
    assert not {e.submission for e in row.examples} & {planted.name(0), planted.name(1)}
    assert element(unit, "1.2", "sources").told == 6


def test_examples_with_a_quote_come_before_those_where_nothing_was_found() -> None:
    records = [planted.record(n, levels("none" if n else "limited")) for n in range(9)]
    quotes = [e.quote for e in element(unit_of(records), "1.1", "sources").examples]
    assert all(quotes)
    row = element(unit_of(records), "1.1", "bread")
    assert (row.not_found, row.unaddressed) == (8, 8)
    found = element(unit_of(records), "1.1", "bread").examples
    assert len(found) == 3 and all(isinstance(e, Example) and not e.quote for e in found)


def test_where_an_element_is_not_found_the_answer_is_shown_instead() -> None:
    absent = planted.criterion_row("1.1", "none")
    lacking = planted.criterion_row("1.1", "limited", states={"bread": "not_found"})
    lacking = lacking.model_copy(update={"answer": "Cake is what I\nwrote on. " * 30})
    rows = [absent, absent, absent, absent, lacking]
    records = [planted.record(n, {}, criteria=(row,)) for n, row in enumerate(rows)]
    first, *rest = element(unit_of(records), "1.1", "bread").examples
    assert (first.submission, first.quote) == (planted.name(4), "")
    assert first.instead.startswith("Cake is what I wrote on.") and len(first.instead) <= 201
    assert [example.instead for example in rest] == ["", ""]


def test_the_verb_says_what_is_most_often_missing() -> None:
    records = [planted.record(n, levels("limited" if n < 4 else "strong")) for n in range(10)]
    depth = unit_of(records).verbs[0]
    assert (depth.verb, depth.shown, depth.not_shown, depth.met.value) == ("explain", 6, 4, 0.6)
    assert [(m.moves, m.submissions) for m in depth.missing] == [(("explain", "justify"), 4)]


def test_works_and_models_are_counted_by_submission_and_criterion() -> None:
    def record(n: int) -> Record:
        rows = (
            planted.criterion_row("1.1", "strong", sources=0, models=("GROW",)),
            planted.criterion_row("1.2", "strong", sources=n, models=("GROW", "Kolb")[: n % 3]),
        )
        models = ("GROW", "Kolb") if n % 3 == 2 else ("GROW",)
        return planted.record(n, {}, criteria=rows, models=models, citations=n, references=9 - n)

    used = unit_of([record(n) for n in range(10)]).used
    assert (used.cited.least, used.cited.middle, used.cited.most) == (0, 4.5, 9)
    assert [(m.name, m.submissions) for m in used.models] == [("GROW", 10), ("Kolb", 3)]
    assert dict(used.models[0].criteria) == {"1.1": 10, "1.2": 6}
    by = {row.criterion: row for row in used.criteria}
    assert by["1.1"].lacking and by["1.1"].none == 10 and by["1.1"].asked
    assert not by["1.2"].lacking and by["1.2"].none == 1


def test_failed_submissions_stand_in_no_figure_and_are_told() -> None:
    found = drawn(planted.drawn_records(30, 1), Brought(failed=[planted.failed(99)]))
    assert [each.submission for each in found.failed] == [planted.name(99)]
    assert any("1 of 31" in caution for caution in found.units[0].cautions)
    assert found.units[0].criteria[0].mean.n == 30


def test_a_unit_of_which_nothing_was_reviewed_says_so() -> None:
    (unit,) = drawn([], Brought(failed=[planted.failed(1)])).units
    assert any("No submission of this unit was reviewed" in caution for caution in unit.cautions)
    assert unit.weakest.rows == () and unit.used.cited.n == 0 and unit.agreement is None


def test_reviews_of_two_versions_of_a_pack_are_told_apart() -> None:
    later = {"pack_version": "2", "made_with": planted.made_with(pack="digest-2")}
    records = [planted.record(n, levels("strong")) for n in range(4)]
    records[1:] = [each.model_copy(update=later) for each in records[1:]]
    unit = unit_of(records)
    assert unit.pack_version == "1 and 2"
    assert any("2 versions" in caution for caution in unit.cautions)


def test_records_of_a_unit_without_a_pack_are_told_and_left_out() -> None:
    stray = planted.record(9, levels("none")).model_copy(update={"unit": "0100-9"})
    found = drawn([*planted.drawn_records(5, 1), stray])
    assert found.reviewed == 5 and any("0100-9" in note for note in found.notes)


def test_a_small_cohort_is_cautioned_and_a_large_one_is_not() -> None:
    assert any("small cohort" in c for c in unit_of(planted.drawn_records(12, 1)).cautions)
    assert unit_of(planted.drawn_records(25, 1)).cautions == ()


def test_decisions_name_the_assessor_where_the_learners_table_does_not() -> None:
    decisions = [
        Decision(submission=planted.name(n), criterion="1.1", assessor=f"assessor {n % 2}",
                 judgement="met", cut=3, above=True)
        for n in range(40)
    ]  # fmt: skip
    unit = unit_of(planted.drawn_records(40, 1), Brought(decisions=decisions))
    assert [table.by for table in unit.groups.tables] == ["assessor"]
    assert unit.agreement is not None
    assert {row.name for row in unit.agreement.rows if row.by == "assessor"} == {
        "assessor 0", "assessor 1"
    }  # fmt: skip


def test_shared_passages_are_told_as_the_facts_that_they_are() -> None:
    passage = SharedPassage(
        one="p1", one_place="p. 1", other="p2", other_place="p. 2", words=140, of_one=150,
        of_other=150, exact=True, says="Passages p1 and p2 have 140 of 150 words in order.",
    )  # fmt: skip
    pair = SharedPair(
        one=planted.name(1), other=planted.name(2), between="learners", passages=(passage,), more=2,
        words=300, in_other=0.5, in_one=0.5, whole="", says=("They have 300 words in common.",),
    )  # fmt: skip
    shared = Shared(submissions=5, pairs=(pair,), files=(), common=(), left_out=0, others=0)
    (row,) = unit_of(planted.drawn_records(5, 1), Brought(shared=shared)).shared
    assert (row.first, row.second, row.passages, row.words) == ("s-00001", "s-00002", 3, 300)
    assert row.says.startswith("They have 300 words in common. Passages p1")


def test_notices_are_counted_by_submission() -> None:
    records = [
        planted.record(n, levels("strong"), notices=("off-topic",) * 2 if n < 3 else ())
        for n in range(5)
    ]
    assert unit_of(records).notices == (("off-topic", 3),)


LEVEL = st.sampled_from(["", "none", "limited", "partial", "strong", "cannot tell"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LEVEL, min_size=6, max_size=6), max_size=14), st.integers(0, 5))
def test_any_cohort_gives_a_picture_whose_figures_lie_in_their_ranges(
    rows: list[list[Strength]], judged: int
) -> None:
    """A criterion that a record does not have is "" here."""
    records = [
        planted.record(n, {c: level for c, level in zip(planted.CODES, row, strict=True) if level})
        for n, row in enumerate(rows)
    ]
    decisions = [
        Decision(submission=planted.name(n), criterion="1.1", assessor="Rye", judgement="",
                 level=n % 4)
        for n in range(judged)
    ]  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = drawn(records, Brought(decisions=decisions, earlier=records[::2]))
    for figure in figures_in(found):
        if figure.value is not None and figure.low is not None:
            low, high = planted.ends(figure)
            assert low - 1e-4 <= figure.value <= high + 1e-4
    for unit in found.units:
        for criterion in unit.criteria:
            assert sum(criterion.counts) <= len(records)


def figures_in(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from figures_in(each)
    elif isinstance(value, Value):
        for _, each in value:
            yield from figures_in(each)


def test_memory_hardly_grows_with_the_cohort() -> None:
    """A record of 20 kB leaves less than 2 kB behind."""

    def stream(number: int) -> Iterator[Record]:
        rows = tuple(
            planted.criterion_row(code, "limited").model_copy(update={"answer": "bread " * 600})
            for code in planted.CODES
        )
        for n in range(number):
            yield planted.record(n, {}, criteria=rows)

    from premark.cohort.figures.tally import tallied

    tracemalloc.start()
    kept = tallied(stream(2_000), PACKS)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(kept[UNIT].rows) == 2_000
    assert held < 2_000 * 2_000


def test_no_sentence_of_the_picture_speaks_of_passing_or_failing() -> None:
    decisions = [
        Decision(submission=planted.name(n), criterion="1.1", assessor="Rye", judgement="refer",
                 cut=3, above=False)
        for n in range(30)
    ]  # fmt: skip
    found = drawn(planted.drawn_records(30, 1), Brought(decisions=decisions))
    words = set(found.model_dump_json().lower().replace('"', " ").split())
    banned = {"pass", "passed", "fail", "refer", "referred", "grade", "mark", "plagiarism"}
    assert not words & banned
