"""How much a reader takes in before it refuses, so that no input can exhaust memory, disk or patience."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; whatever passes one becomes a reject that names it, and the rest goes on.

    Sizes are bytes after unpacking; `page_elements` bounds an HTML page, since finding its article takes time that
    grows faster than its size. `unpacked_bytes` and `members` count for one named file with everything packed in it;
    `unpack_ratio` is unpacked by packed size and counts once more than `ratio_from_bytes` were unpacked. `nesting` is
    how many archives may stand inside each other. Days before `earliest` or after `latest` are taken for errors: no
    clock is asked, so that the same input gives the same output on any day.
    """

    document_bytes: int = 20 * MIB
    page_elements: int = 30_000
    record_bytes: int = 10 * MIB
    text_chars: int = 1_000_000
    unpacked_bytes: int = 64 * 1024 * MIB
    unpack_ratio: int = 200
    ratio_from_bytes: int = 16 * MIB
    members: int = 1_000_000
    nesting: int = 2
    seconds_without_data: int = 60
    earliest: date = date(1800, 1, 1)
    latest: date = date(2100, 1, 1)


DEFAULT_LIMITS = Limits()

MEANINGS = {
    "document_bytes": "a page, or a page in a web archive",
    "page_elements": "elements (tags) of an HTML page",
    "record_bytes": "a line of JSON lines, a record of JSON, a row of CSV",
    "text_chars": "characters of an article",
    "unpacked_bytes": "a packed file with all that is in it, unpacked",
    "unpack_ratio": "unpacked by packed size, as a guard against zip bombs",
    "ratio_from_bytes": "so much may unpack before that ratio counts",
    "members": "files in an archive",
    "nesting": "archives inside each other",
    "seconds_without_data": "how long a server may keep silent",
    "earliest": "first day that an article may be of",
    "latest": "last day that an article may be of; set it to the day your corpus ends",
}
"""What each limit bounds, in a few words."""

_UNITS = {"": 1, "B": 1, "K": 1 << 10, "M": MIB, "G": 1024 * MIB, "T": MIB * MIB}
_AMOUNT = re.compile(r"(\d[\d_]*)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)


def limits_of(settings: Iterable[str], limits: Limits = DEFAULT_LIMITS) -> Limits:
    """The limits with some set anew, each given as NAME=VALUE: `document_bytes=50MiB`, `latest=2019-12-31`.

    Of numbers, K, M, G and T (also as KB or KiB) count in steps of 1,024. Raises ValueError for a name that is none
    and a value that can't be.
    """
    known = {field.name: getattr(DEFAULT_LIMITS, field.name) for field in fields(Limits)}
    for setting in settings:
        name, _, value = (part.strip() for part in setting.partition("="))
        if name not in known:
            raise ValueError(f"expected NAME=VALUE with one of {', '.join(known)}, found {setting!r}")
        made: Any = _day(value) if isinstance(known[name], date) else _amount(value, name)
        if made is None:
            kind = "a day (YYYY-MM-DD)" if isinstance(known[name], date) else "a number above 0, such as 300 or 50MiB"
            raise ValueError(f"expected {kind} for {name}, found {value!r}")
        limits = replace(limits, **{name: made})
    if limits.earliest > limits.latest:
        found = f"{limits.earliest} and {limits.latest}"
        raise ValueError(f"expected a day for earliest that is before the one for latest, found {found}")
    return limits


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _amount(value: str, name: str) -> int | None:
    match = _AMOUNT.fullmatch(value)
    if match is None or (match[2] and not name.endswith("bytes")):
        return None
    return int(match[1].replace("_", "")) * _UNITS[match[2].upper()] or None


def told(limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, str, str]]:
    """Each limit with its value as people write it, and what it bounds."""
    rows = []
    for field in fields(Limits):
        value = getattr(limits, field.name)
        shown = in_words(value) if field.name.endswith("bytes") else f"{value:,}" if isinstance(value, int) else value
        rows.append((field.name, str(shown), MEANINGS[field.name]))
    return rows


def in_words(size: int) -> str:
    """A number of bytes as people write it: `20 MiB`, `512 bytes`."""
    for unit, name in ((1024 * MIB, "GiB"), (MIB, "MiB"), (1024, "KiB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"
