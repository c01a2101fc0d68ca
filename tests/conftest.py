"""What the whole suite shares: our labelled corpus as files, built once, and where ../shared is."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "corpora" / "assignments"
FIRST = ("a01", "a02", "a03", "a04", "a05", "a06")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """DOCX, PDF and labels of a01 to a06 in one folder."""
    pytest.importorskip("reportlab", reason="the PDFs need reportlab (test extra)")
    spec = importlib.util.spec_from_file_location("corpus_build", ROOT / "corpora" / "build.py")
    assert spec and spec.loader
    builder = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = builder
    spec.loader.exec_module(builder)
    source, out = tmp_path_factory.mktemp("labels"), tmp_path_factory.mktemp("corpus")
    for name in FIRST:
        shutil.copyfile(SOURCE / f"{name}.yaml", source / f"{name}.yaml")
    builder.build(source, out)
    return out
