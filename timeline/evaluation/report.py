"""`evaluate` and the report it gives, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from timeline.evaluation.counting import MISS_CLASSES, Miss, Tally, tally
from timeline.evaluation.documents import HELD_OUT, Judged, read_gold, read_predictions
from timeline.evaluation.figures import (
    RATES,
    Figures,
    Interval,
    Rate,
    TypeFigures,
    figures_of,
    intervals_of,
    types_of,
)


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
            f"{m.kind:33} {m.document}  {m.type}{f' → {m.became}' if m.became else ''}  {m.excerpt}"
            for m in self.examples
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

    `release` may also be a folder of NAME.ann.json by another annotator. `split` (a part named in split.tsv),
    `language` and `docs` (a regular expression for the id) choose among the articles. `bootstrap` is how often the
    articles are drawn anew, with replacement, for the 95 % intervals (0: none), with random numbers from `seed`.
    Raises GoldError where nothing is annotated or an annotation is broken, ReleaseError where `release` is no release.
    """
    annotated = read_gold(gold, split=split, language=language, docs=docs)
    predicted = read_predictions(release, annotated)
    tallies = [tally(g, predicted.get(id_) or Judged(id_, g.text, g.language)) for id_, g in annotated.items()]
    spoken = [g.language for g in annotated.values()]
    languages = {code: [t for t, s in zip(tallies, spoken, strict=True) if s == code] for code in sorted({*spoken})}
    open_articles = [t for t, g in zip(tallies, annotated.values(), strict=True) if g.part != HELD_OUT]
    return Report(
        figures=figures_of(tallies),
        intervals=intervals_of(tallies, bootstrap, seed),
        languages={code: figures_of(some) for code, some in languages.items()},
        language_intervals={code: intervals_of(some, bootstrap, seed) for code, some in languages.items()},
        types=types_of(tallies, bootstrap, seed),
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
    for row in RATES:
        rate = figures.rate(row)
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
        lines.append(
            f"  {kind:33} {sum(by_type.values()):4}"
            + (f"  ({most}{', …' if len(by_type) > 8 else ''})" if most else "")
        )
    lines.append(f"  {'typed, but no whole record':33} {sum(lost.values()):4}")
    lines += [f"    wrong {name:29} {n:4}" for name, n in list(lost.items())[:12]]
    return "\n".join(lines)
