"""The annotated articles of tests/gold: their form, checked by program, and the same articles as input for a build.

python tests/gold_articles.py [FOLDER] prints what is wrong and exits with 1 if anything is.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from timeline.contract.plover import event_types

FOLDER = Path(__file__).parent / "gold"
SECTORS = frozenset("GOV MIL COP REB PTY JUD LEG SPY OPP IGO NGO CVL BUS MED EDU REL CRM UNK".split())  # noqa: SIM905
STATUSES = frozenset({"asserted", "denied", "planned", "hypothetical"})
VALUE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|\d{4}(-\d\d){1,2}/\d{4}(-\d\d){1,2}|(PAST|PRESENT|FUTURE)_REF")

Record = dict[str, Any]


def articles(folder: Path = FOLDER) -> list[tuple[Record, Record]]:
    """Each article with its annotation, by name."""
    names = sorted(path for path in folder.glob("*.json") if not path.name.endswith(".ann.json"))
    return [
        (json.loads(path.read_text("utf-8")), json.loads(path.with_suffix(".ann.json").read_text("utf-8")))
        for path in names
    ]


def write_json_lines(out: Path, folder: Path = FOLDER) -> Path:
    """The articles as records that `timeline build` reads."""
    names = {"doc_id": "id", "lang": "language"}
    lines = [json.dumps({names.get(k, k): v for k, v in article.items()}) for article, _ in articles(folder)]
    out.write_text("\n".join(lines) + "\n", "utf-8")
    return out


def faults(folder: Path = FOLDER) -> list[str]:
    """What is wrong with the form of the annotations, one line each."""
    found = []
    for article, annotation in articles(folder):
        for fault in (*_times(article, annotation), *_events(article, annotation)):
            found.append(f"{article['doc_id']}: {fault}")
    return found


def _times(article: Record, annotation: Record) -> Iterator[str]:
    if annotation["doc_id"] != article["doc_id"]:
        yield f"annotates {annotation['doc_id']}"
    for time in annotation["timexes"]:
        if article["text"].count(time["text"]) <= time["nth"]:
            yield f"time {time['text']!r} does not occur {time['nth'] + 1} times"
        if not VALUE.fullmatch(time["value"]):
            yield f"time {time['text']!r} has the value {time['value']!r}"


def _events(article: Record, annotation: Record) -> Iterator[str]:
    text = article["text"]
    for number, event in enumerate(annotation["events"], 1):
        name = f"event {event['id']}"
        if event["id"] != number:
            yield f"{name} stands in place {number}"
        if not event["trigger"] or len(re.findall(f"(?={re.escape(event['trigger'])})", text)) <= event["nth"]:
            yield f"{name}: trigger {event['trigger']!r} does not occur {event['nth'] + 1} times"
        if event["type"] not in event_types() or (
            event["mode"] and event["mode"] not in event_types()[event["type"]].modes
        ):
            yield f"{name}: {event['type']}/{event['mode']} is not in PLOVER"
        if event["status"] not in STATUSES:
            yield f"{name}: status {event['status']!r}"
        named = [*event["actors"], *event["recipients"], *filter(None, (event["place"], event["speaker"]))]
        yield from (f"{name}: {one['text']!r} is not in the text" for one in named if one["text"] not in text)
        yield from (f"{name}: {one['text']!r} has no name" for one in named if not one["name"])
        for party in (*event["actors"], *event["recipients"]):
            if party["sector"] not in SECTORS or not re.fullmatch("([A-Z]{3})?", party["country"]):
                yield f"{name}: {party['text']!r} is {party['country']!r}, {party['sector']!r}"
        place = event["place"]
        if place and not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180 and len(place["country"]) == 3):
            yield f"{name}: place {place}"
        yield from (f"{name}: {fault}" for fault in _dates(event, article["published"]))
        for toll in filter(None, (event["killed"], event["injured"], event["captured"])):
            if toll[0] < 1 or (toll[1] is not None and toll[1] < toll[0]):
                yield f"{name}: toll {toll}"


def _dates(event: Record, published: str) -> Iterator[str]:
    start, end, precision = date.fromisoformat(event["start"]), date.fromisoformat(event["end"]), event["precision"]
    last_of_month = calendar.monthrange(start.year, start.month)[1]
    fits = {
        "day": start == end,
        "week": start.weekday() == 0 and (end - start).days == 6,
        "month": start.day == 1 and end == start.replace(day=last_of_month),
        "year": (start.month, start.day) == (1, 1) and end == start.replace(month=12, day=31),
        "interval": start < end,
        "unknown": start == end == date.fromisoformat(published),
    }
    if not fits.get(precision, False):
        yield f"{start} to {end} is no {precision}"


def coverage(folder: Path = FOLDER) -> dict[str, Counter[str]]:
    """By language: how many articles, articles without events, and events of each type."""
    counts: dict[str, Counter[str]] = {}
    for article, annotation in articles(folder):
        count = counts.setdefault(article["lang"], Counter())
        count["articles"] += 1
        count["without events"] += not annotation["events"]
        count.update(event["type"] for event in annotation["events"])
    return counts


if __name__ == "__main__":
    wrong = faults(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    print("\n".join(wrong) or "nothing wrong")
    raise SystemExit(bool(wrong))
