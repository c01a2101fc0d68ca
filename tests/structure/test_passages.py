"""Passages are 60 to 150 words or so, never cross a heading, and lose no word of the learner's."""

from __future__ import annotations

from builders import PROSE, make_document, passages_of, sections_of
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.structure.passages import LEAST, MOST, cut_passages, place
from premark.types.document import Document

SENTENCE = "The loaf number {} rose slowly in the cold room and was baked at noon by hand."


def prose(words: int) -> str:
    sentences = [SENTENCE.format(i) for i in range(words // 17 + 1)]
    return " ".join(sentences[: max(1, round(words / 17))])


def texts(document: Document) -> list[str]:
    return [p.text for p in passages_of(document)]


def test_a_paragraph_of_fair_length_is_a_passage() -> None:
    document = make_document(["# 1.1 Flour", prose(102), prose(85)])
    assert [p.words for p in passages_of(document)] == [102, 85]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_like_parts() -> None:
    found = passages_of(make_document(["# 1.1 Flour", prose(480)]))
    assert len(found) >= 4
    assert all(LEAST <= p.words <= MOST for p in found)
    assert all(p.text.endswith(".") and p.text.startswith("The loaf") for p in found)


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    line = "This was found by Baker et al. 2019 and e.g. Miller, cf. Dr. Cook, p. 4 in the end. "
    found = passages_of(make_document(["# 1.1 Flour", line * 20]))
    assert all(p.text.startswith("This was") for p in found)


def test_short_paragraphs_join_their_neighbours() -> None:
    found = passages_of(make_document(["# 1.1 Flour", prose(17), prose(34), prose(85)]))
    assert [len(p.pieces) for p in found] == [2, 1] or [len(p.pieces) for p in found] == [3]
    assert all(p.words >= 40 for p in found)


def test_a_passage_never_crosses_a_heading() -> None:
    document = make_document(["# 1.1 Flour", "Short.", "## Water", "Shorter.", "# 1.2", "End."])
    found = passages_of(document)
    assert [p.text for p in found] == ["Short.", "Shorter.", "End."]
    assert [p.path[-1] for p in found] == ["1.1 Flour", "Water", "1.2"]


def test_a_list_stays_with_its_lead_in() -> None:
    document = make_document(["# 1.1 Flour", "Three things matter here:", "- heat", "- time"])
    (only,) = passages_of(document)
    assert only.kind == "list"
    assert only.text == "Three things matter here:\nheat\ntime"


def test_a_row_is_a_passage_with_its_cells_named() -> None:
    document = make_document(["# 2.1 Log", "| Day | Loaves", "| Monday | 3", "| Tuesday | 4"])
    found = passages_of(document)
    assert [p.kind for p in found] == ["row", "row"]
    assert found[0].reading == "Day: Monday; Loaves: 3"
    assert found[1].text == "Tuesday | 4"
    assert found[0].table == found[1].table == 0


def test_a_row_longer_than_its_header_is_kept_whole() -> None:
    document = make_document(["# Log", "| Day | Loaves", "| Monday | 3 | sold out"])
    assert passages_of(document)[0].reading == "Day: Monday; Loaves: 3; sold out"


def test_each_table_has_its_own_header() -> None:
    lines = ["# Log", "| Day | Loaves", "| Monday | 3", PROSE, "| Oven | Heat", "| Old | even"]
    rows = [p for p in passages_of(make_document(lines)) if p.kind == "row"]
    assert [p.reading for p in rows] == ["Day: Monday; Loaves: 3", "Oven: Old; Heat: even"]


def test_what_is_no_answer_is_in_no_passage() -> None:
    lines = ["**Bread**", "Learner: X", "# Contents", "1.1 Flour ..... 2", "# 1.1 Flour", PROSE]
    lines += ["# Declaration", "It is all my own work.", "# References", "Baker, A. (2019) Crust."]
    assert texts(make_document(lines)) == [PROSE]


def test_an_appendix_is_evidence() -> None:
    document = make_document(["# 1.1 Flour", PROSE, "# Appendix A", "The log is here."])
    assert texts(document) == [PROSE, "The log is here."]


def test_the_centres_words_and_footnotes_are_not_the_learners() -> None:
    document = make_document(["# 1.1 Flour", PROSE, "Write here.", "A note."])
    blocks = list(document.blocks)
    blocks[2] = blocks[2].model_copy(update={"template": True})
    blocks[3] = blocks[3].model_copy(update={"part": "footnote"})
    assert texts(document.model_copy(update={"blocks": tuple(blocks)})) == [PROSE]


def test_pieces_say_where_each_word_stands() -> None:
    document = make_document(["# 1.1 Flour", "Three things:", "- heat", "- time"])
    (only,) = passages_of(document)
    at = only.locate(only.text.index("heat"), only.text.index("heat") + 4)
    assert document.blocks[at.block].text[at.start : at.end] == "heat"
    assert at.label == "para 3"


def test_a_place_is_said_by_page_row_or_paragraph() -> None:
    document = make_document([PROSE, "| a | b", "| c | d"])
    first, _, row = document.blocks
    assert place(first, 0, 1, document).label == "para 1"
    assert place(row, 0, 1, document).label == "table 1, row 2"
    assert place(first.model_copy(update={"page": 4}), 0, 1, document).label == "p. 4"


BLOCKS = st.lists(
    st.one_of(
        st.sampled_from(["# 1.1 Flour", "## Next", "- an item of it", "1) first", "| a | b"]),
        st.integers(1, 400).map(prose),
        st.text(alphabet="aB. ,:1\u00e9’\"", min_size=1, max_size=200).filter(
            lambda text: bool(text.strip()) and not text.startswith(("- ", "| ", "#"))
        ),
    ),
    max_size=14,
)


@settings(deadline=None, max_examples=120, derandomize=True)
@given(BLOCKS)
def test_every_word_of_the_learner_is_in_exactly_one_passage(lines: list[str]) -> None:
    document = make_document(lines)
    sections = sections_of(document)
    passages = cut_passages(document, sections)
    told = [word for p in passages for word in p.text.split()]
    answering = [document.blocks[i] for s in sections if s.role in ("body", "appendix")
                 for i in s.blocks]  # fmt: skip
    assert told == [w for b in answering if not b.header for w in b.text.split()]
    for passage in passages:
        inside = {piece.at.block for piece in passage.pieces}
        assert inside <= set(sections[passage.section].blocks)
        for piece in passage.pieces:
            size = piece.at.end - piece.at.start
            text = document.blocks[piece.at.block].text[piece.at.start : piece.at.end]
            assert passage.text[piece.offset : piece.offset + size] == text


@settings(deadline=None, max_examples=60, derandomize=True)
@given(BLOCKS)
def test_ids_are_stable_and_in_order(lines: list[str]) -> None:
    document = make_document(lines)
    once, again = passages_of(document), passages_of(document)
    assert once == again
    assert [p.id for p in once] == [f"p{n:03d}" for n in range(1, len(once) + 1)]


def test_an_enormous_paragraph_without_an_end_is_cut_or_kept_but_not_lost() -> None:
    text = "word " * 20000
    found = passages_of(make_document(["# 1.1 Flour", text]))
    assert sum(p.words for p in found) == 20000
