"""Every form of in-text citation that learners are seen to use, one row each."""

from __future__ import annotations

import pytest

from premark.detect.references import find_citations

LISTED = frozenset({"whitmore", "may", "starr"})


def keys(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    return [citation.key for citation in find_citations(text, known=known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Starr, 2016, p. 12; Whitmore, 2017, pp.3–4)", ["starr 2016", "whitmore 2017"]),
        ("(Starr, 2016: 12) or (Starr 2016, 12-14)", ["starr 2016", "starr 2016"]),
        ("Parsloe & Leedham (2009:12) in their book", ["parsloe 2009"]),
        ("Starr, (2016) and Starr [2016] note", ["starr 2016", "starr 2016"]),
        ("(Starr 2016)(Hay 2007)", ["starr 2016", "hay 2007"]),
        ("Lancer and Megginson (2nd ed., 2016)", ["lancer 2016"]),
        ("Rogers (1951/2003) said", ["rogers 1951"]),
    ],
)
def test_pages_editions_and_odd_brackets_do_not_hide_the_source(
    text: str, expected: list[str]
) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Garvey, Stokes, and Megginson (2018) say", ["garvey 2018"]),
        ("Garvey, Stokes & Megginson's (2018) model", ["garvey 2018"]),
        ("Carl Rogers (1957) and Sir John Whitmore (2017)", ["rogers 1957", "whitmore 2017"]),
        ("J.K. Smith (2014) and A. B. Jones (2015)", ["smith 2014", "jones 2015"]),
        ("Erik de Haan (2011), (van Nieuwerburgh 2017)", ["de haan 2011", "van nieuwerburgh 2017"]),
        ("D'Abate et al. (2003) and St John-Brooks (2014)", ["dabate 2003", "st john brooks 2014"]),
        ("(Easter and Nicola, 1996); March and Simon (1958)", ["easter 1996", "march 1958"]),
        ("Hawkins et al, (2012); (Hawkins et. Al., 2012)", ["hawkins 2012", "hawkins 2012"]),
        ("Hawkins and colleagues (2012)", ["hawkins 2012"]),
    ],
)
def test_authors_are_read_however_they_are_joined(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gibbs’ (1988) cycle and Kolb’s cycle of learning (1984)", ["gibbs 1988", "kolb 1984"]),
        ("Kolb's 1984 cycle is circular", ["kolb 1984"]),
        ("the CIPD's 2021 report says", ["cipd 2021"]),
    ],
)
def test_what_is_somebodys_is_a_source(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("World Health Organization (WHO, 2019)", ["who 2019"]),
        ("(Chartered Institute of Personnel and Development [CIPD], 2021)", ["cipd 2021"]),
        ("(mindtools.com, 2021) and (Mind Tools, no date)", ["mindtools 2021", "mindtools n.d."]),
        ("Hofstede Insights (2020)", ["hofstede insights 2020"]),
        ("(www.cipd.co.uk, accessed 12/03/2024)", ["cipd.co.uk"]),
        ("see https://www.mindtools.com/abc (accessed 3 May 2024).", ["mindtools.com/abc"]),
    ],
)
def test_bodies_and_web_pages_are_sources(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Egan (1998, as cited in Starr, 2016, p.4)", ["egan 1998", "starr 2016"]),
        ("(Egan, 1998 in Starr, 2016)", ["egan 1998", "starr 2016"]),
        ("Egan (1998) cited in Starr (2016)", ["egan 1998", "starr 2016"]),
        ("Egan (cited in Starr, 2016)", ["starr 2016"]),
    ],
)
def test_second_hand_forms_name_both_where_both_are_dated(text: str, expected: list[str]) -> None:
    assert keys(text) == expected
    secondary = [c.key for c in find_citations(text) if c.secondary]
    assert secondary == [key for key in expected if key.startswith("egan")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as whitmore (2017) and (whitmore, 2017) have it", ["whitmore 2017", "whitmore 2017"]),
        ("(Whitmore J, 2017)", ["whitmore 2017"]),
        ("(May, 1969)", ["may 1969"]),
    ],
)
def test_what_the_list_holds_is_a_source_though_it_is_written_oddly(
    text: str, expected: list[str]
) -> None:
    assert keys(text) == []
    assert keys(text, LISTED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we met (May 2019) and may (2019) meet again",
        "the NHS (2018/2019) and the Trust (2018/19)",
        "Sarah's 2021 objectives and the team's 2022 targets",
        "as found (2017), as found () and (Gray, ibid)",
        "a session (March 2021), and another (June, 2021)",
        "as listed (1) and again (2)",
    ],
)
def test_dates_and_empty_brackets_are_no_sources(text: str) -> None:
    assert keys(text, LISTED) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gray, Garvey, Lane (2016) argue that it works.", ["gray 2016"]),
        ("As shown (Gray, Garvey, Lane, 2016).", ["gray 2016"]),
        ("as in (see Gray, Garvey, Lane 2016, p. 4) too", ["gray 2016"]),
        ("However, Smith, Jones, Brown (2016) say so.", ["smith 2016"]),
        ("(Hawkins, Smith, 2013)", ["hawkins 2013"]),
        ("Rogers, C., Kline, N. (1999) hold", ["rogers 1999"]),
        ("In Leeds, Smith, Jones, Lane (2016) met.", ["smith 2016"]),
        ("According to Hawkins, Smith (2013) is wrong", ["smith 2013"]),
        ("writers such as Rogers, Egan, Whitmore (2017)", ["whitmore 2017"]),
    ],
)
def test_commas_alone_join_the_authors_of_one_work(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lewin (c.1951) said so", ["lewin 1951"]),
        ("(Lewin, c. 1951)", ["lewin 1951"]),
        ("Lewin (circa 1951) and (Lewin, ca. 1951a)", ["lewin 1951", "lewin 1951a"]),
        ("Lewin (c1951)", ["lewin 1951"]),
        ("Lewin (1951 [1997]) says", ["lewin 1951"]),
        ("the room was built c.1951/1952 by", []),
    ],
)
def test_a_year_that_is_only_about_right_is_a_year(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CIPD (accessed 3 March 2021) says", ["cipd n.d."]),
        ("(CIPD, accessed: 12/05/2021)", ["cipd n.d."]),
        ("(Whitmore, 2017, accessed 12 May 2021)", ["whitmore 2017"]),
        ("(https://www.mindtools.com/grow, accessed 4 June 2020)", ["mindtools.com/grow"]),
        ("CIPD, www.cipd.co.uk [Accessed: 3 March 2021].", ["cipd.co.uk"]),
        ("it helps (businessballs.com)", ["businessballs.com"]),
        ("see mindtools.com/grow for more", ["mindtools.com/grow"]),
        ("says mindtools.com (accessed 4 June 2020)", ["mindtools.com"]),
        ("(mindtools.com, 2021)", ["mindtools 2021"]),
        ("I wrote to ann@mindtools.com and to Amazon.com", []),
        ("I accessed the file in March 2021", []),
    ],
)
def test_a_page_is_known_by_its_address_or_by_when_it_was_read(
    text: str, expected: list[str]
) -> None:
    assert keys(text) == expected
