"""Writing a release in another format: one file, whole or not at all, the same bytes for the same release."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.exports import gdelt, geojson, plover
from timeline.exports.fieldmap import FORMATS, losses
from timeline.release.flat import flat_table
from timeline.release.places import Place, place_of

if TYPE_CHECKING:
    import pyarrow as pa


class ExportError(Exception):
    """A file cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: `events` were written; `left_out` counts the others by reason; `losses` hold for all."""

    path: Path
    format: str
    events: int
    left_out: Mapping[str, int]
    losses: tuple[str, ...]


def export(source: Path | str | None, to: str, out: Path | str) -> Exported:
    """Write the release in a folder or at an address (None: the bundled one) in another format to the file `out`.

    Formats: `csv` and `geojson` (one wide row per event), `gdelt` (GDELT 2.0 event file), `plover-json`. Raises
    ValueError for another format, ReleaseError where the source is no release, ExportError where `out` is a folder or
    cannot be written.
    """
    if to not in FORMATS:
        raise ValueError(f"--to: expected a format among {', '.join(FORMATS)}, found {to!r}")
    target = Path(out)
    if target.is_dir():
        raise ExportError(f"{target}: expected a file to write, found a folder; name a file in it")
    place = place_of(source)
    flat = flat_table(place)
    left_out: dict[str, int] = {}
    if to == "csv":
        _csv(flat, target)
    else:
        _lines(_rows_of(to, place, flat, left_out), target)
    written = flat.num_rows - sum(left_out.values())
    return Exported(target, to, written, left_out, losses(to))


def _rows_of(to: str, place: Place, flat: pa.Table, left_out: dict[str, int]) -> Iterator[str]:
    if to == "geojson":
        yield '{"type": "FeatureCollection", "features": ['
        yield from _separated(geojson.features(_rows(flat)))
        yield "]}"
    elif to == "plover-json":
        yield "["
        yield from _separated(plover.records(place, flat))
        yield "]"
    else:
        yield from gdelt.lines(_with_place(_rows(flat), left_out))


def _rows(flat: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in flat.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _with_place(rows: Iterator[dict[str, Any]], left_out: dict[str, int]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if gdelt.has_place(row):
            yield row
        else:
            left_out[row["status"]] = left_out.get(row["status"], 0) + 1


def _separated(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Items of a JSON list, one a line."""
    held: str | None = None
    for item in items:
        if held is not None:
            yield held + ","
        held = json.dumps(item, ensure_ascii=False, allow_nan=False)
    if held is not None:
        yield held


def _csv(flat: pa.Table, target: Path) -> None:
    from pyarrow import csv

    with _Whole(target) as draft:
        csv.write_csv(flat, draft)


def _lines(lines: Iterable[str], target: Path) -> None:
    with _Whole(target) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


class _Whole:
    """A draft beside a file, which takes its place when nothing went wrong."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.draft = target

    def __enter__(self) -> Path:
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.target.parent, prefix=f".{self.target.name}.")
        except OSError as error:
            raise ExportError(
                f"{self.target}: expected a place to write to, found {error.strerror}; name another file"
            ) from error
        os.close(handle)
        self.draft = Path(name)
        return self.draft

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.draft.chmod(0o644)
            self.draft.replace(self.target)
        self.draft.unlink(missing_ok=True)
