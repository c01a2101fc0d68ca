"""Labels meet passages by their words; headings that are hidden are hidden whole."""

from __future__ import annotations

from builders import make_document, make_passage

from premark.evaluate.align import align, hide_headings, words_of
from premark.evaluate.gold import Gold, GoldBlock, GoldLabels

ONE = "Flour gives the dough its gluten and water wakes it up in the bowl"
TWO = "Kneading by hand takes twenty minutes while a mixer takes only eight"
SIX = "The oven at the back of the shop burns whatever stands in its corner"

LONG = "1.1 What flour and water do in a really fine dough"


def para(text: str) -> GoldBlock:
    return GoldBlock(type="para", text=text)


def gold(*blocks: GoldBlock) -> Gold:
    return Gold(id="a", unit="100", blocks=blocks, gold=GoldLabels(criteria={}))


def test_each_block_is_held_by_the_passage_with_its_words() -> None:
    passages = [make_passage(ONE, 1), make_passage(TWO, 2)]
    assert align([para(ONE), para(TWO)], passages) == [["p001"], ["p002"]]


def test_two_blocks_in_one_passage_are_both_held_by_it() -> None:
    assert align([para(ONE), para(TWO)], [make_passage(f"{ONE}\n{TWO}")]) == [["p001"], ["p001"]]


def test_a_block_cut_in_two_is_held_by_both() -> None:
    passages = [make_passage(ONE, 1), make_passage(TWO, 2)]
    assert align([para(f"{ONE} {TWO}")], passages) == [["p001", "p002"]]


def test_a_block_that_no_passage_has_is_held_by_none() -> None:
    assert align([para(ONE), para(SIX)], [make_passage(ONE, 1)]) == [["p001"], []]


def test_a_few_words_in_common_do_not_make_a_passage_its_holder() -> None:
    assert align([para(ONE), para(SIX)], [make_passage(SIX, 1)]) == [[], ["p001"]]


def test_the_same_words_twice_go_to_each_in_order() -> None:
    passages = [make_passage(ONE, 1), make_passage(TWO, 2), make_passage(ONE, 3)]
    assert align([para(ONE), para(TWO), para(ONE)], passages) == [["p001"], ["p002"], ["p003"]]


def test_case_marks_and_line_ends_do_not_count() -> None:
    assert words_of("It’s—GLUTEN,\nisn't it?") == ["it", "s", "gluten", "isn", "t", "it"]
    passage = make_passage(ONE.upper().replace(" ", ",\n"))
    assert align([para(ONE)], [passage]) == [["p001"]]


def test_lists_and_tables_count_by_their_items_and_cells() -> None:
    listed = GoldBlock(type="list", items=(ONE, TWO))
    table = GoldBlock(type="table", rows=(("Day", "Loaves"), ("Monday", "30")))
    passages = [make_passage(f"{ONE}\n{TWO}", 1), make_passage("Monday | 30", 2)]
    assert align([listed, table], passages) == [["p001"], ["p002"]]


def test_nothing_aligns_with_nothing() -> None:
    assert align([], []) == [] and align([para(ONE)], []) == [[]]


def test_hidden_headings_are_gone_and_blocks_are_numbered_anew() -> None:
    labels = gold(GoldBlock(type="heading", text="1.1 Flour"), para(ONE),
                  GoldBlock(type="references", heading="References", items=("x",)))  # fmt: skip
    document = make_document(["Cover", "# 1.1 FLOUR", ONE, "**References**", "Baker, A. (2019)."])
    hidden = hide_headings(document, labels)
    assert [b.text for b in hidden.blocks] == ["Cover", ONE, "Baker, A. (2019)."]
    assert [b.index for b in hidden.blocks] == [0, 1, 2]
    assert len(document.blocks) == 5


def test_a_long_heading_broken_over_two_lines_is_hidden_too() -> None:
    labels = gold(GoldBlock(type="heading", text=LONG))
    document = make_document(["**1.1 What flour and water**", "**do in a really fine dough**", ONE])
    assert [b.text for b in hide_headings(document, labels).blocks] == [ONE]


def test_short_lines_that_are_no_heading_stay() -> None:
    labels = gold(GoldBlock(type="heading", text=LONG))
    document = make_document(["Water.", ONE, "| flour", "| 1.1 What flour and water do"])
    assert len(hide_headings(document, labels).blocks) == 4
