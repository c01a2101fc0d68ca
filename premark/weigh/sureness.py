"""A criterion as it was weighed in; how often a level with such signs was the label's, out.

Four signs, each of which can only speak for a level the more the greater it is: how far the
required topics are from where they would change, how far the verb is, whether headings or the
decoding gave the passages, and whether as much is written as such a level usually has. They say
how sure the reading is, and nothing of the work.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log
from pathlib import Path

from pydantic import ValidationError

from premark.errors import ModelMissing
from premark.packs.where import models_root
from premark.pins import digest_of, own_pin
from premark.types.criteria import Requirement, Verb
from premark.types.evidence import Confidence, RequirementResult, Sign, Strength
from premark.types.tuning import Sureness, Thresholds
from premark.weigh.scope import Scope
from premark.weigh.verb import PLAIN, described_share, group_score

FILE = "confidence.toml"
FAR = 2.0  # log-odds of a topic's chance from the cut-off; farther off says no more
CLEAR = 0.3  # of the verb's scores from their cut-offs
GIST, USUAL = 20, 260  # words; a criterion has about so many in the texts that were learned from
MUCH = 1.5  # log of the words over the usual
DOUBT = 0.15  # log-odds by which a sign must speak against a level to be told
Chances = Mapping[tuple[str, str], float]


def signs_of(
    scope: Scope,
    level: Strength,
    weighed: Sequence[tuple[Requirement, RequirementResult]],
    given: tuple[Chances, Mapping[str, Verb], Thresholds],
) -> dict[Sign, float]:
    """The four signs of a level. `given` are the topics' chances, the verbs and the cut-offs."""
    chances, verbs, thresholds = given
    return {
        "elements": min(_margins(scope, weighed, chances, thresholds.coverage.cut), default=FAR),
        "verb": _verb_margin(scope, verbs, thresholds),
        "headings": _headed(scope),
        "extent": _extent(scope, level),
    }


def _margins(
    scope: Scope,
    weighed: Sequence[tuple[Requirement, RequirementResult]],
    chances: Chances,
    cut: float,
) -> Iterator[float]:
    """How far each required topic is from being told otherwise, in log-odds."""
    for requirement, result in weighed:
        needs = requirement.needs
        if needs.kind != "topic" or any(f.kind == "artefact" for f in result.evidence):
            continue
        own = sorted(chances.get((scope.criterion.id, t), 0.0) for t in needs.topics)
        asked = int(needs.at_least or len(own))
        deciding = own[-asked] if 0 < asked <= len(own) else 0.0
        yield min(FAR, abs(_odds(deciding) - _odds(cut)))


def _odds(chance: float) -> float:
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))


def _verb_margin(scope: Scope, verbs: Mapping[str, Verb], thresholds: Thresholds) -> float:
    """How far the weakest group of moves, or the share of description, is from its cut-off."""
    demands = [verbs[v].demand(scope.pack.qualification.level) for v in scope.criterion.verb]
    groups = [group for d in demands if not d.by_artefact for group in d.groups]
    if not groups or not scope.own:
        return CLEAR
    found, depth = scope.found("move"), thresholds.depth
    weakest = min(group_score(found, group) for group in groups) - depth.group
    telling = all(PLAIN & set(group) for group in groups)
    plain = CLEAR if telling else depth.described - described_share(found)
    return min(CLEAR, abs(min(weakest, plain)))


def _headed(scope: Scope) -> float:
    """Share of the passages that a heading gave."""
    return sum(m.via == "heading" for m in scope.matches) / max(1, len(scope.matches))


def _extent(scope: Scope, level: Strength) -> float:
    """How much is written, for a strong level; how little, for a limited one."""
    speaks = {"strong": 1.0, "limited": -1.0}.get(level, 0.0)
    words = sum(passage.words for passage in scope.own)
    return speaks * max(-MUCH, min(MUCH, log((GIST + words) / USUAL)))


def sure(
    level: Strength, signs: Mapping[Sign, float], unit: str, by: Sureness
) -> Confidence | None:
    """What is known of levels with such signs; None of what cannot be told, or of other units."""
    if level == "cannot tell" or unit not in by.units:
        return None
    place = bisect_right([each.least for each in by.bins], chance(signs, by)) - 1
    found = by.bins[max(0, place)]
    return Confidence(
        agrees=found.chance,
        levels=found.levels,
        texts=len(by.documents),
        signs=tuple((name, round(value, 3)) for name, value in signs.items()),
        doubt=_doubt(signs, by),
    )


def chance(signs: Mapping[Sign, float], by: Sureness) -> float:
    """What the signs come to, 0 to 1, before it is read from the bins."""
    return 1 / (1 + exp(-by.bias - sum(by.weights[name] * v for name, v in signs.items())))


def _doubt(signs: Mapping[Sign, float], by: Sureness) -> Sign | None:
    """The sign that speaks most against the level, beside what is usual of it."""
    against = {name: by.weights[name] * (v - by.usual[name]) for name, v in signs.items()}
    least = min(against, key=lambda name: against[name])
    return least if against[least] < -DOUBT else None


@lru_cache(maxsize=1)
def load_sureness(path: Path | None = None) -> Sureness:
    """The shipped weights and bins. Raises ModelMissing where they are not the pinned ones."""
    file = path or models_root() / FILE
    try:
        if path is None and digest_of(file) != own_pin(file.name):
            raise ValueError("another file than the pinned one")
        return Sureness.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise ModelMissing(
            f"what says how sure a level is is missing or damaged ({file.name})",
            hint="Run: premark train thresholds, or install premark again.",
        ) from error
