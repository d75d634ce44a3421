"""Finds the words of a text that may name a place, with what speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.model import Span
from timeline.places.gazetteer import Entry, Gazetteer
from timeline.places.names import JOINERS, MAX_WORDS, SHORT
from timeline.places.words import Cue, Cues, cues
from timeline.text import Text

# A place that shares its name with a country is thought of from this many inhabitants on.
_NAMESAKE = 100_000


@dataclass(slots=True)
class Candidate:
    """Words that may name a place: tokens [first, behind) of a text with the places of that name.

    `cues` are the words directly before or behind; `start_token` counts feature words that belong to the naming.
    """

    first: int
    behind: int
    clitics: str
    key: str
    entries: list[Entry]
    cues: list[Cue] = field(default_factory=list)
    start_token: int = -1
    start_clitics: str = ""
    evidence: float = 0.0
    sentence: int = 0

    def cue(self, kind: str) -> str | None:
        """What the first cue of a kind says; None without one."""
        return next((cue.value for cue in self.cues if cue.kind == kind), None)


def candidates(text: Text, gazetteer: Gazetteer, blocked: tuple[Span, ...]) -> list[Candidate]:
    """All candidates, overlapping ones included, in order of their first token."""
    code = text.pack.code
    known = cues(code)
    words = text.words
    closed = _closed(text, known, blocked)
    following = _following(text)
    found: list[Candidate] = []
    for token, word in enumerate(words):
        if (
            token in closed
            or not word[0].isalpha()
            or (known.cased and not text.capitalised(token) and word not in known.directions)
        ):
            continue
        readings = gazetteer.readings(word, code)
        if not readings:
            continue
        whole = known.ambiguous.get(word + " ") == "whole"
        for split in readings:
            if whole and split.clitics:
                continue
            run, at = [(split.stem, token)], following[token]
            while at >= 0 and len(run) < MAX_WORDS and at not in closed:
                run.append((words[at], at))
                at = following[at]
            string = " ".join(part for part, _ in run) + " "
            for key in gazetteer.prefixes(string, code):
                last = run[key.count(" ") - 1][1]
                if known.cased and text.spaced(last) and not text.capitalised(last):
                    continue
                entries = _likely(gazetteer, gazetteer.entries(key, code))
                if known.cased and last > token and not text.capitalised(token):
                    # "east London" is a part of London, not East London.
                    entries = [entry for entry in entries if entry.curated]
                if not entries:
                    continue
                found.append(Candidate(token, last + 1, split.clitics, key, entries))
    for candidate in found:
        candidate.sentence = text.sentence_of(candidate.first)
        _look_around(text, candidate, known)
    return found


def _likely(gazetteer: Gazetteer, entries: list[Entry]) -> list[Entry]:
    """The places of a name, without the hamlets that share it with a country."""
    if len(entries) < 2 or gazetteer.location(entries[0].number).feature != "country":
        return entries
    return [entry for entry in entries if entry.curated or gazetteer.weight(entry.number) >= _NAMESAKE]


def _closed(text: Text, known: Cues, blocked: tuple[Span, ...]) -> set[int]:
    closed: set[int] = set()
    for span in blocked:
        closed.update(range(*text.token_range(span)))
    for match in known.names.find(text):
        closed.update(range(match.first, match.behind))
    return closed


def _following(text: Text) -> list[int]:
    """For each token the next one that a name may go on with, hyphens and apostrophes passed over; -1 for none."""
    words = text.words
    following = [-1] * len(words)
    for token in range(len(words) - 1):
        after = token + 1
        joined = (
            words[after] in JOINERS and after + 1 < len(words) and not text.spaced(after) and not text.spaced(after + 1)
        )
        short = words[after] == "." and after + 1 < len(words) and words[token] in SHORT
        if joined or short:
            after += 1
        if words[after][0].isalnum() and "\n" not in text.norm[text.norm_ends[token] : text.norm_starts[after]]:
            following[token] = after
    return following


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
    for length in (4, 3, 2, 1):
        first = behind - length
        if first < 0 or text.sentence_of(first) != text.sentence_of(behind - 1):
            continue
        matches = [match for match in known.before.at(text, first) if match.behind == behind]
        if matches:
            bare = [match for match in matches if not match.clitics] or matches
            return first, bare[0].clitics, [match.payload for match in bare if match.clitics == bare[0].clitics]
    return None


def key_words(candidate: Candidate) -> int:
    """How many words the name has."""
    return candidate.key.count(" ")
