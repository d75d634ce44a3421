from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_release import INFO, Rows, rows

from timeline.contract import contract
from timeline.release import ReleaseError, diff_releases, tables_from_rows, write_release
from timeline.release.contract_diff import bump_of, contract_changes
from timeline.release.diff import RowChange, TableDiff
from timeline.release.diff_report import as_json, as_markdown, as_text
from timeline.release.versions import STEPS, Version, parse_version

Schemas = dict[str, dict[str, Any]]


def release(folder: Path, version: str, edit: Callable[[Rows], object] = lambda rows: None) -> Path:
    given = rows()
    edit(given)
    return write_release(tables_from_rows(given), folder / version, info=replace(INFO, version=version))


def table(diff: Any, name: str) -> TableDiff:
    found: TableDiff = next(item for item in diff.tables if item.table == name)
    return found


def restate(release: Path, edit: Callable[[dict[str, Any]], object]) -> Path:
    """Change what a release says of itself, as another version of the program would have written it."""
    path = release / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    edit(package)
    path.write_text(json.dumps(package, ensure_ascii=False), "utf-8")
    return release


class TestRows:
    def test_a_release_does_not_differ_from_itself(self, tmp_path: Path) -> None:
        one = release(tmp_path, "1.0.0")
        diff = diff_releases(one, one)
        assert all(item.empty for item in diff.tables)
        assert (diff.step, diff.ok) == ("none", True)

    def test_rows_added_and_retracted_are_named_by_their_ids_and_ask_for_a_minor_version(self, tmp_path: Path) -> None:
        def add(given: Rows) -> None:
            given["locations"].append(
                {"location_id": "gn:360630", "name": "Cairo", "feature": "city", "country": "EGY", "basis": "table"}
            )
            del given["event_contexts"][0]

        event = str(rows()["event_contexts"][0]["event_id"])
        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.1.0", add))
        assert table(diff, "locations").added == (("gn:360630",),)
        assert table(diff, "event_contexts").retracted == ((event, "military"),)
        assert table(diff, "events").empty
        assert (diff.step, str(diff.needed), diff.ok) == ("minor", "1.1.0", True)

    def test_a_recoded_event_keeps_its_id_and_shows_each_field_with_both_values(self, tmp_path: Path) -> None:
        def recode(given: Rows) -> None:
            given["events"][0].update(killed_low=4, killed_high=None, summary="Armed men killed 4 soldiers or more.")

        event = str(rows()["events"][0]["event_id"])
        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.0.1", recode))
        (change,) = table(diff, "events").changed
        assert change.key == (event,)
        assert change.fields["killed_low"] == (3, 4)
        assert change.fields["killed_high"] == (3, None)
        assert set(change.fields) == {"killed_low", "killed_high", "summary"}
        assert table(diff, "events").unchanged == 2
        assert (diff.step, str(diff.needed), diff.ok) == ("patch", "1.0.1", True)

    def test_a_null_that_becomes_a_value_is_a_change_and_null_stays_equal_to_null(self, tmp_path: Path) -> None:
        def fill(given: Rows) -> None:
            given["articles"][0]["section"] = "world"

        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.0.1", fill))
        key = (rows()["articles"][0]["article_id"],)
        assert table(diff, "articles").changed == (RowChange(key, {"section": (None, "world")}),)

    def test_a_table_without_key_has_whole_rows_added_and_retracted(self, tmp_path: Path) -> None:
        def again(given: Rows) -> None:
            given["rejects"].append(dict(given["rejects"][0]))

        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.1.0", again))
        rejects = table(diff, "rejects")
        assert rejects.added == (("18", "example-en", "date", "no date of publication", None),)
        assert (rejects.retracted, rejects.unchanged) == ((), 1)

    def test_the_other_way_round_what_was_added_is_retracted(self, tmp_path: Path) -> None:
        one = release(tmp_path, "1.0.0")
        other = release(tmp_path, "1.1.0", lambda given: given["timexes"].pop())
        there, back = diff_releases(one, other), diff_releases(other, one)
        assert table(there, "timexes").retracted == table(back, "timexes").added != ()

    def test_texts_that_one_release_has_for_private_use_are_no_change_of_the_contract(self, tmp_path: Path) -> None:
        def with_text(given: Rows) -> None:
            given["texts"] = [{"article_id": given["articles"][0]["article_id"], "text": "بغداد"}]

        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.1.0", with_text))
        assert diff.contract == ()
        assert len(table(diff, "texts").added) == 1


