"""A text in; names of models that no entry of the lexicon covers out ("the BRIDGE model")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.detect.model_cues import Reading
from premark.detect.model_lexicon import fold

_NOUN = re.compile(
    r"[ -](?:[Mm]odel|[Ff]ramework|[Cc]ycle)\b(?! of care| answer| employer| student)"
)
_NAME = re.compile(
    r"(?<![\w’'])(?P<name>(?:[A-Z][\w&]*(?:-[A-Z]\w*)*)"
    r"(?:(?: and | & | )[A-Z][\w&]*(?:-\w+)*){0,3})"
    r"(?P<own>['’]s?)?(?P<kind>(?: [a-z]+(?:-[a-z]+)?){0,2})$"
)
# Capitals that begin a sentence or name something else than a model's maker.
_NOT_NAMES = frozenset(
    "a an the this that these those my our your his her its their each every any some no one which"
    " what another such both either neither first second third new old good best next last i we it"
    " client coach coachee mentor mentee manager team company council trust board department"
    " organisation business operating role financial pricing service delivery hospital school"
    " university college nhs hr it ilm cmi cipd emcc icf ac uk eu us let that here there today"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december using following applying choosing"
    " as in on at by for from with to of if when while because although unlike like than and or"
    " but so integrated integrative systemic coaching mentoring supervision reflective learning"
    " leadership competency competence assessment criterion unit level figure table"
    " appendix".split()
)
# What a model in capitals may be for, before the noun: "the TRELLIS coaching model".
_KINDS = re.compile(
    r" (?:coaching|mentoring|supervision|feedback|reflective|reflection|conversation|leadership)"
)
_NOT_KINDS = re.compile(
    r"\b(?:business|operating|operational|role|pricing|financial|funding|service|delivery|care"
    r"|staffing|data|budget|planning|pay|shift|menstrual|life|sales|competenc\w+|behaviours?|to|and"
    r"|is|was|uses?|has|the|a|an|of|in|my|our|this|as|own|current|whole|best)\b"
)


def unknown_models(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each "<Name> model", "<Name>'s ... cycle" or "framework"."""
    for noun in _NOUN.finditer(reading.text):
        first = reading.sentence(noun.start())[0]
        start = max(first, noun.start() - 80)
        found = _NAME.search(reading.text[start : noun.start()])
        if found and (name := _name(found, first == start + found.start())):
            yield start + found.end("name") - len(name), noun.end(), name


def _name(found: re.Match[str], begins: bool) -> str:
    """The name without the everyday words before it; "" when it names no model."""
    words = found["name"].split()
    while words and fold(words[0]) in _NOT_NAMES:
        words = words[1:]
        begins = False
    kind = found["kind"]
    acronym = bool(words) and words[0].isupper() and len(words[0]) > 2
    kept = found["own"] or not kind or (acronym and _KINDS.fullmatch(kind))
    if not words or not kept or _NOT_KINDS.search(kind):
        return ""
    if fold(words[-1]) in _NOT_NAMES or any(len(word) == 1 for word in words):
        return ""
    if len(words) == 1 and begins and not found["own"] and not acronym:
        return ""
    return found["name"][-len(" ".join(words)) :]
