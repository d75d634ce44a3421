"""What the lines of a page are for: prose, headline, stamp, section, author line, or furniture of the page.

Signs are general ones (length, closing punctuation, words shared with the body, neighbourhood) next to the pack's
lists of what pages say around articles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

import yaml

from timeline import dates, languages
from timeline.articles import sources
from timeline.model import Span, Zone, ZoneKind
from timeline.text import Text, normalise, splits, tokens_of, words_of

LineKind = Literal["prose", "title", "label", "stamp", "section", "byline", "furniture"]

_BREAK = re.compile(r"[\r\n]")
_CLOSED = re.compile(r"[.!?؟…:][\"”»']?\s*$")
_SENTENCE = re.compile(r"[.!?؟][\"”»']?\s*$")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"\s*[-–—]+\s*|\s*[،,/|]\s*")
_COLON_DATELINE = re.compile(r"\s*([^:\n.!?؟]{2,70}?)\s*[:：]\s*")
_DASH_DATELINE = re.compile(
    r"\s*((?:[A-Z][\w'’.]*[ ,]+){0,3}[A-Z][\w'’.]+(?:,? \d{1,2}(?:,? \d{4})?)?"
    r"(?:\s*\([^)\n]{2,30}\))?(?:, \w+\s?\d*)?)\s+[-–—]+\s+(?=\S)"
)


FEW = 4
"""Words that a line has at most which a single word of furniture tells."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The pack's page.yaml, normalised into word tuples."""

    sections: frozenset[tuple[str, ...]]
    furniture: Mapping[str, tuple[tuple[str, ...], ...]]
    """By their first word."""
    stamps: tuple[tuple[str, ...], ...]
    bylines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, with its function on the page; `stamp` is the date of a date line."""

    span: Span
    words: tuple[str, ...]
    kind: LineKind
    stamp: date | None = None


@cache
def page_words(language: str) -> PageWords:
    """What pages in a language say around articles (English phrases count in every language)."""
    found: dict[str, list[tuple[str, ...]]] = {"sections": [], "furniture": [], "stamps": [], "bylines": []}
    for code in dict.fromkeys((language, "en")):
        path = languages.load(code).folder / "page.yaml"
        if path.exists():
            given = yaml.safe_load(path.read_text("utf-8"))
            for key, phrases in ((key, given.get(key) or ()) for key in found):
                found[key] += [words_of(phrase, language) for phrase in phrases]
    longest_first = {key: tuple(sorted(set(phrases), key=lambda w: (-len(w), w))) for key, phrases in found.items()}
    return PageWords(
        frozenset(longest_first["sections"]),
        {
            first: tuple(phrase for phrase in longest_first["furniture"] if phrase[0] == first)
            for first in {phrase[0] for phrase in longest_first["furniture"] if phrase}
        },
        longest_first["stamps"],
        longest_first["bylines"],
    )


def lines_of(text: str, language: str) -> list[Line]:
    """All lines that are not blank, classified one by one."""
    found = []
    start = 0
    # Normalising keeps line breaks, and doing it once is cheaper than line by line.
    for line, normalised in zip(_BREAK.split(text), _BREAK.split(normalise(text, language)), strict=True):
        content = line.strip()
        if content:
            first = start + len(line) - len(line.lstrip())
            found.append(_classify(content, Span(first, first + len(content)), _key(normalised), language))
        start += len(line) + 1
    return found


def key_of(content: str, language: str) -> tuple[str, ...]:
    """The words of a line, normalised, by which lines are compared."""
    return _key(normalise(content, language))


def _key(normalised: str) -> tuple[str, ...]:
    return tuple([word for word in tokens_of(normalised) if word.isalnum()])


def _classify(content: str, span: Span, words: tuple[str, ...], language: str) -> Line:
    known = page_words(language)
    if day := stamp_of(content, language):
        return Line(span, words, "stamp", day)
    kind: LineKind
    if words in known.sections:
        kind = "section"
    elif is_furniture(words, known):
        kind = "furniture"
    elif len(words) <= 8 and any(words[: len(mark)] == mark for mark in known.bylines):
        kind = "byline"
    elif len(words) >= 18 or (len(words) >= 8 and _CLOSED.search(content)):
        kind = "prose"
    elif len(words) >= 4:
        kind = "title"
    else:
        kind = "label"
    return Line(span, words, kind)


def is_furniture(words: tuple[str, ...], known: PageWords) -> bool:
    """Does a line begin as lines of page furniture do? A single word tells only where little follows it."""
    if not words or not any(len(word) > 1 for word in words):
        return True
    for phrase in known.furniture.get(words[0], ()):
        if words[: len(phrase)] == phrase and (len(phrase) > 1 or len(words) <= FEW):
            return True
    return len(words) <= FEW and any(words[at:] in known.furniture.get(words[at], ()) for at in range(len(words)))


def stamp_of(content: str, language: str) -> date | None:
    """The day of a line that is a date line and nothing else, in the page's language or English; None otherwise."""
    if len(content) > 80 or not _DIGIT.search(content):
        return None
    return _stamp_of(content, language)


@lru_cache(maxsize=4096)
def _stamp_of(content: str, language: str) -> date | None:
    days = (_stamp_in(content, code) for code in dict.fromkeys((language, "en")))
    return next((day for day in days if day), None)


