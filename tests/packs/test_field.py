"""A pack's field is a pattern file: it is checked where it is named, and no other is sought."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_pack, make_passage
from test_load import PACK, line_of, written

from premark.detect.base import Rules, Seen
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.move_head import load_move_head
from premark.detect.phrases import phrases
from premark.errors import BadYaml, PackError, UnknownName
from premark.exchange.draft import draft
from premark.exchange.framework import Read
from premark.match.off_topic import of_field
from premark.packs.changes import changes
from premark.packs.check import Known, field_mistakes
from premark.packs.load import (
    all_packs,
    find_pack,
    known_names,
    load_models,
    load_pack,
    load_patterns,
    load_verbs,
)
from premark.packs.yaml_source import read_yaml
from premark.parse import blank_parser
from premark.patterns import Examples, PatternSet
from premark.types.evidence import CrossCheck
from premark.weigh.stuffing import stuffing_notices

BOTH = "I coached her for a month, and then we planned the budget of the team."
KNOWN = Known(("explain",), ("baking", "baking-choice", "brewing"), ())
TITLE = "title: Bread\n"


def mistakes(tmp_path: Path, more: str) -> list[PackError]:
    source = read_yaml(written(tmp_path, PACK.replace(TITLE, TITLE + more)))
    return list(field_mistakes(source, KNOWN))


def field(*keys: str, kind: str = "baking") -> PatternSet:
    return PatternSet(kind, "", "", "", {key: (key,) for key in keys}, (), Examples())


def test_an_unknown_field_is_named_at_its_line_with_those_that_are_known(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, "field: backing\n")
    assert isinstance(told, UnknownName) and told.field == "field"
    assert told.line == line_of(PACK, TITLE) + 1
    assert "did you mean baking" in told.problem
    assert "baking, baking-choice, brewing" in told.problem


def test_a_pack_with_an_unknown_field_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="field: 'bread' is not defined"):
        load_pack(written(tmp_path, PACK.replace(TITLE, TITLE + "field: bread\n")))


def test_a_field_may_be_left_out(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "") == mistakes(tmp_path, 'keep_to_one: "false"\n') == []
    assert mistakes(tmp_path, "field: baking\n") == []
    assert load_pack(written(tmp_path, PACK)).field == ""


def test_keeping_to_one_needs_a_field(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, "keep_to_one: yes\n")
    assert isinstance(told, BadYaml) and told.field == "keep_to_one"
    assert told.line == line_of(PACK, TITLE) + 1 and "needs `field`" in told.problem


def test_keeping_to_one_needs_the_files_that_tell_a_choice_and_a_contrast(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, 'field: baking\nkeep_to_one: "true"\n')
    assert told.line == line_of(PACK, TITLE) + 2
    assert "not here: baking-contrast;" in told.problem
    (other,) = mistakes(tmp_path, "field: brew\nkeep_to_one: true\n")
    assert other.field == "field"


def test_every_shipped_pack_is_of_a_field_whose_words_are_here() -> None:
    assert all(pack.field in load_patterns() for pack in all_packs())


@pytest.mark.parametrize(("own", "found"), [
    ("coaching", ["coaching"]), ("brewing", ["team"]), ("", []), ("nowhere", []),
])  # fmt: skip
def test_words_of_another_field_are_not_looked_for(own: str, found: list[str]) -> None:
    patterns = {**load_patterns(), "brewing": field("team", kind="brewing")}
    passage = make_passage(BOTH, 0)
    seen = Seen(tuple(blank_parser().parse([passage])), None)  # type: ignore[arg-type]
    pack = make_pack(field=own)
    rules = Rules(pack, patterns, compile_lexicon(load_models()), load_move_head())
    told = [f for f in phrases(seen, rules) if f.kind == "discipline"]
    assert [f.key for f in told] == found
    assert {f.rule for f in told} <= {own}


def test_distances_are_taken_to_the_units_of_the_field_and_to_the_pack_itself() -> None:
    packs = all_packs()
    pack = find_pack("8589-700")
    same = {p.pack for p in packs if p.field == "coaching"}
    assert {p.pack for p in of_field(pack, packs)} == same
    assert len(of_field(pack, packs)) == len(same)
    alone = make_pack(field="brewing")
    assert of_field(alone, packs) == (alone,)
    assert of_field(make_pack(), packs) == (make_pack(),)


@pytest.mark.parametrize(("words", "said"), [
    (None, "seem to be about another matter than the unit asks for: they lie far from all that"),
    (field("baking"), "asks for: they never name baking."),
    (field("baking", "home-brewing"), "asks for: they name neither baking nor home brewing."),
    (field("baking", "brewing", "milling"), "they name none of baking, brewing and milling."),
])  # fmt: skip
def test_the_notice_says_which_words_were_looked_for(words: PatternSet | None, said: str) -> None:
    far = [make_passage("Something else entirely.", 0)]
    checked = CrossCheck(citations=0, references=0)
    (notice,) = stuffing_notices([], far, [], checked, field=words)
    assert notice.code == "off-topic" and said in notice.message


def test_hours_of_an_older_pack_are_told_with_the_three_that_there_are(tmp_path: Path) -> None:
    hours = "{kind: hours, of: coaching, at_least: 2}"
    with pytest.raises(UnknownName) as told:
        load_pack(written(tmp_path, PACK.replace("{kind: item, list: grains, at_least: 2}", hours)))
    assert told.value.field == "criteria[1.10].must[grains].needs.of"
    assert "'coaching' is not defined" in told.value.problem
    assert "expected one of: planned, practice, supervision" in told.value.problem


def test_another_field_is_a_change_of_the_unit(tmp_path: Path) -> None:
    old = load_pack(written(tmp_path, PACK))
    (told,) = changes(old, old.model_copy(update={"field": "coaching"}))
    assert (told.criterion, told.what, told.part, told.after) == ("", "unit", "field", "coaching")


def test_a_draft_leaves_out_a_field_that_is_not_known_here_and_says_so(tmp_path: Path) -> None:
    pack = make_pack(field="brewing", keep_to_one=True)
    text = draft(Read(format="case", pack=pack), "x.json", load_verbs(), known_names())
    assert "settle: left out, for it does not load: field: 'brewing' is not defined" in text
    assert "settle: left out, for it does not load: keep_to_one: needs `field`" in text
    kept = pack.model_copy(update={"field": "coaching"})
    text = draft(Read(format="case", pack=kept), "x.json", load_verbs(), known_names())
    made = load_pack(written(tmp_path, text))
    assert (made.field, made.keep_to_one) == ("coaching", True)
