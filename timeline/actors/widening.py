"""What stands before a noun phrase whose head comes last: article, number, quantifier, a word that no table knows."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.persons import Persons
from timeline.actors.phrase import Phrase
from timeline.dates.numbers import read_number

_HEADS = kind.OFFICE + kind.INSTITUTION + kind.GROUP


class Widening(Persons):
    """Takes in what stands before the phrases of one text.

    `ends` has the first token of each place that is no item by the token behind it.
    """

    ends: dict[int, int]

    def _opens_line(self, token: int) -> bool:
        """Does a line begin before a token? Titles and headlines end without a full stop."""
        text = self.text
        return "\n" in text.original[text.ends[token - 1] : text.starts[token]]

    def _of_place(self, phrase: Phrase, place: int) -> None:
        """The place named right before whoever belongs there ("Mumbai police")."""
        if phrase.category not in _HEADS or not self.text.capitalised(place) or self._opens_line(phrase.first):
            return
        if phrase.country is None and not phrase.organisation:
            phrase.country, phrase.country_by = self.places[place][1].location.country, "place"
        phrase.first = place

    def _widen(self, phrase: Phrase, done: int) -> None:
        """The article, possessive, number or quantifier before a phrase."""
        words, register = self.words, self.register
        if phrase.category not in kind.GROUP + kind.ADJECTIVE + kind.PEOPLE + kind.INSTITUTION + kind.OFFICE:
            return
        before = phrase.first - 1
        place = self.ends.get(phrase.first)
        if place is not None and place >= done and not phrase.named:
            self._of_place(phrase, place)
            before = phrase.first - 1
        while before >= done and (known := self.at.get(before)) is not None and known.has(kind.MODIFIER):
            if before == done and done and self._is_deed(known):
                break
            phrase.first = before
            before -= 1
        if phrase.category == kind.GROUP:
            start = self._modified(phrase.first, done)
            phrase.unknown = phrase.first - start
            phrase.first = start
            before = phrase.first - 1
        if before < done:
            return
        word = words[before]
        if word == register.article or word in register.demonstratives:
            phrase.flags |= kind.DEFINITE
        elif word in register.possessive_words:
            phrase.owner = True
            if before > done and words[before - 1] in register.of:
                before -= 1
        head = phrase.first
        for start in range(max(done, head - 4), head):
            if self.blocked[start] or not (register.is_number(words[start]) or words[start] in register.opens_number):
                continue
            number = read_number(self.text, start)
            if number is not None and (
                number[1] == head or (phrase.owner and number[1] == before and words[before] in register.of)
            ):
                phrase.count = (number[0], number[0])
                phrase.first = start
                if phrase.basis == "adjective":
                    phrase.basis = "people"
                break
        self._quantified(phrase, done)

    def _modified(self, head: int, done: int) -> int:
        """The first token of a phrase with the unknown word that a determiner or number stands before ("a Kashmiri
        student", "the black-clad anarchists"); without these two the word may as well be a verb."""
        words, text, register = self.words, self.text, self.register
        start = head - 1
        while start - 2 >= done and words[start - 1] == "-" and not text.spaced(start) and not text.spaced(start - 1):
            start -= 2
        opener = start - 1
        if opener < done or any(token in self.at or self.blocked[token] for token in range(start, head)):
            return head
        word = words[start]
        if word in register.openers or register.is_number(word) or not word.isalpha() or self._opens_line(head):
            return head
        if words[opener] in register.determiners or register.is_number(words[opener]):
            return start
        return head
