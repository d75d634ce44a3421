"""Writing a release: whole or not at all, and the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.contract import ContractError, Finding, TableSchema, arrow_schema, contract
from timeline.release.documents import DOCUMENTS, write_documents
from timeline.release.errors import ReleaseError
from timeline.release.info import ReleaseInfo
from timeline.release.package import PACKAGE_FILE, WrittenTable, is_release

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_PER_GROUP = 1_000_000


def write_release(
    tables: Mapping[str, pa.Table | Iterable[pa.RecordBatch]], out: Path | str, *, info: ReleaseInfo
) -> Path:
    """Write the tables as a release into the folder `out` and return its path.

    A table is given as an Arrow table in any row order, or as batches that are sorted by primary key already and are
    written as they come, so that no more than one row group is in memory. Columns must be those of the contract.

    The release is built in a folder beside `out` and then takes its place. What is there must be nothing, an empty
    folder, or a release and nothing else. Raises ReleaseError where it is not, KeyError for tables that the contract
    does not have, ContractError where rows or columns do not fit it or a table is missing.
    """
    agreed = contract()
    for name in tables:
        agreed.table(name)
    target = Path(out).resolve()
    may_replace(target)
    with _beside(target) as folder:
        written = []
        (folder / "data").mkdir()
        for name in agreed.tables:
            if name in tables:
                written.append(_write_table(name, tables[name], folder))
            elif name not in agreed.optional:
                raise ContractError(
                    Finding(agreed.file(name), name, None, None, "table present", "a table, if an empty one", "none",
                            "give all tables of the contract; tables_from_rows makes those without rows")
                )  # fmt: skip
        write_documents(folder, info, written)
        _sync(folder / "data")
        _sync(folder)
        put_in_place(target, folder)
    return target


def _write_table(name: str, given: pa.Table | Iterable[pa.RecordBatch], folder: Path) -> WrittenTable:
    import pyarrow as pa

    batches = sorted_batches(name, given) if isinstance(given, pa.Table) else given
    path = folder / contract().file(name)
    rows = write_parquet(name, batches, path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return WrittenTable(name, rows, digest)


def sorted_batches(name: str, table: pa.Table) -> Iterator[pa.RecordBatch]:
    """The rows of a table, sorted by primary key, then by every other column: the order given does not matter."""
    fitted = _fitted(name, table)
    key = contract().table(name).primary_key
    order = [*key, *(column for column in fitted.column_names if column not in key)]
    yield from fitted.sort_by([(column, "ascending") for column in order]).to_batches()


def write_parquet(name: str, batches: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write sorted batches of one table as Parquet and return the number of rows.

    The bytes depend on the rows alone, not on how they are cut into batches. Raises ContractError where batches do not
    fit the contract or are not sorted by primary key.
    """
    import pyarrow.parquet as pq

    schema = contract().table(name)
    rows = 0
    with pq.ParquetWriter(
        path,
        arrow_schema(name),
        compression="zstd",
        write_statistics=True,
        write_page_index=True,
        write_page_checksum=True,
        use_content_defined_chunking=True,
    ) as writer:
        last: pa.Table | None = None
        for group in _groups(name, batches):
            _require_sorted(schema, group, last, rows)
            writer.write_table(group, row_group_size=ROWS_PER_GROUP)
            rows += group.num_rows
            last = group.slice(group.num_rows - 1)
    return rows


