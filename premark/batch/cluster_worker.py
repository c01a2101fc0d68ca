"""What runs at a worker of a Dask cluster: a batch of submissions in, their outcomes out.

Nothing here raises or shows words of a submission: Dask logs what its tasks raise and take.
"""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from premark.batch.crew import BOUNDS
from premark.batch.one import REPORTS, review_one
from premark.batch.worker import ONE_THREAD, Done, Job, done_with
from premark.errors import OutputError, PremarkError
from premark.packs.where import criteria_root, models_root
from premark.provenance import PACKAGES
from premark.types.cohort import Submission

ENCODER = "PREMARK_ENCODER"
_PROGRAM = Path(__file__).resolve().parents[1]
_JOBS: dict[str, Job] = {}


@dataclass(frozen=True, repr=False)
class Parcel:
    """Some submissions of a run, shown to Dask as their number alone."""

    token: str
    submissions: tuple[Submission, ...]
    versions: str  # the digest of what the client found at itself

    def __repr__(self) -> str:
        return f"<{len(self.submissions)} submissions>"


@dataclass(frozen=True, repr=False)
class Came:
    """What came of a parcel, in its order; shorter where `refused` says why it ends there."""

    done: tuple[Done, ...] = ()
    refused: PremarkError | None = None

    def __repr__(self) -> str:
        return f"<{len(self.done)} outcomes>"


@dataclass(frozen=True, repr=False)
class Asked:
    """What a worker is to look at before the run: the folder, and some files by their size."""

    token: str
    out: Path
    sizes: tuple[tuple[str, int], ...]

    def __repr__(self) -> str:
        return "<what to look at>"


@dataclass(frozen=True, repr=False)
class Saw:
    """What a worker is and sees. `unseen` counts the files that it does not."""

    versions: dict[str, str]
    threads: int
    encoder: str = ""
    same_folder: bool = False
    writes: bool = False
    unseen: int = 0
    refused: PremarkError | None = None

    def __repr__(self) -> str:
        return "<what was seen>"


class Brought(WorkerPlugin):  # type: ignore[misc]
    """The job of a run, taken to every worker once, also to those that come later."""

    def __init__(self, token: str, job: Job) -> None:
        self.name = f"premark-{token}"
        self.token, self.job = token, job

    def __repr__(self) -> str:
        return self.name

    def setup(self, worker: Any) -> None:
        for name, value in ONE_THREAD.items():  # of libraries that are not loaded yet
            os.environ.setdefault(name, value)
        _JOBS[self.token] = self.job

    def teardown(self, worker: Any) -> None:
        _JOBS.pop(self.token, None)


def work(parcel: Parcel) -> Came:
    """Review the submissions one after the other, with models that are loaded once."""
    found: list[Done] = []
    with _unheard():
        try:
            job = _JOBS[parcel.token]
            _refuse_stranger(parcel)
            for submission in parcel.submissions:
                with _bounded():
                    found.append(done_with(submission, job))
        except PremarkError as error:
            return Came(tuple(found), error)
        except Exception as error:  # its message may hold a learner's words
            return Came(tuple(found), _own_fault(error))
    return Came(tuple(found))


def look(asked: Asked) -> Saw:
    """What this worker is, and whether it sees the submissions and can write the reports."""
    saw = Saw(versions=versions(), threads=_threads())
    with _unheard():
        try:
            _JOBS[asked.token].load()
            encoder = _encoder() if _JOBS[asked.token].review is review_one else ""
            return Saw(
                versions=saw.versions,
                threads=saw.threads,
                encoder=encoder,
                same_folder=_same_folder(asked),
                writes=_writes(asked),
                unseen=sum(not _is_there(path, size) for path, size in asked.sizes),
            )
        except PremarkError as error:
            return Saw(versions=saw.versions, threads=saw.threads, refused=error)
        except Exception as error:
            return Saw(versions=saw.versions, threads=saw.threads, refused=_own_fault(error))


def _own_fault(error: Exception) -> PremarkError:
    said = f"worker {address()}: a fault of premark's own: {type(error).__name__}"
    return PremarkError(said, hint="Run the same command without --scheduler.")


def _refuse_stranger(parcel: Parcel) -> None:
    """Raises for a worker that came after the others were looked at and is not like them."""
    hint = "Stop it, or give it what the others have, and run the same command again."
    if digest_of(versions()) != parcel.versions:
        said = f"worker {address()} came late, with another premark than this computer's"
        raise OutputError(said, hint=hint)
    if _threads() != 1:
        raise OutputError(f"worker {address()} came late, with {_threads()} threads", hint=hint)


@contextmanager
def _unheard() -> Iterator[None]:
    """What libraries print could hold a submission's words; here it would go to Dask's log."""
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield


@contextmanager
def _bounded() -> Iterator[None]:
    """End this process at a submission that takes too long: another worker tries it once more."""
    timer = threading.Timer(BOUNDS.wall, os._exit, (1,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def probe(out: Path, token: str) -> Path:
    """The file by which a worker knows that its folder of that name is the client's."""
    return out / f".premark-shared-{token}"


def _same_folder(asked: Asked) -> bool:
    try:
        return probe(asked.out, asked.token).read_text(encoding="ascii") == asked.token
    except OSError:
        return False


def _writes(asked: Asked) -> bool:
    folder = asked.out / REPORTS
    own = folder / f".premark-shared-{asked.token}-{os.getpid()}-{platform.node()}"
    try:
        own.touch(exist_ok=False)
        own.unlink()
    except OSError:
        return False
    return True


def _is_there(path: str, size: int) -> bool:
    try:
        return os.stat(path).st_size == size
    except OSError:
        return False


@cache
def versions() -> dict[str, str]:
    """What a review comes from here, by its name: versions, and digests of files."""
    return {
        "premark": _installed("premark"),
        "premark's program files": _tree(_PROGRAM, ("*.py", "*.yaml", "templates/*")),
        "criteria and patterns": _tree(criteria_root(), ("*.yaml",)),
        "models": _tree(models_root(), ("*.toml", "*.npz")),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: _installed(name) for name in PACKAGES},
        ENCODER: os.environ.get(ENCODER) or "auto",
    }


def digest_of(found: dict[str, str]) -> str:
    """SHA-256 of what `versions` gave."""
    return sha256(repr(sorted(found.items())).encode()).hexdigest()


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _tree(root: Path, patterns: Iterable[str]) -> str:
    """SHA-256 of the files below a folder that match, by name and content."""
    paths = {path for pattern in patterns for path in root.rglob(pattern) if path.is_file()}
    kept = {path.relative_to(root).as_posix(): path for path in paths}
    digest = sha256()
    for name in sorted(name for name in kept if not name.startswith("local/")):
        digest.update(name.encode() + b"\0" + sha256(kept[name].read_bytes()).digest())
    return digest.hexdigest()


def _encoder() -> str:
    """The encoder's name, which tells the arithmetic of this worker's processor."""
    from premark.pipeline import load_tools

    return load_tools().encoder.name


def _threads() -> int:
    return int(get_worker().state.nthreads)


def address() -> str:
    """Of this worker, as the scheduler knows it."""
    return str(get_worker().address)
