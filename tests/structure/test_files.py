"""Several files make one submission, and no section runs from one into the next."""

from __future__ import annotations

from premark.detect.references import looks_like_reference
from premark.packs.load import find_pack, load_patterns
from premark.read import read_bytes
from premark.structure.naming import Reading
from premark.structure.passages import cut_passages
from premark.structure.sections import split_sections
from premark.types.document import Document, Passage, Section

ESSAY = b"""# My answer

A long enough paragraph that says what was done and why it was done in the way that it was, so that
nobody can take it for a line of the cover sheet of this small submission of two separate files.

# References

Starr, J. (2016) The Coaching Manual. Harlow: Pearson.
"""
LOG = b"""# Log

| Date | Duration | Topic |
|---|---|---|
| 1 May 2024 | 1 hour | first |
| 8 May 2024 | 1 hour | second |
"""


def cut(*files: tuple[str, bytes]) -> tuple[Document, list[Section], list[Passage]]:
    document = read_bytes(files)
    reading = Reading(
        find_pack("8580-501"), load_patterns()["section-heading"], looks_like_reference
    )
    sections = split_sections(document, reading)
    return document, sections, cut_passages(document, sections)


def test_a_log_after_a_file_that_ends_in_references_is_still_evidence() -> None:
    bare = LOG.split(b"\n", 2)[2]
    _, sections, passages = cut(("a.md", ESSAY), ("b.md", bare))
    assert [p.cells[0].text for p in passages if p.kind == "row"] == ["1 May 2024", "8 May 2024"]
    assert sections[-1].role == "body"


def test_a_short_file_that_opens_with_a_log_is_no_cover() -> None:
    _, sections, passages = cut(("log.md", LOG + b"\n# Notes\n\n" + b"word " * 40))
    assert sum(p.kind == "row" for p in passages) == 2
    assert all(s.role != "cover" for s in sections)


def test_tables_are_numbered_within_their_own_file() -> None:
    _, _, passages = cut(("a.md", LOG), ("b.md", LOG))
    labels = [p.pieces[0].at.label for p in passages if p.kind == "row"]
    assert labels == ["table 1, row 2", "table 1, row 3"] * 2
    assert {p.table for p in passages if p.kind == "row"} == {0, 1}


def test_every_section_belongs_to_one_file() -> None:
    document, sections, _ = cut(("a.md", ESSAY), ("b.md", LOG))
    for section in sections:
        assert len({document.blocks[i].file for i in section.blocks}) <= 1
    assert [s.index for s in sections] == list(range(len(sections)))


def test_a_contents_line_with_a_code_opens_no_section() -> None:
    lines = b"# Contents\n\n1.1 Rationale and contract ........ 3\n\n1.2 Needs ........ 4\n\n"
    text = lines + ESSAY
    _, sections, _ = cut(("a.md", text))
    contents = [s for s in sections if s.role == "contents"]
    assert len(contents) == 1 and len(contents[0].blocks) == 2
    assert all(not s.criteria for s in sections)
