"""Figures and lists of the guidance become required elements; the command writes and compares."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
import unit_documents as documents
from typer.testing import CliRunner

from premark.errors import BadYaml, OutputError, UnknownName, UnknownUnit
from premark.importing.command import import_unit
from premark.importing.compare import agreement_lines, compare
from premark.importing.counts import counts_in
from premark.importing.draft_yaml import draft
from premark.importing.drafts import Imported
from premark.importing.importer import import_document, import_lines
from premark.importing.lists import lists_in
from premark.importing.report import write_import
from premark.importing.source import text_lines
from premark.importing.verbs import Verbs
from premark.importing.words import known_verbs, load_words
from premark.packs.load import load_pack
from premark.packs.where import criteria_root
from premark.types.criteria import Pack, Requirement

WORDS = load_words()


@pytest.mark.parametrize(("text", "least", "most", "noun"), [
    ("Use at least three rules", 3, None, "rules"),
    ("Use two or more of the key parts", 2, None, "parts"),
    ("Plan a minimum of 2 and a maximum of 4 visits", 2, 4, "visits"),
    ("Write no more than 500 words", None, 500, "words"),
    ("Name three local, public and private archives", 3, 3, "archives"),
    ("Compare at least three alternative storage (dry) methods", 3, None, "methods"),
    ("A plan for the next twelve months", 12, 12, "months"),
    ("A plan of two years", 24, 24, "years"),
    ("At least one academic reference must be used", 1, None, "reference"),
])  # fmt: skip
def test_a_figure_is_read_with_its_bounds(
    text: str, least: float | None, most: float | None, noun: str
) -> None:
    (count,) = counts_in(text, WORDS)
    assert (count.least, count.most, count.noun) == (least, most, noun)


@pytest.mark.parametrize("text", [
    "Level 7 units", "See units 2 and 3 at once", "a 360° view", "AC 1.2 and 3.4",
    "Client 3 agreed", "in 2017 things changed", "two-way talks", "50% of files",
    "beyond the 12 month plan",
    "one to one talks",
])  # fmt: skip
def test_a_figure_that_names_a_thing_counts_nothing(text: str) -> None:
    assert counts_in(text, WORDS) == []


def test_examples_and_brackets_are_lists() -> None:
    (eg,) = lists_in("Use a method (eg cards, ledgers, etc.) each day", 0, WORDS)
    assert (eg.noun, eg.items) == ("method", ("cards", "ledgers"))
    (bare,) = lists_in("Use rules e.g. Dewey, Bliss.", 0, WORDS)
    assert bare.items == ("Dewey", "Bliss")
    assert lists_in("Say why (and say it well)", 0, WORDS) == []


@pytest.mark.parametrize(("text", "verbs"), [
    ("Define a file and explain why it is kept", ["define", "explain"]),
    ("Using this list critically review the shelves", ["critically-review"]),
    ("Provide evidence of reflecting on your work", ["reflect"]),
    ("Provide evidence of how you filed", ["provide-evidence"]),
    ("Explain the aims and review of a store", ["explain"]),
    ("Collect labels and show where they were", ["collect"]),
    ("Critically appraise a catalogue", ["critically-evaluate"]),
    ("Catalogues are useful", []),
])  # fmt: skip
def test_the_verbs_of_a_criterion_are_those_that_it_commands(text: str, verbs: list[str]) -> None:
    assert [hit.verb for hit in Verbs(known_verbs(), WORDS).of(text)] == verbs


TEXT = """\
ILM Level 5 Award (7001)

Unit 7001-300 Keeping records

