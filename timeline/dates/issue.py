"""The day that "today" means in a text, and the proofs that a text gives for it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Literal

from timeline.dates.reading import nearest_weekday
from timeline.dates.tagger import scanned
from timeline.text import Text

Basis = Literal["published", "source profile", "in text"]
_FARTHEST = 3
_GAP = 3


def proofs(text: Text) -> list[tuple[int, int]]:
    """(days from the issue, weekday) of each word like «أمس» with a weekday: «أمس الأربعاء», "today, Friday"."""
    found: list[tuple[int, int]] = []
    for _, hits in scanned(text)[1]:
        for hit in hits:
            if hit.rule.make == "deictic":
                offset, weekday = hit.number("deictic"), hit.number("weekday")
                if offset is not None and weekday is not None and abs(offset) <= 2:
                    found.append((offset, weekday))
                break
    return found


def proven_day(text: Text, near: date) -> date | None:
    """The issue's day that the text itself proves, at most three days from `near`; None without a clear proof."""
    days: Counter[date] = Counter()
    for offset, weekday in proofs(text):
        days[nearest_weekday(near + timedelta(days=offset), weekday) - timedelta(days=offset)] += 1
    if not days:
        return None
    ranked = sorted(days, key=lambda on: (-days[on], abs((on - near).days), on))
    if near in days and days[near] * 2 >= sum(days.values()):
        return near
    return ranked[0] if abs((ranked[0] - near).days) <= _FARTHEST else None


def issue_day(text: Text, published_on: date, offset_days: int = 0) -> tuple[date, Basis]:
    """The day from which the text's relative dates count, and on what that rests.

    A proof inside the text wins over the source's profile (`offset_days` from the page's date), which wins over the
    page's date; the basis names a proof only where it changes the day.
    """
    expected = published_on + timedelta(days=offset_days)
    proven = proven_day(text, expected)
    if proven is not None and proven != expected:
        return proven, "in text"
    return expected, "source profile" if offset_days else "published"
