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


class PhraseIndex(Generic[T]):
    """Phrases of one language with a payload each; a phrase may have several payloads.

    Phrases are given in human orthography and normalised here, or as word tuples that are normalised already.
    `readings` says of a word which phrases it may open, () for most words.
    """

    def __init__(self, language: str, entries: Iterable[tuple[str | tuple[str, ...], T]] = ()) -> None:
        self.language = language
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.readings: Memo[str, tuple[tuple[str, list[tuple[tuple[str, ...], T]]], ...]] = Memo(self._read)
        for phrase, payload in entries:
            self.add(phrase, payload)

    def add(self, phrase: str | tuple[str, ...], payload: T) -> None:
        """Put in one more phrase, as written or as normalised words."""
        words = words_of(phrase, self.language) if isinstance(phrase, str) else phrase
        if not words:
            return
        entries = self._by_first.setdefault(words[0], [])
        entries.append((words[1:], payload))
        if len(entries) > 1:
            entries.sort(key=lambda entry: -len(entry[0]))
        self.readings.clear()

    def __len__(self) -> int:
        return sum(len(entries) for entries in self._by_first.values())

    def opens(self, word: str) -> bool:
        """May a phrase begin with the word?"""
        return bool(self.readings[word])

    def at(self, text: Text, token: int) -> Iterator[Match[T]]:
        """All phrases that begin at a token: bare reading first, longest first within a reading."""
        readings = self.readings[text.words[token]]
        return self.matches(text.words, token, readings) if readings else iter(())

    def _read(self, word: str) -> tuple[tuple[str, list[tuple[tuple[str, ...], T]]], ...]:
        """How a word opens phrases, by its proclitics; most words open none, and that is remembered."""
        by_first = self._by_first
        return tuple((s.clitics, by_first[s.stem]) for s in splits(word, self.language) if s.stem in by_first)

    @staticmethod
    def matches(
        words: list[str], token: int, readings: tuple[tuple[str, list[tuple[tuple[str, ...], T]]], ...]
    ) -> Iterator[Match[T]]:
        """The phrases that begin at a token with the readings of its word."""
        for clitics, entries in readings:
            for rest, payload in entries:
                behind = token + 1 + len(rest)
                if not rest or tuple(words[token + 1 : behind]) == rest:
                    yield Match(token, behind, clitics, payload)

    def find(self, text: Text, first: int = 0, behind: int | None = None) -> list[Match[T]]:
        """All phrases that begin in the token range, in order of their first token; matches may overlap."""
        words, known = text.words, self.readings
        found: list[Match[T]] = []
        for token in range(first, len(text) if behind is None else behind):
            if readings := known[words[token]]:
                found += self.matches(words, token, readings)
        return found

    def longest(self, text: Text, first: int = 0, behind: int | None = None) -> list[Match[T]]:
        """Leftmost, then longest phrases without overlap; ties go to the bare reading, then to what was added first."""
        found: list[Match[T]] = []
        token, stop = first, len(text) if behind is None else behind
        while token < stop:
            readings = self.readings[text.words[token]]
            if not readings:
                token += 1
                continue
            best = max(self.matches(text.words, token, readings), key=lambda match: match.behind, default=None)
            if best is None:
                token += 1
            else:
                found.append(best)
                token = best.behind
        return found
