"""How long a submission may be: far over any assignment, and short enough to be read in seconds."""

from __future__ import annotations

from premark.errors import ReadError

MOST_CHARACTERS = 1_000_000  # some 160,000 words: two theses
MOST_PARAGRAPHS = 50_000  # a portfolio of a hundred pages has some 3,000


def refuse_long(name: str, *, characters: int = 0, paragraphs: int = 0) -> None:
    """Raise ReadError, with the figures, where a file is longer than is read."""
    for count, most, what in (
        (characters, MOST_CHARACTERS, "characters"),
        (paragraphs, MOST_PARAGRAPHS, "paragraphs"),
    ):
        if count > most:
            raise ReadError(
                f"{name}: is too long: it holds {count:,} {what}; at most {most:,} are read",
                hint="Hand in the assignment's own text as a file of its own.",
            )
