"""From counts to figures with their uncertainty, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.evaluation.counting import MISS_CLASSES, Miss, Tally, tally
from timeline.evaluation.documents import HELD_OUT, Judged, read_gold, read_predictions

Numbers = npt.NDArray[np.float64]
Interval = tuple[float, float]

_RATES = {
    "detection": ("detected", "guess", "gold"),
    "typed": ("typed", "guess", "gold"),
    "record": ("record", "guess", "gold"),
    "time spans": ("time span", "time guess", "time gold"),
    "time values": ("time value", "time guess", "time gold"),
}
_COVERAGE = 0.95


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
        """One figure by its name: `typed F1`, `record P`, `core recall`, `time values R`, or a field such as `place`."""
        if name == "core recall":
            return self.core_recall
        if name in self.fields:
            return self.fields[name].value
        row, _, letter = name.rpartition(" ")
        if row not in _RATES or letter not in {"P", "R", "F1"}:
            return None
        rate: Rate | None = getattr(self, row.replace(" ", "_"))
        return rate and {"P": rate.precision, "R": rate.recall, "F1": rate.f1}[letter]


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """The events of one type: how many there are, and how many were found, in all and as whole records."""

    gold_events: int
    predicted_events: int
    typed: Rate
    record: Rate
    interval: Interval | None
    """Of the typed F1."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `evaluate` found: figures in all, by language and by event type, with 95 % intervals by figure name.

    `misses` counts events by class and type, `examples` shows those of articles that are not held out. `lost` counts
    typed events that are no whole record, by the fields that were wrong. `absent` are articles that were not coded.
    """

    figures: Figures
    intervals: Mapping[str, Interval]
    languages: Mapping[str, Figures]
    language_intervals: Mapping[str, Mapping[str, Interval]]
    types: Mapping[str, TypeFigures]
    misses: Mapping[str, Mapping[str, int]]
    lost: Mapping[str, int]
    examples: tuple[Miss, ...]
    absent: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """All of it in what JSON has; shares are rounded to three places."""
        return {
            **_figures_dict(self.figures),
            "intervals": _rounded(self.intervals),
            "languages": {
                code: {**_figures_dict(figures), "intervals": _rounded(self.language_intervals[code])}
                for code, figures in self.languages.items()
            },
            "types": {
                name: {
                    "gold events": row.gold_events,
                    "predicted events": row.predicted_events,
                    "typed": _rate_dict(row.typed),
                    "record": _rate_dict(row.record),
                    "interval": row.interval and [round(v, 3) for v in row.interval],
                }
                for name, row in self.types.items()
            },
            "misses": {kind: dict(by_type) for kind, by_type in self.misses.items()},
            "lost": dict(self.lost),
            "examples": [asdict(miss) for miss in self.examples],
            "absent": list(self.absent),
        }

    def json(self) -> str:
        """`as_dict` as one line of JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def __str__(self) -> str:
        parts = [_figures_text(self.figures, self.intervals)]
        if len(self.languages) > 1:
            for code, figures in self.languages.items():
                parts.append(f"language {code}\n{_figures_text(figures, self.language_intervals[code])}")
        parts.append(_types_text(self.types))
        parts.append(_misses_text(self.misses, self.lost))
        if self.absent:
            parts.append(f"not coded: {', '.join(self.absent)}")
        return "\n\n".join(parts)

    def examples_text(self) -> str:
        """One line for each miss of the articles that are not held out: class, article, type and words."""
        return "\n".join(
            f"{m.kind:33} {m.document}  {m.type}{f' → {m.became}' if m.became else ''}  {m.excerpt}" for m in self.examples
        )


def evaluate(
    release: Path,
    gold: Path,
    *,
    split: str | None = None,
    language: str | None = None,
    docs: str | None = None,
    bootstrap: int = 1000,
    seed: int = 0,
) -> Report:
    """Compare a release with annotated articles.

    `release` may also be a folder of NAME.ann.json by another annotator. `split` (a part named in split.tsv), `language`
    and `docs` (a regular expression for the id) choose among the articles. `bootstrap` is how often the articles are
    drawn anew, with replacement, for the 95 % intervals (0: none), with random numbers from `seed`.
    Raises GoldError where nothing is annotated or an annotation is broken, ReleaseError where `release` is no release.
    """
    annotated = read_gold(gold, split=split, language=language, docs=docs)
    predicted = read_predictions(release, annotated)
    tallies = [tally(g, predicted.get(id_) or Judged(id_, g.text, g.language)) for id_, g in annotated.items()]
    spoken = [g.language for g in annotated.values()]
    languages = {code: [t for t, s in zip(tallies, spoken, strict=True) if s == code] for code in sorted({*spoken})}
    open_articles = [t for t, g in zip(tallies, annotated.values(), strict=True) if g.part != HELD_OUT]
    return Report(
        figures=_figures(tallies),
        intervals=_intervals(tallies, bootstrap, seed),
        languages={code: _figures(some) for code, some in languages.items()},
        language_intervals={code: _intervals(some, bootstrap, seed) for code, some in languages.items()},
        types=_types(tallies, bootstrap, seed),
        misses=_miss_counts(tallies),
        lost=dict(sum((t.lost for t in tallies), Counter()).most_common()),
        examples=tuple(sorted((m for t in open_articles for m in t.misses), key=_miss_order)),
        absent=tuple(id_ for id_ in annotated if id_ not in predicted),
    )


