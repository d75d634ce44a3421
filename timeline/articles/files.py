"""The files of a source: which there are, of what kind, and how each is read."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from timeline.articles import streams
from timeline.articles.limits import Limits
from timeline.articles.options import Options
from timeline.articles.streams import Budget
from timeline.articles.trouble import DocumentError, SourceError
from timeline.model import Article, Reject

KINDS = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "lines",
    ".ndjson": "lines", ".json": "json", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".parquet": "parquet",
    ".pq": "parquet", ".warc": "warc", ".zip": "zip", ".gz": "gzip", ".zst": "zstd", ".zstd": "zstd",
}  # fmt: skip
EXPECTED = ".txt .html .json .jsonl .csv .tsv .parquet .warc, each also in .gz, .zst or .zip"
_PASSED_OVER = re.compile(r"(readme|licen[cs]e|copying|notice)(-\w+)?(\.\w{1,8}){0,2}\Z", re.IGNORECASE)
_MAGIC = (
    (b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"PK\x03\x04", "zip"), (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)  # fmt: skip
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)

Place = Path | str
"""A path, or a URL that fsspec knows."""


def place_of(named: Place) -> Place:
    """A path for a path, a string for a URL."""
    return named if isinstance(named, Path) or streams.is_url(named) else Path(named)


def files_of(named: Place) -> list[tuple[Place, str]]:
    """The files of a source with their document ids, in the order of the ids.

    A folder is walked; README*, LICENSE*, hidden files and folders are passed over. Ids are POSIX paths relative to the
    named folder (the file's name for a named file), in NFC, so they do not depend on how the path was written.
    Folders and files that can't be read are listed as well, so that reading them says so. Raises SourceError where
    nothing is there.
    """
    place = place_of(named)
    found = _local(place) if isinstance(place, Path) else _remote(place)
    if not found:
        raise SourceError(f"{named}: expected articles ({EXPECTED}), found an empty folder; name another")
    return sorted(found, key=lambda pair: pair[1])


def _local(named: Path) -> list[tuple[Place, str]]:
    if not os.path.lexists(named):
        raise SourceError(f"{named}: expected a file or a folder of articles, found nothing there; check the path")
    if not named.is_dir():
        return [(named, _nfc(named.name))]
    found: list[tuple[Place, str]] = []
    unread: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for folder, below, names in os.walk(
        named, onerror=lambda error: unread.append(Path(str(error.filename))), followlinks=True
    ):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:  # a link back up
            below.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in names:
            if not passed_over(name):
                path = Path(folder, name)
                found.append((path, _nfc(path.relative_to(named).as_posix())))
    return found + [(path, _nfc(path.relative_to(named).as_posix())) for path in unread]


def _remote(url: str) -> list[tuple[Place, str]]:
    web = url.startswith(("http://", "https://"))
    try:
        system, root = streams.remote(url)
        if not system.exists(root):
            nothing = "nothing there, or no server that answers" if web else "nothing there"
            raise SourceError(f"{url}: expected a file or a folder of articles, found {nothing}; check the address")
        if web:
            return [(url, _nfc(PurePosixPath(unquote(urlsplit(url).path)).name or urlsplit(url).netloc))]
        if system.isfile(root):
            return [(url, _nfc(PurePosixPath(root).name))]
        paths = system.find(root)
    except SourceError:
        raise
    except Exception as error:  # file systems raise kinds of their own
        todo = "install what it names with pip" if isinstance(error, ImportError) else "check the address"
        why = f"{type(error).__name__}: {error}"
        raise SourceError(f"{url}: expected an address that can be read, found {why}; {todo}") from None
    found: list[tuple[Place, str]] = []
    for path in paths:
        name = str(path).removeprefix(root).strip("/")
        if not any(part.startswith(".") for part in name.split("/")) and not passed_over(name.rpartition("/")[2]):
            found.append((system.unstrip_protocol(path), _nfc(name)))
    return found


def passed_over(name: str) -> bool:
    """Is it a file that says something about the others?"""
    return name.startswith(".") or bool(_PASSED_OVER.match(name))


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def read_file(place: Place, document_id: str, options: Options) -> Iterator[Article | Reject]:
    """The articles of one file; whatever is wrong with it comes as a Reject."""
    try:
        with streams.opened(place, options.limits) as stream:
            name = document_id.rpartition("/")[2]
            yield from _read(stream, name, document_id, options, Budget(options.limits), 0)
    except DocumentError as problem:
        yield problem.reject(document_id, options.origin)
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        found = "nothing there any more" if gone else error.strerror or str(error)
        todo = "keep sources in place while building" if gone else "check it and its rights"
        detail = f"expected a file that can be read, found: {found}; {todo}"
        yield DocumentError("read", "vanished" if gone else "unreadable", detail).reject(document_id, options.origin)


def kind_of(name: str, head: bytes) -> str | None:
    """What a file holds, by its ending; without one that says something, by how it begins."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix in KINDS:
        return KINDS[suffix]
    if re.fullmatch(r"\.[a-z]\w{0,5}", suffix) and suffix not in {".php", ".asp", ".aspx", ".jsp", ".cms", ".shtml"}:
        return None
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "html" if _HTML.match(head) else None)


