"""Markdown text in; blocks out: headings, paragraphs, list items, table rows and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from premark.read.cleaning import clean
from premark.read.plain.html import Hidden
from premark.types.document import Block, Concealed, Look

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
SILENT = {"softbreak": " ", "hardbreak": " "}


@dataclass
class _Place:
    """Where the walk through the tokens stands."""

    numbers: list[int | None] = field(default_factory=list)
    mark: str = ""
    level: int | None = None
    cells: list[str] = field(default_factory=list)
    in_head: bool = False
    in_cell: bool = False
    table: int = -1
    row: int = 0
    hidden: Hidden = field(default_factory=Hidden)


def markdown_blocks(text: str) -> list[Block]:
    """Blocks in order, all with index 0; tables are numbered from 0."""
    from markdown_it import MarkdownIt  # late: only Markdown needs it

    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    place = _Place()
    blocks: list[Block] = []
    environment: dict[str, dict[str, dict[str, str]]] = {}
    for token in parser.parse(FRONT_MATTER.sub("", text, count=1), environment):
        for block in _blocks_of(token, place):
            blocks.append(_telling(block, place) if block.text else block)
    place.hidden.note(environment.get("references", {}))
    return _with_rest(blocks, place.hidden.told())


def _telling(block: Block, place: _Place) -> Block:
    hidden = place.hidden.told() if place.hidden.texts else ()
    return block.model_copy(update={"concealed": hidden}) if hidden else block


def _with_rest(blocks: list[Block], hidden: tuple[Concealed, ...]) -> list[Block]:
    """The blocks, the last that has words bearing what is hidden after it."""
    last = next((i for i in reversed(range(len(blocks))) if blocks[i].text), None)
    if hidden and last is not None:
        told = (*blocks[last].concealed, *hidden)
        blocks[last] = blocks[last].model_copy(update={"concealed": told})
    return blocks


def _blocks_of(token: Token, place: _Place) -> Iterator[Block]:
    _enter_or_leave(token, place)
    if token.type == "inline":
        yield from _inline(token, place)
    elif token.type in ("fence", "code_block"):
        yield _block(place.hidden.said(token.content.strip()))
    elif token.type == "html_block":
        yield _block(place.hidden.shown(token.content))
    elif token.type == "tr_close":
        yield _row(place)


def _enter_or_leave(token: Token, place: _Place) -> None:
    kind = token.type
    if kind == "heading_open":
        place.level = int(token.tag[1:])
    elif kind == "heading_close":
        place.level = None
    elif kind in ("bullet_list_open", "ordered_list_open"):
        start = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
        place.numbers.append(start)
    elif kind in ("bullet_list_close", "ordered_list_close"):
        place.numbers.pop()
    elif kind == "list_item_open":
        _next_item(token, place)
    elif kind == "list_item_close":
        place.mark = ""
    elif kind == "table_open":
        place.table, place.row = place.table + 1, 0
    elif kind in ("thead_open", "thead_close"):
        place.in_head = kind == "thead_open"
    elif kind in ("th_open", "td_open", "th_close", "td_close"):
        place.in_cell = kind.endswith("open")
    elif kind == "tr_open":
        place.cells = []


def _next_item(token: Token, place: _Place) -> None:
    number = place.numbers[-1]
    if number is None:
        place.mark = token.markup or "-"
    else:
        place.mark = f"{number}{token.markup or '.'}"
        place.numbers[-1] = number + 1


def _inline(token: Token, place: _Place) -> Iterator[Block]:
    text = _words(token.children or [], place.hidden)
    if place.in_cell:
        place.cells.append(text)
        return
    if place.level:
        yield _block(text, level=place.level)
    else:
        # Only an item's first paragraph bears its mark.
        yield _block(text, mark=place.mark, bold=_is_all_bold(token.children or []))
        place.mark = ""


def _words(tokens: list[Token], hidden: Hidden) -> str:
    """The text without its marks: emphasis, links and code keep their words, pictures theirs."""
    return "".join(_said(token, hidden) for token in tokens)


def _said(token: Token, hidden: Hidden) -> str:
    if token.type == "html_inline":
        return hidden.shown(token.content).strip()
    if token.type in SILENT or token.nesting:
        return SILENT.get(token.type, "")
    return hidden.said(token.content)


def _is_all_bold(tokens: list[Token]) -> bool:
    shown = [t for t in tokens if t.content.strip() or t.type.startswith("strong")]
    return (
        len(shown) > 2
        and shown[0].type == "strong_open"
        and shown[-1].type == "strong_close"
        and sum(t.type == "strong_open" for t in shown) == 1
    )


def _block(original: str, *, level: int | None = None, mark: str = "", bold: bool = False) -> Block:
    text = clean(original)
    letters = [c for c in text if c.isalpha()]
    return Block(
        index=0,
        kind="heading" if level else "list_item" if mark else "paragraph",
        text=text,
        original=original,
        level=level,
        number=mark,
        look=Look(bold=bold, caps=len(letters) > 1 and text.upper() == text),
    )


def _row(place: _Place) -> Block:
    cells = tuple(clean(cell) for cell in place.cells)
    place.row += 1
    return Block(
        index=0,
        kind="row",
        text=" | ".join(cells),
        original=" | ".join(place.cells),
        table=place.table,
        row=place.row - 1,
        header=place.in_head,
        cells=cells,
    )
