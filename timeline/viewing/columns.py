"""The tables of a release as one block of columns, as small as JSON gets, for the viewer to read.

Rows stand in reading order: events by day, then by article, then by their place in the text. Keys become row numbers,
days become days since 1970-01-01, and a column of repeated texts becomes its values and a code for each row. What the
viewer is told is the release's own: nothing is worked out here that a table doesn't say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from timeline.contract.plover import event_types
from timeline.release.errors import ReleaseError
from timeline.release.places import Place
from timeline.tsv import data_path, read_table, split_list

if TYPE_CHECKING:
    import pyarrow as pa

Block: TypeAlias = dict[str, Any]

MOST = 300_000
"""Events that a page shows at most: browsers hold many more, but people wait for them."""
_ARTICLE = (
    "document_id", "source", "title", "language", "section", "byline", "agencies", "published_on", "published_basis",
    "issue_on", "url", "text_sha256",
)  # fmt: skip
_EVENT = (
    "event_id", "event_type", "event_mode", "quad_class", "date_start", "date_end", "date_precision", "date_basis",
    "location_basis", "geo_precision", "status", "killed_low", "killed_high", "injured_low", "injured_high",
    "captured_low", "captured_high", "trigger_text", "trigger_start", "trigger_end", "sentence_start", "sentence_end",
    "core", "confidence", "summary",
)  # fmt: skip
_ACTOR = ("actor_id", "name", "name_local", "kind", "country", "sector", "listed")
_LOCATION = ("location_id", "name", "name_local", "feature", "country", "admin1", "latitude", "longitude")
_ROLE = ("role", "country", "sector", "mention_text", "mention_start", "mention_end")
_EVIDENCE = ("field", "text", "start", "end")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events of a release to show: days from `since` to `until`, both shown, and the least confidence."""

    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0


def block_of(place: Place, wanted: Wanted, texts: Mapping[str, str] | None = None) -> Block:
    """What the viewer shows of a release, ready for JSON.

    `texts` are the articles by the sha256 of their UTF-8: of those among them the sentences of events are added. Raises
    ReleaseError for more events than a browser can hold well.
    """
    articles, events = place.table("articles"), _chosen(place.table("events"), wanted)
    if len(events) > MOST:
        raise ReleaseError(
            f"{place.name}: expected at most {MOST:,} events for one page, found {len(events):,}; bound them by "
            "days or by confidence (--since, --until, --min-confidence)"
        )
    events = _reading_order(events, articles)
    actors, locations = place.table("actors"), place.table("locations")
    roles = _of_events(place.table("event_actors"), events, "role", "position")
    evidence = _of_events(place.table("evidence"), events, "field", "start")
    contexts = _of_events(place.table("event_contexts"), events, "context")
    return {
        "release": _release(place),
        "types": dict(_types()),
        "countries": dict(_countries()),
        "articles": _columns(articles, _ARTICLE),
        "actors": _columns(actors, _ACTOR),
        "locations": _columns(locations, _LOCATION),
        "events": {
            **_columns(events, _EVENT),
            "article": _rows(events, "article_id", articles),
            "location": _rows(events, "location_id", locations),
        },
        "roles": {
            **_columns(roles, _ROLE), "event": _rows(roles, "event_id", events),
            "actor": _rows(roles, "actor_id", actors),
        },
        "evidence": {**_columns(evidence, _EVIDENCE), "event": _rows(evidence, "event_id", events)},
        "contexts": {**_columns(contexts, ("context",)), "event": _rows(contexts, "event_id", events)},
        "sentences": _sentences(events, articles, texts) if texts is not None else None,
    }  # fmt: skip


def _types() -> Iterator[tuple[str, Block]]:
    for name, kind in event_types().items():
        modes = {mode.name: mode.description for mode in kind.modes.values()}
        yield name, {"quad": kind.quad_class, "told": kind.description, "modes": modes}


def _release(place: Place) -> Block:
    told = place.descriptor
    return {
        "name": told.get("name"),
        "title": told.get("title") or told.get("name"),
        "version": told.get("version"),
        "description": told.get("description"),
        "created": told.get("created"),
        "coder": told.get("coder"),
        "licenses": [item.get("title") or item.get("name") for item in told.get("licenses", ())],
        "sources": [item.get("title") for item in told.get("sources", ())],
    }


def _chosen(events: pa.Table, wanted: Wanted) -> pa.Table:
    import pyarrow.compute as pc

    conditions = []
    if wanted.since is not None:
        conditions.append(pc.field("date_end") >= wanted.since)
    if wanted.until is not None:
        conditions.append(pc.field("date_start") <= wanted.until)
    if wanted.min_confidence > 0:
        conditions.append(pc.field("confidence") >= wanted.min_confidence)
    for condition in conditions:
        events = events.filter(condition)
    return events


def _reading_order(events: pa.Table, articles: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    row = pc.index_in(events["article_id"], value_set=articles["article_id"])
    for name in ("published_on", "source", "document_id"):
        events = events.append_column(f"article_{name}", articles[name].take(row))
    order = ("date_start", "article_published_on", "article_source", "article_document_id", "trigger_start", "event_id")
    return events.sort_by([(name, "ascending") for name in order])


def _of_events(table: pa.Table, events: pa.Table, *within: str) -> pa.Table:
    """The rows that belong to the events, in their order, and in the order of `within` for each."""
    import pyarrow.compute as pc

    table = table.append_column("event_row", pc.index_in(table["event_id"], value_set=events["event_id"]))
    return table.filter(pc.is_valid(table["event_row"])).sort_by(
        [(name, "ascending") for name in ("event_row", *within)]
    )


def _rows(table: pa.Table, key: str, other: pa.Table) -> list[int]:
    """For every row of a table the row of another that its key names, -1 for none."""
    import pyarrow.compute as pc

    rows: Any = pc.index_in(table[key], value_set=other[key])
    return [-1 if row is None else row for row in rows.to_pylist()]


def _columns(table: pa.Table, names: tuple[str, ...]) -> Block:
    return {name: _column(table[name].combine_chunks()) for name in names}


def _column(array: Any) -> object:
    """A column as JSON: texts as values and codes, days as numbers, all else as it is."""
    import pyarrow as pa
    import pyarrow.types as pt

    if pt.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pt.is_date(array.type):
        return array.cast(pa.date32()).cast(pa.int32()).to_pylist()
    if pt.is_string(array.type) or pt.is_large_string(array.type):
        coded = array.dictionary_encode()
        return {"values": coded.dictionary.to_pylist(), "codes": coded.indices.fill_null(-1).to_pylist()}
    return array.to_pylist()


def _countries() -> Iterator[tuple[str, dict[str, str]]]:
    """The names of all countries by language: the map tells them as well."""
    tongues = {}
    for language in ("en", "ar"):
        rows = read_table(data_path("languages", language, "countries.tsv"), ("alpha3", "names"))
        tongues[language] = {row["alpha3"]: split_list(row["names"])[0] for row in rows if row["names"]}
    for code in sorted(tongues["en"]):
        yield code, {language: names.get(code, code) for language, names in tongues.items()}


def _sentences(events: pa.Table, articles: pa.Table, texts: Mapping[str, str]) -> object:
    """The sentence of each event whose article is there, in the event's order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    digests: Any = articles["text_sha256"].take(pc.index_in(events["article_id"], value_set=articles["article_id"]))
    found = [
        texts[digest][start:end] if digest in texts else None
        for digest, start, end in zip(
            digests.to_pylist(), events["sentence_start"].to_pylist(), events["sentence_end"].to_pylist(), strict=True
        )
    ]
    return _column(pa.array(found, pa.string()))
