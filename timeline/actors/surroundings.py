"""Names in capitals that no table knows, told by what stands around them: "the mayor, Bryonn Gendron, said"."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from timeline.actors import entries as kind
from timeline.actors.entries import Item
from timeline.actors.material import Material
from timeline.actors.names import NameReader

_FEWEST, _MOST = 2, 5
_YOUNGEST, _OLDEST = 10, 110
_OWNER = 5
"""So many words name the owner of what somebody is, at most."""
_CLOSING = frozenset({",", "(", ".", ";", ":", ")", "-"})
_NAMING = kind.GIVEN + kind.SHORT
Run = tuple[int, int]


class Surroundings(Material):
    """Finds the unknown names of one text in a script with capitals."""

    def __init__(self, of: Material, names: NameReader, shouted: set[int]) -> None:
        super().__init__(of.text, of.register, of.at, of.places, of.blocked)
        self.reader = names
        self.shouted = shouted
        self.over = {token: item for item in of.at.values() for token in range(item.first, item.behind)}
        self._verbs = [[word] for word in of.register.sayers]
        self.located = {token for first, (behind, _) in of.places.items() for token in range(first, behind)}

    def names(self, describes: Callable[[Item], bool]) -> dict[int, int]:
        """The token behind each unknown name by its first; `describes` tells whether an item begins the description of
        one person."""
        runs = self._runs()
        told = {self._spelled(run) for run in runs if self._is_told(run, describes)}
        return {first: behind for first, behind in runs if self._spelled((first, behind)) in told}

    def _runs(self) -> list[Run]:
        """The longest sequences of words in capitals that no table knows."""
        found: list[Run] = []
        done = 0
        for token in range(len(self.words) - 1):
            if token < done or not self._opens(token):
                continue
            behind = self.reader.read(token, True)
            done = max(behind, token + 1)
            if _FEWEST <= behind - token <= _MOST and self._is_whole(token, behind):
                found.append((token, behind))
        return found

    def _opens(self, token: int) -> bool:
        text, word, item = self.text, self.words[token], self.over.get(token)
        if not word.isalpha() or len(word) < 2 or not text.capitalised(token) or self.blocked[token]:
            return False
        if token in self.located or word in self.register.openers:
            return False
        if item is not None and any(entry.kind not in _NAMING for entry in item.entries):
            return False
        return not (item is None and self.register.unlike_names.fullmatch(word))

    def _is_whole(self, first: int, behind: int) -> bool:
        """Does a name end there, with no further capitals, marks within or letters in capitals throughout?"""
        text, words = self.text, self.words
        if text.sentence_of(first) in self.shouted or not self.located.isdisjoint(range(first, behind)):
            return False
        if any(text.original[text.ends[a] : text.starts[b]].strip(" ") for a, b in pairwise(range(first, behind))):
            return False
        if self.register.unlike_last_names.fullmatch(words[behind - 1]):
            return False
        for token in (first, behind - 1):
            if text.original[text.starts[token] : text.ends[token]].isupper():
                return False
        before = first - 1
        joined = before >= 0 and not text.original[text.ends[before] : text.starts[first]].strip(" ")
        if joined and words[before].isalpha() and text.capitalised(before) and before not in self.over:
            return False
        return not (
            behind < len(words)
            and words[behind].isalpha()
            and text.capitalised(behind)
            and text.spaced(behind)
            and "\n" not in text.original[text.ends[behind - 1] : text.starts[behind]]
        )

    def _spelled(self, run: Run) -> tuple[str, ...]:
        return tuple(self.words[slice(*run)])

    def _is_told(self, run: Run, describes: Callable[[Item], bool]) -> bool:
        first, behind = run
        following = self.words[behind] if behind < len(self.words) else "."
        if following == "," and self._is_said_of(behind + 1, describes):
            return True
        if self._is_noun_before(first):
            return True
        if first > 1 and self.words[first - 1] == "," and following in _CLOSING and self._is_noun_before(first - 1):
            return True
        before = self.words[first - 1] if first else ""
        speaks = following in self.register.sayers or (before in self.register.sayers and following in _CLOSING)
        return self._recurs(run, speaks)

    def _is_said_of(self, token: int, describes: Callable[[Item], bool]) -> bool:
        """Do an age, a relative clause or what somebody is stand behind a comma?"""
        words, register = self.words, self.register
        if token + 1 >= len(words):
            return False
        if words[token] in register.relatives:
            return True
        if words[token].isdigit():
            return words[token + 1] in _CLOSING and _YOUNGEST <= int(words[token]) <= _OLDEST
        here = token
        while here < len(words) and words[here] in register.determiners:
            here += 1
        item = self.at.get(here)
        if item is not None and describes(item):
            return True
        for token in range(here + 1, min(here + _OWNER, len(words) - 1)):
            if words[token] == "'s":  # "the group's director"
                item = self.at.get(token + 1)
                return item is not None and describes(item)
        return False

    def _is_noun_before(self, token: int) -> bool:
        """Does a noun for persons or an office end right before a token?"""
        item = self.over.get(token - 1)
        if item is None or item.behind != token or not token or "\n" in self._gap(token):
            return False
        entry = item.has(kind.OFFICE + kind.GROUP)
        if entry is None or item.has(kind.OTHER):
            return False
        if entry.flags & kind.PLURAL and self.text.capitalised(item.first):
            return False  # "the Foreign Agents Registration Act"
        return entry.kind == kind.OFFICE or self.register.groups[int(entry.key)].form == "person"

    def _gap(self, token: int) -> str:
        return self.text.original[self.text.ends[token - 1] : self.text.starts[token]]

    def _recurs(self, run: Run, speaks: bool) -> bool:
        """Does the last part of a name stand elsewhere without the first, as surnames do? Where the one named does not
        speak here, it does there, or has a title there."""
        last, given, words = self.words[run[1] - 1], self.words[run[1] - 2], self.words
        for token, word in enumerate(words):
            if word != last or not token or words[token - 1] == given or not self.text.capitalised(token):
                continue
            if speaks or words[token + 1 : token + 2] in self._verbs:
                return True
            title = self.over.get(token - 1)
            if title is not None and title.has(kind.TITLE):
                return True
        return False
