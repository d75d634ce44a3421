"""The command as people and CI jobs call it: data on stdout, messages on stderr, exit codes 0, 1 and 2."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from timeline import timetable
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


def test_the_version_is_printed() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout.startswith("timeline ")) == (0, True)


def test_the_help_shows_what_to_do_first_and_next() -> None:
    said = run("--help").stdout
    steps = [said.index(f"timeline {step}") for step in ("build", "show", "validate", "explain")]
    assert steps == sorted(steps)


def test_show_tells_what_could_not_be_used_and_why(tmp_path: Path) -> None:
    source, out = tmp_path / "records.jsonl", tmp_path / "release"
    source.write_text(ARTICLES.read_text("utf-8") + "not json\n", "utf-8")
    built = run("build", str(source), "--out", str(out))
    assert f"timeline show {out} --rejects" in built.stderr
    row = json.loads(run("show", str(out), "--rejects", "--json").stdout)
    assert row["reason"] == "not JSON"
    assert "expected" in row["detail"]
    assert run("show", str(out), "--rejects").stdout.split("\t")[3] == "not JSON"
    header, line = run("show", str(out), "--rejects", "--csv").stdout.splitlines()
    assert header == "document_id,source,stage,reason,detail"
    assert "not JSON" in line


def test_show_names_the_types_and_statuses_where_it_is_asked_for_another(release: Path) -> None:
    for option, known in (("--type", "ASSAULT"), ("--status", "denied")):
        result = run("show", str(release), option, "WHATEVER")
        assert result.exit_code == 2
        assert known in result.stderr
        assert run("show", str(release), option, known.swapcase()).exit_code == 0


def test_show_says_where_no_event_is_as_wanted(release: Path) -> None:
    result = run("show", str(release), "--actor", "nobody of that name", "--csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("date_start,")
    assert len(result.stdout.splitlines()) == 1
    assert "no such events" in result.stderr


@pytest.mark.parametrize("stdin", ["", " \n"])
def test_code_without_a_text_says_so(stdin: str) -> None:
    result = run("code", "--published", "2016-08-04", stdin=stdin)
    assert result.exit_code == 1
    assert "standard input: expected a text to code, found nothing" in result.stderr


def test_code_reads_a_file_in_any_encoding_and_names_one_that_is_not_there(tmp_path: Path) -> None:
    text = "أعلنت وزارة الداخلية أمس اعتقال خمسة من عناصر تنظيم داعش في بغداد، وقال المتحدث باسمها إن القوات انتشرت."
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode("windows-1256"))
    result = run("code", str(path), "--published", "2016-08-04")
    assert any(json.loads(line)["type"] == "COERCE" for line in result.stdout.splitlines())
    missing = run("code", str(tmp_path / "nowhere.txt"), "--published", "2016-08-04")
    assert missing.exit_code == 2
    assert "nowhere.txt: expected a text file" in missing.stderr


@pytest.mark.parametrize("command", ["build", "lookup"])
def test_a_folder_of_tables_that_is_not_there_is_wrong_usage(tmp_path: Path, command: str) -> None:
    given = {"build": [str(ARTICLES), "--out", str(tmp_path / "out")], "lookup": ["Aleppo"]}[command]
    result = run(command, *given, "--knowledge", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "--knowledge: expected a folder with tables, found nothing there" in result.stderr


def completions(words: str) -> list[str]:
    """What a shell offers at the end of a line."""
    import os
    import subprocess
    import sys

    asked = {"_TIMELINE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    code = "import sys; sys.argv = ['timeline']; from timeline.cli import app; app(prog_name='timeline')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | asked, capture_output=True, text=True, check=False
    )
    return done.stdout.split()


def test_a_shell_completes_commands_options_and_types() -> None:
    assert completions("timeline ex") == ["explain", "export"]
    assert completions("timeline build --near") == ["--near-duplicates"]
    assert completions("timeline show release --type ASS") == ["ASSAULT"]
    assert completions("timeline show release --status de") == ["denied"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_events_stand_under_their_day_with_ids_where_wanted(release: Path) -> None:
    rows = timetable.rows(release, timetable.Wanted())
    out = Terminal()
    timetable.show(rows, out, ids=True)
    said = out.getvalue()
    assert all(row["event_id"] in said for row in rows)
    assert said.count(rows[0]["date_start"]) <= len({(row["date_start"], row["date_end"]) for row in rows})


def test_right_to_left_cells_do_not_run_into_each_other_on_a_terminal(release: Path) -> None:
    row = timetable.rows(release, timetable.Wanted())[0] | {
        "actors": "مسلحون",
        "recipients": "مدنيون",
        "place": "[حلب]",
    }
    out = Terminal()
    timetable.show([row], out)
    for name in ("مسلحون", "مدنيون", "[حلب]"):
        assert f"{name}\u200e" in out.getvalue()
    plain = io.StringIO()
    timetable.show([row], plain)
    assert "\tمسلحون\tمدنيون\t[حلب]\t" in plain.getvalue()


def test_rejects_on_a_terminal_are_a_paragraph_each() -> None:
    out = Terminal()
    row = {
        "document_id": "a.html", "source": "wire", "stage": "read", "reason": "empty", "detail": "a.html: expected …"
    }  # fmt: skip
    timetable.show_rejects([row, row], out)
    assert out.getvalue().count("a.html: expected …") == 2
