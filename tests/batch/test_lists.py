"""The list of names and the list of failures, and the key that says what is done."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cohort_stand_in import UNIT, submissions

from premark.batch import keys
from premark.batch.keys import key_of, made_digest
from premark.batch.lists import write_failures, write_names
from premark.packs.load import find_pack
from premark.types.cohort import Failed, Submission, Unread

ONE = submissions(1)[0]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_of_names_has_every_file_and_why_one_is_not_read(tmp_path: Path) -> None:
    photo = Unread(name="photo.jpg", status="unsupported", says="It is a picture.")
    stray = Unread(name="=1+1.txt", status="unsupported", says="It is nobody's.")
    cohort = (ONE.model_copy(update={"unread": (photo,)}), Submission(id="s-x", unit=UNIT))
    found = rows(write_names(cohort, [stray], tmp_path, like=tmp_path))
    assert [(row["submission"], row["file"], row["status"]) for row in found] == [
        ("s-0000", "essay 0.txt", ""), ("s-0000", "photo.jpg", "unsupported"),
        ("s-x", "", "missing"), ("", "'=1+1.txt", "unsupported"),
    ]  # fmt: skip
    assert found[0]["learner"] == "Learner 0"


def test_the_list_of_failures_has_the_status_the_reason_and_the_way_out(tmp_path: Path) -> None:
    one = Failed(submission="s-1", unit=UNIT, status="scan", says="file 1: no text",
                 next_step="Run OCR.")  # fmt: skip
    assert rows(write_failures([one], tmp_path)) == [
        {"submission": "s-1", "unit": UNIT, "status": "scan", "why": "file 1: no text",
         "next_step": "Run OCR."}
    ]  # fmt: skip
    assert rows(write_failures([], tmp_path)) == []


@pytest.mark.parametrize(
    "changed",
    [{"learner": "Another"}, {"unit": "8580-501"}, {"files": ()},
     {"unread": (Unread(name="a.jpg", status="unsupported", says=""),)}],
)  # fmt: skip
def test_what_the_review_or_its_record_depends_on_is_in_the_key(changed: dict[str, object]) -> None:
    assert key_of(ONE.model_copy(update=changed), "made") != key_of(ONE, "made")


@pytest.mark.parametrize(
    "changed", [{"id": "other"}, {"about": (("assessor", "A"),)}, {"number": "7"}, {"late": True}]
)
def test_what_only_the_tables_show_is_not(changed: dict[str, object]) -> None:
    assert key_of(ONE.model_copy(update=changed), "made") == key_of(ONE, "made")


def test_where_a_file_lies_is_not_in_the_key() -> None:
    moved = ONE.files[0].model_copy(update={"path": "elsewhere/essay.txt", "entry": 9})
    assert key_of(ONE.model_copy(update={"files": (moved,)}), "m") == key_of(ONE, "m")


def test_another_encoder_pack_or_model_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = find_pack(UNIT)
    before = made_digest(pack, ("html",))
    others = {made_digest(pack, ("html",), learner=True), made_digest(pack, ("json",))}
    others.add(made_digest(pack.model_copy(update={"digest": "0"}), ("html",)))
    monkeypatch.setenv("PREMARK_ENCODER", "sentence-transformers")
    others.add(made_digest(pack, ("html",)))
    monkeypatch.delenv("PREMARK_ENCODER")
    monkeypatch.setattr(keys, "_models_digest", lambda: "other")
    others.add(made_digest(pack, ("html",)))
    assert len(others) == 5 and before not in others
