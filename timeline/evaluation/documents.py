"""Annotated articles and coded releases, read into one form so that they can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.articles import text_digest
from timeline.contract import contract
from timeline.model import Span
from timeline.release.errors import ReleaseError
from timeline.release.read import read_descriptor

TOLLS = ("killed", "injured", "captured")
HELD_OUT = "check"
"""The part of a gold folder whose articles only count: their misses are never listed."""


class GoldError(ValueError):
    """A folder of annotated articles that can't be used."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, suffers or speaks: the words that name them and, in English, who that is."""

    text: str
    name: str
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where an event happened; latitude and longitude in degrees (WGS 84)."""

    name: str
    country: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """One event as an annotator or the coder sees it; compared by identity, since two may say the same.

    `dates` are the first and last day (YYYY-MM-DD). `tolls` holds low and high of killed, injured and captured where
    stated. An `optional` event counts neither as missed nor as spurious; `also` is the reading of another annotator;
    `confidence` is the coder's.
    """

    trigger: Span
    type: str
    mode: str
    dates: tuple[str, str]
    precision: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Site | None
    status: str
    speaker: Party | None
    tolls: tuple[tuple[int | None, int | None] | None, ...]
    core: bool
    optional: bool = False
    also: Happening | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """A time expression with the values it may have: one, or two where annotators differed."""

    span: Span
    values: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """One article with the events and time expressions that somebody, or the coder, found in it."""

    id: str
    text: str
    language: str
    events: tuple[Happening, ...] = ()
    times: tuple[Time, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The article that an annotation is about."""

    id: str
    text: str
    language: str
    part: str


def read_gold(
    folder: Path, *, split: str | None = None, language: str | None = None, docs: str | None = None
) -> dict[str, Judged]:
    """The annotated articles of a folder by document id, in the order of their files.

    `split` and `language` select by equality, `docs` by a regular expression found in the id. Raises GoldError where
    nothing is selected or an annotation doesn't fit its text.
    """
    gold = _read_annotations(folder, _pages(folder, split, language, docs))
    if not gold:
        asked = [f"{k} {v!r}" for k, v in (("split", split), ("language", language), ("docs", docs)) if v]
        raise GoldError(
            f"{folder}: expected annotated articles (NAME.json with NAME.ann.json)"
            f"{' of ' + ', '.join(asked) if asked else ''}, found none; name another folder or ask for more"
        )
    return gold


def read_predictions(folder: Path, gold: Mapping[str, Judged]) -> dict[str, Judged]:
    """What a release, or another annotator's folder of NAME.ann.json, has for the articles of `gold`.

    An article of a release is recognised by the hash of its text, else by its document id. Raises ReleaseError where
    the folder is neither.
    """
    pages = {id_: Page(id_, d.text, d.language, d.part) for id_, d in gold.items()}
    if folder.is_dir() and any(folder.glob("*.ann.json")):
        return _read_annotations(folder, pages)
    read_descriptor(folder)
    return _read_release(folder, pages)


def _pages(folder: Path, split: str | None, language: str | None, docs: str | None) -> dict[str, Page]:
    parts = _parts(folder)
    pages = {}
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".ann.json"):
            continue
        raw = _json(path)
        page = Page(raw["doc_id"], raw["text"], raw["lang"], parts.get(raw["doc_id"], ""))
        wanted = (not language or page.language == language) and (not split or page.part == split)
        if wanted and (not docs or re.search(docs, page.id)):
            pages[page.id] = page
    return pages


def _parts(folder: Path) -> dict[str, str]:
    path = folder / "split.tsv"
    if not path.is_file():
        return {}
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:] if line]
    return {row[0]: row[1] for row in rows}


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise GoldError(f"{path}: expected a JSON object in UTF-8, found {error}; mend the file") from error


def _read_annotations(folder: Path, pages: Mapping[str, Page]) -> dict[str, Judged]:
    found = {}
    for path in sorted(folder.glob("*.ann.json")):
        raw = _json(path)
        page = pages.get(raw["doc_id"])
        if page is None:
            continue
        try:
            events = tuple(_annotated_event(page.text, event) for event in raw["events"])
            times = tuple(_annotated_time(page.text, time) for time in raw.get("timexes", []))
        except (KeyError, GoldError) as error:
            detail = f"a field {error}, found none" if isinstance(error, KeyError) else str(error)
            raise GoldError(f"{path}: expected {detail}; mend the annotation") from error
        found[page.id] = Judged(page.id, page.text, page.language, events, times, page.part)
    return found


def occurrence(text: str, part: str, nth: int = 0) -> Span:
    """Where `part` stands in `text` for the nth time, counted from 0. Raises GoldError where it doesn't."""
    start = -1
    for _ in range(nth + 1):
        start = text.find(part, start + 1)
        if start < 0 or not part:
            raise GoldError(f"{part!r} at least {nth + 1} times in the text, found it less often")
    return Span(start, start + len(part))


