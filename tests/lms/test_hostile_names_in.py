"""Names that nobody sane would give, in archives and on disks: all handled, none followed."""

from __future__ import annotations

import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from premark.errors import ReadError
from premark.isolate.pool import Pool
from premark.lms import Intake, intake
from premark.lms.names import distinct_names, file_name, hidden_id, leads_out, natural, parts_of
from premark.lms.unread import left_behind
from premark.read.batch import entries

ID = re.compile(r"(?:moodle-[0-9]{1,20}|canvas-(?:anon-)?[0-9a-z-]{1,30}|s-[0-9a-f]{10,62})")
NASTY = (
    "..", ".", "/", "\\", "C:", "\\\\host\\share", "CON", "con.txt", "NUL .docx", "LPT¹", "a" * 300,
    "ä" * 200, "\u202egpj.exe", "\x1b[31mred", "a\nb", "👩‍🏫", "עברית", "العربية", "Ａ", "e\u0301",
    "_", "__", "_5_assignsubmission_file_", "_88_99_", "LATE_anon_x_1_", "anon_", "=cmd()",
    "%2e%2e", "é", "aux", "~", "-rf", " ", ".docx", "9" * 5_000, "a.b.c",
    "Z̷͈̰" * 40, "\ud7ff", "\uffff",
)  # fmt: skip
names = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    min_size=1,
    max_size=4,
).map("".join)
stored = st.one_of(
    st.builds("{}_{}_assignsubmission_file/{}".format, names, st.integers(0, 99), names),
    st.builds("{}_{}_assignsubmission_file_{}".format, names, st.integers(0, 99), names),
    st.builds("{}_assignsubmission_onlinetext_/{}".format, names, names),
    st.builds("{}_LATE_{}_{}_{}".format, names, st.integers(0, 99), st.integers(), names),
    st.builds("anon_{}_5_{}".format, st.text("aAbB1", min_size=1, max_size=3), names),
    st.builds("{}/{}".format, names, names),
    names,
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


def packed(path: Path, listed: list[str]) -> int:
    """An archive of these entries; how many it has."""
    with zipfile.ZipFile(path, "w") as made:
        for number, name in enumerate(listed):
            info = zipfile.ZipInfo()
            info.filename = name[:30_000] or "x"
            made.writestr(info, f"What I wrote, number {number}.")
    with zipfile.ZipFile(path) as made:
        return len(made.infolist())


def anybodys(path: Path) -> int:
    """How many entries of an archive no other program left there."""
    return sum(not left_behind(parts_of(one.stored)) for one in entries(path).entries)


def every_name(found: Intake) -> list[str]:
    own = [given.name for one in found.submissions for given in one.files]
    left = [told.name for one in found.submissions for told in one.unread]
    return [*own, *left, *(told.name for told in found.unread)]


def is_shown_safely(name: str) -> bool:
    odd = any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    return not odd and not set('/\\:*?"<>|') & set(name) and name.strip() == name and bool(name)


@settings(
    max_examples=120, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(listed=st.lists(stored, min_size=1, max_size=8, unique=True))
def test_every_entry_of_a_hostile_archive_is_given_or_told(pool: Pool, listed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.zip"
        packed(path, listed)
        count = anybodys(path)
        try:
            found = intake(path, unit="501", pool_=pool)
        except ReadError as error:
            assert error.message.startswith("a.zip") and error.hint
            return
        assert [one.name for one in Path(place).iterdir()] == ["a.zip"]
    ids = [one.id for one in found.submissions]
    assert all(ID.fullmatch(one) for one in ids) and len(set(ids)) == len(ids)
    assert len(every_name(found)) == count
    assert all(is_shown_safely(name) for name in every_name(found)), every_name(found)
    for one in found.submissions:
        assert one.files or one.unread
        assert all(len(given.sha256) == 64 and given.path == str(path) for given in one.files)
        assert not any(leads_out(given.stored) for given in one.files)
        assert "\n" not in one.learner and len(one.learner) <= 121


@settings(max_examples=60, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(listed=st.lists(st.text("abAB ._é🙂", min_size=1, max_size=12), min_size=1, max_size=8))
def test_no_entry_is_lost_however_many_share_its_name(pool: Pool, listed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.zip"
        form = "Jo_{}_assignsubmission_file/{}{}.txt".format
        count = packed(path, [form(at % 3, name, at) for at, name in enumerate(listed)])
        found = intake(path, unit="501", pool_=pool)
    left = sum(name.startswith("._") for name in listed)
    assert len(every_name(found)) == count - left


@given(name=names)
def test_a_name_that_is_shown_is_safe_and_short(name: str) -> None:
    shown = file_name(name)
    assert is_shown_safely(shown) and len(shown) <= 110 and len(shown.encode()) <= 250
    assert file_name(shown) == shown


@given(paths=st.lists(st.lists(names, min_size=1, max_size=3), max_size=12))
def test_names_beside_each_other_are_all_different(paths: list[list[str]]) -> None:
    found = [name.casefold() for name in distinct_names(paths)]
    assert len(set(found)) == len(found) == len(paths)


@given(name=names)
def test_a_name_that_leads_nowhere_else_stays_below_its_folder(name: str) -> None:
    if leads_out(name):
        return
    place = Path("/somewhere")
    assert place in place.joinpath(*parts_of(name), "x").parents
    assert ".." not in parts_of(name)


@given(one=names, other=names)
def test_an_order_of_names_tells_all_apart(one: str, other: str) -> None:
    assert (natural(one) == natural(other)) == (one == other)
    assert natural("Appendix 2") < natural("Appendix 10") < natural("appendix 11")


def test_an_id_is_the_same_in_either_spelling_of_an_accent() -> None:
    assert hidden_id("Zoe\u0308") == hidden_id("Zo\u00eb") != hidden_id("Zoe")


def test_two_folders_that_differ_by_how_an_accent_is_stored_have_two_ids(
    tmp_path: Path, pool: Pool
) -> None:
    path = tmp_path / "a.zip"
    packed(path, ["Zoe\u0308/a.txt", "Zo\u00eb/b.txt"])
    found = intake(path, unit="501", pool_=pool)
    assert len({one.id for one in found.submissions}) == 2


@pytest.mark.parametrize("name", ["essay.docx", "CON.docx", "a" * 400 + ".docx", "…/x: y?.docx"])
def test_a_shown_name_keeps_its_ending(name: str) -> None:
    assert file_name(name).endswith(".docx")


cells = st.sampled_from(
    ["learner", "File", "unit", "number", "name", "501", "a.txt", "../a.txt", "", '"', '""', "\r",
     "x" * 200, "Jo Day", "=1+1", "\u202e", "\0", "é", "12", "Participant 12",
     "sep=;", "/etc/passwd", "a", "."]
)  # fmt: skip
tables = st.lists(st.lists(cells, max_size=5), max_size=6).flatmap(
    lambda rows: st.sampled_from(",;\t").map(lambda by: "\n".join(by.join(row) for row in rows))
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=tables | st.text(max_size=60), coding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_table_is_followed_or_told_by_its_line(text: str, coding: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "a.txt").write_text("What I wrote.")
        table = root / "m.csv"
        table.write_bytes(text.encode(coding, "replace"))
        for source, learners in ((table, None), (root, table)):
            try:
                found = intake(source, unit="501", learners=learners)
            except ReadError as error:
                assert error.message.startswith(("m.csv", root.name)) and error.hint
                assert "\n" not in error.message
                continue
            paths = [Path(given.path) for one in found.submissions for given in one.files]
            assert all(path.resolve().parent == root.resolve() for path in paths)
