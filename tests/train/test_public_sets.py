"""Public sets: read where the file is the known one, refused with a reason where it is not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from premark.errors import ReadError
from premark.train.public import PublicSet, public_folder, public_sets, read_public, read_set

ROWS = [
    {"id": "1", "text": "I rang the bell.", "label": "plain", "who": 7, "side": "train"},
    {"id": "2", "text": "Who would hear it?", "label": ["doubt", "plain"], "who": 8, "side": "val"},
]
FOLDER = public_folder()


def made(folder: Path, text: str | None = None, **changed: Any) -> PublicSet:
    """A set of two made-up rows, written to `folder`, known by the digest of what was written."""
    path = folder / "bells" / "rows.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or "\n".join(map(json.dumps, ROWS)) + "\n", encoding="utf-8")
    facts: dict[str, Any] = {
        "file": "bells/rows.jsonl",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "holds": "bells",
        "source": "a bell founder",
        "licence": "CC0",
        "may_train": True,
        "text": "text",
        "label": "label",
        "document": "who",
        "part": "side",
    }
    return PublicSet(**facts | changed)


def test_rows_have_text_labels_document_and_part(tmp_path: Path) -> None:
    first, second = read_set(made(tmp_path), tmp_path)
    assert (first.text, first.labels, first.document) == ("I rang the bell.", ("plain",), "7")
    assert second.labels == ("doubt", "plain") and second.part == "val"
    assert second.line["id"] == "2"


def test_a_set_without_documents_has_each_row_alone(tmp_path: Path) -> None:
    rows = read_set(made(tmp_path, document=""), tmp_path)
    assert len({row.document for row in rows}) == len(rows)


def test_a_line_separator_inside_a_text_does_not_cut_a_row(tmp_path: Path) -> None:
    text = json.dumps(ROWS[0] | {"text": "one\u2028two"}, ensure_ascii=False)
    assert [row.text for row in read_set(made(tmp_path, text), tmp_path)] == ["one\u2028two"]


def test_another_file_is_refused_with_the_way_out(tmp_path: Path) -> None:
    known = made(tmp_path)
    (tmp_path / known.file).write_text(json.dumps(ROWS[0]), encoding="utf-8")
    with pytest.raises(ReadError, match="another file than the known one") as caught:
        read_set(known, tmp_path)
    assert "a bell founder" in caught.value.hint


def test_an_absent_file_is_said_with_its_source_and_licence(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file") as caught:
        read_public("reflection_cered", tmp_path)
    assert "EduMUNI" in caught.value.hint and "Apache-2.0" in caught.value.hint


def test_an_unknown_set_names_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_public("bells", tmp_path)
    assert "model_decoys" in caught.value.hint


@pytest.mark.parametrize("text", ['{"text": "cut off', '{"text": "no label"}', "[1, 2]"])
def test_a_broken_line_is_named_by_number_and_its_text_stays_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match="line 1") as caught:
        read_set(made(tmp_path, text), tmp_path)
    assert "cut off" not in caught.value.message and "no label" not in caught.value.message


def test_every_set_of_the_table_has_its_facts() -> None:
    for known in public_sets().values():
        assert len(known.sha256) == 64 and known.source and known.licence and known.holds


@pytest.mark.skipif(FOLDER is None, reason="no folder of public sets beside this checkout")
@pytest.mark.parametrize("name", sorted(public_sets()))
def test_the_sets_beside_the_checkout_are_the_known_ones(name: str) -> None:
    assert FOLDER is not None
    rows = read_public(name, FOLDER)
    known = public_sets()[name]
    assert rows and all(bool(row.text) == bool(known.text) for row in rows)
    assert all(bool(row.labels) == bool(known.label) for row in rows)
