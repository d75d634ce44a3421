from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_release import ARABIC, ARABIC_ARTICLE, ENGLISH_ARTICLE, INFO, TEXTS, rows, sample

from timeline.contract import Finding, arrow_schema, contract
from timeline.release import tables_from_rows, validate_release, write_release
from timeline.release.documents import checksums


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(sample(), tmp_path_factory.mktemp("pristine") / "release", info=INFO)


@pytest.fixture
def release(pristine: Path, tmp_path: Path) -> Path:
    """A release of one's own, to break."""
    return Path(shutil.copytree(pristine, tmp_path / "release"))


def edit_package(release: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    path = release / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    edit(package)
    path.write_text(json.dumps(package, ensure_ascii=False), "utf-8")
    (release / "SHA256SUMS").write_text(checksums(release), "utf-8")


def resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in package["resources"] if item["name"] == name)
    return found


def rewrite(release: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Change a table behind the release's back, with a hash that fits again: only the content is wrong."""
    path = release / "data" / f"{name}.parquet"
    pq.write_table(change(pq.read_table(path)), path)

    def fit(package: dict[str, Any]) -> None:
        resource(package, name)["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"

    edit_package(release, fit)


def set_value(column: str, row: int, value: object) -> Callable[[pa.Table], pa.Table]:
    """A change of one cell."""

    def change(table: pa.Table) -> pa.Table:
        values = table[column].to_pylist()
        values[row] = value
        field = table.schema.field(column)
        return table.set_column(table.column_names.index(column), field, pa.array(values, field.type))

    return change


def only(findings: list[Finding], **wanted: object) -> Finding:
    """The one finding that has these values."""
    (found,) = [item for item in findings if all(getattr(item, key) == value for key, value in wanted.items())]
    return found


class TestSoundReleases:
    def test_a_sound_release_has_no_findings(self, pristine: Path) -> None:
        assert list(validate_release(pristine)) == []

    def test_nor_with_its_texts_and_the_stock_validator(self, pristine: Path) -> None:
        findings = validate_release(str(pristine), texts=TEXTS, frictionless=True)
        assert findings.ok, str(findings)

    def test_nor_has_an_empty_one(self, tmp_path: Path) -> None:
        out = write_release(tables_from_rows({}), tmp_path / "release", info=INFO)
        assert validate_release(out, texts={}, frictionless=True).ok


class TestBrokenFiles:
    def test_a_missing_file(self, release: Path) -> None:
        (release / "data" / "locations.parquet").unlink()
        (finding,) = validate_release(release)
        assert (finding.file, finding.table, finding.check) == ("data/locations.parquet", "locations", "file present")
        assert str(finding).startswith("data/locations.parquet, whole file: file present: expected the file that ")
        assert "fetch the release again" in finding.remedy

    def test_a_changed_byte_in_the_data_names_the_column(self, release: Path) -> None:
        path = release / "data" / "actors.parquet"
        data = bytearray(path.read_bytes())
        at = data.index("العراقي".encode())
        data[at + 1] ^= 1  # one letter becomes another: still text, still Parquet
        path.write_bytes(data)
        findings = list(validate_release(release))
        assert only(findings, check="hash").file == "data/actors.parquet"
        damaged = only(findings, check="readable")
        assert (damaged.file, damaged.column, damaged.row) == ("data/actors.parquet", "name_local", 0)
        assert damaged.remedy

    @settings(max_examples=25, deadline=None)
    @given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
    def test_a_changed_bit_anywhere_is_found(
        self, pristine: Path, tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
    ) -> None:
        release = Path(shutil.copytree(pristine, tmp_path_factory.mktemp("bit") / "release"))
        path = release / "data" / "evidence.parquet"
        data = bytearray(path.read_bytes())
        data[int(place * len(data))] ^= 1 << bit
        path.write_bytes(data)
        assert only(list(validate_release(release)), check="hash").file == "data/evidence.parquet"

    def test_a_wrong_number_of_rows(self, release: Path) -> None:
        edit_package(release, lambda package: resource(package, "events").update(rows=4))
        findings = list(validate_release(release))
        finding = only(findings, check="row count", file="data/events.parquet")
        assert finding.expected == "4 rows, as in datapackage.json"
        assert finding.found == "3"
        assert "datapackage.json" in finding.remedy
        assert only(findings, check="row count", file="README.md").column == "events"

    def test_rows_that_are_gone(self, release: Path) -> None:
        rewrite(release, "event_contexts", lambda table: table.slice(1))
        (finding,) = validate_release(release)
        assert (finding.file, finding.check, finding.found) == ("data/event_contexts.parquet", "row count", "1")

    def test_a_card_that_is_gone(self, release: Path) -> None:
        (release / "README.md").unlink()
        (finding,) = validate_release(release)
        assert (finding.file, finding.check) == ("README.md", "dataset card")


class TestBrokenTables:
    def test_a_foreign_key_to_nowhere(self, release: Path) -> None:
        rewrite(release, "event_actors", set_value("actor_id", 3, "nobody"))
        (finding,) = validate_release(release)
        assert (finding.file, finding.column, finding.row) == ("data/event_actors.parquet", "actor_id", 3)
        assert (finding.check, finding.expected) == ("foreign key", "a value of actors.actor_id")
        assert "add the row to data/actors.parquet" in finding.remedy

    def test_a_duplicate_id(self, release: Path) -> None:
        rewrite(release, "actors", lambda table: pa.concat_tables([table, table.slice(0, 1)]))
        edit_package(release, lambda package: resource(package, "actors").update(rows=4))
        finding = only(list(validate_release(release)), check="primary key")
        assert (finding.file, finding.column, finding.row) == ("data/actors.parquet", "actor_id", 3)
        assert finding.expected == "each actor_id once"
        assert finding.remedy

    def test_a_code_outside_the_list(self, release: Path) -> None:
        rewrite(release, "events", set_value("status", 1, "rumoured"))
        finding = only(list(validate_release(release)), check="enum")
        assert (finding.file, finding.column, finding.row) == ("data/events.parquet", "status", 1)
        assert finding.expected == "one of asserted, denied, planned, hypothetical"
        assert finding.found == "'rumoured'"
        assert finding.remedy

    def test_a_date_as_text(self, release: Path) -> None:
        def as_text(table: pa.Table) -> pa.Table:
            at = table.column_names.index("date_end")
            return table.set_column(at, "date_end", table["date_end"].cast(pa.string()))

        rewrite(release, "events", as_text)
        (finding,) = validate_release(release)
        assert (finding.file, finding.column, finding.check) == ("data/events.parquet", "date_end", "column type")
        assert str(finding).startswith(
            "data/events.parquet, column date_end, every row: column type: expected date32[day]"
        )
        assert "cast the column" in finding.remedy

    def test_offsets_behind_the_text(self, release: Path) -> None:
        rewrite(release, "evidence", set_value("end", 0, 100_000))
        finding = only(list(validate_release(release)), check="span inside the text")
        assert (finding.file, finding.column, finding.row) == ("data/evidence.parquet", "end", 0)
        assert finding.found == "100000"
        assert finding.remedy

    def test_a_null_where_a_value_is_required(self, release: Path) -> None:
        def nullable(table: pa.Table) -> pa.Table:
            schema = pa.schema([field.with_nullable(True) for field in table.schema])
            kept = table.schema.metadata
            return set_value("kind", 2, None)(table.cast(schema)).replace_schema_metadata(kept)

        rewrite(release, "actors", nullable)
        (finding,) = validate_release(release)
        assert (finding.column, finding.row, finding.check, finding.found) == ("kind", 2, "required", "null")

    def test_everything_is_found_at_once(self, release: Path) -> None:
        rewrite(release, "events", set_value("status", 1, "rumoured"))
        rewrite(release, "locations", set_value("latitude", 0, 95.0))
        (release / "data" / "timexes.parquet").unlink()
        found = {(finding.table, finding.check) for finding in validate_release(release)}
        assert {("events", "enum"), ("locations", "maximum"), ("timexes", "file present")} <= found


class TestBrokenPackages:
    def test_no_release_at_all(self, tmp_path: Path) -> None:
        for folder in (tmp_path, tmp_path / "nowhere"):
            (finding,) = validate_release(folder)
            assert (finding.file, finding.check) == ("datapackage.json", "data package")
            assert "timeline build" in finding.found

    @pytest.mark.parametrize(
        ("edit", "column"),
        [
            (lambda package: package.pop("$schema"), "$schema"),
            (lambda package: package.update(licenses=[]), "licenses"),
            (lambda package: package.update(version=2021), "version"),
            (lambda package: package["contract"].update(version="0.9.0"), "contract"),
            (lambda package: resource(package, "events").update(path="events.parquet"), "resources.events.path"),
            (lambda package: resource(package, "events").pop("mediatype"), "resources.events.mediatype"),
            (lambda package: resource(package, "events")["schema"].pop("primaryKey"), "resources.events.schema"),
        ],
    )
    def test_a_property_that_is_not_as_it_should_be(
        self, release: Path, edit: Callable[[dict[str, Any]], object], column: str
    ) -> None:
        edit_package(release, edit)
        (finding,) = validate_release(release)
        assert (finding.file, finding.column, finding.check) == ("datapackage.json", column, "property")

    def test_a_table_that_is_not_listed(self, release: Path) -> None:
        edit_package(release, lambda package: package["resources"].remove(resource(package, "rejects")))
        (finding,) = validate_release(release)
        assert (finding.column, finding.check) == ("resources.rejects", "table listed")

    def test_a_table_that_the_contract_does_not_have(self, release: Path) -> None:
        edit_package(
            release, lambda package: package["resources"].append({"name": "stories", "path": "data/stories.csv"})
        )
        checks = {finding.check for finding in validate_release(release)}
        assert "table known" in checks

    @pytest.mark.parametrize("resources", [None, "events", [1, "x"], [{"title": "no name"}]])
    def test_resources_that_are_none(self, release: Path, resources: object) -> None:
        edit_package(release, lambda package: package.update(resources=resources))
        assert {finding.check for finding in validate_release(release)} == {"table listed"}


class TestAgainstTheTexts:
    @pytest.mark.parametrize(
        ("table", "column"),
        [("events", "trigger_text"), ("event_actors", "mention_text"), ("evidence", "text"), ("timexes", "text")],
    )
    def test_words_that_do_not_stand_at_their_offsets(self, release: Path, table: str, column: str) -> None:
        words = pq.read_table(release / "data" / f"{table}.parquet")[column][0].as_py()
        rewrite(release, table, set_value(column, 0, "x" * len(words)))
        assert validate_release(release).ok
        (finding,) = validate_release(release, texts=TEXTS)
        assert (finding.file, finding.column, finding.row) == (f"data/{table}.parquet", column, 0)
        assert finding.check == "words of the text"
        assert repr(words) in finding.expected

    def test_offsets_that_were_counted_in_bytes(self, release: Path) -> None:
        at = pq.read_table(release / "data" / "articles.parquet")["text_sha256"].to_pylist()
        row = at.index(ARABIC_ARTICLE["text_sha256"])
        rewrite(release, "articles", set_value("text_length", row, len(ARABIC.encode())))
        (finding,) = validate_release(release, texts=TEXTS)
        assert (finding.column, finding.row, finding.check) == ("text_length", row, "length of the text")
        assert "code points" in finding.remedy

    def test_articles_whose_text_is_not_given_are_passed_over(self, release: Path) -> None:
        rewrite(release, "events", set_value("trigger_text", 0, "xxxxx"))
        assert not any(finding.check == "words of the text" for finding in validate_release(release, texts={}))

    def test_a_release_with_texts_is_compared_with_them(self, tmp_path: Path) -> None:
        given = {**rows(), "texts": [{"article_id": ARABIC_ARTICLE["article_id"], "text": ARABIC + " "},
                                     {"article_id": ENGLISH_ARTICLE["article_id"], "text": "Nothing"}]}  # fmt: skip
        out = write_release(tables_from_rows(given), tmp_path / "release", info=INFO)
        findings = list(validate_release(out))
        assert {finding.check for finding in findings} == {
            "digest of the text",
            "length of the text",
            "words of the text",
        }
        assert sum(finding.table == "texts" for finding in findings) == 2

    def test_texts_are_asked_for_one_by_one(self, pristine: Path) -> None:
        asked = set()

        class Archive(Mapping[str, str]):
            def __getitem__(self, digest: str) -> str:
                asked.add(digest)
                return TEXTS[digest]

            def __iter__(self) -> Any:
                raise AssertionError("nobody reads the whole archive")

            def __len__(self) -> int:
                return len(TEXTS)

        assert validate_release(pristine, texts=Archive()).ok
        assert asked == set(TEXTS)


class TestFrictionless:
    def test_its_errors_become_findings(self, release: Path) -> None:
        rewrite(release, "locations", set_value("feature", 0, "planet"))
        findings = list(validate_release(release, frictionless=True))
        ours = only(findings, check="enum")
        theirs = only(findings, check="frictionless constraint-error")
        assert (theirs.file, theirs.table, theirs.column, theirs.row) == (ours.file, ours.table, ours.column, ours.row)
        assert theirs.remedy


def test_findings_speak_of_themselves(release: Path) -> None:
    rewrite(release, "events", set_value("status", 1, "rumoured"))
    findings = validate_release(release)
    assert re.search(
        r"release: \d findings?\ndata/events\.parquet, column status, row 1: enum: expected", str(findings)
    )
    assert json.loads(json.dumps(findings.to_dict()))["ok"] is False


def test_the_schema_metadata_survives_the_round_trip(pristine: Path) -> None:
    schema = pq.read_schema(pristine / "data" / "events.parquet")
    assert schema.metadata == arrow_schema("events").metadata
    described = (schema.field("status").metadata or {})[b"description"].decode()
    assert described == contract().table("events").field("status").description
