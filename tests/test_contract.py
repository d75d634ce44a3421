from __future__ import annotations

import ast
import hashlib
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_release import ARABIC_ARTICLE, ENGLISH_ARTICLE, Row, rows, sample

from timeline import contract as package
from timeline.contract import (
    Finding,
    Findings,
    arrow_schema,
    check_tables,
    codebook,
    contexts,
    contract,
    event_types,
    frame_of,
    pandera_schema,
)
from timeline.contract.checks import row_checks
from timeline.contract.schema import SchemaError, _table, schema_folder
from timeline.ids import article_id, event_id, unlisted_actor_id
from timeline.release import tables_from_rows

ROOT = Path(__file__).resolve().parents[1]

COLUMNS = {
    "articles": "article_id document_id source title language section byline agencies dateline_location_id "
    "published_on published_basis issue_on issue_basis retrieved_on url text_sha256 text_length event_count "
    "duplicate_of similarity",
    "events": "event_id article_id story_id event_type event_mode quad_class cameo_root date_start date_end "
    "date_precision date_basis location_id location_basis geo_precision status killed_low killed_high injured_low "
    "injured_high captured_low captured_high trigger_text trigger_start trigger_end sentence_start sentence_end core "
    "confidence summary coder",
    "event_contexts": "event_id context",
    "event_actors": "event_id role position actor_id country sector mention_text mention_start mention_end",
    "evidence": "event_id field text start end",
    "actors": "actor_id name name_local kind country sector wikidata_id listed",
    "locations": "location_id name name_local feature country admin1 latitude longitude geonames_id basis",
    "timexes": "article_id start end text type value date_start date_end precision open basis calendar",
    "rejects": "document_id source stage reason detail",
    "texts": "article_id text",
}


def changed(table: str, row: int, **values: object) -> list[Finding]:
    """The findings on the small release with some values of one row changed."""
    all_rows = rows()
    all_rows[table][row] = {**all_rows[table][row], **values}
    return check_tables(tables_from_rows(all_rows))


def without(table: str, row: int) -> list[Finding]:
    all_rows = rows()
    del all_rows[table][row]
    return check_tables(tables_from_rows(all_rows))


class TestSchemas:
    def test_tables_and_columns_are_those_that_other_programs_rely_on(self) -> None:
        assert {name: " ".join(table.columns) for name, table in contract().tables.items()} == COLUMNS

    def test_only_the_texts_are_optional(self) -> None:
        assert contract().optional == {"texts"}

    @pytest.mark.parametrize("name", COLUMNS)
    def test_every_column_has_a_title_and_a_meaning(self, name: str) -> None:
        for field in contract().table(name).fields:
            assert field.title
            assert field.description.endswith("."), field.name

    @pytest.mark.parametrize("name", COLUMNS)
    def test_keys_name_columns_that_exist_and_are_never_null(self, name: str) -> None:
        table = contract().table(name)
        assert all(table.field(column).required for column in table.primary_key)
        for key in table.foreign_keys:
            assert set(key.columns) <= set(table.columns)
            assert contract().table(key.table).primary_key == key.references

    def test_codes_in_the_schemas_are_those_of_the_plover_tables(self) -> None:
        events = contract().table("events")
        types = event_types()
        assert events.field("event_type").enum == tuple(types)
        assert set(events.field("event_mode").enum) == {mode for type in types.values() for mode in type.modes}
        assert set(events.field("quad_class").enum) == {type.quad_class for type in types.values()}
        roots = {type.root(mode) for type in types.values() for mode in (None, *type.modes)}
        assert roots <= set(events.field("cameo_root").enum)
        assert contract().table("event_contexts").field("context").enum == tuple(contexts())

    def test_the_cameo_root_goes_by_type_and_mode(self) -> None:
        assert event_types()["ACCUSE"].root(None) == "11"
        assert event_types()["ACCUSE"].root("investigate") == "09"
        with pytest.raises(KeyError):
            event_types()["ACCUSE"].root("aerial")

    def test_a_constraint_that_nothing_enforces_is_refused(self, tmp_path: Path) -> None:
        raw = json.loads((schema_folder() / "texts.json").read_text("utf-8"))
        raw["fields"][0]["constraints"]["maxLength"] = 9
        (tmp_path / "texts.json").write_text(json.dumps(raw), "utf-8")
        with pytest.raises(SchemaError, match="maxLength"):
            _table(tmp_path / "texts.json")

    def test_an_unknown_table_is_answered_with_the_known_ones(self) -> None:
        with pytest.raises(KeyError, match=r"articles, events.*'event'"):
            contract().table("event")

    def test_the_schemas_of_the_checkout_are_found_beside_the_package(self) -> None:
        assert schema_folder() in (ROOT / "schemas", ROOT / "timeline" / "schemas")


