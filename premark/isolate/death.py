"""What a child answered, or how it died, in; the error that a caller meets out."""

from __future__ import annotations

import signal
from typing import Any

from premark import errors
from premark.errors import Crashed, OutOfMemory, PremarkError, ReaderStopped, TimedOut
from premark.isolate.watch import Watch
from premark.types.limits import Limits

LONGEST = 600  # characters of a message: a child that is broken may say anything
NEAR = 0.8  # of the bound on memory: a library that is refused more gives up by itself
_PROCESSOR = getattr(signal, "SIGXCPU", None)
_GAVE_UP = {
    getattr(signal, name, None) for name in ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP")
}
OUT_OF_MEMORY = "Ask for it as PDF (or as Word), with smaller pictures or in parts."
TIMED_OUT = "Open it and save a fresh copy as .docx or PDF; one that is this slow is often damaged."
CRASHED = "Open it and save a fresh copy as .docx or PDF, and read this one by eye until then."


def told_error(error: Any) -> PremarkError:
    """The child's own account of what is wrong with the file, as an exception of ours."""
    said = error if isinstance(error, dict) else {}
    kind = getattr(errors, str(said.get("kind")), Crashed)
    if not (isinstance(kind, type) and issubclass(kind, PremarkError)):
        kind = Crashed
    if issubclass(kind, errors.PackError):  # its constructor asks for a place in a file
        kind = PremarkError
    message = _plain(said.get("message")) or "the file could not be read"
    hint = _plain(said.get("hint")) or _HINTS.get(kind, CRASHED)
    made: PremarkError = kind(message, hint=hint)
    return made


def death(name: str, code: int | None, watch: Watch, limits: Limits) -> ReaderStopped:
    """Why a child is gone, by what the parent saw of it; `code` is Popen's return code."""
    if watch.breach == "memory":
        return _memory(name, watch, limits)
    if watch.breach == "processor":
        return _time(name, watch.seconds, watch.allowed, "of processor time")
    if watch.breach == "wall":
        return _time(name, watch.wall, limits.wall_seconds, "by the clock")
    number = -code if code is not None and code < 0 else None
    if number is not None and number == _PROCESSOR:
        return _time(name, watch.seconds, watch.allowed, "of processor time")
    if number in _GAVE_UP and watch.peak > NEAR * limits.memory_mb:
        return _memory(name, watch, limits)
    return Crashed(f"{name}: the program that reads it stopped ({_how(code)})", hint=CRASHED)


def _memory(name: str, watch: Watch, limits: Limits) -> OutOfMemory:
    said = f"{name}: reading it took {watch.peak:,.0f} MB of memory"
    return OutOfMemory(f"{said}; at most {limits.memory_mb:,g} MB is allowed", hint=OUT_OF_MEMORY)


def _time(name: str, found: float, allowed: float, which: str) -> TimedOut:
    said = f"{name}: reading it took {found:,.1f} seconds {which}"
    return TimedOut(f"{said}; at most {allowed:,g} are allowed", hint=TIMED_OUT)


def _how(code: int | None) -> str:
    if code is None:
        return "it answered what cannot be understood"
    if code >= 0:
        return f"it left with code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def _plain(said: Any) -> str:
    text = said if isinstance(said, str) else ""
    return "".join(c if c.isprintable() else " " for c in text)[:LONGEST]


_HINTS: dict[type[PremarkError], str] = {OutOfMemory: OUT_OF_MEMORY, TimedOut: TIMED_OUT}
