"""`criteria/statuses.yaml` in; every status by its code, and the one that a document has, out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from premark.errors import BadYaml, DuplicateId
from premark.packs.where import criteria_root
from premark.packs.yaml_source import build, read_yaml
from premark.types.document import Document
from premark.types.status import Status

WHOLE = "ok"
MOST = 20  # more than a person keeps apart


@lru_cache(maxsize=1)
def load_statuses() -> dict[str, Status]:
    """The shipped statuses by code, in the file's order."""
    return read_statuses(criteria_root() / "statuses.yaml")


def read_statuses(path: Path) -> dict[str, Status]:
    """Statuses by code, in the file's order. Raises BadYaml at the line of what is wrong."""
    source = read_yaml(path)
    held = source.data.get("statuses") if isinstance(source.data, dict) else None
    if not isinstance(held, list) or not 0 < len(held) <= MOST:
        said = f"should be a list of 1 to {MOST} statuses"
        raise BadYaml(source.path, source.line(("statuses",)), "statuses", said)
    found: dict[str, Status] = {}
    for i, entry in enumerate(held):
        status = build(Status, source, entry, ("statuses", i))
        if status.code in found:
            line = source.line(("statuses", i))
            raise DuplicateId(source.path, line, f"statuses[{i}]", f"{status.code!r} is here twice")
        found[status.code] = status
    return found


def status_of(document: Document) -> Status:
    """The status of a file, or of files, whose text was read, by its warnings."""
    statuses = load_statuses()
    codes = {warning.code for warning in document.warnings}
    told = (status for status in statuses.values() if codes & set(status.warnings))
    return next(told, statuses[WHOLE])
