"""Articles and rejects as a reader yields them, cut into batches and written as JSON lines for the workers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from timeline.model import Article, Reject, Span, Zone

Item = Article | Reject

DOCUMENTS = 64
CHARACTERS = 200_000

_DAYS = ("published_on", "issue_on", "retrieved_on")


def batches(items: Iterable[Item], documents: int = DOCUMENTS, characters: int = CHARACTERS) -> Iterator[list[Item]]:
    """The items in their order, in lists of at most so many documents; a list ends where it has so many characters."""
    batch: list[Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(item.text) if isinstance(item, Article) else len(item.detail)
        if len(batch) >= documents or held >= characters:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def encode(items: Iterable[Item]) -> bytes:
    """The items as JSON lines: UTF-8, lone surrogates kept, the same bytes for the same items."""
    lines = []
    for item in items:
        record = {field.name: getattr(item, field.name) for field in fields(item)}
        record["item"] = type(item).__name__
        lines.append(json.dumps(record, ensure_ascii=False, default=_plain, separators=(",", ":")))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def decode(data: bytes) -> list[Item]:
    """The items that `encode` wrote."""
    # Not splitlines: texts may hold other line separators than the one between records.
    lines = data.decode("utf-8", "surrogatepass").split("\n")
    return [_item(json.loads(line)) for line in lines if line]


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Span():
            return [value.start, value.end]
        case Zone():
            return [value.kind, value.span.start, value.span.end]
    raise TypeError(f"expected dates, spans and zones in an article, found {type(value).__name__}")


def _item(record: dict[str, Any]) -> Item:
    if record.pop("item") == "Reject":
        return Reject(**record)
    for name in _DAYS:
        record[name] = record[name] and date.fromisoformat(record[name])
    record["agencies"] = tuple(record["agencies"])
    record["dateline"] = record["dateline"] and Span(*record["dateline"])
    record["zones"] = tuple(Zone(kind, Span(start, end)) for kind, start, end in record["zones"])
    return Article(**record)
