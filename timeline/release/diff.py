"""Comparing two releases: rows added, changed and retracted, the contract, and the version that all this asks for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.contract import contract
from timeline.release.contract_diff import ContractChange, bump_of, contract_changes
from timeline.release.errors import ReleaseError
from timeline.release.places import Place, place_of
from timeline.release.versions import Step, Version, heaviest, parse_version

if TYPE_CHECKING:
    import pyarrow as pa

Key = tuple[Any, ...]

_ABOUT = ("title", "description", "homepage", "coder", "licenses", "keywords", "sources", "contributors")
_NAMED = 5


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that both releases have, and its fields that differ: column → (old value, new value)."""

    key: Key
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class TableDiff:
    """The rows of one table, told apart by `key`; of a table without one, whole rows are added or retracted."""

    table: str
    key: tuple[str, ...]
    added: tuple[Key, ...]
    retracted: tuple[Key, ...]
    changed: tuple[RowChange, ...]
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether the rows are the same."""
        return not (self.added or self.retracted or self.changed)


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two releases says of itself."""

    name: str
    version: Version
    contract: Version
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """What changed from the old release to the new one, and whether the versions that the new one declares cover it."""

    old: Side
    new: Side
    contract: tuple[ContractChange, ...]
    tables: tuple[TableDiff, ...]
    about: Mapping[str, tuple[str, str]]

    @property
    def contract_step(self) -> Step:
        """The step of the contract's version that its changes ask for."""
        return bump_of(self.contract)

    @property
    def step(self) -> Step:
        """The step of the data's version.

        The contract's own step; minor where rows come or go; patch where fields or the description of the data differ.
        """
        rows: list[Step] = []
        for table in self.tables:
            rows.append("minor" if table.added or table.retracted else "patch" if table.changed else "none")
        return heaviest(self.contract_step, *rows, "patch" if self.about else "none")

    @property
    def needed(self) -> Version:
        """The lowest version that the new release can have."""
        return self.old.version.after(self.step)

    @property
    def contract_needed(self) -> Version:
        """The lowest version that the new contract can have."""
        return self.old.contract.after(self.contract_step)

    @property
    def problems(self) -> tuple[str, ...]:
        """Versions that are too low: what was expected, what was found, what to do."""
        found = []
        if self.new.contract < self.contract_needed:
            what = "breaking changes" if self.contract_step == "major" else "changes"
            found.append(
                f"contract: expected version {self.contract_needed} or higher after {what} since "
                f"{self.old.contract}, found {self.new.contract}{self._heaviest_changes()}; raise `version` in "
                "schemas/contract.json"
            )
        if self.new.version < self.needed:
            why = ", for the contract" if self.step == self.contract_step != "none" else ""
            found.append(
                f"data: expected version {self.needed} or higher ({self.step} step since {self.old.version}{why}), "
                f"found {self.new.version}; release with --version {self.needed}"
            )
        return tuple(found)

    def _heaviest_changes(self) -> str:
        """The changes of the contract that ask for its step, the first few of them, in brackets; empty for none."""
        worst = [str(change) for change in self.contract if change.bump == self.contract_step]
        more = [f"{len(worst) - _NAMED} more"] if len(worst) > _NAMED else []
        return f" ({'; '.join([*worst[:_NAMED], *more])})" if worst else ""

    @property
    def ok(self) -> bool:
        """Whether the versions that the new release declares are high enough."""
        return not self.problems


def diff_releases(old: Path | str, new: Path | str) -> ReleaseDiff:
    """What changed from one release to another, by the primary keys of the tables.

    Releases are folders or addresses, as for `load`. Raises ReleaseError where one of them is no release, cannot be
    read or states no version X.Y.Z.
    """
    places = place_of(old), place_of(new)
    sides = tuple(_side(place) for place in places)
    schemas = tuple(_schemas(place) for place in places)
    optional = contract().optional
    binding = [
        {name: schema for name, schema in found.items() if name not in optional or all(name in one for one in schemas)}
        for found in schemas
    ]
    tables = [
        _table_diff(name, schemas[0].get(name), schemas[1].get(name), *places)
        for name in dict.fromkeys([*schemas[1], *schemas[0]])
    ]
    about = {
        key: (sides[0].about.get(key, ""), sides[1].about.get(key, ""))
        for key in dict.fromkeys([*sides[0].about, *sides[1].about])
        if sides[0].about.get(key) != sides[1].about.get(key)
    }
    return ReleaseDiff(sides[0], sides[1], tuple(contract_changes(*binding)), tuple(tables), about)


