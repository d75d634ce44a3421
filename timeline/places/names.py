"""Which of a place's many names are surface forms of a language, and how they are written as keys.

A key is a name's normalised words joined by single spaces and closed by one; hyphens and apostrophes inside a name do
not count, so "Deir ez-Zor" and "Sana'a" meet the text however they are joined there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import yaml

from timeline import languages
from timeline.text import normalise, words_of

JOINERS = frozenset("-'`/")
MAX_WORDS = 7
_ARABIC = re.compile(r"^[؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿\s\-'.()،]+$")
_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿʼʻʾʿ‘’'`.\s\-]+$")
_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]")
_ARTICLE = re.compile(r"^(?:al|ar|as|ash|ad|adh|at|ath|an|az|el|er|ed|es|en|et|ez)$")
_DOTTED = re.compile(r"^(?:[A-Z]\.){2,}$")
_JOINED = frozenset({"ابو", "عبد"})
_SAINT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
SHORT = frozenset(_SAINT)
_UNJOINED = str.maketrans("", "", "'`ʼʻʾʿ‘’")

# Countries whose own names are Arabic.
ARAB = frozenset(
    re.findall(
        "[A-Z]{3}",
        "SYR IRQ YEM LBY LBN PSE EGY SDN SAU JOR KWT QAT BHR ARE OMN DZA TUN MAR ESH MRT SOM DJI COM ISR IRN",
    )
)
# Countries whose places reach English through another script, by many romanisations.
ROMANISED = frozenset(
    re.findall(
        "[A-Z]{3}",
        "SYR IRQ YEM LBY LBN PSE ISR EGY SDN SSD SAU JOR KWT QAT BHR ARE OMN DZA TUN MAR MRT SOM DJI ERI ETH TCD "
        "TUR IRN AFG PAK KAZ KGZ TJK UZB TKM GEO ARM UKR RUS BLR",
    )
)


def is_script(name: str, script: str) -> bool:
    """Is a name written in a script (ISO 15924: Arab, Latn)?"""
    if script == "Arab":
        return bool(_ARABIC.match(name))
    return bool(_LATIN.match(name))


def key_of(words: Iterable[str]) -> str:
    """The key of normalised words."""
    return " ".join(word for word in words if word not in JOINERS and word != ".") + " "


def keys(name: str, language: str, script: str, *, country: str = "") -> Iterator[tuple[str, bool]]:
    """The keys of a name with a mark: is it a weaker form (its article left off, a letter lost)?

    The place's `country` (ISO alpha-3) tells whether the name comes from another script, so that its spelling varies.
    """
    plain = _BRACKETS.sub("", name).replace("،", " ").strip()
    words = _words(plain, language)
    if not words or len(words) > MAX_WORDS or not (any(len(word) > 1 for word in words) or _DOTTED.match(plain)):
        return
    yield key_of(words), False
    if script == "Arab":
        yield from _arabic(words, language, country not in ARAB)
    else:
        yield from _latin(plain, words, language, country in ROMANISED)


def _words(plain: str, language: str) -> list[str]:
    if plain.isascii() and plain.replace(" ", "").isalpha():
        return plain.lower().split()
    return [word for word in words_of(plain, language) if word not in JOINERS and word != "."]


def _arabic(words: list[str], language: str, foreign: bool) -> Iterator[tuple[str, bool]]:
    """Names without their article, with «أبو» joined, and foreign ones in their other spellings."""
    if words[0] in _JOINED and len(words) > 1:
        yield key_of([words[0] + words[1], *words[2:]]), False
    if foreign and sum(map(len, words)) > 4:
        for spelling in _respelled(words, language):
            yield key_of(spelling), False
    first = words[0]
    if first.startswith("ال") and len(first) > 4:
        yield key_of([first[2:], *words[1:]]), True


@cache
def _syllables(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a language writes "burg" at the end of foreign names, longest first, and "saint" before them."""
    path = languages.load(language).folder / "places.yaml"
    habits = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    ends, saints = ([normalise(word, language) for word in habits.get(name, ())] for name in ("town_ends", "saints"))
    return tuple(sorted(ends, key=len, reverse=True)), tuple(saints)


def _respelled(words: list[str], language: str) -> Iterator[list[str]]:
    """Other spellings of a foreign name: its g («غ» and «ج»), burg, and saint."""
    if any("غ" in word for word in words):
        yield [word.replace("غ", "ج") for word in words]
    ends, saints = _syllables(language)
    last = words[-1]
    end = next((end for end in ends if last.endswith(end) and len(last) > len(end) + 1), "")
    saint = len(words) > 1 and words[0] in saints
    if not end and not saint:
        return
    closings = [last[: -len(end)] + other for other in ends] if end else [last]
    for opening in saints if saint else words[:1]:
        for closing in closings:
            yield [opening, *words[1:-1], closing] if len(words) > 1 else [closing]


def _latin(plain: str, words: list[str], language: str, romanised: bool) -> Iterator[tuple[str, bool]]:
    if words[0] in _SAINT:
        yield key_of([_SAINT[words[0]], *words[1:]]), False
    bare_of_marks = plain.translate(_UNJOINED)
    joined = words if bare_of_marks == plain else _words(bare_of_marks, language)
    forms = [words] if joined == words else [words, joined]
    if joined and joined != words:
        yield key_of(joined), False
    if not romanised:
        return
    for form in forms:
        bare = form[1:] if len(form) > 1 and _ARTICLE.match(form[0]) else form
        if bare is not form:
            yield key_of(["al", *bare]), False
            yield key_of(["el", *bare]), False
            yield key_of(bare), True
        last = bare[-1]
        if last.endswith("iyah") and len(last) > 6:
            endings: tuple[str, ...] = (last[:-1], last[:-4] + "ia", last[:-4] + "iyya", last[:-4] + "iyyah")
        elif last.endswith("ah") and len(last) > 4:
            endings = (last[:-1],)
        else:
            endings = ()
        for ending in endings:
            yield key_of([*bare[:-1], ending]), bare is not form
            if bare is not form:
                yield key_of(["al", *bare[:-1], ending]), False


def wanted(name: str, main: str, population: int, romanised: bool) -> bool:
    """Is an alternate Latin name of a GeoNames place one that an English text may use?

    The alternates mix all languages, airport codes and machine romanisations: all of them are taken where names reach
    English by romanising, those of larger cities elsewhere (Munich, Cologne), the main name alone for the rest.
    """
    if name == main:
        return True
    if not name[:1].isupper() or len(name) < 4 or name.isupper():
        return False
    return romanised or population >= 50_000
