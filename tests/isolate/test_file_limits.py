"""Limits and statuses are data: shipped whole, checked with their lines, said in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from premark import errors
from premark.cli import app
from premark.errors import BadYaml, DuplicateId, PremarkError, ReadError
from premark.packs.limits import limits_in_force, load_limits, shipped_entries
from premark.packs.statuses import load_statuses, read_statuses, status_of
from premark.types.document import Document, Warning_
from premark.types.limits import LIMITS, Limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")


def test_the_shipped_limits_are_the_defaults_of_the_type() -> None:
    assert load_limits() == LIMITS == Limits()


@pytest.mark.parametrize("name", Limits.model_fields)
def test_every_limit_has_its_unit_and_why_and_is_on_the_page_with_its_figure(name: str) -> None:
    entry = shipped_entries()[name]
    assert entry.unit and entry.why
    rows = [line for line in PAGE.splitlines() if line.startswith("|") and f"`{name}`" in line]
    line = next((row for row in rows if f"`{name}`" in row.split("|")[1]), rows[0])
    assert f"{entry.most:,.10g}" in line


def test_a_file_of_ones_own_changes_only_what_it_names(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("limits:\n  pages: {most: 800}\n  memory_mb: 1024\n", encoding="utf-8")
    assert load_limits(own) == LIMITS.model_copy(update={"pages": 800, "memory_mb": 1024})


def test_the_environment_names_a_file_of_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("limits:\n  pages: {most: 7}\n", encoding="utf-8")
    monkeypatch.setenv("PREMARK_LIMITS", str(own))
    assert limits_in_force().pages == 7


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("limits:\n  pages: {most: many}\n", 2, "should be a number"),
        ("limits:\n  memory_mb:\n    most: 5\n  pagse: {most: 3}\n", 4, "did you mean pages"),
        ("limits:\n  pages: {most: 0}\n", 2, "greater than or equal to 1"),
        ("limits:\n  pages: {unit: pages}\n", 2, "most: 300"),
        ("limits:\n  pages: {most: 3, wy: x}\n", 2, "wy"),
        ("purpose: limits\n", 1, "mapping of limits"),
    ],
)
def test_a_wrong_limit_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BadYaml, match=re.escape(said)) as caught:
        load_limits(own)
    assert caught.value.line == line


def kinds(base: type[PremarkError]) -> list[type[PremarkError]]:
    return [base, *(kind for sub in base.__subclasses__() for kind in kinds(sub))]


@pytest.mark.parametrize("kind", kinds(ReadError), ids=lambda kind: kind.__name__)
def test_every_kind_of_read_error_has_a_status_of_a_file_that_was_not_read(
    kind: type[ReadError],
) -> None:
    assert load_statuses()[kind.status].read is False
    assert kind.__name__ in (errors.__doc__ or "")


def test_every_status_is_given_by_an_error_or_a_warning() -> None:
    given = {kind.status for kind in kinds(ReadError)}  # type: ignore[attr-defined]
    for status in load_statuses().values():
        assert status.code == "ok" or (bool(status.warnings) == status.read)
        assert status.read or status.code in given


def test_there_are_at_most_twenty_statuses_each_with_a_sentence_and_a_next_step() -> None:
    statuses = load_statuses()
    assert 0 < len(statuses) <= 20
    assert all(s.says.endswith(".") and s.next_step.endswith(".") for s in statuses.values())


@pytest.mark.parametrize("code", load_statuses())
def test_every_status_is_on_the_page(code: str) -> None:
    read = "yes" if load_statuses()[code].read else "no"
    assert re.search(rf"^\| `{code}` \| {read} \| .+ \| .+ \|$", PAGE, re.MULTILINE)


def test_the_page_names_no_status_or_limit_that_is_not_there() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"\w+", row)}
    assert named == set(load_statuses()) | set(Limits.model_fields) & named


def test_every_exit_code_is_on_the_page() -> None:
    codes = {kind.exit_code for kind in kinds(PremarkError)} | {0, 2, 130}
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert codes <= listed
    assert any(command.name == "check-files" for command in app.registered_commands)


def read_with(*codes: str) -> Document:
    return Document(
        files=(), blocks=(), warnings=tuple(Warning_(code=c, message=c) for c in codes)
    )


def test_a_file_that_was_read_is_partial_before_it_is_misnamed_before_it_is_ok() -> None:
    assert status_of(read_with("misnamed", "text-missing")).code == "partial"
    assert status_of(read_with("misnamed", "images")).code == "misnamed"
    assert status_of(read_with("images")).code == "ok"


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("statuses: []\n", BadYaml, 1),
        ("statuses:\n- code: ok\n  read: yes\n  says: Read.\n", BadYaml, 2),
        (
            "statuses:\n- {code: ok, read: yes, says: A., next_step: B.}\n"
            "- {code: ok, read: yes, says: A., next_step: B.}\n",
            DuplicateId,
            3,
        ),
    ],
)
def test_a_wrong_status_is_told_with_its_line(
    tmp_path: Path, text: str, kind: type[BadYaml], line: int
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(kind) as caught:
        read_statuses(own)
    assert caught.value.line == line
