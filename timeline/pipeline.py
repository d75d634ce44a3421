"""Sources in, a release out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline import articles
from timeline.coder import PACKAGED, Knowledge, code
from timeline.model import Article, Reject
from timeline.records import Records

Progress = Callable[[int, int, int], None]
"""Called after each document with the numbers of articles, rejects and events so far."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did; `rejects` counts documents by reason."""

    out: Path
    articles: int
    events: int
    rejects: dict[str, int]


def coder_name() -> str:
    """The program and its version, as the column `coder` has it."""
    from importlib.metadata import version

    return f"timeline {version('news-timeline')}"


def build(
    sources: Iterable[Path | str],
    out: Path | str,
    *,
    source: str | None = None,
    published: date | None = None,
    language: str | None = None,
    version: str = "0.1.0",
    title: str = "News events",
    with_text: bool = False,
    knowledge: Knowledge = PACKAGED,
    progress: Progress | None = None,
) -> Summary:
    """Code all articles of the sources (files or folders) and write them as a release into the folder `out`.

    `source`, `published` and `language` fill in what pages and records don't say. Documents that can't be used become
    rows of `rejects`. Raises articles.SourceError for a source that is not there, release.ReleaseError where `out` can't
    be written.
    """
    from timeline.release import ReleaseInfo, Source, tables_from_rows, write_release

    named = [Path(place) for place in sources]
    for place in named:
        articles.files_of(place)
    records = Records(coder_name(), with_text)
    counts: dict[str, int] = {}
    latest: date | None = None
    seen: set[tuple[str, str]] = set()
    for found in articles.read(named, source=source, published=published, language=language):
        item = _unique(found, seen)
        if isinstance(item, Reject):
            records.reject(item)
            counts[item.reason] = counts.get(item.reason, 0) + 1
        else:
            coding = code(item, knowledge)
            records.add(coding)
            days = [day for day in (item.published_on, item.retrieved_on) if day]
            latest = max([*days, latest] if latest else days, default=None)
        if progress is not None:
            progress(len(records.rows["articles"]), len(records.rows["rejects"]), len(records.rows["events"]))
    info = ReleaseInfo(
        version=version,
        title=title,
        created=latest or date(1970, 1, 1),
        coder=coder_name(),
        sources=tuple(Source(name) for name in sorted({str(row["source"]) for row in records.rows["articles"]})),
    )
    path = write_release(tables_from_rows(records.tables()), Path(out), info=info)
    return Summary(path, len(records.rows["articles"]), len(records.rows["events"]), dict(sorted(counts.items())))


def _unique(item: Article | Reject, seen: set[tuple[str, str]]) -> Article | Reject:
    """A second document of one source and id can't be told from the first: it is rejected."""
    if isinstance(item, Reject):
        return item
    key = (item.source, item.document_id)
    if key in seen:
        detail = (
            f"expected each id once in {item.source}, found {item.document_id!r} again; give records ids of their own"
        )
        return Reject(item.document_id, item.source, "read", "same id twice", detail)
    seen.add(key)
    return item


def texts_of(sources: Iterable[Path | str]) -> dict[str, str]:
    """The texts of all articles of the sources, by the sha256 of their UTF-8, to check a release's offsets against."""
    read = articles.read([Path(place) for place in sources])
    return {articles.text_digest(item.text): item.text for item in read if isinstance(item, Article)}
