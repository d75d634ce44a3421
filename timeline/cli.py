"""The command `timeline`: parses, calls, prints. Data goes to stdout, messages to stderr."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline import timetable

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(
    name="timeline",
    help="Turn Arabic and English news into dated events, and work with the releases made of them.\n\n"
    "A release is a folder with datapackage.json and Parquet tables. Try:\n\n"
    "  timeline build seeds --out build/release\n\n"
    "  timeline validate build/release --sources seeds\n\n"
    "  timeline show build/release",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
)
Sources = Annotated[
    list[Path], typer.Argument(help="Articles: saved pages (*.txt), JSON lines (*.jsonl), or folders of them.")
]
Release = Annotated[Path, typer.Argument(help="A release: the folder that holds datapackage.json.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def _messages() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def _fail(message: str, code: int = 1) -> typer.Exit:
    _messages().print(f"timeline: {message}", markup=False)
    return typer.Exit(code)


def _day(value: str | None, option: str) -> date | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise _fail(f"{option}: expected a day as YYYY-MM-DD, found {value!r}", 2) from None


@app.command()
def build(
    sources: Sources,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for the release; an earlier release there is replaced.")
    ],
    source: Annotated[
        str | None, typer.Option(help="Slug of the newspaper, where pages and records name none.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Day (YYYY-MM-DD) for documents that state none.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Language (ar, en) of the documents; recognised where not given.")
    ] = None,
    knowledge: Annotated[
        list[Path] | None, typer.Option(help="Folder with tables of your own; may be repeated.")
    ] = None,
    release_version: Annotated[str, typer.Option("--release-version", help="Version of the dataset.")] = "0.1.0",
    title: Annotated[str, typer.Option(help="Title of the dataset.")] = "News events",
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the texts themselves, for private use.")] = False,
    mapping: Annotated[
        Path | None, typer.Option(help="YAML file that names the columns of records: text, published, source …")
    ] = None,
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

    Example: timeline build articles.jsonl pages/ --out build/release
    """
    from timeline.articles import SourceError
    from timeline.articles.mapping import IDENTITY, load_mapping
    from timeline.coder import Knowledge
    from timeline.pipeline import EngineError
    from timeline.pipeline import build as build_release
    from timeline.progress import Bar
    from timeline.release import ReleaseError

    if engine not in ("local", "dask"):
        raise _fail(f"--engine: expected local or dask, found {engine!r}", 2)
    day = _day(published, "--published")
    try:
        with Bar(_messages()) as bar:
            summary = build_release(
                sources, out, source=source, published=day, language=language, version=release_version, title=title,
                mapping=load_mapping(mapping) if mapping else IDENTITY, with_text=with_text,
                knowledge=Knowledge(tuple(knowledge or ())), workers=workers,
                engine="dask" if engine == "dask" else "local", scheduler=scheduler, progress=bar.update,
            )  # fmt: skip
    except SourceError as error:
        raise _fail(str(error), 2) from None
    except (ReleaseError, EngineError, OSError) as error:
        raise _fail(str(error)) from None
    rejected = sum(summary.rejects.values())
    if as_json:
        counts = {"articles": summary.articles, "events": summary.events, "rejects": summary.rejects}
        print(json.dumps({"out": str(out), **counts, "reused": summary.reused, "seconds": round(summary.seconds, 3)}))
    else:
        why = "; ".join(f"{count} × {reason}" for reason, count in summary.rejects.items())
        told = f"{out}: {summary.articles} articles, {summary.events} events in {summary.seconds:.1f} s"
        _messages().print(told + (f", {rejected} rejected ({why})" if rejected else ""), markup=False)
    if rejected and strict:
        raise typer.Exit(1)