class TestVersions:
    def test_the_same_version_for_other_rows_is_too_low(self, tmp_path: Path) -> None:
        one = release(tmp_path, "1.0.0")
        other = release(tmp_path / "x", "1.0.0", lambda given: given["timexes"].pop())
        diff = diff_releases(one, other)
        assert not diff.ok
        (problem,) = diff.problems
        assert problem == (
            "data: expected version 1.1.0 or higher (minor step since 1.0.0), found 1.0.0; release with --version 1.1.0"
        )

    def test_an_earlier_version_is_too_low_even_where_nothing_changed(self, tmp_path: Path) -> None:
        assert not diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "0.9.0")).ok

    def test_another_title_asks_for_a_patch(self, tmp_path: Path) -> None:
        one = release(tmp_path, "1.0.0")
        other = restate(release(tmp_path, "1.0.1"), lambda package: package.update(title="Other events"))
        diff = diff_releases(one, other)
        assert diff.about == {"title": ("Events of a spring week", "Other events")}
        assert (diff.step, diff.ok) == ("patch", True)

    def test_a_release_without_a_semantic_version_is_refused(self, tmp_path: Path) -> None:
        one = release(tmp_path, "1.0.0")
        other = restate(release(tmp_path, "1.0.1"), lambda package: package.update(version="May"))
        with pytest.raises(ReleaseError, match=r"version: expected three numbers X\.Y\.Z.*found 'May'"):
            diff_releases(one, other)

    @given(st.builds(Version, *[st.integers(0, 50)] * 3), st.sampled_from(STEPS))
    def test_a_step_never_goes_back_and_reads_as_it_is_written(self, version: Version, step: Any) -> None:
        after = version.after(step)
        assert after >= version
        assert (after == version) is (step == "none")
        assert parse_version(str(after)) == after


def schemas() -> Schemas:
    return {name: copy.deepcopy(dict(schema.descriptor)) for name, schema in contract().tables.items()}


def field(found: Schemas, table: str, column: str) -> dict[str, Any]:
    one: dict[str, Any] = next(item for item in found[table]["fields"] if item["name"] == column)
    return one


def rename(found: Schemas) -> None:
    field(found, "events", "status")["name"] = "claim_status"


def remove(found: Schemas) -> None:
    found["events"]["fields"] = [item for item in found["events"]["fields"] if item["name"] != "core"]


def add(found: Schemas) -> None:
    found["events"]["fields"].append({"name": "mood", "type": "string", "title": "Mood", "description": "Its mood."})


def swap(found: Schemas) -> None:
    fields = found["actors"]["fields"]
    fields[1], fields[2] = fields[2], fields[1]


def constrain(table: str, column: str, **constraints: object) -> Callable[[Schemas], None]:
    def edit(found: Schemas) -> None:
        own = field(found, table, column).setdefault("constraints", {})
        for key, value in constraints.items():
            if value is None:
                own.pop(key, None)
            else:
                own[key] = value

    return edit


STATUS = ["asserted", "denied", "planned", "hypothetical"]


