"""What changed between two contracts, as the Table Schemas of two releases state them, and how much it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from timeline.release.versions import STEPS, Step, heaviest
from timeline.tsv import data_path, read_table

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ContractChange:
    """One change of the contract. `change` names a row of contract_changes.tsv, which says what it means."""

    table: str
    column: str | None
    change: str
    old: str
    new: str

    @property
    def bump(self) -> Step:
        """The version step that it asks for."""
        return _kinds()[self.change][0]

    @property
    def meaning(self) -> str:
        """What it means for who reads the data."""
        return _kinds()[self.change][1]

    @property
    def breaking(self) -> bool:
        """Whether programs that read the data can stop working."""
        return self.bump == "major"

    def __str__(self) -> str:
        place = self.table if self.column is None else f"{self.table}.{self.column}"
        values = f": {self.old or 'none'} → {self.new or 'none'}" if self.old or self.new else ""
        return f"{'breaking' if self.breaking else 'compatible'}: {place}: {self.change}{values} ({self.meaning})"


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, tuple[Step, str]]:
    kinds: dict[str, tuple[Step, str]] = {}
    for row in read_table(data_path("release", "contract_changes.tsv"), ("change", "bump", "meaning")):
        step = next((step for step in STEPS if step == row["bump"]), None)
        if step is None:
            raise ValueError(f"contract_changes.tsv, {row['change']}: expected one of {', '.join(STEPS)} as bump")
        kinds[row["change"]] = (step, row["meaning"])
    return kinds


def contract_changes(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> list[ContractChange]:
    """All changes from the schemas of the old tables to those of the new ones, by table."""
    changes = [ContractChange(name, None, "table removed", name, "") for name in old if name not in new]
    changes += [ContractChange(name, None, "table added", "", name) for name in new if name not in old]
    for name in new:
        if name in old:
            changes += _table_changes(name, old[name], new[name])
    return changes


def bump_of(changes: Sequence[ContractChange]) -> Step:
    """The version step that these changes ask for together."""
    return heaviest(*(change.bump for change in changes))


def _fields(schema: Schema) -> dict[str, Schema]:
    return {str(field["name"]): field for field in schema.get("fields", ())}


def _keys(schema: Schema) -> dict[str, Schema]:
    """The foreign keys, by what they say."""
    said = {}
    for key in schema.get("foreignKeys", ()):
        reference = key["reference"]
        columns, others = _listed(key["fields"]), _listed(reference["fields"])
        said[f"{columns} in {reference.get('resource') or schema.get('name')}.{others}"] = key
    return said


def _listed(value: object) -> str:
    return value if isinstance(value, str) else "+".join(str(item) for item in value) if isinstance(value, list) else ""


def _table_changes(table: str, old: Schema, new: Schema) -> Iterator[ContractChange]:
    before, after = _fields(old), _fields(new)
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    for name in list(gone):
        if other := next((fresh for fresh in come if _same_but_name(before[name], after[fresh])), None):
            yield ContractChange(table, name, "column renamed", name, other)
            gone.remove(name)
            come.remove(other)
    for name in gone:
        yield ContractChange(table, name, "column removed", name, "")
    for name in come:
        yield ContractChange(table, name, "column added", "", name)
    for name in before:
        if name in after:
            yield from _field_changes(table, name, before[name], after[name])
    shared = [[name for name in fields if name in before and name in after] for fields in (before, after)]
    if shared[0] != shared[1]:
        yield ContractChange(table, None, "column order", ", ".join(shared[0]), ", ".join(shared[1]))
    keys = [_listed(schema.get("primaryKey", [])) for schema in (old, new)]
    if keys[0] != keys[1]:
        yield ContractChange(table, None, "primary key", keys[0], keys[1])
    references = _keys(old), _keys(new)
    for key in references[0]:
        if key not in references[1]:
            yield ContractChange(table, None, "foreign key removed", key, "")
    for key in references[1]:
        if key not in references[0]:
            yield ContractChange(table, None, "foreign key added", "", key)
    nulls = [", ".join(repr(value) for value in schema.get("missingValues", [])) for schema in (old, new)]
    if nulls[0] != nulls[1]:
        yield ContractChange(table, None, "missing values", nulls[0], nulls[1])
    if any(old.get(key) != new.get(key) for key in ("title", "description")):
        yield ContractChange(table, None, "description", "", "")


def _same_but_name(old: Schema, new: Schema) -> bool:
    """Whether two columns say the same but for their names: a renaming, not one column gone and another come."""
    return {**old, "name": "", "title": ""} == {**new, "name": "", "title": ""}


def _field_changes(table: str, name: str, old: Schema, new: Schema) -> Iterator[ContractChange]:
    def change(kind: str, before: object = "", after: object = "") -> ContractChange:
        return ContractChange(table, name, kind, str(before), str(after))

    if old.get("type") != new.get("type"):
        yield change("type", old.get("type"), new.get("type"))
    before, after = old.get("constraints", {}), new.get("constraints", {})
    if bool(before.get("required")) != bool(after.get("required")):
        yield change("required added" if after.get("required") else "required dropped")
    yield from _enum_changes(change, before.get("enum"), after.get("enum"))
    patterns = before.get("pattern"), after.get("pattern")
    if patterns[0] != patterns[1]:
        kind = "pattern introduced" if patterns[0] is None else "pattern dropped" if patterns[1] is None else "pattern"
        yield change(kind, patterns[0] or "", patterns[1] or "")
    for bound, tighter in (("minimum", 1), ("minLength", 1), ("maximum", -1)):
        low, high = before.get(bound), after.get(bound)
        if low != high:
            tightened = low is None or (high is not None and (high - low) * tighter > 0)
            shown = [f"{bound} {'none' if value is None else value}" for value in (low, high)]
            yield change("bound tightened" if tightened else "bound loosened", *shown)
    if any(old.get(key) != new.get(key) for key in ("title", "description")):
        yield change("description")


def _enum_changes(change: Any, old: Sequence[str] | None, new: Sequence[str] | None) -> Iterator[ContractChange]:
    if old is None and new is None:
        return
    if old is None:
        yield change("enum introduced", "", ", ".join(new or ()))
    elif new is None:
        yield change("enum dropped", ", ".join(old), "")
    else:
        if added := [value for value in new if value not in old]:
            yield change("enum values added", "", ", ".join(added))
        if removed := [value for value in old if value not in new]:
            yield change("enum values removed", ", ".join(removed), "")
