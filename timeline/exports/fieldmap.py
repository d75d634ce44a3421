"""The field maps: which field of a format is made from which columns of a release, and what gets lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from timeline.tsv import data_path, read_table, split_list

FORMATS = ("csv", "geojson", "gdelt", "plover-json")


@dataclass(frozen=True, slots=True)
class FieldMap:
    """One field of a format.

    `columns` are those of `events_flat` (or TABLE.COLUMN) that it is made from, `convert` the function that makes it
    (empty: as it is), `loss` what does not come through, `source` where the field is defined.
    """

    field: str
    type: str
    columns: tuple[str, ...]
    convert: str
    loss: str
    source: str


@cache
def field_map(format: str) -> tuple[FieldMap, ...]:
    """The fields of a format, in order. Raises ValueError for a format that there is not."""
    # A feature of GeoJSON has the columns of the CSV as its properties.
    name = {"geojson": "csv", "plover-json": "plover"}.get(format, format)
    if format not in FORMATS:
        raise ValueError(f"expected a format among {', '.join(FORMATS)}, found {format!r}")
    path = data_path("exports", f"fields_{name}.tsv")
    return tuple(
        FieldMap(row["field"], row["type"], split_list(row["from"]), row["convert"], row["loss"], row["source"])
        for row in read_table(path, ("field", "type", "from", "convert", "loss", "source"))
    )


@cache
def losses(format: str) -> tuple[str, ...]:
    """What a format has no place for, beside what the field map says of single fields."""
    rows = read_table(data_path("exports", "losses.tsv"), ("format", "loss"))
    return tuple(row["loss"] for row in rows if row["format"] == format)
