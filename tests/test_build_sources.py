"""Sources as people name them to the command: addresses, limits, mappings; and the same again when checking."""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

import timeline
from timeline import articles
from timeline.articles.limits import DEFAULT_LIMITS, MEANINGS, Limits, limits_of
from timeline.cli import app
from timeline.model import Reject

HTML = Path(__file__).parent / "pages" / "html"
PAGE = "07-en-opengraph.html"
TEXT = (
    "The Syrian army shelled the northern city of Aleppo on Tuesday and killed nine civilians, a monitoring group "
    "said. Russia condemned the attack on Wednesday."
)


class Served(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server that says nothing of readers that hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web server of this machine, and the folder that it serves."""
    folder = tmp_path / "served"
    folder.mkdir()
    with Server(("127.0.0.1", 0), functools.partial(Served, directory=str(folder))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", folder
        running.shutdown()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def record(name: str, **fields: object) -> str:
    return json.dumps({"id": name, "source": "wire", "text": TEXT, "published": "2016-08-04"} | fields) + "\n"


def event_of(release: Path) -> str:
    return str(timeline.load("events", release)["event_id"][0])


def test_a_page_at_an_address_is_built_validated_and_explained(server: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = server
    (folder / "news").mkdir()
    (folder / "news" / PAGE).write_bytes((HTML / PAGE).read_bytes())
    url, out = f"{address}/news/{PAGE}?print=1", tmp_path / "release"
    built = run("build", url, "--out", out, "--workers", 0)
    assert built.exit_code == 0, built.stderr
    assert list(timeline.load("articles", out)["document_id"]) == [PAGE]
    checked = run("validate", out, "--sources", url)
    assert checked.exit_code == 0, checked.stdout
    assert "the texts of 1 of 1 articles were compared" in checked.stderr
    explained = run("explain", event_of(out), "--release", out, "--sources", url)
    assert explained.exit_code == 0, explained.stderr
    assert "trigger:" in explained.stdout


def of_every_kind() -> dict[str, bytes]:
    """The same record in files of every kind that holds records, plain and packed."""
    lines = (record("r1") + record("r2", text=TEXT.replace("Aleppo", "Homs"))).encode()
    rows = [json.loads(line) for line in lines.splitlines()]
    table, archive, text = io.BytesIO(), io.BytesIO(), io.StringIO()
    pq.write_table(pa.Table.from_pylist(rows), table)
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("x.jsonl", lines)
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return {
        "x.jsonl": lines, "x.json": json.dumps(rows).encode(), "x.csv": text.getvalue().encode(),
        "x.parquet": table.getvalue(), "x.zip": archive.getvalue(), "x.jsonl.gz": gzip.compress(lines),
        "x.jsonl.zst": pa.compress(lines, "zstd", asbytes=True), "x.zip.gz": gzip.compress(archive.getvalue()),
    }  # fmt: skip


def test_files_of_every_kind_are_the_same_on_disk_on_a_server_and_in_memory(
    server: tuple[str, Path], tmp_path: Path
) -> None:
    import fsspec  # type: ignore[import-untyped]

    address, folder = server
    memory = fsspec.filesystem("memory")
    for name, content in of_every_kind().items():
        (folder / name).write_bytes(content)
        memory.pipe(f"/kinds/{name}", content)
        expected = list(articles.read([folder / name]))
        assert [item.document_id for item in expected] == ["r1", "r2"]
        for place in (f"{address}/{name}", f"memory://kinds/{name}"):
            assert list(articles.read([place])) == expected, place


def test_a_web_archive_on_a_server_is_read_to_its_end(server: tuple[str, Path]) -> None:
    address, folder = server
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + (HTML / PAGE).read_bytes()
    archive = b"".join(
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:r{n}>\r\n"
        f"Content-Length: {len(response)}\r\n\r\n".encode() + response + b"\r\n\r\n"
        for n in range(3)
    )  # fmt: skip
    for name, content in (("x.warc", archive), ("x.warc.gz", gzip.compress(archive))):
        (folder / name).write_bytes(content)
        assert [item.document_id for item in articles.read([f"{address}/{name}"])] == ["r0", "r1", "r2"]


def test_a_file_that_never_ends_is_not_copied_without_end(server: tuple[str, Path]) -> None:
    address, folder = server
    (folder / "x.zip").write_bytes(bytes(3 * 2**20))
    (item,) = articles.read([f"{address}/x.zip"], limits=Limits(unpacked_bytes=2**20))
    assert isinstance(item, Reject)
    assert item.reason == "too large"


def test_records_at_an_address_give_the_release_of_the_same_file_on_disk(
    server: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = server
    (folder / "x.jsonl").write_text(record("r1") + record("r2", text=TEXT.replace("Aleppo", "Homs")), "utf-8")
    for source, out in ((f"{address}/x.jsonl", "far"), (folder / "x.jsonl", "near")):
        assert run("build", source, "--out", tmp_path / out, "--workers", 0).exit_code == 0
    for path in sorted((tmp_path / "near").rglob("*.*")):
        assert (tmp_path / "far" / path.relative_to(tmp_path / "near")).read_bytes() == path.read_bytes()


def test_a_folder_in_memory_is_a_source_like_another(tmp_path: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe({"/corpus/a/x.jsonl": record("r1").encode(), "/corpus/README.md": b"x"})
    result = run("build", "memory://corpus", "--out", tmp_path / "release", "--workers", 0)
    assert result.exit_code == 0, result.stderr
    assert list(timeline.load("articles", tmp_path / "release")["document_id"]) == ["r1"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9/x.html", "http://127.0.0.1:9/x.html: expected a file or a folder of articles, found"),
        ("{address}/nothing.html", "nothing.html: expected a file or a folder of articles, found"),
        ("nosuch://host/x.html", "nosuch://host/x.html: expected an address that can be read, found"),
    ],
)
def test_an_address_that_cant_be_read_is_wrong_usage_and_named_as_it_was_given(
    server: tuple[str, Path], tmp_path: Path, url: str, said: str
) -> None:
    result = run("build", url.format(address=server[0]), "--out", tmp_path / "release")
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert "; check the address" in result.stderr


def test_a_server_that_breaks_off_costs_what_it_did_not_send(tmp_path: Path) -> None:
    lines = "".join(record(f"r{n}", text=f"{TEXT} Case {n}.") for n in range(200)).encode()

    class Broken(Served):
        def do_HEAD(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(lines)))
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            self.wfile.write(lines[: len(lines) // 2])

    with Server(("127.0.0.1", 0), Broken) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        result = run(
            "build", f"http://127.0.0.1:{running.server_port}/x.jsonl", "--out", tmp_path / "r", "--workers", 0
        )
        running.shutdown()
    assert result.exit_code == 0, result.stderr
    (row,) = [row for row in timeline.load("rejects", tmp_path / "r").to_dict("records") if row["stage"] == "read"]
    # How much came before the break is the network's affair.
    assert row["reason"] == "unreadable"
    assert "expected a file that can be read, found" in row["detail"]
    assert len(timeline.load("articles", tmp_path / "r")) < 200


def test_every_limit_is_in_the_help_with_its_default_and_what_it_bounds() -> None:
    for command in ("build", "release"):
        said = run(command, "--help").stdout
        for name, meaning in MEANINGS.items():
            assert name in said
            assert meaning in said
    assert "20 MiB" in said


def test_limits_are_set_by_name_in_units_that_people_write() -> None:
    given = ["document_bytes=50MiB", "record_bytes=1_000", "unpacked_bytes=2 gb", "nesting=4", "latest=2019-12-31"]
    limits = limits_of(given)
    assert limits == Limits(
        50 * 2**20, record_bytes=1000, unpacked_bytes=2 * 2**30, nesting=4, latest=date(2019, 12, 31)
    )
    assert limits_of([]) == DEFAULT_LIMITS


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("pages=3", "expected NAME=VALUE with one of document_bytes, "), ("nesting", "found ''"),
        ("nesting=3MB", "expected a number above 0"), ("members=0", "expected a number above 0"),
        ("record_bytes=-5", "expected a number above 0"), ("latest=2019", "expected a day (YYYY-MM-DD) for latest"),
        ("latest=1700-01-01", "before the one for latest"),
    ],
)  # fmt: skip
def test_a_limit_that_is_none_is_wrong_usage(tmp_path: Path, setting: str, said: str) -> None:
    (tmp_path / "x.jsonl").write_text(record("r1"), "utf-8")
    result = run("build", tmp_path / "x.jsonl", "--out", tmp_path / "release", "--limit", setting)
    assert (result.exit_code, "--limit: expected" in result.stderr, said in result.stderr) == (2, True, True)
    assert not (tmp_path / "release").exists()


@pytest.mark.parametrize(
    ("name", "content", "limit", "reason"),
    [
        ("x.html", (HTML / PAGE).read_bytes(), "document_bytes=1KiB", "too large"),
        ("x.html", (HTML / PAGE).read_bytes(), "page_elements=5", "too large"),
        ("x.html", (HTML / PAGE).read_bytes(), "latest=2016-01-01", "impossible date"),
        ("x.jsonl", record("r1").encode(), "record_bytes=120", "too large"),
        ("x.jsonl", record("r1").encode(), "text_chars=100", "too large"),
        ("x.jsonl", record("r1").encode(), "earliest=2017-01-01", "impossible date"),
    ],
)
def test_what_passes_a_limit_is_a_reject_that_names_it_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes, limit: str, reason: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    year = 2018 if limit.startswith("earliest") else 2015
    (folder / "good.csv").write_text(f'id,text,published\nok,"{TEXT[:80]}",{year}-08-04\n', "utf-8")
    result = run("build", folder, "--out", tmp_path / "release", "--limit", limit, "--workers", 0)
    assert result.exit_code == 0, result.stderr
    (row,) = timeline.load("rejects", tmp_path / "release").to_dict("records")
    assert row["reason"] == reason
    assert f"--limit {limit.partition('=')[0]}" in row["detail"]
    assert list(timeline.load("articles", tmp_path / "release")["document_id"]) == ["ok"]


def test_a_document_that_codes_too_long_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(record("r1", text=f"{TEXT}\n" * 400), "utf-8")
    result = run("build", tmp_path / "x.jsonl", "--out", tmp_path / "r", "--seconds", "0.1", "--workers", "1")
    assert result.exit_code == 0, result.stderr
    (row,) = timeline.load("rejects", tmp_path / "r").to_dict("records")
    assert (row["document_id"], row["reason"]) == ("r1", "too slow")
    assert "--seconds" in row["detail"]


def test_what_a_build_was_told_of_its_sources_can_be_told_when_checking_and_explaining(tmp_path: Path) -> None:
    source, mapping, out = tmp_path / "x.csv", tmp_path / "mapping.yaml", tmp_path / "release"
    source.write_text(f'key,body\nr1,"{TEXT}"\n', "utf-8")
    mapping.write_text("columns: {id: key, text: body}\n", "utf-8")
    told = ("--mapping", mapping, "--published", "2016-08-04", "--language", "en", "--source", "The Wire")
    assert run("build", source, "--out", out, "--workers", 0, *told).exit_code == 0
    for given, count in ((told, 1), ((), 0)):
        checked = run("validate", out, "--sources", source, *given)
        assert checked.exit_code == 0
        assert f"the texts of {count} of 1 articles were compared" in checked.stderr
    explained = run("explain", event_of(out), "--release", out, "--sources", source, *told)
    assert explained.exit_code == 0, explained.stderr
    lost = run("explain", event_of(out), "--release", out, "--sources", source)
    assert lost.exit_code == 1
    assert "--mapping" in lost.stderr
    released = run("release", source, "--version", "0.1.0", "--out", tmp_path / "dataset", "--workers", 0, *told)
    assert released.exit_code == 0, released.stderr
    assert len(timeline.load("events", tmp_path / "dataset")) == len(timeline.load("events", out))


def test_the_library_takes_sources_as_the_command_does(tmp_path: Path) -> None:
    source, mapping, out = tmp_path / "x.csv", tmp_path / "mapping.yaml", tmp_path / "release"
    source.write_text(f'key,body\nr1,"{TEXT}"\nr2,"{TEXT * 3}"\n', "utf-8")
    mapping.write_text("columns: {id: key, text: body}\n", "utf-8")
    summary = timeline.build(
        str(source), out, mapping=mapping, published=date(2016, 8, 4), language="en", source="The Wire",
        limits=Limits(text_chars=300), workers=0,
    )  # fmt: skip
    assert (summary.articles, summary.rejects) == (1, {"too large": 1})
    assert set(timeline.load("articles", out)["source"]) == {"the-wire"}
    reading = articles.Options(published=date(2016, 8, 4), mapping=articles.load_mapping(mapping))
    assert timeline.validate(out, sources=[source], reading=reading).ok


def test_an_event_of_a_copy_is_explained_from_the_copy(tmp_path: Path) -> None:
    """Two papers print one text on two days: which day counts is that of the paper whose event it is."""
    source, out = tmp_path / "x.jsonl", tmp_path / "release"
    source.write_text(record("r1") + record("r1", source="other", published="2016-08-11"), "utf-8")
    assert run("build", source, "--out", out, "--workers", 0).exit_code == 0
    rows = [json.loads(line) for line in run("show", out, "--json", "--type", "ASSAULT").stdout.splitlines()]
    days = {row["date_start"] for row in rows}
    assert len(days) > 1
    for row in rows:
        said = run("explain", row["event_id"], "--release", out, "--sources", source).stdout
        assert f"{row['date_start']} – {row['date_end']}" in said
