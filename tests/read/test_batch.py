"""Archives of submissions: whole, with one bad entry, cut short, and made to burst."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from premark.errors import DamagedFile, LockedFile, TooLarge, UnsafeFile, UnsupportedFormat
from premark.read.batch import entries, entry_bytes
from premark.types.limits import Limits

GIVEN = {
    "Zoë Ng_12345_assignsubmission_file_/essay.txt": b"Coaching asks; mentoring tells. " * 9,
    "Ann O'Neil_12346_assignsubmission_file_/my essay.txt": b"I listened. " * 40,
    "Ann O'Neil_12346_assignsubmission_onlinetext_/onlinetext.html": b"<p>Here it is.</p>",
}


def written(folder: Path, given: dict[str, bytes], name: str = "batch.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in given.items():
            archive.writestr(member, data)
    return path


def test_a_whole_archive_gives_every_entry_in_its_order(tmp_path: Path) -> None:
    path = written(tmp_path, GIVEN)
    listing = entries(path)
    assert [e.name for e in listing.entries] == list(GIVEN) and not listing.cut_short
    assert all(e.error is None for e in listing.entries)
    assert [entry_bytes(path, e.index) for e in listing.entries] == list(GIVEN.values())


def test_what_other_programs_leave_behind_is_no_entry(tmp_path: Path) -> None:
    left = {"__MACOSX/._essay.txt": b"x", "a/.DS_Store": b"x", "a/": b"", "a/~$essay.docx": b"x"}
    path = written(tmp_path, {**left, "a/essay.txt": b"My text."})
    (only,) = entries(path).entries
    assert only.name == "a/essay.txt" and entry_bytes(path, only.index) == b"My text."


def test_one_bad_entry_keeps_its_reason_and_the_others_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, {"../out.txt": b"x", "b_1_/essay.txt": b"My text."})
    bad, good = entries(path).entries
    assert isinstance(bad.error, UnsafeFile) and "leads out" in bad.error.message and bad.error.hint
    with pytest.raises(UnsafeFile):
        entry_bytes(path, bad.index)
    assert good.error is None and entry_bytes(path, good.index) == b"My text."


def test_a_locked_entry_is_locked_and_not_damaged(tmp_path: Path) -> None:
    data = bytearray(written(tmp_path, {"a.txt": b"My text."}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(data)
    assert isinstance(entries(path).entries[0].error, LockedFile)


def test_an_entry_that_bursts_is_refused_with_both_figures(tmp_path: Path) -> None:
    small = Limits(archive_file_mb=1)
    path = written(tmp_path, {"a.txt": bytes(1_500_000), "b.txt": b"My text."})
    burst, good = entries(path, limits=small).entries
    assert isinstance(burst.error, TooLarge)
    assert "1.5 MB" in burst.error.message and "at most 1 MB" in burst.error.message
    assert entry_bytes(path, good.index, limits=small) == b"My text."


def test_a_size_that_lies_stops_the_unpacking(tmp_path: Path) -> None:
    small = Limits(archive_file_mb=1)
    data = bytearray(written(tmp_path, {"a.txt": bytes(3_000_000)}).read_bytes())
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    path = tmp_path / "lying.zip"
    path.write_bytes(data)
    with pytest.raises((TooLarge, DamagedFile)):
        entry_bytes(path, 0, limits=small)


def test_all_together_may_not_be_more_than_a_batch(tmp_path: Path) -> None:
    tiny = Limits(batch_total_gb=0.000_002)
    path = written(tmp_path, {f"{n}.txt": bytes(range(256)) * 3 for n in range(4)})
    told = [e.error for e in entries(path, limits=tiny).entries]
    assert told[0] is None and told[1] is None and isinstance(told[2], TooLarge)
    assert "at most" in told[2].message


def test_too_many_entries_are_refused_with_both_figures(tmp_path: Path) -> None:
    path = written(tmp_path, {f"{n}.txt": b"x" for n in range(5)})
    with pytest.raises(TooLarge, match=r"5 parts; at most 3"):
        entries(path, limits=Limits(batch_files=3))


def test_an_archive_that_stops_early_gives_what_came_before(tmp_path: Path) -> None:
    whole = written(tmp_path, GIVEN).read_bytes()
    path = tmp_path / "short.zip"
    path.write_bytes(whole[: whole.index(b"PK\x01\x02") + 20])
    listing = entries(path)
    assert listing.cut_short and [e.name for e in listing.entries] == list(GIVEN)
    assert [entry_bytes(path, e.index) for e in listing.entries] == list(GIVEN.values())


class Sent(io.BytesIO):
    """What cannot go back, as a connection: sizes are then written behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError


def test_one_that_was_made_while_it_was_sent_is_followed_too(tmp_path: Path) -> None:
    held = Sent()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in GIVEN.items():
            archive.writestr(member, data)
    whole = held.getvalue()
    assert whole[6] & 8
    path = tmp_path / "short.zip"
    path.write_bytes(whole[: whole.index(b"PK\x01\x02") + 20])
    listing = entries(path)
    assert [e.name for e in listing.entries] == list(GIVEN)
    assert [entry_bytes(path, e.index) for e in listing.entries] == list(GIVEN.values())


def test_an_entry_that_is_cut_off_itself_says_so(tmp_path: Path) -> None:
    whole = written(tmp_path, {"a.txt": b"My text.", "b.txt": bytes(range(256)) * 20}).read_bytes()
    path = tmp_path / "short.zip"
    path.write_bytes(whole[: whole.index(b"PK\x01\x02") - 20])
    first, second = entries(path).entries
    assert entry_bytes(path, first.index) == b"My text."
    with pytest.raises(DamagedFile, match="cut off"):
        entry_bytes(path, second.index)


def test_a_word_file_is_no_archive_of_submissions(tmp_path: Path) -> None:
    path = written(tmp_path, {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"})
    with pytest.raises(UnsupportedFormat, match="Word"):
        entries(path)


@pytest.mark.parametrize("data", [b"", b"nothing of an archive", b"PK\x03\x04", bytes(300)])
def test_what_is_no_archive_says_so(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "batch.zip"
    path.write_bytes(data)
    with pytest.raises(DamagedFile) as raised:
        entries(path)
    assert "batch.zip" in raised.value.message and raised.value.hint


def test_names_in_another_coding_are_read(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Zo_ M_ller_5_file_/r.txt", b"x")
    data = held.getvalue().replace(b"Zo_ M_ller", "Zoë Müller".encode("cp1252"))
    path = tmp_path / "old.zip"
    path.write_bytes(data)
    assert entries(path).entries[0].name == "Zoë Müller_5_file_/r.txt"
