"""A command in; whatever stops it as a line, a way out and an exit code, never a traceback, out.

A traceback, a warning or a log line of a library can hold words of a submission, so none is shown.
"""

from __future__ import annotations

import io
import logging
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import typer

from premark.errors import PremarkError
from premark.plain import one_line, plain

TRACEBACK = "PREMARK_TRACEBACK"  # environment variable: show what may hold a learner's words
OWN_FAULT, INTERRUPTED = 1, 128 + signal.SIGINT
_HERE = Path(__file__).resolve().parent


def run_command(app: Callable[..., Any]) -> NoReturn:
    """Run a typer app on the command line and leave with its exit code."""
    _without_dumps()
    with _quietly(), _terminable():
        try:
            code = app(standalone_mode=False)
        except PremarkError as error:
            _say(error.message, error.hint)
            sys.exit(error.exit_code)
        except (KeyboardInterrupt, typer.Abort):
            _say("stopped")
            sys.exit(INTERRUPTED)
        except Exception as error:
            _told_by_typer(error)
            _own_fault(error)
    sys.exit(code if isinstance(code, int) else 0)


def _say(message: str, hint: str = "") -> None:
    print(f"premark: {one_line(message)}", file=sys.stderr)
    if hint:
        print(f"  {one_line(hint)}", file=sys.stderr)


def _told_by_typer(error: Exception) -> None:
    """What is wrong with the arguments, which can be names of files with anything in them."""
    show = getattr(error, "show", None)  # typer does not say where its exceptions are
    if show is None or not hasattr(error, "format_message"):
        return
    told = io.StringIO()
    show(file=told)
    print(plain(told.getvalue()), end="", file=sys.stderr)
    sys.exit(getattr(error, "exit_code", 2))


def _own_fault(error: Exception) -> NoReturn:
    """The kind of error and where it was raised; its message may quote the submission."""
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    if isinstance(error, MemoryError):
        _say("there is not enough memory", "Close other programs, or give one file at a time.")
    else:
        hint = f"Please report this line, and with {TRACEBACK}=1 what led to it; that can hold " \
            "words of the submission, so look through it before you hand it on."  # fmt: skip
        _say(f"a fault of premark's own: {type(error).__name__} in {_place(error)}", hint)
    sys.exit(OWN_FAULT)


def _place(error: Exception) -> str:
    """The innermost line of ours: "match/decide.py, line 40"."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_HERE):
            return f"{path.relative_to(_HERE).as_posix()}, line {frame.lineno}"
    return "a library"


def _without_dumps() -> None:
    """A crash of a library leaves no image of the memory, in which a submission would stand."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


@contextmanager
def _quietly() -> Iterator[None]:
    """Streams that any letter can be written to, and libraries that say nothing of their own."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    silent = logging.NullHandler()  # with none at all, warnings would go to the terminal
    logging.getLogger().addHandler(silent)
    try:
        with warnings.catch_warnings():
            if not sys.warnoptions:
                warnings.simplefilter("ignore")
            yield
    finally:
        logging.getLogger().removeHandler(silent)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let what is to be cleared up be cleared up when the process is asked to end."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        asking = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
        for number in filter(None, asking):
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
