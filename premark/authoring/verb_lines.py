"""A command verb as people say it in; lines that say what it demands at a level, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from premark.packs.ladder import Ladder
from premark.packs.load import load_verbs
from premark.patterns import compile_phrases
from premark.types.criteria import Verb, VerbDemand

NEAREST = 4


def find_verb(said: str, verbs: Mapping[str, Verb]) -> Verb | None:
    """The verb of this id, name or form ("critically reviews"); None where there is none."""
    plain = " ".join(said.lower().replace("-", " ").replace("_", " ").split())
    for verb in verbs.values():
        if plain in (verb.id.replace("-", " "), verb.name.lower()):
            return verb
    for verb in verbs.values():
        if compile_phrases(verb.forms).fullmatch(plain):
            return verb
    return None


def nearest_verbs(said: str, verbs: Mapping[str, Verb]) -> list[str]:
    """Names of the verbs that are written most like it, the nearest first."""
    names = {verb.name.lower(): verb.name for verb in verbs.values()}
    plain = " ".join(said.lower().replace("-", " ").split())
    near = get_close_matches(plain, names, n=NEAREST, cutoff=0.5)
    parts = [w for word in plain.split() for w in get_close_matches(word, names, n=1)]
    return [names[name] for name in dict.fromkeys([*near, *parts])][:NEAREST]


def verb_lines(verb: Verb, level: int | None, ladder: Ladder) -> Iterator[str]:
    """What the verb asks at a level, or at each level that is defined."""
    yield verb.name
    yield f"  {verb.says}"
    yield ""
    yield from _rung(verb, ladder, load_verbs().values())
    levels = sorted(verb.levels, key=int) if level is None else [str(level)]
    for each in levels:
        yield ""
        yield from _at_level(verb, int(each), ladder)
    yield ""
    yield "Doing more than the verb asks is never held against a learner."


def _rung(verb: Verb, ladder: Ladder, verbs: Iterable[Verb]) -> Iterator[str]:
    yield f"Ladder: {verb.ladder} of {len(ladder.rungs)}, {ladder.rung(verb.ladder)}"
    by_rung = {n: [v.name for v in verbs if v.ladder == n] for n in range(1, 7)}
    below = [n for n in range(1, verb.ladder) if by_rung[n]][-1:]
    above = [n for n in range(verb.ladder + 1, 7) if by_rung[n]][:1]
    shown = (("beside it", [verb.ladder]), ("below it", below), ("above it", above))
    for where, rungs in shown:
        names = [name for n in rungs for name in by_rung[n] if name != verb.name]
        if names:
            yield f"  {where}: {', '.join(names)}"


def _at_level(verb: Verb, level: int, ladder: Ladder) -> Iterator[str]:
    demand = verb.demand(level)
    stands = next(key for key, value in verb.levels.items() if value is demand)
    nearest = "" if stands == str(level) else f" (as at level {stands}, the nearest defined)"
    yield f"At level {level}{nearest}:"
    yield f"  {demand.why}"
    if demand.by_artefact:
        yield "  Met by a document in the file, and not by prose about it."
    yield from _moves(demand, ladder)
    yield f"  source: {demand.source}"


def _moves(demand: VerbDemand, ladder: Ladder) -> Iterator[str]:
    if demand.groups:
        yield "  Each of these groups needs one of its moves:"
    for number, group in enumerate(demand.groups, 1):
        for i, move in enumerate(group):
            lead = f"  {number}." if not i else "   or"
            yield f"  {lead} {move:10} {ladder.says(move)}"
