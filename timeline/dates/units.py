"""Value functions for units around the issue's day or another date: "last week", halves, seasons, the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.dates import calendars
from timeline.dates.choosing import cost_of, nearest_hijri
from timeline.dates.days import is_hijri
from timeline.dates.distances import STEPS, amount_of, base_of, refer
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
    value_of,
)
from timeline.dates.scan import Hit
from timeline.model import Interval

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


def read_unit(hit: Hit, context: Context) -> Reading | None:
    """This, last or next unit: slots unit, mod, phase; `mod` may also be an option of the rule."""
    unit = hit.value("unit")
    mod = str(hit.value("mod") or hit.rule.options.get("mod") or "this")
    if mod not in STEPS or not isinstance(unit, str):
        return None
    step = STEPS[mod]
    if context.issue is None:
        return refer(step)
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
    return relative(interval)


def _from_antecedent(hit: Hit, unit: str, step: int, context: Context) -> Reading | None:
    """«العام نفسه», "that month", "the following day"."""
    base = context.antecedent
    assert base is not None
    on = base.start if step <= 0 else base.end
    if unit == "day" and base.precision not in {"day"}:
        return None
    interval = unit_around(on, unit, step, context)
    if interval is None:
        return None
    phase = str(hit.value("phase") or "")
    if phase:
        interval = phased(interval, phase)
    return relative(interval, from_token=context.antecedent_token)


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
    """ "the next day", «في اليوم السابق», "a day earlier": slots unit; option direction."""
    unit = str(hit.value("unit") or "day")
    direction = int(hit.rule.options.get("direction", 1))
    base = base_of(hit, context)
    if base is None:
        return refer(direction if context.issue is None else -1)
    if unit == "day" and base.precision != "day":
        return PAST
    interval = unit_around(base.end if direction > 0 else base.start, unit, direction, context)
    return relative(interval, anchors=direction >= 0, from_token=context.antecedent_token) if interval else None


def _frame(hit: Hit, context: Context) -> Interval | None:
    """The year or month that a half, quarter or number of months is of: slots year, mod, month."""
    year = hit.number("year")
    if year is not None and 1000 <= year <= 2199 and hit.kind("month") == "MONTH":
        return calendars.month(year, hit.number("month") or 1)
    if year is not None:
        if hit.kind("year") == "HYEAR":
            return calendars.hijri_year(year)
        return calendars.year(year) if 1000 <= year <= 2199 else None
    month = hit.number("month")
    if month is not None and context.issue is not None and is_hijri(hit, "month"):
        of_year = nearest_hijri(hit, context, month, None)
        return calendars.hijri_month(of_year, month) if of_year else None
    if month is not None and context.issue is not None:
        return min(
            (calendars.month(y, month) for y in (context.issue.year - 1, context.issue.year, context.issue.year + 1)),
            key=lambda interval: cost_of(interval.start, interval.end, context, hit),
        )
    if context.issue is None:
        return None
    unit = str(hit.value("frame") or hit.value("unit") or "year")
    mod = str(hit.value("mod") or "this")
    if unit == "season":
        return None
    return unit_around(context.issue, unit, STEPS.get(mod, 0), context)


def read_fraction(hit: Hit, context: Context) -> Reading | None:
    """«النصف الأول من العام المقبل», "the third quarter of 2015": slots part (half, quarter), nth, a frame."""
    part = "quarter" if hit.kind("nth") == "QUARTERNAME" else hit.value("part")
    if part not in {"half", "quarter", "third"}:
        return None
    nth = hit.value("nth")
    if nth == "last":
        nth = {"half": 2, "quarter": 4, "third": 3}[str(part)]
    frame = _frame(hit, context)
    if not isinstance(nth, int) or frame is None:
        return None
    if (
        not hit.kind("year")
        and not hit.kind("mod")
        and not hit.kind("month")
        and context.antecedent is not None
        and context.issue is not None
    ):
        base = context.antecedent
        at = context.antecedent_token
        near = hit.first - at < 30 and not any("SINCE" in hit.scan.values(t) for t in (at - 1, at) if t >= 0)
        if base.precision == "year" and near and not hit.kind("unit"):
            frame = base
    count = {"half": 2, "quarter": 4, "third": 3}[str(part)]
    if not 1 <= nth <= count:
        return None
    if frame.precision == "year":
        size = 12 // count
        if frame != calendars.year(frame.start.year):
            # A Hijri year: months of that calendar.
            begin = calendars.hijri_of(frame.start)
            first = calendars.hijri_month(begin[0], size * (nth - 1) + 1) if begin else None
            last = calendars.hijri_month(begin[0], size * nth) if begin else None
            return explicit(Interval(first.start, last.end, "interval"), calendar="hijri") if first and last else None
        interval = calendars.months(frame.start.year, size * (nth - 1) + 1, size)
    elif frame.precision == "month":
        days = (frame.end - frame.start).days + 1
        half = [(1, 15), (16, days)] if count == 2 else [(1, 10), (11, 20), (21, days)] if count == 3 else []
        if not half:
            return None
        low, high = half[nth - 1]
        interval = Interval(frame.start.replace(day=low), frame.start.replace(day=high), "interval")
    else:
        return None
    return explicit(interval) if hit.kind("year") else relative(interval)


def read_first_units(hit: Hit, context: Context) -> Reading | None:
    """«الأشهر الستة الأولى من عام 2015», "the second week of June": slots n, unit, edge or nth, a frame."""
    amount = amount_of(hit)
    if amount is None:
        return None
    number, unit = amount
    frame = (
        _frame(hit, context) if hit.kind("year") or hit.kind("frame") or hit.kind("mod") or hit.kind("month") else None
    )
    edge = str(hit.value("edge") or "first")
    if frame is None:
        return PAST
    if unit == "month" and frame.precision == "year" and 1 <= number <= 12:
        first = 1 if edge == "first" else 13 - number
        interval = calendars.months(frame.start.year, first, number)
    elif unit in {"day", "week"} and (days := number * (7 if unit == "week" else 1)) <= 366:
        span = timedelta(days=days - 1)
        nth = hit.number("nth")
        if nth is not None:
            if not 1 <= nth <= 4:
                return None
            frame = Interval(frame.start + timedelta(days=days * (nth - 1)), frame.end, "interval")
        interval = (
            Interval(frame.start, frame.start + span, "interval")
            if edge == "first"
            else Interval(frame.end - span, frame.end, "interval")
        )
        if days == 1:
            interval = calendars.day(interval.start)
    else:
        return None
    return explicit(interval) if hit.kind("year") else relative(interval)


def read_same_period(hit: Hit, context: Context) -> Reading | None:
    """«الفترة نفسها من العام الماضي», "the same period last year": the antecedent's months in another year."""
    frame = _frame(hit, context)
    if frame is None:
        return PAST
    base = context.antecedent
    if base is None or base.precision not in {"interval", "month", "week", "day"} or (base.end - base.start).days > 366:
        return relative(frame)
    by = frame.start.year - base.start.year
    try:
        start = calendars.shift(base.start, "year", by)
        end = calendars.shift(base.end, "year", by)
    except (ValueError, OverflowError):
        return None
    if base.precision == "month":
        return relative(calendars.month(start.year, start.month))
    return relative(Interval(start, end, base.precision))


