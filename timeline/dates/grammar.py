"""Patterns over words' classes, as the language packs write them, and their compiled form.

A text becomes a string of symbols, one per token: each symbol stands for a set of classes («مارس» is a MONTH, "second"
an ORD), `.` for a word without any, and `_` continues a phrase of several tokens. A pattern is a regular expression
over class names: `(weekday:WEEKDAY COMMA?)? day:DAYN OF? month:MONTH (COMMA? year:Y4)?`.

    NAME        a word of that class; behind the first place only without a conjunction («و») before it
    NAME.w      the same with a conjunction before it
    slot:ATOM   what the value function reads by that name; a slot may have several places, of which one is filled
    {macro}     a part that the pack defines once
    $           the end of the line
    ( ) | ? * + (?= ) (?! ) (?<= ) (?<! )    as in regular expressions

Each pattern knows the symbols it can begin with, so that only few are tried at any place, and none at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

PLAIN = "."
CONTINUED = "_"
_PIECE = re.compile(
    r"\s*(?:(?P<look>\(\?<?[=!])|(?P<slot>[a-z][a-z0-9]*):"
    r"|(?P<name>[A-Z][A-Z0-9]*)(?P<with>\.[a-z])?|(?P<mark>[()|?*+$]))"
)
_MACRO = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class PatternError(ValueError):
    """A pattern of a language pack cannot be read."""


class Symbols(NamedTuple):
    """The symbols of a class: those that may stand first, those without a conjunction, those with one."""

    every: str
    bare: str
    joined: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern, the name of its value function, and that function's options.

    `slots` has for each slot the groups that can fill it, one per place in the pattern, with their classes.
    """

    name: str
    order: int
    pattern: re.Pattern[str]
    first: frozenset[str]
    slots: Mapping[str, list[tuple[str, tuple[str, ...]]]]
    make: str
    options: Mapping[str, str | int]


@dataclass(slots=True)
class _Part:
    regex: str
    nullable: bool
    first: set[str] = field(default_factory=set)
    classes: list[str] = field(default_factory=list)


class _Reader:
    """A recursive-descent reader of one pattern."""

    def __init__(self, pattern: str, symbols: Callable[[str], Symbols]) -> None:
        self.pattern = pattern
        self.symbols = symbols
        self.slots: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self.pieces: list[re.Match[str]] = []
        at = 0
        text = pattern.rstrip()
        while at < len(text):
            piece = _PIECE.match(text, at)
            if piece is None:
                raise PatternError(f"pattern {pattern!r}: expected a class, slot or operator at {text[at : at + 20]!r}")
            self.pieces.append(piece)
            at = piece.end()
        self.at = 0

    def read(self) -> _Part:
        part = self._choice(first=True)
        if self.at < len(self.pieces):
            raise PatternError(f"pattern {self.pattern!r}: a closing parenthesis too many")
        return part

    def _mark(self) -> str | None:
        return self.pieces[self.at]["mark"] if self.at < len(self.pieces) else None

    def _choice(self, *, first: bool) -> _Part:
        parts = [self._sequence(first=first)]
        while self._mark() == "|":
            self.at += 1
            parts.append(self._sequence(first=first))
        if len(parts) == 1:
            return parts[0]
        return _Part(
            "(?:" + "|".join(part.regex for part in parts) + ")",
            any(part.nullable for part in parts),
            set().union(*(part.first for part in parts)),
            [name for part in parts for name in part.classes],
        )

    def _sequence(self, *, first: bool) -> _Part:
        whole = _Part("", nullable=True)
        while self.at < len(self.pieces) and self._mark() not in {"|", ")"}:
            part = self._item(first=first and whole.nullable)
            whole.regex += part.regex
            whole.classes += part.classes
            if whole.nullable:
                whole.first |= part.first
            whole.nullable = whole.nullable and part.nullable
        return whole

    def _item(self, *, first: bool) -> _Part:
        piece = self.pieces[self.at]
        slot = piece["slot"]
        if slot:
            self.at += 1
            piece = self.pieces[self.at]
        self.at += 1
        if piece["look"]:
            part = self._look(piece["look"])
        elif piece["name"]:
            symbols = self.symbols(piece["name"])
            chars = symbols.joined if piece["with"] else symbols.every if first else symbols.bare
            # A class that no word has matches nothing.
            regex = f"(?:[{re.escape(chars)}]{CONTINUED}*+)" if chars else r"(?!)"
            part = _Part(regex, nullable=False, first=set(chars), classes=[piece["name"]])
        elif piece["mark"] == "$":
            part = _Part("$", nullable=True)
        elif piece["mark"] == "(":
            part = self._choice(first=first)
            part.regex = f"(?:{part.regex})"
            self._close()
        else:
            raise PatternError(f"pattern {self.pattern!r}: expected a class or group, found {piece.group().strip()!r}")
        if slot:
            fillings = self.slots.setdefault(slot, [])
            group = f"{slot}_{len(fillings)}"
            fillings.append((group, tuple(dict.fromkeys(part.classes))))
            part.regex = f"(?P<{group}>{part.regex})"
        while self._mark() in {"?", "*", "+"}:
            mark = self._mark()
            self.at += 1
            part.regex = f"(?:{part.regex}){mark}"
            part.nullable = part.nullable or mark != "+"
        return part

    def _look(self, opener: str) -> _Part:
        if "<" in opener:
            chars = ""
            while self._mark() != ")":
                piece = self.pieces[self.at]
                if piece["name"]:
                    chars += self.symbols(piece["name"]).every
                self.at += 1
            regex = f"{opener}[{re.escape(chars)}])" if chars else ("" if opener.endswith("!") else r"(?!)")
        else:
            regex = f"{opener}{self._choice(first=True).regex})"
        self._close()
        return _Part(regex, nullable=True)

    def _close(self) -> None:
        if self._mark() != ")":
            raise PatternError(f"pattern {self.pattern!r}: a closing parenthesis is missing")
        self.at += 1


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern with its macros put in, each in parentheses; macros may use macros."""
    for _ in range(12):
        if "{" not in pattern:
            return pattern
        missing = [name for name in _MACRO.findall(pattern) if name not in macros]
        if missing:
            raise PatternError(f"pattern {pattern!r}: the macro {missing[0]!r} is not defined")
        pattern = _MACRO.sub(lambda match: f"({macros[match[1]]})", pattern)
    raise PatternError(f"pattern {pattern!r}: its macros call each other")


def compile_rule(
    name: str,
    order: int,
    pattern: str,
    make: str,
    options: Mapping[str, str | int],
    symbols: Callable[[str], Symbols],
) -> Rule:
    """A rule from a pattern without macros. Raises PatternError where it cannot be read or may match nothing."""
    reader = _Reader(pattern, symbols)
    part = reader.read()
    if part.nullable:
        raise PatternError(f"rule {name!r}: the pattern {pattern!r} may match nothing; make one part obligatory")
    return Rule(name, order, re.compile(part.regex), frozenset(part.first), reader.slots, make, dict(options))
