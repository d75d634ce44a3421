"""Articles in web archives (WARC): the HTML pages that were fetched.

Records are cut out here, so that a wrong length costs one record and is told; what is inside one, warcio reads.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import Message
from typing import Any, BinaryIO

from timeline.articles.days import day_of_tag
from timeline.articles.html import read_html
from timeline.articles.limits import in_words
from timeline.articles.options import Options
from timeline.articles.records import empty
from timeline.articles.trouble import DocumentError
from timeline.model import Article, Reject

_PAGES = {"text/html", "application/xhtml+xml"}
_VERSION = re.compile(rb"WARC/\d\.\d+\s*\Z")
_NEXT = re.compile(rb"(?<=\n)WARC/\d\.\d+\r?\n")
_HEAD = 1 << 16


def read_warc(stream: BinaryIO, document_id: str, options: Options) -> Iterator[Article | Reject]:
    """The HTML pages among the response records, by their record ids; redirects, errors, other types are passed over.

    A record whose length is wrong is a Reject, and reading goes on with the next that can be found.
    """
    number = 0
    for number, record in enumerate(_records(_Tape(stream), options.limits.document_bytes), 1):
        name = record.name or f"{document_id}:{number}"
        try:
            if page := _page(record, name, options):
                yield page
        except DocumentError as problem:
            yield problem.reject(name, options.origin, f"{document_id}:{number} {record.url or ''}".strip())
    if not number:
        yield empty("a web archive").reject(document_id, options.origin)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it was cut out: its header fields by lower-case name, all its bytes, what is wrong with it."""

    fields: dict[str, str]
    raw: bytes
    problem: DocumentError | None = None

    @property
    def name(self) -> str | None:
        """The record's id without the angle brackets and `urn:uuid:`."""
        return self.fields.get("warc-record-id", "").strip("<> ").removeprefix("urn:uuid:") or None

    @property
    def url(self) -> str | None:
        return self.fields.get("warc-target-uri", "").strip("<> ") or None


class _Tape:
    """A stream into which what was read too far can be put back."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.back = io.BytesIO()

    def read(self, size: int) -> bytes:
        data = self.back.read(size)
        return data + self.stream.read(size - len(data)) if len(data) < size else data

    def readline(self) -> bytes:
        line = self.back.readline(_HEAD)
        return line if line.endswith(b"\n") else line + self.stream.readline(_HEAD)

    def put_back(self, data: bytes) -> None:
        self.back = io.BytesIO(data + self.back.read())


def _records(tape: _Tape, most: int) -> Iterator[_Record]:
    while line := _next_line(tape):
        if not _VERSION.match(line):
            detail = f"expected a WARC record, found {line[:40]!r}; get the archive again"
            yield _Record({}, b"", DocumentError("read", "damaged WARC", detail))
            while line and not _VERSION.match(line):
                line = tape.readline()
            if not line:
                return
        yield _record(tape, line, most)


def _next_line(tape: _Tape) -> bytes:
    line = tape.readline()
    while line in (b"\r\n", b"\n"):
        line = tape.readline()
    return line


def _record(tape: _Tape, version: bytes, most: int) -> _Record:
    head = [version]
    while (line := tape.readline()) not in (b"", b"\r\n", b"\n") and sum(map(len, head)) < _HEAD:
        head.append(line)
    pairs = (line.decode("utf-8", "replace").partition(":") for line in head[1:])
    fields = {name.strip().lower(): value.strip() for name, _, value in pairs}
    given = fields.get("content-length", "")
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        found = f"expected Content-Length as a number of bytes, found {given[:20]!r}; get the archive again"
        return _Record(fields, b"", DocumentError("read", "damaged WARC", found))
    length = int(given)
    held = length if length <= most + _HEAD else 0
    block = tape.read(held)
    passed = len(block)
    while passed < length and (chunk := tape.read(min(length - passed, 1 << 20))):
        passed += len(chunk)
    if passed < length:
        problem = _wrong_length(length, f"the end of the archive after {passed}")
        if held and (swallowed := _NEXT.search(block)):
            tape.put_back(block[swallowed.start() :])
        return _Record(fields, b"", problem)
    if (line := _next_line(tape)) and not _VERSION.match(line):
        swallowed = _NEXT.search(block + line)
        tape.put_back((block + line)[swallowed.start() :] if swallowed else _after_break(tape))
        return _Record(fields, b"", _wrong_length(length, "no record behind them"))
    tape.put_back(line)
    if not held and length:
        too_large = f"expected a record of at most {in_words(most)}, found {in_words(length)}"
        problem = DocumentError("read", "too large", f"{too_large}; leave it out, or raise --limit document_bytes")
        return _Record(fields, b"", problem if fields.get("warc-type") == "response" else None)
    return _Record(fields, b"".join(head) + b"\r\n" + block + b"\r\n\r\n")


def _after_break(tape: _Tape) -> bytes:
    """The line with which the next record begins; nothing where there is none."""
    while (line := tape.readline()) and not _VERSION.match(line):
        pass
    return line


def _wrong_length(length: int, found: str) -> DocumentError:
    detail = f"expected a record of {length} bytes as its Content-Length says, found {found}; get the archive again"
    return DocumentError("read", "damaged WARC", detail)


def _page(record: _Record, name: str, options: Options) -> Article | None:
    """The article of a record, None where the record is no page."""
    if record.problem is not None:
        raise record.problem
    if record.fields.get("warc-type") != "response" or not record.raw:
        return None
    headers, raw = _response(record.raw, options.limits.document_bytes)
    if headers is None or headers.get_statuscode() != "200":
        return None
    kind = Message()
    kind["Content-Type"] = headers.get_header("Content-Type") or ""
    if kind.get_content_type() not in _PAGES:
        return None
    if len(raw) > options.limits.document_bytes:
        found = f"expected a page of at most {in_words(options.limits.document_bytes)}, found more"
        raise DocumentError("read", "too large", f"{found}; leave it out, or raise --limit document_bytes")
    charset, day = kind.get_param("charset"), record.fields.get("warc-date", "")
    retrieved: date | None = day_of_tag(day)
    return read_html(
        raw, name, options, charset=charset if isinstance(charset, str) else None, url=record.url, retrieved=retrieved
    )


def _response(raw: bytes, most: int) -> tuple[Any, bytes]:
    """The HTTP headers and the decoded body, up to a byte over `most`, of a response record."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    try:
        record = next(ArchiveIterator(io.BytesIO(raw)))
        return record.http_headers, record.content_stream().read(most + 1)
    except Exception as error:  # warcio raises many kinds for what is no HTTP response
        found = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
        detail = f"expected a whole HTTP response, found {found}; fetch it again"
        raise DocumentError("read", "damaged page", detail) from None
