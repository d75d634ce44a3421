"""Croissant metadata (JSON-LD, version 1.0), which is schema.org/Dataset for search engines as well."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from timeline.contract import Field, TableSchema, contract
from timeline.contract.schema import FieldType
from timeline.release.citation import bibtex
from timeline.release.facts import Facts
from timeline.release.info import KNOWLEDGE, ReleaseInfo
from timeline.release.package import WrittenTable
from timeline.tsv import data_path

CROISSANT_FILE = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
# The media type under which Croissant's own library knows Parquet; data packages use the registered one.
_PARQUET = "application/x-parquet"
_TYPES: dict[FieldType, str] = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def croissant(info: ReleaseInfo, tables: Sequence[WrittenTable], facts: Facts) -> dict[str, Any]:
    """The JSON-LD of a release: the dataset, its files with their SHA-256, and one record set per table."""
    agreed = contract()
    found: dict[str, Any] = {
        "@context": json.loads(data_path("release", "croissant_context.json").read_text("utf-8")),
        "@type": "sc:Dataset",
        "name": info.title,
        "description": info.description,
        "conformsTo": CONFORMS_TO,
        "version": info.version,
        "datePublished": info.created.isoformat(),
        "license": info.licence.path,
        "url": info.homepage,
        "creator": [
            {"@type": "sc:Organization", "name": person.title, **({"url": person.path} if person.path else {})}
            for person in info.contributors
        ],
        "keywords": list(info.keywords),
        "inLanguage": list(facts.languages),
        "temporalCoverage": facts.coverage,
        "isBasedOn": [source.path for source in (*info.sources, *KNOWLEDGE) if source.path],
        "isAccessibleForFree": True,
        "citeAs": bibtex(info),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": agreed.file(table.name),
                "name": agreed.file(table.name),
                "description": agreed.table(table.name).description,
                "contentUrl": agreed.file(table.name),
                "encodingFormat": _PARQUET,
                "sha256": table.sha256,
            }
            for table in tables
        ],
        "recordSet": [_records(agreed.table(table.name)) for table in tables],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _records(table: TableSchema) -> dict[str, Any]:
    """One table. Its foreign keys stand in the data package only: Croissant's own library joins along references while
    it reads, and fails where one table refers to another that refers to a third, or a key is null.
    """
    found: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
    }
    keys = [{"@id": f"{table.name}/{column}"} for column in table.primary_key]
    if keys:
        found["key"] = keys[0] if len(keys) == 1 else keys
    found["field"] = [_field(table, field) for field in table.fields]
    return found


def _field(table: TableSchema, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[field.type],
        "source": {"fileObject": {"@id": contract().file(table.name)}, "extract": {"column": field.name}},
    }
