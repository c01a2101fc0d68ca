"""Stretches of text, one to a printed line, in; whole paragraphs and items out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.importing.drafts import Said

UNENDED = re.compile(r"(?:[,(/&-]|\b(?:and|or|of|the|a|an|to|for|with|in|on|by))\s*$")
_NEAR = 3


def joined(texts: Sequence[Said]) -> tuple[Said, ...]:
    """The same text with each line that runs on put to the one before; a bullet begins anew."""
    found: list[Said] = []
    last = -1
    for said in texts:
        if found and _runs_on(found[-1], said, last):
            whole = found[-1].text.removesuffix(" ") + _gap(found[-1].text) + said.text
            found[-1] = found[-1].model_copy(update={"text": whole})
        else:
            found.append(said)
        last = said.line
    return tuple(found)


def _runs_on(before: Said, said: Said, last: int) -> bool:
    if said.bullet or not 0 <= said.line - last <= _NEAR or before.text.endswith((":", ";")):
        return False
    return said.text[:1].islower() or bool(UNENDED.search(before.text))


def _gap(text: str) -> str:
    """A word that a hyphen breaks at a line's end goes on at once."""
    return "" if re.search(r"\w-$", text) else " "
