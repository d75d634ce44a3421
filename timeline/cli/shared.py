"""What the commands share: where messages go, how failures exit, and arguments that mean the same everywhere."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from timeline.articles import Options
    from timeline.coder import Knowledge
    from timeline.pipeline import Summary

# Texts, not paths: a path would lose the second slash of an address.
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCES",
        help="Articles: pages (.txt, .html), records (.jsonl, .json, .csv, .tsv, .parquet), WARC, plain or packed "
        "(.gz, .zst, .zip); files, folders of them, or addresses (https://…, s3://…).",
    ),
]
SourcesAgain = Annotated[
    list[str] | None,
    typer.Option(
        "--sources", metavar="SOURCE", help="The articles it was made from: file, folder, address; may be repeated."
    ),
]
SourceName = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Name or slug of the newspaper, where pages and records name none."),
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DAY", help="Day (YYYY-MM-DD) for documents that state none.")
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Language (ar, en) of the documents; recognised where not given."),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help="YAML file that says what your records call their columns, such as `columns: {text: body}`.",
    ),
]
NearDuplicates = Annotated[
    float | None,
    typer.Option(
        "--near-duplicates",
        metavar="SIMILARITY",
        help="Look for near copies as well, such as agency text that several papers print. SIMILARITY is the least "
        "part of their runs of four words that two articles share; 0.7 is usual.",
    ),
]
KeepDuplicates = Annotated[
    bool,
    typer.Option(
        "--keep-duplicates/--drop-duplicates",
        help="Whether events of copies stay; articles.duplicate_of names the original either way.",
    ),
]
LimitSettings = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NAME=VALUE", help="Bound on what is read, such as document_bytes=50MiB; may be repeated."
    ),
]
Release = Annotated[Path, typer.Argument(help="A release: the folder that holds datapackage.json.")]
AnyRelease = Annotated[str, typer.Argument(help="A release: a folder, or an address (https://…).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Knowledges = Annotated[
    list[Path] | None, typer.Option(metavar="FOLDER", help="Folder with tables of your own; may be repeated.")
]


def messages() -> Console:
    """Where messages to the user go: stderr, in colours on a terminal only."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str, code: int = 1) -> typer.Exit:
    """Say what went wrong and leave with an exit code: 1 for what was found or failed, 2 for wrong usage."""
    messages().print(f"timeline: {message}", markup=False)
    return typer.Exit(code)


def own_tables(folders: list[Path] | None) -> Knowledge:
    """The knowledge with the user's own folders."""
    from timeline.coder import Knowledge

    for folder in folders or ():
        if not folder.is_dir():
            found = "a file" if folder.exists() else "nothing there"
            raise fail(f"--knowledge: expected a folder with tables, found {found}: {folder}; check the path", 2)
    return Knowledge(tuple(folders or ()))


def unwritable(error: OSError, out: Path) -> typer.Exit:
    """Say what the machine would not do while `out` was written, and leave with 1."""
    where, why = error.filename or out, error.strerror or error
    return fail(
        f"{where}: expected a place to write to, found: {why}; make room, check the rights, or name another place"
    )


def limits_epilog() -> str:
    """The limits with their defaults and meanings, for the end of a command's help."""
    from timeline.articles.limits import told as limits

    rows = [f"  {name:<21} {value:<11} {meaning}" for name, value, meaning in limits()]
    return "\b\nLimits; a document that passes one becomes a row of rejects, and the rest goes on:\n" + "\n".join(rows)


def reading(
    source: str | None, published: str | None, language: str | None, mapping: Path | None, limit: list[str] | None
) -> Options:
    """What the options of a command say about sources."""
    from timeline.articles import Options, SourceError, load_mapping
    from timeline.articles.limits import limits_of
    from timeline.articles.mapping import IDENTITY

    try:
        limits = limits_of(limit or ())
    except ValueError as error:
        raise fail(f"--limit: {error}", 2) from None
    try:
        mapped = load_mapping(mapping) if mapping else IDENTITY
    except SourceError as error:
        raise fail(str(error), 2) from None
    return Options(source, day_of(published, "--published"), language, mapped, limits)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def told(summary: Summary, out: Path) -> str:
    """What a build did, in a line."""
    text = f"{out}: {_count(summary.articles, 'article')}, {_count(summary.events, 'event')} in {summary.seconds:.1f} s"
    if summary.copies:
        text += f"; {summary.copies} of them " + (
            "is a copy of another" if summary.copies == 1 else "are copies of others"
        )
    if summary.rejects:
        why = "; ".join(f"{count} × {reason}" for reason, count in summary.rejects.items())
        text += f"; {sum(summary.rejects.values())} rejected ({why})"
    return text


def day_of(value: str | None, option: str) -> date | None:
    """The day that an option names."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise fail(f"{option}: expected a day as YYYY-MM-DD, found {value!r}", 2) from None
