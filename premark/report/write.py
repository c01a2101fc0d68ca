"""A review in; the reports asked for in a folder out, all of them whole or none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from premark.errors import OutputError
from premark.plain import one_line
from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.record import to_json
from premark.report.rows import ReportView
from premark.report.table import to_csv
from premark.report.view import view
from premark.types.criteria import Pack
from premark.types.evidence import Review
from premark.written import write_files

# Names of devices: Windows knows them with any ending, in any case, with raised figures too.
_RESERVED = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\..*)?\Z"
)
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 80
Drawn = tuple[str, bytes]  # a file's name and what is in it


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

    Raises OutputError for an unknown format or a folder that cannot be written to.
    """
    drawn = draw_reports(review, pack, formats=formats, stem=stem, learner=learner)
    return write_drawn(drawn, review, out)


def draw_reports(
    review: Review, pack: Pack, *, formats: Sequence[str], stem: str, learner: bool = False
) -> list[Drawn]:
    """Each format, drawn and not yet written; the learner's is `<stem>.check.premark.<format>`.

    Raises OutputError for an unknown format.
    """
    wanted = list(dict.fromkeys(name.strip().lower() for name in formats))
    _known(wanted, learner)
    report = learner_view(review, pack) if learner else view(review, pack)
    kind = ".check.premark" if learner else ".premark"
    return [(f"{safe_stem(stem)}{kind}.{name}", FORMATS[name](report, review)) for name in wanted]


def draw_annotated(files: Sequence[Path], review: Review, pack: Pack) -> list[Drawn]:
    """Copies of the learner's DOCX files with comments, each `<stem>.annotated.premark.docx`."""
    if not files:  # Word's library is not for every run
        return []
    from premark.report.annotate import annotate_file

    stems = [safe_stem(path.stem) for path in files]
    same = [stem.casefold() for stem in stems]  # as drives have it that know no capitals
    own = [
        stem if same.count(stem.casefold()) == 1 else f"{stem}-{number}"
        for number, stem in enumerate(stems, 1)
    ]
    return [
        (f"{stem}.annotated.premark.docx", annotate_file(path, review, pack))
        for path, stem in zip(files, own, strict=True)
    ]


def write_drawn(
    drawn: Sequence[Drawn], review: Review, out: Path, *, given: Sequence[Path] = ()
) -> list[Path]:
    """Write a set into `out`, all or none; no file that the review read is written over.

    `given` are these files, where they are known: whom they are closed to, the reports are.
    """
    targets = [out / name for name, _ in drawn]
    read = {file.sha256 for file in review.document.files}
    spare = [*given, *(path for path in targets if _digest(path) in read)]
    return write_files([(out / name, data) for name, data in drawn], spare=spare)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; "" where there is none to read."""
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


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
