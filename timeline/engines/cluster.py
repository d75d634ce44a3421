"""The Dask engine: each batch is a task on a cluster; what travels are the paths of files on storage that all share.

A Dask worker hands its tasks to a process of its own (a crew of one), so that documents that are slow or deadly end as
they do on one machine. A Dask worker that is lost takes nothing with it but the batch at hand, which the scheduler
gives to another one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from timeline.engines.crew import Crew
from timeline.engines.tasks import EngineError, Options, Receipt, Task, version_of

AHEAD = 2
"""Tasks that the scheduler holds for each worker."""
RETRIES = 5


class Cluster:
    """Codes on the Dask cluster at `scheduler` (tcp://…), or on one of so many processes that is started here."""

    def __init__(self, options: Options, scheduler: str | None = None, workers: int = 1) -> None:
        try:
            dask, self._distributed = _imported("dask"), _imported("distributed")
        except ImportError as error:
            raise EngineError(
                f"expected Dask for this engine, found no module {error.name!r}; pip install 'news-timeline[dask]'"
            ) from error
        self._options = options
        self._cluster: Any = None
        if scheduler is None:
            # Workers that are daemons may not start processes of their own where those can't be programs.
            with dask.config.set({"distributed.worker.daemon": False}):
                self._cluster = self._distributed.LocalCluster(
                    n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
                )
        try:
            self._client = self._distributed.Client(self._cluster or scheduler)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"expected a Dask scheduler at {scheduler}, found none ({error}); start one with `dask scheduler`, "
                "or leave --scheduler out"
            ) from error

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Work through the tasks; the scheduler holds a few for each worker."""
        source = iter(tasks)
        running: dict[Any, tuple[Task, int]] = {}
        finished = self._distributed.as_completed()
        more = True
        while True:
            while more and len(running) < AHEAD * self._slots():
                if (task := next(source, None)) is None:
                    more = False
                else:
                    finished.add(self._submit(task, 0, running))
            if not running:
                return
            future = next(finished)
            task, tries = running.pop(future)
            try:
                yield future.result()
            except self._distributed.KilledWorker as error:
                if tries >= RETRIES:
                    raise EngineError(
                        f"expected workers that last for a batch, found that batch {task.number} lost "
                        f"{error.last_worker} and others before it; see their logs, they may have too little memory"
                    ) from error
                finished.add(self._submit(task, tries + 1, running))

    def close(self) -> None:
        """Leave the cluster; end it if it was started here."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _slots(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _submit(self, task: Task, tries: int, running: dict[Any, tuple[Task, int]]) -> Any:
        future = self._client.submit(make_part_here, task, self._options, pure=False, key=f"code-{task.number}-{tries}")
        running[future] = (task, tries)
        return future


def _imported(name: str) -> Any:
    """A library that need not be installed."""
    return import_module(name)


_crew: tuple[Options, Crew] | None = None
_turn = threading.Lock()


def make_part_here(task: Task, options: Options) -> Receipt:
    """Make one part in a process beside this Dask worker; the next task with the same options meets it warm."""
    global _crew
    with _turn:
        if _crew is None or _crew[0] != options:
            if _crew is not None:
                _crew[1].close()
            _require(options)
            _crew = (options, Crew(options, 1, "exec"))
        if not task.part.exists():
            if not task.items.exists():
                raise EngineError(
                    f"{task.items}: expected a batch to code, found no such file on this worker; put the folder of "
                    "--out on storage that all workers see under the same path"
                )
            (receipt,) = _crew[1].run([task])
            return receipt
        from timeline.engines.parts import counts

        rows = counts(task.part) or {}
        return Receipt(task.number, rows.get("articles", 0), rows.get("rejects", 0), rows.get("events", 0))


def _require(options: Options) -> None:
    """Raise EngineError where this worker would code otherwise than the machine that the build runs on."""
    for folder in options.folders:
        if not folder.is_dir():
            raise EngineError(f"{folder}: expected the folder of --knowledge, found none on this worker; share it")
    if (found := version_of(options.folders)) != options.version:
        raise EngineError(
            f"expected code, data and libraries of version {options.version}, found {found} on this worker; install "
            "the same release of news-timeline, with the same libraries and Python, on all machines"
        )
