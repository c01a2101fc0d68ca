"""How sure a level is: signs that can only speak for it, read from bins that never fall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import make_criterion, make_finding, make_pack, make_passage
from hypothesis import given
from hypothesis import strategies as st

from premark.errors import ModelMissing
from premark.packs.load import load_thresholds
from premark.types.criteria import Needs, Requirement, Verb, VerbDemand
from premark.types.document import Passage
from premark.types.evidence import (
    SIGNS,
    Finding,
    Match,
    RequirementResult,
    Sign,
    Strength,
)
from premark.types.tuning import Bin, Sureness
from premark.weigh.review import Evidence, weigh_criteria
from premark.weigh.scope import Scope
from premark.weigh.sureness import CLEAR, FAR, chance, load_sureness, signs_of, sure

ROOT = Path(__file__).parents[2]
THRESHOLDS = load_thresholds()
CUT = THRESHOLDS.coverage.cut
DEMAND = VerbDemand(groups=(("evaluate",),), why="w", source="s")
KEPT = VerbDemand(by_artefact=True, why="w", source="s")
VERBS = {
    "weigh": Verb(id="weigh", name="weigh", says="s", ladder=3, levels={"5": DEMAND}),
    "keep": Verb(id="keep", name="keep", says="s", ladder=3, levels={"5": KEPT}),
}
BY = Sureness(
    bias=-1.0,
    weights={"elements": 0.5, "verb": 2.0, "headings": 0.5, "extent": 1.0},
    usual={"elements": 1.0, "verb": 0.2, "headings": 0.5, "extent": 0.0},
    bins=(
        Bin(least=0.0, levels=40, agreed=20, chance=0.5),
        Bin(least=0.5, levels=40, agreed=30, chance=0.75),
    ),
    units=("0000-100",),
    documents=("b1", "b2"),
)
BREAD = "Flour gives the dough its body, and the oven holds its heat."


def match(passage: int, via: str) -> Match:
    return Match(passage=f"p{passage:03}", criterion="1.1", primary=True, via=via, score=1,  # type: ignore[arg-type]
                 because="b")  # fmt: skip


def topic_asked(*topics: str, at_least: float | None = None) -> Requirement:
    needs = Needs(kind="topic", topics=topics, at_least=at_least)
    return Requirement(id="-".join(topics), needs=needs, if_short="s", source="s", ask="a")


def result(requirement: Requirement, evidence: tuple[Finding, ...] = ()) -> RequirementResult:
    return RequirementResult(requirement=requirement.id, required=True, state="met", counted=1,
                             at_least=1, looked_in=1, says="s", because="b",
                             evidence=evidence)  # fmt: skip


def signs(level: Strength = "strong", chances: Any = None, **more: Any) -> dict[Sign, float]:
    """The signs of a criterion that requires flour and heat in one passage."""
    must = more.pop("must", (topic_asked("flour"), topic_asked("heat")))
    verb = more.pop("verb", ("weigh",))
    evidence = more.pop("evidence", ())
    criterion = make_criterion("1.1", "Weigh bread", "flour: flour", "heat: heat", verb=verb)
    own: tuple[Passage, ...] = more.pop("own", (make_passage(BREAD, 1),))
    matches = more.pop("matches", tuple(match(n, "decoding") for n, _ in enumerate(own, 1)))
    scope = Scope(make_pack([criterion]), criterion, matches, own, own, more.pop("findings", ()))
    told = {("1.1", name): value for name, value in (chances or {}).items()}
    weighed = [(each, result(each, evidence)) for each in must]
    return signs_of(scope, level, weighed, (told, VERBS, THRESHOLDS))


def test_a_topic_near_its_cut_off_makes_a_level_less_sure() -> None:
    near = signs(chances={"flour": 0.99, "heat": CUT + 0.01})["elements"]
    far = signs(chances={"flour": 0.99, "heat": 0.99})["elements"]
    assert near < 0.2 < far <= FAR


def test_a_topic_that_is_surely_missing_is_as_sure_as_one_that_is_there() -> None:
    assert signs(chances={"flour": 0.999, "heat": 0.001})["elements"] == FAR


def test_of_topics_any_of_which_will_do_the_deciding_one_counts() -> None:
    either = (topic_asked("flour", "heat", at_least=1),)
    assert signs(chances={"flour": 0.999, "heat": CUT}, must=either)["elements"] == FAR
    both = (topic_asked("flour", "heat"),)
    assert signs(chances={"flour": 0.999, "heat": CUT}, must=both)["elements"] == pytest.approx(0)


def test_a_topic_that_a_document_shows_is_not_in_doubt() -> None:
    log = (make_finding("artefact", "reflective_log"),)
    found = signs(chances={"flour": CUT}, must=(topic_asked("flour"),), evidence=log)
    assert found["elements"] == FAR


def test_a_verb_near_its_cut_off_makes_a_level_less_sure() -> None:
    group = THRESHOLDS.depth.group
    twice = [make_finding("move", "evaluate", 1, start=20 * i, value=group + 0.02) for i in (0, 1)]
    clear = [make_finding("move", "evaluate", 1, start=20 * i, value=0.95) for i in (0, 1)]
    assert signs(findings=tuple(twice))["verb"] == pytest.approx(0.02)
    assert signs(findings=tuple(clear))["verb"] == CLEAR


def test_a_verb_that_a_document_shows_is_clear() -> None:
    assert signs(verb=("keep",))["verb"] == CLEAR


def test_headings_are_counted_among_the_passages() -> None:
    own = (make_passage(BREAD, 1), make_passage(BREAD, 2))
    given = (match(1, "heading"), match(2, "decoding"))
    assert signs(own=own, matches=given)["headings"] == 0.5
    assert signs(own=(), matches=())["headings"] == 0.0


def test_length_speaks_for_a_strong_level_and_against_a_limited_one() -> None:
    long = (make_passage(" ".join([BREAD] * 60), 1),)
    assert signs("strong", own=long)["extent"] > 0 > signs("limited", own=long)["extent"]
    assert signs("partial", own=long)["extent"] == signs("none", own=())["extent"] == 0


told = st.tuples(st.floats(0, FAR), st.floats(0, CLEAR), st.floats(0, 1), st.floats(-1.5, 1.5))


@given(told, st.sampled_from(SIGNS), st.floats(0, 2))
def test_more_of_a_sign_never_makes_a_level_less_sure(
    values: tuple[float, ...], name: Sign, more: float
) -> None:
    less = dict(zip(SIGNS, values, strict=True))
    greater = {**less, name: less[name] + more}
    assert chance(greater, BY) >= chance(less, BY)
    one, other = sure("strong", less, "0000-100", BY), sure("strong", greater, "0000-100", BY)
    assert one and other and other.agrees >= one.agrees


def test_a_level_says_how_many_such_levels_agreed_and_on_how_many_texts() -> None:
    found = sure("strong", {"elements": 2.0, "verb": 0.3, "headings": 1, "extent": 1},
                 "0000-100", BY)  # fmt: skip
    assert found and (found.agrees, found.levels, found.texts) == (0.75, 40, 2)
    assert found.doubt is None


def test_the_sign_that_speaks_most_against_a_level_is_named() -> None:
    found = sure("strong", {"elements": 0.0, "verb": 0.2, "headings": 0.5, "extent": 0.0},
                 "0000-100", BY)  # fmt: skip
    assert found and found.doubt == "elements"


def test_nothing_is_said_of_what_cannot_be_told_or_of_a_unit_without_labels() -> None:
    usual: dict[Sign, float] = dict.fromkeys(SIGNS, 1.0)
    assert sure("cannot tell", usual, "0000-100", BY) is None
    assert sure("strong", usual, "9999-999", BY) is None


def weighed(by: Sureness | None) -> Any:
    criterion = make_criterion("1.1", "Weigh bread", "flour: flour", verb=("weigh",))
    pack = make_pack([criterion])
    units = by.model_copy(update={"units": (pack.code,)}) if by else None
    evidence = Evidence((make_passage(BREAD, 1),), (match(1, "heading"),), ())
    at = THRESHOLDS.model_copy(update={"sureness": units})
    return weigh_criteria(pack, evidence, VERBS, at)[0]


def test_how_sure_a_level_is_changes_no_level() -> None:
    with_it, without = weighed(BY), weighed(None)
    assert with_it.confidence and without.confidence is None
    assert with_it.model_copy(update={"confidence": None}) == without


def test_the_shipped_weights_can_only_speak_for_a_level_and_the_bins_rise() -> None:
    shipped = load_sureness()
    assert set(shipped.weights) == set(shipped.usual) == set(SIGNS)
    assert all(weight >= 0 for weight in shipped.weights.values())
    assert shipped.bins[0].least == 0
    for one, other in zip(shipped.bins, shipped.bins[1:], strict=False):
        assert one.least < other.least and one.chance < other.chance


def test_the_shipped_weights_were_not_learned_on_what_only_measures() -> None:
    split = yaml.safe_load((ROOT / "corpora" / "split.yaml").read_text(encoding="utf-8"))
    assert not set(load_sureness().documents) & set(split["frozen"])


@pytest.mark.parametrize("text", ["", "bias = 1", "not toml ["])
def test_a_damaged_file_is_refused_with_a_way_out(tmp_path: Path, text: str) -> None:
    file = tmp_path / "confidence.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelMissing) as told_:
        load_sureness(file)
    assert "train thresholds" in (told_.value.hint or "")
