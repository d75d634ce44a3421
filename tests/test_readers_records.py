"""Records in JSON, CSV, TSV and Parquet, under whatever names their columns have, give the same articles."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from timeline import articles
from timeline.model import Article, Reject

TEXT_AR = (
    "بيروت - رويترز: دعا رئيس الحكومة اللبنانية أمس الأطراف السياسية كافة إلى استئناف الحوار في أقرب وقت ممكن.\n"
    "وأضاف في كلمة ألقاها أمام وفد من النقابات أن الحكومة «ستقر الموازنة»، قبل نهاية الشهر الحالي; وستعمل مع الجميع."
)
TEXT_EN = (
    'A court in Tripoli sentenced nine men to prison on Sunday, a lawyer said, adding: "They will appeal."\n'
    "The men were accused of having attacked a police station in the south of the city, and of theft."
)
RECORDS: list[dict[str, Any]] = [
    {"id": "r1", "text": TEXT_AR, "published": "2016-09-13", "source": "okaz", "url": "https://example.org/1"},
    {"id": "r2", "text": TEXT_EN, "published": "2018-02-04", "source": "Arab News", "title": "Nine men, one verdict"},
    {"id": "r3", "text": TEXT_EN.replace("nine", "ten"), "published": "2018-02-05", "source": "arab-news"},
]
THEIRS = {"id": "key", "text": "content", "published": "date", "source": "paper", "url": "link", "title": "head"}


def renamed(form: str = "%Y-%m-%d") -> list[dict[str, Any]]:
    given = [{THEIRS[name]: value for name, value in record.items()} for record in RECORDS]
    return [record | {"date": date.fromisoformat(record["date"]).strftime(form)} for record in given]


def table(records: list[dict[str, Any]], delimiter: str, encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode(encoding)


def parquet(records: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records, pa.schema([(n, pa.string()) for n in records[0] | records[1]])), out)
    return out.getvalue()


def zipped(name: str, raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, raw)
    return out.getvalue()


def forms(records: list[dict[str, Any]]) -> dict[str, bytes]:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()
    array = json.dumps(records, ensure_ascii=False, indent=1).encode()
    return {
        "a.jsonl": lines, "b.json": array, "c.json": lines, "d.ndjson": b"\xef\xbb\xbf" + lines + b"\n\n",
        "e.csv": table(records, ","), "f.csv": table(records, ";"), "g.tsv": table(records, "\t"),
        "h.csv": table(records, ",", "utf-8-sig"),
        "i.csv": table(records, ",", "utf-16"), "j.parquet": parquet(records), "k.zip": zipped("data/x.json", array),
        "l.csv": table(records, ",", "windows-1256"),
    }  # fmt: skip


def read(path: Path, raw: bytes, **options: Any) -> list[Article | Reject]:
    path.write_bytes(raw)
    return list(articles.read([path], **options))


PLAIN = forms(RECORDS)


@pytest.mark.parametrize("name", PLAIN)
def test_every_form_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, PLAIN[name])
    expected = read(tmp_path / "same.jsonl", PLAIN["a.jsonl"])
    assert found == expected
    assert [(a.document_id, a.source, a.language) for a in found if isinstance(a, Article)] == [
        ("r1", "okaz", "ar"), ("r2", "arab-news", "en"), ("r3", "arab-news", "en"),
    ]  # fmt: skip
    assert [a.text for a in found if isinstance(a, Article)] == [record["text"] for record in RECORDS]


def mapping(tmp_path: Path, text: str) -> articles.RecordMapping:
    (tmp_path / "mapping.yaml").write_text(text, "utf-8")
    return articles.load_mapping(tmp_path / "mapping.yaml")


COLUMNS = "columns: {id: key, text: content, published: date, source: paper, url: link, title: head}\n"


@pytest.mark.parametrize("name", forms(RECORDS[:2]))
def test_a_mapping_gives_other_columns_our_names(tmp_path: Path, name: str) -> None:
    names = mapping(tmp_path, COLUMNS + "published_basis: page\ndate_format: '%d/%m/%Y'\n")
    found = read(tmp_path / name, forms(renamed("%d/%m/%Y"))[name], mapping=names)
    assert [(a.document_id, a.published_on, a.published_basis) for a in found if isinstance(a, Article)] == [
        ("r1", date(2016, 9, 13), "page"), ("r2", date(2018, 2, 4), "page"), ("r3", date(2018, 2, 5), "page"),
    ]  # fmt: skip
    assert isinstance(found[1], Article)
    assert (found[1].title, found[1].source) == ("Nine men, one verdict", "arab-news")


def test_a_mapping_leads_into_nested_objects_and_fills_in_constants(tmp_path: Path) -> None:
    names = mapping(
        tmp_path,
        "records: data.items\ncolumns: {text: body.plain, published: meta.date, source: meta.paper.name}\n"
        "constants: {language: en, section: World}\n",
    )
    item = {"body": {"plain": TEXT_EN}, "meta": {"date": "2018-02-04T23:10:00Z", "paper": {"name": "Guardian"}}}
    (found,) = read(tmp_path / "api.json", json.dumps({"data": {"items": [item]}}).encode(), mapping=names)
    assert isinstance(found, Article)
    assert (found.source, found.section, found.published_on) == ("guardian", "World", date(2018, 2, 4))
    assert (found.published_basis, found.document_id) == ("metadata", "api.json:1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: {body: content}", "expected columns for id, text"),
        ("column: {text: content}", "expected the keys columns"),
        ("published_basis: guess", "expected published_basis as one of"),
        ("- text", "expected a mapping with"),
        ("encoding: klingon", "expected an encoding"),
        ("delimiter: ';;'", "expected one character"),
        ("columns: [", "expected a mapping file in YAML"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(articles.SourceError, match=message):
        mapping(tmp_path, text)


def test_records_without_ids_are_named_by_file_and_place(tmp_path: Path) -> None:
    without = [{name: value for name, value in record.items() if name != "id"} for record in RECORDS]
    assert [a.document_id for a in read(tmp_path / "x.csv", table(without, ","))] == ["x.csv:2", "x.csv:4", "x.csv:6"]
    (tmp_path / "x.csv").unlink()
    packed = zipped("y/z.json", json.dumps(without).encode())
    assert [a.document_id for a in read(tmp_path / "a.zip", packed)] == [f"a.zip/y/z.json:{n}" for n in (1, 2, 3)]


def test_files_of_one_name_in_two_folders_give_records_of_two_names(tmp_path: Path) -> None:
    record = json.dumps({name: RECORDS[1][name] for name in ("text", "published")})
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jsonl").write_text(record)
    assert [a.document_id for a in articles.read([tmp_path])] == ["a/x.jsonl:1", "b/x.jsonl:1"]


def test_a_language_given_by_the_record_or_the_user_is_believed(tmp_path: Path) -> None:
    record = {"text": TEXT_EN, "published": "2018-02-04"}
    for given, options in (
        ({"language": "de"}, {}),
        ({}, {"language": "de"}),
        ({"language": "de-AT"}, {"language": "en"}),
    ):
        (found,) = read(tmp_path / "x.jsonl", json.dumps(record | given).encode(), **options)
        assert isinstance(found, Reject)
        assert (found.reason, "found de" in found.detail) == ("no language pack", True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fa", "رئیس جمهوری ایران روز سه‌شنبه گفت که این کشور برای گفت‌وگو آماده است و خواست که تحریم‌ها برداشته شود."),
        ("ur", "وزیر اعظم پاکستان نے منگل کو اسلام آباد میں کہا کہ حکومت دہشت گردی کے خلاف جنگ جاری رکھے گی۔"),
        ("fr", "Le président a déclaré mardi que le gouvernement ne céderait pas face aux manifestants sur la place."),
        (
            "de",
            "Der Präsident hat am Dienstag erklärt, dass die Regierung nicht nachgeben werde, was man auch fordere.",
        ),
        ("ru", "Президент заявил во вторник, что правительство не уступит давлению демонстрантов на площади."),
    ],
)
def test_a_language_without_a_pack_is_told_from_those_with_one(tmp_path: Path, code: str, text: str) -> None:
    (found,) = read(tmp_path / "x.jsonl", json.dumps({"text": text, "published": "2018-02-04"}).encode())
    assert isinstance(found, Reject)
    assert (found.stage, found.reason) == ("language", "no language pack")
    assert f"found {code}" in found.detail


@pytest.mark.parametrize(
    "text", ["مقتل جنديين في دمشق", "Police arrest five men after Manchester raid", TEXT_AR, TEXT_EN]
)
def test_even_a_headlines_language_is_recognised(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path / "x.jsonl", json.dumps({"text": text, "published": "2018-02-04"}).encode())
    assert isinstance(found, Article)
    assert found.language == ("en" if text.isascii() else "ar")


def test_a_long_list_in_a_zip_archive_is_read_as_a_stream(tmp_path: Path) -> None:
    text = TEXT_EN + " The dispute goes on." * 1000
    texts = (f"{text} {random.Random(number).randbytes(200).hex()}" for number in range(1500))
    array = json.dumps([{"text": each} for each in texts])  # without a date: told at once, and not taken apart
    (tmp_path / "long.zip").write_bytes(zipped("long.json", array.encode()))
    assert len(array) > 30_000_000
    del array
    tracemalloc.start()
    count = sum(isinstance(item, Reject) for item in articles.read([tmp_path / "long.zip"]))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1500
    assert most < 12_000_000


def test_readers_that_a_source_does_not_need_are_not_loaded(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "x.jsonl").write_text(json.dumps(RECORDS[0]))
    code = (
        "import sys; from pathlib import Path; from timeline import articles; "
        f"list(articles.read([Path({str(tmp_path / 'x.jsonl')!r})])); "
        "heavy = {'trafilatura', 'htmldate', 'lxml', 'fsspec', 'aiohttp', 'rensa', 'pyarrow', 'warcio', 'ijson'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_in_utf_16_without_mark_that_is_no_utf_8_either_is_recognised() -> None:
    from timeline.articles.tabular import encoding_of

    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-16"></head><body><p>The minister said that the talks '
        "with the army were held in the capital on Monday and the rebels left the city."
    )
    assert encoding_of(b"\x00\xfe" + page.encode("utf-16-le")) == "utf-16-le"
