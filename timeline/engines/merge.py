"""Parts into sorted tables, in memory that does not grow with the corpus: an external merge sort.

Rows are gathered up to a budget, sorted by primary key and written as a run; runs are then read side by side and
merged chunk by chunk. Of rows with one key (actors and locations, that many parts have) the one stays that was gathered
first; tables without a key keep all rows, sorted by all columns. What comes out depends on the order of rows that share
a key, and on nothing else: not on how rows were cut into parts or runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.articles.duplicates import Copies
from timeline.contract import arrow_schema, contract
from timeline.engines.copies import Marker
from timeline.engines.parts import read_part, unreadable

if TYPE_CHECKING:
    import pyarrow as pa

BUDGET = 96 * 2**20
"""Bytes that all sorters together hold before they write runs."""
CHUNK = 2**20
"""Bytes of one run that are read at a time."""
FAN = 48
"""Runs that are merged at a time."""


class Sorter:
    """The rows of one table, given in any order and taken back sorted by primary key."""

    def __init__(self, name: str, folder: Path, chunk: int = CHUNK, fan: int = FAN) -> None:
        key = contract().table(name).primary_key
        self.name = name
        self.schema = arrow_schema(name)
        self.unique = bool(key)
        self.order = list(key) or self.schema.names
        self.held = 0
        self._folder = folder
        self._chunk = chunk
        self._fan = fan
        self._tables: list[pa.Table] = []
        self._runs: list[Path] = []
        self._written = 0

    def add(self, table: pa.Table) -> None:
        """Take in rows, behind those that were taken in before."""
        if table.num_rows:
            self._tables.append(table)
            self.held += table.nbytes

    def spill(self) -> None:
        """Write what is held as a run, so that nothing is held."""
        if self._tables:
            self._runs.append(self._write(self._sorted(self._tables).to_batches(max_chunksize=self._rows())))
            self._tables, self.held = [], 0

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All rows, sorted; to be called once, when all rows are in."""
        if not self._runs:
            if self._tables:
                tables, self._tables, self.held = self._tables, [], 0
                yield from self._sorted(tables).to_batches()
            return
        self.spill()
        while len(self._runs) > self._fan:
            groups = [self._runs[at : at + self._fan] for at in range(0, len(self._runs), self._fan)]
            self._runs = [self._write(self._merged(group)) for group in groups]
        yield from self._merged(self._runs)

    def _rows(self) -> int:
        """How many rows make a chunk."""
        rows = sum(table.num_rows for table in self._tables)
        return max(1, self._chunk * rows // max(1, self.held))

    def _sorted(self, tables: list[pa.Table]) -> pa.Table:
        import pyarrow as pa

        # The sort is stable: of rows that share a key, the one that came first stays first.
        table = pa.concat_tables(tables).combine_chunks()
        return self._without_repeats(table.sort_by([(column, "ascending") for column in self.order]))

    def _without_repeats(self, table: pa.Table) -> pa.Table:
        """The first row of each key, of a sorted table."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self.unique or table.num_rows < 2:
            return table
        before, after = table.slice(0, table.num_rows - 1), table.slice(1)
        other: Any = pc.not_equal(before[self.order[0]], after[self.order[0]])
        for column in self.order[1:]:
            other = pc.or_(other, pc.not_equal(before[column], after[column]))
        if pc.all(other).as_py():
            return table
        return table.filter(pa.chunked_array([pa.array([True]), *other.chunks]))

    def _write(self, batches: Iterable[pa.RecordBatch]) -> Path:
        import pyarrow as pa

        path = self._folder / f"{self.name}-{self._written:06d}.run"
        self._written += 1
        options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
        with path.open("wb") as file, pa.ipc.new_stream(file, self.schema, options=options) as stream:
            for batch in batches:
                stream.write_batch(batch)
        return path

    def _merged(self, runs: list[Path]) -> Iterator[pa.RecordBatch]:
        """The rows of several runs, sorted; the runs are removed."""
        import pyarrow.compute as pc

        readers = [_Run(path, self.order[0]) for path in runs]
        try:
            while True:
                for reader in readers:
                    reader.fill()
                # Rows before the least of the last keys cannot be preceded by anything still to be read.
                bound = min((reader.last for reader in readers if not reader.ended), default=None)
                ready = [taken for reader in readers if (taken := reader.take(bound, pc)).num_rows]
                if ready:
                    yield from self._sorted(ready).to_batches()
                if bound is None:
                    return
        finally:
            for reader in readers:
                reader.close()
                reader.path.unlink(missing_ok=True)


class _Run:
    """A run, read chunk by chunk: what is held are its next rows, never only the rows of one key until it ends."""

    def __init__(self, path: Path, key: str) -> None:
        import pyarrow as pa

        self.path = path
        self.ended = False
        self._key = key
        self._file = path.open("rb")
        self._stream = pa.ipc.open_stream(self._file)
        self._held: pa.Table = self._stream.schema.empty_table()

    @property
    def last(self) -> str:
        """The last key that is held."""
        return str(self._held[self._key][self._held.num_rows - 1].as_py())

    def fill(self) -> None:
        """Read until rows of two keys are held, or the run ends."""
        import pyarrow as pa

        while not self.ended:
            if self._held.num_rows and self._held[self._key][0].as_py() != self.last:
                return
            try:
                batch = self._stream.read_next_batch()
            except StopIteration:
                self.ended = True
                return
            self._held = pa.concat_tables([self._held, pa.Table.from_batches([batch])])

    def take(self, bound: str | None, pc: Any) -> pa.Table:
        """Give up the rows whose key is before the bound; all rows where there is none."""
        rows = self._held.num_rows
        if bound is not None and rows:
            rows = pc.sum(pc.less(self._held[self._key], bound)).as_py() or 0
        taken = self._held.slice(0, rows)
        self._held = self._held.slice(rows)
        return taken

    def close(self) -> None:
        self._stream.close()
        self._file.close()


@dataclass(frozen=True, slots=True)
class Merged:
    """All parts together: sorted batches by table, and what the release says of itself.

    `rejects` counts rejected documents by reason, `latest` is the last day that an article appeared or was saved,
    `copies` counts articles that are copies of others.
    """

    tables: dict[str, Iterator[pa.RecordBatch]]
    articles: int
    events: int
    rejects: dict[str, int]
    sources: tuple[str, ...]
    latest: date | None
    copies: int = 0


def merge(
    parts: Sequence[Path], folder: Path, with_text: bool = False, copies: Copies | None = None, keep: bool = True
) -> Merged:
    """Merge the parts, in their order, with runs in `folder`. Raises EngineError for a part that can't be read.

    Articles that are `copies` name their originals; where `keep` is false, their events are left out, and so are the
    actors and locations that no other article has.
    """
    import pyarrow.compute as pc

    names = [name for name in contract().tables if with_text or name not in contract().optional]
    sorters = {name: Sorter(name, folder) for name in names}
    rows = dict.fromkeys(sorters, 0)
    rejects: dict[str, int] = {}
    sources: set[str] = set()
    latest: date | None = None
    marker = None if copies is None else Marker(copies, parts, keep)
    for part in parts:
        tables = _tables(part)
        for name, table in (marker.marked(tables) if marker else tables).items():
            sorters[name].add(table)
            rows[name] += table.num_rows
        for reason in map(str, tables["rejects"]["reason"].to_pylist()):
            rejects[reason] = rejects.get(reason, 0) + 1
        articles = tables["articles"]
        sources.update(map(str, pc.unique(articles["source"]).to_pylist()))
        days = [latest, *(pc.max(articles[column]).as_py() for column in ("published_on", "retrieved_on"))]
        latest = max((day for day in days if day), default=None)
        while sum(sorter.held for sorter in sorters.values()) > BUDGET:
            max(sorters.values(), key=lambda sorter: sorter.held).spill()
    batches = {name: sorter.batches() for name, sorter in sorters.items()}
    return Merged(
        {name: marker.mentioned(name, rest) for name, rest in batches.items()} if marker else batches,
        rows["articles"], rows["events"], dict(sorted(rejects.items())), tuple(sorted(sources)), latest,
        marker.found if marker else 0,
    )  # fmt: skip


def _tables(part: Path) -> dict[str, pa.Table]:
    import pyarrow as pa

    try:
        return dict(read_part(part))
    except (OSError, pa.ArrowInvalid) as error:
        raise unreadable(part, error) from error