def _stamp_in(content: str, language: str) -> date | None:
    text = Text(content, languages.load(language))
    first = next(
        (len(phrase) for phrase in page_words(language).stamps if tuple(text.words[: len(phrase)]) == phrase), 0
    )
    found = [t for t in dates.tag(text, None) if t.type == "DATE" and t.basis == "explicit" and t.interval]
    left = [
        word
        for i, word in enumerate(text.words)
        if i >= first
        and word.isalpha()
        and len(word) > 3
        and not any(t.span.start <= text.starts[i] < t.span.end for t in found)
    ]
    day = next((t.interval.start for t in found if t.interval and t.interval.precision == "day"), None)
    if day is not None:
        return day if len(left) <= 1 else None
    if len(text) - first <= 10 and sum(c.isdecimal() for c in content) >= 4 and len(left) <= 3:
        return dates.read_stamp(content[text.starts[first] if first < len(text) else 0 :], language)
    return None


def headline_of(lines: list[Line], body_first: int, language: str) -> int | None:
    """The line above the body that is most like its headline: title-like, near, and in the body's words."""
    body = {
        stem
        for line in lines[body_first:]
        if line.kind == "prose"
        for word in line.words
        for stem in _stems(word, language)
    }
    best: tuple[float, int] | None = None
    for i in range(body_first - 1, -1, -1):
        line = lines[i]
        if line.kind not in {"title", "label"} or len(line.words) < 2:
            continue
        telling = [word for word in line.words if len(word) > 2]
        shared = sum(any(stem in body for stem in _stems(word, language)) for word in telling) / max(1, len(telling))
        score = shared + (0.4 if line.kind == "title" else 0.0) - 0.03 * (body_first - i)
        if shared >= 0.2 and (best is None or score > best[0]):
            best = (score, i)
    return best[1] if best else None


def _stems(word: str, language: str) -> list[str]:
    return [split.stem.removeprefix("ال") for split in splits(word, language)]


def dateline_of(text: str, line: Line, language: str) -> tuple[Span, tuple[str, ...]] | None:
    """Place and agency before the report («دمشق - وكالات:», "BEIRUT (Reuters) -"): their span and the agencies named.

    A line that consists of nothing else counts as well.
    """
    content = line.span.of(text)
    if line.kind != "prose" and len(line.words) <= 8 and _DASH.search(content) and not _CLOSED.search(content):
        agencies = _agencies(content, language)
        return line.span, agencies
    match = _COLON_DATELINE.match(content)
    if match and len(words_of(match.group(1), language)) <= 10 and match.end() < len(content):
        agencies = _agencies(match.group(1), language)
        pieces = [piece for piece in _DASH.split(match.group(1)) if piece.strip()]
        short = all(len(piece.split()) <= 4 for piece in pieces)
        if short and (agencies or (len(pieces) > 1 and len(pieces) <= 4)):
            start = line.span.start + match.start(1)
            return Span(start, start + len(match.group(1))), agencies
    match = _DASH_DATELINE.match(content)
    if match:
        agencies = _agencies(match.group(1), language)
        letters = [c for c in match.group(1) if c.isalpha()]
        if agencies or all(c.isupper() for c in letters[:3]):
            start = line.span.start + match.start(1)
            return Span(start, start + len(match.group(1))), agencies
    return None


def _agencies(content: str, language: str) -> tuple[str, ...]:
    text = Text(content, languages.load(language))
    return tuple(dict.fromkeys(match.payload for match in sources.agencies(language).longest(text)))


def body_of(text: str, lines: list[Line], headline: int | None, language: str) -> range:
    """The lines from the first to the last of the running text, with a dateline above and short sentences below it."""
    prose = [i for i, line in enumerate(lines) if line.kind == "prose"]
    first, last = prose[0], prose[-1]
    above = first - 1
    if above >= 0 and above != headline and lines[above].kind in {"label", "title"}:
        found = dateline_of(text, lines[above], language)
        if found and found[1]:
            first = above
    while last + 1 < len(lines):
        below = lines[last + 1]
        if below.kind not in {"title", "label"} or len(below.words) < 3 or not _SENTENCE.search(below.span.of(text)):
            break
        last += 1
    return range(first, last + 1)


def zones_of(
    text: str, lines: list[Line], headline: int | None, body: range, language: str
) -> tuple[tuple[Zone, ...], Span | None, tuple[str, ...]]:
    """The zones of a page whose headline and body lines are known, with the dateline and its agencies."""
    zones: list[Zone] = []
    dateline: Span | None = None
    agencies: tuple[str, ...] = ()
    opening = True
    for i, line in enumerate(lines):
        if i == headline:
            zones.append(Zone("headline", line.span))
        elif i in body and line.kind not in {"furniture", "stamp"}:
            span = line.span
            if opening and line.kind != "byline":
                if found := dateline_of(text, line, language):
                    dateline, agencies = found
                    zones.append(Zone("dateline", dateline))
                    span = Span(min(dateline.end, span.end), span.end)
                opening = bool(found) and span.end == dateline.end if dateline else False
            if line.kind == "byline":
                zones.append(Zone("byline", span))
            elif span.end > span.start:
                zones.append(Zone("body", span))
        else:
            kind: ZoneKind = "stamp" if line.kind == "stamp" else "byline" if line.kind == "byline" else "furniture"
            zones.append(Zone(kind, line.span))
    return tuple(zones), dateline, agencies