@app.command()
def validate(
    release: Release,
    sources: Annotated[
        list[Path] | None, typer.Option(help="Articles to check offsets against; may be repeated.")
    ] = None,
    frictionless: Annotated[
        bool, typer.Option("--frictionless", help="Run the stock frictionless check as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check a release: files, hashes, types, keys, and what its fields say of each other.

    Exits with 1 where anything is found. Example: timeline validate dist --sources seeds
    """
    from dataclasses import asdict

    from timeline.api import validate as validate_release

    if not release.is_dir():
        raise _fail(
            f"{release}: expected the folder of a release, found {'a file' if release.exists() else 'nothing'} there", 2
        )
    findings = validate_release(release, sources=sources, frictionless=frictionless)
    if as_json:
        print(
            json.dumps({"ok": findings.ok, "findings": [asdict(f) for f in findings]}, ensure_ascii=False, default=str)
        )
    elif findings.ok:
        _messages().print(f"{release}: valid", markup=False)
    else:
        for finding in findings:
            print(finding)
        _messages().print(f"{release}: {len(list(findings))} findings", markup=False)
    if not findings.ok:
        raise typer.Exit(1)


@app.command()
def show(
    release: Release,
    since: Annotated[str | None, typer.Option(help="First day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Last day (YYYY-MM-DD).")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="PLOVER type, such as ASSAULT.")] = None,
    core: Annotated[bool, typer.Option("--core", help="Only what the articles are about.")] = False,
    actor: Annotated[str | None, typer.Option(help="Part of the name of an actor, recipient or speaker.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of the name of the place.")] = None,
    status: Annotated[str | None, typer.Option(help="asserted, denied, planned or hypothetical.")] = None,
    min_confidence: Annotated[float, typer.Option(help="Only events at least so sure.", min=0.0, max=1.0)] = 0.0,
    text: Annotated[str | None, typer.Option(help="Part of the summary or of the trigger.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many events.", min=1)] = 200,
    as_json: AsJson = False,
) -> None:
    """Print a release as a timeline: a table of its events by day.

    Example: timeline show dist --type ASSAULT --since 2019-03-01
    """
    from timeline.release import ReleaseError

    first, last = _day(since, "--since"), _day(until, "--until")
    try:
        wanted = timetable.Wanted(first, last, event_type, core, actor, place, status, min_confidence, text)
        rows = timetable.rows(release, wanted)
    except (ReleaseError, KeyError, OSError, ValueError) as error:
        raise _fail(str(error)) from None
    if as_json:
        for row in rows[:limit]:
            print(json.dumps(row, ensure_ascii=False, default=str))
        return
    if as_csv:
        timetable.write_csv(rows[:limit], sys.stdout)
        return
    timetable.show(rows[:limit], sys.stdout)
    if len(rows) > limit:
        _messages().print(f"{len(rows) - limit} more; raise --limit to see them", markup=False)


@app.command()
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
        raise _fail(
            "--published: expected the day the text appeared (YYYY-MM-DD), found none; relative dates count from it", 2
        )
    text = file.read_text("utf-8") if file else sys.stdin.read()
    try:
        coding = code_text(text, published=_day(published, "--published"), language=language)
    except (ValueError, UndatedError) as error:
        raise _fail(str(error)) from None
    for event in coding.events:
        row = {
            "type": event.type,
            "mode": event.mode,
            "date_start": event.when.start.isoformat(),
            "status": event.status,
        }
        row |= {"trigger": event.trigger.of(coding.article.text), "summary": summary_of(event)}
        print(json.dumps(row, ensure_ascii=False))


@app.command()
def explain(
    event_id: Annotated[str, typer.Argument(help="The id of an event; `timeline show --json` prints them.")],
    release: Annotated[Path, typer.Option("--release", help="The release that has the event.")] = Path("dist"),
    sources: Annotated[list[Path] | None, typer.Option(help="The articles it was coded from; may be repeated.")] = None,
    knowledge: Annotated[
        list[Path] | None, typer.Option(help="Folder with tables of your own; may be repeated.")
    ] = None,
) -> None:
    """Show why an event was coded: its sentence with every span marked, and what each field rests on.

    Example: timeline explain e0123456789abcdef --release dist --sources seeds
    """
    from timeline import explaining
    from timeline.articles import SourceError
    from timeline.coder import Knowledge
    from timeline.release import ReleaseError

    if not sources:
        raise _fail(
            "--sources: expected the articles that the release was made from, found none; texts are not in it", 2
        )
    try:
        why = explaining.explain(release, event_id, sources, Knowledge(tuple(knowledge or ())))
    except (explaining.ExplainError, ReleaseError, SourceError) as error:
        raise _fail(str(error)) from None
    timetable.show_explanation(why, sys.stdout)


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name of a place or an actor, in any language with a pack.")],
    language: Annotated[str | None, typer.Option(help="Language (ar, en) of the name; all where not given.")] = None,
    knowledge: Annotated[
        list[Path] | None, typer.Option(help="Folder with tables of your own; may be repeated.")
    ] = None,
) -> None:
    """Show what the knowledge tables have for a name.

    Example: timeline lookup الباغوز
    """
    from timeline import languages
    from timeline.coder import Knowledge

    own = Knowledge(tuple(knowledge or ()))
    found = 0
    for tongue in [language] if language else languages.available():
        for place in own.gazetteer().lookup(name, tongue):
            where = f"{place.country or ''}\t{place.latitude}\t{place.longitude}"
            print(f"place  {place.location_id}\t{place.name}\t{place.feature}\t{where}")
            found += 1
        for actor in own.register(tongue).lookup(name):
            who = f"{actor.kind}\t{actor.country or ''}\t{actor.sector}"
            print(f"actor  {actor.actor_id}\t{actor.name or actor.name_local}\t{who}")
            found += 1
    if not found:
        raise _fail(f"{name!r}: found in no table; add it to one of your own and give its folder with --knowledge")


@app.command()
def calibrate(
    sources: Sources,
    source: Annotated[
        str | None, typer.Option(help="Slug of the newspaper, where pages and records name none.")
    ] = None,
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

    try:
        read = (a for a in articles.read(sources, source=source) if isinstance(a, Article) and a.published_on)
        offsets = measuring.calibrate(
            (a.source, a.published_on, Text(a.text, languages.load(a.language))) for a in read if a.published_on
        )
    except articles.SourceError as error:
        raise _fail(str(error), 2) from None
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


@app.command()
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
        raise _fail(str(error), 2) from None
    print(report.json() if as_json else report)
    if misses and not as_json:
        print(report.examples_text())


@app.command()
def codebook() -> None:
    """Print the codebook: every table and field of a release, in Markdown."""
    from timeline.contract import codebook as text

    print(text(), end="")


@app.command(hidden=True)
def version() -> None:
    """Print the version of the program."""
    from timeline.pipeline import coder_name

    print(coder_name())


def main() -> None:
    """Run the command; wrong usage exits with 2."""
    app()