def _read(
    stream: BinaryIO, name: str, document_id: str, options: Options, budget: Budget, depth: int
) -> Iterator[Article | Reject]:
    limits = options.limits
    kind = kind_of(name, bytes(stream.peek(4096)) if hasattr(stream, "peek") else b"")
    match kind:
        case "gzip" | "zstd":
            if depth > limits.nesting + 2:
                raise _nested(limits)
            inner = streams.gunzipped(stream, budget) if kind == "gzip" else streams.unzstd(stream, budget)
            yield from _read(inner, PurePosixPath(name).stem, document_id, options, budget, depth + 1)
        case "zip":
            if depth >= limits.nesting:
                raise _nested(limits)
            yield from _read_zip(stream, document_id, options, budget, depth)
        case "lines" | "json" | "csv" | "tsv" | "parquet" | "warc":
            yield from _read_records(kind, stream, document_id, options)
        case "text" | "html":
            raw = streams.read_all(stream, limits.document_bytes, "a page", "document_bytes")
            yield _read_page(kind, raw, document_id, options)
        case _:
            found = PurePosixPath(name).suffix or "no ending"
            detail = f"expected {EXPECTED}, found {found}; convert or rename it"
            raise DocumentError("read", "unknown kind of file", detail)


def _nested(limits: Limits) -> DocumentError:
    found = f"expected at most {limits.nesting} archives in each other, found more"
    return DocumentError("read", "archive in archive", f"{found}; unpack the outer ones")


def _read_zip(
    stream: BinaryIO, document_id: str, options: Options, budget: Budget, depth: int
) -> Iterator[Article | Reject]:
    """The members of a zip archive in the order of their names; what is wrong with one does not stop the others."""
    with streams.unzipped(stream, options.limits) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _clutter(info)]
        if not infos:
            raise DocumentError(
                "read", "empty", "expected an archive with articles, found no files in it; leave it out"
            )
        for info in sorted(infos, key=lambda info: (_nfc(info.filename), info.header_offset)):
            inside = f"{document_id}/{_nfc(info.filename)}"
            try:
                streams.check_member(info)
                with streams.member(archive, info, budget) as inner:
                    yield from _read(inner, PurePosixPath(info.filename).name, inside, options, budget, depth + 1)
            except DocumentError as problem:
                yield problem.reject(inside, options.origin)


def _clutter(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
    return hidden or not parts or passed_over(parts[-1])


def _read_records(kind: str, stream: BinaryIO, document_id: str, options: Options) -> Iterator[Article | Reject]:
    if kind in ("lines", "json"):
        from timeline.articles import records

        read = records.read_json if kind == "json" else records.read_json_lines
        yield from read(stream, document_id, options)
    elif kind == "warc":
        from timeline.articles.warc import read_warc

        yield from read_warc(stream, document_id, options)
    elif kind == "parquet":
        from timeline.articles.tabular import read_parquet

        yield from read_parquet(stream, document_id, options)
    else:
        from timeline.articles.tabular import read_csv

        yield from read_csv(stream, document_id, options, "\t" if kind == "tsv" else None)


def _read_page(kind: str, raw: bytes, document_id: str, options: Options) -> Article:
    if kind == "html":
        from timeline.articles.html import read_html

        return read_html(raw, document_id, options)
    from timeline.articles.decoding import decode
    from timeline.articles.page import read_page
    from timeline.articles.records import check_article, check_length, language_among_packs

    text = decode(raw)
    if not text.strip():
        raise DocumentError("read", "empty", f"expected an article, found {len(raw)} bytes of nothing; leave it out")
    check_length(text, options.limits)
    language = language_among_packs(text, options.language)
    article = read_page(
        text, document_id, language, source=options.source, published=options.published, limits=options.limits
    )
    check_article(article, options.limits)
    return article
