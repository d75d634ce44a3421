"""What is known of newspapers and agencies: names, countries, and how their issue day stands to their page's date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from timeline.phrases import PhraseIndex
from timeline.tables import data_path, read_table, split_list
from timeline.text import normalise


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """A newspaper; `issue_offset_days` is added to its page's date to get the day its relative dates count from."""

    slug: str
    name: str
    names: tuple[str, ...]
    country: str | None
    language: str | None
    issue_offset_days: int


@cache
def profiles() -> dict[str, SourceProfile]:
    """All profiles of knowledge/sources.tsv by slug."""
    rows = read_table(data_path("knowledge", "sources.tsv"), ("slug", "name", "names", "country", "issue_offset_days"))
    return {
        row["slug"]: SourceProfile(
            row["slug"],
            row["name"],
            split_list(row["names"]),
            row["country"] or None,
            row["language"] or None,
            int(row["issue_offset_days"] or 0),
        )
        for row in rows
    }


@cache
def _by_name(language: str) -> dict[str, SourceProfile]:
    return {normalise(name, language): profile for profile in profiles().values() for name in profile.names}


def by_name(name: str, language: str) -> SourceProfile | None:
    """The profile whose name is exactly `name` (normalised), if any."""
    return _by_name(language).get(normalise(name, language).strip(" .:|-"))


@cache
def agencies(language: str) -> PhraseIndex[str]:
    """Names of news agencies as datelines give them, with the canonical name."""
    index: PhraseIndex[str] = PhraseIndex(language)
    for row in read_table(data_path("knowledge", "agencies.tsv"), ("slug", "name", "names")):
        for name in split_list(row["names"]):
            index.add(name, row["name"])
    return index
