"""The learner's text with the view's quotes in; groups of blocks, cut at every mark, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from premark.plain import plain
from premark.report.rows import ReportView, criterion_quotes
from premark.report.words import words
from premark.types.document import Block
from premark.types.evidence import Review

_URL = re.compile(r"https?://[^\s<>\"'“”‘’()\[\]{}|\\^`]+", re.IGNORECASE)
_DEEPEST = 6
_TOP = 2  # the level of the heading above the learner's text


@dataclass(frozen=True)
class Tag:
    """A criterion that a passage is given to; `own` is false for secondary matches."""

    code: str
    slug: str
    own: bool


@dataclass(frozen=True)
class Mark:
    """Highlighted words: the id they answer to, and the criteria that use them."""

    id: str
    back: str
    codes: str


@dataclass(frozen=True)
class Run:
    """A stretch of text with the marks that cover it, outermost first.

    Before it, `close` marks end and the marks of `open` begin; `opens` are those of them that
    begin for the first time: a mark that crosses another is closed and opened again.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    close: int = 0
    open: tuple[Mark, ...] = ()
    opens: frozenset[str] = frozenset()
    url: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class Line:
    """A block of the learner's text: its runs, or in a table row its cells of runs.

    `lost` are ids of marks that cover nothing shown, such as the gap between two cells.
    """

    block: int
    number: str
    depth: int
    header: bool
    cells: tuple[tuple[Run, ...], ...]
    mapped: bool
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Neighbouring lines of one kind. `note` says what is not the learner's own answer."""

    kind: str
    lines: tuple[Line, ...]
    note: str = ""
    label: str = ""
    quiet: bool = False


@dataclass
class _Marked:
    """Marks and tags by block, gathered once."""

    spans: dict[int, list[tuple[int, int, Mark]]] = field(default_factory=dict)
    tags: dict[int, list[tuple[int, tuple[Tag, ...]]]] = field(default_factory=dict)
    mapped: set[int] = field(default_factory=set)


def read_text(review: Review, view: ReportView) -> tuple[Group, ...]:
    """The whole text in groups (headings, paragraphs, lists, tables, page and file breaks)."""
    marked = _Marked(_spans(view, review), *_tags(review, view))
    roles = _roles(review)
    headings = {s.heading: s.level for s in review.sections if s.heading is not None}
    drawn = _Drawing(review, marked, roles, headings)
    return tuple(drawn.groups())


@dataclass
class _Drawing:
    review: Review
    marked: _Marked
    roles: Mapping[int, str]
    headings: Mapping[int, int]
    level: int = _TOP
    said: str = ""

    def groups(self) -> Iterator[Group]:
        page: int | None = None
        file = -1
        for key, run in groupby(self.review.document.blocks, key=self._key):
            blocks = list(run)
            if blocks[0].file != file:
                file = blocks[0].file
                page = None
                if len(self.review.document.files) > 1:
                    self.level = 3
                    yield Group("file", (), label=plain(self.review.document.files[file].name))
            if blocks[0].page is not None and blocks[0].page != page:
                page = blocks[0].page
                yield Group("page", (), label=str(page))
            yield self._group(key[0], blocks)

    def _key(self, block: Block) -> tuple[str, object, str, int, int | None]:
        kind = "heading" if block.index in self.headings else block.kind
        alone = block.index if kind in ("heading", "paragraph") else None
        apart = block.table if kind == "row" else alone
        return kind, apart, self._note(block), block.file, block.page if kind != "row" else None

    def _note(self, block: Block) -> str:
        said = words()
        if block.template:
            return said.roles["template"]
        if block.part != "body":
            return said.parts.get(block.part, "")
        return said.roles.get(self.roles.get(block.index, ""), "")

    def _group(self, kind: str, blocks: Sequence[Block]) -> Group:
        first = blocks[0]
        if kind == "heading":
            kind = f"h{self._heading(first)}"
        lines = tuple(_lines(blocks, self.marked))
        quiet = first.template or first.part in ("header", "footer")
        quiet = quiet or self.roles.get(first.index) in ("cover", "contents", "template")
        note = self._note(first)
        told, self.said = self.said, note
        return Group(kind, lines, "" if note == told else note, quiet=quiet)

    def _heading(self, block: Block) -> int:
        """Never more than one level below the heading before it."""
        level = self.headings.get(block.index, block.level or 1)
        self.level = max(_TOP + 1, min(_TOP + max(1, level), self.level + 1, _DEEPEST))
        return self.level


def _roles(review: Review) -> dict[int, str]:
    roles: dict[int, str] = {}
    for section in review.sections:
        own = section.blocks if section.heading is None else (section.heading, *section.blocks)
        roles.update(dict.fromkeys(own, section.role))
    return roles