class TestContract:
    @pytest.mark.parametrize(
        ("edit", "table", "column", "change", "bump"),
        [
            (rename, "events", "status", "column renamed", "major"),
            (remove, "events", "core", "column removed", "major"),
            (add, "events", "mood", "column added", "minor"),
            (swap, "actors", None, "column order", "minor"),
            (lambda s: s.pop("timexes"), "timexes", None, "table removed", "major"),
            (lambda s: s.update(stories={"fields": []}), "stories", None, "table added", "minor"),
            (lambda s: field(s, "events", "killed_low").update(type="number"), "events", "killed_low", "type", "major"),
            (constrain("events", "status", required=None), "events", "status", "required dropped", "major"),
            (constrain("articles", "section", required=True), "articles", "section", "required added", "minor"),
            (constrain("events", "status", enum=[*STATUS, "feared"]), "events", "status", "enum values added", "minor"),
            (constrain("events", "status", enum=STATUS[1:]), "events", "status", "enum values removed", "major"),
            (constrain("events", "status", enum=None), "events", "status", "enum dropped", "major"),
            (constrain("actors", "name", enum=["he", "she"]), "actors", "name", "enum introduced", "minor"),
            (constrain("events", "event_id", pattern="^x$"), "events", "event_id", "pattern", "major"),
            (constrain("events", "event_id", pattern=None), "events", "event_id", "pattern dropped", "major"),
            (constrain("articles", "section", pattern="^A"), "articles", "section", "pattern introduced", "minor"),
            (constrain("locations", "latitude", minimum=-91), "locations", "latitude", "bound loosened", "major"),
            (constrain("locations", "latitude", maximum=89), "locations", "latitude", "bound tightened", "minor"),
            (constrain("locations", "latitude", maximum=None), "locations", "latitude", "bound loosened", "major"),
            (lambda s: s["actors"].update(primaryKey=["name"]), "actors", None, "primary key", "major"),
            (lambda s: s["events"].update(foreignKeys=[]), "events", None, "foreign key removed", "major"),
            (lambda s: s["events"].update(missingValues=["", "-"]), "events", None, "missing values", "major"),
            (lambda s: s["events"].update(description="Events."), "events", None, "description", "patch"),
            (lambda s: field(s, "events", "core").update(title="Main"), "events", "core", "description", "patch"),
        ],
    )
    def test_each_change_is_classed_with_the_step_it_asks_for(
        self, edit: Callable[[Schemas], object], table: str, column: str | None, change: str, bump: str
    ) -> None:
        after = schemas()
        edit(after)
        found = contract_changes(schemas(), after)
        kinds = {(item.table, item.column, item.change): item for item in found}
        assert (table, column, change) in kinds
        assert kinds[table, column, change].bump == bump
        assert bump_of(found) == bump
        assert kinds[table, column, change].breaking is (bump == "major")
        assert kinds[table, column, change].meaning in str(kinds[table, column, change])

    def test_a_foreign_key_added_is_a_promise_more(self) -> None:
        before = schemas()
        before["events"]["foreignKeys"] = []
        found: list[Any] = contract_changes(before, schemas())
        assert {(item.change, item.bump) for item in found} == {("foreign key added", "minor")}

    def test_a_renamed_column_is_refused_without_a_major_version(self, tmp_path: Path) -> None:
        def renamed(package: dict[str, Any], contract: str) -> None:
            package["contract"]["version"] = contract
            for resource in package["resources"]:
                if resource["name"] == "events":
                    next(f for f in resource["schema"]["fields"] if f["name"] == "status")["name"] = "claim_status"

        one = release(tmp_path, "1.0.0")
        low = restate(release(tmp_path, "1.1.0"), lambda package: renamed(package, "1.1.0"))
        diff = diff_releases(one, low)
        assert [(item.change, item.old, item.new) for item in diff.contract] == [
            ("column renamed", "status", "claim_status")
        ]
        assert len(diff.problems) == 2
        assert "expected version 2.0.0 or higher after breaking changes" in diff.problems[0]
        assert "breaking: events.status: column renamed: status → claim_status" in diff.problems[0]
        assert "(major step since 1.0.0, for the contract)" in diff.problems[1]
        high = restate(release(tmp_path, "2.0.0"), lambda package: renamed(package, "2.0.0"))
        assert diff_releases(one, high).ok

    def test_a_table_with_another_key_is_compared_by_whole_rows(self, tmp_path: Path) -> None:
        def other_key(package: dict[str, Any]) -> None:
            next(r for r in package["resources"] if r["name"] == "actors")["schema"]["primaryKey"] = ["name"]

        diff = diff_releases(release(tmp_path, "1.0.0"), restate(release(tmp_path, "2.0.0"), other_key))
        assert table(diff, "actors").empty
        assert table(diff, "actors").unchanged == 3

    def test_a_column_more_in_a_table_without_key_leaves_its_rows_the_same(self, tmp_path: Path) -> None:
        one, other = release(tmp_path, "1.0.0"), release(tmp_path, "1.1.0")
        path = other / "data" / "rejects.parquet"
        found = pq.read_table(path)
        pq.write_table(found.append_column("page", pa.nulls(found.num_rows, pa.int64())), path)
        assert table(diff_releases(one, other), "rejects").empty

    def test_a_table_that_lacks_its_key_is_refused(self, tmp_path: Path) -> None:
        one, other = release(tmp_path, "1.0.0"), release(tmp_path, "1.1.0")
        path = other / "data" / "actors.parquet"
        pq.write_table(pq.read_table(path).drop_columns("actor_id"), path)
        with pytest.raises(ReleaseError, match=r"expected the key actor_id in the table actors.*timeline validate"):
            diff_releases(one, other)


