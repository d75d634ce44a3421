"""What a user imports from `timeline`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.exports import export
from timeline.model import Article, Coding
from timeline.release import database, diff_releases, events_flat, load, tables
from timeline.viewing import view

if TYPE_CHECKING:
    from timeline.articles import Limits, Options, RecordMapping
    from timeline.contract.findings import Findings
    from timeline.pipeline import Progress, Summary

__all__ = [
    "build", "code", "database", "diff_releases", "events_flat", "export", "load", "tables", "validate", "view",
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


def build(
    sources: Iterable[Path | str] | Path | str,
    out: Path | str,
    *,
    source: str | None = None,
    published: date | None = None,
    language: str | None = None,
    mapping: RecordMapping | Path | str | None = None,
    limits: Limits | None = None,
    near_duplicates: float | None = None,
    keep_duplicates: bool = True,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Code all articles of the sources (files, folders, addresses) and write them as a release into the folder `out`.

    `source` names the newspaper, `published` the day and `language` the language (ISO 639-1) where pages and records
    don't. `mapping` says what records call their columns, as a file or a RecordMapping; `limits`
    (timeline.articles.Limits) bounds what is read. Documents that can't be used become rows of the table `rejects`; the
    summary counts them by reason.

    An article with the text of an earlier one names it in `duplicate_of`, with `similarity` 1. `near_duplicates`
    between 0 and 1 looks for near copies as well: 0.7 finds agency text that several papers print with changes. The
    events of copies are kept; with `keep_duplicates=False` they are left out.

    `workers` is the number of processes: all cores where not given, 0 for this one alone. `progress` is told how far
    the build is. Raises SourceError for a source or a mapping that is not there, ValueError for a similarity that can't
    be, ReleaseError where `out` can't be written.
    """
    from timeline.articles import DEFAULTS, load_mapping
    from timeline.pipeline import build as build_release

    named = [sources] if isinstance(sources, str | Path) else sources
    return build_release(
        named, out, source=source, published=published, language=language,
        mapping=load_mapping(Path(mapping)) if isinstance(mapping, str | Path) else mapping or DEFAULTS.mapping,
        limits=limits or DEFAULTS.limits, near_duplicates=near_duplicates, keep_duplicates=keep_duplicates,
        workers=workers, progress=progress,
    )  # fmt: skip


def validate(
    release: Path | str,
    *,
    sources: Iterable[Path | str] | None = None,
    reading: Options | None = None,
    frictionless: bool = False,
) -> Findings:
    """Check a release against the contract: files, hashes, types, keys and what fields say of each other.

    With `sources`, offsets are compared with the texts as well; `reading` (timeline.articles.Options) says what the
    build was told of them: published, language, mapping, limits. The result is true in `.ok` where nothing was found.
    """
    from timeline.articles import DEFAULTS
    from timeline.pipeline import texts_of
    from timeline.release.validate import validate_release

    texts = texts_of(sources, reading or DEFAULTS) if sources is not None else None
    return validate_release(release, texts=texts, frictionless=frictionless)
