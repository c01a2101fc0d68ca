"""The two commands: what they print, what they write, what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from premark.errors import OutputError, UnknownUnit
from premark.exchange.command import export_unit, import_framework
from premark.packs.load import all_packs, load_pack

app = typer.Typer()
app.command("export-unit")(export_unit)
app.command("import-framework")(import_framework)
UNIT = all_packs()[0].code


def run(*given: str) -> str:
    result = CliRunner().invoke(app, list(given), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(("to", "name"), [("case", "CASE"), ("moodle", "Moodle")])
def test_a_unit_goes_out_and_its_draft_comes_in(to: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / "folder" / "unit.txt"
    said = run("export-unit", UNIT, "--format", to, "--out", str(file))
    assert f"{name} " in said and "phrases of topics" in said and "wrote" in said
    said = run("import-framework", str(file), "--out", str(tmp_path / "drafts"))
    (draft,) = (tmp_path / "drafts").iterdir()
    assert f"{len(all_packs()[0].criteria)} criteria" in said and str(draft) in said
    assert load_pack(draft).code == UNIT


def test_the_package_is_wrapped_where_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "unit.json"
    run("export-unit", UNIT, "--format", "CASE", "--wrapped", "--out", str(file))
    assert list(json.loads(file.read_text(encoding="utf-8"))) == ["CFPackage"]


def test_an_unknown_format_names_those_there_are(tmp_path: Path) -> None:
    given = ["export-unit", UNIT, "--format", "excel", "--out", str(tmp_path / "a")]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 2 and "case, moodle, canvas" in result.output


def test_an_unknown_unit_and_a_place_that_takes_no_file_are_told(tmp_path: Path) -> None:
    out = str(tmp_path / "a.json")
    with pytest.raises(UnknownUnit):
        run("export-unit", "9999-1", "--format", "case", "--out", out)
    with pytest.raises(UnknownUnit, match="no such criteria file"):
        run("export-unit", "absent.yaml", "--format", "case", "--out", out)
    with pytest.raises(OutputError, match="could not be written"):
        run("export-unit", UNIT, "--format", "case", "--out", str(tmp_path))


def test_wrapping_is_refused_where_a_format_knows_none(tmp_path: Path) -> None:
    file = tmp_path / "unit.csv"
    given = ["export-unit", UNIT, "--out", str(file), "--format", "moodle", "--wrapped"]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 2 and "is for CASE" in result.output
    assert not file.exists()
