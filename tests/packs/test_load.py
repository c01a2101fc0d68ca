"""Criteria files are read as they are written; a complaint names its file, line and field."""

from __future__ import annotations

from pathlib import Path

import bread
import pytest
from bread import PATTERNS, changed, line_of

from premark.errors import (
    BadYaml,
    DuplicateId,
    ExampleFailed,
    PackError,
    UnknownName,
    UnknownUnit,
)
from premark.packs.load import (
    check_examples,
    find_pack,
    load_models,
    load_pack,
    load_patterns,
    load_thresholds,
    load_verbs,
    pattern_set,
)
from premark.packs.yaml_source import read_yaml

PACK = changed(
    bread.PACK[: bread.PACK.index('  - id: "2.1"')],
    ('version: "1"', 'version: "2026.10"'),
    ('number: "9999"', 'number: "0999"'),
    ('- id: "1.1"', '- id: "1.10"'),
    ("[yeast, leaven]", '["(yeast|leaven)"]'),
    ('yeast], at_least: "2"', "yeast]"),
    ('grains, at_least: "2"', "grains, at_least: 2"),
)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bread.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(tmp_path: Path, old: str, new: str) -> PackError:
    """What loading the pack complains of after one change; it names the file and the line."""
    path = written(tmp_path, changed(PACK, (old, new)))
    with pytest.raises(PackError) as told:
        load_pack(path)
    error = told.value
    assert error.message == f"{path}:{error.line}: {error.field}: {error.problem}"
    assert error.exit_code == 4
    return error


def test_scalars_stay_as_they_are_typed(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, PACK))
    assert pack.criteria[0].id == "1.10"
    assert pack.code == "0999-100"
    assert pack.version == "2026.10"
    assert pack.qualification.level == 5
    assert pack.criteria[0].must[1].needs.at_least == 2.0


def test_the_digest_is_of_the_text(tmp_path: Path) -> None:
    one = load_pack(written(tmp_path, PACK)).digest
    other = load_pack(written(tmp_path, PACK.replace("Bread", "Loaves"))).digest
    assert len(one) == 64 and one != other


def test_every_entry_knows_its_line(tmp_path: Path) -> None:
    source = read_yaml(written(tmp_path, PACK))
    assert source.line(("criteria", 0, "id")) == line_of(PACK, 'id: "1.10"')
    assert source.line(("criteria", 0, "topics", 1)) == line_of(PACK, "{id: yeast")
    assert source.line(("criteria", 0, "must", 1, "needs", "list")) == line_of(PACK, "list: grains")
    assert source.line(("lists", "grains", 1, "also", 0)) == line_of(PACK, "dinkel")


def test_a_field_that_is_not_there_has_the_line_of_what_should_hold_it(tmp_path: Path) -> None:
    source = read_yaml(written(tmp_path, PACK))
    assert source.line(("criteria", 0, "missing")) == line_of(PACK, '- id: "1.10"')
    assert source.line(("nowhere",)) == 1


@pytest.mark.parametrize(("old", "new", "kind", "field", "said"), [
    ("verb: [explain]", "verb: [expound]", UnknownName, "criteria[1.10].verb", "'expound'"),
    ('outcome: "1"', 'outcome: "9"', UnknownName, "criteria[1.10].outcome", "'9'"),
    ("list: grains", "list: grain", UnknownName,
     "criteria[1.10].must[grains].needs.list", "did you mean grains"),
    ("topics: [flour, yeast]", "topics: [flour, salt]", UnknownName,
     "criteria[1.10].must[both].needs.topics", "'salt'"),
    ("kind: topic, topics: [flour, yeast]", "kind: citation, each: [salt]", UnknownName,
     "criteria[1.10].must[both].needs.each", "'salt'"),
    ("kind: topic,", "kind: topics,", BadYaml,
     "criteria[1.10].must[both].needs.kind", "'named-model'"),
    ("at_least: 2", "at_least: two", BadYaml,
     "criteria[1.10].must[grains].needs.at_least", "number"),
    ("about: why dough rises", "abuot: why dough rises", BadYaml,
     "criteria[1.10].topics[yeast].about", "missing"),
    ("title: Bread", "title: Bread\nsubtitle: Crust", BadYaml, "subtitle", "not a field"),
    ("{id: yeast,", "{id: flour,", DuplicateId, "criteria[1.10].topics[flour].id", "'flour'"),
    ('"(yeast|leaven)"', '"(yeast|leaven"', BadYaml, "criteria[1.10].topics[yeast].words",
     "bracket"),
    ("level: 5", "level: five", BadYaml, "qualification.level", "integer"),
    ("unit: \"100\"\n", "unit: \"100\"\nunit: \"101\"\n", DuplicateId, "unit", "twice"),
])  # fmt: skip
def test_a_mistake_is_told_at_its_field(
    tmp_path: Path, old: str, new: str, kind: type[PackError], field: str, said: str
) -> None:
    error = complaint(tmp_path, old, new)
    assert type(error) is kind
    assert error.field == field
    assert said in error.problem


