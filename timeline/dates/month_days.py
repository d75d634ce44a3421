"""Value functions for a day that is told by its number in a month: "the 7th of next month", «الـ28 من الشهر»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.dates import calendars
from timeline.dates.distances import STEPS
from timeline.dates.reading import Context, Reading, explicit, relative, value_of
from timeline.dates.scan import Hit
from timeline.model import Interval


def read_day_of_month(hit: Hit, context: Context) -> Reading | None:
    """«الـ28 من الشهر», "the 7th of next month", «يوم الأربعاء 27»: slots day, day2 (to), mod, weekday."""
    until = hit.number("day2")
    reading = _day_of_month(hit, context)
    if until is None or reading is None or reading.interval is None:
        return reading
    days = until - (hit.number("day") or until)
    start = reading.interval.start
    end = start + timedelta(days=days)
    if days <= 0 or (not reading.hijri and end.month != start.month):
        return None
    interval = Interval(start, end, "interval")
    return replace(reading, value=value_of(interval), interval=interval)


def _day_of_month(hit: Hit, context: Context) -> Reading | None:
    """The day of the month that the modifier names, else of the text's month."""
    on = hit.number("day")
    if on is None or context.issue is None or not 1 <= on <= 31:
        return None
    weekday = hit.number("weekday")
    mod = hit.value("mod")
    if context.hijri and on <= 30 and not mod:
        found = calendars.hijri_day(*context.hijri, on)
        if found and (weekday is None or abs(((found.weekday() - weekday + 3) % 7) - 3) <= 2):
            if weekday is not None:
                found = found + timedelta(days=(weekday - found.weekday() + 3) % 7 - 3)
            return explicit(calendars.day(found), calendar="hijri", hijri=context.hijri)
    if context.hijri and on <= 30 and mod and (now := calendars.hijri_of(context.issue)):
        # In a text that counts by Hijri months, "next month" is one of them.
        months = now[0] * 12 + now[1] - 1 + STEPS[str(mod)]
        of_month = (months // 12, months % 12 + 1)
        found = calendars.hijri_day(*of_month, on)
        return relative(calendars.day(found), calendar="hijri", hijri=of_month) if found else None
    candidates: list[date] = []
    year, month = context.issue.year, context.issue.month
    if mod:
        year, month = calendars.shift_month(year, month, STEPS[str(mod)])
        steps: tuple[int, ...] = (0,)
    elif context.month and weekday is None and hit.rule.options.get("context"):
        year, month = context.month
        steps = (0,)
    else:
        steps = (0, -1, 1, -2, 2) if weekday is not None else (0,)
    for step in steps:
        try:
            candidates.append(date(*calendars.shift_month(year, month, step), on))
        except ValueError:
            continue
    if weekday is not None:
        candidates = [candidate for candidate in candidates if candidate.weekday() == weekday]
    if not candidates:
        return None
    issue = context.issue
    best = candidates[0] if weekday is None else min(candidates, key=lambda c: abs((c - issue).days))
    return relative(calendars.day(best))
