"""A whole submission in; the contracts, plans, logs and other documents that stand in it, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from premark.detect.artefact_prose import Piece, diaries, listed, told_logs
from premark.detect.base import Rules, Seen
from premark.detect.log_tables import tables
from premark.detect.table_shape import Table, TableKind
from premark.types.criteria import ArtefactKind
from premark.types.document import Passage
from premark.types.evidence import Finding

OF_TABLE: dict[TableKind, ArtefactKind] = {
    "session_log": "session_log",
    "form": "session_log",
    "supervision_log": "supervision_log",
    "programme_plan": "plan",
    "development_plan": "plan",
    "development_log": "reflective_log",
    "reflective_log": "reflective_log",
    "goals": "goals",
    "feedback": "feedback",
}
KEPT = ("plan", "session_log", "supervision_log", "feedback", "goals")


def artefacts(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: documents of the doing criteria, each at its first row, item or entry.

    Why: a criterion that asks for a contract, a plan or a log is met by one, not by prose
    about it.
    Known limits: told by shape and by the words of `artefacts.yaml`; a picture of a log, or a
    contract written as running prose, is not seen.
    """
    pieces = _pieces(seen)
    for piece in pieces:
        yield _finding(piece)
    records = _records(pieces)
    if records and not any(piece.kind == "records" for piece in pieces):
        yield _finding(records)


def artefact_of(seen: Seen, rules: Rules) -> dict[str, str]:
    """The kind of artefact that each passage belongs to, by passage id; others are left out."""
    found: dict[str, str] = {}
    for piece in _pieces(seen):
        for passage in piece.passages:
            found.setdefault(passage.id, piece.kind)
    return found


@lru_cache(maxsize=1)  # the matching asks for the same pieces as the detector
def _pieces(seen: Seen) -> tuple[Piece, ...]:
    found = [piece for table in tables(seen) if (piece := _of_table(table))]
    found += [*listed(seen), *diaries(seen), *told_logs(seen)]
    order = {p.passage.id: i for i, p in enumerate(seen.parsed)}
    ranked = sorted(found, key=lambda piece: (order[piece.passages[0].id], piece.kind))
    return tuple(ranked)


def _of_table(table: Table) -> Piece | None:
    kind = OF_TABLE.get(table.kind)
    if kind is None:
        return None
    first: Passage = table.grid.rows[0]
    place = (0, len(first.text))
    return Piece(kind, table.grid.rows, place, "table", table.because, table.kind)


def _records(pieces: Sequence[Piece]) -> Piece | None:
    """Two kinds of document that were kept through the programme are its records."""
    kept = [piece for piece in pieces if piece.kind in KEPT]
    kinds = list(dict.fromkeys(piece.kind for piece in kept))
    if len(kinds) < 2:
        return None
    because = f"the file holds records of {len(kinds)} kinds: {', '.join(kinds)}"
    passages = tuple({p.id: p for piece in kept for p in piece.passages}.values())
    return Piece("records", passages, kept[0].place, "kept records", because)


def _finding(piece: Piece) -> Finding:
    first = piece.passages[0]
    at = first.locate(*piece.place)
    facts = (
        ("passages", str(len(piece.passages))),
        ("ids", " ".join(passage.id for passage in piece.passages)),
        ("form", piece.form or piece.rule),
    )
    return Finding(
        detector="artefacts",
        rule=piece.rule,
        kind="artefact",
        key=piece.kind,
        at=at,
        quote=first.text[piece.place[0] : piece.place[0] + at.end - at.start],
        because=f"it reads as {piece.kind.replace('_', ' ')}: {piece.because}",
        passage=first.id,
        facts=facts,
    )
