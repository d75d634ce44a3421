"""Numbers in words and digits: «ثلاثة عشر», «11 ألفاً», "two hundred and fifty", "1.2 million".

The words of a language are its table `numbers.tsv` (value · role · words). Roles: unit (1–9), ten (10, and what makes
the teens: «عشر»), teen (10–19 in one word), tens, hundred (multiplies what stands before it), hundreds (complete),
scale (multiplies), scales (complete: «ألفين»), dozen, ordinal, ordinal unit (only inside a compound: «الحادي»).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from timeline import languages
from timeline.text import Text, normalise
from timeline.tsv import split_list

_INTEGER = re.compile(r"\d+\Z")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\Z")
_DOT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+\Z")
_DECIMAL = re.compile(r"\d+[.,]\d+\Z")
_LARGEST = 10**15


class NumberWord(NamedTuple):
    """What one word contributes to a number."""

    value: int
    role: str


class Numbers:
    """The number words of one language, normalised."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.cardinals: dict[str, NumberWord] = {}
        self.ordinals: dict[str, NumberWord] = {}
        for row in languages.load(code).table("numbers", ("value", "role", "words")):
            table = self.ordinals if row["role"].startswith("ordinal") else self.cardinals
            for word in split_list(row["words"]):
                table.setdefault(normalise(word, code), NumberWord(int(row["value"]), row["role"]))
        self.arabic = code == "ar"


@cache
def load(code: str) -> Numbers:
    """The number words of a language; empty where its pack has none."""
    return Numbers(code)


def read_digits(word: str, *, dots_group: bool = False) -> float | None:
    """The value of a digit token: «1,500» and, where the language groups with dots, "1.500" are 1500; "5.5" is 5.5."""
    if _INTEGER.match(word):
        return int(word) if len(word) <= 15 else None
    if _GROUPED.match(word) or (dots_group and _DOT_GROUPED.match(word)):
        return int(re.sub("[.,]", "", word)) if len(word) <= 20 else None
    if _DECIMAL.match(word) and len(word) <= 15:
        return float(word.replace(",", "."))
    return None


def read_number(text: Text, token: int) -> tuple[int, int] | None:
    """The whole number that begins at a token, and the token behind it; None where there is none.

    Reads digits with grouping, number words and their combinations («11 ألف», "two dozen", "1.2 million"). Vague words
    («عشرات», "dozens") and fractions are no numbers.
    """
    numbers = load(text.pack.code)
    words = text.words
    word = words[token]
    if word[0].isdecimal():
        return _read_from_digits(text, token, numbers)
    if numbers.arabic:
        for split in text.splits(token):
            for stem in (
                split.stem,
                split.stem[2:] if split.stem.startswith("ال") and split.stem not in numbers.cardinals else "",
            ):
                if stem in numbers.cardinals:
                    return _arabic(text, token, numbers.cardinals[stem], numbers)
        return None
    return _english(text, token, numbers)


def read_ordinal(text: Text, token: int) -> tuple[int, int] | None:
    """The ordinal that begins at a token («الخامس والعشرين», "twenty-first", "3rd"), and the token behind it."""
    numbers = load(text.pack.code)
    words = text.words
    if words[token][0].isdecimal():
        behind = token + 1
        if (
            behind < len(words)
            and words[behind] in {"st", "nd", "rd", "th"}
            and _INTEGER.match(words[token])
            and not text.spaced(behind)
        ):
            return int(words[token]), behind + 1
        return None
    if not numbers.arabic:
        return _english_ordinal(text, token, numbers)
    for split in text.splits(token):
        found = numbers.ordinals.get(split.stem)
        if found is None:
            if split.stem.startswith("ال"):
                tens = numbers.cardinals.get(split.stem[2:])
                if tens and (tens.role == "tens"):
                    return tens.value, token + 1
            continue
        behind = token + 1
        if behind < len(words):
            follower = words[behind]
            if found.value < 10 and (ten := numbers.cardinals.get(follower)) and ten.role == "ten":
                return found.value + 10, behind + 1
            if follower.startswith("وال") and (tens := numbers.cardinals.get(follower[3:])) and tens.role == "tens":
                return found.value + tens.value, behind + 1
        return None if found.role == "ordinal unit" else (found.value, behind)
    return None


