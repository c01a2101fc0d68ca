"""A skeleton is right but for what a person has to say, and becomes a pack when it is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from premark.authoring.skeleton import NewUnit, read_unit, skeleton, write_skeleton
from premark.authoring.survey import survey
from premark.cli import app
from premark.errors import OutputError, PremarkError, UnknownUnit
from premark.packs.load import find_pack, load_pack

NEW = NewUnit("8580", "504", 5)
SAID = {"verb": "explain", "id": "matter", "needs": "matter"}


def filled(text: str) -> str:
    """The skeleton with something said wherever it asks."""
    done = []
    for line in text.splitlines():
        field = next(iter(re.findall(r"([a-z_]+):", line.partition("#")[0])), "")
        done.append(re.sub(r'"FILL IN[^"]*"', f'"{SAID.get(field, "Said.")}"', line))
    return "\n".join(done)


def test_a_skeleton_is_right_but_for_what_is_marked(tmp_path: Path) -> None:
    path = write_skeleton(NEW, tmp_path)
    text, told = path.read_text(encoding="utf-8"), survey(path).told
    lines = text.splitlines()
    assert told and all(t.mistake and "is still to be filled in" in t.says for t in told)
    marked = [n for n, line in enumerate(lines, 1) if '"FILL IN' in line]
    assert sorted({t.line for t in told}) == marked


def test_a_skeleton_that_is_filled_in_is_a_pack(tmp_path: Path) -> None:
    path = write_skeleton(NewUnit("8580", "504", 4, "Guild", "A title", 2, 4), tmp_path)
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert survey(path).told == ()
    pack = load_pack(path)
    assert pack.code == "8580-504" and pack.qualification.level == 4
    assert pack.pack == path.stem == "guild-8580-504" and pack.title == "A title"
    codes = [criterion.id for criterion in pack.criteria]
    assert codes == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"]
    assert find_pack(str(path)) == pack


def test_what_is_not_filled_in_is_refused_at_load(tmp_path: Path) -> None:
    path = write_skeleton(NEW, tmp_path)
    with pytest.raises(PremarkError, match="still to be filled in"):
        load_pack(path)


def test_what_is_optional_stands_behind_a_comment_and_is_explained() -> None:
    text = skeleton(NEW)
    for word in ("keep_to_one", "headed", "named", "per: session", "helps", "lists", "ask"):
        assert re.search(rf"#.*{word}", text)


def test_the_schema_is_named_so_that_an_editor_finds_it(tmp_path: Path) -> None:
    first = write_skeleton(NEW, tmp_path).read_text(encoding="utf-8").splitlines()[0]
    where = first.removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / where).resolve().name == "pack.schema.json"


@pytest.mark.parametrize(("said", "number", "expected"), [
    ("8580-504", "", ("8580", "504")),
    ("8580/504", "", ("8580", "504")),
    ("504", "8580", ("8580", "504")),
    ("CMI 501", "", ("CMI", "501")),
    ("504", "", ("", "504")),
])  # fmt: skip
def test_a_unit_is_named_as_people_do(said: str, number: str, expected: tuple[str, str]) -> None:
    assert read_unit(said, number) == expected


@pytest.mark.parametrize("said", ["", "-", "../../etc/x", "a: b", 'x"y'])
def test_what_is_no_unit_is_refused(said: str) -> None:
    with pytest.raises(UnknownUnit):
        read_unit(said)


def test_nothing_is_replaced(tmp_path: Path) -> None:
    path = write_skeleton(NEW, tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is there already"):
        write_skeleton(NEW, tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written"):
        write_skeleton(NEW, tmp_path / "file")


def test_the_command_says_what_it_wrote_and_what_comes_next(tmp_path: Path) -> None:
    wanted = ["--unit", "8580-504", "--level", "5", "--body", 'The "Guild"', "--out", str(tmp_path)]
    run = CliRunner().invoke(app, ["new-unit", *wanted])
    assert run.exit_code == 0
    path = tmp_path / "the-guild-8580-504.yaml"
    assert path.is_file() and f"premark check-criteria {path}" in run.output
    run = CliRunner().invoke(app, ["new-unit", "--unit", "1-2", "--level", "9", "--out", "x"])
    assert run.exit_code == 2


@pytest.mark.parametrize("body", ["Ελλάς", "!!", "  "])
def test_a_body_without_latin_letters_leaves_no_gap_in_the_name(body: str) -> None:
    assert NewUnit("8580", "504", 5, body).name == "unit-8580-504"
