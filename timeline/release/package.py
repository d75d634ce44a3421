"""The data package: datapackage.json, as the Data Package standard (version 2) describes it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline.contract import contract
from timeline.release.info import KNOWLEDGE, ReleaseInfo

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIATYPE = "application/vnd.apache.parquet"
_TEXT_LICENSE = {"name": "other-closed", "title": "© the publishers; for private use only"}
PACKAGE_FILE = "datapackage.json"
CARD_FILE = "README.md"


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as it lies in a release: its name, how many rows it has, the SHA-256 of its file in hexadecimal."""

    name: str
    rows: int
    sha256: str


def _resource(written: WrittenTable) -> dict[str, Any]:
    table = contract().table(written.name)
    resource = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": contract().file(table.name),
        "format": "parquet",
        "mediatype": MEDIATYPE,
        # No `bytes`: frictionless takes the size of the rows for that of the file.
        "hash": f"sha256:{written.sha256}",
        "rows": written.rows,
        "schema": dict(table.descriptor),
    }
    if table.name in contract().optional:
        resource["licenses"] = [_TEXT_LICENSE]
    return resource


def _id(info: ReleaseInfo, tables: Sequence[WrittenTable]) -> str:
    """A UUID made from version and content, as an id that no other release has."""
    content = "\n".join([info.version, *(f"{table.name} {table.sha256}" for table in tables)])
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{contract().name}\n{content}"))


def data_package(info: ReleaseInfo, tables: Sequence[WrittenTable]) -> dict[str, Any]:
    """The descriptor of a release. Same input, same descriptor: `created` comes from `info`."""
    agreed = contract()
    found = {
        "$schema": PROFILE,
        "name": agreed.name,
        "id": _id(info, tables),
        "title": info.title,
        "description": info.description,
        "homepage": info.homepage,
        "version": info.version,
        "created": f"{info.created.isoformat()}T00:00:00Z",
        "contract": {"name": agreed.name, "version": agreed.version},
        "coder": info.coder,
        "licenses": [info.licence.to_dict()],
        "keywords": list(info.keywords),
        "sources": [source.to_dict() for source in (*info.sources, *KNOWLEDGE)],
        "contributors": [person.to_dict() for person in info.contributors],
        "resources": [_resource(table) for table in tables],
    }
    return {key: value for key, value in found.items() if value is not None}


def to_json(descriptor: dict[str, Any]) -> str:
    """The descriptor as it stands in the file."""
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def is_release(descriptor: object) -> bool:
    """Whether a descriptor is that of a release of this contract, whatever its version."""
    return (
        isinstance(descriptor, dict)
        and isinstance(descriptor.get("contract"), dict)
        and descriptor["contract"].get("name") == contract().name
    )
