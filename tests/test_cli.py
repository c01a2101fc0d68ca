"""The command line: what it prints, its exit codes, and that no mistake ends in a traceback."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from builders import PROSE

import premark.pipeline
from premark.cli import run
from premark.errors import ModelMissing
from premark.packs.load import all_packs

ROOT = Path(__file__).parents[1]
DRAFT = f"""# Introduction

{PROSE}

# AC 1.1 Coaching and mentoring

{PROSE}

| Day | Loaves |
|---|---|
| Monday | thirty |

# References

Whitmore, J. (2017) Coaching for performance. London: Nicholas Brealey.
"""


class Told(NamedTuple):
    code: int
    out: str
    err: str


Premark = Callable[..., Told]


@pytest.fixture
def premark_(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Premark:
    """The command, run in this process."""

    def call(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["premark", *(str(a) for a in arguments)])
        with pytest.raises(SystemExit) as ended:
            run()
        captured = capsys.readouterr()
        return Told(int(ended.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def outside(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    import os

    environment = {**os.environ, **more}
    command = [sys.executable, "-m", "premark", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def clean(told: Told, code: int) -> None:
    assert told.code == code, told
    assert "Traceback" not in told.out + told.err
    assert told.err.strip()


def test_units_are_listed_with_level_and_number_of_criteria(premark_: Premark) -> None:
    told = premark_("units")
    assert told.code == 0
    lines = told.out.splitlines()
    assert len(lines) == len(all_packs())
    for line, pack in zip(lines, all_packs(), strict=True):
        assert line.startswith(pack.code) and f"{len(pack.criteria)} criteria" in line
    ilm = [pack for pack in all_packs() if pack.qualification.body == "ILM"]
    assert len(ilm) == 6 and sum(len(pack.criteria) for pack in ilm) == 57


@pytest.mark.parametrize("unit", ["8589-700", "ilm-8589-700", "700"])
def test_a_unit_is_shown_criterion_by_criterion(premark_: Premark, unit: str) -> None:
    told = premark_("show", "unit", unit)
    assert told.code == 0
    for word in ("1.1", "3.2", "topic", "required", "helps"):
        assert word in told.out


def test_sections_are_shown_with_role_and_criteria(premark_: Premark, draft: Path) -> None:
    told = premark_("show", "sections", draft)
    assert told.code == 0
    assert "AC 1.1 Coaching and mentoring [1.1 by code]" in told.out
    assert "references" in told.out and "Introduction" in told.out


def test_passages_are_shown_with_place_and_words(premark_: Premark, draft: Path) -> None:
    told = premark_("show", "passages", draft, "--unit", "8580-500")
    assert told.code == 0
    assert "p001" in told.out and "Flour gives the dough" in told.out
    assert "Day: Monday; Loaves: thirty" in told.out
    assert "Whitmore" not in told.out


def test_control_characters_of_a_file_do_not_reach_the_terminal(
    premark_: Premark, tmp_path: Path
) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("A \x1b[31mred\x1b[0m line\u202e turned.\n\n" + PROSE, encoding="utf-8")
    told = premark_("show", "passages", path)
    assert told.code == 0
    assert "\x1b" not in told.out and "\u202e" not in told.out


@pytest.mark.parametrize("arguments", [
    ("no-such-command",),
    ("map",),
    ("map", "draft.md"),
    ("map", "--unit", "8589-700"),
    ("map", "draft.md", "--unit", "8589-700", "--no-such-option"),
    ("map", "draft.md", "--unit", "8589-700", "--format", "odt"),
    ("map", "draft.md", "--unit", "8589-700", "--format", ","),
    ("check", "draft.md", "--unit", "8589-700", "--format", "json"),
    ("map", "draft.md", "--unit", "9999-999"),
    ("check", "draft.md", "--unit", ""),
    ("show", "unit", "9999-999"),
    ("show", "nothing"),
    ("evaluate",),
    ("evaluate", "corpora", "--prefer", "txt"),
])  # fmt: skip
def test_wrong_usage_is_code_2(premark_: Premark, arguments: Sequence[str]) -> None:
    clean(premark_(*arguments), 2)


@pytest.mark.parametrize("command", [
    ("map", "{}", "--unit", "8589-700"),
    ("check", "{}", "--unit", "8589-700"),
    ("show", "sections", "{}"),
    ("show", "passages", "{}"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["absent.docx", "empty.docx", "blank.txt", "folder", "torn.docx",
                                  "torn.pdf", "scan.pdf", "old.doc", "binary.txt"])  # fmt: skip
def test_a_file_that_cannot_be_read_is_code_3(
    premark_: Premark, tmp_path: Path, command: Sequence[str], name: str
) -> None:
    path = broken(tmp_path, name)
    told = premark_(*(part.format(path) for part in command))
    clean(told, 3)
    assert name in told.err
    assert len(told.err.strip().splitlines()) >= 2


def broken(folder: Path, name: str) -> Path:
    path = folder / name
    if name == "folder":
        path.mkdir()
    elif name == "scan.pdf":
        canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab")
        page = canvas.Canvas(str(path))
        page.rect(100, 100, 200, 200, fill=1)
        page.showPage()
        page.save()
    elif name != "absent.docx":
        contents = {
            "empty.docx": b"", "blank.txt": b" \n\n \n", "torn.docx": b"PK\x03\x04torn",
            "torn.pdf": b"%PDF-1.7 torn", "old.doc": b"\xd0\xcf\x11\xe0old",
            "binary.txt": bytes(range(256)) * 4,
        }  # fmt: skip
        path.write_bytes(contents[name])
    return path


@pytest.fixture
def no_mapping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mapping is an error: what is wrong should be found before it."""

    def mapped(*_: object, **__: object) -> None:
        raise AssertionError("the submission was mapped before the mistake was told")

    monkeypatch.setattr(premark.pipeline, "map_files", mapped)


