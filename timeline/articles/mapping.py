"""What the columns of other people's records are called here: the mapping file.

columns:                 # ours: theirs; a dot leads into nested objects
  text: content
  published: date_extracted
constants: {language: ar}        # for all records
published_basis: metadata        # page | metadata | url | given
date_format: "%d/%m/%Y"          # as strptime has it; ISO 8601 where not given
records: data.articles           # where in a JSON document the list stands
delimiter: ";"                   # of CSV; recognised where not given
quoting: minimal                 # of CSV and TSV: minimal | none
encoding: windows-1256           # of CSV and TSV; recognised where not given
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from timeline.articles.trouble import SourceError

FIELDS = ("id", "text", "title", "published", "source", "language", "url", "retrieved", "section", "byline")
PublishedBasis = Literal["page", "metadata", "url", "given"]
_KEYS = ("columns", "constants", "published_basis", "date_format", "records", "delimiter", "quoting", "encoding")


@dataclass(frozen=True, slots=True)
class RecordMapping:
    """Names of columns by field (FIELDS), and how to read them. Fields not named have columns of their own name."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    published_basis: PublishedBasis = "given"
    date_format: str | None = None
    records: str | None = None
    delimiter: str | None = None
    quoting: Literal["minimal", "none"] = "minimal"
    encoding: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for an encoding that is none."""
        try:
            "".encode(self.encoding or "utf-8")
        except (LookupError, ValueError):
            raise ValueError(f"expected an encoding such as utf-8, found {self.encoding!r}; correct it") from None

    def column(self, name: str) -> str:
        """The column that holds a field."""
        return self.columns.get(name, name)

    def fields(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The record under our names, with the constants where it says nothing."""
        if not self.columns and not self.constants:
            return {name: record[name] for name in FIELDS if name in record}
        found = {name: _at(record, self.column(name)) for name in FIELDS}
        return {name: self.constants.get(name) if value in (None, "") else value for name, value in found.items()}

    def missing(self, columns: Iterable[str], published_given: bool) -> list[str]:
        """The columns that no article can do without and that a table lacks."""
        there = set(columns)
        needed = [name for name in ("text", "published") if not (name == "published" and published_given)]
        named = [*needed, *(name for name in self.columns if name not in needed)]
        return [
            self.column(name)
            for name in named
            if name not in self.constants and self.column(name).partition(".")[0] not in there
        ]


IDENTITY = RecordMapping()


def load_mapping(path: Path | str) -> RecordMapping:
    """The mapping of a YAML file. Raises SourceError saying what is wrong with it."""
    import yaml

    path = Path(path)
    try:
        given = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        found = error.strerror or error
        raise SourceError(f"{path}: expected a mapping file in YAML, found: {found}; check the path") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceError(f"{path}: expected a mapping file in YAML, found: {error}; mend it") from None
    if not isinstance(given, dict):
        raise SourceError(f"{path}: expected a mapping with {', '.join(_KEYS)}, found {type(given).__name__}")
    if unknown := [str(key) for key in given if key not in _KEYS]:
        raise SourceError(f"{path}: expected the keys {', '.join(_KEYS)}, found {', '.join(unknown)}; correct it")
    columns, constants = (_strings(path, key, given.get(key)) for key in ("columns", "constants"))
    choices = {"published_basis": ("page", "metadata", "url", "given"), "quoting": ("minimal", "none")}
    for key, known in choices.items():
        if given.get(key) not in (None, *known):
            raise SourceError(f"{path}: expected {key} as one of {', '.join(known)}, found {given[key]!r}")
    if len(str(given.get("delimiter") or ",")) != 1:
        raise SourceError(f"{path}: expected one character as delimiter, found {given['delimiter']!r}")
    texts = {
        key: str(given[key])
        for key in ("date_format", "records", "delimiter", "encoding")
        if given.get(key) is not None
    }
    try:
        return RecordMapping(
            columns,
            constants,
            given.get("published_basis") or "metadata",
            quoting=given.get("quoting") or "minimal",
            **texts,
        )
    except ValueError as error:
        raise SourceError(f"{path}: {error}") from None


def _strings(path: Path, key: str, given: object) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise SourceError(f"{path}: expected {key} as a mapping of names, found {type(given).__name__}")
    if unknown := [str(name) for name in given if name not in FIELDS]:
        raise SourceError(f"{path}: expected {key} for {', '.join(FIELDS)}, found {', '.join(unknown)}; correct it")
    return {str(name): str(column) for name, column in given.items() if column is not None}


def _at(record: Mapping[str, Any], column: str) -> Any:
    """The value of a column, or of a path through nested objects (`meta.source`)."""
    if column in record:
        return record[column]
    value: Any = record
    for part in column.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value
