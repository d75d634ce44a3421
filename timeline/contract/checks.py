"""What the contract asks beyond single columns: rules between the columns of a row, each written once.

Rules work on frames with Arrow dtypes (see timeline.contract.frames) and hold where a value they need is null, unless
the null itself is what they are about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from timeline.contract.plover import event_types

if TYPE_CHECKING:
    import pandas as pd

    Rule = Callable[[pd.DataFrame], pd.Series[bool]]

TOLLS = ("killed", "injured", "captured")


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A rule between `columns` of one row of `table`; the first of them is the one to blame."""

    table: str
    name: str
    columns: tuple[str, ...]
    expected: str
    remedy: str
    holds: Rule


def _ordered(low: str, high: str, strictly: bool = False) -> Rule:
    return lambda frame: (frame[low] < frame[high]) if strictly else (frame[low] <= frame[high])


def _both_or_neither(*columns: str) -> Rule:
    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        missing = frame[list(columns)].isna()
        return missing.all(axis=1) | ~missing.any(axis=1)

    return holds


def _needs(column: str, other: str) -> Rule:
    return lambda frame: frame[column].isna() | frame[other].notna()


def _length(text: str, start: str, end: str) -> Rule:
    return lambda frame: frame[text].str.len() == frame[end] - frame[start]


def _one_day(precision: str, open: str | None = None) -> Rule:
    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        held = (frame[precision] != "day") | (frame["date_start"] == frame["date_end"])
        return held if open is None else held | frame[open].notna()

    return holds


def _known_sides(frame: pd.DataFrame) -> pd.Series[bool]:
    """An expression has both of its days, or neither, or lacks the one on its open side."""
    start, end, open = frame["date_start"].isna(), frame["date_end"].isna(), frame["open"].fillna("")
    return (start == end) | (start & (open == "start")) | (end & (open == "end"))


