"""Articles as records: what one record needs, and JSON in lines, lists and single objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from timeline import languages
from timeline.articles import identify, layout
from timeline.articles.days import check_day, day_of
from timeline.articles.limits import DEFAULT_LIMITS, Limits, in_words
from timeline.articles.mapping import IDENTITY, RecordMapping
from timeline.articles.options import Options
from timeline.articles.sources import slug_of
from timeline.articles.trouble import DocumentError, clean
from timeline.model import Article, Reject

_CHUNK = 1 << 20
_HALVES = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def article_of(
    record: Mapping[str, Any],
    where: str,
    *,
    source: str | None = None,
    published: date | None = None,
    language: str | None = None,
    mapping: RecordMapping = IDENTITY,
    limits: Limits = DEFAULT_LIMITS,
) -> Article | Reject:
    """The article of one record with the fields in mapping.FIELDS; `where` names the record in messages.

    `source`, `published` and `language` fill in what the record does not say.
    """
    options = Options(source, published, language, mapping, limits)
    fields = mapping.fields(record)
    given = fields.get("id")
    document_id = str(where if given is None or str(given).strip() == "" else given)
    origin = slug_of(str(fields.get("source") or source or "unknown"))
    try:
        return _article(fields, document_id, origin, options)
    except DocumentError as problem:
        return problem.reject(document_id, origin, where)


def _article(fields: Mapping[str, Any], document_id: str, origin: str, options: Options) -> Article:
    mapping = options.mapping
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        found = "white space" if isinstance(text, str) else "none" if text is None else type(text).__name__
        todo = "fill it, drop the record, or name the right column in a mapping file"
        raise DocumentError(
            "read", "no text", f"expected `{mapping.column('text')}` with the article, found {found}; {todo}"
        )
    check_length(text, options.limits)
    day = day_of(fields.get("published"), mapping.date_format)
    basis = mapping.published_basis if day else "given"
    day = day or options.published
    retrieved = day_of(fields.get("retrieved"))
    if day is None:
        detail = f"expected `{mapping.column('published')}` as YYYY-MM-DD, found none; add it, or give --published"
        raise DocumentError("date", "no date", detail)
    check_day(day, retrieved, options.limits)
    language = language_among_packs(text, str(fields.get("language") or "") or options.language)
    lines = layout.lines_of(text, language)
    headline, body = record_layout(text, lines, language)
    zones, dateline, agencies = layout.zones_of(text, lines, headline, body, language)
    title = fields.get("title") or (lines[headline].span.of(text) if headline is not None else None)
    article = Article(
        document_id=document_id,
        source=origin,
        text=text,
        language=language,
        title=_line(title),
        section=_line(fields.get("section")),
        byline=_line(fields.get("byline")),
        agencies=agencies,
        dateline=dateline,
        zones=zones,
        published_on=day,
        published_basis=basis,
        retrieved_on=retrieved,
        url=_line(fields.get("url")),
    )
    check_article(article, options.limits)
    return article


def language_among_packs(text: str, given: str | None) -> str:
    """The given language, else the one the text is in. Raises DocumentError where it has no pack."""
    code = given.lower().replace("_", "-").partition("-")[0] if given else identify.language_of(text)
    if code not in languages.available():
        known, found = ", ".join(languages.available()), code or "an unknown language"
        detail = f"expected a text in one of {known}, found {found}; leave it out, or give --language if that is wrong"
        raise DocumentError("language", "no language pack", detail)
    return code


def check_length(text: str, limits: Limits) -> None:
    """Raise DocumentError for a text that is too long to code."""
    if len(text) > limits.text_chars:
        found = f"expected a text of at most {limits.text_chars} characters, found {len(text)}"
        raise DocumentError("read", "too large", f"{found}; split it, or raise --limit text_chars")


def check_article(article: Article, limits: Limits) -> None:
    """Raise DocumentError for an article that tables can't hold or that is too long to code."""
    check_length(article.text, limits)
    for name in ("document_id", "text", "title", "section", "byline", "url"):
        value = getattr(article, name)
        if value and (match := _HALVES.search(value)):
            found = f"half a character (U+{ord(match[0]):04X}) at {match.start()} of {name}"
            raise DocumentError(
                "decode", "not Unicode text", f"expected whole characters, found {found}; mend the document"
            )
    if match := _CONTROL.search(article.document_id):
        found = f"U+{ord(match[0]):04X} in {clean(article.document_id)!r}"
        raise DocumentError(
            "read", "bad id", f"expected an id of visible characters, found {found}; give it another id"
        )


def _line(value: object) -> str | None:
    """A field as one line of text; None where it is empty."""
    return " ".join(str(value).split()) or None if value is not None else None


def record_layout(text: str, lines: list[layout.Line], language: str) -> tuple[int | None, range]:
    """Headline and body of a record's text: its first line is the headline where it reads like one."""
    if lines and (found := layout.dateline_of(text, lines[0], language)) and found[1]:
        return None, range(len(lines))
    if len(lines) > 1 and lines[0].kind in {"title", "label", "section"}:
        return 0, range(1, len(lines))
    if len(lines) > 1 and lines[0].kind == "prose" and len(lines[0].words) <= 25 and len(lines[1].words) > 12:
        return 0, range(1, len(lines))
    return None, range(len(lines))


