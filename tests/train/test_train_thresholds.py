"""`premark train thresholds`: no leak, no change that is not earned, comments kept."""

from __future__ import annotations

import random
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import yaml

from premark.cli import run
from premark.errors import OutputError, ReadError
from premark.evaluate.measures import Counts
from premark.packs.load import load_thresholds
from premark.packs.where import models_root
from premark.pins import digest_of
from premark.pipeline import Tools
from premark.train.sureness_fit import Level, bins_of, crossed, fit, learned, unseen
from premark.train.threshold_search import (
    LEVELS,
    MAP,
    Dial,
    Search,
    Setting,
    Tried,
    at,
    level_figures,
    nested,
    standing,
    worth,
)
from premark.train.thresholds import MARKS, Wanted, retune
from premark.train.thresholds_file import write_confidence, write_thresholds
from premark.train.weighable import digest_of_labels, frozen, read_labelled
from premark.types.evidence import SIGNS
from premark.types.tuning import SetBy
from premark.weigh.sureness import load_sureness, sure

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = ROOT / "corpora" / "assignments"
THRESHOLDS = load_thresholds()
DIALS = (Dial("coverage.cut", (0.5, 0.6, 0.7)), Dial("depth.group", (0.4, 0.5)))
RUN = SetBy(command="c", premark="0", documents=("b1",), corpus="d", figures={"stands": 0.5})


def silent(_: str) -> None:
    """Nothing is said while a test runs."""


def counts_of(right: Callable[[Setting, int], int], documents: int = 8) -> Tried:
    """Ten criteria a document in either reading, half strong; the wrong ones are told as partial.

    `right` says how many strong ones are told as strong.
    """

    def counts(setting: Setting) -> Counts:
        rows = []
        for document in range(documents):
            strong = right(setting, document)
            table = np.zeros((4, 4))
            table[0, 0], table[3, 3], table[3, 2] = 5, strong, 5 - strong
            rows.append(np.tile(table.ravel(), 2))
        return np.array(rows)

    return Tried(counts)


def search(right: Callable[[Setting, int], int], stands: Setting = (0.6, 0.5)) -> Search:
    return Search(DIALS, stands, counts_of(right))


EVERY = np.arange(8)


def test_the_best_value_of_each_cut_off_is_found() -> None:
    found = search(lambda s, _: 5 if s == (0.7, 0.4) else 4 if 0.7 in s else 2)
    assert found.best(EVERY) == (0.7, 0.4)


def test_of_equals_the_value_that_stands_is_kept() -> None:
    assert search(lambda s, _: 3).best(EVERY) == (0.6, 0.5)


def test_a_gain_in_one_document_and_a_loss_in_another_does_not_move_a_cut_off() -> None:
    found = search(lambda s, d: {0: 5, 1: 2}.get(d, 3) if s[0] == 0.7 else 3)
    assert found.best(EVERY)[0] == 0.7
    assert found.earned(EVERY) == (0.6, 0.5)


def test_a_gain_in_nearly_every_document_does() -> None:
    found = search(lambda s, d: 5 if s[0] == 0.7 and d else 3)
    assert found.earned(EVERY) == (0.7, 0.5)


def test_a_document_does_not_choose_for_itself() -> None:
    # At 0.7 the first is told all right and each other one wrong: only it would choose 0.7.
    found = search(lambda s, d: (5 if d == 0 else 0) if s[0] == 0.7 else 2)
    left = nested(found, 8, rule=False)
    assert {chosen[0] for chosen in left.chosen} <= {0.5, 0.6}
    assert worth(left.counts.sum(axis=0)) == pytest.approx(worth(found.tried((0.6, 0.5)).sum(0)))


def test_a_setting_is_weighed_once() -> None:
    asked: list[Setting] = []

    def right(setting: Setting, document: int) -> int:
        asked.extend([setting] if document == 0 else [])
        return 3

    nested(search(right), 8, rule=True)
    assert len(asked) == len(set(asked))


def test_figures_are_of_each_reading_apart() -> None:
    table = np.zeros((4, 4))
    table[3, 3], table[0, 0] = 4, 4
    off = np.zeros((4, 4))
    off[3, 3], off[0, 3] = 4, 4
    found = level_figures(np.concatenate([table.ravel(), off.ravel()])[None])
    assert found["shown_exact"] == found["shown_kappa"] == 1.0
    assert found["hidden_exact"] == 0.5 and found["hidden_kappa"] == 0.0


@pytest.mark.parametrize("dials", [LEVELS, MAP])
def test_what_stands_lies_within_what_is_tried(dials: tuple[Dial, ...]) -> None:
    for dial, value in zip(dials, standing(THRESHOLDS, dials), strict=True):
        assert dial.values[0] < value < dial.values[-1]


