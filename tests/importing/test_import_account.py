"""No line of a source is lost: each word is in the draft, or listed as left out with why."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import unit_documents as documents
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from premark.importing.account import used_of
from premark.importing.draft_yaml import draft
from premark.importing.drafts import Imported
from premark.importing.importer import import_lines
from premark.importing.source import text_lines
from premark.importing.words import load_words
from premark.packs.load import load_pack

WORD = re.compile(r"[^\W_]+")
LONG = re.compile(r"(?<![^\W_])[A-Za-z]{5,}(?![^\W_])")
OPENINGS = [
    "", "1.1 ", "1.2 ", "2.1 ", "AC 1.2 (340 1.1) ", "3 2", "l.2 ", "- ", "  - ", "* ", "1 ", "2. ",
    "LO1 ", "LO 2: ", "Unit 7 ", "Unit 2.1: ", "# ", "#### ", "| ", "Level: ", "Pass: ",
    "Guidance: ", "<sup>1</sup> ", "Assignment two: ", "4\t", "(",
]  # fmt: skip
MIDDLES = [
    "", "Explain how bread rises", "Review means to judge", "Assessment criteria", "Depth",
    "Assessment criteria\tGuidance", "Be able to bake", "Understand yeast", "The learner must:",
    "Name at least three flours (eg rye, spelt, etc.)", "and weigh them", "a range of tools",
    "1.1 Plan a bake | Two bakes", "Contents", "Sufficiency descriptors", "Referral\tPass",
    "Analyse heat Analyse means to take apart", "Produce a loaf in 10 hours", "9999-123",
]  # fmt: skip
LINES = st.one_of(
    st.builds(lambda a, b, c: a + b + c, st.sampled_from(OPENINGS), st.sampled_from(MIDDLES),
              st.sampled_from(["", ".", ":", "\t", "    two columns here", " 12", "\tLast cell"])),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40),
)  # fmt: skip
SOURCES = st.lists(LINES, min_size=1, max_size=25).map("\n".join)


def imported(text: str) -> Imported:
    return import_lines(tuple(
        line.model_copy(update={"index": i}) for i, line in enumerate(text_lines(text))
    ), "made.txt")  # fmt: skip


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.lower()))


def unaccounted(found: Imported) -> list[str]:
    """The words of every line that are neither used nor listed, codes apart."""
    codes = {w for u in found.units for e in u.entries for c in (e.code, e.also) for w in words(c)}
    lost: list[str] = []
    for line in found.lines:
        used = [t.text for u in found.units for t in used_of(u) if t.line == line.index]
        used += [found.title] if found.units and line.text == found.title else []
        listed = [item.text for item in found.left_out if item.line == line.index]
        rest = words(line.text)
        for text in (*used, *listed):
            rest -= words(text)
        lost += [f"{line.place}: {w}" for w in rest if w not in codes]
    return lost


@settings(max_examples=300, deadline=None)
@given(SOURCES)
@example(documents.MARKDOWN)
@example(documents.PARTLY)
@example(documents.COLUMNS)
@example(documents.DUAL)
@example(documents.LOST)
@example(documents.INTERLEAVED)
def test_no_word_of_a_source_is_lost(text: str) -> None:
    assert unaccounted(imported(text)) == []


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_every_written_line_of_a_source_is_a_line(text: str) -> None:
    # Marks of lists, footnotes and tags are kept apart from the text; its words are all there.
    written = " ".join(line.text for line in text_lines(text))
    assert set(LONG.findall(text)) - {"strong"} <= set(LONG.findall(written))


@settings(max_examples=100, deadline=None)
@given(SOURCES)
@example(documents.MARKDOWN)
@example(documents.DUAL)
def test_what_the_account_calls_used_stands_in_the_draft(text: str) -> None:
    found = imported(text)
    for unit in found.units:
        written = words(draft(found, unit, load_words()).replace("\\", " "))
        for said in used_of(unit):
            assert not set(words(said.text)) - set(written), said


@settings(max_examples=60, deadline=None)
@given(SOURCES)
def test_every_draft_loads_as_a_pack(tmp_path_factory: object, text: str) -> None:
    found = imported(text)
    for unit in found.units:
        content = draft(found, unit, load_words())
        assert yaml.safe_load(content)["criteria"]
        path = Path(str(tmp_path_factory.getbasetemp())) / "draft.yaml"  # type: ignore[attr-defined]
        path.write_text(content, encoding="utf-8")
        pack = load_pack(path)
        assert [c.id for c in pack.criteria] == [e.code for e in unit.entries]
