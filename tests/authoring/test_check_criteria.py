"""Every mistake in criteria is named with its file, line and field; doubts are warnings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import yaml
from bread import PACK, PATTERNS, changed, line_of
from typer.testing import CliRunner

from premark.authoring.overlap import overlaps
from premark.authoring.survey import Survey, survey
from premark.authoring.told import Told
from premark.cli import app
from premark.embed import Vectors
from premark.errors import PackError, ReadError
from premark.packs.load import load_pack
from premark.packs.where import criteria_root
from premark.packs.yaml_source import read_yaml

VERBS = """\
moves:
  - {id: explain, says: Says why.}
verbs:
  - id: bake
    name: Bake
    says: Make bread.
    ladder: "3"
    forms: [bakes]
    levels:
      "5": {groups: [[explain]], why: It is so., source: common usage}
"""
MODELS = """\
models:
  - {name: CRUST, type: baking}
"""


def checked(folder: Path, text: str, name: str = "bread.yaml") -> Survey:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return survey(path)


def one(folder: Path, text: str, old: str, new: str) -> Told:
    """The one thing that is told after one change, at the line of the change."""
    told = checked(folder, changed(text, (old, new))).told
    assert len(told) == 1, [t.text for t in told]
    return told[0]


@pytest.mark.parametrize("text", [PACK, PATTERNS, VERBS, MODELS])
def test_what_is_sound_is_left_alone(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text).told == ()


@pytest.mark.parametrize(("old", "new", "field", "said"), [
    ("verb: [explain]", "verb: [explian]", "criteria[1.1].verb", "did you mean explain"),
    ("kind: topic,", "kind: topics,", "criteria[1.1].must[both].needs.kind", "'topic', 'item'"),
    ("list: grains", "list: grain", "criteria[1.1].must[grains].needs.list", "one of: grains"),
    ("topics: [flour, yeast]", "topics: [flour, salt]", "criteria[1.1].must[both].needs.topics",
     "one of: flour, yeast"),
    ("kind: topic, topics: [flour, yeast]", "kind: citation, each: [salt]",
     "criteria[1.1].must[both].needs.each", "'salt'"),
    ("kind: item, list: grains", "kind: citation, each_item: nuts",
     "criteria[1.1].must[grains].needs.each_item", "'nuts'"),
    ('- id: "2.1"', '- id: "1.1"', "criteria[1.1].id", "first in line 14"),
    ("{id: yeast,", "{id: flour,", "criteria[1.1].topics[flour].id", "twice"),
    ("- id: grains", "- id: both", "criteria[1.1].must[both].id", "twice"),
    ('{id: "2", title', '{id: "1", title', "outcomes[1].id", "twice"),
    ("{name: spelt", "{name: rye", "lists.grains[rye].name", "twice"),
    ('outcome: "2"', 'outcome: "7"', "criteria[2.1].outcome", "one of: 1, 2"),
    ("{kind: item, list: grains, at_least: \"2\"}", "{kind: item}",
     "criteria[1.1].must[grains].needs", "nothing to count; expected `list`"),
    ("{kind: move, moves: [evaluate], at_least: \"2\"}", "{kind: citation}",
     "criteria[2.1].must[judged].needs", "`at_least` or `each` or `each_item`"),
    ("{kind: move, moves: [evaluate], at_least: \"2\"}", "{kind: months}",
     "criteria[2.1].must[judged].needs", "`at_least`"),
    ("{kind: move, moves: [evaluate], at_least: \"2\"}", "{kind: hours, at_least: \"2\"}",
     "criteria[2.1].must[judged].needs.of", "practice, supervision, planned"),
    ("{kind: move, moves: [evaluate], at_least: \"2\"}", "{kind: artefact, of: loaf}",
     "criteria[2.1].must[judged].needs.of", "'loaf'"),
    ("{kind: move, moves: [evaluate], at_least: \"2\"}", "{kind: phrase, pattern: crusts}",
     "criteria[2.1].must[judged].needs.pattern", "'crusts'"),
    ("{kind: move, moves: [evaluate], at_least: \"2\"}",
     "{kind: named-model, types: [bakery], at_least: \"1\"}",
     "criteria[2.1].must[judged].needs.types", "'bakery'"),
    ("moves: [evaluate]", "moves: [praise]", "criteria[2.1].must[judged].needs.moves[0]",
     "'evaluate'"),
    ('yeast], at_least: "2"', 'yeast], at_least: "3"',
     "criteria[1.1].must[both].needs.at_least", "3 of 2 topics"),
    ('grains, at_least: "2"', 'grains, at_least: "0"',
     "criteria[1.1].must[grains].needs.at_least", "more than 0"),
    ('grains, at_least: "2"', 'grains, at_least: "2", at_most: "1"',
     "criteria[1.1].must[grains].needs.at_most", "less than `at_least`"),
    ('grains, at_least: "2"', "grains, at_least: two",
     "criteria[1.1].must[grains].needs.at_least", "a number"),
    ('grains, at_least: "2"', "grains, at_least: nan",
     "criteria[1.1].must[grains].needs.at_least", "a number"),
    ('grains, at_least: "2"', "grains, at_least: 1e999",
     "criteria[1.1].must[grains].needs.at_least", "a number"),
    ("asks: Evaluate an oven.", 'asks: " "', "criteria[2.1].asks", "is empty"),
    ("verb: [explain]", "verb: []", "criteria[1.1].verb", "is empty"),
    ('outcome: "2"', 'outcome: ""', "criteria[2.1].outcome", "is empty"),
    ('version: "1"', 'version: ""', "version", "is empty"),
    ("body: GUILD", 'body: ""', "qualification.body", "is empty"),
    ("title: Dough", 'title: ""', "outcomes[1].title", "is empty"),
    ("{name: rye}", '{name: ""}', "lists.grains[0].name", "is empty"),
    ("about: why dough rises", 'about: ""', "criteria[1.1].topics[yeast].about", "is empty"),
    ("source: clause 2", 'source: ""', "criteria[1.1].must[grains].source", "is empty"),
    ("words: [heat]", "words: ['']", "criteria[2.1].topics[heat].words", "any word at all"),
    ("words: [heat]", "words: ['*']", "criteria[2.1].topics[heat].words", "any word at all"),
    ("words: [heat]", "words: ['...']", "criteria[2.1].topics[heat].words", "any word"),
    ("words: [heat]", "words: [heat|]", "criteria[2.1].topics[heat].words", "any word at all"),
    ("words: [heat]", "words: [(heat|)]", "criteria[2.1].topics[heat].words", "any word at all"),
    ("words: [heat]", "words: ['(*|heat)']", "criteria[2.1].topics[heat].words", "any word"),
    ("words: [flour]", "words: [(flour]", "criteria[1.1].topics[flour].words", "bracket"),
    ("also: [dinkel*]", "also: [dinkel)]", "lists.grains[spelt].also", "bracket"),
    ("headed: [work", "headed: [(work", "criteria[1.1].headed", "bracket"),
    ("asks: Evaluate", "aks: Evaluate", "criteria[2.1].asks", "is missing"),
    ("words: [heat]", "words: heat", "criteria[2.1].topics[heat].words", "should be a list"),
    ("title: Bread", "title: Bread\ntitle: Loaf", "title", "twice"),
    ("title: Bread", "title: [Bread", "file", "not YAML"),
    ("title: Bread", 'title: "FILL IN the title"', "title", "expected the title"),
])  # fmt: skip
def test_a_mistake_in_a_pack_is_named_with_its_line_and_field(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    text = changed(PACK, (old, new))
    found = [t for t in checked(tmp_path, text).told if t.field == field]
    assert len(found) == 1 and found[0].mistake
    assert said in found[0].says
    changed_at = line_of(PACK, old) + new.count("\n")
    if "is missing" not in said and "not YAML" not in said:
        assert found[0].line == changed_at
    assert found[0].text.startswith(f"{tmp_path / 'bread.yaml'}:{found[0].line}: {field}: ")


@pytest.mark.parametrize(("part", "field", "expected"), [
    ("    asks: Evaluate an oven.\n", "criteria[2.1].asks", "a text"),
    ("    verb: [explain]\n", "criteria[1.1].verb", "a list"),
    ('qualification: {body: GUILD, number: "9999", level: 5}\n', "qualification",
     "body, number, level, title"),
    (", level: 5", "qualification.level", "a whole number"),
])  # fmt: skip
def test_what_is_missing_is_told_with_what_was_expected(
    tmp_path: Path, part: str, field: str, expected: str
) -> None:
    told = next(t for t in checked(tmp_path, changed(PACK, (part, ""))).told if t.field == field)
    assert told.mistake and told.says == f"is missing; expected {expected}"


def test_every_mistake_is_named_and_not_only_the_first(tmp_path: Path) -> None:
    text = changed(
        PACK,
        ("verb: [explain]", "verb: [expound, expand]"),
        ("asks: Evaluate", "aks: Evaluate"),
        ("list: grains", "list: grain"),
        ("{id: yeast,", "{id: flour,"),
        ("title: Bread", "title: Bread\ntitle: Loaf"),
        ("words: [heat]", "words: [(heat]"),
    )
    found = checked(tmp_path, text)
    named = {told.field for told in found.told if told.mistake}
    assert {
        "criteria[1.1].verb", "criteria[2.1].aks", "criteria[2.1].asks", "title",
        "criteria[1.1].must[grains].needs.list", "criteria[1.1].topics[flour].id",
        "criteria[2.1].topics[heat].words",
    } <= named  # fmt: skip
    assert sum(t.field == "criteria[1.1].verb" for t in found.told) == 2
    lines = [told.line for told in found.told]
    assert lines == sorted(lines)


@pytest.mark.parametrize(("old", "new"), [
    ("verb: [explain]", "verb: [explian]"), ("- id: grains", "- id: both"),
    ('grains, at_least: "2"', 'grains, at_least: "0"'), ("also: [dinkel*]", "also: [dinkel)]"),
])  # fmt: skip
def test_loading_refuses_the_first_of_what_the_check_names(
    tmp_path: Path, old: str, new: str
) -> None:
    found = checked(tmp_path, changed(PACK, (old, new), ("words: [heat]", "words: [(heat]")))
    assert found.mistakes == 2
    with pytest.raises(PackError) as told:
        load_pack(tmp_path / "bread.yaml")
    assert told.value.message == found.told[0].text


def test_a_field_with_a_slip_names_the_one_that_was_meant(tmp_path: Path) -> None:
    text = changed(PACK, ("asks: Evaluate", "aks: Evaluate"))
    told = next(t for t in checked(tmp_path, text).told if t.field == "criteria[2.1].aks")
    assert "did you mean asks?" in told.says and "headed" in told.says


@pytest.mark.parametrize(("old", "new", "field", "said"), [
    ("kind: item, list: grains", "kind: item, list: grains, pattern: move",
     "criteria[1.1].must[grains].needs.pattern", "counts for nothing"),
    ('list: grains, at_least: "2"', 'list: grains, at_least: "5"',
     "criteria[1.1].must[grains].needs.at_least", "a list of 2"),
    ('yeast], at_least: "2"', 'yeast], at_least: "1.5"',
     "criteria[1.1].must[both].needs.at_least", "whole number"),
    ("level: 5", "level: 99", "qualification.level", "from 1 to 12"),
    ("words: [yeast, leaven]", "words: [yeast(s|), (a|the) ... leaven]", "", ""),
    ("lists:", "lists:\n  nuts: [{name: walnut}]", "lists.nuts", "no required element"),
    ("words: [yeast, leaven]", "words: [flour, leaven, Flour]",
     "criteria[1.1].topics[yeast].words", "tells this topic from 'flour'"),
    ("{id: heat, about", '{id: heat, named: "true", about', "", ""),
    ("title: Ovens}", "title: Ovens}\n  - {id: \"3\", title: Shops}", "outcomes[3].id",
     "no criterion"),
    ("words: [heat]", 'words: [], named: "true"', "criteria[2.1].topics[heat].words",
     "goes by words"),
    ("words: [heat]", "words: [], named: yes", "criteria[2.1].topics[heat].words",
     "goes by words"),
    ("title: Bread", "# settle: is it bread? (page 3)\ntitle: Bread", "settle", "is it bread?"),
])  # fmt: skip
def test_what_is_lawful_and_likely_not_meant_is_a_warning(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    found = checked(tmp_path, changed(PACK, (old, new)))
    assert found.mistakes == 0
    assert [t.field for t in found.told] == ([field] if field else [])
    assert all(said in t.says and ": warning: " in t.text for t in found.told)


def test_a_criterion_under_the_wrong_outcome_is_doubted(tmp_path: Path) -> None:
    found = checked(tmp_path, changed(PACK, ('outcome: "2"', 'outcome: "1"')))
    assert {t.field for t in found.told} == {"criteria[2.1].outcome", "outcomes[2].id"}
    assert found.mistakes == 0


@pytest.mark.parametrize(("old", "new", "field", "said"), [
    ("[[rye: Rye]] rises.", "[[rye: Oats]] rise.", "examples.find", "should find rye"),
    ("- A wry face.", "- A rye face.", "examples.ignore", "should find nothing"),
    ("    - A wry face.", "    - A wry face.\n  not_yet:\n    - \"[[rye: Rye]] bread\"",
     "examples.not_yet", "gap is closed"),
    ("rye: [rye]", "rye: [(rye]", "keys.rye", "bracket"),
    ("rye: [rye]", "rye: rye", "keys.rye", "list of phrases"),
    ("why: Guidance asks for two.\n", "", "why", "is missing"),
    ("kind: grain", "kind: grain\nwhen: never", "when", "expected one of: kind"),
])  # fmt: skip
def test_a_mistake_in_a_pattern_file_is_named(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    told = one(tmp_path, PATTERNS, old, new)
    assert told.mistake and told.field == field and said in told.says
    if field.startswith("examples"):
        assert told.line == line_of(PATTERNS, old) + (2 if "not_yet" in new else 0)


def test_every_example_that_fails_is_named_at_its_own_line(tmp_path: Path) -> None:
    text = changed(PATTERNS, ("Rye]] rises", "Oat]] rises"), ("- Oats do", "- Rye does"))
    lines = [told.line for told in checked(tmp_path, text).told]
    assert lines == [line_of(PATTERNS, "[[rye: Rye]]"), line_of(PATTERNS, "Oats do")]


@pytest.mark.parametrize(("old", "new", "field", "said"), [
    ("    - A wry face.\n", "", "examples.ignore", "fewer than 2"),
    ("rye: [rye]", "rye: [rye]\n  oats: [oat]", "keys.oats", "no line"),
    ("rye: [rye]", "rye: [rye, rye]", "keys", "2 times"),
])  # fmt: skip
def test_a_pattern_file_that_proves_little_is_warned_of(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    told = one(tmp_path, PATTERNS, old, new)
    assert not told.mistake and told.field == field and said in told.says


@pytest.mark.parametrize(("old", "new", "field", "said"), [
    ('ladder: "3"', 'ladder: "9"', "verbs[bake].ladder", "from 1 to 6"),
    ("[[explain]]", "[[explian]]", "verbs[bake].levels.5.groups[0][0]", "'explain'"),
    ("groups: [[explain]], ", "", "verbs[bake].levels.5", "asks for nothing"),
    ("groups: [[explain]], ", "by_artefact: no, ", "verbs[bake].levels.5", "asks for nothing"),
    ("groups: [[explain]]", "groups: [[]]", "verbs[bake].levels.5", "asks for nothing"),
    ('"5": {', "five: {", "verbs[bake].levels.five", "number of a level"),
    ("forms: [bakes]", "forms: [(bakes]", "verbs[bake].forms", "bracket"),
    ("{id: explain,", "{id: explian,", "moves[explian].id", "did you mean explain"),
    ("verbs:", "lower:\n  - {verb: roast, done: roasted}\nverbs:", "lower[0].verb", "'roast'"),
    ("    says: Make bread.\n", "", "verbs[bake].says", "is missing"),
])  # fmt: skip
def test_a_mistake_among_the_verbs_is_named(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    told = one(tmp_path, VERBS, old, new)
    assert told.mistake and told.field == field and said in told.says


@pytest.mark.parametrize(("text", "field", "said"), [
    (MODELS + "  - {name: CRUST, type: baking}\n", "models[CRUST].name", "twice"),
    (MODELS + "  - {name: CRUMB}\n", "models[CRUMB].type", "missing"),
    (MODELS + "  - {name: CRUMB, type: baking, alos: [crumbs]}\n", "models[CRUMB].alos",
     "did you mean also"),
    (MODELS + "  - {name: PIE, type: baking, also: [crust]}\n", "models[PIE]", "CRUST and PIE"),
    ("models: none\n", "models", "should be a list"),
    ("models: [CRUST]\n", "models[0]", "mapping"),
])  # fmt: skip
def test_a_mistake_among_the_models_is_named(
    tmp_path: Path, text: str, field: str, said: str
) -> None:
    (told,) = checked(tmp_path, text).told
    assert told.mistake and told.field == field and said in told.says


def test_examples_that_fit_no_topic_are_named(tmp_path: Path) -> None:
    (tmp_path / "bread.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "lines.yaml").write_text(
        'pack: guild-9999-100\nexamples:\n  "1.1":\n    salt: [It is salty.]\n    flour: none\n'
        '  "9.9":\n    flour: [Flour holds.]\n',
        encoding="utf-8",
    )
    told = survey(tmp_path).told
    assert [(t.line, t.field) for t in told] == [
        (4, "examples.1.1.salt"), (5, "flour"), (6, "examples.9.9"),
    ]  # fmt: skip


@pytest.mark.parametrize("emptied", ["criteria", "outcomes"])
def test_a_unit_with_nothing_in_it_is_no_unit(tmp_path: Path, emptied: str) -> None:
    data = yaml.load(PACK, Loader=yaml.BaseLoader)
    text = yaml.safe_dump({**data, emptied: []}, sort_keys=False)
    assert (emptied, "is empty; expected something") in {
        (t.field, t.says) for t in checked(tmp_path, text).told if t.mistake
    }


def test_a_criterion_without_topics_is_told(tmp_path: Path) -> None:
    topic = "\n      - {id: heat, about: how evenly an oven heats, words: [heat]}"
    told = one(tmp_path, PACK, topic, " []")
    assert told.mistake and told.field == "criteria[2.1].topics" and "is empty" in told.says


def test_two_packs_of_one_unit_are_doubted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(changed(PACK, ("guild-9999", "other-9999")), encoding="utf-8")
    (told,) = survey(tmp_path).told
    assert (told.path.name, told.field) == ("b.yaml", "unit") and not told.mistake
    assert "9999-100 version 1 is in a.yaml too" in told.says


def test_two_files_of_one_name_in_a_folder_are_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(PATTERNS, encoding="utf-8")
        (tmp_path / f"{name}-pack.yaml").write_text(PACK, encoding="utf-8")
    told = survey(tmp_path).told
    assert [(t.path.name, t.field) for t in told] == [("b-pack.yaml", "pack"), ("b.yaml", "kind")]


def test_a_folder_is_checked_against_its_own_verbs_and_types(tmp_path: Path) -> None:
    swaps = (("verb: [explain]", "verb: [bake]"), ("verb: [evaluate]", "verb: [bake]"))
    (tmp_path / "bread.yaml").write_text(changed(PACK, *swaps), encoding="utf-8")
    assert survey(tmp_path).mistakes == 2
    (tmp_path / "verbs.yaml").write_text(VERBS, encoding="utf-8")
    assert survey(tmp_path).told == ()


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (told,) = checked(tmp_path, "loaves: 3\n").told
    assert told.mistake and "no criteria file" in told.says


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_nothing_to_check_is_an_error_and_not_a_clean_bill(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError) as told:
        survey(tmp_path / name)
    assert told.value.hint


@pytest.mark.parametrize("words", ["model-words", "artefacts", "template-guidance"])
def test_words_of_a_detector_are_run_against_their_own_lines(tmp_path: Path, words: str) -> None:
    text = (criteria_root() / "patterns" / f"{words}.yaml").read_text(encoding="utf-8")
    assert checked(tmp_path, text).mistakes == 0
    broken = {
        "model-words": ("Kolb's umbrella", "Kolb's cycle"),
        "artefacts": ("ignore: [Target date", "ignore: [Session date"),
        "template-guidance": ("  find:\n", "  find:\n    - \"[[template: None of it]]\"\n"),
    }[words]  # fmt: skip
    found = checked(tmp_path, changed(text, broken), "broken.yaml")
    assert found.mistakes == 1


@pytest.mark.slow
def test_rules_on_grammar_are_run_against_their_own_lines(tmp_path: Path) -> None:
    text = (criteria_root() / "patterns" / "move-trees.yaml").read_text(encoding="utf-8")
    line = text[text.index("      find:") :].splitlines()[1].strip().removeprefix("- ")
    found = checked(tmp_path, changed(text, (line, "The bread was warm.")))
    assert [t.says for t in found.told] == ["should find: 'The bread was warm.'"]
    assert found.told[0].line == line_of(text, line)


@pytest.mark.parametrize(
    ("name", "sound", "broken", "field"),
    [
        ("limits.yaml", "most: 500\n    unit: pages", "most: many\n    unit: pages",
         "limits.pages.most"),
        ("statuses.yaml", "read: yes\n    says: Text", "read: perhaps\n    says: Text",
         "statuses[0].read"),
    ],
)  # fmt: skip
def test_limits_and_statuses_are_checked_by_line(
    tmp_path: Path, name: str, sound: str, broken: str, field: str
) -> None:
    text = (criteria_root() / name).read_text(encoding="utf-8")
    assert checked(tmp_path, text, name).told == ()
    wrong = text.replace(sound, broken, 1)
    (told,) = checked(tmp_path, wrong, name).told
    assert told.mistake and told.field == field
    assert broken.split("\n")[0] in wrong.splitlines()[told.line - 1]


@pytest.mark.slow
def test_the_shipped_criteria_are_without_a_mistake_or_a_warning() -> None:
    found = survey(criteria_root())
    assert [told.text for told in found.told] == []
    assert found.files >= 30


class Axes:
    """An encoder by word: texts with the same first word are the same."""

    name = weights = "axes"

    def encode(self, texts: Sequence[str]) -> Vectors:
        first = ["what", "why", "how", "Strong"]
        rows = [[float(t.split()[0] == word) for word in first] for t in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), len(first))


def test_topics_that_no_passage_could_tell_apart_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "bread.yaml"
    path.write_text(PACK, encoding="utf-8")
    assert list(overlaps(load_pack(path), read_yaml(path), Axes())) == []
    same = changed(PACK, ("how evenly an oven heats", "why an oven heats"))
    path.write_text(same, encoding="utf-8")
    (told,) = overlaps(load_pack(path), read_yaml(path), Axes())
    assert told.line == line_of(same, "id: heat") and not told.mistake
    assert "1.1 yeast" in told.says and "1.00" in told.says


@pytest.mark.slow
def test_a_topic_said_again_in_other_words_is_warned_of(tmp_path: Path) -> None:
    text = changed(PACK, ("about: how evenly an oven heats", "about: what makes a dough rise"))
    path = tmp_path / "bread.yaml"
    path.write_text(text, encoding="utf-8")
    told = survey(path, overlap=True).told
    assert [t.field for t in told] == ["criteria[2.1].topics[heat]"]
    path.write_text(PACK, encoding="utf-8")
    assert survey(path, overlap=True).told == ()


def test_the_command_says_all_and_ends_with_4_only_on_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "bread.yaml"
    path.write_text(changed(PACK, ("verb: [explain]", "verb: [explian]")), encoding="utf-8")
    run = CliRunner().invoke(app, ["check-criteria", str(path)])
    assert run.exit_code == 4
    assert f"{path}:17: criteria[1.1].verb: 'explian' is not defined" in run.output
    assert "1 mistake, 0 warnings in 1 file" in run.output
    path.write_text(changed(PACK, ("lists:", "lists:\n  nuts: [{name: walnut}]")), "utf-8")
    run = CliRunner().invoke(app, ["check-criteria", str(path)])
    assert run.exit_code == 0 and "0 mistakes, 1 warning in 1 file" in run.output


def test_a_word_that_a_program_wrote_for_a_bare_no_is_named(tmp_path: Path) -> None:
    own = (criteria_root() / "patterns" / "citation-words.yaml").read_text(encoding="utf-8")
    (told,) = checked(tmp_path, own.replace("[sir, dr,", "[sir, False, dr,")).told
    assert told.mistake and told.field == "titles[1]" and "yes or no" in told.says
