from __future__ import annotations

import datetime as dt
import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from sample_release import INFO, rows, sample

from timeline.release import (
    MissingExtraError,
    ReleaseError,
    database,
    errors,
    events_flat,
    load,
    tables,
    write_release,
)
from timeline.release.database import VIEWS


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(sample(), tmp_path_factory.mktemp("load") / "release", info=INFO)


class TestColumnsAndFilters:
    def test_only_the_columns_named_are_loaded_in_the_order_given(self, release: Path) -> None:
        frame = load("events", release, columns=["status", "event_type"])
        assert list(frame.columns) == ["status", "event_type"]
        assert len(frame) == 3

    def test_conditions_must_all_hold_and_days_can_be_text(self, release: Path) -> None:
        frame = load(source=release, filters=[("date_start", ">=", "2021-05-02"), ("status", "=", "asserted")])
        assert list(frame["event_type"]) == ["CONSULT"]
        same = load(source=release, filters=[("date_start", ">=", dt.date(2021, 5, 2)), ("status", "!=", "planned")])
        assert frame.equals(same)

    def test_a_condition_can_be_on_a_column_that_is_not_loaded(self, release: Path) -> None:
        frame = load(source=release, columns=["trigger_text"], filters=[("event_type", "in", ["AGREE", "CONSULT"])])
        assert sorted(frame["trigger_text"]) == ["met", "visit"]
        assert list(frame.columns) == ["trigger_text"]

    def test_an_arrow_expression_is_a_filter_too(self, release: Path) -> None:
        frame = load(source=release, filters=pc.field("killed_low") > 0, as_="arrow")
        assert frame["event_type"].to_pylist() == ["ASSAULT"]

    def test_no_conditions_leave_all_rows(self, release: Path) -> None:
        assert len(load(source=release, filters=[])) == 3

    def test_types_are_those_of_the_whole_table(self, release: Path) -> None:
        whole = load("events", release)
        part = load("events", release, columns=list(whole.columns), filters=[("event_type", "=", "nothing")])
        assert part.dtypes.equals(whole.dtypes)
        assert len(part) == 0

    def test_an_unknown_column_is_answered_with_those_that_exist(self, release: Path) -> None:
        with pytest.raises(KeyError, match=r"found 'kind'; it has event_id, article_id"):
            load("events", release, columns=["kind"])
        with pytest.raises(KeyError, match=r"columns of events .*found 'country'"):
            load("events", release, filters=[("country", "=", "SYR")])

    @pytest.mark.parametrize(
        "condition", [("event_type", "like", "A%"), ("event_type", "="), "event_type = 'ASSAULT'", ["status", "=", "x"]]
    )
    def test_a_condition_of_another_form_is_refused(self, release: Path, condition: Any) -> None:
        with pytest.raises(ValueError, match="expected conditions"):
            load("events", release, filters=[condition])

    def test_a_day_of_another_form_is_refused(self, release: Path) -> None:
        with pytest.raises(ValueError, match="expected a day as YYYY-MM-DD, found 'May'"):
            load("events", release, filters=[("date_start", ">", "May")])

    def test_columns_given_as_one_text_are_refused(self, release: Path) -> None:
        with pytest.raises(ValueError, match=r"expected a list of names"):
            load("events", release, columns="status")

    def test_a_folder_that_is_no_release_names_releases_near_it(self, release: Path) -> None:
        with pytest.raises(ReleaseError, match=r"releases near it: .*release"):
            load("events", release.parent / "relaese")


class TestKinds:
    def test_arrow_has_the_types_of_the_file(self, release: Path) -> None:
        table = load("events", release, as_="arrow")
        assert isinstance(table, pa.Table)
        assert table.schema.field("date_start").type == pa.date32()

    def test_polars_has_days_as_dates_and_nulls_as_nulls(self, release: Path) -> None:
        polars = pytest.importorskip("polars")
        frame = load("events", release, columns=["date_start", "killed_low"], as_="polars")
        assert frame.schema == {"date_start": polars.Date, "killed_low": polars.Int64}
        assert frame["killed_low"].null_count() == 2

    def test_another_kind_is_refused(self, release: Path) -> None:
        with pytest.raises(ValueError, match="expected 'pandas', 'polars' or 'arrow', found 'spark'"):
            load("events", release, as_="spark")  # type: ignore[call-overload]

    def test_a_library_that_is_missing_is_named_with_the_extra_that_brings_it(self) -> None:
        with pytest.raises(MissingExtraError, match=r"pip install 'news-timeline\[duckdb\]'"):
            errors.optional("a_library_that_nobody_has.part", "duckdb", "timeline.database()")


