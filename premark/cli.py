"""Command-line arguments in; reports, listings and exit codes out. Heavy imports come late.

Exit codes: 0 done, 1 premark's own fault, 2 usage, 3 a file could not be read or written,
4 a criteria file is wrong, 5 a language model is missing. Weak evidence is never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from premark.ending import run_command
from premark.errors import OutputError, ReadError, UnknownUnit
from premark.lead_commands import SHOWN, TOP
from premark.plain import one_line, plain

if TYPE_CHECKING:
    from rich.console import Console

    from premark.types.criteria import Pack

FORMATS = ("html", "json", "docx", "csv")
MEANT = {"word": "docx", "doc": "docx", "excel": "csv", "xlsx": "csv", "htm": "html", "web": "html"}
READ = (".docx", ".pdf", ".txt", ".md", ".html")

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
for _name, _command in TOP.items():
    app.command(_name)(_command)
for _name, _command in SHOWN.items():
    show.command(_name)(_command)

Files = Annotated[list[Path], typer.Argument(help="The file or files of one submission.")]
OneFile = Annotated[Path, typer.Argument(help="A Word, PDF, text, Markdown or HTML file.")]
UNIT = "The unit's code; `premark units` lists them."
Unit = Annotated[str, typer.Option("--unit", "-u", help=UNIT)]
Formats = Annotated[str, typer.Option("--format", "-f", help="html, json, docx, csv (commas).")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Folder for the reports; without it, beside the first file."),
]
Overlay = Annotated[
    Path | None, typer.Option("--overlay", help="Folder of official wording (docs/overlay.md).")
]
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
    overlay: Overlay = None,
) -> None:
    """Map a submission to a unit's criteria: a draft for the assessor, who decides."""
    _warm()
    formats, pack = _formats(format_), _pack(unit, overlay)
    folder, stem = _ready(files, out), files[0].stem
    commented = _word_files(files) if annotate else []

    from premark.report.terminal import render_terminal
    from premark.report.view import view
    from premark.report.write import draw_annotated, draw_reports, write_drawn

    review = _review(files, pack)
    if not quiet:
        render_terminal(view(review, pack), _console())
    drawn = draw_reports(review, pack, formats=formats, stem=stem)
    drawn += draw_annotated(commented, review, pack)
    _say_written(write_drawn(drawn, review, folder, given=files))


@app.command()
def check(
    files: Files,
    unit: Unit,
    format_: Formats = "html",
    out: Out = None,
    quiet: Quiet = False,
    overlay: Overlay = None,
) -> None:
    """Check a draft before handing it in: what is missing, and what to deepen."""
    _warm()
    formats = _formats(format_, tuple(name for name in FORMATS if name != "json"))
    pack = _pack(unit, overlay)
    folder, stem = _ready(files, out), files[0].stem

    from premark.report.check import learner_view, render_learner_terminal
    from premark.report.write import draw_reports, write_drawn

    review = _review(files, pack)
    if not quiet:
        render_learner_terminal(learner_view(review, pack), _console())
    drawn = draw_reports(review, pack, formats=formats, stem=stem, learner=True)
    _say_written(write_drawn(drawn, review, folder, given=files))


@app.command()
def units() -> None:
    """List the units that are here."""
    from premark.packs.load import listed_packs

    for pack in listed_packs():
        level = f"{pack.qualification.body} level {pack.qualification.level}"
        said = f"{pack.code}  {level}  {len(pack.criteria):2} criteria  {pack.title}"
        print(plain(said))


@show.command("unit")
def show_unit(
    unit: Annotated[str, typer.Argument(help=UNIT)],
    overlay: Overlay = None,
) -> None:
    """Print a unit's criteria, topics and required elements, in premark's own words."""
    from premark.report.unit import lines

    print("\n".join(lines(_pack(unit, overlay))))


