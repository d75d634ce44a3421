"""What a release says of itself besides its tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """Something the data was made from: `path` is its address, if it has one."""

    title: str
    path: str | None = None
    version: str | None = None

    def to_dict(self) -> dict[str, str]:
        """As in a data package's `sources`."""
        named = {"title": self.title, "path": self.path, "version": self.version}
        return {key: value for key, value in named.items() if value is not None}


KNOWLEDGE: tuple[Source, ...] = (
    Source("GeoNames (CC BY 4.0)", "https://www.geonames.org/"),
    Source(
        "PLOVER, Open Event Data Alliance: event types, modes and contexts", "https://github.com/openeventdata/PLOVER"
    ),
)


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """Version, title, date and origin of a release; nothing here is taken from the clock.

    `sources` are the corpora; GeoNames and PLOVER are added to them. `coder` is the program with its version. `quality`
    is Markdown for the card: figures and the corpus they were measured on.
    """

    version: str
    title: str
    created: date
    coder: str
    sources: tuple[Source, ...] = ()
    description: str = "Dated events from news articles: who did what to whom, where and when, according to whom."
    contributors: tuple[str, ...] = ("The timeline developers",)
    quality: str = ""
