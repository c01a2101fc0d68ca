"""A folder of labelled sentences in; the moves head written, and the report of it, out."""

from __future__ import annotations

import os
from pathlib import Path

from premark.detect.move_head import load_move_head
from premark.embed import Embedder, load_encoder
from premark.errors import OutputError
from premark.train.move_fit import Lessons, Trained
from premark.train.move_measure import Say, chief, measure, read_lessons, train_head
from premark.train.move_report import report
from premark.train.move_signs import ChiefFigures
from premark.train.moves_file import pin, rewrite_section, save_head, trained_on


def retrain(corpus: Path, public: Path | None, out: Path | None, said: Say) -> str:
    """The report; the head, its pin and the card's section are written to `out` where it is given.

    Raises ReadError for a corpus or set that cannot be read, OutputError for `out`.
    """
    if out is not None and not (out.is_dir() and os.access(out, os.W_OK)):
        raise OutputError(f"{out}: not a folder that can be written", hint="Name another: --out.")
    encoder = _reference()
    lessons = read_lessons(corpus, encoder, public, said)
    measured = measure(lessons, encoder.name, said)
    said("the head itself")
    head = train_head(lessons)
    figures = chief(head, corpus, encoder)
    section = report(measured, figures)
    if out is not None:
        _write(lessons, head, figures, out, said)
        if rewrite_section(out / "README.md", section):
            said("wrote the figures to README.md")
    return section


def _write(
    lessons: Lessons, head: Trained, figures: ChiefFigures | None, out: Path, said: Say
) -> None:
    leads = figures.cuts if figures else load_move_head().leads
    file = save_head(head, leads, trained_on(lessons), out)
    said(f"wrote {file.name}{' and its pin' if pin(file) else '; no pins stand beside it'}")


def _reference() -> Embedder:
    """Trained with the reference encoder: the compiled one rounds to bf16 where it can."""
    return load_encoder("sentence-transformers")
