"""What a cohort keeps of a review: the review's figures, and nobody's name."""

from __future__ import annotations

import importlib.util
import re
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
import yaml

from premark.cohort.records.own_names import names_in
from premark.cohort.records.prints import KEPT, LEAST, RUN, fingerprint, run_hashes, words_of
from premark.cohort.records.record import MOST_ANSWER, PASSAGE_END, record_of
from premark.cohort.records.unnamed import names_of, without_names
from premark.detect.citation_words import fold
from premark.detect.person_file import file_notice
from premark.errors import PremarkError
from premark.packs.load import find_pack
from premark.pipeline import load_tools, map_document
from premark.read import read_bytes
from premark.read.held_names import HeldName
from premark.types.cohort import Record
from premark.types.criteria import Needs, Pack, Requirement
from premark.types.document import Block, Locator, Passage, Piece, Section, SourceFile
from premark.types.evidence import (
    Confidence,
    CriterionReview,
    CrossCheck,
    Finding,
    MadeWith,
    Match,
    MoveEvidence,
    Notice,
    RequirementResult,
    Review,
    VerbResult,
)
from tests.builders import make_document, make_pack

ROOT = Path(__file__).parents[2]
MADE = MadeWith(
    premark="1", packages=(), encoder="e", parser="p", pack="d1", patterns="d2", models="d3"
)
LEARNER = "Aoife Rennick-Holt"


def without(text: str, *, learner: str = LEARNER, others: tuple[str, ...] = ()) -> str:
    return without_names(text, names_of([learner], others))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I, Aoife Rennick-Holt, agree.", "I, [name], agree."),
        ("Rennick-Holt, Aoife wrote this.", "[name] wrote this."),
        ("Signed: A. Rennick-Holt", "Signed: [name]"),
        ("AOIFE RENNICK-HOLT’S LOG", "[name]’S LOG"),
        ("It was Aoife's idea and Holt's plan.", "It was [name]'s idea and [name]'s plan."),
        ("Aoife R. and Rennick spoke.", "[name] and [name] spoke."),
        ("Ask AoifeRennick or @arennick.", "Ask [name] or @[name]."),
        ("aoiferennick of the ren-nick mill", "[name] of the ren-nick mill"),
        ("aoife rennick-holt", "[name]"),
        ("the old grey holt of an otter", "the old grey holt of an otter"),
        ("Write to aoife.bh@example.org or 07700 900123.", "Write to [email] or [phone]."),
        ("In May 2021 I met nobody.", "In May 2021 I met nobody."),
    ],
)
def test_the_learners_name_goes_in_any_order_and_form(text: str, said: str) -> None:
    assert without(text) == said


PLACES = (
    "{} agreed to this.", "I met {} in the hall.", "({})", "“{}, what next?” she said",
    "Client A | {} | 2 hours", "That was {}’s plan.", "It is {}'s log.", "Signed {}", "Thanks, {}.",
    "as {} told me: go", "Dr {} said so", "With {} and Sue", "to {}; then", "\n{}\n",
)  # fmt: skip


def forms(name: str) -> Iterator[str]:
    """Ways in which a learner's name stands in a file."""
    given, *rest = name.split()
    surname, last = " ".join(rest), name.split()[-1]
    yield from (name, name.upper(), name.lower(), given, last, f"{surname} {given}")
    yield from (f"{surname}, {given}", f"{surname.upper()}, {given}", f"{given} {last[0]}.")
    yield from (f"{given[0]}. {surname}", f"{given[0]} {surname}")
    yield from (name.replace(" ", mark) for mark in ("\u00a0", "-", "_", "\n", ""))


@pytest.mark.parametrize(
    "name",
    [
        "Nuala Fenwick", "Siobhán O'Neill", "Pieter van der Berg", "Aoife Ní Bhriain",
        "Oliver St John", "Ana de Souza-Lima", "Tom Baker", "June May", "Will Young", "An Do",
        "Mary-Jane Watson", "Bo Li", "Jean-Luc D’Arcy", "Grace Hope", "Mohammed Al-Fayed",
        "Rhys Rhys-Jones", "Mark Key",
    ],
)  # fmt: skip
def test_no_part_of_a_learners_name_is_left_however_it_is_written(name: str) -> None:
    particles = {"van", "der", "de", "al"}
    parts = [p for p in fold(name).split() if len(p) > 1 and p not in particles]
    for form, place in product(forms(name), PLACES):
        said = fold(without(place.format(form), learner=name)).split()
        usual = fold(place.format("")).split()
        assert not [p for p in parts if said.count(p) > usual.count(p)], place.format(form)