class TestDerived:
    @pytest.mark.parametrize("name", COLUMNS)
    def test_arrow_fields_carry_type_nullability_and_meaning(self, name: str) -> None:
        schema = arrow_schema(name)
        assert (schema.metadata or {})[b"timeline:contract"].decode() == contract().version
        for field, described in zip(schema, contract().table(name).fields, strict=True):
            assert field.nullable is not described.required
            assert (field.metadata or {})[b"description"].decode() == described.description
        days = [field.name for field in schema if field.type == pa.date32()]
        assert days == [field.name for field in contract().table(name).fields if field.type == "date"]

    @pytest.mark.parametrize("name", COLUMNS)
    def test_pandera_accepts_an_empty_table(self, name: str) -> None:
        frame = frame_of(arrow_schema(name).empty_table())
        assert list(pandera_schema(name).validate(frame, lazy=True).columns) == COLUMNS[name].split()

    @pytest.mark.parametrize("name", [name for name in COLUMNS if name != "texts"])
    def test_pandera_accepts_the_sample_as_a_frame(self, name: str) -> None:
        frame = frame_of(sample()[name])
        assert len(pandera_schema(name).validate(frame, lazy=True)) == len(rows()[name])

    def test_importing_the_contract_and_releases_loads_no_heavy_library(self) -> None:
        heavy = ("pandas", "pandera", "pyarrow", "frictionless", "numpy")
        code = (
            "import sys, timeline.contract, timeline.release, timeline.ids; timeline.contract.codebook(); "
            f"print([name for name in {heavy!r} if name in sys.modules])"
        )
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        assert out.stdout.strip() == "[]"

    def test_releases_know_nothing_of_coding(self) -> None:
        for path in [*(ROOT / "timeline" / "release").glob("*.py"), *(ROOT / "timeline" / "contract").glob("*.py")]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("timeline"):
                    assert str(node.module).startswith(
                        ("timeline.cache", "timeline.contract", "timeline.release", "timeline.tsv")
                    ), path
                elif isinstance(node, ast.Import):
                    assert not any(name.name.startswith("timeline") for name in node.names), path


class TestCodebook:
    def test_the_published_codebook_is_up_to_date(self) -> None:
        if not (ROOT / "docs" / "codebook.md").exists():
            pytest.skip("docs/ is no part of this distribution")
        assert (ROOT / "docs" / "codebook.md").read_text("utf-8") == codebook(), (
            "run: timeline codebook > docs/codebook.md"
        )

    def test_every_column_and_code_is_in_the_codebook(self) -> None:
        text = codebook()
        for name, columns in COLUMNS.items():
            section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
            assert all(f"| `{column}` |" in section for column in columns.split())
        assert all(f"`{code}`" in text for code in (*event_types(), *contexts()))


