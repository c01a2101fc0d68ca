"""A document in; the blocks that are headings, with their level, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from premark.structure.codes import named_codes
from premark.types.document import Block, Document

LONGEST = 32  # words; the longest official criterion in the two guides has 30
LONGEST_PLAIN = 14
PROSE = 18
LEAST_SENTENCE = 8  # words; a shorter line may end in a full stop and still be a title
LETTERS = 600  # a heading runs to a few lines, however few its words
RUN = 4  # lines alike, one under another: a list, not headings of one another
_TYPED_NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,2})[.):]?\s+(?=\S)")
_SUB_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,2}[.):]?\s+[A-Z]")  # "5.2 Log for Client B"
_PAGE_NUMBER = re.compile(r"(?<!\d)\d{1,3}\Z")
_NUMBERED_SENTENCE = re.compile(r"\W*\d+(?:\.\d+)*\W*\w[^.]{3,}\.$")
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*(?:$|\s+[\"'“‘(]?[A-Z])")
_DATE_OR_SUM = re.compile(r"[\W\d]*\Z")


@dataclass(frozen=True)
class Setting:
    """How a file is set: its body size, and whether bold and capitals mark anything in it."""

    size: float | None = None
    bold: bool = True
    caps: bool = True


def find_headings(document: Document, codes: tuple[str, ...]) -> dict[int, int]:
    """Block index to heading level (1 outermost), in reading order; each file by its own type."""
    found: dict[int, int] = {}
    for file in range(len(document.files)):
        blocks = [b for b in document.blocks if b.file == file and not _empty(b)]
        body = [b for b in blocks if b.part == "body"]
        headings = _file_headings(body, codes)
        if not _head_something(headings, blocks):
            headings = {i: b for i, b in headings.items() if _says_so(b, codes)}
        found |= _levels(_without_runs(headings, body, codes))
    return found


def _file_headings(body: Sequence[Block], codes: tuple[str, ...]) -> dict[int, Block]:
    setting = setting_of(body)
    found: dict[int, Block] = {}
    for i, block in enumerate(body):
        before = body[i - 1] if i else None
        after = body[i + 1] if i + 1 < len(body) else None
        if _is_heading(block, (before, after), setting, codes):
            found[block.index] = block
    return found


def _without_runs(
    found: dict[int, Block], body: Sequence[Block], codes: tuple[str, ...]
) -> dict[int, Block]:
    """Four lines alike in a row, told by their look alone, head nothing but one another."""
    runs: list[list[int]] = [[]]
    for block in body:
        if block.index not in found or _says_so(block, codes):
            runs.append([])
            continue
        if runs[-1] and found[runs[-1][-1]].look != block.look:
            runs.append([])
        runs[-1].append(block.index)
    listed = {index for run in runs if len(run) >= RUN for index in run[:-1]}
    listed |= {run[-1] for run in runs if len(run) >= RUN and run[-1] == body[-1].index}
    return {index: block for index, block in found.items() if index not in listed}


def _head_something(headings: dict[int, Block], blocks: Sequence[Block]) -> bool:
    """Where every block would be a heading, a look marks none: a slogan, a title and no more."""
    return any(
        b.index not in headings and b.part not in ("header", "footer") and not is_contents_line(b)
        for b in blocks
    )


def _says_so(block: Block, codes: tuple[str, ...]) -> bool:
    """A heading by its style or its code is one though nothing was written under it."""
    return block.kind == "heading" or named_codes(_numbered(block), codes) is not None


def setting_of(body: Sequence[Block]) -> Setting:
    """What most of a file's sentences look like cannot mark its headings."""
    sentences = [
        (block, after)
        for block, after in zip(body, [*body[1:], None], strict=False)
        if block.kind != "row" and _has_sentences(block.text)
    ]
    return Setting(
        size=body_size(body),
        bold=_marks(sentences, lambda b: b.look.bold),
        caps=_marks(sentences, lambda b: b.look.caps),
    )


def _has_sentences(text: str) -> bool:
    words = len(text.split())
    return words > LONGEST or (words >= LEAST_SENTENCE and bool(_SENTENCE.search(text)))


def _marks(
    sentences: Sequence[tuple[Block, Block | None]], has: Callable[[Block], bool]
) -> bool:
    """Whether a look is that of less than half the sentences; a long title is not counted."""
    worn, words = 0, 0
    for block, after in sentences:
        size = len(block.text.split())
        if has(block) and size <= LONGEST and after is not None and not has(after):
            continue
        words += size
        worn += size if has(block) else 0
    return 2 * worn < words or not words


