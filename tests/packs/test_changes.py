"""Two versions of a unit are told apart criterion by criterion, and a changelog is held to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bread
import pytest
import yaml
from bread import changed

from premark.errors import BadYaml, DuplicateId
from premark.packs.changes import Change, changes, read_version
from premark.packs.load import all_packs, load_pack, plain_pack
from premark.types.criteria import Pack

ROOT = Path(__file__).parents[2]
PACK = changed(
    bread.PACK,
    ('version: "1"\n', 'version: "2"\nchangelog:\n'
     '  - {version: "2", changed: [Two grains are asked for.]}\n'
     '  - {version: "1", changed: [First written.]}\n'),
    (bread.PACK[bread.PACK.index("      - id: both") : bread.PACK.index("      - id: grains")], ""),
)  # fmt: skip
Edit = Callable[[Any], None]


def versions(folder: Path, edit: Edit) -> tuple[Pack, Pack]:
    data = yaml.load(PACK, Loader=yaml.BaseLoader)
    edit(data)
    for name, text in (("old", PACK), ("new", yaml.safe_dump(data, sort_keys=False))):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_version(folder / "old.yaml"), read_version(folder / "new.yaml")


def told(folder: Path, edit: Edit) -> list[Change]:
    return changes(*versions(folder, edit))


def first(data: Any) -> Any:
    return data["criteria"][0]


@pytest.mark.parametrize(("edit", "wanted"), [
    (lambda d: first(d).update(asks="Explain flour."),
     ("1.1", "changed", "asks", "", "Explain what flour does.", "Explain flour.")),
    (lambda d: first(d).update(verb=["evaluate"]),
     ("1.1", "changed", "verb", "", "explain", "evaluate")),
    (lambda d: first(d)["topics"].pop(),
     ("1.1", "removed", "topic yeast", "", "why dough rises", "")),
    (lambda d: first(d)["topics"].append({"id": "salt", "about": "why salt"}),
     ("1.1", "added", "topic salt", "", "", "why salt")),
    (lambda d: first(d)["topics"][0].update(words=["flour", "meal"]),
     ("1.1", "changed", "topic flour", "words", "flour", "flour; meal")),
    (lambda d: first(d)["topics"].reverse(),
     ("1.1", "moved", "topic", "", "flour, yeast", "yeast, flour")),
    (lambda d: first(d)["must"][0]["needs"].update(at_least="3"),
     ("1.1", "changed", "must grains", "at_least", "2", "3")),
    (lambda d: first(d).pop("must"),
     ("1.1", "removed", "must grains", "", "Fewer than two grains.", "")),
    (lambda d: d["criteria"].pop(), ("2.1", "removed", "", "", "Evaluate an oven.", "")),
    (lambda d: d["lists"]["grains"].pop(), ("", "removed", "list grains: spelt", "", "", "")),
    (lambda d: d.update(title="Loaves"), ("", "changed", "unit", "title", "Bread", "Loaves")),
    (lambda d: d["qualification"].update(level="6"),
     ("", "changed", "qualification", "level", "5", "6")),
])  # fmt: skip
def test_one_edit_is_told_as_one_change(
    tmp_path: Path, edit: Edit, wanted: tuple[str, ...]
) -> None:
    found = [(c.criterion, c.how, c.what, c.part, c.before, c.after) for c in told(tmp_path, edit)]
    assert found == [wanted]


def test_a_new_criterion_is_told_with_what_it_asks(tmp_path: Path) -> None:
    def edit(data: Any) -> None:
        data["criteria"].append({**data["criteria"][1], "id": "2.2", "asks": "Describe a peel."})

    assert told(tmp_path, edit) == [
        Change(criterion="2.2", how="added", what="", after="Describe a peel.")
    ]


def test_the_same_pack_twice_has_no_changes() -> None:
    for pack in all_packs():
        assert changes(pack, pack) == []


def test_changes_the_other_way_round_mirror_each_other() -> None:
    one, other = plain_pack("8580-500"), plain_pack("8589-700")
    there, back = changes(one, other), changes(other, one)
    flip = {"added": "removed", "removed": "added"}
    mirrored = sorted((c.criterion, flip.get(c.how, c.how), c.what, c.part) for c in back)
    assert sorted((c.criterion, c.how, c.what, c.part) for c in there) == mirrored


@pytest.mark.parametrize(("old", "new", "line", "said"), [
    ('{version: "2", changed', '{version: "3", changed', 4, "opens with version 3"),
    ('{version: "1", changed', '{version: "2", changed', 5, "version 2 is here twice"),
])  # fmt: skip
def test_a_changelog_that_does_not_fit_its_version_is_told(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    path = tmp_path / "bread.yaml"
    path.write_text(changed(PACK, (old, new)), encoding="utf-8")
    with pytest.raises(BadYaml, match=rf"bread.yaml:{line}: .*{said}"):
        load_pack(path)


def test_a_pack_with_a_changelog_loads(tmp_path: Path) -> None:
    path = tmp_path / "bread.yaml"
    path.write_text(PACK, encoding="utf-8")
    assert [release.version for release in load_pack(path).changelog] == ["2", "1"]


def test_an_old_version_opens_though_its_names_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(changed(PACK, ("[explain]", "[expound]")), encoding="utf-8")
    assert read_version(path).criteria[0].verb == ("expound",)


@pytest.mark.parametrize(("old", "new", "field"), [
    ('- id: "2.1"', '- id: "1.1"', "criteria[1.1].id"),
    ("{id: yeast,", "{id: flour,", "criteria[1.1].topics[flour].id"),
])  # fmt: skip
def test_a_version_in_which_a_code_stands_twice_is_not_compared(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(changed(PACK, (old, new)), encoding="utf-8")
    with pytest.raises(DuplicateId) as told:
        read_version(path)
    assert told.value.field == field
