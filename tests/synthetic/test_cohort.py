"""A made-up cohort: distinct, repeatable, true to its own tables, and packed as platforms pack."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from premark.cli import app
from premark.errors import OutputError
from premark.lms import intake
from premark.synthetic.assignment import Heading, References, Table, texts_of
from premark.synthetic.choose import WEAK
from premark.synthetic.cohort import Made, Wanted, make, settle
from premark.synthetic.learners import Lms
from premark.synthetic.sources import sources_of
from premark.synthetic.vary import Habits, varied
from premark.synthetic.write import write_cohort

pytest.importorskip("reportlab", reason="the PDFs need reportlab (test extra)")

UNIT = "8580-503"


def wanted(number: int, **more: object) -> Wanted:
    return settle(Wanted(number=number, seed=5, unit=UNIT, **more))  # type: ignore[arg-type]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def two_hundred() -> list[tuple[Made, str, str]]:
    """Submissions without their files, and the digests of their texts and of their files."""
    found = []
    for made in make(wanted(200, weak=("2.2", "1.2"), share=0.6)):
        text = sha256(made.composed.text().encode()).hexdigest()
        whole = sha256(b"".join(data for _, data in made.files)).hexdigest()
        found.append((made.model_copy(update={"files": ()}), text, whole))
    return found


def test_no_two_of_200_say_the_same_or_have_the_same_bytes(
    two_hundred: list[tuple[Made, str, str]],
) -> None:
    for each in (
        {text for _, text, _ in two_hundred},
        {whole for _, _, whole in two_hundred},
        {made.learner.name for made, _, _ in two_hundred},
        {made.learner.submission for made, _, _ in two_hundred},
    ):
        assert len(each) == 200


def test_layouts_headings_covers_and_formats_are_all_there(
    two_hundred: list[tuple[Made, str, str]],
) -> None:
    scripts = [made.composed.script for made, _, _ in two_hundred]
    assert min(Counter(script.layout for script in scripts).values()) > 25
    assert min(Counter(script.heading_kind for script in scripts).values()) > 25
    assert Counter(made.kind for made, _, _ in two_hundred) == {"docx": 100, "pdf": 100}
    assert 100 < sum(made.composed.cover for made, _, _ in two_hundred) < 190
    assert 10 < sum(made.composed.apart is not None for made, _, _ in two_hundred) < 70
    assert 5 < sum(not script.learner for script in scripts) < 70


def test_planted_criteria_are_weak_in_the_stated_share_and_weaker_than_any_other(
    two_hundred: list[tuple[Made, str, str]],
) -> None:
    weak = Counter[str]()
    for made, _, _ in two_hundred:
        assert all(made.choice.gold[code] in WEAK for code in made.planted)
        weak.update(code for code, gold in made.choice.gold.items() if gold in WEAK)
    planted = Counter(code for made, _, _ in two_hundred for code in made.planted)
    assert planted == {"2.2": 120, "1.2": 120}
    assert {code for code, _ in weak.most_common(2)} == {"2.2", "1.2"}
    assert all(count < 60 for code, count in weak.items() if code not in planted)


def test_what_is_composed_is_what_the_choice_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece of a source that is taken is in the text once, whole, and no other piece is."""
    monkeypatch.setattr("premark.synthetic.compose.habits", lambda draw: Habits())
    monkeypatch.setattr("premark.synthetic.compose.labels", lambda draw: ())
    sources = sources_of(UNIT)
    for made in make(wanted(30)):
        blocks = list(made.composed.script.blocks)
        blocks += made.composed.apart.blocks if made.composed.apart else ()
        kept = [b for b in blocks if not isinstance(b, (Heading, References))]
        found = Counter(texts_of(block) for block in kept if block.criterion)
        assert found == Counter(
            texts_of(piece.block)
            for source in sources
            for piece in source.pieces
            if made.choice.taken[piece.home] == source.id
        )


def test_every_work_cited_is_listed_once(two_hundred: list[tuple[Made, str, str]]) -> None:
    for made, _, _ in two_hundred[:40]:
        works = next(b for b in made.composed.script.blocks if isinstance(b, References))
        assert len(set(works.items)) == len(works.items) > 3
        assert list(works.items) == sorted(works.items, key=str.casefold)


