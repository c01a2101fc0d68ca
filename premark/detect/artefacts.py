"""A whole submission in; the contracts, plans, logs and other documents that stand in it, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from premark.detect.artefact_contract import written_contracts
from premark.detect.artefact_piece import Piece
from premark.detect.artefact_prose import diaries, listed, planned, told_logs
from premark.detect.artefact_told import written_feedback, written_profiles
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
    "session_plan": "plan",
    "development_plan": "plan",
    "development_log": "reflective_log",
    "reflective_log": "reflective_log",
    "goals": "goals",
    "feedback": "feedback",
    "contract": "contract",
    "overview": "records",
}
KEPT = ("plan", "session_log", "feedback", "goals")


def artefacts(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: documents of the doing criteria, each at its first row, item or entry.

    Why: a criterion that asks for a contract, a plan or a log is met by one, not by prose
    about it.
    Known limits: told by shape and by the words of `artefacts.yaml`; a picture of a log is not
    seen, nor a contract in prose that nothing calls one and nobody signs.
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
    found += _goals_of_overviews(seen, found)
    found += [*listed(seen), *diaries(seen), *told_logs(seen), *planned(seen)]
    order = {p.passage.id: i for i, p in enumerate(seen.parsed)}
    found = _joined(_widest([*found, *_written(seen)]), order)
    ranked = sorted(found, key=lambda piece: (order[piece.passages[0].id], piece.kind))
    return tuple(ranked)


def _written(seen: Seen) -> Iterator[Piece]:
    yield from written_contracts(seen)
    yield from written_profiles(seen)
    yield from written_feedback(seen)


def _widest(found: list[Piece]) -> list[Piece]:
    """The pieces without those of a kind that stand within another of that kind."""
    held = [frozenset(p.id for p in piece.passages) for piece in found]
    kept = []
    for i, piece in enumerate(found):
        if piece.form in OF_TABLE:
            kept.append(piece)
            continue
        same = [k for k, other in enumerate(found) if k != i and other.kind == piece.kind]
        if not any(held[i] < held[k] or (held[i] == held[k] and k < i) for k in same):
            kept.append(piece)
    return kept


def _joined(found: list[Piece], order: dict[str, int]) -> list[Piece]:
    """The same, a contract's opening in prose made one with the clauses that follow it."""
    clauses = [p for p in found if p.kind == "contract" and p.rule != "table"]
    clauses.sort(key=lambda piece: order[piece.passages[0].id])
    made: list[Piece] = []
    for piece in clauses:
        last = made[-1] if made else None
        if last and order[piece.passages[0].id] - order[last.passages[-1].id] <= 1:
            both = {p.id: p for p in (*last.passages, *piece.passages)}
            same = last.passages[0].section == piece.passages[0].section
            made[-1:] = [replace(last, passages=tuple(both.values()))] if same else [last, piece]
        else:
            made.append(piece)
    return [p for p in found if p not in clauses] + made


def _goals_of_overviews(seen: Seen, found: Sequence[Piece]) -> list[Piece]:
    """Where no table is for goals alone, one that follows each person's goal sets them out."""
    if any(piece.kind == "goals" for piece in found):
        return []
    forms = [table for table in tables(seen) if table.kind == "overview"]
    return [_piece(table, "goals") for table in forms if table.grid.has("goal")]


def _of_table(table: Table) -> Piece | None:
    kind = OF_TABLE.get(table.kind)
    return _piece(table, kind) if kind else None


def _piece(table: Table, kind: ArtefactKind) -> Piece:
    first: Passage = table.grid.rows[0]
    place = (0, len(first.text))
    number = len(table.grid.rows) if kind == "reflective_log" else 0
    return Piece(kind, table.grid.rows, place, "table", table.because, table.kind, number)


def _records(pieces: Sequence[Piece]) -> Piece | None:
    """Two kinds of document that were kept of one's clients are the programme's records."""
    kept = [p for p in pieces if p.kind in KEPT and p.form != "development_plan"]
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
        *((("entries", str(piece.entries)),) if piece.entries else ()),
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
