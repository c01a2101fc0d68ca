"""The benchmark of isolation runs on a folder of its own making and prints both ways."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from benchmarks.isolation import main, readable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    paper = docx.Document()
    paper.add_paragraph("Flour gives the dough its body.")
    paper.save(str(tmp_path / "essay.docx"))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and nothing more")
    return tmp_path


def test_only_what_can_be_read_is_timed(folder: Path) -> None:
    assert [path.name for path in readable(folder)] == ["essay.docx"]


def test_both_ways_are_printed_with_what_isolation_costs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(folder, 1)
    told = capsys.readouterr().out
    assert "in this process" in told and "in a child" in told
    assert told.count("isolation costs") == 2 and "under 15%" in told


def test_a_folder_with_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no Word or PDF file"):
        main(tmp_path, 1)
