"""A unit's sources and what is to be weak in; from which source each criterion is taken out.

The gold of a composed submission is the source's own label for a criterion that is taken whole,
"none" for one that is left out, and nothing (None) where what else was taken could change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from premark.errors import OutputError
from premark.synthetic.assignment import Strength
from premark.synthetic.sources import Source
from premark.types.document import Value

WEAK: tuple[Strength, ...] = ("none", "limited")
LIKELY: dict[Strength, float] = {"strong": 6.0, "partial": 2.0, "limited": 0.4, "none": 0.1}
LEFT_OUT = ""
TOGETHER = 0.6
TRIES = 6
MOST_TRIES = 300


class Choice(Value):
    """`taken` is the source of each criterion, "" where it is left out."""

    taken: dict[str, str]
    gold: dict[str, Strength | None]


def choose(sources: Sequence[Source], draw: Random, *, weak: frozenset[str]) -> Choice | None:
    """From where each criterion comes; those of `weak` weak for certain, most others strong.

    The best of several draws: the one that leaves the fewest criteria without gold. None where no
    draw makes all of `weak` weak.
    """
    best: tuple[int, Choice] | None = None
    tries = draw.randint(1, TRIES)  # now and then a mixture that leaves something untold
    for turn in range(MOST_TRIES):
        made = settled(sources, _drawn(sources, draw, weak))
        if all(made.gold[code] in WEAK for code in weak):
            certain = sum(strength is not None for strength in made.gold.values())
            best = max(best or (-1, made), (certain, made), key=lambda each: each[0])
        if best and turn + 1 >= tries:
            return best[1]
    return None


def check_plantable(sources: Sequence[Source], weak: Sequence[str], draw: Random) -> None:
    """Raises OutputError for a criterion that the unit has not, or that cannot be made weak."""
    codes = list(sources[0].gold)
    unknown = [code for code in weak if code not in codes]
    if unknown:
        hint = f"The criteria of {sources[0].unit} are: {', '.join(codes)}."
        raise OutputError(f"{', '.join(unknown)}: no such criterion", hint=hint)
    if choose(sources, draw, weak=frozenset(weak)) is None:
        alone = [c for c in codes if choose(sources, draw, weak=frozenset([c]))]
        raise OutputError(
            f"{', '.join(weak)}: cannot be made weak together without others changing too",
            hint=f"Choose fewer with --weak. One at a time can be any of: {', '.join(alone)}.",
        )


def plantable(sources: Sequence[Source], draw: Random) -> list[str]:
    """The criteria that can be made weak, and that some source has strong (or else partial)."""
    return [
        code
        for code in sources[0].gold
        if any(source.gold[code] in ("strong", "partial") for source in sources)
        and choose(sources, draw, weak=frozenset([code]))
    ]


def _drawn(sources: Sequence[Source], draw: Random, weak: frozenset[str]) -> dict[str, str]:
    """A source for each criterion, by how strong it is there; tied ones often from one source."""
    taken: dict[str, str] = {}
    for group in ties(sources):
        together = _one(sources, group, draw, weak) if draw.random() < TOGETHER else None
        for code in group:
            options = [together] if together and code not in weak else list(sources)
            taken[code] = _weak(sources, code, draw) if code in weak else _of(options, code, draw)
    for code in sorted(weak):
        if taken[code] != LEFT_OUT:  # what is tied to it comes along, so that its label holds
            source = by_id(sources, taken[code])
            homes = {source.pieces[n].home for n in source.bearing(code)}
            taken |= dict.fromkeys(sorted(homes - weak), source.id)
    return taken


def _of(options: Sequence[Source], code: str, draw: Random) -> str:
    chosen = draw.choices(options, [LIKELY[source.gold[code]] for source in options])[0]
    return LEFT_OUT if chosen.gold[code] == "none" else chosen.id


def _weak(sources: Sequence[Source], code: str, draw: Random) -> str:
    limited = [source.id for source in sources if source.gold[code] == "limited"]
    return draw.choice([*limited, *limited, LEFT_OUT])


def _one(
    sources: Sequence[Source], group: Sequence[str], draw: Random, weak: frozenset[str]
) -> Source:
    """One source for a whole group, by where its weakest is least weak."""
    kept = [code for code in group if code not in weak]
    least = [min((LIKELY[s.gold[code]] for code in kept), default=1.0) for s in sources]
    return draw.choices(list(sources), least)[0]


def settled(sources: Sequence[Source], taken: dict[str, str]) -> Choice:
    """The choice with its gold: None where pieces of others bear on a criterion, or some lack."""
    here = [
        (source, number)
        for source in sources
        for number, piece in enumerate(source.pieces)
        if taken[piece.home] == source.id
    ]
    gold: dict[str, Strength | None] = {}
    for code, chosen in taken.items():
        bears = {(source.id, number) for source, number in here if number in source.bearing(code)}
        if chosen == LEFT_OUT:
            gold[code] = None if bears else "none"
            continue
        source = by_id(sources, chosen)
        whole = bears == {(chosen, number) for number in source.bearing(code)}
        gold[code] = source.gold[code] if whole else None
    return Choice(taken=dict(sorted(taken.items())), gold=dict(sorted(gold.items())))


def ties(sources: Sequence[Source]) -> list[list[str]]:
    """The criteria in groups: those of a group share a block in one of the sources."""
    groups = [{code} for code in sources[0].gold]
    for piece in (piece for source in sources for piece in source.pieces):
        touched = [group for group in groups if group & set(piece.criteria)]
        groups = [group for group in groups if group not in touched]
        groups.append(set().union(*touched))
    return sorted(sorted(group) for group in groups)


def by_id(sources: Sequence[Source], name: str) -> Source:
    return next(source for source in sources if source.id == name)
