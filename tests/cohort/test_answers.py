"""Pages of all answers to a criterion: similar ones together, escaped, bounded, none stale."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_runner import checked, laid_out
from make_records import UNIT, make_criterion_row, make_element, make_record

from premark.cohort.pages import answers
from premark.cohort.pages.alike import MOST_GROUPS, group_alike
from premark.cohort.pages.answers import answers_pages
from premark.types.cohort import Record
from premark.types.criteria import Criterion, Needs, Outcome, Pack, Qualification, Requirement

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> & \u202eturned\u202c {{ 7 * 7 }}'
SUBJECTS = {
    "bread": "oven flour yeast dough loaf crust knead prove bake crumb starter sourdough",
    "gardens": "soil compost prune seedlings hedge mulch greenhouse spade orchard bulbs lawn weeds",
    "ships": "harbour anchor sails rigging tide keel captain cargo deck voyage compass lighthouse",
}
VOID = {"meta", "i", "br", "link", "img", "input"}


def _text(subject: str, seed: int, words: int = 60) -> str:
    drawn = random.Random(seed)
    return " ".join(drawn.choice(SUBJECTS[subject].split()) for _ in range(words))


def _requirement(name: str) -> Requirement:
    needs = Needs(kind="topic", topics=(name,))
    return Requirement(id=name, needs=needs, source="unit", if_short=f"No {name} was found.")


def _pack() -> Pack:
    criteria = [
        Criterion(
            id=code,
            outcome="1",
            asks=f"Say {code}.",
            verb=("explain",),
            topics=(),
            must=(_requirement("sources"), _requirement("judgement")),
        )
        for code in ("1.1", "1.2", "2.1")
    ]
    return Pack(
        pack="made",
        version="1",
        qualification=Qualification(body="B", number=UNIT.split("-")[0], level=7),
        unit=UNIT.split("-")[1],
        title="A unit",
        outcomes=(Outcome(id="1", title="One"),),
        criteria=tuple(criteria),
    )


def _records(texts: Sequence[str], **more: object) -> list[Record]:
    elements = [make_element("sources"), make_element("judgement", "not_found", kind="topic")]
    return [
        make_record(
            f"s-{number:04d}",
            criteria=[
                make_criterion_row("1.1", "partial", elements, answer=text, **more),
                make_criterion_row("1.2", "none"),
            ],
        )
        for number, text in enumerate(texts)
    ]


def _write(records: Sequence[Record], out: Path, **more: object) -> dict[str, str]:
    paths = answers_pages(lambda: iter(records), out, packs={UNIT: _pack()}, **more)  # type: ignore[arg-type]
    return {path.name: path.read_text("utf-8") for path in paths}


def _order(page: str) -> list[str]:
    return re.findall(r'<h3 id="s-(s-\d+)"', page)


def test_answers_about_the_same_thing_are_one_group() -> None:
    texts = [_text(name, seed) for seed in range(20) for name in SUBJECTS]
    groups = group_alike(texts)
    of = {place: n for n, group in enumerate(groups) for place in group.members}
    for n in range(len(groups)):
        assert len({place % 3 for place, number in of.items() if number == n}) == 1
    assert sorted(of) == list(range(60))
    for group in groups:
        subject = list(SUBJECTS)[group.members[0] % 3]
        assert set(group.terms) <= set(SUBJECTS[subject].split())


def test_two_answers_that_are_nearly_the_same_stand_beside_each_other() -> None:
    texts = [_text(name, seed) for seed in range(30) for name in SUBJECTS]
    twin = texts[31].split()
    twin[5] = "however"
    texts.append(" ".join(twin))
    order = [place for group in group_alike(texts) for place in group.members]
    assert abs(order.index(31) - order.index(90)) == 1


def test_groups_are_the_same_every_time_and_bounded() -> None:
    texts = [_text(name, seed) for seed in range(150) for name in SUBJECTS]
    first = group_alike(texts)
    assert first == group_alike(texts)
    assert 2 <= len(first) <= MOST_GROUPS


@pytest.mark.parametrize(
    "texts",
    [[], ["one"], ["", ""], ["the and of"] * 9, ["same words here"] * 30, ["123 456"] * 8,
     ["x" * 50_000] * 7, [f"alone{chr(97 + n)} unlike" for n in range(9)], ["教练与辅导" * 9] * 8],
)  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_every_text_is_in_one_group_however_odd_the_texts(texts: list[str]) -> None:
    found = sorted(place for group in group_alike(texts) for place in group.members)
    assert found == list(range(len(texts)))


def test_typing_a_quote_in_another_way_makes_no_group() -> None:
    base = _text("bread", 1)
    texts = [f"{base} it{quote}s the baker{quote}s" for quote in "'’" for _ in range(10)]
    assert len(group_alike(texts)) == 1


def test_the_same_records_in_another_order_give_the_same_pages(tmp_path: Path) -> None:
    records = _records([_text(name, seed) for seed in range(8) for name in SUBJECTS])
    there = _write(records, tmp_path / "one")
    assert there == _write(records[::-1], tmp_path / "other")
    assert list(there) == [f"{UNIT}-1.1.html", f"{UNIT}-1.2.html"]


def test_a_page_holds_a_bounded_number_and_each_answer_is_on_one(tmp_path: Path) -> None:
    texts = [_text(name, seed, 12) for seed in range(50) for name in SUBJECTS]
    written = _write(_records(texts), tmp_path)
    names = [f"{UNIT}-1.1.html", f"{UNIT}-1.1-2.html", f"{UNIT}-1.1-3.html"]
    assert list(written)[:3] == names
    orders = [_order(written[name]) for name in names]
    assert [len(order) for order in orders] == [60, 60, 30]
    assert sorted(sum(orders, [])) == [f"s-{n:04d}" for n in range(150)]
    assert f'href="{UNIT}-1.1-3.html"' in written[names[0]]


def test_every_link_between_the_pages_leads_somewhere(tmp_path: Path) -> None:
    texts = [_text(name, seed, 12) for seed in range(50) for name in SUBJECTS]
    written = _write(_records(texts), tmp_path)
    for name, page in written.items():
        for href in re.findall(r'href="([^"]+)"', page):
            file, _, at = href.partition("#")
            if file.startswith("../"):
                assert file == "../cohort.html" or re.match(
                    r"\.\./reports/s-\d+\.premark\.html$", file
                )
            elif at:
                assert f'id="{at}"' in (written[file] if file else page)
            else:
                assert file in written and file != name


def test_nothing_that_a_learner_wrote_becomes_markup(tmp_path: Path) -> None:
    element = make_element("judgement", "short", kind="topic", because=HOSTILE, quote=HOSTILE)
    row = make_criterion_row(
        "1.1", "cannot tell", [element], answer=HOSTILE, models=(HOSTILE,), cannot_tell=(HOSTILE,)
    )
    record = make_record('"><b>x</b>/../..', criteria=[row])
    (page,) = _write([record], tmp_path).values()
    tags = _tags(page)
    assert not tags & {"script", "img", "b"}
    assert "\u202e" not in page and "{{ 7 * 7 }}" in page
    assert 'href="../reports/%22%3E%3Cb%3Ex%3C%2Fb%3E%2F..%2F...premark.html' in page
    assert "default-src 'none'" in unescape(page)


def _tags(page: str) -> set[str]:
    found: set[str] = set()
    open_: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            assert not any(name.startswith("on") for name, _ in attrs)
            if tag not in VOID:
                open_.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in VOID:
                assert open_.pop() == tag

    Reader().feed(page)
    assert not open_
    return found


def test_what_is_set_aside_is_marked_for_that_submission_alone(tmp_path: Path) -> None:
    records = _records([_text("bread", seed) for seed in range(5)])
    page = _write(records, tmp_path, set_aside={("s-0003", "1.1", "judgement")})[f"{UNIT}-1.1.html"]
    cards = {re.findall(r'id="s-(s-\d+)"', card)[0]: card for card in page.split("<article")[1:]}
    assert [name for name, card in cards.items() if ">set aside<" in card] == ["s-0003"]
    assert all("No judgement was found." in card for card in cards.values())


def test_a_place_of_another_criterion_marks_nothing(tmp_path: Path) -> None:
    records = _records([_text("bread", seed) for seed in range(3)])
    written = _write(records, tmp_path, set_aside={("s-0001", "2.1", "judgement")})
    assert not any(">set aside<" in page for page in written.values())


def test_a_card_says_strength_verb_elements_sources_and_models(tmp_path: Path) -> None:
    page = _write(_records(["word"], models=("GROW", "OSCAR")), tmp_path)[f"{UNIT}-1.1.html"]
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for said in (
        "Evidence: partial", "not shown", "not found No judgement was found.", "0 counted, 2 asked",
        "2 works cited", "Models named: GROW, OSCAR", "Found: 1",
    ):  # fmt: skip
        assert said in words
    assert 'class="bars bars-2" aria-hidden="true"' in page
    assert not re.search(r"\b(pass|fail|refer|grade|plagiari\w*|cheat\w*)\b", words, re.IGNORECASE)


def test_submissions_without_an_answer_are_listed_together_at_the_end(tmp_path: Path) -> None:
    written = _write(_records([_text("bread", 1), "", " \n\n ", _text("bread", 2)]), tmp_path)
    page = written[f"{UNIT}-1.1.html"]
    cards, _, rest = page.partition("Submissions without an answer")
    assert sorted(_order(cards)) == ["s-0000", "s-0003"]
    assert "s-0001" in rest and "s-0002" in rest and "s-0001" not in cards
    assert "No submission has an answer" in written[f"{UNIT}-1.2.html"]


def test_without_reports_no_link_leads_to_one(tmp_path: Path) -> None:
    written = _write(_records([_text("bread", 1)]), tmp_path, reports=False)
    assert not any("../reports/" in page for page in written.values())


def test_pages_of_an_earlier_run_go_and_files_of_others_stay(tmp_path: Path) -> None:
    many = _records([_text("bread", seed, 12) for seed in range(70)])
    assert f"{UNIT}-1.1-2.html" in _write(many, tmp_path)
    theirs = tmp_path / answers.ANSWERS / "mine.html"
    theirs.write_text("<!doctype html><title>mine</title>", encoding="utf-8")
    _write(many[:5], tmp_path)
    left = sorted(path.name for path in theirs.parent.iterdir())
    assert left == [f"{UNIT}-1.1.html", f"{UNIT}-1.2.html", "mine.html"]


def test_a_unit_that_nobody_handed_in_has_no_page(tmp_path: Path) -> None:
    assert _write([], tmp_path) == {}
    other = make_record("s-1", unit="8888-1")
    assert _write([other], tmp_path) == {}


def _looked_at(tmp_path: Path) -> str:
    texts = [_text(name, seed) for seed in range(25) for name in SUBJECTS] + ["", ""]
    written = _write(_records(texts), tmp_path, set_aside={("s-0003", "1.1", "judgement")})
    return written[f"{UNIT}-1.1-2.html"]


@pytest.mark.parametrize(("width", "dark"), [(1500, False), (1500, True), (360, False)])
def test_axe_finds_nothing_against_the_page(tmp_path: Path, width: int, dark: bool) -> None:
    found = checked(_looked_at(tmp_path), tmp_path, width=width, dark=dark)
    assert found["violations"] == []
    assert found["passes"] > 15


@pytest.mark.parametrize("width", [320, 360, 800, 1500])
def test_nothing_stands_over_the_edge_of_the_page(tmp_path: Path, width: int) -> None:
    found = laid_out(_looked_at(tmp_path), tmp_path, width=width)
    over = [each for each in found["over"] if "skip" not in each]
    assert found["scroll"] <= width and over == []
