"""Value functions for days: written out, in digits, by weekday, and counted from the issue («أمس»)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.dates import calendars
from timeline.dates.choosing import full_year, lean_of, nearest_hijri, resolve_year
from timeline.dates.reading import Context, Reading, explicit, nearest_weekday, next_weekday, past_weekday, relative
from timeline.dates.scan import Hit
from timeline.model import Interval


def read_date(hit: Hit, context: Context) -> Reading | None:
    """A day by day and month: slots day, month; day2, month2 (a range), year, yearh, mod, weekday, deictic."""
    for slot in ("month", "month2", "weekday"):
        if hit.kind(slot) and not context.proper(hit.token(slot)):
            return None
    on, number = hit.number("day"), hit.number("month")
    if on is None or number is None or not 1 <= on <= 31:
        return None
    if is_hijri(hit, "month") or (hit.kind("month") == "MONTHNO" and 1343 <= (hit.number("year") or 0) <= 1500):
        return _hijri_date(hit, context, on, number)
    year = hit.number("year")
    if year is not None and hit.kind("year") == "Y2":
        year = full_year(year, context)
    until = hit.number("day2")
    until_month = hit.number("month2")
    given = year is not None
    if year is None:
        guessed = resolve_year(hit, context, number, on)
        if guessed is None:
            return None
        year = guessed
    try:
        start = date(year, number, on)
        if until is None:
            weekday = hit.number("weekday")
            if weekday is not None and start.weekday() != weekday and not given:
                start = _fitting_year(start, weekday)
            return explicit(calendars.day(start), year_given=given)
        if not 1 <= until <= 31:
            return None
        last_month = until_month or number
        end = date(year, last_month, until)
        if end < start:
            end = date(year + 1, last_month, until) if not given else end
            start = start if end >= start else date(year - 1, number, on)
    except ValueError:
        return None
    return explicit(Interval(start, end, "interval" if end > start else "day"), year_given=given)


def _fitting_year(start: date, weekday: int) -> date:
    for year in (start.year - 1, start.year + 1):
        try:
            other = start.replace(year=year)
        except ValueError:
            continue
        if other.weekday() == weekday:
            return other
    return start


def is_hijri(hit: Hit, slot: str) -> bool:
    """Was the slot filled by a word of the Hijri calendar?"""
    token, kind = hit.token(slot), hit.kind(slot)
    if kind == "SURE" and token is not None:
        return "HMONTH" in hit.scan.values(token)
    return kind in {"HMONTH", "HMONTHWEAK", "HYEAR"}


def _hijri_date(hit: Hit, context: Context, on: int, number: int) -> Reading | None:
    if on > 30:
        return None
    year = hit.number("yearh")
    if year is None:
        year = hit.number("year")
    if year is not None and not 1343 <= year <= 1500:
        # A Gregorian year behind a Hijri month names the year in which it fell.
        year = next(
            (h for h in (year - 579, year - 580) if (m := calendars.hijri_month(h, number)) and m.start.year == year),
            None,
        )
        if year is None:
            return None
    given = year is not None
    if year is None:
        if context.issue is None:
            return None
        year = nearest_hijri(hit, context, number, on)
        if year is None:
            return None
    found = calendars.hijri_day(year, number, on)
    if found is None:
        return None
    until = hit.number("day2")
    if until is not None:
        last_month = hit.number("month2") or number
        last = calendars.hijri_day(year if last_month >= number else year + 1, last_month, until)
        if last is None or last < found:
            return None
        return explicit(Interval(found, last, "interval"), calendar="hijri", hijri=(year, number), year_given=given)
    weekday = hit.number("weekday")
    if weekday is not None and found.weekday() != weekday:
        # Months are declared by sighting: a day or two beside the computed calendar.
        beside = nearest_weekday(found, weekday)
        if abs((beside - found).days) <= 2:
            found = beside
    return explicit(calendars.day(found), calendar="hijri", hijri=(year, number), year_given=given)


def read_deictic(hit: Hit, context: Context) -> Reading | None:
    """«أمس», "tomorrow"; slots deictic (days from the issue), weekday, and those of a date that fixes it."""
    offset = hit.number("deictic")
    if offset is None:
        return None
    weekday = hit.number("weekday")
    if hit.kind("a") or hit.kind("dotted") or hit.kind("day"):
        dated = read_numeric(hit, context) if hit.kind("a") or hit.kind("dotted") else read_date(hit, context)
        if dated and dated.interval and context.issue and abs((dated.interval.start - context.issue).days) < 40:
            return replace(dated, basis="relative")
    if context.issue is None:
        return Reading("PAST_REF" if offset < 0 else "FUTURE_REF" if offset else "PRESENT_REF", basis="relative")
    on = context.issue + timedelta(days=offset)
    if weekday is not None:
        on = nearest_weekday(on, weekday)
    return relative(calendars.day(on))


def read_weekday(hit: Hit, context: Context) -> Reading | None:
    """A weekday without a date; slots weekday, weekday2 (joined to one interval), mod."""
    weekday, second = hit.number("weekday"), hit.number("weekday2")
    if weekday is None or not context.proper(hit.token("weekday")):
        return None
    issue = context.issue
    if issue is None:
        return Reading("PAST_REF", basis="relative", anchors=False)
    mod = hit.value("mod")
    if hit.rule.options.get("week"):
        mod = {"last": "lastweek", "next": "nextweek"}.get(str(mod), mod)
    if hit.rule.options.get("further"):
        mod = "last2" if mod == "last" else "next2"
    if mod in {"next", "next2"}:
        on = next_weekday(issue, weekday, strictly=True) + timedelta(days=7 if mod == "next2" else 0)
    elif mod in {"last", "last2"}:
        on = past_weekday(issue, weekday, strictly=True) - timedelta(days=7 if mod == "last2" else 0)
    elif mod == "this":
        week = calendars.week(issue, sunday_begins=context.sunday_begins)
        on = week.start + timedelta(days=(weekday - week.start.weekday()) % 7)
    elif mod == "lastweek" or mod == "nextweek":
        week = calendars.week(issue, sunday_begins=context.sunday_begins)
        on = week.start + timedelta(days=(weekday - week.start.weekday()) % 7 + (7 if mod == "nextweek" else -7))
    elif hit.rule.options.get("antecedent") == "following" and context.antecedent:
        on = next_weekday(context.antecedent.end, weekday, strictly=True)
    elif hit.rule.options.get("antecedent") == "previous":
        on = past_weekday(issue, weekday, strictly=True)
    elif (listed := _listed(hit, context)) is not None:
        on = next_weekday(listed, weekday, strictly=True)
    elif _weekday_lean(hit, context) == "future":
        on = next_weekday(issue, weekday)
    else:
        on = past_weekday(issue, weekday)
        since = hit.first > 0 and "SINCE" in hit.scan.values(hit.first - 1)
        if not since and (issue - on).days > int(context.settings.get("weekday_reach", "6")):
            on = next_weekday(issue, weekday)
    if second is not None:
        other = next_weekday(on, second)
        if mod != "next" and other > issue >= on and _weekday_lean(hit, context) != "future":
            on, other = on - timedelta(days=7), other - timedelta(days=7)
        return relative(Interval(on, other, "interval"))
    return relative(calendars.day(on))


def _listed(hit: Hit, context: Context) -> date | None:
    """The weekday that this one follows in a list: "on Monday and Tuesday"; it is the next one behind it."""
    if hit.first < 2 or "AND" not in hit.scan.values(hit.first - 1) or context.antecedent is None:
        return None
    before = hit.first - 2
    beside = context.antecedent_token == before and "WEEKDAY" in hit.scan.values(before)
    return context.antecedent.start if beside and context.antecedent.precision == "day" else None


def _weekday_lean(hit: Hit, context: Context) -> str:
    words = context.text.words
    owns = hit.behind < len(words) and "POSS" in hit.scan.values(hit.behind)
    if hit.first and not owns and "PLANNEDFOR" in hit.scan.values(hit.first - 1):
        return "future"
    lean = lean_of(hit, context)
    if owns and lean == "present":
        # "Friday's vote is a blow" speaks of what has been.
        return "past"
    return "future" if lean in {"future", "present"} else "past"


def read_numeric(hit: Hit, context: Context) -> Reading | None:
    """A date in digits: slots a, b, c, or dotted («14.9.1436»); mark (the Hijri sign) and weekday help order them."""
    dotted = hit.word("dotted")
    texts = dotted.split(".") if dotted else [hit.word("a"), hit.word("b"), hit.word("c")]
    if any(not part.isdecimal() for part in texts) or any(len(part) > 4 or len(part) == 3 for part in texts):
        return None
    parts = [int(part) for part in texts]
    hijri_mark = bool(hit.kind("mark") == "MARKAH" or hit.kind("c") == "HYEAR")
    orders: list[tuple[int, int, int]] = []
    if len(texts[0]) == 4:
        orders = [(parts[0], parts[1], parts[2]), (parts[0], parts[2], parts[1])]
    elif len(texts[2]) == 4:
        orders = [(parts[2], parts[1], parts[0]), (parts[2], parts[0], parts[1])]
    elif all(len(part) <= 2 for part in texts) and hit.rule.options.get("short"):
        year = parts[2] + 1400 if hijri_mark else full_year(parts[2], context)
        orders = [(year, parts[1], parts[0]), (year, parts[0], parts[1])]
    else:
        return None
    found: list[tuple[date, bool, int, int]] = []
    for year, number, on in orders:
        if 1343 <= year <= 1500:
            day = calendars.hijri_day(year, number, on) if 1 <= number <= 12 and 1 <= on <= 30 else None
            if day:
                found.append((day, True, year, number))
        elif not hijri_mark and 1500 < year <= 2199:
            try:
                found.append((date(year, number, on), False, year, number))
            except ValueError:
                continue
    if not found:
        return None
    chosen = found[0]
    if len(found) > 1 and found[0][0] != found[1][0]:
        chosen = _by_evidence(found, hit, context)
    day, hijri, year, number = chosen
    weekday = hit.number("weekday")
    if hijri and weekday is not None and day.weekday() != weekday:
        beside = nearest_weekday(day, weekday)
        day = beside if abs((beside - day).days) <= 2 else day
    return explicit(
        calendars.day(day),
        calendar="hijri" if hijri else "gregorian",
        hijri=(year, number) if hijri else None,
        year_given=True,
    )


def _by_evidence(found: list[tuple[date, bool, int, int]], hit: Hit, context: Context) -> tuple[date, bool, int, int]:
    """Day before month, or month before day where the weekday or the language's custom says so."""
    weekday = hit.number("weekday")
    if weekday is not None:
        fitting = [candidate for candidate in found if candidate[0].weekday() == weekday]
        if len(fitting) == 1:
            return fitting[0]
    order = _text_order(context)
    if order:
        return found[1] if order == "mdy" and len(hit.word("c") or "") == 4 else found[0]
    if context.settings.get("numeric_order") == "near" and context.issue:
        issue = context.issue
        gaps = [abs((candidate[0] - issue).days) for candidate in found]
        if gaps[1] <= 10 < 25 < gaps[0]:
            return found[1]
    return found[0]


def _text_order(context: Context) -> str:
    """How the text itself orders digits, where one of its dates leaves no choice: a number above 12 is a day."""
    words = context.text.words
    for at in range(len(words) - 4):
        if words[at + 1] == "/" and words[at + 3] == "/" and len(words[at + 4]) == 4:
            one, two = words[at], words[at + 2]
            if one.isdecimal() and two.isdecimal() and words[at + 4].isdecimal() and len(one) <= 2 and len(two) <= 2:
                if 12 < int(two) <= 31 and int(one) <= 12:
                    return "mdy"
                if 12 < int(one) <= 31 and int(two) <= 12:
                    return "dmy"
    return ""
