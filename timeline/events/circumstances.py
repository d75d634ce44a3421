"""When and where: the time and the place that belong to an event's own clause, else to its sentence or report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from timeline.events.roles import Filled
from timeline.events.sentences import Analysis, Item, Sentence
from timeline.model import Interval


@dataclass(frozen=True, slots=True)
class When:
    """An event's days, how they are known, and the expression they rest on: its own, or that of its report."""

    interval: Interval
    basis: Literal["explicit", "relative", "inherited", "published"]
    item: Item | None = None
    report: Item | None = None


def own_time(analysis: Analysis, filled: Filled, sentence: Sentence, others: list[int]) -> Item | None:
    """The time expression of the event's clause, or of its sentence where no other event stands nearer to it."""
    hit = filled.hit
    index = sentence.clause_of(hit.first)
    best: tuple[int, Item] | None = None
    for item in analysis.items_in(sentence.first, sentence.behind):
        if item.time is None or item.time.type != "DATE" or item.time.interval is None:
            continue
        gap = item.first - hit.behind if item.first >= hit.behind else hit.first - item.behind
        apart = abs(sentence.clause_of(item.first) - index)
        rival = min((abs(item.first - t) for t in others if t != hit.first), default=10**6)
        near = min(abs(item.first - hit.first), abs(item.first - (filled.light.first if filled.light else hit.first)))
        if apart and (sentence.clause_of(item.first) in sentence.relative or rival < near or apart > 2):
            continue
        cost = gap + 12 * apart + (6 if rival < near else 0)
        if best is None or cost < best[0]:
            best = (cost, item)
    return best[1] if best else None


def time_of(item: Item) -> When:
    """The days that an event dated by a time expression has."""
    assert item.time is not None
    assert item.time.interval is not None
    return When(item.time.interval, item.time.basis, item)


def undated(report: Item | None, published: date) -> When:
    """The days of an undated event: those of the report it belongs to, told by an expression, else the page's day."""
    if report is not None and report.time is not None and report.time.interval is not None:
        days = report.time.interval
        return When(Interval(days.start, days.end, "unknown"), "inherited", report=report)
    return When(Interval(published, published, "unknown"), "published")


def place_of(
    analysis: Analysis, filled: Filled, sentence: Sentence
) -> tuple[Item, Literal["clause", "sentence", "inherited"]] | None:
    """The place where the event happened: a place role, else a locative phrase of its clause, else of its sentence."""
    for item in filled.roles.get("place", ()):
        if item.place is not None:
            return item, "clause"
    hit = filled.hit
    index = sentence.clause_of(hit.first)
    used = filled.used()
    locatives = analysis.lexicon.syntax.locatives
    best: tuple[int, Item, Literal["clause", "sentence", "inherited"]] | None = None
    for item in analysis.items_in(sentence.first, sentence.behind):
        if item.place is None or id(item) in used or item.prep not in locatives:
            continue
        if item.kind == "np" and item.mention is not None and not item.mention.metonym:
            continue
        own = sentence.clause_of(item.first)
        if own in sentence.relative and own != index:
            continue
        gap = item.first - hit.behind if item.first >= hit.behind else 4 + hit.first - item.behind
        cost = gap + 10 * abs(own - index)
        if best is None or cost < best[0]:
            best = (cost, item, "clause" if own == index else "sentence")
    if best is not None and best[0] <= 30:
        return best[1], best[2]
    return None
