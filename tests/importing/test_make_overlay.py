"""An imported document becomes an overlay that its own unit accepts, doubts and all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from premark.errors import OutputError, ReadError, UnknownUnit
from premark.importing.drafts import Imported
from premark.importing.importer import import_document
from premark.importing.make_overlay import make_overlays, read_import, told, write_overlays
from premark.importing.overlay_command import make_overlay
from premark.importing.report import write_import
from premark.packs.load import all_packs, find_pack, plain_pack
from premark.packs.where import criteria_root

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DOCUMENT = """\
8589 Unit 700: Bread

Assessment criteria

1.1 Explain what velvet "teapots" are for: all of them
1.2 Describe the oven of the guild
1.4 Evaluate three kinds of crust
9.1 Explain why loaves rise
"""


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    path = tmp_path / "guild.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return import_document(path, number="8589", units=["700"], body="GUILD", level="7")


def test_an_overlay_made_of_an_import_is_laid_on_its_unit(
    imported: Imported, tmp_path: Path
) -> None:
    made = make_overlays(imported, all_packs())
    (path,) = write_overlays(made, all_packs(), tmp_path / "own")
    pack = find_pack("8589-700", overlay=path.parent)
    official = {c.id: c.official for c in pack.criteria if c.official}
    assert official == {
        "1.1": 'Explain what velvet "teapots" are for: all of them',
        "1.2": "Describe the oven of the guild",
        "1.4": "Evaluate three kinds of crust",
    }


def test_what_does_not_fit_the_unit_is_told_and_not_dropped_in_silence(imported: Imported) -> None:
    (one,) = made = make_overlays(imported, all_packs())
    assert one.beyond == ("9.1",) and "# settle: 9.1 is left out" in one.content
    assert one.bare == ("1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2")
    said = "\n".join(told(made))
    assert "9.1" in said and "1.3, 2.1" in said and f"{one.unsure} to settle" in said


def test_places_in_the_source_stand_beside_every_wording(imported: Imported) -> None:
    (one,) = make_overlays(imported, all_packs())
    ids = [line for line in one.content.splitlines() if "- id:" in line]
    assert len(ids) == 3 and all("# from line " in line for line in ids)


def test_a_document_of_other_units_makes_no_overlay(imported: Imported) -> None:
    with pytest.raises(UnknownUnit, match="1234-700") as caught:
        make_overlays(imported.model_copy(update={"number": "1234"}), all_packs())
    assert "--qualification" in caught.value.hint


def test_an_overlay_that_is_there_is_not_replaced_unasked(
    imported: Imported, tmp_path: Path
) -> None:
    made, packs = make_overlays(imported, all_packs()), all_packs()
    (path,) = write_overlays(made, packs, tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "# mended\n", encoding="utf-8")
    with pytest.raises(OutputError, match="is there already"):
        write_overlays(made, packs, tmp_path)
    assert "mended" in path.read_text(encoding="utf-8")
    write_overlays(made, packs, tmp_path, replace=True)
    assert "mended" not in path.read_text(encoding="utf-8")


def test_a_folder_of_overlays_hides_itself_from_git(imported: Imported, tmp_path: Path) -> None:
    write_overlays(make_overlays(imported, all_packs()), all_packs(), tmp_path / "own")
    assert (tmp_path / "own" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert not (criteria_root() / "local" / ".gitignore").exists()


@pytest.mark.parametrize(("text", "said"), [
    ("not JSON", "it is not JSON"), ("", "it is not JSON"), ("[]", "is not an import"),
    ('{"source": 1}', "is not an import"), ("[" * 100_000, "is not an import"),
])  # fmt: skip
def test_a_file_that_is_no_import_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "odd.import.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=said) as caught:
        read_import(path)
    assert "import-unit" in caught.value.hint


def test_lines_that_are_not_in_the_record_are_told(imported: Imported, tmp_path: Path) -> None:
    path = tmp_path / "odd.import.json"
    path.write_text(imported.model_copy(update={"lines": ()}).model_dump_json(), encoding="utf-8")
    with pytest.raises(ReadError, match="names lines that it does not hold"):
        read_import(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_import(tmp_path / "none.import.json")


def test_the_command_goes_from_the_record_of_an_import(imported: Imported, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(make_overlay)
    write_import(imported, tmp_path / "drafts")
    record = tmp_path / "drafts" / "guild.import.json"
    assert json.loads(record.read_text(encoding="utf-8"))["source"] == "guild.txt"
    done = CliRunner().invoke(app, [str(record), "--out", str(tmp_path / "own")])
    assert done.exit_code == 0, done.output
    assert "3 criteria with official words" in done.output
    assert (tmp_path / "own" / "ilm-8589-700.overlay.yaml").is_file()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the two guides in ../shared/seeds")
def test_both_guides_give_official_words_for_all_57_criteria(tmp_path: Path) -> None:
    for seed in sorted(SEEDS.glob("*.txt")):
        write_overlays(make_overlays(import_document(seed), all_packs()), all_packs(), tmp_path)
    packs = [find_pack(pack.code, overlay=tmp_path) for pack in all_packs()[:6]]
    assert sum(bool(c.official) for pack in packs for c in pack.criteria) == 57
    assert all(find_pack(p.code, overlay=tmp_path).digest != plain_pack(p.code).digest
               for p in packs)  # fmt: skip
