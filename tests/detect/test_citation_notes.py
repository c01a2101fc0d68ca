"""Footnotes as references: full ones, short ones, and those that only say "the same"."""

from __future__ import annotations

from time import perf_counter

import pytest

from premark.detect.citation_notes import note_entries, read_note, with_notes
from premark.detect.references import citations, find_reference_list, numbers_are_bare
from premark.types.document import Block, Document, Locator, Passage, Piece, SourceFile
from premark.types.evidence import Finding
from premark.weigh.cross_check import cross_check

WHITMORE = "John Whitmore, Coaching for Performance, 5th edn (London: Brealey, 2017), p. 12."
GRANT = "Anthony M. Grant, ‘Coaching at Work’, Journal of Change 14:2 (2014), pp. 258–80."
PROSE = "Coaching helps people to learn what they need."


def document(*lines: str, page: int | None = None) -> Document:
    """Paragraphs, and notes where a line begins with "^"."""
    blocks = tuple(
        Block(
            index=i,
            kind="paragraph",
            text=line.removeprefix("^"),
            original=line,
            page=page,
            part="footnote" if line.startswith("^") else "body",
        )
        for i, line in enumerate(lines)
    )
    return Document(files=(SourceFile(name="a.docx", sha256="0", format="docx"),), blocks=blocks)


def passages(made: Document) -> list[Passage]:
    found = []
    for block in made.blocks:
        if block.part == "body":
            at = Locator(block=block.index, start=0, end=len(block.text), page=block.page)
            piece = (Piece(offset=0, at=at),)
            found.append(Passage(id=f"p{block.index:03}", section=0, kind="prose",
                                 text=block.text, pieces=piece))  # fmt: skip
    return found


def entries(made: Document) -> list[Finding]:
    return [f for run in find_reference_list(made, []) for f in note_entries(made, run)]


def cited(made: Document) -> list[Finding]:
    return with_notes(numbered(made), made, passages(made), entries(made))


def numbered(made: Document) -> list[Finding]:
    bare = numbers_are_bare([p.text for p in passages(made)], entries(made))
    return [f for p in passages(made) for f in citations(p, bare_numbers=bare)]


@pytest.mark.parametrize(
    ("text", "authors", "year", "title"),
    [
        (WHITMORE, ("Whitmore",), "2017", "Coaching for Performance, 5th edn"),
        (GRANT, ("Grant",), "2014", "Coaching at Work"),
        ("Bob Garvey, Paul Stokes and David Megginson, Coaching and Mentoring (Sage, 2018).",
         ("Garvey", "Stokes", "Megginson"), "2018", "Coaching and Mentoring"),
        ("See Erik de Haan, Relational Coaching (Chichester: Wiley, 2008), 4.",
         ("de Haan",), "2008", "Relational Coaching"),
        ("David Clutterbuck, Everyone Needs a Mentor, 5th ed, CIPD, 2014, p.33",
         ("Clutterbuck",), "2014", "Everyone Needs a Mentor"),
        ("CIPD, Coaching and Mentoring Factsheet (2021), https://www.cipd.co.uk/x",
         ("CIPD",), "2021", "Coaching and Mentoring Factsheet"),
    ],
)  # fmt: skip
def test_a_full_note_is_read(
    text: str, authors: tuple[str, ...], year: str, title: str
) -> None:
    read = read_note(text)
    assert read is not None
    assert (read.authors, read.year, read.title) == (authors, year, title)


@pytest.mark.parametrize(
    "text",
    ["This was agreed with Ann Lee, Head of Sales, in the spring (March 2021).", "Ibid., p. 14.",
     "See also Starr (2016).", "Whitmore, Coaching for Performance, p. 30.", ""],
)  # fmt: skip
def test_other_notes_are_no_full_ones(text: str) -> None:
    assert read_note(text) is None


def test_every_note_cites_and_what_it_repeats_is_one_source() -> None:
    notes = (WHITMORE, "Ibid., p. 14.", GRANT, "Whitmore, Coaching, p. 30.", "Grant, op. cit.")
    made = document(*(line for note in notes for line in (PROSE, f"^{note}")))
    assert [f.key for f in cited(made)] == [
        "whitmore 2017", "whitmore 2017", "grant 2014", "whitmore 2017", "grant 2014",
    ]  # fmt: skip
    assert [f.key for f in entries(made)] == ["whitmore 2017", "grant 2014"]
    check = cross_check(cited(made), entries(made))
    assert (check.cited_not_listed, check.listed_not_cited, check.near_misses) == ((), (), ())


def test_a_citation_stands_at_the_paragraph_that_bears_the_note() -> None:
    made = document(PROSE, PROSE, f"^{WHITMORE}")
    (found,) = cited(made)
    assert (found.passage, found.at.block) == ("p001", 1)
    assert found.at.start == found.at.end == len(PROSE)
    assert found.quote == WHITMORE and "note" in found.because


def test_an_author_and_a_date_in_a_note_is_a_citation_and_a_remark_is_none() -> None:
    made = document(PROSE, "^See also Starr (2016).", PROSE, "^This was agreed beforehand.")
    assert [f.key for f in cited(made)] == ["starr 2016"]


def test_the_same_before_any_source_is_nothing() -> None:
    assert cited(document(PROSE, "^Ibid.", PROSE, "^Whitmore, op. cit., p. 3.")) == []


def test_notes_beside_a_list_of_references_are_joined_to_it() -> None:
    made = document(PROSE, f"^{WHITMORE}")
    listed = cross_check(cited(made), [])
    assert [f.key for f in listed.cited_not_listed] == ["whitmore 2017"]


def test_numbered_notes_bear_every_number_that_cites_them() -> None:
    """In a PDF the numbers stand in the text, and are the citations."""
    text = "Coaching helps people.1 It helps me.2 It costs money.3 It was agreed.4"
    made = document(text, f"^1 {WHITMORE}", "^2 Ibid., p. 4.", f"^3 {GRANT}", "^4 With my boss.",
                    page=1)  # fmt: skip
    assert [f.fact("number") for f in entries(made)] == ["1 2", "3"]
    assert [f.key for f in cited(made)] == ["[1]", "[1]", "[3]"]
    check = cross_check(cited(made), entries(made))
    assert (check.cited_not_listed, check.listed_not_cited) == ((), ())


def test_a_remark_between_does_not_part_the_same_from_its_source() -> None:
    made = document(PROSE, f"^{WHITMORE}", "^This was agreed.", PROSE, "^Ibid.", "^Ibid.")
    assert [f.key for f in cited(made)] == ["whitmore 2017"] * 3


@pytest.mark.parametrize("text", ["A. " * 4000, "Ann Lee, " * 2000, "(" * 5000, "Ann " * 3000])
def test_odd_notes_are_read_in_no_time(text: str) -> None:
    started = perf_counter()
    assert read_note(text) is None or text
    assert perf_counter() - started < 2
