"""«الطرفان», "the two sides": the parties that faced each other in what was told before."""

from __future__ import annotations

from typing import NamedTuple

from timeline.events.sentences import Analysis, Hit, Item
from timeline.events.types import MUTUAL

REACH = 6
"""How many words from an event word what stands for both sides is looked for."""


class Pair(NamedTuple):
    """The parties on each side of an event."""

    actors: list[Item]
    others: list[Item]


class Sides:
    """Who faced each other last in one text, for the words that mean both of them."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.words = analysis.text.words
        self.phrases = analysis.lexicon.syntax.both_sides
        self.openers = frozenset(phrase.partition(" ")[0] for phrase in self.phrases)
        self.last: Pair | None = None

    def remember(self, actors: list[Item], others: list[Item]) -> None:
        """Keep the parties of an event that names both of its sides, or two on one."""
        if not others and len(actors) == 2:
            actors, others = actors[:1], actors[1:]
        if actors and others and not any(self.means_both(item) for item in (*actors, *others)):
            self.last = Pair(actors, others)

    def means_both(self, item: Item) -> bool:
        """Do the words of a party stand for both sides?"""
        return any(self._at(token) for token in range(item.first, item.behind))

    def of(self, hit: Hit, type_: str, found: list[Item], bounds: tuple[int, int]) -> Pair | None:
        """The parties that the words around an event word of a type mean in its clause, the token range `bounds`.

        None where they don't mean both sides, or where one of the items found beside it names anybody else.
        """
        if self.last is None or type_ not in MUTUAL:
            return None
        if any(item.mention is not None and not self.means_both(item) for item in found):
            return None
        near = range(max(bounds[0], hit.first - REACH), min(bounds[1], hit.behind + REACH))
        return self.last if any(map(self._at, near)) else None

    def _at(self, token: int) -> bool:
        """Does a phrase for both sides begin at a token?"""
        text = self.analysis.text
        stems = {self.words[token], *(split.stem for split in text.splits(token))} & self.openers
        return any(
            stem in self.phrases or " ".join((stem, *self.words[token + 1 : token + 2])) in self.phrases
            for stem in stems
        )
