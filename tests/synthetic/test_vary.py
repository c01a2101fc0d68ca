"""A learner's habits change how a text is typed and not what it says."""

from __future__ import annotations

import re
from random import Random

import pytest

from premark.synthetic.assignment import Heading, ListBlock, Para, References, Table
from premark.synthetic.vary import Habits, habits, leans_back, varied
from premark.synthetic.words import people, wording


def para(text: str) -> Para:
    return Para(type="para", criterion=("1.1",), text=text)


def typed(text: str, **own: object) -> str:
    block = varied(para(text), Habits(**own))  # type: ignore[arg-type]
    assert isinstance(block, Para)
    return block.text


def test_words_are_exchanged_whole_and_keep_their_capitals() -> None:
    swaps = (("often", "frequently"), ("do not", "don't"))
    text = typed("Often I do not, soften it. DO NOT", swaps=swaps)
    assert text == "Frequently I don't, soften it. Don't"


def test_a_pair_may_be_exchanged_without_undoing_itself() -> None:
    swaps = (("among", "amongst"), ("amongst", "among"))
    assert typed("among us, amongst them", swaps=swaps) == "amongst us, among them"


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("On 12 March 2024 we met", "On 14 March 2025 we met"),
        ("09/10/2023, twice", "11/10/2024, twice"),
        ("February 2024", "February 2025"),
        ("Rogers (2016) and Gibbs, 1988", "Rogers (2016) and Gibbs, 1988"),
        ("2 May and 30 May keep their places", "2 May and 30 May keep their places"),
        ("for 12 hours over 4 months", "for 12 hours over 4 months"),
    ],
)
def test_dates_move_and_citations_and_counts_do_not(text: str, moved: str) -> None:
    assert typed(text, days=2, years=1) == moved


def test_cells_of_tables_keep_their_words() -> None:
    table = Table(type="table", criterion=(), role="other", rows=(("often",), ("3 May 2024",)))
    changed = varied(table, Habits(swaps=(("often", "frequently"),), years=1))
    assert isinstance(changed, Table) and changed.rows == (("often",), ("3 May 2025",))


def test_headings_and_works_cited_stay() -> None:
    own = Habits(swaps=(("often", "frequently"),), curly=True, years=1)
    for block in (
        Heading(type="heading", level=1, text="How often"),
        References(type="references", heading="Often", items=("O'Neill (2007), 3 May 2020.",)),
    ):
        assert varied(block, own) == block


def test_spelling_quotes_and_signs_are_habits_too() -> None:
    text = typed(
        'It\'s "organised" by 40 per cent, a surprise', with_z=True, curly=True, signs=True
    )
    assert text == "It\u2019s \u201corganized\u201d by 40%, a surprise"


def test_the_learners_own_name_is_changed_and_no_part_of_a_word() -> None:
    block = ListBlock(type="list", criterion=(), items=("Goran was late, said Gorania",))
    changed = varied(block, Habits(), renamed=[("Goran", "Zoë")])
    assert isinstance(changed, ListBlock) and changed.items == ("Zoë was late, said Gorania",)


def test_most_habits_differ_from_learner_to_learner() -> None:
    assert len({habits(Random(seed)) for seed in range(200)}) == 200


def test_no_way_of_writing_adds_or_takes_away_a_no() -> None:
    """A change that lost a "not" would change what is said."""
    for one, other in (*wording().ways, *wording().one_way):
        no = re.compile(r"\bno\b|\bno(?=body)|n't|not\b|never")
        assert bool(no.search(one)) == bool(no.search(other)), (one, other)


def test_a_paragraph_that_leans_on_the_one_before_keeps_its_place() -> None:
    assert leans_back(para("This shows that it worked."))
    assert leans_back(para("I said as much above."))
    assert not leans_back(para("My listening has improved since January."))


def test_names_are_many_and_varied() -> None:
    known = people()
    assert len(known.given) * len(known.family) > 10_000
    assert len(set(known.given)) == len(known.given)
    assert len(set(known.family)) == len(known.family)
    assert any("'" in name for name in known.family) and any(" " in name for name in known.family)
    assert any(not name.isascii() for name in known.given)
