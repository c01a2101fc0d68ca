"""The page on what is kept is true: names, folders, commands, and nothing written besides."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from typer.testing import CliRunner

from premark import ending, stored, written
from premark.cli import app
from premark.lead_commands import TOP
from premark.packs.where import CACHE, cache_folder
from premark.report.write import FORMATS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
CACHED = ("embed/compiled.py", "packs/proofs.py", "match/kept_vectors.py")
MARKER = "Zymurgy-Quasar-Learner-Words"
DRAFT = f"""# 1.1 Coaching

{MARKER} said that coaching helps because it asks. I agree, since Smith (2019) has shown it.

# 1.2 Benefits

My manager Jane {MARKER} gained two hours a week, so the benefit is clear.
"""


def test_the_page_is_linked_from_the_readme() -> None:
    assert "docs/privacy.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_page_that_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    assert links and all((ROOT / "docs" / link).is_file() for link in links)


def test_the_names_that_it_gives_are_those_of_the_code() -> None:
    assert all(f".{name}`" in PAGE for name in FORMATS)
    assert CACHE in PAGE and f"{ending.TRACEBACK}=1" in PAGE
    assert written._OURS.match(written._beside(Path("a")).name)
    assert ".premark-<number>-<letters>" in PAGE and written._STALE == 24 * 3600
    for command in re.findall(r"premark ((?:show )?[a-z-]+)", PAGE):
        assert command in (*TOP, "show review") or command in ("is", "and", "has", "can", "does",
            "keeps", "writes", "runs", "says"), command  # fmt: skip


def test_the_folders_of_the_cache_are_those_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for kind, said in ((Unix, "~/.cache/premark"), (MacOS, "~/Library/Caches/premark")):
        found = kind("premark", appauthor=False).user_cache_path
        assert found == Path(said).expanduser() and f"`{said}`" in PAGE


def listed(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_run_writes_its_reports_and_nothing_besides(tmp_path: Path) -> None:
    """Looked for everywhere that a program may write without being told to."""
    draft = tmp_path / "work" / "draft.md"
    for name in ("work", "home", "temp"):
        (tmp_path / name).mkdir()
    draft.write_text(DRAFT, encoding="utf-8")
    draft.chmod(0o600)
    env = {**os.environ, "HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temp"),
           CACHE: str(cache_folder()), "PYTHONPATH": str(ROOT)}  # fmt: skip
    env |= dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), "")
    command = [sys.executable, "-m", "premark", "map", "draft.md", "--unit", "8580-500"]
    ended = subprocess.run(
        [*command, "--format", "html,json"],
        cwd=draft.parent, env=env, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert listed(tmp_path) == {
        "work/draft.md", "work/draft.premark.html", "work/draft.premark.json",
    }  # fmt: skip
    assert MARKER in (draft.parent / "draft.premark.json").read_text(encoding="utf-8")
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in draft.parent.iterdir()} == {0o600}
    kept = [p for p in cache_folder().rglob("*") if p.is_file()]
    assert not [p for p in kept if MARKER.encode() in p.read_bytes()]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE, str(folder))
    for name in ("encoder-0123-openvino-1", ".encoder-x"):
        (folder / name).mkdir(parents=True)
        (folder / name / "encoder.bin").write_bytes(bytes(2_000_000))
    (folder / "proofs-1.txt").write_text("x")
    (folder / "of somebody else.txt").write_text("x")
    return folder


def test_what_is_kept_is_listed_with_its_size(cache: Path) -> None:
    told = CliRunner().invoke(app, ["stored"])
    assert told.exit_code == 0 and str(cache) in told.output
    assert "encoder-0123-openvino-1  2.0 MB" in told.output and "proofs-1.txt" in told.output
    assert "somebody" not in told.output and len(listed(cache)) == 4


def test_what_is_kept_can_be_deleted_and_nothing_of_others(cache: Path) -> None:
    told = CliRunner().invoke(app, ["stored", "--delete"])
    assert told.exit_code == 0 and told.output.endswith("deleted\n")
    assert listed(cache) == {"of somebody else.txt"}
    assert "nothing is kept" in CliRunner().invoke(app, ["stored", "--delete"]).output


def test_all_that_premark_puts_into_its_cache_is_known() -> None:
    """Names in the code that begin a file or a folder of the cache."""
    code = "\n".join(
        (ROOT / "premark" / name).read_text(encoding="utf-8")
        for name in CACHED
    )
    made = re.findall(r'prefix="(\.\w+-)"', code)
    made += re.findall(r'"((?:encoder|proofs|unit-vectors)-)', code)
    assert set(made) <= set(stored.KINDS) and len(set(made)) >= 5
    users = [
        path.relative_to(ROOT / "premark").as_posix()
        for path in (ROOT / "premark").rglob("*.py")
        if "cache_folder()" in path.read_text(encoding="utf-8")
    ]
    assert set(users) <= {*CACHED, "embed/choose.py", "packs/where.py", "stored.py"}