def _annotated_time(text: str, raw: Mapping[str, Any]) -> Time:
    values = frozenset({raw["value"], raw.get("also", raw["value"])})
    return Time(occurrence(text, raw["text"], raw.get("nth", 0)), values, bool(raw.get("optional")))


def _annotated_event(text: str, raw: Mapping[str, Any]) -> Happening:
    speaker, place = raw.get("speaker"), raw.get("place")
    return Happening(
        trigger=occurrence(text, raw["trigger"], raw.get("nth", 0)),
        type=raw["type"],
        mode=raw.get("mode") or "",
        dates=(raw["start"], raw["end"]),
        precision=raw["precision"],
        actors=_parties(raw["actors"]),
        recipients=_parties(raw["recipients"]),
        place=Site(place["name"], place["country"], place.get("lat"), place.get("lon")) if place else None,
        status=raw["status"],
        speaker=_parties([speaker])[0] if speaker else None,
        tolls=tuple((toll[0], toll[-1]) if (toll := raw.get(name)) else None for name in TOLLS),
        core=raw.get("core", True),
        optional=bool(raw.get("optional")),
        also=_annotated_event(text, raw["also"]) if raw.get("also") else None,
    )


def _parties(raw: Iterable[Mapping[str, Any]]) -> tuple[Party, ...]:
    return tuple(
        Party(one.get("text") or "", one.get("name") or "", one.get("country") or "", one.get("sector") or "")
        for one in raw
    )


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / contract().file(table)
    try:
        return list(pq.read_table(path).to_pylist())
    except (OSError, pa.ArrowInvalid) as error:
        raise ReleaseError(
            f"{path}: expected a Parquet file, found {error}; run `timeline validate {folder}`, then build it again"
        ) from error


def _read_release(folder: Path, pages: Mapping[str, Page]) -> dict[str, Judged]:
    by_digest = {text_digest(page.text): page.id for page in pages.values()}
    page_of: dict[str, str] = {}
    for article in _rows(folder, "articles"):
        id_ = by_digest.get(article["text_sha256"]) or str(article["document_id"])
        if id_ in pages:
            page_of[article["article_id"]] = id_
    actors = {row["actor_id"]: row for row in _rows(folder, "actors")}
    sites = {
        row["location_id"]: Site(row["name"] or "", row["country"] or "", row["latitude"], row["longitude"])
        for row in _rows(folder, "locations")
    }
    roles: dict[tuple[str, str], list[Party]] = {}
    for row in sorted(_rows(folder, "event_actors"), key=lambda r: (r["event_id"], r["role"], r["position"] or 0)):
        actor = actors.get(row["actor_id"], {})
        party = Party(
            row["mention_text"] or "",
            actor.get("name") or "",
            row["country"] or actor.get("country") or "",
            row["sector"] or actor.get("sector") or "",
        )
        roles.setdefault((row["event_id"], row["role"]), []).append(party)
    events: dict[str, list[Happening]] = {id_: [] for id_ in page_of.values()}
    for row in _rows(folder, "events"):
        if row["article_id"] in page_of:
            events[page_of[row["article_id"]]].append(_coded_event(row, roles, sites))
    times: dict[str, list[Time]] = {id_: [] for id_ in page_of.values()}
    for row in _rows(folder, "timexes"):
        if row["article_id"] in page_of and row["type"] == "DATE":
            time = Time(Span(row["start"], row["end"]), frozenset({str(row["value"])}))
            times[page_of[row["article_id"]]].append(time)
    return {
        id_: Judged(id_, pages[id_].text, pages[id_].language, tuple(events[id_]), tuple(times[id_]), pages[id_].part)
        for id_ in events
    }


def _coded_event(
    row: Mapping[str, Any], roles: Mapping[tuple[str, str], list[Party]], sites: Mapping[str, Site]
) -> Happening:
    id_ = row["event_id"]
    speakers = roles.get((id_, "speaker"), [])
    return Happening(
        trigger=Span(row["trigger_start"], row["trigger_end"]),
        type=row["event_type"],
        mode=row["event_mode"] or "",
        dates=(str(row["date_start"])[:10], str(row["date_end"])[:10]),
        precision=row["date_precision"] or "",
        actors=tuple(roles.get((id_, "actor"), [])),
        recipients=tuple(roles.get((id_, "recipient"), [])),
        place=sites.get(row["location_id"]) if row["location_id"] else None,
        status=row["status"] or "asserted",
        speaker=speakers[0] if speakers else None,
        tolls=tuple(
            (row[f"{name}_low"], row[f"{name}_high"]) if row[f"{name}_low"] is not None else None for name in TOLLS
        ),
        core=row["core"],
        confidence=row["confidence"],
    )
