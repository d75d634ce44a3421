"""The package's own data files: where they are and how their rows are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


class TableError(ValueError):
    """A data table does not have the form that its reader expects."""


def data_path(*parts: str) -> Path:
    """A file of the package: `data_path("knowledge", "plover.tsv")`."""
    return PACKAGE.joinpath(*parts)


def read_table(path: Path, required: Iterable[str] = ()) -> list[dict[str, str]]:
    """The rows of a TSV table (UTF-8, header line, no quoting) as dictionaries of stripped strings.

    Empty lines and lines that start with `#` are passed over. Raises TableError naming file and line where a row has
    more or fewer cells than the header, or the header lacks a required column.
    """
    header: list[str] | None = None
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if header is None:
                header = cells
                if missing := [name for name in required if name not in header]:
                    raise TableError(
                        f"{path}: expected columns {', '.join(required)}; the header (line {number}) lacks "
                        f"{', '.join(missing)}; add them or use the documented header"
                    )
                continue
            if len(cells) != len(header):
                raise TableError(
                    f"{path}, line {number}: expected {len(header)} cells ({', '.join(header)}), found {len(cells)}; "
                    "check for missing or extra tabs"
                )
            rows.append(dict(zip(header, cells, strict=True)))
    if header is None:
        raise TableError(f"{path}: expected a header line, found an empty table")
    return rows


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a list cell, which are joined by `|`."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())
