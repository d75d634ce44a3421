"""The time words of a language: classes, values, phrases, and the symbols that patterns are written over.

`time_words.tsv` of a pack has class · value · words (joined by `|`, phrases allowed). A word may be in several classes.
Names of months and days that CLDR knows are added from Babel when the pack is compiled, for the locales that
`time_patterns.yaml` names, and kept in the cache. Numbers and ordinals come from `numbers.tsv`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from timeline import languages
from timeline.dates import numbers
from timeline.dates.grammar import PLAIN, Symbols
from timeline.memo import Memo
from timeline.text import splits, words_of
from timeline.tsv import split_list

Value = int | str
Values = dict[str, Value]
_DOTTED = re.compile(r"\d{1,4}\.\d{1,2}\.\d{1,4}\Z")


class Word(NamedTuple):
    """What the pack knows of a word: its symbol, its values by class, the letters of its proclitics, their kind."""

    symbol: str
    values: Values
    clitics: int
    joined: str


NOTHING = Word(PLAIN, {}, 0, "")


class Lexicon:
    """The compiled time words of one language."""

    def __init__(self, code: str, locales: Iterable[str] = ()) -> None:
        self.code = code
        self._numbers = numbers.load(code)
        self._proclitic_letters = {written[0] for written, _, _ in languages.load(code).proclitics}
        self._entries: dict[str, Values] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Values]]] = {}
        self._symbols: dict[tuple[frozenset[str], str], str] = {}
        for row in languages.load(code).table("time_words", ("class", "value", "words")):
            value: Value = int(row["value"]) if re.fullmatch(r"-?\d+", row["value"]) else row["value"]
            for entry in split_list(row["words"]):
                # "'s" is a token of its own only behind a word.
                behind = entry.startswith("'") and len(entry) > 1
                self._add(row["class"], value, words_of(f"x{entry}", code)[1:] if behind else words_of(entry, code))
        for kind, number, name in cldr_names(tuple(locales)):
            words = words_of(name, code)
            if len(words) == 1 and words[0] not in self._entries and not words[0].isascii() | (code == "en"):
                self._add(kind, number, words)
        for values in [*self._entries.values(), *(found for entries in self.phrases.values() for _, found in entries)]:
            month = values.get("MONTH", values.get("HMONTH"))
            if month is not None and "WEAK" not in values:
                values["SURE"] = month
        for entries in self.phrases.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
        self._number_symbols()
        self.words = Memo(self.classify)

    def _add(self, kind: str, value: Value, words: tuple[str, ...]) -> None:
        if len(words) == 1:
            self._entries.setdefault(words[0], {}).setdefault(kind, value)
        elif words:
            phrases = self.phrases.setdefault(words[0], [])
            for rest, values in phrases:
                if rest == words[1:]:
                    values.setdefault(kind, value)
                    return
            phrases.append((words[1:], {kind: value}))

    def _number_symbols(self) -> None:
        """Give a symbol to every set of classes that a word can have, so that patterns know them all."""
        shapes: list[Values] = [
            {},
            {"NUM": 0},
            {"ORD": 0},
            {"NUM": 0, "ORD": 0},
            {"DEC": 0},
            {"DOTTED": ""},
            {"NUM": 0, "LARGE": 0},
        ]
        shapes += [
            self._shape(sample)
            for sample in ("1", "0", "13", "40", "100", "1436", "1990", "2015", "1700", "1200", "2150", "01", "00")
        ]
        shapes += [{"YEAR": 0}, {"HYEAR": 0}, {"ORD": 0, "DAYORD": 0}]
        stems = set(self._numbers.cardinals) | set(self._numbers.ordinals)
        stems |= {"ال" + stem for stem in self._numbers.cardinals}
        words = [self._values(stem) for stem in sorted(stems | set(self._entries))]
        words += [values for entries in self.phrases.values() for _, values in entries]
        for values in [*shapes, *words]:
            for joined in ("", "w", "p"):
                self.symbol(values, joined)

    def symbol(self, values: Iterable[str], joined: str = "") -> str:
        """The symbol of a set of classes, behind a conjunction (`w`), a preposition (`p`) or nothing."""
        key = (frozenset(values), joined)
        if not key[0]:
            return PLAIN
        found = self._symbols.get(key)
        if found is None:
            # Private-use characters cannot be mistaken for the marks of regular expressions.
            found = self._symbols[key] = chr(0xE000 + len(self._symbols))
        return found

    def symbols(self, kind: str) -> Symbols:
        """All symbols of a class."""
        every = [(joined, char) for (values, joined), char in self._symbols.items() if kind in values]
        return Symbols(
            "".join(char for _, char in every),
            "".join(char for joined, char in every if joined != "w"),
            "".join(char for joined, char in every if joined == "w"),
        )

    def classify(self, spelling: str) -> Word:
        """What a normalised word is, with proclitics split off where the bare word is not known."""
        if spelling[0].isdecimal():
            values = self._shape(spelling)
            symbol = self.symbol(values)
            return Word(symbol, {**values, "BEGINS": spelling} if spelling in self.phrases else values, 0, "")
        values = self._values(spelling)
        joined, letters = "", 0
        if spelling in self.phrases:
            values = {**values, "BEGINS": spelling}
        elif not values and spelling[0] in self._proclitic_letters:
            for split in splits(spelling, self.code)[1:]:
                values = self._values(split.stem)
                if values or split.stem in self.phrases:
                    joined = "w" if split.clitics[0] in "وف" else "p"
                    letters = len(spelling) - len(split.stem) if spelling.endswith(split.stem) else 0
                    if split.stem in self.phrases:
                        values = {**values, "BEGINS": split.stem}
                    break
        if not values:
            return NOTHING
        known = {kind: value for kind, value in values.items() if kind != "BEGINS"}
        symbol = self.symbol(known, joined)
        return Word(symbol, values, letters, joined)

    def _values(self, stem: str) -> Values:
        values = dict(self._entries.get(stem, ()))
        number = self._numbers.cardinals.get(stem)
        if number is None and stem[:2] == "ال":
            number = self._numbers.cardinals.get(stem[2:])
            if number is not None and number.role == "tens":
                values.setdefault("ORD", number.value)
        if number is not None and number.role != "one":
            values.setdefault("NUM", number.value)
        if number is not None:
            values.setdefault("COUNTS", 1)
        ordinal = self._numbers.ordinals.get(stem)
        if ordinal is not None:
            values.setdefault("COUNTS", 1)
            if ordinal.role == "ordinal":
                values.setdefault("ORD", ordinal.value)
        return values

    def _shape(self, digits: str) -> Values:
        if _DOTTED.match(digits):
            return {"DOTTED": digits}
        if not digits.isdecimal():
            value = numbers.read_digits(digits, dots_group=self.code != "en")
            return {"NUM": value, "LARGE": 1} if isinstance(value, int) else {"DEC": digits}
        if len(digits) > 9:
            return {"LARGE": 1}
        number = int(digits)
        values: Values = {"NUM": number, "INT": digits}
        if len(digits) <= 2 and 1 <= number <= 31:
            values["DAYN"] = number
        if len(digits) <= 2 and 1 <= number <= 12:
            values["MONTHNO"] = number
        if len(digits) <= 2:
            values["Y2"] = number
        if len(digits) == 4:
            if 1000 <= number <= 2199:
                values["Y4"] = number
            if 1900 <= number <= 2059:
                values["LIKELY"] = number
        return values


@cache
def cldr_names(locales: tuple[str, ...]) -> tuple[tuple[str, int, str], ...]:
    """(class, number, name) of the Gregorian months and the weekdays in CLDR's locales; Monday is 0."""
    if not locales:
        return ()
    from timeline import cache as store

    def build() -> bytes:
        from babel import Locale

        names: dict[str, tuple[str, int]] = {}
        for identifier in locales:
            locale = Locale.parse(identifier)
            for context in ("format", "stand-alone"):
                for number, name in locale.months[context]["wide"].items():
                    names.setdefault(name, ("MONTH", int(number)))
                for number, name in locale.days[context]["wide"].items():
                    names.setdefault(name, ("WEEKDAY", int(number)))
        return json.dumps([[kind, number, name] for name, (kind, number) in sorted(names.items())]).encode()

    def intact(content: bytes) -> bool:
        try:
            return isinstance(json.loads(content), list)
        except ValueError:
            return False

    key = store.digest([], ["babel"], "|".join(locales) + "|2")
    return tuple(
        (str(kind), int(number), str(name))
        for kind, number, name in json.loads(store.cached_bytes("cldr", key, build, intact))
    )
