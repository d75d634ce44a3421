from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sample_release import INFO, rows, sample

from timeline.contract import contract, event_types
from timeline.exports import FORMATS, ExportError, export, field_map, losses
from timeline.exports.gdelt import _CONVERT, _countries, _fraction_of_year
from timeline.release import ReleaseError, events_flat, tables_from_rows, write_release
from timeline.release.flat import COLUMNS
from timeline.tsv import data_path, read_table

SECTORS = contract().table("actors").field("sector").enum


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(sample(), tmp_path_factory.mktemp("exports") / "release", info=INFO)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tables_from_rows({}), tmp_path_factory.mktemp("exports") / "empty", info=INFO)


class TestAll:
    @pytest.mark.parametrize("format", FORMATS)
    def test_the_same_release_gives_the_same_bytes_and_says_what_is_lost(
        self, format: str, release: Path, tmp_path: Path
    ) -> None:
        one = export(release, format, tmp_path / "a" / "one")
        other = export(str(release), format, str(tmp_path / "other"))
        assert one.path.read_bytes() == other.path.read_bytes()
        assert one.losses == losses(format) != ()
        assert one.events + sum(one.left_out.values()) == 3
        assert [path.name for path in (tmp_path / "a").iterdir()] == ["one"]

    @pytest.mark.parametrize("format", FORMATS)
    def test_a_field_map_has_each_field_once_and_names_columns_that_exist(self, format: str) -> None:
        fields = field_map(format)
        names = [field.field for field in fields]
        assert len(names) == len(set(names))
        assert all(field.source for field in fields)
        tables = {f"{name}.{column}" for name, table in contract().tables.items() for column in table.columns}
        for field in fields:
            if format == "gdelt":
                assert set(field.columns) <= set(COLUMNS)
                assert field.convert in _CONVERT or (not field.convert and len(field.columns) == 1)
            else:
                assert {name for name in field.columns if "." in name and " " not in name} <= tables

    def test_another_format_is_refused_with_those_that_exist(self, release: Path, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"--to: expected a format among csv, geojson, gdelt, plover-json"):
            export(release, "xlsx", tmp_path / "out")

    def test_a_folder_or_a_source_that_is_none_is_refused(self, release: Path, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match="expected a file to write, found a folder"):
            export(release, "csv", tmp_path)
        with pytest.raises(ReleaseError, match="expected a release"):
            export(tmp_path, "csv", tmp_path / "out.csv")
        (tmp_path / "file").write_text("")
        with pytest.raises(ExportError, match="expected a place to write to"):
            export(release, "csv", tmp_path / "file" / "out.csv")


class TestCsv:
    def test_pandas_reads_the_wide_rows(self, release: Path, tmp_path: Path) -> None:
        path = export(release, "csv", tmp_path / "events.csv").path
        frame = pd.read_csv(path, parse_dates=["date_start"]).sort_values("event_id")
        assert list(frame.columns) == list(COLUMNS) == [field.field for field in field_map("csv")]
        expected = events_flat(release).sort_by("event_id")
        assert list(frame["summary"]) == expected["summary"].to_pylist()
        assert list(frame["date_start"].dt.date) == expected["date_start"].to_pylist()
        assert frame["killed_low"].notna().sum() == 1

    def test_python_s_own_reader_reads_it_as_well(self, release: Path, tmp_path: Path) -> None:
        path = export(release, "csv", tmp_path / "events.csv").path
        found = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        assert {row["trigger_text"] for row in found} == {"قتلوا", "visit", "met"}

    def test_an_empty_release_gives_a_header(self, empty: Path, tmp_path: Path) -> None:
        assert len(pd.read_csv(export(empty, "csv", tmp_path / "events.csv").path)) == 0


