"""A document and a pack in; sections with their roles and the criteria their headings name, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from premark.patterns import PatternSet, search
from premark.structure.codes import named_codes
from premark.structure.headings import find_headings, is_contents_line
from premark.structure.wording import named_in_words, share_of, vocabulary
from premark.types.criteria import Pack
from premark.types.document import Block, Document, Section, SectionRole

COVERED = 0.7  # share of a heading's letters that a role's phrase must cover
CUT_ENTRY = 160  # characters; what a page end cuts off an entry is shorter
COVER_LINE = 15  # words; a longer line on the first page is already prose
ROLES: tuple[SectionRole, ...] = ("references", "contents", "declaration", "cover", "appendix")
_TYPED = re.compile(
    r"^[\s\W]*(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[A-Z])?[.):\s-]+", re.IGNORECASE
)
_MARKED = re.compile(r"\W*(?:\d|[A-Za-z]{1,4}\.?[A-Za-z]?\.?\s*\d|asses|crit)", re.IGNORECASE)


NamedBy = Literal["code", "wording", "question", ""]


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


@dataclass(frozen=True)
class Reading:
    """What the splitting needs beside the document: codes, role words, reference shape."""

    pack: Pack
    headings: PatternSet
    is_reference: Callable[[str], bool]


def split_sections(document: Document, reading: Reading) -> list[Section]:
    """Every body block in exactly one section, in reading order; no section runs over two files."""
    codes = tuple(c.id for c in reading.pack.criteria)
    levels = find_headings(document, codes)
    sections: list[Section] = []
    for file in range(len(document.files)):
        opened = _split_file(document, file, levels, reading)
        sections += _closed(opened, first=len(sections))
    return sections


def _split_file(
    document: Document, file: int, levels: dict[int, int], reading: Reading
) -> list[_Open]:
    blocks = [
        b for b in document.blocks if b.file == file and b.part not in ("header", "footer")
    ]
    named = _Names(reading, blocks, levels)
    opened = [_Open(None, "", 1, "body")]
    listed = _unheaded_references(blocks, levels, reading)
    for block in blocks:
        _place(block, opened, named, levels, listed)
    _mark_lists(opened, document, reading)
    _mark_cover(opened, document)
    return opened


def _place(
    block: Block,
    opened: list[_Open],
    named: _Names,
    levels: dict[int, int],
    listed: set[int],
) -> None:
    last = opened[-1]
    if block.index in levels and not _false_heading(block, last):
        opened.append(named.section(block, levels[block.index]))
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
    return last.role == "references" and block.kind == "paragraph" and bool(
        re.search(r"\b(?:19|20)\d\d\b|https?:", block.text)
    )


class _Names:
    """Which criteria a block's text names, decided over the whole document."""

    def __init__(
        self, reading: Reading, blocks: Sequence[Block], levels: dict[int, int]
    ) -> None:
        self.reading = reading
        self.codes = tuple(c.id for c in reading.pack.criteria)
        self.levels = levels
        self.words = vocabulary(reading.pack)
        titles = [_line(b) for b in blocks if b.index in levels]
        self.numbered = _sections_are_numbered(titles)
        self.lists = _runs_of_lines(blocks, levels)
        self.inline_codes = self._inline_codes(blocks)
        headings = [b for b in blocks if b.index in levels]
        self.title = _title_of_all(blocks, levels)
        self.coded = {codes[0] for b in headings if len(codes := self._by_code(b) or ()) == 1}

    def section(self, block: Block, level: int) -> _Open:
        role = heading_role(block.text, self.reading.headings)
        if role is not None:
            return _Open(block.index, block.text, level, role)
        codes, by = self.criteria(block)
        return _Open(block.index, block.text, level, "body", codes, by)

    def criteria(self, block: Block) -> tuple[tuple[str, ...], NamedBy]:
        codes = self._by_code(block)
        if codes is not None:
            return codes, "code" if codes else ""
        code = named_in_words(_TYPED.sub("", block.text), self.words)
        if not code or code in self.coded or block.index == self.title:
            return (), ""
        return (code,), "question" if block.text.endswith("?") else "wording"

    def _by_code(self, block: Block) -> tuple[str, ...] | None:
        """Codes that the line begins with or marks; empty for a bare number that is none."""
        named = named_codes(_line(block), self.codes)
        if named and named.codes and self._trusted(named.codes[0], named.bare, named.rest, block):
            return named.codes
        return () if named and named.bare else None

    def _trusted(self, code: str, bare: bool, rest: str, block: Block) -> bool:
        """A bare number is a criterion's unless the document numbers its own sections or steps."""
        if not bare:
            return True
        support = share_of(rest, code, self.words) if rest else 0.0
        if self.numbered or block.index in self.lists:
            return support >= 0.3
        return True

    def inline(self, block: Block) -> bool:
        return block.index in self.inline_codes

    def _inline_codes(self, blocks: Sequence[Block]) -> set[int]:
        """Paragraphs that begin with a code and go on in prose: "AC 1.1 Coaching is..."."""
        marked, bare = [], []
        for block in blocks:
            if block.index in self.levels or block.kind == "row" or block.part != "body":
                continue
            named = named_codes(_line(block), self.codes)
            if named is None or not named.codes or len(named.rest.split()) < 5:
                continue
            if not _MARKED.match(block.text):
                continue
            if not named.bare:
                marked.append(block.index)
            elif named.rest[:1].isupper():
                bare.append((block.index, named.codes[0]))
        ordered = [code for _, code in bare]
        rising = ordered == sorted(ordered, key=self.codes.index)
        if self.numbered or len(set(ordered)) < 2 or not rising:
            bare = []
        return {*marked, *(index for index, _ in bare)}


