"""What kind of source a list entry is: its text and authors in, kind and academic or not out."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator

from premark.detect.citation_words import professional_bodies, source_name
from premark.packs.where import criteria_root
from premark.packs.yaml_source import build, read_yaml
from premark.types.document import Value

FILE = "patterns/source-kinds.yaml"
Academic = Literal["yes", "no", "cannot tell"]
Shape = Literal["law", "body", "issue", "volume", "pages", "edition", "place", "online"]
Words = Annotated[tuple[str, ...], BeforeValidator(lambda v: tuple(str(w) for w in v))]
TITLED = 3  # words before what was read as the title; the title was among them
UNTOLD: Literal["cannot tell"] = "cannot tell"

SHAPES: dict[str, re.Pattern[str]] = {
    "law": re.compile(r"\b(?:Act|Regulations?|Directive)\s\(?(?:19|20)\d\d"),
    "issue": re.compile(
        r"\b\d{1,4}\s?\(\d{1,4}(?:[-–/]\d{1,4})?\)|\bvol(?:ume)?\.?\s?\d|\b\d{1,4}\s?:\s?[a-z]?\d",
        re.IGNORECASE,
    ),
    "volume": re.compile(
        r"(?:[^\W\d]\.?,?\s|\b(?:19|20)\d\d[,;]\s?)\d{1,4},\s?(?:pp?\.?\s?)?"
        r"(?!(?:19|20)\d\d\b)[a-z]?\d{1,7}",
        re.IGNORECASE,
    ),
    "pages": re.compile(r"\bpp?\.?\s?[a-z]?\d|\d\s?[-–—]\s?\d{2,}", re.IGNORECASE),
    "edition": re.compile(
        r"\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|revised)\s(?:edn?|edition)\b"
        r"|\(eds?\.?\)|\bISBN\b",
        re.IGNORECASE,
    ),
    "place": re.compile(
        r"[.,)]\s[A-Z][\w'’ -]{2,30}(?:,\s?[A-Z][\w.]{1,12})?:\s?[A-Z][\w&'’./ -]{2,60}"
        r"(?:,\s?[^:]{0,30})?\Z"
    ),
    "access": re.compile(
        r"accessed|retrieved|viewed|available (?:at|from|on|online)|\[online\]", re.IGNORECASE
    ),
    "link": re.compile(r"https?://|\bwww\.", re.IGNORECASE),
}
_TITLE_END = re.compile(r"\s[(\[]|,\s(?=[A-Z][\w.]+(?:\s[A-Z][\w.]+)?:\s[A-Z])")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Rule(Value):
    """One way to tell a kind: every shape, none of `without`, and a word where there are words.

    `academic` is what the kind then says; "by publisher" asks the list of academic publishers.
    """

    kind: str
    academic: Literal["yes", "no", "cannot tell", "by publisher"]
    shapes: tuple[Shape, ...] = ()
    without: tuple[Shape, ...] = ()
    words: tuple[str, ...] = ()
    examples: tuple[str, ...]


class SourceKinds(Value):
    """Rules in order: the first that holds decides. `lists` are words by the rules' names."""

    purpose: str
    lists: dict[str, Words]
    rules: tuple[Rule, ...]
    cannot_tell: tuple[str, ...]


@cache
def source_kinds() -> SourceKinds:
    """The rules that premark ships, read once; BadYaml where the file is wrong."""
    source = read_yaml(criteria_root() / FILE)
    return build(SourceKinds, source, source.data)


def kind_of(body: str, names: tuple[str, ...], title: str = "") -> tuple[str, Academic]:
    """The kind and whether it is academic; ("cannot tell", "cannot tell") where no rule holds.

    `body` is the entry without its authors, whose names may be those of publishers. Words of the
    `title` are about something: a book on dissertations is none.
    """
    beside = _beside(body, title)
    for rule in source_kinds().rules:
        if _holds(rule, body, beside, names):
            if rule.academic == "by publisher":
                return rule.kind, _by_publisher(beside)
            return rule.kind, rule.academic
    return UNTOLD, UNTOLD


def _beside(body: str, title: str) -> str:
    """The body without its title; where nothing follows, without what stands before a comma."""
    title = _TITLE_END.split(title, maxsplit=1)[0]
    before, found, after = body.partition(title) if title else (body, "", "")
    late = len(re.findall(r"[^\W\d_]{2,}", _BRACKETED.sub("", before))) >= TITLED
    if not found or late or before.rstrip().endswith(":"):  # after a colon stands a publisher
        return body
    if not re.search(r"[^\W\d_]{4}", _BRACKETED.sub("", after)):
        after = f"{title.partition(',')[2]} {after}"
    return f"{before} | {after}"


def _holds(rule: Rule, body: str, beside: str, names: tuple[str, ...]) -> bool:
    if rule.words and not any(_listed(name).search(beside) for name in rule.words):
        return False
    if any(_shaped(shape, body, names) for shape in rule.without):
        return False
    return all(_shaped(shape, body, names) for shape in rule.shapes)


def _shaped(shape: str, body: str, names: tuple[str, ...]) -> bool:
    if shape == "body":
        return bool(names) and source_name(names[0]) in professional_bodies()
    parts = ("access", "link") if shape == "online" else (shape,)
    return any(SHAPES[part].search(body) for part in parts)


def _by_publisher(body: str) -> Academic:
    if _listed("academic publishers").search(body):
        return "yes"
    return "no" if _listed("publishers").search(body) else "cannot tell"


@cache
def _listed(name: str) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in source_kinds().lists[name])
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
