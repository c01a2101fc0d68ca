"""Reference lists in the shapes that learners give them, cut into entries."""

from __future__ import annotations

import pytest

from premark.detect.references import cut_entries, find_reference_list
from premark.types.document import Block, Document, SourceFile


def cut(*texts: str) -> list[str]:
    blocks = [Block(index=i, kind="paragraph", text=t, original=t) for i, t in enumerate(texts)]
    return [finding.key for finding in cut_entries(blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Clutterbuck, D. (2014) Everyone Needs a Mentor.\n    5th edn. London: CIPD.\n"
            "de Haan, E. (2008) Relational Coaching.\n    Chichester: Wiley.",
            ["clutterbuck 2014", "de haan 2008"],
        ),
        (
            "Clutterbuck (2014) Everyone Needs a Mentor, CIPD\n"
            "Whitmore 2017 Coaching for performance\nStarr, 2016, The coaching manual",
            ["clutterbuck 2014", "whitmore 2017", "starr 2016"],
        ),
        (
            "CIPD, 2021. Factsheet: coaching. London: CIPD.\n"
            "Starr, J., 2016. The coaching manual. Harlow: Pearson.\n"
            "EMCC, 2018. Global code of ethics. Available at: https://example.org",
            ["cipd 2021", "starr 2016", "emcc 2018"],
        ),
        (
            "https://www.example.org/grow\nhttps://example.net/coaching/\nwww.example.com/ethics",
            ["example.org/grow", "example.net/coaching", "example.com/ethics"],
        ),
        (
            "1. Jones RJ, Woods SA. The effectiveness of coaching. J Work. 2016;89(2):249-77.\n"
            "2. Grant AM. The third generation of coaching. Coaching. 2017;10(1):37-53.",
            ["jones 2016", "grant 2017"],
        ),
    ],
)
def test_lists_in_one_paragraph_are_cut_by_their_lines(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_numbered_entries_of_which_some_are_lost_stay_apart() -> None:
    entries = ("Starr, J. (2016) Manual.", "Hay, J. (2007) Practice.", "CIPD (2023) Coaching.")
    assert cut(*(f"[{n}] {e}" for n, e in zip((1, 6, 14), entries, strict=True))) == [
        "starr 2016",
        "hay 2007",
        "cipd 2023",
    ]


def test_an_address_on_its_own_line_belongs_to_the_entry_above() -> None:
    assert cut(
        "Mind Tools (n.d.) The GROW Model [online]",
        "Available at: https://example.org/abc (Accessed 3 May 2024)",
        "CIPD (2023) Coaching [online]",
        "https://example.net",
    ) == ["mindtools n.d.", "cipd 2023"]


STARR = "Starr, J. (2016) The Coaching Manual. 4th edn. Harlow: Pearson."
HAY = "Hay, J. (2007) Reflective Practice and Supervision. Maidenhead: Open University Press."
PROSE = "I learnt a good deal from this, and I mean to go on with it next year. " * 5


def noted(*body: str) -> Document:
    """A document with the paragraphs of `body`, then two footnotes that hold references."""
    file = SourceFile(name="a.docx", sha256="0", format="docx")
    texts = [*body, STARR, "I say more of this in part two.", HAY]
    blocks = [
        Block(
            index=i,
            kind="paragraph",
            text=text,
            original=text,
            part="body" if i < len(body) else "footnote",
        )
        for i, text in enumerate(texts)
    ]
    return Document(files=(file,), blocks=tuple(blocks))


def test_footnotes_that_hold_references_are_the_list_where_there_is_no_other() -> None:
    assert find_reference_list(noted(PROSE), []) == ((1, 3),)


def test_footnotes_are_no_second_list_beside_one_in_the_body() -> None:
    document = noted(PROSE, STARR, HAY, STARR.replace("2016", "2011"))
    assert find_reference_list(document, []) == ((1, 2, 3),)
