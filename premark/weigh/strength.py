"""Verb and requirements in; the level of evidence and the sentence that gives its rule, out.

The table, first row that fits:

    none     no passage addresses the criterion
    limited  the verb is not shown, and something required is missing
    limited  the verb is shown, and most of what is required is missing
    partial  everything required is there, but the verb is not shown
    partial  the verb is shown, and something required, not most of it, is missing
    strong   the verb is shown, and nothing required is missing

Before the table: "cannot tell" where the verb's document, or the only element still wanting, is
referred to but is not in the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from premark.types.evidence import RequirementResult, Strength, VerbResult


def judge(
    addressed: bool, verb: VerbResult, results: Sequence[RequirementResult]
) -> tuple[Strength, str]:
    """The level and its reason. "cannot tell" where what decides it is not in the text."""
    if not addressed:
        return "none", "No passage addresses this criterion."
    must = [r for r in results if r.required]
    short = [r for r in must if r.state in ("short", "not_found")]
    untold = [r for r in must if r.state == "cannot_tell"]
    if verb.state == "cannot_tell" or (untold and not short):
        return "cannot tell", _untold(verb, untold)
    met = verb.state == "met"
    most = len(short) * 2 > len(must)
    if not met and short:
        return "limited", f"{verb.verb.capitalize()} is not shown and {_missing(short, must)}."
    if met and most:
        return "limited", f"{verb.verb.capitalize()} is shown, but {_missing(short, must)}."
    if not met:
        return "partial", f"All that is required is there, but {verb.verb} is not shown."
    if short:
        return "partial", f"{verb.verb.capitalize()} is shown, but {_missing(short, must)}."
    return "strong", f"{verb.verb.capitalize()} is shown and nothing required is missing."


def _missing(short: Sequence[RequirementResult], must: Sequence[RequirementResult]) -> str:
    what = "is" if len(short) == 1 else "are"
    return f"{len(short)} of {len(must)} required elements {what} missing or short"


def _untold(verb: VerbResult, untold: Sequence[RequirementResult]) -> str:
    if untold:
        return f"Cannot be told from the text: {untold[0].because}."
    return f"Cannot be told from the text: {verb.because}"
