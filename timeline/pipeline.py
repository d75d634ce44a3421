"""Sources in, a release out."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from timeline import articles, ids
from timeline.articles.duplicates import Copies, checked_similarity, scratch
from timeline.articles.files import Place
from timeline.articles.limits import DEFAULT_LIMITS, Limits
from timeline.articles.mapping import IDENTITY, RecordMapping
from timeline.coder import PACKAGED, Knowledge
from timeline.engines import Engine, EngineError, Options, Receipt
from timeline.engines.spool import CHARACTERS, DOCUMENTS
from timeline.engines.tasks import version_of
from timeline.engines.work import Work
from timeline.model import Article, Reject

__all__ = ["EngineError", "Progress", "Summary", "build", "coder_name", "texts_of"]

EngineName = Literal["local", "dask"]
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is, in documents, told after each batch.

    `reused` of the articles and rejects were coded by an earlier run that was interrupted. `read` documents were read
    so far. `expected` is how many there will be: an estimate from the sizes of the files read so far, exact once all
    are read, None before there is anything to go by. `merging`: all are coded, and the release is written.
    """

    articles: int = 0
    rejects: int = 0
    events: int = 0
    reused: int = 0
    read: int = 0
    expected: int | None = None
    merging: bool = False

    @property
    def done(self) -> int:
        """Documents that are coded or rejected."""
        return self.articles + self.rejects


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, in documents.

    `rejects` counts those that could not be used by reason, `reused` those an earlier run had coded already, `copies`
    the articles that are copies of others.
    """

    out: Path
    articles: int
    events: int
    rejects: dict[str, int]
    reused: int = 0
    seconds: float = 0.0
    copies: int = 0


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
    mapping: RecordMapping = IDENTITY,
    limits: Limits = DEFAULT_LIMITS,
    near_duplicates: float | None = None,
    keep_duplicates: bool = True,
    version: str = "0.1.0",
    title: str = "News events",
    with_text: bool = False,
    knowledge: Knowledge = PACKAGED,
    workers: int | None = None,
    engine: EngineName = "local",
    scheduler: str | None = None,
    seconds: float = SECONDS,
    documents: int = DOCUMENTS,
    characters: int = CHARACTERS,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Code all articles of the sources (files, folders, URLs) and write them as a release into the folder `out`.

    `source`, `published` and `language` fill in what pages and records don't say, `mapping` names the columns of
    records, `limits` bounds what is read. Documents that can't be used become rows of `rejects`; so does one that takes
    longer than `seconds` for each started 100,000 characters, or that ends the process that codes it.

    An article with the text of an earlier one names it in `duplicate_of`; with `near_duplicates` (0.7 is usual for
    agency reports) so does one that shares at least that part of its runs of four words with an earlier one (Jaccard
    similarity). Copies are coded like all articles; without `keep_duplicates` their events are left out.

    `workers` is the number of processes (all cores where not given; 0 codes in this process, without a guard). The
    engine `dask` uses the cluster at `scheduler`, or one with so many processes that it starts. A batch that is given
    to a worker has at most so many `documents` and about so many `characters`. None of that changes a byte of what is
    written.

    What an interrupted build has coded is used by the next one into the same `out`. Raises articles.SourceError for a
    source that is not there, release.ReleaseError where `out` can't be written, EngineError where coding can't go on,
    ValueError for a similarity that can't be.
    """
    from timeline.engines.merge import merge
    from timeline.release import ReleaseInfo, Source, write_release
    from timeline.release.write import may_replace

    began = time.monotonic()
    target = Path(out).resolve()
    may_replace(target)
    checked_similarity(near_duplicates)
    options = articles.Options(source, published, language, mapping, limits)
    files = [file for place in sources for file in articles.files_of(place)]
    folders = tuple(folder.resolve() for folder in knowledge.folders)
    coding = Options(coder_name(), version_of(folders), with_text, folders, seconds)
    watch = _Watch(progress, [_size(place) for place, _ in files])
    with Work(target) as work, _disk(work), closing(Copies(near_duplicates, work.runs)) as copies:
        read = (item for file in files for item in watch.reading(articles.read_file(*file, options)))
        items = _compared(_unique(read, work.runs), copies)
        tasks = work.tasks(items, coding, watch.reused, documents, characters)
        with closing(_engine(engine, coding, workers, scheduler, work.lock)) as runner:
            for receipt in runner.run(tasks):
                work.finished(receipt.task)
                watch.finished(receipt)
        watch.merging()
        merged = merge(work.parts, work.runs, with_text, copies, keep_duplicates)
        info = ReleaseInfo(
            version=version,
            title=title,
            created=merged.latest or date(1970, 1, 1),
            coder=coding.coder,
            sources=tuple(Source(name) for name in merged.sources),
        )
        path = write_release(merged.tables, target, info=info)
    elapsed = time.monotonic() - began
    return Summary(path, merged.articles, merged.events, merged.rejects, watch.now.reused, elapsed, merged.copies)


