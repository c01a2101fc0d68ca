"""`criteria/cohort.yaml`: what it says, and a mistake in it told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from premark.authoring.survey import survey
from premark.errors import PackError
from premark.packs.cohort_settings import CohortSettings, Judgement, load_cohort_settings
from premark.packs.where import criteria_root


def shipped() -> str:
    return (criteria_root() / "cohort.yaml").read_text(encoding="utf-8")


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cohort.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def known(settings: CohortSettings, word: str) -> Judgement:
    found = settings.judgement(word)
    assert found is not None
    return found


def test_evidence_words_are_one_level_each_and_two_words_share_a_cut() -> None:
    settings = load_cohort_settings()
    words = ("None", "limited", "PARTIAL", "strong.")
    assert [known(settings, word).levels for word in words] == [(0,), (1,), (2,), (3,)]
    assert known(settings, "met").cut == known(settings, "not-met").cut == 3
    assert settings.judgement("splendid") is None


def test_a_centre_changes_the_parts_that_differ(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        "judgements:\n"
        "  - {scale: two, words: [secure], covers: [partial, strong]}\n"
        "  - {scale: two, words: [insecure], covers: [none, limited]}\n",
    )
    settings = load_cohort_settings(path)
    assert known(settings, "secure").cut == known(settings, "insecure").cut == 2
    assert settings.judgement("met") is None
    assert settings.groups == load_cohort_settings().groups


@pytest.mark.parametrize(
    ("sound", "wrong", "field", "says"),
    [
        ("  least: 10 ", "  least: ten ", "groups.least", "whole number"),
        ("scale: two\n", "scale: three\n", "judgements[4].scale", "'four' or 'two'"),
        ("covers: [partial]", "covers: [middling]", "judgements[2].covers", "strong"),
        ("covers: [partial]", "covers: [partial, strong]", "judgements[2].covers", "one level"),
        ("covers: [strong]\n  - scale", "covers: [limited]\n  - scale", "judgements[4].covers",
         "one side of a cut"),
        ("refer, referred", "refer, met", "judgements[5].words", "two judgements"),
        ("few: 20", "fewest: 20", "fewest", "few"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line(
    tmp_path: Path, sound: str, wrong: str, field: str, says: str
) -> None:
    text = shipped()
    assert sound in text
    path = own(tmp_path, text.replace(sound, wrong, 1))
    with pytest.raises(PackError) as raised:
        load_cohort_settings(path)
    assert raised.value.field.startswith(field) and says in raised.value.problem
    line = path.read_text(encoding="utf-8").splitlines()[raised.value.line - 1]
    assert wrong.split("\n")[0].strip() in line or field.split(".")[-1] in line


def test_it_is_checked_with_the_other_criteria_files(tmp_path: Path) -> None:
    assert survey(own(tmp_path, shipped())).told == ()
    (told,) = survey(own(tmp_path, shipped().replace("  least: 10 ", "  least: ten "))).told
    assert told.mistake and told.field == "groups.least"


def test_a_file_that_is_no_mapping_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="mapping of parts"):
        load_cohort_settings(own(tmp_path, "- 1\n"))
