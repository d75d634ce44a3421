"""Value functions for months, years, decades, centuries and holidays, in both calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

from timeline.dates import calendars
from timeline.dates.choosing import cost_of, full_year, nearest_hijri, resolve_year
from timeline.dates.days import is_hijri
from timeline.dates.distances import STEPS
from timeline.dates.reading import NO_DATE, Context, Reading, explicit
from timeline.dates.scan import Hit
from timeline.dates.units import narrowed
from timeline.model import Interval


def read_month(hit: Hit, context: Context) -> Reading | None:
    """A month, or a run of them; slots month, month2, year, year2, mod, phase, yearmod."""
    for slot in ("month", "month2"):
        if hit.kind(slot) and not context.proper(hit.token(slot)):
            return None
    number, second = hit.number("month"), hit.number("month2")
    if number is None:
        return None
    year = hit.number("year")
    if is_hijri(hit, "month"):
        return _hijri_months(hit, context, number, second, year)
    given = year is not None
    if year is not None and hit.kind("year") == "Y2":
        year = full_year(year, context)
    if year is not None and 1343 <= year <= 1500 and hit.kind("year") == "HYEAR":
        return None
    yearmod = hit.value("yearmod")
    if year is None and yearmod and context.issue:
        year = context.issue.year + STEPS[str(yearmod)]
    if year is None:
        year = resolve_year(hit, context, number, None)
    if year is None:
        return None
    start = calendars.month(year, number)
    if second is None or second == number:
        basis = "explicit" if given else "relative" if hit.value("mod") else "explicit"
        reading = replace(explicit(start, year_given=given), basis=basis)  # type: ignore[arg-type]
        return narrowed(reading, _phase_before(hit))
    if second < number and "joined" in hit.rule.name:
        # «حزيران وأيار الماضيين» lists two months and is no range over the new year.
        number, second, start = second, number, calendars.month(year, second)
    end = calendars.month(year if second > number else year + 1, second)
    if given and second < number:
        start, end = calendars.month(year - 1, number), calendars.month(year, second)
    return explicit(Interval(start.start, end.end, "interval"), year_given=given)


def _hijri_months(hit: Hit, context: Context, number: int, second: int | None, year: int | None) -> Reading | None:
    given = year is not None
    if year is not None and not 1343 <= year <= 1500:
        year = next(
            (h for h in (year - 579, year - 580) if (m := calendars.hijri_month(h, number)) and m.start.year == year),
            None,
        )
    if year is None and context.issue is not None:
        year = nearest_hijri(hit, context, number, None)
    if year is None:
        return None
    start = calendars.hijri_month(year, number)
    end = calendars.hijri_month(year if (second or number) >= number else year + 1, second or number)
    if start is None or end is None:
        return None
    interval = Interval(start.start, end.end, "month" if start == end else "interval")
    return narrowed(explicit(interval, calendar="hijri", hijri=(year, number), year_given=given), _phase_before(hit))


def _phase_before(hit: Hit) -> str:
    """The part of the month that a word before it names, or nothing."""
    tokens = range(hit.first, hit.token("month") or hit.first)
    phases = (hit.scan.value(at, kind) for at in tokens for kind in ("PHASE", "MIDWORD"))
    return next((str(phase) for phase in phases if phase is not None), "")


def read_year(hit: Hit, context: Context) -> Reading | None:
    """A year or years: slots year, year2; also "2014/15". An option `bare` marks a number without a word for year."""
    first, last = hit.number("year"), hit.number("year2")
    if first is None:
        return None
    if hit.kind("year2") == "Y2" and last is not None:
        last += first // 100 * 100
        if last <= first or last - first > 20:
            return None
    hijri = hit.kind("year") == "HYEAR" or (
        1343 <= first <= 1500 and hit.kind("year") == "Y4" and bool(hit.kind("yearword"))
    )
    if hit.kind("year2") == "HYEAR" and 1343 <= first <= 1500:
        hijri = True
    if last is not None and all(1390 <= year <= 1460 for year in (first, last)):
        hijri = True
    if hit.kind("gregorian"):
        return explicit(calendars.year(hit.number("gregorian") or first), year_given=True)
    if hijri:
        if last is not None and last < first:
            first, last = last, first
        start, end = calendars.hijri_year(first), calendars.hijri_year(last or first)
        if start is None or end is None:
            return None
        interval = Interval(start.start, end.end, "year" if start == end else "interval")
        return explicit(interval, calendar="hijri", year_given=True)
    if last is not None:
        # Right-to-left text often has the later year first.
        first, last = min(first, last), max(first, last)
        if not first < last <= first + 400:
            return None
        return explicit(calendars.years(first, last), year_given=True)
    if (
        hit.rule.options.get("bare")
        and not hijri
        and not 1900 <= first <= (context.issue.year + 60 if context.issue else 2100)
    ):
        return None
    if not 1000 <= first <= 2199:
        return None
    return explicit(calendars.year(first), year_given=True)


def read_holiday(hit: Hit, context: Context) -> Reading | None:
    """A named day or season of the year; slots holiday, year, mod."""
    identifier = hit.value("holiday")
    if not isinstance(identifier, str) or not context.proper(hit.token("holiday")):
        return None
    year = hit.number("year") if "/" not in identifier else None
    if year is None and "/" not in identifier and not hit.value("mod") and (told := context.told_day(hit.first)):
        year = told.year
    if year is not None and 1343 <= year <= 1500:
        whole = calendars.hijri_year(year)
        found = (
            [
                h
                for y in (whole.start.year, whole.end.year)
                if (h := calendars.holiday(identifier, y)) and whole.start <= h.start <= whole.end
            ]
            if whole
            else []
        )
        return explicit(found[0], year_given=True) if found else None
    if year is not None:
        named = calendars.holiday(identifier, year)
        return explicit(named, year_given=True) if named else None
    if context.issue is None:
        return None
    best: tuple[float, Interval] | None = None
    yearmod = hit.value("yearmod")
    nearby = (context.issue.year - 1, context.issue.year, context.issue.year + 1)
    # "the feast" alone is the one of two that is nearer.
    for candidate_year, named_id in product(nearby, identifier.split("/")):
        interval = calendars.holiday(named_id, candidate_year)
        if interval is None:
            continue
        cost = cost_of(interval.start, interval.end, context, hit)
        if yearmod and candidate_year != context.issue.year + STEPS[str(yearmod)]:
            cost += 4000
        if best is None or cost < best[0]:
            best = (cost, interval)
    return explicit(best[1]) if best and best[0] < 5000 else None


def read_decade(hit: Hit, context: Context) -> Reading | None:
    """ "the 1990s", «ثمانينات القرن الماضي»; slots decade (80 or 1980), century, mod, phase."""
    decade = hit.number("decade")
    if decade is None:
        return None
    if decade < 100:
        century = hit.number("century")
        if century is not None:
            decade += (century - 1) * 100
        elif hit.value("mod") == "last":
            decade += (context.issue.year // 100 - 1) * 100 if context.issue else 1900
        else:
            decade += 1900 if decade >= 20 else 2000
    if decade % 10 or not 1000 <= decade <= 2190:
        return None
    phase = hit.value("phase")
    first, last = {"start": (0, 3), "early": (0, 3), "mid": (3, 6), "late": (6, 9), "end": (7, 9)}.get(
        str(phase), (0, 9)
    )
    return explicit(calendars.years(decade + first, decade + last), year_given=True)


def read_century(hit: Hit, context: Context) -> Reading | None:
    """ "the 19th century", «أواسط القرن الماضي»; slots century (an ordinal), century2, mod, phase."""
    number = hit.number("century")
    mod = hit.value("mod")
    if number is None:
        if not mod or context.issue is None:
            return None
        number = (context.issue.year - 1) // 100 + 1 + STEPS[str(mod)]
    last = hit.number("century2") or number
    if not 1 <= number <= 25 or not number <= last <= 25:
        return None
    base = (number - 1) * 100
    if hit.token("hijri") is not None:
        # Beyond the tables of hijridate: 33 Hijri years are about 32 Gregorian ones.
        first, final = (round(year * 0.970224 + 621.5774) for year in (base + 1, last * 100))
        return explicit(Interval(date(first, 1, 1), date(final, 12, 31), "interval"), calendar="hijri", year_given=True)
    phase = str(hit.value("phase") or "")
    spans = {"start": (1, 10), "early": (1, 10), "mid": (45, 55), "late": (91, 100), "end": (91, 100)}
    if phase in spans and last == number:
        start, end = spans[phase]
        return explicit(calendars.years(base + start, base + end), year_given=True)
    return explicit(Interval(date(base + 1, 1, 1), date(last * 100, 12, 31), "interval"), year_given=True)


def read_fixed(hit: Hit, context: Context) -> Reading | None:
    """A day that has become a name: "9/11", «ثورة 25 يناير»; slot fixed holds its ISO date."""
    del context
    return explicit(calendars.day(date.fromisoformat(str(hit.value("fixed")))), anchors=False, year_given=True)


def no_date(hit: Hit, context: Context) -> Reading | None:
    """Words that look like a time expression and are none."""
    del hit, context
    return NO_DATE
