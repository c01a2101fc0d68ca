"""The process of one worker: submissions come through its pipe, outcomes go back, one by one."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

import psutil

from premark.batch.cost import Cost, measured
from premark.batch.one import OWN_FAULT, Outcome, Review_, Settings, failed, review_one
from premark.errors import PremarkError
from premark.types.cohort import Submission

TRACEBACK = "PREMARK_TRACEBACK"  # environment variable: what libraries print is shown
# Each worker has a core: threads of the libraries in it would only take those of the others.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def load_engine() -> None:
    """The models, and a child that reads files, ready before the first submission comes."""
    from premark.isolate import warm
    from premark.pipeline import load_tools

    warm()
    load_tools()


@dataclass(frozen=True)
class Job:
    """What a worker does with each submission, and what it loads before the first."""

    settings: Settings
    review: Review_ = review_one
    load: Callable[[], object] = load_engine


@dataclass(frozen=True)
class Hello:
    """Said by a worker that has just started and waits for its job."""


@dataclass(frozen=True)
class Ready:
    """Said by a worker once, when it has loaded what it needs."""


@dataclass(frozen=True)
class Done:
    """What came of the submission in hand."""

    outcome: Outcome
    cost: Cost


@dataclass(frozen=True)
class Fault:
    """What no submission would survive: the run ends with it."""

    kind: type[PremarkError]
    message: str
    hint: str
    exit_code: int


Said = Hello | Ready | Done | Fault


def work(pipe: Connection) -> None:
    """Serve until the pipe says stop (None) or closes; end at once when the parent is gone.

    The job comes through the pipe: given as an argument, it would leave the parent waiting for
    ever where a worker dies before it has read as far as that.
    """
    _settle_in()
    try:
        pipe.send(Hello())
        job: Job = pipe.recv()
        job.load()
        pipe.send(Ready())
        while (submission := pipe.recv()) is not None:
            pipe.send(done_with(submission, job))
    except PremarkError as error:
        with suppress(OSError):
            pipe.send(Fault(type(error), error.message, error.hint, error.exit_code))
    except (EOFError, OSError):
        pass
    except BaseException:  # multiprocessing would print it, with a submission's words in it
        os._exit(1)


def done_with(submission: Submission, job: Job) -> Done:
    """Do the job on one submission. Raises PremarkError for what no submission would survive."""
    try:
        return Done(*measured(job.review, submission, job.settings))
    except PremarkError:
        raise
    except MemoryError:
        return Done(failed(submission, "out_of_memory"), Cost())
    except Exception as error:
        said = f"a fault of premark's own: {type(error).__name__}"
        return Done(failed(submission, "crashed", said, OWN_FAULT), Cost())


def _settle_in() -> None:
    """Ctrl-C is the parent's to hear; what libraries print could hold a submission's words."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if not os.environ.get(TRACEBACK):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        end_children(psutil.Process())
        os._exit(1)


def end_children(process: psutil.Process) -> None:
    """Kill what a process has started; it need not be there any more."""
    with suppress(psutil.Error):
        for child in process.children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
