from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_release import ARABIC, ARABIC_ARTICLE, ENGLISH, ENGLISH_ARTICLE, INFO, rows, sample

from timeline.contract import ContractError, arrow_schema, contract
from timeline.release import (
    ReleaseError,
    bundled_release,
    load,
    places,
    tables,
    tables_from_rows,
    validate_release,
    write,
    write_release,
)
from timeline.release.write import sorted_batches, write_parquet

ROOT = Path(__file__).resolve().parents[1]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(sample(), tmp_path_factory.mktemp("release") / "sample", info=INFO)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tables_from_rows({}), tmp_path_factory.mktemp("release") / "empty", info=INFO)


class TestRows:
    def test_what_a_row_leaves_out_is_null(self) -> None:
        reject = sample()["rejects"].to_pylist()[0]
        assert reject["detail"] is None

    def test_empty_text_and_nan_are_null(self) -> None:
        given = rows()
        given["articles"][0].update(title="", similarity=float("nan"))
        article = tables_from_rows(given)["articles"].to_pylist()[0]
        assert article["title"] is None
        assert article["similarity"] is None

    def test_tables_without_rows_are_empty_and_the_optional_one_is_left_out(self) -> None:
        made = tables_from_rows({})
        assert set(made) == set(contract().tables) - {"texts"}
        assert all(made[name].schema.equals(arrow_schema(name), check_metadata=True) for name in made)

    @pytest.mark.parametrize(
        ("column", "value", "found"),
        [
            ("date_start", "2021-05-01", "'2021-05-01' of type str"),
            ("date_start", dt.datetime(2021, 5, 1, 9, tzinfo=dt.UTC), "of type datetime"),
            ("killed_low", 3.0, "3.0 of type float"),
            ("killed_low", True, "True of type bool"),
            ("killed_low", 2**63, "of type int"),
            ("confidence", "high", "'high' of type str"),
            ("confidence", float("inf"), "inf of type float"),
            ("core", 1, "1 of type int"),
            ("summary", 7, "7 of type int"),
            ("status", None, "null"),
            ("status", "", "''"),
            ("trigger_text", "قتل\udcff", "\\udcff"),
            ("colour", "red", "colour"),
        ],
    )
    def test_a_value_that_does_not_fit_is_named_with_its_place(self, column: str, value: object, found: str) -> None:
        given = rows()
        given["events"][1][column] = value
        with pytest.raises(ContractError) as error:
            tables_from_rows(given)
        finding = error.value.finding
        assert (finding.file, finding.column, finding.row) == ("data/events.parquet", column, 1)
        assert found in finding.found
        assert finding.remedy

    def test_an_unknown_table_is_refused(self) -> None:
        with pytest.raises(KeyError, match="articles, events"):
            tables_from_rows({"stories": []})


