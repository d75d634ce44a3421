"""Does the clause around a bare weekday or month speak of what was or of what will be?

Cues are words (`time_cues.tsv` of the pack: tense · kind · words). The nearest one before the expression counts, in the
same sentence; without any, the nearest one just behind it. Kinds: word; column (TABLE.COLUMN of the pack: each word
there that no row above names; behind a `!` the first letters that leave a word out); prefix (of a word's first letters)
and suffix, of which the first that fits counts and `plain` ones tell nothing, unless the word is listed; before (right
before a past form: "to be held"); weak (a noun as often: "deadline", counts where no other does); infinitive (a past
form that looks ahead when "to" follows it before the expression: "invited them to meet on Monday"); conjunction (the
letters of those that are written to a verb).

A pack whose verbs stand behind their subjects lists the words that begin a clause (tense `clause`: kind `boundary`, and
kind `opening` for those that may stand between the boundary and the expression). An expression that opens its clause
is told by the verb behind it: "nobody expected it, and on Monday it ended".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from timeline import languages
from timeline.dates.scan import Scan
from timeline.memo import Memo
from timeline.text import normalise, words_of
from timeline.tsv import split_list

Tense = Literal["past", "present", "future"] | None
_BEFORE = 40
_BEHIND = 14


class Cues:
    """The tense cues of a language."""

    def __init__(self, code: str) -> None:
        self.words: dict[str, str] = {}
        self.pairs: dict[tuple[str, str], str] = {}
        self.prefixes: list[tuple[str, str]] = []
        self.suffixes: list[tuple[str, str]] = []
        self.before: dict[str, str] = {}
        self.weak: dict[str, str] = {}
        self.boundaries: set[str] = set()
        self.openings: set[str] = set()
        self.infinitives: set[str] = set()
        self.conjunctions: set[str] = set()
        for row in languages.load(code).table("time_cues", ("tense", "kind", "words")):
            for entry in split_list(row["words"]):
                form = normalise(entry, code)
                if row["kind"] == "column":
                    self._add_column(code, entry.strip(), row["tense"])
                elif row["kind"] == "prefix":
                    self.prefixes.append((form, row["tense"]))
                elif row["kind"] == "suffix":
                    self.suffixes.append((form, row["tense"]))
                elif row["kind"] == "before":
                    self.before[form] = row["tense"]
                elif row["kind"] == "weak":
                    self.weak[form] = row["tense"]
                elif row["kind"] in {"infinitive", "conjunction"}:
                    (self.infinitives if row["kind"] == "infinitive" else self.conjunctions).add(form)
                elif row["kind"] in {"boundary", "opening"}:
                    (self.boundaries if row["kind"] == "boundary" else self.openings).add(form)
                else:
                    words = words_of(entry, code)
                    if len(words) == 2:
                        self.pairs[words[0], words[1]] = row["tense"]
                    else:
                        self.words[words[0]] = row["tense"]
        self.of = Memo(self._tense).__getitem__

    def _add_column(self, code: str, column: str, tense: str) -> None:
        source, _, without = column.partition("!")
        table, _, name = source.partition(".")
        for row in languages.load(code).table(table):
            for entry in split_list(row[name]):
                words = words_of(entry, code)
                # Words of three letters are other words as often.
                if len(words) == 1 and len(words[0]) > 3 and words[0][0] not in without:
                    self.words.setdefault(words[0], tense)

    def _tense(self, word: str) -> str:
        """The tense that a word tells; empty for none."""
        forms = [word]
        if len(word) > 2 and word[0] in self.conjunctions:
            forms.append(word[1:])
        for form in forms:
            if form in self.words:
                tense = self.words[form]
                return "" if tense == "plain" else tense
        for form in reversed(forms):
            if len(form) >= 4:
                for prefix, tense in self.prefixes:
                    if form.startswith(prefix):
                        return "" if tense == "plain" else tense
                for suffix, tense in self.suffixes:
                    if form.endswith(suffix) and form.isalpha():
                        return "" if tense == "plain" else tense
        return ""


@cache
def load(code: str) -> Cues:
    """The cues of a language."""
    return Cues(code)


def tense_at(scan: Scan, token: int) -> Tense:
    """The tense of the clause around a token."""
    text = scan.text
    cues = load(text.pack.code)
    words: Sequence[str] = text.words
    first, behind = text.sentences[text.sentence_of(token)]
    if cues.boundaries:
        # "May" inside of a sentence is a month or a name, and no verb.
        base, behind = max(first, token - _BEFORE - 1), min(behind, token + _BEHIND + 1)
        starts, original = text.starts, text.original
        words = [
            "" if at > first and original[starts[at]].isupper() else words[at] for at in range(base, max(behind, token))
        ]
        first, behind, token = 0, behind - base, token - base
        if opened := _clause_opened(words, cues, behind, token):
            return opened
    found = _before(words, cues, first, token)
    if found:
        return found
    for at in range(token + 1, min(behind, token + _BEHIND)):
        tense = cues.of(words[at]) or cues.weak.get(words[at])
        if tense:
            return "future" if tense == "future" else "past" if tense == "past" else "present"
    return None


def _before(words: Sequence[str], cues: Cues, first: int, token: int) -> Tense:
    """By the nearest cue before a token; a present or weak one only where there is no other."""
    present: Tense = None
    infinitive = False
    for at in range(token - 1, max(first, token - _BEFORE) - 1, -1):
        word = words[at]
        tense = cues.pairs.get((words[at - 1], word)) if at > first else None
        tense = tense or cues.of(word)
        if tense == "past":
            if infinitive and word in cues.infinitives:
                return "future"
            if at > first and words[at - 1] in cues.before:
                tense = cues.before[words[at - 1]]
        if tense == "past":
            return "past"
        if tense == "future":
            return "future"
        if word == "to":
            infinitive = True
        weak = cues.weak.get(word)
        if not present and (tense == "present" or weak):
            present = "future" if weak == "future" else "present"
    return present


def _clause_opened(words: Sequence[str], cues: Cues, behind: int, token: int) -> Tense:
    """The tense of the clause that the expression at a token opens; None where it opens none or none is told."""
    at = token - 1
    while at >= 0 and words[at] in cues.openings:
        at -= 1
    if at >= 0 and words[at] not in cues.boundaries:
        return None
    present: Tense = None
    for ahead in range(token + 1, min(behind, token + _BEHIND)):
        word = words[ahead]
        if ahead > token + 3 and word in {",", ";", ":"}:
            break
        tense = cues.pairs.get((word, words[ahead + 1])) if ahead + 1 < behind else None
        tense = tense or cues.of(word)
        if tense == "past" and words[ahead - 1] in cues.before:
            tense = cues.before[words[ahead - 1]]
        if tense == "past":
            return "past"
        if tense == "future":
            return "future"
        if tense == "present":
            present = "present"
    return present
