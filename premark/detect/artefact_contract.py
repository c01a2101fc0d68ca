"""Items, tables and running prose in; those that are the wording of a contract, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from premark.detect.artefact_piece import (
    Piece,
    is_cited,
    of_lines,
    sections_of,
    sentences_of,
    titles_of,
)
from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.log_prose import Line
from premark.types.document import Passage

CLAUSES = 4  # distinct clauses of a contract; one fewer under a heading that says so
UNNAMED = 5  # clauses of one in running prose that nothing calls a contract
FEWEST = 4  # sentences
NAMING = 14  # words of an opening sentence that says what stands below it
HOLDING = 0.6  # share of items or sentences that lay something down
OPENING = 0.4  # the same of a paragraph that opens with the contract's own title
TOLD = 0.2  # share of sentences that tell a story


def clauses_in(texts: Sequence[str]) -> list[str]:
    """Names of the clauses that the texts hold, in the order of the word file."""
    held = {name for text in texts for name in words().found("contract", text)}
    return [name for name in words().group("contract") if name in held]


def in_items(items: Sequence[str], title: str, others: int = 0) -> str:
    """Why a list's items are a contract, "" where they are none.

    `others` is how many labels of a profile or of records they hold, which share its words.
    """
    table = words()
    clauses = clauses_in(items)
    holding = sum(bool(table.found("contract", item)) for item in items)
    headed = table.heading("contract").hits(title)
    voiced = any(table.group("contract_voice")["voice"].hits(item) for item in items)
    enough = len(clauses) >= (CLAUSES - headed) and holding >= HOLDING * len(items)
    if not enough or not voiced or (others > len(clauses) and not headed):
        return ""
    return f"its items set out {', '.join(clauses)}"


def in_rows(rows: Sequence[Passage], title: str) -> str:
    """Why the rows of a table of clauses are a contract, "" where they are none."""
    texts = [" ".join(cell.text for cell in row.cells) for row in rows]
    if not 2 <= len(rows[0].cells) <= 3 or len(texts) < FEWEST:
        return ""
    if not words().heading("contract").hits(title) and len(clauses_in(texts)) < UNNAMED:
        return ""
    return "" if _told(texts) > TOLD else in_items(texts, title)


def written_contracts(seen: Seen) -> Iterator[Piece]:
    """Contracts written out, in sentences or in sentences and items, wherever they stand."""
    for section in sections_of(seen):
        run: list[Line] = []
        for line in section:
            holds = _lays_down(line)
            if holds and not (run and _opens(line)):
                run.append(line)
                continue
            yield from _contract(run, section)
            run = [line] if holds else []
        yield from _contract(run, section)


def _contract(run: list[Line], section: list[Line]) -> Iterator[Piece]:
    texts = [sentence for line in run for sentence in sentences_of(line.text)]
    if len(texts) < FEWEST:
        return
    clauses, voice = clauses_in(texts), words().group("contract_voice")
    named = _is_named(run, section)
    sealed = "signed" in clauses or "parties" in clauses
    counted = any(voice["counted"].hits(text) for text in texts)
    enough = named and len(clauses) >= CLAUSES - 1 and (sealed or counted)
    alone = {"signed", "parties"} <= set(clauses) and len(clauses) >= UNNAMED and counted
    if enough or alone:
        because = f"its clauses set out {', '.join(clauses)}"
        yield of_lines("contract", run, "wording", because)


def _lays_down(line: Line) -> bool:
    """Whether a paragraph or an item lays down what is to be, tells no story, quotes no source."""
    texts = sentences_of(line.text)
    if not texts or is_cited(line.text) or _told(texts) > TOLD:
        return False
    binds = words().group("contract_voice")["binds"]
    holding = [t for t in texts if binds.hits(t) or words().found("contract", t) or _names(t)]
    return len(holding) >= (OPENING if _opens(line) else HOLDING) * len(texts)


def _told(texts: Sequence[str]) -> float:
    voice = words().group("contract_voice")
    other = ("tells", "in_general")
    told = [t for t in texts if any(voice[o].hits(t) for o in other) or voice["advises"].opens(t)]
    return len(told) / len(texts)


def _is_named(run: list[Line], section: list[Line]) -> bool:
    """Whether a heading, the opening words, or the line before that ends in a colon say so."""
    heading = words().heading("contract")
    at = section.index(run[0])
    before = section[at - 1].text.rstrip() if at else ""
    led = before.endswith(":") and heading.hits(sentences_of(before)[-1])
    return heading.hits(titles_of(run[0])) or _opens(run[0]) or led


def _opens(line: Line) -> bool:
    return any(_names(text) for text in sentences_of(line.text)[:2])


def _names(sentence: str) -> bool:
    """Whether a short sentence is a title: "Appendix 1. The agreement with Driver B"."""
    short = len(sentence.split()) <= NAMING
    return short and words().group("contract_voice")["titles"].opens(sentence)
