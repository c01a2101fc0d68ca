"""`words.yaml` in; the page's own words, by their names and with their figures, out."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = files("premark.cohort.pages").joinpath("words.yaml").read_text(encoding="utf-8")
    held: dict[str, Any] = yaml.safe_load(text)
    return held


def word(name: str, **figures: object) -> str:
    """The words `part.name` with their figures; KeyError where there are none (our bug)."""
    return str(_held(name)).format(**figures)


def words(name: str, **figures: object) -> tuple[str, ...]:
    """A list of sentences, each with its figures."""
    return tuple(str(each).format(**figures) for each in _held(name))


def file_says(name: str) -> str:
    """What the file beside the page holds."""
    return str(_words()["files"][name])


def counted(name: str, number: int) -> str:
    """`one` or `many` of a word: "1 submission", "12 submissions"."""
    return word(f"counted.{name}.{'one' if number == 1 else 'many'}", n=f"{number:,}")


def _held(name: str) -> Any:
    held: Any = _words()
    for part in name.split("."):
        held = held[part]
    return held