@pytest.mark.parametrize("command", ["map", "check"])
@pytest.mark.parametrize("inside", ["", "deeper/still"])
def test_a_file_where_a_folder_is_needed_is_told_before_mapping(
    premark_: Premark, draft: Path, no_mapping: None, command: str, inside: str
) -> None:
    taken = draft.parent / "taken"
    taken.write_text("a file, not a folder")
    told = premark_(command, draft, "--unit", "8580-500", "--out", taken / inside)
    clean(told, 3)
    assert str(taken) in told.err and "is a file" in told.err and "--out" in told.err


def test_a_folder_that_may_not_be_written_to_is_told_before_mapping(
    premark_: Premark, draft: Path, no_mapping: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    told = premark_("map", draft, "--unit", "8580-500", "--out", draft.parent / "kept")
    clean(told, 3)
    assert str(draft.parent / "kept") in told.err and "permission denied" in told.err
    assert not (draft.parent / "kept").exists()


def test_folders_that_are_not_there_are_made(premark_: Premark, draft: Path, stub: None) -> None:
    out = draft.parent / "term 2" / "reports"
    told = premark_("map", draft, "--unit", "8580-500", "--out", out, "--quiet")
    assert told.code == 0, told.err
    assert [path.name for path in out.iterdir()] == ["draft.premark.html"]


@pytest.mark.parametrize(("given", "nearest"), [
    ("htlm", "html"), ("word", "docx"), ("xlsx", "csv"), ("jsn", "json"),
])  # fmt: skip
def test_an_unknown_format_names_the_nearest(
    premark_: Premark, draft: Path, no_mapping: None, given: str, nearest: str
) -> None:
    told = premark_("map", draft, "--unit", "8580-500", "--format", given)
    clean(told, 2)
    assert f"Did you mean {nearest}?" in " ".join(told.err.split())


@pytest.mark.parametrize(("given", "nearest"), [
    ("8580-504", "8580-50"), ("8589-70", "8589-70"), ("8859-703", "8589-703"),
])  # fmt: skip
def test_an_unknown_unit_names_the_nearest_and_lists_all(
    premark_: Premark, draft: Path, given: str, nearest: str
) -> None:
    for command in (("map", draft, "--unit", given), ("show", "unit", given)):
        told = premark_(*command)
        clean(told, 2)
        assert f"Did you mean {nearest}" in told.err
        assert all(pack.code in told.err for pack in all_packs())


def test_a_criteria_file_that_is_not_there_is_told_as_such(premark_: Premark, draft: Path) -> None:
    told = premark_("map", draft, "--unit", "mine.yaml")
    clean(told, 2)
    assert "mine.yaml: there is no such criteria file" in told.err


def test_a_mistyped_file_name_brings_the_one_that_is_there(
    premark_: Premark, draft: Path, no_mapping: None
) -> None:
    told = premark_("map", draft.parent / "darft.md", "--unit", "8580-500")
    clean(told, 3)
    assert f"Did you mean {draft}?" in told.err


def test_a_folder_given_for_a_file_names_the_files_in_it(
    premark_: Premark, draft: Path, no_mapping: None
) -> None:
    told = premark_("check", draft.parent, "--unit", "8580-500")
    clean(told, 3)
    assert "is a folder" in told.err and "draft.md" in told.err


def test_comments_without_a_word_file_are_refused(premark_: Premark, draft: Path) -> None:
    clean(premark_("map", draft, "--unit", "8580-500", "--annotate"), 3)
    assert [p.name for p in draft.parent.iterdir()] == ["draft.md"]


def test_a_folder_without_labels_is_code_3(
    premark_: Premark, tmp_path: Path, stub: None
) -> None:
    clean(premark_("evaluate", tmp_path), 3)


@pytest.mark.parametrize("text", ["pack: [open\n", "title: Bread\n", ""])
def test_a_criteria_file_that_is_wrong_is_code_4(
    premark_: Premark, draft: Path, text: str
) -> None:
    pack = draft.parent / "mine.yaml"
    pack.write_text(text, encoding="utf-8")
    told = premark_("map", draft, "--unit", pack)
    clean(told, 4)
    assert "mine.yaml:" in told.err


def test_a_missing_model_is_code_5(
    premark_: Premark, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> None:
        raise ModelMissing("the encoder is not installed", hint="Run: pip install loaf")

    monkeypatch.setattr(premark.pipeline, "load_tools", absent)
    told = premark_("map", draft, "--unit", "8580-500")
    clean(told, 5)
    assert "pip install loaf" in told.err


def test_an_interruption_ends_quietly(
    premark_: Premark, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(premark.pipeline, "load_tools", stopped)
    told = premark_("map", draft, "--unit", "8580-500")
    assert told.code == 130 and "Traceback" not in told.err


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for the parser and the encoder, so that no weights are loaded."""
    from premark.embed import WordHashes
    from premark.parse import blank_parser

    premark.pipeline.load_tools.cache_clear()
    monkeypatch.setattr(premark.pipeline, "load_parser", blank_parser)
    monkeypatch.setattr(premark.pipeline, "load_encoder", lambda: WordHashes(width=384))
    real = premark.pipeline.load_tools.__wrapped__
    monkeypatch.setattr(premark.pipeline, "load_tools", real)


def test_map_prints_a_summary_and_writes_what_is_asked(
    premark_: Premark, draft: Path, stub: None
) -> None:
    out = draft.parent / "reports"
    told = premark_("map", draft, "--unit", "8580-500", "-f", "html,json,docx,csv", "-o", out)
    assert told.code == 0, told.err
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"draft.premark.{kind}" for kind in ("csv", "docx", "html", "json")]
    assert all(f"wrote {out / name}" in told.out.replace("\n", "") for name in names)
    assert "1.1" in told.out
    assert json.loads((out / "draft.premark.json").read_text())["unit"] == "8580-500"


def test_check_writes_the_learners_reading_beside_the_draft(
    premark_: Premark, draft: Path, stub: None
) -> None:
    told = premark_("check", draft, "--unit", "8580-500")
    assert told.code == 0, told.err
    assert [p.name for p in sorted(draft.parent.iterdir())] == [
        "draft.check.premark.html", "draft.md",
    ]  # fmt: skip
    assert "limited" not in told.out.lower() and "strong" not in told.out.lower()


def test_quiet_prints_only_the_files(premark_: Premark, draft: Path, stub: None) -> None:
    told = premark_("map", draft, "--unit", "8580-500", "--quiet")
    assert told.out.splitlines() == [f"wrote {draft.parent / 'draft.premark.html'}"]


def test_weak_evidence_is_no_error(premark_: Premark, tmp_path: Path, stub: None) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text("Nothing to speak of.")
    told = premark_("map", path, "--unit", "8580-500")
    assert told.code == 0 and told.err == ""


HANDBOOK = (
    "Unit 999: Baking for a village",
    "Level 4",
    "Learning outcome 1: Understand flour",
    "1.1 Explain how flour is milled",
    "1.2 Compare two kinds of flour",
)


def printed() -> list[str]:
    """The commands that the README prints for people, as they are printed."""
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    told = said[said.index("## For an assessor") : said.index("## How good it is")]
    lines = [line.split("#")[0].strip() for line in told.splitlines()]
    return [line for line in lines if line.startswith("premark ")]


def handed_in(folder: Path) -> None:
    """What the commands for cohorts name: one learner's essay, as each source has it."""
    essay = f"AC 1.1 Coaching and mentoring\n\n{PROSE}\n"
    (folder / "essays").mkdir()
    (folder / "essays" / "one.txt").write_text(essay, encoding="utf-8")
    with ZipFile(folder / "submissions.zip", "w") as archive:
        archive.writestr("Jo Day_12_assignsubmission_file/essay.txt", essay)
    tables = {
        "portfolio": "learner,unit,file\nJo Day,8580-503,essays/one.txt\n",
        "Grades": "Identifier,Full name,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
        "Participant 12,Jo Day,Submitted,,100,Yes,-,-,\n",
        "decisions": "submission,criterion,assessor,judgement,date\n"
        "moodle-12,1.1,Kim,limited,2026-05-01\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("line", printed())
def test_a_command_of_the_readme_runs_as_it_is_printed(
    premark_: Premark, tmp_path: Path, stub: None, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    import docx

    monkeypatch.chdir(tmp_path)
    for name in re.findall(r"\S+\.(?:docx|pdf)\b", line):
        if name.endswith(".docx"):
            paper = docx.Document()
            paper.add_heading("AC 1.1 Coaching and mentoring", 1)
            paper.add_paragraph(PROSE)
            paper.save(name)
        else:
            canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab")
            page = canvas.Canvas(name)
            lines = HANDBOOK if "import-unit" in line else PROSE.split(". ")
            for number, words in enumerate(lines):
                page.drawString(60, 780 - 16 * number, words[:90])
            page.save()
    if line == "premark check-criteria drafts":
        (tmp_path / "drafts").mkdir()
        shutil.copy(ROOT / "criteria" / "units" / "ilm-8580-500.yaml", tmp_path / "drafts")
    if line.startswith("premark cohort"):
        handed_in(tmp_path)
    told = premark_(*shlex.split(line)[1:])
    assert told.code == 0, told.err
    assert told.out.strip() and not told.err


def test_the_readme_prints_every_kind_of_command() -> None:
    said = "\n".join(printed())
    for word in ("map", "--out", "--format", "--annotate", "check", "units", "show passages"):
        assert word in said


def test_files_of_one_name_are_annotated_under_names_of_their_own(
    premark_: Premark, tmp_path: Path, stub: None
) -> None:
    import docx

    for number, folder in enumerate(("one", "two")):
        (tmp_path / folder).mkdir()
        paper = docx.Document()
        paper.add_paragraph(f"{PROSE} Part {number}.")
        paper.save(str(tmp_path / folder / "log.docx"))
    files = [tmp_path / folder / "log.docx" for folder in ("one", "two")]
    told = premark_("map", *files, "--unit", "8580-500", "--annotate", "-q", "-o", tmp_path / "out")
    assert told.code == 0, told.err
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        "log-1.annotated.premark.docx", "log-2.annotated.premark.docx", "log.premark.html",
    ]  # fmt: skip


HEAVY = ("torch", "spacy", "pandas", "sentence_transformers", "sklearn", "docx", "pdfplumber")


@pytest.mark.parametrize("arguments", [["--help"], ["map", "--help"], ["show", "--help"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['premark', *{arguments!r}]\n"
        "from premark.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        f"print('LOADED', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert "LOADED []" in ended.stdout
    assert "Usage" in ended.stdout


def test_import_premark_loads_no_heavy_library() -> None:
    code = f"import sys, premark; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ended.stdout.strip() == "[]", ended.stderr


def test_a_terminal_that_knows_only_ascii_is_no_reason_to_stop(draft: Path) -> None:
    draft.write_text("# Café\n\nThe coach’s “view” — naïve.\n", encoding="utf-8")
    for what in ("sections", "passages"):
        ended = outside("show", what, str(draft), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert ended.returncode == 0, ended.stderr
        assert "Caf" in ended.stdout or "coach" in ended.stdout


def test_a_reader_that_goes_away_is_no_reason_for_a_traceback() -> None:
    command = f"{sys.executable} -m premark show unit 8589-700 | head -n 1"
    ended = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ended.stderr and "BrokenPipe" not in ended.stderr
