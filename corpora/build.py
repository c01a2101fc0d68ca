"""Labelled assignments (YAML) in; a DOCX and a PDF of each out, laid out as a learner would."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import yaml
from pydantic import ValidationError

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)] * (str(HERE.parent) not in sys.path)  # run as a script

from premark.synthetic.assignment import (  # noqa: E402
    AnyBlock,
    Assignment,
    BlockOf,
    CriterionGold,
    Gold,
    Heading,
    Layout,
    ListBlock,
    Para,
    Quantity,
    References,
    Strength,
    Strict,
    Table,
    load,
)
from premark.synthetic.pdf import write_pdf  # noqa: E402
from premark.synthetic.word import write_docx  # noqa: E402

__all__ = [
    "AnyBlock",
    "Assignment",
    "BlockOf",
    "CriterionGold",
    "Gold",
    "Heading",
    "Layout",
    "ListBlock",
    "Para",
    "Quantity",
    "References",
    "Strength",
    "Strict",
    "Table",
    "build",
    "load",
    "write_docx",
    "write_pdf",
]

SOURCE = HERE / "assignments"


def build(source: Path, out: Path) -> list[Path]:
    """Write `<id>.docx` and `<id>.pdf` for each YAML of `source` to `out`, labels beside them."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted(source.glob("*.yaml")):
        assignment = load(path)
        made += [out / f"{assignment.id}.docx", out / f"{assignment.id}.pdf"]
        write_docx(assignment, made[-2])
        write_pdf(assignment, made[-1])
        if out.resolve() != source.resolve():
            shutil.copyfile(path, out / path.name)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Build all; 0 when done, 1 with a reason when a file is not valid or there is none."""
    parser = argparse.ArgumentParser(description="Build the labelled assignments.")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of YAML files")
    parser.add_argument("--out", type=Path, default=HERE / "build", help="where to write")
    given = parser.parse_args(arguments)
    try:
        made = build(given.source, given.out)
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is missing: install the test extra.", file=sys.stderr)
        return 1
    except (ValidationError, yaml.YAMLError) as problem:
        print(f"An assignment is not as corpora/README.md says:\n{problem}", file=sys.stderr)
        return 1
    if not made:
        print(f"No .yaml file in {given.source}.", file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in made))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