Assessment criteria\tGuidance
1.1 Critically evaluate ways of filing\tEvaluate at least three methods (eg cards, ledgers, \
folders, etc.) Reference key sources for each method. A model is useful.
1.2 Analyse each of the four areas of paper, ink, glue and cloth\tUse three or more sources.
1.3 Plan the work with two clients\tA minimum of 12 planned hours over 6 months.
1.4 Assess own skill\tJudge each of:
- Reading
- Sorting
1.5 Review a range of tools\tReview means to judge. A model must be used e.g. SWOT, PESTLE.
"""


def imported(text: str) -> Imported:
    lines = [line.model_copy(update={"index": i}) for i, line in enumerate(text_lines(text))]
    return import_lines(tuple(lines), "made.txt")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    found = imported(TEXT)
    path = tmp_path / "draft.yaml"
    path.write_text(draft(found, found.units[0], WORDS), encoding="utf-8")
    return load_pack(path)


def needs(pack: Pack, code: str) -> list[Requirement]:
    return list(pack.criterion(code).must)


def test_a_count_of_things_counts_the_examples_given(pack: Pack) -> None:
    methods, sources = needs(pack, "1.1")
    assert (methods.needs.kind, methods.needs.at_least) == ("item", 3)
    names = [entry.name for entry in pack.lists[methods.needs.list]]
    assert names == ["cards", "ledgers", "folders"]
    assert (sources.needs.kind, sources.needs.each_item) == ("citation", methods.needs.list)
    assert "line 6" in methods.source


def test_what_is_only_useful_helps_and_is_not_required(pack: Pack) -> None:
    assert [h.needs.kind for h in pack.criterion("1.1").helps] == ["named-model"]
    assert "named-model" in [m.needs.kind for m in needs(pack, "1.5")]


def test_named_areas_become_topics_that_are_all_asked(pack: Pack) -> None:
    areas, sources = needs(pack, "1.2")
    about = {topic.id: topic.about for topic in pack.criterion("1.2").topics}
    assert [about[id_] for id_ in areas.needs.topics] == ["paper", "ink", "glue", "cloth"]
    assert (sources.needs.kind, sources.needs.at_least) == ("citation", 3)


def test_hours_months_and_clients_take_their_own_kinds(pack: Pack) -> None:
    found = {m.needs.kind: m.needs for m in needs(pack, "1.3")}
    assert (found["hours"].of, found["hours"].at_least) == ("planned", 12)
    assert found["months"].at_least == 6
    assert (found["clients"].at_least, found["clients"].where) == (2, "document")


def test_bullets_after_a_colon_are_topics_that_are_all_asked(pack: Pack) -> None:
    (each,) = needs(pack, "1.4")
    assert len(each.needs.topics) == 2
    assert "Reading" in each.if_short


def test_a_range_without_a_figure_is_marked(pack: Pack) -> None:
    content = draft(found := imported(TEXT), found.units[0], WORDS)
    assert "settle: 'a range of' states no figure" in content


def test_a_comparison_names_what_differs() -> None:
    found = imported(TEXT.replace("1.4 Assess", "1.4 Explain"))
    lines = list(agreement_lines(compare(found, [], WORDS)))
    assert "7001-300" not in lines[0] and "300 1.1: no shipped pack has it" in lines[0]
    assert lines[-1] == "all three 0 of 5"


def test_a_comparison_with_a_pack_tells_verbs_and_figures(pack: Pack) -> None:
    other = TEXT.replace("1.4 Assess", "1.4 Explain").replace("least three", "least 5")
    lines = list(agreement_lines(compare(imported(other), [pack], WORDS)))
    assert "7001-300 1.4: verbs: explain against assess" in lines
    assert any(line.startswith("7001-300 1.1: figures: the source states 5") for line in lines)
    assert "verbs 4 of 5" in lines


runner = CliRunner()
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(import_unit)


def test_the_command_writes_drafts_the_left_out_list_and_the_lint(tmp_path: Path) -> None:
    path = documents.write_text(tmp_path, "bees.md", documents.MARKDOWN)
    result = runner.invoke(app, [str(path), "--out", str(tmp_path / "out"), "--compare"])
    assert result.exit_code == 0, result.output
    assert "5 criteria" in result.output and "all three 0 of 5" in result.output
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == [
        "bees.import.json", "bees.left-out.txt", "bees.lint.txt", "body-0000-410-draft.yaml",
    ]  # fmt: skip
    left = (tmp_path / "out" / "bees.left-out.txt").read_text(encoding="utf-8")
    assert "line 80: stands under 'Assessment requirements'" in left


def test_what_the_user_gives_overrides_the_document(tmp_path: Path) -> None:
    path = documents.write_text(tmp_path, "bees.md", documents.MARKDOWN)
    arguments = ["--unit", "7001-300", "--body", "ILM", "--level", "5", "--out", str(tmp_path)]
    assert runner.invoke(app, [str(path), *arguments]).exit_code == 0
    pack = load_pack(tmp_path / "ilm-7001-300-draft.yaml")
    assert (pack.code, pack.qualification.body, pack.qualification.level) == ("7001-300", "ILM", 4)


def test_more_units_named_than_there_are_is_refused(tmp_path: Path) -> None:
    path = documents.write_text(tmp_path, "bees.md", documents.MARKDOWN)
    arguments = [str(path), "--unit", "1", "--unit", "2", "--out", str(tmp_path)]
    result = runner.invoke(app, arguments)
    assert isinstance(result.exception, UnknownUnit)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    found = import_document(documents.write_text(tmp_path, "bees.md", documents.MARKDOWN))
    blocked = documents.write_text(tmp_path, "file", "here")
    with pytest.raises(OutputError, match="could not be written"):
        write_import(found, blocked / "out")


def test_the_words_of_the_importer_are_checked_at_their_lines(tmp_path: Path) -> None:
    text = (criteria_root() / "importing.yaml").read_text(encoding="utf-8")
    unknown = text.replace("apply: undertake", "apply: do")
    wrong = documents.write_text(tmp_path, "verb.yaml", unknown)
    with pytest.raises(UnknownName, match="stands_for.apply"):
        load_words(wrong)
    broken = documents.write_text(tmp_path, "phrase.yaml", text.replace("[depth,", '["(depth",'))
    with pytest.raises(BadYaml, match="bracket"):
        load_words(broken)


def test_a_draft_that_someone_has_worked_on_is_not_replaced_unasked(tmp_path: Path) -> None:
    found = import_document(documents.write_text(tmp_path, "bees.md", documents.MARKDOWN))
    paths = write_import(found, tmp_path / "out")
    assert write_import(found, tmp_path / "out") == paths  # the same again harms nobody
    mended = paths[0].read_text(encoding="utf-8") + "# settled by hand\n"
    paths[0].write_text(mended, encoding="utf-8")
    before = {path: path.read_bytes() for path in paths}
    with pytest.raises(OutputError, match="is there already") as told:
        write_import(found, tmp_path / "out")
    assert "--replace" in told.value.hint
    assert {path: path.read_bytes() for path in paths} == before
    write_import(found, tmp_path / "out", replace=True)
    assert "settled by hand" not in paths[0].read_text(encoding="utf-8")
