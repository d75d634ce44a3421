"""Days as records and pages give them, and which can be true."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from timeline.articles.limits import DEFAULT_LIMITS, Limits
from timeline.articles.trouble import DocumentError

_ISO = re.compile(r"(\d{4}-\d\d-\d\d|\d{8}(?!\.))(?!\d)")
_MAIL = re.compile(r"(?:\w{3}, ?)?\d{1,2} \w{3} \d{4} \d\d:\d\d")


def day_of(value: object, form: str | None = None) -> date | None:
    """The day of a field: a date, an ISO 8601 string, or a string in the strptime format `form`; None if empty.

    A time and zone after the day are passed over: the day counts as it is written. Raises DocumentError otherwise.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    string = "" if value is None else str(value).strip()
    if not string:
        return None
    try:
        if form:
            return datetime.strptime(string, form).date()  # noqa: DTZ007 - the day counts as it is written
        if match := _ISO.match(string):
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    hint = f"in the form {form}" if form else "as YYYY-MM-DD"
    todo = "correct it" if form or _ISO.match(string) else "write it so, or give `date_format` in a mapping file"
    raise DocumentError("date", "bad date", f"expected a date {hint}, found {string[:60]!r}; {todo}")


def day_of_tag(string: str) -> date | None:
    """The day of a page's metadata: ISO 8601 or as in mail headers; None for anything else."""
    string = string.strip()
    try:
        if match := _ISO.match(string):
            return date.fromisoformat(match[1])
        if _MAIL.match(string):
            return parsedate_to_datetime(string).date()
    except ValueError:
        pass
    return None


def check_day(day: date, retrieved: date | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raise DocumentError for a publication day that can't be: out of all bounds, or after the page was saved.

    One day of grace: zones differ, and evening editions carry the next day's date.
    """
    if not limits.earliest <= day <= limits.latest:
        found = f"expected a day from {limits.earliest} to {limits.latest}, found {day}"
        which = "earliest" if day < limits.earliest else "latest"
        raise DocumentError("date", "impossible date", f"{found}; correct the date, or move --limit {which}")
    if retrieved is not None and day > retrieved + timedelta(days=1):
        found = f"expected a day up to {retrieved}, when the page was saved, found {day}; correct the one or the other"
        raise DocumentError("date", "future date", found)
