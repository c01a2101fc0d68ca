"""A cohort's records in; pages of all answers to a criterion, similar ones together, out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from premark.cohort.pages.alike import Group, group_alike
from premark.cohort.pages.answers_kept import Kept, keep_rows
from premark.cohort.pages.answers_view import Shown, answer_words, counted, say, shown
from premark.cohort.pages.file_names import ANSWERS, answers_file
from premark.cohort.records.record import MOST_ANSWER
from premark.plain import one_line
from premark.report.safe_page import safe_page
from premark.types.cohort import Record
from premark.types.criteria import Criterion, Pack
from premark.types.document import Value
from premark.written import encoded, write_files

PAGE = 60  # answers
MOST_WITHOUT = 1_000  # submissions without an answer that are listed
_OURS = b'<meta name="generator" content="premark answers">'
_HEAD = 4_000  # bytes of a page in which it says whose it is
Place = tuple[str, str, str]


class Link(Value):
    """`href` is "" for where one is."""

    says: str
    href: str = ""
    more: str = ""


class Section(Value):
    """Answers of one group on one page."""

    id: str
    title: str
    says: str
    answers: tuple[Shown, ...]


@dataclass(frozen=True)
class _Set:
    """What all pages of one criterion are made of. `codes` are the unit's, in their order."""

    pack: Pack
    code: str
    codes: Sequence[str]
    kept: Kept
    groups: Sequence[Group]
    without: Sequence[int]
    aside: Mapping[str, Collection[str]]
    reports: bool

    @property
    def criterion(self) -> Criterion | None:
        return next((c for c in self.pack.criteria if c.id == self.code), None)

    def file(self, page: int = 1, code: str = "") -> str:
        name = answers_file(self.pack.code, code or self.code)
        return name if page == 1 else f"{name.removesuffix('.html')}-{page}.html"

    def flow(self) -> list[tuple[int, int]]:
        """Group and place of every answer, in the order in which they are shown."""
        return [(n, place) for n, group in enumerate(self.groups) for place in group.members]

    def shown(self, place: int) -> Shown:
        submission = self.kept.submissions[place]
        return shown(
            submission,
            self.kept.row(place),
            self.criterion,
            aside=self.aside.get(submission, ()),
            reports=self.reports,
        )


def answers_pages(
    records: Callable[[], Iterable[Record]],
    out: Path,
    *,
    packs: Mapping[str, Pack],
    set_aside: Collection[Place] = (),
    reports: bool = True,
) -> list[Path]:
    """Write `out/answers/<unit>-<criterion>.html`, and -2, -3... of more than `PAGE` answers.

    `packs` are by `Record.unit`; `records` is called once for each. `set_aside` are places
    (submission, criterion, requirement). Pages of an earlier run that are none now are deleted.
    The same records give the same pages. Raises OutputError.
    """
    written: list[Path] = []
    for unit in sorted(packs):
        kept = keep_rows(records(), unit, [c.id for c in packs[unit].criteria])
        for code, rows in kept.items():
            own = _set(packs[unit], (code, list(kept)), rows, _aside(set_aside, code), reports)
            pages = _pages(own)
            written += write_files([(out / ANSWERS / name, data) for name, data in pages])
    _sweep(out / ANSWERS, {path.name for path in written})
    return written


