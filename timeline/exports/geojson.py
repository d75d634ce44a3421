"""GeoJSON (RFC 7946): one feature per event, a point where it has coordinates, no geometry where it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any


def features(rows: Iterator[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A feature for each row of `events_flat`; its columns are the properties."""
    for row in rows:
        located = row["latitude"] is not None and row["longitude"] is not None
        yield {
            "type": "Feature",
            "id": row["event_id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]} if located else None,
            "properties": {
                name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
            },
        }