def texts_of(sources: Iterable[Path | str], options: articles.Options = articles.DEFAULTS) -> dict[str, str]:
    """The texts of all articles of the sources, by the sha256 of their UTF-8, to check a release's offsets against."""
    read = articles.read_all(sources, options)
    return {articles.text_digest(item.text): item.text for item in read if isinstance(item, Article)}


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _engine(name: EngineName, options: Options, workers: int | None, scheduler: str | None, lock: int | None) -> Engine:
    if name == "dask":
        from timeline.engines.cluster import Cluster

        return Cluster(options, scheduler, workers or cores())
    if workers == 0:
        from timeline.engines.inline import Inline

        return Inline(options)
    from timeline.engines.crew import Crew

    return Crew(options, workers or cores(), inherited=() if lock is None else (lock,))


class _Watch:
    """Adds up what was done, and tells it on; `sizes` are the bytes of the files that are read, in their order."""

    def __init__(self, tell: Callable[[Progress], None] | None, sizes: list[int]) -> None:
        self.now = Progress(expected=0 if not sizes else None)
        self._tell = tell
        self._left = iter(sizes)
        self._files = len(sizes)
        self._bytes = sum(sizes)
        self._behind = 0

    def reading(self, items: Iterable[Article | Reject]) -> Iterator[Article | Reject]:
        """The items of one file, counted."""
        for item in items:
            self.now = replace(self.now, read=self.now.read + 1)
            yield item
        self._files -= 1
        self._behind += next(self._left)
        if not self._files:
            self._change(expected=self.now.read)
        elif self._behind:
            self.now = replace(self.now, expected=round(self.now.read * self._bytes / self._behind))

    def finished(self, receipt: Receipt) -> None:
        """A batch was coded."""
        self._change(
            articles=self.now.articles + receipt.articles,
            rejects=self.now.rejects + receipt.rejects,
            events=self.now.events + receipt.events,
        )

    def reused(self, receipt: Receipt) -> None:
        """A batch had been coded before."""
        self.now = replace(self.now, reused=self.now.reused + receipt.articles + receipt.rejects)
        self.finished(receipt)

    def merging(self) -> None:
        """All is coded."""
        self._change(merging=True)

    def _change(self, **changes: Any) -> None:
        self.now = replace(self.now, **changes)
        if self._tell is not None:
            self._tell(self.now)


def _size(place: Place) -> int:
    """The bytes of a local file; nothing where that is not known."""
    try:
        return place.stat().st_size if isinstance(place, Path) else 0
    except OSError:
        return 0


def _compared(items: Iterable[Article | Reject], copies: Copies) -> Iterator[Article | Reject]:
    """The items, with articles compared with those before them."""
    for item in items:
        if isinstance(item, Article):
            article_id = ids.article_id(item.source, item.document_id, articles.text_digest(item.text))
            copies.add(article_id, item.text, item.language)
        yield item


@contextmanager
def _disk(work: Work) -> Iterator[None]:
    """Errors of the databases in the work folder are of the disk."""
    try:
        yield
    except sqlite3.Error as error:
        raise EngineError(
            f"{work.folder}: expected to write there, found: {error}; make room, or check rights"
        ) from error


def _unique(items: Iterable[Article | Reject], folder: Path) -> Iterator[Article | Reject]:
    """A second document of one source and id can't be told from the first: it is rejected.

    What was seen is kept in a database in the folder, so that memory does not grow.
    """
    with closing(scratch(folder / "ids.sqlite")) as seen:
        seen.execute("create table seen (key blob primary key) without rowid")
        for item in items:
            if isinstance(item, Article):
                name = f"{item.source}\x1f{item.document_id}".encode("utf-8", "surrogatepass")
                key = hashlib.sha256(name).digest()[:16]
                if not seen.execute("insert or ignore into seen values (?)", (key,)).rowcount:
                    detail = (
                        f"expected each id once in {item.source}, found {item.document_id!r} again; "
                        "give records ids of their own"
                    )
                    yield Reject(item.document_id, item.source, "read", "same id twice", detail)
                    continue
            yield item