@pytest.mark.parametrize(("old", "new", "bad"), [
    ("verb: [explain]", "verb: [expound]", "verb: [expound]"),
    ("list: grains", "list: grain", "needs: {kind: item, list: grain,"),
    ("at_least: 2", "at_least: two", "at_least: two"),
    ("{id: yeast,", "{id: flour,", "why dough rises"),
    ("title: Bread", "title: Bread\nsubtitle: Crust", "subtitle"),
])  # fmt: skip
def test_a_mistake_is_told_at_its_line(tmp_path: Path, old: str, new: str, bad: str) -> None:
    error = complaint(tmp_path, old, new)
    assert error.line == line_of(changed(PACK, (old, new)), bad)


def test_a_code_that_stands_twice_is_told_at_the_second(tmp_path: Path) -> None:
    again = PACK + PACK[PACK.index('  - id: "1.10"') :]
    with pytest.raises(DuplicateId, match=r"1\.10") as told:
        load_pack(written(tmp_path, again))
    assert told.value.line == again[: again.rindex('id: "1.10"')].count("\n") + 1


@pytest.mark.parametrize("needs", [
    "{kind: topic}",
    "{kind: item}",
    "{kind: phrase}",
    "{kind: move}",
    "{kind: citation}",
    "{kind: hours, of: practice}",
    "{kind: months}",
])  # fmt: skip
def test_a_need_with_nothing_to_count_is_refused(tmp_path: Path, needs: str) -> None:
    error = complaint(tmp_path, "{kind: item, list: grains, at_least: 2}", needs)
    assert type(error) is BadYaml
    assert "nothing to count" in error.problem


@pytest.mark.parametrize("needs", [
    "{kind: hours, of: baking, at_least: 2}",
    "{kind: artefact, of: loaf}",
    "{kind: phrase, pattern: no-such-file, at_least: 1}",
])  # fmt: skip
def test_a_need_of_what_nothing_finds_is_refused(tmp_path: Path, needs: str) -> None:
    error = complaint(tmp_path, "{kind: item, list: grains, at_least: 2}", needs)
    assert type(error) is UnknownName


@pytest.mark.parametrize(("text", "line"), [
    ("pack: [open\n", 2),
    ("pack: a\n\ttitle: b\n", 2),
    ("- only\n- a list\n", 1),
    ("", 1),
    ("just words", 1),
    ("a: *nowhere\n", 1),
    ("a: &itself [*itself]\n", 1),
])  # fmt: skip
def test_what_is_not_yaml_or_no_pack_is_told_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(BadYaml) as told:
        load_pack(written(tmp_path, text))
    assert told.value.line == line
    assert "bread.yaml" in told.value.message