class TestRowsOfATable:
    def test_the_small_release_has_no_findings(self) -> None:
        assert check_tables(sample()) == []

    @pytest.mark.parametrize(
        ("table", "values", "column", "check"),
        [
            ("events", {"event_type": "ATTACK"}, "event_type", "enum"),
            ("events", {"killed_low": -1}, "killed_low", "minimum"),
            ("events", {"confidence": 1.5}, "confidence", "maximum"),
            ("events", {"summary": "Two\nlines"}, "summary", "pattern"),
            ("events", {"event_id": "17"}, "event_id", "pattern"),
            ("events", {"date_start": date(2021, 5, 2), "date_precision": "interval"}, "date_start", "days in order"),
            ("events", {"date_end": date(2021, 5, 2)}, "date_end", "a day is one day"),
            ("events", {"killed_low": 4}, "killed_low", "killed: bounds in order"),
            ("events", {"injured_high": 4}, "injured_low", "injured: no upper bound without a lower one"),
            ("events", {"quad_class": "verbal_conflict"}, "quad_class", "quad class fits the type"),
            ("events", {"event_mode": "visit"}, "event_mode", "mode fits the type"),
            ("events", {"cameo_root": "04"}, "cameo_root", "CAMEO root fits type and mode"),
            ("events", {"geo_precision": None}, "location_basis", "place, basis and precision together"),
            ("events", {"geo_precision": 7}, "geo_precision", "maximum"),
            ("events", {"sentence_end": 50}, "sentence_start", "trigger inside its sentence"),
            ("events", {"trigger_text": "قتل"}, "trigger_text", "text as long as its span"),
            ("articles", {"similarity": 0.9}, "similarity", "duplicates have a similarity"),
            ("articles", {"text_sha256": "0" * 63}, "text_sha256", "pattern"),
            ("articles", {"language": "ara"}, "language", "pattern"),
            ("locations", {"latitude": None}, "latitude", "both coordinates"),
            ("locations", {"longitude": 181.0}, "longitude", "maximum"),
            ("locations", {"geonames_id": None}, "geonames_id", "gazetteer places have its number"),
            ("actors", {"wikidata_id": "Q0"}, "wikidata_id", "pattern"),
            ("actors", {"country": "IQ"}, "country", "pattern"),
            ("event_actors", {"mention_end": 0}, "mention_start", "span not empty"),
            ("timexes", {"date_end": date(2021, 5, 4)}, "date_end", "a day is one day"),
            ("timexes", {"date_end": None}, "date_start", "both days, but for an open side"),
            ("timexes", {"date_start": date(2021, 5, 4), "precision": "interval"}, "date_start", "days in order"),
        ],
    )
    def test_a_wrong_value_is_found_with_its_column_and_row(
        self, table: str, values: Row, column: str, check: str
    ) -> None:
        found = {(finding.table, finding.column, finding.row, finding.check) for finding in changed(table, 0, **values)}
        assert (table, column, 0, check) in found

    @pytest.mark.parametrize(
        ("table", "values"),
        [
            ("events", {"killed_high": None}),
            ("events", {"killed_low": 0, "killed_high": 0}),
            ("timexes", {"open": "end", "date_end": None}),
            ("timexes", {"open": "start", "date_start": None}),
            ("timexes", {"value": "PAST_REF", "date_start": None, "date_end": None, "precision": None}),
            ("locations", {"latitude": None, "longitude": None, "geonames_id": None, "basis": "table"}),
        ],
    )
    def test_what_the_text_leaves_open_may_stay_open(self, table: str, values: Row) -> None:
        assert changed(table, 0, **values) == []

    def test_one_mistake_gives_one_finding(self) -> None:
        findings = changed("events", 2, event_mode="drone", cameo_root="18")
        assert [finding.check for finding in findings] == ["mode fits the type"]

    def test_rules_of_a_table_have_names_of_their_own(self) -> None:
        for table in contract().tables:
            names = [check.name for check in row_checks(table)]
            assert len(names) == len(set(names))

    def test_all_mistakes_of_a_table_are_found_at_once(self) -> None:
        findings = changed("events", 1, event_type="ATTACK", status="rumoured", confidence=2.0)
        assert {"event_type", "status", "confidence"} <= {finding.column for finding in findings}

    def test_a_repeated_key_is_found_at_the_second_row(self) -> None:
        all_rows = rows()
        all_rows["event_contexts"].append(dict(all_rows["event_contexts"][1]))
        (finding,) = check_tables(tables_from_rows(all_rows))
        assert (finding.column, finding.row, finding.check) == ("event_id+context", 2, "primary key")
        assert "terrorism" in finding.found


