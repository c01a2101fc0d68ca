"""The two guides beside the project: all 57 criteria, and every place where they contradict."""

from __future__ import annotations

from pathlib import Path

import pytest

from premark.importing.compare import agreement_lines, compare
from premark.importing.drafts import Imported
from premark.importing.importer import import_document
from premark.importing.words import load_words
from premark.packs.load import all_packs

FOLDER = Path(__file__).parents[3] / "shared" / "seeds"
GUIDES = sorted(FOLDER.glob("*.txt"))
pytestmark = pytest.mark.skipif(len(GUIDES) < 2, reason="../shared/seeds is not here")


@pytest.fixture(scope="module")
def guides() -> dict[str, Imported]:
    found = [import_document(path) for path in GUIDES]
    return {one.number: one for one in found}


def places(found: Imported, kind: str) -> list[list[str]]:
    return [
        [found.lines[i].place for i in fault.lines] for fault in found.faults if fault.kind == kind
    ]


def test_every_criterion_of_both_guides_agrees_with_the_shipped_packs(
    guides: dict[str, Imported],
) -> None:
    found = [
        one for guide in guides.values() for one in compare(guide, all_packs(), load_words())
    ]
    assert len(found) == 57
    assert [(one.unit, one.code) for one in found if not one.agrees] == []
    assert "all three 57 of 57" in list(agreement_lines(found))


def test_every_criterion_has_its_guidance(guides: dict[str, Imported]) -> None:
    entries = [e for guide in guides.values() for unit in guide.units for e in unit.entries]
    assert [e.code for e in entries if not e.guidance] == []
    deep = [e for unit in guides["8589"].units for e in unit.entries]
    assert [e.code for e in deep if not e.depth] == []


def test_guidance_begins_where_the_guide_begins_it(guides: dict[str, Imported]) -> None:
    """By line and number of paragraphs, since the wording may not be copied."""
    lines = {
        (unit.code, e.code): (guide.lines[e.guidance[0].line].place, len(e.guidance))
        for guide in guides.values()
        for unit in guide.units
        for e in unit.entries
    }
    assert lines["500", "2.3"] == ("line 42", 4)
    assert lines["500", "3.1"] == ("line 52", 2)
    assert lines["500", "4.1"] == ("line 94", 3)
    assert lines["501", "2.3"] == ("line 121", 6)
    assert lines["501", "3.2"] == ("line 152", 2)
    assert lines["503", "2.4"] == ("line 184", 2)
    assert lines["503", "3.3"] == ("line 206", 1)
    assert lines["700", "1.3"] == ("line 109", 1)
    assert lines["703", "3.1"] == ("line 457", 1)


def test_five_lost_numbers_and_one_garbled_are_inferred_and_flagged(
    guides: dict[str, Imported],
) -> None:
    inferred = [
        (unit.code, e.code, bool(e.printed))
        for unit in guides["8580"].units
        for e in unit.entries
        if e.inferred
    ]
    assert inferred == [
        ("500", "2.3", False), ("500", "3.2", True), ("500", "4.1", False), ("501", "2.3", False),
        ("503", "2.2", False), ("503", "2.3", False),
    ]  # fmt: skip
    assert not any(e.inferred for unit in guides["8589"].units for e in unit.entries)


def test_the_first_guides_contradictions_are_all_found(guides: dict[str, Imported]) -> None:
    found = guides["8580"]
    assert places(found, "missing-number") == [
        ["line 42"], ["line 92"], ["line 119"], ["line 172"], ["line 174"],
    ]  # fmt: skip
    assert places(found, "garbled-number") == [["line 56", "line 58"]]
    assert places(found, "counts") == [["line 113", "line 115", "line 116"]]
    assert places(found, "misplaced-guidance") == [["line 52", "line 42"]]
    assert places(found, "wrong-code") == [["line 117"], ["line 162"]]
    kinds = {fault.kind for fault in found.faults}
    assert kinds == {
        "missing-number", "garbled-number", "counts", "misplaced-guidance", "wrong-code",
        "undefined-verb",
    }  # fmt: skip


def test_the_second_guides_contradictions_are_all_found(guides: dict[str, Imported]) -> None:
    found = guides["8589"]
    (totals,) = places(found, "totals")
    assert totals[-1] == "line 312" and "line 226" in totals
    assert places(found, "open-bracket") == [["line 236"]]
    assert places(found, "missing-number") == [["line 191"], ["line 341"]]
    assert places(found, "misplaced-guidance") == [["line 206", "line 203"]]
    assert places(found, "footnote") == [["line 86"]]
    assert places(found, "repeated-text") == [["line 96", "line 97"]]
    assert len(found.faults) == 7


def test_every_line_of_both_guides_is_used_or_listed(guides: dict[str, Imported]) -> None:
    from test_import_account import unaccounted

    assert [unaccounted(guide) for guide in guides.values()] == [[], []]
