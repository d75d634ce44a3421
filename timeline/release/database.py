"""A release as a DuckDB database: a view for each table, and ready views over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline.release.errors import optional
from timeline.release.places import place_of
from timeline.tsv import data_path

if TYPE_CHECKING:
    import duckdb

VIEWS = ("events_flat", "dyads")


def database(source: Path | str | None = None, file: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in which every table of a release is a view, with `events_flat` and `dyads` over them.

    `events_flat` has one wide row per event, with its article, first actor, recipient and speaker, place names and
    coordinates; `dyads` one row per event, actor and recipient. `source` is as for `load`, `file` a database to make
    the views in instead of memory; they refer to the release's files where they lie. Needs the extra `duckdb`.
    """
    library = optional("duckdb", "duckdb", "timeline.database()")
    place = place_of(source)
    paths = {table: place.file(table).resolve() for table in place.tables}
    connection: duckdb.DuckDBPyConnection = library.connect(str(file))
    for table, path in paths.items():
        quoted = str(path).replace("'", "''")
        connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{quoted}')")
    for view in VIEWS:
        query = data_path("release", "views", f"{view}.sql").read_text("utf-8")
        connection.execute(f"CREATE OR REPLACE VIEW {view} AS {query}")
    return connection
