"""A template as read, its sections and a pack in; which criteria it has a place for, and which
words of it could be taken for a learner's, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from premark.structure.codes import named_codes
from premark.structure.passages import place
from premark.structure.wording import named_in_words, vocabulary
from premark.types.criteria import Pack
from premark.types.document import Block, Document, Locator, Passage, Section, Value

LABEL = 3  # words; a shorter cell or line is a label ("Your answer:"), which evidences nothing
_LIKE_A_CODE = re.compile(r"\W*(?:a\.?c\.?\s*)?(\d{1,2}\.\d{1,2})(?![\d.]\d)", re.IGNORECASE)


class Place(Value):
    """Where the template names a criterion: a heading's words or a row's, and how they do."""

    code: str
    text: str
    at: Locator
    how: str


class Untold(Value):
    """Words of the centre that nothing tells from a learner's, and what they stand under."""

    text: str
    at: Locator
    under: tuple[str, ...]
    label: bool


class TemplateCheck(Value):
    """What a template covers. `odd` are headings that say another criterion than their number, as
    (place, the criterion that the words are of, or "" where the unit has no such number)."""

    places: tuple[Place, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    odd: tuple[tuple[Place, str], ...]
    marked: int
    untold: tuple[Untold, ...]


def check_template(
    document: Document, sections: Sequence[Section], passages: Sequence[Passage], pack: Pack
) -> TemplateCheck:
    """Everything that the check says of a template, in reading order."""
    codes = [criterion.id for criterion in pack.criteria]
    headed = list(_headed(document, sections))
    named = {one.code for one in headed}
    rows = [one for one in _in_rows(document, codes) if one.code not in named]
    places = sorted([*headed, *rows], key=lambda one: one.at.block)
    found = [one.code for one in places]
    return TemplateCheck(
        places=tuple(places),
        missing=tuple(code for code in codes if code not in found),
        doubled=tuple(code for code in codes if found.count(code) > 1),
        odd=tuple(_odd(document, sections, places, pack)),
        marked=sum(block.template for block in document.blocks),
        untold=tuple(_untold(document, sections, passages, codes)),
    )


def _headed(document: Document, sections: Sequence[Section]) -> Iterator[Place]:
    """Criteria named by headings of their own; a heading below one that names it is no second."""
    above: list[Section] = []
    for section in sections:
        if section.heading is None and not section.named_by:
            continue
        while above and above[-1].level >= section.level:
            above.pop()
        inherited = {code for one in above for code in one.criteria}
        index = section.heading if section.heading is not None else section.blocks[0]
        block = document.blocks[index]
        for code in section.criteria:
            if code not in inherited and section.role == "body":
                at = place(block, 0, len(block.text), document)
                yield Place(code=code, text=block.text, at=at, how=section.named_by)
        if section.heading is not None:
            above.append(section)


def _in_rows(document: Document, codes: Sequence[str]) -> Iterator[Place]:
    """Rows that open with a criterion's code: the layout with the criteria in one column."""
    for block in document.blocks:
        if block.kind != "row" or block.part != "body":
            continue
        filled = [cell.strip() for cell in block.cells if cell.strip()]
        named = named_codes(" ".join(filled[:2]), tuple(codes)) if filled else None
        for code in named.codes if named else ():
            at = place(block, 0, len(block.text), document)
            yield Place(code=code, text=block.text, at=at, how="row")


def _odd(
    document: Document, sections: Sequence[Section], places: Sequence[Place], pack: Pack
) -> Iterator[tuple[Place, str]]:
    words, codes = vocabulary(pack), tuple(criterion.id for criterion in pack.criteria)
    for one in places:
        named = named_codes(one.text, codes)
        says = named_in_words(named.rest, words) if named and len(named.codes) == 1 else ""
        if says and says != one.code:
            yield one, says
    known = {one.at.block for one in places}
    for section in sections:
        if section.heading is None or section.heading in known:
            continue
        block = document.blocks[section.heading]
        like = _LIKE_A_CODE.match(f"{block.number} {block.text}".strip())
        if like and like.group(1) not in codes:
            at = place(block, 0, len(block.text), document)
            yield Place(code=like.group(1), text=block.text, at=at, how="code"), ""


def _untold(
    document: Document, sections: Sequence[Section], passages: Sequence[Passage],
    codes: Sequence[str],
) -> Iterator[Untold]:
    told: set[int] = set()
    for passage in passages:
        for piece in passage.pieces:
            block = document.blocks[piece.at.block]
            if block.index in told:
                continue
            told.add(block.index)
            for text in _stretches(block):
                at = place(block, 0, len(block.text), document)
                under = sections[passage.section].criteria or _row_codes(block, codes)
                label = len(text.split()) <= LABEL
                yield Untold(text=text, at=at, under=under, label=label)


def _stretches(block: Block) -> list[str]:
    """The block, or each cell of a row that holds words."""
    texts = block.cells if block.kind == "row" else (block.text,)
    return [text for text in texts if re.search(r"[^\W\d_]", text)]


def _row_codes(block: Block, codes: Sequence[str]) -> tuple[str, ...]:
    named = named_codes(block.text, tuple(codes)) if block.kind == "row" else None
    return named.codes if named else ()
