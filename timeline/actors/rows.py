"""The rows of the tables about actors, as the register holds them."""

from __future__ import annotations

from typing import NamedTuple

NOWHERE = "-"
"""The country of nouns for people who are not at home where they are."""


class Group(NamedTuple):
    """A common noun for a kind of people or body.

    `kind`: member (stands for what it belongs to), force (the armed side of what it belongs to), holder (speaks for
    what it belongs to), people (has a sector of its own), relative, state, states (of no one
    country), body, local (a body where a place follows).
    `form`: person, group or body. `country`: of a noun that is said of people of one country alone ("settlers");
    NOWHERE for one that is said of people who are not at home where they are ("refugees"), so that the country that an
    article is about says nothing of theirs.
    """

    noun: str
    sector: str
    kind: str
    form: str
    political: bool
    english: str
    english_plural: str
    country: str


class People(NamedTuple):
    """A people, faith or organisation that has an adjective but is no country."""

    english: str
    english_plural: str
    country: str
    organisation: str
    sector: str


class Title(NamedTuple):
    """A word before a name. `kind`: honorific, office, royal, rank or job."""

    sector: str
    kind: str
    english: str


class Office(NamedTuple):
    """An office of a state (per country) or an organisation."""

    name: str
    per_country: bool
    country: str
    organisation: str
    sector: str
    several: bool


class Organisation(NamedTuple):
    """A listed organisation."""

    name: str
    local: str
    kind: str
    country: str
    sector: str
    wikidata_id: str
    parent: str
    since: str
    until: str


class Person(NamedTuple):
    """A listed person."""

    name: str
    local: str
    country: str
    sector: str
    wikidata_id: str
