"""Folders of labelled assignments in; cut-offs, and how sure levels are, measured and written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from premark.errors import OutputError, ReadError
from premark.evaluate.measures import Counts
from premark.evaluate.reliability import Documents
from premark.pipeline import Tools, load_tools
from premark.train.moves_file import rewrite_section
from premark.train.sureness_fit import Level, crossed, learned, levels_of
from premark.train.threshold_search import (
    LEVELS,
    MAP,
    Dial,
    Nested,
    Search,
    Setting,
    Tried,
    at,
    level_figures,
    nested,
    standing,
    worth,
)
from premark.train.thresholds_file import write_confidence, write_thresholds
from premark.train.weighable import Say, Scales, digest_of_labels, read_labelled
from premark.types.tuning import SetBy, Sureness, Thresholds

FEWEST = 6  # documents: with fewer, one document decides for another
MARKS = ("<!-- premark train thresholds: begin -->", "<!-- premark train thresholds: end -->")


@dataclass(frozen=True)
class Wanted:
    """What to look for: also the cut-offs of the map; the date to write down; the folder to write
    to, None to measure only; and the command as it is written down."""

    map_too: bool = False
    date: str = ""
    out: Path | None = None


@dataclass(frozen=True)
class Choice:
    """What a search came to. `kept` is the setting that is written, `best` the one that hindsight
    would choose; `ruled` and `free` are of documents left out, with the rule and without."""

    dials: tuple[Dial, ...]
    search: Search
    documents: int
    kept: Setting
    best: Setting
    ruled: Nested
    free: Nested

    @property
    def stands(self) -> Setting:
        return self.search.stands

    def counts(self, setting: Setting) -> Counts:
        return self.search.tried(setting)


@dataclass(frozen=True)
class Sure:
    """How sure levels are: what ships, and the chance of each level by the other documents."""

    shipped: Sureness
    levels: tuple[Level, ...]
    told: tuple[float, ...]

    @property
    def documents(self) -> Documents:
        """Told chances and what was right, document by document."""
        found: dict[str, list[tuple[float, bool]]] = {}
        for level, chance in zip(self.levels, self.told, strict=True):
            found.setdefault(level.document, []).append((chance, level.right))
        return list(found.values())


def retune(
    folders: Sequence[Path], wanted: Wanted, said: Say, *, tools: Tools | None = None
) -> str:
    """The report; with a folder to write to, both files, the pin and the card's section.

    Raises ReadError for folders that cannot be learned from, OutputError for the folder.
    """
    from premark.train.threshold_report import report

    if wanted.out is not None and not (wanted.out.is_dir() and os.access(wanted.out, os.W_OK)):
        hint = "Name another: --out."
        raise OutputError(f"{wanted.out}: not a folder that can be written", hint=hint)
    loaded = tools or load_tools()
    scales = read_labelled(folders, loaded, said)
    if len(scales.documents) < FEWEST:
        hint = "Give more folders: each document is left out in turn."
        raise ReadError(f"only {len(scales.documents)} labelled documents", hint=hint)
    bare = loaded.thresholds.model_copy(update={"sureness": None})  # it is what is looked for
    choice = choose(scales, bare, (*LEVELS, *MAP) if wanted.map_too else LEVELS, said)
    said("how sure levels are")
    sure = how_sure(scales, at(bare, choice.dials, choice.kept))
    section = report(scales, choice, sure)
    if wanted.out is not None:
        _write(scales, choice, sure, wanted, said)
        if rewrite_section(wanted.out / "README.md", section, MARKS):
            said("wrote the figures to README.md")
    return section


def choose(scales: Scales, thresholds: Thresholds, dials: tuple[Dial, ...], said: Say) -> Choice:
    """Search on all documents, and with each left out in turn."""
    said("cut-offs")
    tried = Tried(lambda setting: scales.counts(at(thresholds, dials, setting)))
    search = Search(dials, standing(thresholds, dials), tried)
    count = len(scales.documents)
    every = np.arange(count)
    kept, best = search.earned(every), search.best(every)
    said("cut-offs, each document left out")
    ruled, free = nested(search, count, rule=True), nested(search, count, rule=False)
    return Choice(dials, search, count, kept, best, ruled, free)


def how_sure(scales: Scales, thresholds: Thresholds) -> Sure:
    """What ships, beside what each document's levels are told by the other documents."""
    levels = levels_of(scales, thresholds)
    return Sure(learned(levels), tuple(levels), tuple(map(float, crossed(levels))))


def _write(scales: Scales, choice: Choice, sure: Sure, wanted: Wanted, said: Say) -> None:
    assert wanted.out is not None
    figures = {
        "stands": worth(choice.counts(choice.stands).sum(axis=0)),
        "left_out": worth(choice.ruled.counts.sum(axis=0)),
        **{f"left_out_{k}": v for k, v in level_figures(choice.ruled.counts).items()},
    }
    by = SetBy(
        command=f"premark train thresholds DIR...{' --map' if wanted.map_too else ''}",
        premark=version("premark"),
        date=wanted.date,
        documents=tuple(sorted(scales.ids)),
        corpus=digest_of_labels(scales),
        figures={name: round(value, 4) for name, value in figures.items()},
    )
    for file in (
        write_thresholds(wanted.out, choice.dials, choice.kept, by),
        write_confidence(wanted.out, sure.shipped),
    ):
        said(f"wrote {file.name}")
