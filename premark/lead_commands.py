"""The commands that a quality lead wants, each from its own room, by name."""

from __future__ import annotations

from collections.abc import Callable

from premark.authoring.command import check_criteria, new_unit, show_verb
from premark.batch.command import cohort
from premark.cohort.aside_command import set_aside
from premark.evaluate.command import evaluate
from premark.exchange.command import export_unit, import_framework
from premark.importing.command import import_unit
from premark.importing.overlay_command import make_overlay
from premark.isolate.command import check_files
from premark.report.commands import diff_units, show_review
from premark.stored import stored
from premark.synthetic.command import make_cohort
from premark.templates.commands import check_template, make_template
from premark.train.command import train

Command = Callable[..., None]

TOP: dict[str, Command] = {
    "check-criteria": check_criteria,
    "new-unit": new_unit,
    "import-unit": import_unit,
    "export-unit": export_unit,
    "import-framework": import_framework,
    "make-overlay": make_overlay,
    "diff-units": diff_units,
    "check-files": check_files,
    "check-template": check_template,
    "make-template": make_template,
    "make-cohort": make_cohort,
    "cohort": cohort,
    "set-aside": set_aside,
    "evaluate": evaluate,
    "train": train,
    "stored": stored,
}
SHOWN: dict[str, Command] = {  # below `premark show`
    "verb": show_verb,
    "review": show_review,
}
