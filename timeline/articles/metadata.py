"""What an HTML page says of its article in machine-readable form: JSON-LD first, then meta and time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from timeline.articles.days import day_of_tag

_ARTICLES = re.compile(
    r"(News|Analysis|Opinion|Report|Reportage|Background|Review|Blog|LiveBlog|Satirical)?(NewsArticle|Article|Posting)\Z"
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2]|[a-z]{3})\2(0?[1-9]|[12]\d|3[01])(?!\d)", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date", "pubdate", "published_time",
    "cxenseparse:recs:publishtime", "cse-pubdate", "originalpublicationdate", "article_date_original", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dc:date", "dcterms.date",
    "citation_publication_date", "ptime", "date",
)  # fmt: skip
_AUTHORS = ("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SITES = ("og:site_name", "application-name", "dc.publisher", "twitter:site", "publisher", "copyright-holder")
_SECTIONS = ("article:section", "parsely-section", "articlesection", "section")
_LANGUAGES = ("content-language", "og:locale", "dc.language", "language", "inlanguage")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")


@dataclass(slots=True)
class Metadata:
    """What a page declares; empty where it says nothing. `titles` and `languages` hold all candidates, best first."""

    titles: list[str] = field(default_factory=list)
    published: date | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    section: str | None = None
    languages: list[str] = field(default_factory=list)
    url: str | None = None
    body: str | None = None


def metadata_of(tree: Any, url: str | None = None) -> Metadata:
    """The metadata of a parsed page (lxml); `url` is where it was fetched, if known."""
    tags = _tags(tree)
    found = Metadata(url=_url(tree, tags) or url)
    ld = _main(list(_json_ld(tree)), [*tags.get("og:title", []), *_headings(tree)], found.url)
    if ld:
        found.titles += _texts(ld.get("headline")) or _texts(ld.get("name"))
        found.published = _first_day(_texts(ld.get("datePublished")) or _texts(ld.get("dateCreated")))
        found.authors = _names(ld.get("author")) or _names(ld.get("creator"))
        found.publisher = next(iter(_names(ld.get("publisher")) or _names(ld.get("sourceOrganization"))), None)
        found.section = next(iter(_texts(ld.get("articleSection"))), None)
        found.languages += _names(ld.get("inLanguage"))
        found.body = next(iter(_texts(ld.get("articleBody"), lines=True)), None)
        if found.url is None:
            found.url = next((u for u in (*_ids(ld.get("url")), *_ids(ld.get("mainEntityOfPage"))) if _web(u)), None)
    found.titles += [*_all(tags, _TITLES), *_headings(tree)]
    found.published = found.published or _first_day(_all(tags, _DATES)) or _first_day(_times(tree))
    found.authors = found.authors or [a for a in (*_all(tags, _AUTHORS), *_marked(tree, "author")) if not _web(a)]
    found.publisher = found.publisher or next((s for s in _all(tags, _SITES) if not s.startswith("@")), None)
    found.section = found.section or next(iter(_all(tags, _SECTIONS)), None)
    lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found.languages += [*_all(tags, _LANGUAGES), *([lang] if lang else [])]
    return found


def host_of(url: str | None) -> str | None:
    """The host of a URL, without its port."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def day_of_url(url: str | None) -> date | None:
    """The day that a URL's path names, year first (/2019/03/23/, /2019/mar/23/, -2019-03-23)."""
    try:
        path = urlsplit(url).path if url else ""
    except ValueError:
        return None
    for match in _URL_DAY.finditer(path):
        month = match[3].lower()
        if month.isalpha() and month not in _MONTHS:
            continue
        try:
            return date(int(match[1]), _MONTHS.index(month) + 1 if month.isalpha() else int(month), int(match[4]))
        except ValueError:
            continue
    return None


def _tags(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _all(tags: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in tags.get(name, [])]


def _headings(tree: Any) -> list[str]:
    return [text for tag in tree.iter("h1") if (text := " ".join(tag.text_content().split()))]


def _marked(tree: Any, itemprop: str) -> Iterator[str]:
    """The short texts of elements with an itemprop (microdata)."""
    for tag in tree.iterfind(f".//*[@itemprop='{itemprop}']"):
        named = tag.find(".//*[@itemprop='name']")
        text = " ".join((tag if named is None else named).text_content().split())
        if 0 < len(text) <= 80:
            yield text


def _times(tree: Any) -> Iterator[str]:
    """Time elements that are marked as the day of publication."""
    for tag in tree.iter("time", "abbr", "span", "div", "p"):
        marked = (tag.get("itemprop") or "").lower() == "datepublished" or tag.get("pubdate") is not None
        classes = f" {tag.get('class') or ''} ".lower()
        if marked or (tag.tag in ("time", "abbr") and (" published " in classes or " entry-date " in classes)):
            yield from filter(None, (tag.get("datetime"), tag.get("content"), tag.get("title"), tag.text_content()))


def _first_day(strings: Iterable[str]) -> date | None:
    return next((day for string in strings if (day := day_of_tag(string))), None)


def _url(tree: Any, tags: dict[str, list[str]]) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and _web(link.get("href")):
            return str(link.get("href"))
    for url in tags.get("og:url", []):
        if _web(url):
            return url
    for comment in tree.getroottree().xpath("//comment()")[:20]:
        if (match := _SAVED_FROM.search(comment.text or "")) and _web(match[1]):
            return match[1]
    return None


def _web(url: object) -> bool:
    return isinstance(url, str) and url.startswith(("http://", "https://")) and bool(host_of(url))


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = script.text.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
        try:
            yield from _objects(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < 5:
        for item in value[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if depth < 5 and isinstance(value.get(key), list | dict):
                yield from _objects(value[key], depth + 1)


def _main(objects: list[dict[str, Any]], titles: list[str], url: str | None) -> dict[str, Any] | None:
    """The object that is the page's article: not one of a list of teasers."""
    articles = [o for o in objects if any(_ARTICLES.fullmatch(kind) for kind in _texts(o.get("@type")))]
    if len(articles) < 2:
        return articles[0] if articles else None
    for article in articles:
        own = {*_ids(article.get("url")), *_ids(article.get("mainEntityOfPage")), *_ids(article.get("@id"))}
        if url and url in own:
            return article
    for article in articles:
        if any(headline in titles for headline in _texts(article.get("headline"))):
            return article
    return next((a for a in articles if a.get("articleBody")), articles[0] if not titles else None)


def _texts(value: Any, *, lines: bool = False) -> list[str]:
    found = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str) and item.strip()]
    return [item if lines else " ".join(item.split()) for item in found]


def _names(value: Any) -> list[str]:
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        found += _texts((item.get("name") or item.get("alternateName")) if isinstance(item, dict) else item)
    return [name for name in found if not _web(name)]


def _ids(value: Any) -> list[str]:
    return _texts((value.get("@id") or value.get("url")) if isinstance(value, dict) else value)
