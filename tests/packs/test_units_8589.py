"""The packs of the Level 7 certificate: every criterion, number and list of the guide is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from premark.packs.load import check_examples, load_pack, load_patterns, load_verbs
from premark.packs.where import criteria_root
from premark.packs.yaml_source import read_yaml
from premark.patterns import compile_phrases, search
from premark.types.criteria import Criterion, Needs, Pack

CODES = {
    "700": "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 2.5 3.1 3.2".split(),
    "701": "1.1 1.2 2.1 2.2 2.3 2.4 2.5".split(),
    "703": "1.1 1.2 1.3 1.4 2.1 2.2 2.3 3.1".split(),
}
VERBS = {
    "700": {
        "1.1": ("critically-compare",),
        "1.2": ("critically-review",),
        "1.3": ("critically-evaluate",),
        "1.4": ("determine",),
        "2.1": ("critically-analyse",),
        "2.2": ("critically-review",),
        "2.3": ("justify",),
        "2.4": ("evaluate",),
        "2.5": ("critically-review",),
        "3.1": ("critically-review",),
        "3.2": ("critically-review",),
    },
    "701": {
        "1.1": ("agree", "establish"),
        "1.2": ("build-relationships",),
        "2.1": ("plan",),
        "2.2": ("undertake",),
        "2.3": ("summarise",),
        "2.4": ("maintain",),
        "2.5": ("critically-reflect",),
    },
    "703": {
        "1.1": ("analyse",),
        "1.2": ("critically-analyse",),
        "1.3": ("critically-review",),
        "1.4": ("analyse",),
        "2.1": ("critically-reflect",),
        "2.2": ("provide-a-plan",),
        "2.3": ("evaluate",),
        "3.1": ("develop-a-profile",),
    },
}
COUNTED = [
    ("700", "1.3", "three-methods", "item", 3),
    ("700", "1.4", "four-factors", "item", 4),
    ("700", "2.2", "model", "named-model", 1),
    ("700", "2.2", "three-perspectives", "phrase", 3),
    ("700", "2.4", "ethics-model", "named-model", 1),
    ("700", "2.5", "two-elements", "item", 2),
    ("700", "2.5", "model", "named-model", 1),
    ("700", "3.1", "two-methods", "item", 2),
    ("700", "3.1", "model", "named-model", 1),
    ("700", "3.2", "organisation-method", "item", 1),
    ("701", "2.1", "planned-hours", "hours", 20),
    ("701", "2.2", "coaching-hours", "hours", 20),
    ("701", "2.3", "supervision-hours", "hours", 4),
    ("703", "1.1", "reflective-model", "named-model", 1),
    ("703", "1.2", "theory", "citation", 2),
    ("703", "1.3", "range-of-tools", "item", 3),
    ("703", "2.1", "two-needs", "item", 2),
    ("703", "2.2", "twelve-months", "months", 12),
    ("703", "2.3", "two-ways", "item", 2),
]
TOPICS = [
    ("700", "1.1", "coaching-purpose mentoring-purpose rationale"),
    ("700", "1.2", "context strategy culture conditions"),
    ("700", "2.1", "knowledge skills behaviours practices"),
    ("700", "2.3", "understanding-own-performance improving-practice"),
    ("700", "2.4", "theory practice code"),
    ("700", "2.5", "rationale"),
    ("700", "3.1", "self-assessment feedback"),
    ("700", "3.2", "stakeholder-method"),
    ("701", "1.1", "individual-requirements stakeholder-requirements needs-and-goals"),
    ("701", "1.1", "now-and-wanted organisational-context"),
    ("701", "1.2", "credibility trust confidentiality duty-of-care boundaries"),
    ("701", "2.1", "evaluation-tools"),
    ("701", "2.3", "outcomes"),
    ("701", "2.4", "client-feedback stakeholder-feedback"),
    ("701", "2.5", "framework"),
    ("703", "1.1", "strengths development-areas effect inventory emotional-intelligence"),
    ("703", "1.2", "client-values client-knowledge client-skills client-experience dynamics"),
    ("703", "1.4", "using-strengths addressing-weakness"),
    ("703", "2.1", "evidence"),
    ("703", "2.2", "actions resources monitoring reviewing"),
    ("703", "2.3", "beyond"),
    ("703", "3.1", "approach code documents experience"),
]
GROUPED = [
    ("701", "1.1", "agreed-and-captured", "mutual-agreement captured", 1),
    ("701", "1.2", "purpose-initiation-and-planning", "purpose initiation planned", 2),
    ("701", "2.1", "initiation", "initiation stakeholder-initiation", None),
    ("701", "2.1", "steps-to-contract-and-set-goals", "contracting-steps goal-steps", None),
    ("701", "2.2", "key-characteristics", "date-and-duration aim link-to-goals", 2),
    ("701", "2.2", "tools-and-diagnostics", "tools diagnostics", None),
    ("701", "2.2", "points-options-outcomes", "key-points agreed-options outcomes", 2),
    ("701", "2.3", "feedback-on-own-performance", "feedback-and-advice own-performance", 1),
    (
        "701",
        "2.5",
        "feedback-from-client-and-supervisor",
        "client-feedback supervisor-feedback",
        None,
    ),
    (
        "701",
        "2.5",
        "own-practice-and-progress",
        "own-skills own-knowledge own-behaviours progress",
        3,
    ),
    ("701", "2.5", "improvement-actioned", "areas-for-improvement next-session", None),
    (
        "703",
        "1.1",
        "inventory-parts",
        "inventory-knowledge inventory-skills values attitudes",
        None,
    ),
    ("703", "1.4", "skills-knowledge-behaviours", "skills knowledge behaviours", None),
    ("703", "3.1", "practice-and-context", "practice context", None),
    ("703", "3.1", "accreditation-and-links", "credentials memberships", None),
]
ARTEFACTS = [
    ("701", "1.1", "contract"),
    ("701", "2.1", "plan"),
    ("701", "2.2", "session_log"),
    ("701", "2.3", "supervision_log"),
    ("701", "2.4", "plan session_log supervision_log reflective_log"),
    ("701", "2.5", "reflective_log"),
    ("703", "2.2", "plan"),
    ("703", "3.1", "profile"),
]
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def pack_file(unit: str) -> Path:
    return criteria_root() / "units" / f"ilm-8589-{unit}.yaml"


def packs() -> dict[str, Pack]:
    return {unit: load_pack(pack_file(unit)) for unit in CODES}


PACKS = packs()


def need(unit: str, code: str, requirement: str) -> Needs:
    musts = {must.id: must.needs for must in PACKS[unit].criterion(code).must}
    return musts[requirement]


def every_criterion() -> list[tuple[str, Criterion]]:
    return [(unit, criterion) for unit in CODES for criterion in PACKS[unit].criteria]


@pytest.mark.parametrize("unit", CODES)
def test_a_unit_has_each_criterion_of_the_guide_once_and_in_order(unit: str) -> None:
    assert [criterion.id for criterion in PACKS[unit].criteria] == CODES[unit]
    assert PACKS[unit].code == f"8589-{unit}"
    assert PACKS[unit].qualification.level == 7


@pytest.mark.parametrize("unit", CODES)
def test_each_criterion_has_the_verb_that_the_guide_gives_it(unit: str) -> None:
    given = {criterion.id: criterion.verb for criterion in PACKS[unit].criteria}
    assert given == VERBS[unit]
    known = load_verbs()
    assert all("7" in known[verb].levels for verbs in given.values() for verb in verbs)


@pytest.mark.parametrize(("unit", "code", "requirement", "kind", "at_least"), COUNTED)
def test_a_number_of_the_guide_is_required(
    unit: str, code: str, requirement: str, kind: str, at_least: int
) -> None:
    needs = need(unit, code, requirement)
    assert (needs.kind, needs.at_least) == (kind, at_least)


@pytest.mark.parametrize(("unit", "code", "topics"), TOPICS)
def test_each_part_that_the_guide_names_is_required_by_itself(
    unit: str, code: str, topics: str
) -> None:
    required = [m.needs.topics for m in PACKS[unit].criterion(code).must if m.needs.kind == "topic"]
    assert all((topic,) in required for topic in topics.split())


@pytest.mark.parametrize(("unit", "code", "requirement", "topics", "at_least"), GROUPED)
def test_parts_that_the_guide_names_in_one_breath_are_one_requirement(
    unit: str, code: str, requirement: str, topics: str, at_least: int | None
) -> None:
    needs = need(unit, code, requirement)
    assert (needs.topics, needs.at_least) == (tuple(topics.split()), at_least)


def test_no_criterion_asks_for_more_than_seven_things() -> None:
    for unit, criterion in every_criterion():
        assert 1 <= len(criterion.must) <= 7, (unit, criterion.id)


def test_the_criteria_about_both_disciplines_are_marked() -> None:
    assert [c.id for c in PACKS["700"].criteria if c.both] == ["1.1", "1.3"]


@pytest.mark.parametrize(("unit", "code", "kinds"), ARTEFACTS)
def test_a_doing_criterion_requires_its_documents(unit: str, code: str, kinds: str) -> None:
    criterion = PACKS[unit].criterion(code)
    required = {m.needs.of for m in criterion.must if m.needs.kind == "artefact"}
    assert required == set(kinds.split())
    assert required <= set(criterion.artefacts)


def test_each_alternative_method_and_each_of_four_areas_needs_a_source() -> None:
    assert need("700", "1.3", "source-each").each_item == "learning-methods"
    areas = need("700", "2.1", "source-each-area").each
    assert areas == ("knowledge", "skills", "behaviours", "practices")


@pytest.mark.parametrize("code", ["1.2", "2.1", "2.2"])
def test_two_clients_are_the_fewest_and_three_the_most(code: str) -> None:
    needs = need("701", code, "clients")
    assert (needs.at_least, needs.at_most, needs.where) == (2, 3, "document")


@pytest.mark.parametrize(("unit", "code"), [("701", "2.1"), ("701", "2.2")])
def test_the_eighteen_hours_of_the_guide_are_noted_beside_the_twenty(unit: str, code: str) -> None:
    notes = " ".join(PACKS[unit].criterion(code).notes)
    assert "18" in notes and "20" in notes


def test_only_the_unit_that_asks_for_one_discipline_keeps_to_it() -> None:
    assert {unit: PACKS[unit].keep_to_one for unit in CODES} == {
        "700": True,
        "701": False,
        "703": False,
    }


def test_every_requirement_says_its_source_what_is_short_and_what_to_ask() -> None:
    for unit, criterion in every_criterion():
        for requirement in (*criterion.must, *criterion.helps):
            where = (unit, criterion.id, requirement.id)
            assert requirement.source and requirement.if_short.endswith("."), where
            assert requirement.ask.endswith("?"), where


def test_a_must_rests_on_the_unit_and_house_advice_is_only_a_prompt() -> None:
    for unit, criterion in every_criterion():
        for must in criterion.must:
            first = must.source.split()[0]
            assert first in ("criterion", "guidance", "learning"), (unit, criterion.id, must.id)


def test_the_words_of_reports_hold_no_verdict() -> None:
    verdict = re.compile(
        r"\b(pass(es|ed)?|fail(s|ed)?|refer(ral|red)?|grade[sd]?)\b", re.IGNORECASE
    )
    for _unit, criterion in every_criterion():
        for requirement in (*criterion.must, *criterion.helps):
            assert not verdict.search(requirement.if_short + requirement.ask)


def test_topics_and_starting_points_are_phrases_that_stand_by_themselves() -> None:
    for unit, criterion in every_criterion():
        assert 3 <= len(criterion.topics) <= 14, (unit, criterion.id)
        assert 2 <= len(criterion.starting_points) <= 4, (unit, criterion.id)
        for topic in criterion.topics:
            assert 5 <= len(topic.about.split()) <= 30, (unit, criterion.id, topic.id)
            assert topic.words, (unit, criterion.id, topic.id)


@pytest.mark.parametrize("unit", CODES)
def test_every_entry_of_a_list_finds_its_own_name(unit: str) -> None:
    for entries in PACKS[unit].lists.values():
        for entry in entries:
            assert compile_phrases((entry.name, *entry.also)).search(entry.name), entry.name


@pytest.mark.parametrize(
    ("unit", "code", "topic", "yes", "no"),
    [
        (
            "700",
            "1.2",
            "strategy",
            "Our corporate plan wants two sites closed.",
            "Strategically put.",
        ),
        (
            "700",
            "3.1",
            "self-assessment",
            "She scored herself at the start.",
            "Her team scored her.",
        ),
        (
            "700",
            "3.2",
            "stakeholder-method",
            "I would interview sponsors in May.",
            "Staff are kept.",
        ),
        (
            "701",
            "1.2",
            "credibility",
            "My background in finance made them listen.",
            "They listened.",
        ),
        ("701", "2.5", "next-session", "In the next session I kept quiet.", "I went home content."),
        ("703", "1.2", "client-values", "Her beliefs about duty ran deep.", "Feedback has value."),
        ("703", "2.3", "beyond", "In three years I hope to supervise.", "By May I shall enrol."),
        ("703", "3.1", "memberships", "I am a member of the ICF.", "I remember my first client."),
    ],
)
def test_words_of_a_topic_tell_it_from_its_neighbours(
    unit: str, code: str, topic: str, yes: str, no: str
) -> None:
    words = {t.id: t.words for t in PACKS[unit].criterion(code).topics}[topic]
    assert compile_phrases(words).search(yes)
    assert not compile_phrases(words).search(no)


def test_the_examples_of_the_perspectives_hold() -> None:
    check_examples(read_yaml(criteria_root() / "patterns" / "perspective.yaml"))


def test_a_cited_theorist_is_not_a_perspective_and_three_sides_are_three() -> None:
    patterns = load_patterns()["perspective"]
    assert not search(patterns, "As Whitmore (2017) found, technique explains little.")
    text = "From my side it is calm. From the client's side it is slow. The sponsor would ask why."
    assert {hit.key for hit in search(patterns, text)} == {"coach", "client", "sponsor"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the guides beside the project are not here")
@pytest.mark.parametrize(
    "name", ["verbs", "patterns/perspective", *(f"units/ilm-8589-{u}" for u in CODES)]
)
def test_no_run_of_seven_words_is_the_guides_own(name: str) -> None:
    guides = " ".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    ours = (criteria_root() / f"{name}.yaml").read_text(encoding="utf-8")
    assert runs(ours) & runs(guides) == set()


def runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
