"""The project keeps its own house: commands, detectors and kinds documented, nothing stray."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import premark
from premark.cli import app, show
from premark.detect import DETECTORS
from premark.types.criteria import ArtefactKind, Move, NeedKind, Needs

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BANNED = ("utils", "helpers", "common", "misc", "manager", "handler")
PYTHON = sorted((ROOT / "premark").rglob("*.py"))
WORDS = [
    path
    for folder in ("docs", "criteria", "corpora", "models", "premark")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".md", ".py", ".yaml") and "assignments" not in path.parts
]


def said() -> str:
    texts = [path.read_text(encoding="utf-8") for path in WORDS if path.suffix != ".yaml"]
    return "\n".join([README, *texts])


SAID = said()


def commands() -> list[str]:
    top = [(c.name or (c.callback.__name__ if c.callback else "")) for c in app.registered_commands]
    return [*top, *(f"show {c.name}" for c in show.registered_commands)]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"premark {command}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    named = re.findall(r"^\s*(?:\S*/)?premark (?!--)(show \w+|[a-z-]+)", fenced, re.MULTILINE)
    assert named and set(named) <= set(commands())


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
def test_every_detector_is_documented(detector: object) -> None:
    name = detector.name  # type: ignore[attr-defined]
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    spoken = name.replace("_", " ")
    assert any(word in page.lower() for word in (name, spoken, spoken.rstrip("s")))


@pytest.mark.parametrize("kind", get_args(NeedKind))
def test_every_kind_of_need_is_documented(kind: str) -> None:
    assert re.search(rf"^    {kind}\b", Needs.__doc__ or "", re.MULTILINE)


@pytest.mark.parametrize("field", sorted(Needs.model_fields))
def test_every_field_of_a_need_is_documented(field: str) -> None:
    assert f"`{field}" in (Needs.__doc__ or "") or field in ("kind", "at_least")


@pytest.mark.parametrize("name", [*get_args(Move), *get_args(ArtefactKind)])
def test_every_move_and_artefact_is_said_somewhere(name: str) -> None:
    assert name in SAID or name.replace("_", " ") in SAID


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_named_for_what_it_does_and_is_not_too_long(path: Path) -> None:
    assert not any(word in path.stem for word in BANNED)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", [p for p in WORDS if p.suffix != ".yaml"],
                         ids=lambda path: str(path.relative_to(ROOT)))  # fmt: skip
def test_no_file_names_a_path_of_one_machine(path: Path) -> None:
    assert not re.search(r"/(?:work|tmp|home|Users)/\w", path.read_text(encoding="utf-8"))


def test_links_in_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_the_version_is_that_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^version = "\d+\.\d+\.\d+"', text, re.MULTILINE)
    assert premark.__doc__


def test_no_two_test_files_have_the_same_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(set(names)) == len(names)