def _read_from_digits(text: Text, token: int, numbers: Numbers) -> tuple[int, int] | None:
    words = text.words
    value = read_digits(words[token], dots_group=numbers.arabic)
    if value is None:
        return None
    behind = token + 1
    while behind < len(words) and (scale := numbers.cardinals.get(words[behind])) and scale.role == "scale":
        if numbers.arabic and _DOT_GROUPED.match(words[token]):
            value = float(words[token]) if words[token].count(".") == 1 else value
        value *= scale.value
        behind += 1
        if value > _LARGEST:
            return None
    if (
        numbers.arabic
        and behind > token + 1
        and behind < len(words) - 1
        and words[behind] == "و"
        and _INTEGER.match(words[behind + 1])
    ):
        rest = int(words[behind + 1][:15])
        if rest < 1000 and not text.spaced(behind + 1):
            value, behind = value + rest, behind + 2
    rounded = round(value)
    return (rounded, behind) if abs(value - rounded) < 1e-6 else None


def _arabic(text: Text, token: int, first: NumberWord, numbers: Numbers) -> tuple[int, int]:
    """Units before tens, «و» between the parts, scales behind what they multiply."""
    words = text.words
    cardinals = numbers.cardinals
    total = 0
    value, role = first
    if role == "scale" or role == "scales":
        total, value = value, 0
    behind = token + 1
    last = role
    while behind < len(words):
        word = words[behind]
        joined = False
        found = cardinals.get(word)
        if found is None and word.startswith("و") and len(word) > 2:
            found, joined = cardinals.get(word[1:]), True
            if found is None and word.startswith("وال"):
                found = cardinals.get(word[3:])
        if found is None:
            break
        size, role = found
        if not joined:
            if role == "ten" and last == "unit":
                value += 10
                last = "teen"
            elif role == "hundred" and last == "unit":
                value = value * 100
                last = "hundreds"
            elif role == "scale" and value:
                total += value * size
                value, last = 0, "scale"
            else:
                break
        else:
            if last == "unit" and role == "tens" and value % 100 < 10:
                value += size
                last = "tens"
            elif (last in {"hundred", "hundreds"} and role in {"unit", "ten", "tens"}) or (
                last in {"scale", "scales"}
                and role in {"unit", "ten", "tens", "hundred", "hundreds", "scale"}
                and size < max(total, 1)
            ):
                if role == "scale":
                    total, last = total + size, "scale"
                else:
                    value, last = value + size, role
            else:
                break
        if total > _LARGEST:
            break
        behind += 1
    return total + value, behind


def _english(text: Text, token: int, numbers: Numbers) -> tuple[int, int] | None:
    """ "twenty-five", "two hundred and fifty", "a dozen", "half a million"."""
    words = text.words
    cardinals = numbers.cardinals
    at = token
    if words[at] == "half" and at + 2 < len(words) and words[at + 1] == "a" and (big := cardinals.get(words[at + 2])):
        return (big.value // 2, at + 3) if big.role in {"scale", "dozen"} else None
    total = value = 0
    last = ""
    if words[at] in {"a", "an"}:
        follower = cardinals.get(words[at + 1]) if at + 1 < len(words) else None
        if follower is None or follower.role not in {"hundred", "scale", "dozen"}:
            return None
        value, last, at = 1, "unit", at + 1
    behind = token
    while at < len(words):
        word = words[at]
        found = cardinals.get(word)
        if found is None:
            follows = cardinals.get(words[at + 1]) if at + 1 < len(words) else None
            joins = (word == "and" and last in {"hundred", "scale"}) or (word == "-" and last == "tens")
            if not (joins and follows and follows.role in ({"unit"} if word == "-" else {"unit", "teen", "tens"})):
                break
            at += 1
            continue
        size, role = found
        if role in {"unit", "teen", "tens"}:
            if not (last == "" or last in {"hundred", "scale"} or (last == "tens" and role == "unit")):
                break
            value += size
        elif role in {"hundred", "dozen"}:
            if last not in {"unit", "teen", "tens"}:
                break
            value *= size
        elif role == "scale":
            if last == "":
                break
            total += value * size
            value = 0
            if total > _LARGEST:
                break
        last = role
        at += 1
        behind = at
    return (total + value, behind) if behind > token and last else None


def _english_ordinal(text: Text, token: int, numbers: Numbers) -> tuple[int, int] | None:
    words = text.words
    if found := numbers.ordinals.get(words[token]):
        return found.value, token + 1
    tens = numbers.cardinals.get(words[token])
    if tens and tens.role == "tens" and token + 2 < len(words) and words[token + 1] == "-":
        unit = numbers.ordinals.get(words[token + 2])
        if unit and unit.value < 10:
            return tens.value + unit.value, token + 3
    return None
