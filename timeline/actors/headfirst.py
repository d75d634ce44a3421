"""Noun phrases whose head comes first («قوات النظام السوري», «وزير الخارجية التركي مولود جاويش أوغلو»)."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.entries import Entry, Item
from timeline.actors.names import NameReader
from timeline.actors.phrase import Phrase, affiliate, qualify, sole
from timeline.actors.register import Group, Register
from timeline.dates.numbers import read_number
from timeline.model import PlaceMention
from timeline.text import Text

_QUOTE = '"'
_NAMES = kind.PERSON + kind.SHORT
_COMPLETE = kind.COUNTRY + kind.ORGANISATION + kind.METONYM
_HEADS = kind.OFFICE + kind.INSTITUTION + kind.GROUP
_MOST_DEPTH = 4
_MOST_EXTENSION = 5


class HeadFirst:
    """The parser of one text."""

    def __init__(
        self,
        text: Text,
        register: Register,
        items: list[Item],
        places: dict[int, tuple[int, PlaceMention]],
        blocked: bytearray,
    ) -> None:
        self.text = text
        self.words = text.words
        self.register = register
        self.items = items
        self.places = places
        self.blocked = blocked
        self.at = {item.first: item for item in items}
        self.names = NameReader(text, register, self.at, blocked)

    def phrases(self) -> list[Phrase]:
        """The outermost phrases in order."""
        found: list[Phrase] = []
        done = 0
        for item in self.items:
            if item.first < done:
                continue
            phrase = self._phrase(item, 0)
            if phrase is None:
                continue
            self._count(phrase, done)
            found.append(phrase)
            done = phrase.behind
        return found

    def _phrase(self, item: Item, depth: int) -> Phrase | None:
        """The phrase that an item heads; None where it heads none."""
        title = item.has(kind.TITLE)
        if title is not None and (phrase := self._titled(item, title)) is not None:
            return phrase
        entry = item.has(kind.COUNTRY) or item.has(kind.PERSON) or item.has(kind.ORGANISATION)
        if entry is not None and not entry.flags & kind.AMBIGUOUS and not self._name_goes_on(item, entry):
            return self._complete(Phrase.of(item, entry))
        if (office := self._office(item)) is not None and not self._is_of_body(item):
            return self._headed(item, office, depth)
        entry = item.has(kind.INSTITUTION)
        group = item.has(kind.GROUP)
        if entry is not None:
            return self._headed(item, entry, depth)
        if group is not None:
            return None if self._is_adjective(item, group) else self._headed(item, group, depth)
        entry = item.has(kind.METONYM)
        if entry is not None:
            return self._complete(Phrase.of(item, entry))
        entry = item.has(kind.SHORT)
        if entry is not None and entry.flags & kind.FAMOUS and not self._surname_follows(item):
            return self._complete(Phrase.of(item, entry))
        person = item.has(kind.PERSON)
        if item.has(kind.GIVEN) is not None or person is not None or self.words[item.first] in self.register.binding:
            behind = self.names.read(item.first, False)
            if behind:
                phrase = Phrase(item.first, behind, item.clitics, kind.GIVEN, "")
                phrase.name = (phrase.head_first, phrase.head_behind) = (item.first, behind)
                self._apposition(phrase, depth)
                return phrase
        entry = item.has(kind.ADJECTIVE) or item.has(kind.PEOPLE)
        if entry is not None:
            return self._adjective(item, entry)
        entry = item.has(kind.ORGANISATION) or item.has(kind.SHORT)
        if entry is not None:
            phrase = Phrase.of(item, entry)
            phrase.basis = "short" if entry.kind == kind.SHORT else "ambiguous"
            return phrase
        return None

    def _is_of_body(self, item: Item) -> bool:
        """Is a bare «رئيس» or «أمير» that of some body rather than of a country?"""
        word = self.words[item.first][len(item.clitics) :]
        if item.behind > item.first + 1 or word.startswith(self.register.article) or item.has(kind.GROUP) is None:
            return False
        following = self.at.get(item.behind)
        return following is None or following.has(kind.COUNTRY + kind.ADJECTIVE + kind.PERSON) is None

    def _name_goes_on(self, item: Item, entry: Entry) -> bool:
        """Does a further given name make a listed name part of somebody else's («محمد علي حسن» is not «محمد علي»)?"""
        following = self.at.get(item.behind)
        if entry.kind != kind.PERSON or following is None or following.clitics or following.has(kind.GIVEN) is None:
            return False
        return all(e.kind in kind.GIVEN + kind.SHORT + kind.PERSON for e in following.entries)

    def _is_adjective(self, item: Item, group: Entry) -> bool:
        """Is a noun that is an adjective too («إرهابي», «عسكري») one here: behind a noun of the same definiteness?"""
        if group.flags & (kind.PLURAL | kind.DUAL) or item.has(kind.MODIFIER) is None or not item.first:
            return False
        previous, article = self.words[item.first - 1], self.register.article
        if not previous.isalpha() or self.register.is_number(previous):
            return False
        before = self.at.get(item.first - 1)
        if before is not None and before.has(kind.OTHER) is not None:
            return False
        return any(w.stem.startswith(article) for w in self.text.splits(item.first - 1)) == bool(
            group.flags & kind.DEFINITE
        )

    def _surname_follows(self, item: Item) -> bool:
        """Does an unknown surname follow a short form: «البغدادي المحمودي» is another man than «البغدادي»."""
        here, article = item.behind, self.register.article
        return (
            here < len(self.words)
            and here not in self.at
            and self.words[here].startswith(article)
            and self.words[item.first].startswith(article)
        )

    def _office(self, item: Item) -> Entry | None:
        """The office that an item names; several rows may share a name, for different countries."""
        offices = [entry for entry in item.entries if entry.kind == kind.OFFICE]
        if not offices:
            return None
        return offices[0]._replace(key="/".join(entry.key for entry in offices))

    def _titled(self, item: Item, title: Entry) -> Phrase | None:
        """Titles, perhaps with a nationality, and the name behind them."""
        register = self.register
        row = register.titles[int(title.key)]
        phrase = Phrase(item.first, item.behind, item.clitics, kind.TITLE, title.key)
        phrase.sector, phrase.title, phrase.noun = row.sector or None, int(title.key), (item.first, item.behind)
        here = item.behind
        while here < len(self.words):
            if self.words[here] in "./" and here == phrase.behind:
                here += 1
                continue
            following = self.at.get(here)
            if following is None or following.clitics:
                break
            if (more := following.has(kind.TITLE)) is not None:
                phrase.sector = register.titles[int(more.key)].sector or phrase.sector
                here = phrase.behind = following.behind
                continue
            adjective = following.has(kind.ADJECTIVE + kind.PEOPLE + kind.MODIFIER)
            if adjective is None or row.kind in {"honorific", "royal"} or following.has(kind.PERSON):
                break
            if not adjective.flags & kind.DEFINITE or (
                here + 1 < len(self.words) and self.words[here + 1] in register.binding
            ):
                break
            qualify(phrase, adjective, register)
            here = following.behind
        if not self._name(phrase, here, row.kind != "job"):
            return None
        if phrase.person is None:
            self._apposition(phrase, 0)
        return phrase

    def _name(self, phrase: Phrase, here: int, strong: bool) -> bool:
        """Takes the name that begins at a token into a phrase with a title or office."""
        opened = here < len(self.words) and self.words[here] == _QUOTE
        start = here + opened
        item = self.at.get(start)
        if item is not None and not item.clitics and (person := item.has(_NAMES)) is not None:
            nisba = item.has(kind.ADJECTIVE + kind.PEOPLE) is not None and phrase.behind == here
            goes_on = self._name_goes_on(item, person)
            if (person.kind == kind.PERSON and (strong or not goes_on)) or (strong and not nisba):
                longer = self.names.read(start, True) if person.kind == kind.SHORT or goes_on else 0
                if longer > item.behind:
                    phrase.name, behind = (start, longer), longer
                else:
                    phrase.person, behind = person.key, item.behind
                    phrase.name = (start, behind)
                phrase.head_first, phrase.head_behind = start, behind
                if opened and behind < len(self.words) and self.words[behind] == _QUOTE:
                    behind += 1
                phrase.behind = self._trail(behind)
                return True
        if item is not None and item.clitics and item.has(kind.GIVEN) is None:
            return False
        behind = self.names.read(here, strong)
        if not behind:
            return False
        phrase.name = (phrase.head_first, phrase.head_behind) = (here, behind)
        phrase.behind = behind
        return True

    def _trail(self, here: int) -> int:
        """The token behind the further parts of a listed person's name («سلمان بن عبدالعزيز آل سعود»)."""
        words, register = self.words, self.register
        while here + 1 < len(words) and words[here] in register.binding and words[here + 1].isalpha():
            here += 2
        return here

    def _complete(self, phrase: Phrase) -> Phrase:
        """A name that needs nothing more, with the adjectives and appositions behind it."""
        if phrase.person is not None:
            phrase.behind = self._trail(phrase.behind)
            phrase.name = phrase.head_first, phrase.behind
            phrase.head_behind = phrase.behind
        elif phrase.organisation is not None:
            here = phrase.behind
            for _ in range(3):
                item = self.at.get(here)
                if (
                    item is not None
                    and not item.clitics
                    and (entry := item.has(kind.ADJECTIVE + kind.PEOPLE)) is not None
                ):
                    if self.places.get(here) and not entry.flags & kind.DEFINITE:
                        break
                    phrase.behind = here = item.behind
                elif item is not None and not item.clitics and item.has(kind.MODIFIER):
                    here = item.behind
                else:
                    break
        return phrase

    def _adjective(self, item: Item, entry: Entry) -> Phrase | None:
        """A nationality word that modifies no known noun: people of the country, or a hint at it."""
        phrase = Phrase.of(item, entry)
        if entry.kind == kind.PEOPLE:
            people = self.register.peoples[int(entry.key)]
            if people.organisation in self.register.organisations:
                phrase.organisation = people.organisation
            if sole(people):
                phrase.country, phrase.country_by = sole(people), "people"
            if not entry.flags & kind.PLURAL and not phrase.organisation:
                return None
        if not entry.flags & (kind.PLURAL | kind.DUAL):
            phrase.basis = "adjective"
            return phrase
        following = self.at.get(item.behind)
        if (
            following is not None
            and not following.clitics
            and (more := following.has(kind.ADJECTIVE + kind.PEOPLE)) is not None
        ):
            if more.flags & kind.DEFINITE == entry.flags & kind.DEFINITE and more.flags & kind.PLURAL:
                qualify(phrase, more, self.register)
                phrase.behind = following.behind
        return phrase

    def _headed(self, item: Item, entry: Entry, depth: int) -> Phrase:
        """A common noun, office or institution with its modifiers, genitives and the name in apposition."""
        phrase = Phrase.of(item, entry)
        phrase.owner = bool(entry.flags & kind.POSSESSED)
        phrase.free = bool(entry.flags & kind.FREE)
        open_genitive = self._modifiers(phrase, depth)
        group = self.register.groups[int(entry.key)] if entry.kind == kind.GROUP else None
        if open_genitive and entry.kind == kind.GROUP:
            return phrase
        if entry.kind == kind.OFFICE or (
            group is not None and group.form == "person" and not entry.flags & (kind.PLURAL | kind.DUAL)
        ):
            if not self._name(phrase, phrase.behind, False):
                self._bracketed_name(phrase)
        return phrase

    def _bracketed_name(self, phrase: Phrase) -> None:
        """«وزير العدل، وليد الصمعاني»: a listed name behind a comma or in brackets."""
        here = phrase.behind
        if here + 1 >= len(self.words) or self.words[here] not in ",(":
            return
        item = self.at.get(here + 1)
        if item is not None and not item.clitics and item.has(kind.PERSON) is not None:
            self._name(phrase, here + 1, True)

    def _modifiers(self, phrase: Phrase, depth: int) -> bool:
        """Extends a phrase over what belongs to its head; whether the head still lacks a genitive."""
        words, register, at = self.words, self.register, self.at
        definite = self._is_definite(phrase)
        genitive = not definite and not phrase.owner and not phrase.free
        group = register.groups[int(phrase.key)] if phrase.category == kind.GROUP else None
        here = phrase.behind
        extended, affiliated = 0, False
        while here < len(words) and not self.blocked[here]:
            word = words[here]
            step = here
            if word == _QUOTE and here + 1 < len(words):
                step = here + 1
            item = at.get(step)
            if item is not None and not item.clitics and step == here:
                adjective = item.has(kind.ADJECTIVE + kind.PEOPLE)
                if adjective is not None and self._agrees(phrase, adjective):
                    qualify(phrase, adjective, register)
                    here = phrase.behind = item.behind
                    genitive = genitive and not adjective.flags & kind.DEFINITE
                    continue
                if (
                    (modifier := item.has(kind.MODIFIER)) is not None
                    and self._agrees(phrase, modifier)
                    and not (item.has(kind.GIVEN) and not definite)
                ):
                    qualify(phrase, modifier, register)
                    here = phrase.behind = item.behind
                    continue
            if (
                group is not None
                and group.form == "body"
                and (behind := self._called(phrase, here) or self._titled_body(phrase, here))
            ):
                phrase.behind = here = behind
                genitive = False
                continue
            if genitive and depth < _MOST_DEPTH and (nested := self._nested(step, depth, group)) is not None:
                affiliate(phrase, nested, register)
                phrase.behind = here = self._close(nested.behind, step > here)
                genitive = False
                if nested.person or nested.name:
                    break
                continue
            if genitive and here in self.places and not at.get(here):
                behind, place = self.places[here]
                if phrase.country is None and not phrase.organisation and place.location.country:
                    phrase.country, phrase.country_by = place.location.country, "place"
                phrase.behind = here = max(behind, here + 1)
                genitive = False
                continue
            behind = 0 if affiliated else self._affiliation(phrase, here, depth)
            if behind:
                phrase.behind = here = behind
                genitive, affiliated = False, True
                continue
            if extended < _MOST_EXTENSION and self._extends(phrase, here, genitive or extended > 0, definite):
                extended += 1
                here += 1
                if genitive or (extended > 1 and not definite):
                    phrase.behind = here
                genitive = False
                continue
            break
        return genitive

    def _close(self, behind: int, opened: bool) -> int:
        return behind + 1 if opened and behind < len(self.words) and self.words[behind] == _QUOTE else behind

    def _is_definite(self, phrase: Phrase) -> bool:
        word = self.words[phrase.head_first][len(phrase.clitics) :]
        last = self.words[phrase.head_behind - 1]
        article = self.register.article
        return (
            word.startswith(article)
            or bool(phrase.flags & kind.DEFINITE)
            or (phrase.head_behind - phrase.head_first > 1 and last.startswith(article))
        )

    def _agrees(self, phrase: Phrase, adjective: Entry) -> bool:
        """A definite noun takes definite adjectives; an indefinite one may be a genitive's head."""
        return (
            bool(adjective.flags & kind.DEFINITE) or not self._is_definite(phrase) or phrase.behind > phrase.head_behind
        )

    def _called(self, phrase: Phrase, here: int) -> int:
        """The token behind the quoted or bracketed name of a body («شركة (توتال)»); 0 where there is none."""
        words = self.words
        if words[here] not in {_QUOTE, "("}:
            return 0
        close = ")" if words[here] == "(" else _QUOTE
        for stop in range(here + 2, min(here + 6, len(words))):
            if words[stop] != close:
                continue
            item = self.at.get(here + 1)
            if item is not None and not item.clitics and (entry := item.has(kind.ORGANISATION)) is not None:
                affiliate(phrase, Phrase.of(item, entry), self.register)
            elif item is not None and item.has(kind.COUNTRY + kind.PERSON + kind.OFFICE):
                return 0
            phrase.named = phrase.organisation is None
            return stop + 1
        return 0

    def _titled_body(self, phrase: Phrase, here: int) -> int:
        """The token behind an unlisted body's own name: up to the closing quotation mark, or to an acronym in brackets."""
        words = self.words
        opened = phrase.first > 0 and words[phrase.first - 1] == _QUOTE
        for stop in range(here, min(here + _MOST_EXTENSION + 1, len(words))):
            word = words[stop]
            if (
                word == _QUOTE
                and opened
                or word == "("
                and stop + 2 < len(words)
                and words[stop + 2] == ")"
                and words[stop + 1].isalpha()
            ):
                phrase.named = phrase.named or stop > here
                return stop if stop > here else 0
            if (
                not word.isalpha()
                or (known := self.at.get(stop)) is not None
                and known.has(kind.OTHER + kind.COUNTRY + kind.PERSON)
            ):
                return 0
        return 0

    def _nested(self, here: int, depth: int, group: Group | None) -> Phrase | None:
        """The phrase in the genitive that begins at a token; the relatives of a person do not take the person in."""
        item = self.at.get(here)
        if item is None or item.clitics:
            return None
        if (
            (entry := item.has(kind.ADJECTIVE)) is not None
            and not entry.flags & (kind.PLURAL | kind.DEFINITE)
            and not item.has(kind.COUNTRY)
        ):
            return None
        nested = self._phrase(item, depth + 1)
        if nested is None or nested.basis in {"short", "adjective"}:
            return None
        if nested.basis == "ambiguous" and nested.behind - nested.first < 2:
            return None
        if (
            group is not None
            and group.kind in {"people", "relative"}
            and group.form == "person"
            and (nested.person or nested.name)
        ):
            return None
        return nested

    def _affiliation(self, phrase: Phrase, here: int, depth: int) -> int:
        """The token behind a prepositional phrase that tells what the head belongs to; 0 where there is none."""
        if depth >= _MOST_DEPTH:
            return 0
        words, register = self.words, self.register
        group = register.groups[int(phrase.key)] if phrase.category == kind.GROUP else None
        wide = phrase.category == kind.OFFICE or (group is not None and group.kind in {"holder", "body", "force"})
        item = self.at.get(here)
        if wide and words[here] in register.affiliation_clitics and here + 1 < len(words):
            opened = words[here + 1] == _QUOTE
            following = self.at.get(here + 1 + opened)
            if following is not None and not following.clitics:
                stop = self._belongs(phrase, following, here + 1 + opened, depth, False)
                return self._close(stop, opened) if stop else 0
        if item is not None and item.clitics in register.affiliation_clitics:
            if not wide and not (phrase.category == kind.INSTITUTION and item.clitics == "ب"):
                return 0
            return self._belongs(phrase, item, here, depth, item.clitics != "ل")
        for option in register.affiliations.get(words[here], ()):
            size = len(option)
            clitic = option[-1] if option[-1] in register.affiliation_clitics else ""
            fixed = option[:-1] if clitic else option
            if tuple(words[here : here + len(fixed)]) != fixed:
                continue
            behind = here + len(fixed)
            opened = behind < len(words) and words[behind] == _QUOTE
            following = self.at.get(behind + opened)
            if following is None or following.clitics != clitic:
                if not opened and size == 1 and option[0] == "في" and wide and behind in self.places:
                    stop, place = self.places[behind]
                    if phrase.country is None and not phrase.organisation:
                        phrase.country, phrase.country_by = place.location.country, "place"
                    return max(stop, behind + 1)
                continue
            if size == 1 and not wide and option[0] != "من":
                return 0
            stop = self._belongs(phrase, following, behind + opened, depth, option[0] in {"في", "الى"})
            if stop:
                return self._close(stop, opened)
        return 0

    def _belongs(self, phrase: Phrase, item: Item, here: int, depth: int, spatial: bool) -> int:
        nested = self._phrase(item, depth + 1)
        if nested is None or nested.basis in {"short", "adjective"} or nested.name:
            return 0
        if nested.basis == "ambiguous" and nested.behind - nested.first < 2:
            return 0
        known = nested.organisation or nested.institution or nested.country or nested.category in _HEADS
        if not known:
            return 0
        if (
            nested.organisation in self.register.organisations
            and self.register.organisations[nested.organisation].sector == "MED"
        ):
            return 0
        if nested.category == kind.GROUP and self.register.groups[int(nested.key)].kind in {"people", "relative"}:
            return 0
        if (
            phrase.category == kind.GROUP
            and self.register.groups[int(phrase.key)].kind == "people"
            and nested.category == kind.GROUP
        ):
            return 0
        affiliate(phrase, nested, self.register)
        return nested.behind

    def _is_body(self, phrase: Phrase) -> bool:
        return phrase.category == kind.GROUP and self.register.groups[int(phrase.key)].form == "body"

    def _extends(self, phrase: Phrase, here: int, genitive: bool, definite: bool) -> bool:
        """Does an unknown word go on with the phrase («نقابة سائقي المترو», «الحزب العمالي الكردستاني»)?"""
        word, article = self.words[here], self.register.article
        if here in self.at:
            return False
        if genitive:
            return word.startswith((article, "لل", "و" + article)) and len(word) > 4
        if definite and word.startswith(article) and len(word) > 4:
            following = self.at.get(here + 1)
            return (
                following is not None
                and not following.clitics
                and following.has(kind.ADJECTIVE + kind.PEOPLE) is not None
            )
        return False

    def _apposition(self, phrase: Phrase, depth: int) -> None:
        """An office or common noun behind a name («أديب الشيشكلي، سفير الائتلاف السوري»)."""
        here = phrase.behind
        if here < len(self.words) and self.words[here] == ",":
            here += 1
        item = self.at.get(here)
        if item is None or item.clitics or depth > 1:
            return
        entry = self._office(item) or item.has(kind.GROUP)
        if entry is None or entry.flags & (kind.PLURAL | kind.DUAL | kind.POSSESSED):
            return
        if entry.kind == kind.GROUP:
            group = self.register.groups[int(entry.key)]
            if group.form != "person" or group.kind in {"people", "relative"}:
                return
        office = Phrase.of(item, entry)
        self._modifiers(office, depth + 1)
        if office.person or office.name:
            return
        phrase.key = f"{entry.kind}{entry.key}"
        phrase.country, phrase.country_by = phrase.country or office.country, office.country_by
        phrase.organisation, phrase.institution = office.organisation, office.institution
        own = (self.register.offices[entry.key.partition("/")[0].partition("@")[0]].sector if entry.kind == kind.OFFICE
               else self.register.groups[int(entry.key)].sector)  # fmt: skip
        phrase.sector = office.sector or own
        phrase.behind = office.behind

    def _count(self, phrase: Phrase, done: int) -> None:
        """The number or quantifier before a phrase."""
        words, register = self.words, self.register
        if phrase.flags & kind.DUAL:
            phrase.count = (2, 2)
        if phrase.category not in kind.GROUP + kind.ADJECTIVE + kind.PEOPLE or phrase.clitics:
            return
        head = phrase.first
        for start in range(max(done, head - 4), head):
            if self.blocked[start]:
                continue
            word = words[start]
            if register.is_number(words[head - 1]) or register.is_number(word):
                number = read_number(self.text, start)
                if number is not None and number[1] == head:
                    phrase.count = (number[0], number[0])
                    phrase.first = start
                    if phrase.basis == "adjective":
                        phrase.basis = "people"
                    break
        stop = phrase.first
        for start in range(max(done, stop - 4), stop):
            for option in register.at_least.get(words[start], ()):
                if start + len(option) == stop and tuple(words[start:stop]) == option and phrase.count is not None:
                    phrase.count, phrase.first = (phrase.count[0], None), start
                    return
            for option in register.quantifiers.get(words[start], ()):
                if start + len(option) == stop and tuple(words[start:stop]) == option:
                    phrase.first = start
                    return
