"""A map of passages in; the chance of every topic that its criterion's passages cover it, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from premark.match.coverage import Written, topic_signs
from premark.match.decide import Reading, set_aside
from premark.match.profiles import Profiles
from premark.match.topics import nearness
from premark.types.evidence import Match
from premark.types.tuning import Thresholds

Chances = Mapping[tuple[str, str], float]  # by criterion and topic


def topic_chances(
    reading: Reading, profiles: Profiles, matches: Sequence[Match], thresholds: Thresholds
) -> Chances:
    """How likely each topic is covered, of the criteria that have passages of their own."""
    near = nearness(reading.parsed, reading.vectors, profiles, thresholds.matching.echo)
    written = Written(reading.parsed, profiles, set_aside(near, reading))
    return {
        (signs.criterion, signs.topic.id): signs.probability(thresholds.coverage)
        for signs in topic_signs(matches, written)
    }
