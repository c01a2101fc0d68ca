"""A labelled assignment and its review in; everything on which they differ, in words, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from premark.evaluate import miss_rows
from premark.evaluate.case import Case
from premark.evaluate.miss_rows import Row


@dataclass(frozen=True)
class Table:
    """Differences of one kind; the text that a reader judges by stands in the column `quoted`."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    quoted: str = ""


@dataclass(frozen=True)
class Sheet:
    """All differences of one document, the kinds that have none left out."""

    id: str
    about: str
    tables: tuple[Table, ...]

    @property
    def count(self) -> int:
        return sum(len(table.rows) for table in self.tables)


def sheet(case: Case, canonical: Any) -> Sheet:
    gold = case.gold
    about = f"{gold.unit}, layout {gold.layout or 'not said'}, {gold.heading_kind} headings"
    tables = [
        Table(
            "passages",
            "Passages given to other criteria than their label",
            ("Place", "Label", "premark", "Text", "Why premark"),
            tuple(miss_rows.misplaced(case)),
            quoted="Text",
        ),
        Table(
            "strengths",
            "Strengths that differ",
            ("Criterion", "Label", "premark", "Why the label", "Why premark"),
            tuple(miss_rows.strengths(case)),
        ),
        Table(
            "verbs",
            "Verbs told otherwise than labelled",
            ("Criterion", "Label", "premark", "Why the label", "Why premark", "What it rests on"),
            tuple(miss_rows.verbs(case)),
            quoted="What it rests on",
        ),
        *_required_tables(case),
        *_counted_tables(case, canonical),
        Table(
            "moves",
            "Moves of a paragraph that differ",
            ("Paragraph", "Missed", "Told beside", "Text"),
            tuple(miss_rows.moves(case)),
            quoted="Text",
        ),
    ]
    return Sheet(gold.id, about, tuple(t for t in tables if t.rows))


def _required_tables(case: Case) -> list[Table]:
    return [
        Table(
            "unnamed",
            "Unmet elements that no shortfall says",
            ("Criterion", "Labelled as missing", "premark told as missing"),
            tuple(miss_rows.unnamed(case)),
        ),
        Table(
            "false-shortfalls",
            "Shortfalls of criteria that are labelled complete",
            ("Criterion", "Told as missing", "Why the label"),
            tuple(miss_rows.false_shortfalls(case)),
        ),
        Table(
            "elements",
            "Required elements told otherwise than labelled (joined by likeness of words)",
            ("Criterion", "Element", "Label", "premark", "Why premark"),
            tuple(miss_rows.elements(case)),
        ),
    ]


def _counted_tables(case: Case, canonical: Any) -> list[Table]:
    return [
        Table(
            "counts",
            "Citations and references counted otherwise",
            ("What", "Label", "premark", "What premark counted"),
            tuple(miss_rows.counted(case)),
            quoted="What premark counted",
        ),
        Table(
            "sources",
            "Mismatches of text and list, missed or told beside",
            ("Side", "Source", "Label", "premark"),
            tuple(miss_rows.mismatches(case)),
        ),
        Table(
            "models",
            "Models counted otherwise",
            ("Model", "Label", "premark", "Where premark read it"),
            tuple(miss_rows.models(case, canonical)),
            quoted="Where premark read it",
        ),
        Table(
            "quantities",
            "Hours, clients and months that differ",
            ("Quantity", "Label", "premark", "What premark counted"),
            tuple(miss_rows.quantities(case)),
            quoted="What premark counted",
        ),
        Table(
            "names",
            "Names missed or told beside",
            ("Name", "What", "Place", "Text"),
            tuple(miss_rows.names(case)),
            quoted="Text",
        ),
    ]
