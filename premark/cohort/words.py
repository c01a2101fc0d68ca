"""`words.yaml` in; the words of the cohort's pages, checked, out."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from premark.types.document import Value


class SectionWords(Value):
    """A heading, what stands under it, and what is said where there is nothing to show."""

    title: str
    empty: str
    says: str = ""


class CohortWords(Value):
    """Every word that the pages add to what the picture and the records say."""

    fixed: dict[str, str]
    short: dict[str, str]
    sections: dict[str, SectionWords]
    columns: dict[str, str]
    captions: dict[str, str]
    plots: dict[str, str]
    keys: dict[str, str]
    kinds: dict[str, str]
    chosen: dict[str, str]
    rules: dict[str, str]
    groups: dict[str, str]
    overall: dict[str, str]
    quotes: dict[str, str]
    elements: dict[str, str]
    answers: dict[str, str]
    notices: dict[str, str]


@lru_cache(maxsize=1)
def cohort_words() -> CohortWords:
    """The words, read once."""
    text = files("premark.cohort").joinpath("words.yaml").read_text(encoding="utf-8")
    return CohortWords.model_validate(yaml.safe_load(text))
