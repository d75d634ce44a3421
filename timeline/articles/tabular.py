"""Articles as tables: CSV, TSV and Parquet, one article a row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

from timeline.articles.decoding import decode
from timeline.articles.limits import in_words
from timeline.articles.options import Options
from timeline.articles.records import empty, made
from timeline.articles.streams import seekable
from timeline.articles.trouble import DocumentError
from timeline.model import Article, Reject

_SAMPLE = 1 << 20
_ROWS = 256


class _Lines:
    """The lines of a text stream, with their ends; one over the limit raises, and the next can still be read."""

    def __init__(self, stream: io.TextIOWrapper, most: int) -> None:
        self.stream = stream
        self.most = most
        self.broken = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.broken:
            raise StopIteration
        try:
            line = self.stream.readline(self.most + 1)
        except UnicodeError as error:  # of encodings in which one can't go on behind it
            self.broken = True
            detail = f"expected a table in {self.stream.encoding}, found: {error}; save it again as UTF-8"
            raise DocumentError("decode", "broken encoding", detail) from None
        if not line:
            raise StopIteration
        if len(line) > self.most and not line.endswith(("\n", "\r")):
            while (more := self._more()) and not more.endswith(("\n", "\r")):
                pass
            found = f"expected a line of at most {in_words(self.most)}, found more"
            raise DocumentError("read", "too large", f"{found}; split the record, or raise --limit record_bytes")
        return line

    def _more(self) -> str:
        try:
            return self.stream.readline(_SAMPLE)
        except UnicodeError:
            self.broken = True
            return ""


def read_csv(
    stream: BinaryIO, document_id: str, options: Options, delimiter: str | None = None
) -> Iterator[Article | Reject]:
    """The rows of CSV or TSV with a header line; what is wrong with a row is a Reject and the rest goes on."""
    mapping, most = options.mapping, options.limits.record_bytes
    head = bytes(stream.peek(_SAMPLE)) if hasattr(stream, "peek") else b""
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise empty("a table with a header line")
    encoding = mapping.encoding or encoding_of(head)
    lines = _Lines(io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=""), most)
    first = next(lines, "")
    if not first:  # a byte order mark alone
        raise empty("a table with a header line")
    delimiter = mapping.delimiter or delimiter or _delimiter(first)
    quoting: Literal[0, 3] = 3 if mapping.quoting == "none" else 0  # csv.QUOTE_NONE, csv.QUOTE_MINIMAL
    before = csv.field_size_limit(most)
    try:
        header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter, quoting=quoting))]
        missing = mapping.missing(header, options.published is not None)
        if missing:
            raise missing_columns(missing, header)
        if repeated := sorted({name for name in header if name and header.count(name) > 1}):
            detail = f"expected each column once, found {', '.join(repeated)} again; rename the columns"
            raise DocumentError("read", "column twice", detail)
        rows = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
        while True:
            csv.field_size_limit(most)
            number = rows.line_num + 2
            where = f"{document_id}:{number}"
            try:
                row = next(rows)
                if not row:
                    continue
                yield made(_record(header, row), where, options)
            except StopIteration:
                return
            except csv.Error as error:
                todo = "mend the quotes of the row, or give `quoting: none` in a mapping file"
                problem = DocumentError("read", "broken row", f"expected {len(header)} cells, found: {error}; {todo}")
                yield problem.reject(where, options.origin)
            except DocumentError as problem:
                yield problem.reject(where, options.origin)
    finally:
        csv.field_size_limit(before)


def encoding_of(head: bytes) -> str:
    """The encoding of a table by its first bytes: by byte order mark, UTF-8, else as pages are recognised."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        codecs.getincrementaldecoder("utf-8")().decode(whole)
    except UnicodeDecodeError:
        try:
            text = decode(whole, what="a table")
        except DocumentError as problem:
            if problem.reason == "mixed encodings":  # row by row: those in UTF-8 can be used
                return "utf-8"
            raise
        from timeline.articles.decoding import legacy_encodings

        names = (*(name for _, name in legacy_encodings()), "utf-16-le", "utf-16-be")
        found = next((name for name in names if _gives(whole, name, text)), None)
        if found is None:
            todo = "convert it to UTF-8, or name its encoding in a mapping file (`encoding`)"
            raise DocumentError(
                "decode", "unknown encoding", f"expected a table in one encoding, found none; {todo}"
            ) from None
        return found
    if b"\x00" in whole:
        decode(whole, what="a table")
        raise DocumentError("read", "binary data", "expected a table, found zero bytes; convert it to UTF-8")
    return "utf-8"


def _gives(raw: bytes, encoding: str, text: str) -> bool:
    try:
        return raw.decode(encoding) == text
    except UnicodeDecodeError:
        return False


def _delimiter(header: str) -> str:
    return max(",;\t|", key=lambda mark: (header.count(mark), mark == ","))


def _record(header: list[str], row: list[str]) -> dict[str, str]:
    while len(row) > len(header) and not row[-1].strip():
        row.pop()
    if len(row) != len(header):
        detail = f"expected {len(header)} cells as in the header, found {len(row)}; quote cells that hold the delimiter"
        raise DocumentError("read", "shifting columns", detail)
    for cell in row:
        if any("\udc80" <= c <= "\udcff" for c in cell):
            bad = next(c for c in cell if "\udc80" <= c <= "\udcff")
            found = f"byte 0x{ord(bad) - 0xDC00:02x}"
            raise DocumentError(
                "decode", "mixed encodings", f"expected one encoding in the table, found {found}; mend the row"
            )
    return dict(zip(header, row, strict=True))


def missing_columns(missing: Iterable[str], there: Iterable[str]) -> DocumentError:
    """A table without the columns that it needs."""
    expected, found = ", ".join(missing), ", ".join(name or "''" for name in there) or "none"
    detail = f"expected the columns {expected}, found {found[:300]}; name yours in a file for --mapping"
    return DocumentError("read", "missing columns", detail)


def read_parquet(stream: BinaryIO, document_id: str, options: Options) -> Iterator[Article | Reject]:
    """The rows of a Parquet file, read in small batches of the columns needed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    mapping = options.mapping
    with seekable(stream, options.limits) as whole:
        number = 0
        try:
            file = pq.ParquetFile(whole)
            names = file.schema_arrow.names
            missing = mapping.missing(names, options.published is not None)
            if missing:
                raise missing_columns(missing, names)
            largest = max((file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups)), default=0)
            if largest > options.limits.unpacked_bytes:
                most = in_words(options.limits.unpacked_bytes)
                found = f"expected row groups of at most {most}, found {in_words(largest)}; write smaller ones"
                raise DocumentError("read", "unpacks to too much", found)
            wanted = {mapping.column(name).partition(".")[0] for name in mapping_fields(options)} & set(names)
            wanted |= {mapping.column(name) for name in mapping_fields(options)} & set(names)
            for batch in file.iter_batches(batch_size=_ROWS, columns=sorted(wanted)):
                for record in batch.to_pylist():
                    number += 1
                    yield made(record, f"{document_id}:{number}", options)
        except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
            if isinstance(error, DocumentError):
                raise
            found = " ".join(str(error).split())[:200]
            detail = f"expected a whole Parquet file, found after {number} rows: {found}; get or write it again"
            raise DocumentError("read", "damaged Parquet", detail) from None
    if not number:
        raise DocumentError("read", "no records", "expected a table with rows, found none; leave the file out")


def mapping_fields(options: Options) -> tuple[str, ...]:
    """The fields that a record can fill."""
    from timeline.articles.mapping import FIELDS

    return FIELDS
