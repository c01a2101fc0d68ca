"""What the logs come to stands in every report, beside the criterion that asks for them."""

from __future__ import annotations

import csv
import io
import zipfile

import docx
from make_review import logged, make_pack, make_review, whole
from rich.console import Console

from premark.report.annotate import comments
from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.rows import ReportView
from premark.report.table import to_csv
from premark.report.terminal import render_terminal
from premark.report.view import view
from premark.report.word import render_word
from premark.types.evidence import Review

MADE = logged(make_review())
SUM = "3.5 hours of practice are logged (Client A 2, Client B 1.5), 8 planned"
ODD = "Two meetings are logged at times that overlap."
JOINED = "2 of the ways to learn found: workshop (Smith 2019), podcast (no source near)."


def drawn(review: Review = MADE) -> ReportView:
    return view(review, make_pack())


def printed(report: ReportView) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    render_terminal(report, console)
    return console.export_text()


def test_hours_stand_by_client_and_in_all_what_is_planned_apart() -> None:
    record = drawn().sessions
    assert record is not None
    assert [row[0] for row in record.rows] == ["Client A", "Client B", "In all", "Asked"]
    assert record.rows[1] == ("Client B", "1.5", "8", "–")
    assert record.rows[2] == ("In all", "3.5", "8", "–")
    assert record.rows[3] == ("Asked", "12 (1.3)", "–", "–")


def test_a_problem_of_the_log_has_its_words_its_place_and_its_reason() -> None:
    record = drawn().sessions
    assert record is not None
    (told,) = record.problems
    assert (told.text, told.place, told.label) == ("12 May", "para 7", "meetings at one time")
    assert told.why == ODD


def test_the_criterion_that_asks_for_the_log_tells_it_too_and_no_other() -> None:
    third = drawn().criteria[2]
    assert [q.why for q in third.log_problems] == [ODD]
    assert third.log_said.startswith(SUM)
    assert not any(row.log_said or row.log_problems for row in drawn().criteria[:2])


def test_one_problem_in_several_places_is_told_once() -> None:
    twice = (*MADE.findings, *(f for f in MADE.findings if f.kind == "log-problem"))
    moved = [
        f.model_copy(update={"at": whole(5)}) if i >= len(MADE.findings) else f
        for i, f in enumerate(twice)
    ]
    record = drawn(MADE.model_copy(update={"findings": tuple(moved)})).sessions
    assert record is not None
    assert [q.place for q in record.problems] == ["para 6; para 7"]


def test_hours_with_nobody_named_are_told_as_such() -> None:
    found = [
        f.model_copy(update={"facts": (("of", "practice"), ("counted", "yes"), ("client", ""))})
        if f.kind == "session" and f.value == 1.5
        else f
        for f in MADE.findings
    ]
    record = drawn(MADE.model_copy(update={"findings": tuple(found)})).sessions
    assert record is not None and "(Client A 2, no client named 1.5)" in record.said


def test_without_logs_there_is_no_session_record() -> None:
    bare = make_review().model_copy(update={"findings": ()})
    assert drawn(bare).sessions is None
    assert "Session records" not in printed(drawn(bare))


def test_the_terminal_tells_hours_and_problems() -> None:
    said = printed(drawn())
    assert "Session records" in said and SUM in said
    assert "12 May (para 7)" in said and "overlap" in said


def test_the_page_has_the_table_and_the_criterion_leads_to_it() -> None:
    page = render_html(drawn(), MADE)
    assert page.count('id="sessions"') == 1 and 'href="#sessions"' in page
    assert page.count(ODD) == 2 and "meetings at one time" in page


def test_word_has_the_table_and_the_problems() -> None:
    paper = docx.Document(io.BytesIO(render_word(drawn())))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"Client B", "In all", "12 (1.3)"} <= set(cells)
    said = "\n".join(p.text for p in paper.paragraphs)
    assert said.count(ODD) == 2 and SUM in said


def test_the_spreadsheet_has_a_column_of_each() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(drawn()))))
    assert rows[2]["session_record"].startswith(SUM)
    assert "12 May (para 7)" in rows[2]["log_problems"]
    assert rows[1]["items_and_sources"] == JOINED
    assert rows[0]["sources_told"] and not rows[0]["log_problems"]


def test_a_comment_stands_at_the_odd_row() -> None:
    told = [c.text for c in comments(drawn(), MADE.document) if c.at.block == 6]
    assert any(ODD in text for text in told)


def test_items_are_joined_to_their_sources_in_every_report() -> None:
    row = drawn().criteria[1].required[1]
    assert row.joined_said == JOINED
    assert [each.source is not None for each in row.joined] == [True, False]
    assert JOINED in printed(drawn())
    page = render_html(drawn(), MADE)
    assert "no source near" in page and 'href="#b3">workshop</a>' in page
    with zipfile.ZipFile(io.BytesIO(render_word(drawn()))) as package:
        assert JOINED in package.read("word/document.xml").decode()


def test_the_learner_reads_them_too() -> None:
    report = learner_view(MADE, make_pack())
    assert report.sessions is not None and report.criteria[1].required[1].joined_said == JOINED
