"""What a pattern reads, and what it may look at while reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from timeline.dates import calendars
from timeline.dates.scan import Scan
from timeline.dates.tense import Tense, tense_at
from timeline.model import Interval

Kind = Literal["DATE", "DURATION", "SET"]
Open = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A value for a hit. `anchors`: may later expressions («بعد ذلك بيومين», "the next day") count from it?"""

    value: str
    interval: Interval | None = None
    type: Kind = "DATE"
    basis: Literal["explicit", "relative"] = "explicit"
    calendar: str = "gregorian"
    open: Open | None = None
    anchors: bool = True
    year_given: bool = False
    hijri: tuple[int, int] | None = None
    from_token: int | None = None


NO_DATE = Reading("")
"""The hit is no time expression, and nothing else is to be read at its place."""

PAST, PRESENT, FUTURE = (
    Reading("PAST_REF", basis="relative"),
    Reading("PRESENT_REF", basis="relative"),
    Reading("FUTURE_REF", basis="relative"),
)
PAST, PRESENT, FUTURE = (replace(reading, anchors=False) for reading in (PAST, PRESENT, FUTURE))


def value_of(interval: Interval) -> str:
    """The TIMEX3-like value of an interval by its precision: 2019-03-23, 2019-03, 2019, or first/last day."""
    if interval.precision == "day" and interval.start == interval.end:
        return interval.start.isoformat()
    if interval.precision == "month" and interval == calendars.month(interval.start.year, interval.start.month):
        return interval.start.isoformat()[:7]
    if interval.precision == "year" and interval == calendars.year(interval.start.year):
        return interval.start.isoformat()[:4]
    return f"{interval.start.isoformat()}/{interval.end.isoformat()}"


def explicit(interval: Interval, **more: object) -> Reading:
    """The reading of a date that the words themselves give."""
    return replace(Reading(value_of(interval), interval), **more)  # type: ignore[arg-type]


def relative(interval: Interval, **more: object) -> Reading:
    """The reading of a date that is counted from another."""
    return replace(Reading(value_of(interval), interval, basis="relative"), **more)  # type: ignore[arg-type]


class Context:
    """The issue's day, and what the text has said so far."""

    def __init__(self, scan: Scan, issue: date | None, settings: dict[str, str]) -> None:
        self.scan = scan
        self.text = scan.text
        self.issue = issue
        self.settings = settings
        self.antecedent: Interval | None = None
        self.antecedent_token = -1000
        self.day: Interval | None = None
        self.day_token = -1000
        self.hijri: tuple[int, int] | None = None
        self.month: tuple[int, int] | None = None
        self.narrative: date | None = None
        self.narrative_token = -1000

    @property
    def sunday_begins(self) -> bool:
        """Does a Sunday open the week, by the pack's settings?"""
        return self.settings.get("week_on_sunday") == "begins"

    def told_day(self, token: int) -> date | None:
        """The day, years away from the issue, at which the story being told stands at a token."""
        return self.narrative if self.narrative and token - self.narrative_token < 160 else None

    def tense(self, token: int) -> Tense:
        """The tense of the clause that a token stands in."""
        return tense_at(self.scan, token)

    def proper(self, token: int | None) -> bool:
        """Is the token written as the name that it may be: with a capital, with the letter that folding hides?"""
        if token is None:
            return True
        values = self.scan.values(token)
        at = self.text.starts[token] + self.scan.entries[token].clitics
        first = self.text.original[at]
        # «آب» is a month and «أب» a father, though both are folded to «اب».
        if "EXACT" in values:
            return first == values["EXACT"]
        return not first.islower()

    def remember(self, reading: Reading, token: int) -> None:
        """Let later expressions count from this one."""
        if reading.hijri:
            self.hijri, self.month = reading.hijri, None
        interval = reading.interval
        if interval is None or reading.type != "DATE":
            return
        if self.narrative and abs((interval.start - self.narrative).days) < 400:
            self.narrative_token = token
        if not reading.anchors:
            return
        self.antecedent, self.antecedent_token = interval, token
        if interval.precision == "day":
            self.day, self.day_token = interval, token
        month = interval.start.year, interval.start.month
        if month == (interval.end.year, interval.end.month) and interval.precision != "week" and not reading.hijri:
            self.month, self.hijri = month, None
        if self.issue is None:
            return
        far = abs((interval.start - self.issue).days) > 300
        if reading.year_given and far and interval.precision == "day":
            self.narrative, self.narrative_token = interval.start, token
        elif not far and reading.basis == "relative" and not reading.from_token:
            self.narrative = None

    @cached_property
    def morning_paper(self) -> bool:
        """Does the text tell of yesterday and not of today? Then its hours end the day before the issue."""
        days = {
            self.scan.value(token, "DEICTIC")
            for token, entry in enumerate(self.scan.entries)
            if "DEICTIC" in entry.values
        }
        return -1 in days and 0 not in days


def past_weekday(issue: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday up to a day; `strictly` before it."""
    back = (issue.weekday() - weekday) % 7
    return issue - timedelta(days=back or (7 if strictly else 0))


def next_weekday(issue: date, weekday: int, *, strictly: bool = False) -> date:
    """The first such weekday from a day on; `strictly` behind it."""
    ahead = (weekday - issue.weekday()) % 7
    return issue + timedelta(days=ahead or (7 if strictly else 0))


def nearest_weekday(around: date, weekday: int) -> date:
    """The day of that weekday within three days of a day."""
    return around + timedelta(days=(weekday - around.weekday() + 3) % 7 - 3)
