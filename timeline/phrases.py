"""Phrases over tokens: a dictionary probe per way to read a token, and a comparison only where the first word fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from timeline.memo import Memo
from timeline.text import Text, splits, words_of

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A phrase found at the tokens [first, behind), with the proclitics that were split off its first word."""

    first: int
    behind: int
    clitics: str
    payload: T


class Opening(NamedTuple, Generic[T]):
    """A way to read a word that phrases begin with: those of this word alone, and longer ones by their second word."""

    clitics: str
    alone: list[T]
    longer: dict[str, list[tuple[tuple[str, ...], T]]]

    def entries(self) -> Iterator[tuple[str, tuple[str, ...], T]]:
        """The proclitics with the words behind the first and the payload of each phrase, longest phrases first."""
        several = [entry for entries in self.longer.values() for entry in entries]
        for rest, payload in sorted(several, key=lambda entry: -len(entry[0])):
            yield self.clitics, rest, payload
        for payload in self.alone:
            yield self.clitics, (), payload


class PhraseIndex(Generic[T]):
    """Phrases of one language with a payload each; a phrase may have several payloads.

    Phrases are given in human orthography and normalised here, or as word tuples that are normalised already.
    `readings` says of a word which phrases it may open, () for most words.
    """

    def __init__(self, language: str, entries: Iterable[tuple[str | tuple[str, ...], T]] = ()) -> None:
        self.language = language
        self._opened: dict[str, tuple[list[T], dict[str, list[tuple[tuple[str, ...], T]]]]] = {}
        self.readings: Memo[str, tuple[Opening[T], ...]] = Memo(self.openings)
        self._size = 0
        for phrase, payload in entries:
            self.add(phrase, payload)

    def add(self, phrase: str | tuple[str, ...], payload: T) -> None:
        """Put in one more phrase, as written or as normalised words."""
        words = words_of(phrase, self.language) if isinstance(phrase, str) else phrase
        if not words:
            return
        alone, longer = self._opened.setdefault(words[0], ([], {}))
        if len(words) == 1:
            alone.append(payload)
        else:
            entries = longer.setdefault(words[1], [])
            entries.append((words[1:], payload))
            entries.sort(key=lambda entry: -len(entry[0]))
        self._size += 1
        if self.readings:
            self.readings.clear()

    def __len__(self) -> int:
        return self._size

    def opens(self, word: str) -> bool:
        """May a phrase begin with the word?"""
        return bool(self.readings[word])

    def at(self, text: Text, token: int) -> Iterator[Match[T]]:
        """All phrases that begin at a token: bare reading first, longest first within a reading."""
        readings = self.readings[text.words[token]]
        return self._matches(text.words, token, readings) if readings else iter(())

    def openings(self, word: str) -> tuple[Opening[T], ...]:
        """How a word opens phrases, by its proclitics; `readings` remembers it."""
        opened = self._opened
        found = [Opening(clitics, *opened[stem]) for clitics, stem in splits(word, self.language) if stem in opened]
        return tuple(found)

    def first_words(self) -> Iterable[str]:
        """The words that phrases begin with, without proclitics."""
        return self._opened

    @staticmethod
    def _matches(words: list[str], token: int, readings: tuple[Opening[T], ...]) -> Iterator[Match[T]]:
        for clitics, alone, longer in readings:
            if longer and token + 1 < len(words):
                for rest, payload in longer.get(words[token + 1], ()):
                    behind = token + 1 + len(rest)
                    if len(rest) == 1 or tuple(words[token + 1 : behind]) == rest:
                        yield Match(token, behind, clitics, payload)
            for payload in alone:
                yield Match(token, token + 1, clitics, payload)

    def find(self, text: Text, tokens: Iterable[int] | None = None) -> list[Match[T]]:
        """All phrases that begin at the tokens, by default at any, in their order; matches may overlap."""
        words, known = text.words, self.readings
        found: list[Match[T]] = []
        for token in range(len(words)) if tokens is None else tokens:
            if readings := known[words[token]]:
                found += self._matches(words, token, readings)
        return found

    def longest(self, text: Text, tokens: Iterable[int] | None = None) -> list[Match[T]]:
        """Leftmost, then longest phrases without overlap, begun at the tokens (ascending; by default at any).

        Ties go to the bare reading, then to what was added first.
        """
        words, known = text.words, self.readings
        found: list[Match[T]] = []
        behind = 0
        for token in range(len(words)) if tokens is None else tokens:
            if token >= behind and (readings := known[words[token]]):
                best = max(self._matches(words, token, readings), key=lambda match: match.behind, default=None)
                if best is not None:
                    found.append(best)
                    behind = best.behind
        return found
