"""The head that measures the moves' views on public labels: small cases worked by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import moves
from benchmarks.kernel_head import fit, macro_f1
from benchmarks.move_views import signs_of
from benchmarks.moves import places
from premark.parse import load_parser
from premark.train.public import PublicRow

LABELS = np.array(["a"] * 12 + ["b"] * 4)
ROWS = (
    np.concatenate([np.full(12, -1.0), np.full(4, 1.0)])[:, None] + np.linspace(0, 0.1, 16)[:, None]
)


def test_two_sides_are_told_apart_though_one_is_rare() -> None:
    head = fit(ROWS @ ROWS.T, LABELS, np.arange(16))
    assert head.predict(np.array([[-0.9], [0.9]]) @ ROWS.T).tolist() == ["a", "b"]


def test_rows_of_one_writer_are_left_out_together() -> None:
    """A label that only its writer tells is not learned: left out, the writer tells nothing."""
    writers = np.repeat(np.arange(4), 4)
    kernel = (writers[:, None] == writers[None]).astype(float)
    labels = np.where(writers % 2, "x", "y")
    head = fit(kernel, labels, writers)
    assert np.isfinite(head.duals).all()
    assert set(head.predict(np.zeros((1, 16)))) <= {"x", "y"}


@pytest.mark.parametrize(
    ("guess", "f1"), [([0, 0, 1, 1], 1.0), ([0, 0, 0, 0], 1 / 3), ([1, 1, 0, 0], 0.0)]
)
def test_macro_f1_weighs_each_class_the_same(guess: list[int], f1: float) -> None:
    assert macro_f1(np.array(guess), np.array([0, 0, 1, 1])) == pytest.approx(f1)


def test_signs_see_a_concession_by_its_two_halves() -> None:
    def signs(text: str) -> list[float]:
        return signs_of(load_parser().nlp(text)[:])

    conceded = signs("While there are benefits, the risks are greater.")
    plain = signs("There are benefits to it.")
    assert len(conceded) == len(plain)
    assert conceded[-4] == 1 and plain[-4] == 0


def row(text: str, **line: object) -> PublicRow:
    return PublicRow(text, (), "w", line=line)


def test_a_sentence_is_placed_in_the_last_draft_that_has_it() -> None:
    drafts = [
        row("Old one. Kept here.", draft=1),
        row("First.\n\nKept here. Then more.", draft=2),
    ]
    sentences = [row(text) for text in ("Kept here.", "Old one.", "Nowhere.")]
    kept, old, lost = places(sentences, drafts)
    assert kept[1] == 1.0 and kept[3] == 1.0 and kept[5] == 1.0
    assert old[0] == 0.0 and old[4] == 1.0
    assert lost[0] == 0.5


def test_the_benchmark_says_what_it_skips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["moves", str(tmp_path)])
    monkeypatch.setattr(moves, "style", lambda: None)
    moves.main()
    said = capsys.readouterr().out
    assert "CEReD is skipped" in said and "ArgRewrite is skipped" in said
