"""Commands that show what a release or the knowledge tables hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from timeline import timetable
from timeline.cli.shared import AsJson, Knowledges, Release, day_of, fail, messages


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

    first, last = day_of(since, "--since"), day_of(until, "--until")
    try:
        wanted = timetable.Wanted(first, last, event_type, core, actor, place, status, min_confidence, text)
        rows = timetable.rows(release, wanted)
    except (ReleaseError, KeyError, OSError, ValueError) as error:
        raise fail(str(error)) from None
    if as_json:
        for row in rows[:limit]:
            print(json.dumps(row, ensure_ascii=False, default=str))
        return
    if as_csv:
        timetable.write_csv(rows[:limit], sys.stdout)
        return
    timetable.show(rows[:limit], sys.stdout)
    if len(rows) > limit:
        messages().print(f"{len(rows) - limit} more; raise --limit to see them", markup=False)


def explain(
    event_id: Annotated[str, typer.Argument(help="The id of an event; `timeline show --json` prints them.")],
    release: Annotated[Path, typer.Option("--release", help="The release that has the event.")] = Path("dist"),
    sources: Annotated[list[Path] | None, typer.Option(help="The articles it was coded from; may be repeated.")] = None,
    knowledge: Knowledges = None,
) -> None:
    """Show why an event was coded: its sentence with every span marked, and what each field rests on.

    Example: timeline explain e0123456789abcdef --release dist --sources seeds
    """
    from timeline import explaining
    from timeline.articles import SourceError
    from timeline.coder import Knowledge
    from timeline.release import ReleaseError

    if not sources:
        raise fail(
            "--sources: expected the articles that the release was made from, found none; texts are not in it", 2
        )
    try:
        why = explaining.explain(release, event_id, sources, Knowledge(tuple(knowledge or ())))
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
        raise fail(f"{name!r}: found in no table; add it to one of your own and give its folder with --knowledge")


def codebook() -> None:
    """Print the codebook: every table and field of a release, in Markdown."""
    from timeline.contract import codebook as text

    print(text(), end="")


def version() -> None:
    """Print the version of the program."""
    from timeline.pipeline import coder_name

    print(coder_name())
