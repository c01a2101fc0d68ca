"""Lists, dated entries and told meetings in; the documents that they make up, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from premark.detect.artefact_contract import in_items
from premark.detect.artefact_piece import Piece
from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_names import named_in
from premark.detect.dates import find_dates
from premark.detect.log_prose import Entry, entries, lengths, lines
from premark.detect.plans import lines_by_time
from premark.detect.session_prose import told_meetings
from premark.types.criteria import ArtefactKind
from premark.types.document import Passage

LABELS = 3  # of a profile, or kinds of record
FEWEST_LINES = 3
SHORT_LINE = 45  # words of an item; a longer line is a paragraph
ENTRY_WORDS = 15
Found = tuple[ArtefactKind, str]


def listed(seen: Seen) -> Iterator[Piece]:
    """Contracts, profiles and lists of records: runs of items in one section."""
    for passages, items in _runs(seen):
        named = passages[0].path[-1] if passages[0].path else ""
        others = max(len(_labels(items, group)) for group in ("profile", "records"))
        clauses = in_items(items, named, others)
        contract: Found | None = ("contract", clauses) if clauses else None
        found = contract or _profile(items, named) or _other(items)
        if found:
            kind, because = found
            first = passages[0]
            start = first.text.find(items[0])
            place = (max(start, 0), max(start, 0) + len(items[0]))
            around = _profile_above(seen, passages) if kind == "profile" else passages
            place = place if around[0].id == first.id else (0, len(around[0].text.split("\n")[0]))
            yield Piece(kind, around, place, "list", because)


def _runs(seen: Seen) -> Iterator[tuple[tuple[Passage, ...], list[str]]]:
    """Neighbouring passages of one section that are lists, or lines as short as items."""
    by_passage: dict[str, list[str]] = {}
    for line in lines(seen):
        by_passage.setdefault(line.passage.id, []).append(line.text)
    passages = [p.passage for p in seen.parsed]

    def place(at: int) -> tuple[int, bool]:
        return passages[at].section, _is_list(passages[at], by_passage.get(passages[at].id, []))

    for (_, is_list), group in groupby(range(len(passages)), key=place):
        run = tuple(passages[i] for i in group)
        items = [text for p in run for text in by_passage.get(p.id, []) if text.strip()]
        items = [text for text in items if len(text.split()) <= 2 * SHORT_LINE]
        if is_list and len(items) >= FEWEST_LINES:
            yield run, items


def _is_list(passage: Passage, texts: list[str]) -> bool:
    if passage.kind == "row":
        return False
    short = [text for text in texts if len(text.split()) <= SHORT_LINE]
    return passage.kind == "list" or (len(texts) >= FEWEST_LINES and len(short) == len(texts))


def _labels(items: list[str], group: str) -> set[str]:
    return {name for item in items for name in words().found(group, item)}


def _profile(items: list[str], title: str) -> Found | None:
    heads = [item.split(":")[0] + ":" for item in items if ":" in item]
    labels = _labels(items, "profile")
    headed = words().heading("profile").hits(title)
    labelled = len(_labels(heads, "profile")) >= LABELS
    if len(labels) >= LABELS and (headed or labelled):
        return "profile", f"its items give {', '.join(sorted(labels))}"
    return None


def _other(items: list[str]) -> Found | None:
    quoted = [item for item in items if named_in(item) and any(q in item for q in '"“‘')]
    if len(quoted) >= 2 and len(quoted) >= 0.6 * len(items):
        return "feedback", "each item quotes what somebody said"
    kinds = _labels(items, "records")
    short = all(len(item.split()) <= 15 for item in items)
    if short and len(kinds) >= LABELS:
        return "records", f"it lists the records kept: {', '.join(sorted(kinds))}"
    return None


def _profile_above(seen: Seen, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The list with the prose of the same profile before it, in its section."""
    order = [p.passage for p in seen.parsed]
    at = next(i for i, p in enumerate(order) if p.id == passages[0].id)
    above: list[Passage] = []
    for passage in reversed(order[max(0, at - 3) : at]):
        same = passage.section == passages[0].section and passage.kind != "row"
        if not same or not words().found("profile", passage.text):
            break
        above.insert(0, passage)
    return (*above, *passages)


