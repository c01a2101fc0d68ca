"""A learner's words never reach stderr, a log or an exception's message, whatever goes wrong."""

from __future__ import annotations

import io
import logging
import sys
import traceback
import zipfile
from pathlib import Path

import pytest
from docx import Document as new_docx

import premark.isolate
import premark.pipeline
from premark.cli import run
from premark.errors import PremarkError
from premark.packs.load import find_pack
from premark.pipeline import Tools, map_document
from premark.read import read, read_bytes

MARKER = "Zymurgy-Quasar-Learner-Words"
LINES = f"# 1.1 Coaching\n\n{MARKER} said that coaching helps because it asks.\n"


def docx_bytes() -> bytes:
    made = new_docx()
    made.add_heading("1.1 Coaching", 1)
    made.add_paragraph(f"{MARKER} said so.")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def torn_docx() -> bytes:
    """A Word file whose document part breaks off in the middle of the learner's words."""
    source, out = zipfile.ZipFile(io.BytesIO(docx_bytes())), io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data[: data.index(MARKER.encode()) + len(MARKER)]
            made.writestr(name, data)
    return out.getvalue()


def not_word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("notes.txt", MARKER)
    return out.getvalue()


BROKEN = {
    "torn.docx": torn_docx(),
    "cut.docx": docx_bytes()[:-400],
    "zip.docx": not_word(),
    "text.docx": MARKER.encode() * 20,
    "text.pdf": f"{MARKER}\n".encode() * 20,
    "torn.pdf": b"%PDF-1.7\n1 0 obj\n<< /Title (" + MARKER.encode() + b") >>\nstream\n",
    "binary.txt": MARKER.encode() + bytes(200) + MARKER.encode(),
    "odd.md": MARKER.encode() + b"\x01\x02\x03" * 50,
}


def whole(error: BaseException) -> str:
    """Everything that a traceback would print of an error and of what caused it."""
    return "".join(traceback.format_exception_only(error)) + str(getattr(error, "hint", ""))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_without_its_words(name: str) -> None:
    try:
        read_bytes([(name, BROKEN[name])])
    except PremarkError as error:
        assert MARKER not in whole(error)
        assert name in error.message


def test_most_of_the_broken_files_are_refused() -> None:
    refused = 0
    for name, data in BROKEN.items():
        try:
            read_bytes([(name, data)])
        except PremarkError:
            refused += 1
    assert refused >= 6


@pytest.mark.parametrize("name", BROKEN)
def test_the_command_line_says_nothing_of_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    monkeypatch.setattr(sys, "argv", ["premark", "show", "sections", str(path)])
    with pytest.raises(SystemExit):
        run()
    assert MARKER not in capsys.readouterr().err


def stand_ins() -> Tools:
    from premark.embed import WordHashes
    from premark.parse import blank_parser

    real = premark.pipeline.load_tools.__wrapped__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(premark.pipeline, "load_parser", blank_parser)
        patch.setattr(premark.pipeline, "load_encoder", lambda: WordHashes(width=384))
        return real()


def test_a_whole_review_logs_nothing_of_the_submission(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "draft.md"
    path.write_text(LINES, encoding="utf-8")
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    document = read([path])
    review = map_document(document, find_pack("8580-500"), stand_ins(), said=said.append)
    assert any(MARKER in passage.text for passage in review.passages)
    captured = capfd.readouterr()
    assert MARKER not in captured.out + captured.err + caplog.text + " ".join(said)


def test_a_progress_step_names_no_words_of_the_learner(tmp_path: Path) -> None:
    steps: list[str] = []
    document = read_bytes([("draft.md", LINES.encode())])
    map_document(document, find_pack("8580-500"), stand_ins(), said=steps.append)
    assert steps and all(len(step) < 40 for step in steps)


def test_a_review_that_is_not_ours_is_told_without_its_words() -> None:
    from premark.report.record import from_json

    for text in (MARKER, f'{{"schema_version": "1", "{MARKER}": "{MARKER}"}}',
                 f'{{"schema_version": "{MARKER}"}}'):  # fmt: skip
        with pytest.raises(PremarkError) as told:
            from_json(text)
        assert MARKER not in whole(told.value)


STAGES = (
    "split_sections", "cut_passages", "detect", "match", "weigh_criteria", "notices", "made_with",
    "stuffing", "cross_check", "off_topic", "unit_fits", "edge_notice", "file_notice",
    "blank_headings", "topic_chances",
)  # fmt: skip
LATER = (
    "premark.report.view.view", "premark.report.html.read_text", "premark.report.record._dump",
    "premark.report.table.inert", "premark.report.word.still", "premark.report.terminal._table",
    "premark.written._write", "premark.written._commit",
)  # fmt: skip


@pytest.mark.parametrize(
    "place", [*(f"premark.pipeline.{n}" for n in STAGES if hasattr(premark.pipeline, n)), *LATER]
)
def test_a_stage_that_breaks_down_says_nothing_of_the_submission(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tools: Tools,
) -> None:  # fmt: skip
    """Whatever a stage raises, and whatever it quotes: the command tells its kind and its place."""

    def broken(*_: object, **__: object) -> None:
        try:
            raise KeyError(f"{MARKER} in a key")
        except KeyError as error:
            raise ValueError(f"{MARKER} is not right") from error

    path = tmp_path / "draft.md"
    path.write_text(LINES, encoding="utf-8")
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(premark.pipeline, "load_tools", lambda: tools)
    monkeypatch.setattr(place, broken)
    given = ["map", str(path), "--unit", "8580-500", "--format", "html,json,docx,csv"]
    monkeypatch.setattr(sys, "argv", ["premark", *given])
    with pytest.raises(SystemExit) as ended:
        run()
    told = capfd.readouterr()
    assert ended.value.code == 1
    assert MARKER not in told.err + caplog.text
    assert "ValueError in" in told.err and "Traceback" not in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["draft.md"]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return stand_ins()


@pytest.mark.parametrize("name", BROKEN)
def test_not_even_the_cause_of_an_error_holds_the_words_of_a_file(
    name: str, tmp_path: Path
) -> None:
    """A program that uses premark may log a whole traceback, causes and all."""
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    try:
        premark.isolate.read([path])
    except PremarkError as error:
        assert MARKER not in "".join(traceback.format_exception(error))
