"""What becomes of copies when parts are merged: each names its original, and its events stay or go.

Copies are known once all articles were read, and which of their originals came to nothing once all were coded. So parts
hold nothing of it: they stay good whatever is asked about copies, and however articles are cut into batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.articles.duplicates import Copies
from timeline.engines.parts import read_part, unreadable

if TYPE_CHECKING:
    import pyarrow as pa

_OF_EVENTS = ("event_contexts", "event_actors", "evidence")
_MENTIONS = (("articles", "dateline_location_id"), ("events", "location_id"), ("event_actors", "actor_id"))
_KEYS = {"actors": "actor_id", "locations": "location_id"}


class Marker:
    """Writes into the tables of parts which articles are copies; where `keep` is false, without their events."""

    def __init__(self, copies: Copies, parts: Sequence[Path], keep: bool = True) -> None:
        """Raises EngineError for a part that can't be read."""
        self.found = 0
        self._copies = copies
        self._keep = keep
        self._used: dict[str, list[pa.Array[Any]]] = {name: [] for name in _KEYS}
        copies.settle(lambda wanted: _there(wanted, parts))

    def marked(self, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """The tables of a part with their copies marked."""
        import pyarrow as pa
        import pyarrow.compute as pc

        tables = dict(tables)
        articles = tables["articles"]
        names = [str(name) for name in articles["article_id"].to_pylist()]
        copies = [self._copies.of(name) for name in names]
        if any(copies):
            self.found += sum(copy is not None for copy in copies)
            articles = _with(articles, "duplicate_of", [copy and copy.duplicate_of for copy in copies])
            articles = _with(articles, "similarity", [copy and copy.similarity for copy in copies])
            if not self._keep:
                counts = zip(articles["event_count"].to_pylist(), copies, strict=True)
                articles = _with(articles, "event_count", [0 if copy else count for count, copy in counts])
                dropped = pa.array([name for name, copy in zip(names, copies, strict=True) if copy], pa.string())
                kept = pc.invert(pc.is_in(tables["events"]["article_id"], value_set=dropped))
                tables["events"] = tables["events"].filter(kept)
                events = tables["events"]["event_id"].combine_chunks()
                for name in _OF_EVENTS:
                    tables[name] = tables[name].filter(pc.is_in(tables[name]["event_id"], value_set=events))
            tables["articles"] = articles
        if not self._keep:
            self._mention(tables)
        return tables

    def mentioned(self, name: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Of the merged actors and locations those that some event or dateline that stayed has; other tables whole."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if self._keep or name not in _KEYS:
            yield from batches
            return
        used = _unique(self._used[name]) if self._used[name] else pa.array([], pa.string())
        for batch in batches:
            yield batch.filter(pc.is_in(batch[_KEYS[name]], value_set=used))

    def _mention(self, tables: dict[str, pa.Table]) -> None:
        for table, column in _MENTIONS:
            held = self._used["actors" if column == "actor_id" else "locations"]
            held.append(tables[table][column].combine_chunks())
            if len(held) > 1000:
                held[:] = [_unique(held)]


def _unique(arrays: list[pa.Array[Any]]) -> pa.Array[Any]:
    import pyarrow as pa

    return pa.concat_arrays(arrays).unique()


def _with(table: pa.Table, column: str, values: list[object]) -> pa.Table:
    """The table with other values in a column."""
    import pyarrow as pa

    at = table.schema.get_field_index(column)
    field = table.schema.field(at)
    return table.set_column(at, field, pa.array(values, field.type))


def _there(wanted: set[str], parts: Iterable[Path]) -> set[str]:
    """Which of some articles are in the parts."""
    import pyarrow as pa

    found: set[str] = set()
    for part in parts if wanted else ():
        try:
            articles = next(table for name, table in read_part(part) if name == "articles")
        except (OSError, pa.ArrowInvalid) as error:
            raise unreadable(part, error) from error
        found.update(wanted.intersection(map(str, articles["article_id"].to_pylist())))
    return found
