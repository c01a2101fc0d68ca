"""A centre's own copy of official wording is laid over ours, shown, matched, and stays at home."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from premark.cli import app
from premark.errors import BadYaml, DuplicateId, PackError, ReadError, UnknownName
from premark.match.profiles import profile_elements
from premark.packs.load import all_packs, find_pack, plain_pack
from premark.packs.overlay import overlay_folder
from premark.report.unit import lines
from premark.structure.wording import named_in_words, vocabulary
from premark.types.criteria import Pack

ROOT = Path(__file__).parents[2]
OVERLAY = """\
overlay: of the guild
qualification: "8589"
unit: "700"
version: "2026.1"
source: handbook.pdf
criteria:
  - id: "1.1"
    official: Ponder the velvet teapots of the orchard
    guidance:
      - Teapots may be round.
      - Orchards may be old.
"""


def laid(folder: Path, text: str = OVERLAY, name: str = "guild") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.overlay.yaml").write_text(text, encoding="utf-8")
    return folder


def test_official_words_stand_beside_ours(tmp_path: Path) -> None:
    pack = find_pack("8589-700", overlay=laid(tmp_path))
    first = pack.criterion("1.1")
    assert first.official == "Ponder the velvet teapots of the orchard"
    assert first.guidance == ("Teapots may be round.", "Orchards may be old.")
    assert first.asks == plain_pack("8589-700").criterion("1.1").asks
    assert pack.criterion("1.2") == plain_pack("8589-700").criterion("1.2")
    assert any("official  Ponder" in line for line in lines(pack))


def test_another_unit_is_left_as_it_is(tmp_path: Path) -> None:
    assert find_pack("8589-701", overlay=laid(tmp_path)) == plain_pack("8589-701")


def test_without_an_overlay_every_text_that_is_matched_is_the_same() -> None:
    for pack in all_packs():
        texts = [(e.part, e.text) for e in profile_elements(pack)]
        bare = [
            *((("asks", c.asks), *(("topic", t.about) for t in c.topics),
               *(("start", s) for s in c.starting_points),
               *(("example", s) for t in c.topics for s in t.examples))
              for c in pack.criteria)
        ]  # fmt: skip
        assert texts == [text for criterion in bare for text in criterion]


def test_matching_uses_both_wordings(tmp_path: Path) -> None:
    pack = find_pack("8589-700", overlay=laid(tmp_path))
    first = [(e.part, e.text) for e in profile_elements(pack) if e.criterion == 0]
    assert ("asks", pack.criteria[0].asks) == first[0]
    assert ("asks", "Ponder the velvet teapots of the orchard") in first
    assert ("guidance", "Teapots may be round.") in first
    assert pack.digest != plain_pack("8589-700").digest


def test_a_heading_in_the_official_words_names_its_criterion(tmp_path: Path) -> None:
    heading = "Velvet teapots pondered in the orchard"
    assert named_in_words(heading, vocabulary(plain_pack("8589-700"))) == ""
    pack = find_pack("8589-700", overlay=laid(tmp_path))
    assert named_in_words(heading, vocabulary(pack)) == "1.1"


@pytest.mark.parametrize(("old", "new", "kind", "line", "said"), [
    ('version: "2026.1"', 'version: "2019"', BadYaml, 4, "2026.1"),
    ('id: "1.1"', 'id: "9.9"', UnknownName, 7, "no criterion '9.9'"),
    ('unit: "700"', 'unit: "799"', UnknownName, 3, "8589-799"),
    ("official: Ponder the velvet teapots of the orchard", 'official: ""', BadYaml, 8, "official"),
    ("source:", "sauce:", BadYaml, 5, "not a field"),
])  # fmt: skip
def test_a_mismatch_is_told_with_file_line_and_way_out(
    tmp_path: Path, old: str, new: str, kind: type[PackError], line: int, said: str
) -> None:
    with pytest.raises(kind) as caught:
        find_pack("8589-700", overlay=laid(tmp_path, OVERLAY.replace(old, new)))
    assert f"guild.overlay.yaml:{line}:" in caught.value.message and said in caught.value.message
    assert caught.value.hint or kind is BadYaml


def test_a_criterion_twice_or_a_unit_in_two_files_is_told(tmp_path: Path) -> None:
    doubled = OVERLAY + '  - id: "1.1"\n    official: Once more\n'
    with pytest.raises(DuplicateId, match="1.1 twice"):
        find_pack("8589-700", overlay=laid(tmp_path / "a", doubled))
    both = laid(laid(tmp_path / "b"), name="other")
    with pytest.raises(DuplicateId, match="guild.overlay.yaml is for unit 8589-700 too"):
        find_pack("8589-700", overlay=both)


def test_an_overlay_for_a_pack_of_the_centres_own_is_known(tmp_path: Path) -> None:
    text = (ROOT / "criteria" / "units" / "ilm-8589-700.yaml").read_text(encoding="utf-8")
    own = text.replace("pack: ilm-8589-700", "pack: guild-799").replace(
        'unit: "700"', 'unit: "799"', 1
    )
    folder = laid(tmp_path, OVERLAY.replace('unit: "700"', 'unit: "799"'))
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    assert find_pack("8589-701", overlay=folder) == plain_pack("8589-701")
    assert find_pack(str(folder / "own.yaml"), overlay=folder).criterion("1.1").official


@pytest.mark.parametrize("command", ["map", "check"])
def test_the_commands_map_with_the_overlay_that_they_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    given: list[Pack] = []

    def mapped(files: list[Path], unit: Pack, **_: object) -> None:
        given.append(unit)
        raise ReadError("stop here")

    monkeypatch.setattr("premark.pipeline.map_files", mapped)
    draft = tmp_path / "draft.txt"
    draft.write_text("Some words.", encoding="utf-8")
    folder = laid(tmp_path / "own")
    CliRunner().invoke(app, [command, str(draft), "-u", "8589-700", "--overlay", str(folder)])
    assert given[0].criterion("1.1").official.startswith("Ponder")


def test_the_unit_is_shown_with_the_overlay_that_is_given(tmp_path: Path) -> None:
    asked = ["show", "unit", "8589-700", "--overlay", str(laid(tmp_path))]
    assert "official  Ponder the velvet teapots" in CliRunner().invoke(app, asked).output


def test_a_folder_that_is_named_must_be_there_and_hold_an_overlay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadError, match="no such folder"):
        overlay_folder(tmp_path / "nowhere")
    with pytest.raises(ReadError, match="holds no overlay") as caught:
        overlay_folder(tmp_path)
    assert "make-overlay" in caught.value.hint
    monkeypatch.setenv("PREMARK_OVERLAY", str(tmp_path / "gone"))
    with pytest.raises(ReadError, match="no such folder"):
        find_pack("8589-700")


def test_the_variable_names_a_folder_and_the_option_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREMARK_OVERLAY", str(laid(tmp_path / "env")))
    assert find_pack("8589-700").criterion("1.1").official.startswith("Ponder")
    other = laid(tmp_path / "own", OVERLAY.replace("Ponder", "Praise"))
    assert find_pack("8589-700", overlay=other).criterion("1.1").official.startswith("Praise")


@pytest.mark.parametrize("path", [
    "criteria/local/anything.yaml", "criteria/local/folder/guide.pdf",
    "drafts/ilm-8589-700.overlay.yaml", "drafts/guide.import.json",
    "drafts/guide.left-out.txt", "drafts/guide.lint.txt",
])  # fmt: skip
def test_git_ignores_official_wording_wherever_it_is_made(path: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    found = subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False)
    assert found.returncode == 0


def test_the_shipped_packs_hold_no_official_words() -> None:
    for pack in all_packs():
        assert not any(c.official or c.guidance for c in pack.criteria)
    assert not list((ROOT / "criteria" / "units").glob("*.overlay.yaml"))


def test_nothing_of_the_local_folder_goes_into_a_wheel() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    included = text.split("force-include]")[1].split("[tool.ruff]")[0]
    packed = [line.split('"')[1] for line in included.splitlines() if line.startswith('"')]
    assert packed and not any(p.startswith("criteria/local") or p == "criteria" for p in packed)
