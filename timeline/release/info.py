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


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of the data: its SPDX identifier (or `other-…`), its address and its title."""

    name: str = "CC-BY-4.0"
    path: str = "https://creativecommons.org/licenses/by/4.0/"
    title: str = "Creative Commons Attribution 4.0"

    def to_dict(self) -> dict[str, str]:
        """As in a data package's `licenses`."""
        return {"name": self.name, "path": self.path, "title": self.title}


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who made the data, in which roles; `path` is an address, such as that of an ORCID."""

    title: str
    roles: tuple[str, ...] = ("creator",)
    path: str | None = None

    def to_dict(self) -> dict[str, object]:
        """As in a data package's `contributors`."""
        found: dict[str, object] = {"title": self.title, "roles": list(self.roles)}
        return found if self.path is None else {**found, "path": self.path}


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
    is Markdown for the card: figures and the corpus they were measured on. `homepage` is where the data can be found.
    """

    version: str
    title: str
    created: date
    coder: str
    sources: tuple[Source, ...] = ()
    description: str = "Dated events from news articles: who did what to whom, where and when, according to whom."
    contributors: tuple[Contributor, ...] = (Contributor("The timeline developers"),)
    keywords: tuple[str, ...] = ("event data", "news", "PLOVER")
    licence: Licence = Licence()
    homepage: str | None = None
    quality: str = ""
