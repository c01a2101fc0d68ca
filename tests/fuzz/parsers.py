"""Our own parsers by name: a text in; AssertionError where one breaks what it promises.

The promise of all: nothing is raised but the documented error, and what is quoted stands there.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from premark.detect.base import Seen
from premark.detect.citation_forms import find_citations
from premark.detect.citation_notes import read_note
from premark.detect.dates import find_dates, find_periods, find_steps, read_date
from premark.detect.durations import find_clock, find_durations, read_duration
from premark.detect.reference_entry import looks_like_reference, read_entry
from premark.detect.reference_list import cut_entries
from premark.detect.sessions import sessions
from premark.errors import PackError, ReadError
from premark.packs.yaml_source import read_yaml
from premark.parse import blank_parser
from premark.patterns import PhraseError, compile_phrases
from premark.read import read_bytes
from premark.read.plain.markdown import markdown_blocks
from premark.structure.codes import named_codes
from premark.types.document import Block, Cell, Locator, Passage, Piece

CODES = ("1.1", "1.2", "2.1", "2.10", "3.4")
WIDE = 12  # columns of a table


def durations(text: str) -> None:
    _in_order([(start, end) for start, end, _ in find_durations(text)], text)
    assert all(0 < hours < math.inf for _, _, hours in find_durations(text))
    for unit in ("", "hours", "minutes"):
        hours = read_duration(text, unit)
        assert hours is None or 0 < hours < math.inf
    clock = find_clock(text)
    assert clock is None or 0 <= clock[0] < clock[1] < 2 * 24 * 60  # it may end after midnight


def dates(text: str) -> None:
    days = find_dates(text)
    _in_order([(day.start, day.end) for day in days], text)
    for day in (*days, *filter(None, [read_date(text)])):
        assert 1 <= day.month <= 12 and 1 <= day.day <= 31
    periods = find_periods(text)
    _in_order([(one.start, one.end) for one in periods], text)
    assert all(1 <= one.first <= 12 and 1 <= one.last <= 12 for one in periods)
    assert all(0 <= least <= most for least, most in find_steps(text))


def citations(text: str) -> None:
    for bare in (False, True):
        for one in find_citations(text, known=frozenset({"marsh", "rye"}), bare_numbers=bare):
            assert text[one.start : one.end] == one.quote and one.quote.strip()


def references(text: str) -> None:
    entry = read_entry(text)
    flat = " ".join(text.split())
    assert entry.year in flat and entry.link in flat
    looks_like_reference(text)
    read_note(text)
    lines = text.splitlines()
    blocks = [
        Block(index=i, kind="paragraph", text=line, original=line) for i, line in enumerate(lines)
    ]
    for found in cut_entries(blocks):
        assert found.quote == blocks[found.at.block].text[found.at.start : found.at.end]


def phrases(text: str) -> None:
    phrase, _, searched = text.partition("\n")
    try:
        compiled = compile_phrases((phrase,))
    except PhraseError as error:
        assert str(error)
        return
    if any(re.fullmatch(source, "") for source in compiled.sources):
        return  # the check of a criteria file refuses a phrase that finds nothing at all
    _in_order([found.span() for found in compiled.finditer(searched)], searched)


def unit_codes(text: str) -> None:
    named = named_codes(text, CODES)
    assert named is None or set(named.codes) <= set(CODES)


def criteria_yaml(text: str) -> None:
    """A unit, and a file of patterns, as `premark check` reads them."""
    from premark.authoring.survey import survey

    path = _folder() / "bread.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    for reads in (read_yaml, survey):
        try:
            reads(path)
        except (PackError, ReadError) as error:
            assert error.message.strip() and "Traceback" not in error.message


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="premark-fuzz-"))


def logs(text: str) -> None:
    """Lines with bars are rows of tables, a blank line begins another; the rest is prose."""
    passages: list[Passage] = []
    table, names = 0, [""] * WIDE
    for line in text.splitlines():
        if not line.strip():
            table, names = table + 1, [""] * WIDE
        elif "|" not in line:
            passages.append(_passage(len(passages), line, "prose"))
        elif not any(names):
            names = (line.split("|") + names)[:WIDE]
        else:
            cells = tuple(
                Cell(name=n, text=t) for n, t in zip(names, line.split("|"), strict=False)
            )
            joined = " | ".join(cell.text for cell in cells)
            passages.append(_passage(len(passages), joined, "row", cells=cells, table=table))
    if not any(passage.text.strip() for passage in passages):
        return
    parsed = tuple(_parser().parse(passages))
    texts = {passage.id: passage.text for passage in passages}
    for found in sessions(Seen(parsed, np.zeros((0, 1), dtype=np.float32)), _NO_RULES):
        assert found.quote in texts[found.passage]
        assert found.value is None or 0 <= found.value < math.inf


_parser = cache(blank_parser)
_NO_RULES: Any = None  # what reads logs asks the unit for nothing


def _passage(number: int, text: str, kind: Any, **more: Any) -> Passage:
    at = Locator(block=number, start=0, end=len(text), label=f"para {number}")
    piece = Piece(offset=0, at=at)
    return Passage(id=f"p{number:03}", section=0, kind=kind, text=text, pieces=(piece,), **more)


def markdown(text: str) -> None:
    """The letters of all blocks stand in the source, in its order; a whole file may be refused."""
    blocks = markdown_blocks(text)
    if "&" not in text:  # a sign that is named stands for another
        source = iter(text)
        letters = [sign for block in blocks for sign in block.original if sign.isalpha()]
        assert all(sign in source for sign in letters)
    for name in ("essay.md", "essay.txt"):
        try:
            read_bytes([(name, text.encode("utf-8", "replace"))])
        except ReadError as error:
            assert error.message and error.hint


def _in_order(places: Iterable[tuple[int, int]], text: str) -> None:
    """Places of a text, none empty, none over another."""
    last = 0
    for start, end in places:
        assert last <= start < end <= len(text)
        last = end


PARSERS: dict[str, Callable[[str], None]] = {
    "durations": durations,
    "dates": dates,
    "citations": citations,
    "references": references,
    "phrases": phrases,
    "unit_codes": unit_codes,
    "criteria_yaml": criteria_yaml,
    "logs": logs,
    "markdown": markdown,
}
PIECES = {
    name: words.replace("⏎", "\n").replace("⇥", "\t").split(" ")
    for name, words in yaml.safe_load(
        Path(__file__).with_name("pieces.yaml").read_text(encoding="utf-8")
    ).items()
}
SPACED = (" ", "", "\n")