class TestRowsBetweenTables:
    def test_a_reference_to_nowhere_is_found(self) -> None:
        (finding,) = changed("event_actors", 2, actor_id="nobody")
        assert (finding.file, finding.column, finding.row) == ("data/event_actors.parquet", "actor_id", 2)
        assert finding.check == "foreign key"
        assert "'nobody'" in finding.found
        assert "data/actors.parquet" in finding.remedy

    def test_an_article_can_be_the_duplicate_of_one_of_the_same_table_only(self) -> None:
        good = changed("articles", 0, duplicate_of=ENGLISH_ARTICLE["article_id"], similarity=0.75)
        bad = changed("articles", 0, duplicate_of="a" + "0" * 16, similarity=0.75)
        itself = changed("articles", 0, duplicate_of=ARABIC_ARTICLE["article_id"], similarity=0.75)
        assert good == []
        assert [(finding.column, finding.check) for finding in bad] == [("duplicate_of", "foreign key")]
        assert [(finding.column, finding.check) for finding in itself] == [("duplicate_of", "duplicate of another")]

    @pytest.mark.parametrize(
        ("table", "start", "end"),
        [
            ("event_actors", "mention_start", "mention_end"),
            ("evidence", "start", "end"),
            ("timexes", "start", "end"),
        ],
    )
    def test_offsets_behind_the_text_are_found(self, table: str, start: str, end: str) -> None:
        row = rows()[table][0]
        shift = 1000
        moved = {start: int(str(row[start])) + shift, end: int(str(row[end])) + shift}
        (finding,) = changed(table, 0, **moved)
        assert (finding.table, finding.column, finding.row, finding.check) == (table, end, 0, "span inside the text")
        assert str(ARABIC_ARTICLE["text_length"]) in finding.expected

    def test_a_wrong_number_of_events_is_found(self) -> None:
        (finding,) = changed("articles", 1, event_count=3)
        assert (finding.column, finding.row, finding.check) == ("event_count", 1, "number of events")
        assert finding.expected.startswith("2")

    def test_an_article_without_events_counts_none(self) -> None:
        all_rows = rows()
        all_rows.update(events=[], event_actors=[], event_contexts=[], evidence=[])
        findings = check_tables(tables_from_rows(all_rows))
        assert [(finding.column, finding.row, finding.expected[0]) for finding in findings] == [
            ("event_count", 0, "0"),
            ("event_count", 1, "0"),
        ]

    def test_a_gap_in_the_positions_is_found(self) -> None:
        (finding,) = changed("event_actors", 0, position=1)
        assert (finding.column, finding.row, finding.check) == ("position", 0, "positions without gaps")

    @pytest.mark.parametrize(
        ("row", "event", "column"),
        [(0, 0, "date_basis"), (1, 0, "location_basis"), (2, 0, "killed_low"), (4, 1, "status"), (6, 2, "event_mode")],
    )
    def test_a_field_without_evidence_is_found(self, row: int, event: int, column: str) -> None:
        (finding,) = without("evidence", row)
        assert (finding.table, finding.column, finding.row) == ("events", column, event)
        assert finding.check == "evidence given"

    def test_inherited_fields_need_no_evidence(self) -> None:
        all_rows = rows()
        all_rows["events"][0].update(date_basis="inherited", location_basis="inherited")
        del all_rows["evidence"][:2]
        assert check_tables(tables_from_rows(all_rows)) == []

    def test_a_table_that_is_not_there_stops_no_other_check(self) -> None:
        tables = tables_from_rows(rows())
        del tables["actors"], tables["evidence"]
        assert check_tables(tables) == []


class TestColumns:
    def test_dates_as_text_are_found(self) -> None:
        tables = sample()
        events = tables["events"]
        at = events.column_names.index("date_start")
        tables["events"] = events.set_column(at, "date_start", events["date_start"].cast(pa.string()))
        finding = check_tables(tables)[0]
        assert (finding.table, finding.column, finding.check) == ("events", "date_start", "column type")
        assert "date32" in finding.expected
        assert finding.found == "string"

    def test_missing_added_and_moved_columns_are_found(self) -> None:
        tables = sample()
        actors = tables["actors"]
        cases = {
            "column present": actors.drop_columns(["kind"]),
            "column known": actors.append_column("colour", pa.nulls(actors.num_rows, pa.string())),
            "column order": actors.select(actors.column_names[::-1]),
        }
        for check, table in cases.items():
            assert check in {finding.check for finding in check_tables({**tables, "actors": table})}

    def test_another_version_of_the_contract_is_found(self) -> None:
        tables = sample()
        tables["rejects"] = tables["rejects"].replace_schema_metadata({b"timeline:contract": b"0.9.0"})
        (finding,) = check_tables(tables)
        assert (finding.check, finding.found) == ("contract version", "0.9.0")


