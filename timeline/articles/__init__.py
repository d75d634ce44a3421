"""Readers: whatever holds articles, in, and `Article`s (or `Reject`s that say why not) out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from timeline.articles.files import Place, files_of
from timeline.articles.files import read_file as _read_file
from timeline.articles.limits import DEFAULT_LIMITS, Limits
from timeline.articles.mapping import IDENTITY, RecordMapping, load_mapping
from timeline.articles.options import DEFAULTS, Options
from timeline.articles.records import article_of
from timeline.articles.trouble import SourceError
from timeline.model import Article, Reject

__all__ = [
    "DEFAULTS", "Limits", "Options", "RecordMapping", "SourceError", "article_of", "files_of", "load_mapping", "read",
    "read_all", "read_file", "text_digest",
]  # fmt: skip


def read(
    named: Iterable[Place],
    *,
    source: str | None = None,
    published: date | None = None,
    language: str | None = None,
    mapping: RecordMapping = IDENTITY,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Article | Reject]:
    """All articles of the named files, folders and URLs, in the order given and within each by document id.

    `source`, `published` and `language` fill in what pages and records do not say, `mapping` names the columns of
    records. Raises SourceError for a source that is not there; all else that is wrong comes as a Reject.
    """
    return read_all(named, Options(source, published, language, mapping, limits))


def read_all(named: Iterable[Place], options: Options = DEFAULTS) -> Iterator[Article | Reject]:
    """`read` with its options in one piece."""
    for place in named:
        for path, document_id in files_of(place):
            yield from _read_file(path, document_id, options)


def read_file(place: Place, document_id: str, options: Options = DEFAULTS) -> Iterator[Article | Reject]:
    """The articles of one file by its kind: page, records, table or web archive, plain or packed."""
    return _read_file(place, document_id, options)


def text_digest(text: str) -> str:
    """sha256 of the text's UTF-8, in hexadecimal, as the column `text_sha256` has it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