@show.command("sections")
def show_sections(file: OneFile, unit: Annotated[str, typer.Option("--unit", "-u")] = "") -> None:
    """Print the sections of a file, with their role and the criteria their headings name."""
    from premark.report.words import numbered

    sections, _ = _outline(file, unit)
    for section in sections:
        codes = one_line(", ".join(section.criteria))
        named = f" [{codes} by {section.named_by}]" if codes else ""
        title = one_line(section.title) or "(no heading)"
        blocks = numbered(len(section.blocks), "block")
        print(f"{section.index:3} {section.role:12} {title}{named} ({blocks})")


@show.command("passages")
def show_passages(file: OneFile, unit: Annotated[str, typer.Option("--unit", "-u")] = "") -> None:
    """Print the passages of a file, as the matching sees them."""
    from premark.report.words import numbered

    _, passages = _outline(file, unit)
    for passage in passages:
        label, count = passage.pieces[0].at.label, numbered(passage.words, "word")
        print(f"{passage.id} {passage.kind:5} {count:>10}  {label}")
        print(f"     {one_line(passage.reading)}")


def _outline(file: Path, unit: str) -> tuple[Any, Any]:
    pack = _pack(unit) if unit else None
    _present(file)

    from premark.isolate import read
    from premark.pipeline import outline

    document = read([file])
    return outline(document, pack or _likeliest(document))


def _likeliest(document: Any) -> Pack:
    """The unit that the file's own words fit best, where the user names none."""
    from premark.packs.load import all_packs
    from premark.weigh.unit import likeliest_unit

    return likeliest_unit(document, all_packs()[0], all_packs())[0]


def _warm() -> None:
    """Let the child that will read start beside this process, and be ready when it is."""
    from premark.isolate import warm

    warm()


def _review(files: list[Path], pack: Pack) -> Any:
    from premark.pipeline import map_files
    from premark.report.terminal import progress

    with progress() as tell:
        return map_files(files, pack, said=tell)


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
        said = f"{given}: choose from {', '.join(known)}"
        nearest = MEANT.get(unknown[0], "") or _nearest(unknown[0], known) if unknown else ""
        raise typer.BadParameter(f"{said}. Did you mean {nearest}?" if nearest else said)
    return wanted


def _nearest(given: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(given, list(known), n=1)), "")


def _pack(unit: str, overlay: Path | None = None) -> Pack:
    """The unit's pack. Raises UnknownUnit with the nearest one that is here."""
    from premark.packs.load import all_packs, find_pack

    if unit.endswith((".yaml", ".yml")) and not Path(unit).is_file():
        hint = "Check the path, or name a unit that `premark units` lists."
        raise UnknownUnit(f"{unit}: there is no such criteria file", hint=hint)
    try:
        return find_pack(unit, overlay=overlay)
    except UnknownUnit as error:
        titles = {pack.code: pack.title for pack in all_packs()}
        nearest = _nearest(unit.strip().replace("/", "-"), titles)
        if not nearest:
            raise
        meant = f"Did you mean {nearest} ({titles[nearest]})?"
        listed = f"The units here are: {', '.join(titles)}"
        raise UnknownUnit(error.message, hint=f"{meant} {listed}") from error


def _ready(files: Sequence[Path], out: Path | None) -> Path:
    """The folder for the reports, once it and the files are known to be of use."""
    from premark.report.target import check_folder

    for path in files:
        _present(path)
    folder = out or files[0].parent
    check_folder(folder)
    return folder


def _present(path: Path) -> None:
    """Raises ReadError for a name that is no file, with the names that may have been meant."""
    if path.is_file():
        return
    home = path if path.is_dir() else path.parent
    there = sorted(p.name for p in home.glob("*") if p.suffix.lower() in READ)
    if path.is_dir():
        named = f"such as {', '.join(there[:3])}" if there else "not the folder"
        hint = f"Name the files of one submission, {named}."
        raise ReadError(f"{path}: is a folder, not a file", hint=hint)
    nearest = _nearest(path.name, there)
    hint = f"Did you mean {home / nearest}?" if nearest else "Check the name and the folder."
    raise ReadError(f"{path}: there is no such file", hint=hint)


def _console() -> Console:
    from rich.console import Console

    return Console()


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        print(f"wrote {one_line(str(path))}")


def run() -> None:
    """The entry point: whatever goes wrong becomes a line, a hint and an exit code."""
    run_command(app)
