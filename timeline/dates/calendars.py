"""Days, weeks, months, years and seasons as intervals; the Hijri calendar; holidays.

Hijri dates are Umm al-Qura by `hijridate`, which covers 1343–1500 AH (1924–2077); outside
of it they have no value here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from timeline.model import Interval, Precision
from timeline.tsv import data_path, read_table

DAY = timedelta(days=1)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def day(on: date) -> Interval:
    """A day as an interval."""
    return Interval(on, on, "day")


def month(year: int, number: int) -> Interval:
    """A calendar month as an interval."""
    return Interval(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def year(number: int) -> Interval:
    """A calendar year as an interval."""
    return Interval(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Interval:
    """The years from the first to the last, inclusive."""
    return Interval(date(first, 1, 1), date(last, 12, 31), "interval" if last > first else "year")


def months(first_year: int, first: int, count: int) -> Interval:
    """`count` months from a month on."""
    last = shift_month(first_year, first, count - 1)
    start, end = month(first_year, first), month(*last)
    return Interval(start.start, end.end, "month" if count == 1 else "interval")


def shift_month(of_year: int, number: int, by: int) -> tuple[int, int]:
    """The year and month `by` months later."""
    at = of_year * 12 + number - 1 + by
    return at // 12, at % 12 + 1


def shift(on: date, unit: str, by: int) -> date:
    """The day `by` units later; a day that the month lacks becomes its last.

    Raises ValueError or OverflowError outside of the calendar.
    """
    if unit == "hour":
        return on + timedelta(days=round(by / 24))
    if unit in {"day", "week"}:
        return on + timedelta(days=by * (7 if unit == "week" else 1))
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "season": 3}[unit]
    to_year, to_month = shift_month(on.year, on.month, by * size)
    return date(to_year, to_month, min(on.day, monthrange(to_year, to_month)[1]))


def week(on: date, *, sunday_begins: bool = False) -> Interval:
    """The week of a day, Monday to Sunday; where `sunday_begins`, a Sunday opens the week from it to the Saturday."""
    if sunday_begins and on.weekday() == 6:
        return Interval(on, on + 6 * DAY, "week")
    start = on - on.weekday() * DAY
    return Interval(start, start + 6 * DAY, "week")


def weekend(on: date) -> Interval:
    """The Saturday and Sunday of the day's week; before a Saturday, those of the week before."""
    start = on - ((on.weekday() - 5) % 7) * DAY
    return Interval(start, start + DAY, "interval")


def season(of_year: int, name: str) -> Interval:
    """Three months: summer is June to August; a winter belongs to the year in which it begins."""
    return months(of_year, SEASONS[name], 3)


@cache
def hijri_day(of_year: int, number: int, on: int) -> date | None:
    """The Gregorian day of an Umm al-Qura date; the 30th of a shorter month is the day behind its 29th."""
    from hijridate import Hijri

    try:
        return date(*Hijri(of_year, number, on).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        if on == 30 and (before := hijri_day(of_year, number, 29)):
            return before + DAY
        return None


@cache
def hijri_month(of_year: int, number: int) -> Interval | None:
    """The Gregorian days of an Umm al-Qura month; None outside of the table."""
    start = hijri_day(of_year, number, 1)
    following = hijri_day(*((of_year, number + 1) if number < 12 else (of_year + 1, 1)), 1)
    return Interval(start, following - DAY, "month") if start and following else None


@cache
def hijri_year(number: int) -> Interval | None:
    """The Gregorian days of an Umm al-Qura year; None outside of the table."""
    start, following = hijri_day(number, 1, 1), hijri_day(number + 1, 1, 1)
    return Interval(start, following - DAY, "year") if start and following else None


@cache
def hijri_of(on: date) -> tuple[int, int, int] | None:
    """The Umm al-Qura year, month and day of a Gregorian day."""
    from hijridate import Gregorian

    try:
        found = Gregorian(on.year, on.month, on.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


@cache
def _holidays() -> dict[str, tuple[str, str, int, Precision]]:
    rows = read_table(data_path("knowledge", "holidays.tsv"), ("id", "rule", "days", "precision", "basis"))
    return {
        row["id"]: (row["rule"].split(" ")[0], row["rule"], int(row["days"]), _precision(row["precision"]))
        for row in rows
    }


def _precision(name: str) -> Precision:
    return "month" if name == "month" else "interval" if name == "interval" else "day"


def is_holiday(identifier: str) -> bool:
    """Does the table know a holiday of that id?"""
    return identifier in _holidays()


@cache
def holiday(identifier: str, of_year: int) -> Interval | None:
    """A holiday's days in a Gregorian year; None where the calendar does not reach or the table does not know it.

    A holiday of the Hijri calendar that falls twice into the year is given by its first time.
    """
    kind, rule, length, precision = _holidays()[identifier]
    parts = rule.split(" ")[1:]
    start: date | None = None
    if kind == "fixed":
        start = date(of_year, int(parts[0]), int(parts[1]))
    elif kind == "hijri":
        begin = hijri_of(date(of_year, 1, 1))
        for hijri in (begin[0], begin[0] + 1) if begin else ():
            found = hijri_day(hijri, int(parts[0]), int(parts[1]))
            if found and found.year == of_year:
                start = found
                break
        if start and length == 30:
            on = hijri_of(start)
            return hijri_month(on[0], on[1]) if on else None
    elif kind == "easter":
        start = easter(of_year) + int(parts[0]) * DAY
    elif kind == "weekday":
        start = nth_weekday(of_year, int(parts[0]), int(parts[1]), int(parts[2]))
        if len(parts) > 3:
            start += int(parts[3]) * DAY
    if start is None:
        return None
    if precision == "month":
        return month(start.year, start.month)
    return Interval(start, start + (length - 1) * DAY, precision)


def nth_weekday(of_year: int, number: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday is 0) of a month; -1 is the last."""
    if nth < 0:
        last = month(of_year, number).end
        return last - ((last.weekday() - weekday) % 7) * DAY
    first = date(of_year, number, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * DAY


def easter(of_year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    golden = of_year % 19
    century, rest = divmod(of_year, 100)
    leap, skipped = divmod(century, 4)
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - leap - correction + 15) % 30
    fourth, remainder = divmod(rest, 4)
    to_sunday = (32 + 2 * skipped + 2 * fourth - epact - remainder) % 7
    shortened = (golden + 11 * epact + 22 * to_sunday) // 451
    in_month, on = divmod(epact + to_sunday - 7 * shortened + 114, 31)
    return date(of_year, in_month, on + 1)
