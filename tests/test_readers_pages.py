"""Pages of many templates, as files, packed, in web archives and over HTTP, give the same articles."""

from __future__ import annotations

import functools
import gzip
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from timeline import articles
from timeline.articles.decoding import decode, decode_html
from timeline.articles.html import read_html
from timeline.articles.options import Options
from timeline.articles.trouble import DocumentError
from timeline.model import Article, Reject
from timeline.tsv import read_table

PAGES = Path(__file__).parent / "pages"
EXPECTED = [(kind, row) for kind in ("html", "text") for row in read_table(PAGES / f"{kind}.tsv")]
CLUTTER = (
    "All rights reserved", "Related articles", "Subscribe", "Sign up for", "Recent Posts", "Leave a comment",
    "Ferry strike", "Finally somebody", "Most popular", "Share on", "جميع الحقوق", "اقرأ أيضا", "شارك:", "الأكثر قراءة",
    "تاريخ الطباعة", "ارتفاع صادرات",
)  # fmt: skip


@functools.cache
def page(kind: str, name: str) -> Article:
    (found,) = articles.read_file(PAGES / kind / name, name)
    assert isinstance(found, Article), found
    return found


def body_of(article: Article) -> list[str]:
    return [z.span.of(article.text).strip() for z in article.zones if z.kind == "body"]


@pytest.mark.parametrize(("kind", "row"), EXPECTED, ids=lambda v: v if isinstance(v, str) else v["file"])
def test_headline_date_source_and_body_of_each_page_are_right(kind: str, row: dict[str, str]) -> None:
    article = page(kind, row["file"])
    found = {
        "language": article.language, "source": article.source, "published_on": str(article.published_on),
        "published_basis": article.published_basis, "retrieved_on": str(article.retrieved_on or ""),
        "section": article.section or "", "byline": article.byline or "", "agencies": "|".join(article.agencies),
        "title": article.title,
    }  # fmt: skip
    assert found == {name: row[name] for name in found}
    body = body_of(article)
    assert len(body) == int(row["paragraphs"])
    assert body[0].startswith(row["first"])
    assert body[-1].endswith(row["last"])
    assert not [clutter for clutter in CLUTTER if clutter in "\n".join(body)]


@pytest.mark.parametrize(("kind", "row"), EXPECTED, ids=lambda v: v if isinstance(v, str) else v["file"])
def test_zones_of_a_page_are_in_order_do_not_overlap_and_lie_in_its_text(kind: str, row: dict[str, str]) -> None:
    article = page(kind, row["file"])
    ends = [0]
    for zone in article.zones:
        assert ends[-1] <= zone.span.start < zone.span.end <= len(article.text)
        ends.append(zone.span.end)
    headlines = [z.span.of(article.text) for z in article.zones if z.kind == "headline"]
    assert headlines == [article.title]


def packed(path: Path) -> dict[str, bytes]:
    import pyarrow as pa

    raw = path.read_bytes()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(f"news/{path.name}", raw)
    return {
        f"{path.name}.gz": gzip.compress(raw), f"{path.name}.zst": pa.compress(raw, codec="zstd", asbytes=True),
        "pages.zip": archive.getvalue(),
        "pages.zip.gz": gzip.compress(archive.getvalue()),
    }  # fmt: skip


def test_a_packed_page_gives_the_same_article_under_the_path_to_it(tmp_path: Path) -> None:
    name = "10-ar-visible-date.html"
    for packed_name, raw in packed(PAGES / "html" / name).items():
        (tmp_path / packed_name).write_bytes(raw)
    found = {item.document_id: item for item in articles.read([tmp_path])}
    assert sorted(found) == [f"{name}.gz", f"{name}.zst", f"pages.zip.gz/news/{name}", f"pages.zip/news/{name}"]
    for document_id, item in found.items():
        assert item == replace(page("html", name), document_id=document_id)


def write_warc(path: Path, pages: list[Path], fetched: str = "2026-03-01T10:00:00Z") -> None:
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))

        def add(number: int, kind: str, content: bytes, status: str = "200 OK") -> None:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            about = {"WARC-Date": fetched, "WARC-Record-ID": f"<urn:uuid:page-{number:02}>"}
            url = f"https://archive.example/{number}"
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(content), http_headers=headers, warc_headers_dict=about
            )
            writer.write_record(record)

        for number, source in enumerate(pages):
            charset = "; charset=windows-1256" if "1256" in source.name else ""
            add(number, f"text/html{charset}", source.read_bytes())
        add(90, "image/png", b"\x89PNG")
        add(91, "text/html", b"<html><body>moved</body></html>", "301 Moved Permanently")


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_web_archive_of_the_pages_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    files = sorted((PAGES / "html").iterdir())
    write_warc(tmp_path / name, files)
    found = list(articles.read([tmp_path / name]))
    assert [item.document_id for item in found] == [f"page-{i:02}" for i in range(len(files))]
    for item, path in zip(found, files, strict=True):
        assert isinstance(item, Article), item
        alone = page("html", path.name)
        assert (item.text, item.zones, item.title, item.language) == (
            alone.text,
            alone.zones,
            alone.title,
            alone.language,
        )
        assert item.published_on == alone.published_on
        assert item.retrieved_on == date(2026, 3, 1)
        if alone.url:
            assert (item.source, item.url) == (alone.source, alone.url)


