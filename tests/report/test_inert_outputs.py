"""Whatever stands in a text, a name or a pack, no output does anything: payload, field, format.

Each output is opened again with its own library; what a browser does with the pages is in
`test_inert_pages.py`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from lxml import etree
from lxml import html as lxml_html
from make_review import citation, logged, make_pack, make_review, model, whole
from rich.console import Console

from premark.plain import SIGNS
from premark.report.changed import change_lines, fitted, since_made
from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.record import from_json, to_json
from premark.report.table import to_csv
from premark.report.terminal import render_terminal
from premark.report.unit import lines as unit_lines
from premark.report.view import view
from premark.report.word import render_word
from premark.types.criteria import ListEntry, Pack
from premark.types.document import Warning_
from premark.types.evidence import Notice, Review

Both = tuple[Review, Pack]

MARKUP = (
    "<script>owned()</script>", '"><img src=x onerror=owned()>', "' onmouseover='owned()",
    "</style><script>owned()</script>", "</title></textarea><svg onload=owned()>", "<!--", "-->",
    "]]>", "<![CDATA[", "<?xml version='1.0'?>", "&lt;b&gt;", "&#60;script&#62;", "&nosuch;",
    "{{ 7 * 7 }}", "{% include 'report.css' %}", "${7*7}", "{0.__class__}", "%s%n", "`id`", "$(id)",
    '<meta http-equiv=refresh content="0;url=http://evil.example">', "<base href=//evil.example>",
    "<iframe srcdoc='<script>owned()</script>'>", "<a href=javascript:owned()>x</a>", "<w:p/>",
    "javascript:owned()", "data:text/html,<script>owned()</script>", "vbscript:owned()",
    "file:///etc/passwd", "\\\\evil.example\\share", "http://[::1", "//evil.example/x",
    "<style>@import url(http://evil.example)</style>", "[x](javascript:owned())", "![x](x)",
)  # fmt: skip
CONTROLS = (
    "\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b31m", "\u2028", "\u2029",
    "\u202e", "\u2066", "\u2069", "\u200b", "\u200f", "\u061c", "\ufeff", "\ufdd0", "\ufffe",
    "\uffff", "\U000e0041", "\ud800", "\udfff",
)  # fmt: skip
TERMINAL = (
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;b3duZWQ=\x07", "\x1b[2J\x1b[1;1H", "\x1b[5n", "\x9b2J", "\x90q\x9c", "\x07", "\x08",
    "\r", "[bold red]x[/bold red]", "[link=http://evil.example]x[/link]", "[/]", "[@click=x]",
    "\\[x",
)  # fmt: skip
FORMULAS = (
    "=HYPERLINK(\"http://evil.example\",\"x\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)",
    "\t=1", "\r=1", "\n=1", "\u3000=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "x;=1+1",
    "x\r\n=1+1", "x|@SUM(A1)", 'x";=1+1', '"=1+1"', "x; \"+1", "\u200b=1", "\ufe661", "%0A=1",
)  # fmt: skip
PAYLOADS = {
    "markup": " ".join(MARKUP),
    "controls": "a".join(CONTROLS) + "z",
    "terminal": "a".join(TERMINAL) + "z",
    **{f"formula {i}": each for i, each in enumerate(FORMULAS)},
    "long": "Rindfleisch" * 5_000,
    "blanks": " \t\u00a0\u3000 ",
}


def _text(both: Both, said: str) -> Both:
    """At the end of a paragraph and of a list item, so that no place in it moves."""
    return _blocks(both, {i: both[0].document.blocks[i].text + said for i in (1, 3, 4, 8)}), both[1]


def _blocks(both: Both, texts: dict[int, str]) -> Review:
    document = both[0].document
    blocks = tuple(
        b.model_copy(update={"text": texts[b.index], "original": texts[b.index]})
        if b.index in texts else b
        for b in document.blocks
    )  # fmt: skip
    return both[0].model_copy(update={"document": document.model_copy(update={"blocks": blocks})})


def _heading(both: Both, said: str) -> Both:
    sections = tuple(s.model_copy(update={"title": said}) for s in both[0].sections)
    review = _blocks(both, dict.fromkeys((0, 2, 7), said))
    return review.model_copy(update={"sections": sections}), both[1]


def _cell(both: Both, said: str) -> Both:
    document = both[0].document
    rows = {b.index: (*b.cells, said) for b in document.blocks if b.kind == "row"}
    blocks = tuple(
        b.model_copy(update={"cells": rows[b.index], "text": " | ".join(rows[b.index])})
        if b.index in rows else b
        for b in document.blocks
    )  # fmt: skip
    document = document.model_copy(update={"blocks": blocks})
    return both[0].model_copy(update={"document": document}), both[1]


def _number(both: Both, said: str) -> Both:
    document = both[0].document
    blocks = tuple(b.model_copy(update={"number": said}) for b in document.blocks)
    document = document.model_copy(update={"blocks": blocks})
    return both[0].model_copy(update={"document": document}), both[1]


def _file(both: Both, said: str) -> Both:
    """Two files of that name: places then name their file."""
    document = both[0].document
    file = document.files[0].model_copy(update={"name": said})
    document = document.model_copy(update={"files": (file, file)})
    return both[0].model_copy(update={"document": document}), both[1]


def _notice(both: Both, said: str) -> Both:
    """A name of the cover, or of the file's own record, in what is said of it."""
    told = Notice(code="name-left", message=said, next_step=said, places=(whole(1),))
    warning = Warning_(code="images", message=said)
    return both[0].model_copy(update={"notices": (told, told), "warnings": (warning,)}), both[1]


