"""Value functions for written dates: days, months, years, decades, centuries, holidays, in both calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.dates import calendars
from timeline.dates.reading import (
    NO_DATE,
    Context,
    Reading,
    explicit,
    nearest_weekday,
    next_weekday,
    past_weekday,
    relative,
    value_of,
)
from timeline.dates.scan import Hit
from timeline.model import Interval

_CONTRARY = 8.0
_UNLIKELY = 3.0
_UNDECIDED = 1.5


def _is_hijri(hit: Hit, slot: str) -> bool:
    return hit.kind(slot) in {"HMONTH", "HMONTHWEAK", "HYEAR"}


def read_date(hit: Hit, context: Context) -> Reading | None:
    """A day by day and month: slots day, month; day2, month2 (a range), year, yearh, mod, weekday, deictic."""
    for slot in ("month", "month2", "weekday"):
        if hit.kind(slot) and not context.proper(hit.token(slot)):
            return None
    on, number = hit.number("day"), hit.number("month")
    if on is None or number is None or not 1 <= on <= 31:
        return None
    if _is_hijri(hit, "month"):
        return _hijri_date(hit, context, on, number)
    year = hit.number("year")
    if year is not None and hit.kind("year") == "Y2":
        year = _full_year(year, context)
    until = hit.number("day2")
    until_month = hit.number("month2")
    given = year is not None
    if year is None:
        guessed = _resolve_year(hit, context, number, on)
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


def _hijri_date(hit: Hit, context: Context, on: int, number: int) -> Reading | None:
    if on > 30:
        return None
    year = hit.number("yearh")
    if year is None:
        year = hit.number("year")
    if year is not None and not 1343 <= year <= 1500:
        # A Gregorian year behind a Hijri month names the year in which it fell.
        year = next((h for h in (year - 579, year - 580) if (m := calendars.hijri_month(h, number)) and m.start.year == year), None)
        if year is None:
            return None
    given = year is not None
    if year is None:
        if context.issue is None:
            return None
        year = _nearest_hijri(hit, context, number, on)
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


def _nearest_hijri(hit: Hit, context: Context, number: int, on: int | None) -> int | None:
    assert context.issue is not None
    now = calendars.hijri_of(context.issue)
    if now is None:
        return None
    best: tuple[float, int] | None = None
    for year in (now[0] - 1, now[0], now[0] + 1):
        whole = calendars.hijri_month(year, number)
        if whole is None:
            continue
        start = calendars.hijri_day(year, number, on) if on else whole.start
        end = start if on else whole.end
        if start is None or end is None:
            continue
        cost = _cost(start, end, context, hit)
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best and best[0] < 4000 else None


def _cost(start: date, end: date, context: Context, hit: Hit) -> float:
    """How ill a candidate fits the modifier, the tense and the issue's day; the least wins."""
    issue = context.issue
    assert issue is not None
    mod = hit.value("mod")
    covers = start <= issue <= end
    if mod == "last":
        return 5000.0 if start > issue or covers and start != end else float((issue - end).days)
    if mod == "next":
        return 5000.0 if end < issue or covers and start != end else float((start - issue).days)
    distance = 0.0 if covers else float((start - issue).days if start > issue else (issue - end).days)
    if mod == "this":
        return distance
    tense = _lean(hit, context)
    if start > issue:
        return distance * (_CONTRARY if tense == "past" else 1.0 if tense == "future" else _UNDECIDED if tense == "present" else _default(context))
    if covers:
        return 0.0
    return distance * (_UNLIKELY if tense == "future" else 1.0)


def _default(context: Context) -> float:
    return float(context.settings.get("future_cost", "1.5"))


def _lean(hit: Hit, context: Context) -> str | None:
    """Past or future, by what stands right before the hit, else by the clause."""
    scan = hit.scan
    for at in range(hit.first - 1, max(-1, hit.first - 4), -1):
        values = scan.values(at)
        if "DUE" in values:
            return "future"
        if "UNTIL" in values:
            return "future" if context.tense(hit.first) != "past" else None
        if "SINCE" in values:
            return "past"
        if "IN" not in values and "MONTHWORD" not in values and "DAYWORD" not in values and "DATEWORD" not in values and "PART" not in values:
            break
    return context.tense(hit.first)