def _said(value: object) -> str:
    """A property of a descriptor as one line."""
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _side(place: Place) -> Side:
    descriptor = place.descriptor
    stated = descriptor["contract"].get("version")
    try:
        return Side(
            place.name,
            parse_version(str(descriptor.get("version")), f"{place.name}: version"),
            parse_version(str(stated), f"{place.name}: version of the contract"),
            {key: _said(descriptor.get(key)) for key in _ABOUT},
        )
    except ValueError as error:
        raise ReleaseError(str(error)) from None


def _schemas(place: Place) -> dict[str, Mapping[str, Any]]:
    return {str(resource["name"]): resource.get("schema", {}) for resource in place.descriptor["resources"]}


def _key_of(schema: Mapping[str, Any] | None) -> tuple[str, ...]:
    key = (schema or {}).get("primaryKey", ())
    return (key,) if isinstance(key, str) else tuple(key)


def _table_diff(
    name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, before: Place, after: Place
) -> TableDiff:
    tables = before.table(name) if old is not None else None, after.table(name) if new is not None else None
    keys = [_key_of(schema) for schema in (old, new) if schema is not None]
    if not keys[-1] or any(key != keys[-1] for key in keys):
        # Without a key of their own, or with another one than before, rows are the same only as a whole.
        return _whole_rows(name, *tables)
    key = keys[-1]
    for place, table in zip((before, after), tables, strict=True):
        if table is not None and (lost := [column for column in key if column not in table.column_names]):
            raise ReleaseError(
                f"{place.name}: expected the key {', '.join(key)} in the table {name}, found no column "
                f"{', '.join(lost)}; run `timeline validate {place.name}`, then fetch or build the release again"
            )
    if tables[0] is None or tables[1] is None:
        here = _tuples(next(table for table in tables if table is not None).select(list(key)))
        return TableDiff(name, key, here if tables[0] is None else (), here if tables[1] is None else (), (), 0)
    return _by_key(name, key, tables[0], tables[1])


def _tuples(table: pa.Table) -> tuple[Key, ...]:
    """The rows of a table as tuples, sorted; nulls go first."""
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return tuple(sorted(rows, key=_order))


def _order(row: Sequence[object]) -> list[tuple[bool, str, object]]:
    """A sort key for rows of one table, nulls first; columns whose type changed do not meet here."""
    return [(value is not None, "" if value is None else type(value).__name__, value) for value in row]


def _whole_rows(name: str, old: pa.Table | None, new: pa.Table | None) -> TableDiff:
    if old is not None and new is not None:
        shared = [column for column in new.column_names if column in old.column_names]
        old, new = old.select(shared), new.select(shared)
    counts = [Counter(_tuples(table)) if table is not None else Counter() for table in (old, new)]
    added, retracted = counts[1] - counts[0], counts[0] - counts[1]
    same = (counts[0] & counts[1]).total()
    return TableDiff(
        name, (), tuple(sorted(added.elements(), key=_order)), tuple(sorted(retracted.elements(), key=_order)), (), same
    )


def _by_key(name: str, key: tuple[str, ...], old: pa.Table, new: pa.Table) -> TableDiff:
    import pyarrow as pa
    import pyarrow.compute as pc

    def numbered(table: pa.Table, column: str) -> pa.Table:
        return table.select(list(key)).append_column(column, pa.array(range(table.num_rows), pa.int64()))

    before, after = numbered(old, "old"), numbered(new, "new")
    added = after.join(before, keys=list(key), join_type="left anti")
    retracted = before.join(after, keys=list(key), join_type="left anti")
    shared = before.join(after, keys=list(key), join_type="inner").sort_by("old")
    changes: dict[int, dict[str, tuple[Any, Any]]] = {}
    for column in new.column_names:
        if column in key or column not in old.column_names or old[column].type != new[column].type:
            continue
        left, right = old[column].take(shared["old"]), new[column].take(shared["new"])
        nulls: Any = pc.not_equal(left.is_null(), right.is_null())
        compared: Any = pc.not_equal(left, right)
        unequal: Any = pc.fill_null(compared, False)
        differ: Any = pc.or_(unequal, nulls)
        for row in pc.indices_nonzero(differ).to_pylist():
            changes.setdefault(row, {})[column] = (left[row].as_py(), right[row].as_py())
    changed = [
        RowChange(tuple(shared[column][row].as_py() for column in key), fields)
        for row, fields in sorted(changes.items())
    ]
    return TableDiff(
        name,
        key,
        _tuples(added.select(list(key))),
        _tuples(retracted.select(list(key))),
        tuple(sorted(changed, key=lambda change: _order(change.key))),
        shared.num_rows - len(changed),
    )
