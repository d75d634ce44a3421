"""A text, normalised once, with tokens and sentences that keep their offsets in the original.

Folding is decided per distinct character: by the language pack's table, else by what Unicode says of the character
(marks and format characters are dropped, digits become ASCII, compatibility forms are unfolded, letters lose case and
accents). Nearly all foldings are one to one, so normalised and original offsets differ only behind the few places
where something was dropped or unfolded; those are kept as breakpoints.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from timeline import languages
from timeline.languages import Pack
from timeline.model import Span

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|(?<=\w)'s\b|[^\w\s]|_")
_BREAK = re.compile(r"[.!?…]+|[\n\r]+")
_CLOSERS = "\"')]}"


class Split(NamedTuple):
    """One way to read a word: proclitics (`clitics`, "" for none) before a `stem`."""

    clitics: str
    stem: str


class Text:
    """A document's text ready for matching.

    `words`, `starts` and `ends` run in parallel, one entry per token: the normalised word, and its half-open offsets
    in `original`. `norm` is the whole text normalised, for patterns that look at characters; `span` maps ranges of it
    back. `sentences` holds token ranges (first, behind last).
    """

    __slots__ = (
        "_breaks", "_deltas", "_marks", "_token_sentences", "ends", "norm", "norm_ends", "norm_starts", "original",
        "pack", "sentences", "starts", "words",
    )  # fmt: skip

    def __init__(self, original: str, pack: Pack) -> None:
        self.original = original
        self.pack = pack
        self.norm, self._breaks, self._deltas = _fold(original, pack)
        spans = [match.span() for match in _TOKEN.finditer(self.norm)]
        norm = self.norm
        self.words = [norm[start:end] for start, end in spans]
        self.norm_starts = [start for start, _ in spans]
        self.norm_ends = [end for _, end in spans]
        if self._breaks:
            self._marks = frozenset(char for char in set(original) if unicodedata.category(char) == "Mn")
            self.starts = self._origins(self.norm_starts)
            self.ends = [self._with_marks(at + 1) for at in self._origins([at - 1 for at in self.norm_ends])]
        else:
            self.starts, self.ends = self.norm_starts, self.norm_ends
        self.sentences = self._split_sentences()
        self._token_sentences: list[int] | None = None

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.words)

    def origin(self, at: int) -> int:
        """The original offset of the normalised character at `at`."""
        if not self._breaks:
            return at
        return at + self._deltas[bisect_right(self._breaks, at)]

    def _origins(self, offsets: list[int]) -> list[int]:
        """The original offsets of the normalised characters at the offsets, which ascend."""
        breaks, deltas, behind, found = self._breaks, self._deltas, 0, []
        for at in offsets:
            while behind < len(breaks) and breaks[behind] <= at:
                behind += 1
            found.append(at + deltas[behind])
        return found

    def _origin_end(self, at: int) -> int:
        """The original offset behind the normalised character before `at`, with the marks that belong to it."""
        return self._with_marks(self.origin(at - 1) + 1) if at > 0 else 0

    def _with_marks(self, end: int) -> int:
        """An original offset, or that behind the marks that begin there."""
        original, marks = self.original, self._marks
        while end < len(original) and original[end] in marks:
            end += 1
        return end

    def span(self, start: int, end: int) -> Span:
        """The original range of the normalised range [start, end)."""
        if not self._breaks:
            return Span(start, end)
        first = self.origin(start)
        return Span(first, max(first, self._origin_end(end)) if end > start else first)

    def tokens_span(self, first: int, behind: int) -> Span:
        """The original range of the tokens [first, behind)."""
        return Span(self.starts[first], self.ends[behind - 1])

    def token_at(self, offset: int) -> int:
        """The index of the token that covers or follows the original offset; len(self) behind the last."""
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and self.ends[at] > offset else at + 1

    def token_range(self, span: Span) -> tuple[int, int]:
        """The token range [first, behind) that an original span touches."""
        first = self.token_at(span.start)
        behind = bisect_right(self.starts, span.end - 1)
        return first, max(first, behind)

    def sentence_of(self, token: int) -> int:
        """The index of the sentence that the token stands in."""
        if self._token_sentences is None:
            self._token_sentences = [i for i, (a, b) in enumerate(self.sentences) for _ in range(a, b)]
        return self._token_sentences[token]

    def sentence_span(self, index: int) -> Span:
        """The original range of a sentence, from its first to behind its last token."""
        first, behind = self.sentences[index]
        return self.tokens_span(first, behind)

    def capitalised(self, token: int) -> bool:
        """Does the token begin with an upper-case letter in the original?"""
        return self.original[self.starts[token]].isupper()

    def spaced(self, token: int) -> bool:
        """Is there anything (white space or a dropped character) between the token and the one before it?"""
        return token == 0 or self.starts[token] > self.ends[token - 1]

    def splits(self, token: int) -> tuple[Split, ...]:
        """The ways to read a token with and without proclitics, the bare reading first."""
        return splits(self.words[token], self.pack.code)

    def _split_sentences(self) -> list[tuple[int, int]]:
        norm, words, starts = self.norm, self.words, self.norm_starts
        sentences: list[tuple[int, int]] = []
        first = 0
        for match in _BREAK.finditer(norm):
            mark = match.group()
            at = match.end()
            if mark[0] not in "\n\r":
                before = bisect_right(starts, match.start() - 1) - 1
                if mark == "." and before >= 0 and not self._ends_sentence(before, match.start(), at):
                    continue
                while at < len(norm) and norm[at] in _CLOSERS:
                    at += 1
            behind = bisect_right(starts, at - 1)
            if behind > first:
                sentences.append((first, behind))
                first = behind
        if first < len(words):
            sentences.append((first, len(words)))
        return sentences

    def _ends_sentence(self, before: int, dot: int, at: int) -> bool:
        """Does the full stop at `dot` behind token `before` end a sentence?"""
        norm, word = self.norm, self.words[before]
        follows = norm[at] if at < len(norm) else " "
        if self.norm_ends[before] == dot:
            if len(word) == 1 and word.isalpha():
                return False
            if word in self.pack.abbreviations and follows != "\n":
                return False
        if follows.isascii() and follows.isalnum():
            return False
        rest = norm[at : at + 2].lstrip()
        # An English sentence does not go on in lower case: "the U.S. said".
        origin = self.origin(at + (len(norm[at : at + 2]) - len(rest))) if rest else 0
        return not (rest and rest[0].isascii() and rest[0].isalpha() and self.original[origin].islower())


@lru_cache(maxsize=65536)
def _default(char: str) -> str:
    """What Unicode alone says a character folds to."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Zs":
        return " "
    folded = unicodedata.normalize("NFKD", char)
    folded = "".join(c for c in folded if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    if category[0] == "S" or not folded or folded.isspace():
        return char
    return folded.lower()


@lru_cache(maxsize=65536)
def _folded(char: str, code: str) -> str:
    table = languages.load(code).folding
    if char in table:
        return table[char]
    plain = _default(char)
    return "".join(table.get(c, c) for c in plain) if plain != char else plain


def _fold(original: str, pack: Pack) -> tuple[str, list[int], list[int]]:
    """The normalised text, and where (in it) the distance to the original changes, with the distances."""
    norm = original
    resized: dict[str, str] = {}
    code = pack.code
    for char in set(original):
        folded = _folded(char, code)
        if folded == char:
            continue
        if len(folded) == 1:
            norm = norm.replace(char, folded)
        else:
            resized[char] = folded
    if not resized:
        return norm, [], []
    pieces: list[str] = []
    breaks: list[int] = []
    deltas: list[int] = [0]
    done = length = 0
    for match in re.finditer("[" + re.escape("".join(sorted(resized))) + "]", norm):
        at = match.start()
        pieces.append(norm[done:at])
        length += at - done
        folded = resized[match.group()]
        # Each character of an unfolded form maps to the one original character.
        for offset in range(len(folded)):
            breaks.append(length + offset)
            deltas.append(at - (length + offset))
        pieces.append(folded)
        length += len(folded)
        done = at + 1
        breaks.append(length)
        deltas.append(done - length)
    pieces.append(norm[done:])
    return "".join(pieces), breaks, deltas


@lru_cache(maxsize=1 << 15)
def splits(word: str, code: str) -> tuple[Split, ...]:
    """The ways to read a normalised word with and without proclitics, the bare reading first."""
    found = [Split("", word)]
    for written, clitics, restored in languages.load(code).proclitics:
        if word.startswith(written) and len(word) - len(written) >= 2:
            found.append(Split(clitics, restored + word[len(written) :]))
    return tuple(found)


def normalise(string: str, language: str) -> str:
    """A lexicon entry folded as texts are."""
    return _fold(string, languages.load(language))[0]


def words_of(string: str, language: str) -> tuple[str, ...]:
    """The normalised tokens of a lexicon entry, as `Text.words` would have them."""
    return tuple(tokens_of(normalise(string, language)))


def tokens_of(normalised: str) -> list[str]:
    """The tokens of a string that is normalised already."""
    return _TOKEN.findall(normalised)
