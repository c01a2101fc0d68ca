"""A view in; what closes a Word report out: where was looked, the logs, the references."""

from __future__ import annotations

from premark.plain import one_line
from premark.report.rows import ReportView
from premark.report.word_say import Paper, odd, soft
from premark.report.word_table import add_table


def add_back(paper: Paper, view: ReportView) -> None:
    """Add the sections that are about the whole submission, after the criteria."""
    _read(paper, view)
    _sessions(paper, view)
    _references(paper, view)
    _made_with(paper, view)


def _read(paper: Paper, view: ReportView) -> None:
    paper.add_heading("Where evidence was looked for", 1)
    rows = [(each.title, each.places, f"{each.passages}") for each in view.read]
    add_table(paper, ("Section", "Places", "Passages"), rows, (9.0, 6.0, 2.0))
    if view.left_out:
        soft(paper.add_paragraph(), view.left_out)


def _sessions(paper: Paper, view: ReportView) -> None:
    if view.sessions is None:
        return
    paper.add_heading("Session records", 1)
    paper.add_paragraph(one_line(view.sessions.said))
    add_table(paper, view.sessions.names, view.sessions.rows, (6.0, 3.6, 3.6, 3.8))
    odd(paper, view.sessions.problems)


def _references(paper: Paper, view: ReportView) -> None:
    paper.add_heading("Citations and the reference list", 1)
    paper.add_paragraph(one_line(view.checked))
    for check in view.checks:
        paper.add_heading(f"{check.title} ({len(check.quotes)})", 2)
        for quote in check.quotes:
            paragraph = paper.add_paragraph(one_line(quote.text), style="List Bullet")
            soft(paragraph, f" {quote.place} · {quote.why}")
    if view.warnings:
        paper.add_heading("What could not be read", 1)
    for line in view.warnings:
        paper.add_paragraph(one_line(line), style="List Bullet")


def _made_with(paper: Paper, view: ReportView) -> None:
    paper.add_heading("What this was made with", 1)
    files = [(file.name, f"{file.format}, SHA-256 {file.sha256}") for file in view.files]
    add_table(paper, ("What", "Which"), [*files, *view.made_with], (4.0, 13.0))