def test_accents_and_double_barrels_are_one_with_their_plain_writings() -> None:
    assert without("Ioana Drăgulescu", learner="Ioana Dragulescu") == "[name]"
    assert without("Lukasz Bræk", learner="Łukasz Braek") == "[name]"
    assert without("Pomfret left.", learner="Gareth Pomfret-Jones") == "[name] left."


def test_another_person_is_left_out_and_an_author_of_that_name_is_not() -> None:
    text = "Marsh told me so. Marsh (2017) says it too; Tina Marsh, 2019 entry, did not."
    said = without(text, others=("Tina Marsh",))
    assert said == "[name] told me so. Marsh (2017) says it too; [name], 2019 entry, did not."


def test_a_name_that_is_an_everyday_word_goes_only_where_it_is_a_name() -> None:
    text = "Will this do? I asked Will. Will Otterburn said that it will."
    said = without(text, learner="Will Otterburn")
    assert said == "Will this do? I asked [name]. [name] said that it will."


def test_a_name_in_a_script_without_capitals_goes() -> None:
    assert without("李明 wrote this with 王 芳", learner="李明") == "[name] wrote this with 王 芳"


def test_a_name_that_is_a_word_leaves_that_word_in_small_letters() -> None:
    assert without("By the grace of Grace.", learner="Grace") == "By the grace of [name]."
    assert without("The train was late.", learner="Tim Rain") == "The train was late."


def test_a_label_or_a_number_is_nobodys_name() -> None:
    names = names_of(["Participant 104", "Group 4", "Client B"], [])
    assert names.people == ()


def test_an_employer_goes_whole() -> None:
    names = names_of([], [], ["Brindle Foods Ltd"])
    assert without_names("At BRINDLE  foods Ltd, we ate.", names) == "At [employer], we ate."


def test_taking_names_out_twice_changes_nothing_more() -> None:
    names = names_of([LEARNER], ["Tom Ellwood"], ["Brindle Foods Ltd"])
    text = "Aoife met Tom Ellwood of Brindle Foods Ltd, 07700 900123, tom@example.org."
    once = without_names(text, names)
    assert without_names(once, names) == once
    assert once == "[name] met [name] of [employer], [phone], [email]."


PACK = make_pack()
FIRST = PACK.criteria[0]
LONG = "Yeast makes the dough rise and Tom Ellwood saw it rise in the bakery on every morning. "


def bread() -> Review:
    """A made-up review: three passages for the first criterion, one of them long."""
    document = make_document(["Learner: Aoife Rennick-Holt", "Flour does much.", LONG * 60])
    blocks = document.blocks
    passages = tuple(
        _passage(f"p{n:03d}", block) for n, block in enumerate(blocks[1:], 1)
    )
    tom = blocks[2].text.index("Tom Ellwood")
    at = Locator(block=2, start=tom, end=tom + 11, label="para 3")
    person = _finding("person", "Tom Ellwood", at, "Tom Ellwood")
    log = _finding("artefact", "session_log", Locator(block=2, start=0, end=5, label="para 3"), "")
    rest = [CriterionReview(criterion=c.id, strength="none", because="x", verb=_verb())
            for c in PACK.criteria[1:]]
    return Review(
        unit=PACK.code, unit_title=PACK.title, qualification="GUILD level 5", pack_version="1",
        document=document.model_copy(update={"files": (_file("Rennick_unit.docx"),)}),
        sections=(Section(index=0, heading=None, role="cover", blocks=(0,)),
                  Section(index=1, heading=None, blocks=(1, 2))),
        passages=passages,
        criteria=(_first(passages), *rest),
        findings=(person, log),
        cross_check=CrossCheck(citations=3, references=2),
        notices=(Notice(code="unit-text", message="m", places=(passages[0].pieces[0].at,)),
                 Notice(code="name-in-file",
                        message="Outside the text, a.docx names Odette Vance as its author.")),
        words=900,
        made_with=MADE,
    )  # fmt: skip


def _file(name: str) -> SourceFile:
    return SourceFile(name=name, sha256="a" * 64, format="docx")


