"""Citations joined to the reference list."""

from __future__ import annotations

import time

from premark.detect.references import citations, cut_entries
from premark.types.document import Block, Locator, Passage, Piece
from premark.types.evidence import CrossCheck, Finding
from premark.weigh.cross_check import cross_check, on_either_side
from premark.weigh.sources import with_kinds

STARR = "Starr, J. (2016) The Coaching Manual. Harlow: Pearson."
WHITMORE = "Whitmore, J. (2017) Coaching for Performance. London: Nicholas Brealey."
JACKSON = "Jackson, P.Z. and McKergow, M. (2007) The Solutions Focus. London: Nicholas Brealey."
JONES = "Jones, R.J., Woods, S.A. and Guillaume, Y. (2016) 'Coaching', Journal of Work, 8(2)."
ICF = "International Coaching Federation (2020) Code of Ethics. Available at: https://example.org."
KIRKPATRICK = "Kirkpatrick, D. (1994) Evaluating Training. San Francisco: Berrett-Koehler."
HAWKINS = "Hawkins, P. (2012) Creating a Coaching Culture. Maidenhead: Open University Press."
SHOHET = "Hawkins, P. and Shohet, R. (2012) Supervision. Maidenhead: Open University Press."


def cited(text: str) -> list[Finding]:
    at = Locator(block=0, start=0, end=len(text))
    piece = (Piece(offset=0, at=at),)
    return citations(Passage(id="p001", section=0, kind="prose", text=text, pieces=piece))


def blocks(*entries: str) -> list[Block]:
    return [Block(index=i, kind="paragraph", text=e, original=e) for i, e in enumerate(entries)]


def check(text: str, *entries: str) -> CrossCheck:
    return cross_check(cited(text), cut_entries(blocks(*entries)))


def keys(result: CrossCheck) -> tuple[list[str], list[str], list[str]]:
    return (
        [f.key for f in result.cited_not_listed],
        [f.key for f in result.listed_not_cited],
        [f.key for f in result.near_misses],
    )


def test_a_list_that_agrees_has_no_problems_and_is_counted() -> None:
    result = check("Starr (2016), (Whitmore, 2017) and Starr (2016).", STARR, WHITMORE)
    assert keys(result) == ([], [], [])
    assert (result.citations, result.references) == (3, 2)


def test_what_is_missing_on_either_side_is_named_once() -> None:
    result = check("Egan (2014) says, and Egan (2014) again.", STARR)
    assert keys(result) == (["egan 2014"], ["starr 2016"], [])
    assert "Egan 2014" in result.cited_not_listed[0].because
    assert "Starr 2016" in result.listed_not_cited[0].because


def test_another_year_is_told_once_as_what_it_is() -> None:
    result = check("Whitmore (2009) says.", WHITMORE, STARR)
    assert keys(result) == ([], ["starr 2016"], ["whitmore 2009"])
    assert "the years differ" in result.near_misses[0].because
    assert result.near_misses[0].fact("listed") == "whitmore 2017"


def test_what_is_told_once_counts_on_either_side() -> None:
    entries = cut_entries(blocks(WHITMORE, STARR, ICF))
    result = cross_check(cited("Whitmore (2009), Staar (2016) and ( , 2020)."), entries)
    assert keys(result) == ([], [], ["whitmore 2009", "staar 2016", "unnamed 2020"])
    cited_alone, listed_alone = on_either_side(result, entries)
    assert [f.key for f in cited_alone] == ["whitmore 2009"]
    assert [f.key for f in listed_alone] == ["whitmore 2017", "icf 2020"]


def test_a_misspelt_name_of_the_same_year_is_a_near_miss_only() -> None:
    result = check("Whitmoor (2017) and Starr (2016).", WHITMORE, STARR)
    assert keys(result) == ([], [], ["whitmoor 2017"])
    assert "Whitmoor" in result.near_misses[0].because
    assert "Whitmore" in result.near_misses[0].because


def test_short_names_that_differ_by_a_letter_are_other_people() -> None:
    hall = "Hall, L. (2013) Mindful Coaching. London: Kogan Page."
    assert keys(check("Hill (2013) says.", hall)) == (["hill 2013"], ["hall 2013"], [])


def test_an_entry_that_begins_with_its_title_still_joins_and_is_pointed_out() -> None:
    result = check("Starr (2016) says.", "The Coaching Manual, Julie Starr, 2016, Pearson")
    assert keys(result) == ([], [], ["starr 2016"])
    assert "begin with the author" in result.near_misses[0].because


def test_et_al_stands_for_the_authors_it_leaves_out() -> None:
    assert keys(check("Jones et al. (2016) found.", JONES)) == ([], [], [])


def test_two_works_of_one_first_author_and_year_are_told_apart() -> None:
    text = "Hawkins (2012) and (Hawkins and Shohet, 2012)."
    assert keys(check(text, HAWKINS, SHOHET)) == ([], [], [])
    alone = check("Hawkins (2012) says.", HAWKINS, SHOHET)
    assert keys(alone) == ([], ["hawkins 2012"], [])
    assert "Shohet" in alone.listed_not_cited[0].because


def test_one_author_of_two_is_another_work() -> None:
    result = check("Jackson (2007) says.", JACKSON)
    assert keys(result) == ([], [], ["jackson 2007"])
    assert "the authors differ" in result.near_misses[0].because


def test_authors_in_the_other_order_count_as_cited_and_are_pointed_out() -> None:
    result = check("McKergow and Jackson (2007) say.", JACKSON)
    assert keys(result) == ([], [], ["mckergow 2007"])


