"""PLOVER records in JSON, as the gold standard records of PLOVER have them; what they lack goes into `timeline`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timeline.release.places import Place

if TYPE_CHECKING:
    import pyarrow as pa

Record = dict[str, Any]
_TOLLS = ("killed_low", "killed_high", "injured_low", "injured_high", "captured_low", "captured_high")


def records(place: Place, flat: pa.Table) -> Iterator[Record]:
    """One record per event, by event_id."""
    parts = _parts(place)
    spans = _spans(place)
    version = str(place.descriptor["version"])
    coded = str(place.descriptor["created"])[:10]
    for batch in flat.to_batches():
        for row in batch.to_pylist():
            yield _record(row, parts.get(row["event_id"], {}), spans, version, coded)


def _record(
    row: Mapping[str, Any], parts: Mapping[str, list[Record]], spans: Mapping[str, Record], version: str, coded: str
) -> Record:
    return {
        "id": row["event_id"],
        "date": row["date_start"].isoformat(),
        "source": _actors(parts.get("actor", [])),
        "target": _actors(parts.get("recipient", [])),
        "event": row["event_type"],
        "eventText": row["trigger_text"],
        "context": row["contexts"] or "",
        "mode": row["event_mode"] or "",
        "text": "",
        "textInfo": {"document": row["document_id"], "url": row["url"], **spans[row["event_id"]]},
        "language": row["language"],
        "publication": row["source"],
        "coder": row["coder"],
        "version": version,
        "dateCoded": coded,
        "comment": row["summary"],
        "timeline": {
            "status": row["status"],
            "core": row["core"],
            "confidence": row["confidence"],
            "dateEnd": row["date_end"].isoformat(),
            "datePrecision": row["date_precision"],
            "dateBasis": row["date_basis"],
            "location": _location(row),
            "tolls": {name: row[name] for name in _TOLLS if row[name] is not None},
            "actorIds": [part["actor_id"] for part in parts.get("actor", [])],
            "recipientIds": [part["actor_id"] for part in parts.get("recipient", [])],
            "speakers": _actors(parts.get("speaker", [])),
        },
    }


def _actors(parts: list[Record]) -> list[Record]:
    return [
        {"actorText": part["mention_text"], "code": part["country"] or "", "sector": part["sector"]} for part in parts
    ]


def _location(row: Mapping[str, Any]) -> Record | None:
    if row["location_id"] is None:
        return None
    names = ("location_id", "location", "location_country", "latitude", "longitude", "geo_precision")
    return {name.removeprefix("location_") if name != "location_id" else "id": row[name] for name in names}


def _parts(place: Place) -> dict[str, dict[str, list[Record]]]:
    """event_id → role → its actors in order."""
    found: dict[str, dict[str, list[Record]]] = {}
    table = place.table("event_actors").sort_by([("event_id", "ascending"), ("position", "ascending")])
    for batch in table.to_batches():
        for row in batch.to_pylist():
            found.setdefault(row["event_id"], {}).setdefault(row["role"], []).append(row)
    return found


def _spans(place: Place) -> dict[str, Record]:
    """event_id → where its sentence stands, in which text."""
    digests = place.table("articles", ["article_id", "text_sha256"])
    table = place.table("events", ["event_id", "article_id", "sentence_start", "sentence_end"])
    rows = table.join(digests, keys="article_id").to_pylist()
    return {
        row["event_id"]: {
            "start": row["sentence_start"],
            "end": row["sentence_end"],
            "textSha256": row["text_sha256"],
        }
        for row in rows
    }
