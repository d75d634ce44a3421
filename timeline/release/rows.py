"""From rows, as steps of the program make them, to Arrow tables that have the types of the contract."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from timeline.contract import ContractError, Field, Finding, arrow_schema, contract
from timeline.contract.arrow import arrow_type
from timeline.contract.frames import shown
from timeline.contract.schema import FieldType

if TYPE_CHECKING:
    import pyarrow as pa

_INT64 = range(-(2**63), 2**63)


def _fits(value: object, type: FieldType) -> bool:
    match type:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool) and value in _INT64
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _error(table: str, column: str, row: int, check: str, expected: str, found: str, remedy: str) -> ContractError:
    return ContractError(Finding(contract().file(table), table, column, row, check, expected, found, remedy))


def _value(table: str, field: Field, row: int, value: object) -> object:
    """The value to store: empty text and NaN are null, as the schemas' missingValues say."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        if field.required:
            raise _error(
                table, field.name, row, "required", f"a {field.type}: the column is required", shown(value),
                "fill the value in, or leave the row out",
            )  # fmt: skip
        return None
    if not _fits(value, field.type):
        raise _error(
            table, field.name, row, "column type", f"a {field.type} ({field.description})",
            f"{shown(value)} of type {type(value).__name__}", f"convert it to a {field.type} before it is written",
        )  # fmt: skip
    return value


def _table(name: str, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    import pyarrow as pa

    schema = contract().table(name)
    columns: dict[str, list[object]] = {column: [] for column in schema.columns}
    for number, row in enumerate(rows):
        if unknown := sorted(set(row) - set(columns)):
            raise _error(
                name, unknown[0], number, "column known", f"only the columns {', '.join(columns)}",
                ", ".join(unknown), "leave the value out, or add the column to the contract",
            )  # fmt: skip
        for field in schema.fields:
            columns[field.name].append(_value(name, field, number, row.get(field.name)))
    arrays = []
    for field in schema.fields:
        try:
            arrays.append(pa.array(columns[field.name], arrow_type(field.type)))
        except UnicodeEncodeError:
            raise _unencodable(name, field, columns[field.name]) from None
    return pa.table(arrays, schema=arrow_schema(name))


def _unencodable(table: str, field: Field, values: list[object]) -> ContractError:
    """The error for the first text that has no UTF-8: lone surrogates, left over from decoding."""
    for row, value in enumerate(values):
        try:
            str(value).encode()
        except UnicodeEncodeError:
            return _error(
                table, field.name, row, "text", "text that UTF-8 can hold", ascii(value),
                "decode the document without surrogates, or reject it",
            )  # fmt: skip
    raise AssertionError("a text that cannot be encoded is among the values")


def tables_from_rows(rows: Mapping[str, Iterable[Mapping[str, object]]]) -> dict[str, pa.Table]:
    """The tables of a release from rows of plain values, by table name; keys of a row are column names.

    Columns that a row leaves out are null, tables that `rows` leaves out are empty, except the optional ones. Raises
    ContractError naming table, column and row for a value of another type, a null in a required column, a column that
    the contract does not have, and KeyError for a table that it does not have.
    """
    agreed = contract()
    for name in rows:
        agreed.table(name)
    names = [name for name in agreed.tables if name in rows or name not in agreed.optional]
    return {name: _table(name, rows.get(name, ())) for name in names}
