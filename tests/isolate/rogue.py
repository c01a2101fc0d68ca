"""A child with jobs that no reader should have: run by the tests as `-m tests.isolate.rogue`."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from premark.errors import NoText
from premark.isolate.child import main
from premark.isolate.jobs import JOBS, Answer
from premark.types.limits import Limits

SECRET = "The learner wrote this sentence and nobody else may see it."


def allocate() -> None:
    held = []
    while True:
        held.append(bytearray(4_000_000))
        time.sleep(0.002)


def allocate_at_once() -> None:
    bytearray(8_000_000_000)


def loop() -> None:
    while True:
        pass


def wait() -> None:
    time.sleep(600)


def print_and_go_on() -> None:
    print(SECRET, flush=True)
    os.write(1, SECRET.encode())
    os.write(2, SECRET.encode())


def garbage() -> None:
    """Write to every pipe that this process has."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b"garbage that is no frame at all, whichever way it is read")
        except OSError:
            continue
    time.sleep(600)


def say_too_much() -> Answer:
    return {}, b"x" * 60_000_000


def raise_text() -> None:
    raise ValueError(SECRET)


def recurse() -> None:
    recurse()


def refuse() -> None:
    raise NoText("essay.docx: is empty", hint="Ask again.")


def crash() -> None:
    ctypes.string_at(0)


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def run_program() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=False)


def write_file() -> None:
    with open("written-by-a-child.txt", "w") as file:
        file.write(SECRET)


def who() -> Answer:
    return {"pid": os.getpid(), "environment": sorted(os.environ)}, b""


ROGUE: dict[str, Callable[[], Answer | None]] = {
    "allocate": allocate,
    "allocate_at_once": allocate_at_once,
    "loop": loop,
    "wait": wait,
    "abort": os.abort,
    "crash": crash,
    "leave": lambda: os._exit(0),
    "leave_with_7": lambda: os._exit(7),
    "print_and_go_on": print_and_go_on,
    "garbage": garbage,
    "say_too_much": say_too_much,
    "raise_text": raise_text,
    "recurse": recurse,
    "refuse": refuse,
    "connect": connect,
    "run_program": run_program,
    "write_file": write_file,
    "who": who,
}


def job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    return ROGUE[options["do"]]() or ({"done": True}, b"")


if __name__ == "__main__":
    JOBS["rogue"] = "tests.isolate.rogue:job"
    main()
