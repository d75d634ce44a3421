"""Names that stand apart from the office or noun that tells whose they are («مدير الفرع بالجوف فهد العلي»)."""

from __future__ import annotations

from collections.abc import Callable

from timeline.actors import entries as kind
from timeline.actors.entries import Item
from timeline.actors.evidence import belonging
from timeline.actors.material import Material
from timeline.actors.phrase import Phrase

_FARTHEST = 14
_MOST_BARE = 2
_MOST_WORDS = 3
_QUOTE = '"'
_CLOSING = frozenset(',:.()"-')
_BODIES = kind.INSTITUTION + kind.ORGANISATION + kind.COUNTRY + kind.METONYM + kind.ADJECTIVE + kind.PEOPLE
_PLAIN_TITLES = frozenset({"honorific", "rank"})


class Apart(Material):
    """Reads names apart from what tells of them, in one text of an order with the head first."""

    # Names without any first name that is known.

    def before_nouns(self, heads: Callable[[Item], bool]) -> list[Phrase]:
        """Unknown words between a verb of speech and an office or noun of one person («قال بختيار دوغان، الناطق»).

        `heads` tells whether an item begins such a noun.
        """
        found, words, cues = [], self.words, self.register.cues
        for token, word in enumerate(words):
            if word not in cues:
                continue
            behind = token + 1
            while behind <= token + _MOST_WORDS and self._may_be_name(behind):
                behind += 1
            if behind < token + 3:
                continue
            item = self.at.get(behind + (behind < len(words) and words[behind] in {",", _QUOTE}))
            if item is not None and not item.clitics and heads(item):
                found.append(self._person(token + 1, behind))
        return found

    def named_again(self) -> list[Phrase]:
        """Two unknown words, the second of which says something farther on («كاكو نوبوكبو … وقال نوبوكبو»).

        Not where a first name that is known stands before the second one: then the first is a noun («زواج سميث»).
        """
        words, register = self.words, self.register
        said: dict[str, int] = {}
        for token, word in enumerate(words[:-1]):
            if word in register.sayers and token + 1 not in self.at and self._may_be_foreign(token + 1):
                said.setdefault(words[token + 1], token + 1)
        if not said:
            return []
        found: dict[str, list[int]] = {}
        for token, word in enumerate(words):
            if token and word in said and token < said[word]:
                found.setdefault(word, []).append(token)
        return [
            self._person(token - 1, token + 1)
            for tokens in found.values()
            if not any(token - 1 in self.at for token in tokens)
            for token in tokens
            if self._may_open_name(token - 1)
        ]

    def _may_be_foreign(self, token: int) -> bool:
        """May a token be a word of a name that is none of the language's own?"""
        if not self._may_be_name(token):
            return False
        word, register = self.words[token], self.register
        return register.unlike_foreign_names.fullmatch(word) is None and not register.is_verbal(word)

    def _may_open_name(self, token: int) -> bool:
        """May a token be a first name that no table has: no verb of the present, no word behind a conjunction?"""
        if token in self.at or not self._may_be_foreign(token):
            return False
        word, register = self.words[token], self.register
        return not (register.unlike_names.fullmatch(word) or register.unlike_open_names.fullmatch(word))

    def behind_nouns(self, phrases: list[Phrase]) -> list[Phrase]:
        """The phrases, with unknown words behind offices and nouns of one person as names.

        The noun is that of a foreigner, a comma stands between («وزير العدل، …»), or the last word is formed as
        surnames are («الوزير السابق جبارة الصريصري»).
        """
        register = self.register
        found: list[Phrase] = []
        for number, phrase in enumerate(phrases):
            found.append(phrase)
            if not self._is_of_one(phrase):
                continue
            foreign = phrase.country_by == "named" and phrase.country not in register.native_countries
            start = phrase.behind
            comma = start < len(self.words) and self.words[start] == ","
            start += comma
            whole = phrase.behind > phrase.first + 1 or self.words[phrase.first].startswith(register.article)
            if whole and self._is_named_by_tribe(start) and not self._overlaps(phrases, number, start + 2):
                found.append(self._person(start, start + 2))
                continue
            if not (foreign or comma):
                continue
            behind = start
            while behind < start + _MOST_WORDS and self._may_be_name(behind):
                behind += 1
            closed = behind >= len(self.words) or self.words[behind] in _CLOSING
            if not closed and register.is_verbal(self.words[start]):
                continue  # «رئيس الوزراء البريطاني يتعهد بترحيل المهاجرين»
            if behind - start < 2 or self._overlaps(phrases, number, behind):
                continue
            if (foreign and not comma) or closed:
                found.append(self._person(start, behind))
        return found

    def _overlaps(self, phrases: list[Phrase], number: int, behind: int) -> bool:
        """Does the phrase behind one begin before a token?"""
        return number + 1 < len(phrases) and phrases[number + 1].first < behind

    def _is_named_by_tribe(self, token: int) -> bool:
        """Do an unknown word and a definite nisba that is no common adjective stand at a token?"""
        words, register = self.words, self.register
        last = token + 1
        if last >= len(words) or self.blocked[last] or last in self.at or last in self.places:
            return False
        family = words[last]
        if not (family.startswith(register.article) and family.endswith(register.nisba)) or len(family) < 6:
            return False
        bare = family[len(register.article) :]
        if bare in register.common or bare.removesuffix(register.nisba) in register.common:
            return False
        return self._may_open_name(token) and not any(split.clitics for split in self.text.splits(token))

    def _may_be_name(self, token: int) -> bool:
        words = self.words
        if not 0 <= token < len(words) or self.blocked[token] or token in self.places:
            return False
        known = self.at.get(token)
        if known is not None and any(entry.kind not in kind.GIVEN + kind.SHORT for entry in known.entries):
            return False
        word, register = words[token], self.register
        if len(word) < 3 or not word.isalpha() or word in register.common:
            return False
        written = self.text.original[self.text.starts[token] : self.text.ends[token]]
        if word.startswith(register.article) or written.endswith(register.abstract_endings):
            return False
        return not any(split.clitics and split.stem.startswith(register.article) for split in self.text.splits(token))

    def _person(self, first: int, behind: int) -> Phrase:
        phrase = Phrase(first, behind, "", kind.GIVEN, "")
        phrase.name = (phrase.head_first, phrase.head_behind) = (first, behind)
        return phrase

    # What the words before tell of a name.

    def attribute(self, phrases: list[Phrase]) -> list[Phrase]:
        """Takes what an office or noun tells into the unlisted name farther behind that it is in apposition with.

        Where nothing but what belongs to the noun stands between, both are one phrase («رئيس اللجنة المنظمة للمهرجان
        الدكتور أحمد الغامدي»).
        """
        joined: set[int] = set()
        for number, name in enumerate(phrases):
            if name.name is None or name.person is not None or name.clitics or not self._is_plain(name):
                continue
            for back in range(number - 1, max(-1, number - 5), -1):
                noun = phrases[back]
                if self._is_of_one(noun):
                    between = phrases[back + 1 : number]
                    if self._is_in_apposition(noun, name, between):
                        self._tell(noun, name)
                        if self._is_joined(noun, name, between):
                            name.first, name.clitics = noun.first, noun.clitics
                            joined.update(range(back, number))
                    break
                if not self._is_body(noun):
                    break
        return [phrase for number, phrase in enumerate(phrases) if number not in joined]

    def _is_joined(self, noun: Phrase, name: Phrase, between: list[Phrase]) -> bool:
        """Are all words between a noun and a name definite, so that they can only tell more of the noun?"""
        register = self.register
        covered = {token for phrase in between for token in range(phrase.first, phrase.behind)}
        words = [self.words[token] for token in range(noun.behind, name.first) if token not in covered]
        where = register.inside_clitics
        if any(part.owner or (part.clitics in where and part.category == kind.GROUP) for part in between):
            return False  # «بمكتبه», «بالديوان»: where somebody else is met
        starts = (register.article, *register.written_in)
        return all(word.startswith(starts) and word not in register.before_verbs for word in words)

    def _is_plain(self, phrase: Phrase) -> bool:
        """Is a name without a noun of its own: alone or behind titles that tell little?"""
        if phrase.category == kind.TITLE and phrase.title is not None:
            return str(phrase.title) == phrase.key and self.register.titles[phrase.title].kind in _PLAIN_TITLES
        return phrase.category == kind.GIVEN and not phrase.key

    def _is_of_one(self, phrase: Phrase) -> bool:
        """Is a phrase an office or a noun of one person, without a name?"""
        if phrase.name is not None or phrase.person is not None or phrase.count or phrase.free:
            return False
        if phrase.flags & (kind.PLURAL | kind.DUAL | kind.POSSESSED):
            return False
        if phrase.category == kind.OFFICE:
            return True
        group = self.register.groups[int(phrase.key)] if phrase.category == kind.GROUP else None
        return group is not None and group.form == "person" and group.kind in {"holder", "member"}

    def _is_body(self, phrase: Phrase) -> bool:
        if (
            phrase.name is not None
            or phrase.person is not None
            or phrase.count
            or phrase.clitics.startswith(self.register.conjunctions)
        ):
            return False
        if phrase.category == kind.GROUP:
            return self.register.groups[int(phrase.key)].form != "person"
        return phrase.category in _BODIES

    def _is_in_apposition(self, noun: Phrase, name: Phrase, between: list[Phrase]) -> bool:
        """May all that stands between a noun and a name belong to the noun?"""
        if name.first - noun.behind > _FARTHEST:
            return False
        if self.text.sentence_of(noun.first) != self.text.sentence_of(name.first):
            return False
        covered = {token for phrase in between for token in range(phrase.first, phrase.behind)}
        bare, here = 0, noun.behind
        while here < name.first:
            if here in covered:
                here += 1
                continue
            if here in self.places and self.places[here][0] <= name.first:
                here = max(self.places[here][0], here + 1)
                continue
            word, item = self.words[here], self.at.get(here)
            if self.blocked[here] or (item is not None and item.has(kind.OTHER) and word not in self.register.spatial):
                return False
            if word == _QUOTE or (word == "," and here == name.first - 1) or word in self.register.spatial:
                here += 1
                continue
            if not word.isalpha():
                return False
            definite = any(split.stem.startswith(self.register.article) for split in self.text.splits(here))
            bare += not definite
            if bare > _MOST_BARE or (word in self.register.common and not definite):
                return False
            here += 1
        return True

    def _tell(self, noun: Phrase, name: Phrase) -> None:
        country, sector = belonging(noun, self.register)
        told = noun.sector or sector
        name.country, name.country_by = name.country or country or None, name.country_by or noun.country_by
        if name.sector is None or told == "COP":
            name.sector = told
        if noun.institution is not None and name.institution is None:
            name.institution = noun.institution
        if noun.organisation is not None and name.organisation is None:
            name.organisation = noun.organisation
