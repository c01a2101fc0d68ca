"""A document and a pack in; sections with their roles and the criteria their headings name, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from premark.patterns import PatternSet, search
from premark.structure.headings import find_headings, is_contents_line
from premark.structure.naming import TYPED, NamedBy, Names, Reading, answers_already
from premark.types.document import Block, Document, Section, SectionRole

COVER_LINES = 12  # blocks among which a cover's lines stand
_LABEL_END = re.compile(r"\s*[:|–—-]\s*\S")
COVERED = 0.7  # share of a heading's letters that a role's phrase must cover
CUT_ENTRY = 160  # characters; what a page end cuts off an entry is shorter
ROLES: tuple[SectionRole, ...] = ("references", "contents", "declaration", "cover", "appendix")


@dataclass
class _Open:
    """A section while it is being gathered."""

    heading: int | None
    title: str
    level: int
    role: SectionRole
    criteria: tuple[str, ...] = ()
    named_by: NamedBy = ""
    blocks: list[int] = field(default_factory=list)


def split_sections(document: Document, reading: Reading) -> list[Section]:
    """Every body block in exactly one section, in reading order; no section runs over two files."""
    codes = tuple(c.id for c in reading.pack.criteria)
    levels = find_headings(document, codes)
    sections: list[Section] = []
    for file in range(len(document.files)):
        opened = _split_file(document, file, levels, reading)
        sections += _closed(opened, first=len(sections))
    return sections


def _cover_lines(blocks: Sequence[Block], reading: Reading) -> set[int]:
    """The first lines that are a cover's label with what it stands for."""
    if reading.cover is None:
        return set()
    return {
        block.index
        for block in blocks[:COVER_LINES]
        for hit in search(reading.cover, block.text)
        if hit.start == 0 and _LABEL_END.match(block.text, hit.end)
    }


def _split_file(
    document: Document, file: int, levels: dict[int, int], reading: Reading
) -> list[_Open]:
    blocks = [b for b in document.blocks if b.file == file and b.part not in ("header", "footer")]
    covers = _cover_lines(blocks, reading) & levels.keys()
    levels = {index: level for index, level in levels.items() if index not in covers}
    named = Names(reading, blocks, levels)
    opened = [_Open(None, "", 1, "body")]
    listed = _unheaded_references(blocks, levels, reading)
    for block in blocks:
        _set_apart(block, opened, covers)
        _place(block, opened, named, levels, listed)
    _mark_lists(opened, document, reading)
    _mark_cover(opened, document)
    return opened


def _set_apart(block: Block, opened: list[_Open], covers: set[int]) -> None:
    """A line of a cover that looks like a heading heads nothing: no heading may follow it."""
    last = opened[-1]
    if block.index in covers and last.role != "cover":
        opened.append(_Open(None, "", last.level, "cover"))
    elif block.index not in covers and last.role == "cover" and last.heading is None:
        opened.append(_Open(None, "", last.level, "body"))


def _place(
    block: Block,
    opened: list[_Open],
    named: Names,
    levels: dict[int, int],
    listed: set[int],
) -> None:
    last = opened[-1]
    if block.index in levels and not _false_heading(block, last):
        opened.append(_opened(block, levels[block.index], named))
        return
    if is_contents_line(block):
        if last.role != "contents":
            opened.append(_Open(None, "", last.level, "contents"))
    elif last.role == "contents" and last.heading is None:
        opened.append(_Open(None, "", last.level, "body"))
    elif block.index in listed and last.role != "references":
        opened.append(_Open(None, "", 1, "references"))
    elif last.role == "references" and last.heading is None and block.index not in listed:
        opened.append(_Open(None, "", 1, "body"))
    elif named.inline(block):
        codes, by = named.criteria(block)
        opened.append(_Open(None, ", ".join(codes), last.level, "body", codes, by))
    opened[-1].blocks.append(block.index)


def _false_heading(block: Block, last: _Open) -> bool:
    """Inside a reference list a bold or short line is an entry, unless it is a real heading."""
    return (
        last.role == "references"
        and block.kind == "paragraph"
        and bool(re.search(r"\b(?:19|20)\d\d\b|https?:", block.text))
    )