def body_size(blocks: Sequence[Block]) -> float | None:
    """The commonest type size by characters, in points; None when the file tells none."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.look.size is not None:
            sizes[round(block.look.size, 1)] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else None


def is_contents_line(block: Block) -> bool:
    """A line of a table of contents: a title and, after leaders or a tab, its page."""
    if block.look.style.lower().startswith(("toc", "table of figures")):
        return True
    line = block.original.rstrip()
    page = _PAGE_NUMBER.search(line[-4:])
    if not page:
        return False
    title = line[: len(line) - len(page.group())]
    bare = title.rstrip()
    gap = title[len(bare) :]
    led = bare.endswith(("...", "…", ". .") if gap else ("...", "…"))
    return led or "\t" in gap or len(gap) >= 3


def _is_heading(
    block: Block,
    beside: tuple[Block | None, Block | None],
    setting: Setting,
    codes: tuple[str, ...],
) -> bool:
    """`beside` are the blocks before and after."""
    if block.kind == "row" or len(block.text) > LETTERS or is_contents_line(block):
        return False
    words = len(block.text.split())
    if block.kind == "heading":
        return words <= 2 * LONGEST
    named = named_codes(_numbered(block), codes)
    if named and not named.bare and words <= LONGEST + 6 and _line_like(block.text):
        return True
    if named and named.codes and not named.rest and _opens_prose(block, beside[1]):
        return True
    if words > LONGEST or not _line_like(block.text) or block.kind == "list_item":
        return _list_heading(block, setting, words)
    if _stands_out(block, setting):
        return not _all_stand_out(beside, setting)
    return _plain_heading(block, beside, words)


def _opens_prose(block: Block, after: Block | None) -> bool:
    """A code alone on its line heads what follows, unless that is a figure or a table too."""
    if after is None or after.kind == "row" or block.kind != "paragraph":
        return False
    return not _DATE_OR_SUM.match(after.text)


def _line_like(text: str) -> bool:
    """A line rather than a sentence: letters in it, no full stop, comma or colon at its end."""
    if _DATE_OR_SUM.match(text) or not re.search(r"[A-Za-z]{2}", text):
        return False
    return text.rstrip()[-1:] not in (".", ";", ",") or bool(_NUMBERED_SENTENCE.match(text))


def _stands_out(block: Block, setting: Setting) -> bool:
    look, size = block.look, setting.size
    larger = bool(size and look.size and look.size >= size * 1.12)
    shouted = setting.caps and look.caps and len(re.findall(r"[A-Za-z]", block.text)) >= 6
    return (setting.bold and look.bold) or larger or shouted


def _all_stand_out(beside: tuple[Block | None, Block | None], setting: Setting) -> bool:
    """A whole passage in bold is no row of headings."""
    long = [b for b in beside if b is not None and len(b.text.split()) > PROSE]
    return bool(long) and all(_stands_out(b, setting) and b.kind != "heading" for b in long)


def _list_heading(block: Block, setting: Setting, words: int) -> bool:
    """A bold numbered item is a heading that Word numbers by itself."""
    if block.kind != "list_item" or not (setting.bold and block.look.bold):
        return False
    return bool(re.match(r"\d", block.number)) and words <= LONGEST


def _plain_heading(
    block: Block, beside: tuple[Block | None, Block | None], words: int
) -> bool:
    """A short line without an end, between whole paragraphs, that starts like a title."""
    before, after = beside
    if words > LONGEST_PLAIN or after is None or re.search(r"[:.,;]\s*$", block.text):
        return bool(_TYPED_NUMBER.match(block.text)) and after is not None and _prose(after)
    if not (block.text[:1].isupper() or block.text[:1].isdigit() or block.text[:1] in "\"'“‘"):
        return False
    if before is not None and before.text.rstrip()[-1:] in (":", ",", ";"):
        return False
    between = before is not None and before.kind == "row"
    numbered = bool(_SUB_NUMBER.match(block.text))
    return _prose(after) or (after.kind == "row" and (numbered or not between))


def _prose(block: Block) -> bool:
    return block.kind in ("paragraph", "list_item") and len(block.text.split()) >= PROSE


def _numbered(block: Block) -> str:
    outside = block.number if re.match(r"\d", block.number) else ""
    return f"{outside} {block.text}".strip()


def _empty(block: Block) -> bool:
    return not block.text.strip()


def _levels(found: dict[int, Block]) -> dict[int, int]:
    sizes = sorted({_size(b) for b in found.values()}, reverse=True)
    return {index: _level(block, sizes) for index, block in found.items()}


def _size(block: Block) -> float:
    return round(block.look.size or 0.0, 1)


def _level(block: Block, sizes: list[float]) -> int:
    if block.kind == "heading":
        return max(1, block.level if block.level is not None else 1)
    typed = _TYPED_NUMBER.match(_numbered(block))
    if typed:
        return typed.group(1).count(".") + 1
    return 1 + sizes.index(_size(block))
