"""What one article adds to the counts, and what was missed, added or got wrong in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from timeline.evaluation.documents import Happening, Judged
from timeline.evaluation.matching import RECORD, Pair, field_counts, nearness, pair, pair_times, right_fields

MissClass = Literal[
    "missed, nothing near",
    "missed, others near",
    "wrong type",
    "spurious, gold event near",
    "spurious, none near",
    "spurious, article without events",
]
MISS_CLASSES: tuple[MissClass, ...] = (
    "missed, nothing near",
    "missed, others near",
    "wrong type",
    "spurious, gold event near",
    "spurious, none near",
    "spurious, article without events",
)


@dataclass(frozen=True, slots=True)
class Miss:
    """An annotated event that was not found as what it is, or a predicted one that is none.

    `type` is the annotated type, or the predicted one of a spurious event; `became` the predicted type of a wrong one.
    """

    kind: MissClass
    document: str
    type: str
    became: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one article, in all and by event type, and its misses.

    Keys of `counts`: gold, guess, detected, typed, record, core, core found, time gold, time guess, time span, time
    value, and for each field `right FIELD` and `judged FIELD`. `by_type` holds gold, guess, typed and record.
    `lost` counts typed pairs that are no whole record by the fields that are wrong.
    """

    counts: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)


def tally(gold: Judged, guess: Judged) -> Tally:
    """Compare what was predicted for an article with its annotation."""
    result = Tally()
    typed = pair(gold.text, gold.events, guess.events, typed=True)
    _count_events(result, gold, guess, typed)
    for event, prediction in typed:
        if not event.optional:
            _count_fields(result, event, prediction)
    _count_times(result, gold, guess)
    result.misses.extend(_misses(gold, guess, typed))
    return result


def _count_events(result: Tally, gold: Judged, guess: Judged, typed: list[Pair]) -> None:
    firm = [event for event in gold.events if not event.optional]
    found = {event for event, _ in typed}
    spared = {prediction for event, prediction in typed if event.optional}
    loose = pair(gold.text, gold.events, guess.events, typed=False)
    counts = result.counts
    counts["gold"] += len(firm)
    counts["guess"] += len(guess.events) - len(spared)
    counts["detected"] += min(sum(not event.optional for event, _ in loose), len(guess.events) - len(spared))
    counts["typed"] += len(typed) - len(spared)
    counts["core"] += sum(event.core for event in firm)
    counts["core found"] += sum(event.core and event in found for event in firm)
    for event in firm:
        _of_type(result, event)["gold"] += 1
        _of_type(result, event)["typed"] += event in found
    for prediction in guess.events:
        _of_type(result, prediction)["guess"] += prediction not in spared


def _of_type(result: Tally, event: Happening) -> Counter[str]:
    return result.by_type.setdefault(event.type, Counter())


def _count_fields(result: Tally, event: Happening, prediction: Happening) -> None:
    right = right_fields(event, prediction)
    for name, ok in right.items():
        if field_counts(name, event, prediction):
            result.counts[f"judged {name}"] += 1
            result.counts[f"right {name}"] += ok
    wrong = [name for name in RECORD if not right[name]]
    result.counts["record"] += not wrong
    _of_type(result, event)["record"] += not wrong
    if wrong:
        result.lost[" + ".join(wrong)] += 1


def _count_times(result: Tally, gold: Judged, guess: Judged) -> None:
    counts = result.counts
    counts["time guess"] += len(guess.times)
    for time, prediction in pair_times(gold.times, guess.times):
        if time.optional:
            counts["time guess"] -= prediction is not None
            continue
        counts["time gold"] += 1
        counts["time span"] += prediction is not None
        counts["time value"] += prediction is not None and bool(prediction.values & time.values)


def _misses(gold: Judged, guess: Judged, typed: list[Pair]) -> list[Miss]:
    """Events that the typed pairs leave over; two of them that are near each other are one event of a wrong type."""
    found = {event for event, _ in typed}
    taken = {prediction for _, prediction in typed}
    missed = [event for event in gold.events if event not in found and not event.optional]
    spare = [prediction for prediction in guess.events if prediction not in taken]
    crossed = pair(gold.text, missed, spare, typed=False)

    def miss(kind: MissClass, event: Happening, became: str = "") -> Miss:
        return Miss(kind, gold.id, event.type, became, excerpt(gold.text, event))

    found_misses = [miss("wrong type", event, prediction.type) for event, prediction in crossed]
    swapped = {event for event, _ in crossed} | {prediction for _, prediction in crossed}
    for event in missed:
        if event not in swapped:
            near = any(nearness(gold.text, event, prediction) for prediction in guess.events)
            found_misses.append(miss("missed, others near" if near else "missed, nothing near", event))
    for prediction in spare:
        if prediction not in swapped:
            near = any(nearness(gold.text, event, prediction) for event in gold.events)
            apart: MissClass = "spurious, none near" if gold.events else "spurious, article without events"
            found_misses.append(miss("spurious, gold event near" if near else apart, prediction))
    return found_misses


def excerpt(text: str, event: Happening) -> str:
    """The trigger in square brackets with some words on both sides, on one line."""
    start, end = event.trigger.start, event.trigger.end
    parts = (text[max(0, start - 40) : start], "[", text[start:end], "]", text[end : end + 50])
    return " ".join("".join(parts).split())
