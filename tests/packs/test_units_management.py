"""The pack of a management unit: whole, with its counts, in a field of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from premark.detect.named_models import Lexicon, compile_lexicon, find_models
from premark.packs.load import find_pack, load_models, load_pack, load_patterns, load_verbs
from premark.patterns import compile_phrases, search
from premark.types.criteria import Criterion, Needs, Pack, Requirement

PACK = Path(__file__).resolve().parents[2] / "criteria" / "units" / "management-m5-301.yaml"
VERBS = {
    "1.1": "explain",
    "1.2": "analyse",
    "1.3": "evaluate",
    "2.1": "explain",
    "2.2": "assess",
    "2.3": "critically-review",
    "3.1": "justify",
    "3.2": "recommend",
    "4.1": "reflect",
    "4.2": "provide-a-plan",
    "4.3": "discuss",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


def must(pack: Pack, criterion: str, id_: str) -> Needs:
    found = [r for r in pack.criterion(criterion).must if r.id == id_]
    assert found, f"{criterion} has no requirement {id_!r}"
    return found[0].needs


def requirements(pack: Pack) -> list[tuple[Criterion, Requirement]]:
    return [(c, r) for c in pack.criteria for r in (*c.must, *c.helps)]


def test_each_criterion_has_its_verb(pack: Pack) -> None:
    assert {c.id: " ".join(c.verb) for c in pack.criteria} == VERBS
    verbs = load_verbs()
    assert all("5" in verbs[verb].levels for verb in VERBS.values())


def test_the_unit_is_of_its_own_field_and_of_no_awarding_body(pack: Pack) -> None:
    assert pack.field == "management"
    assert (pack.qualification.body, pack.qualification.level) == ("Sample", 5)
    assert not pack.keep_to_one


@pytest.mark.parametrize("asked", ["M5-301", "m5-301", "M5/301", "management-m5-301"])
def test_a_code_with_a_letter_finds_the_unit(pack: Pack, asked: str) -> None:
    assert find_pack(asked).pack == pack.pack


def test_every_criterion_says_what_is_asked_and_what_is_required(pack: Pack) -> None:
    for criterion in pack.criteria:
        assert criterion.id.startswith(f"{criterion.outcome}.")
        assert 3 <= len(criterion.topics) <= 7, criterion.id
        assert criterion.starting_points and criterion.headed, criterion.id
        assert len(criterion.must) >= 2, criterion.id
        assert all(topic.words for topic in criterion.topics), criterion.id
        assert all(len(topic.examples) >= 6 for topic in criterion.topics), criterion.id


def test_every_topic_is_required_or_prompted(pack: Pack) -> None:
    for criterion in pack.criteria:
        named = {t for r in (*criterion.must, *criterion.helps) for t in r.needs.topics}
        counted = any(r.needs.list or r.needs.types for r in criterion.must)
        left = [t.id for t in criterion.topics if t.id not in named]
        assert len(left) <= 1 and (counted or criterion.artefacts or not left), criterion.id


def test_every_requirement_can_be_told_to_assessor_and_learner(pack: Pack) -> None:
    for criterion, requirement in requirements(pack):
        where = f"{criterion.id} {requirement.id}"
        assert requirement.source and requirement.if_short.endswith("."), where
        assert requirement.ask.endswith("?"), where


def test_no_wording_speaks_of_a_verdict(pack: Pack) -> None:
    said = " ".join(f"{r.if_short} {r.ask}" for _, r in requirements(pack)).lower()
    assert not re.search(r"\b(pass(es|ed)?|fail\w*|referr?\w*|grade\w*|marks?)\b", said)


@pytest.mark.parametrize(
    ("place", "kind", "of", "number"),
    [
        ("1.1 two-models", "named-model", "team", 2),
        ("1.2 four-factors", "item", "performance-factors", 4),
        ("1.3 two-theories", "item", "motivation-theories", 2),
        ("2.1 way-of-wording", "named-model", "goal-setting", 1),
        ("2.2 three-methods", "item", "monitoring-methods", 3),
        ("2.3 two-kinds", "item", "evidence-kinds", 2),
        ("3.2 three-ways", "item", "support-methods", 3),
        ("4.1 leadership-model", "named-model", "leadership", 1),
        ("4.2 six-months", "months", "", 6),
        ("4.3 three-stakeholders", "item", "stakeholders", 3),
    ],
)
def test_a_number_of_the_unit_is_a_requirement(
    pack: Pack, place: str, kind: str, of: str, number: int
) -> None:
    needs = must(pack, *place.split())
    assert (needs.kind, needs.at_least) == (kind, number)
    assert of in (needs.list, *needs.types)


def test_each_theory_of_motivation_needs_a_source(pack: Pack) -> None:
    assert must(pack, "1.3", "source-each").each_item == "motivation-theories"


def test_the_plan_is_a_document_with_people_means_and_measures(pack: Pack) -> None:
    assert must(pack, "4.2", "plan").of == "plan"
    assert must(pack, "4.2", "plan").where == "document"
    for part in ("who-and-means", "measures"):
        assert must(pack, "4.2", part).of == "plan"
    assert "plan" in pack.criterion("4.2").artefacts
    assert "feedback" in pack.criterion("4.1").artefacts


def test_an_informal_and_a_formal_step_are_each_required(pack: Pack) -> None:
    topics = {t for r in pack.criterion("3.1").must for t in r.needs.topics}
    assert topics == {"why-work-suffers", "first-talk", "formal-steps", "fair-and-lawful"}


@pytest.mark.parametrize(
    ("place", "said", "not_said"),
    [
        (
            "1.1 roles",
            "The inventory told us that we have no resource investigator.",
            "Her job was to water the plant in reception.",
        ),
        (
            "2.1 from-strategy",
            "The board's aims are broken down into department goals.",
            "I like to plan my day.",
        ),
        (
            "2.3 done-well",
            "The team did well on call times.",
            "I managed a shift of nine people and kept a diary.",
        ),
        (
            "3.1 formal-steps",
            "After that a written warning would follow.",
            "I wrote her a thank-you card.",
        ),
        (
            "4.2 measures",
            "Success will be measured by fewer complaints.",
            "Dave will order the paint.",
        ),
        (
            "4.3 winning-over",
            "I would pilot it on nights and involve the rep.",
            "The canteen opens at six.",
        ),
    ],
)
def test_the_words_of_a_topic_tell_it_from_its_neighbours(
    pack: Pack, place: str, said: str, not_said: str
) -> None:
    criterion, topic = place.split()
    words = compile_phrases(
        next(t for t in pack.criterion(criterion).topics if t.id == topic).words
    )
    assert words.search(said)
    assert not words.search(not_said)


@pytest.mark.parametrize(
    ("name", "said", "hits"),
    [
        (
            "motivation-theories",
            "Herzberg (1959), Vroom's expectancy theory and Adams' equity theory were compared.",
            ["Herzberg", "Vroom", "Adams' equity theory"],
        ),
        ("motivation-theories", "Adams from finance bought a pink tailored coat in May.", []),
        ("motivation-theories", "Pink (2009), on the other hand, says so.", ["Pink's drive"]),
        (
            "monitoring-methods",
            "I use appraisals, walking the floor and residents' surveys.",
            ["appraisal", "observation", "customer feedback"],
        ),
        ("monitoring-methods", "We painted the office green.", []),
        (
            "stakeholders",
            "Matron, the union rep and patients all have a view.",
            ["senior managers", "customers", "trade union"],
        ),
        ("evidence-kinds", "The audit and the exit interviews agree.",
         ["audits and inspections", "appraisals and one-to-ones"]),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_from_everyday_words(
    pack: Pack, name: str, said: str, hits: list[str]
) -> None:
    entries = pack.lists[name]
    assert [e.name for e in entries if compile_phrases((e.name, *e.also)).search(said)] == hits


def test_the_field_is_named_in_a_management_text_and_not_elsewhere() -> None:
    patterns = load_patterns()["management"]
    assert search(patterns, "My team missed its target in May.")
    assert not search(patterns, "Boats rose forty feet in a morning; herons fish at the weir.")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return compile_lexicon(load_models())


def named(text: str) -> list[str]:
    return [hit.model for hit in find_models(text, lexicon()) if not hit.unknown]


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("Hackman and Oldham's job characteristics model lists five.", "Job characteristics model"),
        ("Adams' equity theory says that we compare ourselves.", "Equity theory"),
        ("The Hawthorne effect shows that attention matters.", "Hawthorne studies"),
        ("Our objectives are set with OKRs each quarter.", "OKR"),
        ("We use management by objectives.", "MBO"),
        ("Fiedler's contingency theory sees style as fixed.", "Fiedler contingency"),
        ("Lewin's leadership styles put me down as autocratic.", "Lewin leadership styles"),
        ("Groupthink is a danger in a team as cosy as ours.", "Groupthink"),
        ("A Pareto analysis showed where the delays arise.", "Pareto"),
        ("I drew the plan as a Gantt chart.", "Gantt chart"),
        ("The skill will matrix helped me to place each of them.", "Skill-will matrix"),
        ("Hersey & Blanchard would have me tell the new ones.", "Situational leadership"),
    ],
)
def test_a_model_of_management_is_found(text: str, model: str) -> None:
    assert named(text) == [model]


@pytest.mark.parametrize(
    "text",
    [
        "Private equity bought the firm.",
        "Equity matters to our staff.",
        "Mr Taylor runs the night shift.",
        "Our level 5 diploma has six units.",
        "I am on the Level 5 leadership course.",
        "The MBO was led by the finance director as a buy-out.",
        "We scored the answers on a Likert scale.",
        "Hawthorn Road depot is ours.",
        "House prices rose.",
        "Collins from the union objected.",
        "Mayo and ketchup are on the tables.",
        "She has the skill and the will to lead.",
        "Skinner in dispatch is my deputy.",
        "Ability, motivation and opportunity differ.",
        "The managers took on new roles.",
    ],
)
def test_everyday_words_are_no_model_of_management(text: str) -> None:
    assert named(text) == []
