"""The labelled assignments beside the project, against the figures that issue 2 asks for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from premark.evaluate.run import evaluate

FOLDER = Path(__file__).parents[2] / "shared" / "assignments"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (FOLDER / "d01.yaml").is_file(), reason="../shared/assignments is not here"
    ),
]
CONSTANTS = ("none", "limited", "partial", "strong")


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    return evaluate(FOLDER)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The same with every heading removed, from the Word files alone."""
    folder = tmp_path_factory.mktemp("shared")
    for path in sorted((*FOLDER.glob("*.yaml"), *FOLDER.glob("*.docx"))):
        shutil.copyfile(path, folder / path.name)
    return evaluate(folder, hide=True)


@pytest.mark.parametrize(("kind", "floor"), [
    ("official", 0.95), ("own", 0.85), ("mixed", 0.90), ("none", 0.80),
])  # fmt: skip
def test_passages_by_kind_of_heading(shown: dict[str, Any], kind: str, floor: float) -> None:
    found = shown["passages"]["by_heading_kind"]
    if kind not in found:
        pytest.skip(f"no assignment here has {kind} headings")
    assert found[kind] >= floor


def test_passages_with_every_heading_removed(hidden: dict[str, Any]) -> None:
    assert hidden["passages"]["micro_f1"] >= 0.80


def test_strengths(shown: dict[str, Any]) -> None:
    strength = shown["strength"]
    rows = {label: sum(row.values()) for label, row in strength["confusion"].items()}
    assert strength["exact"] >= 0.60
    assert strength["exact"] > max(rows[name] for name in CONSTANTS) / sum(rows.values())
    assert strength["qwk"] >= 0.60
    assert strength["none_as_strong"] == 0


def test_both_formats_of_each_give_the_same_map(shown: dict[str, Any]) -> None:
    assert shown["formats"]["agreement"] >= 0.95