class TestGeoJson:
    def test_geopandas_reads_points_and_properties(self, release: Path, tmp_path: Path) -> None:
        geopandas = pytest.importorskip("geopandas")
        frame = geopandas.read_file(export(release, "geojson", tmp_path / "events.geojson").path)
        assert len(frame) == 3
        assert frame.crs.to_epsg() == 4326
        (attack,) = frame[frame["event_type"] == "ASSAULT"].itertuples()
        assert (attack.geometry.x, attack.geometry.y) == (44.39222, 35.46806)
        assert attack.location == "Kirkuk"
        assert frame[frame["event_type"] != "ASSAULT"].geometry.isna().all()

    def test_it_is_one_collection_with_ids(self, release: Path, tmp_path: Path) -> None:
        found = json.loads(export(release, "geojson", tmp_path / "events.geojson").path.read_text("utf-8"))
        assert found["type"] == "FeatureCollection"
        assert {feature["id"] for feature in found["features"]} == {row["event_id"] for row in rows()["events"]}
        assert all(set(feature["properties"]) == set(COLUMNS) for feature in found["features"])

    def test_an_empty_release_gives_an_empty_collection(self, empty: Path, tmp_path: Path) -> None:
        found = json.loads(export(empty, "geojson", tmp_path / "events.geojson").path.read_text("utf-8"))
        assert found == {"type": "FeatureCollection", "features": []}


class TestGdelt:
    def lines(self, release: Path, tmp_path: Path) -> list[dict[str, str]]:
        text = export(release, "gdelt", tmp_path / "events.tsv").path.read_text("utf-8")
        names = [field.field for field in field_map("gdelt")]
        return [dict(zip(names, line.split("\t"), strict=True)) for line in text.splitlines()]

    def test_only_what_is_asserted_is_written_and_the_rest_is_counted(self, release: Path, tmp_path: Path) -> None:
        done = export(release, "gdelt", tmp_path / "events.tsv")
        assert (done.events, done.left_out) == (2, {"planned": 1})
        assert len(self.lines(release, tmp_path)) == 2

    def test_fields_hold_what_the_codebook_of_gdelt_says(self, release: Path, tmp_path: Path) -> None:
        found = next(line for line in self.lines(release, tmp_path) if line["QuadClass"] == "4")
        wanted = {
            "SQLDATE": "20210501", "MonthYear": "202105", "Year": "2021", "FractionDate": "2021.4137",
            "Actor1Code": "REB", "Actor1Name": "ARMED MEN", "Actor1Type1Code": "REB", "Actor1CountryCode": "",
            "Actor2Code": "IRQMIL", "Actor2Name": "IRAQI ARMY", "Actor2CountryCode": "IRQ", "Actor2Type1Code": "MIL",
            "IsRootEvent": "1", "EventCode": "190", "EventBaseCode": "190", "EventRootCode": "19",
            "GoldsteinScale": "-10.0", "ActionGeo_Type": "4", "ActionGeo_Fullname": "Kirkuk, Iraq",
            "ActionGeo_CountryCode": "IZ", "ActionGeo_Lat": "35.46806", "ActionGeo_Long": "44.39222",
            "DATEADDED": "20210503000000", "SOURCEURL": "example-ar:2021/05/03.txt",
        }  # fmt: skip
        assert {name: found[name] for name in wanted} == wanted
        assert 0 < int(found["GLOBALEVENTID"]) < 2**63

    def test_the_fraction_of_a_year_never_reaches_the_next(self) -> None:
        assert _fraction_of_year(date(2019, 12, 31)) == "2019.9999"
        assert _fraction_of_year(date(2019, 1, 1)) == "2019.0849"

    def test_every_root_and_sector_has_its_row_and_countries_have_fips_codes(self) -> None:
        roots = {f"{root}0" for root in contract().table("events").field("cameo_root").enum}
        assert roots <= {row["event_code"] for row in read_table(data_path("exports", "gdelt_goldstein.tsv"))}
        path = data_path("exports", "gdelt_sectors.tsv")
        assert [row["sector"] for row in read_table(path)] == list(SECTORS)
        assert (_countries()["SYR"], _countries()["IRQ"], _countries()["TUR"]) == (
            ("SY", "Syria"), ("IZ", "Iraq"), ("TU", "Turkey"),
        )  # fmt: skip

    def test_a_reader_of_gdelt_reads_it(self, release: Path, tmp_path: Path) -> None:
        parsers = pytest.importorskip("py_gdelt.parsers.events")
        models = pytest.importorskip("py_gdelt.models.events")
        data = export(release, "gdelt", tmp_path / "events.tsv").path.read_bytes()
        found: list[Any] = [models.Event.from_raw(raw) for raw in parsers.EventsParser().parse(data)]
        attack = next(event for event in found if event.quad_class == 4)
        assert len(found) == 2
        assert attack.date.isoformat() == "2021-05-01"
        assert (attack.event_code, attack.event_root_code) == ("190", "19")
        assert (attack.actor1.name, attack.actor2.country_code) == ("ARMED MEN", "IRQ")
        assert (attack.action_geo.name, attack.action_geo.country_code) == ("Kirkuk, Iraq", "IZ")

    def test_its_columns_are_those_of_the_reader(self) -> None:
        parsers = pytest.importorskip("py_gdelt.parsers.events")
        assert {field.field: place for place, field in enumerate(field_map("gdelt"))} == (
            parsers.EventsParser.V2_COLUMNS
        )

    def test_its_countries_are_those_of_the_reader(self) -> None:
        lookups = pytest.importorskip("py_gdelt.lookups.countries")
        countries = lookups.Countries()
        for iso3 in ("SYR", "IRQ", "TUR", "USA", "GBR", "SDN", "LBN", "YEM"):
            assert countries.iso_to_fips(iso3) == _countries()[iso3][0]


