"""Which year, or which Hijri year, a date without one belongs to."""

from __future__ import annotations

from datetime import date

from timeline.dates import calendars
from timeline.dates.reading import Context
from timeline.dates.scan import Hit

# How many times farther a date may lie that fits the tense than one that does not.
_CONTRARY = 8.0
_UNLIKELY = 3.0
_UNDECIDED = 1.5
IMPOSSIBLE = 5000.0
_PASSED_OVER = {"IN", "MONTHWORD", "DAYWORD", "DATEWORD", "PART"}


def cost_of(start: date, end: date, context: Context, hit: Hit) -> float:
    """How ill a candidate fits the modifier, the tense and the issue's day; the least wins."""
    issue = context.issue
    assert issue is not None
    mod = hit.value("mod")
    covers = start <= issue <= end
    if mod == "last":
        return IMPOSSIBLE if start > issue or (covers and start != end) else float((issue - end).days)
    if mod == "next":
        return IMPOSSIBLE if end < issue or (covers and start != end) else float((start - issue).days)
    distance = 0.0 if covers else float((start - issue).days if start > issue else (issue - end).days)
    if mod == "this":
        return distance
    tense = lean_of(hit, context)
    if start > issue:
        weights = {"past": _CONTRARY, "future": 1.0, "present": _UNDECIDED}
        return distance * weights.get(str(tense), _default(context))
    if covers:
        return 0.0
    return distance * (_UNLIKELY if tense == "future" else 1.0)


def _default(context: Context) -> float:
    return float(context.settings.get("future_cost", "1.5"))


def lean_of(hit: Hit, context: Context) -> str | None:
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
        if not _PASSED_OVER & values.keys():
            break
    return context.tense(hit.first)


def resolve_year(hit: Hit, context: Context, number: int, on: int | None) -> int | None:
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
        cost = cost_of(start, end, context, hit)
        if weekday is not None and on and start.weekday() != weekday:
            cost += 2000
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best and best[0] < 8000 else None


def nearest_hijri(hit: Hit, context: Context, number: int, on: int | None) -> int | None:
    """The Hijri year of a Hijri month or day without one."""
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
        cost = cost_of(start, end, context, hit)
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best and best[0] < 4000 else None


def full_year(short: int, context: Context) -> int:
    """The year that two digits mean: at most 20 years ahead of the issue."""
    pivot = context.issue.year if context.issue else 2020
    century = pivot // 100 * 100
    year = century + short
    return year - 100 if year > pivot + 20 else year
