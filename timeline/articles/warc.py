"""Articles in web archives (WARC): the HTML pages that were fetched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email.message import Message
from typing import Any, BinaryIO

from timeline.articles.days import day_of_tag
from timeline.articles.html import read_html
from timeline.articles.limits import in_words
from timeline.articles.options import Options
from timeline.articles.records import empty
from timeline.articles.trouble import DocumentError, clean
from timeline.model import Article, Reject

_PAGES = {"text/html", "application/xhtml+xml"}


def read_warc(stream: BinaryIO, document_id: str, options: Options) -> Iterator[Article | Reject]:
    """The HTML pages among the response records, by their record ids; redirects, errors, other types are passed over.

    An archive that breaks off, or whose lengths are wrong, gives what is before the break and a Reject for the rest.
    """
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    number = 0
    try:
        records = ArchiveIterator(stream, no_record_parse=False, arc2warc=True, check_digests=False)
        for record in records:
            number += 1
            name = _id(record) or f"{document_id}:{number}"
            try:
                page = _page(record, name, options)
            except DocumentError as problem:
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                yield problem.reject(name, options.origin, f"{document_id}:{number} {url}".strip())
            else:
                if page is not None:
                    yield page
            _to_end(record)
    except DocumentError as problem:
        yield problem.reject(f"{document_id}:{number + 1}", options.origin)
        return
    except Exception as error:  # warcio raises many kinds for what is no record
        found = clean(" ".join(str(error).split()))[:160]
        detail = f"expected WARC records up to the end, found after {number}: {found}; get the archive again"
        yield DocumentError("read", "damaged WARC", detail).reject(f"{document_id}:{number + 1}", options.origin)
        return
    if not number:
        yield empty("a web archive").reject(document_id, options.origin)


def _page(record: Any, name: str, options: Options) -> Article | None:
    """The article of a record, None where the record is no page."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    kind = Message()
    kind["Content-Type"] = headers.get_header("Content-Type") or ""
    if kind.get_content_type() not in _PAGES:
        return None
    most = options.limits.document_bytes
    try:
        raw = record.content_stream().read(most + 1)
    except DocumentError:
        raise
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        raise DocumentError(
            "read", "damaged page", f"expected a whole HTTP response, found {found}; fetch it again"
        ) from None
    if len(raw) > most:
        found = f"expected a page of at most {in_words(most)}, found more"
        raise DocumentError("read", "too large", f"{found}; leave it out, or raise the limit document_bytes")
    told: Any = record.rec_headers.get_header
    return read_html(
        raw, name, options, charset=_charset(kind), url=told("WARC-Target-URI"), retrieved=_day(told("WARC-Date"))
    )


def _charset(kind: Message) -> str | None:
    charset = kind.get_param("charset")
    return charset if isinstance(charset, str) else None


def _day(value: str | None) -> date | None:
    return day_of_tag(value) if value else None


def _id(record: Any) -> str | None:
    """The record's id without the angle brackets and `urn:uuid:`."""
    value = record.rec_headers.get_header("WARC-Record-ID")
    return value.strip("<> ").removeprefix("urn:uuid:") or None if value else None


def _to_end(record: Any) -> None:
    """Read the rest of a record and see that it is all there."""
    while record.raw_stream.read(1 << 16):
        pass
    left = getattr(record.raw_stream, "limit", 0)
    if left:
        found = f"an end {left} bytes before that"
        raise DocumentError(
            "read", "damaged WARC", f"expected a record as long as its Content-Length, found {found}; get it again"
        )
