"""A view in; a summary on the terminal out. Nothing from the file is read as markup or escapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from premark.plain import one_line
from premark.report.looked import few
from premark.report.rows import CriterionRow, NoticeRow, Quote, ReportView, StateRow
from premark.report.words import words

WIDE = 100  # columns from which what a criterion asks is shown too
NARROW = 60  # columns under which each criterion is a paragraph and not a row
_STYLES = {"met": "green", "short": "yellow", "not_found": "red", "cannot_tell": "magenta"}


def render_terminal(view: ReportView, console: Console) -> None:
    """Print the criteria with strength, verb, what is missing and places; totals; notices."""
    modern = (console.encoding or "").lower().replace("-", "").startswith("utf")
    console.print(_head(view))
    if view.next_step:
        console.print(Text.assemble(("Next: ", "bold"), one_line(view.next_step)), "")
    if console.width < NARROW:
        console.print(Group(*(_paragraph(row, modern) for row in view.criteria)))
    else:
        console.print(_table(view, modern, wide=console.width >= WIDE))
    if view.totals:
        console.print(_totals(view, modern))
    for title, lines in _endnotes(view):
        console.print(Text(f"\n{title}", "bold"))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2)))
    console.print()
    for sentence in view.fixed:
        console.print(Text(sentence, "dim"))


def _head(view: ReportView) -> Text:
    names = ", ".join(one_line(file.name) for file in view.files)
    head = Text.assemble((one_line(view.title), "bold"), f"  {names}\n")
    head.append(f"{one_line(view.unit)} {one_line(view.unit_title)}, {view.words}\n", "dim")
    return head


def _table(view: ReportView, modern: bool, *, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", no_wrap=True)
    if wide:
        table.add_column("Asks", ratio=3)
    table.add_column("Reading" if view.learner else "Strength", no_wrap=True)
    table.add_column("Verb", ratio=2, min_width=14)
    table.add_column("Missing so far" if view.learner else "Missing or short", ratio=4)
    table.add_column("Places", ratio=1, min_width=10)
    for row in view.criteria:
        cells = [Text(one_line(row.code), "bold")]
        cells += [Text(one_line(row.asks, 90))] if wide else []
        cells += [_strength(row, modern), _verb(row, modern), _missing(row, modern)]
        table.add_row(*cells, _places(row))
    return table


def _paragraph(row: CriterionRow, modern: bool) -> Text:
    line = Text.assemble((f"{one_line(row.code)} ", "bold"), _strength(row, modern), "\n")
    line.append_text(_verb(row, modern)).append("\n")
    if row.missing:
        line.append_text(_missing(row, modern)).append("\n")
    return line.append_text(_places(row)).append("\n")


def _places(row: CriterionRow) -> Text:
    places = Text(one_line(row.places) or "-")
    return places.append(f"\n{row.sources_short}", "dim") if row.sources_short else places


def _strength(row: CriterionRow, modern: bool) -> Text:
    told = Text.assemble((_bars(row.bars, modern), ""), (row.strength, "bold"))
    return told.append(f"\n{row.sure}", "dim") if row.sure else told


def _bars(bars: int | None, modern: bool) -> str:
    if bars is None:
        return ""
    full, empty = ("■", "□") if modern else ("#", ".")
    return full * bars + empty * (3 - bars) + " "


def _verb(row: CriterionRow, modern: bool) -> Text:
    said = Text(f"{one_line(row.verb.name)}\n")
    return said.append_text(_state(row.verb.state, modern))


def _state(state: StateRow, modern: bool) -> Text:
    style = _STYLES.get(state.key.removeprefix("verb_"), "red")
    return Text(f"{state.symbol if modern else state.plain} {state.word}", style)


def _missing(row: CriterionRow, modern: bool) -> Text:
    if not row.missing:
        return Text("nothing", "dim")
    states = [requirement.state for requirement in row.unmet]
    states += [row.verb.state] * (len(row.missing) - len(states))
    lines = zip(states, row.missing, strict=True)
    said = [f"{s.symbol if modern else s.plain} {one_line(line)}" for s, line in lines]
    return Text("\n".join(said))


def _totals(view: ReportView, modern: bool) -> Text:
    line = Text("\n")
    for word, count, bars in view.totals:
        line.append(f"{_bars(bars, modern)}{word} ").append(f"{count}", "bold").append("   ")
    return line


def _endnotes(view: ReportView) -> Iterable[tuple[str, Sequence[Text]]]:
    steps = [line for row in view.criteria if view.learner for line in _steps(row)]
    if steps:
        yield "Criterion by criterion", steps
    if any(row.sure for row in view.criteria):
        yield "How sure", [Text(words().fixed["sure_short"])]
    looked = list(_looked(view))
    if looked:
        yield "Where it was looked for", [*looked, _read(view)]
    joined = [
        Text.assemble((f"{one_line(row.code)} ", "bold"), one_line(each.joined_said))
        for row in view.criteria
        for each in (*row.required, *row.helpful)
        if each.joined_said
    ]
    if joined:
        yield "A source for each", joined
    if view.sessions:
        problems = [_problem(quote) for quote in view.sessions.problems]
        yield "Session records", [Text(one_line(view.sessions.said)), *problems]
    if view.notices:
        yield "Notices", [_notice(n) for n in view.notices]
    if view.checks:
        lines = [
            Text(f"{check.title} ({len(check.quotes)}): {_few(check.quotes, why=check.slip)}")
            for check in view.checks
        ]
        yield "Citations and the reference list", [Text(view.checked), *lines]
    if view.warnings:
        yield "What could not be read", [Text(one_line(line)) for line in view.warnings]


def _steps(row: CriterionRow) -> Iterable[Text]:
    """What the learner can look at again: the questions of what is missing, then the verb."""
    asks = [r.because or r.says for r in row.unmet]
    for line in dict.fromkeys((*asks, *row.verb.missing, row.next_step)):
        if line:
            yield Text.assemble((f"{one_line(row.code)} ", "bold"), one_line(line))


def _looked(view: ReportView) -> Iterable[Text]:
    """The places behind each absence, by title, so that it can be checked."""
    short = [row for row in view.criteria if row.missing]
    for row in short:
        if row.passages:
            also = " (and in the whole submission)" if any(r.whole for r in row.unmet) else ""
            said = f"{row.looked}{also}: {few(row.sections)}"
            yield Text.assemble((f"{one_line(row.code)} ", "bold"), one_line(said))
    absent = [row for row in short if not row.passages]
    if absent:
        codes = ", ".join(one_line(row.code) for row in absent)
        yield Text.assemble((f"{codes} ", "bold"), one_line(absent[0].looked))
    for row in absent:
        nearest = [f"{each.quote.place} ({each.home})" for each in row.also[:3]]
        if nearest:
            said = f"the nearest passages: {'; '.join(nearest)}"
            yield Text.assemble((f"{one_line(row.code)} ", "bold"), one_line(said))


def _read(view: ReportView) -> Text:
    said = f"Read in all: {few(view.read)}." if view.read else "Nothing could be read."
    return Text(one_line(f"{said} {view.left_out}"), "dim")


def _notice(notice: NoticeRow) -> Text:
    line = Text(one_line(notice.message))
    line.append(f" {one_line(notice.next_step)}" if notice.next_step else "", "dim")
    return line.append(f" ({one_line(notice.places)})" if notice.places else "", "dim")


def _problem(quote: Quote) -> Text:
    """What is odd in a log, its words and place, and why."""
    said = f"{quote.label}: {one_line(quote.text, 60)} ({quote.place}). "
    return Text.assemble(one_line(said) + " ", (one_line(quote.why), "dim"))


def _few(quotes: Sequence[Quote], most: int = 3, *, why: bool = False) -> str:
    told = [(quote.why.rstrip(".") if why else quote.text, quote.place) for quote in quotes[:most]]
    said = "; ".join(f"{one_line(text, 110 if why else 60)} ({place})" for text, place in told)
    return said + (f"; and {len(quotes) - most} more" if len(quotes) > most else "")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A bar on the terminal that names the step; silent where there is no terminal."""
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
