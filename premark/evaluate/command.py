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
) -> None:
    """Measure premark against labelled assignments."""
    import json

    from premark.evaluate.run import evaluate as run_evaluation
    from premark.evaluate.show import table
    from premark.report.terminal import progress

    if prefer not in ("docx", "pdf"):
        raise typer.BadParameter(f"{prefer}: choose docx or pdf")
    with progress() as tell:
        figures = run_evaluation(folder, hide=hide_headings, prefer=f".{prefer}", said=tell)
    print(json.dumps(figures, indent=2) if as_json else table(figures))
