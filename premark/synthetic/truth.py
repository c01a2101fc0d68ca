"""Made submissions in; tables of what is true of them, and of made-up judgements, out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import yaml

from premark.synthetic.assignment import Strength
from premark.synthetic.choose import LEFT_OUT, WEAK, by_id
from premark.synthetic.cohort import Made, Wanted
from premark.synthetic.sources import Source
from premark.synthetic.words import people

LEVELS: tuple[Strength, ...] = ("none", "limited", "partial", "strong")
USUAL, NEW = 0.1, 0.5  # the share of judgements a level off what is true, by whose they are
Row = dict[str, str]

SAYS = """\
Made up by `premark make-cohort`: no person in it is real. Each submission is put together from
labelled assignments, so the texts of one cohort share passages. truth.csv has a row for each
criterion of each submission: gold is the label of the assignment that it was taken whole from, none
where it was left out, and empty where what else was taken may have changed it, so that nothing is
claimed. planted is yes where it was made weak (none or limited) on purpose. decisions.csv holds
made-up judgements: the usual assessors are a level off in a tenth of them, the new one in half."""


@dataclass
class Tables:
    """The rows of the tables while the submissions are made; the files themselves are not kept."""

    truth: list[Row] = field(default_factory=list)
    learners: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)


def note(
    made: Made, sources: Sequence[Source], tables: Tables, *, draw: Random, by_folder: bool
) -> None:
    """Add a submission's rows to each table; learners go by their folders where nothing else is."""
    learner = made.learner
    facts = {"assessor": learner.assessor, "centre": learner.centre, "intake": learner.intake}
    tables.learners.append(
        {
            "learner": learner.folder if by_folder else learner.name,
            "number": str(learner.number),
            "unit": learner.unit,
            **facts,
            "date": learner.date,
        }
    )
    for code, source in made.choice.taken.items():
        tables.truth.append(_truth(made, code, source) | facts | {"date": learner.date})
        tables.decisions.append(
            {
                "submission": learner.submission,
                "criterion": code,
                "assessor": learner.assessor,
                "judgement": _judged(made, code, sources, draw),
                "date": learner.date,
            }
        )


def _truth(made: Made, code: str, source: str) -> Row:
    composed = made.composed
    return {
        "submission": made.learner.submission,
        "number": str(made.learner.number),
        "learner": made.learner.name,
        "unit": made.learner.unit,
        "criterion": code,
        "gold": made.choice.gold[code] or "",
        "planted": "yes" if code in made.planted else "",
        "source": source,
        "format": made.kind,
        "layout": composed.script.layout,
        "headings": composed.script.heading_kind,
        "cover": "yes" if composed.cover else "",
        "words": str(composed.words),
        "files": "; ".join(name for name, _ in made.files),
    }


def _judged(made: Made, code: str, sources: Sequence[Source], draw: Random) -> Strength:
    """What the assessor is said to have decided: where gold is not known, from its source's."""
    taken = made.choice.taken[code]
    likely = "none" if taken == LEFT_OUT else by_id(sources, taken).gold[code]
    level = LEVELS.index(made.choice.gold[code] or likely)
    off = NEW if made.learner.assessor == people().new_assessor else USUAL
    if draw.random() < off:
        level += 1 if level == 0 or (level < len(LEVELS) - 1 and draw.random() < 0.5) else -1
    return LEVELS[level]


def told(wanted: Wanted, tables: Tables) -> str:
    """`truth.yaml`: what was asked for, and each criterion's levels over the whole cohort."""
    counts: dict[str, Counter[str]] = {}
    planted: Counter[str] = Counter()
    for row in tables.truth:
        counts.setdefault(row["criterion"], Counter())[row["gold"] or "not known"] += 1
        planted[row["criterion"]] += row["planted"] == "yes"
    criteria = {
        code: {
            "planted": planted[code],
            "gold": {level: count[level] for level in (*LEVELS, "not known")},
            "weak": round(_weak(count), 4),
        }
        for code, count in sorted(counts.items())
    }
    said = {
        "says": SAYS.replace("\n", " "),
        "submissions": wanted.number,
        "seed": wanted.seed,
        "unit": wanted.unit,
        "as": wanted.lms,
        "weak": {"criteria": list(wanted.weak), "share": wanted.share},
        "new_assessor": people().new_assessor,
        "criteria": criteria,
    }
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)


def _weak(count: Counter[str]) -> float:
    """The share of those whose gold is known that have no more than limited evidence."""
    known = sum(count[level] for level in LEVELS)
    return sum(count[level] for level in WEAK) / known if known else 0.0


def as_csv(rows: Sequence[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
