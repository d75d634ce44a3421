"""Does `confidence` mean what it says: of events with confidence around p, is a share p right?

An event is right when it pairs with an annotated one of its type. Events that only one annotator saw are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from timeline.evaluation.documents import Judged, read_gold, read_predictions
from timeline.evaluation.matching import pair


@dataclass(frozen=True, slots=True)
class Bin:
    """The events with a confidence from `low` up to `high`: how many, their mean confidence and the share right."""

    low: float
    high: float
    events: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """Precision, recall and F1 of typed events when only those with at least `confidence` are kept."""

    confidence: float
    events: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that hold events, the curve over thresholds, and two errors of calibration.

    `error` is the mean distance between confidence and share right over the bins, weighted by their events (expected
    calibration error); `brier` the mean squared distance between an event's confidence and whether it is right.
    `unrated` counts events without confidence, which are left out.
    """

    bins: tuple[Bin, ...]
    curve: tuple[Threshold, ...]
    events: int
    unrated: int
    error: float | None
    brier: float | None

    def as_dict(self) -> dict[str, Any]:
        """All of it in what JSON has."""
        return asdict(self)

    def __str__(self) -> str:
        if not self.events:
            return f"no event has a confidence ({self.unrated} without)"
        lines = [f"{'confidence':>11} {'events':>6} {'mean':>6} {'right':>6}"]
        lines += [
            f"{b.low:5.2f}–{b.high:4.2f} {b.events:7} {b.confidence:6.3f} {b.right:6.3f}  {'█' * round(20 * b.right)}"
            for b in self.bins
        ]
        without = f", {self.unrated} without confidence" if self.unrated else ""
        lines.append(
            f"{self.events} events{without}; expected calibration error {self.error:.3f}, Brier score {self.brier:.3f}"
        )
        lines += ["", f"{'at least':>8} {'events':>6} {'P':>6} {'R':>6} {'F1':>6}"]
        lines += [
            f"{t.confidence:8.2f} {t.events:6} {t.precision:6.3f} {t.recall:6.3f} {t.f1:6.3f}" for t in self.curve
        ]
        return "\n".join(lines)


def reliability(
    release: Path,
    gold: Path,
    *,
    split: str | None = None,
    language: str | None = None,
    docs: str | None = None,
    bins: int = 10,
) -> Reliability:
    """Compare the confidence of a release's events with annotated articles, in bins of equal width.

    Articles are chosen, and errors raised, as by `evaluate`.
    """
    annotated = read_gold(gold, split=split, language=language, docs=docs)
    predicted = read_predictions(release, annotated)
    rated, unrated = _judged(annotated, predicted)
    wanted = sum(not event.optional for document in annotated.values() for event in document.events)
    return rate(rated, wanted=wanted, bins=bins, unrated=unrated)


def rate(rated: Sequence[tuple[float, bool]], *, wanted: int, bins: int = 10, unrated: int = 0) -> Reliability:
    """The table for events with their confidence and whether they are right; `wanted` events should have been found."""
    filled = _bins(rated, bins)
    count = len(rated)
    error = sum(b.events * abs(b.confidence - b.right) for b in filled) / count if count else None
    brier = sum((confidence - right) ** 2 for confidence, right in rated) / count if count else None
    return Reliability(filled, _curve(rated, wanted, bins), count, unrated, error, brier)


def _judged(annotated: Mapping[str, Judged], predicted: Mapping[str, Judged]) -> tuple[list[tuple[float, bool]], int]:
    """Confidence and rightness of each rated event, and the number of those that are not rated."""
    rated: list[tuple[float, bool]] = []
    unrated = 0
    for id_, document in predicted.items():
        gold = annotated[id_]
        pairs = pair(gold.text, gold.events, document.events, typed=True)
        right = {guess for event, guess in pairs if not event.optional}
        spared = {guess for event, guess in pairs if event.optional}
        for guess in document.events:
            if guess.confidence is None:
                unrated += 1
            elif guess not in spared:
                rated.append((guess.confidence, guess in right))
    return rated, unrated


def _bins(rated: Sequence[tuple[float, bool]], number: int) -> tuple[Bin, ...]:
    filled = []
    for index in range(number):
        inside = [r for r in rated if min(int(r[0] * number), number - 1) == index]
        if inside:
            mean, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            filled.append(Bin(index / number, (index + 1) / number, len(inside), mean, right))
    return tuple(filled)


def _curve(rated: Sequence[tuple[float, bool]], wanted: int, number: int) -> tuple[Threshold, ...]:
    points = []
    for index in range(number):
        least = index / number
        kept = [right for confidence, right in rated if confidence >= least]
        if kept:
            hits = sum(kept)
            precision, recall = hits / len(kept), hits / wanted if wanted else 0.0
            f1 = 2 * hits / (len(kept) + wanted)
            points.append(Threshold(least, len(kept), precision, recall, f1))
    return tuple(points)