def test_the_source_learners_name_is_nobodys() -> None:
    sources = sources_of("8589-703")
    old = [name for source in sources for name in source.learner.split()]
    for made in make(settle(Wanted(number=12, seed=2, unit="8589-703"))):
        assert not [name for name in old if re.search(rf"\b{name}\b", made.composed.text())]


FORMS: tuple[Lms, ...] = ("folder", "mapping", "moodle", "moodle-blind", "canvas")


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("lms", FORMS)
def test_the_same_number_and_seed_give_the_same_bytes(lms: Lms, tmp_path: Path) -> None:
    asked = Wanted(number=6, seed=9, unit=UNIT, lms=lms)
    one, two = write_cohort(asked, tmp_path / "one"), write_cohort(asked, tmp_path / "two")
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert one.source.exists() and one.files == two.files >= 6
    other = asked.model_copy(update={"seed": 10})
    assert written(write_cohort(other, tmp_path / "three").out) != written(tmp_path / "one")


@pytest.fixture(scope="module", params=FORMS)
def packed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Lms, Path, Path]]:
    lms: Lms = request.param
    out = tmp_path_factory.mktemp("cohort") / "made"
    asked = Wanted(number=24, seed=4, unit=UNIT, lms=lms, hostile=lms != "folder")
    yield lms, write_cohort(asked, out).source, out


def test_the_ids_of_the_truth_are_those_of_the_intake(packed: tuple[Lms, Path, Path]) -> None:
    _, source, out = packed
    found = intake(source, unit=UNIT, learners=out / "learners.csv")
    assert {s.id for s in found.submissions} == {r["submission"] for r in rows(out / "truth.csv")}
    assert not found.unread and all(one.files for one in found.submissions)


def test_every_learner_has_an_assessor_a_centre_an_intake_and_a_date(
    packed: tuple[Lms, Path, Path],
) -> None:
    _, source, out = packed
    found = intake(source, unit=UNIT, learners=out / "learners.csv")
    for one in found.submissions:
        assert all(one.fact(name) for name in ("assessor", "centre", "intake", "date")), one.id


def test_the_truth_counts_what_its_rows_say(packed: tuple[Lms, Path, Path]) -> None:
    _, _, out = packed
    truth = yaml.safe_load((out / "truth.yaml").read_text(encoding="utf-8"))
    listed = rows(out / "truth.csv")
    assert truth["submissions"] == 24 == len({row["submission"] for row in listed})
    for code, said in truth["criteria"].items():
        own = [row for row in listed if row["criterion"] == code]
        golds = Counter(row["gold"] or "not known" for row in own)
        assert {level: count for level, count in said["gold"].items() if count} == golds
        assert said["planted"] == sum(row["planted"] == "yes" for row in own)


def test_judgements_are_of_every_criterion_in_evidence_words(
    packed: tuple[Lms, Path, Path],
) -> None:
    _, _, out = packed
    truth = {(r["submission"], r["criterion"]): r["gold"] for r in rows(out / "truth.csv")}
    judged = rows(out / "decisions.csv")
    assert {(row["submission"], row["criterion"]) for row in judged} == set(truth)
    assert {row["judgement"] for row in judged} <= {"none", "limited", "partial", "strong"}
    same = sum(row["judgement"] == truth[row["submission"], row["criterion"]] for row in judged)
    assert same > 0.7 * len(judged)


def test_the_new_assessor_differs_from_gold_far_more_often(tmp_path: Path) -> None:
    write_cohort(Wanted(number=120, seed=1, unit=UNIT), tmp_path / "made")
    truth = {
        (r["submission"], r["criterion"]): r["gold"] for r in rows(tmp_path / "made/truth.csv")
    }
    new = yaml.safe_load((tmp_path / "made/truth.yaml").read_text("utf-8"))["new_assessor"]
    off, all_ = Counter[bool](), Counter[bool]()
    for row in rows(tmp_path / "made/decisions.csv"):
        known = truth[row["submission"], row["criterion"]]
        all_[row["assessor"] == new] += bool(known)
        off[row["assessor"] == new] += bool(known) and row["judgement"] != known
    assert all_[True] > 40 and off[True] / all_[True] > 0.35 > 0.15 > off[False] / all_[False]


MOODLE = re.compile(r"[^_/]+_[0-9]+_assignsubmission_file/[^/]+\.(docx|pdf)")
CANVAS = re.compile(r"\w+?(_LATE)?_[0-9]+_[0-9]+_[^/]+\.(docx|pdf)")


