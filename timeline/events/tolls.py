"""Numbers of killed, injured and captured, tied to the event they are told of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline import languages
from timeline.dates.numbers import read_number
from timeline.events.sentences import Analysis, Sentence
from timeline.model import Toll
from timeline.text import normalise

Field = Literal["killed", "injured", "captured"]
AHEAD, BACK = 5, 6


@dataclass(frozen=True, slots=True)
class Counted:
    """A toll stated at the tokens [first, behind), told by the word at `word`."""

    field: Field
    toll: Toll
    first: int
    behind: int
    word: int


@cache
def _words(language: str) -> dict[str, Field]:
    fields: dict[str, Field] = {"killed": "killed", "injured": "injured", "captured": "captured"}
    return {normalise(row["word"], language): fields[row["field"]] for row in languages.load(language).table("tolls")}


def tolls_in(analysis: Analysis, sentence: Sentence) -> list[Counted]:
    """All tolls that a sentence states, in order. Parts of a total («بينهم …», "including …") are left out."""
    text = analysis.text
    known = _words(text.pack.code)
    numbers = _numbers(analysis, sentence)
    if not numbers:
        return []
    found: list[Counted] = []
    taken: set[int] = set()
    for token in range(sentence.first, sentence.behind):
        field = _field(analysis, token, known)
        if field is None:
            continue
        best: tuple[int, tuple[int, int, Toll]] | None = None
        for first, behind, toll in numbers:
            if first in taken:
                continue
            between = range(token + 1, first) if first > token else range(behind, token)
            if any(_field(analysis, t, known) for t in between):
                continue
            ahead, back = first - token - 1, token - behind
            if -1 <= ahead <= AHEAD and not _crosses(analysis, token + 1, first):
                cost = ahead
            elif 0 <= back <= BACK and not _crosses(analysis, behind, token):
                cost = back + 1
            else:
                continue
            if best is None or cost < best[0]:
                best = (cost, (first, behind, toll))
        if best is not None:
            first, behind, toll = best[1]
            taken.add(first)
            found.append(Counted(field, toll, first, behind, token))
    return found


def tells_toll(lemma: str, language: str) -> bool:
    """Does an event word itself say that people were killed or injured?"""
    return _words(language).get(normalise(lemma, language)) in {"killed", "injured"}


def _field(analysis: Analysis, token: int, known: dict[str, Field]) -> Field | None:
    text = analysis.text
    for split in text.splits(token):
        if found := known.get(split.stem) or known.get(analysis.lexicon.syntax.bare(split.stem)):
            return found
    for hit in analysis.hits.get(token, ()):
        if found := known.get(normalise(hit.form.lemma, text.pack.code)):
            return found
    return None


def _crosses(analysis: Analysis, first: int, behind: int) -> bool:
    return any(
        analysis.text.words[t] in {",", ".", ";", ":"} or "relative" in analysis.cue(t) for t in range(first, behind)
    )


def _numbers(analysis: Analysis, sentence: Sentence) -> list[tuple[int, int, Toll]]:
    """Numbers of people in a sentence, written or dual («جنديان»), with "at least" and without parts of totals."""
    text = analysis.text
    found: list[tuple[int, int, Toll]] = []
    token = sentence.first
    while token < sentence.behind:
        item = analysis.item_at.get(token)
        if item is not None and item.kind == "time":
            token = item.behind
            continue
        if item is not None and item.first == token and item.mention is not None and item.mention.count is not None:
            low, high = item.mention.count
            if not _part(analysis, token, sentence):
                found.append((token, item.behind, Toll(low, None if _at_least(analysis, token, sentence) else high)))
            token = item.behind
            continue
        number = read_number(text, token) if text.words[token][0].isalnum() else None
        if number is None:
            token += 1
            continue
        value, behind = number
        unit = text.words[behind] if behind < len(text) else ""
        before = text.words[token - 1] if token else ""
        syntax = analysis.lexicon.syntax
        vague = before in syntax.vague_quantities
        if not (vague or unit == "%" or unit in syntax.not_people or _part(analysis, token, sentence)):
            high = None if _at_least(analysis, token, sentence) else int(value)
            found.append((token, behind, Toll(int(value), high)))
        token = max(behind, token + 1)
    return found


def _at_least(analysis: Analysis, token: int, sentence: Sentence) -> bool:
    return any(
        "approx_low" in analysis.cue(t) and analysis.cues[t][0] >= token - 1
        for t in range(max(sentence.first, token - 4), token)
    )


def _part(analysis: Analysis, token: int, sentence: Sentence) -> bool:
    return any("part_of" in analysis.cue(t) for t in range(max(sentence.first, token - 3), token))
