"""Finds the words of a text that may name a place, with what speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.model import Span
from timeline.places.gazetteer import Entry, Gazetteer
from timeline.places.marking import Marked
from timeline.places.names import JOINERS, MAX_WORDS, SHORT
from timeline.places.naming import Name, names_of
from timeline.places.words import Cue, Cues, cues
from timeline.text import Text


@dataclass(slots=True)
class Candidate:
    """Words that may name a place: tokens [first, behind) of a text with the name that they may be.

    `cues` are the words directly before or behind; `start_token` counts feature words that belong to the naming.
    """

    first: int
    behind: int
    clitics: str
    name: Name
    cues: list[Cue] = field(default_factory=list)
    start_token: int = -1
    start_clitics: str = ""
    evidence: float = 0.0
    sentence: int = 0

    @property
    def key(self) -> str:
        """The key of the name."""
        return self.name.key

    @property
    def entries(self) -> list[Entry]:
        """The places of the name, most populous first."""
        return self.name.entries

    def cue(self, kind: str) -> str | None:
        """What the first cue of a kind says; None without one."""
        for cue in self.cues:
            if cue.kind == kind:
                return cue.value
        return None


def candidates(text: Text, gazetteer: Gazetteer, blocked: tuple[Span, ...], marked: Marked) -> list[Candidate]:
    """All candidates, overlapping ones included, in order of their first token."""
    code = text.pack.code
    known = cues(code)
    words = text.words
    closed = _closed(text, known, blocked, marked)
    names = names_of(gazetteer, code, known.cased)
    found: list[Candidate] = []
    for token, openings in enumerate(map(names.openings.__getitem__, words)):
        if not openings or token in closed:
            continue
        word = words[token]
        if not word[0].isalpha() or (known.cased and not text.capitalised(token) and word not in known.directions):
            continue
        whole = known.ambiguous.get(word + " ") == "whole"
        for opening in openings:
            if whole and opening.clitics:
                continue
            keys, lasts = [opening.stem + " "], [token]
            if opening.follows is None or (opening.follows and words[_after(text, token)] in opening.follows):
                lasts = _run(text, token, closed)
                string = " ".join([opening.stem, *(words[at] for at in lasts[1:])]) + " "
                keys = gazetteer.prefixes(string, code)
            for key in keys:
                last = lasts[key.count(" ") - 1]
                if known.cased and text.spaced(last) and not text.capitalised(last):
                    continue
                # "east London" is a part of London, not East London.
                part = known.cased and last > token and not text.capitalised(token)
                name = names.curated[key] if part else names.of[key]
                if name is not None:
                    found.append(Candidate(token, _with_dot(text, token, last + 1), opening.clitics, name))
    for candidate in found:
        candidate.sentence = text.sentence_of(candidate.first)
        _look_around(text, candidate, known)
    return found


def _closed(text: Text, known: Cues, blocked: tuple[Span, ...], marked: Marked) -> set[int]:
    closed: set[int] = set()
    for span in blocked:
        closed.update(range(*text.token_range(span)))
    for match in known.names.find(text, marked.names):
        closed.update(range(match.first, match.behind))
    return closed


def _after(text: Text, token: int) -> int:
    """The token that a name may go on with, hyphens and apostrophes passed over; 0 for none."""
    words, after = text.words, token + 1
    if after >= len(words):
        return 0
    joined = (
        words[after] in JOINERS and after + 1 < len(words) and not text.spaced(after) and not text.spaced(after + 1)
    )
    dotted = words[after] == "." and after + 1 < len(words)
    if joined or (dotted and (words[token] in SHORT or _is_initial(text, token, after + 1))):
        after += 1
    if not words[after][0].isalnum() or "\n" in text.norm[text.norm_ends[token] : text.norm_starts[after]]:
        return 0
    return after


def _is_initial(text: Text, token: int, other: int) -> bool:
    """Are two letters with a dot between them those of an abbreviation: "U.S."?"""
    words = text.words
    letters = len(words[token]) == 1 == len(words[other]) and words[token].isalpha() and words[other].isalpha()
    return letters and not text.spaced(other - 1) and not text.spaced(other)


def _with_dot(text: Text, first: int, behind: int) -> int:
    """The token behind a name with the dot that closes it where it is an abbreviation."""
    words = text.words
    if not (first + 2 < behind < len(words)) or words[behind] != "." or text.spaced(behind):
        return behind
    return behind + _is_initial(text, behind - 3, behind - 1)


def _run(text: Text, token: int, closed: set[int]) -> list[int]:
    """A token with those that a name may go on with."""
    found = [token]
    while len(found) < MAX_WORDS and (after := _after(text, found[-1])) and after not in closed:
        found.append(after)
    return found


def _look_around(text: Text, candidate: Candidate, known: Cues) -> None:
    """Collect the cue words that stand directly before and behind a candidate."""
    words = text.words
    at = candidate.first
    candidate.start_token, candidate.start_clitics = candidate.first, candidate.clitics
    for _ in range(3):
        if at == 0 or (candidate.clitics and at == candidate.first):
            break
        skipped = at - 1
        while skipped > 0 and words[skipped] in {'"', "(", "the"}:
            skipped -= 1
        match = _ending_at(text, known, skipped + 1)
        if match is None:
            break
        first, clitics, found = match
        if known.cased and candidate.cue("direction") and any(cue.kind == "feature" for cue in found):
            break  # "a camp north of Aden"
        candidate.cues.extend(found)
        extends = any(cue.kind in {"feature", "direction", "capital"} for cue in found)
        if not extends:
            break
        if any(cue.kind != "direction" for cue in found) or candidate.cue("direction"):
            candidate.start_token, candidate.start_clitics = first, clitics
        at = first
        if clitics:
            if (meaning := known.prepositions.get(clitics[-1])) is not None:
                candidate.cues.append(Cue("preposition", meaning))
            break
    if (meaning := known.prepositions.get(candidate.clitics[-1:])) is not None:
        candidate.cues.append(Cue("preposition", meaning))
    behind = candidate.behind
    if behind < len(words):
        for after in known.after.at(text, behind):
            if not after.clitics:
                candidate.cues.append(after.payload)
                break


def _ending_at(text: Text, known: Cues, behind: int) -> tuple[int, str, list[Cue]] | None:
    """The longest cue phrase that ends right before a token."""
    opens, words = known.before.readings, text.words
    for length in (4, 3, 2, 1):
        first = behind - length
        if first < 0 or not opens[words[first]] or text.sentence_of(first) != text.sentence_of(behind - 1):
            continue
        matches = [match for match in known.before.at(text, first) if match.behind == behind]
        if matches:
            bare = [match for match in matches if not match.clitics] or matches
            return first, bare[0].clitics, [match.payload for match in bare if match.clitics == bare[0].clitics]
    return None