def _aside(places: Collection[Place], code: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for submission, criterion, requirement in places:
        if criterion == code:
            found.setdefault(submission, set()).add(requirement)
    return found


def _set(
    pack: Pack,
    codes: tuple[str, Sequence[str]],
    kept: Kept,
    aside: Mapping[str, Collection[str]],
    reports: bool,
) -> _Set:
    read = list(kept.answers())
    with_answer = [(place, text) for place, text in read if text]
    groups = [
        group.model_copy(update={"members": tuple(with_answer[i][0] for i in group.members)})
        for group in group_alike([text for _, text in with_answer])
    ]
    without = [place for place, text in read if not text]
    return _Set(pack, *codes, kept, groups, without, aside, reports)


def _pages(own: _Set) -> Iterator[tuple[str, bytes]]:
    flow = own.flow()
    parts = [flow[at : at + PAGE] for at in range(0, len(flow), PAGE)] or [[]]
    for number, part in enumerate(parts, 1):
        yield own.file(number), encoded(_render(own, part, number, len(parts)))


def _render(own: _Set, part: Sequence[tuple[int, int]], number: int, of: int) -> str:
    last = number == of
    answers = sum(len(group.members) for group in own.groups)
    return safe_page(
        "premark.cohort.pages",
        "answers.html.j2",
        "answers.css",
        words=answer_words(),
        unit=one_line(own.pack.code),
        unit_title=one_line(own.pack.title),
        title=say("title", criterion=one_line(own.code)),
        asks=one_line(own.criterion.asks) if own.criterion else "",
        said=[line.format(most=MOST_ANSWER) for line in answer_words()["said"]],
        numbers=say(
            "numbers",
            answers=f"{answers:,}",
            submissions=f"{answers + len(own.without):,}",
            groups=counted("groups", len(own.groups)),
        ),
        where=say("page_of", n=number, of=of) if of > 1 else "",
        pages=_page_links(own, number, of),
        neighbours=_neighbours(own),
        criteria=[Link(says=c, href="" if c == own.code else own.file(code=c)) for c in own.codes],
        contents=_contents(own),
        sections=_sections(own, part),
        without=[own.shown(place) for place in own.without[:MOST_WITHOUT]] if last else [],
        more=max(0, len(own.without) - MOST_WITHOUT),
    )


def _page_links(own: _Set, number: int, of: int) -> list[Link]:
    if of == 1:
        return []
    return [
        Link(says=f"{n}", href="" if n == number else own.file(n), more=say("page", n=n))
        for n in range(1, of + 1)
    ]


def _neighbours(own: _Set) -> list[Link]:
    at = list(own.codes).index(own.code)
    found = []
    if at:
        code = own.codes[at - 1]
        found.append(Link(says=say("before", criterion=one_line(code)), href=own.file(code=code)))
    if at + 1 < len(own.codes):
        code = own.codes[at + 1]
        found.append(Link(says=say("after", criterion=one_line(code)), href=own.file(code=code)))
    return found


def _contents(own: _Set) -> list[Link]:
    """Where each group begins."""
    found, before = [], 0
    for number, group in enumerate(own.groups):
        page = before // PAGE + 1
        size = counted("group_says", len(group.members))
        more = f"{size}, {say('on_page', n=page)}" if len(own.flow()) > PAGE else size
        href = f"{own.file(page)}#g-{number + 1}"
        found.append(Link(says=_title(own, number), href=href, more=more))
        before += len(group.members)
    return found


def _sections(own: _Set, part: Sequence[tuple[int, int]]) -> list[Section]:
    made = []
    for number in dict.fromkeys(n for n, _ in part):
        places = [place for n, place in part if n == number]
        group, title = own.groups[number], _title(own, number)
        if places[0] != group.members[0]:
            title = say("continued", group=title)
        made.append(
            Section(
                id=f"g-{number + 1}",
                title=title,
                says=counted("group_says", len(group.members)),
                answers=tuple(own.shown(place) for place in places),
            )
        )
    return made


def _title(own: _Set, number: int) -> str:
    if len(own.groups) == 1:
        return say("group_alone")
    terms = ", ".join(own.groups[number].terms)
    return say("group" if terms else "group_plain", n=number + 1, terms=terms)


def _sweep(folder: Path, written: Collection[str]) -> None:
    """Delete pages that this module wrote before and did not write now."""
    for path in sorted(folder.glob("*.html")) if folder.is_dir() else ():
        if path.name not in written and path.is_file() and not path.is_symlink():
            with suppress(OSError), path.open("rb") as file:
                ours = _OURS in file.read(_HEAD)
                if ours:
                    path.unlink(missing_ok=True)
