"""From a batch of articles to its part: what a worker does, wherever it runs."""

from __future__ import annotations

import gc
import re
import traceback
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.coder import Knowledge, UndatedError
from timeline.contract import ContractError, contract
from timeline.engines.parts import write_part
from timeline.engines.spool import decode
from timeline.engines.tasks import WRITING, Options, Receipt, Task
from timeline.model import Article, Reject
from timeline.records import Records
from timeline.tsv import PACKAGE

if TYPE_CHECKING:
    import pyarrow as pa

Begin = Callable[[int, int], None]
"""Called before each document with its number in the batch and its length in characters, and before writing."""

_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


def warm(languages: Iterable[str], folders: tuple[Path, ...] = ()) -> None:
    """Compile or load what coding needs in these languages, so that it is there before work is shared out."""
    from timeline import languages as packs
    from timeline.coder import code
    from timeline.release import tables_from_rows

    collecting = gc.isenabled()
    # Nothing of what is loaded is garbage; looking for some would take longer than loading.
    gc.disable()
    try:
        for language in sorted(set(languages) & set(packs.available())):
            # Any text does: each step loads all that it may need.
            code(Article("warm", "warm", "1", language, published_on=date(2000, 1, 1)), Knowledge(folders))
        tables_from_rows({})
    finally:
        if collecting:
            gc.enable()


def make_part(task: Task, options: Options, begin: Begin) -> Receipt:
    """Code the articles of a task and write its part. Raises OSError where that can't be read or written."""
    records = [
        _recorded(item, number, task, options, begin) for number, item in enumerate(decode(task.items.read_bytes()))
    ]
    begin(WRITING, 0)
    try:
        tables = _tables(records, options)
    except ContractError:
        # One document spoils the tables of all: find it.
        records = [_checked(one, options) for one in records]
        tables = _tables(records, options)
    write_part(task.part, tables)
    return Receipt(task.number, tables["articles"].num_rows, tables["rejects"].num_rows, tables["events"].num_rows)


def _recorded(item: Article | Reject, number: int, task: Task, options: Options, begin: Begin) -> Records:
    """The rows of one document, or of the reject that it ends as."""
    from timeline.coder import code

    records = Records(options.coder, options.with_text)
    if isinstance(item, Reject):
        records.reject(item)
        return records
    for refused, why in task.refused:
        if refused == number:
            return _rejected(item, why.partition(":")[0], why, options)
    begin(number, len(item.text))
    try:
        records.add(code(item, Knowledge(options.folders)))
        if task.careful:
            _tables([records], options)
    except ContractError as error:
        return _rejected(item, "breaks the contract", str(error), options)
    except UndatedError as error:
        return _rejected(item, "no date", str(error), options, "date")
    except Exception as error:
        return _rejected(item, "coder failed", f"{_told(error)}; report it with the text", options)
    return records


def _checked(records: Records, options: Options) -> Records:
    """The rows of one document if they fit the contract, else of the reject that says why not."""
    try:
        _tables([records], options)
    except ContractError as error:
        row = (records.rows["articles"] or records.rows["rejects"])[0]
        found = Reject(row["document_id"], row["source"], "code", "breaks the contract", str(error))
        return _of_reject(found, options)
    return records


def _rejected(item: Article, reason: str, detail: str, options: Options, stage: str = "code") -> Records:
    assert stage in {"code", "date"}
    return _of_reject(
        Reject(item.document_id, item.source, "date" if stage == "date" else "code", reason, detail), options
    )


def _of_reject(reject: Reject, options: Options) -> Records:
    records = Records(options.coder, options.with_text)
    records.reject(reject)
    return records


def _told(error: Exception) -> str:
    """An error with the line of the package that raised it, in words that are the same on every machine."""
    said = _ADDRESS.sub("0x…", f"{type(error).__name__}: {error}".rstrip(": "))
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PACKAGE)
    ]
    if not frames:
        return said
    where = Path(frames[-1].filename).relative_to(PACKAGE.parent).as_posix()
    return f"{said} ({where}, line {frames[-1].lineno})"


def _tables(records: Iterable[Records], options: Options) -> dict[str, pa.Table]:
    """The rows of documents as tables. Raises ContractError where they do not fit the contract or repeat a key."""
    from timeline.release import tables_from_rows

    gathered = Records(options.coder, options.with_text)
    for one in records:
        gathered.absorb(one)
    tables = tables_from_rows(gathered.tables())
    for name, table in tables.items():
        _require_single(name, table)
    return tables


def _require_single(name: str, table: pa.Table) -> None:
    """Raise ContractError where rows of a table share a primary key."""
    from timeline.contract import Finding

    key = list(contract().table(name).primary_key)
    if not key or table.num_rows == table.group_by(key, use_threads=False).aggregate([]).num_rows:
        return
    columns = table.select(key).to_pylist()
    repeated = next(row for at, row in enumerate(columns) if row in columns[:at])
    shown = ", ".join(f"{column} {value!r}" for column, value in repeated.items())
    raise ContractError(
        Finding(
            contract().file(name),
            name,
            "+".join(key),
            None,
            "primary key",
            "each key once",
            f"{shown} again",
            "report it with the text",
        )
    )
