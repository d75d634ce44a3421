"""The candidates for the day of an event, with the facts by which they are weighed."""

from __future__ import annotations

from datetime import date

from timeline.events.candidates import Choice, Scene, stands_beside, stands_where
from timeline.events.merge import Draft
from timeline.events.sentences import Item, Sentence
from timeline.events.signs import Fact

NEARBY = 3
"""How many sentences before that of the event, beside the one behind, an expression of time is looked for."""


def days(draft: Draft, scene: Scene, published_on: date) -> list[Choice]:
    """The candidates for when an event happened: expressions of time nearby, or none: the day of the page."""
    told = (_aspect(draft, scene), _quoted(draft, scene), draft.scope is not None)
    basis = "own" if draft.time is not None else "none"
    found = [Choice(None, (_no_day(draft, scene), ("no_day_told", basis, *told[:2])))]
    for offset, sentence in scene.around(draft, NEARBY, 1):
        for item in scene.analysis.items_in(sentence.first, sentence.behind):
            if item.time is not None and item.time.type == "DATE" and item.time.interval is not None:
                found.append(Choice(item, _day(item, offset, sentence, draft, scene, published_on, told)))
    report = draft.when.report if draft.when else None
    if report is not None and not any(choice.item is report for choice in found):
        found.append(Choice(report, _day(report, *scene.home(report, draft), draft, scene, published_on, told)))
    return found


def _shape(draft: Draft) -> str:
    """The part of speech of an event's word with its tense, which a noun has from its light verb."""
    form = draft.filled.hit.form
    tense = draft.filled.light.form.tense if draft.filled.light is not None else form.tense
    return f"{form.pos} {tense}".strip()


def _aspect(draft: Draft, scene: Scene) -> str:
    """The auxiliary that puts an event's verb, or the light verb before its noun, into another tense: "has", "had"."""
    hit = draft.filled.light or draft.filled.hit
    words, syntax = scene.analysis.text.words, scene.analysis.lexicon.syntax
    if hit.form.pos not in {"verb", "participle"}:
        return "no verb"
    for at in range(hit.first - 1, max(draft.sentence.first, hit.first - 4) - 1, -1):
        if words[at] in syntax.tense_auxiliaries:
            return words[at]
        if at in scene.analysis.item_at and syntax.order != "VSO":
            break
    return ""


def _quoted(draft: Draft, scene: Scene) -> bool:
    """Does an event's word stand in quotation marks?"""
    words = scene.analysis.text.words
    return sum(words[t] == '"' for t in range(draft.sentence.first, draft.filled.hit.first)) % 2 == 1


def _no_day(draft: Draft, scene: Scene) -> Fact:
    inherited = draft.when is not None and draft.when.basis == "inherited"
    basis = "own" if draft.time is not None else "inherited" if inherited else "none"
    lead = draft.sentence.lead or draft.sentence.headline
    language = scene.analysis.text.pack.code
    return ("no_day", basis, draft.type, _shape(draft), draft.judged.status, language, draft.scope is not None, lead)


def age_of(start: date, published_on: date) -> str:
    """How long before the page's day a day is."""
    ago = (published_on - start).days
    return "future" if ago < 0 else "today" if ago == 0 else "week" if ago <= 7 else "year" if ago <= 366 else "older"


def _day(
    item: Item, offset: int, sentence: Sentence, draft: Draft, scene: Scene, published_on: date,
    told: tuple[str, bool, bool],
) -> list[Fact]:  # fmt: skip
    assert item.time is not None
    assert item.time.interval is not None
    analysis, hit, time, interval = scene.analysis, draft.filled.hit, item.time, item.time.interval
    age, shape = age_of(interval.start, published_on), _shape(draft)
    facts: list[Fact] = [
        ("day", interval.precision, age, draft.judged.status, draft.type, shape, time.basis, item.prep or "none",
         time.open or "", interval.end > interval.start)
    ]  # fmt: skip
    if offset == 0:
        beside = stands_beside(item, sentence, draft)
        mine = abs(item.first - hit.first)
        nearer = sum(
            abs(item.first - other.filled.hit.first) < mine
            for other in scene.drafts
            if other.sentence is draft.sentence and other is not draft
        )
        past = sum(
            other.time is not None and other is not item and abs(other.first - hit.first) < mine
            for other in analysis.items_in(sentence.first, sentence.behind)
        )
        relative = sentence.clause_of(item.first) in sentence.relative
        facts.append(
            ("day_position", hit.form.pos, shape, age, beside.side, beside.gap, beside.apart, min(nearer, 2),
             min(past, 2), relative)
        )  # fmt: skip
    else:
        facts.append(("day_elsewhere", stands_where(offset, sentence, 4), interval.precision, age, shape, draft.type))
    where = "rule" if draft.time is item else "own" if offset == 0 else "before" if offset < 0 else "behind"
    facts.append(("day_told", where, age, *told))
    if draft.time is item:
        facts.append(("day_proposed", "rule", age, shape))
    elif draft.when and draft.when.report is item:
        facts.append(("day_proposed", "report", age, shape))
    elif draft.when and draft.when.report and draft.when.interval.start == interval.start:
        facts.append(("day_proposed", "inherited", age, shape))
    if any(other.time is item and other is not draft for other in scene.drafts):
        facts.append(("mark", "another's own"))
    return facts
