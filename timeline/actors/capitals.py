"""Bodies that no table lists, told by capitals: "Finance Sector Union", "Federation of Small Shops", "Denwa Corp"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.actors import entries as kind
from timeline.actors.material import Material
from timeline.actors.phrase import Phrase, affiliate, qualify

_QUALIFYING = kind.COUNTRY + kind.ADJECTIVE + kind.PEOPLE + kind.ORGANISATION
_APART = kind.TITLE + kind.OFFICE + kind.PERSON + kind.SHORT
_INSIDE = frozenset({"-", "'"})
_LONGEST = 8
_LONG_WORD, _FEW, _MOSTLY = 3, 4, 0.8
"""A sentence is written with capitals throughout, as headlines are, if that share of its words longer than that is."""


class Capitals(Material):
    """Finds the named bodies of one text in a script with capitals."""

    def __init__(self, of: Material) -> None:
        super().__init__(of.text, of.register, of.at, of.places, of.blocked)
        self.over = {token: item for item in of.at.values() for token in range(item.first, item.behind)}
        self.inside = {token for first, (behind, _) in of.places.items() for token in range(first + 1, behind)}
        self.shouted = {number for number in range(len(of.text.sentences)) if self._is_shouted(number)}

    def bodies(self) -> list[Phrase]:
        """The phrases of bodies with names of their own, in order."""
        found: list[Phrase] = []
        for item in self.at.values():
            entry = item.has(kind.GROUP)
            if entry is None or not self.text.capitalised(item.first) or self.blocked[item.first]:
                continue
            if item.first in self.inside:
                continue  # "the West Bank"
            group = self.register.groups[int(entry.key)]
            if group.form not in {"body", "group"} or group.noun in self.register.nameless:
                continue
            if item.behind < len(self.words) and self.text.spaced(item.behind) and self._is_part(item.behind):
                continue  # a later noun is the head ("District Court Judge")
            sentence = self.text.sentence_of(item.first)
            if sentence in self.shouted:
                continue
            start, _ = self.text.sentences[sentence]
            if found:
                start = max(start, found[-1].behind)
            first, behind = self._left(item.first, start), self._right(item.behind)
            if not (self._is_new(first, item.first) or self._is_new(item.behind, behind)):
                continue
            phrase = Phrase(first, behind, "", kind.GROUP, entry.key, entry.flags)
            phrase.head_first, phrase.head_behind, phrase.named = first, behind, True
            phrase.noun = (item.first, item.behind)
            phrase.borderless = not self.register.borderless.isdisjoint(self.words[first:behind])
            self._belong(phrase)
            found.append(phrase)
        return found

    def call(self, phrase: Phrase) -> None:
        """The name of a body behind its noun, directly or as an acronym between commas ("the union, FNV, said")."""
        here, words = phrase.behind, self.words
        if here != phrase.noun[1] or self.text.capitalised(phrase.noun[0]) or here + 2 >= len(words):
            return
        apposed = words[here] == ","
        here += apposed
        behind = self._name(here)
        if behind == here or (apposed and (words[behind : behind + 1] != [","] or not self._is_acronym(here, behind))):
            return
        phrase.named, phrase.head_first, phrase.head_behind, phrase.behind = True, here, behind, behind

    def _is_acronym(self, first: int, behind: int) -> bool:
        return behind == first + 1 and self.text.original[self.text.starts[first] : self.text.ends[first]].isupper()

    def _name(self, token: int) -> int:
        """The token behind a name that begins at a token and that no table lists; the token itself where none does."""
        here = token
        while here < min(len(self.words), token + _LONGEST):
            joined = self.words[here] in _INSIDE and here > token and self._is_joined(here)
            if not joined and (not self._is_part(here) or here in self.over or here in self.places):
                break
            here += 1
        return here

    def _is_part(self, token: int) -> bool:
        """Is a token a word with a capital that may be part of a name?"""
        word = self.words[token]
        return (
            word.isalpha()
            and self.text.capitalised(token)
            and not self.blocked[token]
            and word not in self.register.openers
        )

    def _is_joined(self, token: int) -> bool:
        """Is a hyphen or an apostrophe written to the words around it («IG-Metall», "Workers' Front")?"""
        if self.text.spaced(token) or token + 1 >= len(self.words) or not self._is_part(token + 1):
            return False
        return self.words[token] == "'" or not self.text.spaced(token + 1)

    def _left(self, head: int, start: int) -> int:
        """Where the name begins that ends in the noun of a body."""
        first = head
        while first > max(start, head - _LONGEST):
            before = first - 1
            item = self.over.get(before)
            if item is not None and item.first < start:
                break
            if self.words[before] in self.register.name_links:
                opens = before - 1 <= start  # "Shares of Denwa Corp fell"
                if opens or not self._is_part(before - 1) or self.over.get(before - 1) is not None:
                    break
                first = before - 1
            elif self.words[before] in _INSIDE and self._is_joined(before):
                first = before
            elif not self._is_part(before):
                break
            elif item is None:
                if before == start and self.register.unlike_names.fullmatch(self.words[before]):
                    break
                first = before
            elif item.has(_APART) and not item.has(kind.GIVEN + kind.GROUP):
                break
            else:
                first = item.first
                if item.has(kind.COUNTRY + kind.ORGANISATION):
                    break
        while first < head and (self.words[first] in self.register.name_links or self.words[first] in _INSIDE):
            first += 1
        return first

    def _right(self, token: int) -> int:
        """Where the name ends that goes on behind the noun of a body ("of Economic Organisations")."""
        words, count = self.words, len(self.words)
        if token + 1 >= count or words[token] not in self.register.name_prepositions:
            return token
        here = behind = token + 1
        while here < min(count, token + _LONGEST):
            item = self.over.get(here)
            if words[here] in self.register.name_links or (
                words[here] in _INSIDE and here > token + 1 and self._is_joined(here)
            ):
                here += 1
            elif self._is_part(here) and (item is None or not item.has(_QUALIFYING + _APART)):
                here = behind = here + 1
            else:
                break
        return behind if behind > token + 1 else token

    def _is_new(self, first: int, behind: int) -> bool:
        """Does a word stand there that makes a name, since it has a capital without being one itself?"""
        return any(
            self.words[token].isalpha() and self.words[token] not in self.register.name_links and self._is_naming(token)
            for token in range(first, behind)
            if self.text.capitalised(token)
        )

    def _is_naming(self, token: int) -> bool:
        if self.words[token] in self.register.legal_forms:
            return False
        item = self.over.get(token)
        if item is None:
            return True
        if item.has(_QUALIFYING + _APART + kind.METONYM + kind.INSTITUTION):
            return False
        opens = token == self.text.sentences[self.text.sentence_of(token)][0]
        return not opens or all(entry.kind == kind.GIVEN for entry in item.entries)

    def _belong(self, phrase: Phrase) -> None:
        """Takes in what the words of a name, and a possessive before it, tell of whose it is."""
        for token in range(phrase.first, phrase.behind):
            item = self.at.get(token)
            if item is not None and (entry := item.has(_QUALIFYING)) is not None and not item.has(kind.GROUP):
                if entry.kind in kind.ADJECTIVE + kind.PEOPLE:
                    qualify(phrase, entry, self.register)
                else:
                    affiliate(phrase, Phrase.of(item, entry), self.register)
            elif token in self.places and phrase.country is None:
                phrase.country, phrase.country_by = self.places[token][1].location.country, "place"
        before = phrase.first - 1
        if before > 0 and self.words[before] == "'s" and (item := self.over.get(before - 1)) is not None:
            entry = item.has(kind.COUNTRY + kind.ORGANISATION)
            if entry is not None:
                affiliate(phrase, Phrase.of(item, entry), self.register)
                phrase.first = item.first

    def _is_shouted(self, sentence: int) -> bool:
        first, behind = self.text.sentences[sentence]
        long = [token for token in range(first, behind) if len(self.words[token]) > _LONG_WORD]
        return len(long) >= _FEW and sum(map(self.text.capitalised, long)) > _MOSTLY * len(long)


def in_order(found: Sequence[Phrase], more: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of both in order; of two that overlap those of the first."""
    kept = list(found)
    kept += [phrase for phrase in more if all(phrase.behind <= o.first or o.behind <= phrase.first for o in found)]
    return sorted(kept, key=lambda phrase: phrase.first)
