"""What the commands share: where messages go, how failures exit, and arguments that mean the same everywhere."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

Sources = Annotated[
    list[Path],
    typer.Argument(help="Articles: pages (.txt, .html), records (.jsonl, .json, .csv, .parquet), WARC, or folders."),
]
Release = Annotated[Path, typer.Argument(help="A release: the folder that holds datapackage.json.")]
AnyRelease = Annotated[str, typer.Argument(help="A release: a folder, or an address (https://…).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Knowledges = Annotated[list[Path] | None, typer.Option(help="Folder with tables of your own; may be repeated.")]


def messages() -> Console:
    """Where messages to the user go: stderr, in colours on a terminal only."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str, code: int = 1) -> typer.Exit:
    """Say what went wrong and leave with an exit code: 1 for what was found or failed, 2 for wrong usage."""
    messages().print(f"timeline: {message}", markup=False)
    return typer.Exit(code)


def day_of(value: str | None, option: str) -> date | None:
    """The day that an option names."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise fail(f"{option}: expected a day as YYYY-MM-DD, found {value!r}", 2) from None
