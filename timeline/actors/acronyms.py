"""Acronyms that bodies of many countries share: they name a listed one only where the text speaks of its country."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.actors import entries as kind
from timeline.actors.entries import Entry, Item
from timeline.actors.register import Register
from timeline.model import PlaceMention
from timeline.text import Text

_SHARED = frozenset({"REB", "PTY", "MIL", "GOV", "LEG"})
"""Sectors of bodies that have acronyms like those of other countries ("NPA", "CBI", "DPP")."""
_ENOUGH = 3
"""So many words for other countries tell that even an acronym that is seldom another's is one here."""
_TELLING = kind.COUNTRY + kind.ADJECTIVE + kind.METONYM


def without_misread(text: Text, register: Register, items: list[Item], places: Iterable[PlaceMention]) -> list[Item]:
    """The items without the acronyms of bodies whose countries the text names nowhere, though it names others."""
    if not register.cased:
        return items
    acronyms = {item.first for item in items if _is_acronym(text, register, item)}
    if not acronyms:
        return items
    named = [{place.location.country} for place in places if place.location.country]
    named += [found for item in items if item.first not in acronyms and (found := _countries(register, item))]
    spoken_of: set[str] = set().union(*named)

    def clear(item: Item) -> Item | None:
        if item.first not in acronyms or not spoken_of:
            return item
        meant = [entry for entry in item.entries if not _homes(register, entry).isdisjoint(spoken_of)]
        if not meant and not _is_doubtful(register, item, len(named)):
            return item
        rest = [entry for entry in item.entries if entry.kind != kind.ORGANISATION or entry in meant]
        return item._replace(entries=tuple(rest)) if rest else None

    return [kept for item in items if (kept := clear(item)) is not None]


def _is_acronym(text: Text, register: Register, item: Item) -> bool:
    """Is an item the acronym of bodies that are all at home somewhere?"""
    written = text.original[text.starts[item.first] : text.ends[item.behind - 1]]
    if item.behind != item.first + 1 or not written.isupper() or item.has(kind.ORGANISATION) is None:
        return False
    return all(register.organisations[e.key].country for e in item.entries if e.key in register.organisations)


def _is_doubtful(register: Register, item: Item, others: int) -> bool:
    """May an acronym stand for a body that no table lists, where so many words are about other countries?"""
    rows = [register.organisations[e.key] for e in item.entries if e.key in register.organisations]
    if not all(row.sector in _SHARED for row in rows):
        return False
    return others >= _ENOUGH or all(entry.flags & kind.AMBIGUOUS for entry in item.entries)


def _homes(register: Register, entry: Entry) -> set[str]:
    """The countries that a body is at home or active in."""
    if entry.kind != kind.ORGANISATION or entry.key not in register.organisations:
        return set()
    return {register.organisations[entry.key].country, *register.fields.get(entry.key, ())}


def _countries(register: Register, item: Item) -> set[str]:
    """The countries that an item tells of by itself."""
    found = {entry.key for entry in item.entries if entry.kind in _TELLING}
    for entry in item.entries:
        if entry.kind == kind.PERSON:
            found.add(register.people[entry.key].country)
        elif entry.kind == kind.ORGANISATION and entry.key in register.organisations:
            found.add(register.organisations[entry.key].country)
    return found - {""}
