"""`cohort.html`: what it shows of a cohort, and that nothing in it is anything but text."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from premark.cohort.figures.picture import Picture
from premark.cohort.pages.file_names import answers_file
from premark.cohort.pages.page import BESIDE, render_cohort, write_pages
from premark.cohort.pages.page_parts import chance, signed, signed_percent
from tests.cohort import planted
from tests.cohort.make_pictures import bare_picture, full_picture, unreviewed_picture, with_text

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></title><b>",
    "{{ 7 * 7 }} {n} {0}", "javascript:alert(1)", "a\x00b\x1b[31m\u202e c\ud800",
    "']]></svg><script>1</script>", "=1+1", "../../x", "",
)  # fmt: skip
BANNED = re.compile(r"\b(pass|fail|failed|refer|referral|grade|plagiar\w*|cheat\w*|copied)\b", re.I)


class Read(HTMLParser):
    """The tags, links, ids and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.given: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.given += attrs

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, name: str) -> list[str]:
        return [value or "" for key, value in self.given if key == name]


@cache
def full(size: int = 30, units: int = 1) -> Picture:
    return full_picture(size, units=units)


@cache
def page(size: int = 30, units: int = 1) -> str:
    return render_cohort(full(size, units))


def said(html: str) -> str:
    body = html.partition("<body>")[2]
    return re.sub(r"\s+", " ", " ".join(Read(body).text))


def test_the_page_is_written_whole_beside_the_other_files(tmp_path: Path) -> None:
    written = write_pages(full(), tmp_path / "out")
    assert written == [tmp_path / "out" / "cohort.html"]
    assert written[0].read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("make", [
    lambda: bare_picture(1), lambda: bare_picture(12), unreviewed_picture,
    lambda: full(30, 2), lambda: Picture(units=(), submissions=0, reviewed=0, failed=(),
                                         made_with=(), seed=1),
], ids=["one", "twelve", "none", "two units", "empty"])  # fmt: skip
def test_headings_are_in_order_and_ids_are_one_each(make: object) -> None:
    html = render_cohort(make())  # type: ignore[operator]
    read = Read(html)
    heads = [int(tag[1]) for tag in read.tags if re.fullmatch(r"h\d", tag)]
    assert heads[0] == 1 and heads.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(heads, heads[1:], strict=False))
    ids = read.all("id")
    assert len(set(ids)) == len(ids)
    targets = [link[1:] for link in read.all("href") if link.startswith("#")]
    assert set(targets) <= set(ids)
    named = " ".join(read.all("aria-labelledby")).split()
    assert set(named) <= set(ids)


def test_every_table_has_a_caption_and_every_row_its_header() -> None:
    tree = lxml_html.fromstring(page(30, 2))
    tables = tree.xpath("//table")
    assert len(tables) > 20
    for table in tables:
        assert table.xpath("string(caption)").strip()
        assert all(head.get("scope") == "col" for head in table.xpath("thead/tr/th"))
        width = len(table.xpath("thead/tr/th"))
        for row in table.xpath("tbody/tr"):
            assert len(row) == width
            assert row[0].tag == "th" and row[0].get("scope") == "row"


def test_every_number_of_the_bars_stands_in_the_table() -> None:
    (unit,) = full().units
    tree = lxml_html.fromstring(page())
    (table,) = tree.xpath("//table[caption[@id='unit-1-strengths-heat']]")
    for row, criterion in zip(table.xpath("tbody/tr"), unit.criteria, strict=True):
        cells = [cell.text_content().split() for cell in row.xpath("td")]
        assert tuple(int(cell[0]) for cell in cells[:5]) == criterion.counts
        assert row[0].text_content().split()[0] == criterion.criterion


def test_the_weakest_criterion_is_the_first_row_of_its_table() -> None:
    (unit,) = full().units
    tree = lxml_html.fromstring(page())
    names = tree.xpath("//table[caption[@id='unit-1-weakest-table']]/tbody/tr/th")
    assert [each.text_content() for each in names] == [row.criterion for row in unit.weakest.rows]


def test_every_picture_has_a_name_and_a_table_beside_it() -> None:
    tree = lxml_html.fromstring(page())
    pictures = tree.xpath("//*[local-name()='svg']")
    assert len(pictures) >= 6
    for svg in pictures:
        assert svg.get("role") == "img"
        assert svg.xpath("ancestor::div[contains(@class, 'beside')]//table")


