"""What changed between versions is said in lines; an old review says that it is old."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from premark.errors import UnknownUnit
from premark.packs.load import plain_pack
from premark.report.changed import change_lines, fitted, since_made
from premark.report.commands import diff_units, show_review
from premark.report.criterion import official_said
from premark.report.html import render_html
from premark.report.record import to_json
from premark.report.table import to_csv
from premark.report.view import view
from premark.report.word import render_word
from premark.types.criteria import Pack, Release
from premark.types.evidence import Review

UNITS = Path(__file__).parents[2] / "criteria" / "units"


def made_with(review: Review, digest: str, version: str = "2026.1") -> Review:
    made = review.made_with.model_copy(update={"pack": digest})
    return review.model_copy(update={"made_with": made, "pack_version": version})


def app() -> typer.Typer:
    made = typer.Typer()
    made.command("diff-units")(diff_units)
    made.command("review")(show_review)
    return made


def test_a_review_of_the_same_pack_says_nothing(review: Review, pack: Pack) -> None:
    same = pack.model_copy(update={"digest": "a" * 64})
    assert since_made(made_with(review, "a" * 64), same, bare=same) == ""


def test_a_review_of_an_older_pack_says_both_versions(review: Review, pack: Pack) -> None:
    newer = pack.model_copy(update={"digest": "b" * 64, "version": "2027.1"})
    said = since_made(made_with(review, "a" * 64), newer, bare=newer)
    assert "version 2026.1; here it is version 2027.1" in said
    assert "aaaaaaaaaaaa then, bbbbbbbbbbbb now" in said and "diff-units" in said


def test_a_sign_that_moves_a_terminal_does_not_come_out_of_a_review(
    review: Review, pack: Pack
) -> None:
    newer = pack.model_copy(update={"digest": "b" * 64})
    said = since_made(made_with(review, "\x1b[2J\x1b]0;x\x07"), newer, bare=newer)
    assert said.isprintable()


def test_a_text_changed_under_the_same_version_is_told(review: Review, pack: Pack) -> None:
    newer = pack.model_copy(update={"digest": "b" * 64, "version": "2026.1"})
    assert "has changed since" in since_made(made_with(review, "a" * 64), newer, bare=newer)


def test_only_the_official_words_being_new_is_told_as_that(review: Review, pack: Pack) -> None:
    bare = pack.model_copy(update={"digest": "a" * 64})
    laid = pack.model_copy(update={"digest": "b" * 64})
    said = since_made(made_with(review, "a" * 64), laid, bare=bare)
    assert "without the official words" in said


def test_the_command_opens_an_old_review_and_says_so(tmp_path: Path, review: Review) -> None:
    pack = plain_pack("8589-700")
    code = pack.criteria[0].id
    kept = tuple(c.model_copy(update={"criterion": code}) for c in review.criteria[:1])
    old = made_with(review.model_copy(update={"unit": pack.code, "criteria": kept}), "0" * 64)
    path = tmp_path / "essay.premark.json"
    path.write_text(to_json(old), encoding="utf-8")
    done = CliRunner().invoke(app(), ["review", str(path)])
    assert done.exit_code == 0, done.output
    assert "made with other criteria than are here now" in done.output and code in done.output
    path.write_text(to_json(made_with(old, pack.digest)), encoding="utf-8")
    again = CliRunner().invoke(app(), ["review", str(path)])
    assert again.exit_code == 0 and "other criteria" not in again.output


def test_criteria_that_came_or_went_are_named_and_the_rest_is_drawn(
    review: Review, pack: Pack
) -> None:
    bare = {"must": (), "helps": (), "topics": (), "starting_points": ()}
    first = pack.criteria[0].model_copy(update=bare)
    other = pack.model_copy(update={"criteria": (first, first.model_copy(update={"id": "9.9"}))})
    shown, said = fitted(review, other)
    assert [c.criterion for c in shown.criteria] == [first.id]
    gone = [c.criterion for c in review.criteria if c.criterion != first.id]
    assert ", ".join(gone) in said and "Not in the review: 9.9." in said
    assert [row.code for row in view(shown, other).criteria] == [first.id]


def test_a_review_is_not_drawn_against_another_unit(tmp_path: Path, review: Review) -> None:
    path = tmp_path / "essay.premark.json"
    path.write_text(to_json(review.model_copy(update={"unit": "8589-700"})), encoding="utf-8")
    done = CliRunner().invoke(app(), ["review", str(path), "--unit", "8580-500"])
    assert "is a review of unit 8589-700, and not of 8580-500" in str(done.exception)


def test_a_file_that_is_no_review_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(app(), ["review", str(path)])
    assert done.exit_code != 0 and "odd.json: this is not a review" in str(done.exception)


def test_a_criterion_added_and_one_removed_are_counted() -> None:
    old = plain_pack("8589-700")
    new = old.model_copy(update={"criteria": old.criteria[1:], "version": "2027.1"})
    lines = list(change_lines(old, new))
    gone = old.criteria[0]
    assert f"- {gone.id}  removed: {gone.asks}" in lines
    assert lines[-1].startswith("criteria: 0 added, 1 removed, 0 changed")
    there = list(change_lines(new, old))
    assert f"+ {gone.id}  added: {gone.asks}" in there


def test_the_changelog_since_the_old_version_is_told() -> None:
    old = plain_pack("8589-700")
    log = tuple(Release(version=v, changed=(f"In {v}.",)) for v in ("3", "2", old.version, "0"))
    new = old.model_copy(update={"version": "3", "changelog": log})
    said = [line for line in change_lines(old, new) if "changelog" in line]
    assert said == ["  changelog 3: In 3.", "  changelog 2: In 2."]


def test_two_texts_under_one_version_are_told() -> None:
    old = plain_pack("8589-700")
    new = old.model_copy(update={"title": "Another"})
    assert any("number the later anew" in line for line in change_lines(old, new))


def test_the_command_compares_a_file_with_a_unit(tmp_path: Path) -> None:
    text = (UNITS / "ilm-8589-700.yaml").read_text(encoding="utf-8")
    old = tmp_path / "old.yaml"
    old.write_text(text.replace('at_least: "2"', 'at_least: "4"', 1), encoding="utf-8")
    done = CliRunner().invoke(app(), ["diff-units", str(old), "8589-700"])
    assert done.exit_code == 0, done.output
    assert "at_least" in done.output and "was  4" in done.output and "now  2" in done.output
    lost = CliRunner().invoke(app(), ["diff-units", "none.yaml", "8589-700"])
    assert "none.yaml: there is no such criteria file" in str(lost.exception)


@pytest.fixture
def laid(pack: Pack) -> Pack:
    hard = "Ponder <b>teapots</b> & {{ orchards }}"
    first = pack.criteria[0].model_copy(update={"official": hard})
    return pack.model_copy(update={"criteria": (first, *pack.criteria[1:])})


def test_every_report_shows_the_official_words(review: Review, laid: Pack) -> None:
    shown = view(review, laid)
    said = official_said(laid.criteria[0])
    assert said == "In the awarding body's words: Ponder <b>teapots</b> & {{ orchards }}"
    assert "Ponder &lt;b&gt;teapots&lt;/b&gt; &amp; {{ orchards }}" in render_html(shown, review)
    assert said in to_csv(shown)
    assert b"word/document.xml" in render_word(shown)


def test_without_an_overlay_the_reports_say_nothing_of_it(review: Review, pack: Pack) -> None:
    shown = view(review, pack)
    assert "awarding body" not in render_html(shown, review)
    assert to_csv(shown).splitlines()[0].endswith("looked_in")


def test_two_units_of_one_version_are_not_told_to_number_anew() -> None:
    one, other = plain_pack("8580-500"), plain_pack("8580-501")
    assert one.version == other.version
    assert "number the later anew" not in "\n".join(change_lines(one, other))
    edited = one.model_copy(update={"title": "Loaves"})
    assert "number the later anew" in "\n".join(change_lines(one, edited))


def test_a_review_of_a_unit_that_is_not_shipped_says_how_to_open_it(
    review: Review, tmp_path: Path
) -> None:
    path = tmp_path / "essay.premark.json"
    path.write_text(to_json(review.model_copy(update={"unit": "0100-1"})), encoding="utf-8")
    done = CliRunner().invoke(app(), ["review", str(path)])
    assert isinstance(done.exception, UnknownUnit)
    assert "--unit" in done.exception.hint