def heading_role(title: str, headings: PatternSet) -> SectionRole | None:
    """The role of a heading that is wholly one of the listed titles, else None."""
    text = _TYPED.sub("", title) if re.match(r"\W*(?:\d|[A-Z][.)]\s)", title) else title
    letters = len(re.sub(r"\W", "", text)) or 1
    for hit in search(headings, text):
        role = next((role for role in ROLES if role == hit.key), None)
        whole = len(re.sub(r"\W", "", hit.phrase)) / letters >= COVERED
        starts = hit.start == 0 and hit.key == "appendix"
        if role and (whole or starts):
            return role
    return None


def _title_of_all(blocks: Sequence[Block], levels: dict[int, int]) -> int | None:
    """The heading that titles the whole: the file's first, with a heading or little under it."""
    first = next((i for i, b in enumerate(blocks) if b.index in levels), None)
    if first is None or len(levels) < 2:
        return None
    for block in blocks[first + 1 :]:
        if block.index in levels:
            return blocks[first].index
        if _answers_already(block):
            return None
    return None


def _line(block: Block) -> str:
    outside = block.number if re.match(r"[\dA-Za-z]", block.number) else ""
    return f"{outside} {block.text}".strip()


def _sections_are_numbered(titles: Sequence[str]) -> bool:
    """Whether top-level headings are numbered 1, 2, 3... so that "2.1" means a subsection."""
    numbers = []
    for title in titles:
        typed = re.match(r"\W*(\d{1,2})[.)]?\s+(?!\d)(\S+)", title)
        if typed and not re.match(r"(?i)learning|outcome|lo\b", typed.group(2)):
            numbers.append(int(typed.group(1)))
    rising = sum(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) >= 3 and rising >= len(numbers) / 2


def _runs_of_lines(blocks: Sequence[Block], levels: dict[int, int]) -> set[int]:
    """Lines that follow one another with no prose between: steps or contents, not headings."""
    run: list[int] = []
    found: set[int] = set()
    for block in blocks:
        line = block.index in levels or len(block.text.split()) <= 12
        if line and re.match(r"\W*\d", _line(block)) and block.kind != "row":
            run.append(block.index)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found | set(run if len(run) >= 3 else [])


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
    """What stands before the first answer is the cover: a title, and lines too short to answer."""
    for i, section in enumerate(opened[:4]):
        blocks = [document.blocks[n] for n in section.blocks]
        if section.criteria or section.role not in ("body", "cover"):
            return
        later = any(s.blocks for s in opened[i + 1 :])
        if not later or any(_answers_already(block) for block in blocks):
            return
        section.role = "cover"


def _answers_already(block: Block) -> bool:
    """Prose, or a table of more than a label and its value, is no cover sheet."""
    filled = sum(bool(cell.strip()) for cell in block.cells)
    return len(block.text.split()) >= COVER_LINE or filled > 2


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
