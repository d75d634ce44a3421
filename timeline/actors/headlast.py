"""Noun phrases whose head comes last ("Turkish foreign minister Mevlüt Çavuşoğlu", "US-backed Kurdish fighters")."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.actors import entries as kind
from timeline.actors.abbreviated import abbreviated
from timeline.actors.capitals import Capitals, in_order
from timeline.actors.entries import Entry, Item
from timeline.actors.persons import NAMES
from timeline.actors.phrase import Phrase, affiliate, qualify, sole
from timeline.actors.rows import Group
from timeline.actors.surroundings import Surroundings
from timeline.actors.widening import Widening

_HEADS = kind.OFFICE + kind.INSTITUTION + kind.GROUP
_BEFORE = kind.COUNTRY + kind.ORGANISATION + kind.METONYM + kind.ADJECTIVE + kind.PEOPLE + kind.PERSON + kind.SHORT
_MOST_DEPTH = 3
_APART = frozenset({"people", "relative"})
"""Kinds of nouns for people who do not take those in whose they are ("the family of a soldier")."""


@dataclass(slots=True)
class _Before:
    """A modifier before a head; `loose` ones ("US-backed") tell no belonging."""

    item: Item
    entry: Entry
    loose: bool = False


class HeadLast(Widening):
    """The parser of one text."""

    def _marked(self) -> list[Phrase]:
        self.capitals, self.told = Capitals(self), {}
        self.ends = {behind: first for first, (behind, _) in self.places.items() if first not in self.at}
        named = self.capitals.bodies()
        for phrase in named:
            self._behind(phrase, 0)
        bodies = in_order(abbreviated(self.text, self.register, self.at), named)
        self.told = Surroundings(self, self.names, self.capitals.shouted).names(self._describes)
        persons = [self._person(first, behind, 0) for first, behind in self.told.items()]
        return in_order(bodies, persons)

    def _describes(self, item: Item) -> bool:
        """Does an item begin a noun phrase that tells what one person is?"""
        phrase = self._phrase(item, 2)
        return phrase is not None and self._is_description(phrase)

    def _phrase(self, item: Item, depth: int) -> Phrase | None:
        """The phrase that begins with an item; None where none does."""
        if (title := item.has(kind.TITLE)) is not None and (phrase := self._titled(item, title)) is not None:
            return phrase
        if (
            item.has(kind.GIVEN) is not None
            and item.has(kind.PERSON) is None
            and (named := self._unlisted(item, depth)) is not None
        ):
            return named
        before: list[_Before] = []
        here, count, last_head = item.first, len(self.words), None
        modifiers: list[Entry] = []
        while here < count:
            if before and self._opens_line(here):
                break
            current = self.at.get(here)
            word = self.words[here]
            if current is None:
                if not before or self.blocked[here]:
                    break
                if word == "'s" or (word == "'" and before[-1].item.behind == here):
                    here += 1
                    continue
                if word == "-" and here + 1 < count and self.words[here + 1] in self.register.participles:
                    before[-1].loose = True
                    here += 2
                    continue
                break
            head = current.has(_HEADS)
            if head is not None and (before or not self._is_name(current)):
                if self._modifies(current, head):
                    before.append(_Before(current, head))
                    here = current.behind
                    continue
                last_head = current
                break
            if (modifier := current.has(kind.MODIFIER)) is not None:
                modifiers.append(modifier)
                here = current.behind
                continue
            entry = self._best(current)
            if entry is None:
                break
            if before and entry.kind in kind.ADJECTIVE + kind.PEOPLE and entry.flags & kind.PLURAL:
                return self._folk(item, current, entry, before, depth)
            before.append(_Before(current, entry, not before and self._takes_sides(here)))
            here = current.behind
            if here >= count or not (self.at.get(here) or self.words[here] in {"'s", "'", "-"}):
                break
        if last_head is not None:
            entry = self._head(last_head)
            return self._headed(item, last_head, entry, before, modifiers, depth)
        if before:
            return self._alone(before[0], depth)
        return None

    def _modifies(self, item: Item, head: Entry) -> bool:
        """Does a noun only modify the next ("police chiefs")? One of a person also does with modifiers between ("child
        welfare advocates")."""
        text, following = self.text, self.at.get(item.behind)
        person = head.kind == kind.GROUP and self.register.groups[int(head.key)].form == "person"
        while following is not None:
            if text.original[text.ends[following.first - 1] : text.starts[following.first]].strip():
                return False
            if following.has(_HEADS) is not None:
                return True
            if (
                not person
                or head.flags & kind.PLURAL
                or following.has(kind.MODIFIER) is None
                or self._is_deed(following)
            ):
                return False
            following = self.at.get(following.behind)
        return False

    def _is_name(self, item: Item) -> bool:
        """Does an item name a person or body before it is a noun? Not a body whose name states have for theirs, too."""
        entry = item.has(kind.PERSON + kind.ORGANISATION)
        return entry is not None and not (entry.flags & kind.AMBIGUOUS and item.has(kind.INSTITUTION))

    def _head(self, item: Item) -> Entry:
        entry = item.has(kind.OFFICE) or item.has(kind.INSTITUTION) or item.has(kind.GROUP)
        assert entry is not None
        if entry.kind == kind.OFFICE:
            same = [e.key for e in item.entries if e.kind == kind.OFFICE]
            entry = entry._replace(key="/".join(same))
        return entry

    def _folk(self, first: Item, item: Item, entry: Entry, before: list[_Before], depth: int) -> Phrase:
        """A people with a modifier before it ("Syrian Kurds")."""
        phrase = Phrase.of(item, entry)
        phrase.first = first.first
        for part in before:
            if part.entry.kind in kind.ADJECTIVE + kind.PEOPLE and not part.loose:
                qualify(phrase, part.entry, self.register)
        return phrase

    def _best(self, item: Item) -> Entry | None:
        for kinds in (
            kind.COUNTRY,
            kind.PERSON,
            kind.ORGANISATION,
            kind.METONYM,
            kind.ADJECTIVE,
            kind.PEOPLE,
            kind.SHORT,
        ):
            entry = item.has(kinds)
            if entry is not None:
                return entry
        return None

    def _alone(self, before: _Before, depth: int) -> Phrase | None:
        """A name or nationality word that modifies nothing."""
        item, entry = before.item, before.entry
        if entry.kind in _HEADS:
            return self._headed(item, item, self._head(item), [], [], depth)
        phrase = Phrase.of(item, entry)
        if entry.kind in NAMES:
            phrase.name = (item.first, item.behind)
            if entry.kind == kind.SHORT and not entry.flags & kind.FAMOUS:
                phrase.basis = "short"
            if entry.kind == kind.SHORT:
                previous = item.first - 1
                # An unknown first name before a surname that is listed for somebody else.
                if (
                    previous >= 0
                    and self.words[previous].isalpha()
                    and self.text.capitalised(previous)
                    and ((known := self.at.get(previous)) is not None and known.has(kind.GIVEN))
                ):
                    return None
            self._apposition(phrase, depth)
        elif entry.kind == kind.ORGANISATION and entry.flags & kind.AMBIGUOUS:
            phrase.basis = "ambiguous"
        elif entry.kind == kind.PEOPLE:
            people = self.register.peoples[int(entry.key)]
            if people.organisation in self.register.organisations:
                phrase.organisation = people.organisation
            elif not entry.flags & kind.PLURAL:
                return None
            phrase.country, phrase.country_by = sole(people), "people"
        elif entry.kind == kind.ADJECTIVE and not entry.flags & kind.PLURAL:
            phrase.basis = "adjective"
            self._shares_head(phrase, depth)
        return phrase

    def _shares_head(self, phrase: Phrase, depth: int) -> None:
        """Takes the head that an adjective shares with the next one ("Russian and Ukrainian forces")."""
        here = phrase.behind
        if depth or here + 1 >= len(self.words) or self.words[here] not in self.register.joining:
            return
        item = self.at.get(here + 1)
        if item is None or item.has(kind.ADJECTIVE) is None:
            return
        other = self._phrase(item, depth + 1)
        if other is None or other.category not in kind.INSTITUTION + kind.GROUP or other.country_by != "named":
            return
        if other.head_first == item.behind and not other.person and not other.name:
            phrase.category, phrase.key, phrase.flags = other.category, other.key, other.flags
            phrase.institution, phrase.sector, phrase.basis = other.institution, other.sector, ""

    def _takes_sides(self, token: int) -> bool:
        """Does a prefix for or against somebody stand before a name ("anti-Taliban", "pro-Russian")?"""
        text, words = self.text, self.words
        return (
            token > 1
            and words[token - 1] == "-"
            and words[token - 2] in self.register.siding
            and not text.spaced(token)
            and not text.spaced(token - 1)
        )

    def _headed(
        self, first: Item, item: Item, entry: Entry, before: list[_Before], modifiers: list[Entry], depth: int
    ) -> Phrase:
        phrase = Phrase.of(item, entry)
        phrase.first = min(first.first, before[0].item.first) if before else first.first
        if before and before[0].loose and self._takes_sides(phrase.first):
            phrase.first -= 2
        for modifier in modifiers:
            qualify(phrase, modifier, self.register)
        for part in reversed(before):
            if part.loose:
                continue
            if part.entry.kind in kind.ADJECTIVE + kind.PEOPLE + kind.MODIFIER:
                qualify(phrase, part.entry, self.register)
            elif part.entry.kind == kind.SHORT and not part.entry.flags & kind.FAMOUS:
                phrase.possessor = self.words[part.item.behind - 1]
            else:
                affiliate(phrase, Phrase.of(part.item, part.entry), self.register)
        self._possessed(phrase)
        self._behind(phrase, depth)
        group = self.register.groups[int(entry.key)] if entry.kind == kind.GROUP else None
        if entry.kind == kind.OFFICE or (
            group is not None and group.form == "person" and not entry.flags & kind.PLURAL
        ):
            self._name(phrase, group is None or group.kind == "holder")
        elif group is not None and group.form != "person" and not entry.flags & kind.PLURAL:
            named = self._named_body_behind(phrase, group, depth)
            if not named and group.form == "body":
                self.capitals.call(phrase)
        return phrase

    def _named_body_behind(self, phrase: Phrase, group: Group, depth: int) -> bool:
        """Takes the listed body right behind a noun for such bodies into its phrase ("the militant group Hamas")."""
        item = self.at.get(phrase.behind)
        entry = item.has(kind.ORGANISATION) if item is not None else None
        if item is None or entry is None or phrase.organisation or self._opens_line(phrase.behind):
            return False
        if not self.text.capitalised(item.first) or entry.key not in self.register.organisations:
            return False
        name = self._phrase(item, depth + 1)
        if name is None or name.category != kind.ORGANISATION or name.behind != item.behind:
            return False
        sector = self.register.organisations[entry.key].sector
        armed = sector == "REB"
        if sector == "IGO" or ((group.sector == "REB") != armed and group.sector != "UNK"):
            return False
        phrase.category, phrase.key, phrase.flags, phrase.basis = name.category, name.key, name.flags, name.basis
        phrase.organisation, phrase.options = name.organisation, name.options
        phrase.head_first, phrase.head_behind, phrase.behind = item.first, item.behind, item.behind
        return True

    def _possessed(self, phrase: Phrase) -> None:
        """The unlisted surname with a possessive ending right before a phrase: "Dupont's lawyer"."""
        before = phrase.first - 1
        if (
            before > 0
            and self.words[before] == "'s"
            and before - 1 not in self.at
            and self.text.capitalised(before - 1)
        ):
            phrase.possessor = self.words[before - 1]

    def _behind(self, phrase: Phrase, depth: int) -> None:
        """The "of" phrases and other affiliations behind a head."""
        if depth >= _MOST_DEPTH:
            return
        words, register = self.words, self.register
        for _ in range(2):
            here = phrase.behind
            if here >= len(words) or self.blocked[here]:
                return
            matched = next(
                (o for o in register.affiliations.get(words[here], ()) if tuple(words[here : here + len(o)]) == o), None
            )
            if matched is None:
                return
            start = here + len(matched)
            while start < len(words) and (words[start] == register.article or words[start] in {"a", "an", '"'}):
                start += 1
            preposition = matched[0]
            group = register.groups[int(phrase.key)] if phrase.category == kind.GROUP else None
            spatial = preposition in {"in", "to", "at", "on", "inside", "within"}
            if spatial and not (
                phrase.category in kind.OFFICE + kind.INSTITUTION
                or (group is not None and group.kind in {"body", "holder"})
            ):
                return
            if preposition in {"for", "with", "to"} and not (
                phrase.category == kind.OFFICE or (group is not None and group.kind == "holder")
            ):
                return
            item = self.at.get(start)
            if start in self.places and (item is None or (item.has(kind.METONYM) and spatial)):
                behind, place = self.places[start]
                if spatial or preposition == "of":
                    if phrase.country is None and not phrase.organisation:
                        phrase.country, phrase.country_by = place.location.country, "place"
                    phrase.behind = behind
                    continue
                return
            if item is None:
                return
            nested = self._phrase(item, depth + 1)
            if nested is None or nested.basis in {"short", "adjective", "ambiguous"}:
                return
            if spatial and nested.category not in kind.COUNTRY + kind.INSTITUTION + kind.ORGANISATION + kind.METONYM:
                return
            if not (
                nested.country
                or nested.organisation
                or nested.institution
                or nested.person
                or nested.category in _HEADS
            ):
                return
            if preposition == "to" and phrase.category == kind.OFFICE:
                phrase.behind = nested.behind
                continue
            if group is not None and group.kind in _APART and self._is_person(nested):
                phrase.reach = nested.behind
                if phrase.country is None:
                    phrase.country, phrase.country_by = nested.country, nested.country_by
                return
            affiliate(phrase, nested, register)
            phrase.behind = nested.behind

    def _is_person(self, phrase: Phrase) -> bool:
        """Does a phrase name persons, be it by a noun?"""
        if phrase.name or phrase.person:
            return True
        return phrase.category == kind.GROUP and self.register.groups[int(phrase.key)].form == "person"
