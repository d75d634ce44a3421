"""Phrases over tokens: a dictionary probe per way to read a token, and a comparison only where the first word fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from timeline.text import Text, words_of

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
    """

    def __init__(self, language: str, entries: Iterable[tuple[str | tuple[str, ...], T]] = ()) -> None:
        self.language = language
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, payload in entries:
            self.add(phrase, payload)

    def add(self, phrase: str | tuple[str, ...], payload: T) -> None:
        """Put in one more phrase, as written or as normalised words."""
        words = words_of(phrase, self.language) if isinstance(phrase, str) else phrase
        if not words:
            return
        entries = self._by_first.setdefault(words[0], [])
        entries.append((words[1:], payload))
        entries.sort(key=lambda entry: -len(entry[0]))

    def __len__(self) -> int:
        return sum(len(entries) for entries in self._by_first.values())

    def at(self, text: Text, token: int) -> Iterator[Match[T]]:
        """All phrases that begin at a token: bare reading first, longest first within a reading."""
        words = text.words
        for clitics, stem in text.splits(token):
            for rest, payload in self._by_first.get(stem, ()):
                behind = token + 1 + len(rest)
                if not rest or tuple(words[token + 1 : behind]) == rest:
                    yield Match(token, behind, clitics, payload)

    def find(self, text: Text, first: int = 0, behind: int | None = None) -> list[Match[T]]:
        """All phrases that begin in the token range, in order of their first token; matches may overlap."""
        return [
            match for token in range(first, len(text) if behind is None else behind) for match in self.at(text, token)
        ]

    def longest(self, text: Text, first: int = 0, behind: int | None = None) -> list[Match[T]]:
        """Leftmost, then longest phrases without overlap; ties go to the bare reading, then to what was added first."""
        found: list[Match[T]] = []
        token, stop = first, len(text) if behind is None else behind
        while token < stop:
            best = max(self.at(text, token), key=lambda match: match.behind, default=None)
            if best is None:
                token += 1
            else:
                found.append(best)
                token = best.behind
        return found
