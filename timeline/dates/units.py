"""Value functions for units around the issue's day or another date: "last week", halves, seasons, the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.dates import calendars
from timeline.dates.choosing import cost_of, lean_of
from timeline.dates.distances import STEPS, base_of, day_told, refer
from timeline.dates.reading import (
    FUTURE,
    NO_DATE,
    PAST,
    PRESENT,
    Context,
    Reading,
    explicit,
    next_weekday,
    relative,
)
from timeline.dates.scan import Hit
from timeline.model import Interval

_THIRDS = {"start": (0, 9), "early": (0, 9), "mid": (10, 19), "late": (20, None), "end": (20, None)}
"""The days of a month, from 0, in its thirds; None is its last day."""
_REFS = {"PAST_REF": PAST, "PRESENT_REF": PRESENT, "FUTURE_REF": FUTURE}


def unit_around(on: date, unit: str, step: int, context: Context) -> Interval | None:
    """The unit that holds a day, or the one `step` units from it."""
    if unit == "day":
        return calendars.day(on + timedelta(days=step))
    if unit == "week":
        return (
            calendars.week(on, sunday_begins=context.sunday_begins) if step == 0 else _shifted_week(on, step, context)
        )
    if unit == "weekend":
        if step > 0:
            return calendars.weekend(next_weekday(on, 5, strictly=True))
        return calendars.weekend(on if step == 0 or on.weekday() < 5 else on - timedelta(days=2))
    if unit == "month":
        return calendars.month(*calendars.shift_month(on.year, on.month, step))
    if unit == "year":
        return calendars.year(on.year + step)
    if unit == "quarter":
        start = calendars.shift_month(on.year, (on.month - 1) // 3 * 3 + 1, 3 * step)
        return calendars.months(*start, 3)
    if unit == "half":
        start = calendars.shift_month(on.year, 1 if on.month <= 6 else 7, 6 * step)
        return calendars.months(*start, 6)
    if unit == "decade":
        first = on.year // 10 * 10 + 10 * step
        return calendars.years(first, first + 9)
    if unit == "century":
        first = (on.year - 1) // 100 * 100 + 1 + 100 * step
        return calendars.years(first, first + 99)
    return None


def _shifted_week(on: date, step: int, context: Context) -> Interval:
    week = calendars.week(on, sunday_begins=context.sunday_begins)
    by = timedelta(days=7 * step)
    return Interval(week.start + by, week.end + by, "week")


def phased(interval: Interval, phase: str, *, since: bool = False) -> Interval:
    """The part of a year or month that «مطلع», "late" name; a month stays a month."""
    start = interval.start
    if interval.precision == "year" and interval == calendars.year(start.year):
        if phase == "start":
            return interval if since else calendars.month(start.year, 1)
        if phase == "end":
            return calendars.month(start.year, 12)
        if phase == "early":
            return calendars.months(start.year, 1, 3)
        if phase == "late":
            return calendars.months(start.year, 10, 3)
        if phase == "mid":
            return calendars.month(start.year, 6)
    return interval


def narrowed(reading: Reading, phase: str) -> Reading:
    """The reading of a month with the days of the third that «مطلع», "mid", "late" name; its value stays the month."""
    whole = reading.interval
    if whole is None or whole.precision != "month" or phase not in _THIRDS:
        return reading
    first, last = _THIRDS[phase]
    start = whole.start + timedelta(days=first)
    end = whole.end if last is None else whole.start + timedelta(days=last)
    return replace(reading, interval=Interval(start, end, "interval"))


def read_unit(hit: Hit, context: Context) -> Reading | None:
    """This, last or next unit: slots unit, mod, phase; `mod` may also be an option of the rule."""
    unit = hit.value("unit")
    mod = str(hit.value("mod") or hit.rule.options.get("mod") or "this")
    if mod not in STEPS or not isinstance(unit, str):
        return None
    step = STEPS[mod]
    if context.issue is None:
        return refer(step)
    if unit == "weekend" and step == 0:
        step = _weekend_step(hit, context, context.issue)
    if unit == "day" and hit.kind("phase") and (told := day_told(hit, context, 150)):
        return relative(told, anchors=False)
    if hit.rule.options.get("antecedent"):
        return _from_antecedent(hit, unit, step, context) if context.antecedent else None
    interval = unit_around(context.issue, unit, step, context)
    if interval is None:
        return None
    phase = str(hit.value("phase") or hit.rule.options.get("phase") or "")
    if phase:
        before = hit.scan.values(hit.first - 1) if hit.first else {}
        interval = phased(interval, phase, since="SINCE" in before or "SINCE" in hit.scan.values(hit.first))
    number = hit.number("n")
    if number:
        return None
    return narrowed(relative(interval), phase if unit == "month" else "")


def _weekend_step(hit: Hit, context: Context, issue: date) -> int:
    """ "until the weekend" is the coming one, and so is "this weekend" where the clause does not tell of the past."""
    lean = lean_of(hit, context)
    ahead = lean == "future" or (hit.value("mod") == "this" and lean != "past")
    return 1 if ahead and issue.weekday() < 5 else 0


def _from_antecedent(hit: Hit, unit: str, step: int, context: Context) -> Reading | None:
    """«العام نفسه», "that month", "the following day"."""
    base = context.antecedent
    assert base is not None
    on = base.start if step <= 0 else base.end
    if unit == "day" and base.precision != "day":
        day = day_told(hit, context)
        return relative(day, from_token=context.day_token) if day and step == 0 else None
    interval = unit_around(on, unit, step, context)
    if interval is None:
        return None
    phase = str(hit.value("phase") or "")
    if phase:
        interval = phased(interval, phase)
    return narrowed(relative(interval, from_token=context.antecedent_token), phase if unit == "month" else "")


def read_hijri_unit(hit: Hit, context: Context) -> Reading | None:
    """«العام الهجري الحالي»: slots mod."""
    now = calendars.hijri_of(context.issue) if context.issue else None
    if now is None:
        return None
    step = STEPS[str(hit.value("mod") or "this")]
    if hit.value("unit") == "month":
        months = now[0] * 12 + now[1] - 1 + step
        whole = calendars.hijri_month(months // 12, months % 12 + 1)
        return relative(whole, calendar="hijri", hijri=(months // 12, months % 12 + 1)) if whole else None
    whole = calendars.hijri_year(now[0] + step)
    return relative(whole, calendar="hijri") if whole else None


def read_neighbour(hit: Hit, context: Context) -> Reading | None:
    """ "the next day", «في اليوم السابق», "that morning": slots unit; option direction.

    Without a date to count from, the day before is that of the issue; the day after is a day in the past.
    """
    unit = str(hit.value("unit") or "day")
    direction = int(hit.rule.options.get("direction", 1))
    if direction == 0:
        day = day_told(hit, context)
        return relative(day, from_token=context.day_token) if day else None
    base = base_of(hit, context)
    if unit == "day" and (base is None or base.precision != "day"):
        base = day_told(hit, context, 150)
        if base is None and direction < 0 and context.issue is not None:
            return relative(calendars.day(context.issue - timedelta(days=1)), anchors=False)
    if base is None:
        return refer(direction if context.issue is None else -1)
    if unit == "day" and base.precision != "day":
        return PAST
    interval = unit_around(base.end if direction > 0 else base.start, unit, direction, context)
    return relative(interval, anchors=direction >= 0, from_token=context.antecedent_token) if interval else None


def read_rest(hit: Hit, context: Context) -> Reading | None:
    """«بقية العام», "the rest of the month": from the issue's day to the end."""
    unit = str(hit.value("unit") or "")
    if context.issue is None:
        return FUTURE
    frame = unit_around(context.issue, unit, 0, context)
    if frame is None:
        return None
    return relative(Interval(context.issue, frame.end, "interval"))