@pytest.mark.parametrize(("lms", "form"), [("moodle", MOODLE), ("canvas", CANVAS)])
def test_entries_are_called_as_the_platform_calls_them(
    lms: Lms, form: re.Pattern[str], tmp_path: Path
) -> None:
    asked = Wanted(number=40, seed=4, unit=UNIT, lms=lms, hostile=True)
    with zipfile.ZipFile(write_cohort(asked, tmp_path / "made").source) as archive:
        names = archive.namelist()
        assert archive.testzip() is None and len(set(names)) == len(names)
    assert all(form.fullmatch(name) for name in names)
    assert not [name for name in names if ".." in name.split("/") or name.startswith("/")]


def test_moodles_worksheet_has_a_row_for_each_and_no_grade(tmp_path: Path) -> None:
    out = tmp_path / "made"
    write_cohort(Wanted(number=8, seed=4, unit=UNIT, lms="moodle"), out)
    with next(out.glob("Grades-*.csv")).open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    numbers = {row["number"] for row in rows(out / "learners.csv")}
    assert {row["Identifier"] for row in found} == {f"Participant {each}" for each in numbers}
    assert all(row["Grade"] == row["Feedback comments"] == "" for row in found)


def test_hostile_names_stay_inside_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "a" / "made"
    write_cohort(Wanted(number=60, seed=3, unit=UNIT, hostile=True), out)
    outside = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(out) for path in outside)
    assert {p.parts[-3] for p in out.rglob("*.docx")} == {"submissions"}
    assert len(list((out / "submissions").iterdir())) == 60


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="holds something"):
        write_cohort(Wanted(number=2, seed=1, unit=UNIT), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_more_learners_than_names_are_refused_with_the_number() -> None:
    with pytest.raises(OutputError) as told:
        next(make(wanted(1).model_copy(update={"number": 10**6})))
    assert "from 1 to" in told.value.hint


def test_criteria_planted_by_default_are_those_that_can_be_weak() -> None:
    for unit in ("8580-500", "8580-501", "8589-700", "8589-701", "8589-703"):
        for seed in range(3):
            found = settle(Wanted(number=3, seed=seed, unit=unit))
            assert 1 <= len(found.weak) <= 2
            made = list(make(found.model_copy(update={"share": 1.0})))
            assert all(one.choice.gold[code] in WEAK for one in made for code in found.weak)


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    out = tmp_path / "made"
    given = ["make-cohort", "3", "--seed", "2", "--lms", "canvas", "--weak", "1.2", "--out"]
    told = CliRunner().invoke(app, [*given, str(out)])
    assert told.exit_code == 0 and "3 submissions of 8580-503" in told.output
    assert "weak in 70% of them: 1.2" in told.output
    assert all((out / name).is_file() for name in ("submissions.zip", "truth.csv", "truth.yaml"))


def test_an_unknown_platform_is_told_with_those_there_are(tmp_path: Path) -> None:
    given = ["make-cohort", "3", "--lms", "blackboard", "--out", str(tmp_path / "made")]
    told = CliRunner().invoke(app, given)
    assert told.exit_code == 2 and "moodle-blind" in " ".join(told.output.split())


def test_without_reportlab_the_way_to_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("premark.synthetic.command.find_spec", lambda name: None)
    told = CliRunner().invoke(app, ["make-cohort", "3", "--out", str(tmp_path / "made")])
    assert isinstance(told.exception, OutputError)
    assert 'pip install "reportlab' in told.exception.hint
    assert not (tmp_path / "made").exists()


def test_habits_leave_an_empty_swap_alone() -> None:
    block = sources_of(UNIT)[0].pieces[0].block
    assert varied(block, Habits()) == block


def test_tables_in_a_file_of_their_own_are_not_in_the_text_and_are_all_there() -> None:
    apart = [made for made in make(wanted(40)) if made.composed.apart]
    assert apart
    for made in apart:
        script, own = made.composed.script, made.composed.apart
        assert own and len(made.files) == 2 and made.files[0][0] != made.files[1][0]
        assert not [block for block in script.blocks if isinstance(block, Table)]
        titles = [b.text for b in own.blocks if isinstance(b, Heading) and b.level == 1]
        assert titles and len(set(titles)) == len(titles)
        assert all(title.startswith("Appendix ") for title in titles)
