"""A template's check in; lines for a terminal out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from premark.plain import one_line
from premark.report.words import numbered
from premark.templates.check import Place, TemplateCheck, Untold
from premark.types.criteria import Pack

SHOWN = 100  # characters
HOW = (
    "To have words told apart, open their paragraph with “Guidance:”, or put them between curly "
    "brackets { }, or add what they open with under `note` in "
    "criteria/patterns/template-guidance.yaml. A criterion itself stands best in a heading."
)


def check_lines(
    name: str, found: TemplateCheck, pack: Pack, read_as: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    """What is covered, missing and doubled; then the words that could be taken for a learner's.

    `read_as` are the criteria that a map of the empty file gives a block to, by its index.
    """
    whole = len(pack.criteria)
    have = whole - len(found.missing)
    yield f"{one_line(name)} against {pack.code}: {have} of {whole} criteria have a place"
    for code in found.missing:
        yield f"  missing  {code}  {one_line(pack.criterion(code).asks, SHOWN)}"
    for code in found.doubled:
        where = "; ".join(one.at.label for one in found.places if one.code == code)
        yield f"  doubled  {code}  {where}"
    for one, says in found.odd:
        yield f"  odd      {_odd(one, says, pack)}"
    yield ""
    yield f"told apart already: {numbered(found.marked, 'stretch', 'stretches')} of guidance"
    yield from _untold(found, read_as)


def _odd(one: Place, says: str, pack: Pack) -> str:
    text = one_line(one.text, SHOWN)
    if says:
        return f"{one.at.label}: numbered {one.code}, but its words are those of {says}: {text}"
    return f"{one.at.label}: {one.code} is no criterion of {pack.code}: {text}"


def _untold(found: TemplateCheck, read_as: Mapping[int, Sequence[str]]) -> Iterator[str]:
    words = [one for one in found.untold if not one.label]
    labels = len(found.untold) - len(words)
    few = f" (and {numbered(labels, 'label')} of a word or three)" if labels else ""
    if not words:
        yield f"nothing else of it would be taken for a learner's words{few}"
        return
    count = numbered(len(words), "stretch", "stretches")
    yield f"to be told apart from a learner's words: {count}{few}"
    for one in words:
        yield f"  {_said(one, read_as.get(one.at.block, ()))}"
    yield ""
    yield HOW


def _said(one: Untold, codes: Sequence[str]) -> str:
    under = f", under {', '.join(one.under)}" if one.under else ""
    now = f"  [read as evidence for {', '.join(codes)}]" if codes else ""
    return f"{one.at.label}{under}: {one_line(one.text, SHOWN)}{now}"