def test_all_sentences_of_the_picture_are_printed() -> None:
    picture = full()
    (unit,) = picture.units
    assert unit.trend and unit.agreement
    whole = said(page())
    for line in (
        *unit.weakest.said, *unit.groups.said, *unit.trend.said, *unit.agreement.said,
        *unit.plan.said, *unit.cautions, *picture.notes, *picture.same_files, *picture.in_common,
    ):  # fmt: skip
        assert line in whole
    assert picture.failed[0].says in whole


def test_a_part_without_data_says_in_a_line_what_brings_it() -> None:
    whole = said(render_cohort(bare_picture(12)))
    for option in ("--learners FILE", "--earlier DIR", "--decisions FILE"):
        assert option in whole


def test_a_cohort_of_which_nothing_was_reviewed_says_so_and_why() -> None:
    whole = said(render_cohort(unreviewed_picture()))
    assert "2 submissions handed in, 0 reviewed, 2 could not be reviewed." in whole
    assert planted.failed(1).says in whole


def test_two_units_each_have_their_own_parts() -> None:
    ids = Read(page(30, 2)).all("id")
    assert {"unit-1-weakest", "unit-2-weakest", "unit-2-plan"} <= set(ids)


def test_links_lead_only_to_what_is_there() -> None:
    with_all = [unquote(each) for each in Read(page()).all("href")]
    assert f"answers/{answers_file(planted.UNIT, '1.1')}" in with_all
    assert "reports/s-0001.premark.html" in with_all
    assert "reports/s-9001.premark.html" not in with_all
    bare = Read(render_cohort(full(), answers=False, reports=False, beside=())).all("href")
    assert all(each.startswith("#") for each in bare)


def test_differences_have_their_sign_and_nought_has_none() -> None:
    assert [signed(each) for each in (0.234, -0.234, 0.001, -0.001, None)] == [
        "+0.23", "−0.23", "0.00", "0.00", "–",
    ]  # fmt: skip
    assert [signed_percent(each) for each in (0.1, -0.1, 0.0, None)] == ["+10%", "−10%", "0%", "–"]
    assert [chance(each) for each in (0.0001, 0.02, None)] == ["< 0.001", "0.020", "–"]


def test_the_name_of_a_page_of_answers_is_safe_as_a_file() -> None:
    assert answers_file("A/1", "1.1") == "A-1-1.1.html"
    assert answers_file("..", "/") == "x-x.html"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_every_field_stays_text(text: str) -> None:
    html = render_cohort(with_text(full(12), text))
    plain, read = Read(page(12)), Read(html)
    assert set(read.tags) <= set(plain.tags) | {"rect", "defs", "pattern"}
    assert "script" not in read.tags and "img" not in read.tags
    assert not [name for name, _ in read.given if name.startswith("on") or name == "style"]
    for link in read.all("href"):
        assert re.match(r"(#|answers/|reports/|[a-z-]+\.(csv|xlsx)$)", link)
        assert ".." not in unquote(link).split("/") or link.startswith("reports/")
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", html.replace("\r", ""))
    html.encode("utf-8", "strict" if text != HOSTILE[5] else "replace")


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    read = Read(page())
    assert "default-src 'none'" in " ".join(map(unescape, read.all("content")))
    assert not read.all("src") and not read.all("style") and "script" not in read.tags
    assert not re.search(r"https?://", page().replace("http://www.w3.org/", ""))
    assert not re.search(r"@import|url\((?!#)", page())


def test_no_word_of_the_page_is_a_verdict() -> None:
    words = said(render_cohort(full(), reports=False, beside=()))
    for given in ("failures.csv",):
        words = words.replace(given, "")
    assert not BANNED.findall(words)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert render_cohort(full()) == page()


def test_a_large_cohort_stays_a_page_that_opens() -> None:
    picture = full(2000)
    (unit,) = picture.units
    many = tuple(planted.failed(n) for n in range(5000, 7000))
    pair = unit.shared[0]
    unit = unit.model_copy(update={"shared": (pair,) * 5000, "elsewhere": unit.elsewhere * 5000})
    big = picture.model_copy(update={
        "units": (unit,), "failed": many, "same_files": ("Same.",) * 3000,
        "in_common": ("Common.",) * 3000, "notes": ("Odd.",) * 3000,
    })  # fmt: skip
    html = render_cohort(big)
    assert len(html) < 1_000_000
    whole = said(html)
    assert "50 of 2,000 are shown. All of them: failures.csv." in whole
    assert "50 of 5,000 are shown." in whole
    assert "20 of 3,000 are shown." in whole


def test_every_file_beside_the_page_is_said_what_it_holds() -> None:
    whole = said(page())
    assert all(name in whole for name in BESIDE)
