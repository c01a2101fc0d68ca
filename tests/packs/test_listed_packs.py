"""A listing shows every unit that is here, and needs none of them to be without a fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from premark.errors import BadYaml, PackError
from premark.packs import load
from premark.packs.where import criteria_root


def test_the_listing_has_the_units_that_are_here_in_their_order() -> None:
    shown = [(pack.code, pack.title, len(pack.criteria)) for pack in load.listed_packs()]
    assert shown == [(pack.code, pack.title, len(pack.criteria)) for pack in load.all_packs()]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one unit, in which things can be broken."""
    shutil.copytree(criteria_root(), tmp_path / "criteria")
    units = sorted((tmp_path / "criteria" / "units").glob("*.yaml"))
    for path in units[1:]:
        path.unlink()
    monkeypatch.setattr(load, "criteria_root", lambda: tmp_path / "criteria")
    return units[0]


def test_a_unit_that_asks_for_what_is_not_defined_is_still_listed(broken: Path) -> None:
    text = broken.read_text(encoding="utf-8")
    assert "verb: [" in text
    broken.write_text(text.replace("verb: [", "verb: [no-such-verb, ", 1), encoding="utf-8")
    assert len(load.listed_packs()) == 1
    with pytest.raises(PackError, match="no-such-verb"):
        load.load_pack(broken)


def test_a_file_that_is_no_unit_is_told_at_once(broken: Path) -> None:
    broken.write_text("- a list\n", encoding="utf-8")
    with pytest.raises(BadYaml, match="mapping of fields"):
        load.listed_packs()
