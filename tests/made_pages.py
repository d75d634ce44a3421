"""Releases that a page has to stand: hostile words, no place, no event, one event, very many events."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import sample_release
from sample_release import Row, Rows

from timeline.ids import event_id
from timeline.release import tables_from_rows, write_release

HOSTILE_TITLE = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> & 'quotes'"
TURNED_NAME = "\u202eeman\u202c \u2067اسم\u2069"


def written(rows: Rows, folder: Path) -> Path:
    """A release of the rows."""
    return write_release(tables_from_rows(rows), folder, info=sample_release.INFO)


def hostile() -> Rows:
    """The small release with markup in a headline, in the words of a mention and of evidence, and a name that turns."""
    rows = sample_release.rows()
    for article in rows["articles"]:
        article["title"] = HOSTILE_TITLE
        article["url"] = "javascript:document.title='run'"
    for actor in rows["actors"]:
        actor["name"] = TURNED_NAME + HOSTILE_TITLE
    for event in rows["events"]:
        event["summary"] = HOSTILE_TITLE
    rows["locations"][0]["name"] = "<b>Kirkuk</b>"
    return rows


def one() -> Rows:
    """A single event, with a place."""
    rows = sample_release.rows()
    kept = rows["events"][0]["event_id"]
    for table in ("events", "event_actors", "event_contexts", "evidence"):
        rows[table] = [row for row in rows[table] if row["event_id"] == kept]
    rows["articles"][1]["event_count"] = 0
    return rows


def empty() -> Rows:
    """Articles without any event."""
    rows = sample_release.rows()
    for table in ("events", "event_actors", "event_contexts", "evidence"):
        rows[table] = []
    for article in rows["articles"]:
        article["event_count"] = 0
    return rows


def unplaced() -> Rows:
    """Events of which none has a place."""
    rows = sample_release.rows()
    for event in rows["events"]:
        event.update(location_id=None, location_basis=None, geo_precision=None)
    rows["evidence"] = [row for row in rows["evidence"] if row["field"] != "location"]
    rows["locations"] = []
    return rows


def many(events: int) -> Rows:
    """So many events over ten years, like the first of the small release, each with its own id, day and actors."""
    rows = sample_release.rows()
    like, parts = rows["events"], rows["event_actors"]
    first = date(2011, 1, 1)
    made: list[Row] = []
    actors: list[Row] = []
    for number in range(events):
        event = dict(like[number % len(like)])
        day = first + timedelta(days=number * 37 % 3650)
        event["event_id"] = event_id(str(event["article_id"]), 0, number + 1, 0)
        event.update(date_start=day, date_end=day)
        made.append(event)
        for part in parts:
            if part["event_id"] == like[number % len(like)]["event_id"]:
                actors.append({**part, "event_id": event["event_id"]})
    for article in rows["articles"]:
        article["event_count"] = sum(event["article_id"] == article["article_id"] for event in made)
    return {**rows, "events": made, "event_actors": actors, "event_contexts": [], "evidence": []}
