"""Figures of the kinds of sources: entries whose fields or type say what they are, told by text.

`python -m benchmarks.references` prints them, for each kind how often ours is that kind, another
one, or not told.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from premark.detect.reference_entry import read_entry
from premark.detect.reference_kind import UNTOLD

_SAME = {"magazine": "journal"}  # the sets call a magazine a journal


def _typed(path: Path) -> Iterator[tuple[str, str]]:
    """Entries rendered from an article's own list, which types them."""
    for line in path.read_text("utf-8").splitlines():
        for reference in json.loads(line)["refs"]:
            if reference["type"] in ("journal", "book", "web") and reference["authors"]:
                yield reference["type"], reference["rendered_harvard"]


def _fielded(path: Path) -> Iterator[tuple[str, str]]:
    """Entries as printed, whose labelled parts leave no doubt of the kind."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        fields, text = row["fields"].keys(), re.sub(r"</?\w+>", "", row["raw"])
        if "journal" in fields:
            yield "journal", text
        elif not fields & {"container-title", "genre", "publisher"} and "url" in fields:
            yield "web", text
        elif "publisher" in fields and not fields & {"container-title", "genre"}:
            yield "book", text


def kinds(typed: Path, fielded: Path) -> None:
    for name, rows in (("typed lists", _typed(typed)), ("labelled parts", _fielded(fielded))):
        counts: dict[str, Counter[str]] = {}
        for gold, text in rows:
            ours = read_entry(text).source_kind
            right = _SAME.get(ours, ours) == gold
            said = "untold" if ours == UNTOLD else "right" if right else "wrong"
            counts.setdefault(gold, Counter())[said] += 1
        for gold, told in sorted(counts.items()):
            share = told["right"] / max(1, told["right"] + told["wrong"])
            print(
                f"  {name}, {gold}: {share:.3f} right of the told; "
                f"{told['right']} right, {told['wrong']} wrong, {told['untold']} not told"
            )
