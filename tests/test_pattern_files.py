"""Every shipped pattern file proves itself by its own examples."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from premark.packs.load import check_examples, load_patterns, pattern_set
from premark.packs.where import criteria_root
from premark.packs.yaml_source import read_yaml
from premark.patterns import PatternSet, broken_examples, unmark

FOLDER = criteria_root() / "patterns"


def with_keys() -> list[Path]:
    return [p for p in sorted(FOLDER.glob("*.yaml")) if "keys" in (read_yaml(p).data or {})]


FILES = with_keys()


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def patterns(request: pytest.FixtureRequest) -> PatternSet:
    return pattern_set(read_yaml(request.param))


def test_there_are_pattern_files() -> None:
    assert len(FILES) >= 6
    assert len(load_patterns()) == len(FILES)


def test_a_file_finds_and_ignores_what_its_examples_say(patterns: PatternSet) -> None:
    assert list(broken_examples(patterns)) == []


def test_a_file_has_two_examples_of_what_it_finds_and_ignores(patterns: PatternSet) -> None:
    assert len(patterns.examples.find) >= 2
    assert len(patterns.examples.ignore) >= 2


def test_every_key_stands_in_an_example(patterns: PatternSet) -> None:
    shown = {key for text in patterns.examples.find for key, _, _ in unmark(text)[1]}
    assert set(patterns.keys) == shown


def test_no_phrase_stands_twice_in_a_file(patterns: PatternSet) -> None:
    counts = Counter(phrase for phrases in patterns.keys.values() for phrase in phrases)
    assert [phrase for phrase, n in counts.items() if n > 1] == []


def test_a_file_says_what_why_and_where_it_ends(patterns: PatternSet) -> None:
    assert all(len(said.split()) >= 5 for said in (patterns.finds, patterns.why, patterns.limits))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_check_for_authors_agrees(path: Path) -> None:
    check_examples(read_yaml(path))
