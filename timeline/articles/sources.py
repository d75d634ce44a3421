"""What is known of newspapers and agencies: names, countries, and how their issue day stands to their page's date."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from timeline import languages
from timeline.phrases import PhraseIndex
from timeline.text import normalise
from timeline.tsv import data_path, read_table, split_list


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """A newspaper; `issue_offset_days` is added to its page's date to get the day its relative dates count from."""

    slug: str
    name: str
    names: tuple[str, ...]
    country: str | None
    language: str | None
    issue_offset_days: int
    hosts: tuple[str, ...] = ()


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
            split_list(row.get("hosts", "")),
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
def _by_any_name() -> dict[str, SourceProfile]:
    found: dict[str, SourceProfile] = {}
    for profile in profiles().values():
        for name in (profile.slug, profile.name, *profile.names):
            found.setdefault(normalise(name, profile.language or "en"), profile)
    return found


@cache
def _by_host() -> dict[str, SourceProfile]:
    return {host: profile for profile in profiles().values() for host in profile.hosts}


def by_host(host: str) -> SourceProfile | None:
    """The profile of a web site: of the host itself or of a domain that it belongs to."""
    parts = host.lower().rstrip(".").split(".")
    return next((p for i in range(len(parts) - 1) if (p := _by_host().get(".".join(parts[i:])))), None)


def slug_of(name: str, host: str | None = None) -> str:
    """The slug of a source by its name, its web site, or both.

    Where no profile has either, it is made of the name in ASCII, else of the host, else of the name's hash: a name is
    never romanised by guess.
    """
    key = " ".join(name.split())
    named = _by_any_name()
    profile = next(
        (p for c in languages.available() if key and (p := named.get(normalise(key, c).strip(" .:|-")))), None
    )
    if profile is None and host:
        profile = by_host(host)
    if profile is not None:
        return profile.slug
    if (slug := _ascii_slug(key)) and key.isascii():
        return slug
    if host and (slug := _ascii_slug(host.lower().removeprefix("www."))):
        return slug
    return slug or ("source-" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8] if key else "unknown")


def _ascii_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"([._-])[._-]+", r"\1", re.sub(r"[^a-z0-9._-]+", "-", plain)).strip("._-")


@cache
def agencies(language: str) -> PhraseIndex[str]:
    """Names of news agencies as datelines give them, with the canonical name."""
    index: PhraseIndex[str] = PhraseIndex(language)
    for row in read_table(data_path("knowledge", "agencies.tsv"), ("slug", "name", "names")):
        for name in split_list(row["names"]):
            index.add(name, row["name"])
    return index
