"""A pack in; a 1EdTech CASE 1.1 CFPackage out: document, items, associations and a rubric."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from premark.exchange.framework import NO_TITLE, Exported
from premark.exchange.identity import changed, identifier, uri
from premark.exchange.left import left_out
from premark.exchange.words import words
from premark.plain import inert_json
from premark.types.criteria import Criterion, Outcome, Pack, Qualification

EXTENSION = "premark"
# What a CFItem has no field for. Version 1.1 of the standard added `extensions` to every class.
EXTRA = "verb headed topics starting_points artefacts must helps notes both".split()
# The body's own wording, from a centre's overlay, is not ours to hand on.
OURS = {"official": "", "guidance": ()}
Json = dict[str, Any]


def export_case(pack: Pack, *, wrapped: bool = False) -> Exported:
    """The JSON of a CFPackage, bare as the service sends it, or wrapped in {"CFPackage": ...}."""
    package = case_package(pack)
    data = {"CFPackage": package} if wrapped else package
    text = inert_json(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"
    held = held_case(pack)
    lost = left_out(pack, held)
    return Exported(text=text, left=(*lost, *left_out(held, plain_case(held), extension=True)))


def case_package(pack: Pack) -> Json:
    pack = held_case(pack)
    outcomes = {outcome.id: outcome for outcome in pack.outcomes}
    links = [_link(pack, "outcome", o.id, ("document", ""), i) for i, o in enumerate(pack.outcomes)]
    for i, c in enumerate(pack.criteria):
        above = ("outcome", c.outcome) if c.outcome in outcomes else ("document", "")
        links.append(_link(pack, "criterion", c.id, above, i))
    return {
        "CFDocument": _document(pack),
        "CFItems": [
            *(_outcome(pack, outcome) for outcome in pack.outcomes),
            *(_criterion(pack, criterion) for criterion in pack.criteria),
        ],
        "CFAssociations": links,
        "CFRubrics": [_rubric(pack)],
    }


def held_case(pack: Pack) -> Pack:
    """The pack as CASE holds it: its NormalizedString fields have no line breaks or tabs."""
    ids = [one_row(outcome.id) for outcome in pack.outcomes]
    outcomes = [o.model_copy(update={"id": one_row(o.id)}) for o in pack.outcomes]
    criteria = [
        c.model_copy(update={"id": one_row(c.id), "outcome": one_row(c.outcome), **OURS})
        for c in pack.criteria
    ]
    criteria.sort(key=lambda c: ids.index(c.outcome) if c.outcome in ids else len(ids))
    qualification = pack.qualification
    body = qualification.model_copy(update={"body": one_row(qualification.body)})
    return pack.model_copy(
        update={
            "digest": "",
            "version": one_row(pack.version),
            "title": one_row(pack.title),
            "qualification": body,
            "outcomes": tuple(outcomes),
            "criteria": tuple(criteria),
        }
    )


def plain_case(pack: Pack) -> Pack:
    """What is left of a pack in a system that drops extensions but keeps all other fields."""
    body = pack.qualification.body
    return Pack(
        pack="",
        version=pack.version,
        qualification=Qualification(body=body, number="", level=pack.qualification.level),
        unit="",
        title=pack.title,
        outcomes=pack.outcomes,
        criteria=tuple(
            Criterion(id=c.id, outcome=c.outcome, asks=c.asks, verb=(), topics=())
            for c in pack.criteria
        ),
    )


def one_row(text: str) -> str:
    """A NormalizedString: every tab and line break is a blank."""
    return re.sub(r"[\t\r\n]", " ", text)


def notes_text(starting_points: Sequence[str], notes: Sequence[str]) -> str:
    """What another system shows under `notes`."""
    return "\n".join([*starting_points, *notes])


def _about(pack: Pack, kind: str, code: str = "") -> Json:
    own = identifier(pack.pack, kind, code)
    return {
        "identifier": own,
        "uri": uri(own),
        "lastChangeDateTime": changed(pack.version),
    }


def _document(pack: Pack) -> Json:
    given = pack.qualification
    extra: Json = {
        "pack": pack.pack,
        "qualification": given.model_dump(mode="json", exclude={"body"}, exclude_defaults=True),
        "unit": pack.unit,
        "guide": pack.guide,
        "field": pack.field,
        "keep_to_one": pack.keep_to_one,
        "changelog": [release.model_dump(mode="json") for release in pack.changelog],
        "lists": {
            name: [entry.model_dump(mode="json", exclude_defaults=True) for entry in entries]
            for name, entries in pack.lists.items()
        },
    }
    return {
        **_about(pack, "document"),
        "caseVersion": "1.1",
        "creator": given.body,
        "title": pack.title,
        "language": "en-GB",
        "version": pack.version,
        "extensions": {EXTENSION: extra},
    }


def _outcome(pack: Pack, outcome: Outcome) -> Json:
    return {
        **_about(pack, "outcome", outcome.id),
        "fullStatement": outcome.title or NO_TITLE,
        "humanCodingScheme": outcome.id,
        "CFItemType": words().item_types["outcome"],
        "educationLevel": [str(pack.qualification.level)],
    }


def _criterion(pack: Pack, criterion: Criterion) -> Json:
    extra = criterion.model_dump(mode="json", include=set(EXTRA), exclude_defaults=True)
    notes = notes_text(criterion.starting_points, criterion.notes)
    keywords = [topic.about for topic in criterion.topics]
    return {
        **_about(pack, "criterion", criterion.id),
        "fullStatement": criterion.asks,
        "humanCodingScheme": criterion.id,
        "CFItemType": words().item_types["criterion"],
        "educationLevel": [str(pack.qualification.level)],
        **({"conceptKeywords": keywords} if keywords else {}),
        **({"notes": notes} if notes else {}),
        "extensions": {EXTENSION: {name: extra[name] for name in EXTRA if name in extra}},
    }


def _link(pack: Pack, kind: str, code: str, above: tuple[str, str], place: int) -> Json:
    return {
        **_about(pack, "child", f"{kind} {code}"),
        "associationType": "isChildOf",
        "sequenceNumber": place + 1,
        "originNodeURI": _node(pack, kind, code),
        "destinationNodeURI": _node(pack, *above),
    }


def _node(pack: Pack, kind: str, code: str) -> Json:
    own = identifier(pack.pack, kind, code)
    return {"title": code or pack.title, "identifier": own, "uri": uri(own)}


def _rubric(pack: Pack) -> Json:
    """A rubric of evidence: no scores, for premark gives no marks."""
    about = _about(pack, "rubric")
    criteria = [_row(pack, c, i, about["identifier"]) for i, c in enumerate(pack.criteria)]
    return {**about, "title": pack.title, "CFRubricCriteria": criteria}


def _row(pack: Pack, criterion: Criterion, place: int, rubric: str) -> Json:
    about = _about(pack, "rubric criterion", criterion.id)
    levels = [
        {
            **_about(pack, "rubric level", f"{criterion.id}\x1f{level.name}"),
            "quality": level.name,
            "description": level.says,
            "position": i + 1,
            "rubricCriterionId": about["identifier"],
        }
        for i, level in enumerate(words().levels)
    ]
    return {
        **about,
        "description": criterion.asks,
        "CFItemURI": _node(pack, "criterion", criterion.id),
        "position": place + 1,
        "rubricId": rubric,
        "CFRubricCriterionLevels": levels,
    }
