"""The hand-built review and its pack, for every test of the reports."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from premark.types.criteria import Pack
from premark.types.evidence import Review

_SPEC = importlib.util.spec_from_file_location(
    "make_review", Path(__file__).with_name("make_review.py")
)
assert _SPEC is not None and _SPEC.loader is not None
making = importlib.util.module_from_spec(_SPEC)
sys.modules["make_review"] = making
_SPEC.loader.exec_module(making)


@pytest.fixture
def review() -> Review:
    return making.make_review()


@pytest.fixture
def pack() -> Pack:
    return making.make_pack()