def test_dials_turn_their_own_numbers_alone() -> None:
    turned = at(THRESHOLDS, DIALS, (0.5, 0.4))
    assert turned.coverage.cut == 0.5 and turned.depth.group == 0.4
    assert turned.matching == THRESHOLDS.matching
    assert turned.depth.described == THRESHOLDS.depth.described
    assert at(turned, DIALS, standing(THRESHOLDS, DIALS)) == THRESHOLDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("thresholds.toml", "models.toml"):
        shutil.copy(models_root() / name, tmp_path)
    card = f"# Card\n\n{MARKS[0]}\nstale figures\n{MARKS[1]}\n\n## After\n"
    (tmp_path / "README.md").write_text(card, encoding="utf-8")
    return tmp_path


def test_a_changed_number_keeps_its_comments_and_its_neighbours(folder: Path) -> None:
    file = folder / "thresholds.toml"
    before = file.read_text(encoding="utf-8").split("[set_by]")[0]
    write_thresholds(folder, DIALS, (0.5, standing(THRESHOLDS, DIALS)[1]), RUN)
    after = file.read_text(encoding="utf-8").split("[set_by]")[0]
    changed = [
        (a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=False) if a != b
    ]
    assert [b for _, b in changed] == ["cut = 0.5"]
    assert load_thresholds(file).coverage.cut == 0.5


def test_the_run_is_written_once_and_read_again(folder: Path) -> None:
    stands = standing(THRESHOLDS, DIALS)
    write_thresholds(folder, DIALS, stands, RUN)
    first = (folder / "thresholds.toml").read_bytes()
    write_thresholds(folder, DIALS, stands, RUN)
    assert (folder / "thresholds.toml").read_bytes() == first
    assert load_thresholds(folder / "thresholds.toml").set_by == RUN
    dated = RUN.model_copy(update={"date": "2026-01-31"})
    write_thresholds(folder, DIALS, stands, dated)
    assert load_thresholds(folder / "thresholds.toml").set_by == dated