def _groups(name: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows of batches as tables of one row group each, every column in one piece."""
    import pyarrow as pa

    held: list[pa.Table] = []
    count = 0
    for batch in batches:
        table = _fitted(name, pa.Table.from_batches([batch]))
        while table.num_rows:
            part = table.slice(0, ROWS_PER_GROUP - count)
            table = table.slice(part.num_rows)
            held.append(part)
            count += part.num_rows
            if count == ROWS_PER_GROUP:
                yield pa.concat_tables(held).combine_chunks()
                held, count = [], 0
    if held:
        yield pa.concat_tables(held).combine_chunks()


def _fitted(name: str, table: pa.Table) -> pa.Table:
    """The table with exactly the contract's Arrow schema."""
    import pyarrow as pa

    expected = arrow_schema(name)
    file = contract().file(name)
    if sorted(table.column_names) != sorted(expected.names):
        raise ContractError(
            Finding(file, name, None, None, "columns", ", ".join(expected.names), ", ".join(table.column_names),
                    "write the columns of the contract, each once")
        )  # fmt: skip
    columns = []
    for field in expected:
        column = table[field.name]
        try:
            columns.append(column.cast(field.type))
        except pa.ArrowInvalid as error:
            raise ContractError(
                Finding(file, name, field.name, None, "column type", f"{field.type}", f"{column.type}: {error}",
                        f"convert the column to {field.type}")
            ) from error  # fmt: skip
        if not field.nullable and column.null_count:
            row = column.is_null().index(True).as_py()
            raise ContractError(
                Finding(file, name, field.name, row, "required", "a value: the column is required", "null",
                        "fill the value in, or leave the row out")
            )  # fmt: skip
    return pa.table(columns, schema=expected)


def _require_sorted(schema: TableSchema, group: pa.Table, last: pa.Table | None, offset: int) -> None:
    """Raise ContractError at the first row whose key is not behind that of the row before it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not schema.primary_key:
        return
    rows = group if last is None else pa.concat_tables([last, group])
    before, after = rows.slice(0, max(0, rows.num_rows - 1)), rows.slice(1)
    behind: Any = pa.scalar(False)
    for column in reversed(schema.primary_key):
        equal = pc.equal(before[column], after[column])
        behind = pc.or_(pc.less(before[column], after[column]), pc.and_(equal, behind))
    if pc.all(behind, min_count=0).as_py():
        return
    row = offset + pc.index(behind, False).as_py() + (1 if last is None else 0)
    at = row - offset + (0 if last is None else 1)
    key = ", ".join(f"{column} {rows[column][at].as_py()!r}" for column in schema.primary_key)
    raise ContractError(
        Finding(contract().file(schema.name), schema.name, "+".join(schema.primary_key), row, "primary key",
                "each key once, batches in order of the key", key,
                "drop the repeated row; give batches sorted by primary key, or the table as a whole")
    )  # fmt: skip


def _sync(folder: Path) -> None:
    """Make a folder's entries last. Where folders cannot be opened (Windows), the system sees to it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def may_replace(target: Path) -> None:
    """Raise ReleaseError unless `target` is nothing, an empty folder, or a release with nothing else in it."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ReleaseError(f"{target}: expected a folder for the release, found a file; name another folder")
    entries = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir())
    if not entries:
        return
    try:
        descriptor = json.loads((target / PACKAGE_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        descriptor = None
    if not is_release(descriptor):
        raise ReleaseError(
            f"{target}: expected an empty folder or a release of {contract().name}, found a folder that holds "
            f"{entries[0]!r} and no {PACKAGE_FILE} of such a release; name another folder, or empty this one"
        )
    own = {*DOCUMENTS, *(str(resource.get("path")) for resource in descriptor.get("resources", []))}
    if foreign := [entry for entry in entries if entry not in own]:
        raise ReleaseError(
            f"{target}: expected a release and nothing else, found also {', '.join(foreign[:5])}, which replacing it "
            "would delete; move these files elsewhere, or name another folder"
        )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder in the folder of `target`, on the same file system, that is gone afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.parent / f".{target.name}.{secrets.token_hex(4)}.partial"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(target: Path, folder: Path) -> None:
    """Put the finished folder in the place of the target; on failure the target is as it was."""
    old = folder.with_suffix(".old")
    exists = target.exists()
    try:
        if exists:
            target.rename(old)
        try:
            folder.rename(target)
        except OSError:
            if exists:
                old.rename(target)
            raise
    except OSError as error:
        raise ReleaseError(
            f"{target}: expected to put the finished release in place, found that the folder cannot be renamed "
            f"({error.strerror}); check permissions of {target.parent}, or name a folder that is no mount point"
        ) from error
    _sync(target.parent)
    shutil.rmtree(old, ignore_errors=True)
