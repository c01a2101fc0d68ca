"""What came of reading a file: a code, whether there is text, and what to do next."""

from __future__ import annotations

from premark.types.document import Value


class Status(Value):
    """One status. `warnings` are the codes of warnings that give it to a file that was read."""

    code: str
    read: bool
    says: str
    next_step: str
    warnings: tuple[str, ...] = ()
