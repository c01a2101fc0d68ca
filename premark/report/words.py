"""`words.yaml` in; the words of the reports, checked, out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from premark.types.document import Value


class StrengthWord(Value):
    word: str
    says: str
    bars: int | None = None


class StateWord(Value):
    """`symbol` stands beside the word; `plain` is for terminals without it."""

    symbol: str
    plain: str
    word: str


class MoveWords(Value):
    does: str
    you: str
    ask: str


class Words(Value):
    """Every sentence and word that a report adds to what the review and the pack say."""

    fixed: dict[str, str]
    strengths: dict[str, StrengthWord]
    states: dict[str, StateWord]
    learner_states: dict[str, StateWord]
    learner_says: dict[str, str]
    moves: dict[str, MoveWords]
    artefacts: dict[str, str]
    learner_verb: dict[str, str]
    learner_next: dict[str, str]
    learner_notices: dict[str, str]
    checks: dict[str, str]
    sessions: dict[str, str]
    log_problems: dict[str, str]
    source_kinds: dict[str, tuple[str, str]]
    roles: dict[str, str]
    parts: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    text = files("premark.report").joinpath("words.yaml").read_text(encoding="utf-8")
    # libyaml reads the same ten times as fast; it is missing from some builds of PyYAML.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Words.model_validate(yaml.load(text, Loader=loader))


def any_of(items: Sequence[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} or {items[-1]}"


def amount(value: float) -> str:
    """3.0 is "3", 20.5 is "20.5"."""
    return f"{value:g}"


def counted(value: float, one: str, many: str = "") -> str:
    """ "1 passage", "2 passages"."""
    return f"{amount(value)} {one if value == 1 else many or one + 's'}"


def numbered(number: int, one: str, many: str = "") -> str:
    """ "1 word", "3,360 words"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """First letter large, a full stop at the end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:…" else ".")
