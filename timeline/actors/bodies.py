"""How a body that no table lists is named: in quotation marks, before its acronym, by who leads it."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.parser import Parser
from timeline.actors.phrase import Phrase, affiliate
from timeline.actors.rows import Group
from timeline.text import normalise

_QUOTE = '"'
_LONGEST_NAME = 6


class Bodies(Parser):
    """Finds what a body is called in one text."""

    def _called(self, phrase: Phrase, here: int) -> int:
        """The token behind the quoted or bracketed name of a body («شركة (توتال)»); 0 where there is none."""
        words = self.words
        if words[here] not in {_QUOTE, "("}:
            return 0
        close = ")" if words[here] == "(" else _QUOTE
        if close == _QUOTE and not self._opens(here):
            return 0
        for stop in range(here + 2, min(here + 6, len(words))):
            if words[stop] != close:
                continue
            item = self.at.get(here + 1)
            if item is not None and not item.clitics and (entry := item.has(kind.ORGANISATION)) is not None:
                affiliate(phrase, Phrase.of(item, entry), self.register)
            elif item is not None and item.has(kind.COUNTRY + kind.PERSON + kind.OFFICE):
                return 0
            phrase.named = phrase.organisation is None
            return stop + 1
        return 0

    def _opens(self, here: int) -> bool:
        """Does a quotation mark open a quotation rather than close one («…الوزارة». وأضاف «…»)?"""
        written = self.text.original[self.text.starts[here] : self.text.ends[here]]
        if written in self.register.closing_quotes:
            return False
        following = here + 1 < len(self.words) and self.words[here + 1]
        return not following or following.isalnum() or following in {_QUOTE, "("}

    def _led(self, phrase: Phrase, group: Group, here: int) -> int:
        """The token behind the words that tell who leads an alliance («التحالف بقيادة واشنطن»); 0 where none do."""
        if normalise(group.noun, self.text.pack.code) not in self.register.leaders:
            return 0
        for option in self.register.led_by[self.words[here]]:
            behind = here + len(option)
            if tuple(self.words[here:behind]) != option:
                continue
            item = self.at.get(behind)
            leader = item.has(kind.COUNTRY + kind.METONYM) if item is not None and not item.clitics else None
            if item is not None and leader is not None:
                phrase.leader = leader.key
                return item.behind
        return 0

    def _titled_body(self, phrase: Phrase, here: int) -> int:
        """The token behind an unlisted body's own name: up to the closing quotation mark or a bracketed acronym."""
        words = self.words
        opened = phrase.first > 0 and words[phrase.first - 1] == _QUOTE
        for stop in range(here, min(here + _LONGEST_NAME, len(words))):
            word = words[stop]
            acronym = word == "(" and stop + 2 < len(words) and words[stop + 2] == ")" and words[stop + 1].isalpha()
            if acronym or (word == _QUOTE and opened):
                phrase.named = phrase.named or stop > here
                return stop if stop > here else 0
            known = self.at.get(stop)
            if not word.isalpha() or (known is not None and known.has(kind.OTHER + kind.COUNTRY + kind.PERSON)):
                return 0
        return 0
