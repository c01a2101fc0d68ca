"""The kind of a source, told from its entry in the list."""

from __future__ import annotations

import pytest

from premark.detect.reference_entry import read_entry
from premark.detect.reference_kind import UNTOLD, source_kinds

EXAMPLES = [(rule.kind, entry) for rule in source_kinds().rules for entry in rule.examples]


@pytest.mark.parametrize(("kind", "entry"), EXAMPLES)
def test_each_rule_holds_for_its_own_examples(kind: str, entry: str) -> None:
    assert read_entry(entry).source_kind == kind


@pytest.mark.parametrize("entry", source_kinds().cannot_tell)
def test_what_cannot_be_told_is_said_to_be_so(entry: str) -> None:
    found = read_entry(entry)
    assert (found.source_kind, found.academic) == (UNTOLD, UNTOLD)


@pytest.mark.parametrize(
    ("entry", "academic"),
    [
        ("Hawkins, P. (2012) Creating a Culture. Maidenhead: Open University Press.", "yes"),
        ("Whitmore, J. (2017) Coaching for Performance. London: Nicholas Brealey.", "no"),
        ("Ridley, M. (2011) Quiet Talks. Whitby: Harbour Lane.", "cannot tell"),
        ("Hall, L. (2015) 'Mindful', Coaching at Work, 10(3), pp. 20-22.", "no"),
        ("Grant, A.M. (2012) 'ROI', Coaching, 5(2), pp. 74-85.", "yes"),
    ],
)
def test_academic_is_told_by_journal_and_by_publisher(entry: str, academic: str) -> None:
    assert read_entry(entry).academic == academic


def test_an_author_with_a_publishers_name_does_not_make_it_a_book() -> None:
    entry = "Sage, A. and Forbes, S. (2020) 'Rest', Journal of Sleep, 27(1), pp. 5-7."
    assert read_entry(entry).source_kind == "journal"


def test_a_publishers_name_inside_a_word_is_no_publisher() -> None:
    entry = "Moss, T. (2019) Usage and messages in teams. Leeds: Quarry Lane."
    assert read_entry(entry).academic == "cannot tell"


@pytest.mark.parametrize(("entry", "kind", "academic"), [
    ("Moss, T. (2019) Coaching for the times ahead. London: Sage.", "book", "yes"),
    ("Moss, T. (2019) Research Project and Dissertation. 6th edn. Leeds: Quarry.", "book",
     "cannot tell"),
    ("Moss, T. (2019) Lessons of the World Cup. London: Penguin.", "book", "no"),
    ("Moss, T. (2019) The conference that never ends. London: Penguin.", "book", "no"),
    ("Moss, T. (2019) 'A blog a day', Journal of Rest, 4(1), pp. 3-9.", "journal", "yes"),
    ("Moss, T. (2019) Peer talk in wards, PhD thesis, University of Leeds.", "thesis", "yes"),
])  # fmt: skip
def test_the_words_of_a_title_do_not_tell_the_kind(entry: str, kind: str, academic: str) -> None:
    found = read_entry(entry)
    assert (found.source_kind, found.academic) == (kind, academic)