def _passage(id_: str, block: Block) -> Passage:
    at = Locator(block=block.index, start=0, end=len(block.text), label=f"para {block.index + 1}")
    words = len(block.text.split())
    return Passage(id=id_, section=1, kind="prose", text=block.text,
                   pieces=(Piece(offset=0, at=at),), words=words)  # fmt: skip


def _finding(kind: str, key: str, at: Locator, quote: str) -> Finding:
    return Finding(
        detector="d", rule="r", kind=kind, key=key, at=at, quote=quote, because="b", passage="p002"
    )


def _verb() -> VerbResult:
    return VerbResult(state="not_met", verb="explain", level=5, because="x")


def _first(passages: tuple[Passage, ...]) -> CriterionReview:
    at = passages[1].pieces[0].at
    quote = _finding("citation", "x", at, LONG * 8)
    moves = tuple(
        MoveEvidence(move=m, at=at, quote="q", score=1, because="b")
        for m in ("explain", "describe", "explain")
    )
    return CriterionReview(
        criterion=FIRST.id, strength="partial", because="b",
        confidence=Confidence(agrees=0.7, levels=10, texts=5, signs=(), doubt="extent"),
        matches=tuple(Match(passage=p.id, criterion=FIRST.id, primary=p.id != "p009",
                            via="decoding", score=1, because="b") for p in passages),
        verb=VerbResult(state="met", verb="explain", level=5, evidence=moves, because="b"),
        results=(RequirementResult(requirement="src", required=True, state="short", counted=1,
                                   at_least=2, looked_in=2, evidence=(quote,), says="s",
                                   because="1 of 2; Tom Ellwood was sought"),),
    )  # fmt: skip


def _pack() -> Pack:
    needs = Requirement(id="src", needs=Needs(kind="citation", at_least=2), source="1", if_short="")
    first = FIRST.model_copy(update={"must": (needs,)})
    return PACK.model_copy(update={"criteria": (first, *PACK.criteria[1:])})


def kept(learner: str = "", held: tuple[HeldName, ...] = ()) -> Record:
    return record_of(
        bread(), _pack(), submission="s-1", key="k", learner=learner, held=held
    )


def test_a_record_says_what_the_review_says() -> None:
    record = kept()
    row = record.criteria[0]
    assert (record.submission, record.unit, record.key) == ("s-1", PACK.code, "k")
    assert (record.citations, record.references, record.words) == (3, 2, 900)
    assert (row.strength, row.verb, row.verb_state) == ("partial", "explain", "met")
    assert row.moves == ("describe", "explain")
    assert (row.passages, row.words) == (2, 3 + 17 * 60)
    assert (row.sure, row.doubt) == (0.7, "extent")
    assert record.criteria[1].answer == ""
    assert record.notices == ("unit-text", "name-in-file")


def test_an_element_keeps_its_counts_and_its_kind() -> None:
    element = kept().criteria[0].elements[0]
    assert (element.kind, element.state, element.counted, element.at_least) == (
        "citation", "short", 1, 2,
    )  # fmt: skip
    assert element.required


def test_no_string_of_a_record_names_anybody() -> None:
    whole = kept().model_dump_json()
    for name in ("Tom", "Ellwood", "Aoife", "Rennick", "Holt"):
        assert name not in whole
    assert kept().files[0][0] == "[name]_unit.docx"
    assert kept().criteria[0].elements[0].because == "1 of 2; [name] was sought"


def test_a_quote_is_cut_after_its_names_have_gone() -> None:
    quote = kept().criteria[0].elements[0].quote
    assert quote.endswith("…")
    assert quote.count("[") == quote.count("[name]") > 1


def test_an_answer_is_cut_and_its_passages_stand_apart() -> None:
    answer = kept().criteria[0].answer
    first, second = answer.split(PASSAGE_END)
    assert first == "Flour does much."
    assert len(answer.split()) == MOST_ANSWER
    assert second.endswith("…")


def test_names_in_file_properties_are_names_of_people() -> None:
    names = names_in(bread(), held=(HeldName("a.docx", "author", "Rufus Pell"),))
    said = without_names("Pell met Odette Vance.", names)
    assert said == "[name] met [name]."


def test_an_organisation_in_file_properties_is_nobodys_name() -> None:
    held = (HeldName("a.docx", "company", "Tidewell Training"),
            HeldName("a.docx", "last saved by", "Una Frisk"))  # fmt: skip
    notice = file_notice(held, learner="Somebody Else")
    review = bread().model_copy(update={"notices": notice})
    for names in (names_in(review), names_in(review, held=held)):
        parts = {part for person in names.people for part in person.parts}
        assert {"una", "frisk"} <= parts
        assert not parts & {"tidewell", "training", "organisation", "properties"}


