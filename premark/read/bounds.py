"""How long a submission may be: far over any assignment, and short enough to be read in seconds."""

from __future__ import annotations

from premark.errors import TooLong
from premark.types.limits import LIMITS, Limits

MOST_CHARACTERS = LIMITS.characters
MOST_PARAGRAPHS = LIMITS.paragraphs


def refuse_long(
    name: str, *, characters: int = 0, paragraphs: int = 0, limits: Limits = LIMITS
) -> None:
    """Raise TooLong, with both figures, where a file is longer than is read."""
    for count, most, what in (
        (characters, limits.characters, "characters"),
        (paragraphs, limits.paragraphs, "paragraphs"),
    ):
        if count > most:
            raise TooLong(
                f"{name}: is too long: it holds {count:,} {what}; at most {most:,} are read",
                hint="Hand in the assignment's own text as a file of its own.",
            )
