"""Reasons of the weighing and the detectors in; the same in plain words, without ids, out."""

from __future__ import annotations

import re

from premark.plain import one_line
from premark.report.asked import named, topic_words
from premark.report.words import amount, counted, sentence
from premark.types.criteria import Criterion
from premark.types.evidence import Finding, RequirementResult

# What the row says already: kind, passages, amounts and the keys that were seen.
_SAID = re.compile(r"looked for [^:]*: [\d.,]+ of [\d.,]+ found(?: \([^()]*\))?(?:; |$)")
_MISSING = re.compile(r"not found: ([^;]+)")
_TOPIC = re.compile(r"the topic '[^']*' by")
_LIST = re.compile(r"of the unit's list '([^']*)'")
_CLIENT = re.compile(r"names '(client [^']*)'")
_MOVE = re.compile(r"the classifier reads this sentence as [a-z_]+ \(([\d.]+)\)")


def shortfall(result: RequirementResult, criterion: Criterion) -> str:
    """Why a requirement is short, beyond what its counts say; "" when there is nothing more."""
    if result.state == "met":
        return ""
    because = one_line(result.because)
    rest = _SAID.sub("", because, count=1) if result.state != "cannot_tell" else because
    if not result.counted:  # all of it is missing, which the row says
        rest = _MISSING.sub("", rest)
    return sentence(_MISSING.sub(lambda hit: _names(hit.group(1), criterion), rest).strip(" ;"))


def _names(listed: str, criterion: Criterion) -> str:
    """ "not found: " and what each id stands for."""
    ids = [part.strip() for part in listed.split(",")]
    about = [topic_words(criterion, each).split(", such as")[0] for each in ids]
    return f"not found: {'; '.join(about)}"


def why(because: str) -> str:
    """A finding's reason for people: the row beside it names the topic or the move."""
    told = _TOPIC.sub("this topic, by", one_line(because))
    told = _LIST.sub(lambda hit: f"of the unit's list of {named(hit[1])}", told)
    told = _CLIENT.sub(lambda hit: f"names {client_name(hit[1])}", told)
    return _MOVE.sub(r"read so by the sentence classifier, \1 of 1", told)


def client_name(key: str) -> str:
    """ "client a" as people write it; a longer label is a word of the learner's own."""
    own = one_line(key.removeprefix("client "), 40)
    return f"Client {own.upper() if len(own) < 3 else own.title()}"


def label(finding: Finding) -> str:
    """What a finding stands for; a session's key is a date for machines, its hours are not."""
    if finding.kind == "topic":
        return ""
    if finding.kind == "session" and finding.value is not None:
        return counted(finding.value, "hour")
    name = named(finding.key)
    return "" if name.lower() == one_line(finding.quote).lower() else name


def count(result: RequirementResult) -> str:
    """ "1 counted, 3 asked"."""
    if result.at_least is None:
        return f"{amount(result.counted)} counted"
    if result.at_most is not None and result.counted > result.at_most:
        return f"{amount(result.counted)} counted, at most {amount(result.at_most)} asked"
    return f"{amount(result.counted)} counted, {amount(result.at_least)} asked"
