"""A CFPackage in; every departure from the fields of CASE 1.1, named with its place, out.

Required fields and types are those of 1EdTech's "CASE Service Information Model" 1.1 (24 January
2025; imsglobal.org, spec/case/v1p1/information_model) and of its JSON binding (case_v1p1_cfpackage,
purl.imsglobal.org/spec/case/v1p1/schema/json). Classes allow no further fields: what is not in
the model stands under `extensions`, which 1.1 added to every class. An empty list means that
nothing checked here is wrong, not that 1EdTech has certified the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from premark.exchange.bounds import shown
from premark.exchange.identity import is_uuid

_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)"  # a zone is part of a date-time
)
_OWN = "ext:[A-Za-z0-9._-]+"  # how a system adds a word of its own to a vocabulary
_ASSOCIATIONS = (
    "isChildOf isPeerOf isPartOf exactMatchOf precedes isRelatedTo replacedBy exemplar "
    "hasSkillLevel isTranslationOf"
).split()

# One line for each class of the information model: `field:type`, with ! where it is required.
# Types: text, line (NormalizedString), uuid, uri, date, time, int, number, texts, link, node,
# relation, target, version, object, objects, or the name of a class, in brackets for an array.
MODEL = {
    "CFPackage": (
        "CFDocument!:CFDocument CFItems:[CFItem] CFAssociations:[CFAssociation] "
        "CFDefinitions:object CFRubrics:[CFRubric] extensions:object"
    ),
    "CFDocument": (
        "identifier!:uuid uri!:uri frameworkType:line caseVersion:version creator!:line "
        "title!:line lastChangeDateTime!:time officialSourceURL:uri publisher:line "
        "description:text subject:texts subjectURI:objects language:line version:line "
        "adoptionStatus:line statusStartDate:date statusEndDate:date licenseURI:link notes:text "
        "extensions:object"
    ),
    "CFItem": (
        "identifier!:uuid fullStatement!:text alternativeLabel:line CFItemType:line uri!:uri "
        "humanCodingScheme:line listEnumeration:line abbreviatedStatement:line "
        "conceptKeywords:texts conceptKeywordsURI:link notes:text subject:texts "
        "subjectURI:objects language:line educationLevel:texts CFItemTypeURI:link "
        "licenseURI:link statusStartDate:date statusEndDate:date lastChangeDateTime!:time "
        "extensions:object"
    ),
    "CFAssociation": (
        "identifier!:uuid associationType!:relation sequenceNumber:int uri!:uri "
        "originNodeURI!:node destinationNodeURI!:node CFAssociationGroupingURI:link "
        "lastChangeDateTime!:time notes:text extensions:object"
    ),
    "CFRubric": (
        "identifier!:uuid uri!:uri title:line description:text lastChangeDateTime!:time "
        "CFRubricCriteria:[CFRubricCriterion] extensions:object"
    ),
    "CFRubricCriterion": (
        "identifier!:uuid uri!:uri category:line description:text CFItemURI:link weight:number "
        "position:int rubricId:uuid lastChangeDateTime!:time "
        "CFRubricCriterionLevels:[CFRubricCriterionLevel] extensions:object"
    ),
    "CFRubricCriterionLevel": (
        "identifier!:uuid uri!:uri description:text quality:line score:number feedback:text "
        "position:int rubricCriterionId:uuid lastChangeDateTime!:time extensions:objects"
    ),
    "link": "title!:line identifier!:uuid uri!:uri",
    "node": "title!:line identifier!:line uri!:uri targetType:target",
}


def case_faults(package: Any) -> list[str]:
    """One line for each fault, such as "CFItems[2].fullStatement: is missing"."""
    return list(_class("CFPackage", package, ""))


def _class(name: str, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or name}: should be an object"
        return
    fields = [part.partition(":") for part in MODEL[name].split()]
    known = {field.rstrip("!"): (kind, field.endswith("!")) for field, _, kind in fields}
    for field, (kind, required) in known.items():
        place = f"{at}.{field}" if at else field
        if field in value:
            yield from _field(kind, value[field], place)
        elif required:
            yield f"{place}: is missing"
    for field in value:
        if field not in known:
            yield f"{at}.{field}".lstrip(".") + ": is not in the model of CASE 1.1"


def _field(kind: str, value: Any, at: str) -> Iterator[str]:
    if kind in MODEL:
        yield from _class(kind, value, at)
    elif kind.startswith("["):
        if not isinstance(value, list):
            yield f"{at}: should be a list"
            return
        for i, item in enumerate(value):
            yield from _class(kind.strip("[]"), item, f"{at}[{i}]")
    elif not CHECKS[kind](value):
        yield f"{at}: should be {SAYS[kind]}; found {shown(value)}"


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _matches(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


CHECKS: dict[str, Callable[[Any], bool]] = {
    "text": _text,
    "line": _matches(r"[^\t\r\n]*"),
    "uuid": is_uuid,
    "uri": _matches(r"[A-Za-z][A-Za-z0-9+.-]*:\S+"),
    "date": _matches(r"\d{4}-\d\d-\d\d"),
    "time": _matches(_DATE_TIME.pattern),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": _number,
    "texts": lambda value: isinstance(value, list) and all(map(_text, value)),
    "relation": _matches(rf"{'|'.join(_ASSOCIATIONS)}|{_OWN}"),
    "target": _matches(f"CASE|{_OWN}"),
    "version": lambda value: value == "1.1",
    "object": lambda value: isinstance(value, dict),
    "objects": _objects,
}

SAYS = {
    "text": "text",
    "line": "text on one line",
    "uuid": "a UUID in lower case",
    "uri": "a URI",
    "date": "a date (2026-01-31)",
    "time": "a date and time with its zone (2026-01-31T00:00:00Z)",
    "int": "a whole number",
    "number": "a number",
    "texts": "a list of texts",
    "relation": f"one of {', '.join(_ASSOCIATIONS)}, or ext:...",
    "target": "CASE, or ext:...",
    "version": "1.1",
    "object": "an object",
    "objects": "a list of objects",
}
