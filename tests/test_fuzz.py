"""Damaged and made-up input raises nothing in readers and coder: seconds in every run, ten minutes in the full tier.

TIMELINE_FUZZ_SECONDS says how long the long run takes, TIMELINE_FUZZ_SEED where it begins; the same seed gives the same
inputs. What it fails on is printed as a value to reproduce it with.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from timeline import articles
from timeline.coder import code
from timeline.model import Article, Reject
from timeline.records import Records

PAGES = Path(__file__).parent / "pages"
UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")
SHORT, LONG = 5.0, 600.0
SETTINGS = settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@cache
def inputs() -> dict[str, bytes]:
    """Whole inputs of every kind, to be damaged."""
    html = {path.name: path.read_bytes() for path in sorted((PAGES / "html").iterdir())}
    text = {path.name: path.read_bytes() for path in sorted((PAGES / "text").iterdir())}
    records = [{"id": name, "text": raw.decode(), "published": "2016-01-02"} for name, raw in text.items()]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()
    rows = [",".join(json.dumps(cell, ensure_ascii=False).replace('\\"', '""') for cell in r.values()) for r in records]
    table, archive, pages = io.BytesIO(), io.BytesIO(), b""
    pq.write_table(pa.Table.from_pylist(records), table)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name, raw in list(html.items())[:4]:
            out.writestr(name, raw)
    for number, raw in enumerate(list(html.values())[:4]):
        response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + raw
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
        pages += f"{head}Content-Length: {len(response)}\r\n\r\n".encode() + response + b"\r\n\r\n"
    return html | text | {
        "x.jsonl": lines, "x.json": json.dumps(records).encode(),
        "x.csv": "\n".join(["id,text,published", *rows]).encode(), "x.parquet": table.getvalue(),
        "x.zip": archive.getvalue(), "x.warc": pages,
        "x.jsonl.gz": gzip.compress(lines), "x.warc.gz": gzip.compress(pages),
        "x.json.zst": pa.compress(json.dumps(records).encode(), "zstd", asbytes=True),
    }  # fmt: skip


PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from([
        b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n\r\n", b"<", b"<!--", b"</script>", b"&#x110000;", b"&nbsp;", b'"',
        b"{", b"[[[[",
        b"}]", b",,,,", b"\\ud800", b"Content-Length: 99999\r\n", b"WARC/1.0\r\n", b"PK\x03\x04", b"2016-99-99",
        b"0001-01-01", b"<meta charset=utf-7>", b"<html lang=ar>", "\u202e\u200f".encode(), b"datePublished",
        "الأحد 32 مارس 2016\n".encode(), b"<time datetime='9999-99-99'>",
    ]),
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """An input with pieces replaced, inserted, cut out or doubled."""
    name = draw(st.sampled_from(sorted(inputs())))
    raw = inputs()[name]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        end = min(len(raw), at + draw(st.sampled_from([0, 0, 1, 4, 50, 1000, len(raw)])))
        piece = raw[at:end] * 2 if draw(st.booleans()) else draw(PIECES)
        raw = raw[:at] + piece + raw[end:]
    other = draw(st.sampled_from([name] * 8 + ["x.html", "x.txt", "x.csv", "x.json", "x.warc", "noending"]))
    return other, raw


WORDS = (
    "قتل", "أمس", "الأحد", "الماضي", "وقال", "رئيس", "الجيش", "دمشق", "ثلاثة", "جنود", "، ", "«", "»", "في", "من",
    "إن", "لم", "١٢", "آذار", "The", "army", "shelled", "Aleppo", "on", "Tuesday", "last", "week", "killed", "at least",
    "12", "soldiers",
    "said", "president", "denied", "would", "not", ".", "\n", ",", '"', "(Reuters) -", "2016", "32 March", "in the",
    "of", "and", "'s", "U.S.", "1,000,000", "%",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)),
    min_size=1,
    max_size=80,
).map(" ".join)


def read(name: str, raw: bytes, options: articles.Options = articles.DEFAULTS) -> list[Article | Reject]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw)
        return list(articles.read_all([path], options))


def coded(article: Article) -> None:
    """Code an article and make its rows: offsets must lie in the text, and every row must be there."""
    coding = code(article)
    records = Records("fuzz")
    records.add(coding)
    for event in coding.events:
        for span in (event.trigger, event.sentence, *(p.mention.span for p in event.participants)):
            assert 0 <= span.start <= span.end <= len(article.text)
    for zone in article.zones:
        assert 0 <= zone.span.start <= zone.span.end <= len(article.text)


@given(damaged())
@SETTINGS
def readers(item: tuple[str, bytes]) -> None:
    found = read(*item)
    assert found, "neither an article nor a reject came out"
    for one in found:
        if isinstance(one, Reject):
            assert "expected" in one.detail
            assert not UNSHOWN.search(one.detail)
        else:
            one.text.encode()
            assert one.published_on


OPTIONS = st.builds(
    articles.Options,
    source=st.sampled_from([None, "wire", "صحيفة"]),
    published=st.sampled_from([None, date(2016, 1, 2), date(1, 1, 1)]),
    language=st.sampled_from([None, "ar", "en", "ru", "", "ar-SY"]),
    mapping=st.builds(
        articles.RecordMapping,
        columns=st.dictionaries(st.sampled_from(["id", "text", "published"]), st.sampled_from(["id", "text", "a.b"])),
        constants=st.dictionaries(st.sampled_from(["language", "source"]), st.sampled_from(["en", "", "x"])),
        date_format=st.sampled_from([None, "%d/%m/%Y", "%Y"]),
        records=st.sampled_from([None, "articles", "a.b"]),
        delimiter=st.sampled_from([None, ";"]),
        quoting=st.sampled_from(["minimal", "none"]),
        encoding=st.sampled_from([None, "windows-1256", "utf-16", "utf-7"]),
    ),
    limits=st.builds(
        articles.Limits,
        document_bytes=st.sampled_from([1, 1000, 20 << 20]),
        page_elements=st.sampled_from([1, 30_000]),
        record_bytes=st.sampled_from([1, 500, 10 << 20]),
        text_chars=st.sampled_from([1, 300, 1_000_000]),
        unpacked_bytes=st.sampled_from([1, 5000, 1 << 30]),
        unpack_ratio=st.sampled_from([1, 200]),
        ratio_from_bytes=st.sampled_from([1, 16 << 20]),
        members=st.sampled_from([1, 1000]),
        nesting=st.sampled_from([0, 2]),
        latest=st.sampled_from([date(2016, 1, 1), date(2100, 1, 1)]),
    ),
)


@given(damaged(), OPTIONS)
@SETTINGS
def readers_with_options(item: tuple[str, bytes], options: articles.Options) -> None:
    for one in read(*item, options):
        if isinstance(one, Reject):
            assert "expected" in one.detail
            assert not UNSHOWN.search(one.detail)
        else:
            assert len(one.text) <= options.limits.text_chars


@given(damaged())
@SETTINGS
def readers_and_coder(item: tuple[str, bytes]) -> None:
    for one in read(*item)[:3]:
        if isinstance(one, Article):
            coded(one)


@given(
    TEXTS,
    st.sampled_from(["ar", "en"]),
    st.dates(min_value=articles.Limits().earliest, max_value=articles.Limits().latest),
)
@SETTINGS
def made_up_texts(text: str, language: str, day: object) -> None:
    made = articles.article_of({"text": text, "language": language, "published": str(day)}, "fuzz:1")
    if isinstance(made, Article):
        coded(made)


def run(parts: list[Callable[[], None]], seconds: float, first: int) -> int:
    """Run the parts in turn with new seeds until the time is over; how many times each ran."""
    end, number = time.monotonic() + seconds, first
    while number == first or time.monotonic() < end:
        for part in parts:
            seed(number)(part)()
        number += 1
    return number - first


PARTS: list[Callable[[], None]] = [readers, readers_with_options, readers_and_coder, made_up_texts]


def test_damaged_input_and_made_up_texts_raise_nothing() -> None:
    assert run(PARTS, SHORT, first=0) >= 1


@pytest.mark.slow
def test_damaged_input_and_made_up_texts_raise_nothing_for_ten_minutes() -> None:
    first = int(os.environ.get("TIMELINE_FUZZ_SEED", "1000"))
    assert run(PARTS, float(os.environ.get("TIMELINE_FUZZ_SECONDS", LONG)), first) >= 1
