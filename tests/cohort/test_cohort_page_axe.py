"""`cohort.html` in a real browser: laid out from a phone's width up, and asked of axe-core."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from premark.cohort.pages.page import render_cohort
from tests.cohort.axe_runner import checked, laid_out
from tests.cohort.make_pictures import bare_picture, full_picture, unreviewed_picture, with_text

LONG = "Rindfleischetikettierungsueberwachung" * 6


@cache
def page(name: str) -> str:
    made = {
        "full": lambda: full_picture(30, units=2),
        "one": lambda: bare_picture(1),
        "unreviewed": unreviewed_picture,
        "long": lambda: with_text(full_picture(12), LONG),
    }
    return render_cohort(made[name]())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["full", "one", "unreviewed"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_axe_finds_no_violation(tmp_path: Path, name: str, width: int, dark: bool) -> None:
    found = checked(page(name), tmp_path, width=width, dark=dark)
    assert found["violations"] == []
    assert found["passes"] > 20
    assert found["width"] == width


@pytest.mark.slow
def test_axe_does_find_what_is_wrong(tmp_path: Path) -> None:
    """Else the test above would show nothing."""
    wrong = '<img src="x.png"><p style="color:#ccc;background:#fff">pale</p></main>'
    found = checked(page("one").replace("</main>", wrong), tmp_path, width=1280)
    rules = {each.partition(":")[0] for each in found["violations"]}
    assert {"image-alt", "color-contrast"} <= rules


@pytest.mark.slow
@pytest.mark.parametrize("name", ["full", "long", "unreviewed"])
@pytest.mark.parametrize("width", [360, 420, 820, 1280])
def test_nothing_scrolls_sideways_but_tables(tmp_path: Path, name: str, width: int) -> None:
    found = laid_out(page(name), tmp_path, width=width)
    assert found["width"] == width
    assert int(found["scroll"]) <= width
    assert found["over"] == []
