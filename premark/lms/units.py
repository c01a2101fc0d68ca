"""A unit as a person or a table spells it in; its code, by which two spellings are one, out."""

from __future__ import annotations

from functools import lru_cache

from premark.errors import PremarkError
from premark.lms.names import unit_name
from premark.lms.table import Row, Table, fault
from premark.packs.load import plain_pack

FILES = (".yaml", ".yml")


@lru_cache(maxsize=256)
def unit_code(unit: str) -> str:
    """The code of the unit's criteria; as it is spelt, where there are none here."""
    for spelt in dict.fromkeys((unit, unit_name(unit))):
        try:
            return plain_pack(spelt).code
        except PremarkError:
            continue
    return unit


def unit_of(row: Row, table: Table) -> str:
    """The code of the unit that a row names; "" for none.

    Raises ReadError for a row that names a file: a table from outside chooses no criteria.
    """
    named = unit_name(row.first(table.of("unit")))
    if named.casefold().endswith(FILES):
        found = "the cell names a file"
        raise fault(table.name, row.line, "unit", found, "a unit's number; files go with --unit.")
    return unit_code(named) if named else ""
