"""The pieces that submissions are composed of: nothing of an assignment is lost or given twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from premark.errors import OutputError, UnknownUnit
from premark.synthetic import sources as room
from premark.synthetic.assignment import Heading, References, load, texts_of
from premark.synthetic.sources import Source, cited, cut, sources_of, uncoded

ROOT = Path(__file__).parents[2]
UNITS = ("8580-500", "8580-501", "8580-503", "8589-700", "8589-701", "8589-703")


@pytest.mark.parametrize("unit", UNITS)
def test_frozen_assignments_are_never_built_on(unit: str) -> None:
    split = yaml.safe_load((ROOT / "corpora" / "split.yaml").read_text(encoding="utf-8"))
    found = {source.id for source in sources_of(unit)}
    assert len(found) == 3 and not found & set(split["frozen"])


def assignments() -> list[Path]:
    names = {source.id for unit in UNITS for source in sources_of(unit)}
    return [ROOT / "corpora" / "assignments" / f"{name}.yaml" for name in sorted(names)]


@pytest.fixture(params=assignments(), ids=lambda path: path.stem)
def both(request: pytest.FixtureRequest) -> tuple[list[str], Source]:
    assignment = load(request.param)
    kept = [b for b in assignment.blocks if not isinstance(b, (Heading, References))]
    return [text for block in kept for text in texts_of(block)], cut(assignment)


def test_every_text_of_an_assignment_is_in_one_piece(both: tuple[list[str], Source]) -> None:
    texts, source = both
    blocks = [*source.front, *(piece.block for piece in source.pieces), *source.back]
    assert sorted(text for block in blocks for text in texts_of(block)) == sorted(texts)


def test_a_criterion_has_pieces_exactly_when_its_label_is_not_none(
    both: tuple[list[str], Source],
) -> None:
    _, source = both
    for code, strength in source.gold.items():
        assert bool(source.bearing(code)) == (strength != "none"), code


def test_works_that_the_data_card_calls_uncited_are_not_taken_for_cited(
    both: tuple[list[str], Source],
) -> None:
    texts, source = both
    path = ROOT / "corpora" / "assignments" / f"{source.id}.yaml"
    uncited = len(load(path).gold.listed_not_cited)
    found = [item for item in source.references.items if not cited(item, " ".join(texts))]
    assert len(found) == uncited


def test_a_code_typed_with_a_heading_is_left_off() -> None:
    assert uncoded("AC 2.3 Ethics in practice") == "Ethics in practice"
    assert uncoded("3. What stands in the way") == "What stands in the way"
    assert uncoded("Is it ethical? (AC 2.3)") == "Is it ethical?"
    assert uncoded("360 degrees") != "" and uncoded("2.1") == "2.1"


def test_a_unit_without_assignments_says_which_have_some() -> None:
    with pytest.raises(UnknownUnit) as told:
        sources_of("0000-1")
    assert "8580-503" in told.value.hint


def test_an_installation_without_assignments_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "data_root", lambda name: tmp_path / name)
    room._assignments.cache_clear()
    try:
        with pytest.raises(OutputError, match="not here"):
            room._assignments()
    finally:
        room._assignments.cache_clear()
