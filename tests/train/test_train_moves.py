"""`premark train moves`: folds without leaks, what is written and what is not, clear refusals."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest
import yaml

from premark.cli import run
from premark.detect.move_head import load_move_head
from premark.embed import WordHashes
from premark.errors import OutputError, ReadError
from premark.packs.where import models_root
from premark.pins import digest_of
from premark.train import move_cross, moves
from premark.train.move_corpus import (
    FEWEST,
    copies_of,
    read_assignments,
    read_moves,
    read_views,
    read_wrappings,
)
from premark.train.move_cross import choose, learning_curve, mean_precision, nested, outer_folds
from premark.train.move_fit import SHIPPED, Lessons, Setting, train
from premark.train.move_measure import public_rows
from premark.train.move_report import report
from premark.train.moves import retrain
from premark.train.moves_file import BEGIN, END, pin, rewrite_section, save_head, trained_on
from premark.types.criteria import MOVES

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpora" / "moves"
CARD = f"# Card\n\n{BEGIN}\n\nold figures\n\n{END}\n\n## After\n"
ENCODER = WordHashes(64)
DOES = ("rang", "asked", "weighed", "doubted", "chose", "saw", "drew", "said", "set", "found",
        "learned", "booked")  # fmt: skip


def sentence(number: int, file: int, paragraph: int) -> dict[str, object]:
    text = f"They {DOES[number]} the bell of tower {file} on morning {paragraph}."
    return {"moves": [MOVES[number]], "text": text}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten files of bells; a verb tells the move, so that what is learned can be known."""
    folder = tmp_path_factory.mktemp("bells") / "moves"
    folder.mkdir()
    for file in range(FEWEST):
        paragraphs = [
            {"note": "bells", "sentences": [sentence(n, file, p) for n in range(len(MOVES))]}
            for p in range(2)
        ]
        told = {"id": f"m{file:02d}", "paragraphs": paragraphs}
        (folder / f"m{file:02d}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    shutil.copy(CORPUS / "wrappings.yaml", folder)
    return folder


@pytest.fixture(scope="session")
def lessons(small: Path) -> Lessons:
    corpus = read_moves(small)
    own = read_views(corpus, ENCODER)
    return Lessons(corpus, own, copies_of(own, read_wrappings(small), ENCODER))


def silent(_: str) -> None:
    """Nothing is said while a test runs."""


def test_no_file_stands_on_both_sides_of_a_fold(lessons: Lessons) -> None:
    tested = []
    for seen, unseen in outer_folds(lessons):
        files = lessons.corpus.files
        assert not set(files[seen]) & set(files[unseen])
        tested.extend(unseen.tolist())
    assert sorted(tested) == list(range(len(lessons.corpus.texts)))


def test_what_is_chosen_is_chosen_without_the_files_that_measure(
    lessons: Lessons, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[set[str]] = []
    monkeypatch.setattr(
        move_cross, "choose", lambda own, rows: given.append(set(own.corpus.files[rows])) or SHIPPED
    )
    nested(lessons, silent)
    for files, (_, unseen) in zip(given, outer_folds(lessons), strict=True):
        assert files and not files & set(lessons.corpus.files[unseen])


def test_the_best_of_what_was_tried_is_chosen(
    lessons: Lessons, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = Setting(8.0, 0.5)
    monkeypatch.setattr(
        move_cross,
        "worth",
        lambda _, __, s: -abs(s.strength - best.strength) - abs(s.copy - best.copy),
    )
    assert choose(lessons, np.arange(4)) == best


def test_a_verb_that_tells_the_move_is_learned_on_other_files(lessons: Lessons) -> None:
    crossed = nested(lessons, silent)
    assert mean_precision(lessons.corpus.labels, crossed.own) > 0.9
    assert len(crossed.chosen) == 5


def test_a_copy_without_weight_takes_no_part(lessons: Lessons) -> None:
    rows = np.arange(48)
    alone = Lessons(lessons.corpus, lessons.own, ())
    one, other = (train(each, rows, Setting(2.0, 0.0)) for each in (lessons, alone))
    assert np.array_equal(one.heads[0].coef_, other.heads[0].coef_)


def test_a_share_of_the_files_lies_in_every_larger_share(lessons: Lessons) -> None:
    rows = np.arange(len(lessons.corpus.texts))
    shares = [set(move_cross._share(lessons, rows, s, 1)[0]) for s in (0.2, 0.6, 1.0)]
    assert shares[0] < shares[1] < shares[2] == set(rows)


def test_the_curve_says_from_how_much_it_learned(lessons: Lessons) -> None:
    points = learning_curve(lessons, silent)
    assert [p.files for p in points] == [2, 3, 5, 6, 8]
    assert points[-1].sentences == 8 * 24


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "_reference", lambda: ENCODER)
    monkeypatch.setattr(move_cross, "choose", lambda *_: SHIPPED)
    monkeypatch.setattr(move_cross, "SHARES", (0.4, 0.8, 1.0))


def call(*arguments: object, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["premark", "train", "moves", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0)


def test_training_writes_a_head_that_loads_its_pin_and_its_figures(
    small: Path, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models.toml").write_text('[own]\n"moves.npz" = "old"\n"x" = "y"\n')
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    assert call("--corpus", small, "--out", tmp_path, monkeypatch=monkeypatch) == 0
    head = load_move_head(tmp_path / "moves.npz")
    assert head.weights.shape[0] == len(MOVES) and "240 sentences" in head.trained_on
    own = tomllib.loads((tmp_path / "models.toml").read_text())["own"]
    assert own == {"moves.npz": digest_of(tmp_path / "moves.npz"), "x": "y"}
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "old figures" not in card and "Learning curve" in card
    assert card.startswith("# Card") and card.endswith("## After\n")


def test_check_prints_the_figures_and_writes_nothing(
    small: Path,
    tmp_path: Path,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ("--check", "--corpus", small, "--out", tmp_path)
    assert call(*asked, monkeypatch=monkeypatch) == 0
    told = capsys.readouterr()
    for word in ("Brier", "calibration error", "None of these", "Learning curve", "plan"):
        assert word in told.out
    assert "fold 1 of 5" in told.err and not list(tmp_path.iterdir())


def test_without_assignments_beside_it_the_cut_offs_stay(
    small: Path, tmp_path: Path, quick: None
) -> None:
    said = retrain(small, None, tmp_path, silent)
    assert "the cut-offs stay" in said
    kept = load_move_head(tmp_path / "moves.npz").leads
    assert np.array_equal(kept, load_move_head().leads)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: [p.unlink() for p in folder.glob("m*.yaml")], "no labelled sentences"),
        (lambda folder: (folder / "m00.yaml").unlink(), "only 9 files"),
        (lambda folder: (folder / "m03.yaml").write_text("paragraphs: 3"), "not labelled"),
        (lambda folder: (folder / "m03.yaml").write_text("a: [b"), "not labelled"),
        (lambda folder: (folder / "wrappings.yaml").unlink(), "no such file"),
        (
            lambda folder: (folder / "m03.yaml").write_text(
                "paragraphs: [{sentences: [{text: A., moves: [sing]}]}]"
            ),
            "no such move: sing",
        ),
    ],
)
def test_a_corpus_that_cannot_be_learned_from_is_refused(
    small: Path, tmp_path: Path, quick: None, spoil: object, said: str
) -> None:
    folder = tmp_path / "moves"
    shutil.copytree(small, folder)
    spoil(folder)  # type: ignore[operator]
    with pytest.raises(ReadError, match=said) as caught:
        retrain(folder, None, None, silent)
    assert caught.value.hint


def test_a_move_that_no_sentence_makes_is_named(small: Path, tmp_path: Path, quick: None) -> None:
    folder = tmp_path / "moves"
    shutil.copytree(small, folder)
    for path in folder.glob("m*.yaml"):
        path.write_text(path.read_text().replace("- plan", "- describe"), encoding="utf-8")
    with pytest.raises(ReadError, match="plan: in none"):
        retrain(folder, None, None, silent)


def test_a_folder_that_is_not_there_is_said_before_the_work(tmp_path: Path, small: Path) -> None:
    with pytest.raises(OutputError, match="not a folder"):
        retrain(small, None, tmp_path / "none", silent)


def test_public_sets_that_are_not_there_are_said_before_the_work(
    small: Path, tmp_path: Path, quick: None
) -> None:
    with pytest.raises(ReadError, match="no such file") as caught:
        retrain(small, tmp_path, None, silent)
    assert "Apache-2.0" in caught.value.hint


def test_public_rows_have_moves_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from premark.train import move_measure
    from premark.train.public import PublicRow

    rows = [PublicRow("A.", ("Belief",), "d"), PublicRow("B.", ("Intention",), "d")]
    monkeypatch.setattr(move_measure, "read_public", lambda *_: rows)
    told = public_rows(tmp_path)
    assert ("A.", ["position"]) in told and all(text != "B." for text, _ in told)
    assert all(set(own) <= set(MOVES) for _, own in told)


def test_the_same_head_gives_the_same_bytes(lessons: Lessons, tmp_path: Path) -> None:
    head, leads = train(lessons, np.arange(96)), np.zeros(len(MOVES))
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files.append(save_head(head, leads, "bells", tmp_path / name))
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as packed:  # no clock in it: zip's own beginning of time
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
    assert load_move_head(files[0]).trained_on == "bells"


def test_a_card_without_marks_is_left_alone(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text(f"# Card\n{BEGIN}\n", encoding="utf-8")
    assert not rewrite_section(card, "new") and card.read_text() == f"# Card\n{BEGIN}\n"
    assert not rewrite_section(tmp_path / "none.md", "new")
    assert not pin(tmp_path / "moves.npz")


def test_frozen_assignments_set_no_cut_off(tmp_path: Path) -> None:
    told = {"blocks": [{"type": "para", "text": "I rang it.", "moves": ["describe"]}]}
    for name in ("a01", "a19"):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    found = read_assignments(tmp_path)
    assert found is not None and found.documents == ["a01"]


def test_the_head_that_ships_was_trained_on_the_corpus_that_is_here() -> None:
    corpus = read_moves(CORPUS)
    empty = Lessons(corpus, None, ())  # type: ignore[arg-type]
    assert load_move_head().trained_on == trained_on(empty)


def test_the_card_of_the_models_has_the_figures_of_a_run() -> None:
    card = (models_root() / "README.md").read_text(encoding="utf-8")
    section = card.partition(BEGIN)[2].partition(END)[0]
    count = len(read_moves(CORPUS).texts)
    assert f"{count:,} sentences of 20 files" in section
    assert re.search(r"Brier score \.\d{3}", section) and report.__doc__
