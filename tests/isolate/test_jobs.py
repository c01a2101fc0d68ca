"""Every job of a child gives what the same call gives here; only what the table names is run."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import docx
import pytest

from premark.errors import Crashed, TooLong
from premark.importing.source import lines_in, source_lines
from premark.isolate import bytes_work, pool
from premark.isolate.jobs import JOBS, perform
from premark.isolate.reading import FileRead
from premark.types.limits import LIMITS, Limits

PROSE = "Flour gives the dough its body, and water wakes the gluten in it."


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    paper = docx.Document()
    paper.add_heading("1.1 Describe how bread rises", 1)
    paper.add_paragraph(PROSE)
    paper.save(str(tmp_path / "essay.docx"))
    return tmp_path / "essay.docx"


@pytest.mark.parametrize("place", JOBS.values())
def test_every_job_of_the_table_is_there(place: str) -> None:
    module, _, name = place.partition(":")
    assert callable(getattr(import_module(module), name))


def test_a_job_that_is_not_in_the_table_is_not_run() -> None:
    with pytest.raises(Crashed, match="KeyError"):
        pool().run(bytes_work("os:system", "essay.docx", [b"echo"]))


def test_a_specification_gives_the_lines_that_it_gives_here(essay: Path) -> None:
    lines = source_lines(essay)
    assert lines == lines_in("essay.docx", essay.read_bytes())
    assert [line.text for line in lines] == ["1.1 Describe how bread rises", PROSE]


def test_the_limits_of_the_parent_are_those_of_the_child() -> None:
    tight = Limits(characters=10)
    header = {
        "job": "read",
        "name": "essay.txt",
        "sizes": [len(PROSE)],
        "options": {"name": "essay.txt"},
        "limits": tight.model_dump(),
    }
    answer, _ = perform(header, PROSE.encode())
    assert answer["error"]["kind"] == TooLong.__name__
    assert "at most 10" in answer["error"]["message"]
    answer, body = perform({**header, "limits": LIMITS.model_dump()}, PROSE.encode())
    assert FileRead.model_validate_json(body).document.blocks[0].text == PROSE
