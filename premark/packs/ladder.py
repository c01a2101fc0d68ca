"""The ladder of command verbs, from `criteria/verbs.yaml`: rungs, moves in words, lower verbs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from premark.packs.raw import fields
from premark.packs.where import criteria_root
from premark.packs.yaml_source import build, read_yaml
from premark.types.document import Value


class MoveWords(Value):
    """A move and what a sentence does that makes it."""

    id: str
    says: str


class LowerVerb(Value):
    """A verb that a review names where the one asked is not shown; `done` is its past form.

    One with `under` is named only where that verb was asked.
    """

    verb: str
    done: str
    under: str = ""


class Ladder(Value):
    """Names of the rungs, words for the moves, and lower verbs, the lowest first."""

    rungs: dict[str, str] = {}
    moves: tuple[MoveWords, ...] = ()
    lower: tuple[LowerVerb, ...] = ()

    def rung(self, number: int) -> str:
        return self.rungs.get(str(number), "")

    def says(self, move: str) -> str:
        return next((each.says for each in self.moves if each.id == move), "")


@lru_cache(maxsize=4)
def load_ladder(path: Path | None = None) -> Ladder:
    """The ladder of a file of verbs. Raises BadYaml at the line of what is misshapen."""
    source = read_yaml(path or criteria_root() / "verbs.yaml")
    given = fields(source)
    return build(Ladder, source, {n: given[n] for n in Ladder.model_fields if n in given})
