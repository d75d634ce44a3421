"""Places that are named by a direction inside a country or region: «شمال العراق», "eastern Syria"."""

from __future__ import annotations

from dataclasses import replace

from timeline.model import Location

_STEPS = {
    "north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1),
    "north-east": (1, 1), "north-west": (1, -1), "south-east": (-1, 1), "south-west": (-1, -1), "central": (0, 0),
}  # fmt: skip
# A fuzzy part of a country: UCDP's where_prec 5 for areas without an administrative boundary.
_PRECISION = 5


def part(whole: Location, direction: str, boxes: dict[str, list[float]]) -> Location:
    """The part of a country or region that lies in a direction; cities and the rest stay as they are.

    Coordinates are those of the middle of the country's outer third, by the extent of its cities.
    """
    if direction not in _STEPS or whole.feature not in {"country", "region", "area"} or whole.latitude is None:
        return whole
    if whole.feature != "country":
        return replace(whole, geo_precision=max(whole.geo_precision, 4))
    latitude, longitude = whole.latitude, whole.longitude
    box = boxes.get(whole.country or "")
    if box is not None and box[2] > box[0] and box[3] > box[1]:
        south, west, north, east = box
        up, right = _STEPS[direction]
        latitude = round((south + north) / 2 + up * (north - south) / 3, 2)
        longitude = round((west + east) / 2 + right * (east - west) / 3, 2)
    label = direction.title() if direction != "central" else "Central"
    return replace(
        whole,
        location_id=f"{whole.location_id}/{direction}",
        name=f"{label} {whole.name}",
        name_local=None,
        feature="area",
        latitude=latitude,
        longitude=longitude,
        geo_precision=_PRECISION,
        basis="table",
    )
