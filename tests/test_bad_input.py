"""Whatever is wrong with an input is a reject that says what was expected, found and to do; the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from timeline import articles
from timeline.articles.limits import Limits
from timeline.model import Article, Reject

HTML = Path(__file__).parent / "pages" / "html" / "07-en-opengraph.html"
TEXT = (
    "A court in Tripoli sentenced nine men to prison on Sunday, a lawyer said, adding that they would appeal.\n"
    "The men were accused of having attacked a police station in the south of the city two years ago."
)


def record(name: str, **fields: object) -> str:
    return json.dumps({"id": name, "text": TEXT, "published": "2018-02-04"} | fields)


def read(*paths: Path, limits: Limits | None = None) -> list[Article | Reject]:
    found = list(articles.read(paths, limits=limits or Limits()))
    for item in found:
        if isinstance(item, Reject):
            assert re.search(r"expected .* found", item.detail), item.detail
            assert re.search(r"; \w+", item.detail), f"says nothing to do: {item.detail}"
            assert item.detail.isprintable()
    return found


def of(item: Article | Reject) -> tuple[str, str]:
    return item.document_id, item.reason if isinstance(item, Reject) else "read"


def written(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


ENDINGS = ("txt", "html", "jsonl", "json", "csv", "tsv", "warc")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file_is_told_as_empty(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"x.{ending}", b"")
    assert [of(item) for item in read(path)] == [(path.name, "empty")]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_a_table_that_is_a_byte_order_mark_alone_is_told_as_empty(tmp_path: Path, ending: str, mark: bytes) -> None:
    path = written(tmp_path / f"x.{ending}", mark)
    assert [of(item) for item in read(path)] == [(path.name, "empty")]


@pytest.mark.parametrize("ending", [*ENDINGS, "parquet", "zip", "gz", "zst", "html.gz", "json.zst"])
@pytest.mark.parametrize("content", [os.urandom(3000), b"\x00" * 5000, b"\x89PNG\r\n\x1a\n" + os.urandom(500)])
def test_binary_data_under_any_ending_is_a_reject(tmp_path: Path, ending: str, content: bytes) -> None:
    found = read(written(tmp_path / f"x.{ending}", content))
    assert found
    assert all(isinstance(item, Reject) for item in found)


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_two_encodings_in_one_page_are_told(tmp_path: Path, ending: str) -> None:
    arabic = "أعلنت وزارة الداخلية أمس اعتقال خمسة من عناصر التنظيم في بغداد وقال المتحدث باسمها إن القوات انتشرت."
    (item,) = read(written(tmp_path / f"x.{ending}", f"<p>{arabic}".encode() + arabic.encode("windows-1256")))
    assert of(item) == (f"x.{ending}", "mixed encodings")


def test_a_table_with_a_row_in_another_encoding_gives_the_others(tmp_path: Path) -> None:
    row = '"{}","{}",2018-02-04\n'
    raw = b"id,text,published\n" + row.format("r1", TEXT).encode() + row.format("r2", TEXT + " – café").encode("cp1252")
    found = read(written(tmp_path / "x.csv", raw + row.format("r3", TEXT + " – café").encode()))
    assert [of(item) for item in found] == [("r1", "read"), ("x.csv:4", "mixed encodings"), ("r3", "read")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", "Court sentences nine men\n\n" + TEXT),
        ("x.html", "<h1>Court sentences nine men</h1><p>" + TEXT.replace("\n", "</p><p>")),
        ("x.jsonl", json.dumps({"text": TEXT})),
    ],
)  # fmt: skip
def test_a_document_without_a_date_is_told_unless_one_is_given(tmp_path: Path, name: str, content: str) -> None:
    path = written(tmp_path / name, content)
    (item,) = read(path)
    assert isinstance(item, Reject)
    assert (item.stage, item.reason) == ("date", "no date")
    assert "--published" in item.detail
    (given,) = articles.read([path], published=date(2018, 2, 4))
    assert isinstance(given, Article)
    assert (given.published_on, given.published_basis) == (date(2018, 2, 4), "given")


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("2016-02-30", "bad date"), ("2016-13-01", "bad date"), ("0000-00-00", "bad date"), ("yesterday", "bad date"),
        (20160204.5, "bad date"), (["2016-02-03"], "bad date"), ("9999-12-31", "impossible date"),
        ("0001-01-01", "impossible date"),
    ],
)  # fmt: skip
def test_an_impossible_date_is_told(tmp_path: Path, published: object, reason: str) -> None:
    found = read(written(tmp_path / "x.jsonl", record("r1", published=published) + "\n" + record("r2")))
    assert [of(item) for item in found] == [("r1", reason), ("r2", "read")]


def test_a_date_after_the_page_was_saved_is_told(tmp_path: Path) -> None:
    lines = [
        record("r1", retrieved="2018-02-01"),
        record("r2", retrieved="2018-02-03"),
        record("r3", retrieved="2025-01-01"),
    ]
    found = read(written(tmp_path / "x.jsonl", "\n".join(lines)))
    assert [of(item) for item in found] == [("r1", "future date"), ("r2", "read"), ("r3", "read")]


def test_a_page_dated_out_of_all_bounds_is_told(tmp_path: Path) -> None:
    page = HTML.read_text("utf-8").replace("2016-04-30T16:45", "2999-04-30T16:45")
    assert of(read(written(tmp_path / "x.html", page))[0]) == ("x.html", "impossible date")


def test_a_line_of_50_megabytes_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with path.open("wb") as out:
        out.write(record("r1").encode() + b'\n{"id": "r2", "text": "')
        for _ in range(50):
            out.write(b"x" * (1 << 20))
        out.write(b'"}\n' + record("r3").encode())
    tracemalloc.start()
    found = read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [of(item) for item in found] == [("r1", "read"), ("x.jsonl:2", "too large"), ("r3", "read")]
    assert "50 MiB" in getattr(found[1], "detail", "")
    assert most < 35_000_000


def test_a_broken_line_in_the_middle_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [record("r1"), '{"id": "r2", "text": "cut of', "null", '"text"', "[" * 100_000, record("r3")]
    found = read(written(tmp_path / "x.jsonl", "\n".join(lines)))
    assert [of(item)[1] for item in found] == ["read", "not JSON", "not a record", "not a record", "not JSON", "read"]


@pytest.mark.parametrize("tail", ['{"id": "r3", ', "x]", ",]", "", '{"id": 1}}]'])
def test_a_list_that_breaks_off_gives_what_stands_before_the_break(tmp_path: Path, tail: str) -> None:
    found = read(written(tmp_path / "x.json", f"[{record('r1')}, {record('r2')}, {tail}"))
    assert [of(item)[1] for item in found[:2]] == ["read", "read"]
    assert of(found[-1])[1] == "not JSON"
    assert "after 2 records" in getattr(found[-1], "detail", "") or tail.startswith('{"id": 1')


@pytest.mark.parametrize("content", ["[]", "{}", "[1, 2]", '{"articles": []}', "true"])
def test_json_without_records_is_told(tmp_path: Path, content: str) -> None:
    found = read(written(tmp_path / "x.json", content))
    assert found
    assert all(isinstance(item, Reject) for item in found)


def parquet(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_parquet_without_the_columns_is_told_with_those_it_has(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", parquet({"id": ["r1"], "body": [TEXT]}))
    (item,) = read(path)
    assert isinstance(item, Reject)
    assert item.reason == "missing columns"
    assert "expected the columns text, published, found id, body" in item.detail
    assert "--mapping" in item.detail


def test_parquet_of_other_types_is_read_or_told_row_by_row(tmp_path: Path) -> None:
    day = date(2018, 2, 4)
    content = parquet({"id": [1, 2, 3], "text": [TEXT, None, TEXT], "published": [day, day, None]})
    found = read(written(tmp_path / "x.parquet", content))
    assert [of(item) for item in found] == [("1", "read"), ("2", "no text"), ("3", "no date")]


@pytest.mark.parametrize("cut", [4, 100, -4, -100])
def test_damaged_parquet_is_told(tmp_path: Path, cut: int) -> None:
    content = parquet({"id": ["r1"] * 50, "text": [TEXT] * 50, "published": ["2018-02-04"] * 50})
    found = read(written(tmp_path / "x.parquet", content[:cut]))
    assert [of(item) for item in found] == [("x.parquet", "damaged Parquet")]


def test_a_csv_with_shifting_columns_gives_the_rows_that_fit(tmp_path: Path) -> None:
    good = f'r1,"{TEXT}",2018-02-04\n'
    rows = [
        good,
        "r2,one, two, three,2018-02-04\n",
        "r3,short\n",
        good.replace("r1", "r4").replace("02-04\n", "02-04,,x\n"),
        '"r5,"x"y",\n',
    ]
    found = read(written(tmp_path / "x.csv", "id,text,published\n" + "".join([*rows, good.replace("r1", "r6")])))
    assert [of(item)[1] for item in found] == [
        "read",
        "shifting columns",
        "shifting columns",
        "shifting columns",
        "broken row",
        "read",
    ]


def test_a_quote_that_never_ends_is_told(tmp_path: Path) -> None:
    rows = f'id,text,published\nr1,"{TEXT}",2018-02-04\nr2,"never ends,2018-02-04\nr3,text,2018-02-04\n'
    found = read(written(tmp_path / "x.csv", rows))
    assert [of(item) for item in found] == [("r1", "read"), ("x.csv:4", "broken row")]


def test_a_csv_without_the_columns_is_told_with_those_it_has(tmp_path: Path) -> None:
    (item,) = read(written(tmp_path / "x.csv", "key,content\n1,x\n"))
    assert of(item) == ("x.csv", "missing columns")
    assert "found key, content" in getattr(item, "detail", "")


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst"])
def test_a_truncated_stream_gives_what_stands_before_the_end_and_says_so(tmp_path: Path, name: str) -> None:
    lines = "\n".join(record(f"r{i}", title=os.urandom(300).hex()) for i in range(2000)).encode()
    packed = gzip.compress(lines) if name.endswith("gz") else pa.compress(lines, codec="zstd", asbytes=True)
    found = read(written(tmp_path / name, packed[: len(packed) * 3 // 4]))
    kinds = [of(item)[1] for item in found]
    assert kinds.count("read") > 500
    assert kinds[-1] == f"truncated {'gzip' if name.endswith('gz') else 'zstd'}"
    assert set(kinds) <= {"read", "not JSON", kinds[-1]}


def test_a_damaged_stream_is_told(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(record("r1").encode() * 500))
    packed[40] ^= 0xFF
    (item,) = [item for item in read(written(tmp_path / "x.jsonl.gz", bytes(packed))) if of(item)[1] == "damaged gzip"]
    assert of(item) == ("x.jsonl.gz", "damaged gzip")


def warc(*lengths: Callable[[int], object]) -> bytes:
    """A WARC of one page per function, which says what Content-Length the record claims."""
    page = HTML.read_bytes()
    out = b""
    for number, length in enumerate(lengths, 1):
        response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:r{number}>\r\nWARC-Target-URI: http://x.example/{number}\r\n"
        out += f"{head}Content-Length: {length(len(response))}\r\n\r\n".encode() + response + b"\r\n\r\n"
    return out


@pytest.mark.parametrize("wrong", [lambda n: n + 40, lambda n: n - 40, lambda n: -n, lambda n: "much", lambda n: ""])
def test_a_bad_length_costs_a_web_archive_one_record(tmp_path: Path, wrong: Callable[[int], object]) -> None:
    path = written(tmp_path / "x.warc", warc(lambda n: n, wrong, lambda n: n))
    found = [of(item) for item in read(path)]
    assert (found[0], found[1], found[-1]) == (("r1", "read"), ("r2", "damaged WARC"), ("r3", "read"))


@pytest.mark.parametrize("size", [10**7, 10**12])
def test_a_length_beyond_the_end_of_a_web_archive_is_told(tmp_path: Path, size: int) -> None:
    path = written(tmp_path / "x.warc", warc(lambda n: n, lambda n: size, lambda n: n))
    assert [of(item) for item in read(path)][:2] == [("r1", "read"), ("r2", "damaged WARC")]


def test_html_of_100_megabytes_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    with path.open("wb") as out:
        for _ in range(100):
            out.write(b"<p>word</p>" * 95325)
    tracemalloc.start()
    (item,) = read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert of(item) == ("x.html", "too large")
    assert most < 50_000_000


def test_a_page_of_more_elements_than_a_page_has_is_refused_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.html", HTML.read_bytes().replace(b"<body>", b"<body>" + b"<tr><td>1</td></tr>" * 50_000)
    )
    assert [of(item) for item in read(path)] == [("x.html", "too large")]


def test_html_nested_without_end_is_no_crash(tmp_path: Path) -> None:
    path = written(tmp_path / "x.html", b"<div>" * 200_000 + HTML.read_bytes())
    assert len(read(path)) == 1


@pytest.mark.parametrize("name", ["x.zip", "x.jsonl.gz", "x.zip.gz"])
def test_a_bomb_is_defused(tmp_path: Path, name: str) -> None:
    bomb = b"\n" * (64 << 20)
    packed = gzip.compress(bomb) if name == "x.jsonl.gz" else zipped({"a.jsonl": bomb, "b.html": HTML.read_bytes()})
    found = read(written(tmp_path / name, gzip.compress(packed) if name == "x.zip.gz" else packed))
    assert "zip bomb" in [of(item)[1] for item in found]
    assert ("read" in [of(item)[1] for item in found]) == ("zip" in name)


def test_archives_in_archives_without_end_are_refused(tmp_path: Path) -> None:
    packed = HTML.read_bytes()
    for depth in range(5):
        packed = zipped({f"{depth}.zip" if depth else "page.html": packed})
    assert [of(item)[1] for item in read(written(tmp_path / "x.zip", packed))] == ["archive in archive"]


def test_more_members_or_bytes_than_allowed_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.zip", zipped({f"{i}.html": HTML.read_bytes() for i in range(5)}))
    assert [of(item)[1] for item in read(path, limits=Limits(members=4))] == ["too many members"]
    kinds = [of(item)[1] for item in read(path, limits=Limits(unpacked_bytes=3 * HTML.stat().st_size))]
    assert kinds == ["read"] * 3 + ["unpacks to too much"] * 2


@pytest.mark.parametrize(
    "name", ["../evil.html", "/etc/evil.html", "a/../../evil.html", "C:/evil.html", "..\\evil.html"]
)
def test_a_path_that_climbs_out_of_an_archive_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    path = written(inner / "x.zip", zipped({name: HTML.read_bytes(), "good.html": HTML.read_bytes()}))
    kinds = sorted(of(item)[1] for item in read(path))
    assert kinds == ["path out of the archive", "read"]
    assert [p.name for p in tmp_path.rglob("*")] == ["inner", "x.zip"]


def test_links_and_encrypted_members_of_an_archive_are_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.html")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("secret.html", HTML.read_bytes())
    raw = bytearray(out.getvalue())
    for match in list(re.finditer(rb"PK\x01\x02", bytes(raw)))[1:]:
        raw[match.start() + 8] |= 1
    found = read(written(tmp_path / "x.zip", bytes(raw)))
    assert [of(item) for item in found] == [
        ("x.zip/link.html", "link in an archive"),
        ("x.zip/secret.html", "encrypted"),
    ]


@pytest.mark.parametrize("cut", [10, 100, -10, -60])
def test_a_truncated_archive_is_told(tmp_path: Path, cut: int) -> None:
    found = read(written(tmp_path / "x.zip", zipped({"a.html": HTML.read_bytes()})[:cut]))
    assert [of(item) for item in found] == [("x.zip", "damaged zip")]


def test_what_cant_be_read_in_a_folder_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    written(tmp_path / "good.html", HTML.read_bytes())
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere.html")
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "loop").symlink_to(tmp_path)
    expected = [("gone.html", "vanished"), ("good.html", "read"), ("pipe.html", "not a file")]
    if Path("/proc/self/mem").exists():  # a file that opens and can't be read, for root as well
        (tmp_path / "mem.html").symlink_to("/proc/self/mem")
        expected.insert(2, ("mem.html", "unreadable"))
    assert [of(item) for item in read(tmp_path)] == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_and_a_file_without_the_right_to_read_are_told(tmp_path: Path) -> None:
    written(tmp_path / "shut" / "x.html", b"x").parent.chmod(0)
    written(tmp_path / "y.html", b"x").chmod(0)
    assert [of(item) for item in read(tmp_path)] == [("shut", "unreadable"), ("y.html", "unreadable")]
    (tmp_path / "shut").chmod(0o700)


def test_a_file_that_vanishes_while_reading_goes_on_is_told(tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "c.html"):
        written(tmp_path / name, HTML.read_bytes())
    reading = articles.read([tmp_path])
    found = [next(reading)]
    (tmp_path / "b.html").unlink()
    assert [of(item) for item in [*found, *reading]] == [("a.html", "read"), ("b.html", "vanished"), ("c.html", "read")]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            {"text": "The army \ud800 said on Monday that it had left the town and would not return to it."},
            "not Unicode text",
        ),
        ({"title": "half \udfff"}, "not Unicode text"),
        ({"id": "a\x1fb"}, "bad id"),
        ({"text": "word " * 300_000}, "too large"),
        ({"text": ["a", "list"]}, "no text"),
        ({"text": " \n\t"}, "no text"),
    ],
)
def test_fields_that_no_table_can_hold_are_told(tmp_path: Path, fields: dict[str, object], reason: str) -> None:
    found = read(written(tmp_path / "x.jsonl", record("r1", **fields) + "\n" + record("r2")))
    assert [of(item)[1] for item in found] == [reason, "read"]


@pytest.mark.parametrize("source", ["صحيفة غير معروفة", "A B/C", "  ", "-", "UPPER_case", "x\x1fy", 7])
def test_any_name_of_a_source_becomes_a_slug_that_the_tables_hold(tmp_path: Path, source: object) -> None:
    (item,) = read(written(tmp_path / "x.jsonl", record("r1", source=source)))
    assert re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", item.source)


def test_news_about_notices_and_licences_is_not_passed_over(tmp_path: Path) -> None:
    names = (
        "license-revoked-by-court.html",
        "notice-of-evacuation-served.html",
        "readme.html",
        "LICENSE-MIT",
        "NOTICE.txt",
    )
    for name in names:
        written(tmp_path / name, HTML.read_bytes())
    assert [item.document_id for item in read(tmp_path)] == sorted(names[:2])


def timeline(*arguments: object, prelude: str = "") -> subprocess.CompletedProcess[str]:
    command = ["timeline", *map(str, arguments)]
    code = f"{prelude}\nimport sys; from timeline.cli import main; sys.argv = {command!r}; main()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)


def test_two_documents_with_one_id_are_told_and_the_first_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", "\n".join([record("r1", source="okaz"), record("r1", source="okaz")]))
    done = timeline("build", path, "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["articles"], summary["rejects"]) == (1, {"same id twice": 1})


def test_an_output_folder_that_cant_be_written_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", record("r1"))
    done = timeline("build", path, "--out", "/proc/no/such/place")
    assert done.returncode == 1
    assert "/proc/no" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told_and_leaves_no_release(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", record("r1"))
    full = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from timeline.coder import code; import timeline\n"
        "timeline.code('The army shelled Aleppo on Tuesday.', published='2016-08-04')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
    )
    done = timeline("build", path, "--out", tmp_path / "out", prelude=full)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "datapackage.json").exists()
