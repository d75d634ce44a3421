"""From a text to the symbols that patterns are matched against, and from patterns to hits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from timeline.dates import numbers
from timeline.dates.grammar import CONTINUED, Rule
from timeline.dates.lexicon import NOTHING, Lexicon, Value, Values, Word
from timeline.text import Text

_SUFFIXES = {"st", "nd", "rd", "th"}
_NEWLINE = re.compile(r"[\n\r]")


class Scan:
    """A text's symbols, one per token, with the values behind them."""

    __slots__ = ("_lines", "_merged", "entries", "lexicon", "symbols", "text")

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        known = lexicon.words
        self.entries: list[Word] = list(map(known.__getitem__, text.words))
        self._merged: dict[int, Values] = {}
        self.symbols = self._merge([entry.symbol for entry in self.entries])
        self._lines: list[int] | None = None

    def values(self, token: int) -> Values:
        """The values by class of the word or phrase that begins at a token."""
        return self._merged.get(token) or self.entries[token].values

    def value(self, token: int, kind: str) -> Value | None:
        """The value that the word or phrase at a token has in a class."""
        return self.values(token).get(kind)

    def line_end(self, token: int) -> int:
        """The first token behind the line that a token stands in: no time expression runs across lines."""
        if self._lines is None:
            starts = self.text.norm_starts
            self._lines = [bisect_left(starts, match.start()) for match in _NEWLINE.finditer(self.text.norm)]
        at = bisect_left(self._lines, token + 1)
        return self._lines[at] if at < len(self._lines) else len(self.entries)

    def _set(self, symbols: list[str], first: int, behind: int, values: Values) -> None:
        symbols[first] = self.lexicon.symbol(values, self.entries[first].joined)
        symbols[first + 1 : behind] = CONTINUED * (behind - first - 1)
        self._merged[first] = values

    def _merge(self, symbols: list[str]) -> str:
        """Put phrases, numbers, marked years and doubled months together; what is left of them continues them."""
        entries = self.entries
        behind = 0
        months: list[int] = []
        for token, entry in enumerate(entries):
            if entry is NOTHING or token < behind:
                continue
            values = entry.values
            if "BEGINS" in values and (end := self._phrase(symbols, token, str(values["BEGINS"]))):
                behind = end
                if "MONTH" in self._merged[token]:
                    months.append(token)
                continue
            if "INT" in values:
                behind = self._digits(symbols, token)
                continue
            if "COUNTS" in values:
                behind = self._number(symbols, token, values)
            elif "MONTH" in values:
                months.append(token)
        if len(months) > 1:
            self._double_months(symbols, months)
        return "".join(symbols)

    def _phrase(self, symbols: list[str], token: int, begins: str) -> int:
        """Put the longest phrase that begins at a token together; the token behind it, or 0."""
        words = self.text.words
        for rest, found in self.lexicon.phrases[begins]:
            end = token + 1 + len(rest)
            # "9/11" is a name, and 9/11/2014 a date.
            if tuple(words[token + 1 : end]) == rest and not (begins.isdecimal() and words[end : end + 1] == ["/"]):
                self._set(symbols, token, end, found)
                return end
        return 0

    def _digits(self, symbols: list[str], token: int) -> int:
        words, entries = self.text.words, self.entries
        if token + 1 >= len(words):
            return token + 1
        follower, word = entries[token + 1], words[token]
        if len(word) == 4:
            glued = token + 2 < len(words) and words[token + 2].isdecimal() and not self.text.spaced(token + 2)
            kind = (
                ""
                if glued
                else "YEAR"
                if "MARKAD" in follower.values
                else "HYEAR"
                if "MARKAH" in follower.values
                else ""
            )
            if kind:
                value = int(word)
                self._set(symbols, token, token + 2, {kind: value})
                return token + 2
        if words[token + 1] in _SUFFIXES:
            ordinal = numbers.read_ordinal(self.text, token)
            if ordinal:
                self._set(symbols, token, ordinal[1], {"ORD": ordinal[0], "DAYORD": ordinal[0]})
                return ordinal[1]
        if "COUNTS" in follower.values:
            number = numbers.read_number(self.text, token)
            if number and number[1] > token + 1:
                self._set(symbols, token, number[1], {"NUM": number[0], "LARGE": 1})
                return number[1]
        return token + 1

    def _number(self, symbols: list[str], token: int, values: Values) -> int:
        number = numbers.read_number(self.text, token)
        ordinal = numbers.read_ordinal(self.text, token)
        end = max(number[1] if number else 0, ordinal[1] if ordinal else 0)
        if end <= token + 1:
            return token + 1
        merged: Values = {}
        if number and number[1] == end:
            merged["NUM"] = number[0]
        if ordinal and ordinal[1] == end:
            merged["ORD"] = ordinal[0]
        self._set(symbols, token, end, merged)
        return end

    def _double_months(self, symbols: list[str], months: list[int]) -> None:
        """«يوليو (تموز)», «آب/أغسطس», «سبتمبر أيلول»: the same month twice is one name."""
        words = self.text.words
        for first, second in pairwise(months):
            one, two = self.values(first), self.values(second)
            if one["MONTH"] != two["MONTH"] or not 1 <= second - first <= 5 or self.entries[second].joined:
                continue
            between = [words[at] for at in range(first + 1, second) if symbols[at] != CONTINUED]
            end = second + 1
            while end < len(symbols) and symbols[end] == CONTINUED:
                end += 1
            if between == ["("] and end < len(words) and words[end] == ")":
                end += 1
            elif between not in ([], ["/"], ["-"], ["("], ["/", "("]):
                continue
            self._set(symbols, first, end, {"MONTH": one["MONTH"], "SURE": one["MONTH"]})


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found at the tokens [first, behind)."""

    scan: Scan
    rule: Rule
    match: re.Match[str]

    @property
    def first(self) -> int:
        """The first token."""
        return self.match.start()

    @property
    def behind(self) -> int:
        """The token behind the last."""
        return self.match.end()

    def _filled(self, slot: str) -> tuple[int, tuple[str, ...]] | None:
        for group, kinds in self.rule.slots.get(slot, ()):
            at = self.match.start(group)
            if at >= 0 and self.match.end(group) > at:
                return at, kinds
        return None

    def token(self, slot: str) -> int | None:
        """The token at which a slot begins; None where the slot is empty or not in the pattern."""
        filled = self._filled(slot)
        return filled[0] if filled else None

    def value(self, slot: str) -> Value | None:
        """The value of the first of the slot's classes that its word has."""
        filled = self._filled(slot)
        if filled:
            values = self.scan.values(filled[0])
            for kind in filled[1]:
                if kind in values:
                    return values[kind]
        return None

    def number(self, slot: str) -> int | None:
        """The slot's value where it is a number."""
        value = self.value(slot)
        return value if isinstance(value, int) else None

    def word(self, slot: str) -> str:
        """The normalised first word of a slot; empty where it is not filled."""
        token = self.token(slot)
        return "" if token is None else self.scan.text.words[token]

    def kind(self, slot: str) -> str:
        """The class by which a slot was filled; empty where it was not."""
        filled = self._filled(slot)
        if not filled:
            return ""
        values = self.scan.values(filled[0])
        return next((kind for kind in filled[1] if kind in values), "")


class Grammar:
    """The rules of a language, by the symbol that they begin with."""

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        self._by_first: dict[str, list[Rule]] = {}
        for rule in rules:
            for symbol in rule.first:
                self._by_first.setdefault(symbol, []).append(rule)
        chars = "".join(sorted(self._by_first))
        self._anchor = re.compile(f"[{re.escape(chars)}]") if chars else re.compile(r"(?!)")

    def candidates(self, scan: Scan) -> Iterator[tuple[int, list[Hit]]]:
        """Every place where patterns match, with its hits: longest first, then as the pack orders them."""
        symbols = scan.symbols
        by_first = self._by_first
        for anchor in self._anchor.finditer(symbols):
            token = anchor.start()
            end = scan.line_end(token)
            found = [
                (rule, match) for rule in by_first[anchor.group()] if (match := rule.pattern.match(symbols, token, end))
            ]
            if found:
                found.sort(key=lambda pair: (-pair[1].end(), pair[0].order))
                yield token, [Hit(scan, rule, match) for rule, match in found]