def _entry(both: Both, said: str) -> Both:
    entry = citation().model_copy(
        update={"kind": "reference", "quote": said, "because": said, "key": said, "at": whole(8)}
    )
    check = both[0].cross_check.model_copy(
        update={"listed_not_cited": (entry,), "near_misses": (entry,)}
    )
    findings = (*both[0].findings, entry)
    return both[0].model_copy(update={"cross_check": check, "findings": findings}), both[1]


def _citation(both: Both, said: str) -> Both:
    facts = (("author", said), ("year", said), ("kind", said), ("academic", "yes"))
    cited = citation().model_copy(update={"quote": said, "key": said, "facts": facts})
    named = model().model_copy(update={"quote": said, "key": said, "because": said})
    first = both[0].criteria[0].model_copy(update={"sources": (cited,), "models": (named,)})
    return both[0].model_copy(update={"criteria": (first, *both[0].criteria[1:])}), both[1]


def _client(both: Both, said: str) -> Both:
    """The name that a log gives a client, and what does not fit in it."""
    review = logged(both[0])
    found = tuple(
        f.model_copy(
            update={
                "facts": tuple((k, said if k == "client" else v) for k, v in f.facts),
                "because": said, "quote": said,
            }
        )
        for f in review.findings
    )  # fmt: skip
    return review.model_copy(update={"findings": found}), both[1]


def _overlay(both: Both, said: str) -> Both:
    criteria = tuple(
        c.model_copy(update={"official": said, "guidance": (said,)}) for c in both[1].criteria
    )
    return both[0], both[1].model_copy(update={"criteria": criteria})


def _pack(both: Both, said: str) -> Both:
    """The wording of a unit: a pack can come from a framework that anyone has written."""
    must = {"source": said, "if_short": said, "ask": said}
    criteria = tuple(
        c.model_copy(
            update={
                "asks": said, "notes": (said,), "starting_points": (said,),
                "topics": tuple(t.model_copy(update={"about": said}) for t in c.topics),
                "must": tuple(r.model_copy(update=must) for r in c.must),
                "helps": tuple(r.model_copy(update=must) for r in c.helps),
            }
        )
        for c in both[1].criteria
    )  # fmt: skip
    outcomes = tuple(o.model_copy(update={"title": said}) for o in both[1].outcomes)
    given = both[1].qualification.model_copy(update={"body": said, "title": said, "number": said})
    update = {"criteria": criteria, "outcomes": outcomes, "qualification": given, "title": said,
              "guide": said, "version": said, "unit": said}  # fmt: skip
    return both[0], both[1].model_copy(update=update)


def _code(both: Both, said: str) -> Both:
    """The code of a criterion, which pages make their ids of."""
    first = both[1].criteria[0].model_copy(update={"id": said})
    pack = both[1].model_copy(update={"criteria": (first, *both[1].criteria[1:])})
    read = both[0].criteria[0].model_copy(update={"criterion": said})
    return both[0].model_copy(update={"criteria": (read, *both[0].criteria[1:])}), pack