def test_an_organisation_joins_by_its_initials_and_by_its_name() -> None:
    assert keys(check("(ICF, 2020)", ICF)) == ([], [], [])
    nice = "National Institute for Care Excellence (2019) Guide. Available at: https://example.org."
    assert keys(check("NICE (2019) says.", nice)) == ([], [], [])


def test_a_source_read_in_another_need_not_be_listed() -> None:
    result = check("Egan (1998, cited in Starr, 2016) says.", STARR)
    assert keys(result) == ([], [], [])


def test_a_letter_missing_from_the_year_still_joins() -> None:
    entry = "Grant, A.M. (2012a) Coaching. London: Sage."
    assert keys(check("Grant (2012) says.", entry)) == ([], [], [])


def test_numbers_join_by_the_numbers_of_the_list() -> None:
    result = check("It helps [1], [3].", f"[1] {STARR}", f"[2] {WHITMORE}")
    assert keys(result) == (["[3]"], ["whitmore 2017"], [])


def test_a_link_joins_the_entry_that_has_it() -> None:
    assert keys(check("see https://example.org/ here", ICF)) == ([], [], [])
    assert keys(check("see https://example.net/x here", ICF)) == (
        ["example.net/x"],
        ["icf 2020"],
        [],
    )


def test_an_act_in_the_list_need_not_be_cited() -> None:
    act = "Equality Act 2010, c. 15. London: HMSO. Available at: https://example.gov.uk."
    assert keys(check("Starr (2016).", STARR, act)) == ([], [], [])


def test_a_citation_without_its_author_is_joined_to_the_one_entry_that_it_may_be() -> None:
    result = check("as was found ( , 2016)", STARR, WHITMORE)
    assert keys(result) == ([], ["whitmore 2017"], ["unnamed 2016"])
    assert "Starr 2016" in result.near_misses[0].because
    both = check("as was found ( , 2012)", HAWKINS, SHOHET)
    assert keys(both) == ([], ["hawkins 2012", "hawkins 2012"], ["unnamed 2012"])


def test_nothing_in_gives_nothing_out() -> None:
    assert cross_check([], []) == CrossCheck(citations=0, references=0)


def test_another_work_of_an_author_whose_own_entry_is_cited_is_pointed_out() -> None:
    result = check("Whitmore (2009) and Whitmore (2017) say.", WHITMORE)
    assert keys(result) == (["whitmore 2009"], [], [])
    assert "has Whitmore 2017" in result.cited_not_listed[0].because


def test_a_name_and_a_year_that_both_differ_a_little_are_one_problem() -> None:
    result = check("Kirkpatrik (1995) says.", KIRKPATRICK)
    assert keys(result) == ([], [], ["kirkpatrik 1995"])
    assert "the year" in result.near_misses[0].because
    assert "spelt" in result.near_misses[0].because


def test_one_work_cited_in_two_ways_is_missing_once() -> None:
    text = "Jones, Woods and Guillaume (2016) found it, and (Jones et al., 2016) said so."
    assert keys(check(text, STARR)) == (["jones 2016"], ["starr 2016"], [])
    two = "Hawkins (2012) and Hawkins and Shohet (2012)."
    assert keys(check(two, STARR))[0] == ["hawkins 2012", "hawkins 2012"]


def test_an_entry_that_stands_twice_is_uncited_once() -> None:
    assert keys(check("Starr (2016).", STARR, WHITMORE, WHITMORE)) == ([], ["whitmore 2017"], [])


def test_a_letter_too_many_in_a_short_name_is_a_misspelling() -> None:
    egan = "Egan, G. (2014) The Skilled Helper. London: Cengage."
    assert keys(check("Eagan (2014) says.", egan)) == ([], [], ["eagan 2014"])


def test_a_misspelling_beside_the_right_spelling_is_told_once() -> None:
    text = "Whitmoor (2017) and (Whitmoor, 2017), and Whitmore (2017)."
    assert keys(check(text, WHITMORE)) == ([], [], ["whitmoor 2017"])


def test_a_misplaced_apostrophe_is_a_misspelling() -> None:
    gibbs = "Gibbs, G. (1988) Learning by Doing. Oxford: Further Education Unit."
    assert keys(check("Gibb's (1988) cycle.", gibbs)) == ([], [], ["gibb 1988"])


def test_an_entry_that_is_only_a_link_joins_the_body_in_its_address() -> None:
    result = check("(Mindtools, 2021)", "https://www.mindtools.com/grow")
    assert keys(result) == ([], [], ["mindtools 2021"])


def test_a_site_written_as_an_author_joins_its_entry() -> None:
    entry = "Mind Tools (2021) The GROW Model. Available at: https://example.org."
    assert keys(check("(mindtools.com, 2021)", entry)) == ([], [], [])


def test_numbers_that_the_list_lost_are_told_and_the_rest_still_join() -> None:
    result = check("[1], [5], [6] and [9].", f"[1] {STARR}", f"[5] {WHITMORE}", f"[9] {ICF}")
    assert keys(result) == (["[6]"], [], [])


def test_long_lists_that_do_not_join_are_told_apart_soon() -> None:
    names = [f"{a}{b}{c}son" for a in "BCDFGHKL" for b in "aeiou" for c in "lmnrst"]
    text = ". ".join(f"This is so ({name}, 2010)" for name in names)
    listed = [f"Q{name.lower()}, A. (2010) On work. London: Sage." for name in names]
    citations, references = cited(text), cut_entries(blocks(*listed))
    begun = time.perf_counter()
    result = cross_check(with_kinds(citations, references), references)
    assert time.perf_counter() - begun < 3
    assert len(result.cited_not_listed) == len(names)
