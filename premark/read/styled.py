"""A file's blocks in; the same, with prose typed in a heading style made paragraphs again, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from premark.types.document import Block

LONGEST_TITLE = 32  # words; the longest criterion in the units has 30
LEAST_PROSE = 8
LONG_PROSE = 18
_CODED = re.compile(r"\W*(?:[A-Za-z]{1,10}\.?\s?){0,2}\d{1,2}\s?[.,]\s?\d{1,2}\b")
_ENDED = re.compile(r"[.!][\"'”’)\]]*$")
_SENTENCES = re.compile(r"[A-Za-z)]{2}[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")


def reads_as_prose(text: str) -> bool:
    """Whether a block's words are sentences rather than a title; a criterion's code makes one."""
    words = len(text.split())
    if words > LONGEST_TITLE:
        return True
    if words < LEAST_PROSE or _CODED.match(text):
        return False
    return bool(_ENDED.search(text) or _SENTENCES.search(text))


def is_title(block: Block) -> bool:
    """A heading by its style, or a line that begins with a criterion's code and answers nothing."""
    if block.kind == "heading":
        return True
    if block.kind == "row" or len(block.text.split()) > LONGEST_TITLE:
        return False
    return _CODED.match(block.text) is not None and not _ENDED.search(block.text)


def unstyle_prose(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with `kind` "paragraph" where a heading style is worn by what heads nothing.

    A style whose own blocks are mostly prose is how the learner types, not a heading style:
    only its titles that stand over prose stay headings.
    """
    body = [b for b in blocks if b.part == "body" and not b.template]
    after = dict(zip((b.index for b in body), [*body[1:], None], strict=False))
    worn = _worn_by_prose(body, after)
    return [
        block.model_copy(update={"kind": "paragraph", "level": None})
        if block.kind == "heading"
        and block.index in after
        and _heads_nothing(block, after[block.index], worn)
        else block
        for block in blocks
    ]


def _worn_by_prose(body: Sequence[Block], after: dict[int, Block | None]) -> frozenset[str]:
    """Styles with at least as many blocks of prose as of titles, and more than one."""
    styles = {_style(b) for b in body if b.kind == "heading"}
    prose: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for block in body:
        style = _style(block)
        if style not in styles:
            continue
        if reads_as_prose(block.text) and not _changes(block, after[block.index]):
            prose[style] += 1
        else:
            titles[style] += 1
    # One of each may be a title that nobody answered, and the next title.
    return frozenset(
        style
        for style in styles
        if prose[style] >= titles[style] and (prose[style] > 1 or not titles[style])
    )


def _style(block: Block) -> str:
    return block.look.style or (f"level {block.level}" if block.kind == "heading" else "")


def _changes(block: Block, after: Block | None) -> bool:
    """Whether what follows is set in another style: then even a long line may head it."""
    return after is not None and (after.kind == "row" or _style(after) != _style(block))


def _heads_nothing(block: Block, after: Block | None, worn: frozenset[str]) -> bool:
    prose = reads_as_prose(block.text)
    if _style(block) in worn:
        return prose or after is None or not (_CODED.match(block.text) or _over_prose(after))
    if not prose or (after is not None and after.kind != "heading"):
        return False
    words = len(block.text.split())
    return words > LONGEST_TITLE or (words >= LONG_PROSE and bool(_SENTENCES.search(block.text)))


def _over_prose(after: Block) -> bool:
    return after.kind == "row" or reads_as_prose(after.text)
