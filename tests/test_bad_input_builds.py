"""Bad input and bad places to write, through whole builds: the rest is built, and what is said can be acted on."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import timeline
from timeline.pipeline import Progress, build
from timeline.release.validate import validate_release

HTML = Path(__file__).parent / "pages" / "html" / "07-en-opengraph.html"
ARABIC = "أعلنت وزارة الداخلية أمس اعتقال خمسة من عناصر التنظيم في بغداد وقال المتحدث باسمها إن القوات انتشرت."


def text_of(number: int) -> str:
    return (
        f"The Syrian army shelled the city of Aleppo on day {number} and killed nine civilians, a monitor said. "
        f"Russia condemned the attack, the {number}th in a row, on Wednesday."
    )


def record(number: int, **fields: object) -> str:
    return json.dumps({"id": f"r{number}", "text": text_of(number), "published": "2016-08-04"} | fields)


def bad_inputs() -> dict[str, tuple[bytes, set[str]]]:
    """Files with what is wrong with each, and the reasons that must be told of it."""
    good = record(1).encode()
    table, archive = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"key": ["a"], "body": [text_of(1)]}), table)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("../climbs.html", HTML.read_bytes())
        out.writestr("bomb.jsonl", b"\n" * (32 << 20))
    lines = "\n".join(record(n, title=os.urandom(99).hex()) for n in range(100, 900)).encode()
    page = HTML.read_text("utf-8")
    warc = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:w1>\r\nContent-Length: 9999999\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML.read_bytes() + b"\r\n\r\n"
    )
    return {
        "empty.html": (b"", {"empty"}),
        "binary.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, {"binary data"}),
        "mixed.html": (f"<p>{ARABIC}".encode() + ARABIC.encode("windows-1256"), {"mixed encodings"}),
        "undated.txt": (f"Army shells Aleppo\n\n{text_of(2)}".encode(), {"no date"}),
        "impossible.jsonl": (record(3, published="2016-02-30").encode(), {"bad date"}),
        "future.html": (page.replace("2016-04-30T16:45", "2999-04-30T16:45").encode(), {"impossible date"}),
        "later.jsonl": (record(4, retrieved="2016-01-01").encode(), {"future date"}),
        "line.jsonl": (good[:9] + b"x" * (50 << 20) + b'"}\n' + record(5).encode(), {"too large"}),
        "broken.jsonl": (record(6).encode() + b'\n{"id": "cut\n' + record(7).encode(), {"not JSON"}),
        "columns.parquet": (table.getvalue(), {"missing columns"}),
        "shifting.csv": (f'id,text,published\nr8,"{text_of(8)}",2016-08-04\nr9,a,b,c\n'.encode(), {"shifting columns"}),
        "cut.jsonl.gz": (gzip.compress(lines)[:-4000], {"truncated gzip"}),
        "length.warc": (warc, {"damaged WARC"}),
        "large.html": (b"<p>word</p>" * 2_000_000, {"too large"}),
        "archive.zip": (archive.getvalue(), {"path out of the archive", "zip bomb"}),
        "twice.jsonl": (f"{record(10)}\n{record(10, text=text_of(11))}".encode(), {"same id twice"}),
        "unknown.docx": (b"PK\x03\x04", {"unknown kind of file"}),
        "russian.txt": (
            "Президент заявил во вторник, что правительство не уступит давлению со стороны.".encode(),
            {"no language pack"},
        ),
    }  # fmt: skip


def test_a_folder_of_all_that_can_be_wrong_is_built_and_every_loss_is_told(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "release"
    folder.mkdir()
    expected: dict[str, set[str]] = {}
    for name, (content, reasons) in bad_inputs().items():
        (folder / name).write_bytes(content)
        expected[name] = reasons
    (folder / "gone.html").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.html")
    expected |= {"gone.html": {"vanished"}, "pipe.html": {"not a file"}}
    done = run("build", folder, "--out", out, "--workers", "2", "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    rejects = timeline.load("rejects", out)
    assert sum(summary["rejects"].values()) == len(rejects)
    told: dict[str, set[str]] = {}
    for row in rejects.to_dict("records"):
        file = re.split(r"[/:]", str(row["detail"]))[0]
        told.setdefault(file, set()).add(str(row["reason"]))
        assert re.search(r"expected .* found", str(row["detail"])), row
        assert re.search(r"; \w+", str(row["detail"])), f"says nothing to do: {row}"
    told["twice.jsonl"] = told.pop(next(key for key, reasons in told.items() if "same id twice" in reasons))
    for name, reasons in expected.items():
        assert reasons <= told.get(name, set()), (name, told.get(name))
    articles = set(timeline.load("articles", out)["document_id"])
    assert {"r5", "r6", "r7", "r8", "r10", "r100", "r400"} <= articles
    assert validate_release(out).ok


def test_sources_that_vanish_during_the_build_are_told_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.jsonl").write_text(record(number), "utf-8")

    def remove(now: Progress) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    summary = build([folder], tmp_path / "release", workers=0, documents=1, progress=remove)
    assert summary.articles >= 1
    assert summary.articles + summary.rejects["vanished"] == 40
    assert validate_release(tmp_path / "release").ok


def run(*arguments: object, prelude: str = "", before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = ["timeline", *map(str, arguments)]
    code = f"{prelude}\nimport sys; from timeline.cli import main; sys.argv = {command!r}; main()"
    return subprocess.run(
        [*before, sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False
    )


def source(folder: Path, count: int = 3) -> Path:
    path = folder / "x.jsonl"
    path.write_text("\n".join(record(number) for number in range(count)), "utf-8")
    return path


def refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    for part in said:
        assert part in done.stderr


def test_a_file_where_the_release_should_be_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("a letter", "utf-8")
    refused(run("build", source(tmp_path), "--out", out), str(out), "expected", "found")
    assert out.read_text("utf-8") == "a letter"


def test_a_folder_that_is_no_release_is_kept_and_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("dear", "utf-8")
    refused(run("build", source(tmp_path), "--out", out), "letter.txt", "expected", "found")
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="a folder in which not even root may write")
def test_a_place_without_the_right_to_write_is_told(tmp_path: Path) -> None:
    out = Path("/sys/kernel/release") if os.geteuid() == 0 else tmp_path / "shut" / "release"
    if os.geteuid():
        out.parent.mkdir(mode=0o500)
    refused(run("build", source(tmp_path), "--out", out), str(out.parent), "expected", "found")


def _may_mount() -> bool:
    try:
        done = subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or not _may_mount(), reason="needs a disk of its own to fill")
@pytest.mark.parametrize("size", ["16k", "64k", "200k", "320k"])
def test_a_disk_that_is_full_at_any_moment_is_told_and_leaves_no_release(tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    code = "from timeline.cli import main; import sys; sys.argv = ['timeline', *sys.argv[1:]]; main()"
    shell = (
        f"mount -t tmpfs -o size={size} none {disk} && "
        f"{sys.executable} -c {code!r} build {source(tmp_path, 60)} --out {disk}/release --workers 1; found=$?; "
        f"test -e {disk}/release && echo there; exit $found"
    ).replace("'from", '"from').replace("main()'", 'main()"')  # fmt: skip
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", shell], capture_output=True, text=True, timeout=300, check=False
    )
    refused(done, "expected", "found", "make room")
    assert "there" not in done.stdout