class TestPlover:
    def records(self, release: Path, tmp_path: Path) -> list[dict[str, Any]]:
        path = export(release, "plover-json", tmp_path / "events.json").path
        found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return found

    def test_records_have_the_fields_of_plover_s_own(self, release: Path, tmp_path: Path) -> None:
        attack = next(item for item in self.records(release, tmp_path) if item["event"] == "ASSAULT")
        assert attack["source"] == [{"actorText": "مسلحين", "code": "", "sector": "REB"}]
        assert attack["target"] == [{"actorText": "ثلاثة جنود", "code": "IRQ", "sector": "MIL"}]
        assert (attack["date"], attack["eventText"], attack["context"]) == (
            "2021-05-01",
            "قتلوا",
            "military; terrorism",
        )
        assert (attack["publication"], attack["language"], attack["version"]) == ("example-ar", "ar", INFO.version)
        assert attack["timeline"]["tolls"] == {"killed_low": 3, "killed_high": 3}
        assert attack["timeline"]["location"]["location"] == "Kirkuk"
        assert attack["textInfo"]["start"] == rows()["events"][0]["sentence_start"]
        assert set(attack) == {field.field for field in field_map("plover-json") if "[" not in field.field}

    @pytest.mark.parametrize("name", ["release", "empty"])
    def test_they_keep_the_schema_of_the_format(
        self, name: str, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads(data_path("exports", "plover.schema.json").read_text("utf-8"))
        assert schema["items"]["properties"]["event"]["enum"] == list(event_types())
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(self.records(request.getfixturevalue(name), tmp_path), schema)

    def test_pandas_and_duckdb_read_it(self, release: Path, tmp_path: Path) -> None:
        path = export(release, "plover-json", tmp_path / "events.json").path
        assert sorted(pd.read_json(path)["event"]) == ["AGREE", "ASSAULT", "CONSULT"]
        duckdb = pytest.importorskip("duckdb")
        with duckdb.connect() as connection:
            found = connection.sql(f"SELECT event, source[1].sector FROM '{path}' ORDER BY event").fetchall()
        assert found == [("AGREE", "GOV"), ("ASSAULT", "REB"), ("CONSULT", "GOV")]

    def test_the_sentences_themselves_are_not_written(self, release: Path, tmp_path: Path) -> None:
        assert all(record["text"] == "" for record in self.records(release, tmp_path))
