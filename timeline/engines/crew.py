"""The local engine: worker processes on this machine, watched document by document.

A worker says which document it begins. So a worker that dies is replaced and its batch tried again; a document that was
in hand at two deaths is rejected, and so is one that takes longer than it may, whatever it hangs in. No other document
of the batch is lost.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Literal, Protocol

from timeline.engines.coding import warm
from timeline.engines.tasks import WRITING, EngineError, Options, Receipt, Task
from timeline.engines.worker import Begun, Failed, serve

Start = Literal["fork", "exec", "spawn"]

SLOW = "too slow"
DEADLY = "ended its worker"
_UNSTARTED = -2
_PATIENCE = 3


class _Process(Protocol):
    @property
    def pid(self) -> int | None: ...
    def kill(self) -> None: ...


@dataclass(slots=True)
class _Worker:
    """A process and what it is at; `deadline` is the time at which its document has taken too long."""

    process: _Process
    connection: Connection
    task: Task | None = None
    document: int = _UNSTARTED
    deadline: float = float("inf")

    def end(self) -> int | None:
        """Kill the process if it still runs, and return its exit code (negative: a signal)."""
        self.process.kill()
        self.connection.close()
        if isinstance(self.process, subprocess.Popen):
            return self.process.wait()
        assert isinstance(self.process, multiprocessing.process.BaseProcess)
        self.process.join()
        return self.process.exitcode


def start_method() -> Start:
    """How workers are started: forked from this process, where its memory can be shared without danger.

    That is on Linux, where this process runs a single thread; elsewhere workers are programs of their own.
    """
    if sys.platform == "linux" and threading.active_count() == 1 and not multiprocessing.current_process().daemon:
        return "fork"
    return "exec" if os.name == "posix" else "spawn"


class Crew:
    """So many workers, started when there is work for them; `start` says how, see `start_method`."""

    def __init__(
        self, options: Options, workers: int, start: Start | None = None, inherited: tuple[int, ...] = ()
    ) -> None:
        self._options = options
        self._size = max(1, workers)
        self._start = start
        self._inherited = inherited
        self._workers: list[_Worker] = []
        self._deaths: Counter[tuple[int, int]] = Counter()
        self._warm: set[str] = set()

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Work through the tasks; no more of them are taken than there are workers, plus as many that wait."""
        source = iter(tasks)
        waiting: deque[Task] = deque()
        more = True
        while True:
            self._assign(waiting)
            while more and len(waiting) < self._size:
                if (task := next(source, None)) is None:
                    more = False
                    break
                waiting.append(task)
                self._assign(waiting)
            busy = [worker for worker in self._workers if worker.task is not None]
            if not busy and not waiting:
                return
            nearest = min((worker.deadline for worker in busy), default=0.0) - time.monotonic()
            heard = wait([worker.connection for worker in busy], timeout=max(0.0, min(nearest, 1.0)))
            for worker in busy:
                if worker.connection in heard:
                    yield from self._hear(worker, waiting)
            now = time.monotonic()
            for worker in busy:
                if worker.task is not None and worker.deadline < now and not worker.connection.poll():
                    self._too_slow(worker, waiting)

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _assign(self, waiting: deque[Task]) -> None:
        """Give waiting tasks to workers without one; start workers up to the size of the crew."""
        while waiting:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None:
                if len(self._workers) >= self._size:
                    return
                idle = self._started(waiting[0])
                self._workers.append(idle)
            idle.task, idle.document, idle.deadline = waiting[0], _UNSTARTED, float("inf")
            try:
                idle.connection.send(idle.task)
            except OSError:
                self._lost(idle, deque())
                continue
            waiting.popleft()

    def _hear(self, worker: _Worker, waiting: deque[Task]) -> Iterator[Receipt]:
        """Take in what a worker says."""
        try:
            while worker.connection.poll():
                match worker.connection.recv():
                    case Begun(document, characters):
                        worker.document = document
                        worker.deadline = time.monotonic() + self._options.allowance(characters)
                    case Receipt() as receipt:
                        worker.task, worker.deadline = None, float("inf")
                        yield receipt
                    case Failed(why):
                        raise EngineError(
                            f"expected to write parts of the build, found {why}; make room or check the rights, "
                            "and build again: what is finished is kept"
                        )
        except (EOFError, OSError):
            self._lost(worker, waiting)

    def _lost(self, worker: _Worker, waiting: deque[Task]) -> None:
        """Replace a worker that died: its batch is tried again, without a document that was in hand twice."""
        code = worker.end()
        self._workers.remove(worker)
        task, document = worker.task, worker.document
        if task is None:
            return
        worker.task = None
        self._deaths[task.number, document] += 1
        deaths = self._deaths[task.number, document]
        if document in (_UNSTARTED, WRITING):
            if deaths >= _PATIENCE:
                when = "before their first document" if document == _UNSTARTED else "while writing a part"
                raise EngineError(
                    f"expected worker processes that work, found {deaths} that ended with {_ending(code)} {when}; "
                    "see what they said above, give them more memory, or use fewer workers"
                )
            task = replace(task, careful=True)
        elif deaths >= 2:
            why = f"{DEADLY}: expected to be coded, found that its worker ended twice with {_ending(code)}"
            task = replace(task, refused=(*task.refused, (document, f"{why}; report it with the text")))
        waiting.appendleft(task)

    def _too_slow(self, worker: _Worker, waiting: deque[Task]) -> None:
        """End a worker whose document has taken too long; its batch is tried again without that document."""
        task, document = worker.task, worker.document
        assert task is not None
        worker.task = None
        worker.end()
        self._workers.remove(worker)
        if document != WRITING:
            seconds = f"{self._options.seconds:g} s for each started 100,000 characters"
            why = f"{SLOW}: expected to be coded in {seconds}, found it still at work; split it, or give more --seconds"
            task = replace(task, refused=(*task.refused, (document, why)))
        waiting.appendleft(task)

    def _started(self, task: Task) -> _Worker:
        """A new worker; a forked one shares what this process has loaded for the languages of the task."""
        method = self._start or start_method()
        if method == "exec":
            return self._executed()
        context = multiprocessing.get_context("fork") if method == "fork" else multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        inherited: tuple[int, ...] = ()
        if method == "fork":
            if fresh := set(task.languages) - self._warm:
                warm(fresh, self._options.folders)
                self._warm |= fresh
            # A worker that held the other ends of pipes would keep its fellows waiting when this process is killed.
            ends = [here.fileno(), *(worker.connection.fileno() for worker in self._workers)]
            inherited = (*self._inherited, *ends)
            # What is here now is in use for good: collections in the worker need not look at it, nor copy its pages.
            gc.freeze()
        try:
            process = context.Process(
                target=serve, args=(there, self._options, os.getpid(), inherited), daemon=True, name="timeline worker"
            )
            with warnings.catch_warnings():
                # Native threads of libraries count as threads; none of them is in use here.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
        finally:
            if method == "fork":
                gc.unfreeze()
        there.close()
        return _Worker(process, here)

    def _executed(self) -> _Worker:
        here, there = socket.socketpair()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
        process = subprocess.Popen(
            [sys.executable, "-m", "timeline.engines.worker", str(there.fileno())],
            pass_fds=[there.fileno()],
            env=environment,
        )
        there.close()
        connection = Connection(here.detach())
        connection.send(self._options)
        return _Worker(process, connection)


def _ending(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
