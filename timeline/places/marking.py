"""Where a text has words about places: one look at each token, of which most tell nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.memo import Memo
from timeline.phrases import Opening, PhraseIndex
from timeline.places.words import Cue, Cues, cues
from timeline.text import Text, splits

PLACES = frozenset({"city", "village", "area", "facility"})
"""The features that words for them describe unlisted places by."""
_KINDS = PLACES | {"region"}


@dataclass(slots=True)
class Marked:
    """The tokens of a text, ascending, that phrases of `Cues` may begin at or that are words of theirs.

    `places` and `kinds` may begin the descriptions of places that no table lists, before and behind their names,
    `countries` say "the country", `capitals` "capital", `borders` are adjectives of directions, or words for borders
    and territories; the others as in `Cues`.
    """

    names: list[int]
    adjectives: list[int]
    places: list[int]
    sites: list[int]
    countries: list[int]
    capitals: list[int]
    borders: list[int]
    kinds: list[int]


class Marker:
    """Marks the words of one language about places; what a word is marked as stays remembered."""

    def __init__(self, known: Cues) -> None:
        self._known = known
        self._marks: Memo[str, tuple[int, ...]] = Memo(self._marks_of)
        indexes: tuple[PhraseIndex[Any], ...] = (known.names, known.adjectives, known.before, known.sites)
        if known.cased:
            indexes = (*indexes, known.after)
        self._first_words = {word for index in indexes for word in index.first_words()}
        self._first_words.update(words[0] for words in known.country_words)
        self._first_words.update(known.capital_words, known.own_words, known.bearings, known.areas)

    def mark(self, text: Text) -> Marked:
        """The tokens of a text by what they tell."""
        found: tuple[list[int], ...] = ([], [], [], [], [], [], [], [])
        for token, marks in enumerate(map(self._marks.__getitem__, text.words)):
            if marks:
                for mark in marks:
                    found[mark].append(token)
        return Marked(*found)

    def _marks_of(self, word: str) -> tuple[int, ...]:
        """The places in `Marked` that a word is noted at."""
        known = self._known
        if all(split.stem not in self._first_words for split in splits(word, known.before.language)):
            return ()
        holds = (
            bool(known.names.openings(word)),
            bool(known.adjectives.openings(word)),
            any(_opens_place(opening) for opening in known.before.openings(word)),
            bool(known.sites.openings(word)),
            any(words[0] == word for words in known.country_words),
            word in known.capital_words,
            word in known.bearings or word in known.own_words or word in known.areas,
            known.cased and bool(known.after.openings(word)),
        )
        return tuple(at for at, one in enumerate(holds) if one)


def _opens_place(opening: Opening[Cue]) -> bool:
    told = (cue for _, _, cue in opening.entries())
    return any(cue.kind == "feature" and cue.value in _KINDS for cue in told)


@cache
def marker(code: str) -> Marker:
    """The marker of a language."""
    return Marker(cues(code))
