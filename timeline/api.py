"""What a user imports from `timeline`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.exports import export
from timeline.model import Article, Coding
from timeline.release import database, diff_releases, events_flat, load, tables

if TYPE_CHECKING:
    from timeline.contract.findings import Findings
    from timeline.pipeline import Summary

__all__ = [
    "build", "code", "database", "diff_releases", "events_flat", "export", "load", "tables", "validate",
]  # fmt: skip


def code(
    article: str | Article,
    *,
    published: date | str | None = None,
    language: str | None = None,
    source: str | None = None,
) -> Coding:
    """The time expressions, mentions and events of one text.

    `article` is a text (its first line may be its headline) or an Article. A text needs `published`, the day its
    relative dates count from, as a date or YYYY-MM-DD; `language` (ISO 639-1) is recognised where it is not given.
    Raises ValueError where the text can't be used, saying why.
    """
    from timeline.articles import article_of
    from timeline.coder import code as code_article
    from timeline.model import Reject

    if isinstance(article, str):
        record = {
            "id": "text",
            "text": article,
            "published": published and str(published),
            "language": language,
            "source": source,
        }
        made = article_of(record, "text")
        if isinstance(made, Reject):
            raise ValueError(made.detail)
        article = made
    return code_article(article)


def build(sources: Iterable[Path | str] | Path | str, out: Path | str, *, source: str | None = None) -> Summary:
    """Code all articles of the sources (files or folders) and write them as a release into the folder `out`.

    Documents that can't be used become rows of the table `rejects`; the summary counts them by reason. `source` names
    the newspaper where pages and records don't. Raises SourceError for a source that is not there, ReleaseError where
    `out` can't be written.
    """
    from timeline.pipeline import build as build_release

    named = [sources] if isinstance(sources, str | Path) else sources
    return build_release(named, out, source=source)


def validate(
    release: Path | str, *, sources: Iterable[Path | str] | None = None, frictionless: bool = False
) -> Findings:
    """Check a release against the contract: files, hashes, types, keys and what fields say of each other.

    With `sources`, offsets are compared with the texts as well. The result is true in `.ok` where nothing was found.
    """
    from timeline.pipeline import texts_of
    from timeline.release.validate import validate_release

    texts = texts_of(sources) if sources is not None else None
    return validate_release(release, texts=texts, frictionless=frictionless)
