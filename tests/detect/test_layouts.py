"""Made layouts of logs, summaries, plans and claims come to what a reader would add up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.logs import quantities
from tests.detect.submissions import Draft

NAMES = {
    "coaching": "coaching_hours",
    "supervision": "supervision_hours",
    "planned": "planned_hours",
    "clients": "clients",
    "months": "plan_months",
}
CASES: list[dict[str, Any]] = [
    case
    for file in ("layouts.yaml", "layout_faults.yaml")
    for case in yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8"))
]


def draft_of(blocks: list[dict[str, Any]]) -> Draft:
    draft = Draft()
    for block in blocks:
        ((kind, said),) = block.items()
        if kind == "h":
            draft.heading(said)
        elif kind == "p":
            draft.prose(*said)
        elif kind == "l":
            draft.items(*said)
        else:
            rows = [[cell.strip() for cell in row.split("|")] for row in said]
            draft.rows(rows, headed=kind == "t")
    return draft


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_made_layout_comes_to_what_a_reader_would_add_up(case: dict[str, Any]) -> None:
    ours = quantities(draft_of(case["blocks"]).seen())
    told = {name: round(ours[NAMES[name]], 2) for name in case["wants"]}
    assert told == {name: round(value, 2) for name, value in case["wants"].items()}
