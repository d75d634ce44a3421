"""Value functions for what is counted in units: "three days ago", «الأسابيع الماضية», chains, durations and sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.dates import calendars
from timeline.dates.reading import FUTURE, NO_DATE, PAST, PRESENT, Context, Reading, relative
from timeline.dates.scan import Hit
from timeline.model import Interval

STEPS = {"last": -1, "this": 0, "next": 1, "last2": -2, "next2": 2}
_ISO = {
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
_FACTOR = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}
_LONGEST = 5000


def refer(direction: int) -> Reading:
    """The vague reference in a direction: past (-), present (0) or future (+)."""
    return PAST if direction < 0 else FUTURE if direction > 0 else PRESENT


def amount_of(hit: Hit) -> tuple[int, str] | None:
    """The counted units of a hit, halves as months or days: («عام ونصف العام» is 18 months)."""
    unit = hit.value("unit")
    number = hit.number("n")
    if not isinstance(unit, str):
        return None
    if hit.kind("unit").startswith("DUAL"):
        number = 2
    if number is None:
        number = 1
    if number > _LONGEST:
        return None
    if unit in _FACTOR:
        factor, unit = _FACTOR[unit]
        number *= factor
    if hit.token("half") is not None:
        if unit == "year":
            return 12 * number + 6, "month"
        if unit == "month":
            return 30 * number + 15, "halfmonth"
    if hit.token("halfof") is not None:
        return (6, "month") if unit == "year" else (15, "halfmonth") if unit == "month" else None
    return number, unit


def _moved(base: date, number: int, unit: str) -> Interval | None:
    """The point `number` units from a day, as precise as the unit."""
    try:
        if unit in {"hour", "minute"}:
            if unit == "minute" or abs(number) < 24:
                return None
            return calendars.day(calendars.shift(base, "hour", number))
        if unit in {"day", "week", "night"}:
            return calendars.day(calendars.shift(base, "day" if unit == "night" else unit, number))
        if unit == "halfmonth":
            moved = base + timedelta(days=number)
            return calendars.month(moved.year, moved.month)
        if unit == "month":
            return calendars.month(*calendars.shift_month(base.year, base.month, number))
        if unit in {"year", "season"}:
            return calendars.year(base.year + number)
        if unit == "weekend":
            return calendars.weekend(base + timedelta(days=7 * number))
        if unit == "quarter":
            return calendars.months(*calendars.shift_month(base.year, (base.month - 1) // 3 * 3 + 1, 3 * number), 3)
    except (ValueError, OverflowError):
        return None
    return None


def vague_interval(issue: date, unit: str, direction: int) -> Interval | None:
    """The three units that end with the day before the issue, or those that begin with the day behind it."""
    day = timedelta(days=1)
    try:
        if direction < 0:
            return Interval(calendars.shift(issue, unit, -3), issue - day, "interval")
        return Interval(issue + day, calendars.shift(issue, unit, 3), "interval")
    except (ValueError, OverflowError, KeyError):
        return None


def read_distance(hit: Hit, context: Context) -> Reading | None:
    """ "three days ago", «بعد شهرين»: slots n, unit, half, approx, vague, n2 ("two or three"); option direction."""
    direction = int(hit.rule.options.get("direction", -1))
    if hit.rule.options.get("only") == "future" and context.tense(hit.first) != "future":
        return None
    vague = hit.kind("vague") == "PLURAL"
    unit = hit.value("vague") if vague else hit.value("unit")
    if isinstance(unit, str) and (
        hit.token("vague") is not None or (hit.kind("unit") == "PLURAL" and hit.number("n") is None)
    ):
        return _vague(context, unit, direction)
    amount = amount_of(hit)
    if amount is None:
        return None
    number, unit = amount
    if context.issue is None:
        return refer(direction)
    if hit.value("approx") == "beyond":
        return refer(direction)
    base = context.issue
    interval = _moved(base, direction * number, unit)
    if interval is None:
        return None
    second = hit.number("n2")
    if second is None and hit.kind("n2unit") == "DUAL":
        second = 2
    if second is not None:
        other = _moved(base, direction * second, unit)
        if other is not None and other.start != interval.start:
            first, last = sorted((interval, other), key=lambda point: point.start)
            # "two or three days ago": the vaguer end is the later written one, as the annotation of news has it.
            return relative(Interval(first.start, last.end, "interval"))
    return relative(interval)


def _vague(context: Context, unit: str, direction: int) -> Reading:
    reading = refer(direction)
    if context.issue is None or unit not in {"day", "week", "month", "year", "decade", "night"}:
        return reading
    interval = vague_interval(context.issue, "day" if unit == "night" else unit, direction)
    return replace(reading, interval=interval)


def read_vague(hit: Hit, context: Context) -> Reading | None:
    """«الأسابيع الماضية», "in recent weeks": slots unit, mod."""
    unit = hit.value("unit")
    mod = str(hit.value("mod") or hit.rule.options.get("mod") or "last")
    if not isinstance(unit, str):
        return None
    if mod == "this":
        return PRESENT
    return _vague(context, unit, STEPS[mod])


def read_span(hit: Hit, context: Context) -> Reading | None:
    """ "the last three weeks", «الـ24 ساعة الماضية»: slots n, unit, mod."""
    amount = amount_of(hit)
    if amount is None:
        return None
    number, unit = amount
    mod = str(hit.value("mod") or hit.rule.options.get("mod") or "last")
    direction = STEPS[mod]
    if direction == 0:
        return None
    if context.issue is None:
        return refer(direction)
    issue = context.issue
    try:
        if unit == "minute":
            return None
        if unit == "hour":
            if number < 12:
                return refer(direction)
            days = max(1, round(number / 24))
            end = issue - timedelta(days=1) if direction < 0 and context.morning_paper else issue
            other = end + timedelta(days=direction * days)
            return relative(Interval(min(end, other), max(end, other), "interval"))
        if unit == "day" and hit.kind("unit").startswith("DUAL"):
            # «اليومين المقبلين» are tomorrow and the day after it.
            near, far = issue + timedelta(days=direction), issue + timedelta(days=2 * direction)
            return relative(Interval(min(near, far), max(near, far), "interval"))
        if unit == "halfmonth":
            other = issue + timedelta(days=direction * number)
        else:
            other = calendars.shift(
                issue, {"night": "day", "season": "year", "weekend": "week"}.get(unit, unit), direction * number
            )
    except (ValueError, OverflowError, KeyError):
        return None
    return relative(Interval(min(issue, other), max(issue, other), "interval"))


def read_chain(hit: Hit, context: Context) -> Reading | None:
    """ "two days later", «بعد ذلك بأسبوع»: slots n, unit, vague; option direction; counts from the antecedent."""
    direction = int(hit.rule.options.get("direction", 1))
    amount = amount_of(hit)
    if hit.value("vague") in {"hour", "minute"} or hit.value("unit") in {"hour", "minute"}:
        return NO_DATE
    if amount is None or hit.token("vague") is not None or hit.value("approx") == "beyond":
        return refer(-1)
    number, unit = amount
    if unit in {"hour", "minute"}:
        return NO_DATE
    base = base_of(hit, context)
    if base is None:
        return refer(-1)
    length = (base.end - base.start).days
    day = day_told(hit, context, 150)
    if unit in {"day", "week", "night"} and length and day is not None and context.issue is not None:
        ahead = base.start > context.issue and direction < 0
        if ahead or length > 7:
            base, length = day, 0
    if length > (7 if unit in {"day", "week", "night"} else 31 if unit in {"month", "halfmonth"} else 366):
        return refer(-1)
    start = base.start if direction < 0 else base.end
    interval = _moved(start, direction * number, unit)
    if interval is None:
        return None
    if unit == "year" and length <= 31:
        # A year from a day is told to the month.
        try:
            interval = calendars.month(start.year + direction * number, start.month)
        except ValueError:
            return None
    return relative(interval, anchors=direction > 0, from_token=context.antecedent_token)


def base_of(hit: Hit, context: Context) -> Interval | None:
    """The date that an expression without one of its own counts from: the last one told, not too far back."""
    if context.antecedent is None or hit.first - context.antecedent_token > int(
        context.settings.get("antecedent_reach", "60")
    ):
        told = context.told_day(hit.first)
        return calendars.day(told) if told else None
    return context.antecedent


def day_told(hit: Hit, context: Context, reach: int = 400) -> Interval | None:
    """The last day told, further back than other dates may be: what "that morning" is of."""
    return context.day if context.day is not None and hit.first - context.day_token <= reach else None


def read_duration(hit: Hit, context: Context) -> Reading | None:
    """A length of time: P3D, PT24H, P18M; PXD where the number is vague."""
    del context
    unit = hit.value("unit")
    if not isinstance(unit, str):
        return None
    if hit.token("vague") is not None:
        letter = _ISO.get(unit)
        return (
            Reading(f"P{'T' if unit in {'hour', 'minute'} else ''}X{letter}", type="DURATION", anchors=False)
            if letter
            else None
        )
    amount = amount_of(hit)
    if amount is None:
        return None
    number, unit = amount
    if unit == "halfmonth":
        return Reading(f"P{number}D", type="DURATION", anchors=False)
    letter = _ISO.get(unit)
    if letter is None:
        return None
    return Reading(f"P{'T' if unit in {'hour', 'minute'} else ''}{number}{letter}", type="DURATION", anchors=False)


def read_set(hit: Hit, context: Context) -> Reading | None:
    """What recurs: «كل جمعة» is XXXX-WXX-5, "every March" XXXX-03, "daily" P1D."""
    del context
    weekday, month, unit = hit.number("weekday"), hit.number("month"), hit.value("unit")
    if hit.value("set"):
        value = str(hit.value("set"))
    elif weekday is not None:
        value = f"XXXX-WXX-{weekday + 1}"
    elif month is not None:
        value = f"XXXX-{month:02d}"
    elif isinstance(unit, str) and unit in _ISO:
        amount = amount_of(hit) or (1, unit)
        value = f"P{'T' if amount[1] in {'hour', 'minute'} else ''}{amount[0]}{_ISO.get(amount[1], 'D')}"
    else:
        return None
    return Reading(value, type="SET", basis="relative", anchors=False)