def diaries(seen: Seen) -> Iterator[Piece]:
    """Runs of two or more dated entries in the first person, with no length of a meeting."""
    dated = list(entries(seen))
    parts = _parts_of_blocks(seen)
    untimed = [e for e in dated if not lengths(e.head)]
    reflective = [e for e in untimed if _is_reflective(e, parts)]
    for section, group in groupby(untimed, key=lambda entry: entry.line.passage.section):
        found = list(group)
        if sum(e.line.passage.section == section for e in reflective) < 2:
            continue
        blocks = {entry.line.block for entry in found}
        kept = {p.id: p for block in sorted(blocks) for p in parts[block]}
        first = found[0].line
        place = (first.start, first.end)
        because = f"{len(found)} dated entries, in the first person"
        yield Piece(
            "reflective_log", tuple(kept.values()), place, "entries", because, entries=len(found)
        )
    yield from _headed_diary(seen, {e.line.passage.section for e in reflective})


def _parts_of_blocks(seen: Seen) -> dict[int, list[Passage]]:
    parts: dict[int, list[Passage]] = {}
    for line in lines(seen):
        parts.setdefault(line.block, []).append(line.passage)
    return parts


def _is_reflective(entry: Entry, parts: dict[int, list[Passage]]) -> bool:
    """Whether an entry is long enough and speaks of the writer; it may run over two passages."""
    alone = len(parts[entry.line.block]) == 1
    text = entry.told if alone else " ".join(p.text for p in parts[entry.line.block])
    return len(entry.line.text.split()) >= ENTRY_WORDS and words().text("goals_reflect").hits(text)


def _headed_diary(seen: Seen, taken: set[int]) -> Iterator[Piece]:
    """Sections of a diary whose dates are their headings."""
    found: dict[str, list[Passage]] = {}
    for parsed in seen.parsed:
        passage = parsed.passage
        title = passage.path[-1] if passage.path else ""
        parent = passage.path[-2] if len(passage.path) > 1 else ""
        if passage.kind == "row" or passage.section in taken or not _dated(title):
            continue
        if not words().heading("reflective").hits(f"{parent} {title}"):
            continue
        found.setdefault(parent, []).append(passage)
    for passages in found.values():
        number = len({p.section for p in passages})
        if number >= 2:
            place = (0, len(passages[0].text.split("\n")[0]))
            because = "sections headed by dates under a heading that says diary"
            yield Piece(
                "reflective_log", tuple(passages), place, "entries", because, entries=number
            )


def _dated(title: str) -> bool:
    return bool(find_dates(title))


def told_logs(seen: Seen) -> Iterator[Piece]:
    """Logs kept in prose: two or more meetings with a date and a length in one section."""
    meetings = [m for m in told_meetings(seen) if m.of != "planned" and m.day is not None]
    meetings.sort(key=lambda m: (m.passage.section, m.of))
    for (_, of), group in groupby(meetings, key=lambda m: (m.passage.section, m.of)):
        found = list(group)
        if len(found) < 2:
            continue
        kept = {m.passage.id: m.passage for m in found}
        kind: ArtefactKind = "supervision_log" if of == "supervision" else "session_log"
        because = f"{len(found)} meetings told in prose, each with its date and length"
        place = (found[0].start, found[0].end)
        yield Piece(kind, tuple(kept.values()), place, "entries", because)


def planned(seen: Seen) -> Iterator[Piece]:
    """Development plans in lines that begin with the time by which each thing is to be done."""
    for parsed in seen.parsed:
        passage = parsed.passage
        if passage.kind == "row" or not _headed_plan(passage):
            continue
        if span := lines_by_time(passage):
            because = f"{span[0]} lines that begin with a time, under a heading that says plan"
            place = (0, len(passage.text.split("\n")[0]))
            yield Piece("plan", (passage,), place, "list", because, "development_plan")


def _headed_plan(passage: Passage) -> bool:
    return any(words().heading("development_plan").hits(title) for title in passage.path)
