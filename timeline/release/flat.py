"""One wide row per event, made with Arrow alone: what the view `events_flat` gives in DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.release.places import Place, place_of

if TYPE_CHECKING:
    import pyarrow as pa

_ROLES = ("actor", "recipient", "speaker")
_EVENT = (
    "event_id", "article_id", "event_type", "event_mode", "quad_class", "cameo_root", "date_start", "date_end",
    "date_precision", "date_basis", "status", "core", "confidence", "location_id", "geo_precision", "killed_low",
    "killed_high", "injured_low", "injured_high", "captured_low", "captured_high", "trigger_text", "summary", "coder",
)  # fmt: skip
COLUMNS = (
    "event_id", "article_id", "source", "document_id", "url", "language", "published_on", "event_type", "event_mode",
    "quad_class", "cameo_root", "contexts", "date_start", "date_end", "date_precision", "date_basis", "status", "core",
    "confidence", "actor_id", "actor", "actor_country", "actor_sector", "recipient_id", "recipient",
    "recipient_country", "recipient_sector", "speaker_id", "speaker", "location_id", "location", "location_feature",
    "location_country", "location_admin1", "latitude", "longitude", "geonames_id", "geo_precision", "killed_low",
    "killed_high", "injured_low", "injured_high", "captured_low", "captured_high", "trigger_text", "summary", "coder",
)  # fmt: skip


def events_flat(source: Path | str | None = None) -> pa.Table:
    """One row per event of a release, by event_id: its article, contexts, place, first actor, recipient and speaker."""
    return flat_table(place_of(source))


def flat_table(place: Place) -> pa.Table:
    """The wide rows of a release that has been opened."""
    table = place.table("events", list(_EVENT))
    articles = place.table("articles", ["article_id", "source", "document_id", "url", "language", "published_on"])
    table = table.join(articles, keys="article_id")
    table = table.join(_contexts(place.table("event_contexts")), keys="event_id")
    parts, actors = place.table("event_actors"), place.table("actors", ["actor_id", "name", "name_local"])
    for role in _ROLES:
        table = table.join(_first(parts, actors, role), keys="event_id")
    table = table.join(_locations(place.table("locations")), keys="location_id")
    return table.select(list(COLUMNS)).sort_by("event_id")


def _contexts(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    joined: dict[str, list[str]] = {}
    for event, context in zip(table["event_id"].to_pylist(), table["context"].to_pylist(), strict=True):
        joined.setdefault(str(event), []).append(str(context))
    return pa.table(
        {
            "event_id": pa.array(joined, pa.string()),
            "contexts": pa.array(["; ".join(sorted(values)) for values in joined.values()], pa.string()),
        }
    )


def _first(parts: pa.Table, actors: pa.Table, role: str) -> pa.Table:
    """Who is first in a role of each event, by the best name there is."""
    import pyarrow.compute as pc

    first = parts.filter((pc.field("role") == role) & (pc.field("position") == 0))
    first = first.join(actors, keys="actor_id")
    name: Any = pc.coalesce(first["name"], first["name_local"], first["mention_text"])
    first = first.append_column("best", name).select(["event_id", "actor_id", "best", "country", "sector"])
    return first.rename_columns(["event_id", f"{role}_id", role, f"{role}_country", f"{role}_sector"])


def _locations(table: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    name: Any = pc.coalesce(table["name"], table["name_local"])
    chosen = table.append_column("location", name).select(
        ["location_id", "location", "feature", "country", "admin1", "latitude", "longitude", "geonames_id"]
    )
    return chosen.rename_columns(
        ["location_id", "location", "location_feature", "location_country", "location_admin1", "latitude", "longitude",
         "geonames_id"]
    )  # fmt: skip
