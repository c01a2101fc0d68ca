"""The page: safe whatever the text holds, whole without a network, and readable by everyone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from make_review import HOSTILE, TEXTS, citation, make_pack, make_review, noticed

from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.view import view
from premark.types.document import Locator
from premark.types.evidence import Review

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """Elements in order, with a check that every one is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} closed out of order"

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture(params=[view, learner_view], ids=["assessor", "learner"])
def html(request: pytest.FixtureRequest) -> str:
    review = make_review()
    return render_html(request.param(review, make_pack()), review)


def test_every_element_is_closed_and_every_id_is_used_once(html: str) -> None:
    page = Page(html)
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.found if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(html: str) -> None:
    page = Page(html)
    ids = {attrs["id"] for _, attrs in page.found if "id" in attrs}
    links = {attrs["href"] for attrs in page.every("a")}
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert len([link for link in links if link.startswith("#q")]) >= 5


def test_nothing_in_the_text_can_run_or_load(html: str) -> None:
    page = Page(html)
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert not any(name.startswith("on") for _, attrs in page.found for name in attrs)
    assert not any("style" in attrs for _, attrs in page.found)
    outward = [a["href"] for a in page.every("a") if not a["href"].startswith("#")]
    assert outward and all(re.match(r"https?://", link) for link in outward)


def test_links_out_tell_the_other_side_nothing(html: str) -> None:
    out = [a for a in Page(html).every("a") if a["href"].startswith("http")]
    assert all(a["rel"] == "noopener noreferrer" for a in out)
    assert out[0]["href"] == "https://example.org/a?b=1&c="


def test_the_policy_lets_in_only_the_pages_own_style(html: str) -> None:
    policy = next(a["content"] for a in Page(html).every("meta") if "http-equiv" in a)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; style-src 'sha256-" + digest)
    assert "script-src" not in policy and "unsafe" not in policy
    assert "url(" not in style.group(1) and "@import" not in style.group(1)


def test_the_learners_text_is_there_whole(html: str) -> None:
    page = Page(html)
    shown = "".join(text for _, text in page.texts)
    for kind, text in TEXTS:
        parts = text.split(" | ") if kind == "row" else [text]
        assert all(part in shown for part in parts)
    assert HOSTILE in shown


def test_overlapping_marks_nest_and_each_id_opens_once() -> None:
    review = make_review()
    html = render_html(view(review, make_pack()), review)
    text = TEXTS[1][1]
    outer, inner = text.index("I agree"), text.index("because awareness")
    first = f"q1-{outer}-{text.index(' little')}"
    second = f"q1-{inner}-{inner + len('because awareness')}"
    assert html.count(f'id="{first}"') == html.count(f'id="{second}"') == 1
    opened = html[html.index(f'<mark id="{first}">') :]
    assert 0 < opened.index(f'<mark id="{second}">') < opened.index("</mark>")


def test_every_place_of_a_notice_and_every_quote_has_a_link_there_and_back() -> None:
    review = crowded(noticed(make_review()))
    for make in (view, learner_view):
        page = Page(render_html(make(review, make_pack()), review))
        assert page.open == []
        ids = [attrs["id"] for _, attrs in page.found if "id" in attrs]
        assert len(ids) == len(set(ids))
        links = [a["href"][1:] for a in page.every("a") if a["href"].startswith("#")]
        assert set(links) <= set(ids)
        assert {f"q1-{i}-{i + 2}" for i in range(39)} <= set(links)
        assert sum(link == "b0" or link.startswith("q0-") for link in links) >= 1


def crowded(review: Review) -> Review:
    """The review with sixty quotes for one element and sixty places of one source."""
    first = review.criteria[0]
    text = TEXTS[1][1]
    finds = tuple(
        citation().model_copy(
            update={"at": Locator(block=1, start=i, end=i + 3), "quote": text[i : i + 3]}
        )
        for i in range(60)
    )
    full = first.results[1].model_copy(update={"evidence": finds, "counted": 60})
    results = (first.results[0], full, first.results[2])
    one = first.model_copy(update={"results": results, "sources": finds})
    return review.model_copy(update={"criteria": (one, *review.criteria[1:])})


def test_what_was_not_found_links_to_where_it_was_looked_for(html: str) -> None:
    said = " ".join("".join(text for _, text in Page(html).texts).split())
    assert "looked in 2 passages of this criterion: 1.2 Other ways to learn (para 4–5)" in said
    assert "All 2 sections were read for it (5 passages)." in said
    assert "Not read as an answer: reference list." in said
    assert '<a href="#b2"><bdi>1.2 Other ways to learn</bdi></a>' in html
    assert '<a href="#read">' in html and 'id="read"' in html


def test_a_criterion_without_a_passage_lists_the_nearest() -> None:
    review = make_review()
    near = review.criteria[1].matches[2].model_copy(update={"criterion": "1.4"})
    last = review.criteria[3].model_copy(update={"matches": (near,)})
    changed = review.model_copy(update={"criteria": (*review.criteria[:3], last)})
    html = render_html(view(changed, make_pack()), changed)
    after = html[html.index("The nearest passages") :]
    assert after.index('<a href="#b1">para 2</a>') < after.index("mapped to 1.1") < 400


def test_no_cell_of_the_map_is_told_by_the_columns_head_alone_on_a_phone(html: str) -> None:
    style = html[html.index("<style>") : html.index("</style>")]
    head = re.search(r"\.grid thead \{([^}]*)\}", style)
    assert head is not None and "clip-path" in head.group(1) and "left" not in head.group(1)
    for label in ("required: ", "missing: ", "places: "):
        assert f'aria-hidden="true">{label}</span>' in html


def test_text_that_runs_from_right_to_left_may_do_so(html: str) -> None:
    shown = [attrs for tag, attrs in Page(html).found if attrs.get("id", "")[:1] == "b"
             and attrs["id"][1:].isdigit() and tag != "tr"]  # fmt: skip
    assert shown and all(attrs.get("dir") == "auto" for attrs in shown)
    assert all(a.get("dir") == "auto" for a in Page(html).every("blockquote"))


def test_headings_never_skip_a_level_and_there_is_one_title(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html).found if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_page_has_its_landmarks_language_and_skip_links(html: str) -> None:
    page = Page(html)
    assert page.every("html")[0]["lang"] == "en-GB"
    assert len(page.every("main")) == len(page.every("header")) == len(page.every("footer")) == 1
    assert {a["href"] for a in page.every("a") if a.get("class") == "skip"} >= {"#map", "#text"}
    assert all("scope" in th for th in page.every("th"))


def test_the_same_review_gives_the_same_page(html: str) -> None:
    review = make_review()
    pages = {render_html(draw(review, make_pack()), review) for draw in (view, learner_view)}
    assert html in pages and len(pages) == 2


def test_style_colours_are_readable_on_their_grounds() -> None:
    review = make_review()
    html = render_html(view(review, make_pack()), review)
    themes = re.findall(r":root \{(.*?)\}", html, re.DOTALL)[:2]
    for theme in themes:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", theme))
        for ground in ("paper", "leaf"):
            for ink in ("ink", "soft", "link", "met", "short", "gap", "unsure"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        assert contrast(colours["ink"], colours["mark"]) >= 4.5
        assert contrast(colours["ink"], colours["target"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG reckons it."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