def test_a_file_without_the_number_is_refused(folder: Path) -> None:
    (folder / "thresholds.toml").write_text("[depth]\ngroup = 0.5\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"coverage\.cut"):
        write_thresholds(folder, DIALS, (0.5, 0.5), RUN)


def some_levels(documents: int = 8, each: int = 20) -> list[Level]:
    """Levels that are right the more often the farther their topics are from their cut-offs."""
    draw = random.Random(7)
    found = []
    for number in range(documents):
        for _ in range(each):
            elements = draw.uniform(0, 2)
            right = draw.random() < 0.4 + 0.28 * elements
            signs = (elements, draw.uniform(0, 0.3), -elements, draw.uniform(-1, 1))
            found.append(Level(f"b{number}", "100", 0, "strong", right, signs))
    return found


def test_no_sign_may_speak_against_a_level() -> None:
    weights = dict(zip(SIGNS, fit(some_levels()).weights, strict=True))
    assert weights["elements"] > 0.3
    assert weights["headings"] == 0.0  # it goes the wrong way, so it says nothing
    assert min(weights.values()) >= 0


def test_bins_never_fall_and_count_every_level_once() -> None:
    levels = some_levels()
    found = bins_of(unseen(levels), levels)
    shares = [each.chance for each in found]
    assert shares == sorted(shares) and len(set(shares)) == len(shares)
    assert sum(each.levels for each in found) == len(levels)
    assert all(abs(each.agreed / each.levels - each.chance) < 1e-3 for each in found)


def test_signs_that_tell_nothing_give_fewer_bins() -> None:
    levels = [Level(f"b{i % 4}", "100", 0, "strong", i % 3 == 0, (1.0, 0.1, 0.0, 0.0))
              for i in range(60)]  # fmt: skip
    assert len(bins_of(unseen(levels), levels)) == 1


def test_a_document_is_not_told_by_its_own_labels() -> None:
    levels = some_levels()
    turned = [
        Level(x.document, x.unit, x.reading, x.told, not x.right, x.signs)
        if x.document == "b3" else x for x in levels
    ]  # fmt: skip
    own = [i for i, level in enumerate(levels) if level.document == "b3"]
    assert list(crossed(levels)[own]) == list(crossed(turned)[own])


def test_what_is_learned_is_written_pinned_and_read_again(folder: Path) -> None:
    found = learned(some_levels())
    file = write_confidence(folder, found)
    assert load_sureness(file) == found
    pins = tomllib.loads((folder / "models.toml").read_text(encoding="utf-8"))
    assert pins["own"]["confidence.toml"] == digest_of(file)
    near = sure("strong", dict(zip(SIGNS, (0.0, 0.0, 0.0, 0.0), strict=True)), "100", found)
    far = sure("strong", dict(zip(SIGNS, (2.0, 0.3, 0.0, 0.0), strict=True)), "100", found)
    assert near and far and near.agrees < far.agrees


def labelled_copy(folder: Path, name: str, id_: str) -> Path:
    """A label of ours under another file name or id, with something beside it that looks a file."""
    folder.mkdir(exist_ok=True)
    told = yaml.safe_load((ASSIGNMENTS / "a01.yaml").read_text(encoding="utf-8"))
    told["id"] = id_
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    (folder / f"{name}.docx").write_bytes(b"never read")
    return folder


NO_TOOLS = Tools(None, None, THRESHOLDS, {}, lambda pack: None)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(("name", "id_"), [("b1", "a19"), ("a24", "b1")])
def test_a_frozen_document_is_refused_before_it_is_read(
    tmp_path: Path, name: str, id_: str
) -> None:
    folder = labelled_copy(tmp_path / "labels", name, id_)
    with pytest.raises(ReadError, match="frozen") as told:
        read_labelled([folder], NO_TOOLS, silent)
    assert "split.yaml" in (told.value.hint or "")


def test_the_corpus_says_what_is_frozen() -> None:
    split = yaml.safe_load((ROOT / "corpora" / "split.yaml").read_text(encoding="utf-8"))
    assert frozen() == set(split["frozen"]) and "a19" in frozen()


def test_a_document_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    folders = [labelled_copy(tmp_path / n, "b1", "b1") for n in ("one", "two")]
    with pytest.raises(ReadError, match="too"):
        read_labelled(folders, NO_TOOLS, silent)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        retune([tmp_path], Wanted(out=tmp_path / "nowhere"), silent, tools=NO_TOOLS)


@pytest.mark.parametrize(
    "given",
    [["train", "thresholds"], ["train", "moves", "x"], ["train", "thresholds", "x", "--date", "y"]],
)
def test_the_command_says_what_it_needs(given: list[str], capsys: pytest.CaptureFixture[str],
                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("sys.argv", ["premark", *given])
    with pytest.raises(SystemExit) as told:
        run()
    assert told.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_shipped_run_says_on_what_it_was_made() -> None:
    told = load_thresholds().set_by
    assert told and not set(told.documents) & frozen()
    assert told.command.startswith("premark train thresholds")
    assert set(load_sureness().documents) == set(told.documents)


def test_the_whole_run_measures_writes_and_keeps_to_its_rule(corpus: Path, folder: Path) -> None:
    (folder / "confidence.toml").write_text("", encoding="utf-8")
    section = retune([corpus], Wanted(date="2026-01-31", out=folder), silent)
    set_ = load_thresholds(folder / "thresholds.toml")
    assert set_.set_by and set_.set_by.documents == ("a01", "a02", "a03", "a04", "a05", "a06")
    assert set_.set_by.date == "2026-01-31"
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert section in card and "stale" not in card and card.endswith("## After\n")
    assert "How sure a level is" in section and "Abstention" in section
    assert load_sureness(folder / "confidence.toml").documents == set_.set_by.documents
    assert len(set_.set_by.corpus) == 64


def test_other_labels_have_another_digest(corpus: Path, tmp_path: Path) -> None:
    from premark.pipeline import load_tools

    one = tmp_path / "one"
    one.mkdir()
    for suffix in (".yaml", ".docx"):
        shutil.copy(corpus / f"a02{suffix}", one)
    first = digest_of_labels(read_labelled([one], load_tools(), silent))
    told = yaml.safe_load((one / "a02.yaml").read_text(encoding="utf-8"))
    told["gold"]["criteria"]["1.1"]["strength"] = "none"
    (one / "a02.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    assert digest_of_labels(read_labelled([one], load_tools(), silent)) != first


def test_at_what_stands_the_levels_are_those_of_a_review(corpus: Path, tmp_path: Path) -> None:
    from premark.packs.load import find_pack
    from premark.pipeline import load_tools, map_document
    from premark.read import read

    for suffix in (".yaml", ".docx"):
        shutil.copy(corpus / f"a06{suffix}", tmp_path)
    tools = load_tools()
    scales = read_labelled([tmp_path], tools, silent)
    review = map_document(read([tmp_path / "a06.docx"]), find_pack("8589-701"), tools)
    bare = tools.thresholds.model_copy(update={"sureness": None})
    levels = [each.strength for each in scales.reviews(0, 0, bare)]
    assert levels == [each.strength for each in review.criteria]
    signs = [[round(s[name], 3) for name in SIGNS] for _, s in scales.signs(0, 0, bare)]
    told = [c.confidence for c in review.criteria]
    assert signs == [[value for _, value in each.signs] for each in told if each]