def _record(both: Both, said: str) -> Both:
    """A review that was read from a file that anyone can have written."""
    made = both[0].made_with.model_copy(
        update={"premark": said, "encoder": said, "parser": said, "models": said,
                "pack": said, "patterns": said, "packages": ((said, said),)}
    )  # fmt: skip
    criteria = tuple(
        c.model_copy(
            update={
                "because": said, "prompts": (said,), "cannot_tell": (said,),
                "verb": c.verb.model_copy(update={"verb": said, "because": said, "also": (said,)}),
                "results": tuple(
                    r.model_copy(update={"says": said, "because": said}) for r in c.results
                ),
            }
        )
        for c in both[0].criteria
    )  # fmt: skip
    update = {"made_with": made, "unit": said, "unit_title": said, "qualification": said,
              "pack_version": said, "criteria": criteria}  # fmt: skip
    return both[0].model_copy(update=update), both[1]


def _every(both: Both, said: str) -> Both:
    for field in FIELDS:
        if field is not _every:
            both = field(both, said)
    return both


FIELDS: tuple[Callable[[Both, str], Both], ...] = (
    _text, _heading, _cell, _number, _file, _notice, _entry, _citation, _client, _overlay, _pack,
    _code, _record, _every,
)  # fmt: skip
NAMES = [field.__name__.strip("_") for field in FIELDS]


@pytest.fixture(params=FIELDS, ids=NAMES)
def field(request: pytest.FixtureRequest) -> Callable[[Both, str], Both]:
    return request.param  # type: ignore[no-any-return]


SHOWN = [name for name in PAYLOADS if not name.startswith("formula")]


@pytest.fixture(params=SHOWN)
def both(request: pytest.FixtureRequest, field: Callable[[Both, str], Both]) -> Both:
    """A review and a pack with a payload in one of the fields."""
    return field((make_review(), make_pack()), PAYLOADS[request.param])


def odd(text: str, *, but: str = "\n") -> list[str]:
    """The controls, direction marks and other unseen signs of a text."""
    never = [c for c in text if "\ufdd0" <= c <= "\ufdef" or c in "\ufffe\uffff"]
    unseen = [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in but]
    return [hex(ord(c)) for c in (*never, *unseen)]


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def page_of(both: Both, learner: bool) -> str:
    return render_html((learner_view if learner else view)(*both), both[0])


TAGS = set(
    "html head meta title style body nav a header p span h1 h2 h3 h4 h5 h6 bdi strong main section "
    "i ul ol li table thead tbody tr th td details summary dl dt dd div blockquote mark b br footer"
    .split()
)  # fmt: skip
ATTRIBUTES = set(
    "lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden "
    "role scope tabindex dir rel title open".split()
)


@pytest.mark.parametrize("learner", [False, True], ids=["assessor", "learner"])
def test_a_page_holds_nothing_but_its_own_elements(both: Both, learner: bool) -> None:
    text = page_of(both, learner)
    assert not odd(text)
    text.encode()
    page = Elements(text)
    assert {tag for tag, _ in page.found} <= TAGS
    assert {name for _, attrs in page.found for name in attrs} <= ATTRIBUTES
    links = [attrs["href"] for tag, attrs in page.found if "href" in attrs]
    assert all(re.match(r"#|https?://", link) for link in links)
    policies = [a["content"] for _, a in page.found if a.get("http-equiv")]
    assert len(policies) == 1
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'",
        policies[0],
    )
    again = lxml_html.document_fromstring(text.encode())
    assert {e.tag for e in again.iter() if isinstance(e.tag, str)} <= TAGS
    ids = [attrs["id"] for _, attrs in page.found if "id" in attrs]
    assert len(ids) == len(set(ids)) and not any(re.search(r"\s", each) for each in ids)


@pytest.mark.parametrize("learner", [False, True], ids=["assessor", "learner"])
def test_a_word_report_opens_and_holds_no_field_or_link_of_its_own(
    field: Callable[[Both, str], Both], learner: bool
) -> None:
    every = "".join(PAYLOADS[name] for name in ("markup", "controls", "terminal", "formula 0"))
    both = field((make_review(), make_pack()), every)
    check_word(render_word((learner_view if learner else view)(*both)))


