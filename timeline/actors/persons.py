"""Persons where heads come last: names behind titles and offices, and what is said of them behind a comma."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.entries import Entry, Item
from timeline.actors.parser import Parser
from timeline.actors.phrase import Phrase, sector_of

NAMES = kind.PERSON + kind.SHORT


class Persons(Parser):
    """Reads the names of one text and what stands with them.

    `told` has the token behind each name by its first, where only what stands around it tells that it is one.
    """

    told: dict[int, int]

    def _unlisted(self, item: Item, depth: int) -> Phrase | None:
        """A person by given name and surname."""
        behind = self.names.read(item.first, False)
        return self._person(item.first, behind, depth) if behind > item.behind else None

    def _person(self, first: int, behind: int, depth: int) -> Phrase:
        """The phrase of a name alone, with what stands behind a comma."""
        phrase = Phrase(first, behind, "", kind.GIVEN, "")
        phrase.name = (phrase.head_first, phrase.head_behind) = (first, behind)
        self._apposition(phrase, depth)
        return phrase

    def _titled(self, item: Item, title: Entry) -> Phrase | None:
        register, text = self.register, self.text
        row = register.titles[int(title.key)]
        if not text.capitalised(item.first):
            return None
        here = item.behind
        phrase = Phrase(item.first, item.behind, "", kind.TITLE, title.key)
        phrase.sector, phrase.title, phrase.noun = row.sector or None, int(title.key), (item.first, item.behind)
        while here < len(self.words):
            if self.words[here] == "." and not text.spaced(here):
                here += 1
                continue
            more = self.at.get(here)
            if more is None or (entry := more.has(kind.TITLE)) is None or not text.capitalised(here):
                break
            phrase.sector = register.titles[int(entry.key)].sector or phrase.sector
            here = more.behind
        phrase.behind = here
        return phrase if self._named(phrase, here, True) else None

    def _name(self, phrase: Phrase, strong: bool) -> None:
        """The name behind an office or noun, directly or behind a comma."""
        here = phrase.behind
        if self._named(phrase, here, strong):
            return
        if here + 1 < len(self.words) and self.words[here] == ",":
            item = self.at.get(here + 1)
            known = item is not None and (item.has(kind.PERSON) or item.has(kind.GIVEN))
            if known or here + 1 in self.told:
                self._named(phrase, here + 1, False)

    def _named(self, phrase: Phrase, here: int, strong: bool) -> bool:
        if here >= len(self.words) or not self.text.capitalised(here):
            return False
        item = self.at.get(here)
        person = item.has(NAMES) if item is not None else None
        if person is not None and person.kind == kind.SHORT and self._goes_on(here):
            person = None
        if item is not None and person is not None and (person.kind == kind.PERSON or strong):
            phrase.person = person.key
            behind = item.behind
        else:
            told = self.told.get(here)
            behind = told or self.names.read(here, strong)
            if not behind or (item is not None and not told and not item.has(kind.GIVEN) and not strong):
                return False
            if strong and phrase.category != kind.TITLE and behind - here < 2:
                return False
        phrase.name = (phrase.head_first, phrase.head_behind) = (here, behind)
        phrase.behind = behind
        return True

    def _goes_on(self, token: int) -> bool:
        """Does a surname that is a first name, too, go on with another ("President Richard von Weizsaecker")?"""
        item = self.at[token]
        return item.has(kind.GIVEN) is not None and self.names.read(token, True) > item.behind

    def _apposition(self, phrase: Phrase, depth: int) -> None:
        """What a person is, behind a comma ("Clive Stafford Smith, a lawyer for …")."""
        here = phrase.behind
        if depth or here + 1 >= len(self.words) or self.words[here] != ",":
            return
        here += 1
        while here < len(self.words) and self.words[here] in self.register.determiners:
            here += 1
        item = self.at.get(here)
        if item is None:
            return
        described = self._phrase(item, depth + 2)
        if described is None or not self._is_description(described):
            return
        if phrase.person is None:
            phrase.country, phrase.country_by = described.country, described.country_by
            phrase.organisation, phrase.institution = described.organisation, described.institution
            own = sector_of(described, self.register)
            phrase.sector = described.sector or own
        phrase.behind = described.behind

    def _is_description(self, phrase: Phrase) -> bool:
        """Does a phrase tell what one person is, without naming one?"""
        if phrase.category not in kind.OFFICE + kind.GROUP or phrase.name or phrase.person:
            return False
        if phrase.flags & kind.PLURAL or phrase.count:
            return False
        return phrase.category == kind.OFFICE or self.register.groups[int(phrase.key)].form == "person"
