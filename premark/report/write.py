"""A review in; the reports asked for in a folder out, each whole or not there at all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from premark.errors import OutputError
from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.plain import one_line
from premark.report.record import to_json
from premark.report.rows import ReportView
from premark.report.table import to_csv
from premark.report.view import view
from premark.types.criteria import Pack
from premark.types.evidence import Review

_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z")
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 80


def _word(report: ReportView, review: Review) -> bytes:
    from premark.report.word import render_word

    return render_word(report)


Render = Callable[[ReportView, Review], bytes]
FORMATS: dict[str, Render] = {
    "html": lambda report, review: render_html(report, review).encode(),
    "json": lambda report, review: to_json(review).encode(),
    "docx": _word,
    "csv": lambda report, review: to_csv(report).encode("utf-8-sig"),
}


def write_reports(
    review: Review,
    pack: Pack,
    *,
    formats: Sequence[str],
    out: Path,
    stem: str,
    learner: bool = False,
) -> list[Path]:
    """Write each format as `<stem>.premark.<format>` in `out`, made if absent; paths in order.

    The learner's reading is `<stem>.check.premark.<format>`. Nothing is written before all are
    drawn. Raises OutputError for an unknown format or a folder that cannot be written to.
    """
    wanted = list(dict.fromkeys(name.strip().lower() for name in formats))
    _known(wanted, learner)
    report = learner_view(review, pack) if learner else view(review, pack)
    drawn = [(name, FORMATS[name](report, review)) for name in wanted]
    kind = ".check.premark" if learner else ".premark"
    return [write_file(data, out / f"{safe_stem(stem)}{kind}.{name}") for name, data in drawn]


def write_annotated(data: bytes, review: Review, pack: Pack, *, out: Path, stem: str) -> Path:
    """Write the learner's DOCX with comments as `<stem>.annotated.premark.docx`."""
    from premark.report.annotate import annotate

    copy = annotate(data, review, pack)
    return write_file(copy, out / f"{safe_stem(stem)}.annotated.premark.docx")


def _known(wanted: Sequence[str], learner: bool) -> None:
    known = [name for name in FORMATS if not (learner and name == "json")]
    odd = [name for name in wanted if name not in known]
    if not wanted or odd:
        said = f"{one_line(odd[0], 20)!r} is not a format" if odd else "no format was given"
        where = " of the learner's reading" if learner else ""
        raise OutputError(f"{said}{where}", hint=f"The formats are: {', '.join(known)}.")


def safe_stem(stem: str) -> str:
    """A file name that no system trips over: no folders, controls or reserved names."""
    name = _UNSAFE.sub("-", one_line(stem)).strip(" .-")[:_LONGEST].rstrip(" .-")
    while len(name.encode()) > 2 * _LONGEST:
        name = name[:-1]
    return f"_{name}" if _RESERVED.match(name) else name or "report"


def write_file(data: bytes, path: Path) -> Path:
    """Write beside the target, flush to disk, then rename over it. Raises OutputError."""
    # Not mkstemp: its files are closed to everyone else in a centre's shared folder.
    temporary = path.parent / f".premark-{os.getpid()}-{token_hex(6)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        _forget(temporary)
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"{one_line(str(path))}: the report could not be written ({reason})",
            hint="Choose another folder with --out, or close the file if it is open.",
        ) from error
    except BaseException:
        _forget(temporary)
        raise
    return path


def _forget(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
