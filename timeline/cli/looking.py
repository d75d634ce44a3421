"""Commands that show what a release or the knowledge tables hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from timeline import timetable
from timeline.cli.shared import (
    AsJson,
    Knowledges,
    Language,
    LimitSettings,
    MappingFile,
    Published,
    Release,
    SourceName,
    SourcesAgain,
    day_of,
    fail,
    messages,
    own_tables,
    reading,
    unwritable,
)

# A page of more bytes than this gets a hint.
LARGE_PAGE = 60_000_000


def _types() -> list[str]:
    """The types of events."""
    from timeline.contract.plover import event_types

    return list(event_types())


def _statuses() -> list[str]:
    """What an article may say of an event: that it was, that it was not, that it will or would be."""
    return ["asserted", "denied", "planned", "hypothetical"]


def show(
    release: Release,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="First day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day (YYYY-MM-DD).")] = None,
    event_type: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", autocompletion=_types, help="PLOVER type, such as ASSAULT."),
    ] = None,
    core: Annotated[bool, typer.Option("--core", help="Only what the articles are about.")] = False,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of the name of an actor, recipient or speaker.")
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Part of the name of the place.")] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="STATUS", autocompletion=_statuses, help="asserted, denied, planned or hypothetical."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="NUMBER", help="Only events at least so sure.", min=0.0, max=1.0)
    ] = 0.0,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Part of the summary or of the trigger.")] = None,
    rejects: Annotated[
        bool, typer.Option("--rejects", help="Show the documents that could not be used, and why, instead of events.")
    ] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Show the ids of events as well, for `timeline explain`.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many rows.", min=1)] = 200,
    as_json: AsJson = False,
) -> None:
    """Print a release as a timeline: a table of its events by day; piped, a line an event with tabs between cells.

    Example: timeline show dist --type ASSAULT --since 2019-03-01
    """
    from timeline.release import ReleaseError

    _one_of("--type", event_type, _types())
    _one_of("--status", status, _statuses())
    first, last = day_of(since, "--since"), day_of(until, "--until")
    try:
        wanted = timetable.Wanted(first, last, event_type, core, actor, place, status, min_confidence, text)
        rows = timetable.rejects(release) if rejects else timetable.rows(release, wanted)
    except (ReleaseError, KeyError, OSError, ValueError) as error:
        raise fail(str(error)) from None
    if as_json:
        for row in rows[:limit]:
            print(json.dumps(row, ensure_ascii=False, default=str))
    elif as_csv:
        timetable.write_csv(rows[:limit], sys.stdout, timetable.REJECT_FIELDS if rejects else timetable.FIELDS)
    elif rejects:
        timetable.show_rejects(rows[:limit], sys.stdout)
    else:
        timetable.show(rows[:limit], sys.stdout, ids)
    if len(rows) > limit:
        messages().print(f"{len(rows) - limit} more; raise --limit to see them", markup=False)
    if not rows:
        what = "no documents that could not be used" if rejects else "no such events"
        messages().print(f"{release}: {what}", markup=False)


def _one_of(option: str, value: str | None, known: list[str]) -> None:
    """Leave with 2 where an option names what is none of those known, in whatever case."""
    if value is not None and value.casefold() not in [name.casefold() for name in known]:
        raise fail(f"{option}: expected one of {', '.join(known)}, found {value!r}", 2)


def explain(
    event_id: Annotated[str, typer.Argument(help="The id of an event; `timeline show --json` prints them.")],
    release: Annotated[Path, typer.Option("--release", help="The release that has the event.")] = Path("dist"),
    sources: SourcesAgain = None,
    source: SourceName = None,
    published: Published = None,
    language: Language = None,
    mapping: MappingFile = None,
    limit: LimitSettings = None,
    knowledge: Knowledges = None,
) -> None:
    """Show why an event was coded: its sentence with every span marked, and what each field rests on.

    Example: timeline explain e0123456789abcdef --release dist --sources seeds
    """
    from timeline import explaining
    from timeline.articles import SourceError
    from timeline.release import ReleaseError

    if not sources:
        raise fail(
            "--sources: expected the articles that the release was made from, found none; texts are not in it", 2
        )
    options = reading(source, published, language, mapping, limit)
    try:
        why = explaining.explain(release, event_id, sources, own_tables(knowledge), options)
    except (explaining.ExplainError, ReleaseError, SourceError) as error:
        raise fail(str(error)) from None
    timetable.show_explanation(why, sys.stdout)


def lookup(
    name: Annotated[str, typer.Argument(help="A name of a place or an actor, in any language with a pack.")],
    language: Annotated[str | None, typer.Option(help="Language (ar, en) of the name; all where not given.")] = None,
    knowledge: Knowledges = None,
) -> None:
    """Show what the knowledge tables have for a name.

    Example: timeline lookup الباغوز
    """
    from timeline import languages

    own = own_tables(knowledge)
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
        raise fail(f"{name!r}: found in no table; add it to one of your own and give its folder with --knowledge")


def view(
    release: Annotated[
        str | None,
        typer.Argument(help="A release: a folder, or an address; the published dataset where none is named."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page to write.")] = Path("timeline.html"),
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day (YYYY-MM-DD) of the events shown.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day (YYYY-MM-DD) of the events shown.")] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="NUMBER", help="Show only events at least so sure.", min=0.0, max=1.0)
    ] = 0.0,
    title: Annotated[str | None, typer.Option(help="Title of the page; that of the release where not given.")] = None,
    in_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser when it is written.")
    ] = False,
    sources: SourcesAgain = None,
    source: SourceName = None,
    published: Published = None,
    language: Language = None,
    mapping: MappingFile = None,
    limit: LimitSettings = None,
) -> None:
    """Write a release as one HTML page: a time axis, a map, a list, filters, and what each event rests on.

    The page needs no network and no server; a view of it is shared by its address. With --sources, read as for the
    build, each event shows its sentence with the spans marked: such a page quotes the articles.
    Example: timeline view dist --out build/baghuz.html --sources seeds
    """
    from timeline.articles import SourceError
    from timeline.pipeline import texts_of
    from timeline.release import ReleaseError
    from timeline.release.errors import MissingExtraError
    from timeline.viewing import Wanted
    from timeline.viewing import view as write

    options = reading(source, published, language, mapping, limit)
    wanted = Wanted(day_of(since, "--since"), day_of(until, "--until"), min_confidence)
    try:
        texts = texts_of(sources, options) if sources else None
        page = write(release, out, texts=texts, wanted=wanted, title=title)
    except SourceError as error:
        raise fail(str(error), 2) from None
    except (ReleaseError, MissingExtraError, KeyError) as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise unwritable(error, out) from None
    told = f"{out}: {page.events} {'event' if page.events == 1 else 'events'}, {page.bytes / 1e6:.1f} MB"
    if page.sentences:
        told += f"; it quotes {page.sentences} sentences: share it where you may share the articles"
    if sources and not page.sentences and page.events:
        told += "; no sentence shown: none of the articles among the sources is of this release"
    if page.bytes > LARGE_PAGE:
        told += "; browsers take long over so much: --since, --until and --min-confidence bound what is shown"
    messages().print(told, markup=False)
    if in_browser:
        typer.launch(str(out))


def codebook() -> None:
    """Print the codebook: every table and field of a release, in Markdown."""
    from timeline.contract import codebook as text

    print(text(), end="")


def version() -> None:
    """Print the version of the program."""
    from timeline.pipeline import coder_name

    print(coder_name())
