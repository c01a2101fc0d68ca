"""Finds the folders of data that stand beside the package, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def data_root(name: str) -> Path:
    """The folder `criteria` or `models`: in the wheel, else beside the package in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def criteria_root() -> Path:
    return data_root("criteria")


def models_root() -> Path:
    return data_root("models")
