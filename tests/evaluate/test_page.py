"""The page of an evaluation: escaped, whole, and every difference on it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from builders import make_finding
from labelled_bread import TEXTS, criterion, labels, review, short, source
from lxml import etree

from premark.errors import OutputError
from premark.evaluate.ablation import HEADLINE, Loss, Without
from premark.evaluate.against import Comparison
from premark.evaluate.case import Case
from premark.evaluate.command import evaluate
from premark.evaluate.figures import figures, measures
from premark.evaluate.gold import figures_named
from premark.evaluate.intervals import Interval, interval
from premark.evaluate.misses import sheet
from premark.evaluate.page import render_page
from premark.evaluate.run import Evaluation, Wanted
from premark.evaluate.show import table
from premark.types.evidence import CrossCheck

HOSTILE = "<script>alert(1)</script> & \"quoted\" </td></table> {{ 7 * 7 }} \x1b[31m \u202e"


def same(name: str) -> str:
    return name


def evaluation(*cases: Case, **more: Any) -> Evaluation:
    every = measures(cases, same)
    return Evaluation(
        cases,
        same,
        {**figures(cases, same), "headings": "shown", "formats": {"agreement": None}},
        {name: interval(m.value, m.counts(cases)) for name, m in every.items()},
        **more,
    )


def wrong(text: str = "") -> Case:
    """A case in which everything is told otherwise than labelled."""
    texts = (f"{TEXTS[0]} {text}", *TEXTS[1:])
    gold = labels(("1.1",), ("1.2",), (), texts=texts, moves=(("explain",), None, None),
                  strengths={"1.1": "strong", "1.2": "limited", "1.3": "partial"}, why=text,
                  unmet={"1.2": (f"heat of the oven {text}",), "1.3": ()}, id=f"a {text}",
                  person_names_left=(f"Jo {text}",), citations_in_text=3, references_listed=0,
                  models={f"CRUST {text}": 2}, quantities={"clients": 3.0},
                  cited_not_listed=("Cook 2020",))  # fmt: skip
    beside = (source("Salt", "1999"),)
    made = review(
        criterion("1.1", "limited", (2,), verb="not_met", results=(short("yeast", text or "s"),)),
        criterion("1.2", "strong", (1,), because=text or "b",
                  results=(short("oven", "the heat of the oven", "met"),)),
        criterion("1.3", "strong", (3,)),
        findings=(make_finding("person", text or "Sam Vale"), make_finding("move", "describe"),
                  make_finding("named-model", "OVEN", quote=text or "oven")),
        cross_check=CrossCheck(citations=1, references=0, cited_not_listed=beside),
    )  # fmt: skip
    return Case(gold, made)


def parsed(page: str) -> Any:
    return etree.fromstring(page.encode())


def words_of(page: str) -> str:
    return " ".join("".join(parsed(page).find("body").itertext()).split())


def test_every_kind_of_difference_is_told() -> None:
    kinds = [each.key for each in sheet(wrong(), same).tables]
    assert kinds == ["passages", "strengths", "verbs", "unnamed", "false-shortfalls", "elements",
                     "counts", "sources", "models", "quantities", "names", "moves"]  # fmt: skip


def test_a_passage_stands_with_its_text_label_and_reason() -> None:
    rows = sheet(wrong(), same).tables[0].rows
    assert rows[0][:3] == ("para 1", "1.1", "1.2") and rows[0][4] == "1.2: b"
    assert rows[0][3].startswith(TEXTS[0])
    assert [row[1:3] for row in rows] == [("1.1", "1.2"), ("1.2", "1.1"), ("none", "1.3")]


def test_a_right_case_has_no_differences() -> None:
    gold = labels(("1.1",), (), (), strengths={"1.1": "strong"})
    case = Case(gold, review(criterion("1.1", "strong", (1,))))
    assert sheet(case, same).tables == ()
    assert "agree on everything" in words_of(render_page(evaluation(case)))


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    page = render_page(evaluation(wrong(HOSTILE), wrong(HOSTILE)))
    assert "<script" not in page and "49" not in re.findall(r"\d+", words_of(page))
    assert "\x1b" not in page and "\u202e" not in page
    assert "alert(1)" in words_of(page) and "{{ 7 * 7 }}" in words_of(page)


def test_the_page_is_whole_and_says_its_language() -> None:
    page = parsed(render_page(evaluation(wrong(HOSTILE), wrong())))
    assert page.get("lang") == "en-GB"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a[1:] for a in page.xpath("//a/@href")} <= set(ids)
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


def test_every_table_has_a_caption_and_headers_with_a_scope() -> None:
    for each in parsed(render_page(evaluation(wrong(), wrong()))).iter("table"):
        assert each.find("caption").text
        assert {th.get("scope") for th in each.xpath("thead//th")} == {"col"}
        width = len(each.xpath("thead//th"))
        for row in each.xpath("tbody/tr"):
            assert row[0].tag == "th" and row[0].get("scope") == "row" and len(row) == width


def test_no_script_no_network_and_the_style_by_its_digest() -> None:
    page = parsed(render_page(evaluation(wrong())))
    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    digest = base64.b64encode(hashlib.sha256(page.find("head/style").text.encode()).digest())
    assert policy.startswith("default-src 'none'") and digest.decode() in policy
    assert not page.xpath("//script | //img | //link | //@style | //@onclick | //@src")


def test_rivals_and_parts_stand_on_the_page_in_words() -> None:
    behind = Comparison("length", "length only", "strength.exact", 0.5, 0.7,
                        Interval(-0.2, -0.3, -0.1, 2))  # fmt: skip
    worth = tuple(Loss(name, 0.4, Interval(0.1, 0.05, 0.2, 2)) for name in HEADLINE)
    idle = tuple(Loss(name, 0.5, Interval(0.0, 0.0, 0.0, 2)) for name in HEADLINE)
    parts = (Without("decoding", "decoding", worth), Without("idle", "an idle part", idle))
    made = evaluation(wrong(), wrong(), comparisons=(behind,), ablation=parts)
    text = words_of(render_page(made))
    assert "premark is behind “length only” by strength, exact" in text
    assert "falls: passages to criteria, micro-F1;" in text
    assert "no figure is clearly other without it" in text
    shown = table(made.as_dict())
    assert "length only" in shown and "behind" in shown and "0.400 (-0.100)*" in shown


@pytest.mark.parametrize("word", ["pass", "passed", "fail", "failed", "refer", "referred", "grade"])
def test_the_page_gives_no_verdict(word: str) -> None:
    behind = Comparison("length", "length only", "strength.exact", None, 0.7,
                        Interval(None, None, None, 1))  # fmt: skip
    page = words_of(render_page(evaluation(wrong(), wrong(), comparisons=(behind,))))
    assert not re.search(rf"\b{word}\b", page, re.IGNORECASE)


def test_every_headline_figure_has_a_name_and_no_other() -> None:
    assert list(figures_named()) == list(measures([wrong()], same))


def test_the_command_prints_figures_and_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Wanted] = []

    def made(folder: Path, wanted: Wanted, **_: Any) -> Evaluation:
        asked.append(wanted)
        return evaluation(wrong(), wrong())

    monkeypatch.setattr("premark.evaluate.run.run", made)
    evaluate(tmp_path, as_json=True, html=tmp_path / "new" / "page.html", baselines=False)
    told = json.loads(capsys.readouterr().out)
    assert asked == [Wanted()]
    assert told["intervals"]["strength.exact"]["documents"] == 2
    assert told["resampled"]["documents"] == 2 and "baselines" not in told
    assert parsed((tmp_path / "new" / "page.html").read_text(encoding="utf-8")) is not None


def test_a_page_that_cannot_be_written_is_told_after_the_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("premark.evaluate.run.run", lambda *_, **__: evaluation(wrong()))
    with pytest.raises(OutputError):
        evaluate(tmp_path, html=tmp_path / "file" / "page.html")
    assert "passages.micro_f1" in capsys.readouterr().out
