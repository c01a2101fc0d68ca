"""Footnotes and endnotes in; the sources that they cite, and those that they set out, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from premark.detect.citation_forms import Citation, find_citations
from premark.detect.citation_words import citation_key, fold, source_name
from premark.detect.reference_entry import Entry, looks_like_reference, read_entry, spelt_names
from premark.detect.reference_kind import kind_of
from premark.detect.reference_shape import LABEL, PERSON
from premark.types.document import Block, Document, Locator, Passage
from premark.types.evidence import Finding

NOTES = ("footnote", "endnote")
_LEAD = r"(?:(?:[Ss]ee(?:\salso)?|[Cc]f\.?),?\s)?"
_PEOPLE = rf"{PERSON}(?:(?:,\s{PERSON})*,?\s(?:and|&)\s{PERSON})?"
_FULL = re.compile(
    rf"{_LEAD}(?P<names>{_PEOPLE}|[A-Z][\w&’' -]{{1,60}}?)(?:,?\s\(?eds?\.?\)?)?,\s"
    r"(?P<title>[‘“'\"]?[A-ZÀ-Þ][^\n]{2,240}?)"
    r"(?:,?\s\((?P<press>[^()\n]{0,120}?)\b(?P<year>(?:1[5-9]|20)\d\d[a-z]?)\)"
    r"|,\s(?P<late>(?:1[5-9]|20)\d\d),\s?pp?\.)"
)
_QUOTED = re.compile(r"[‘“'\"](.{3,200}?),?[’”'\"](?=[,\s]|\Z)")
_SAME = re.compile(r"\W*(?:ibid(?:em)?|id(?:em)?)\b", re.IGNORECASE)
_SHORT = re.compile(
    rf"{_LEAD}(?P<name>{PERSON}|[A-ZÀ-Þ][\w’'-]+)(?:,?\s(?:and|&)\s[\w’'. -]{{2,40}}?)?,\s"
    r"(?:op\.?\s?cit|loc\.?\s?cit|[^\n]{0,120}?(?:pp?\.\s?)?\d{1,4}(?:\s?[-–]\s?\d{1,4})?\W*\Z)"
)


@dataclass(frozen=True)
class _Note:
    """A note, its printed number, the source that it cites; `is_full` where it sets it out."""

    block: Block
    number: str
    entry: Entry | None
    is_full: bool = False


def read_note(text: str) -> Entry | None:
    """The entry that a note sets out: "Ann Marsh, Plates (Leeds: Orchard, 2017), p. 12".

    None for a note that only repeats, remarks, or cites by author and date.
    """
    body = _body(text)[1]
    found = _FULL.match(body)
    names = _names(found["names"]) if found else ()
    if found and names and not _SAME.match(body) and _is_pressed(found):
        return _oxford(body, found, names)
    return read_entry(body) if looks_like_reference(body) else None


def is_note_entry(block: Block) -> bool:
    """Whether a note sets out a source in full."""
    return block.part in NOTES and read_note(block.text) is not None


def note_entries(document: Document, blocks: Sequence[int]) -> list[Finding]:
    """One finding of kind "reference" for each source that these notes set out, at its first.

    The fact "number" holds the numbers of all notes that cite it, where they bear theirs.
    """
    found: dict[str, tuple[_Note, list[str]]] = {}
    for note in _notes(document):
        if note.entry is None:
            continue
        key = citation_key(note.entry.authors, note.entry.year)
        if key not in found and note.block.index in blocks:
            found[key] = (note, [])
        if key in found:
            found[key][1].append(note.number)
    return [_reference(key, note, numbers) for key, (note, numbers) in found.items()]


def with_notes(
    found: Sequence[Finding],
    document: Document,
    passages: Sequence[Passage],
    references: Sequence[Finding],
) -> list[Finding]:
    """The citations of the text with those of the notes, each at the end of what bears its note.

    Numbered notes that are themselves the list are cited by their numbers in the text; the number
    of a note that names no source cites nothing.
    """
    listed = {reference.at.block for reference in references}
    notes = list(_notes(document))
    by_number = any(note.number and note.block.index in listed for note in notes)
    remarks = {f"[{note.number}]" for note in notes if by_number and not _sources(note)}
    firsts = dict(pair for reference in references for pair in _same_work(reference))
    kept = [f for f in found if f.fact("style") != "numeric" or f.key not in remarks]
    told = [f.model_copy(update={"key": firsts.get(f.key, f.key)}) for f in kept]
    return told + [
        finding
        for note in notes
        if not (by_number and note.number) and (home := _home(note.block, passages))
        for finding in _cited(note, *home)
    ]


def _same_work(reference: Finding) -> Iterator[tuple[str, str]]:
    """Each further number of a source with its first: two notes of one work are one source."""
    first, *more = reference.fact("number").split() or [""]
    yield from ((f"[{number}]", f"[{first}]") for number in more)


def _body(text: str) -> tuple[str, str]:
    """The number that a note prints before its text, "" for none, and the text."""
    flat = " ".join(text.split())
    label = LABEL.match(flat)
    return (re.sub(r"\D", "", label.group()), flat[label.end() :]) if label else ("", flat)


def _names(written: str) -> tuple[str, ...]:
    """Surnames of people in speaking order, or the one known body; () for anything else."""
    if re.fullmatch(_PEOPLE, written):
        return spelt_names(written)
    known = source_name(written) != fold(written) or written.isupper()
    return (written,) if known else ()


def _is_pressed(found: re.Match[str]) -> bool:
    """Whether what stands with the year is a publisher and no day: "(London: Sage, 2018)"."""
    press = (found["press"] or "").strip()
    return not press or press[-1] in ",:" or bool(_QUOTED.match(found["title"]))


def _oxford(body: str, found: re.Match[str], names: tuple[str, ...]) -> Entry:
    title = found["title"].strip(" ,.")
    quoted = _QUOTED.match(title)
    kind, academic = kind_of(body[found.start("title") :], names, title)
    return replace(
        read_entry(body),
        authors=names,
        year=found["year"] or found["late"],
        title=quoted[1] if quoted else title.split(",")[0] if found["late"] else title,
        container=(found["press"] or "").strip(" ,:"),
        source_kind=kind,
        academic=academic,
    )


def _notes(document: Document) -> Iterator[_Note]:
    """Every note with the entry that it cites, one that repeats with that of an earlier note."""
    by_name: dict[str, Entry] = {}
    last: Entry | None = None
    for block in document.blocks:
        if block.part not in NOTES:
            continue
        number, body = _body(block.text)
        full = read_note(block.text)
        short = None if full else _SHORT.match(body)
        entry = full or (last if _SAME.match(body) else None)
        if short and not entry:
            entry = by_name.get(source_name(short["name"].split()[-1]))
        if full and full.authors:
            by_name[source_name(full.authors[0])] = full
        if entry or find_citations(body):  # a remark does not part "ibid." from its source
            last = entry
        yield _Note(block, number, entry, is_full=full is not None)


def _home(block: Block, passages: Sequence[Passage]) -> tuple[Passage, Locator] | None:
    """The passage and the place that a note belongs to: what stands before it, or on its page."""
    ends = [(p, piece.at) for p in passages for piece in p.pieces]
    before = [end for end in ends if end[1].block < block.index]
    on_page = [end for end in before if block.page is None or end[1].page == block.page]
    return max(on_page or before, key=lambda end: (end[1].block, end[1].end), default=None)


def _cited(note: _Note, passage: Passage, at: Locator) -> Iterator[Finding]:
    place = at.model_copy(update={"start": at.end})
    entry = note.entry
    if entry is not None:
        because = f"A note names {' and '.join(entry.authors)} with {entry.year}."
        if not note.is_full:
            because = f"A note points to {entry.authors[0]} {entry.year}, named in an earlier one."
        yield _citation(note, passage, place, (entry.authors, entry.year, because))
        return
    for each in _sources(note):
        because = f"{' and '.join(each.authors)} with {each.year} in a note."
        yield _citation(note, passage, place, (each.authors, each.year, because))


def _sources(note: _Note) -> list[Citation | Entry]:
    """What a note cites: the entry that it sets out or points to, else authors and dates."""
    if note.entry is not None:
        return [note.entry]
    found = find_citations(_body(note.block.text)[1])
    return [each for each in found if each.style == "author-date"]


def _citation(
    note: _Note, passage: Passage, at: Locator, said: tuple[tuple[str, ...], str, str]
) -> Finding:
    authors, year, because = said
    facts = (
        ("author", ";".join(authors)),
        ("year", year),
        ("style", "author-date"),
        ("names", ";".join(source_name(name) for name in authors)),
        ("et_al", "no"),
        ("secondary", "no"),
    )
    return Finding(
        detector="references",
        rule="in a note",
        kind="citation",
        key=citation_key(authors, year),
        passage=passage.id,
        at=at,
        quote=note.block.text,
        because=because,
        facts=facts,
    )


def _reference(key: str, note: _Note, numbers: Sequence[str]) -> Finding:
    block, entry = note.block, note.entry
    fields = vars(entry) if entry else {}
    names = fields.get("authors", ())
    facts = (
        ("authors", ";".join(names)),
        *((name, fields[name]) for name in ("year", "title", "container", "link")),
        ("source_kind", fields["source_kind"]),
        ("academic", fields["academic"]),
        ("number", " ".join(number for number in numbers if number)),
        ("text", block.text),
        ("names", ";".join(source_name(name) for name in names)),
    )
    return Finding(
        detector="references",
        rule="note",
        kind="reference",
        key=key,
        at=Locator(block=block.index, start=0, end=len(block.text), page=block.page),
        quote=block.text,
        because="A note that sets out a source stands for an entry of a list.",
        facts=facts,
    )
