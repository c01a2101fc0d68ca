"""What detectors are: a function from parsed passages and rules to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from premark.embed import Vectors
from premark.parse import ParsedPassage
from premark.patterns import PatternSet
from premark.types.criteria import Pack
from premark.types.evidence import Finding

if TYPE_CHECKING:
    from premark.detect.model_lexicon import Lexicon
    from premark.detect.move_head import MoveHead
    from premark.detect.move_trees import MoveRules


@dataclass(frozen=True, eq=False)  # by identity: what is worked out of it is kept
class Seen:
    """All passages of a submission, with one vector a sentence in the order of `parsed`.
    They are of the sentences without their openers (`premark.openers`).
    """

    parsed: tuple[ParsedPassage, ...]
    vectors: Vectors


@dataclass(frozen=True)
class Rules:
    """What detectors look for, loaded once: patterns by kind, the lexicon, the unit's lists.

    `trees` are other rules on moves than those that are shipped.
    """

    pack: Pack
    patterns: Mapping[str, PatternSet]
    lexicon: Lexicon
    head: MoveHead
    trees: MoveRules | None = None


Run = Callable[[Seen, Rules], Iterable[Finding]]


@dataclass(frozen=True)
class Detector:
    """A named detector and the kinds of finding that it may give."""

    name: str
    kinds: tuple[str, ...]
    run: Run
