"""Rows of a cohort's table in; Parquet files of a bounded size, the same bytes each time, out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from premark.cohort.tables.rows import COLUMNS, Cell, Row
from premark.written import write_files

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 5_000  # rows that are held at once, and of a row group
MOST = 50_000  # rows of one file
_PART = re.compile(r"part-(\d{5})\.parquet\Z")


def write_parts(
    rows: Iterable[Row], folder: Path, about: Sequence[str] = (), *, most: int = MOST
) -> list[Path]:
    """Write `part-00000.parquet` and so on, all or none; parts of a longer, older table go.

    `about` are the columns after ours. Without rows there is one part, which has the columns.
    """
    rest, table = iter(rows), schema(about)
    made: list[tuple[Path, bytes]] = []  # compressed, a cohort's table is a few megabytes
    while (data := _part(islice(rest, most), table)) or not made:
        made.append((folder / f"part-{len(made):05d}.parquet", data or _empty(table)))
    parts = write_files(made)
    for old in part_files(folder):
        if old not in parts:
            old.unlink()
    return parts


def part_files(folder: Path) -> list[Path]:
    """The parts that are there, in order."""
    return sorted(path for path in folder.iterdir() if _PART.match(path.name))


def read_rows(parts: Iterable[Path]) -> Iterator[list[Row]]:
    """The rows again, at most `GROUP` at a time."""
    import pyarrow.parquet as pq

    for part in parts:
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=GROUP):
                yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def schema(about: Sequence[str] = ()) -> pa.Schema:
    """The columns' types: words as dictionaries, so that a digest is held once."""
    import pyarrow as pa

    kinds = {
        "word": pa.dictionary(pa.int32(), pa.string()),
        "number": pa.float64(),
        "whole": pa.int32(),
        "yes": pa.bool_(),
    }
    every = chain(COLUMNS, ((name, "word") for name in about))
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in every])


def _part(rows: Iterable[Row], table: pa.Schema) -> bytes:
    """The bytes of one file; none where there are no more rows."""
    import pyarrow.parquet as pq

    rest = iter(rows)
    first = list(islice(rest, GROUP))
    if not first:
        return b""
    out = io.BytesIO()
    with pq.ParquetWriter(out, table, compression="zstd") as writer:
        for group in chain([first], iter(lambda: list(islice(rest, GROUP)), [])):
            writer.write_table(_table(group, table))
    return out.getvalue()


def _empty(table: pa.Schema) -> bytes:
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table.empty_table(), out, compression="zstd")
    return out.getvalue()


def _table(rows: Sequence[Row], table: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns: list[tuple[Cell, ...]] = list(zip(*rows, strict=True))
    made = [pa.array(c, type=f.type) for c, f in zip(columns, table, strict=True)]
    return pa.Table.from_arrays(made, schema=table)