def read_rest(hit: Hit, context: Context) -> Reading | None:
    """«بقية العام», "the rest of the month": from the issue's day to the end."""
    unit = str(hit.value("unit") or "")
    if context.issue is None:
        return FUTURE
    frame = unit_around(context.issue, unit, 0, context)
    if frame is None:
        return None
    return relative(Interval(context.issue, frame.end, "interval"))


def read_year_ending(hit: Hit, context: Context) -> Reading | None:
    """«العام المنتهي في مايو», "the year to March": twelve months up to the end of a month; slots month, year."""
    number = hit.number("month")
    if number is None or context.issue is None:
        return None
    year = hit.number("year")
    if year is None:
        year = context.issue.year if number <= context.issue.month else context.issue.year - 1
    if not 1000 <= year <= 2199:
        return None
    start = calendars.shift_month(year, number, -11)
    return explicit(calendars.months(*start, 12))


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


def read_year_part(hit: Hit, context: Context) -> Reading | None:
    """«أواخر 2012», "early 2014": slots phase, year."""
    year = hit.number("year")
    if year is None or not 1000 <= year <= 2199:
        return None
    whole = calendars.hijri_year(year) if hit.kind("year") == "HYEAR" else calendars.year(year)
    if whole is None:
        return None
    return explicit(phased(whole, str(hit.value("phase"))), year_given=True)