def test_a_file_that_is_not_there_or_not_utf8_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadYaml, match="cannot be read"):
        load_pack(tmp_path / "absent.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    with pytest.raises(BadYaml, match="cannot be read"):
        load_pack(tmp_path / "latin.yaml")


def test_control_characters_are_told_not_thrown(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"title: a\x00b\n")
    with pytest.raises(BadYaml):
        load_pack(tmp_path / "odd.yaml")


def test_a_pattern_file_is_read(tmp_path: Path) -> None:
    patterns = pattern_set(read_yaml(written(tmp_path, PATTERNS)))
    assert patterns.kind == "grain" and patterns.keys == {"rye": ("rye",)}
    assert len(patterns.examples.find) == 2 and patterns.examples.not_yet == ()
    assert list(load_patterns(tmp_path)) == ["grain"]


@pytest.mark.parametrize(("old", "new", "field"), [
    ("why: Guidance asks for two.\n", "", "why"),
    ("kind: grain", "kind: grain\nwhen: never", "when"),
    ("rye: [rye]", 'rye: ["(rye"]', "keys.rye"),
    ("rye: [rye]", "rye: rye", "keys.rye"),
    ("rye: [rye]", "rye: [[rye]]", "keys.rye"),
    ("examples:", 'unless: ["rye)"]\nexamples:', "unless"),
    ("keys:\n  rye: [rye]", "keys: [rye]", "keys"),
    (PATTERNS[PATTERNS.index("examples:") :], "examples: none\n", "examples"),
    ('find:\n    - "[[rye: Rye]] rises."\n    - "[[rye: rye]] bread"', "find: rye",
     "examples.find"),
    ("  find:", "  finds:", "examples.finds"),
])  # fmt: skip
def test_a_mistake_in_a_pattern_file_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    path = written(tmp_path, changed(PATTERNS, (old, new)))
    with pytest.raises(BadYaml) as told:
        pattern_set(read_yaml(path))
    assert told.value.field == field
    assert f"bread.yaml:{told.value.line}: {field}: " in told.value.message


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, changed(PATTERNS, ("Rye]] rises", "Oats]] rise")))
    with pytest.raises(ExampleFailed, match="should find rye") as told:
        check_examples(read_yaml(path))
    assert told.value.line == line_of(PATTERNS, "[[rye: Rye]]")


def test_two_pattern_files_of_one_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(PATTERNS, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(PATTERNS, encoding="utf-8")
    with pytest.raises(DuplicateId, match="two.yaml:1: kind"):
        load_patterns(tmp_path)


@pytest.mark.parametrize(("loader", "name"), [(load_verbs, "verbs"), (load_models, "models")])
def test_a_list_file_without_its_list_is_told(tmp_path: Path, loader: object, name: str) -> None:
    with pytest.raises(BadYaml, match=f"{name}: should be a list"):
        loader(written(tmp_path, "other: []\n"))  # type: ignore[operator]


def test_a_model_that_stands_twice_is_told_at_the_second(tmp_path: Path) -> None:
    text = "models:\n  - {name: CRUST, type: model}\n  - {name: CRUST, type: model}\n"
    with pytest.raises(DuplicateId) as told:
        load_models(written(tmp_path, text))
    assert told.value.line == 3


def test_thresholds_with_a_gap_are_told(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text("[matching]\nasks = 1\n", encoding="utf-8")
    with pytest.raises(BadYaml, match="thresholds"):
        load_thresholds(path)
    path.write_text("[matching\n", encoding="utf-8")
    with pytest.raises(BadYaml, match="thresholds"):
        load_thresholds(path)


@pytest.mark.parametrize("said", [
    "8589-700", "8589/700", "8589 700", "ilm-8589-700", "ILM-8589-700", "8589_700", " 8589-700 ",
    "700", "ILM 8589/700", "ilm 700",
])  # fmt: skip
def test_a_unit_is_found_by_the_names_that_people_use(said: str) -> None:
    assert find_pack(said).code == "8589-700"


@pytest.mark.parametrize("said", ["", "8589", "999", "8580-700", "x" * 500, "../../etc"])
def test_a_unit_that_is_not_there_names_those_that_are(said: str) -> None:
    with pytest.raises(UnknownUnit) as told:
        find_pack(said)
    assert "8589-700" in told.value.hint
    assert len(told.value.message) < 100


def test_a_pack_of_ones_own_is_found_by_its_path(tmp_path: Path) -> None:
    assert find_pack(str(written(tmp_path, PACK))).title == "Bread"


