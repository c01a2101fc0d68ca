"""The reference detector: passages and blocks in, findings of kind citation and reference out.

The rooms beside it hold the grammar: `citation_forms` (in-text forms), `citation_names`
(authors), `citation_numbers`, `reference_list` (finding and cutting), `reference_entry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from premark.detect.citation_forms import Citation, find_citations
from premark.detect.citation_notes import is_note_entry, note_entries, with_notes
from premark.detect.citation_words import source_name
from premark.detect.reference_entry import looks_like_reference
from premark.detect.reference_list import cut_entries, find_reference_list
from premark.types.document import Document, Passage, Section
from premark.types.evidence import Finding

__all__ = [
    "Citation",
    "citations",
    "cut_entries",
    "find_citations",
    "find_reference_list",
    "listed_entries",
    "listed_names",
    "looks_like_reference",
    "numbers_are_bare",
    "with_notes",
]


def citations(
    passage: Passage, *, known: frozenset[str] = frozenset(), bare_numbers: bool = False
) -> list[Finding]:
    """Every in-text citation of a passage, as findings of kind "citation".

    What: author and date in brackets or in the sentence, several to a bracket, sources read in
    another, numbers in square brackets, and links that stand by themselves.
    Why: criteria that ask for sources count them, and each is joined to the reference list.
    Known limits: a source named without a year is not seen, except in "X, cited in Y (2012)",
    which counts Y; Acts of Parliament are not counted; a place in brackets before a year
    ("(Hull, 2019)") reads like an author.
    """
    found = find_citations(passage.text, known=known, bare_numbers=bare_numbers)
    return [_finding(passage, citation) for citation in found]


def listed_entries(document: Document, sections: Sequence[Section]) -> list[Finding]:
    """Every entry of the document's reference lists, or of the notes that stand for one."""
    found: list[Finding] = []
    for run in find_reference_list(document, sections):
        blocks = [document.blocks[i] for i in run]
        notes = all(is_note_entry(block) for block in blocks)
        found += note_entries(document, run) if notes else cut_entries(blocks)
    return found


def listed_names(references: Iterable[Finding]) -> frozenset[str]:
    """First authors of the list, folded: what `citations` takes as `known`."""
    first = (reference.fact("authors").split(";")[0] for reference in references)
    return frozenset(source_name(name) for name in first if len(name) > 2)


def numbers_are_bare(texts: Sequence[str], references: Sequence[Finding]) -> bool:
    """Whether plain numbers may be citations that lost their height: the list is numbered, and
    the text cites nothing in another way."""
    with_number = sum(bool(reference.fact("number")) for reference in references)
    numbered = sum(len(reference.fact("number").split()) for reference in references)
    if numbered < 3 or with_number < 0.8 * len(references):
        return False
    cited = [c for text in texts for c in find_citations(text) if c.style != "url"]
    return len(cited) * 4 < numbered


def _finding(passage: Passage, citation: Citation) -> Finding:
    at = passage.locate(citation.start, citation.end)
    folded = [source_name(name) for name in citation.authors]
    facts = (
        ("author", ";".join(citation.authors)),
        ("year", citation.year),
        ("style", citation.style),
        ("names", ";".join(folded)),
        ("et_al", "yes" if citation.et_al else "no"),
        ("secondary", "yes" if citation.secondary else "no"),
    )
    return Finding(
        detector="references",
        rule=citation.form,
        kind="citation",
        key=citation.key,
        passage=passage.id,
        at=at,
        quote=passage.text[citation.start : citation.start + at.end - at.start],
        because=_because(citation),
        facts=facts,
    )


def _because(citation: Citation) -> str:
    if citation.style == "numeric":
        how = "stands within a range of" if citation.implied else "is among the"
        return f"Number {citation.key} {how} numbers that point into the reference list."
    if citation.style == "url":
        return "A link given as the source."
    who = " and ".join(citation.authors) or "An author left out"
    others = " and others" if citation.et_al else ""
    read = ", read in another source" if citation.secondary else ""
    return f"{who}{others} with {citation.year} {citation.form}: a source by author and date{read}."