def test_a_programs_name_in_file_properties_is_nobodys() -> None:
    held = tuple(HeldName("a.docx", "author", n) for n in ("python-docx", "Coaching Group 4"))
    before = names_in(bread())
    assert names_in(bread(), held=held) == before


def test_a_document_says_its_file_and_place() -> None:
    held = kept().held
    assert [(h.kind, h.file, h.place) for h in held] == [
        ("session_log", "[name]_unit.docx", "para 3")
    ]


def test_a_place_names_its_file_where_there_are_several() -> None:
    review = bread()
    files = (*review.document.files, _file("log.docx"))
    blocks = tuple(b.model_copy(update={"file": b.index // 2}) for b in review.document.blocks)
    document = review.document.model_copy(update={"files": files, "blocks": blocks})
    several = review.model_copy(update={"document": document})
    record = record_of(several, _pack(), submission="s-1", key="k")
    assert [p.place for p in record.prints] == ["para 2, [name]_unit.docx", "para 3, log.docx"]
    assert [p.place for p in kept().prints] == ["para 2", "para 3"]


def test_a_passage_in_the_units_own_words_is_marked_so() -> None:
    assert [p.own for p in kept().prints] == [False, True]


def test_a_review_of_another_unit_is_refused() -> None:
    with pytest.raises(PremarkError, match=r"speaks of the element src"):
        record_of(bread(), PACK, submission="s-1", key="k")


def test_the_same_review_gives_the_same_record() -> None:
    assert kept().model_dump_json() == kept().model_dump_json()


def test_a_record_is_read_back_as_it_was() -> None:
    assert Record.model_validate_json(kept().model_dump_json()) == kept()


def test_a_fingerprint_keeps_a_fixed_share_of_the_runs_of_words() -> None:
    words = tuple(f"word{n}" for n in range(4000))
    kept_hashes = fingerprint(words)
    assert list(kept_hashes) == sorted(kept_hashes)
    assert len(kept_hashes) == pytest.approx((4000 - RUN + 1) / KEPT, rel=0.15)
    assert len(fingerprint(words[:10])) >= LEAST
    assert fingerprint(words[:4]) == ()


def test_what_two_passages_share_both_keep_or_neither() -> None:
    shared = tuple(f"same{n}" for n in range(300))
    one = set(fingerprint((*(f"a{n}" for n in range(80)), *shared)))
    other = set(fingerprint((*shared, *(f"b{n}" for n in range(90)))))
    inside = {h for h in run_hashes(shared) if h in one}
    assert inside and one & other == inside


def test_words_are_compared_without_capitals_accents_and_marks() -> None:
    assert words_of("Café-culture’s “Best”: 3.5 hours") == words_of("cafe cultures best 3 5 HOURS")


@cache
def _builder() -> object:
    path = ROOT / "corpora" / "build.py"
    spec = importlib.util.spec_from_file_location("corpus_builder", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


NAMING = ("a01", "a03", "a07", "a11", "a12", "a14", "a15", "a17")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMING)
def test_nobody_named_in_a_labelled_assignment_is_named_in_its_record(
    name: str, tmp_path: Path
) -> None:
    pytest.importorskip("reportlab", reason="the corpus builder needs reportlab (test extra)")
    source = ROOT / "corpora" / "assignments" / f"{name}.yaml"
    gold = yaml.safe_load(source.read_text(encoding="utf-8"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / source.name).write_bytes(source.read_bytes())
    _builder().build(tmp_path / "in", tmp_path / "out")  # type: ignore[attr-defined]
    data = (tmp_path / "out" / f"{name}.docx").read_bytes()
    pack = find_pack(gold["unit"])
    review = map_document(read_bytes([(f"{name}.docx", data)]), pack, load_tools())
    whole = record_of(review, pack, submission="s-1", key="k").model_dump_json()
    people = " ".join([gold["learner"], *gold["person_names_left"]])
    for part in re.findall(r"\w+", people):
        assert not re.search(rf"(?<!\w){part}(?!\w)", whole, re.IGNORECASE), part
    assert len(zlib.compress(whole.encode())) < 16_000
