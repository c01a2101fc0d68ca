"""Plots of a cohort: inline SVG that a strict page can hold, with the numbers that it was given."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

import pytest

from premark.cohort.figures.picture import CriterionPicture, Figure
from premark.cohort.pages.plots import LEVEL_SCALE, SHARE_SCALE, Mark, Plot, bars, dots, stacked

SVG = "{http://www.w3.org/2000/svg}"


def row(criterion: str, *counts: int) -> CriterionPicture:
    five = (*counts, *[0] * (5 - len(counts)))
    return CriterionPicture(
        criterion=criterion, outcome="1", asks="", verb="explain",
        counts=five, mean=Figure(value=None),
    )  # fmt: skip


def drawn(plot: Plot | None) -> Tree.Element:
    assert plot is not None
    return Tree.fromstring(str(plot.svg))


def texts(plot: Plot | None) -> list[str]:
    found = drawn(plot).iter()
    return [each.text or "" for each in found if each.tag.endswith("text")]


def bar(*rows: CriterionPicture) -> Plot | None:
    return stacked("p", rows, title="A title", says="Words.")


def test_bars_hold_their_counts_and_names() -> None:
    shown = texts(bar(row("1.1", 3, 4, 5, 6), row("1.2", 18)))
    assert {"1.1", "1.2", "3", "4", "5", "6", "18"} <= set(shown)


def test_cannot_tell_is_hatched_and_not_a_shade() -> None:
    svg = drawn(bar(row("1.1", 1, 0, 0, 0, 3)))
    assert [each.get("id") for each in svg.iter() if each.tag.endswith("pattern")] == ["p-hatch"]
    assert any(each.get("fill") == "url(#p-hatch)" for each in svg.iter())


def test_a_number_that_does_not_fit_is_left_to_the_table() -> None:
    assert "1" not in texts(bar(row("1.1", 1, 99)))


def test_no_rows_give_no_plot() -> None:
    assert bar() is None and bar(row("1.1")) is None
    assert dots("p", [], scale=LEVEL_SCALE, title="t", says="s") is None
    assert bars("p", [], title="t", says="s") is None


def test_a_plot_says_itself_in_words_to_those_who_do_not_see_it() -> None:
    svg = drawn(bar(row("1.1", 1)))
    named = (svg.get("aria-labelledby") or "").split()
    by_id = {each.get("id"): each.text for each in svg.iter()}
    assert svg.get("role") == "img"
    assert [by_id[name] for name in named] == ["A title", "Words."]


def test_colours_are_the_pages_own_and_nothing_is_styled_inline() -> None:
    svg = drawn(bar(row("1.1", 1, 2, 3, 4, 5)))
    fills = {each.get("fill") for each in svg.iter()} - {None, "none", "transparent"}
    assert fills
    assert all(str(fill).startswith(("var(--", "url(#p-")) for fill in fills)
    assert not [each for each in svg.iter() if each.get("style") or each.get("font-family")]


@pytest.mark.parametrize("name", [
    "<script>x</script>", "a&b\"'", "\x00\x1b", "\ud800", "datum.value", "", "x" * 500,
])  # fmt: skip
def test_any_name_is_text(name: str) -> None:
    svg = drawn(dots("p", [Mark(name, 1.0, name, 0.5, 1.5), Mark(name, 2.0, name)],
                     scale=LEVEL_SCALE, title=name, says=name))  # fmt: skip
    assert {each.tag.rpartition("}")[2] for each in svg.iter()} <= {
        "svg", "title", "desc", "g", "path", "line", "text", "rect",
    }  # fmt: skip


def test_rows_of_one_name_stay_two_rows() -> None:
    shown = texts(dots("p", [Mark("A", 1.0, "one"), Mark("A", 2.0, "two")],
                       scale=LEVEL_SCALE, title="t", says="s"))  # fmt: skip
    assert {"A 1", "A 2", "one", "two"} <= set(shown)


def test_a_share_has_its_whiskers_where_it_should() -> None:
    plot = bars("p", [Mark("a", 0.5, "50%", 0.25, 0.75)], title="t", says="s")
    lines = [each for each in drawn(plot).iter() if each.tag.endswith("line")]
    assert lines
    assert "50%" in texts(plot) and SHARE_SCALE.ends == [0, 1]


def test_the_same_figures_give_the_same_bytes() -> None:
    first, again = bar(row("1.1", 1, 2)), bar(row("1.1", 1, 2))
    assert first == again
