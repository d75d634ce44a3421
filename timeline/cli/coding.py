"""Commands that code articles, or measure how well."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.shared import (
    AsJson,
    KeepDuplicates,
    Knowledges,
    Language,
    LimitSettings,
    MappingFile,
    NearDuplicates,
    Published,
    Release,
    SourceName,
    Sources,
    day_of,
    fail,
    messages,
    own_tables,
    reading,
    told,
    unwritable,
)


def build(
    sources: Sources,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for the release; an earlier release there is replaced.")
    ],
    source: SourceName = None,
    published: Published = None,
    language: Language = None,
    mapping: MappingFile = None,
    near_duplicates: NearDuplicates = None,
    keep_duplicates: KeepDuplicates = True,
    knowledge: Knowledges = None,
    release_version: Annotated[str, typer.Option("--release-version", help="Version of the dataset.")] = "0.1.0",
    title: Annotated[str, typer.Option(help="Title of the dataset.")] = "News events",
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the texts themselves, for private use.")] = False,
    limit: LimitSettings = None,
    seconds: Annotated[
        float, typer.Option(help="A document may take so long to code for each started 100,000 characters.", min=0.1)
    ] = 60.0,
    workers: Annotated[
        int | None, typer.Option(help="Processes that code; all cores where not given, 0 for this one alone.", min=0)
    ] = None,
    engine: Annotated[
        str, typer.Option(help="Where coding runs: local, or dask (pip install news-timeline[dask]).")
    ] = "local",
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler; a local cluster without.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any document was rejected.")] = False,
    as_json: AsJson = False,
) -> None:
    """Code articles and write a release.

    What can't be used becomes a row of the table rejects, with the reason; a build that was interrupted goes on where
    it stopped. Example: timeline build articles.jsonl pages/ --out build/release
    """
    from timeline.articles import SourceError
    from timeline.articles.duplicates import checked_similarity
    from timeline.pipeline import EngineError
    from timeline.pipeline import build as build_release
    from timeline.progress import Bar
    from timeline.release import ReleaseError

    if engine not in ("local", "dask"):
        raise fail(f"--engine: expected local or dask, found {engine!r}", 2)
    try:
        checked_similarity(near_duplicates)
    except ValueError as error:
        raise fail(f"--near-duplicates: {error}", 2) from None
    options = reading(source, published, language, mapping, limit)
    try:
        with Bar(messages()) as bar:
            summary = build_release(
                sources, out, source=source, published=options.published, language=language, mapping=options.mapping,
                limits=options.limits, near_duplicates=near_duplicates, keep_duplicates=keep_duplicates,
                version=release_version, title=title, with_text=with_text, knowledge=own_tables(knowledge),
                workers=workers, engine="dask" if engine == "dask" else "local", scheduler=scheduler, seconds=seconds,
                progress=bar.update,
            )  # fmt: skip
    except SourceError as error:
        raise fail(str(error), 2) from None
    except (ReleaseError, EngineError) as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise unwritable(error, out) from None
    if as_json:
        counts = {"articles": summary.articles, "events": summary.events, "copies": summary.copies}
        done = {"rejects": summary.rejects, "reused": summary.reused, "seconds": round(summary.seconds, 3)}
        print(json.dumps({"out": str(out), **counts, **done}))
    else:
        messages().print(told(summary, out), markup=False)
        if summary.rejects:
            messages().print(f"timeline show {out} --rejects tells what was found and what to do", markup=False)
    if summary.rejects and strict:
        raise typer.Exit(1)


def code(
    file: Annotated[Path | None, typer.Argument(help="A text file; standard input where not given.")] = None,
    published: Annotated[str | None, typer.Option(help="The day (YYYY-MM-DD) the text appeared.")] = None,
    language: Annotated[str | None, typer.Option(help="Language (ar, en); recognised where not given.")] = None,
) -> None:
    """Code one text and print its events as JSON lines, for a quick look.

    Example: echo "The army shelled Aleppo on Tuesday." | timeline code --published 2016-08-04
    """
    from timeline.api import code as code_text
    from timeline.coder import UndatedError
    from timeline.events.summary import summary_of

    if published is None:
        raise fail(
            "--published: expected the day the text appeared (YYYY-MM-DD), found none; relative dates count from it", 2
        )
    text = _text_of(file)
    try:
        coding = code_text(text, published=day_of(published, "--published"), language=language)
    except (ValueError, UndatedError) as error:
        raise fail(str(error)) from None
    for event in coding.events:
        row = {
            "type": event.type,
            "mode": event.mode,
            "date_start": event.when.start.isoformat(),
            "status": event.status,
        }
        row |= {"trigger": event.trigger.of(coding.article.text), "summary": summary_of(event)}
        print(json.dumps(row, ensure_ascii=False))


def _text_of(file: Path | None) -> str:
    """The text of a file or of standard input, in whatever encoding it is."""
    from timeline.articles.decoding import decode

    name = str(file) if file else "standard input"
    if file is None and sys.stdin.isatty():
        messages().print("reading a text from the terminal; end it with Ctrl-D on a line of its own", markup=False)
    try:
        text = decode(file.read_bytes() if file else sys.stdin.buffer.read(), what="a text")
    except OSError as error:
        raise fail(f"{name}: expected a text file, found: {error.strerror or error}; check the path", 2) from None
    except ValueError as error:
        raise fail(f"{name}: {error}") from None
    if not text.strip():
        raise fail(f"{name}: expected a text to code, found nothing; name a file, or pipe a text in")
    return text


def calibrate(
    sources: Sources,
    source: SourceName = None,
    published: Published = None,
    language: Language = None,
    mapping: MappingFile = None,
    limit: LimitSettings = None,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Print TSV, to merge into a table of sources.")] = False,
) -> None:
    """Measure, for each source, how the day its texts count from stands to the date of its pages.

    Texts prove their day by naming a weekday with "yesterday" or "today". An offset is suggested only where at least
    90 % of at least 20 cases agree. Example: timeline calibrate corpus.jsonl
    """
    from timeline import articles, languages
    from timeline.dates import calibrate as measuring
    from timeline.model import Article
    from timeline.text import Text

    options = reading(source, published, language, mapping, limit)
    try:
        read = (a for a in articles.read_all(sources, options) if isinstance(a, Article) and a.published_on)
        offsets = measuring.calibrate(
            (a.source, a.published_on, Text(a.text, languages.load(a.language))) for a in read if a.published_on
        )
    except articles.SourceError as error:
        raise fail(str(error), 2) from None
    lines = list(measuring.as_tsv(offsets))
    if as_tsv:
        print("\n".join(lines))
        return
    from rich.console import Console
    from rich.table import Table

    header, *rows = (line.split("\t") for line in lines)
    table = Table(*header, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def evaluate(
    release: Release,
    gold: Annotated[
        Path, typer.Argument(help="Annotated articles: NAME.json and NAME.ann.json, with split.tsv if parted.")
    ],
    split: Annotated[str | None, typer.Option(help="Only this part of split.tsv.")] = None,
    language: Annotated[str | None, typer.Option(help="Only articles of this language.")] = None,
    docs: Annotated[str | None, typer.Option(help="Only articles whose id matches this regular expression.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List missed and spurious events.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score a release against annotated articles: events, records, fields and time expressions, with intervals.

    Example: timeline evaluate build/release tests/gold
    """
    from timeline.evaluation import GoldError
    from timeline.evaluation import evaluate as score
    from timeline.release import ReleaseError

    try:
        report = score(release, gold, split=split, language=language, docs=docs)
    except (GoldError, ReleaseError) as error:
        raise fail(str(error), 2) from None
    print(report.json() if as_json else report)
    if misses and not as_json:
        print(report.examples_text())
