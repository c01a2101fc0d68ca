"""Tables: one row a criterion, safe in a spreadsheet, ordered in pandas."""

from __future__ import annotations

import csv
import io

import pandas as pd
from make_review import make_pack, make_review

from premark.report.check import learner_view
from premark.report.table import requirements_frame, to_csv, to_frame
from premark.report.view import view


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_a_criterion_with_the_words_of_the_report() -> None:
    found = rows(to_csv(view(make_review(), make_pack())))
    assert [(r["criterion"], r["strength"]) for r in found] == [
        ("1.1", "strong"),
        ("1.2", "limited"),
        ("1.3", "cannot tell"),
        ("1.4", "none"),
    ]
    assert found[1]["missing"].startswith("The three-ways is not there. The source-each")
    assert found[1]["looked_in"] == "1.2 Other ways to learn (para 4–5)"
    assert found[3]["looked_in"].startswith("All 2 sections were read for it")
    assert (found[1]["required"], found[1]["required_met"]) == ("2", "0")


def test_cells_that_a_spreadsheet_would_run_are_made_text() -> None:
    pack = make_pack()
    for formula in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1"):
        first = pack.criteria[0].model_copy(update={"asks": formula})
        odd = pack.model_copy(update={"criteria": (first, *pack.criteria[1:])})
        asks = rows(to_csv(view(make_review(), odd)))[0]["asks"]
        assert asks.startswith("'")


def test_the_learners_table_has_no_strength() -> None:
    found = rows(to_csv(learner_view(make_review(), make_pack())))
    assert "strength" not in found[0]
    assert [r["reading"] for r in found][3] == "not found yet"


def test_strengths_are_ordered_and_cannot_tell_stands_outside() -> None:
    frame = to_frame(make_review())
    assert list(frame["criterion"]) == ["1.1", "1.2", "1.3", "1.4"]
    assert frame["strength"].max() == "strong" and frame["strength"].min() == "none"
    assert list(frame["cannot_tell"]) == [False, False, True, False]
    assert pd.isna(frame["strength"][2])
    assert list(frame[frame["strength"] >= "limited"]["criterion"]) == ["1.1", "1.2"]


def test_requirements_are_tidy() -> None:
    frame = requirements_frame(make_review())
    hours = frame[frame["requirement"] == "hours"].iloc[0]
    assert (hours["state"], hours["counted"], hours["at_least"]) == ("cannot_tell", 3.5, 12)
    assert hours["looked_in"] == 2 and hours["where"] == "document"
    assert len(frame) == 7