@lru_cache(maxsize=1)
def _combinations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Which quad classes, modes and CAMEO roots (by mode) go with an event type, as `TYPE value…`."""
    types = event_types().values()
    return (
        frozenset(f"{type.name} {type.quad_class}" for type in types),
        frozenset(f"{type.name} {mode}" for type in types for mode in type.modes),
        frozenset(f"{type.name} {mode or ''} {type.root(mode)}" for type in types for mode in (None, *type.modes)),
    )


def _quad_class_fits(frame: pd.DataFrame) -> pd.Series[bool]:
    return (frame["event_type"] + " " + frame["quad_class"]).isin(_combinations()[0])


def _mode_fits(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["event_mode"].isna() | (frame["event_type"] + " " + frame["event_mode"]).isin(_combinations()[1])


def _root_fits(frame: pd.DataFrame) -> pd.Series[bool]:
    """Holds where the mode does not fit the type either: one mistake, one finding."""
    pair = frame["event_type"] + " " + frame["event_mode"].fillna("") + " " + frame["cameo_root"]
    return pair.isin(_combinations()[2]) | ~_mode_fits(frame)


def _span(table: str, start: str, end: str, text: str) -> tuple[RowCheck, RowCheck]:
    return (
        RowCheck(
            table, "span not empty", (start, end), f"{start} before {end}: spans are half-open and not empty",
            "correct the offsets", _ordered(start, end, strictly=True),
        ),
        RowCheck(
            table, "text as long as its span", (text, start, end), f"{end} - {start} code points",
            "take the text from the document at these offsets, in code points and unchanged", _length(text, start, end),
        ),
    )  # fmt: skip


def _toll(name: str) -> tuple[RowCheck, RowCheck]:
    low, high = f"{name}_low", f"{name}_high"
    return (
        RowCheck(
            "events", f"{name}: bounds in order", (low, high), f"{low} not above {high}",
            "exchange the bounds, or correct the number", _ordered(low, high),
        ),
        RowCheck(
            "events", f"{name}: no upper bound without a lower one", (low, high), f"{low} wherever there is {high}",
            "give the lower bound (0 for \"at most\"); the upper one alone may be null, for \"at least\"",
            _needs(high, low),
        ),
    )  # fmt: skip


_IN_ORDER = RowCheck(
    "events", "days in order", ("date_start", "date_end"), "date_start not after date_end",
    "exchange the days, or correct them", _ordered("date_start", "date_end"),
)  # fmt: skip

ROW_CHECKS: tuple[RowCheck, ...] = (
    RowCheck(
        "articles", "duplicate of another", ("duplicate_of", "article_id"), "another article than this one",
        "name the original, or leave duplicate_of and similarity null",
        lambda frame: frame["duplicate_of"] != frame["article_id"],
    ),
    RowCheck(
        "articles", "duplicates have a similarity", ("similarity", "duplicate_of"),
        "duplicate_of and similarity both, or neither", "give both, or leave both null",
        _both_or_neither("duplicate_of", "similarity"),
    ),
    _IN_ORDER,
    RowCheck(
        "events", "a day is one day", ("date_end", "date_start", "date_precision"), "date_end on date_start",
        "give the one day, or the precision that the words have", _one_day("date_precision"),
    ),
    RowCheck(
        "events", "place, basis and precision together", ("location_basis", "location_id", "geo_precision"),
        "location_id, location_basis and geo_precision all, or none", "give all three, or leave all three null",
        _both_or_neither("location_id", "location_basis", "geo_precision"),
    ),
    RowCheck(
        "events", "quad class fits the type", ("quad_class", "event_type"), "the quad class of its event_type",
        "take it from timeline/knowledge/plover.tsv", _quad_class_fits,
    ),
    RowCheck(
        "events", "mode fits the type", ("event_mode", "event_type"), "a mode that its event_type can take",
        "take it from timeline/knowledge/plover_modes.tsv, or leave it null", _mode_fits,
    ),
    RowCheck(
        "events", "CAMEO root fits type and mode", ("cameo_root", "event_type", "event_mode"),
        "the CAMEO root of its event_type and event_mode",
        "take it from timeline/knowledge/plover.tsv and plover_modes.tsv", _root_fits,
    ),
    *_toll("killed"), *_toll("injured"), *_toll("captured"),
    *_span("events", "trigger_start", "trigger_end", "trigger_text"),
    RowCheck(
        "events", "trigger inside its sentence", ("sentence_start", "sentence_end", "trigger_start", "trigger_end"),
        "sentence_start ≤ trigger_start and trigger_end ≤ sentence_end", "correct the sentence's or trigger's offsets",
        lambda frame: (frame["sentence_start"] <= frame["trigger_start"])
        & (frame["trigger_end"] <= frame["sentence_end"]),
    ),
    *_span("event_actors", "mention_start", "mention_end", "mention_text"),
    *_span("evidence", "start", "end", "text"),
    RowCheck(
        "locations", "both coordinates", ("latitude", "longitude"), "latitude and longitude both, or neither",
        "give both, or leave both null", _both_or_neither("latitude", "longitude"),
    ),
    RowCheck(
        "locations", "gazetteer places have its number", ("geonames_id", "basis"),
        "geonames_id where basis is geonames", "give the number, or another basis",
        lambda frame: (frame["basis"] != "geonames") | frame["geonames_id"].notna(),
    ),
    *_span("timexes", "start", "end", "text"),
    RowCheck(
        "timexes", "days in order", _IN_ORDER.columns, _IN_ORDER.expected, _IN_ORDER.remedy, _IN_ORDER.holds,
    ),
    RowCheck(
        "timexes", "both days, but for an open side", ("date_start", "date_end", "open"),
        "date_start and date_end both, or neither, or only the open side missing", "give the days that the words fix",
        _known_sides,
    ),
    RowCheck(
        "timexes", "a day is one day", ("date_end", "date_start", "precision"), "date_end on date_start",
        "give the one day, or the precision that the words have", _one_day("precision", "open"),
    ),
)  # fmt: skip


def row_checks(table: str) -> list[RowCheck]:
    """The rules between the columns of one table."""
    return [check for check in ROW_CHECKS if check.table == table]
