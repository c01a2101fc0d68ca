"""The cards say what is there: counts of the corpora, and every weight with its pin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from premark.pins import pins

ROOT = Path(__file__).parents[2]
CORPORA = (ROOT / "corpora" / "README.md").read_text(encoding="utf-8")
MODELS = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (a\d\d) \| (.*) \|$", CORPORA, re.MULTILINE)


def load(*parts: str) -> Any:
    return yaml.safe_load((ROOT / "corpora").joinpath(*parts).read_text(encoding="utf-8"))


def said(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["type"] in ("para", "list", "table", "appendix"):
            yield block.get("text", "")
            yield from block.get("items", ())
            yield from (str(cell) for row in block.get("rows", ()) for cell in row)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_of_the_card_is_true_of_its_file(name: str, row: str) -> None:
    unit, layout, kind, words, criteria, spread = (cell.strip() for cell in row.split("|"))
    told = load("assignments", f"{name}.yaml")
    gold = told["gold"]["criteria"]
    counts = Counter(label["strength"] for label in gold.values())
    assert (told["unit"], told["layout"], told["heading_kind"]) == (unit, layout, kind)
    assert len(gold) == int(criteria)
    levels = ("none", "limited", "partial", "strong")
    assert spread == " / ".join(str(counts[level]) for level in levels)
    assert sum(len(text.split()) for text in said(told["blocks"])) == int(words.replace(",", ""))


def test_every_assignment_has_its_row() -> None:
    files = sorted(path.stem for path in (ROOT / "corpora" / "assignments").glob("*.yaml"))
    assert [name for name, _ in ROWS] == files


def test_the_sizes_of_the_other_sets_are_true() -> None:
    named = load("models", "sentences.yaml")
    count = sum(map(len, named["names"].values()))
    assert f"{count} that name one, {len(named['nothing'])} that name none" in CORPORA
    uses = sum(map(len, load("models", "uses.yaml").values()))
    assert f"| {uses} passages |" in CORPORA
    sets = load("models", "uses_unseen.yaml")
    unseen = sum(len(told) for each in sets for told in each["uses"].values())
    assert f"| {unseen} sentences |" in CORPORA
    assert f"| {len(load('moves', 'paraphrases.yaml')['sentences'])} threes |" in CORPORA


@pytest.mark.parametrize("kind", ["encoder", "parser"])
def test_a_pinned_weight_stands_in_the_card_by_package_and_version(kind: str) -> None:
    for pinned in pins(kind):
        assert f"`{pinned.package.replace('_', '-')}` {pinned.version}" in MODELS
