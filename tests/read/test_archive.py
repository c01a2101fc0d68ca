"""A ZIP is judged before anything of it is unpacked, and bounded again while it is."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from premark.errors import DamagedFile, LockedFile, ReadError, TooLarge, UnsafeFile
from premark.read.archive import open_archive, pieces, refuse_bulk, start_of, unpack
from premark.types.limits import Limits


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def fault_of(data: bytes, limits: Limits | None = None) -> tuple[str | None, str]:
    with open_archive(data, "work.zip", limits=limits or Limits()) as archive:
        found = [member for member in archive.members if member.fault]
        return (found[0].fault, found[0].figures) if found else (None, "")


def symlink(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def patched(data: bytes, mark: bytes, at: int, form: str, value: int) -> bytes:
    """`data` with a number set in every header that begins with `mark`."""
    made = bytearray(data)
    place = made.find(mark)
    while place >= 0:
        struct.pack_into(form, made, place + at, value)
        place = made.find(mark, place + 4)
    return bytes(made)


CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
LOCKED = patched(patched(zipped(("a.txt", b"x")), CENTRAL, 8, "<H", 1), LOCAL, 6, "<H", 1)


def test_a_good_archive_gives_its_members_whole() -> None:
    data = zipped(("a/essay.txt", b"one"), ("b.txt", b"two" * 1000))
    with open_archive(data, "work.zip") as archive:
        assert [(m.path, m.size, m.fault) for m in archive.members] == [
            ("a/essay.txt", 3, None),
            ("b.txt", 3000, None),
        ]
        assert unpack(archive, archive.members[1]) == b"two" * 1000
        assert start_of(archive, archive.members[1], 4) == b"twot"


@pytest.mark.parametrize(
    ("data", "fault", "said"),
    [
        (zipped(("../../up.txt", b"x")), "traversal", "leads out of the file"),
        (zipped(("a\\..\\..\\up.txt", b"x")), "traversal", "leads out of the file"),
        (zipped(("/etc/passwd", b"x")), "absolute", "a place on a disk"),
        (zipped(("C:\\x.txt", b"x")), "absolute", "a place on a disk"),
        (zipped((symlink("link"), b"/etc/passwd")), "special", "a link to elsewhere"),
        (zipped(("a.txt", b"x"), how=zipfile.ZIP_BZIP2), "packing", "bzip2"),
        (LOCKED, "encrypted", "password"),
        (zipped(("a.txt", b"x" * 2_000_000)), "ratio", "times larger (2.0 MB); at most 100 times"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_unsafe_member_has_its_own_fault_and_figures(
    data: bytes, fault: str, said: str
) -> None:
    found, figures = fault_of(data)
    assert found == fault
    assert said in figures


def test_a_name_that_stands_twice_over_different_contents_is_a_fault() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"one"), ("A.txt", b"more"), ("a.txt", b"two"))
    assert fault_of(data)[0] == "duplicate"
    assert "3 times" in fault_of(data)[1]


def test_a_part_written_twice_alike_is_harmless() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"one"), ("a.txt", b"one"))
    assert fault_of(data) == (None, "")


def test_members_that_share_bytes_are_a_fault() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"x" * 500), ("a.txt", b"x" * 500))
    shared = bytearray(data)
    struct.pack_into("<L", shared, shared.rfind(CENTRAL) + 42, 0)
    assert fault_of(bytes(shared))[0] == "overlap"


@pytest.mark.parametrize(("at", "value"), [(42, 7), (20, 5_000), (8, 1)])
def test_a_garbled_list_of_parts_is_damage_and_no_trick(at: int, value: int) -> None:
    data = bytearray(zipped(("a.txt", b"x" * 500), ("b.txt", b"y" * 500)))
    struct.pack_into("<H", data, data.find(CENTRAL) + at, value)
    assert fault_of(bytes(data))[0] == "damaged"


def test_small_members_may_be_packed_as_tightly_as_they_like() -> None:
    assert fault_of(zipped(("a.txt", b"x" * 900_000))) == (None, "")


def test_each_limit_is_the_callers_to_set_and_is_named_with_what_was_found() -> None:
    data = zipped(("a.txt", bytes(range(256)) * 8000), how=zipfile.ZIP_STORED)
    found, figures = fault_of(data, Limits(archive_file_mb=1))
    assert (found, "unpacks to 2.0 MB; at most 1 MB" in figures) == ("size", True)
    whole = pytest.raises(TooLarge, match="it unpacks to 2.0 MB; at most 1 MB")
    with whole, open_archive(data, "work.zip", limits=Limits(archive_total_mb=1)) as archive:
        refuse_bulk(archive)
    two = zipped(("a", b""), ("b", b""))
    count = pytest.raises(TooLarge, match="holds 2 parts; at most 1 are read")
    with count, open_archive(two, "work.zip", limits=Limits(archive_entries=1)):
        pass


def test_an_archive_in_an_archive_is_refused_by_its_depth() -> None:
    deep = pytest.raises(TooLarge, match="2 deep in each other; at most 1 deep")
    with deep, open_archive(zipped(("a", b"")), "work.zip", depth=2):
        pass
    with open_archive(zipped(("a", b"")), "w.zip", depth=2, limits=Limits(archive_nesting=2)):
        pass


def taken(data: bytes, **figures: float) -> bytes:
    with open_archive(data, "work.zip", limits=Limits(**figures)) as archive:
        return b"".join(pieces(archive, archive.members[0]))


def test_headers_that_lie_do_not_loosen_the_limits() -> None:
    data = zipped(("a.txt", b"x" * 3_000_000))
    small = patched(patched(data, CENTRAL, 24, "<L", 1000), LOCAL, 22, "<L", 1000)
    with pytest.raises(DamagedFile, match="'a.txt' is damaged"):
        taken(small)
    wide = patched(data, CENTRAL, 20, "<L", 2_900)
    with pytest.raises((TooLarge, DamagedFile)):
        taken(wide)


def test_what_is_unpacked_is_counted_over_all_members() -> None:
    noise = bytes(range(256)) * 4000
    data = zipped(("a", noise), ("b", noise), how=zipfile.ZIP_STORED)
    with open_archive(data, "work.zip", limits=Limits(archive_total_mb=1.5)) as archive:
        unpack(archive, archive.members[0])
        with pytest.raises(TooLarge, match="unpack to over 1.5 MB; at most"):
            unpack(archive, archive.members[1])


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (zipped(("../up.txt", b"x")), UnsafeFile, "leads out"),
        (LOCKED, LockedFile, "password"),
        (zipped(("a.txt", b"x"), how=zipfile.ZIP_LZMA), DamagedFile, "lzma"),
        (patched(zipped(("a.txt", b"xyz")), CENTRAL, 16, "<L", 7), DamagedFile, "checksum"),
        (zipped(("a.txt", b"x" * 2_000_000)), TooLarge, "times larger"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_faulty_member_is_not_unpacked_and_says_why(
    data: bytes, error: type[ReadError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        taken(data)
    assert caught.value.message.startswith("work.zip: ")
    assert caught.value.hint


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", zipped(("a", b"x"))[:60]])
def test_what_cannot_be_listed_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile, match="cannot be listed"), open_archive(data, "work.zip"):
        pass


@pytest.mark.parametrize("coding", ["cp437", "cp1252", "utf-8"])
def test_a_name_in_an_undeclared_coding_is_read_as_letters(coding: str) -> None:
    name = "Zo\u00eb/r\u00e9sum\u00e9.docx"
    placeholder = "x" * len(name.encode(coding))
    data = zipped((placeholder, b"x")).replace(placeholder.encode(), name.encode(coding))
    with open_archive(data, "work.zip") as archive:
        assert archive.members[0].path == name


def test_names_in_messages_carry_no_control_characters_and_stay_short() -> None:
    data = zipped(("../a\x1b[31m\n" + "long" * 100, b"x"))
    _, figures = fault_of(data)
    assert "\x1b" not in figures
    assert "\n" not in figures
    assert len(figures) < 160
