"""A pack as a file gave it in; a draft in the YAML of `criteria/units`, which loads, out.

What the file does not give has a stand-in, and a comment `# settle:` above it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from premark.exchange.framework import NO_NUMBER, NO_TITLE, NO_VERSION, NOT_KNOWN, Read
from premark.exchange.identity import slug
from premark.packs.check import Known, field_mistakes, pack_mistakes
from premark.packs.raw import scalars
from premark.packs.yaml_source import FILL_IN, Source
from premark.patterns import compile_phrases
from premark.plain import one_line
from premark.types.criteria import Criterion, Outcome, Pack, Topic, Verb

FALLBACK = "describe"
Told = tuple[Criterion, tuple[str, ...]]


def draft(read: Read, source: str, verbs: Mapping[str, Verb], known: Known) -> str:
    """The whole file. `source` is the name of the file that the pack came from."""
    marks: list[str] = [*read.notes]
    pack = _sound_pack(read.pack, known, marks)
    lines = [
        f"# A draft made by premark import-framework from {one_line(source)}.",
        "# Settle what is marked, then check it.",
        *(settle(mark) for mark in marks),
        *_top(pack),
    ]
    if pack.lists:
        lines += ["", _yaml({"lists": pack.model_dump(mode="json")["lists"]})]
    lines += ["", "criteria:"]
    for criterion in pack.criteria:
        made, told = completed(criterion, pack, verbs, known)
        lines += ["", *(f"  {settle(mark)}" for mark in told), _indented(made)]
    return "\n".join(lines) + "\n"


def draft_id(pack: Pack) -> str:
    """Not the shipped pack's own id, whose example sentences would be read into the draft."""
    return pack.pack if pack.pack.endswith("-draft") else f"{pack.pack}-draft"


def file_name(pack: Pack) -> str:
    return f"{slug(draft_id(pack))}.yaml"


def settle(says: str) -> str:
    return f"# settle: {one_line(says)}"


def completed(
    criterion: Criterion, pack: Pack, verbs: Mapping[str, Verb], known: Known
) -> Told:
    """The criterion with a verb and a topic, without what does not load, and why."""
    marks: list[str] = []
    criterion = _with_verb(criterion, verbs, marks)
    criterion = criterion.model_copy(update={"topics": criterion.topics or _whole(criterion)})
    criterion = _sound(criterion, pack, known, marks)
    if criterion.topics == _whole(criterion):
        marks.append("no topics are given; part the criterion into its topics")
    bare = [topic.id for topic in criterion.topics if not topic.words]
    if bare:
        marks.append(f"no words are given for the topics {', '.join(bare)}")
    if not criterion.must:
        marks.append("no required elements are given; say what the unit asks for under must")
    return criterion, tuple(marks)


def _with_verb(
    criterion: Criterion, verbs: Mapping[str, Verb], marks: list[str]
) -> Criterion:
    unknown = [verb for verb in criterion.verb if verb not in verbs]
    if criterion.verb and not unknown:
        return criterion
    kept = tuple(verb for verb in criterion.verb if verb in verbs)
    guessed = kept or (_opening_verb(criterion.asks, verbs),)
    given = f"verb {', '.join(unknown)} is not known here" if unknown else "no verb is given"
    how = "read from the wording" if guessed[0] else f"{FALLBACK} stands for it"
    marks.append(f"{given}; {', '.join(kept)} is kept" if kept else f"{given}; {how}")
    return criterion.model_copy(update={"verb": tuple(verb or FALLBACK for verb in guessed)})


def _opening_verb(asks: str, verbs: Mapping[str, Verb]) -> str:
    """The longest form of a verb that the wording opens with; empty where there is none."""
    text = " ".join(asks.lower().split())
    text = re.sub(r"^(?:the learner (?:can|will|must)|be able to|to|i can)\s+", "", text)
    found = [
        (opening.end(), verb.id)
        for verb in verbs.values()
        if (opening := compile_phrases((verb.name, *verb.forms)).match(text))
    ]
    return max(found, default=(0, ""))[1]


def _sound(criterion: Criterion, pack: Pack, known: Known, marks: list[str]) -> Criterion:
    """Without its elements, then its phrases, then its topics, until the rest loads."""
    bare = tuple(Topic(id=topic.id, about=topic.about) for topic in criterion.topics)
    cuts: tuple[dict[str, Any], ...] = (
        {},
        {"must": (), "helps": ()},
        {"must": (), "helps": (), "headed": (), "topics": bare},
        {"must": (), "helps": (), "headed": (), "topics": _whole(criterion)},
    )
    for cut in cuts:
        tried = criterion.model_copy(update=cut)
        problem = _problem(tried, pack, known)
        if not problem:
            return tried
        marks.append(f"left out, for it does not load: {problem}")
    return tried


def _whole(criterion: Criterion) -> tuple[Topic, ...]:
    """The one topic of a criterion that is not parted into any."""
    return (Topic(id="whole", about=criterion.asks),)