class TestFindings:
    def test_a_finding_says_where_what_and_what_to_do(self) -> None:
        text = str(changed("events", 0, event_type="ATTACK")[0])
        assert text.startswith("data/events.parquet, column event_type, row 0: enum: expected one of AGREE, ")
        assert "found 'ATTACK'; to do: use one of these" in text

    def test_findings_are_plain_values_for_json(self) -> None:
        findings = Findings("a release", changed("events", 0, status="rumoured"))
        raw = json.loads(json.dumps(findings.to_dict()))
        assert raw["ok"] is findings.ok is False
        assert raw["findings"][0]["column"] == "status"
        assert [Finding(**item) for item in raw["findings"]] == list(findings)

    def test_many_findings_of_one_kind_are_summed_up(self) -> None:
        many = [Finding("data/events.parquet", "events", "core", row, "x", "a", "b", "c") for row in range(50)]
        text = str(Findings("a release", many))
        assert "50 findings" in text
        assert "row 19:" in text
        assert "row 20:" not in text
        assert "30 more rows" in text

    def test_no_findings_say_so(self) -> None:
        assert str(Findings("a release")) == "a release: no findings"


class TestIds:
    def test_ids_are_made_as_documented(self) -> None:
        parts = "\x1f".join(["example", "a/b.html", "0" * 64])
        article = article_id("example", "a/b.html", "0" * 64)
        assert article == "a" + hashlib.sha256(parts.encode()).hexdigest()[:16] == "a66e2a22e5326f2f6"
        parts = "\x1f".join([article, "3", "7", "0"])
        assert event_id(article, 3, 7, 0) == "e" + hashlib.sha256(parts.encode()).hexdigest()[:16]

    @given(st.lists(st.text(st.characters(exclude_characters="\x1f")), min_size=2, max_size=2, unique=True))
    def test_different_documents_have_different_ids(self, names: list[str]) -> None:
        one, other = (article_id("example", name, "0" * 64) for name in names)
        same = len({unicodedata.normalize("NFC", name) for name in names}) == 1
        assert (one == other) is same

    def test_parts_cannot_run_into_each_other(self) -> None:
        assert article_id("a", "b c", "") != article_id("a b", "c", "")
        with pytest.raises(ValueError, match=r"U\+001F"):
            article_id("a\x1fb", "c", "")

    def test_names_are_equal_up_to_case_and_spacing(self) -> None:
        assert unlisted_actor_id("Free  Army", "armed group") == unlisted_actor_id("free army ", "armed group")
        assert unlisted_actor_id("free army", "armed group") != unlisted_actor_id("free army", "organisation")

    def test_unnamed_actors_of_two_articles_are_two(self) -> None:
        assert unlisted_actor_id("مسلحون", "unnamed", within="a1") != unlisted_actor_id(
            "مسلحون", "unnamed", within="a2"
        )

    def test_every_id_fits_its_column(self) -> None:
        article = article_id("example", "1", "0" * 64)
        ids = {
            ("articles", "article_id"): article,
            ("events", "event_id"): event_id(article, 0, 1, 0),
            ("actors", "actor_id"): unlisted_actor_id("x", "person"),
        }
        for (table, column), value in ids.items():
            pattern = contract().table(table).field(column).pattern
            assert pattern is not None
            assert re.fullmatch(pattern, value)


def test_the_installed_package_finds_its_own_schemas_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(schema_folder(), tmp_path / "package" / "schemas")
    monkeypatch.setattr(package.schema, "PACKAGE", tmp_path / "package")
    assert schema_folder() == tmp_path / "package" / "schemas"
    monkeypatch.setattr(package.schema, "PACKAGE", tmp_path / "elsewhere" / "package")
    with pytest.raises(FileNotFoundError, match="reinstall"):
        schema_folder()
