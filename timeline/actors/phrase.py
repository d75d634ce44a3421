"""A noun phrase that names an actor, before it is resolved to an identity."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.actors import entries as kind
from timeline.actors.entries import Entry, Item
from timeline.actors.register import Register
from timeline.actors.rows import People


@dataclass(slots=True)
class Phrase:
    """The tokens [first, behind) with what their words tell; `head` marks the telling tokens.

    `category` and `key` are kind and key of the head's lexicon entry; `name` the tokens of a person's name;
    `possessor` the surname of whoever the head belongs to; `adjunct` the token where a phrase of place begins, if any;
    `within` the listed person whom a phrase about somebody else names; `ranked` the token of the rank before a name;
    `reach` the token behind whoever a phrase of relatives goes on with, who are a phrase of their own; `borderless`
    marks bodies that by their name are of no one country ("International Sugar Council"); `unknown` counts the tokens
    at the beginning that no table knows.
    """

    first: int
    behind: int
    clitics: str
    category: str
    key: str
    flags: int = 0
    head_first: int = 0
    head_behind: int = 0
    country: str | None = None
    country_by: str = ""
    sector: str | None = None
    organisation: str | None = None
    institution: str | None = None
    people: int | None = None
    person: str | None = None
    name: tuple[int, int] | None = None
    ranked: int | None = None
    title: int | None = None
    count: tuple[int, int | None] | None = None
    basis: str = ""
    owner: bool = False
    former: bool = False
    free: bool = False
    named: bool = False
    noun: tuple[int, int] = (0, 0)
    part_of: Phrase | None = None
    possessor: str = ""
    adjunct: int = 0
    leader: str = ""
    within: str = ""
    reach: int = 0
    borderless: bool = False
    unknown: int = 0
    options: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: Item, entry: Entry) -> Phrase:
        """The phrase of an item alone, read by one of its entries."""
        phrase = cls(item.first, item.behind, item.clitics, entry.kind, entry.key, entry.flags)
        phrase.head_first, phrase.head_behind = phrase.noun = item.first, item.behind
        if entry.kind in kind.COUNTRY + kind.METONYM + kind.ADJECTIVE:
            phrase.country, phrase.country_by = entry.key, "capital" if entry.kind == kind.METONYM else "named"
        elif entry.kind == kind.ORGANISATION:
            phrase.organisation = entry.key
            phrase.options = tuple(e.key for e in item.entries if e.kind == kind.ORGANISATION)
        elif entry.kind == kind.PEOPLE:
            phrase.people = int(entry.key)
        elif entry.kind in kind.PERSON + kind.SHORT:
            phrase.person = entry.key
        elif entry.kind == kind.INSTITUTION:
            phrase.institution = entry.key
        return phrase


SOFT = frozenset({"UNK", "GOV", "NGO", "PTY", "CVL"})
"""Sectors of nouns for holders and members that give way to the sector of what these belong to."""


def sole(people: People) -> str | None:
    """The one country of a people; None where it lives in several or in none of its own."""
    return people.country if people.country and "|" not in people.country else None


def qualify(head: Phrase, entry: Entry, register: Register) -> None:
    """Takes what an adjective tells into the phrase that it modifies."""
    if entry.kind == kind.ADJECTIVE:
        if head.country is None:
            head.country, head.country_by = entry.key, "named"
    elif entry.kind == kind.PEOPLE:
        people = register.peoples[int(entry.key)]
        if people.organisation in register.organisations:
            head.organisation = head.organisation or people.organisation
        elif head.people is None:
            head.people = int(entry.key)
        if head.country is None and not people.organisation and (country := sole(people)):
            head.country, head.country_by = country, "people"
    elif entry.kind == kind.MODIFIER:
        if entry.key == "former":
            head.former = True
        elif entry.key and head.sector is None:
            head.sector = entry.key


def affiliate(head: Phrase, dependent: Phrase, register: Register) -> None:
    """Takes what a genitive or "of" phrase tells into the phrase that it belongs to."""
    head.within = head.within or dependent.person or dependent.within
    if dependent.category == kind.GROUP and head.part_of is None and not dependent.organisation:
        head.part_of = dependent
    if dependent.organisation and not head.organisation and not head.country:
        head.organisation = dependent.organisation
    if dependent.institution and head.institution is None and head.category != kind.INSTITUTION:
        head.institution = dependent.institution
    if dependent.people is not None and head.people is None:
        head.people = dependent.people
    if head.country is None and not head.organisation:
        if dependent.country:
            head.country, head.country_by = dependent.country, dependent.country_by
        elif dependent.person:
            head.country, head.country_by = register.people[dependent.person].country or None, "person"
    if head.sector is None and dependent.category in kind.GROUP + kind.OFFICE:
        told = dependent.sector or sector_of(dependent, register)
        if (
            told != "UNK"
            and head.category == kind.GROUP
            and register.groups[int(head.key)].kind in {"member", "holder", "force"}
        ):
            own = register.groups[int(head.key)].sector
            if told == "REB" and own == "MIL":
                head.sector = told
            deputy = own == "LEG" and (dependent.category == kind.OFFICE or _holds(dependent, register))
            if deputy or (own in SOFT and register.groups[int(head.key)].kind != "people"):
                head.sector = told


def _holds(phrase: Phrase, register: Register) -> bool:
    """Is a phrase a noun of one who holds something («نائب مدير الشرطة» sits in no parliament)?"""
    group = register.groups[int(phrase.key)] if phrase.category == kind.GROUP else None
    return group is not None and group.form == "person" and group.kind in {"holder", "member"}


def sector_of(phrase: Phrase, register: Register) -> str:
    """The sector that a group or office has by its own words."""
    if phrase.category == kind.GROUP:
        return register.groups[int(phrase.key)].sector
    if phrase.category == kind.OFFICE:
        return register.offices[phrase.key.partition("/")[0].partition("@")[0]].sector
    return "UNK"
