"""A release as people read it: its events by day, and one event with the words it rests on."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    import pandas as pd

    from timeline.explaining import Explanation

Row = dict[str, Any]

FIELDS = (
    "date_start", "date_end", "type", "mode", "actors", "recipients", "place", "status", "speaker", "trigger",
    "confidence", "event_id",
)  # fmt: skip
REJECT_FIELDS = ("document_id", "source", "stage", "reason", "detail")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events to show; names and texts are compared as parts, without case."""

    since: date | None = None
    until: date | None = None
    event_type: str | None = None
    core: bool = False
    actor: str | None = None
    place: str | None = None
    status: str | None = None
    min_confidence: float = 0.0
    text: str | None = None


def rows(release: Path, wanted: Wanted) -> list[Row]:
    """The wanted events of a release in order of time, with names of actors and places instead of ids."""
    from timeline.release.read import load

    events = _filtered(load("events", release), wanted)
    actors = load("actors", release).set_index("actor_id")
    names = actors["name"].fillna(actors["name_local"])
    locations = load("locations", release).set_index("location_id")
    roles = load("event_actors", release)
    roles = roles[roles["event_id"].isin(events["event_id"])].copy()
    roles["name"] = roles["actor_id"].map(names).fillna(roles["mention_text"])
    named = {key: "; ".join(dict.fromkeys(group["name"])) for key, group in roles.groupby(["event_id", "role"])}
    found = []
    for event in events.sort_values(["date_start", "date_end", "article_id", "trigger_start"]).to_dict("records"):
        key, place = event["event_id"], event["location_id"]
        row = {
            "date_start": event["date_start"].date().isoformat(),
            "date_end": event["date_end"].date().isoformat(),
            "type": event["event_type"],
            "mode": _text(event["event_mode"]),
            "actors": named.get((key, "actor")),
            "recipients": named.get((key, "recipient")),
            "place": locations["name"].get(place) if isinstance(place, str) else None,
            "status": event["status"],
            "speaker": named.get((key, "speaker")),
            "trigger": event["trigger_text"],
            "confidence": event["confidence"],
            "event_id": key,
        }
        if _matches(row, str(event["summary"]), wanted):
            found.append(row)
    return found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _filtered(events: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    keep = events["confidence"].fillna(1.0) >= wanted.min_confidence
    if wanted.since is not None:
        keep &= events["date_end"].dt.date >= wanted.since
    if wanted.until is not None:
        keep &= events["date_start"].dt.date <= wanted.until
    if wanted.event_type is not None:
        keep &= events["event_type"] == wanted.event_type.upper()
    if wanted.status is not None:
        keep &= events["status"] == wanted.status.lower()
    if wanted.core:
        keep &= events["core"]
    return events[keep]


def _matches(row: Row, summary: str, wanted: Wanted) -> bool:
    def within(part: str | None, *texts: str | None) -> bool:
        return part is None or any(part.casefold() in text.casefold() for text in texts if text)

    return (
        within(wanted.actor, row["actors"], row["recipients"], row["speaker"])
        and within(wanted.place, row["place"])
        and within(wanted.text, summary, row["trigger"])
    )


def rejects(release: Path) -> list[Row]:
    """The documents that a release could not use, and why."""
    from timeline.release.read import load

    return [{name: _text(row[name]) for name in REJECT_FIELDS} for row in load("rejects", release).to_dict("records")]


def write_csv(found: list[Row], out: TextIO, fields: Sequence[str] = FIELDS) -> None:
    """Print rows as CSV with a header, which stands there without any rows too."""
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)


def _write_plain(found: list[Row], out: TextIO) -> None:
    """Print rows as lines with tabs between cells, as other programs take them."""
    for row in found:
        out.write("\t".join(str(value) if value is not None else "" for value in row.values()) + "\n")


def show_rejects(found: list[Row], out: TextIO) -> None:
    """Print the documents that could not be used: a paragraph each on a terminal, lines with tabs when piped."""
    if not out.isatty():
        _write_plain(found, out)
        return
    from rich.console import Console

    console = Console(file=out, highlight=False, soft_wrap=True)
    for row in found:
        console.print(row["reason"], style="bold", markup=False, end="")
        console.print(f"  {_apart(row['document_id'])}  ({row['source']}, {row['stage']})", markup=False)
        console.print(f"    {row['detail']}", markup=False)


def show(found: list[Row], out: TextIO, ids: bool = False) -> None:
    """Print rows grouped by day: a table on a terminal, with `ids` if wanted; tab-separated lines when piped."""
    if not out.isatty():
        _write_plain(found, out)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(file=out, highlight=False)
    table = Table(box=None, pad_edge=False)
    for name in ("day", "event", "actors", "recipients", "place", "status", "according to"):
        table.add_column(name, overflow="fold")
    if ids:
        table.add_column("id", no_wrap=True)
    for day, group in groupby(found, key=lambda row: (row["date_start"], row["date_end"])):
        label = day[0] if day[0] == day[1] else f"{day[0]} – {day[1]}"
        for row in group:
            kind = row["type"] + (f" {row['mode']}" if row["mode"] else "")
            status = row["status"] if row["status"] != "asserted" else ""
            names = (_apart(row[name]) for name in ("actors", "recipients", "place"))
            cells = [label, kind, *names, status, _apart(row["speaker"])]
            table.add_row(*map(escape, cells), *([row["event_id"]] if ids else []))
            label = ""
    console.print(table)


def _apart(text: str | None) -> str:
    """A cell that no terminal mixes with its neighbours: right-to-left text ends with a left-to-right mark."""
    return f"{text}\u200e" if text and _RIGHT_TO_LEFT.search(text) else text or ""


def show_explanation(why: Explanation, out: TextIO) -> None:
    """Print an event's sentence, its marked words, and the grounds of its fields; colours on a terminal only."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False, soft_wrap=True)
    sentence = Text(why.sentence)
    first = why.event.sentence.start
    for span, label in why.marks:
        if why.event.sentence.covers(span):
            style = "bold reverse" if span == why.event.trigger else _STYLES.get(label, "underline")
            sentence.stylize(style, span.start - first, span.end - first)
    console.print(sentence)
    console.print()
    for span, label in why.marks:
        console.print(f"{label:<10} {span.start}–{span.end}  «{span.of(why.text)}»", markup=False)
    console.print()
    for field, ground in why.grounds:
        console.print(f"{field + ':':<16} {ground}", markup=False)


_STYLES = {
    "actor": "bold green",
    "recipient": "bold red",
    "speaker": "bold cyan",
    "date": "yellow",
    "location": "magenta",
}
