"""What a name tells by itself, remembered: the places of that name, and how strongly it speaks for one."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from timeline.memo import Memo
from timeline.model import Location
from timeline.places.gazetteer import Entry, Gazetteer

MOST = 40
"""How many places of one name are looked at."""
_FIRST = 3
# A place that shares its name with a country is thought of from this many inhabitants on.
_NAMESAKE = 100_000
_TABLE = {"country": 3.0, "region": 2.7, "city": 2.5, "area": 2.5, "facility": 2.5, "village": 2.2}
_LARGE = 100_000


class Name(NamedTuple):
    """A name (`key`, of `words` words) with its places, most populous first.

    `strength` is how much the name by itself speaks for a place, from 0 (a hamlet's) to 3 (a country's); `countries`
    are those of its places, `first` its first places.
    """

    key: str
    words: int
    entries: list[Entry]
    strength: float
    countries: frozenset[str | None]
    first: tuple[Location, ...]


class Opening(NamedTuple):
    """A way to read a word that names begin with; `follows` are the second words of longer ones, None for any."""

    clitics: str
    stem: str
    follows: frozenset[str] | None


class Names:
    """The names of one language; `cased` says that names have capitals there.

    `of` gives the name of a key, `curated` the same with the places of the tables only, None without places; `openings`
    the ways to read a word that names begin with.
    """

    def __init__(self, gazetteer: Gazetteer, code: str, cased: bool) -> None:
        self.gazetteer, self.code, self.cased = gazetteer, code, cased
        self.of: Memo[str, Name | None] = Memo(self._name)
        self.curated: Memo[str, Name | None] = Memo(self._of_tables)
        self.openings: Memo[str, tuple[Opening, ...]] = Memo(self._openings)

    def _openings(self, word: str) -> tuple[Opening, ...]:
        readings = self.gazetteer.readings(word, self.code)
        return tuple(Opening(s.clitics, s.stem, self.gazetteer.second_words(s.stem, self.code)) for s in readings)

    def _name(self, key: str) -> Name | None:
        entries = self.gazetteer.entries(key, self.code)
        if len(entries) > 1 and self.gazetteer.location(entries[0].number).feature == "country":
            weight = self.gazetteer.weight
            entries = [entry for entry in entries if entry.curated or weight(entry.number) >= _NAMESAKE]
        return self._told(key, entries)

    def _of_tables(self, key: str) -> Name | None:
        name = self.of[key]
        return name and self._told(key, [entry for entry in name.entries if entry.curated])

    def _told(self, key: str, entries: list[Entry]) -> Name | None:
        if not entries:
            return None
        words = key.count(" ")
        places = [self.gazetteer.location(entry.number) for entry in entries[:MOST]]
        strength = max(self._strength(key, *one) for one in zip(entries, places, strict=False))
        if words > 1:
            strength += 0.5 if strength < 2 else 0.2
        elif len(key) <= 4 and strength < 2.4:
            strength -= 0.7
        countries = frozenset(place.country for place in places)
        return Name(key, words, entries, strength, countries, tuple(places[:_FIRST]))

    def _strength(self, key: str, entry: Entry, place: Location) -> float:
        if place.basis == "table":
            value = _TABLE[place.feature]
        else:
            value = max(0.3, min(3.0, 0.75 * math.log10(place.population + 1) - 1.5))
            if entry.curated:
                value = max(value, 2.4)
        if not (entry.curated or self.cased):
            value = min(value, _uncurated(key, place.population))
        if entry.weak:
            value = value - 1.3 if self.cased else min(value, 0.4)
        return max(0.0, value)


@lru_cache(maxsize=8)
def names_of(gazetteer: Gazetteer, code: str, cased: bool) -> Names:
    """The names of a language in a gazetteer; what was looked up stays remembered from text to text."""
    return Names(gazetteer, code, cased)


def _uncurated(key: str, population: int) -> float:
    """The most that a GeoNames name can be worth by itself where no capital tells a name from a word.

    Most of GeoNames' Arabic names of small towns, and many wrong ones of large towns, are everyday words.
    """
    if key.count(" ") > 1:
        return 1.6 if population < _LARGE else 2.0
    if len(key) <= 4:
        return 0.4
    return 0.6 if population < 5 * _LARGE else 1.2
