"""The contract of a release: tables, columns, meanings, and what must hold between them.

All of it comes from the Table Schemas in schemas/ and the tables of PLOVER; pandera, pandas and Arrow are imported only
when something is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from timeline.contract.arrow import arrow_schema, foreign_key_findings, schema_findings, types_agree
from timeline.contract.codebook import codebook
from timeline.contract.findings import ContractError, Finding, Findings
from timeline.contract.frames import frame_findings, frame_of, pandera_schema
from timeline.contract.plover import contexts, event_types
from timeline.contract.relations import relation_findings, text_findings
from timeline.contract.schema import Contract, Field, ForeignKey, TableSchema, contract, schema_folder

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Contract", "ContractError", "Field", "Finding", "Findings", "ForeignKey", "TableSchema", "arrow_schema",
    "check_tables", "codebook", "contexts", "contract", "event_types", "frame_of", "pandera_schema", "schema_folder",
]  # fmt: skip


def check_tables(tables: Mapping[str, pa.Table], texts: Mapping[str, str] | None = None) -> list[Finding]:
    """All that is wrong with these tables, by table in the contract's order, then between tables.

    Values are checked where a table has the columns and types of the contract. Foreign keys and rules between tables
    are checked as far as the tables they need are there. `texts` (text_sha256 → text) adds a comparison with the texts.
    """
    findings: list[Finding] = []
    sound: dict[str, pa.Table] = {}
    names = [name for name in contract().tables if name in tables]
    for name in names:
        findings += schema_findings(name, tables[name].schema)
        if types_agree(name, tables[name].schema):
            sound[name] = tables[name]
            findings += frame_findings(name, tables[name])
    for name in sound:
        findings += foreign_key_findings(contract().table(name), sound)
    frames = {name: frame_of(table) for name, table in sound.items()}
    findings += relation_findings(frames)
    if {"articles", "events"} <= set(frames) and (texts is not None or "texts" in frames):
        findings += text_findings(frames, texts or {})
    return findings
