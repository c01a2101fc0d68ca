"""Small models of what Moodle and Canvas do with what is uploaded, as ../shared's notes tell it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_NUMERIC = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_REMOVED = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\]")
_PLUGINS = ("assignsubmission_file", "assignsubmission_onlinetext", "assignfeedback_file")


def moodle_takes(archive: Path, participants: Collection[int]) -> dict[tuple[int, str], bytes]:
    """(participant, name of the feedback file) and its bytes, for what Moodle would import."""
    taken: dict[tuple[int, str], bytes] = {}
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            path = re.sub(r"/+", "/", re.sub(r"\.\.+", "", _REMOVED.sub("", info.filename)))
            found = _moodle_place(path, participants)
            if found is not None:
                assert found not in taken, "one file would take the place of another"
                taken[found] = opened.read(info)
    return taken


def _moodle_place(path: str, participants: Collection[int]) -> tuple[int, str] | None:
    parts = path.split("/")
    if parts[-1].startswith((".", "~")) or not parts[-1]:
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not _NUMERIC.fullmatch(info[1]):
            continue
        number = float(info[1])
        if number not in participants or f"{info[2]}_{info[3]}" not in _PLUGINS:
            continue
        rest = "/".join([info[4] if len(info) == 5 else "", *parts])
        return int(number), rest.lstrip("/")
    return None


@dataclass(frozen=True)
class Learner:
    """A learner's row in Moodle: what stands there before a worksheet is uploaded."""

    grade: str = ""
    feedback: str = ""
    changed: int = 0  # minutes after the worksheet was made


def moodle_reads(
    data: bytes, learners: Mapping[int, Learner], *, word: str = "Participant "
) -> dict[int, Learner]:
    """What stands there afterwards: grades and comments, by participant."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(re.sub(r"\r\n?", "\n", text).strip()), strict=True))
    header = [cell.strip() for cell in rows[0]]
    identifier, grade = header.index("Identifier"), header.index("Grade")
    header.index("Last modified (grade)")
    feedback = header.index("Feedback comments") if "Feedback comments" in header else 0
    after = dict(learners)
    for row in rows[1:]:
        assert len(row) == len(header), "Moodle refuses rows of another length"
        number = int(row[identifier].strip()[len(word) :])
        if number not in learners:
            continue
        was = learners[number]
        mark = was.grade if row[grade] in ("", was.grade) or was.changed > 1 else row[grade]
        said = row[feedback] if feedback and was.changed <= 1 else was.feedback
        after[number] = Learner(mark, said, was.changed)
    return after


def canvas_takes(
    archive: Path, uploads: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], tuple[str, bytes]]:
    """By (learner, upload): the name that Canvas shows a comment's file under, and its bytes.

    `uploads` are the names of the uploads that Canvas has.
    """
    taken: dict[tuple[str, str], tuple[str, bytes]] = {}
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            name = PurePosixPath(info.filename).name
            parts = name.split("_")
            if name.startswith("._") or parts[-1].startswith("link"):
                continue
            key = _canvas_key(parts)
            if key in uploads:
                assert key not in taken
                taken[key] = (uploads[key], opened.read(info))
    return taken


def _canvas_key(parts: list[str]) -> tuple[str, ...]:
    if parts[0] == "anon" or parts[:2] == ["LATE", "anon"]:
        at = parts.index("anon")
        return tuple(parts[at + 1 : at + 3])
    return tuple([part for part in parts if re.fullmatch(r"[0-9]+", part)][:2])
