"""What the guide for quality leads shows is true: its example is checked and mapped as it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from premark.authoring.survey import survey
from premark.packs.where import criteria_root
from premark.types.criteria import NeedKind, Needs

GUIDE = (criteria_root() / "README.md").read_text(encoding="utf-8")


def fenced(language: str, part: str) -> str:
    """The block of this language that holds `part`."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if part in block)


PACK = fenced("yaml", "criteria:\n")
DRAFT = fenced("markdown", "# References")


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    path = tmp_path / "kitchen.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_the_worked_example_has_no_mistake_and_no_warning(kitchen: Path) -> None:
    assert survey(kitchen).told == ()


def test_the_mistake_that_the_guide_shows_is_told_as_it_shows_it(kitchen: Path) -> None:
    wrong = PACK.replace("list: ways-to-cut-waste, at_least", "list: ways-to-cut-wast, at_least")
    kitchen.write_text(wrong, encoding="utf-8")
    (told,) = survey(kitchen).told
    assert told.text.replace(f"{kitchen.parent}/", "") in GUIDE


@pytest.mark.slow
def test_the_worked_example_is_mapped_as_the_guide_says(kitchen: Path) -> None:
    import premark

    draft = kitchen.parent / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    review = premark.map(draft, unit=str(kitchen))
    (criterion,) = review.criteria
    states = {result.requirement: result.state for result in criterion.results}
    assert criterion.strength == "partial" and criterion.verb.state == "met"
    assert states["two-ways"] == states["both-sides"] == "met"
    assert states["source-each"] == "short" and states["a-doubt"] == "not_found"


@pytest.mark.parametrize("name", [*get_args(NeedKind), *Needs.model_fields])
def test_every_kind_and_field_of_a_need_is_in_the_guide(name: str) -> None:
    assert re.search(rf"`(?:[^`\n]*[ {{])?{re.escape(name)}\b", GUIDE)


def test_every_file_that_a_quality_lead_owns_is_in_the_guide() -> None:
    for path in sorted(criteria_root().glob("*.yaml")):
        assert f"`{path.name}`" in GUIDE
    for name in re.findall(r"`(patterns/[\w-]+\.yaml)`", GUIDE):
        assert (criteria_root() / name).is_file(), name
    for name in re.findall(r"`([\w-]+\.schema\.json)`", GUIDE):
        assert (criteria_root().parent / "docs" / "schema" / name).is_file(), name


def test_the_schema_is_where_the_guide_says() -> None:
    where = re.search(r"yaml-language-server: \$schema=(\S+)", GUIDE)
    assert where and (criteria_root() / "units" / where[1]).resolve().is_file()
