"""The corpus of labelled sentences in `corpora/moves`: its form, its balance and its contrasts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from premark.types.criteria import MOVES

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "corpora" / "moves").glob("m*.yaml"))
MEASURING = ROOT.parent / "shared" / "assignments"
CUES = re.compile(
    r"\b(however|although|nevertheless|critical\w*|limitation\w*|whereas|argu\w+|evaluat\w+)\b",
    re.IGNORECASE,
)


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def sentences() -> list[dict[str, Any]]:
    return [s for path in FILES for p in load(path)["paragraphs"] for s in p["sentences"]]


def runs_of_words(text: str, length: int) -> set[str]:
    words = re.findall(r"[a-z']+", text.lower())
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_there_are_twenty_files_of_fifty_sentences_or_more() -> None:
    assert [path.stem for path in FILES] == [f"m{n:02d}" for n in range(1, 21)]
    for path in FILES:
        assert sum(len(p["sentences"]) for p in load(path)["paragraphs"]) >= 50, path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_has_the_schema_and_only_known_moves(path: Path) -> None:
    data = load(path)
    assert set(data) == {"id", "voice", "matter", "paragraphs"}
    assert data["id"] == path.stem
    for paragraph in data["paragraphs"]:
        assert set(paragraph) == {"note", "sentences"}
        assert paragraph["note"]
        assert paragraph["sentences"]
        for sentence in paragraph["sentences"]:
            assert set(sentence) == {"moves", "text"}
            assert len(sentence["moves"]) == len(set(sentence["moves"])), sentence
            assert set(sentence["moves"]) <= set(MOVES), sentence
            assert sentence["text"] == sentence["text"].strip() != "", sentence


def test_no_sentence_stands_twice() -> None:
    seen = Counter(re.sub(r"\W+", " ", s["text"].lower()).strip() for s in sentences())
    assert [text for text, count in seen.items() if count > 1] == []


def test_every_move_has_enough_sentences_and_none_takes_over() -> None:
    labelled = sentences()
    assert len(labelled) >= 1300
    counts = Counter(move for s in labelled for move in s["moves"] or ["none"])
    for move in (*MOVES, "none"):
        assert counts[move] >= 90, move
    assert counts["describe"] <= 0.4 * len(labelled)


def test_every_move_has_short_and_long_sentences() -> None:
    for move in (*MOVES, "none"):
        lengths = [len(s["text"].split()) for s in sentences() if move in (s["moves"] or ["none"])]
        assert sum(n <= 10 for n in lengths) >= 10, move
        assert sum(n >= 30 for n in lengths) >= 10, move


def test_cue_words_do_not_give_the_label_away() -> None:
    questions = [s for s in sentences() if "question" in s["moves"]]
    bare = [s for s in questions if not CUES.search(s["text"])]
    stuffed = [
        s for s in sentences() if s["moves"] in ([], ["describe"]) and CUES.search(s["text"])
    ]
    assert len(bare) >= 0.6 * len(questions)
    assert len(stuffed) >= 80


@pytest.mark.skipif(not MEASURING.is_dir(), reason="the labelled assignments are not here")
def test_nothing_is_taken_from_the_assignments_used_for_measuring() -> None:
    taken: set[str] = set()
    for path in sorted(MEASURING.glob("*.yaml")):
        taken |= runs_of_words(path.read_text(encoding="utf-8"), 8)
    assert [s["text"] for s in sentences() if runs_of_words(s["text"], 8) & taken] == []