def _resolve_year(hit: Hit, context: Context, number: int, on: int | None) -> int | None:
    """The year of a month or day without one."""
    issue = context.issue
    if issue is None:
        return None
    if not hit.value("mod") and (told := context.told_day(hit.first)):
        return told.year
    weekday = hit.number("weekday")
    best: tuple[float, int] | None = None
    for year in (issue.year - 1, issue.year, issue.year + 1):
        try:
            start = date(year, number, on or 1)
        except ValueError:
            continue
        end = start if on else calendars.month(year, number).end
        cost = _cost(start, end, context, hit)
        if weekday is not None and on and start.weekday() != weekday:
            cost += 2000
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best and best[0] < 8000 else None


def _full_year(short: int, context: Context) -> int:
    pivot = context.issue.year if context.issue else 2020
    century = pivot // 100 * 100
    year = century + short
    return year - 100 if year > pivot + 20 else year


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
    elif _weekday_lean(hit, context) == "future":
        on = next_weekday(issue, weekday)
    else:
        on = past_weekday(issue, weekday)
        if (issue - on).days > int(context.settings.get("weekday_reach", "6")):
            on = next_weekday(issue, weekday)
    if second is not None:
        other = next_weekday(on, second)
        if mod != "next" and other > issue >= on and _weekday_lean(hit, context) != "future":
            on, other = on - timedelta(days=7), other - timedelta(days=7)
        return relative(Interval(on, other, "interval"))
    return relative(calendars.day(on))


def _weekday_lean(hit: Hit, context: Context) -> str:
    lean = _lean(hit, context)
    return "future" if lean in {"future", "present"} else "past"


def read_numeric(hit: Hit, context: Context) -> Reading | None:
    """A date in digits: slots a, b, c, or dotted («14.9.1436»); mark (the Hijri sign) and weekday help to order them."""
    dotted = hit.word("dotted")
    if dotted:
        texts = dotted.split(".")
    else:
        texts = [hit.word("a"), hit.word("b"), hit.word("c")]
    if any(not part.isdigit() for part in texts) or any(len(part) > 4 or len(part) == 3 for part in texts):
        return None
    parts = [int(part) for part in texts]
    hijri_mark = bool(hit.kind("mark") == "MARKAH" or hit.kind("c") == "HYEAR")
    orders: list[tuple[int, int, int]] = []
    if len(texts[0]) == 4:
        orders = [(parts[0], parts[1], parts[2]), (parts[0], parts[2], parts[1])]
    elif len(texts[2]) == 4:
        orders = [(parts[2], parts[1], parts[0]), (parts[2], parts[0], parts[1])]
    elif all(len(part) <= 2 for part in texts) and hit.rule.options.get("short"):
        year = parts[2] + 1400 if hijri_mark else _full_year(parts[2], context)
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
        calendars.day(day), calendar="hijri" if hijri else "gregorian", hijri=(year, number) if hijri else None, year_given=True
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
            if one.isdigit() and two.isdigit() and words[at + 4].isdigit() and len(one) <= 2 and len(two) <= 2:
                if 12 < int(two) <= 31 and int(one) <= 12:
                    return "mdy"
                if 12 < int(one) <= 31 and int(two) <= 12:
                    return "dmy"
    return ""


def read_month(hit: Hit, context: Context) -> Reading | None:
    """A month, or a run of them; slots month, month2, year, year2, mod, phase, yearmod."""
    for slot in ("month", "month2"):
        if hit.kind(slot) and not context.proper(hit.token(slot)):
            return None
    number, second = hit.number("month"), hit.number("month2")
    if number is None:
        return None
    year = hit.number("year")
    if _is_hijri(hit, "month"):
        return _hijri_months(hit, context, number, second, year)
    given = year is not None
    if year is not None and hit.kind("year") == "Y2":
        year = _full_year(year, context)
    if year is not None and 1343 <= year <= 1500 and hit.kind("year") == "HYEAR":
        return None
    yearmod = hit.value("yearmod")
    if year is None and yearmod and context.issue:
        year = context.issue.year + {"last": -1, "next": 1, "this": 0}[str(yearmod)]
    if year is None:
        year = _resolve_year(hit, context, number, None)
    if year is None:
        return None
    start = calendars.month(year, number)
    if second is None or second == number:
        basis = "explicit" if given else "relative" if hit.value("mod") else "explicit"
        return replace(explicit(start, year_given=given), basis=basis)  # type: ignore[arg-type]
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
        year = next((h for h in (year - 579, year - 580) if (m := calendars.hijri_month(h, number)) and m.start.year == year), None)
    if year is None and context.issue is not None:
        year = _nearest_hijri(hit, context, number, None)
    if year is None:
        return None
    start = calendars.hijri_month(year, number)
    end = calendars.hijri_month(year if (second or number) >= number else year + 1, second or number)
    if start is None or end is None:
        return None
    interval = Interval(start.start, end.end, "month" if start == end else "interval")
    return explicit(interval, calendar="hijri", hijri=(year, number), year_given=given)


