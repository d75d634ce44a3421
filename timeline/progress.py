"""One progress bar for a build: documents done, rate and remaining time, on a terminal only."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from timeline.pipeline import Progress


class Bar:
    """Shows what a build tells of itself; silent where the console is no terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        if console.is_terminal:
            from rich import progress

            self._bar: progress.Progress | None = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TextColumn("{task.fields[told]}"),
                progress.TimeRemainingColumn(),
                console=console,
                transient=True,
                # No thread of its own: workers are forked, and that is safe from a single thread only.
                auto_refresh=False,
            )
            self._task = self._bar.add_task("reading", total=None, told="")
        else:
            self._bar = None

    def __enter__(self) -> Bar:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, now: Progress) -> None:
        """Draw the state of the build."""
        if self._bar is not None:
            told = f"{now.events} events, {now.rejects} rejected"
            description = "writing" if now.merging else "coding"
            self._bar.update(self._task, description=description, total=now.expected, completed=now.done, told=told)
            self._bar.refresh()
