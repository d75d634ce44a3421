"""What both orders of noun phrases share: the material of one text, and the walk over its items."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.entries import Item
from timeline.actors.material import Material
from timeline.actors.names import NameReader
from timeline.actors.phrase import Phrase
from timeline.actors.register import Register
from timeline.model import PlaceMention
from timeline.text import Text

_LONGEST_QUANTIFIER = 4


class Parser(Material):
    """The parser of one text; what begins with an item (`_phrase`) is told by the order of the language."""

    def __init__(
        self,
        text: Text,
        register: Register,
        items: list[Item],
        places: dict[int, tuple[int, PlaceMention]],
        blocked: bytearray,
    ) -> None:
        super().__init__(text, register, {item.first: item for item in items}, places, blocked)
        self.items = items
        self.names = NameReader(text, register, self.at, blocked)

    def phrases(self) -> list[Phrase]:
        """The outermost phrases in order."""
        found: list[Phrase] = []
        named = self._marked()
        done = 0
        for item in self.items:
            while named and named[0].first < done:
                named.pop(0)
            if named and item.behind > named[0].first:
                found.append(named.pop(0))
                done = found[-1].behind
            if item.first < done or (found and item.first == done and self._is_deed(item)):
                continue
            phrase = self._phrase(item, 0)
            if phrase is None:
                continue
            self._widen(phrase, done)
            found.append(phrase)
            done = phrase.behind
        return found + [phrase for phrase in named if phrase.first >= done]

    def _is_deed(self, item: Item) -> bool:
        """Is an item right behind a phrase a verb, which tells what that did ("the court jailed former ministers")?"""
        return self.words[item.first] in self.register.deeds and item.has(kind.MODIFIER) is not None

    def _marked(self) -> list[Phrase]:
        """Phrases that other signs than an item at their beginning tell, in order."""
        return []

    def _phrase(self, item: Item, depth: int) -> Phrase | None:
        """The phrase that begins with an item; None where none does."""
        raise NotImplementedError

    def _widen(self, phrase: Phrase, done: int) -> None:
        """Takes in what stands before a phrase: numbers and the like; tokens before `done` are taken."""
        raise NotImplementedError

    def _quantified(self, phrase: Phrase, done: int) -> None:
        """Takes in the quantifier right before a phrase ("dozens of"), or "at least" before its number."""
        words, register, stop = self.words, self.register, phrase.first
        for start in range(max(done, stop - _LONGEST_QUANTIFIER), stop):
            told = tuple(words[start:stop])
            if phrase.count is not None and told in register.at_least.get(words[start], ()):
                phrase.count, phrase.first = (phrase.count[0], None), start
                return
            if told in register.quantifiers.get(words[start], ()):
                phrase.first = start
                return