def read_year(hit: Hit, context: Context) -> Reading | None:
    """A year or years: slots year, year2; also "2014/15". An option `bare` marks a number without a word for year."""
    first, last = hit.number("year"), hit.number("year2")
    if first is None:
        return None
    if hit.kind("year2") == "Y2" and last is not None:
        last += first // 100 * 100
        if last <= first or last - first > 20:
            return None
    hijri = hit.kind("year") == "HYEAR" or (1343 <= first <= 1500 and hit.kind("year") == "Y4" and bool(hit.kind("yearword")))
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
    if hit.rule.options.get("bare") and not hijri and not 1900 <= first <= (context.issue.year + 60 if context.issue else 2100):
        return None
    if not 1000 <= first <= 2199:
        return None
    return explicit(calendars.year(first), year_given=True)


def read_holiday(hit: Hit, context: Context) -> Reading | None:
    """A named day or season of the year; slots holiday, year, mod."""
    identifier = hit.value("holiday")
    if not isinstance(identifier, str) or not context.proper(hit.token("holiday")):
        return None
    year = hit.number("year")
    if year is None and not hit.value("mod") and (told := context.told_day(hit.first)):
        year = told.year
    if year is not None and 1343 <= year <= 1500:
        whole = calendars.hijri_year(year)
        found = [h for y in (whole.start.year, whole.end.year) if (h := calendars.holiday(identifier, y)) and whole.start <= h.start <= whole.end] if whole else []
        return explicit(found[0], year_given=True) if found else None
    if year is not None:
        named = calendars.holiday(identifier, year)
        return explicit(named, year_given=True) if named else None
    if context.issue is None:
        return None
    best: tuple[float, Interval] | None = None
    yearmod = hit.value("yearmod")
    for candidate_year in (context.issue.year - 1, context.issue.year, context.issue.year + 1):
        interval = calendars.holiday(identifier, candidate_year)
        if interval is None:
            continue
        cost = _cost(interval.start, interval.end, context, hit)
        if yearmod and candidate_year != context.issue.year + {"last": -1, "next": 1, "this": 0}[str(yearmod)]:
            cost += 4000
        if best is None or cost < best[0]:
            best = (cost, interval)
    return explicit(best[1]) if best and best[0] < 5000 else None


def read_decade(hit: Hit, context: Context) -> Reading | None:
    """"the 1990s", «ثمانينات القرن الماضي»; slots decade (80 or 1980), century, mod, phase."""
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
    first, last = {"start": (0, 3), "early": (0, 3), "mid": (3, 6), "late": (6, 9), "end": (7, 9)}.get(str(phase), (0, 9))
    return explicit(calendars.years(decade + first, decade + last), year_given=True)


def read_century(hit: Hit, context: Context) -> Reading | None:
    """"the 19th century", «أواسط القرن الماضي»; slots century (an ordinal), century2, mod, phase."""
    number = hit.number("century")
    mod = hit.value("mod")
    if number is None:
        if not mod or context.issue is None:
            return None
        number = (context.issue.year - 1) // 100 + 1 + {"last": -1, "next": 1, "this": 0}[str(mod)]
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


def range_of(first: Interval, last: Interval) -> Reading | None:
    if last.end < first.start:
        return None
    return explicit(Interval(first.start, last.end, "interval"), value=value_of(Interval(first.start, last.end, "interval")))
