"""What two submissions have in common in; sentences that say so and no more, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.cohort.shared.types import Between, SharedPair, SharedPassage

_BETWEEN: dict[Between, str] = {
    "drafts": "One learner handed both in, for one unit.",
    "units": "One learner handed both in, for {units}.",
    "learners": "",
}


def passage_said(one: str, other: str, found: SharedPassage) -> str:
    """ "Passages p012 of a (p. 4) and p010 of b (p. 6) have 140 of 150 words..." """
    about = "" if found.exact else "about "
    sizes = f"{found.of_one}"
    if found.of_one != found.of_other:
        sizes += f" and of {found.of_other}"
    return (
        f"Passages {found.one} of {one} ({found.one_place}) and {found.other} of {other} "
        f"({found.other_place}) have {about}{found.words} of {sizes} words in the same order."
    )


def pair_said(pair: SharedPair, units: Sequence[str], *, exact: bool) -> tuple[str, ...]:
    """What is to be said of the two as wholes, the sum first; `units` are what each is for."""
    about = "" if exact else "about "
    number = len(pair.passages) + pair.more
    passages = "1 passage" if number == 1 else f"{number} passages"
    both = f"{pair.one} and {pair.other}"
    said = [f"{both} have {about}{pair.words:,} words in common, in {passages}."]
    said += [_BETWEEN[pair.between].format(units=" and ".join(dict.fromkeys(units)))]
    if pair.whole == "both":
        said.append("Nearly all words of each stand in the other.")
    elif pair.whole:
        inner, outer = (pair.one, pair.other)[:: 1 if pair.whole == "one" else -1]
        said.append(f"Nearly all words of {inner} stand in {outer}.")
    return tuple(sentence for sentence in said if sentence)


def file_said(submissions: Sequence[str], names: Sequence[str], learners: int) -> str:
    distinct = list(dict.fromkeys(submissions))
    which = names[0] if len(set(names)) == 1 else f"{names[0]} (also called {names[1]})"
    if len(distinct) == 1:
        return f"{distinct[0]} holds {which} {_times(len(submissions))}, alike to the byte."
    whose = "one learner handed them in" if learners == 1 else f"{learners} learners"
    shown = ", ".join(distinct[:5]) + (f" and {len(distinct) - 5} more" if distinct[5:] else "")
    return f"{which} stands alike to the byte in {len(distinct)} submissions ({whose}): {shown}."


def common_said(submissions: int, learners: int, words: int) -> str:
    return (
        f"Words that many have in common: a passage of {words} words or so, in {submissions} "
        f"submissions of {learners} learners. Mostly such words are a template's, the guidance's "
        "or a quotation's."
    )


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
