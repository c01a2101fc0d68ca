"""Nothing in the Python knows what a unit is about: subjects, bodies and numbers are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import premark
from premark.packs.load import all_packs, load_patterns

CODE = Path(premark.__file__).parent
PACKS = all_packs()
FIELDS = sorted({pack.field for pack in PACKS if pack.field})
# Of subjects that were here before any pack said its field.
NAMED = ("coach", "mentor", "mentee", "coachee", "ilm", "8580", "8589")
# Plain English that premark says of any subject, and the body of packs that are no body's.
GENERIC = frozenset(
    "learner learners sample samples sampled team teams staff performance".split()
)
_ENDING = re.compile(r"(?:ing|s)$")


def stems() -> list[str]:
    """The beginnings of words that tell a subject: of fields and their keys, bodies, numbers."""
    patterns = load_patterns()
    words = [word for field in FIELDS for word in (field, *patterns[field].keys)]
    fields = [_ENDING.sub("", part) for word in words for part in word.lower().split("-")]
    about = [pack.qualification for pack in PACKS]
    given = [part.lower() for q in about for part in (q.body, q.number)]
    return sorted({*NAMED, *fields, *given} - {""})


def told(text: str) -> Iterator[tuple[int, str]]:
    """Lines of a text with the words of a subject in them, those of a longer name too."""
    found = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, stems()))})[^\W_]*", re.IGNORECASE)
    for number, line in enumerate(text.splitlines(), 1):
        for word in found.findall(line):
            if word.lower() not in GENERIC:
                yield number, word


def test_the_words_that_are_sought_are_read_from_the_packs() -> None:
    assert set(NAMED) <= set(stems())
    assert all(any(field.startswith(stem) for stem in stems()) for field in FIELDS)


@pytest.mark.parametrize("line", [
    "def _is_coached(text: str) -> bool:", "mentor_hours = 3", '"""The coach asks."""',
    "# as ILM 8589 has it", 'of = "coaching"', "class Mentoring:", 'unit="8580-500"',
])  # fmt: skip
def test_a_subject_in_a_name_a_string_or_a_comment_is_told(line: str) -> None:
    assert list(told(line))


@pytest.mark.parametrize("line", ["the learner's own words", "a film", "approach", "x = 18589"])
def test_other_words_are_not(line: str) -> None:
    assert list(told(line)) == []


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=lambda p: str(p.relative_to(CODE)))
def test_no_python_names_a_subject(path: Path) -> None:
    assert [f"{n}: {word}" for n, word in told(path.read_text(encoding="utf-8"))] == []
