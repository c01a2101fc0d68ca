"""What only sounds like an answer: seen, named with its places, left out, and never strong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from builders import make_passage

from benchmarks.made_stuffing import good_answer, stuffed, texts
from benchmarks.stuffing import codes_of, fallen, reviewed, strong_in
from premark.detect.base import Rules, Seen
from premark.detect.references import citations
from premark.detect.repeated import repeated
from premark.detect.stuffing import stuffing
from premark.embed import WordHashes
from premark.match.decide import Reading
from premark.match.off_topic import off_topic
from premark.packs.load import all_packs, find_pack, load_patterns
from premark.parse import ParsedPassage, blank_parser
from premark.report.words import words
from premark.types.document import Passage
from premark.types.evidence import (
    CriterionReview,
    CrossCheck,
    Finding,
    Match,
    Notice,
    VerbResult,
)
from premark.weigh.stuffing import left_out, stuffing_notices

NONE: Any = None
RULES = Rules(find_pack("8580-500"), load_patterns(), NONE, NONE)
FLOUR = "Flour gives the dough its body, and water wakes the gluten in it before it is baked. "
OVEN = "The oven in the back room runs hotter on the left than on the right, as bakers know."
NO_CHECK = CrossCheck(citations=0, references=0)
EMPTY = (
    "However, I would therefore argue this view. On balance, the evidence suggests otherwise. "
    "Critically, I reflected and evaluated."
)


def parsed(*said: str | Passage) -> tuple[ParsedPassage, ...]:
    passages = [s if isinstance(s, Passage) else make_passage(s, i) for i, s in enumerate(said)]
    return tuple(blank_parser().parse(passages))


def found(*said: str | Passage) -> tuple[Finding, ...]:
    read = parsed(*said)
    cited = [f for p in read for f in citations(p.passage)]
    return stuffing(Seen(read, np.zeros((0, 1), dtype=np.float32)), RULES, cited)


def kinds(*said: str | Passage) -> list[str]:
    return [f.kind for f in found(*said)]


def told(
    seen: Sequence[Finding],
    far: Sequence[Passage] = (),
    criteria: Sequence[CriterionReview] = (),
    checked: CrossCheck = NO_CHECK,
) -> dict[str, Notice]:
    return {n.code: n for n in stuffing_notices(seen, far, criteria, checked)}


def test_a_paragraph_said_again_is_a_copy_and_the_first_is_not() -> None:
    copies = repeated(parsed(FLOUR + OVEN, "Rye is sour.", FLOUR + OVEN))
    assert [(c.passage, c.first.label) for c in copies] == [("p002", "para 0"), ("p002", "para 0")]
    assert [c.row for c in copies] == [3, 4]


def test_a_copy_with_a_word_changed_is_still_a_copy() -> None:
    assert len(repeated(parsed(FLOUR + OVEN, FLOUR.replace("body", "strength") + OVEN))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Client A", "Client B"),
        ("3 March", "4 March"),
        ("Client A", "Client A again, after a long and quite different week"),
    ],
)
def test_what_differs_in_a_number_or_a_letter_is_no_copy(one: str, other: str) -> None:
    said = "The session with {} on the usual day was held in the small room as it had been agreed."
    assert repeated(parsed(said.format(one) + " " + OVEN[:20], said.format(other))) == ()


def test_a_short_sentence_or_a_table_row_may_come_again() -> None:
    assert repeated(parsed("I met my client. It went well.", "I met my client. It rained.")) == ()
    row = make_passage(FLOUR + OVEN, 5, kind="row")
    assert repeated(parsed(FLOUR + OVEN, row)) == ()


def test_a_short_sentence_inside_a_copy_goes_with_it() -> None:
    said = FLOUR + "It rose. " + OVEN
    assert len(repeated(parsed(said, said))) == 3


def test_cue_words_strung_together_are_seen() -> None:
    assert kinds(EMPTY) == ["cue-word"] * 3


def test_cue_words_in_an_argument_are_not() -> None:
    said = (
        "However, I doubt that GROW served her, because her director had set the goal. "
        "On balance the fault lay in my contract, since I never asked whose goal it was."
    )
    assert kinds(said) == []


def test_one_empty_sentence_among_others_is_not_told() -> None:
    assert kinds("I therefore question this view. " + FLOUR + OVEN) == []


def test_citations_with_nothing_said_of_them_are_seen() -> None:
    said = "Dunn (2012) and Eaves (2016). See Ford (2008). (Irwin, 2010; Jarvis, 2017)."
    assert set(kinds(said)) == {"citation-alone"}


def test_a_citation_after_a_full_stop_is_not() -> None:
    assert kinds(FLOUR + "(Dunn, 2012). " + OVEN + " (Irwin, 2010).") == []


def test_a_verb_that_is_named_is_seen() -> None:
    assert kinds("This critically analyses how we met. It rained.") == ["verb-named"]


def test_copies_and_empty_sentences_are_left_out_and_named_verbs_are_not() -> None:
    seen = found(FLOUR + OVEN, EMPTY, FLOUR + OVEN, "This critically analyses how we met.")
    assert len(left_out(seen)) == 5


def test_a_copy_is_told_with_where_it_first_stands() -> None:
    notice = told(found(FLOUR + OVEN, FLOUR + OVEN))["repeated-text"]
    assert "first at para 0" in notice.message
    assert [at.label for at in notice.places] == ["para 1"]


def review_of(state: Any) -> CriterionReview:
    match = Match(passage="p000", criterion="1.1", primary=True, via="decoding", score=0.9,
                  because="near")  # fmt: skip
    verb = VerbResult(state=state, verb="analyse", level=5, because="made")
    return CriterionReview(
        criterion="1.1", strength="limited", because="made", matches=(match,), verb=verb
    )


@pytest.mark.parametrize(("state", "is_told"), [("not_met", True), ("met", False)])
def test_an_announced_verb_is_told_only_where_it_is_not_shown(state: Any, is_told: bool) -> None:
    seen = found("This critically analyses how we met. Critically evaluating it, it has steps.")
    assert ("announced-only" in told(seen, criteria=[review_of(state)])) is is_told


def checked(references: int, unused: int) -> CrossCheck:
    entry = found("This critically analyses how we met.")[0]
    return CrossCheck(citations=0, references=references, listed_not_cited=(entry,) * unused)


@pytest.mark.parametrize(("listed", "unused", "is_told"), [(20, 20, True), (23, 5, False),
                                                          (3, 3, False)])  # fmt: skip
def test_a_list_that_nothing_cites_is_told(listed: int, unused: int, is_told: bool) -> None:
    assert ("sources-unused" in told((), checked=checked(listed, unused))) is is_told


def reading(*said: str, near: float) -> Reading:
    """Every sentence with the same cosine to all that the units say."""
    read = parsed(*said)
    rows = sum(len(p.sentences) for p in read)
    every = WordHashes().encode(["one", *["none"] * (rows - 1)])
    given = Reading(read, (), every, every[:0], {}, frozenset())
    return replace(given, vectors=np.full_like(every, near))


class Alike:
    """Texts that are all the same to it."""

    name = weights = "alike"

    def encode(self, given: Sequence[str]) -> Any:
        return np.full((len(given), 2048), 1 / 2048, dtype=np.float32)


def far(*said: str, near: float) -> int:
    field = load_patterns()["coaching"]
    return len(off_topic(reading(*said, near=near), all_packs(), Alike(), field=field))


def test_a_text_far_from_every_unit_is_off_the_topic() -> None:
    assert far(FLOUR, OVEN, near=0.2) == 2
    assert far(FLOUR, OVEN, near=0.6) == 0


def test_a_passage_that_names_the_field_is_on_it_however_odd() -> None:
    assert far(FLOUR + "My coaching began there.", near=0.2) == 0


def test_a_long_text_that_never_names_the_field_is_off_the_topic() -> None:
    assert far(*[FLOUR + OVEN] * 12, near=0.6) == 12
    assert far(*[FLOUR + OVEN] * 12, "I coach bakers.", near=0.6) == 0


def test_a_pack_without_a_field_never_judges_by_naming() -> None:
    def told(*said: str, near: float) -> int:
        return len(off_topic(reading(*said, near=near), all_packs()[:1], Alike(), field=None))

    assert told(*[FLOUR + OVEN] * 12, near=0.6) == 0
    assert told(*[FLOUR + OVEN] * 12, near=0.43) == 0
    assert told(*[FLOUR + OVEN] * 12, near=0.2) == 12


def test_a_pack_without_a_field_tells_no_part_of_a_text() -> None:
    read = reading(*[FLOUR + OVEN] * 20, near=0.2)
    near = [0.2] * 12 + [0.6] * (len(read.vectors) - 12)
    given = replace(read, vectors=np.full_like(read.vectors, 1.0) * np.array(near)[:, None])
    every = {"packs": all_packs()[:1], "embedder": Alike()}
    assert off_topic(given, **every, field=None) == ()
    assert off_topic(given, **every, field=load_patterns()["teaching"])


def test_every_notice_has_a_line_for_the_learner() -> None:
    codes = ("off-topic", "repeated-text", "cue-words", "announced-only", "citations-bare",
             "sources-unused", "unit-text")  # fmt: skip
    assert set(codes) <= set(words().learner_notices)


@pytest.mark.slow
@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_no_stuffing_is_strong_and_each_is_named(pack: Any) -> None:
    for case in stuffed(pack):
        review = reviewed(pack, case.text)
        assert (case.kind, strong_in(review)) == (case.kind, [])
        assert not case.named or set(case.named) & set(codes_of(review)), case.kind
        placed = [n for n in review.notices if n.code in case.named and n.code != "nothing-matched"]
        assert all(n.places and n.next_step for n in placed), case.kind


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unit"), [("a02", "8580-503"), ("a12", "8589-703")])
def test_stuffing_mixed_into_a_good_answer_takes_nothing_from_it(name: str, unit: str) -> None:
    before = reviewed(find_pack(unit), good_answer(name))
    after = reviewed(find_pack(unit), good_answer(name, mixed=True))
    assert fallen(before, after) == []
    assert {"repeated-text", "cue-words", "sources-unused"} <= set(codes_of(after))
    assert len(strong_in(after)) == len(strong_in(before)) > 0


@pytest.mark.slow
def test_a_copy_counts_once_as_evidence() -> None:
    """A good paragraph under two headings speaks for the first only."""
    pack = find_pack("8589-700")
    good = texts()["good"]
    text = f"# 2.2 {pack.criterion('2.2').asks}\n\n{good}\n\n# 2.3 Risks\n\n{good}"
    review = reviewed(pack, text)
    places = [e.at.block for c in review.criteria for e in c.verb.evidence]
    places += [h.at.block for c in review.criteria for m in c.matches for h in m.topics]
    assert places
    assert set(places) == {1}