def _sound_pack(pack: Pack, known: Known, marks: list[str]) -> Pack:
    """With a draft's id; without its changelog, then its lists, until all but criteria loads."""
    named = _of_field(_filled(pack.model_copy(update={"pack": draft_id(pack)})), known, marks)
    if any(text.startswith(FILL_IN) for _, text in scalars(pack.model_dump(mode="json"))):
        marks.append(f"wording that opens with {FILL_IN} stands here as {FILL_IN.capitalize()}")
    cuts: tuple[dict[str, Any], ...] = ({}, {"changelog": ()}, {"changelog": (), "lists": {}})
    for cut in cuts:
        tried = named.model_copy(update=cut)
        problem = _mistake(tried.model_copy(update={"criteria": ()}), known)
        if not problem:
            break
        marks.append(f"left out, for it does not load: {problem}")
    return tried


def _filled(pack: Pack) -> Pack:
    """With a stand-in for each text that is blank: a foreign file may hold no more than a space."""
    given = pack.qualification
    body, number = _or(given.body, NOT_KNOWN), _or(given.number, NO_NUMBER)
    titled = (o.model_copy(update={"title": _or(o.title, NO_TITLE)}) for o in pack.outcomes)
    return pack.model_copy(
        update={
            "version": _or(pack.version, NO_VERSION),
            "unit": _or(pack.unit, NO_NUMBER),
            "title": _or(pack.title, NO_TITLE),
            "qualification": given.model_copy(update={"body": body, "number": number}),
            "outcomes": tuple(titled),
        }
    )


def _or(text: str, stand_in: str) -> str:
    return text if text.strip() else stand_in


def _of_field(pack: Pack, known: Known, marks: list[str]) -> Pack:
    """Without a field that is not known here, and without keeping to one where it cannot be."""
    for cut in ("field", "keep_to_one"):
        source = _source(pack.model_copy(update={"criteria": ()}))
        wrong = [error for error in field_mistakes(source, known) if error.field == cut]
        marks.extend(f"left out, for it does not load: {e.field}: {e.problem}" for e in wrong)
        pack = pack.model_copy(update={cut: Pack.model_fields[cut].default} if wrong else {})
    return pack


def _problem(criterion: Criterion, pack: Pack, known: Known) -> str:
    """Beside its own outcome and the names of lists, nothing of the pack bears on a criterion."""
    alone = {
        "criteria": (criterion,),
        "changelog": (),
        "outcomes": (Outcome(id=criterion.outcome, title=NO_TITLE),),
        "lists": dict.fromkeys(pack.lists, ()),
    }
    return _mistake(pack.model_copy(update=alone), known)


def _mistake(pack: Pack, known: Known) -> str:
    first = next(pack_mistakes(_source(pack), known), None)
    return f"{first.field}: {first.problem}" if first else ""


def _source(pack: Pack) -> Source:
    without = None if pack.criteria else {"criteria"}
    data = _plain(pack.model_dump(mode="json", exclude_defaults=True, exclude=without))
    return Source(Path("draft"), data, {}, "")


def _top(pack: Pack) -> Iterator[str]:
    given = pack.qualification
    yield _yaml({"pack": pack.pack, "version": pack.version})
    for field, value, nothing in (
        ("awarding body", given.body, NOT_KNOWN),
        ("number of the qualification", given.number, NO_NUMBER),
        ("level", given.level, 0),
        ("number of the unit", pack.unit, NO_NUMBER),
        ("title", pack.title, NO_TITLE),
    ):
        if value == nothing:
            yield settle(f"no {field} is given; {nothing} stands for it")
    yield _yaml({"qualification": given.model_dump(mode="json", exclude_defaults=True)})
    head: dict[str, Any] = {"unit": pack.unit, "title": pack.title}
    head |= {"guide": pack.guide} if pack.guide else {}
    head |= {"field": pack.field} if pack.field else {}
    head |= {"keep_to_one": "true"} if pack.keep_to_one else {}
    yield _yaml(head)
    if pack.changelog:
        yield _yaml({"changelog": pack.model_dump(mode="json")["changelog"]})
    for outcome in pack.outcomes:
        if outcome.title == NO_TITLE:
            yield settle(f"outcome {outcome.id} has no title")
    yield _yaml({"outcomes": [outcome.model_dump(mode="json") for outcome in pack.outcomes]})


def _indented(criterion: Criterion) -> str:
    order = list(Criterion.model_fields)
    given = criterion.model_dump(mode="json", exclude_defaults=True)
    entry = {field: given[field] for field in order if field in given}
    return "\n".join(f"  {line}" if line else line for line in _yaml([entry]).split("\n"))


def _plain(value: Any) -> Any:
    """Every scalar as text, the way that packs are read."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else _said(str(value))


def _said(text: str) -> str:
    """A text that opens like a gap of a skeleton would be taken for one, and not load."""
    return FILL_IN.capitalize() + text[len(FILL_IN) :] if text.startswith(FILL_IN) else text


def _yaml(data: Any) -> str:
    """YAML text. Scalars that may hold line breaks are quoted, so indenting changes no text."""
    return yaml.safe_dump(_plain(data), allow_unicode=True, sort_keys=False, width=96).rstrip("\n")