def check_word(data: bytes) -> None:
    """It opens; it has no field but page numbers, no link out, no part that can do something."""
    paper = docx.Document(io.BytesIO(data))
    text = "\n".join(p.text for p in paper.paragraphs)
    text += "\n".join(c.text for t in paper.tables for r in t.rows for c in r.cells)
    assert text and not odd(text, but="\n\t")
    assert not odd(paper.core_properties.title or "") and paper.core_properties.author == "premark"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            assert re.fullmatch(r"[\w/.\[\]-]+", name) and "vba" not in name.lower()
            if name.endswith((".xml", ".rels")):
                check_part(etree.fromstring(package.read(name)))


def check_part(root: Any) -> None:
    for element in root.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag == "instrText":
            assert element.text in ("PAGE", "NUMPAGES")
        assert tag not in ("fldSimple", "object", "altChunk", "attachedTemplate", "hyperlink")
        assert element.get("TargetMode", "") != "External"


@pytest.mark.parametrize("learner", [False, True], ids=["assessor", "learner"])
def test_no_cell_of_a_table_begins_as_a_formula_by_any_separator(
    field: Callable[[Both, str], Both], learner: bool
) -> None:
    for payload in PAYLOADS.values():
        both = field((make_review(), make_pack()), payload)
        text = to_csv((learner_view if learner else view)(*both))
        check_csv(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1 and len(rows) == 5


def check_csv(text: str, *, separators: str = ",;\t|") -> None:
    """No cell begins with a sign of a formula, however a spreadsheet cuts the file."""
    csv.field_size_limit(10_000_000)
    assert not odd(text, but="\r\n")
    for separator in separators:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                live = re.match(f"[\\s\"\u201c]*[{SIGNS}]|[\t\r\n]", cell)
                assert not live, (separator, cell[:40])


def test_a_record_is_read_back_and_moves_no_cursor(both: Both) -> None:
    text = to_json(both[0])
    assert not odd(text)
    text.encode()
    assert not re.search("[<>&]", text)  # a page may hold it as it is
    assert json.loads(text)["document"]["files"] == [
        file.model_dump() for file in both[0].document.files
    ]
    if "\ud800" not in json.loads(text)["document"]["files"][0]["name"]:
        assert from_json(text).document.blocks[2] == both[0].document.blocks[2]


@pytest.mark.parametrize("width", [40, 160])
@pytest.mark.parametrize("learner", [False, True], ids=["assessor", "learner"])
def test_a_terminal_is_told_colours_and_nothing_else(
    both: Both, width: int, learner: bool
) -> None:
    check_terminal(terminal_of(both, width, learner))


def terminal_of(both: Both, width: int, learner: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=width, color_system="truecolor")
    render_terminal((learner_view if learner else view)(*both), console)
    return out.getvalue()


def check_terminal(text: str) -> None:
    """Nothing but colours and weights: no links, titles, clipboards, cursors or bells."""
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert not odd(bare)


@pytest.mark.parametrize("markup", ["[bold red]x[/bold red]", "[/]", "[link=http://a.example]x[/link]"])
def test_square_brackets_are_shown_as_they_stand(markup: str) -> None:
    both = _notice((make_review(), make_pack()), markup)
    text = re.sub(r"\x1b\[[0-9;]*m", "", terminal_of(both, 160, False))
    assert markup.casefold() in text.casefold()


@pytest.mark.parametrize("payload", ["markup", "controls", "terminal"])
def test_what_commands_print_of_a_pack_does_nothing_to_a_terminal(payload: str) -> None:
    """`show unit`, `diff-units` and `show review`, of packs that anyone may have written."""
    plain_pack, said = make_pack(), PAYLOADS[payload]
    review, pack = _code(_pack((make_review(), plain_pack), said), said)
    lists = {said: (ListEntry(name=said, also=(said,)),)}
    pack = pack.model_copy(update={"pack": said, "lists": lists})
    told = [*unit_lines(pack), *change_lines(plain_pack, pack), *change_lines(pack, plain_pack),
            since_made(review, pack, bare=plain_pack), fitted(review, plain_pack)[1]]  # fmt: skip
    assert len(told) > 10 and not odd("\n".join(told))
