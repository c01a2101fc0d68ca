"""Command-line arguments in; reports, listings and exit codes out. Heavy imports come late.

Exit codes: 0 done, 1 premark's own fault, 2 usage, 3 a file could not be read or written,
4 a criteria file is wrong, 5 a language model is missing. Weak evidence is never an error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from premark.errors import OutputError, PremarkError

if TYPE_CHECKING:
    from rich.console import Console

    from premark.types.criteria import Pack

FORMATS = ("html", "json", "docx", "csv")

app = typer.Typer(
    name="premark",
    help="Read a learner's assignment against its assessment criteria, before a person marks it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
show = typer.Typer(help="Show a unit, or how a file is cut up.", no_args_is_help=True)
app.add_typer(show, name="show")

Files = Annotated[list[Path], typer.Argument(help="The file or files of one submission.")]
OneFile = Annotated[Path, typer.Argument(help="A Word, PDF, text or Markdown file.")]
Unit = Annotated[str, typer.Option("--unit", "-u", help="The unit, such as 8589-700.")]
Formats = Annotated[str, typer.Option("--format", "-f", help="html, json, docx, csv (commas).")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the reports.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary; only the files.")]


@app.command("map")
def map_(
    files: Files,
    unit: Unit,
    format_: Formats = "html",
    out: Out = None,
    annotate: Annotated[
        bool, typer.Option(help="Also write a copy of the learner's DOCX with comments.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Map a submission to a unit's criteria: a draft for the assessor, who decides."""
    from premark.packs.load import find_pack
    from premark.report.terminal import render_terminal
    from premark.report.view import view
    from premark.report.write import write_annotated, write_reports

    formats = _formats(format_)
    pack = find_pack(unit)
    folder, stem = out or files[0].parent, files[0].stem
    commented = _word_files(files) if annotate else []
    review = _review(files, unit)
    if not quiet:
        render_terminal(view(review, pack), _console())
    written = write_reports(review, pack, formats=formats, out=folder, stem=stem)
    for path in commented:
        data = path.read_bytes()
        written.append(write_annotated(data, review, pack, out=folder, stem=path.stem))
    _say_written(written)


@app.command()
def check(
    files: Files, unit: Unit, format_: Formats = "html", out: Out = None, quiet: Quiet = False
) -> None:
    """Check a draft before handing it in: what is missing, and what to deepen."""
    from premark.packs.load import find_pack
    from premark.report.check import learner_view, render_learner_terminal
    from premark.report.write import write_reports

    formats = _formats(format_, tuple(name for name in FORMATS if name != "json"))
    pack = find_pack(unit)
    review = _review(files, unit)
    if not quiet:
        render_learner_terminal(learner_view(review, pack), _console())
    folder, stem = out or files[0].parent, files[0].stem
    _say_written(
        write_reports(review, pack, formats=formats, out=folder, stem=stem, learner=True)
    )


@app.command()
def units() -> None:
    """List the units that are here."""
    from premark.packs.load import all_packs

    for pack in all_packs():
        level = f"{pack.qualification.body} level {pack.qualification.level}"
        print(f"{pack.code}  {level}  {len(pack.criteria):2} criteria  {pack.title}")


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="Labelled YAML with DOCX or PDF beside it.")],
    hide_headings: Annotated[bool, typer.Option(help="Remove every heading first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    prefer: Annotated[str, typer.Option(help="docx or pdf, where both are there.")] = "docx",
) -> None:
    """Measure premark against labelled assignments."""
    import json

    from premark.evaluate.run import evaluate as run_evaluation
    from premark.evaluate.show import table

    if prefer not in ("docx", "pdf"):
        raise typer.BadParameter(f"{prefer}: choose docx or pdf")
    with _progress() as tell:
        figures = run_evaluation(folder, hide=hide_headings, prefer=f".{prefer}", said=tell)
    print(json.dumps(figures, indent=2) if as_json else table(figures))


@show.command("unit")
def show_unit(unit: Annotated[str, typer.Argument(help="The unit, such as 8589-700.")]) -> None:
    """Print a unit's criteria, topics and required elements, in premark's own words."""
    from premark.packs.load import find_pack
    from premark.packs.tell import lines

    print("\n".join(lines(find_pack(unit))))


@show.command("sections")
def show_sections(file: OneFile, unit: Annotated[str, typer.Option("--unit", "-u")] = "") -> None:
    """Print the sections of a file, with their role and the criteria their headings name."""
    sections, _ = _outline(file, unit)
    for section in sections:
        codes = ", ".join(section.criteria)
        named = f" [{codes} by {section.named_by}]" if codes else ""
        title = _plain(section.title) or "(no heading)"
        print(f"{section.index:3} {section.role:12} {title}{named} ({len(section.blocks)} blocks)")


@show.command("passages")
def show_passages(file: OneFile, unit: Annotated[str, typer.Option("--unit", "-u")] = "") -> None:
    """Print the passages of a file, as the matching sees them."""
    _, passages = _outline(file, unit)
    for passage in passages:
        label = passage.pieces[0].at.label
        print(f"{passage.id} {passage.kind:5} {passage.words:4} words  {label}")
        print(f"     {_plain(passage.reading)}")


def _outline(file: Path, unit: str) -> tuple[Any, Any]:
    from premark.packs.load import find_pack
    from premark.pipeline import outline
    from premark.read import read

    document = read([file])
    return outline(document, find_pack(unit) if unit else _likeliest(document))


def _likeliest(document: Any) -> Pack:
    """The unit that the file's own words fit best, where the user names none."""
    from premark.packs.load import all_packs
    from premark.weigh.notices import likeliest_unit

    return likeliest_unit(document, all_packs()[0], all_packs())[0]


def _review(files: list[Path], unit: str) -> Any:
    from premark.pipeline import map_files

    with _progress() as tell:
        return map_files(files, unit, said=tell)


def _word_files(files: list[Path]) -> list[Path]:
    """The Word files of a submission, which can carry comments. Raises OutputError for none."""
    found = [path for path in files if path.suffix.lower() == ".docx"]
    if not found:
        raise OutputError(
            "none of the files is a Word document, so none can carry comments",
            hint="Leave out --annotate, or give the DOCX.",
        )
    return found


def _formats(text: str, known: tuple[str, ...] = FORMATS) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        given = ", ".join(unknown) or "nothing"
        raise typer.BadParameter(f"{given}: choose from {', '.join(known)}")
    return wanted


def _console() -> Console:
    from rich.console import Console

    return Console()


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A bar on the terminal that names the step; silent where there is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=8)

        def tell(step: str) -> None:
            bar.update(task, description=step, advance=1)

        yield tell


def _plain(text: str) -> str:
    """Text of a submission made safe for a terminal: no control characters, one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        print(f"wrote {_plain(str(path))}")


def run() -> None:
    """The entry point: our errors become a line, a hint and an exit code, never a traceback."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may not know a learner's letters
            stream.reconfigure(errors="replace")
    try:
        app()
    except PremarkError as error:
        print(f"premark: {_plain(error.message)}", file=sys.stderr)
        if error.hint:
            print(f"  {_plain(error.hint)}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("premark: stopped", file=sys.stderr)
        sys.exit(130)