class TestFiles:
    def test_a_release_is_a_data_package_its_documents_and_one_file_per_table(self, release: Path) -> None:
        data = {f"data/{name}.parquet" for name in contract().tables if name != "texts"}
        documents = {"README.md", "codebook.md", "CITATION.cff", "croissant.json", "SHA256SUMS"}
        assert set(contents(release)) == {"datapackage.json", *documents, *data}

    def test_the_data_package_says_what_it_holds(self, release: Path) -> None:
        package = json.loads((release / "datapackage.json").read_text("utf-8"))
        assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert (package["name"], package["version"]) == ("news-timeline", "2021.5.0")
        assert package["created"] == "2021-05-10T00:00:00Z"
        assert package["contract"]["version"] == contract().version
        assert [license["name"] for license in package["licenses"]] == ["CC-BY-4.0"]
        titles = " ".join(source["title"] for source in package["sources"])
        assert all(word in titles for word in ("Two articles", "GeoNames (CC BY 4.0)", "PLOVER"))
        assert all(isinstance(person["roles"], list) for person in package["contributors"])
        for resource in package["resources"]:
            file = release / resource["path"]
            assert resource["type"] == "table"
            assert resource["hash"] == "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
            assert resource["mediatype"] == "application/vnd.apache.parquet"
            assert resource["rows"] == pq.read_metadata(file).num_rows
            assert resource["schema"] == contract().table(resource["name"]).descriptor
            assert "bytes" not in resource

    def test_the_card_counts_rows_and_says_how_to_load_under_which_licence(self, release: Path) -> None:
        card = (release / "README.md").read_text("utf-8")
        assert "| [`events`](data/events.parquet) | 3 |" in card
        assert "creativecommons.org/licenses/by/4.0" in card
        assert "timeline.load(" in card
        assert all(name in card for name in contract().table("event_actors").columns)
        assert "## Quality" not in card

    def test_figures_of_quality_stand_in_the_card(self, tmp_path: Path) -> None:
        info = replace(INFO, quality="Typed events: F1 0.7 on 40 articles.")
        out = write_release(sample(), tmp_path / "release", info=info)
        assert "## Quality\n\nTyped events: F1 0.7 on 40 articles.\n" in (out / "README.md").read_text("utf-8")

    @pytest.mark.parametrize("name", [name for name in contract().tables if name != "texts"])
    def test_a_table_is_compressed_indexed_and_free_of_pandas(self, release: Path, name: str) -> None:
        with pq.ParquetFile(release / contract().file(name)) as file:
            assert set(file.schema_arrow.metadata) == {b"timeline:contract", b"timeline:table"}
            assert file.schema_arrow.metadata[b"timeline:contract"].decode() == contract().version
            for number in range(file.metadata.num_columns):
                column = file.metadata.row_group(0).column(number)
                assert column.compression == "ZSTD"
                assert column.has_column_index
                assert column.has_offset_index
                assert column.is_stats_set

    @pytest.mark.parametrize("name", [name for name in contract().tables if name != "texts"])
    def test_rows_are_sorted_by_primary_key(self, release: Path, name: str) -> None:
        key = contract().table(name).primary_key or contract().table(name).columns[:1]
        found = [
            tuple(row[column] for column in key) for row in pq.read_table(release / contract().file(name)).to_pylist()
        ]
        assert found == sorted(found)
        assert len(found) == len(rows()[name])

    def test_texts_are_written_on_request_and_are_not_under_the_open_licence(self, tmp_path: Path) -> None:
        texts: list[dict[str, object]] = [
            {"article_id": ARABIC_ARTICLE["article_id"], "text": ARABIC},
            {"article_id": ENGLISH_ARTICLE["article_id"], "text": ENGLISH},
        ]
        out = write_release(tables_from_rows({**rows(), "texts": texts}), tmp_path / "release", info=INFO)
        package = json.loads((out / "datapackage.json").read_text("utf-8"))
        private = {r["name"]: r["licenses"][0]["name"] for r in package["resources"] if "licenses" in r}
        assert private == {"texts": "other-closed"}
        assert "private use" in (out / "README.md").read_text("utf-8")
        assert sorted(load("texts", out)["text"]) == sorted([ARABIC, ENGLISH])
        assert validate_release(out, frictionless=True).ok


class TestStockTools:
    @pytest.mark.parametrize("name", ["release", "empty"])
    def test_frictionless_accepts_it(self, name: str, request: pytest.FixtureRequest) -> None:
        folder: Path = request.getfixturevalue(name)
        command = Path(sys.executable).parent / "frictionless"
        out = subprocess.run([command, "validate", "datapackage.json"], cwd=folder, capture_output=True, text=True)
        assert out.returncode == 0, out.stdout + out.stderr

    def test_plain_pandas_reads_a_table(self, release: Path) -> None:
        frame = pd.read_parquet(release / "data" / "events.parquet", dtype_backend="pyarrow")
        assert sorted(frame["trigger_text"]) == sorted(["قتلوا", "visit", "met"])