def made(record: Mapping[str, Any], where: str, options: Options) -> Article | Reject:
    """`article_of` with its options in one piece."""
    return article_of(
        record, where, source=options.source, published=options.published, language=options.language,
        mapping=options.mapping, limits=options.limits,
    )  # fmt: skip


def read_json_lines(stream: BinaryIO, document_id: str, options: Options) -> Iterator[Article | Reject]:
    """The records of JSON lines (UTF-8), one object a line; what can't be used is a Reject and the rest goes on."""
    most, number = options.limits.record_bytes, 0
    while raw := stream.readline(most + 1):
        number += 1
        where = f"{document_id}:{number}"
        try:
            if len(raw) > most and not raw.endswith(b"\n"):
                size = len(raw) + _pass_line(stream)
                detail = f"expected a line of at most {in_words(most)}, found {in_words(size)}"
                raise DocumentError("read", "too large", f"{detail}; split the record, or raise --limit record_bytes")
            if not raw.strip():
                number += _pass_blank_lines(stream)
                continue
            record = _object(raw, first=number == 1)
        except DocumentError as problem:
            yield problem.reject(where, options.origin)
            continue
        yield made(record, where, options)
    if not number:
        yield empty("records").reject(document_id, options.origin)


def empty(what: str) -> DocumentError:
    """A file of no bytes."""
    return DocumentError("read", "empty", f"expected {what}, found 0 bytes; fill the file or leave it out")


def _pass_line(stream: BinaryIO) -> int:
    size = 0
    while chunk := stream.readline(_CHUNK):
        size += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return size


def _pass_blank_lines(stream: BinaryIO) -> int:
    """Pass over blank lines many at a time; how many they were."""
    passed = 0
    while ahead := _peek(stream):
        blank = len(ahead) - len(ahead.lstrip())
        whole = ahead.rfind(b"\n", 0, blank) + 1
        if not whole:
            break
        passed += ahead.count(b"\n", 0, whole)
        stream.read(whole)
    return passed


def _object(raw: bytes, *, first: bool = False) -> dict[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        found = f"byte 0x{raw[error.start]:02x} at {error.start}"
        raise DocumentError("decode", "not UTF-8", f"expected JSON in UTF-8, found {found}; convert the file") from None
    except (ValueError, RecursionError) as error:
        shown = clean(raw[:60].decode("utf-8", "replace"))
        detail = f"expected one JSON object, found {shown!r} ({error}); mend or drop the line"
        raise DocumentError("read", "not JSON", detail) from None
    if not isinstance(record, dict):
        detail = f"expected a JSON object, found {type(record).__name__}; wrap the record in braces"
        raise DocumentError("read", "not a record", detail)
    return record


def read_json(stream: BinaryIO, document_id: str, options: Options) -> Iterator[Article | Reject]:
    """The records of a JSON document: a list of objects, a list at the mapping's `records`, one object, or lines.

    Lists are read as a stream. A list that breaks off gives what stands before the break, and a Reject for the rest.
    """
    import ijson  # type: ignore[import-untyped]

    head = _peek(stream).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        yield empty("JSON").reject(document_id, options.origin)
        return
    path = options.mapping.records
    if head[:1] == b"{" and path is None and _first_line_is_record(stream, head):
        yield from read_json_lines(stream, document_id, options)
        return
    prefix = f"{path}.item" if path else "item" if head[:1] == b"[" else ""
    number = 0
    _pass_mark(stream)
    items = ijson.items(stream, prefix, use_float=True, multiple_values=True, buf_size=1 << 16)
    while True:
        try:
            record = next(items)
        except StopIteration:
            break
        except (ijson.JSONError, ValueError, RecursionError) as error:
            where = f"{document_id}:{number + 1}"
            found = clean(" ".join(str(error).split()))[:160]
            detail = f"expected JSON up to the end, found after {number} records: {found}; mend the file"
            yield DocumentError("read", "not JSON", detail).reject(where, options.origin)
            return
        number += 1
        where = f"{document_id}:{number}"
        if isinstance(record, dict):
            yield made(record, where, options)
        else:
            detail = f"expected a JSON object, found {type(record).__name__}; wrap the record in braces"
            yield DocumentError("read", "not a record", detail).reject(where, options.origin)
    if not number:
        detail = f"expected a list of objects{f' at {path!r}' if path else ''}, found none; give `records` in a mapping"
        yield DocumentError("read", "no records", detail).reject(document_id, options.origin)


def _peek(stream: BinaryIO) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(1 << 16)) if peek else b""


def _pass_mark(stream: BinaryIO) -> None:
    if _peek(stream).startswith(b"\xef\xbb\xbf"):
        stream.read(3)


def _first_line_is_record(stream: BinaryIO, head: bytes) -> bool:
    """Is there a whole object on the first line, or does the line go on beyond what one sees?"""
    line, newline, _ = head.partition(b"\n")
    if not newline:
        return False
    try:
        _object(line)
    except DocumentError:
        return False
    return True
