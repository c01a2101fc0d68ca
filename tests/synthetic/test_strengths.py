"""premark's own strengths on made-up submissions, beside the gold they were composed with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from premark.evaluate.measures import figure, kappa
from premark.packs.load import find_pack
from premark.pipeline import load_tools, map_files
from premark.synthetic.cohort import Made, Wanted, make, settle
from premark.synthetic.truth import LEVELS

pytest.importorskip("reportlab", reason="the PDFs need reportlab (test extra)")

UNITS = ("8580-500", "8580-501", "8580-503", "8589-700", "8589-701", "8589-703")


def levels(made: Made, folder: Path, tools: Any) -> list[tuple[int, int]]:
    """premark's level and gold of each criterion that both of them know."""
    folder.mkdir()
    for name, data in made.files:
        (folder / name).write_bytes(data)
    paths = [folder / name for name, _ in made.files]
    review = map_files(paths, find_pack(made.learner.unit), tools=tools)
    found = {each.criterion: each.strength for each in review.criteria}
    return [
        (LEVELS.index(found[code]), LEVELS.index(gold))
        for code, gold in made.choice.gold.items()
        if gold and found[code] in LEVELS
    ]


@pytest.mark.slow
def test_strengths_agree_with_gold_about_as_well_as_on_the_sources(tmp_path: Path) -> None:
    """Two of each unit. On the sources: exact .80, quadratic kappa .87 over 171 criteria; on
    these: .75 and .83 over 111, with another seed .72 and .79 over 112, as twelve are few and
    strong criteria, where premark is now and then a level low, are most of them. The bounds are
    far below, so that they break for a broken composition only: pieces under another's heading,
    a log cut from its criterion, a gold of the wrong criterion."""
    tools, pairs = load_tools(), []
    for unit in UNITS:
        for number, made in enumerate(make(settle(Wanted(number=2, seed=11, unit=unit)))):
            pairs += levels(made, tmp_path / f"{unit}-{number}", tools)
    exact = sum(ours == gold for ours, gold in pairs) / len(pairs)
    assert len(pairs) > 90
    assert exact > 0.6, exact
    table = np.zeros((1, 4, 4))
    for ours, gold in pairs:
        table[0, gold, ours] += 1
    agreed = figure(kappa, table.reshape(1, 16))
    assert agreed is not None and agreed > 0.6
