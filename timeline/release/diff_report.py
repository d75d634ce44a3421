"""A comparison of two releases as text, as JSON and as Markdown for release notes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from timeline.contract.codebook import markdown_table
from timeline.contract.frames import shown
from timeline.release.diff import Key, ReleaseDiff, RowChange, TableDiff

SHOWN = 20
"""How many rows of one kind and table the text and the Markdown list."""


def as_text(diff: ReleaseDiff, limit: int = SHOWN) -> str:
    """The comparison for reading in a terminal; of rows of one kind in one table the first `limit`."""
    lines = [f"{diff.old.name} {diff.old.version} → {diff.new.name} {diff.new.version}"]
    lines += [f"{key}: {shown(old)} → {shown(new)}" for key, (old, new) in diff.about.items()]
    lines.append(f"contract {diff.old.contract} → {diff.new.contract}: {_number(len(diff.contract), 'change')}")
    lines += [f"  {change}" for change in diff.contract]
    for table in diff.tables:
        lines.append(f"{table.table}: {_counts(table)}")
        lines += [f"  {line}" for line in _rows(table, limit)]
    return "\n".join([*lines, verdict(diff)]) + "\n"


def verdict(diff: ReleaseDiff) -> str:
    """Whether the declared versions are high enough, in one line or, where not, one for each problem."""
    if diff.ok:
        return (
            f"versions: data {diff.new.version} is high enough ({diff.needed} or higher), contract {diff.new.contract} "
            f"too ({diff.contract_needed} or higher)"
        )
    return "\n".join(diff.problems)


def as_markdown(diff: ReleaseDiff, limit: int = SHOWN) -> str:
    """The comparison as a section of release notes."""
    parts = [f"## {diff.new.version}\n", f"Changes since {diff.old.version}.\n"]
    if diff.about:
        parts.append("".join(f"- {key}: {old or 'none'} → {new or 'none'}\n" for key, (old, new) in diff.about.items()))
    parts.append(
        markdown_table(
            ("Table", "Added", "Changed", "Retracted", "Unchanged"),
            [
                (f"`{t.table}`", str(len(t.added)), str(len(t.changed)), str(len(t.retracted)), str(t.unchanged))
                for t in diff.tables
            ],
        )
    )
    parts.append(f"### Contract {diff.old.contract} → {diff.new.contract}\n")
    parts.append("".join(f"- {change}\n" for change in diff.contract) if diff.contract else "No changes.\n")
    listed = [(table, list(_rows(table, limit))) for table in diff.tables if not table.empty]
    if listed:
        parts.append("### Rows\n")
        for table, lines in listed:
            parts.append(f"`{table.table}`: {_counts(table)}\n\n```text\n" + "\n".join(lines) + "\n```\n")
    if not diff.ok:
        parts.append("".join(f"**{problem}**\n\n" for problem in diff.problems))
    return "\n".join(parts)


def as_json(diff: ReleaseDiff) -> str:
    """The whole comparison, with every row that differs."""
    return json.dumps(to_dict(diff), ensure_ascii=False, indent=2, default=_plain) + "\n"


def to_dict(diff: ReleaseDiff) -> dict[str, Any]:
    """The comparison as plain values: dictionaries, lists, texts, numbers and dates."""
    return {
        "ok": diff.ok,
        "problems": list(diff.problems),
        "old": {"name": diff.old.name, "version": str(diff.old.version), "contract": str(diff.old.contract)},
        "new": {"name": diff.new.name, "version": str(diff.new.version), "contract": str(diff.new.contract)},
        "step": diff.step,
        "needed": str(diff.needed),
        "contract_step": diff.contract_step,
        "contract_needed": str(diff.contract_needed),
        "about": {key: {"old": old, "new": new} for key, (old, new) in diff.about.items()},
        "contract": [
            {
                "table": change.table,
                "column": change.column,
                "change": change.change,
                "old": change.old,
                "new": change.new,
                "breaking": change.breaking,
                "bump": change.bump,
            }
            for change in diff.contract
        ],
        "tables": {
            table.table: {
                "key": list(table.key),
                "added": [list(key) for key in table.added],
                "retracted": [list(key) for key in table.retracted],
                "changed": [
                    {
                        "key": list(change.key),
                        "fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()},
                    }
                    for change in table.changed
                ],
                "unchanged": table.unchanged,
            }
            for table in diff.tables
        },
    }


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"expected a plain value, found {type(value).__name__}")


def _number(count: int, noun: str) -> str:
    return f"no {noun}s" if count == 0 else f"{count} {noun}{'' if count == 1 else 's'}"


def _counts(table: TableDiff) -> str:
    return (
        f"{len(table.added)} added, {len(table.changed)} changed, {len(table.retracted)} retracted, "
        f"{table.unchanged} unchanged"
    )


def _key(key: Key) -> str:
    return " ".join("null" if value is None else str(value) for value in key)


def _rows(table: TableDiff, limit: int) -> Iterator[str]:
    yield from _listed([f"+ {_key(key)}" for key in table.added[:limit]], len(table.added))
    yield from _listed([f"~ {_change(change)}" for change in table.changed[:limit]], len(table.changed))
    yield from _listed([f"- {_key(key)}" for key in table.retracted[:limit]], len(table.retracted))


def _change(change: RowChange) -> str:
    fields = "; ".join(f"{name} {shown(old)} → {shown(new)}" for name, (old, new) in change.fields.items())
    return f"{_key(change.key)}: {fields}"


def _listed(lines: list[str], count: int) -> Iterator[str]:
    yield from lines
    if count > len(lines):
        yield f"… {count - len(lines)} more"