class TestDeterminism:
    @settings(max_examples=15, deadline=None)
    @given(st.data())
    def test_the_order_of_the_rows_given_does_not_matter(self, data: st.DataObject) -> None:
        for name, listed in rows().items():
            shuffled = data.draw(st.permutations(listed), label=name)
            one, other = (
                list(sorted_batches(name, tables_from_rows({name: order})[name])) for order in (listed, shuffled)
            )
            assert one == other

    @settings(max_examples=10, deadline=None)
    @given(cuts=st.lists(st.integers(0, 5), max_size=4))
    def test_how_rows_are_cut_into_batches_does_not_matter(
        self, tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
    ) -> None:
        folder = tmp_path_factory.mktemp("cuts")
        table = pa.Table.from_batches(sorted_batches("event_actors", sample()["event_actors"]))

        def batches() -> Iterator[pa.RecordBatch]:
            edges = [0, *sorted(cuts), table.num_rows]
            for left, right in pairwise(edges):
                yield from table.slice(left, right - left).to_batches()

        write_parquet("event_actors", table.to_batches(), folder / "whole")
        write_parquet("event_actors", batches(), folder / "cut")
        assert (folder / "whole").read_bytes() == (folder / "cut").read_bytes()

    def test_nor_does_it_in_a_table_of_many_pages(self, tmp_path: Path) -> None:
        ids = [f"e{number:016x}" for number in range(120_000)]
        table = pa.table([pa.array(ids), pa.array(["military"] * len(ids))], schema=arrow_schema("event_contexts"))
        write_parquet("event_contexts", table.to_batches(), tmp_path / "whole")
        write_parquet("event_contexts", table.to_batches(max_chunksize=777), tmp_path / "cut")
        assert (tmp_path / "whole").read_bytes() == (tmp_path / "cut").read_bytes()

    def test_row_groups_do_not_depend_on_batches(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(write, "ROWS_PER_GROUP", 2)
        table = pa.Table.from_batches(sorted_batches("event_actors", sample()["event_actors"]))
        assert write_parquet("event_actors", table.to_batches(), tmp_path / "whole") == 5
        assert write_parquet("event_actors", table.to_batches(max_chunksize=1), tmp_path / "single") == 5
        assert pq.read_metadata(tmp_path / "whole").num_row_groups == 3
        assert (tmp_path / "whole").read_bytes() == (tmp_path / "single").read_bytes()

    def test_two_runs_in_other_surroundings_write_the_same_bytes(self, tmp_path: Path) -> None:
        code = (
            "import sys; from sample_release import sample, INFO; from timeline.release import write_release; "
            "write_release(sample(), sys.argv[1], info=INFO)"
        )
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        for name, seed, zone in (("one", "1", "Asia/Baghdad"), ("other", "2", "America/New_York")):
            surroundings = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
            out = f"./x/../{name}/" if name == "one" else str(tmp_path / name)
            subprocess.run([sys.executable, "-c", code, out], cwd=tmp_path, env=surroundings, check=True)
        assert contents(tmp_path / "one") == contents(tmp_path / "other")

    def test_sorted_batches_give_the_same_release_as_tables(self, release: Path, tmp_path: Path) -> None:
        streams = {name: sorted_batches(name, table) for name, table in sample().items()}
        assert contents(write_release(streams, tmp_path / "streamed", info=INFO)) == contents(release)

    def test_unsorted_batches_are_refused_at_their_row(self, tmp_path: Path) -> None:
        table = pa.Table.from_batches(sorted_batches("events", sample()["events"]))
        batches = [*table.slice(0, 2).to_batches(), *table.slice(1).to_batches()]
        with pytest.raises(ContractError, match="primary key") as error:
            write_release({**sample(), "events": batches}, tmp_path / "release", info=INFO)
        assert error.value.finding.row == 2
        assert not (tmp_path / "release").exists()

    def test_the_check_for_order_sees_from_one_row_group_to_the_next(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(write, "ROWS_PER_GROUP", 2)
        table = pa.Table.from_batches(sorted_batches("events", sample()["events"]))
        batches = [*table.slice(0, 2).to_batches(), *table.slice(1, 1).to_batches()]
        with pytest.raises(ContractError) as error:
            write_parquet("events", batches, tmp_path / "events")
        assert error.value.finding.row == 2
        assert str(table["event_id"][1]) in error.value.finding.found


class TestWholeOrNotAtAll:
    def test_an_older_release_is_replaced(self, tmp_path: Path) -> None:
        out = tmp_path / "release"
        write_release(sample(), out, info=replace(INFO, version="1"))
        write_release(tables_from_rows({}), out, info=replace(INFO, version="2"))
        assert json.loads((out / "datapackage.json").read_text("utf-8"))["version"] == "2"
        assert len(load("events", out)) == 0
        assert [path.name for path in tmp_path.iterdir()] == ["release"]

    def test_an_empty_folder_is_used(self, tmp_path: Path) -> None:
        (tmp_path / "release").mkdir()
        assert tables(write_release(sample(), tmp_path / "release", info=INFO))

    def test_missing_parents_are_made(self, tmp_path: Path) -> None:
        assert tables(write_release(sample(), tmp_path / "a" / "b" / "release", info=INFO))

    @pytest.mark.parametrize(
        ("file", "text"), [("thesis.docx", "years of work"), ("datapackage.json", '{"name": "other"}')]
    )
    def test_a_folder_with_something_else_is_left_alone(self, tmp_path: Path, file: str, text: str) -> None:
        (tmp_path / file).write_text(text, "utf-8")
        with pytest.raises(ReleaseError, match=r"expected an empty folder or a release.*found.*name another folder"):
            write_release(sample(), tmp_path, info=INFO)
        assert {name: data.decode() for name, data in contents(tmp_path).items()} == {file: text}

    def test_a_release_with_something_else_in_it_is_left_alone(self, tmp_path: Path) -> None:
        out = write_release(sample(), tmp_path / "release", info=INFO)
        (out / "data" / "notes.txt").write_text("mine", "utf-8")
        before = contents(out)
        with pytest.raises(ReleaseError, match=r"data/notes\.txt.*move these files"):
            write_release(sample(), out, info=INFO)
        assert contents(out) == before

    def test_a_file_in_the_place_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "release").write_text("a file", "utf-8")
        with pytest.raises(ReleaseError, match="expected a folder"):
            write_release(sample(), tmp_path / "release", info=INFO)

    def test_a_failure_on_the_way_leaves_the_older_release_as_it_was(self, tmp_path: Path) -> None:
        out = write_release(sample(), tmp_path / "release", info=INFO)
        before = contents(out)

        def breaks() -> Iterator[pa.RecordBatch]:
            yield from sorted_batches("timexes", sample()["timexes"])
            raise ConnectionError("the worker is gone")

        with pytest.raises(ConnectionError):
            write_release({**sample(), "timexes": breaks()}, out, info=replace(INFO, version="2"))
        assert contents(out) == before
        assert [path.name for path in tmp_path.iterdir()] == ["release"]

    def test_a_failure_at_the_last_step_puts_the_older_release_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = write_release(sample(), tmp_path / "release", info=INFO)
        before = contents(out)
        rename = Path.rename

        def refuse(self: Path, target: Path) -> Path:
            if self.suffix == ".partial":
                raise PermissionError(1, "Operation not permitted")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(ReleaseError, match=r"Operation not permitted.*check permissions"):
            write_release(sample(), out, info=replace(INFO, version="2"))
        assert contents(out) == before
        assert [path.name for path in tmp_path.iterdir()] == ["release"]

    def test_a_missing_table_is_named(self, tmp_path: Path) -> None:
        given = sample()
        del given["rejects"]
        with pytest.raises(ContractError, match=r"data/rejects\.parquet.*expected a table"):
            write_release(given, tmp_path / "release", info=INFO)
        assert list(tmp_path.iterdir()) == []

    def test_columns_of_other_types_are_fitted_or_refused(self, tmp_path: Path) -> None:
        given = sample()
        at = given["events"].column_names.index("killed_low")
        given["events"] = given["events"].set_column(at, "killed_low", given["events"]["killed_low"].cast(pa.int8()))
        out = write_release(given, tmp_path / "release", info=INFO)
        assert pq.read_schema(out / "data" / "events.parquet").field("killed_low").type == pa.int64()
        at = given["events"].column_names.index("date_start")
        given["events"] = given["events"].set_column(at, "date_start", pa.array(["soon"] * 3))
        with pytest.raises(ContractError, match="column date_start"):
            write_release(given, out, info=INFO)

    def test_nulls_in_a_required_column_are_refused_at_their_row(self, tmp_path: Path) -> None:
        given = sample()
        at = given["actors"].column_names.index("kind")
        given["actors"] = given["actors"].set_column(at, "kind", pa.array(["state", None, "state"]))
        with pytest.raises(ContractError, match="column kind"):
            write_release(given, tmp_path / "release", info=INFO)


class TestLoad:
    def test_every_column_has_a_type_that_says_what_it_is(self, release: Path) -> None:
        types = {
            "string": "str",
            "integer": "Int64",
            "number": "Float64",
            "boolean": "boolean",
            "date": "datetime64[s]",
        }
        for name in tables(release):
            frame = load(name, release)
            expected = {field.name: types[field.type] for field in contract().table(name).fields}
            assert frame.dtypes.astype(str).to_dict() == expected

    def test_an_empty_table_has_the_same_types(self, release: Path, empty: Path) -> None:
        for name in tables(empty):
            frame = load(name, empty)
            assert len(frame) == 0
            assert frame.dtypes.equals(load(name, release).dtypes)

    def test_events_are_loaded_unless_another_table_is_named(self, release: Path) -> None:
        assert list(load(source=release)["event_type"].sort_values()) == ["AGREE", "ASSAULT", "CONSULT"]

    @pytest.mark.parametrize("name", [name for name in contract().tables if name != "texts"])
    def test_what_was_written_is_what_is_loaded(self, release: Path, name: str) -> None:
        columns = contract().table(name).columns
        frame = load(name, str(release)).astype(object)
        found = frame.where(frame.notna(), None).to_dict("records")
        for row in found:
            row.update({key: value.date() for key, value in row.items() if isinstance(value, pd.Timestamp)})

        def order(row: dict[str, object]) -> str:
            return json.dumps([row[column] for column in columns], default=str, ensure_ascii=False)

        given: list[dict[str, object]] = [{column: row.get(column) for column in columns} for row in rows()[name]]
        assert sorted(map(order, found)) == sorted(map(order, given))  # type: ignore[arg-type]

    def test_an_unknown_table_is_answered_with_those_that_exist(self, release: Path) -> None:
        with pytest.raises(KeyError, match=r"articles, events, event_contexts.*found 'event'"):
            load("event", release)
        with pytest.raises(KeyError, match="'texts'"):
            load("texts", release)

    def test_a_folder_that_is_no_release_is_answered_with_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(ReleaseError, match=r"expected a release.*found no such folder; name the folder"):
            load("events", tmp_path / "nowhere")
        (tmp_path / "datapackage.json").write_text('{"name": "weather"}', "utf-8")
        with pytest.raises(ReleaseError, match="another data package"):
            tables(tmp_path)
        (tmp_path / "datapackage.json").write_text("{", "utf-8")
        with pytest.raises(ReleaseError, match="expected JSON"):
            tables(tmp_path)

    def test_a_damaged_table_is_answered_with_what_to_do(self, tmp_path: Path) -> None:
        out = write_release(sample(), tmp_path / "release", info=INFO)
        (out / "data" / "events.parquet").write_bytes(b"PAR1")
        with pytest.raises(ReleaseError, match=r"events\.parquet: expected a Parquet file.*timeline validate"):
            load("events", out)

    def test_the_release_that_comes_with_the_package_is_found(
        self, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "PACKAGE", tmp_path / "checkout" / "timeline")
        with pytest.raises(ReleaseError, match="reinstall"):
            bundled_release()
        write_release(sample(), tmp_path / "checkout" / "dist", info=INFO)
        assert bundled_release() == tmp_path / "checkout" / "dist"
        assert len(load()) == 3
        write_release(tables_from_rows({}), tmp_path / "checkout" / "timeline" / "dataset", info=INFO)
        assert bundled_release() == tmp_path / "checkout" / "timeline" / "dataset"
        assert tables() == tables(release)
        assert len(load()) == 0