def test_a_page_dated_after_it_was_fetched_is_refused(tmp_path: Path) -> None:
    write_warc(tmp_path / "old.warc", [PAGES / "html" / "13-ar-wrong-lang.html"], fetched="2019-01-01T00:00:00Z")
    (item,) = articles.read([tmp_path / "old.warc"])
    assert isinstance(item, Reject)
    assert (item.stage, item.reason) == ("date", "future date")
    assert "2020-10-03" in item.detail


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(PAGES / "html"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_page_over_http_gives_the_same_article(server: str) -> None:
    name = "02-ar-jsonld-graph.html"
    assert list(articles.read([f"{server}/{name}"])) == [page("html", name)]


def test_a_url_where_nothing_is_is_an_error_that_names_it(server: str) -> None:
    with pytest.raises(articles.SourceError, match="nothing-here"):
        list(articles.read([f"{server}/nothing-here.html"]))


def test_a_folder_in_memory_is_read_like_one_on_disk() -> None:
    import fsspec  # type: ignore[import-untyped]

    system = fsspec.filesystem("memory")
    name = "07-en-opengraph.html"
    system.pipe(
        {f"/news/a/{name}": (PAGES / "html" / name).read_bytes(), "/news/.hidden.html": b"x", "/news/README.md": b"x"}
    )
    assert list(articles.read(["memory://news"])) == [replace(page("html", name), document_id=f"a/{name}")]


ARABIC = (
    "أعلنت وزارة الداخلية أمس اعتقال خمسة من عناصر التنظيم في بغداد، وقال المتحدث باسمها «لن نتراجع» وإن القوات انتشرت."
)
ENGLISH = "The mayor said it’s “the worst day” since the café was hit – and that they do not know why it was hit."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256"])
def test_arabic_text_is_decoded_without_being_told_the_encoding(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)) == ARABIC


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "windows-1252"])
def test_english_text_is_decoded_without_being_told_the_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r\x00", "no-such-encoding"])
def test_a_declaration_that_makes_no_sense_of_the_text_is_not_believed(declared: str) -> None:
    assert decode(ARABIC.encode("windows-1256"), declared) == ARABIC


def test_a_declaration_of_another_language_is_believed_where_it_makes_sense() -> None:
    russian = "Президент заявил во вторник, что правительство не уступит давлению."
    raw = b'<meta charset="windows-1251"><p>' + russian.encode("windows-1251")
    assert russian in decode_html(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (ARABIC.encode() + ARABIC.encode("windows-1256"), "mixed encodings"),
        (ARABIC.encode()[:42], "broken encoding"),
        ("Президент заявил во вторник".encode("koi8-r"), "unknown encoding"),
        (ENGLISH.replace("–", "").encode("mac-roman"), "unknown encoding"),
        (b"\xff\xfe" + ARABIC.encode("utf-16-le")[:31], "broken encoding"),
        (bytes(range(256)) * 8, "binary data"),
        (b"%PDF-1.7 text", "binary data"),
    ],
)
def test_text_that_cant_be_decoded_is_refused_rather_than_garbled(raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=r"expected .* found") as caught:
        decode(raw)
    assert caught.value.reason == reason


FRAME = "<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
PROSE = (
    "<p>The army said on Tuesday that its troops had entered the town from the north, after three days of shelling in "
    "which at least twelve people died.</p><p>Residents said that most of the houses near the market had been hit.</p>"
)


def html_of(head: str = "", before: str = "", title: str = "Troops enter northern town") -> bytes:
    return FRAME.format(title=title, head=head, body=f"{before}<h1>{title}</h1>{PROSE}").encode()


def test_the_printing_date_in_a_pages_header_is_not_taken_for_the_articles() -> None:
    header = "<div>Friday 2 January 2026</div><div>Sign in</div><div>Subscribe</div><div>12°C</div>"
    with pytest.raises(DocumentError, match="2026-01-02 in the page's header only"):
        read_html(html_of(before=header), "page.html", Options())


def test_a_given_date_and_source_fill_in_where_a_page_says_nothing_and_nowhere_else() -> None:
    options = Options(source="Example Post", published=date(2017, 5, 9))
    bare = read_html(html_of(), "a.html", options)
    assert (bare.source, bare.published_on, bare.published_basis) == ("example-post", date(2017, 5, 9), "given")
    head = (
        '<meta property="article:published_time" content="2016-01-02"><meta property="og:site_name" content="BBC News">'
    )
    told = read_html(html_of(head), "b.html", options)
    assert (told.source, told.published_on, told.published_basis) == ("bbc", date(2016, 1, 2), "metadata")


@pytest.mark.parametrize(
    ("title", "site", "headline"),
    [
        ("Troops enter northern town | Harbour Times", "Harbour Times", "Troops enter northern town"),
        ("Harbour Times – Troops enter northern town", "Harbour Times", "Troops enter northern town"),
        (
            "Troops enter northern town - and leave again",
            "Harbour Times",
            "Troops enter northern town - and leave again",
        ),
    ],
)
def test_the_sites_name_is_cut_from_a_headline_and_nothing_else_is(title: str, site: str, headline: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    page_ = FRAME.format(title=title, head=head + '<meta name="date" content="2016-01-02">', body=PROSE).encode()
    assert read_html(page_, "a.html", Options()).title == headline


def test_a_page_in_a_language_without_a_pack_is_refused_with_that_reason() -> None:
    german = (
        "<p>Der Bundespräsident hat am Dienstag erklärt, dass die Regierung nicht nachgeben werde, obwohl die "
        "Forderungen in den letzten Wochen immer lauter geworden seien.</p><p>Die Opposition warf ihm vor, er habe die "
        "Lage falsch eingeschätzt.</p>"
    )
    raw = FRAME.format(title="Nachricht", head='<meta name="date" content="2016-01-02">', body=german).encode()
    with pytest.raises(DocumentError, match="expected a text in one of ar, en, found de") as caught:
        read_html(raw, "a.html", Options())
    assert (caught.value.stage, caught.value.reason) == ("language", "no language pack")
