"""A cohort's records in; its one tidy table as Parquet, CSV and workbook, out; and back again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from premark.cohort.tables.parts import MOST, part_files, read_rows, write_parts
from premark.cohort.tables.rows import COLUMNS, Place, about_of, rows_of
from premark.cohort.tables.sheets import MOST_ROWS, TAKEN, to_csv, to_workbook
from premark.errors import DamagedFile, MissingFile
from premark.plain import one_line
from premark.types.cohort import Record, Submission
from premark.types.criteria import NeedKind
from premark.types.document import Value
from premark.types.evidence import STRENGTHS, State
from premark.written import write_file

if TYPE_CHECKING:
    import pandas as pd

DATASET, CSV, WORKBOOK = "dataset", "cohort.csv", "cohort.xlsx"
Format = Literal["parquet", "csv", "xlsx"]
_HINT = "Give the folder that `premark cohort` wrote, or the dataset folder in it."


class Tables(Value):
    """The files that were written and the number of rows; `notes` say what is not in them."""

    files: tuple[Path, ...]
    rows: int
    notes: tuple[str, ...] = ()


def write_tables(
    records: Iterable[Record],
    submissions: Iterable[Submission],
    out: Path,
    *,
    aside: Collection[Place] = (),
    formats: Sequence[Format] = get_args(Format),
) -> Tables:
    """Write the table of a cohort into `out`, in the order of `records`, which are read once.

    `aside` are the places that someone has set aside. The Parquet dataset is always written, for
    the others are made from it. Raises OutputError.
    """
    about = about_of(submissions)
    rows = (row for record in records for row in rows_of(record, about, aside))
    parts = write_parts(rows, out / DATASET, about.columns, most=MOST)
    files, number = list(parts), _rows(parts)
    if "csv" in formats:
        files.append(write_file(to_csv(read_rows(parts), about.columns), out / CSV))
    if "xlsx" in formats:
        data = to_workbook(read_rows(parts), about.columns)
        files.append(write_file(data, out / WORKBOOK))
    over = number > MOST_ROWS - TAKEN and "xlsx" in formats
    said = f"{WORKBOOK} is full; all {number:,} rows are in the CSV and the dataset."
    return Tables(files=tuple(files), rows=number, notes=(said,) if over else ())


def _rows(parts: Sequence[Path]) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(part).num_rows for part in parts)


def read_tables(path: Path) -> pd.DataFrame:
    """The table of a cohort's folder, or of its dataset folder.

    `strength` is an ordered categorical from none to strong; "cannot tell" is no step of it: such
    rows have no strength, and `cannot_tell` true. `criterion` is ordered as units number them,
    `state`, `kind` and all words are categoricals; `required` and `set_aside` are nullable.
    Raises MissingFile where there is no dataset, DamagedFile where it is not one of ours.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = path / DATASET if (path / DATASET).is_dir() else path
    parts = part_files(folder) if folder.is_dir() else []
    if not parts:
        raise MissingFile(f"{one_line(str(path))}: there is no dataset of a cohort", hint=_HINT)
    try:
        frames = [pq.read_table(part).to_pandas() for part in parts]
    except (pa.ArrowException, OSError) as error:
        raise _damaged(folder, "a part of it cannot be read") from error
    missing = [name for name, _ in COLUMNS if any(name not in frame for frame in frames)]
    if missing:
        raise _damaged(folder, f"it has no column {missing[0]}")
    whole = pd.concat([frame.astype(_objects(frame)) for frame in frames], ignore_index=True)
    return _typed(whole)


def _objects(frame: pd.DataFrame) -> dict[str, str]:
    """Categories differ from part to part: words first."""
    return {str(n): "object" for n in frame if str(frame[n].dtype) == "category"}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    frame.insert(list(frame).index("strength") + 1, "cannot_tell", _untold(frame))
    words = [name for name in frame if frame[name].dtype == object]
    order = {
        "strength": (list(STRENGTHS), True),
        "criterion": (sorted(frame["criterion"].unique(), key=code_order), True),
        "state": (list(get_args(State)), False),
        "kind": (list(get_args(NeedKind)), False),
    }
    for name in words:
        if name in order:
            categories, ordered = order[name]
            known = frame[name].where(frame[name].isin(categories))
            frame[name] = pd.Categorical(known, categories=categories, ordered=ordered)
        elif name not in ("required", "set_aside"):
            frame[name] = frame[name].astype("category")
    nullable = {"required": "boolean", "set_aside": "boolean"}
    whole = {name: "Int32" for name, kind in COLUMNS if kind == "whole"}
    return frame.astype({**nullable, **whole})


def _untold(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["strength"] == "cannot tell"


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """How units number criteria: 2.1 before 10.1."""
    return tuple((int(p) if p.isdigit() else 0, p) for p in code.split("."))


def _damaged(folder: Path, reason: str) -> DamagedFile:
    return DamagedFile(f"{one_line(str(folder))}: {reason}", hint=_HINT)
