"""Parts: the tables of one batch in one file, Arrow streams one behind the other in the order of the contract.

A part is complete or absent: it is written under another name and then moved. Its actors and locations stand once each,
in the order in which the batch first names them.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.contract.arrow import TABLE_KEY
from timeline.engines.tasks import EngineError

if TYPE_CHECKING:
    import pyarrow as pa

END = b"complete"
SUFFIX = ".arrows"
DRAFT = ".draft"


def write_part(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write the tables of a batch. Raises OSError where the file can't be written."""
    import pyarrow as pa

    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}{DRAFT}")
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    try:
        with draft.open("wb") as file:
            for table in tables.values():
                with pa.ipc.new_stream(file, table.schema, options=options) as stream:
                    stream.write_table(table)
            file.write(END)
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def read_part(path: Path) -> Iterator[tuple[str, pa.Table]]:
    """The tables of a part with their names. Raises OSError or pa.ArrowInvalid for what is no complete part."""
    import pyarrow as pa

    size = path.stat().st_size - len(END)
    with path.open("rb") as file:
        file.seek(max(0, size))
        if file.read() != END:
            raise pa.ArrowInvalid(f"expected {END!r} at the end of the file")
        file.seek(0)
        while file.tell() < size:
            with pa.ipc.open_stream(file) as stream:
                table = stream.read_all()
            yield table.schema.metadata[TABLE_KEY].decode(), table


def counts(path: Path) -> dict[str, int] | None:
    """The number of rows of each table of a part; None where there is no complete part."""
    import pyarrow as pa

    try:
        return {name: table.num_rows for name, table in read_part(path)}
    except (OSError, pa.ArrowInvalid):
        return None


def unreadable(path: Path, error: Exception) -> EngineError:
    """What to raise where a part has to be read and can't be."""
    return EngineError(f"{path}: expected a finished part, found {error}; remove the file and build again")


def remove_drafts(folder: Path) -> None:
    """Remove what killed workers left half written."""
    for draft in folder.glob(f".*{DRAFT}"):
        with contextlib.suppress(OSError):
            draft.unlink()
