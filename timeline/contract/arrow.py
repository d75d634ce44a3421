"""The contract as Arrow schemas, and keys checked with Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.contract.findings import Finding
from timeline.contract.schema import FieldType, ForeignKey, TableSchema, contract

if TYPE_CHECKING:
    import pyarrow as pa

VERSION_KEY = b"timeline:contract"
TABLE_KEY = b"timeline:table"
DESCRIPTION_KEY = b"description"


def arrow_type(type: FieldType) -> pa.DataType:
    """The Arrow type of a Table Schema type: 64 bit numbers, 32 bit days."""
    import pyarrow as pa

    types: dict[FieldType, pa.DataType] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return types[type]


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of one table, with a description at each field and the contract's version at the schema."""
    import pyarrow as pa

    table = contract().table(name)
    return pa.schema(
        [
            pa.field(
                field.name,
                arrow_type(field.type),
                nullable=not field.required,
                metadata={DESCRIPTION_KEY: field.description.encode()},
            )
            for field in table.fields
        ],
        metadata={VERSION_KEY: contract().version.encode(), TABLE_KEY: name.encode()},
    )


def schema_findings(name: str, found: pa.Schema) -> list[Finding]:
    """Where the columns of a table, their order, types or version are not those of the contract."""
    expected = arrow_schema(name)
    file = contract().file(name)
    findings = []

    def finding(column: str | None, check: str, expected: str, found: str, remedy: str) -> None:
        findings.append(Finding(file, name, column, None, check, expected, found, remedy))

    for field in expected:
        if field.name not in found.names:
            finding(
                field.name, "column present", f"a column of type {field.type}", "none", "write the column, with nulls"
            )
        elif (type := found.field(field.name).type) != field.type:
            finding(
                field.name, "column type", f"{field.type}", f"{type}",
                f"cast the column to {field.type} before writing; timeline.release.write_release does",
            )  # fmt: skip
    for column in found.names:
        if column not in expected.names:
            finding(
                column, "column known", "only columns of the contract", "a column it does not have",
                f"leave it out, or add it to schemas/{name}.json under a new version",
            )  # fmt: skip
    if not findings and found.names != expected.names:
        finding(
            None, "column order", ", ".join(expected.names), ", ".join(found.names), "select the columns in this order"
        )
    version = (found.metadata or {}).get(VERSION_KEY, b"none").decode("utf-8", "replace")
    if version != contract().version:
        finding(
            None, "contract version", contract().version, version,
            "validate with the package that wrote the release, or build the release again with this one",
        )  # fmt: skip
    return findings


def types_agree(name: str, found: pa.Schema) -> bool:
    """Whether a table has the columns and types that the checks of its values can work on."""
    expected = arrow_schema(name)
    return found.names == expected.names and found.types == expected.types


def orphans(child: pa.Table, key: ForeignKey, parent: pa.Table) -> list[int]:
    """The rows of `child` whose key is not null and not in `parent`, by a left anti join."""
    import pyarrow as pa

    keys = child.select(list(key.columns)).append_column("__row__", pa.array(range(child.num_rows), pa.int64()))
    keys = keys.drop_null()
    others = parent.select(list(key.references)).group_by(list(key.references)).aggregate([])
    missing = keys.join(others, keys=list(key.columns), right_keys=list(key.references), join_type="left anti")
    rows: list[Any] = missing["__row__"].to_pylist()
    return sorted(rows)


def foreign_key_findings(table: TableSchema, tables: Mapping[str, pa.Table]) -> Iterator[Finding]:
    """Rows that refer to rows that do not exist. Keys into tables that are not in `tables` are passed over."""
    child = tables[table.name]
    for key in table.foreign_keys:
        if key.table not in tables:
            continue
        target = f"{key.table}.{'+'.join(key.references)}"
        for row in orphans(child, key, tables[key.table]):
            values = ", ".join(repr(child[column][row].as_py()) for column in key.columns)
            yield Finding(
                contract().file(table.name), table.name, "+".join(key.columns), row, "foreign key",
                f"a value of {target}", f"{values}, which is not there",
                f"add the row to {contract().file(key.table)}, or correct or drop the reference",
            )  # fmt: skip
