"""Cut-offs and what was learned of them in; `thresholds.toml` and `confidence.toml` out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from premark.errors import OutputError
from premark.train.moves_file import pin
from premark.train.threshold_search import Dial, Setting
from premark.types.tuning import SetBy, Sureness
from premark.written import write_text

THRESHOLDS, CONFIDENCE = "thresholds.toml", "confidence.toml"
HEAD = """\
# How sure a level is: weights of its four signs, what is usual of each, and of labelled levels with
# such signs how many were the label's, bin by bin. By `premark train thresholds`; see README.md.
"""
_TABLE = re.compile(r"(?m)^\[set_by\]$.*\Z", re.DOTALL)


def write_thresholds(
    folder: Path, dials: Sequence[Dial], setting: Setting, set_by: SetBy
) -> Path:
    """Every dial's number where it stands, with its comment; the run in a table at the end."""
    path = folder / THRESHOLDS
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        said = f"{path}: cannot be read ({type(error).__name__})"
        raise OutputError(said, hint="Name the folder of the models with --out.") from error
    for dial, value in zip(dials, setting, strict=True):
        text = _turned(text, dial, value)
    text = _TABLE.sub("", text).rstrip()
    return write_text(f"{text}\n\n[set_by]\n{_set_by(set_by)}", path)


def _turned(text: str, dial: Dial, value: float) -> str:
    """The text with one number changed, in its own table; unchanged where it stands so already."""
    table = re.search(rf"(?ms)^\[{re.escape(dial.room)}\].*?(?=^\[|\Z)", text)
    line = re.search(rf"(?m)^{re.escape(dial.key)} = (\S+)", table.group()) if table else None
    if table is None or line is None:
        raise OutputError(
            f"{THRESHOLDS}: no {dial.path}", hint="Put the file back as premark ships it."
        )
    if float(line[1]) == value:
        return text
    start = table.start() + line.start(1)
    return f"{text[:start]}{value:g}{text[start + len(line[1]) :]}"


def _set_by(told: SetBy) -> str:
    date = [f'date = "{told.date}"'] if told.date else []
    lines = [
        f'command = "{told.command}"',
        f'premark = "{told.premark}"',
        *date,
        f"documents = {_listed(told.documents)}",
        f'corpus = "{told.corpus}"',
        "",
        "[set_by.figures]",
        *_pairs(told.figures),
    ]
    return "\n".join(lines) + "\n"


def _listed(names: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _pairs(told: Mapping[str, float]) -> list[str]:
    return [f"{name} = {value:.4f}" for name, value in told.items()]


def write_confidence(folder: Path, found: Sureness) -> Path:
    """Weights and bins, and their digest among the pins beside them."""
    lines = [
        f"bias = {found.bias:.4f}",
        f"units = {_listed(found.units)}",
        f"documents = {_listed(found.documents)}",
        "",
        "[weights]",
        *_pairs(found.weights),
        "",
        "[usual]",
        *_pairs(found.usual),
    ]
    for each in found.bins:
        lines += ["", "[[bins]]", f"least = {each.least:.4f}", f"levels = {each.levels}"]
        lines += [f"agreed = {each.agreed}", f"chance = {each.chance:.4f}"]
    path = write_text(HEAD + "\n".join(lines) + "\n", folder / CONFIDENCE)
    pin(path)
    return path
