"""A criteria file that held is not checked again as it stands; a changed one always is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import premark.packs.proofs as proofs
from premark.errors import BadYaml, PackError
from premark.packs.proofs import KEPT, MOST, check
from premark.packs.yaml_source import Source, read_yaml


class Looked:
    """A check that counts how often it was made, and finds what it is told to find."""

    def __init__(self) -> None:
        self.times = 0

    def at(self, source: Source) -> Iterator[PackError]:
        self.times += 1
        if "wrong" in source.data:
            yield BadYaml(source.path, 1, "wrong", "is wrong")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREMARK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(proofs, "criteria_root", lambda: tmp_path / "criteria")
    (tmp_path / "criteria").mkdir()


def written(tmp_path: Path, text: str, folder: str = "criteria") -> Source:
    path = tmp_path / folder / "unit.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


def forget() -> None:
    """As a new process."""
    proofs._held.cache_clear()


def test_what_held_is_not_looked_for_again(tmp_path: Path) -> None:
    looked, source = Looked(), written(tmp_path, "unit: 1")
    for _ in range(3):
        check("pack", source, looked.at(source), "verbs")
        forget()
    assert looked.times == 1


def test_a_changed_file_another_check_and_other_names_are_looked_at(tmp_path: Path) -> None:
    looked, source = Looked(), written(tmp_path, "unit: 1")
    check("pack", source, looked.at(source), "verbs")
    check("verbs", source, looked.at(source), "verbs")
    check("pack", source, looked.at(source), "other verbs")
    changed = written(tmp_path, "unit: 1 ")
    check("pack", changed, looked.at(changed), "verbs")
    assert looked.times == 4


def test_a_mistake_is_raised_every_time(tmp_path: Path) -> None:
    looked, source = Looked(), written(tmp_path, "wrong: 1")
    for _ in range(2):
        with pytest.raises(BadYaml):
            check("pack", source, looked.at(source))
        forget()
    assert not (tmp_path / "cache").exists()


def test_other_code_believes_no_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, source = Looked(), written(tmp_path, "unit: 1")
    check("pack", source, looked.at(source))
    monkeypatch.setattr(proofs, "_checks", lambda: "other code")
    check("pack", source, looked.at(source))
    assert looked.times == 2


def test_a_file_elsewhere_is_always_looked_at(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    looked, source = Looked(), written(tmp_path, "unit: 1", "own")
    for _ in range(2):
        check("pack", source, looked.at(source))
    assert looked.times == 2 and not (tmp_path / "cache").exists()


@pytest.mark.parametrize("harm", ["not text", "in the way"])
def test_a_cache_that_cannot_be_read_or_written_spares_nothing(harm: str, tmp_path: Path) -> None:
    if harm == "in the way":
        (tmp_path / "cache").write_text("a file")
    else:
        (tmp_path / "cache").mkdir()
        (tmp_path / "cache" / KEPT).write_bytes(b"\xff\xfe")
    looked, source = Looked(), written(tmp_path, "unit: 1")
    check("pack", source, looked.at(source))
    assert looked.times == 1


def test_only_so_many_proofs_are_kept(tmp_path: Path) -> None:
    source = written(tmp_path, "unit: 1")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / KEPT).write_text("\n".join(map(str, range(MOST))) + "\n")
    check("pack", source, Looked().at(source))
    assert len((tmp_path / "cache" / KEPT).read_text().split()) == MOST
