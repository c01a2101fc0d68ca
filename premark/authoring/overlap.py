"""A pack in; pairs of its topics that no passage could tell apart by meaning, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from premark.authoring.told import Told, doubt
from premark.embed import Embedder, Vectors, load_encoder
from premark.match.profiles import Part, Profiles, build_profiles
from premark.packs.yaml_source import Key, Source
from premark.types.criteria import Pack, Topic

# Among the 8,970 pairs of topics of the six shipped units the nearest stand at .78 and .84.
ABOUT = 0.85
EXAMPLES = 0.88
FEWEST = 3  # examples on both sides before their middle says anything


def overlaps(pack: Pack, source: Source, encoder: Embedder | None = None) -> Iterator[Told]:
    """A warning at each topic that is as good as the same, by meaning, as one before it.

    Raises ModelMissing where the encoder is not installed.
    """
    profiles = build_profiles(pack, encoder or load_encoder())
    found: list[tuple[Key, str, Topic]] = [
        (("criteria", i, "topics", j), f"{criterion.id} {topic.id}", topic)
        for i, criterion in enumerate(pack.criteria)
        for j, topic in enumerate(criterion.topics)
    ]
    places = [(int(key[1]), topic.id) for key, _, topic in found]
    abouts = [_middle(profiles, place, "topic") for place in places]
    middles = [_middle(profiles, place, "example") for place in places]
    for one, other in combinations(range(len(found)), 2):
        near = float(abouts[one] @ abouts[other])
        shown = [float(middles[one] @ middles[other])] if _enough(found, one, other) else []
        if near >= ABOUT or any(value >= EXAMPLES for value in shown):
            by = f"`about` {near:.2f}" + "".join(f", examples {value:.2f}" for value in shown)
            key, _, _ = found[other]
            said = f"no passage could tell this topic from {found[one][1]} (likeness of {by})"
            yield doubt(source, key, f"{said}; expected a matter of its own")


def _enough(found: list[tuple[Key, str, Topic]], one: int, other: int) -> bool:
    return min(len(found[one][2].examples), len(found[other][2].examples)) >= FEWEST


def _middle(profiles: Profiles, place: tuple[int, str], part: Part) -> Vectors:
    """The mean of a topic's vectors of one part, of length 1; zeros where there are none."""
    columns = profiles.columns(place[0], part, topic=place[1])
    total = np.asarray(profiles.vectors[columns].sum(axis=0), dtype=np.float32)
    return total / max(np.float32(np.linalg.norm(total)), np.float32(1e-9))
