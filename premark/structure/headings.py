"""A document in; the blocks that are headings, with their level, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from premark.structure.codes import named_codes
from premark.types.document import Block, Document

LONGEST = 32  # words; the longest official criterion in the two guides has 30
LONGEST_PLAIN = 14
PROSE = 18
_TYPED_NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,2})[.):]?\s+(?=\S)")
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…|\t|\s{3,}|\.\s\.\s)\s*\d{1,3}\s*$")
_DATE_OR_SUM = re.compile(r"^\W*[\d\s/:.,£$%()-]+\W*$")


def find_headings(document: Document, codes: tuple[str, ...]) -> dict[int, int]:
    """Block index to heading level (1 outermost), in reading order; each file by its own type."""
    found: dict[int, int] = {}
    for file in range(len(document.files)):
        body = [
            b for b in document.blocks if b.file == file and b.part == "body" and not _empty(b)
        ]
        found |= _file_headings(body, codes)
    return found


def _file_headings(body: Sequence[Block], codes: tuple[str, ...]) -> dict[int, int]:
    size = body_size(body)
    found: dict[int, Block] = {}
    for i, block in enumerate(body):
        before = body[i - 1] if i else None
        after = body[i + 1] if i + 1 < len(body) else None
        if _is_heading(block, before, after, size, codes):
            found[block.index] = block
    return _levels(found)


def body_size(blocks: Sequence[Block]) -> float | None:
    """The commonest type size by characters, in points; None when the file tells none."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.look.size is not None:
            sizes[round(block.look.size, 1)] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else None


def is_contents_line(block: Block) -> bool:
    """A line of a table of contents: a title and, after leaders or a tab, its page."""
    styled = block.look.style.lower().startswith(("toc", "table of figures"))
    return styled or bool(_CONTENTS_LINE.search(block.original))


def _is_heading(
    block: Block,
    before: Block | None,
    after: Block | None,
    size: float | None,
    codes: tuple[str, ...],
) -> bool:
    if block.kind == "row" or is_contents_line(block):
        return False
    words = len(block.text.split())
    if block.kind == "heading":
        return words <= 2 * LONGEST
    named = named_codes(_numbered(block), codes)
    if named and not named.bare and words <= LONGEST + 6 and _line_like(block.text):
        return True
    if named and named.codes and not named.rest and _opens_prose(block, after):
        return True
    if words > LONGEST or not _line_like(block.text) or block.kind == "list_item":
        return _list_heading(block, size, words)
    if _stands_out(block, size):
        return not _all_stand_out(before, after, size)
    return _plain_heading(block, before, after, words)


def _opens_prose(block: Block, after: Block | None) -> bool:
    """A code alone on its line heads what follows, unless that is a figure or a table too."""
    if after is None or after.kind == "row" or block.kind != "paragraph":
        return False
    return not _DATE_OR_SUM.match(after.text)


def _line_like(text: str) -> bool:
    """A line rather than a sentence: letters in it, no full stop, comma or colon at its end."""
    if _DATE_OR_SUM.match(text) or not re.search(r"[A-Za-z]{2}", text):
        return False
    return not re.search(r"[.;,]\s*$", text) or bool(re.match(r"\W*[\d.]+\W*\w[^.]{3,}\.$", text))


def _stands_out(block: Block, size: float | None) -> bool:
    look = block.look
    larger = bool(size and look.size and look.size >= size * 1.12)
    shouted = look.caps and len(re.findall(r"[A-Za-z]", block.text)) >= 6
    return look.bold or larger or shouted


def _all_stand_out(before: Block | None, after: Block | None, size: float | None) -> bool:
    """A whole passage in bold is no row of headings."""
    long = [b for b in (before, after) if b is not None and len(b.text.split()) > PROSE]
    return bool(long) and all(_stands_out(b, size) and b.kind != "heading" for b in long)


def _list_heading(block: Block, size: float | None, words: int) -> bool:
    """A bold numbered item is a heading that Word numbers by itself."""
    numbered = bool(re.match(r"\d", block.number))
    return block.kind == "list_item" and numbered and words <= LONGEST and block.look.bold


def _plain_heading(
    block: Block, before: Block | None, after: Block | None, words: int
) -> bool:
    """A short line without an end, between whole paragraphs, that starts like a title."""
    if words > LONGEST_PLAIN or after is None or re.search(r"[:.,;]\s*$", block.text):
        return bool(_TYPED_NUMBER.match(block.text)) and after is not None and _prose(after)
    if not (block.text[:1].isupper() or block.text[:1].isdigit() or block.text[:1] in "\"'“‘"):
        return False
    if before is not None and before.text.rstrip()[-1:] in (":", ",", ";"):
        return False
    return _prose(after) or (after.kind == "row" and (before is None or before.kind != "row"))


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
