"""What is to be told of a whole intake in; sentences that name no learner out."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 10


def at_lines(name: str, lines: Sequence[int], what: str) -> str:
    """`what` of the lines of a file; the first of them where they are many."""
    ordered = sorted(set(lines))
    word = "line" if len(ordered) == 1 else "lines"
    return f"{name}: {word} {some([str(line) for line in ordered])}: {what}"


def counted(number: int, one: str, many: str) -> str:
    """`one` of a single thing, else `many` after their number."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def some(found: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    more = f" and {len(found) - MOST:,} more" if len(found) > MOST else ""
    return ", ".join(found[:MOST]) + more
