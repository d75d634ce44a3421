"""The date line of a page: its own date, in any language's form."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime

from timeline import languages
from timeline.dates.tagger import readings
from timeline.text import Text

_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - dateparser takes its zone from the settings
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?\Z", re.DOTALL)
_LONGEST = 200


def read_stamp(string: str, language: str) -> date | None:
    """The one full day that a page's date line names; None where it names none, several, or only a part of one.

    The language's own grammar reads first; what it does not read goes to dateparser with a fixed base and zone, whose
    answer counts only where year, month and day all stand in the string.
    """
    string = string.strip()
    if not string or len(string) > _LONGEST:
        return None
    if iso := _ISO.match(string):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if language in languages.available():
        text = Text(string, languages.load(language))
        days = {
            reading.interval.start
            for _, reading in (readings(text, None) if text.words else [])
            if reading.interval
            and reading.interval.precision == "day"
            and reading.basis == "explicit"
            and reading.year_given
        }
        if len(days) == 1:
            return days.pop()
        if len(days) > 1:
            return None
    return _by_dateparser(string, language)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_dateparser(string: str, language: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", string) if len(number) <= 4]
    if not numbers:
        return None
    import dateparser

    settings = {
        "RELATIVE_BASE": _FIXED,
        "TIMEZONE": "UTC",
        "TO_TIMEZONE": "UTC",
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = dateparser.parse(string, languages=[language], settings=settings)
        except Exception:  # dateparser raises many kinds on odd strings and unknown languages
            return None
    if found is None:
        return None
    # It invents days for "March 2020" and reads Hijri years as Gregorian ones: what it says must stand in the string.
    year_stands = found.year in numbers or found.year % 100 in numbers
    return found.date() if year_stands and found.day in numbers and found.year >= 1800 else None
