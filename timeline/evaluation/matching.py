"""Which predicted event is which annotated one, and which of its fields are right."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from timeline.evaluation.documents import Happening, Party, Site, Time
from timeline.model import Span

Pair = tuple[Happening, Happening]
"""An annotated event and the prediction that stands for it."""

REACH = 60
"""Code points that a predicted trigger may lie from the annotated one, outside its sentence."""
SAME_PLACE_KM = 60
RECORD = ("start date", "actor", "place", "status")
"""The fields that must be right, besides the type, for a whole record."""

_SENTENCE_END = re.compile(r"[.!?؟\n…]+")
_WORD = re.compile(r"\w+")
# Articles, particles and titles, and what many bodies are called.
_UNTELLING = frozenset({"the", "of", "al", "el", "and", "for", "in", "mr", "minister", "president"}) | frozenset(
    {"government", "ministry", "forces", "force", "army", "state", "united", "islamic", "national", "group", "party"}
)
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})
_EARTH_DIAMETER_KM = 12742


def sentence_around(text: str, at: int) -> Span:
    """The sentence that holds position `at`, without its final marks; lines end sentences, too."""
    start, end = 0, len(text)
    for mark in _SENTENCE_END.finditer(text):
        if mark.end() <= at:
            start = mark.end()
        elif mark.start() >= at:
            end = mark.start()
            break
    return Span(start, end)


def nearness(text: str, gold: Happening, guess: Happening) -> float:
    """1 where the triggers touch, falling with their distance; 0 where they are too far apart to mean one event."""
    gap = max(0, gold.trigger.start - guess.trigger.end, guess.trigger.start - gold.trigger.end)
    sentence = sentence_around(text, gold.trigger.start)
    if gap > REACH and not sentence.start <= guess.trigger.start <= sentence.end:
        return 0.0
    return 1.0 / (1.0 + gap / 40.0)


def pair(text: str, gold: Sequence[Happening], guesses: Sequence[Happening], *, typed: bool) -> list[Pair]:
    """One-to-one pairs, nearest first; with `typed` only of the same type, otherwise preferring the same type.

    Among equally near ones firm annotations go before optional ones, then earlier before later.
    """
    candidates = []
    for i, event in enumerate(gold):
        for j, guess in enumerate(guesses):
            same = event.type == guess.type
            near = nearness(text, event, guess) if same or not typed else 0.0
            if near:
                candidates.append((-(near + same), event.optional, i, j))
    pairs: list[Pair] = []
    taken_gold: set[int] = set()
    taken_guesses: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_guesses:
            taken_gold.add(i)
            taken_guesses.add(j)
            pairs.append((gold[i], guesses[j]))
    return pairs


def telling_words(name: str) -> frozenset[str]:
    """The words of an English name that tell it from others, without plural s; all words where none does."""
    words = {word.rstrip("s") or word for word in _WORD.findall(name.lower().replace("'", "")) if len(word) > 1}
    return frozenset(words - _UNTELLING or words)


def same_party(a: Party, b: Party) -> bool:
    """Are two mentions the same actor: same words, names that share half their words, or one state's same branch?

    Two different countries are never the same actor.
    """
    if a.country and b.country and a.country != b.country:
        return False
    if a.text and a.text == b.text:
        return True
    words, others = telling_words(a.name), telling_words(b.name)
    if words and others and 2 * len(words & others) >= len(words | others):
        return True
    return bool(a.country) and a.country == b.country and a.sector == b.sector and a.sector in _STATE_SECTORS


def same_parties(a: Sequence[Party], b: Sequence[Party]) -> bool:
    """Is the F1 of two lists, paired by identity, at least one half? Two empty lists agree."""
    if not a or not b:
        return not a and not b
    free = list(b)
    hits = 0
    for one in a:
        for at, other in enumerate(free):
            if same_party(one, other):
                del free[at]
                hits += 1
                break
    return 4 * hits >= len(a) + len(b)


def kilometres(a: Site, b: Site) -> float:
    """Great-circle distance; infinite where a site has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    phi, psi = math.radians(a.latitude), math.radians(b.latitude)
    across = math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    h = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * across
    return _EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))


def same_site(a: Site | None, b: Site | None) -> bool:
    """Within 60 km, or of one country with a common word in their names; two unknown places agree."""
    if a is None or b is None:
        return a is b
    common = telling_words(a.name) & telling_words(b.name)
    return kilometres(a, b) <= SAME_PLACE_KM or (bool(common) and a.country == b.country)


def right_fields(gold: Happening, guess: Happening) -> dict[str, bool]:
    """Field by field: does the prediction say what the annotation, or its other reading, says?"""
    right = _agreement(gold, guess)
    if gold.also is not None:
        other = _agreement(gold.also, guess)
        right = {field: ok or other[field] for field, ok in right.items()}
    return right


def _agreement(gold: Happening, guess: Happening) -> dict[str, bool]:
    if gold.speaker is None or guess.speaker is None:
        speaker = gold.speaker is guess.speaker
    else:
        speaker = same_party(gold.speaker, guess.speaker)
    lows = [[toll and toll[0] for toll in event.tolls] for event in (gold, guess)]
    return {
        "trigger": gold.trigger.overlaps(guess.trigger),
        "start date": gold.dates[0] == guess.dates[0],
        "whole date": gold.dates == guess.dates,
        "precision": gold.precision == guess.precision,
        "actor": same_parties(gold.actors, guess.actors),
        "recipient": same_parties(gold.recipients, guess.recipients),
        "place": same_site(gold.place, guess.place),
        "status": gold.status == guess.status,
        "speaker": speaker,
        "core": gold.core == guess.core,
        "mode": gold.mode == guess.mode,
        "numbers": lows[0] == lows[1],
    }


def field_counts(field: str, gold: Happening, guess: Happening) -> bool:
    """Modes are judged where the annotation has one, numbers where either side has one, other fields always."""
    readings = [gold] if gold.also is None else [gold, gold.also]
    if field == "mode":
        return any(event.mode for event in readings)
    return field != "numbers" or any(toll for event in (*readings, guess) for toll in event.tolls)


def pair_times(gold: Sequence[Time], guesses: Sequence[Time]) -> list[tuple[Time, Time | None]]:
    """Each annotated time expression with the overlapping prediction that stands for it; right values go first."""
    free = list(guesses)
    pairs: list[tuple[Time, Time | None]] = []
    for time in sorted(gold, key=lambda t: t.optional):
        touching = [guess for guess in free if guess.span.overlaps(time.span)]
        right = [guess for guess in touching if guess.values & time.values]
        best = next(iter(right or touching), None)
        if best is not None:
            free.remove(best)
        pairs.append((time, best))
    return pairs
