"""A page count in, as soon as a reader knows it; told to whoever bounds the reading."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

Listener = Callable[[int], None]


def _nobody(pages: int) -> None:
    """No bound hangs on the number of pages."""


_LISTENER: ContextVar[Listener] = ContextVar("listener", default=_nobody)


def listen(listener: Listener) -> None:
    """Let `listener` hear the page count of what is read from now on in this context."""
    _LISTENER.set(listener)


def tell_pages(count: int) -> None:
    """Say how many pages the file in hand has, before they are read."""
    _LISTENER.get()(count)
