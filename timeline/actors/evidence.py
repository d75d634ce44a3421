"""What the whole article tells about countries and persons, gathered before any phrase is resolved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping

from timeline.actors import entries as kind
from timeline.actors.phrase import Phrase
from timeline.actors.register import Register
from timeline.actors.rows import Organisation
from timeline.model import PlaceMention
from timeline.text import Text

_NEAR = 12
# A nationality word that qualifies no known noun tells of the name right behind it only.
_BEFORE = 3
_LONGEST_CUE = 6
_MARKS = frozenset('-"(),/')
_EARLY = 3
_EARLY_WEIGHT = 1.5
_SOURCE_WEIGHT = 1.5
_SENTENCE_WEIGHT = 1.5
_LAST_WEIGHT = 0.75
# Papers name private persons of their own country more often than those of the country they write about.
_PERSON_SOURCE_WEIGHT = 6.0
# A nationality word of people tells more of a person's country than a place does, which is where things happen.
_PERSON_PEOPLE_WEIGHT = 2.5
# A country named as a place says less of where things happen than a town in it.
_COUNTRY_WEIGHT = 0.5
# Places of this score or less are located by what is named around them, so they tell nothing more.
_BY_SURROUNDINGS = 0.3
_NOTHING: Mapping[str, float] = {}
OWN_SECTORS = frozenset({"MIL", "COP", "SPY", "JUD", "LEG", "MED", "BUS", "EDU", "REL"})
"""Sectors of titles and nouns that tell more than what their bearer belongs to."""


class Evidence:
    """Countries by place in the text, and country and sector of each person that no table lists."""

    def __init__(
        self,
        text: Text,
        register: Register,
        source: str | None,
        places: dict[int, tuple[int, PlaceMention]],
        phrases: list[Phrase],
    ) -> None:
        self.text = text
        self.register = register
        self.source = source
        self._nationalities: list[tuple[int, str]] = []
        self._bare: set[int] = set()
        self._of_one: list[Phrase] = []
        seen = self._countries(phrases)
        covered = {token for token, _ in seen}
        seen += [
            (token, place.location.country)
            for token, (_, place) in places.items()
            if place.location.country and token not in covered and place.score > _BY_SURROUNDINGS
        ]
        seen.sort()
        self._tokens = [token for token, _ in seen]
        self._codes = [code for _, code in seen]
        self._weights: dict[str, float] = {}
        for number, code in enumerate(self._codes):
            self._weights[code] = self._weights.get(code, 0.0) + (_EARLY_WEIGHT if number < _EARLY else 1.0)
        self._scene: dict[str, float] = {}
        for _, place in places.values():
            if place.location.country and place.score > _BY_SURROUNDINGS:
                weight = _COUNTRY_WEIGHT if place.location.feature == "country" else 1.0
                self._scene[place.location.country] = self._scene.get(place.location.country, 0.0) + weight
        self.persons: dict[str, tuple[str | None, str | None]] = {}
        self._persons(phrases)

    def _countries(self, phrases: list[Phrase]) -> list[tuple[int, str]]:
        register = self.register
        seen: list[tuple[int, str]] = []
        words = self.text.words
        surnames = {words[phrase.name[1] - 1] for phrase in phrases if phrase.name and phrase.person is None}
        spelled = self._spelled_otherwise(phrases)
        for phrase in phrases:
            code = phrase.country
            if phrase.first in spelled:
                continue
            if code is None and phrase.person is not None:
                if phrase.basis == "short" and words[phrase.behind - 1] in surnames:
                    continue  # the surname of somebody else here
                code = register.people[phrase.person].country
            elif code is None and phrase.organisation in register.organisations:
                code = register.organisations[phrase.organisation].country
            elif code is None and phrase.category == kind.OFFICE:
                code = register.offices[office_of(phrase)].country
            if code:
                seen.append((phrase.first, code))
            if phrase.name is not None:
                continue
            if phrase.country and phrase.country_by == "named" and self._tells_nationality(phrase):
                self._nationalities.append((phrase.first, phrase.country))
                if phrase.basis == "adjective" and not self._says_nationality(phrase):
                    self._bare.add(phrase.first)
                if not phrase.flags & (kind.PLURAL | kind.DUAL) and phrase.count is None:
                    self._of_one.append(phrase)
        return seen

    def _spelled_otherwise(self, phrases: list[Phrase]) -> set[int]:
        """The tokens of organisations named by an acronym that the text spells out as a body that no table lists."""
        words = self.text.words
        own = {
            words[phrase.behind + 1]
            for phrase in phrases
            if phrase.named and phrase.organisation is None and words[phrase.behind : phrase.behind + 1] == ["("]
        }
        return {
            phrase.first
            for phrase in phrases
            if phrase.category == kind.ORGANISATION and phrase.behind == phrase.first + 1 and words[phrase.first] in own
        }

    def _says_nationality(self, phrase: Phrase) -> bool:
        """Does «الجنسية» stand behind a nationality word, or the word alone between marks («- باكستاني -»)?"""
        words = self.text.words
        if phrase.behind >= len(words):
            return False
        alone = phrase.first > 0 and words[phrase.first - 1] in _MARKS and words[phrase.behind] in _MARKS
        return alone or words[phrase.behind] in self.register.nationality_words

    def _is_criminal(self, phrase: Phrase) -> bool:
        """Does «القبض على», «حكم القتل في» or the like stand right before a name?"""
        words, here = self.text.words, phrase.first
        if words[here].startswith(phrase.clitics) and phrase.clitics:
            return False
        while here > 0 and not words[here - 1].isalnum():
            here -= 1
        return any(
            tuple(words[start:here]) == cue
            for start in range(max(0, here - _LONGEST_CUE), here)
            for cue in self.register.crime_cues.get(words[start], ())
        )

    def home_of_person(self, phrase: Phrase, foreign: bool) -> str | None:
        """The country of a person of whom the text tells none; `foreign`: the name is not of the paper's language."""
        extra: dict[str, float] = {}
        for other in self._of_one:
            if other.country and other.category == kind.GROUP:
                extra[other.country] = extra.get(other.country, 0.0) + _PERSON_PEOPLE_WEIGHT
        if self.source is not None and not foreign:
            extra[self.source] = extra.get(self.source, 0.0) + _PERSON_SOURCE_WEIGHT - _SOURCE_WEIGHT
        return self.focus(phrase, extra=extra)

    def country_of_surname(self, surname: str) -> str | None:
        """The country of the person whom the article names in full with a surname."""
        for name, (country, _) in self.persons.items():
            if name.endswith(f" {surname}"):
                return country
        return None

    def home_of_people(self, among: Collection[str]) -> str | None:
        """The country of a people that lives in several: the one that most places of the article lie in."""
        inside = {code: count for code, count in self._scene.items() if code in among}
        best = max(inside.items(), key=lambda item: (item[1], item[0]), default=None)
        return best[0] if best is not None else None

    def _tells_nationality(self, phrase: Phrase) -> bool:
        if phrase.category == kind.ADJECTIVE:
            # Before an unknown noun a bare adjective mostly tells of a thing: "Turkish custody".
            return self.register.head_first or phrase.basis != "adjective"
        return phrase.category == kind.GROUP and self.register.groups[int(phrase.key)].form == "person"

    def focus(self, phrase: Phrase, among: Collection[str] = (), extra: Mapping[str, float] = _NOTHING) -> str | None:
        """The country that a phrase without one most likely belongs to; one of `among` where that is given."""
        token = phrase.first
        sentence = self.text.sentences[self.text.sentence_of(token)]
        scores = dict(self._weights)
        if self.source is not None:
            scores[self.source] = scores.get(self.source, 0.0) + _SOURCE_WEIGHT
        near = bisect_left(self._tokens, token)
        if near:
            inside = self._tokens[near - 1] >= sentence[0]
            scores[self._codes[near - 1]] += _SENTENCE_WEIGHT if inside else _LAST_WEIGHT
        for code, weight in extra.items():
            scores[code] = scores.get(code, 0.0) + weight
        if among:
            scores = {code: score for code, score in scores.items() if code in among}
        best = max(scores.items(), key=lambda item: (item[1], item[0]), default=None)
        return best[0] if best is not None else None

    def _persons(self, phrases: list[Phrase]) -> None:
        """What the article tells anywhere about each person that is not listed."""
        nationalities: dict[str, str] = {}
        for phrase in phrases:
            if phrase.name is None or phrase.person is not None:
                continue
            name = name_of(phrase, self.text)
            country, sector = belonging(phrase, self.register)
            if phrase.sector and (sector is None or phrase.sector in OWN_SECTORS):
                sector = phrase.sector
            if sector is None and self._is_criminal(phrase):
                sector = "CRM"
            known = self.persons.get(name, (None, None))
            self.persons[name] = (known[0] or country, known[1] or sector)
            if name not in nationalities and (nationality := self._nationality(phrase)):
                nationalities[name] = nationality
        for name, (country, sector) in self.persons.items():
            if (body := self._body_of_surname(name)) is not None:
                country, sector = country or body.country or None, sector or body.sector
                self.persons[name] = country, sector
            if country is None:
                self.persons[name] = (nationalities.get(name) or self._surname_nationality(name), sector)

    def _body_of_surname(self, name: str) -> Organisation | None:
        """The organisation that a surname tells («أبو ثابت الحوثي»)."""
        if not self.register.head_first or " " not in name:
            return None
        for rest, entries in self.register.phrases_of(name.rpartition(" ")[2]):
            for entry in entries if not rest else ():
                if entry[0] == kind.PEOPLE and (key := self.register.peoples[int(entry[1])].organisation):
                    return self.register.organisations.get(key)
        return None

    def _nationality(self, phrase: Phrase) -> str | None:
        """The country that its office or its noun has elsewhere ("her Bulgarian fiance"), or the nearest one."""
        if phrase.category == kind.OFFICE:
            scopes = [self.register.office_scopes.get(option) for option in phrase.key.split("/")]
            named = [scope for scope in scopes if scope]
            if named and len(named) == len(scopes):
                return named[0][0]
        if phrase.category == kind.GROUP:
            for other in self._of_one:
                if (other.category, other.key) == (phrase.category, phrase.key):
                    return other.country
        return self._nationality_near(phrase.first)

    def _nationality_near(self, token: int) -> str | None:
        first, behind = self.text.sentences[self.text.sentence_of(token)]
        near = [
            (abs(here - token), code)
            for here, code in self._nationalities
            if first <= here < behind and (abs(here - token) <= _NEAR if here not in self._bare else
                                           here < token <= here + _BEFORE)
        ]  # fmt: skip
        return min(near)[1] if near else None

    def _surname_nationality(self, name: str) -> str | None:
        """The nationality word nearest to any later mention by surname."""
        surname = name.rpartition(" ")[2]
        if not self._nationalities or not self.register.cased:
            return None
        for token, word in enumerate(self.text.words):
            if word == surname and (code := self._nationality_near(token)) is not None:
                return code
        return None


def office_of(phrase: Phrase) -> str:
    """The id of the first office that a phrase may name."""
    return phrase.key.partition("/")[0].partition("@")[0]


def name_of(phrase: Phrase, text: Text) -> str:
    """The normalised name of the person that a phrase names."""
    assert phrase.name is not None
    first, behind = phrase.name
    words = [word for word in text.words[first:behind] if word != '"']
    if phrase.clitics and first == phrase.first and words:
        words[0] = words[0][len(phrase.clitics) :]
    return " ".join(words)


def belonging(phrase: Phrase, register: Register) -> tuple[str | None, str | None]:
    """Country and sector from what a phrase says it belongs to."""
    country, sector = phrase.country, None
    if phrase.organisation is not None and phrase.organisation in register.organisations:
        row = register.organisations[phrase.organisation]
        country, sector = country or row.country or "", row.sector
    elif phrase.institution is not None:
        sector = register.institutions[phrase.institution][1]
    if sector is None and phrase.category == kind.OFFICE:
        sector = register.offices[office_of(phrase)].sector
    elif sector is None and phrase.category == kind.GROUP:
        sector = phrase.sector or register.groups[int(phrase.key)].sector
    return country, sector
