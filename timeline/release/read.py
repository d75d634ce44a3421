"""Loading a release: which tables it has, and each as a frame with sensible types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from timeline.release.errors import optional
from timeline.release.places import Place, bundled_release, place_of, read_descriptor

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    import pyarrow.compute as pc

    Filters = Iterable[tuple[str, str, Any]] | pc.Expression

__all__ = ["bundled_release", "load", "read_descriptor", "tables"]

OPERATORS = ("=", "==", "!=", "<", "<=", ">", ">=", "in", "not in")
Kind = Literal["pandas", "polars", "arrow"]


def tables(source: Path | str | None = None) -> tuple[str, ...]:
    """The names of the tables of a release: in the folder or at the address `source`, else the bundled one's."""
    return place_of(source).tables


@overload
def load(
    table: str = ..., source: Path | str | None = ..., *, columns: Sequence[str] | None = ...,
    filters: Filters | None = ..., as_: Literal["pandas"] = ...,
) -> pd.DataFrame: ...  # fmt: skip
@overload
def load(
    table: str = ..., source: Path | str | None = ..., *, columns: Sequence[str] | None = ...,
    filters: Filters | None = ..., as_: Literal["polars"],
) -> pl.DataFrame: ...  # fmt: skip
@overload
def load(
    table: str = ..., source: Path | str | None = ..., *, columns: Sequence[str] | None = ...,
    filters: Filters | None = ..., as_: Literal["arrow"],
) -> pa.Table: ...  # fmt: skip
def load(
    table: str = "events",
    source: Path | str | None = None,
    *,
    columns: Sequence[str] | None = None,
    filters: Filters | None = None,
    as_: Kind = "pandas",
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """One table of a release, by default the events of the release that comes with the package.

    `source` is the folder of a release, or its address (`https://…`, `s3://…`: extra `remote`; files are checked
    against their hashes and kept, so that a second visit needs no network). `columns` are read in the order given.
    `filters` are conditions that must all hold, `("event_type", "=", "ASSAULT")` or
    `("date_start", ">=", "2019-03-01")`, with the operators = != < <= > >= in, not in; or an Arrow expression. Both are
    pushed down to Parquet: what is not asked for is not read.

    As pandas, text is `str`, dates are `datetime64[s]`, numbers the nullable `Int64` and `Float64`, truth values the
    nullable `boolean`; no column is `object`. `as_="polars"` (extra `polars`) and `as_="arrow"` give those types.

    Raises KeyError for a table or column that the release does not have, naming those it has; ValueError for a filter
    that says nothing; ReleaseError where `source` is no release or a file of it cannot be read; MissingExtraError where
    a library of an extra is missing.
    """
    if as_ not in ("pandas", "polars", "arrow"):
        raise ValueError(f"as_: expected 'pandas', 'polars' or 'arrow', found {as_!r}")
    place = place_of(source)
    arrow = _read(place, table, columns, filters)
    if as_ == "arrow":
        return arrow
    if as_ == "polars":
        polars: pl.DataFrame = optional("polars", "polars", "as_='polars'").from_arrow(arrow)
        return polars
    return _to_pandas(arrow)


def _read(place: Place, table: str, columns: Sequence[str] | None, filters: Filters | None) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = place.file(table)
    if columns is None and filters is None:
        return place.table(table)
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowInvalid):
        return place.table(table)  # which says what is wrong with it
    if isinstance(columns, str):
        raise ValueError(f"columns: expected a list of names, found the text {columns!r}; write [{columns!r}]")
    if columns is not None:
        _known(place, table, schema, columns)
    return place.table(table, None if columns is None else list(columns), _expression(place, table, schema, filters))


def _known(place: Place, table: str, schema: pa.Schema, columns: Iterable[str]) -> None:
    if unknown := [name for name in columns if name not in schema.names]:
        raise KeyError(
            f"expected columns of {table} in {place.name}, found {', '.join(map(repr, unknown))}; it has "
            f"{', '.join(schema.names)}"
        )


def _expression(place: Place, table: str, schema: pa.Schema, filters: Filters | None) -> pc.Expression | None:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if filters is None or isinstance(filters, pc.Expression):
        return filters
    conditions: list[Any] = []
    for condition in filters:
        if not isinstance(condition, tuple) or len(condition) != 3 or condition[1] not in OPERATORS:
            raise ValueError(
                f"filters: expected conditions (column, operator, value) with an operator among "
                f"{', '.join(OPERATORS)}, found {condition!r}"
            )
        column, operator, value = condition
        _known(place, table, schema, [column])
        conditions.append((column, operator, _comparable(schema.field(column).type, value)))
    return pq.filters_to_expression(conditions) if conditions else None


def _comparable(type: pa.DataType, value: Any) -> Any:
    """The value of a condition; of a column of days, days as YYYY-MM-DD too."""
    import pyarrow as pa

    if not pa.types.is_date(type):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"filters: expected a day as YYYY-MM-DD, found {value!r}") from None
    if isinstance(value, dt.datetime):
        return value.date()
    return [_comparable(type, item) for item in value] if isinstance(value, list | tuple | set | frozenset) else value


def _to_pandas(arrow: pa.Table) -> pd.DataFrame:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    dtypes: dict[pa.DataType, Any] = {
        pa.string(): pd.StringDtype(na_value=np.nan),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=dtypes.get, date_as_object=False, ignore_metadata=True)
    days = [field.name for field in arrow.schema if pa.types.is_date(field.type)]
    return frame.astype(dict.fromkeys(days, "datetime64[s]"))