class TestDatabase:
    @pytest.fixture
    def connection(self, release: Path) -> Iterator[Any]:
        pytest.importorskip("duckdb")
        with database(release) as connection:
            yield connection

    def test_every_table_is_a_view_with_all_its_rows(self, connection: Any, release: Path) -> None:
        for name in tables(release):
            assert connection.sql(f"SELECT count(*) FROM {name}").fetchall() == [(len(rows()[name]),)]

    def test_events_flat_has_one_row_per_event_with_names_of_first_actor_recipient_speaker_and_place(
        self, connection: Any
    ) -> None:
        found = connection.sql(
            "SELECT actor, recipient, recipient_country, speaker, location, latitude, contexts, language "
            "FROM events_flat WHERE event_type = 'ASSAULT'"
        ).fetchall()
        assert found == [
            ("armed men", "Iraqi Army", "IRQ", "Iraqi Army", "Kirkuk", 35.46806, "military; terrorism", "ar")
        ]
        assert connection.sql("SELECT count(*), count(DISTINCT event_id) FROM events_flat").fetchall() == [(3, 3)]

    def test_the_view_and_the_table_made_with_arrow_agree(self, connection: Any, release: Path) -> None:
        table = events_flat(release)
        view = connection.sql("SELECT * FROM events_flat ORDER BY event_id")
        assert view.columns == table.column_names
        assert view.fetchall() == [tuple(row.values()) for row in table.to_pylist()]

    def test_dyads_pair_every_actor_with_every_recipient(self, connection: Any) -> None:
        found = connection.sql("SELECT actor_sector, recipient_sector, recipient_country FROM dyads").fetchall()
        assert found == [("REB", "MIL", "IRQ")]

    def test_a_file_keeps_the_views(self, release: Path, tmp_path: Path) -> None:
        duckdb = pytest.importorskip("duckdb")
        database(release, tmp_path / "news.duckdb").close()
        with duckdb.connect(str(tmp_path / "news.duckdb"), read_only=True) as connection:
            assert connection.sql("SELECT count(*) FROM events_flat").fetchall() == [(3,)]

    def test_a_path_with_a_quote_is_opened(self, release: Path, tmp_path: Path) -> None:
        pytest.importorskip("duckdb")
        place = shutil.copytree(release, tmp_path / "it's here")
        with database(place) as connection:
            assert all(connection.sql(f"SELECT * FROM {view}").columns for view in VIEWS)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def web(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A release on a server of one's own: its address, its folder there, and a way to stop it."""
    pytest.importorskip("pooch")
    pytest.importorskip("fsspec")
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "cache"))
    folder = shutil.copytree(release, tmp_path / "www" / "release")
    handler = functools.partial(Quiet, directory=str(tmp_path / "www"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    yield f"http://127.0.0.1:{server.server_port}/release", folder, stop
    if thread.is_alive():
        stop()


class TestAddresses:
    def test_a_release_at_an_address_is_loaded_like_one_in_a_folder(self, web: Any, release: Path) -> None:
        address, _, _ = web
        assert tables(address) == tables(f"{address}/") == tables(f"{address}/datapackage.json") == tables(release)
        assert load("events", address).equals(load("events", release))
        assert list(load("actors", address, columns=["kind"], filters=[("kind", "=", "office")])["kind"]) == ["office"]

    def test_what_was_loaded_once_is_there_without_network(self, web: Any, release: Path) -> None:
        address, _, stop = web
        load("events", address)
        stop()
        with pytest.warns(UserWarning, match="could not be reached"):
            assert load("events", address).equals(load("events", release))
        with (
            pytest.warns(UserWarning, match="reached"),
            pytest.raises(ReleaseError, match=r"actors\.parquet.*check the network"),
        ):
            load("actors", address)

    def test_an_address_that_cannot_be_reached_is_answered_with_what_to_do(self, web: Any) -> None:
        address, _, stop = web
        stop()
        with pytest.raises(ReleaseError, match=r"no copy in .*check address and network"):
            load("events", address)

    def test_a_file_that_is_not_the_one_described_is_refused(self, web: Any) -> None:
        address, folder, _ = web
        path = folder / "data" / "events.parquet"
        data = bytearray(path.read_bytes())
        data[100] ^= 1
        path.write_bytes(data)
        with pytest.raises(ReleaseError, match=r"events\.parquet: expected a file with the hash sha256:"):
            load("events", address)

    def test_a_newer_release_at_the_same_address_is_seen(self, web: Any) -> None:
        address, folder, _ = web
        assert len(load("events", address)) == 3
        given = sample()
        write_release({**given, "rejects": given["rejects"].slice(0, 0)}, folder, info=INFO)
        assert len(load("rejects", address)) == 0

    def test_fsspec_opens_addresses_that_are_not_on_the_web(
        self, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("pooch")
        pytest.importorskip("fsspec")
        monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "cache"))
        assert load("events", release.as_uri()).equals(load("events", release))
        with pytest.raises(ReleaseError, match="expected an address that fsspec can open"):
            load("events", "gopher9://example/release")

    def test_a_path_that_leaves_the_release_is_refused(self, release: Path, tmp_path: Path) -> None:
        folder = shutil.copytree(release, tmp_path / "release")
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        package["resources"][1]["path"] = "../../secret.parquet"
        (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
        with pytest.raises(ReleaseError, match="expected a path inside the release"):
            load("events", folder)
