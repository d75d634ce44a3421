"""The tables of places hold what they say they hold."""

from __future__ import annotations

from collections import Counter

import pytest

from timeline import languages
from timeline.places import Gazetteer
from timeline.tsv import data_path, read_table, split_list

ROWS = read_table(data_path("knowledge", "places.tsv"))
FEATURES = {"country", "region", "city", "village", "area", "facility"}
# Islands and border posts that lie outside the extent of their country's towns.
OUTLYING = {"kuril-islands", "trebil", "al-waleed-crossing"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_the_table_of_places_is_large_and_its_ids_are_unique() -> None:
    assert len(ROWS) >= 1500
    repeated = [name for name, times in Counter(row["id"] for row in ROWS).items() if times > 1]
    assert repeated == []


def test_each_row_has_a_known_feature_a_basis_and_an_honest_precision() -> None:
    faulty = [
        row["id"]
        for row in ROWS
        if row["feature"] not in FEATURES
        or row["basis"] != "recall"
        or not 2 <= int(row["geo_precision"]) <= 6
        or not -90 <= float(row["latitude"]) <= 90
        or not -180 <= float(row["longitude"]) <= 180
    ]
    assert faulty == []


def test_a_country_code_is_a_listed_one_or_empty_for_seas_and_continents() -> None:
    known = {row["alpha3"] for row in read_table(data_path("knowledge", "countries.tsv"))} | {""}
    assert {row["country"] for row in ROWS} <= known


def test_places_lie_within_the_extent_of_their_countrys_towns(gazetteer: Gazetteer) -> None:
    extent: dict[str, list[float]] = {}
    for location in gazetteer:
        if (
            location.geonames_id
            and location.country
            and location.latitude is not None
            and location.longitude is not None
        ):
            box = extent.setdefault(location.country, [90.0, 180.0, -90.0, -180.0])
            box[0], box[2] = min(box[0], location.latitude), max(box[2], location.latitude)
            box[1], box[3] = min(box[1], location.longitude), max(box[3], location.longitude)
    margin = 1.0
    outside = [
        row["id"]
        for row in ROWS
        if row["country"] in extent
        and (box := extent[row["country"]])
        and not (
            box[0] - margin <= float(row["latitude"]) <= box[2] + margin
            and box[1] - margin <= float(row["longitude"]) <= box[3] + margin
        )
    ]
    assert set(outside) <= OUTLYING


def test_a_place_inside_a_region_lies_near_that_regions_seat() -> None:
    regions = {(row["country"], row["name"]): row for row in ROWS if row["feature"] == "region"}
    far = []
    for row in ROWS:
        region = regions.get((row["country"], row["admin1"]))
        if region is None or region is row:
            continue
        gap = max(
            abs(float(row["latitude"]) - float(region["latitude"])),
            abs(float(row["longitude"]) - float(region["longitude"])),
        )
        if gap > 5.5:
            far.append((row["id"], row["admin1"]))
    assert far == []


@pytest.mark.parametrize("code", languages.available())
def test_names_belong_to_places_that_exist(code: str, gazetteer: Gazetteer) -> None:
    table = languages.load(code).table("places", ("id", "names"))
    assert len(table) > 500
    known = {row["id"] for row in ROWS}
    for row in table:
        assert row["names"], row["id"]
        if row["id"].startswith("gn:"):
            assert int(row["id"][3:]) > 0
        elif not row["id"].startswith("c:"):
            assert row["id"] in known


def test_every_name_of_the_tables_leads_to_its_place(gazetteer: Gazetteer) -> None:
    for code in languages.available():
        for row in languages.load(code).table("places")[::7]:
            wanted = row["id"] if ":" in row["id"] else f"tl:{row['id']}"
            for name in split_list(row["names"]):
                assert wanted in {found.location_id for found in gazetteer.lookup(name, code)}, (code, name)


@pytest.mark.parametrize(
    ("name", "code", "country", "latitude", "longitude"),
    [
        ("الباغوز", "ar", "SYR", 34.45, 40.95),
        ("دمت", "ar", "YEM", 14.1, 44.7),
        ("محافظة أبين", "ar", "YEM", 13.6, 46.1),
        ("العوامية", "ar", "SAU", 26.6, 50.0),
        ("الفلوجة", "ar", "IRQ", 33.35, 43.8),
        ("عين العرب", "ar", "SYR", 36.9, 38.35),
        ("Kobani", "en", "SYR", 36.9, 38.35),
        ("Hodeidah", "en", "YEM", 14.8, 42.95),
        ("Sana'a", "en", "YEM", 15.35, 44.2),
        ("Donbas", "en", "UKR", 48.2, 38.3),
        ("Khyber Pakhtunkhwa", "en", "PAK", 34.0, 71.5),
        ("Wuhan", "en", "CHN", 30.6, 114.3),
    ],
)
def test_plain_facts(
    gazetteer: Gazetteer, name: str, code: str, country: str, latitude: float, longitude: float
) -> None:
    bare = name.removeprefix("محافظة ")
    near = [
        found
        for found in gazetteer.lookup(bare, code)
        if found.country == country
        and found.latitude == pytest.approx(latitude, abs=0.4)
        and found.longitude == pytest.approx(longitude, abs=0.4)
    ]
    assert near
