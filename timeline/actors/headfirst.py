"""Noun phrases whose head comes first («قوات النظام السوري», «وزير الخارجية التركي مولود جاويش أوغلو»)."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.apart import Apart
from timeline.actors.belongings import Belongings
from timeline.actors.entries import Entry, Item
from timeline.actors.phrase import Phrase, qualify, sole
from timeline.actors.rows import NOWHERE
from timeline.actors.scanning import is_other_word
from timeline.dates.numbers import read_number

_QUOTE = '"'
_NAMES = kind.PERSON + kind.SHORT
_COMPLETE = kind.COUNTRY + kind.ORGANISATION + kind.METONYM
_HEADS = kind.OFFICE + kind.INSTITUTION + kind.GROUP
_PAUSES = frozenset('",')
_BEFORE_NAMES = frozenset({"honorific", "rank", "royal"})
_RANKED = frozenset({"rank", "office"})
"""Kinds of titles that go with a name wherever it is cited («العقيد …», «الملك …»)."""
_MOST_DEPTH = 4
_MOST_EXTENSION = 5


class HeadFirst(Belongings):
    """The parser of one text."""

    def phrases(self) -> list[Phrase]:
        """The outermost phrases in order, names apart from their nouns among them."""
        self.apart = Apart(self.text, self.register, self.at, self.places, self.blocked)
        found = self.apart.behind_nouns(super().phrases())
        return self.apart.attribute(found)

    def _marked(self) -> list[Phrase]:
        found = self.apart.before_nouns(self._is_noun_of_one)
        taken = {token for phrase in found for token in range(phrase.first, phrase.behind)}
        found += [phrase for phrase in self.apart.named_again() if taken.isdisjoint((phrase.first, phrase.behind - 1))]
        found.sort(key=lambda phrase: phrase.first)
        for phrase in found:
            self._apposition(phrase, 0)
        return found

    def _is_noun_of_one(self, item: Item) -> bool:
        """Is an item an office or a noun for one who holds something?"""
        entry = self._office(item) or item.has(kind.GROUP)
        if entry is None or entry.flags & (kind.PLURAL | kind.DUAL | kind.POSSESSED):
            return False
        return entry.kind == kind.OFFICE or self.register.groups[int(entry.key)].kind == "holder"

    def _phrase(self, item: Item, depth: int) -> Phrase | None:
        """The phrase that an item heads; None where it heads none."""
        if len(item.entries) == 1 and item.entries[0].kind == kind.OTHER:
            return None
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
            if self._is_adjective(item, group) or self._calls(item) or self._counts(item):
                return None
            phrase = self._headed(item, group, depth)
            local = self.register.groups[int(group.key)].kind == "local"
            return None if local and phrase.country_by not in {"place", "capital"} else phrase
        entry = item.has(kind.METONYM)
        if entry is not None:
            return self._complete(Phrase.of(item, entry))
        entry = item.has(kind.SHORT)
        if entry is not None and entry.flags & kind.FAMOUS and not self._surname_follows(item):
            return self._complete(Phrase.of(item, entry))
        person = item.has(kind.PERSON)
        bound = self.words[item.first] in self.register.binding and item.has(kind.OTHER) is None
        given = item.has(kind.GIVEN) is not None and not self._is_place(item)
        if given or person is not None or bound:
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
        if entry.kind != kind.PERSON:
            return False
        if following is None:
            return self._surname_goes_on(item)
        if following.clitics or following.has(kind.GIVEN) is None:
            return False
        return all(e.kind in kind.GIVEN + kind.SHORT + kind.PERSON for e in following.entries)

    def _is_place(self, item: Item) -> bool:
        """Do a given name and the word behind it name a place («خميس مشيط»)?"""
        return item.first in self.places and self.places[item.first][0] > item.behind

    def _surname_goes_on(self, item: Item) -> bool:
        """Does an unknown nisba follow a name of two given names («علي صالح الحربي»)?"""
        here, words, register = item.behind, self.words, self.register
        if here >= len(words) or here - item.first < 2 or not words[here].endswith(register.nisba):
            return False
        if not words[here].startswith(register.article) or words[here][len(register.article) :] in register.common:
            return False
        return all(register.is_given(word) for word in (words[item.first][len(item.clitics) :], words[here - 1]))

    def _calls(self, item: Item) -> bool:
        """Is a noun the participle of a verb with its object behind it: «داعية دمشق إلى الحوار»?"""
        if self.words[item.first][len(item.clitics) :] not in self.register.calling:
            return False
        following = self.at.get(item.behind)
        return following is not None and not following.clitics and following.has(_COMPLETE + _HEADS) is not None

    def _counts(self, item: Item) -> bool:
        """Is a noun of number («المئات») one that only says how many behind it there are?"""
        options = self.register.quantifiers.get(self.words[item.first], ())
        return any(
            tuple(self.words[item.first : item.first + len(o)]) == o
            for o in options
            if len(o) > item.behind - item.first
        )

    def _is_adjective(self, item: Item, group: Entry) -> bool:
        """Is a noun that is an adjective too («إرهابي», «عسكري») one here: behind a noun of the same definiteness?"""
        if group.flags & (kind.PLURAL | kind.DUAL) or item.has(kind.MODIFIER) is None or not item.first:
            return False
        previous, article = self.words[item.first - 1], self.register.article
        if not previous.isalpha() or self.register.is_number(previous):
            return False
        if not any(split.stem in self.register.statements for split in self.text.splits(item.first - 1)):
            before = self.at.get(item.first - 1)
            if self.register.is_verbal(previous) or (before is not None and before.has(kind.OTHER) is not None):
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
        phrase.ranked = item.first if row.kind in _RANKED else None
        here = item.behind
        while here < len(self.words):
            if self.words[here] in "./" and here == phrase.behind:
                here += 1
                continue
            following = self.at.get(here)
            if following is None or following.clitics:
                break
            if (more := following.has(kind.TITLE)) is not None:
                another = register.titles[int(more.key)]
                phrase.sector = another.sector or phrase.sector
                if another.kind in _RANKED:
                    phrase.ranked = following.first
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
        behind = self.names.read(here, strong, phrase.category == kind.TITLE)
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
            phrase.basis = "person" if self._is_felled(item, entry) else "adjective"
            return phrase
        following = self.at.get(item.behind)
        more = following.has(kind.ADJECTIVE + kind.PEOPLE) if following is not None and not following.clitics else None
        alike = more is not None and more.flags & kind.PLURAL and not (more.flags ^ entry.flags) & kind.DEFINITE
        if following is not None and more is not None and alike:
            qualify(phrase, more, self.register)
            phrase.behind = following.behind
        if entry.flags & kind.DEFINITE and (number := self._number_behind(phrase.behind)) is not None:
            phrase.count, phrase.behind = (number, number), phrase.behind + 1
        return phrase

    def _number_behind(self, token: int) -> int | None:
        """The number that a definite noun is followed by («السعوديين الثلاثة»)."""
        word = self.words[token] if token < len(self.words) else ""
        bare = word.removeprefix(self.register.article)
        if self.blocked[token : token + 1] == b"\1" or bare == word or not self.register.is_number(bare):
            return None
        number = read_number(self.text, token)
        return None if number is None or number[1] != token + 1 else number[0]

    def _is_felled(self, item: Item, entry: Entry) -> bool:
        """Does an indefinite nationality stand where the one befallen does («مقتل سوري», «أصيب فلسطيني»)?"""
        if entry.kind != kind.ADJECTIVE or entry.flags & kind.DEFINITE or item.clitics or not item.first:
            return False
        if not self.words[item.first].endswith(self.register.nisba) or item.has(kind.GIVEN):
            return False
        return any(split.stem in self.register.felled for split in self.text.splits(item.first - 1))

    def _headed(self, item: Item, entry: Entry, depth: int) -> Phrase:
        """A common noun, office or institution with its modifiers, genitives and the name in apposition."""
        phrase = Phrase.of(item, entry)
        phrase.owner = bool(entry.flags & kind.POSSESSED)
        phrase.free = bool(entry.flags & kind.FREE)
        open_genitive = self._modifiers(phrase, depth)
        group = self.register.groups[int(entry.key)] if entry.kind == kind.GROUP else None
        if group is not None and group.country not in {"", NOWHERE}:
            phrase.country, phrase.country_by = group.country, "named"
        if open_genitive and entry.kind == kind.GROUP:
            return phrase
        one = group is not None and group.form == "person" and not entry.flags & (kind.PLURAL | kind.DUAL)
        if (
            (entry.kind == kind.OFFICE or one)
            and not self._name(phrase, phrase.behind, False)
            and not self._titled_name(phrase)
        ):
            self._bracketed_name(phrase)
        return phrase

    def _titled_name(self, phrase: Phrase) -> bool:
        """«وزير التعليم الدكتور عزام الدخيل»: the name behind honorifics or ranks."""
        here, words = phrase.behind, self.words
        while here < len(words):
            if words[here] in "./" and here > phrase.behind:
                here += 1
                continue
            item = self.at.get(here)
            title = item.has(kind.TITLE) if item is not None and not item.clitics else None
            if item is None or title is None or self.register.titles[int(title.key)].kind not in _BEFORE_NAMES:
                break
            here = item.behind
        return here > phrase.behind and self._name(phrase, here, True)

    def _bracketed_name(self, phrase: Phrase) -> None:
        """«وزير العدل، وليد الصمعاني»: a listed name behind a comma or in brackets."""
        here = phrase.behind
        if here + 1 >= len(self.words) or self.words[here] not in ",(":
            return
        item = self.at.get(here + 1)
        if item is not None and not item.clitics and item.has(kind.PERSON) is not None:
            self._name(phrase, here + 1, True)

    def _apposition(self, phrase: Phrase, depth: int) -> None:
        """An office or common noun behind a name («أديب الشيشكلي، سفير الائتلاف السوري»)."""
        here = phrase.behind
        while here < len(self.words) and self.words[here] in _PAUSES:
            here += 1
        one_of = here + 1 < len(self.words) and self.words[here] in self.register.one_of
        item = self.at.get(here + one_of)
        if item is None or item.clitics or depth > 1:
            return
        entry = self._office(item) or item.has(kind.GROUP)
        if entry is None or entry.flags & (kind.DUAL | kind.POSSESSED) or bool(entry.flags & kind.PLURAL) != one_of:
            return
        if entry.flags & kind.FREE and self.words[item.behind - 1].endswith(self.register.direct_endings):
            return  # «استقبل محمد الحربي وفدا»
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

    def _is_partitive(self, first: int, behind: int) -> bool:
        """Do tokens say that what is behind them is part of more («ثلاثة من قادة …», «ثلاثة من أبرز قادة …»)?"""
        told = self.words[first:behind]
        return bool(told) and told[0] in self.register.partitive and all(w in self.register.foremost for w in told[1:])

    def _widen(self, phrase: Phrase, done: int) -> None:
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
                if is_other_word(self.text, start, register):  # «أثنى», not «اثني»
                    continue
                number = read_number(self.text, start)
                if number is not None and (number[1] == head or self._is_partitive(number[1], head)):
                    phrase.count = (number[0], number[0])
                    phrase.first = start
                    if phrase.basis == "adjective":
                        phrase.basis = "people"
                    break
        self._quantified(phrase, done)