def _miss_order(miss: Miss) -> tuple[int, str]:
    return MISS_CLASSES.index(miss.kind), miss.document


def _miss_counts(tallies: Iterable[Tally]) -> dict[str, dict[str, int]]:
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in MISS_CLASSES}
    for miss in (miss for tally_ in tallies for miss in tally_.misses):
        counted[miss.kind][f"{miss.type} → {miss.became}" if miss.became else miss.type] += 1
    return {kind: dict(sorted(c.items(), key=lambda x: (-x[1], x[0]))) for kind, c in counted.items()}


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
    for row, (hit, guessed, gold) in _RATES.items():
        values = _rates(sums.get(hit, zero), sums.get(guessed, zero), sums.get(gold, zero))
        for letter, value in zip(("P", "R", "F1"), values, strict=True):
            empty = row.startswith("time") & (sums.get(gold, zero) == 0)
            found[f"{row} {letter}"] = np.where(empty, np.nan, value)
    found["core recall"] = _ratio(sums.get("core found", zero), sums.get("core", zero), np.nan)
    for name in sorted(key.removeprefix("judged ") for key in sums if key.startswith("judged ")):
        found[name] = _ratio(sums.get(f"right {name}", zero), sums[f"judged {name}"], np.nan)
    return found


def _figures(tallies: Sequence[Tally]) -> Figures:
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


def _intervals(tallies: Sequence[Tally], samples: int, seed: int) -> dict[str, Interval]:
    if not samples:
        return {}
    draws = _resampled(len(tallies), samples, seed)
    values = _all(_sums([t.counts for t in tallies], draws), samples)
    return {name: interval for name, v in values.items() if (interval := _middle(v)) is not None}


def _middle(values: Numbers) -> Interval | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - _COVERAGE) / 2, (1 + _COVERAGE) / 2])
    return float(low), float(high)


def _types(tallies: Sequence[Tally], samples: int, seed: int) -> dict[str, TypeFigures]:
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


def _rate_dict(rate: Rate) -> dict[str, float]:
    return {"P": round(rate.precision, 3), "R": round(rate.recall, 3), "F": round(rate.f1, 3)}


def _figures_dict(figures: Figures) -> dict[str, Any]:
    core = figures.core_recall
    out: dict[str, Any] = {
        "documents": figures.documents,
        "gold events": figures.gold_events,
        "predicted events": figures.predicted_events,
        "detection": _rate_dict(figures.detection),
        "typed": _rate_dict(figures.typed),
        "record": _rate_dict(figures.record),
        "core recall": round(core, 3) if core is not None else None,
        "fields": {name: [round(share.value, 3), share.of] for name, share in figures.fields.items()},
    }
    if figures.time_spans is not None and figures.time_values is not None:
        out["time spans"] = _rate_dict(figures.time_spans)
        out["time values"] = _rate_dict(figures.time_values)
    return out


def _rounded(intervals: Mapping[str, Interval]) -> dict[str, list[float]]:
    return {name: [round(low, 3), round(high, 3)] for name, (low, high) in intervals.items()}


def _between(intervals: Mapping[str, Interval], name: str) -> str:
    found = intervals.get(name)
    return f"  [{found[0]:.3f}, {found[1]:.3f}]" if found else ""


def _figures_text(figures: Figures, intervals: Mapping[str, Interval]) -> str:
    lines = [
        f"{figures.documents} articles, {figures.gold_events} annotated events, {figures.predicted_events} predicted"
        f"{'  (in brackets: 95 % intervals)' if intervals else ''}"
    ]
    for row in _RATES:
        rate: Rate | None = getattr(figures, row.replace(" ", "_"))
        if rate is not None:
            text = f"  {row:12} P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}"
            lines.append(text + _between(intervals, f"{row} F1"))
    if figures.core_recall is not None:
        lines.append(f"  {'core recall':12} {figures.core_recall:.3f}" + _between(intervals, "core recall"))
    for name, share in figures.fields.items():
        lines.append(f"    {name:10} {share.value:.3f} of {share.of:4} typed pairs" + _between(intervals, name))
    return "\n".join(lines)


def _types_text(types: Mapping[str, TypeFigures]) -> str:
    lines = [f"{'type':10} {'gold':>5} {'pred.':>5}  {'P':>5}  {'R':>5}  {'F1':>5}  {'record F1':>9}"]
    for name, row in types.items():
        rate = row.typed
        lines.append(
            f"{name:10} {row.gold_events:5} {row.predicted_events:5}  {rate.precision:.3f}  {rate.recall:.3f}  "
            f"{rate.f1:.3f}  {row.record.f1:9.3f}" + (_between({"": row.interval}, "") if row.interval else "")
        )
    return "\n".join(lines)


def _misses_text(misses: Mapping[str, Mapping[str, int]], lost: Mapping[str, int]) -> str:
    lines = ["misses by class"]
    for kind, by_type in misses.items():
        most = ", ".join(f"{name} {n}" for name, n in list(by_type.items())[:8])
        lines.append(f"  {kind:33} {sum(by_type.values()):4}" + (f"  ({most}{', …' if len(by_type) > 8 else ''})" if most else ""))
    lines.append(f"  {'typed, but no whole record':33} {sum(lost.values()):4}")
    lines += [f"    wrong {name:29} {n:4}" for name, n in list(lost.items())[:12]]
    return "\n".join(lines)
