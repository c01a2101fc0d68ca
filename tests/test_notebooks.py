"""The notebooks run from top to bottom as they stand, and are kept without what they printed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 600  # for a cell, on a machine that does much else at the time


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def test_there_are_three() -> None:
    assert [path.name[:3] for path in NOTEBOOKS] == ["01_", "02_", "03_"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_or_counts(path: Path) -> None:
    for cell in cells(path):
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_explains_what_its_cells_do(path: Path) -> None:
    kinds = [cell["cell_type"] for cell in cells(path)]
    assert kinds[0] == "markdown" and kinds.count("markdown") >= 5
    for cell in cells(path):
        assert source(cell).strip()
        if cell["cell_type"] == "code":
            assert source(cell).count("\n") < 25


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_no_place_of_one_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(?:work|tmp|home|Users)/|[A-Z]:\\\\", text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_reads_a_frozen_assignment(path: Path) -> None:
    code = "".join(source(cell) for cell in cells(path) if cell["cell_type"] == "code")
    assert not re.search(r"\ba(?:19|2[0-4])\b", code)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path: Path) -> None:
    nbmake = pytest.importorskip("nbmake.nb_run", reason="needs nbmake (test extra)")
    pytest.importorskip("ipykernel", reason="notebooks need ipykernel (test extra)")
    pytest.importorskip("reportlab", reason="the made-up PDFs need reportlab (test extra)")
    ended = nbmake.NotebookRun(path, SECONDS).execute()
    assert ended.error is None, f"{ended.error.summary}\n{ended.error.trace}"
    assert any(cell.get("outputs") for cell in ended.nb.cells)
