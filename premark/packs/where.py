"""Finds the folders of data that stand beside the package, or inside an installed wheel; and the
user's cache, where what was made or proved once is kept."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CACHE = "PREMARK_CACHE"  # environment variable


def data_root(name: str) -> Path:
    """The folder `criteria` or `models`: in the wheel, else beside the package in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def criteria_root() -> Path:
    return data_root("criteria")


def models_root() -> Path:
    return data_root("models")


def cache_folder() -> Path:
    """PREMARK_CACHE, or the user's own cache."""
    if named := os.environ.get(CACHE, ""):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("premark", appauthor=False)
