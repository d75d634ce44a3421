"""Every table of the package fits the Table Schema that stands beside it, and none is without one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, Schema

from timeline import languages
from timeline.tsv import data_path, read_table, split_list

KNOWLEDGE = data_path("knowledge")
LANGUAGES = data_path("languages")
TABLES = sorted([*KNOWLEDGE.glob("*.tsv"), *LANGUAGES.glob("*/*.tsv")])
ENTITIES = ("countries", "holders", "institutions", "memberships", "offices", "organisations", "people", "places")
CASTS = {"integer": int, "number": float, "string": str}


def name_of(path: Path) -> str:
    return path.relative_to(data_path()).as_posix()


def schema_path(table: Path) -> Path:
    """The schema beside a table; languages share one for each kind of table unless one has its own."""
    own = table.with_suffix(".schema.json")
    return own if own.exists() or table.parent == KNOWLEDGE else table.parent.parent / own.name


@cache
def described(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found.pop("foreignKeys", None)  # across tables: checked below
    return found


@cache
def rows_of(table: Path) -> list[dict[str, str]]:
    return read_table(table)


def typed(table: Path, descriptor: dict[str, Any]) -> Iterator[list[Any]]:
    """Header and rows as the package's own reader yields them, cells as the schema's types where they are such."""
    types = {field["name"]: field["type"] for field in descriptor["fields"]}
    header = list(rows_of(table)[0])
    yield header
    for row in rows_of(table):
        cells: list[Any] = []
        for column in header:
            try:
                cells.append(CASTS[types.get(column, "string")](row[column]) if row[column] else None)
            except ValueError:
                cells.append(row[column])
        yield cells


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_every_table_has_a_schema(table: Path) -> None:
    assert schema_path(table).exists(), f"{name_of(table)}: write {name_of(schema_path(table))}"


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_every_table_fits_its_schema(table: Path) -> None:
    descriptor = described(schema_path(table))
    resource = Resource(data=list(typed(table, descriptor)), schema=Schema.from_descriptor(descriptor))
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]


def test_every_schema_has_a_table_and_says_what_each_column_means() -> None:
    used = {schema_path(table) for table in TABLES}
    present = {*KNOWLEDGE.glob("*.schema.json"), *LANGUAGES.rglob("*.schema.json")}
    assert present - used == set()
    for path in sorted(used):
        found = described(path)
        assert found["title"], path
        assert found["description"], path
        assert all(field["description"] for field in found["fields"]), path


@pytest.mark.parametrize("name", ENTITIES)
def test_every_row_about_an_entity_says_where_it_comes_from(name: str) -> None:
    fields = {field["name"]: field for field in described(KNOWLEDGE / f"{name}.schema.json")["fields"]}
    assert fields["basis"]["constraints"]["required"]
    assert all(row["basis"] for row in rows_of(KNOWLEDGE / f"{name}.tsv"))


def test_references_from_table_to_table_exist() -> None:
    """The foreign keys of the schemas; a cell of several keys joins them by |."""
    missing = []
    for table in TABLES:
        for key in json.loads(schema_path(table).read_text(encoding="utf-8")).get("foreignKeys", ()):
            (column,), target = key["fields"], key["reference"]
            referred = KNOWLEDGE / f"{target['resource']}.tsv" if target["resource"] else table
            known = {row[target["fields"][0]] for row in rows_of(referred)}
            used = {item for row in rows_of(table) for item in split_list(row[column])}
            missing += [(name_of(table), column, item) for item in sorted(used - known)]
    assert missing == []


def test_countries_of_all_tables_are_listed() -> None:
    known = {row["alpha3"] for row in rows_of(KNOWLEDGE / "countries.tsv")}
    for table in TABLES:
        if table.name in {"sources.tsv", "groups.tsv", "peoples.tsv", "places.tsv"}:
            used = {item for row in rows_of(table) for item in split_list(row.get("country", ""))}
            assert used <= known | {"-"}, table


def test_a_language_pack_names_what_the_knowledge_lists() -> None:
    for code in languages.available():
        for table, key in (("organisations", "id"), ("people", "id"), ("offices", "id"), ("countries", "alpha3")):
            known = {row[key] for row in rows_of(KNOWLEDGE / f"{table}.tsv")}
            assert {row[key] for row in rows_of(LANGUAGES / code / f"{table}.tsv")} == known
