"""What is no YAML that we read is told in plain words, at its line, and does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from premark.errors import BadYaml, DuplicateId, PackError
from premark.packs.yaml_source import read_yaml


def refused(folder: Path, data: bytes | str) -> PackError:
    path = folder / "bread.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(PackError) as told:
        read_yaml(path)
    assert told.value.message.startswith(f"{path}:{told.value.line}: ")
    return told.value


@pytest.mark.parametrize(("text", "line", "said"), [
    ("title: Bread\n\tunit: 1\n", 2, "tab"),
    ("a:\n  - b: 1\n      c: 2\n", 3, "begin in the same column"),
    ("a:\n  b: 1\n c: 2\n", 3, "begin in the same column"),
    ("title: Bread: a story\n", 1, "put the value in quotes"),
    ("title: @bread\n", 1, "put the value in quotes"),
    ("title: [rye, oats\n", 2, "bracket"),
    ("title: \"rye\n", 2, "quotation mark"),
    ("title: rye\n---\ntitle: oats\n", 2, "one document"),
    ("title: *rye\n", 1, "put the value in quotes"),
])  # fmt: skip
def test_what_is_not_yaml_is_told_in_plain_words(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    error = refused(tmp_path, text)
    assert isinstance(error, BadYaml)
    assert "is not YAML" in error.problem and said in error.problem
    assert error.line == line


@pytest.mark.parametrize(("data", "line"), [
    ("unit: 1\ntitle: Café\n".encode("latin-1"), 2),
    ("unit: 1\n".encode("utf-16"), 1),
])  # fmt: skip
def test_a_file_in_another_encoding_says_how_to_save_it(
    tmp_path: Path, data: bytes, line: int
) -> None:
    error = refused(tmp_path, data)
    assert error.line == line and "save it as UTF-8" in error.problem


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadYaml, match="no such file"):
        read_yaml(tmp_path / "none.yaml")


def test_aliases_that_multiply_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "too many entries" in refused(tmp_path, "\n".join(lines)).problem


@pytest.mark.parametrize("text", [
    "a: " + "[" * 3000 + "]" * 3000, "[" * 300_000, "- " * 300_000, "title: &a [*a]",
])  # fmt: skip
def test_what_has_no_end_is_refused(tmp_path: Path, text: str) -> None:
    assert "too deeply" in refused(tmp_path, text).problem


def test_a_name_that_is_a_list_is_refused_without_the_readers_own_words(tmp_path: Path) -> None:
    error = refused(tmp_path, "unit: 1\n? [a, b]\n: c\n")
    assert error.line == 2 and "should be a name" in error.problem


def test_a_field_that_stands_twice_is_named_with_all_that_leads_to_it(tmp_path: Path) -> None:
    error = refused(tmp_path, "criteria:\n  - id: '1.1'\n    asks: a\n    asks: b\n")
    assert isinstance(error, DuplicateId)
    assert (error.line, error.field) == (4, "criteria[1.1].asks")
    assert "first in line 3" in error.problem


def test_an_alias_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "bread.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: &a [x]\nb: *a\n")
    assert read_yaml(path).data == {"a": ["x"], "b": ["x"]}
