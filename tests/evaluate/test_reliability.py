"""Told chances beside what was right, counted on fingers, and what the page draws of them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from labelled_bread import criterion, labels, review
from lxml import etree

from premark.evaluate.case import Case
from premark.evaluate.figures import figures, measures
from premark.evaluate.intervals import interval
from premark.evaluate.page import render_page
from premark.evaluate.plots import plots
from premark.evaluate.reliability import (
    Said,
    abstaining,
    band_counts,
    bands,
    calibration_error,
    earns_silence,
    said_of,
    said_of_silence,
)
from premark.evaluate.run import Evaluation
from premark.evaluate.show import table
from premark.types.evidence import SIGNS, Confidence, CriterionReview

SURE, UNSURE = 0.92, 0.55


def said(chance: float, right: int, wrong: int) -> list[Said]:
    return [(chance, True)] * right + [(chance, False)] * wrong


def error(*documents: list[Said]) -> float:
    return float(calibration_error(np.array([band_counts(each) for each in documents]).sum(axis=0)))


def test_chances_that_come_true_have_no_error() -> None:
    assert error(said(0.75, 3, 1), said(0.5, 2, 2)) == pytest.approx(0)


def test_the_error_is_how_far_each_tenth_is_off_by_how_many_it_has() -> None:
    # Ten told .9 of which five agreed, ten told .5 of which all did: (4 + 5) / 20.
    assert error(said(0.9, 5, 5), said(0.5, 10, 0)) == pytest.approx(0.45)


def test_a_chance_of_one_stands_in_the_last_tenth() -> None:
    found = bands([said(1.0, 2, 0), said(1.0, 1, 0)])
    assert [(b.low, b.high, b.levels, b.agreed.value) for b in found] == [(0.9, 1.0, 3, 1.0)]


def test_what_is_told_less_often_agrees_more_often_where_chances_are_right() -> None:
    points = abstaining([said(SURE, 9, 1) + said(UNSURE, 5, 5), said(SURE, 10, 0)])
    assert [(p.least, p.coverage) for p in points] == [(UNSURE, 1.0), (SURE, round(20 / 30, 4))]
    assert points[0].kept.value == 0.8 and points[1].kept.value == 0.95
    assert points[1].gain.value == pytest.approx(0.15)
    assert points[1].unsaid.value == 0.5 and points[0].unsaid.value is None


def test_silence_is_earned_only_where_levels_are_clearly_wrong_more_often_than_right() -> None:
    even = abstaining([said(SURE, 9, 1) + said(UNSURE, 5, 5) for _ in range(6)])
    assert earns_silence(even) is None
    assert "the level stays" in said_of_silence(even)
    wrong = abstaining([said(SURE, 9, 1) + said(UNSURE, 2, 8) for _ in range(6)])
    found = earns_silence(wrong)
    assert found and found.least == SURE
    assert "50% of them" in said_of_silence(wrong)


def test_nothing_is_said_of_nothing() -> None:
    assert bands([]) == [] and abstaining([[], []]) == []
    assert "No level" in said_of_silence([])


def told(code: str, strength: str, agrees: float) -> CriterionReview:
    sure = Confidence(agrees=agrees, levels=9, texts=3, signs=tuple((s, 1.0) for s in SIGNS))
    made: CriterionReview = criterion(code, strength).model_copy(update={"confidence": sure})
    return made


def case(id_: str = "b1") -> Case:
    gold = labels(("1.1",), ("1.2",), (), id=id_,
                  strengths={"1.1": "strong", "1.2": "limited", "1.3": "none"})  # fmt: skip
    return Case(gold, review(told("1.1", "strong", SURE), told("1.2", "strong", UNSURE),
                             criterion("1.3", "none")))  # fmt: skip


def test_only_levels_that_are_told_with_a_chance_are_counted() -> None:
    assert said_of(case()) == [(SURE, True), (UNSURE, False)]


def evaluation(*cases: Case) -> Evaluation:
    every = measures(cases, str)
    return Evaluation(
        cases, lambda name: name,
        {**figures(cases, str), "headings": "shown", "formats": {"agreement": None}},
        {name: interval(m.value, m.counts(cases)) for name, m in every.items()},
    )  # fmt: skip


def test_the_figures_hold_the_error_the_diagram_and_the_curve() -> None:
    found = figures([case(), case("b2")], str)["confidence"]
    assert found["levels"] == 4 and found["learned_from"] == 0
    assert found["error"] == pytest.approx((0.08 + 0.55) / 2, abs=1e-3)
    assert [band["levels"] for band in found["bands"]] == [2, 2]
    assert [point["coverage"] for point in found["abstaining"]] == [1.0, 0.5]


def test_documents_that_the_chances_were_learned_on_are_counted() -> None:
    assert figures([case("a01"), case("b2")], str)["confidence"]["learned_from"] == 1


def test_the_page_draws_both_with_their_tables_and_says_what_they_show() -> None:
    page = etree.HTML(render_page(evaluation(case(), case("b2"))))
    drawings = page.findall(".//svg")
    assert [d.get("role") for d in drawings] == ["img", "img"]
    for drawing in drawings:
        for id_ in drawing.get("aria-labelledby").split():
            assert drawing.xpath(f".//*[@id='{id_}']")[0].text.strip()
    captions = [" ".join(c.itertext()) for c in page.findall(".//caption")]
    assert any("Told chances in tenths" in c for c in captions)
    assert any("this chance or more" in c for c in captions)
    assert "learned on none of these documents" in "".join(page.itertext())


def test_documents_that_were_learned_on_are_said_on_the_page() -> None:
    assert "learned on 1 of these 2 documents" in render_page(evaluation(case("a01"), case("b2")))


def test_a_page_without_told_chances_draws_nothing() -> None:
    plain = Case(case().gold, review(criterion("1.1", "strong")))
    assert "<svg" not in render_page(evaluation(plain))


def test_no_point_lies_outside_its_plot() -> None:
    for plot in plots(figures([case(), case("b2")], str)["confidence"]):
        for point in plot.points:
            assert all(0 <= v <= 100 for v in (point.x, point.y, point.low, point.high))
            assert point.high <= point.y <= point.low  # y grows downwards


def test_the_terminal_shows_both_tables() -> None:
    text = table(evaluation(case(), case("b2")).as_dict())
    assert re.search(r"0\.9 to 1\.0 +0\.920 +2 +1\.000", text)
    assert re.search(r"0\.92 +50% +1\.000", text)
