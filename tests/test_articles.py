"""Pages and records become articles: headline, date, source, dateline and body, without the page's furniture."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from timeline import articles
from timeline.articles.page import read_page
from timeline.articles.trouble import DocumentError
from timeline.model import Article, Reject

BODY_AR = (
    "بيروت - رويترز: دعا رئيس الحكومة اللبنانية أمس الأطراف السياسية كافة إلى استئناف الحوار في أقرب وقت ممكن، "
    "مؤكداً أن البلاد لا تحتمل مزيداً من الفراغ.\n"
    "وأضاف في كلمة ألقاها خلال لقاء مع وفد من النقابات أن الحكومة ستقر الموازنة قبل نهاية الشهر وستعمل مع الجميع."
)
PAGE_AR = f"""الثلاثاء 05 مايو 2026
31°C
شارك
العربية
رئيس الحكومة اللبنانية يدعو الأطراف إلى استئناف الحوار

الاثنين 12 سبتمبر 2016
القبس
{BODY_AR}

الأكثر قراءة
جميع الحقوق محفوظة 2026
"""


def body_of(article: Article) -> str:
    return "\n".join(z.span.of(article.text) for z in article.zones if z.kind == "body")


def test_the_date_of_saving_in_the_header_is_not_the_articles_date() -> None:
    article = read_page(PAGE_AR, "page.txt", "ar")
    assert article.published_on == date(2016, 9, 12)
    assert article.retrieved_on == date(2026, 5, 5)
    assert article.published_basis == "page"


def test_headline_section_source_dateline_and_agency_are_told_apart() -> None:
    article = read_page(PAGE_AR, "page.txt", "ar")
    assert article.title == "رئيس الحكومة اللبنانية يدعو الأطراف إلى استئناف الحوار"
    assert article.section == "العربية"
    assert article.source == "al-qabas"
    assert article.agencies == ("Reuters",)
    assert article.dateline is not None
    assert article.dateline.of(article.text) == "بيروت - رويترز"


def test_the_body_is_without_the_pages_furniture() -> None:
    body = body_of(read_page(PAGE_AR, "page.txt", "ar"))
    assert "استئناف الحوار" in body
    assert "الموازنة" in body
    for clutter in ("31", "شارك", "الأكثر قراءة", "الحقوق"):
        assert clutter not in body


def test_an_english_page_with_the_date_above_the_headline_and_an_author_line() -> None:
    page = (
        "Middle East\nPublished: 14 June 2017\nKurdish forces push further into Raqqa\nBy Jane Example in Beirut\n\n"
        "The Syrian Democratic Forces said on Wednesday that their fighters had entered two more districts of Raqqa, "
        "helped by air strikes of the US-led coalition.\n"
        "A spokesman said that the battle for Raqqa would take weeks because the militants had mined many houses.\n\n"
        "Related articles\nCopyright 2026 Example Media\n"
    )
    article = read_page(page, "page.txt", "en")
    assert article.published_on == date(2017, 6, 14)
    assert article.title == "Kurdish forces push further into Raqqa"
    assert article.byline == "By Jane Example in Beirut"
    assert "Copyright" not in body_of(article)


def test_a_page_with_nothing_but_a_header_date_is_undated_rather_than_dated_wrong() -> None:
    page = "Friday 2 January 2026\n12°C\nSign in\nSubscribe\n" + PAGE_AR.split("القبس\n")[1]
    with pytest.raises(DocumentError, match="header only"):
        read_page(page, "page.txt", "ar")
    assert read_page(page, "page.txt", "ar", published=date(2016, 9, 12)).published_basis == "given"


def test_a_page_without_running_text_is_refused_with_what_was_expected() -> None:
    with pytest.raises(DocumentError, match="expected running text"):
        read_page("Home\nSign in\n12 May 2016\n", "page.txt", "en")


def test_folders_are_read_in_order_without_readme_licence_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/two.txt", "one.txt", "README.md", "LICENSE", ".hidden.txt", "Readme.txt"):
        (tmp_path / name).write_text(PAGE_AR, "utf-8")
    assert [name for _, name in articles.files_of(tmp_path)] == ["b/two.txt", "one.txt"]


def record(**fields: object) -> str:
    return json.dumps(
        {"id": "r1", "text": "القاهرة – رويترز\n" + BODY_AR, "published": "2016-09-13"} | fields, ensure_ascii=False
    )


def read_lines(tmp_path: Path, *lines: str | bytes) -> list[Article | Reject]:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(articles.read([path]))


def test_a_record_gives_an_article_with_its_own_id_and_a_given_date(tmp_path: Path) -> None:
    (article,) = read_lines(tmp_path, record(source="okaz", language="ar", url="https://example.org/1"))
    assert isinstance(article, Article)
    assert (article.document_id, article.source, article.published_on) == ("r1", "okaz", date(2016, 9, 13))
    assert article.published_basis == "given"
    assert article.url == "https://example.org/1"


def test_broken_lines_become_rejects_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path, record(), "{not json", record(id="r2", published="31.12.2016"), record(id="r3", text=" "),
        record(id="r4", language="xx"), record(id="r5", published=None),
        b'{"id": "r6", "text": "\xff"}', "[1]", record(id="r7"),
    )  # fmt: skip
    assert [a.document_id for a in found if isinstance(a, Article)] == ["r1", "r7"]
    assert [r.reason for r in found if isinstance(r, Reject)] == [
        "not JSON", "bad date", "no text", "no language pack", "no date", "not UTF-8", "not a record",
    ]  # fmt: skip
    assert all("expected" in r.detail for r in found if isinstance(r, Reject))


def test_unreadable_files_become_rejects_that_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("مقتل جنديين".encode("mac-arabic"))
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.txt").write_bytes(b"")
    found = list(articles.read([tmp_path]))
    assert [(r.document_id, r.reason) for r in found if isinstance(r, Reject)] == [
        ("a.txt", "unknown encoding"), ("b.pdf", "unknown kind of file"), ("c.txt", "empty"),
    ]  # fmt: skip


def test_a_source_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(articles.SourceError, match="nowhere"):
        list(articles.read([tmp_path / "nowhere"]))
