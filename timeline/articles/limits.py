"""How much a reader takes in before it refuses, so that no input can exhaust memory, disk or patience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def in_words(size: int) -> str:
    """A number of bytes as people write it: `20 MiB`, `512 bytes`."""
    for unit, name in ((1024 * MIB, "GiB"), (MIB, "MiB"), (1024, "KiB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"
