"""Value functions for parts of years and months: halves, quarters, the first weeks, the same period, "early 2014"."""

from __future__ import annotations

from datetime import timedelta

from timeline.dates import calendars
from timeline.dates.choosing import cost_of, nearest_hijri
from timeline.dates.days import is_hijri
from timeline.dates.distances import STEPS, amount_of
from timeline.dates.reading import PAST, Context, Reading, explicit, relative
from timeline.dates.scan import Hit
from timeline.dates.units import phased, unit_around
from timeline.model import Interval


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
    if hit.kind("back"):
        return unit_around(context.issue, str(hit.value("back")), -1, context)
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


def read_year_part(hit: Hit, context: Context) -> Reading | None:
    """«أواخر 2012», "early 2014": slots phase, year."""
    year = hit.number("year")
    if year is None or not 1000 <= year <= 2199:
        return None
    whole = calendars.hijri_year(year) if hit.kind("year") == "HYEAR" else calendars.year(year)
    if whole is None:
        return None
    return explicit(phased(whole, str(hit.value("phase"))), year_given=True)


def read_span_to(hit: Hit, context: Context) -> Reading | None:
    """ "the six months to the end of August": as many months, quarters or years, up to the end of a month."""
    amount, number = amount_of(hit), hit.number("month")
    if amount is None or number is None or context.issue is None:
        return None
    months = amount[0] * {"month": 1, "quarter": 3, "year": 12}.get(amount[1], 0)
    year = hit.number("year")
    if year is None:
        year = context.issue.year if number <= context.issue.month else context.issue.year - 1
    if not 1 <= months <= 120 or not 1000 <= year <= 2199:
        return None
    return explicit(calendars.months(*calendars.shift_month(year, number, 1 - months), months))