def _spans(view: ReportView, review: Review) -> dict[int, list[tuple[int, int, Mark]]]:
    """The view's quotes by block, each stretch once, with everyone who uses it."""
    users: dict[tuple[int, int, int], dict[str, str]] = defaultdict(dict)
    for row in view.criteria:
        for quote in criterion_quotes(row):
            at = quote.at
            back = f"e-{row.slug}-{quote.mark}"
            users[at.block, at.start, at.end].setdefault(row.code, back)
    for i, notice in enumerate(view.notices):
        for quote in notice.quotes:
            at = quote.at
            users[at.block, at.start, at.end].setdefault("a notice", f"notice-{i + 1}")
    spans: dict[int, list[tuple[int, int, Mark]]] = defaultdict(list)
    for block, start, end in sorted(users):
        own = users[block, start, end]
        if 0 <= block < len(review.document.blocks) and start < end:
            mark = Mark(f"q{block}-{start}-{end}", next(iter(own.values())), ", ".join(own))
            spans[block].append((start, end, mark))
    return spans


def _tags(
    review: Review, view: ReportView
) -> tuple[dict[int, list[tuple[int, tuple[Tag, ...]]]], set[int]]:
    """Where each passage starts, with its criteria; and every block that has one."""
    slugs = {row.code: row.slug for row in view.criteria}
    owned: dict[str, list[Tag]] = defaultdict(list)
    for each in review.criteria:
        for match in each.matches:
            tag = Tag(each.criterion, slugs.get(each.criterion, ""), match.primary)
            owned[match.passage].append(tag)
    tags: dict[int, list[tuple[int, tuple[Tag, ...]]]] = defaultdict(list)
    mapped: set[int] = set()
    before: tuple[object, tuple[Tag, ...]] = (None, ())
    for passage in review.passages:
        own = tuple(sorted(owned[passage.id], key=lambda t: not t.own))
        if not passage.pieces:
            continue
        home = ("table", passage.table) if passage.kind == "row" else passage.pieces[0].at.block
        repeated = (home, own) == before
        if own and not repeated:
            at = passage.pieces[0].at
            tags[at.block].append((at.start, own))
        if any(tag.own for tag in own):
            mapped.update(piece.at.block for piece in passage.pieces)
        before = (passage.pieces[-1].at.block if passage.kind != "row" else home, own)
    return tags, mapped


def _lines(blocks: Iterable[Block], marked: _Marked) -> Iterator[Line]:
    for block in blocks:
        runs = tuple(_runs(block, marked))
        opened = {id_ for cell in runs for run in cell for id_ in run.opens}
        spans = marked.spans.get(block.index, ())
        yield Line(
            block=block.index,
            number=plain(block.number),
            depth=min(block.level or 0, 4) if block.kind == "list_item" else 0,
            header=block.header,
            cells=runs,
            mapped=block.index in marked.mapped,
            lost=tuple(mark.id for _, _, mark in spans if mark.id not in opened),
        )


def _runs(block: Block, marked: _Marked) -> Iterator[tuple[Run, ...]]:
    opened: set[str] = set()
    for start, end in _cells(block):
        yield tuple(_cut(block, (start, end), marked, opened))


def _cells(block: Block) -> list[tuple[int, int]]:
    """Offsets of each cell of a row in its text; of the whole text elsewhere."""
    joined = " | ".join(block.cells)
    if block.kind != "row" or joined != block.text:
        return [(0, len(block.text))]
    found, at = [], 0
    for cell in block.cells:
        found.append((at, at + len(cell)))
        at += len(cell) + len(" | ")
    return found


def _cut(block: Block, within: tuple[int, int], marked: _Marked, opened: set[str]) -> Iterator[Run]:
    """The stretch cut wherever a mark, a tag or an address begins or ends."""
    first, last = within
    spans = [s for s in marked.spans.get(block.index, ()) if s[0] < last and s[1] > first]
    tags = dict(t for t in marked.tags.get(block.index, ()) if first <= t[0] <= last)
    urls = [_url(hit.start(), hit.group()) for hit in _URL.finditer(block.text, first, last)]
    edges = {first, last, *tags}
    for start, end, _ in (*spans, *urls):
        edges |= {min(max(start, first), last), min(max(end, first), last)}
    ordered = sorted(edges)
    stack: tuple[Mark, ...] = ()
    for start, end in zip(ordered, [*ordered[1:], last], strict=True):
        if start in tags:
            yield Run("", stack, tags=tags.pop(start))
        if start >= end:
            continue
        over = tuple(m for s, e, m in sorted(spans, key=_outer) if s <= start and e >= end)
        opens = frozenset(m.id for m in over) - opened
        opened |= opens
        kept = _shared(stack, over)
        url = next((u for s, e, u in urls if s <= start and e >= end and not over), "")
        text = plain(block.text[start:end])
        yield Run(text, over, len(stack) - kept, over[kept:], opens, url)
        stack = over


def _shared(stack: Sequence[Mark], over: Sequence[Mark]) -> int:
    """How many marks, counted from the outermost, go on from one run to the next."""
    kept = 0
    while kept < min(len(stack), len(over)) and stack[kept].id == over[kept].id:
        kept += 1
    return kept


def _outer(span: tuple[int, int, Mark]) -> tuple[int, int]:
    return span[0], -span[1]


def _url(start: int, text: str) -> tuple[int, int, str]:
    address = text.rstrip(".,;:!?*_~")
    return start, start + len(address), address
