"""The learner's Word file, its evidence commented: right words, nothing of theirs changed."""

from __future__ import annotations

import io
from hashlib import sha256

import docx
import pytest
from docx.oxml.ns import qn
from make_review import at, make_pack, make_review, move

from premark.errors import OutputError
from premark.read import read_bytes
from premark.report.annotate import EACH, annotate
from premark.report.locate import runs_of
from premark.types.document import Locator, Passage, Piece
from premark.types.evidence import CriterionReview, Match, Notice, Review

PROSE = "Whitmore says that coaching works. I agree, because awareness comes before change."


def build() -> bytes:
    """A Word file whose words fall into runs, a link and a table, as learners' files do."""
    paper = docx.Document()
    paper.add_heading("1.1 Purpose", 1)
    paragraph = paper.add_paragraph("Whitmore says  that ")
    paragraph.add_run("coaching").bold = True
    paragraph.add_run(" works. I ag")
    paragraph.add_run("ree, because awareness").italic = True
    paragraph.add_run(" comes before change.")
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "12 May"
    table.rows[0].cells[1].text = "1.5 hours with Client B"
    paper.add_paragraph("The e\u0301lan of ﬁrst sessions fades.")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def review_of(data: bytes, quotes: list[tuple[int, str]]) -> Review:
    """A review of the file whose verb evidence is these words of these blocks."""
    document = read_bytes([("essay.docx", data)])
    base = make_review()
    evidence = []
    for number, words in quotes:
        block = document.blocks[number]
        start = block.text.index(words)
        place = Locator(block=number, start=start, end=start + len(words), label="para 1")
        like = move(1, "because awareness", "justify")
        evidence.append(like.model_copy(update={"at": place, "quote": words}))
    first = document.blocks[1]
    whole = Locator(block=1, start=0, end=len(first.text), label="para 2")
    passage = Passage(
        id="p001", section=0, kind="prose", text=first.text, pieces=(Piece(offset=0, at=whole),)
    )
    match = Match(
        passage="p001", criterion="1.1", primary=True, via="heading", score=1.0, because="heading"
    )
    one = base.criteria[0]
    verb = one.verb.model_copy(update={"evidence": tuple(evidence)})
    bare = {"matches": (match,), "verb": verb, "results": (), "sources": (), "models": ()}
    criterion: CriterionReview = one.model_copy(update=bare)
    update = {"document": document, "passages": (passage,), "criteria": (criterion,)}
    return base.model_copy(update={**update, "notices": (), "sections": ()})


def commented(data: bytes) -> dict[str, str]:
    """What each comment says, by the words that it stands at."""
    paper = docx.Document(io.BytesIO(data))
    said = {}
    for comment in paper.comments:
        key = str(comment.comment_id)
        inside, words = False, ""
        for element in paper.element.body.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == key:
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == key:
                inside = False
            elif element.tag == qn("w:t") and inside:
                words += element.text or ""
        said[words] = comment.text
    return said


def paragraphs(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def test_a_comment_stands_at_exactly_the_words_of_its_quote() -> None:
    data = build()
    quotes = [(1, "I agree, because"), (1, "coaching works")]
    said = commented(annotate(data, review_of(data, quotes), make_pack()))
    assert "I agree, because" in said
    assert "coaching works" in said


def test_the_learners_words_and_looks_are_unchanged() -> None:
    data = build()
    copy = annotate(data, review_of(data, [(1, "agree, because"), (1, "because")]), make_pack())
    assert paragraphs(copy) == paragraphs(data)
    runs = docx.Document(io.BytesIO(copy)).paragraphs[1].runs
    assert "".join(run.text for run in runs if run.italic) == "ree, because awareness"
    assert "".join(run.text for run in runs if run.bold) == "coaching"


def test_words_in_a_table_cell_are_found_in_their_cell() -> None:
    data = build()
    said = commented(annotate(data, review_of(data, [(2, "1.5 hours")]), make_pack()))
    assert "1.5 hours" in said


def test_letters_mended_by_the_reader_are_found_in_the_file() -> None:
    data = build()
    said = commented(annotate(data, review_of(data, [(3, "élan of first")]), make_pack()))
    assert "e\u0301lan of ﬁrst" in said


def test_the_first_passage_carries_the_strength_and_its_rule() -> None:
    data = build()
    said = commented(annotate(data, review_of(data, [(1, "I agree")]), make_pack()))
    summary = said[paragraphs(data)[1]]
    assert summary.startswith("1.1 Evaluate: strong.")
    assert "nothing required is missing" in summary


def test_the_copy_reads_as_the_original_does() -> None:
    data = build()
    copy = annotate(data, review_of(data, [(1, "I agree"), (2, "1.5 hours")]), make_pack())
    ours, theirs = (read_bytes([("essay.docx", d)]).blocks for d in (copy, data))
    assert [(b.text, b.anchor) for b in ours] == [(b.text, b.anchor) for b in theirs]


def test_a_criterion_has_few_comments_however_much_evidence() -> None:
    data = build()
    words = ["Whitmore", "says", "coaching", "works", "agree", "because", "awareness"]
    said = commented(annotate(data, review_of(data, [(1, w) for w in words]), make_pack()))
    assert len([text for text in said.values() if text.startswith("1.1")]) <= EACH


def test_a_notice_is_told_at_each_of_its_places() -> None:
    data = build()
    review = review_of(data, [(1, "I agree")])
    blocks = review.document.blocks
    places = tuple(
        Locator(block=n, start=blocks[n].text.index(w), end=blocks[n].text.index(w) + len(w))
        for n, w in ((1, "Whitmore"), (2, "Client B"), (0, "Purpose"))
    )
    notice = Notice(code="name-left", message="Someone may be named.", places=places)
    said = commented(annotate(data, review.model_copy(update={"notices": (notice,)}), make_pack()))
    for words in ("Whitmore", "Client B", "Purpose"):
        assert said[words].startswith("Someone may be named.")


def test_a_notice_without_a_place_is_told_at_the_start() -> None:
    data = build()
    review = review_of(data, [(1, "I agree")])
    notice = Notice(code="word-count", message="96 words.", next_step="Compare.")
    said = commented(annotate(data, review.model_copy(update={"notices": (notice,)}), make_pack()))
    assert "96 words. Compare." in said[paragraphs(data)[0]]


def test_the_same_file_twice_gives_the_same_bytes() -> None:
    data = build()
    review = review_of(data, [(1, "I agree")])
    assert annotate(data, review, make_pack()) == annotate(data, review, make_pack())


def test_another_file_than_the_one_read_is_refused() -> None:
    data = build()
    review = review_of(data, [(1, "I agree")])
    with pytest.raises(OutputError, match="not one that this review read"):
        annotate(data + b"\0", review, make_pack())


def test_a_file_that_word_cannot_open_is_named_with_a_way_out() -> None:
    data = b"PK\x03\x04 damaged"
    review = make_review()
    file = review.document.files[0].model_copy(update={"sha256": sha256(data).hexdigest()})
    document = review.document.model_copy(update={"files": (file,)})
    with pytest.raises(OutputError, match="cannot be opened") as caught:
        annotate(data, review.model_copy(update={"document": document}), make_pack())
    assert "HTML" in caught.value.hint


def test_words_that_are_not_in_the_paragraph_give_no_runs() -> None:
    body = docx.Document(io.BytesIO(build())).element.body
    paragraph = next(body.iter(qn("w:p")))
    place = at(1, "GROW")
    assert runs_of(paragraph, "GROW model", place.start, place.end) == []
