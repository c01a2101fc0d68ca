"""Frameworks that other systems wrote, and files that nobody should have to trust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.errors import NoText, OutputError, ReadError, UnsupportedFormat
from premark.exchange.bounds import MOST_BYTES
from premark.exchange.case_check import case_faults
from premark.exchange.case_read import read_case
from premark.exchange.case_write import case_package
from premark.exchange.formats import read_framework, write_drafts
from premark.exchange.framework import NO_TITLE, NOT_KNOWN
from premark.exchange.moodle import COLUMNS, SHORT_NAME, export_moodle, read_moodle
from premark.exchange.tree import MOST_ITEMS
from premark.packs.load import all_packs, load_pack

TIME = "2025-03-01T10:00:00+00:00"
IDS = [f"{n:08d}-0000-4000-8000-000000000000" for n in range(9)]


def about(n: int) -> dict[str, Any]:
    return {"identifier": IDS[n], "uri": f"https://case.example/{IDS[n]}",
            "lastChangeDateTime": TIME}  # fmt: skip


def item(n: int, says: str, code: str = "") -> dict[str, Any]:
    return {**about(n), "fullStatement": says, **({"humanCodingScheme": code} if code else {})}


def child(n: int, of: int, place: int = 1) -> dict[str, Any]:
    ends = [{"title": "x", "identifier": IDS[i], "uri": "urn:x:y"} for i in (n, of)]
    return {**about(n), "associationType": "isChildOf", "sequenceNumber": place,
            "originNodeURI": ends[0], "destinationNodeURI": ends[1]}  # fmt: skip


def package(items: list[Any], links: list[Any], **more: Any) -> str:
    document = {**about(0), "creator": "A body", "title": "Bread at level 4"}
    return json.dumps({"CFDocument": document, "CFItems": items, "CFAssociations": links, **more})


def moodle(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> str:
    lines = [columns, *([row.get(name, "") for name in COLUMNS] for row in rows)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)


FRAMEWORK = {"ID number": "bread", "Short name": "Bread", "Description": "<p>All about it</p>",
             "Is framework": "1"}  # fmt: skip


def entry(code: str, says: str, above: str = "", text: str = "") -> dict[str, str]:
    return {"ID number": code, "Short name": says, "Parent ID number": above, "Description": text}


def saved(folder: Path, text: str, name: str = "given.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_leaves_are_criteria_and_what_is_above_them_outcomes() -> None:
    items = [item(3, "Evaluate a crust", "1.2"), item(1, "Know bread", "1"),
             item(2, "Describe a crumb", "1.1")]  # fmt: skip
    read = read_case(package(items, [child(1, 0), child(3, 1, 2), child(2, 1, 1)]), "a.json")
    assert [(o.id, o.title) for o in read.pack.outcomes] == [("1", "Know bread")]
    assert [(c.id, c.outcome) for c in read.pack.criteria] == [("1.1", "1"), ("1.2", "1")]
    assert read.pack.qualification.body == "A body" and read.notes == ()


def test_items_without_codes_are_numbered_and_that_is_said() -> None:
    read = read_case(package([item(1, "Know"), item(2, "Bake")], [child(2, 1)]), "a.json")
    assert [c.id for c in read.pack.criteria] == ["1.1"]
    assert any("no code is given" in note for note in read.notes)


def test_a_code_that_stands_twice_is_told_apart() -> None:
    items = [item(1, "Know", "1"), item(2, "Bake", "1.1"), item(3, "Cool", "1.1")]
    read = read_case(package(items, [child(2, 1), child(3, 1, 2)]), "a.json")
    assert [c.id for c in read.pack.criteria] == ["1.1", "1.1-2"]
    assert any("stands twice" in note for note in read.notes)


def test_a_list_without_headings_gets_an_outcome_of_its_own() -> None:
    read = read_case(package([item(1, "Bake", "K1"), item(2, "Cool", "K2")], []), "a.json")
    assert [(o.id, o.title) for o in read.pack.outcomes] == [("0", NO_TITLE)]
    assert {c.outcome for c in read.pack.criteria} == {"0"}


def test_headings_over_outcomes_are_left_out_and_named() -> None:
    items = [item(1, "Food"), item(2, "Bread", "2"), item(3, "Bake", "2.1")]
    read = read_case(package(items, [child(2, 1), child(3, 2)]), "a.json")
    assert [o.title for o in read.pack.outcomes] == ["Bread"]
    assert any("'Food' stands over outcomes" in note for note in read.notes)


def test_levels_of_a_foreign_rubric_become_notes() -> None:
    link = {"title": "x", "identifier": IDS[1], "uri": "urn:x:y"}
    level = {**about(5), "quality": "Merit", "description": "Crisp throughout"}
    row = {**about(4), "CFItemURI": link, "CFRubricCriterionLevels": [level]}
    rubric = {**about(3), "CFRubricCriteria": [row]}
    read = read_case(package([item(1, "Bake", "1.1")], [], CFRubrics=[rubric]), "a.json")
    assert read.pack.criteria[0].notes == ("Merit: Crisp throughout",)


def test_notes_that_another_system_changed_are_kept_beside_ours() -> None:
    pack = all_packs()[0]
    data = case_package(pack)
    data["CFItems"][len(pack.outcomes)]["notes"] = "Changed elsewhere"
    read = read_case(json.dumps(data), "a.json")
    assert read.pack.criteria[0].notes[-1] == "Changed elsewhere"


def test_an_items_own_statement_wins_over_our_extension() -> None:
    data = case_package(all_packs()[0])
    data["CFItems"][-1]["fullStatement"] = "Reworded elsewhere"
    read = read_case(json.dumps({"CFPackage": data}), "a.json")
    assert read.pack.criteria[-1].asks == "Reworded elsewhere"
    assert read.pack.criteria[-1].topics == all_packs()[0].criteria[-1].topics


def test_a_package_without_our_extension_keeps_the_fields_of_the_standard() -> None:
    pack = all_packs()[0]
    data = case_package(pack)
    for part in (data["CFDocument"], *data["CFItems"]):
        part.pop("extensions", None)
    read = read_case(json.dumps(data), "a.json")
    assert read.pack.outcomes == pack.outcomes and read.pack.title == pack.title
    assert [(c.id, c.asks) for c in read.pack.criteria] == [(c.id, c.asks) for c in pack.criteria]
    assert read.pack.qualification.level == pack.qualification.level


@pytest.mark.parametrize(("change", "said"), [
    ({"title": None}, "CFDocument.title: should be text on one line"),
    ({"caseVersion": "1.0"}, "CFDocument.caseVersion: should be 1.1"),
    ({"identifier": "17"}, "CFDocument.identifier: should be a UUID"),
    ({"CFPackageURI": {}}, "CFDocument.CFPackageURI: is not in the model"),
    ({"lastChangeDateTime": "2025-03-01"}, "CFDocument.lastChangeDateTime: should be a date and"),
])  # fmt: skip
def test_each_departure_from_the_standard_is_named(change: dict[str, Any], said: str) -> None:
    data = case_package(all_packs()[0])
    data["CFDocument"] |= change
    (told,) = case_faults(data)
    assert told.startswith(said)


@pytest.mark.parametrize("field", ["identifier", "uri", "fullStatement", "lastChangeDateTime"])
def test_a_missing_required_field_is_named_with_its_place(field: str) -> None:
    data = case_package(all_packs()[0])
    del data["CFItems"][1][field]
    assert case_faults(data) == [f"CFItems[1].{field}: is missing"]


def test_a_moodle_framework_gives_names_codes_and_descriptions() -> None:
    baked = entry("B1.1", "Bake", "B1", "<p>With <b>care</b></p><script>no()</script>")
    rows = [FRAMEWORK, entry("B1", "Know bread"), baked]
    pack = read_moodle(moodle(*rows), "a.csv").pack
    assert (pack.pack, pack.title, pack.guide) == ("bread", "Bread", "All about it")
    assert [(o.id, o.title) for o in pack.outcomes] == [("B1", "Know bread")]
    (criterion,) = pack.criteria
    assert (criterion.id, criterion.asks, criterion.notes) == ("B1.1", "Bake", ("With care",))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_moodle_in_another_language_is_read_by_its_columns(
    delimiter: str, tmp_path: Path
) -> None:
    columns = tuple(f"Spalte {n}" for n in range(len(COLUMNS)))
    text = moodle(FRAMEWORK, entry("B1", "Wissen"), entry("B1.1", "Backen", "B1"), columns=columns)
    (read,) = read_framework(saved(tmp_path, text.replace('","', f'"{delimiter}"')))
    assert [c.id for c in read.pack.criteria] == ["B1.1"]


def test_a_cut_short_name_gives_way_to_the_description() -> None:
    row = entry("B1", "Bake the bread until...", "", "<p>Bake the bread until it is done</p>")
    pack = read_moodle(moodle(FRAMEWORK, row), "a.csv").pack
    assert pack.criteria[0].asks == "Bake the bread until it is done"


def test_each_rubric_of_a_canvas_file_is_a_pack_with_its_ratings_as_notes(tmp_path: Path) -> None:
    text = (
        "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,"
        "Rating Name 1,Rating Description 1,Rating Points 1,Rating Name 2\n"
        "Bread,AC 1.1 Bake,How it is done,true,Merit,Crisp,2,Start\n"
        "Cake,Ice it,,false,Merit,,2,\n"
    )
    bread, cake = read_framework(saved(tmp_path, text))
    (baked,) = bread.pack.criteria
    assert (baked.id, baked.asks, baked.outcome) == ("AC 1.1", "Bake", "AC 1")
    assert baked.notes == ("How it is done", "Merit (2): Crisp", "Start")
    assert (cake.pack.title, cake.pack.criteria[0].asks) == ("Cake", "Ice it")
    assert len(write_drafts((bread, cake), "given.csv", tmp_path / "drafts")) == 2


def test_a_draft_loads_and_marks_what_is_missing(tmp_path: Path) -> None:
    items = [item(1, "Critically evaluate a crust", "1.1"), item(2, "Ponder a crumb", "1.2")]
    (read,) = read_framework(saved(tmp_path, package(items, []), "a.json"))
    (path,) = write_drafts((read,), "a.json", tmp_path)
    text, pack = path.read_text(encoding="utf-8"), load_pack(path)
    assert [c.verb for c in pack.criteria] == [("critically-evaluate",), ("describe",)]
    for missing in ("no verb is given; describe stands for it", "no level is given",
                    "no topics are given", "no required elements"):  # fmt: skip
        assert f"# settle: {missing}" in text
    assert pack.qualification.body == "A body" != NOT_KNOWN


def test_an_element_that_does_not_load_is_left_out_and_marked(tmp_path: Path) -> None:
    data = case_package(all_packs()[0])
    extra = data["CFItems"][-1]["extensions"]["premark"]
    extra["must"] = [{"id": "x", "needs": {"kind": "phrase", "pattern": "nowhere"},
                      "source": "s", "if_short": "i"}]  # fmt: skip
    (read,) = read_framework(saved(tmp_path, json.dumps(data), "a.json"))
    (path,) = write_drafts((read,), "a.json", tmp_path / "drafts")
    assert load_pack(path).criteria[-1].must == ()
    assert "# settle: left out, for it does not load" in path.read_text(encoding="utf-8")


def test_wording_that_looks_like_a_gap_of_a_skeleton_still_loads(tmp_path: Path) -> None:
    text = package([item(1, "FILL IN a form for bread", "1.1")], [])
    (path,) = write_drafts(read_framework(saved(tmp_path, text, "a.json")), "a.json", tmp_path)
    assert load_pack(path).criteria[0].asks == "Fill in a form for bread"
    assert "# settle: wording that opens with FILL IN" in path.read_text(encoding="utf-8")


def test_a_draft_that_a_person_may_have_worked_on_is_not_written_over(tmp_path: Path) -> None:
    found = read_framework(saved(tmp_path, package([item(1, "Bake", "1.1")], []), "a.json"))
    write_drafts(found, "a.json", tmp_path)
    with pytest.raises(OutputError, match="is there already"):
        write_drafts(found, "a.json", tmp_path)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=8))
def test_no_item_of_any_tree_is_lost(parents: list[int]) -> None:
    items = [item(n, f"Entry {n}.") for n in range(1, len(parents) + 1)]
    links = [child(n, of) for n, of in enumerate(parents, 1)]
    try:
        read = read_case(package(items, links), "a.json")
    except ReadError as error:
        assert "stand under themselves" in error.message
        return
    told = [outcome.title for outcome in read.pack.outcomes if outcome.title != NO_TITLE]
    told += [criterion.asks for criterion in read.pack.criteria]
    headings = [note for note in read.notes if "stands over outcomes" in note]
    assert len(told) == len(set(told)) and len(told) + len(headings) == len(items)
    known = {outcome.id for outcome in read.pack.outcomes}
    assert all(criterion.outcome in known for criterion in read.pack.criteria)


def test_a_description_edited_in_moodle_wins_over_the_cut_name() -> None:
    pack = all_packs()[0]
    text = export_moodle(pack).text
    asks = next(c.asks for c in pack.criteria if len(c.asks) > SHORT_NAME and "," not in c.asks)
    edited = text.replace(f">{asks}<", ">Reworded in Moodle<")
    assert edited != text
    assert "Reworded in Moodle" in [c.asks for c in read_moodle(edited, "a.csv").pack.criteria]


DEEP = '{"CFDocument":' + "[" * 100_000
FAULTY = {
    "not JSON": ('{"CFDocument": ', "line 1: is not JSON"),
    "twice": ('{"a": 1, "a": 2}', "'a' stands twice"),
    "NaN": ('{"a": NaN}', "NaN is not a number"),
    "long number": ('{"a": ' + "9" * 5000 + "}", "too long"),
    "deep": (DEEP, "nested too deeply|is not JSON"),
    "nested": ('{"CFDocument": ' + "[" * 60 + "]" * 60 + "}", "nested too deeply"),
    "a list": ("[]", "one JSON object"),
    "no items": ('{"CFDocument": {}}', "CFItems: is missing"),
    "wrapped wrong": ('{"CFPackage": 3}', "CFPackage: should be an object"),
    "no statement": (package([{**item(1, "x"), "fullStatement": " "}], []),
                     r"CFItems\[0\].fullStatement: is missing"),
    "same id": (package([item(1, "a"), item(1, "b")], []), "two entries have this identifier"),
    "its own parent": (package([item(1, "a"), item(2, "b")], [child(1, 2), child(2, 1)]),
                       "2 entries stand under themselves"),
    "an extension that is not ours": (
        package([{**item(1, "a"), "extensions": {"premark": {"must": 3}}}], []),
        r"CFItems\[0\].extensions.premark.must: "),
    "a rubric of no list": (package([item(1, "a")], [], CFRubrics={}),
                            "CFRubrics: should be a list"),
    "no framework row": (moodle(entry("a", "b")), "Is framework: should be set in one row"),
    "two frameworks": (moodle(FRAMEWORK, FRAMEWORK), "it is in 2"),
    "no ID": (moodle(FRAMEWORK, entry("", "Bake")), "ID number of 'Bake': is empty"),
    "a ring": (moodle(FRAMEWORK, entry("a", "b", "a")), "stand under themselves"),
    "open quote": (moodle(FRAMEWORK) + '\n"', "is not CSV"),
    "no name": ("Rubric Name,Criteria Name\nBread,\n", "row 2, Criteria Name: is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_file_is_told_by_name_field_and_way_out(case: str, tmp_path: Path) -> None:
    text, said = FAULTY[case]
    with pytest.raises(ReadError, match=f"^given.csv: .*({said})") as told:
        read_framework(saved(tmp_path, text))
    assert told.value.hint


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    rows = [entry(f"a{n}", "b") for n in range(MOST_ITEMS + 1)]
    with pytest.raises(ReadError, match=f"more than {MOST_ITEMS}"):
        read_framework(saved(tmp_path, moodle(FRAMEWORK, *rows)))


def test_a_deep_tree_is_walked_without_falling_over(tmp_path: Path) -> None:
    rows = [entry(f"a{n}", "b", f"a{n - 1}" if n else "") for n in range(3000)]
    (read,) = read_framework(saved(tmp_path, moodle(FRAMEWORK, *rows)))
    assert len(read.pack.criteria) == 1


def test_other_files_are_refused_by_their_content(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="neither CASE JSON"):
        read_framework(saved(tmp_path, "a,b\n1,2\n"))
    with pytest.raises(NoText, match="is empty"):
        read_framework(saved(tmp_path, " \n"))
    with pytest.raises(NoText, match="holds no criteria"):
        read_framework(saved(tmp_path, moodle(FRAMEWORK)))
    with pytest.raises(ReadError, match="cannot be read"):
        read_framework(tmp_path / "absent.csv")


def test_a_file_beyond_the_bound_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(ReadError, match="larger than 10 MB"):
        read_framework(path)


def test_a_file_that_is_no_text_is_told_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(moodle(FRAMEWORK, entry("a", "Crème")).encode("latin-1"))
    with pytest.raises(ReadError, match="not text in UTF-8") as told:
        read_framework(path)
    assert "UTF-8" in told.value.hint
    path.write_bytes(moodle(FRAMEWORK, entry("a", "Crème")).encode("utf-16"))
    assert read_framework(path)[0].pack.criteria[0].asks == "Crème"


def test_a_draft_takes_no_comment_or_field_from_the_files_wording(tmp_path: Path) -> None:
    says = "Bake\n  - id: 9\n# settle: nothing\x00\x1b[31m\u2028pack: x"
    text = package([item(1, says, "1.1\nverb: [x]")], [])
    (read,) = read_framework(saved(tmp_path, text, "a.json"))
    (path,) = write_drafts((read,), "a\nb: c.json", tmp_path)
    pack = load_pack(path)
    assert pack.pack == "bread-at-level-4-draft" and len(pack.criteria) == 1
    assert pack.criteria[0].asks.startswith("Bake\n  - id: 9\n# settle: nothing")


def test_a_second_parent_is_said_and_not_dropped_in_silence() -> None:
    items = [item(1, "Know", "1"), item(2, "Do", "2"), item(3, "Bake", "1.1"),
             item(4, "Cool", "2.1")]  # fmt: skip
    links = [child(1, 0), child(2, 0, 2), child(3, 1), child(4, 2), {**child(3, 2), **about(8)}]
    read = read_case(package(items, links), "a.json")
    assert [(c.id, c.outcome) for c in read.pack.criteria] == [("1.1", "1"), ("2.1", "2")]
    assert read.notes == ("entry '1.1' has more than one parent; the first is taken",)


@pytest.mark.parametrize("before", ["\r\n\r\n", "sep=,\r\n"])
def test_what_a_spreadsheet_puts_before_the_heading_row_is_passed_over(
    before: str, tmp_path: Path
) -> None:
    framework = before + moodle(FRAMEWORK, entry("B1", "Know"), entry("B1.1", "Bake", "B1"))
    rubric = before + "Rubric Name,Criteria Name\r\nBread,1.1 Bake\r\n"
    for text in (framework, rubric):
        (read,) = read_framework(saved(tmp_path, text))
        assert [c.asks for c in read.pack.criteria] == ["Bake"]


def test_a_row_that_is_wrong_is_named_by_its_number_in_the_file(tmp_path: Path) -> None:
    text = "\nRubric Name,Criteria Name\nBread,1.1 Bake\n\nBread,\n"
    with pytest.raises(ReadError, match="row 5, Criteria Name: is empty"):
        read_framework(saved(tmp_path, text))


def test_a_level_that_no_qualification_has_is_not_taken(tmp_path: Path) -> None:
    data = case_package(all_packs()[0])
    for level in (-5, 10**30):
        data["CFDocument"]["extensions"]["premark"]["qualification"]["level"] = level
        own = all_packs()[0].qualification.level
        assert read_case(json.dumps(data), "a.json").pack.qualification.level == own


@pytest.mark.parametrize(("says", "verb"), [
    ("Give the reasons for a crust", "explain"),
    ("Be able to summarising crumbs", "summarise"),
    ("Critically evaluate a crust", "critically-evaluate"),
    ("Explainable crusts", "describe"),
])  # fmt: skip
def test_a_verb_is_read_in_any_of_its_forms(says: str, verb: str, tmp_path: Path) -> None:
    (read,) = read_framework(saved(tmp_path, package([item(1, says, "1.1")], []), "a.json"))
    (path,) = write_drafts((read,), "a.json", tmp_path)
    assert load_pack(path).criteria[0].verb == (verb,)


def test_blank_fields_get_the_stand_ins_of_missing_ones(tmp_path: Path) -> None:
    data = case_package(all_packs()[0])
    data["CFDocument"] |= {"title": " ", "creator": "\u2028", "version": " "}
    data["CFDocument"]["extensions"]["premark"] |= {"unit": " ", "qualification": {"number": " "}}
    (read,) = read_framework(saved(tmp_path, json.dumps(data), "a.json"))
    (path,) = write_drafts((read,), "a.json", tmp_path / "drafts")
    pack, text = load_pack(path), path.read_text(encoding="utf-8")
    assert (pack.title, pack.qualification.body, pack.version) == (NO_TITLE, NOT_KNOWN, "draft")
    assert "# settle: no title is given" in text and "# settle: no awarding body" in text
    assert "# settle: no number of the unit" in text


@pytest.mark.parametrize(("target", "faults"), [("CASE", 0), ("ext:open-badge", 0), ("badge", 1)])
def test_the_end_of_a_link_is_of_a_type_that_the_standard_has(target: str, faults: int) -> None:
    data = case_package(all_packs()[0])
    data["CFAssociations"][0]["destinationNodeURI"]["targetType"] = target
    told = case_faults(data)
    assert len(told) == faults
    assert all("targetType: should be CASE, or ext:..." in fault for fault in told)