def read_season(hit: Hit, context: Context) -> Reading | None:
    """A season of the year: slots season, year, mod."""
    name = hit.value("season")
    if not isinstance(name, str):
        return None
    year = hit.number("year")
    if year is not None:
        return explicit(calendars.season(year, name), year_given=True) if 1000 <= year <= 2199 else None
    if context.issue is None:
        return refer(STEPS.get(str(hit.value("mod") or hit.rule.options.get("mod") or "this"), 0))
    mod = hit.value("mod") or hit.rule.options.get("mod")
    candidates = [calendars.season(context.issue.year + by, name) for by in (-1, 0, 1)]
    yearmod = hit.value("yearmod")
    if yearmod:
        return relative(calendars.season(context.issue.year + STEPS[str(yearmod)], name))
    if mod == "this":
        return relative(min(candidates, key=lambda s: _distance(s, context.issue)))
    if mod == "last":
        return relative(max((s for s in candidates if s.end < context.issue), key=lambda s: s.end))
    if mod == "next":
        return relative(min((s for s in candidates if s.start > context.issue), key=lambda s: s.start))
    best = min(candidates, key=lambda s: cost_of(s.start, s.end, context, hit))
    return relative(best)


def _distance(interval: Interval, on: date | None) -> int:
    assert on is not None
    if interval.start <= on <= interval.end:
        return 0
    return (interval.start - on).days if interval.start > on else (on - interval.end).days


def read_part_of_day(hit: Hit, context: Context) -> Reading | None:
    """«هذا الصباح», "tonight", "this morning", «الليلة الماضية»: option or slot `offset` in days."""
    offset = hit.rule.options.get("offset", 0)
    if context.issue is None:
        return refer(-1 if int(offset) < 0 else 0)
    return relative(calendars.day(context.issue + timedelta(days=int(offset))))


def read_ref(hit: Hit, context: Context) -> Reading | None:
    """Words that refer to past, present or future as a whole: slot ref, or option.

    The option `only` asks for a tense, `inside` for a place inside the sentence («أخيرا» at its head is "finally").
    """
    if hit.rule.options.get("inside"):
        first, _ = context.text.sentences[context.text.sentence_of(hit.first)]
        if hit.first == first:
            return NO_DATE
    only = hit.rule.options.get("only")
    if only and context.tense(hit.first) != only:
        return None
    value = str(hit.value("ref") or hit.rule.options.get("ref"))
    return _REFS.get(value)


def read_unit_reference(hit: Hit, context: Context) -> Reading | None:
    """«الموسم الماضي», «الفترة المقبلة»: units without days of their own, by their modifier."""
    del context
    return refer(STEPS[str(hit.value("mod") or "this")])
