"""Files of a cohort: read from an archive or the disk, under their own names and digests."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from premark.errors import Crashed, DamagedFile, MissingFile, NoText, ReadError, TooLarge
from premark.isolate import digests, read_given, read_with_names
from premark.isolate.batch import LISTED, Digest, digests_in, digests_job, listing_work
from premark.isolate.pool import Answer, Pool, Used, Work
from premark.read.batch import entry_bytes
from premark.types.cohort import Given
from premark.types.limits import LIMITS, Limits

ESSAY = b"I asked my client what she would try first, and she said so at once."
FOLDER = "Zo\u00eb Ng_4711_assignsubmission_file_/"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(LIMITS)
    yield made
    made.close()


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    paper = docx.Document()
    paper.add_paragraph(ESSAY.decode())
    paper.core_properties.author = "Ada Quill"
    paper.save(str(tmp_path / "essay.docx"))
    return tmp_path / "essay.docx"


def zipped(folder: Path, **given: bytes) -> Path:
    path = folder / "batch.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in given.items():
            archive.writestr(FOLDER + name.replace("__", "."), data)
    return path


def entry(archive: Path, index: int, name: str, *, sha256: str = "") -> Given:
    stored = zipfile.ZipFile(archive).namelist()[index]
    return Given(name=name, path=str(archive), entry=index, stored=stored, sha256=sha256)


def test_files_of_an_archive_and_of_the_disk_are_one_document_in_the_order_given(
    tmp_path: Path, essay: Path, pool: Pool
) -> None:
    archive = zipped(tmp_path, notes__txt=ESSAY, essay__docx=essay.read_bytes())
    disk = Given(name="my own essay.docx", path=str(essay))
    given = [entry(archive, 1, "essay.docx"), disk, entry(archive, 0, "notes.txt")]
    document, names = read_given(given, pool_=pool)
    assert [file.name for file in document.files] == ["essay.docx", disk.name, "notes.txt"]
    assert [block.file for block in document.blocks] == [0, 1, 2]
    assert [block.index for block in document.blocks] == [0, 1, 2]
    held = [(n.file, n.name) for n in names if n.where == "author"]
    assert held == [("essay.docx", "Ada Quill"), (disk.name, "Ada Quill")]
    assert read_given(given, names=False, pool_=pool) == (document, ())


def test_an_entry_is_read_as_the_same_file_on_the_disk_is(
    tmp_path: Path, essay: Path, pool: Pool
) -> None:
    archive = zipped(tmp_path, essay__docx=essay.read_bytes())
    assert read_given([entry(archive, 0, "essay.docx")], pool_=pool) == read_with_names(
        [essay], pool_=pool
    )


def test_a_file_that_cannot_be_read_is_told_by_its_own_name_and_not_its_learners(
    tmp_path: Path, pool: Pool
) -> None:
    archive = zipped(tmp_path, essay__txt=ESSAY * 90)
    data = bytearray(archive.read_bytes())
    data[len(FOLDER.encode()) + 45] ^= 0xFF
    archive.write_bytes(data)
    with pytest.raises(DamagedFile) as raised:
        read_given([entry(archive, 0, "essay.txt")], pool_=pool)
    assert "essay.txt" in raised.value.message and "Ng" not in raised.value.message
    with pytest.raises(MissingFile, match=r"\Aessay\.docx: "):
        stored = tmp_path / "Zo\u00eb Ng_4711_essay.docx"
        read_given([Given(name="essay.docx", path=str(stored))], pool_=pool)
    with pytest.raises(NoText):
        read_given([], pool_=pool)


def test_a_file_that_changed_since_it_was_listed_is_not_read_for_the_other(
    tmp_path: Path, pool: Pool
) -> None:
    archive = zipped(tmp_path, essay__txt=ESSAY)
    same = hashlib.sha256(ESSAY).hexdigest()
    document, _ = read_given([entry(archive, 0, "essay.txt", sha256=same)], pool_=pool)
    assert document.files[0].sha256 == same
    with pytest.raises(ReadError, match=r"essay\.txt: is another file now"):
        read_given([entry(archive, 0, "essay.txt", sha256="0" * 64)], pool_=pool)


def test_a_damaged_entry_is_never_read_from_where_another_stands(tmp_path: Path) -> None:
    """The list of an archive may have another order than its bytes."""
    archive = zipped(tmp_path, a__txt=ESSAY * 90, b__txt=b"Not yours.")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.filelist.reverse()
        opened._didModify = True  # type: ignore[attr-defined]
    data = bytearray(archive.read_bytes())
    data[len(FOLDER.encode()) + 45] ^= 0xFF
    archive.write_bytes(data)
    assert entry_bytes(archive, 0) == b"Not yours."
    with pytest.raises(DamagedFile):
        entry_bytes(archive, 1)


def test_digests_are_of_what_is_unpacked_and_a_bad_entry_has_its_own_error(
    tmp_path: Path, pool: Pool
) -> None:
    archive = zipped(tmp_path, a__txt=ESSAY, burst__txt=bytes(9_000_000), c__txt=b"Mine.")
    told = digests(archive, [2, 1, 0, 7], pool_=pool)
    assert list(told) == [2, 1, 0, 7]
    assert told[0] == hashlib.sha256(ESSAY).hexdigest()
    assert told[2] == hashlib.sha256(b"Mine.").hexdigest()
    assert isinstance(told[1], TooLarge) and "at most" in told[1].message and told[1].hint
    assert isinstance(told[7], DamagedFile)
    assert digests(archive, [], pool_=pool) == {}
    gone = digests(tmp_path / "gone.zip", [0, 1], pool_=pool)
    assert all(isinstance(error, MissingFile) for error in gone.values()) and len(gone) == 2


def test_a_job_that_has_no_time_for_all_digests_is_asked_again(
    tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped(tmp_path, **{f"n{n}__txt": b"%d" % n * 90 for n in range(5)})
    asked: list[int] = []

    def run(self: Pool, work: Work) -> Answer:
        asked.append(len(work.options["indices"]))
        told, body = digests_job((), work.options, Limits(processor_seconds=1e-9))
        return Answer(told, body, Used())

    monkeypatch.setattr(Pool, "run", run)
    told = digests(archive, range(5), pool_=pool)
    assert told == {n: hashlib.sha256(b"%d" % n * 90).hexdigest() for n in range(5)}
    assert asked == [5, 4, 3, 2, 1]


def test_an_answer_that_is_not_to_what_was_asked_is_refused() -> None:
    for told in ((), (Digest(index=3, sha256="x"),)):
        with pytest.raises(Crashed):
            digests_in(told, [1, 2], Path("batch.zip"))


def test_what_an_archive_may_unpack_to_is_not_used_up_by_reading_entries_twice(
    tmp_path: Path,
) -> None:
    archive = zipped(tmp_path, a__txt=bytes(range(256)) * 8, b__txt=b"Mine.")
    tight = Limits(batch_total_gb=0.000_003)
    for _ in range(5):
        assert len(entry_bytes(archive, 0, limits=tight)) == 2048
        assert entry_bytes(archive, 1, limits=tight) == b"Mine."


def test_entries_are_listed_with_the_whole_name_that_the_archive_has(
    tmp_path: Path, pool: Pool
) -> None:
    archive = zipped(tmp_path, **{"a" * 120 + "__txt": ESSAY})
    (one,) = LISTED.validate_json(pool.run(listing_work(archive)).body)
    assert one.stored == FOLDER + "a" * 120 + ".txt" and len(one.name) == 80


def test_entries_over_which_a_child_died_are_asked_for_one_by_one(
    tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped(tmp_path, a__txt=b"a", b__txt=b"b", c__txt=b"c")
    whole = Pool.run

    def run(self: Pool, work: Work) -> Answer:
        if 1 in work.options["indices"]:
            raise Crashed("batch.zip: the program that reads it stopped", hint="Read it by eye.")
        return whole(self, work)

    monkeypatch.setattr(Pool, "run", run)
    told = digests(archive, range(3), pool_=pool)
    assert isinstance(told[1], Crashed)
    assert [told[0], told[2]] == [hashlib.sha256(text).hexdigest() for text in (b"a", b"c")]


def test_what_was_typed_into_a_platform_is_read_in_a_child(tmp_path: Path, pool: Pool) -> None:
    archive = zipped(tmp_path, onlinetext__html=b"<h2>1.1</h2><p>" + ESSAY)
    document, _ = read_given([entry(archive, 0, "onlinetext.html")], pool_=pool)
    assert document.files[0].format == "html"
    assert [block.text for block in document.blocks] == ["1.1", ESSAY.decode()]
