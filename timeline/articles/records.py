"""Articles as JSON lines: one object a line with id and text, and what is known of the article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from timeline import languages
from timeline.articles import identify, layout
from timeline.model import Article, Reject

FIELDS = ("id", "text", "title", "published", "source", "language", "url", "retrieved")


def read_json_lines(
    path: Path, *, source: str | None = None, published: date | None = None
) -> Iterator[Article | Reject]:
    """The records of a JSON lines file (UTF-8); what can't be used comes as a Reject and the rest goes on."""
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            where = f"{path.name}:{number}"
            try:
                record = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
            except UnicodeDecodeError as error:
                detail = f"line {number}: expected UTF-8, found byte 0x{raw[error.start]:02x} at {error.start}; convert the file"
                yield Reject(where, source or "unknown", "decode", "not UTF-8", detail)
                continue
            except ValueError as error:
                detail = f"line {number}: expected one JSON object, found {raw[:40]!r} ({error}); mend or drop the line"
                yield Reject(where, source or "unknown", "read", "not JSON", detail)
                continue
            if not isinstance(record, dict):
                detail = (
                    f"line {number}: expected a JSON object, found {type(record).__name__}; wrap the record in braces"
                )
                yield Reject(where, source or "unknown", "read", "not a record", detail)
                continue
            yield article_of(record, where, source=source, published=published)


def article_of(
    record: Mapping[str, Any], where: str, *, source: str | None = None, published: date | None = None
) -> Article | Reject:
    """The article of one record with the fields in FIELDS; `where` names the record in messages."""
    document_id = str(record.get("id") or where)
    origin = str(record.get("source") or source or "unknown")

    def reject(stage: Any, reason: str, detail: str) -> Reject:
        return Reject(document_id, origin, stage, reason, f"{where}: {detail}")

    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return reject(
            "read",
            "no text",
            f"expected `text` with the article, found {type(text).__name__}; fill it or drop the record",
        )
    try:
        day = _day(record.get("published")) or published
        retrieved = _day(record.get("retrieved"))
    except ValueError as error:
        return reject("date", "bad date", str(error))
    if day is None:
        return reject("date", "no date", "expected `published` as YYYY-MM-DD, found none; add it, or give --published")
    language = str(record.get("language") or identify.language_of(text) or "")
    if language not in languages.available():
        known = ", ".join(languages.available())
        return reject(
            "language", "no language pack", f"expected one of {known}, found {language or 'an unknown language'!r}"
        )
    lines = layout.lines_of(text, language)
    headline, body = record_layout(lines)
    zones, dateline, agencies = layout.zones_of(text, lines, headline, body, language)
    title = record.get("title") or (lines[headline].span.of(text) if headline is not None else None)
    return Article(
        document_id=document_id,
        source=origin,
        text=text,
        language=language,
        title=str(title) if title else None,
        agencies=agencies,
        dateline=dateline,
        zones=zones,
        published_on=day,
        published_basis="given",
        retrieved_on=retrieved,
        url=str(record["url"]) if record.get("url") else None,
    )


def record_layout(lines: list[layout.Line]) -> tuple[int | None, range]:
    """Headline and body of a record's text: its first line is the headline where it reads like one."""
    if len(lines) > 1 and lines[0].kind in {"title", "label", "section"}:
        return 0, range(1, len(lines))
    if len(lines) > 1 and lines[0].kind == "prose" and len(lines[0].words) <= 25 and len(lines[1].words) > 12:
        return 0, range(1, len(lines))
    return None, range(len(lines))


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"expected a date as YYYY-MM-DD, found {value!r}; write it so") from None
