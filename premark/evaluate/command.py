"""The command `premark evaluate`: a folder of labelled files in; figures on the screen out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Labelled YAML with DOCX or PDF beside it.")],
    hide_headings: Annotated[bool, typer.Option(help="Remove every heading first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    prefer: Annotated[str, typer.Option(help="docx or pdf, where both are there.")] = "docx",
    baselines: Annotated[
        bool, typer.Option(help="Set premark against simpler ways in the same run.")
    ] = True,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Repeat with each part off; several times as long.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write figures and every difference to this page.")
    ] = None,
) -> None:
    """Measure premark against labelled assignments."""
    import json

    from premark.evaluate.run import Wanted, run
    from premark.evaluate.show import table
    from premark.report.terminal import progress

    if prefer not in ("docx", "pdf"):
        raise typer.BadParameter(f"{prefer}: choose docx or pdf")
    wanted = Wanted(hide_headings, f".{prefer}", baselines, ablate)
    with progress() as tell:
        evaluation = run(folder, wanted, said=tell)
    figures = evaluation.as_dict()
    print(json.dumps(figures, indent=2) if as_json else table(figures))
    if html:
        from premark.evaluate.page import render_page
        from premark.written import write_file

        given = [path for path in folder.iterdir() if path.is_file()]
        write_file(render_page(evaluation).encode(), html, spare=given, option="--html")
