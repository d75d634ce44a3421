"""The Table Schemas in schemas/, read into types: the one place from which the rest of the contract is derived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from timeline.tsv import PACKAGE

FieldType = Literal["string", "integer", "number", "boolean", "date"]

_TABLE_KEYS = {
    "$schema", "name", "title", "description", "fields", "missingValues", "primaryKey", "foreignKeys",
}  # fmt: skip
_FIELD_KEYS = {"name", "type", "title", "description", "constraints"}
_CONSTRAINT_KEYS = {"required", "enum", "pattern", "minimum", "maximum", "minLength"}


class SchemaError(ValueError):
    """A file of schemas/ says something that the contract does not know how to enforce."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type, what it means, and what its values must be."""

    name: str
    type: FieldType
    title: str
    description: str
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of a table whose values, where not null, must stand in `references` of `table`."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table of the contract. `descriptor` is the Table Schema as written, for data packages."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    descriptor: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """One column by its name."""
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class Contract:
    """Name, version and tables of the contract; `optional` tables may be missing from a release."""

    name: str
    title: str
    version: str
    tables: Mapping[str, TableSchema]
    optional: frozenset[str]

    def table(self, name: str) -> TableSchema:
        """The schema of one table. Raises KeyError naming the tables that exist."""
        if name not in self.tables:
            raise KeyError(f"expected one of the tables {', '.join(self.tables)}, found {name!r}")
        return self.tables[name]

    def file(self, name: str) -> str:
        """The path of a table inside a release."""
        return f"data/{name}.parquet"


def schema_folder() -> Path:
    """Where the schemas are: in the package as installed, else in the checkout that the package is part of.

    Raises FileNotFoundError where neither has them.
    """
    for folder in (PACKAGE / "schemas", PACKAGE.parent / "schemas"):
        if (folder / "contract.json").is_file():
            return folder
    raise FileNotFoundError(
        f"expected the contract in {PACKAGE / 'schemas'} or {PACKAGE.parent / 'schemas'}, found it in neither; "
        "reinstall the package, or install the whole checkout"
    )


def _known(path: Path, where: str, found: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(found) - known):
        raise SchemaError(
            f"{path}: {where}: expected only {', '.join(sorted(known))}, found {', '.join(unknown)}; "
            "a property that nothing enforces does not belong into the contract"
        )


def _field(path: Path, raw: Mapping[str, Any]) -> Field:
    _known(path, f"field {raw.get('name')}", raw, _FIELD_KEYS)
    constraints = raw.get("constraints", {})
    _known(path, f"constraints of {raw['name']}", constraints, _CONSTRAINT_KEYS)
    if raw["type"] not in get_args(FieldType):
        raise SchemaError(
            f"{path}: field {raw['name']}: expected a type among {', '.join(get_args(FieldType))}, found {raw['type']}"
        )
    return Field(
        name=raw["name"],
        type=cast(FieldType, raw["type"]),
        title=raw["title"],
        description=raw["description"],
        required=constraints.get("required", False),
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        min_length=constraints.get("minLength"),
    )


def _table(path: Path) -> TableSchema:
    raw = json.loads(path.read_text("utf-8"))
    _known(path, "table", raw, _TABLE_KEYS)
    return TableSchema(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        fields=tuple(_field(path, field) for field in raw["fields"]),
        primary_key=tuple(raw.get("primaryKey", ())),
        foreign_keys=tuple(
            ForeignKey(
                columns=tuple(key["fields"]),
                table=key["reference"]["resource"] or raw["name"],
                references=tuple(key["reference"]["fields"]),
            )
            for key in raw.get("foreignKeys", ())
        ),
        descriptor=raw,
    )


@lru_cache(maxsize=1)
def contract() -> Contract:
    """The contract that this version of the package writes and validates."""
    folder = schema_folder()
    raw = json.loads((folder / "contract.json").read_text("utf-8"))
    names = [*raw["tables"], *raw["optional"]]
    return Contract(
        name=raw["name"],
        title=raw["title"],
        version=raw["version"],
        tables={name: _table(folder / f"{name}.json") for name in names},
        optional=frozenset(raw["optional"]),
    )
