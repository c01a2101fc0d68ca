"""No source of ours imports OpenVINO but through the door that keeps it from reporting itself."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOOR = ROOT / "premark" / "embed" / "compiled.py"


def test_openvino_comes_in_by_one_door() -> None:
    places = {
        path.relative_to(ROOT).as_posix()
        for folder in ("premark", "benchmarks", "models", "corpora", "docs")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"(?m)^\s*import openvino\b", path.read_text(encoding="utf-8"))
    }
    assert places == {DOOR.relative_to(ROOT).as_posix()}
