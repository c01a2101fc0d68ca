"""What a format can hold comes back as it was; what it cannot is on the list."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packs_for_exchange import HARMFUL, LETTERS, packs

from premark.exchange.canvas import export_canvas, held_canvas, read_canvas
from premark.exchange.case_check import case_faults
from premark.exchange.case_read import read_case
from premark.exchange.case_write import case_package, export_case, held_case
from premark.exchange.cells import csv_rows, csv_text, inert, restored
from premark.exchange.draft import draft, draft_id
from premark.exchange.formats import FORMATS, export, read_framework, write_drafts
from premark.exchange.framework import Format, Read
from premark.exchange.left import left_out
from premark.exchange.moodle import export_moodle, held_moodle, read_moodle
from premark.packs.load import all_packs, known_names, load_pack, load_verbs
from premark.types.criteria import Pack

HELD = {"case": held_case, "moodle": held_moodle, "canvas": held_canvas}
often = settings(
    max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


@often
@given(packs(), st.booleans())
def test_a_pack_comes_back_from_case_whole(pack: Pack, wrapped: bool) -> None:
    read = read_case(export_case(pack, wrapped=wrapped).text, "a.json")
    assert read.pack == held_case(pack)
    assert read.notes == ()
    assert not [left for left in export_case(pack).left if not left.extension]
    assert case_faults(case_package(pack)) == []


@often
@given(packs())
def test_what_moodle_can_hold_comes_back(pack: Pack) -> None:
    read = read_moodle(export_moodle(pack).text, "a.csv")
    assert read.pack == held_moodle(pack)


@often
@given(packs())
def test_what_canvas_can_hold_comes_back(pack: Pack) -> None:
    (read,) = read_canvas(export_canvas(pack).text, "a.csv")
    assert read.pack == held_canvas(pack)


@settings(often, max_examples=20)
@given(packs())
def test_a_draft_of_any_pack_is_yaml_that_loads(
    tmp_path_factory: pytest.TempPathFactory, pack: Pack
) -> None:
    path = tmp_path_factory.mktemp("drafts") / "a.yaml"
    read = Read(format="case", pack=held_case(pack))
    path.write_text(draft(read, "a.json", load_verbs(), known_names()), encoding="utf-8")
    loaded = load_pack(path)
    # But for capitals: FILL IN at the start of a text would be taken for a gap.
    assert [c.asks.lower() for c in loaded.criteria] == [c.asks.lower() for c in read.pack.criteria]
    assert [[note.lower() for note in c.notes] for c in loaded.criteria] == [
        [note.lower() for note in c.notes] for c in read.pack.criteria
    ]
    assert all(c.topics and c.verb for c in loaded.criteria)


@settings(derandomize=True, deadline=None)
@given(st.lists(st.lists(st.one_of(st.text(LETTERS), HARMFUL), min_size=2), min_size=1))
def test_cells_come_back_and_none_of_them_runs(rows: list[list[str]]) -> None:
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    text = csv_text(rows)
    assert [row for _, row in csv_rows(text, "a.csv")] == rows
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell[:1] in "=+-@" for cell in row if cell)


@settings(derandomize=True, deadline=None)
@given(st.text())
def test_making_a_cell_inert_can_always_be_undone(cell: str) -> None:
    assert restored(inert(cell)) == cell


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_a_shipped_unit_goes_out_and_comes_in_as_a_draft(
    pack: Pack, to: Format, tmp_path: Path
) -> None:
    file = tmp_path / "unit.txt"
    file.write_text(export(pack, to).text, encoding="utf-8", newline="")
    found = read_framework(file)
    assert [read.pack for read in found] == [HELD[to](pack)]
    (path,) = write_drafts(found, file.name, tmp_path / "drafts")
    loaded = load_pack(path)
    assert [c.id for c in loaded.criteria] == [c.id for c in pack.criteria]
    assert [c.asks for c in loaded.criteria] == [c.asks for c in pack.criteria]
    if to == "case":
        assert loaded == held_case(pack).model_copy(
            update={"pack": draft_id(pack), "digest": loaded.digest}
        )


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_the_list_of_what_is_left_out_adds_up(pack: Pack) -> None:
    left = {entry.field: entry.count for entry in export(pack, "moodle").left}
    topics = [topic for criterion in pack.criteria for topic in criterion.topics]
    assert left["topic words"] == sum(len(topic.words) for topic in topics)
    assert left["must"] == sum(len(criterion.must) for criterion in pack.criteria)
    assert left.get("lists", 0) == sum(len(entries) for entries in pack.lists.values())
    assert "verb" not in left and "starting_points" not in left
    assert left_out(pack, pack) == ()


def test_the_same_pack_gives_the_same_bytes_and_identifiers() -> None:
    pack = all_packs()[0]
    later = pack.model_copy(update={"version": "2031.4", "digest": "x"})
    ids = [item["identifier"] for item in case_package(pack)["CFItems"]]
    assert export_case(pack) == export_case(pack)
    assert ids == [item["identifier"] for item in case_package(later)["CFItems"]]
    assert len(set(ids)) == len(ids) and all(one[14] == "5" for one in ids)


@pytest.mark.parametrize("to", FORMATS)
def test_the_bodys_own_wording_is_never_handed_on(to: Format) -> None:
    pack = all_packs()[0]
    first = pack.criteria[0].model_copy(update={"official": "Zyx wording", "guidance": ("Zyx",)})
    exported = export(pack.model_copy(update={"criteria": (first, *pack.criteria[1:])}), to)
    assert "Zyx" not in exported.text
    assert {"official", "guidance"} <= {left.field for left in exported.left}