class TestReports:
    @pytest.fixture
    def diff(self, tmp_path: Path) -> Any:
        def edit(given: Rows) -> None:
            given["events"][0]["killed_high"] = None
            given["event_contexts"].pop()
            given["rejects"].append({"document_id": "99", "source": "example-en", "stage": "read", "reason": "empty"})

        return diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.0.1", edit))

    def test_the_text_lists_rows_and_ends_with_the_verdict(self, diff: Any) -> None:
        lines = as_text(diff).splitlines()
        event = rows()["events"][0]["event_id"]
        assert f"  ~ {event}: killed_high 3 → null" in lines
        assert f"  - {event} terrorism" in lines
        assert "events: 0 added, 1 changed, 0 retracted, 2 unchanged" in lines
        assert lines[-1].startswith("data: expected version 1.1.0 or higher")

    def test_long_lists_are_cut_in_text_and_whole_in_json(self, tmp_path: Path) -> None:
        def many(given: Rows) -> None:
            given["rejects"] += [
                {"document_id": f"{n}", "source": "example-en", "stage": "read", "reason": "empty"} for n in range(50)
            ]

        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.1.0", many))
        assert "  … 30 more" in as_text(diff).splitlines()
        assert len(json.loads(as_json(diff))["tables"]["rejects"]["added"]) == 50

    def test_json_has_every_change_with_both_values_and_the_verdict(self, diff: Any) -> None:
        found: Mapping[str, Any] = json.loads(as_json(diff))
        (change,) = found["tables"]["events"]["changed"]
        assert change["fields"] == {"killed_high": {"old": 3, "new": None}}
        assert (found["ok"], found["needed"], found["step"]) == (False, "1.1.0", "minor")

    def test_dates_are_iso_days_in_json(self, tmp_path: Path) -> None:
        def later(given: Rows) -> None:
            given["articles"][0]["issue_on"] = given["articles"][0]["published_on"].replace(day=4)  # type: ignore[attr-defined]

        diff = diff_releases(release(tmp_path, "1.0.0"), release(tmp_path, "1.0.1", later))
        (change,) = json.loads(as_json(diff))["tables"]["articles"]["changed"]
        assert change["fields"]["issue_on"] == {"old": "2021-05-03", "new": "2021-05-04"}

    def test_markdown_is_a_section_of_release_notes(self, diff: Any) -> None:
        text = as_markdown(diff)
        assert text.startswith("## 1.0.1\n\nChanges since 1.0.0.\n")
        assert "| `events` | 0 | 1 | 0 | 2 |" in text
        assert "### Contract 1.0.0 → 1.0.0\n\nNo changes." in text
        assert "**data: expected version 1.1.0 or higher" in text
