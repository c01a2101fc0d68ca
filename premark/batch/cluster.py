"""Submissions and a Dask scheduler in; what came of each out, once, as the workers are done.

The journal stays with the caller alone, so its promises hold: what a dead worker was at is done
by another. docs/cohorts.md tells how a cluster is set up.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from secrets import token_hex
from typing import Any

from premark.batch.cost import Cost
from premark.batch.crew import BOUNDS
from premark.batch.one import REPORTS, Outcome
from premark.batch.run import Outcomes, given_up
from premark.batch.sizing import workers_here
from premark.batch.worker import ONE_THREAD, Job
from premark.errors import OutputError, PremarkError
from premark.types.cohort import Submission

LOCAL = "local"
# A review takes about a second, a task of Dask's some milliseconds: four to a batch make them
# nothing, and all that a worker or a client that dies can lose is four reviews a worker.
BATCH = 4
TURNS = 4  # batches for each worker at least, so that all end at about the same time
PATIENCE = 120.0  # seconds without any worker
ANSWER = 30.0  # seconds for a scheduler to answer
PULSE = 5.0
LOST = "the scheduler was lost"
AGAIN = "Start it again, then run the same command: what is done stays done."
_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+/?")
_QUIET = {
    "distributed.worker.memory.target": False,  # nothing that is held is written to a disk
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.allowed-failures": 1,  # two deaths with it, as without Dask
    "distributed.nanny.pre-spawn-environ": {"MALLOC_TRIM_THRESHOLD_": "65536", **ONE_THREAD},
}
Batch = tuple[Submission, ...]
Came = tuple[tuple[Outcome, Cost], ...] | None


class ClusterError(PremarkError):
    """The cluster cannot do this run. The message names the worker and what is wrong with it."""

    exit_code = 3


def on_cluster(
    submissions: Iterable[Submission],
    job: Job,
    *,
    waiting: Sequence[Submission],
    scheduler: str,
    workers: int = 0,
) -> Outcomes:
    """Review by the workers of a cluster; each submission's outcome comes once, as from `reviewed`.

    `waiting` are the same submissions, to look at beforehand: from `submissions` each is taken when
    a worker has room for it. `scheduler` is tcp://host:port, tls://host:port or "local", which
    starts as many processes as `workers` says (0: what this computer has room for). Raises
    ClusterError where a worker cannot do what this computer would, before the first outcome; later
    ClusterError, OutputError or ModelMissing where the run cannot go on.
    """
    _refuse_other(scheduler)
    out = job.settings.out.resolve()
    job = replace(job, settings=job.settings.model_copy(update={"out": out}))
    with _connected(scheduler, workers) as client:
        cluster = Cluster(client, token_hex(8))
        with _brought(cluster, job):
            _check(cluster, job, waiting)
            yield from cluster.outcomes(submissions, _size(len(waiting), cluster.room()))


def _refuse_other(scheduler: str) -> None:
    if scheduler != LOCAL and not _ADDRESS.fullmatch(scheduler):
        said = f"--scheduler {scheduler}: is no address of a Dask scheduler"
        raise ClusterError(said, hint="Give tcp://host:port, tls://host:port, or: local")
    try:
        import distributed  # noqa: F401
    except ImportError:
        hint = 'Install it here and at every worker: pip install "premark[cluster]"'
        raise ClusterError("--scheduler needs Dask, which is not installed", hint=hint) from None


@contextmanager
def _connected(scheduler: str, workers: int) -> Iterator[Any]:
    """A client of the scheduler. A cluster of this computer's own ends with it."""
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        at = stack.enter_context(_local(workers)) if scheduler == LOCAL else scheduler
        try:
            client = Client(at, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            said = f"--scheduler {scheduler}: does not answer ({type(error).__name__})"
            hint = "Start `dask scheduler` there or open its port; tls:// needs its certificates."
            raise ClusterError(said, hint=hint) from None
        yield stack.enter_context(client)


@contextmanager
def _local(workers: int) -> Iterator[Any]:
    """Processes of one thread each on this computer, without pages to look at or logs."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set(_QUIET),
        LocalCluster(
            n_workers=workers or workers_here(),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=True,  # others who are logged in here may not send it work
            dashboard_address=None,
            memory_limit=f"{BOUNDS.most_mb:.0f}MB",
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster


@contextmanager
def _brought(cluster: Cluster, job: Job) -> Iterator[None]:
    """The job at every worker, and a file in the folder by which they know it as the client's."""
    from premark.batch.cluster_worker import Brought, probe

    out = job.settings.out
    mark, plugin = probe(out, cluster.token), Brought(cluster.token, job)
    try:
        (out / REPORTS).mkdir(parents=True, exist_ok=True)
        mark.write_text(cluster.token, encoding="ascii")
    except OSError as error:
        said = f"{out}: cannot be written to ({(error.strerror or '').lower()})"
        raise OutputError(said, hint="Choose another folder with --out.") from None
    try:
        cluster.wait_for_a_worker()
        cluster.client.register_plugin(plugin)
        yield
    finally:
        with suppress(OSError):
            mark.unlink()
        with suppress(Exception):  # a scheduler that is gone keeps nothing
            cluster.client.unregister_worker_plugin(plugin.name)


def _check(cluster: Cluster, job: Job, submissions: Sequence[Submission]) -> None:
    """Every worker is what this computer is, and sees and writes what it does."""
    from premark.batch.cluster_checks import faults, sizes
    from premark.batch.cluster_worker import Asked, Saw, look

    asked = Asked(cluster.token, job.settings.out, sizes(submissions))
    asking = {
        address: cluster.client.submit(
            look, asked, key=cluster.key(f"look-{n}"), workers=[address], pure=False
        )
        for n, address in enumerate(cluster.workers())
    }
    seen: dict[str, Saw] = {}
    for address, future in asking.items():
        try:
            seen[address] = future.result(timeout=PATIENCE)
        except Exception as error:
            said = f"worker {address} cannot run premark ({type(error).__name__})"
            hint = 'Install the same version there: pip install "premark[cluster]"'
            raise ClusterError(said, hint=hint) from None
    for fault in faults(seen, job.settings.out, submissions):
        raise ClusterError(fault.says, hint=fault.next_step)


@dataclass(frozen=True)
class Cluster:
    """A client of a scheduler; `token` is in the name of all that this run leaves there."""

    client: Any
    token: str

    def key(self, name: str) -> str:
        """The name of a task, which Dask shows and logs: nothing of a submission is in it."""
        return f"premark-{self.token}-{name}"

    def workers(self) -> list[str]:
        """Addresses. Raises ClusterError."""
        try:
            return sorted(self.client.nthreads())
        except (CancelledError, OSError, TimeoutError):
            raise ClusterError(LOST, hint=AGAIN) from None

    def room(self) -> int:
        """How many batches may be out: one a worker, so that a death is laid to few."""
        return max(1, len(self.workers()))

    def wait_for_a_worker(self) -> None:
        """Raises ClusterError where none comes."""
        try:
            self.client.wait_for_workers(1, timeout=ANSWER)
        except TimeoutError:
            hint = "Start `dask worker ADDRESS --nthreads 1 --nworkers N` where work is to be done."
            raise ClusterError("the scheduler has no worker", hint=hint) from None

    def outcomes(self, submissions: Iterable[Submission], size: int) -> Outcomes:
        """What came of each, each once, as they are done, in batches of a size.

        What was in a batch that killed its workers is done alone, after all others.
        """
        doubtful: list[Submission] = []
        for batch, came in self._batches(submissions, size):
            doubtful += batch if came is None else ()
            yield from came or ()
        for one in doubtful:
            for _, came in self._batches([one], 1):
                yield from [(given_up(one, "died"), Cost())] if came is None else came

    def _batches(
        self, submissions: Iterable[Submission], size: int
    ) -> Iterator[tuple[Batch, Came]]:
        """Each batch with what came of it: None where it killed the workers that had it."""
        from premark.batch.cluster_worker import Parcel, digest_of, versions, work

        own, out, todo = digest_of(versions()), dict[Any, Batch](), iter(submissions)
        try:
            while True:
                while len(out) < self.room() and (batch := tuple(islice(todo, size))):
                    parcel = Parcel(self.token, batch, own)
                    key = self.key(token_hex(4))
                    out[self.client.submit(work, parcel, key=key, pure=False)] = batch
                if not out:
                    return
                for future in self._finished(list(out)):
                    yield out.pop(future), _came(future)
        finally:
            with suppress(Exception):  # a scheduler that is gone has nothing to be told
                self.client.cancel(list(out), force=True)

    def _finished(self, futures: Sequence[Any]) -> list[Any]:
        """Those that are done, once one is. Raises ClusterError where nobody can do them."""
        from distributed import wait

        since = time.monotonic()
        while True:
            try:
                with self.client.as_current():
                    found = wait(futures, timeout=PULSE, return_when="FIRST_COMPLETED").done
                return sorted(found, key=lambda future: str(future.key))
            except TimeoutError:
                if self.workers():
                    since = time.monotonic()
                elif time.monotonic() - since > PATIENCE:
                    raise ClusterError("no worker is left", hint=AGAIN) from None
            except (CancelledError, OSError):
                raise ClusterError(LOST, hint=AGAIN) from None


def _size(submissions: int, workers: int) -> int:
    return max(1, min(BATCH, submissions // (workers * TURNS)))


def _came(future: Any) -> Came:
    """What came of a batch. Raises what no other batch would survive either."""
    from distributed import KilledWorker

    try:
        came = future.result(timeout=PATIENCE)
    except KilledWorker:
        return None
    except (CancelledError, OSError, TimeoutError):
        raise ClusterError(LOST, hint=AGAIN) from None
    except Exception as error:
        said = f"a worker cannot run premark ({type(error).__name__})"
        raise ClusterError(said, hint=AGAIN) from None
    finally:
        future.release()
    if came.refused is not None:
        raise came.refused
    return tuple((done.outcome, done.cost) for done in came.done)
