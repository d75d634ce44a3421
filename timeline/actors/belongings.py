"""What follows the head of a noun phrase and belongs to it: adjectives, genitives, prepositional phrases, own names."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.bodies import Bodies
from timeline.actors.entries import Entry, Item
from timeline.actors.phrase import Phrase, affiliate, qualify
from timeline.actors.rows import Group

_QUOTE = '"'
_HEADS = kind.OFFICE + kind.INSTITUTION + kind.GROUP
_NAMED = kind.COUNTRY + kind.ORGANISATION + kind.PERSON + kind.OFFICE + kind.INSTITUTION + kind.OTHER
_MOST_DEPTH = 4
_MOST_EXTENSION = 5
_SHORTEST_ADJECTIVE = 4


class Belongings(Bodies):
    """Extends phrases of one text over what belongs to their heads."""

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
                    and not (genitive and modifier.flags & kind.DEFINITE and item.has(kind.INSTITUTION))
                ):
                    qualify(phrase, modifier, register)
                    here = phrase.behind = item.behind
                    continue
            if group is not None and group.kind == "force" and definite and word.isdecimal() and here == phrase.noun[1]:
                phrase.named = True  # «الفرقة 30»
                phrase.behind = here = here + 1
                continue
            if (
                group is not None
                and group.form == "body"
                and (behind := self._called(phrase, here) or self._titled_body(phrase, here))
            ):
                phrase.behind = here = behind
                genitive = False
                continue
            if group is not None and word in register.led_by and (behind := self._led(phrase, group, here)):
                phrase.behind = behind
                return False
            if genitive and depth < _MOST_DEPTH and (nested := self._nested(step, depth, group)) is not None:
                affiliate(phrase, nested, register)
                phrase.behind = here = self._close(nested.behind, step > here)
                genitive = False
                if nested.person or nested.name:
                    break
                continue
            if genitive and word in register.regions and (behind := self._region(phrase, here)):
                phrase.behind = here = behind
                genitive = False
                continue
            if genitive and (behind := self._chain(phrase, group, here)):
                phrase.behind = here = behind
                genitive = False
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
            if group is not None and not affiliated and self._described(phrase, group, here, definite):
                phrase.behind = here = here + 1
                genitive = genitive and not definite
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

    def _region(self, phrase: Phrase, here: int) -> int:
        """The token behind the region that a body is one of («بلدية محافظة أضم»); 0 where none follows."""
        step = self.places[here][0] if here in self.places else 0
        here += 1
        while not step and here < len(self.words) and self.words[here] in self.register.regions:
            here += 1
        if here in self.places:
            step, place = self.places[here]
            if phrase.country is None and not phrase.organisation and place.location.country:
                phrase.country, phrase.country_by = place.location.country, "place"
        if step:
            return max(step, here + 1)
        if here >= len(self.words) or here in self.at or self.blocked[here] or len(self.words[here]) < 3:
            return 0
        word, register = self.words[here], self.register
        if word in register.prefixes and here + 1 < len(self.words) and self.words[here + 1].isalpha():
            return here + 2
        return here + 1 if word.isalpha() and word not in register.common and not register.is_verbal(word) else 0

    def _chain(self, phrase: Phrase, group: Group | None, here: int) -> int:
        """The token behind two nouns that tell what a body is for («إدارة مرور جدة», «سلطات حماية البيانات»)."""
        words, register, last = self.words, self.register, here + 1
        if last >= len(words) or self.blocked[last] or here in self.places or here in self.at:
            return 0
        if phrase.behind > phrase.head_behind or not (
            phrase.category == kind.INSTITUTION
            or (group is not None and group.form == "body" and group.kind in {"body", "local"})
        ):
            return 0
        word = words[here]
        noun = word in register.common or self.text.original.endswith(register.closing_letters, 0, self.text.ends[here])
        if (
            word.startswith(register.article)
            or len(word) < 3
            or (word not in register.common and register.is_verbal(word))
        ):
            return 0
        if not noun and register.unlike_names.fullmatch(word) is not None:
            return 0
        if last in self.places:
            behind, place = self.places[last]
            if phrase.country is None and not phrase.organisation and place.location.country:
                phrase.country, phrase.country_by = place.location.country, "place"
            return max(behind, last + 1)
        known = self.at.get(last)
        if known is not None and known.has(_NAMED):
            return 0
        return last + 1 if words[last].startswith(register.article) and len(words[last]) > 4 else 0

    def _close(self, behind: int, opened: bool) -> int:
        return behind + 1 if opened and behind < len(self.words) and self.words[behind] == _QUOTE else behind

    def _begins_definite(self, phrase: Phrase) -> bool:
        article = self.register.article
        if not phrase.clitics or phrase.head_first != phrase.first:
            return self.words[phrase.head_first].startswith(article)
        known = self.register.phrases_of
        stems = [s.stem for s in self.text.splits(phrase.head_first) if s.clitics == phrase.clitics and known(s.stem)]
        return bool(stems) and all(stem.startswith(article) for stem in stems)

    def _is_definite(self, phrase: Phrase) -> bool:
        last = self.words[phrase.head_behind - 1]
        article = self.register.article
        return (
            self._begins_definite(phrase)
            or bool(phrase.flags & kind.DEFINITE)
            or (phrase.head_behind - phrase.head_first > 1 and last.startswith(article))
        )

    def _agrees(self, phrase: Phrase, adjective: Entry) -> bool:
        """A definite noun takes definite adjectives; an indefinite one may be a genitive's head."""
        if adjective.flags & kind.DEFINITE or not self._is_definite(phrase):
            return True
        alone = not phrase.flags & kind.DEFINITE and not self._begins_definite(phrase)
        return alone and phrase.behind > phrase.head_behind

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
        if nested.free and self.words[nested.head_first].endswith(self.register.direct_endings):
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
            if not wide and not (phrase.category == kind.INSTITUTION and item.clitics in register.inside_clitics):
                return 0
            return self._belongs(phrase, item, here, depth, item.clitics in register.whereabouts)
        for option in register.affiliations.get(words[here], ()):
            size = len(option)
            clitic = option[-1] if option[-1] in register.affiliation_clitics else ""
            fixed = option[:-1] if clitic else option
            if tuple(words[here : here + len(fixed)]) != fixed:
                continue
            behind = here + len(fixed)
            opened = behind < len(words) and words[behind] == _QUOTE
            following = self.at.get(behind + opened)
            if option[0] in register.partitive and self._is_one_known(phrase):
                return 0
            if following is None or following.clitics != clitic:
                if not opened and size == 1 and option[0] in register.inside and wide and behind in self.places:
                    stop, place = self.places[behind]
                    if phrase.country is None and not phrase.organisation:
                        phrase.country, phrase.country_by = place.location.country, "place"
                    phrase.adjunct = here
                    return max(stop, behind + 1)
                continue
            if size == 1 and not wide and option[0] not in register.partitive:
                country = following.has(kind.COUNTRY) if option[0] in register.inside else None
                alone = phrase.category == kind.INSTITUTION and phrase.country is None and not phrase.organisation
                if country is not None and alone:
                    phrase.country, phrase.country_by = country.key, "place"
                return 0
            stop = self._belongs(phrase, following, behind + opened, depth, option[0] in register.whereabouts)
            if stop:
                return self._close(stop, opened)
        return 0

    def _belongs(self, phrase: Phrase, item: Item, here: int, depth: int, spatial: bool) -> int:
        nested = self._phrase(item, depth + 1)
        if nested is None or nested.basis in {"short", "adjective"} or nested.name:
            return 0
        if nested.basis == "ambiguous" and nested.behind - nested.first < 2:
            return 0
        if spatial and nested.owner:
            return 0  # «استقبل الأمير بمكتبه»
        if item.clitics in self.register.affiliation_clitics and self._is_addressed(phrase, nested, item.clitics):
            return 0
        known = nested.organisation or nested.institution or nested.country or nested.category in _HEADS
        if not known:
            return 0
        if (
            nested.organisation in self.register.organisations
            and self.register.organisations[nested.organisation].sector == "MED"
        ):
            return 0
        if nested.category == kind.GROUP:
            group = self.register.groups[int(nested.key)]
            if group.kind in {"people", "relative"} or (spatial and group.form == "person"):
                return 0
        if (
            phrase.category == kind.GROUP
            and self.register.groups[int(phrase.key)].kind == "people"
            and nested.category == kind.GROUP
        ):
            return 0
        affiliate(phrase, nested, self.register)
        return nested.behind

    def _is_one_known(self, phrase: Phrase) -> bool:
        """Is a phrase about one certain person of a certain country («السفير اليمني»), who is no part of others?"""
        if not phrase.country or phrase.country_by != "named" or phrase.flags & (kind.PLURAL | kind.DUAL):
            return False
        group = self.register.groups[int(phrase.key)] if phrase.category == kind.GROUP else None
        one = phrase.category == kind.OFFICE or (group is not None and group.form == "person")
        return one and self._begins_definite(phrase)

    def _is_addressed(self, phrase: Phrase, nested: Phrase, clitics: str) -> bool:
        """Does a preposition lead to whom an act is done rather than to what somebody belongs to?"""
        if nested.category in kind.ADJECTIVE + kind.PEOPLE:
            return True
        group = self.register.groups[int(nested.key)] if nested.category == kind.GROUP else None
        if clitics in self.register.inside_clitics:
            known = phrase.country_by == "named" and self._begins_definite(phrase)
            return phrase.category == kind.INSTITUTION and group is not None and (known or group.kind == "force")
        if nested.category == kind.METONYM:
            return bool(phrase.flags & kind.PLURAL)
        return phrase.category == kind.OFFICE and "@" in phrase.key and group is not None

    def _is_body(self, phrase: Phrase) -> bool:
        return phrase.category == kind.GROUP and self.register.groups[int(phrase.key)].form == "body"

    def _described(self, phrase: Phrase, group: Group, here: int, definite: bool) -> bool:
        """Is an unknown word an adjective or number that agrees with a common noun («الميليشيات المتمردة»)?"""
        word, register, original = self.words[here], self.register, self.text.original
        if here in self.places or not word.isalpha() or len(word) < _SHORTEST_ADJECTIVE or not self._may_describe(here):
            return False
        bare = word[len(register.article) :] if word.startswith(register.article) else ""
        several = bool(phrase.flags & kind.PLURAL)
        if not definite:
            counted = phrase.flags & kind.FREE and self.words[phrase.behind - 1].endswith(register.counted_ending)
            return bool(counted) and word.endswith(register.counted_ending) and not register.is_verbal(word)
        if not bare or bare in register.common or (phrase.behind > phrase.head_behind and phrase.part_of is not None):
            return False
        if several and register.is_number(bare):
            return True
        feminine = original.endswith(register.closing_letters, 0, self.text.ends[here])
        if several and group.form == "person":
            return bare.endswith(register.plural_adjectives)
        head = self.text.ends[phrase.head_behind - 1]
        if several or original.endswith(register.closing_letters, 0, head):
            return feminine
        return not feminine and bare.endswith(register.nisba)

    def _may_describe(self, here: int) -> bool:
        """Is a word unknown, or no more than a noun for people («متمردا», «المتضررة»)?"""
        item = self.at.get(here)
        if item is None:
            return True
        return (
            not item.clitics
            and item.behind == here + 1
            and all(
                entry.kind == kind.GROUP and self.register.groups[int(entry.key)].form == "person"
                for entry in item.entries
            )
        )

    def _extends(self, phrase: Phrase, here: int, genitive: bool, definite: bool) -> bool:
        """Does an unknown word go on with the phrase («نقابة سائقي المترو», «الحزب العمالي الكردستاني»)?"""
        word, article = self.words[here], self.register.article
        if here in self.at or self.register.is_verb(word):
            return False
        if genitive:
            return word.startswith(self.register.definite_starts) and len(word) > (3 if self._is_body(phrase) else 4)
        if definite and word.startswith(article) and len(word) > 4:
            following = self.at.get(here + 1)
            return (
                following is not None
                and not following.clitics
                and following.has(kind.ADJECTIVE + kind.PEOPLE) is not None
            )
        return False
