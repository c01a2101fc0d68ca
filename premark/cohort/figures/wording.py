"""`wording.yaml` in; a sentence by its name, with its figures, out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from premark.packs.load import load_verbs
from premark.plain import one_line


@lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    text = files("premark.cohort.figures").joinpath("wording.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    held: dict[str, Any] = yaml.load(text, Loader=loader)
    return held


def say(name: str, **figures: object) -> str:
    """The sentence `part.name` with its figures; KeyError where there is none (our bug)."""
    held: Any = _sentences()
    for part in name.split("."):
        held = held[part]
    return one_line(str(held).format(**figures))


def listed(names: Sequence[str], most: int = 8) -> str:
    """ "a", "a and b", "a, b and c"; "a, b and 4 more" past `most`."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=1)
def _verbs() -> dict[str, str]:
    return {key: verb.name.lower() for key, verb in load_verbs().items()}


def verbs_said(keys: Sequence[str]) -> str:
    """Command verbs as people write them: "agree, establish"."""
    return ", ".join(_verbs().get(key, key.replace("-", " ")) for key in keys)
