"""A release as people read it: its events by day."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

Row = dict[str, Any]


def rows(
    release: Path,
    since: date | None = None,
    until: date | None = None,
    event_type: str | None = None,
    core: bool = False,
) -> list[Row]:
    """The events of a release in order of time, with names of actors and places instead of ids."""
    from timeline.release.read import load

    events = load("events", release)
    actors = load("actors", release).set_index("actor_id")
    names = actors["name"].fillna(actors["name_local"])
    locations = load("locations", release).set_index("location_id")["name"]
    roles = load("event_actors", release)
    roles["name"] = roles["actor_id"].map(names).fillna(roles["mention_text"])
    named = {key: "; ".join(dict.fromkeys(group["name"])) for key, group in roles.groupby(["event_id", "role"])}
    if since is not None:
        events = events[events["date_end"].dt.date >= since]
    if until is not None:
        events = events[events["date_start"].dt.date <= until]
    if event_type is not None:
        events = events[events["event_type"] == event_type.upper()]
    if core:
        events = events[events["core"]]
    found = []
    for event in events.sort_values(["date_start", "date_end", "article_id", "trigger_start"]).to_dict("records"):
        place = event["location_id"]
        found.append(
            {
                "date_start": event["date_start"].date().isoformat(),
                "date_end": event["date_end"].date().isoformat(),
                "type": event["event_type"],
                "mode": event["event_mode"] if isinstance(event["event_mode"], str) else None,
                "actors": named.get((event["event_id"], "actor")),
                "recipients": named.get((event["event_id"], "recipient")),
                "place": locations.get(place) if isinstance(place, str) else None,
                "status": event["status"],
                "speaker": named.get((event["event_id"], "speaker")),
                "trigger": event["trigger_text"],
                "event_id": event["event_id"],
            }
        )
    return found


def show(found: list[Row], out: TextIO) -> None:
    """Print rows grouped by day: a table on a terminal, tab-separated lines when piped."""
    if not out.isatty():
        for row in found:
            out.write("\t".join(str(value) if value is not None else "" for value in row.values()) + "\n")
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(file=out, highlight=False)
    table = Table(box=None, pad_edge=False)
    for name in ("day", "event", "actors", "recipients", "place", "status", "according to"):
        table.add_column(name, overflow="fold")
    for day, group in groupby(found, key=lambda row: (row["date_start"], row["date_end"])):
        label = day[0] if day[0] == day[1] else f"{day[0]} – {day[1]}"
        for row in group:
            kind = row["type"] + (f" {row['mode']}" if row["mode"] else "")
            table.add_row(
                label, kind, row["actors"], row["recipients"], row["place"],
                row["status"] if row["status"] != "asserted" else "", row["speaker"],
            )  # fmt: skip
            label = ""
    console.print(table)
