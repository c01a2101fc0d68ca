"""docs/cohorts.md names what `premark cohort` takes and what it writes, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
import yaml

from premark.batch import back, journal_file, lists, one, outputs
from premark.batch.cluster import BATCH, PATIENCE
from premark.batch.command import cohort
from premark.cohort import aside
from premark.cohort.tables import tidy
from premark.packs.cohort_settings import load_cohort_settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cohorts.md").read_text(encoding="utf-8")
WRITTEN = [
    tidy.DATASET, tidy.CSV, tidy.WORKBOOK, lists.NAMES, lists.FAILURES, back.MOODLE, back.CANVAS,
    back.WORKSHEET, outputs.PLAN, aside.FILE, one.REPORTS, journal_file.NAME, "cohort.html",
    "answers",
]  # fmt: skip


def options() -> list[str]:
    app = typer.Typer(add_completion=False)
    app.command()(cohort)
    parameters = typer.main.get_command(app).params
    found = [max(each.opts, key=len) for each in parameters if each.opts[0].startswith("-")]
    return sorted(name for name in found if name != "--help")


@pytest.mark.parametrize("option", options())
def test_an_option_has_a_row(option: str) -> None:
    assert f"| `{option}` |" in PAGE


def test_no_row_is_of_an_option_that_is_not_there() -> None:
    table = PAGE.split("## 2.")[1].split("## 3.")[0]
    assert sorted(re.findall(r"^\| `(--[a-z-]+)` \|", table, re.M)) == options()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_of_the_folder_has_its_row(name: str) -> None:
    table = PAGE.split("## 4.")[1].split("## 5.")[0]
    assert re.search(rf"`{re.escape(name)}/?`", table)


def test_figures_that_are_told_are_those_of_the_code() -> None:
    settings, numbers = load_cohort_settings(), {3: "three", 4: "four"}
    assert f"**Batches of {numbers[BATCH]}.**" in PAGE and PATIENCE == 120
    assert f"Fewer than {settings.few} submissions is a small cohort" in PAGE
    assert f"under {settings.weakest.least} submissions none is claimed" in PAGE
    assert f"groups under {settings.groups.least} untested" in PAGE
    sampling = settings.sampling
    assert (sampling.share, sampling.chance_share, sampling.least) == (0.10, 0.05, 5)


def test_the_parts_of_the_picture_are_explained_under_their_names() -> None:
    path = ROOT / "premark" / "cohort" / "pages" / "words.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    named = "strengths weakest short verbs used groups trend agreement plan shared elsewhere"
    table = PAGE.split("## 8.")[1].split("## 9.")[0]
    assert [part for part in named.split() if words[part]["title"] not in table] == []


def test_what_it_links_to_is_there() -> None:
    for page in ("cohorts.md", "scale.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert (ROOT / "docs" / link).exists(), f"{page} links to {link}"
