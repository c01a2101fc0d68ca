"""In-text citations, reference lists and their entries."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from premark.detect.citation_words import fold, load_words, source_name
from premark.detect.reference_entry import read_entry
from premark.detect.references import (
    citations,
    cut_entries,
    find_citations,
    find_reference_list,
    listed_names,
    looks_like_reference,
    numbers_are_bare,
)
from premark.errors import BadYaml
from premark.types.document import Block, Document, Locator, Passage, Piece, Section, SourceFile

BOOK = "Starr, J. (2016) The Coaching Manual. 4th edn. Harlow: Pearson."
JOURNAL = (
    "Grant, A.M. and O'Connor, S. (2010) 'The differential effects of questions', "
    "Industrial and Commercial Training, 42(2), pp. 102-111."
)
WEB = (
    "EMCC Global (2021) Global Code of Ethics. Available at: https://example.org "
    "(Accessed 3 May 2024)."
)
UNDATED = (
    "NHS Leadership Academy (n.d.) Coaching and mentoring. Available at: https://example.nhs.uk."
)
PARTICLE = "van Nieuwerburgh, C. (2017) An Introduction to Coaching Skills. 2nd edn. London: Sage."


def keys(text: str) -> list[str]:
    return [citation.key for citation in find_citations(text)]


def passage(text: str, block: int = 3) -> Passage:
    at = Locator(block=block, start=0, end=len(text))
    return Passage(id="p001", section=0, kind="prose", text=text, pieces=(Piece(offset=0, at=at),))


def blocks(*texts: str) -> list[Block]:
    return [Block(index=i, kind="paragraph", text=t, original=t) for i, t in enumerate(texts)]


def document(*texts: str) -> Document:
    file = SourceFile(name="a.docx", sha256="0", format="docx")
    return Document(files=(file,), blocks=tuple(blocks(*texts)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Whitmore (2017) argues that", ["whitmore 2017"]),
        ("(Whitmore, 2017) and (Clutterbuck 2014)", ["whitmore 2017", "clutterbuck 2014"]),
        ("Jones, Woods and Guillaume (2016) found", ["jones 2016"]),
        ("(Garvey, Stokes & Megginson, 2018, pp. 3-5)", ["garvey 2018"]),
        ("Theeboom et al. (2014); de Haan et. Al (2013)", ["theeboom 2014", "de haan 2013"]),
        ("(Starr, 2016; Grant, 2012a, 2012b)", ["starr 2016", "grant 2012a", "grant 2012b"]),
        ("(Hay 2007, Starr 2016 and Proctor 2008)", ["hay 2007", "starr 2016", "proctor 2008"]),
        ("Clutterbuck (1998; 2014) presents", ["clutterbuck 1998", "clutterbuck 2014"]),
        ("J. Whitmore (2017) or Whitmore, J. (2009)", ["whitmore 2017", "whitmore 2009"]),
        ("Kolb’s (1984) cycle", ["kolb 1984"]),
        ("Kolb's experiential learning cycle (1984)", ["kolb 1984"]),
        ("Following Kirkpatrick (1994) I chose", ["kirkpatrick 1994"]),
        ("In Megginson and Clutterbuck (1995, p. 13)", ["megginson 1995"]),
        ("in Rose and Best 2005, p.129, we read", ["rose 2005"]),
        ("According to Clutterbuck, 2014, mentoring", ["clutterbuck 2014"]),
        ("(Fillery-Travis, 2011) and O’Neill (2007)", ["fillery travis 2011", "oneill 2007"]),
        ("Passmore (ed.) (2016) and (Cox (eds), 2018)", ["passmore 2016", "cox 2018"]),
        ("(Smith, in press) and Brown (forthcoming)", ["smith in press", "brown forthcoming"]),
        ("(Schön, 1983) and Schon (1983)", ["schon 1983", "schon 1983"]),
        ("as Western (2012) has it", ["western 2012"]),
    ],
)
def test_an_author_with_a_year_is_a_citation(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CIPD (2023) and (EMCC Global, 2021)", ["cipd 2023", "emcc 2021"]),
        ("International Coaching Federation (ICF, 2020)", ["icf 2020"]),
        ("Chartered Institute of Personnel and Development (2012)", ["cipd 2012"]),
        ("the European Mentoring and Coaching Council (EMCC) (2021)", ["emcc 2021"]),
        ("The NHS Leadership Academy (n.d.) says", ["nhsla n.d."]),
        ("Public Health England (2020)", ["public health england 2020"]),
        ("(Department for Transport, no date)", ["department for transport n.d."]),
    ],
)
def test_an_organisation_is_an_author_by_any_of_its_names(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We were formed by a merger in 2019 (the merger) and grew since March 2024.",
        "It was set up earlier (founded 2003) and moved on 12 January 2024 (rescheduled).",
        "Client A (2024) and Coachee B (June 2023) both came to Session 3 (2024).",
        "The Equality Act (2010), the Data Protection Act 2018 and the UK GDPR (2018).",
        "Unit 701 (2020), Table 3 (2023) and version 2.2017 cost £2017 for 2017 people.",
        "12/01/2024 | 90 mins | 2 Feb 2024 | (2019-2021) | (2015-16)",
        "I joined the Trust (2018) and My Manager (2023) agreed in Year 2 (2023).",
        "Coaching and Mentoring (2017) was on the shelf. Manchester, 2019 was wet.",
        "Mr Patel (2024) was Operations Manager, 2018 to 2021, at Head Office, 2021.",
        "I was promoted to Team Leader (2021) after my ILM Level 5 Certificate (2019).",
    ],
)
def test_a_year_without_an_author_is_no_citation(text: str) -> None:
    assert keys(text) == []


def test_both_works_of_a_second_hand_citation_count_and_the_first_is_marked() -> None:
    text = "(Kilburg, 1996, cited in Passmore and Fillery-Travis, 2011)"
    found = find_citations(text)
    assert [(c.key, c.secondary) for c in found] == [
        ("kilburg 1996", True),
        ("passmore 2011", False),
    ]


def test_an_undated_second_hand_author_does_not_count() -> None:
    assert keys("Proctor, cited in Hawkins and Shohet (2012, p. 63), describes") == ["hawkins 2012"]


def test_every_number_in_square_brackets_counts_even_within_a_range() -> None:
    found = find_citations("as shown [1], [2,3] and [5-7].")
    assert [c.key for c in found] == ["[1]", "[2]", "[3]", "[5]", "[6]", "[7]"]
    assert [c.key for c in found if c.implied] == ["[6]"]


def test_plain_numbers_count_only_when_asked_for() -> None:
    text = "It helps performance 4. Others doubt it 5, 6."
    assert keys(text) == []
    assert [c.key for c in find_citations(text, bare_numbers=True)] == ["[4]", "[5]", "[6]"]


def test_a_bracket_whose_author_is_missing_is_kept_without_a_name() -> None:
    assert keys("as was found ( , 2017)") == ["unnamed 2017"]


def test_a_link_by_itself_counts_and_one_behind_its_citation_does_not() -> None:
    assert keys("see https://example.org/guide/ for more") == ["example.org/guide"]
    assert keys("(CIPD, 2023, https://example.org/guide)") == ["cipd 2023"]


def test_a_name_that_the_list_holds_counts_without_brackets() -> None:
    text = "I have read Clutterbuck 2014 twice."
    assert keys(text) == []
    known = frozenset({"clutterbuck"})
    assert [c.key for c in find_citations(text, known=known)] == ["clutterbuck 2014"]


def test_every_quote_stands_at_its_place() -> None:
    text = "Starr (2016) and Hawkins (2012, p. 4) agree (de Haan et al., 2013; [4-6])."
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.quote


def test_findings_of_a_passage_say_why_and_quote_their_place() -> None:
    text = "Here Starr (2016) agrees\nwith others (Grant, 2012)."
    found = citations(passage(text))
    assert [f.key for f in found] == ["starr 2016", "grant 2012"]
    assert found[0].quote == text[found[0].at.start : found[0].at.end] == "Starr (2016)"
    assert found[0].at.block == 3 and found[0].passage == "p001"
    assert "Starr" in found[0].because and "2016" in found[0].because
    assert found[0].fact("author") == "Starr" and found[0].fact("style") == "author-date"


@pytest.mark.parametrize(
    "text", ["A. " * 6667, "(" * 20000, "(2017 " * 3333, "Smith, " * 2857 + "(2017)", "and " * 5000]
)
def test_text_made_to_hurt_is_read_in_little_time(text: str) -> None:
    begun = time.perf_counter()
    find_citations(text)
    cut_entries(blocks(text))
    assert time.perf_counter() - begun < 10


def test_an_empty_text_has_no_citations_and_no_entries() -> None:
    assert find_citations("") == []
    assert cut_entries([]) == []


def test_a_book_is_read_into_its_fields() -> None:
    entry = read_entry(BOOK)
    assert (entry.authors, entry.year) == (("Starr",), "2016")
    assert entry.title == "The Coaching Manual"
    assert (entry.source_kind, entry.academic) == ("book", "yes")


def test_a_journal_article_is_academic_and_has_its_journal() -> None:
    entry = read_entry(JOURNAL)
    assert entry.authors == ("Grant", "O'Connor")
    assert entry.container == "Industrial and Commercial Training"
    assert (entry.source_kind, entry.academic) == ("journal", "yes")


def test_a_professional_body_is_told_from_other_web_pages() -> None:
    assert read_entry(WEB).source_kind == "professional body"
    assert read_entry(WEB).link == "https://example.org"
    assert (read_entry(UNDATED).year, read_entry(UNDATED).source_kind) == ("n.d.", "web")


def test_the_date_of_access_is_not_the_year() -> None:
    entry = read_entry("Acas, Coaching guide. Available at: www.example.org (Accessed 4 May 2024).")
    assert entry.year == ""


@pytest.mark.parametrize("entry", [BOOK, JOURNAL, WEB, UNDATED, PARTICLE, f"[3] {BOOK}"])
def test_entries_look_like_references(entry: str) -> None:
    assert looks_like_reference(entry)


@pytest.mark.parametrize(
    "text",
    [
        "Hawkins (2012) says coaching will not take hold where leaders do not show it.",
        "CIPD (2023) describes a conversation that is aimed at better performance at work.",
        "Whitmore, J. (2017) says that goals come first, and I agree with him.",
        "I met my client on 4 March 2024 and we agreed what the sessions were for.",
        "12/01/2024 | Client A | 90 minutes | Contracting",
        "Learning outcome 1",
    ],
)
def test_prose_does_not_look_like_a_reference(text: str) -> None:
    assert not looks_like_reference(text)


ENTRIES = (BOOK, JOURNAL, WEB, UNDATED, PARTICLE)
KEYS = ["starr 2016", "grant 2010", "emcc 2021", "nhsla n.d.", "van nieuwerburgh 2017"]


def cut(*texts: str) -> list[str]:
    return [finding.key for finding in cut_entries(blocks(*texts))]


def test_a_list_is_cut_alike_as_paragraphs_as_lines_and_run_together() -> None:
    assert cut(*ENTRIES) == KEYS
    assert cut("\n".join(ENTRIES)) == KEYS
    assert cut(" ".join(ENTRIES)) == KEYS


def test_wrapped_lines_belong_to_their_entry() -> None:
    wrapped = [half for entry in ENTRIES for half in _halves(entry)]
    assert cut("\n".join(wrapped)) == KEYS
    assert cut(*wrapped) == KEYS


def _halves(entry: str) -> tuple[str, str]:
    at = entry.index(" ", int(len(entry) * 0.7))
    return entry[:at], entry[at + 1 :]


def test_a_numbered_list_is_cut_by_its_numbers() -> None:
    text = "\n".join(f"[{n}] {entry}" for n, entry in enumerate(ENTRIES, 1))
    found = cut_entries(blocks(text))
    assert [f.key for f in found] == KEYS
    assert [f.fact("number") for f in found] == ["1", "2", "3", "4", "5"]


def test_headings_inside_a_list_are_no_entries() -> None:
    assert cut("References", "Books", BOOK, "Websites", WEB) == ["starr 2016", "emcc 2021"]


def test_a_dash_for_the_same_author_repeats_the_name() -> None:
    again = "——— (2011) The Coaching Manual. 3rd edn. Harlow: Pearson."
    assert cut(BOOK, again, WEB)[:2] == ["starr 2016", "starr 2011"]


def test_an_entry_quotes_its_place() -> None:
    given = blocks(" ".join(ENTRIES))
    for finding in cut_entries(given):
        assert given[0].text[finding.at.start : finding.at.end] == finding.quote


def test_a_headed_list_is_found_by_its_section() -> None:
    doc = document("References", BOOK, WEB)
    sections = [Section(index=0, heading=0, role="references", blocks=(1, 2))]
    assert find_reference_list(doc, sections) == ((1, 2),)


def test_an_unheaded_list_is_found_by_its_entries_and_two_are_too_few() -> None:
    prose = "I learnt a good deal from this, and I mean to go on with it next year. " * 5
    assert find_reference_list(document(prose, *ENTRIES), []) == ((1, 2, 3, 4, 5),)
    assert find_reference_list(document(prose, BOOK, WEB, prose), []) == ()


def test_several_lists_of_a_portfolio_are_all_found() -> None:
    prose = "I learnt a good deal from this, and I mean to go on with it next year. " * 5
    doc = document(BOOK, JOURNAL, WEB, prose, PARTICLE, UNDATED, BOOK)
    assert find_reference_list(doc, []) == ((0, 1, 2), (4, 5, 6))


def test_plain_numbers_are_citations_only_beside_a_numbered_list() -> None:
    numbered = cut_entries(blocks("\n".join(f"[{n}] {e}" for n, e in enumerate(ENTRIES, 1))))
    assert numbers_are_bare(["It helps performance 4."], numbered)
    assert not numbers_are_bare(["It helps [1] and [2] a lot."], numbered)
    assert not numbers_are_bare(["It helps performance 4."], cut_entries(blocks(*ENTRIES)))


def test_listed_names_are_first_authors_folded() -> None:
    assert "van nieuwerburgh" in listed_names(cut_entries(blocks(*ENTRIES)))


def test_a_body_has_one_name_however_it_is_written() -> None:
    assert source_name("EMCC Global") == source_name("European Mentoring & Coaching Council")
    assert fold("O’Neill") == fold("O'Neill")


def test_a_words_file_that_lacks_a_part_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("leads: [in]\n", "utf-8")
    with pytest.raises(BadYaml, match="never_author: is missing"):
        load_words(path)
