"""Words that submissions share, told as facts: which passages, how many words, and whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from premark.cohort.records.prints import RUN, words_of
from premark.cohort.records.record import record_of
from premark.cohort.shared.found import find_shared, in_order, texts_of
from premark.cohort.shared.index import FEWEST, MANY, most_learners
from premark.packs.load import find_pack
from premark.pipeline import load_tools, map_document
from premark.read import read_bytes
from premark.types.cohort import Record
from premark.types.criteria import Pack
from tests.cohort.make_records import make_cohort, make_print, make_record, make_text

SAME = make_text(900, 150)
BLAME = re.compile(r"plagiar|cheat|copied|copying|suspect|collu|dishonest|misconduct", re.I)


def found(records: Sequence[Record], *, texts: bool = True, learner: Any = None) -> Any:
    by_id = {record.submission: record for record in records}
    more = {"again": by_id.get} if texts else {}
    if learner is not None:
        more["learner_of"] = learner
    return find_shared(iter(records), **more)


def two(second: str, **more: Any) -> Any:
    own = [make_text(n) for n in range(4)]
    records = [
        make_record("s-1", texts=[own[0], SAME, own[1]]),
        make_record("s-2", texts=[own[2], second, own[3]]),
    ]
    return found(records, **more)


def test_a_cohort_of_different_texts_shares_nothing() -> None:
    _, records = make_cohort(40)
    made = found(records)
    assert made.submissions == 40
    assert (made.pairs, made.files, made.common, made.left_out) == ((), (), (), 0)


def test_a_shared_passage_is_told_with_its_words_and_places() -> None:
    words = SAME.split()
    changed = " ".join([*words[:70], "quite", "another", *words[72:]])
    (pair,) = two(changed).pairs
    (passage,) = pair.passages
    assert (passage.words, passage.of_one, passage.exact) == (148, 150, True)
    assert passage.says == (
        "Passages p002 of s-1 (para 2) and p002 of s-2 (para 2) have 148 of 150 words in the same "
        "order."
    )
    assert pair.says == ("s-1 and s-2 have 148 words in common, in 1 passage.",)


def test_without_the_texts_the_figure_is_about() -> None:
    (pair,) = two(SAME, texts=False).pairs
    assert not pair.passages[0].exact
    assert pair.passages[0].words == 150
    assert "about 150 of 150" in pair.passages[0].says
    assert pair.says[0] == "s-1 and s-2 have about 150 words in common, in 1 passage."


def test_a_passage_cut_elsewhere_is_found_again() -> None:
    longer = make_text(31, 60) + " " + SAME
    (pair,) = two(longer).pairs
    assert pair.passages[0].words == 150
    assert pair.passages[0].of_other == 210
    assert "150 of 150 and of 210 words" in pair.passages[0].says


def test_capitals_marks_and_accents_do_not_hide_the_same_words() -> None:
    (pair,) = two(SAME.upper().replace(" ", ", ")).pairs
    assert pair.passages[0].words == 150


def test_a_quotation_of_two_lines_is_not_told() -> None:
    quoted = " ".join(SAME.split()[:25])
    assert two(make_text(50, 60) + " " + quoted + " " + make_text(51, 60)).pairs == ()


def test_words_in_another_order_are_not_the_same_words() -> None:
    words = SAME.split()
    assert two(" ".join(reversed(words))).pairs == ()
    assert in_order(tuple(words), tuple(reversed(words))) == 0


def test_moved_sentences_count_once_each() -> None:
    words = words_of(SAME)
    moved = (*words[75:], *words[:75])
    assert in_order(words, moved) == 75
    assert in_order(words, words) == len(words)
    assert in_order(words[: RUN - 1], words) == 0


def test_two_drafts_of_one_learner_are_told_as_such() -> None:
    texts = [make_text(n, 100) for n in range(10)]
    draft = make_record("s-1", texts=texts[:9])
    final = make_record("s-2", texts=texts)
    (pair,) = found([draft, final], learner=lambda _: "one").pairs
    assert (pair.between, pair.whole) == ("drafts", "one" if pair.in_one < 0.9 else "both")
    assert pair.in_other == 1.0
    assert "One learner handed both in, for one unit." in pair.says


def test_the_whole_of_one_in_another_is_told() -> None:
    texts = [make_text(n, 100) for n in range(20)]
    made = found([make_record("s-1", texts=texts), make_record("s-2", texts=texts[:5])])
    (pair,) = made.pairs
    assert pair.whole == "other"
    assert pair.says[-1] == "Nearly all words of s-2 stand in s-1."


def test_one_learners_two_units_are_told_apart_from_two_learners() -> None:
    records = [
        make_record("s-1", texts=[SAME], unit="8580-501"),
        make_record("s-2", texts=[SAME], unit="8580-503"),
    ]
    (pair,) = found(records, learner=lambda _: "one").pairs
    assert pair.between == "units"
    assert "One learner handed both in, for 8580-501 and 8580-503." in pair.says
    (pair,) = found(records).pairs
    assert pair.between == "learners"


def test_a_template_that_many_have_is_told_once_and_makes_no_pairs() -> None:
    records = [make_record(f"s-{n}", texts=[make_text(n), SAME]) for n in range(12)]
    made = found(records)
    assert made.pairs == ()
    (common,) = made.common
    assert (common.submissions, common.learners, common.words) == (12, 12, 150)
    assert SAME.startswith(common.begins.rstrip("…"))


def test_what_is_common_depends_on_the_size_of_the_cohort() -> None:
    assert most_learners(4) == FEWEST
    assert most_learners(40) == 10
    assert most_learners(5000) == MANY


def test_a_pair_is_found_in_spite_of_a_template() -> None:
    records = [make_record(f"s-{n:02d}", texts=[make_text(n), SAME]) for n in range(12)]
    stolen = make_text(3)
    records.append(make_record("s-99", texts=[stolen, SAME]))
    (pair,) = found(records).pairs
    assert (pair.one, pair.other, pair.words) == ("s-03", "s-99", 120)


def test_the_units_own_words_are_left_out() -> None:
    prints = (make_print(1, SAME, own=False),)
    records = [make_record(f"s-{n}").model_copy(update={"prints": prints}) for n in range(3)]
    made = found(records)
    assert (made.pairs, made.common, made.others) == ((), (), 3)


def test_the_same_file_is_told_whatever_it_is_called() -> None:
    one = make_record("s-1", files=(("log.docx", "a" * 64), ("own.docx", "b" * 64)))
    other = make_record("s-2", files=(("log copy.docx", "a" * 64),))
    (same,) = found([one, other]).files
    assert same.submissions == ("s-1", "s-2")
    assert same.says == (
        "log.docx (also called log copy.docx) stands alike to the byte in 2 submissions "
        "(2 learners): s-1, s-2."
    )


def test_a_file_handed_in_twice_at_once_is_told() -> None:
    record = make_record("s-1", files=(("log.docx", "a" * 64), ("log.docx", "a" * 64)))
    (same,) = found([record]).files
    assert same.says == "s-1 holds log.docx twice, alike to the byte."


def test_a_learner_who_repeats_a_row_makes_no_flood() -> None:
    records = [make_record(f"s-{n}", texts=[SAME] * 300) for n in range(3)]
    made = found(records, texts=False)
    assert len(made.pairs) <= 3


def test_texts_are_found_again_by_their_fingerprints() -> None:
    texts = [make_text(1), make_text(2)]
    assert texts_of(make_record("s-1", texts=texts)) == {"p001": texts[0], "p002": texts[1]}


def test_the_same_records_give_the_same_facts_in_the_same_order() -> None:
    records = [make_record(f"s-{n}", texts=[SAME, make_text(n)]) for n in range(3)]
    assert found(records) == found(records)
    assert [(p.one, p.other) for p in found(records).pairs] == [
        ("s-0", "s-1"), ("s-0", "s-2"), ("s-1", "s-2"),
    ]  # fmt: skip


def test_no_sentence_blames_anybody() -> None:
    records = [make_record(f"s-{n}", texts=[SAME]) for n in range(3)]
    records += [make_record(f"t-{n}", texts=[make_text(7)]) for n in range(9)]
    said = found(records).model_dump_json()
    assert "in common" in said
    assert not BLAME.search(said)


@pytest.mark.slow
def test_assignments_of_different_people_share_no_passages() -> None:
    """The labelled corpus: its texts were written apart; eighteen of them, as their own words."""
    records = []
    folder = Path(__file__).parents[2] / "corpora" / "assignments"
    for number in range(1, 19):
        gold = yaml.safe_load((folder / f"a{number:02d}.yaml").read_text(encoding="utf-8"))
        texts = [b["text"] for b in gold["blocks"] if b.get("type") == "para"]
        records.append(make_record(f"s-{number:02d}", texts=texts))
    assert found(records).pairs == ()


def _markdown(name: str) -> str:
    path = Path(__file__).parents[2] / "corpora" / "assignments" / f"{name}.yaml"
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["blocks"]
    marks = {"heading": "## ", "para": ""}
    return "\n\n".join(marks[b["type"]] + b["text"] for b in blocks if b["type"] in marks)


def _reviewed(submission: str, text: str, pack: Pack) -> Record:
    document = read_bytes([("draft.md", text.encode())])
    review = map_document(document, pack, load_tools())
    return record_of(review, pack, submission=submission, key="k")


@pytest.mark.slow
def test_a_draft_and_its_later_version_are_told_with_the_real_engine() -> None:
    pack = find_pack("8580-503")
    later = _markdown("a02")
    paragraphs = later.split("\n\n")
    draft = "\n\n".join(paragraphs[: 2 * len(paragraphs) // 3])
    records = [_reviewed("s-1", draft, pack), _reviewed("s-2", later, pack)]
    (pair,) = found(records, learner=lambda _: "one").pairs
    assert (pair.between, pair.whole) == ("drafts", "one")
    assert pair.in_other > 0.95
    assert pair.passages[0].words >= 0.95 * pair.passages[0].of_one


@pytest.mark.slow
def test_the_guidance_handed_in_by_everybody_is_nobodys_own_words() -> None:
    pack = find_pack("8580-503")
    notes = [c.asks for c in pack.criteria] + [r.if_short for c in pack.criteria for r in c.must]
    copied = "# What is asked\n\n" + " ".join(said.rstrip(".") + "." for said in notes[:14])
    texts = [f"{copied}\n\n# My answer\n\n{make_text(n)}." for n in range(2)]
    records = [_reviewed(f"s-{n}", text, pack) for n, text in enumerate(texts)]
    made = found(records)
    assert made.others > 0
    assert made.pairs == ()
