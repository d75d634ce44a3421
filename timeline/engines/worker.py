"""A worker process: takes tasks from a connection, says which document it begins, and hands back receipts.

python -m timeline.engines.worker FD      the connection is the inherited descriptor FD; options come first
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from multiprocessing.connection import Connection
from typing import NamedTuple

from timeline.engines.coding import make_part, warm
from timeline.engines.tasks import Options, Task

SELDOM = 256
"""After how many tasks a worker looks for garbage that refers in circles; coding leaves none."""


class Begun(NamedTuple):
    """The worker begins a document of its task, or (WRITING) to write the part."""

    document: int
    characters: int


class Failed(NamedTuple):
    """The worker can't do its task, for a reason that lies in the machine and not in the documents."""

    why: str


def serve(connection: Connection, options: Options, home: int, inherited: tuple[int, ...] = ()) -> None:
    """Work until the connection closes or the process `home` is gone."""
    import pyarrow as pa

    for descriptor in inherited:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    # An interrupt from the keyboard reaches all processes; whoever started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    warmed: set[str] = set()
    done = 0

    def begin(document: int, characters: int) -> None:
        if os.getppid() != home:
            os._exit(0)
        connection.send(Begun(document, characters))

    while True:
        while not connection.poll(1.0):
            if os.getppid() != home:
                return
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        assert isinstance(task, Task)
        if fresh := set(task.languages) - warmed:
            warm(fresh, options.folders)
            warmed |= fresh
            # What is loaded stays, and coding leaves nothing that refers in circles: there is little to look for.
            gc.collect()
            gc.freeze()
            gc.disable()
        done += 1
        if done % SELDOM == 0:
            gc.collect()
        try:
            connection.send(make_part(task, options, begin))
        except BrokenPipeError:
            return
        except OSError as error:
            connection.send(Failed(f"{error.filename or task.part}: {error.strerror or error}"))


def main() -> None:
    """Serve the connection that the command line names."""
    connection = Connection(int(sys.argv[1]))
    options = connection.recv()
    assert isinstance(options, Options)
    serve(connection, options, os.getppid())


if __name__ == "__main__":
    # Messages must name this module, not __main__.
    from timeline.engines import worker

    worker.main()
