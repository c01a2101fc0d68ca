"""Texts in; the same in groups of similar ones, with the terms that set each group apart, out."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from premark.plain import one_line
from premark.types.document import Value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

SEED = 7
MOST_GROUPS = 12
FEW = 6  # texts, up to which they are one group
TERMS = 4
_TERM = r"[^\W\d_]{3,}(?:-[^\W\d_]+)*"
_ENDS = re.compile(r"(?:n['’]t|['’](?:s|d|m|ll|re|ve))\b")
# What record.py puts for a person, and words that say nothing of what a text is about.
_EMPTY = (
    "name names did does doing got came come comes goes going went said say says use used uses "
    "using make makes made like just way ways need needs want wants know take takes taken "
    "given gives things thing could might shall"
).split()
_FEATURES, _DIMENSIONS = 6_000, 50
_SAME = 0.9  # cosine of the middles of two groups
_LONGEST = 30  # characters of a term


class Group(Value):
    """Similar texts by their places in what was given, the most alike beside each other.

    `terms` are those that this group uses more than the others do, the foremost first.
    """

    terms: tuple[str, ...]
    members: tuple[int, ...]


def group_alike(texts: Sequence[str]) -> list[Group]:
    """The largest group first; every text is in one. The same texts give the same groups.

    No table of all pairs is made: memory grows with the number of texts, not with its square.
    """
    if not texts:
        return []
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # Sums of more threads come in another order, and so in other last digits, on every run.
    with threadpool_limits(limits=1):
        found = _weighed(texts)
        if found is None:
            return [Group(terms=(), members=tuple(range(len(texts))))]
        weights, terms = found
        points = _points(weights)
        labels = _labels(points)
        groups = [
            Group(
                terms=_apart(weights, labels == each, terms),
                members=_in_order(points, [int(i) for i in (labels == each).nonzero()[0]]),
            )
            for each in sorted(set(labels.tolist()))
        ]
    return sorted(groups, key=lambda group: (-len(group.members), min(group.members)))


def _weighed(texts: Sequence[str]) -> tuple[Any, Sequence[str]] | None:
    """The weight of each term in each text; None where the texts have no terms."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    counting = TfidfVectorizer(
        preprocessor=_bare,
        token_pattern=_TERM,
        stop_words=sorted({*ENGLISH_STOP_WORDS, *_EMPTY}),
        min_df=2 if len(texts) > FEW else 1,
        max_features=_FEATURES,
        sublinear_tf=True,
    )
    try:
        weights = counting.fit_transform(texts)
    except ValueError:  # no word at all, or none that is left
        return None
    return weights, list(counting.get_feature_names_out())


def _bare(text: str) -> str:
    """In small letters of one form, without "n't" and "'s", which typists write in two ways."""
    return _ENDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _points(weights: Any) -> Floats:
    """Each text as a point of few dimensions, of length 1 where it has any term."""
    import numpy as np
    from sklearn.decomposition import TruncatedSVD

    dimensions = min(_DIMENSIONS, min(weights.shape) - 1)
    if dimensions < 2:
        made = weights.toarray()[:, :_DIMENSIONS]
    else:
        with np.errstate(divide="ignore", invalid="ignore"):  # all texts may be the same
            made = TruncatedSVD(dimensions, random_state=SEED).fit_transform(weights)
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    # Rounded, so that machines whose last digits differ still agree on what is nearest.
    rounded: Floats = np.round(made / np.where(lengths > 0, lengths, 1.0), 6)
    return rounded


def _labels(points: Floats) -> Floats:
    import numpy as np
    from sklearn.cluster import KMeans

    distinct = len(np.unique(points, axis=0))
    number = min(MOST_GROUPS, round(math.sqrt(len(points) / 2)), distinct)
    if len(points) <= FEW or number < 2:
        return np.zeros(len(points), dtype=int)
    found = KMeans(number, n_init=4, random_state=SEED).fit_predict(points)
    return _merged(points, found)


def _merged(points: Floats, labels: Floats) -> Floats:
    """Groups whose middles point the same way as one: where all say the same there are none."""
    import numpy as np

    made = labels.copy()
    while len(names := np.unique(made)) > 1:
        middles = np.array([points[made == each].mean(axis=0) for each in names])
        lengths = np.linalg.norm(middles, axis=1, keepdims=True)
        middles = middles / np.where(lengths > 0, lengths, 1.0)
        near = np.triu(np.round(middles @ middles.T, 6), k=1)
        one, other = np.unravel_index(int(np.argmax(near)), near.shape)
        if near[one, other] < _SAME:
            break
        made[made == names[other]] = names[one]
    return made


def _in_order(points: Floats, members: Sequence[int]) -> tuple[int, ...]:
    """From one end of the group's widest direction, each time on to the nearest that is left."""
    import numpy as np

    own = points[list(members)]
    middle = own - own.mean(axis=0)
    across = middle @ np.linalg.svd(middle, full_matrices=False)[2][0]
    left = np.ones(len(members), dtype=bool)
    # A direction has no sign of its own: begin at the end that is farther out.
    at = int(np.argmax(np.round(np.abs(across), 6)))
    order = []
    for _ in members:
        order.append(members[at])
        left[at] = False
        at = int(np.argmax(np.where(left, np.round(own @ own[at], 6), -2.0)))
    return tuple(order)


def _apart(weights: Any, inside: Floats, terms: Sequence[str]) -> tuple[str, ...]:
    """Terms of at least half of the group whose mean weight is most above that of the rest."""
    import numpy as np

    own, others = weights[inside], weights[~inside]
    mean = np.asarray(own.mean(axis=0)).ravel()
    if others.shape[0]:
        mean = mean - np.asarray(others.mean(axis=0)).ravel()
    common = np.asarray((own > 0).mean(axis=0)).ravel() >= 0.5
    gain = np.round(np.where(common, mean, 0.0), 6)
    foremost = sorted((int(i) for i in (gain > 0).nonzero()[0]), key=lambda i: (-gain[i], terms[i]))
    return tuple(one_line(terms[i], _LONGEST) for i in foremost[:TERMS])
