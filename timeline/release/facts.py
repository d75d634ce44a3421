"""What the catalogues ask of a release's content: its languages and the days it covers, read from its own files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline.contract import contract


@dataclass(frozen=True, slots=True)
class Facts:
    """Languages of the articles (ISO 639-1, sorted), first and last day of the events; None where there are none."""

    languages: tuple[str, ...]
    first: date | None
    last: date | None

    @property
    def coverage(self) -> str | None:
        """The days covered as an ISO 8601 interval."""
        return None if self.first is None or self.last is None else f"{self.first}/{self.last}"


def facts_of(folder: Path) -> Facts:
    """The facts of a release whose tables lie in `folder`."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    languages = pq.read_table(folder / contract().file("articles"), columns=["language"])["language"].unique()
    days = pq.read_table(folder / contract().file("events"), columns=["date_start", "date_end"])
    first, last = pc.min(days["date_start"]).as_py(), pc.max(days["date_end"]).as_py()
    return Facts(tuple(sorted(str(language) for language in languages.to_pylist())), first, last)
