"""The words of a report: everything said, nothing that sounds like a result."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from make_review import at, citation, make_pack, make_review, noticed, result, whole

from premark.errors import PremarkError
from premark.plain import one_line, plain
from premark.report.asked import asked
from premark.report.looked import few
from premark.report.places import place_of
from premark.report.reasons import shortfall, why
from premark.report.view import view
from premark.report.words import words
from premark.types.criteria import Needs, Pack, Requirement
from premark.types.document import Locator
from premark.types.evidence import CrossCheck, Review
from premark.weigh.cross_check import NAMELESS, SLIPS

VERDICT = re.compile(
    r"\b(pass(ed|es)?|fail(ed|s|ure)?|refer(red|ral)?|grade[sd]?)\b", re.IGNORECASE
)


def test_every_criterion_says_its_strength_rule_and_places(review: Review, pack: Pack) -> None:
    rows = view(review, pack).criteria
    assert [row.strength for row in rows] == ["strong", "limited", "cannot tell", "none"]
    assert [row.places for row in rows] == ["para 2", "para 4–5", "table 1, rows 1–2", ""]
    assert rows[1].because.endswith("2 of 2 required elements are missing or short.")


def test_what_the_verb_lacks_is_said_in_words(review: Review, pack: Pack) -> None:
    assert view(review, pack).criteria[1].verb.missing == (
        "No sentence takes a view or judges how good or useful it is.",
        "No sentence draws a conclusion.",
    )


def test_a_shortfall_says_what_was_counted_asked_and_where_it_was_looked_for(
    review: Review, pack: Pack
) -> None:
    row = view(review, pack).criteria[1].required[0]
    assert row.asked == "At least 3 of the ways to learn."
    assert row.counted == "1 counted, 3 asked"
    assert row.looked == "looked in 2 passages of this criterion"
    assert row.says == "The three-ways is not there."


def test_what_cannot_be_told_is_not_said_to_be_missing(review: Review, pack: Pack) -> None:
    row = view(review, pack).criteria[2].required[0]
    assert row.state.word == "cannot tell"
    assert row.says == "Cannot tell: At least 12 hours of practice in the logs."
    assert row.looked == "looked in 2 passages of the whole submission"


def test_a_gap_names_the_sections_that_were_looked_in(review: Review, pack: Pack) -> None:
    limited = view(review, pack).criteria[1]
    for row in (*limited.required, limited):
        assert [(s.title, s.places, s.passages) for s in row.sections] == [
            ("1.2 Other ways to learn", "para 4–5", 2)
        ]
        assert row.sections[0].at.block == 2  # the heading


def test_a_gap_of_the_whole_names_every_section_that_was_read(review: Review, pack: Pack) -> None:
    report = view(review, pack)
    (hours,) = report.criteria[2].required
    assert hours.whole and hours.sections == report.read
    assert [s.title for s in report.read] == ["1.1 Purpose of coaching", "1.2 Other ways to learn"]
    assert report.left_out == "Not read as an answer: reference list."


def test_a_criterion_without_a_passage_says_that_all_was_read(review: Review, pack: Pack) -> None:
    row = view(review, pack).criteria[3]
    assert row.sections == ()
    assert row.looked == "All 2 sections were read for it (5 passages)."
    assert row.required[0].looked == "all 2 sections were read for it"


def test_many_sections_are_named_in_part_and_counted_in_full(review: Review, pack: Pack) -> None:
    (first, second) = view(review, pack).read
    assert few([first, second] * 5).endswith("(para 4–5; table 1, rows 1–2); and 6 more")
    assert few([first]) == "1.1 Purpose of coaching (para 2)"


def test_a_section_without_a_title_can_still_be_named(review: Review, pack: Pack) -> None:
    bare = tuple(s.model_copy(update={"title": "", "heading": None}) for s in review.sections)
    report = view(review.model_copy(update={"sections": bare}), pack)
    assert {s.title for s in report.read} == {"(no heading)"}
    assert [s.at.block for s in report.read] == [1, 3]


def test_reasons_name_topics_and_not_their_ids(review: Review, pack: Pack) -> None:
    needs = Needs(kind="topic", topics=("purpose", "limits"))
    both = Requirement(id="both", needs=needs, source="", if_short="One is missing.")
    first = pack.criteria[0].model_copy(update={"must": (both,)})
    because = "looked for topic in 1 passage: 1 of 2 found (purpose); not found: limits"
    short = result("both", "short", counted=1, at_least=2, because=because)
    assert shortfall(short, first) == "Not found: where coaching does not help."
    none = result("both", "not_found", because="looked for topic in 1 passage: 0 of 2 found; "
                  "not found: purpose, limits")  # fmt: skip
    assert shortfall(none, first) == ""
    untold = result("both", "cannot_tell", because="0 of 1 found; it points to an appendix")
    assert shortfall(untold, first) == "0 of 1 found; it points to an appendix."
    assert why("this sentence comes nearest to the topic 'a-b' by its words") == (
        "this sentence comes nearest to this topic, by its words"
    )


def test_a_notice_keeps_all_its_places(review: Review, pack: Pack) -> None:
    (notice,) = view(noticed(review), pack).notices
    assert len(notice.quotes) == 40 and notice.places == "para 1–2"


def test_topics_say_where_they_are_covered_and_which_are_not(review: Review, pack: Pack) -> None:
    covered, open_ = view(review, pack).criteria[0].topics
    assert covered.covered and covered.places == "para 2"
    assert not open_.covered and open_.quote is None


def test_secondary_passages_say_whose_they_are(review: Review, pack: Pack) -> None:
    (also,) = view(review, pack).criteria[1].also
    assert (also.quote.place, also.home) == ("para 2", "mapped to 1.1")


def test_totals_count_every_criterion_once(review: Review, pack: Pack) -> None:
    totals = view(review, pack).totals
    assert sum(count for _, count, _ in totals) == len(review.criteria)
    assert ("cannot tell", 1, None) in totals


def test_no_report_speaks_of_a_result(review: Review, pack: Pack) -> None:
    report = asdict(view(review, pack))
    said = [s for s in _strings(report) if VERDICT.search(s)]
    assert said == []
    assert not any(VERDICT.search(s) for s in _strings(words().model_dump()))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    return [s for v in value for s in _strings(v)] if isinstance(value, list | tuple) else []


def test_the_fixed_sentences_stand_on_every_report(review: Review, pack: Pack) -> None:
    first, second = view(review, pack).fixed
    assert first.startswith("A draft map before marking.") and "an assessor decides" in first
    assert second == "A signal being present is not a criterion being met."


def test_control_characters_never_reach_the_view(review: Review, pack: Pack) -> None:
    said = "".join(_strings(asdict(view(review, pack))))
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", said)


def test_a_pack_of_another_unit_is_refused(review: Review) -> None:
    pack = make_pack()
    other = pack.model_copy(update={"criteria": pack.criteria[:2]})
    with pytest.raises(PremarkError, match="speaks of 1.3"):
        view(review, other)


def test_places_join_neighbours_and_keep_gaps() -> None:
    document = make_review().document
    found = place_of([at(1, "GROW"), at(3, "workshop"), at(4, "podcast")], document)
    assert found == "para 2, 4–5"
    paged = document.model_copy(
        update={
            "blocks": tuple(
                b.model_copy(update={"page": 1 + b.index // 2}) for b in document.blocks
            )
        }
    )
    assert place_of([at(1, "GROW"), at(3, "workshop"), at(8, "Coaching")], paged) == "p. 1–2, 5"


def test_places_in_several_files_name_the_file() -> None:
    document = make_review().document
    second = document.files[0].model_copy(update={"name": "log.docx"})
    moved = tuple(b.model_copy(update={"file": int(b.index > 4)}) for b in document.blocks)
    both = document.model_copy(update={"files": (*document.files, second), "blocks": moved})
    whole = Locator(block=5, start=0, end=3)
    assert place_of([whole], both) == "table 1, row 1 of log.docx"


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ({"kind": "citation", "at_least": 2}, "At least 2 distinct sources."),
        ({"kind": "clients", "at_least": 2, "at_most": 3}, "2 to 3 clients."),
        ({"kind": "months", "at_least": 12}, "A plan that covers at least 12 months."),
        ({"kind": "artefact", "of": "session_log"}, "A log of sessions in the file."),
        (
            {"kind": "artefact", "of": "reflective_log", "per": "session"},
            "A reflective log in the file, with an entry for each session.",
        ),
        ({"kind": "hours", "of": "planned", "at_least": 12}, "At least 12 hours planned."),
        ({"kind": "move", "moves": ("justify",)}, "At least 1 sentence that says why, giving "),
        ({"kind": "topic", "topics": ("purpose",)}, "Topic: what coaching is for."),
        ({"kind": "phrase", "pattern": "perspective", "at_least": 3}, "At least 3 different "),
        ({"kind": "topic", "topics": ("purpose", "limits")}, "Each of these topics: what "),
        ({"kind": "citation", "each": ("purpose",)}, "A source near each of these topics: "),
    ],
)
def test_each_kind_of_need_is_asked_for_in_words(needs: dict[str, object], said: str) -> None:
    wanted = Requirement(id="x", needs=Needs.model_validate(needs), source="", if_short="")
    assert asked(wanted, make_pack().criteria[0]).startswith(said)


def test_a_number_of_phrases_is_one_plural() -> None:
    needs = Needs(kind="phrase", pattern="perspective", at_least=3)
    wanted = Requirement(id="x", needs=needs, source="", if_short="")
    assert asked(wanted, make_pack().criteria[0]) == "At least 3 different perspectives."


def test_escape_sequences_and_direction_marks_are_stripped() -> None:
    assert plain("a\x1b[31mb\x1b]0;title\x07c\u202ed\x00\te\r\nf") == "abcd e\nf"
    assert one_line("two\n lines  here", 9) == "two…"


def test_reasons_name_lists_and_clients_in_words() -> None:
    said = why("it names 'workshop' of the unit's list 'learning-methods'")
    assert said == "it names 'workshop' of the unit's list of learning methods"
    assert why("this label names 'client a'") == "this label names Client A"


def test_every_kind_of_slip_has_its_words() -> None:
    assert {*SLIPS, NAMELESS, "cited", "listed"} == set(words().checks)


def test_another_year_is_told_once_with_both_places() -> None:
    near = citation().model_copy(
        update={
            "rule": "year",
            "because": "Cited as Whitmore 2017; the list has Whitmore 2009: the years differ.",
            "facts": (*citation().facts, ("listed", "whitmore 2009"), ("listed_at", "8:0")),
        }
    )
    entry = citation().model_copy(update={"kind": "reference", "at": whole(8)})
    made = make_review()
    check = CrossCheck(citations=1, references=1, near_misses=(near,))
    report = view(
        made.model_copy(update={"cross_check": check, "findings": (entry,)}), make_pack()
    )
    (row,) = report.checks
    assert row.title == "Cited with another year than in the list"
    assert [q.place for q in row.quotes] == ["para 2, listed para 9"]