def _opened(block: Block, level: int, named: Names) -> _Open:
    role = heading_role(block.text, named.reading.headings)
    if role is not None:
        return _Open(block.index, block.text, level, role)
    codes, by = named.criteria(block)
    return _Open(block.index, block.text, level, "body", codes, by)


def heading_role(title: str, headings: PatternSet) -> SectionRole | None:
    """The role of a heading that is wholly one of the listed titles, else None."""
    text = TYPED.sub("", title) if re.match(r"\W*(?:\d|[A-Z][.)]\s)", title) else title
    letters = len(re.sub(r"\W", "", text)) or 1
    for hit in search(headings, text):
        role = next((role for role in ROLES if role == hit.key), None)
        whole = len(re.sub(r"\W", "", hit.phrase)) / letters >= COVERED
        starts = hit.start == 0 and hit.key == "appendix"
        if role and (whole or starts):
            return role
    return None


def _unheaded_references(
    blocks: Sequence[Block], levels: dict[int, int], reading: Reading
) -> set[int]:
    """Runs of three or more blocks that each look like an entry of a reference list.

    A short line or two between entries is the end of one that a page cut, and stays in the list.
    """
    found: set[int] = set()
    run: list[int] = []
    gap: list[int] = []
    entries = 0
    for block in [*blocks, None]:
        plain = block is not None and block.index not in levels and block.kind != "row"
        if block is not None and plain and reading.is_reference(block.text):
            run, gap, entries = [*run, *gap, block.index], [], entries + 1
        elif block is not None and plain and run and len(gap) < 2 and len(block.text) < CUT_ENTRY:
            gap.append(block.index)
        else:
            found.update(run if entries >= 3 else [])
            run, gap, entries = [], [], 0
    return found


def _mark_lists(opened: list[_Open], document: Document, reading: Reading) -> None:
    """Whatever its heading, a section of nothing but entries is a reference list."""
    for section in opened:
        texts = [document.blocks[i].text for i in section.blocks]
        if section.role == "body" and texts and all(reading.is_reference(t) for t in texts):
            section.role, section.criteria, section.named_by = "references", (), ""


def _mark_cover(opened: list[_Open], document: Document) -> None:
    """What stands before the first answer is the cover: a title, and lines too short to answer.

    A cover is the smaller part of a file; where short lines are most of it, they are the answer.
    """
    words = [sum(len(document.blocks[n].text.split()) for n in s.blocks) for s in opened]
    for i, section in enumerate(opened[:4]):
        blocks = [document.blocks[n] for n in section.blocks]
        if section.criteria or section.role not in ("body", "cover"):
            return
        if words[i] * 2 > sum(words):
            return
        later = any(s.blocks for s in opened[i + 1 :])
        if not later or any(answers_already(block) for block in blocks):
            return
        section.role = "cover"


def _closed(opened: list[_Open], *, first: int) -> list[Section]:
    kept = [s for s in opened if s.blocks or s.heading is not None]
    sections: list[Section] = []
    above: list[tuple[int, str, _Open]] = []
    for section in kept:
        while above and above[-1][0] >= section.level:
            above.pop()
        parent = above[-1][2] if above else None
        if parent and parent.criteria and section.role == "body" and _inherits(section, parent):
            section.criteria, section.named_by = parent.criteria, parent.named_by
        if section.heading is not None:
            above.append((section.level, section.title, section))
        path = tuple(title for _, title, _ in above)
        sections.append(_section(section, first + len(sections), path))
    return sections


def _inherits(section: _Open, parent: _Open) -> bool:
    """A code above outweighs words below, unless they choose one of the codes above."""
    if not section.criteria:
        return True
    in_words = section.named_by != "code" and parent.named_by == "code"
    return in_words and not set(section.criteria) <= set(parent.criteria)


def _section(section: _Open, index: int, path: tuple[str, ...]) -> Section:
    return Section(
        index=index,
        heading=section.heading,
        title=section.title,
        level=section.level,
        role=section.role,
        criteria=section.criteria,
        named_by=section.named_by,
        path=path,
        blocks=tuple(section.blocks),
    )
