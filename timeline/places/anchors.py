"""The places that a text names beyond doubt, and how near others lie to them."""

from __future__ import annotations

import math

from timeline.model import Location

REACH_KM = 240.0
"""How far a place may lie from one named beyond doubt for its nearness to tell anything."""

_CELL = 3.0
_KM_OF_DEGREE = 111.0
_POLAR = 89.0
_Cell = tuple[int, int]


class Anchors:
    """Places in cells of three degrees, so that a text with thousands of them is not compared pair by pair."""

    def __init__(self) -> None:
        self._cells: dict[_Cell, dict[str, Location]] = {}
        self._nearest: dict[str, float] = {}

    def add(self, location: Location) -> None:
        """Takes in a place; one without coordinates is left out."""
        if location.latitude is not None and location.longitude is not None:
            cell = int(location.latitude // _CELL), int(location.longitude // _CELL)
            self._cells.setdefault(cell, {})[location.location_id] = location
            self._nearest.clear()

    def nearest(self, location: Location) -> float:
        """The kilometres to the nearest other place; infinite where none lies within REACH_KM."""
        known = self._nearest.get(location.location_id)
        if known is None:
            known = self._nearest[location.location_id] = self._search(location)
        return known

    def _search(self, location: Location) -> float:
        if location.latitude is None or location.longitude is None:
            return math.inf
        reach = REACH_KM / _KM_OF_DEGREE
        aside = _aside(abs(location.latitude) + reach, reach)
        rows = range(int((location.latitude - reach) // _CELL), int((location.latitude + reach) // _CELL) + 1)
        columns = range(int((location.longitude - aside) // _CELL), int((location.longitude + aside) // _CELL) + 1)
        gaps = [
            kilometres(location, other)
            for row in rows
            for column in columns
            for other in self._cells.get((row, column), {}).values()
            if other.location_id != location.location_id
        ]
        nearest = min(gaps, default=math.inf)
        return nearest if nearest < REACH_KM else math.inf


def _aside(latitude: float, reach: float) -> float:
    """The degrees of longitude that so many degrees of latitude are at a latitude; around a pole, all of them."""
    return 360.0 if latitude >= _POLAR else min(360.0, reach / math.cos(math.radians(latitude)))


def kilometres(one: Location, other: Location) -> float:
    """The great-circle distance of two places; infinite where one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    a, b, c, d = (math.radians(v) for v in (one.latitude, one.longitude, other.latitude, other.longitude))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))
