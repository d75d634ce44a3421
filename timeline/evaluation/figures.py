"""Counts of articles added up to figures, with intervals from drawing the articles anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from timeline.evaluation.counting import Tally

Numbers = npt.NDArray[np.float64]
Interval = tuple[float, float]

RATES = {
    "detection": ("detected", "guess", "gold"),
    "typed": ("typed", "guess", "gold"),
    "record": ("record", "guess", "gold"),
    "time spans": ("time span", "time guess", "time gold"),
    "time values": ("time value", "time guess", "time gold"),
}
"""Rows of precision, recall and F1 by the counts of hits, predictions and annotations."""
COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, each between 0 and 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, as a share between 0 and 1."""

    value: float
    of: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How well some articles were coded.

    `detection` asks for an event near the annotated one, `typed` for its type as well, `record` also for start date,
    actors, place and status. `core_recall` is the share of the core events found with their type. `fields` are shares
    of the typed pairs. Time rates and core recall are None where there is nothing to find.
    """

    documents: int
    gold_events: int
    predicted_events: int
    detection: Rate
    typed: Rate
    record: Rate
    core_recall: float | None
    fields: Mapping[str, Share]
    time_spans: Rate | None
    time_values: Rate | None

    def value(self, name: str) -> float | None:
        """One figure by its name: `typed F1`, `record P`, `core recall`, `time values R`, or a field as `place`."""
        if name == "core recall":
            return self.core_recall
        if name in self.fields:
            return self.fields[name].value
        row, _, letter = name.rpartition(" ")
        rate = self.rate(row)
        if rate is None:
            return None
        return {"P": rate.precision, "R": rate.recall, "F1": rate.f1}.get(letter)

    def rate(self, row: str) -> Rate | None:
        """One of the rows RATES."""
        rate: Rate | None = getattr(self, row.replace(" ", "_")) if row in RATES else None
        return rate


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """The events of one type: how many there are, and how many were found, in all and as whole records."""

    gold_events: int
    predicted_events: int
    typed: Rate
    record: Rate
    interval: Interval | None
    """Of the typed F1."""


def _ratio(part: Numbers, whole: Numbers, empty: float) -> Numbers:
    return np.divide(part, whole, out=np.full_like(part, empty), where=whole > 0)


def _rates(hit: Numbers, guessed: Numbers, gold: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    precision, recall = _ratio(hit, guessed, 0.0), _ratio(hit, gold, 0.0)
    return precision, recall, _ratio(2 * precision * recall, precision + recall, 0.0)


def _sums(counters: Sequence[Counter[str]], draws: npt.NDArray[np.int64]) -> dict[str, Numbers]:
    """Sums over the drawn articles; `draws` (samples × articles) says how often each article is in a sample."""
    names = sorted({name for counter in counters for name in counter})
    table = np.array([[counter[name] for name in names] for counter in counters], dtype=np.float64)
    table = table.reshape(len(counters), len(names))
    return dict(zip(names, (draws @ table).T, strict=True))


def _resampled(articles: int, samples: int, seed: int) -> npt.NDArray[np.int64]:
    rng = np.random.default_rng(seed)
    return np.array([np.bincount(rng.integers(0, articles, articles), minlength=articles) for _ in range(samples)])


def _all(sums: Mapping[str, Numbers], samples: int) -> dict[str, Numbers]:
    """Every figure by name, for each sample; NaN where there is nothing to count."""
    zero = np.zeros(samples)
    found: dict[str, Numbers] = {}
    for row, (hit, guessed, gold) in RATES.items():
        values = _rates(sums.get(hit, zero), sums.get(guessed, zero), sums.get(gold, zero))
        for letter, value in zip(("P", "R", "F1"), values, strict=True):
            empty = row.startswith("time") & (sums.get(gold, zero) == 0)
            found[f"{row} {letter}"] = np.where(empty, np.nan, value)
    found["core recall"] = _ratio(sums.get("core found", zero), sums.get("core", zero), np.nan)
    for name in sorted(key.removeprefix("judged ") for key in sums if key.startswith("judged ")):
        found[name] = _ratio(sums.get(f"right {name}", zero), sums[f"judged {name}"], np.nan)
    return found


def figures_of(tallies: Sequence[Tally]) -> Figures:
    """The figures over some articles."""
    counts = sum((t.counts for t in tallies), Counter[str]())
    once = np.ones((1, len(tallies)), dtype=np.int64)
    values = {name: float(v[0]) for name, v in _all(_sums([t.counts for t in tallies], once), 1).items()}

    def rate(row: str) -> Rate:
        return Rate(*(values[f"{row} {letter}"] for letter in ("P", "R", "F1")))

    judged = {key.removeprefix("judged "): n for key, n in counts.items() if key.startswith("judged ") and n}
    return Figures(
        documents=len(tallies),
        gold_events=counts["gold"],
        predicted_events=counts["guess"],
        detection=rate("detection"),
        typed=rate("typed"),
        record=rate("record"),
        core_recall=values["core recall"] if counts["core"] else None,
        fields={name: Share(values[name], judged[name]) for name in sorted(judged)},
        time_spans=rate("time spans") if counts["time gold"] else None,
        time_values=rate("time values") if counts["time gold"] else None,
    )


def intervals_of(tallies: Sequence[Tally], samples: int, seed: int) -> dict[str, Interval]:
    """Where the middle 95 % of each figure lie when the articles are drawn anew; empty for no samples."""
    if not samples:
        return {}
    draws = _resampled(len(tallies), samples, seed)
    values = _all(_sums([t.counts for t in tallies], draws), samples)
    return {name: interval for name, v in values.items() if (interval := _middle(v)) is not None}


def _middle(values: Numbers) -> Interval | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return float(low), float(high)


def types_of(tallies: Sequence[Tally], samples: int, seed: int) -> dict[str, TypeFigures]:
    """The figures of each event type that was annotated or predicted."""
    draws = _resampled(len(tallies), samples, seed) if samples else None
    rows = {}
    for name in sorted({type_ for t in tallies for type_ in t.by_type}):
        counters = [t.by_type.get(name, Counter[str]()) for t in tallies]
        counts = sum(counters, Counter[str]())
        gold, guess = (np.array([float(counts[key])]) for key in ("gold", "guess"))
        typed, record = (
            Rate(*(float(v[0]) for v in _rates(np.array([float(counts[key])]), guess, gold)))
            for key in ("typed", "record")
        )
        interval = None
        if draws is not None:
            sums, zero = _sums(counters, draws), np.zeros(samples)
            f1 = _rates(sums.get("typed", zero), sums.get("guess", zero), sums.get("gold", zero))[2]
            there = sums.get("guess", zero) + sums.get("gold", zero) > 0
            interval = _middle(np.where(there, f1, np.nan))
        rows[name] = TypeFigures(counts["gold"], counts["guess"], typed, record, interval)
    return rows
