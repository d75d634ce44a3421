"""Readers: whatever holds articles, in, and `Article`s (or `Reject`s that say why not) out."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from timeline import languages
from timeline.articles import identify
from timeline.articles.page import NoArticle, UndatedPage, read_page
from timeline.articles.records import article_of, read_json_lines
from timeline.model import Article, Reject

__all__ = ["SourceError", "article_of", "files_of", "read", "read_file"]

PASSED_OVER = ("readme", "license", "licence", "copying", "notice")
TEXT = {".txt", ".text"}
JSON_LINES = {".jsonl", ".ndjson"}


class SourceError(ValueError):
    """A source that was named cannot be read at all."""


def files_of(named: Path) -> list[tuple[Path, str]]:
    """The files of a source with their document ids, in the order of the ids.

    A folder is walked; README*, LICENSE*, hidden files and folders are passed over. Ids are POSIX paths relative to the
    named folder (the file's name for a named file), in NFC, so they do not depend on how the path was written.
    Raises SourceError where nothing is there.
    """
    if not named.exists():
        raise SourceError(f"{named}: expected a file or a folder of articles, found nothing there; check the path")
    if named.is_file():
        return [(named, unicodedata.normalize("NFC", named.name))]
    found = []
    for path in named.rglob("*"):
        relative = path.relative_to(named)
        if any(part.startswith(".") for part in relative.parts) or path.name.lower().startswith(PASSED_OVER):
            continue
        if path.is_file():
            found.append((path, unicodedata.normalize("NFC", relative.as_posix())))
    if not found:
        raise SourceError(f"{named}: expected articles (*.txt, *.jsonl), found an empty folder; name another")
    return sorted(found, key=lambda pair: pair[1])


def read(
    named: Iterable[Path], *, source: str | None = None, published: date | None = None, language: str | None = None
) -> Iterator[Article | Reject]:
    """All articles of the named files and folders, in the order given and within each by document id."""
    for place in named:
        for path, document_id in files_of(place):
            yield from read_file(path, document_id, source=source, published=published, language=language)


def read_file(
    path: Path,
    document_id: str,
    *,
    source: str | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Iterator[Article | Reject]:
    """The articles of one file by its kind: saved page (.txt) or JSON lines."""
    origin = source or "unknown"
    if path.suffix.lower() in JSON_LINES:
        yield from read_json_lines(path, source=source, published=published)
        return
    if path.suffix.lower() not in TEXT:
        detail = f"{path.name}: expected .txt or .jsonl, found {path.suffix or 'no ending'}; convert or rename it"
        yield Reject(document_id, origin, "read", "unknown kind of file", detail)
        return
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        yield Reject(
            document_id, origin, "read", "unreadable", f"{path.name}: {error.strerror}; check it and its rights"
        )
        return
    except UnicodeDecodeError as error:
        found = f"byte 0x{raw[error.start]:02x} at {error.start}"
        yield Reject(
            document_id, origin, "decode", "not UTF-8", f"{path.name}: expected UTF-8, found {found}; convert the file"
        )
        return
    if not text.strip():
        yield Reject(
            document_id, origin, "read", "empty", f"{path.name}: expected an article, found {len(raw)} bytes of nothing"
        )
        return
    code = language or identify.language_of(text)
    if code not in languages.available():
        known = ", ".join(languages.available())
        detail = f"{path.name}: expected a text in one of {known}, found {code or 'an unknown language'}"
        yield Reject(document_id, origin, "language", "no language pack", detail)
        return
    try:
        yield read_page(text, document_id, code, source=source, published=published)
    except (NoArticle, UndatedPage) as error:
        stage = "date" if isinstance(error, UndatedPage) else "read"
        reason = "no date" if stage == "date" else "no running text"
        yield Reject(document_id, origin, "date" if stage == "date" else "read", reason, f"{path.name}: {error}")


def text_digest(text: str) -> str:
    """sha256 of the text's UTF-8, in hexadecimal, as the column `text_sha256` has it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
