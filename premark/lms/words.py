"""`words.yaml` in; the words by which columns and files are told apart, checked, out."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from premark.types.document import Value


class UnreadKind(Value):
    """Files with one of `endings` are not read: `says` follows the file's name."""

    endings: tuple[str, ...]
    says: str
    next_step: str


class Words(Value):
    columns: dict[str, tuple[str, ...]]
    about: dict[str, tuple[str, ...]]
    blind: tuple[str, ...]
    team: tuple[str, ...]
    main: tuple[str, ...]
    appendix: tuple[str, ...]
    left_behind: tuple[str, ...]
    unread: tuple[UnreadKind, ...]


@lru_cache(maxsize=1)
def lms_words() -> Words:
    """The words that premark ships."""
    text = (files("premark.lms") / "words.yaml").read_text(encoding="utf-8")
    return Words.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=1)
def unread_kinds() -> dict[str, UnreadKind]:
    """What is not read, by ending."""
    return {ending: kind for kind in lms_words().unread for ending in kind.endings}
