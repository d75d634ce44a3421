"""The engine without processes: batches are coded one after the other where they are, without guard or time limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.engines.coding import make_part
from timeline.engines.tasks import EngineError, Options, Receipt, Task


class Inline:
    """Codes in this process: for profiling, debuggers, and programs that may not start others."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Work through the tasks in their order."""
        for task in tasks:
            try:
                yield make_part(task, self._options, lambda number, characters: None)
            except OSError as error:
                raise EngineError(
                    f"{error.filename or task.part}: expected to write a part, found {error.strerror}"
                ) from error

    def close(self) -> None:
        """Nothing was started."""
