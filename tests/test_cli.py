"""The command as people and CI jobs call it: data on stdout, messages on stderr, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from timeline.cli import app

ARTICLES = Path(__file__).parent / "data" / "articles.jsonl"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def commands() -> Sequence[str]:
    return ("build", "validate", "show", "explain", "code", "lookup", "calibrate", "codebook")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cli") / "release"
    result = run("build", str(ARTICLES), "--out", str(out))
    assert result.exit_code == 0, result.output
    return out


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_that_says_what_it_does(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 3
    assert "Usage" in result.stdout


def test_what_build_writes_is_valid_and_its_offsets_fit_the_texts(release: Path) -> None:
    result = run("validate", str(release), "--sources", str(ARTICLES), "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"ok": True, "findings": []})


def test_validate_exits_1_and_names_file_and_remedy_where_a_byte_was_changed(release: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(release, broken)
    events = broken / "data" / "events.parquet"
    content = bytearray(events.read_bytes())
    content[len(content) // 2] ^= 1
    events.write_bytes(bytes(content))
    result = run("validate", str(broken))
    assert result.exit_code == 1
    assert "data/events.parquet" in result.stdout
    assert "to do:" in result.stdout


def test_show_prints_one_line_an_event_when_piped_and_filters_by_type_and_day(release: Path) -> None:
    lines = run("show", str(release)).stdout.splitlines()
    assert lines
    some = run("show", str(release), "--type", "assault", "--since", "2016-01-01", "--json").stdout.splitlines()
    rows = [json.loads(line) for line in some]
    assert rows
    assert len(rows) < len(lines)
    assert all(row["type"] == "ASSAULT" and row["date_end"] >= "2016-01-01" for row in rows)


def test_code_reads_standard_input_and_prints_json_lines() -> None:
    result = run(
        "code", "--published", "2016-08-04", stdin="أعلنت وزارة الداخلية أمس اعتقال خمسة من عناصر تنظيم داعش في بغداد."
    )
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert any(row["type"] == "COERCE" and row["date_start"] == "2016-08-03" for row in rows)


def test_code_without_a_day_is_wrong_usage() -> None:
    result = run("code", stdin="text")
    assert result.exit_code == 2
    assert "--published" in result.stderr


def test_a_source_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = run("build", str(tmp_path / "nothing"), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "expected a file or a folder" in result.stderr
    assert not (tmp_path / "out").exists()


def test_rejects_leave_exit_code_0_and_1_when_strict(tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text(ARTICLES.read_text("utf-8") + "not json\n", "utf-8")
    loose = run("build", str(source), "--out", str(tmp_path / "loose"))
    assert loose.exit_code == 0
    assert "1 rejected (1 × not JSON)" in loose.stderr
    assert run("build", str(source), "--out", str(tmp_path / "strict"), "--strict").exit_code == 1


def test_a_folder_that_is_no_release_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep me")
    result = run("build", str(ARTICLES), "--out", str(tmp_path))
    assert result.exit_code == 1
    assert (tmp_path / "precious.txt").read_text() == "keep me"


def test_lookup_finds_places_and_actors_and_exits_1_for_unknown_names() -> None:
    assert "Baghuz" in run("lookup", "الباغوز").stdout
    assert "Islamic State" in run("lookup", "داعش").stdout
    assert run("lookup", "قرغزوبلاست").exit_code == 1


def test_the_codebook_names_every_table() -> None:
    text = run("codebook").stdout
    for table in ("articles", "events", "event_actors", "evidence", "timexes", "rejects"):
        assert f"`{table}`" in text or f"## {table}" in text


def test_show_filters_by_actor_place_status_confidence_and_text(release: Path) -> None:
    everything = [json.loads(line) for line in run("show", str(release), "--json").stdout.splitlines()]
    for option, value, field in (("--actor", "islamic state", "actors"), ("--place", "raqqa", "place")):
        some = [json.loads(line) for line in run("show", str(release), "--json", option, value).stdout.splitlines()]
        assert some
        assert len(some) < len(everything)
        assert all(value in " ".join(str(v) for v in row.values()).casefold() for row in some), field
    sure = run("show", str(release), "--json", "--min-confidence", "0.6").stdout.splitlines()
    likely = {row["event_id"] for row in everything if row["confidence"] >= 0.6}
    assert {json.loads(line)["event_id"] for line in sure} == likely


def test_show_as_csv_has_a_header_and_a_line_for_each_event(release: Path) -> None:
    lines = run("show", str(release), "--csv").stdout.splitlines()
    assert lines[0].startswith("date_start,date_end,type,mode")
    assert len(lines) - 1 == len(run("show", str(release)).stdout.splitlines())


def test_explain_marks_the_spans_of_an_event_and_tells_what_each_field_rests_on(release: Path) -> None:
    row = json.loads(run("show", str(release), "--json", "--type", "ASSAULT").stdout.splitlines()[0])
    result = run("explain", row["event_id"], "--release", str(release), "--sources", str(ARTICLES))
    assert result.exit_code == 0, result.stderr
    for field in ("trigger:", "frame:", "date:", "status:", "confidence:"):
        assert field in result.stdout
    assert f"«{row['trigger']}»" in result.stdout


def test_explain_says_what_is_missing_for_unknown_events_and_absent_sources(release: Path) -> None:
    unknown = run("explain", "e0000000000000000", "--release", str(release), "--sources", str(ARTICLES))
    assert unknown.exit_code == 1
    assert "show --json" in unknown.stderr
    assert run("explain", "e0000000000000000", "--release", str(release)).exit_code == 2
