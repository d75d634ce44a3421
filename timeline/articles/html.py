"""An HTML page: its article, with what its metadata, its visible date lines and its URL say of it.

The article's text is the headline and the paragraphs that trafilatura takes for the article, one a line; offsets count
in that text.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from timeline.articles import identify, layout, page, sources
from timeline.articles.days import check_day
from timeline.articles.decoding import decode_html
from timeline.articles.metadata import Metadata, day_of_url, host_of, metadata_of
from timeline.articles.options import Options
from timeline.articles.records import check_article, check_length, language_among_packs
from timeline.articles.sources import slug_of
from timeline.articles.trouble import DocumentError
from timeline.model import Article
from timeline.text import normalise

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAGS = re.compile(r"<[^<>]{1,400}>")
_SEPARATORS = re.compile(r"\s+[|\-–—»:·•]+\s+")
_HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "select", "option", "button", "iframe"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "wbr",
}  # fmt: skip


def read_html(
    raw: bytes,
    document_id: str,
    options: Options,
    *,
    charset: str | None = None,
    url: str | None = None,
    retrieved: date | None = None,
) -> Article:
    """The article of an HTML page. `charset`, `url` and `retrieved` are what its transport says of it.

    Raises DocumentError where the page can't be decoded, has no running text, no language with a pack, or no date.
    """
    if not raw.strip():
        raise DocumentError("read", "empty", f"expected an HTML page, found {len(raw)} bytes of nothing; leave it out")
    source_code = _DECLARATION.sub("", decode_html(raw, charset)).replace("\x00", "")
    tree = _parsed(source_code)
    if (elements := sum(1 for _ in tree.iter())) > options.limits.page_elements:
        found = f"expected a page of at most {options.limits.page_elements} elements, found {elements}"
        raise DocumentError("read", "too large", f"{found}; leave it out, or raise --limit page_elements")
    told = metadata_of(tree, url)
    paragraphs = _paragraphs(source_code, told)
    body = "\n".join(paragraphs)
    if not body:
        raise page.no_article(0)
    check_length(body, options.limits)
    declared = options.language or _declared(told, body)
    language = language_among_packs(body, declared)
    title = _title(told, tree, body, language)
    host = host_of(told.url)
    told.publisher = told.publisher or _named(tree, title, host, language)
    paragraphs = _without_frame(paragraphs, told, title, language)
    text = "\n".join([title, *paragraphs] if title else paragraphs)
    lines = layout.lines_of(text, language)
    first = 1 if title else 0
    if not any(line.kind == "prose" for line in lines[first:]):
        raise page.no_article(len(lines))
    zones, dateline, agencies = layout.zones_of(text, lines, 0 if title else None, range(first, len(lines)), language)
    published, basis, printed = _published(told, tree, source_code, title, language, options, retrieved)
    byline = ", ".join(dict.fromkeys(told.authors)) or next(
        (z.span.of(text) for z in zones if z.kind == "byline"), None
    )
    article = Article(
        document_id=document_id,
        source=slug_of(told.publisher or "", host) if told.publisher or host else options.origin,
        text=text,
        language=language,
        title=title,
        section=told.section,
        byline=byline,
        agencies=agencies,
        dateline=dateline,
        zones=zones,
        published_on=published,
        published_basis=basis,
        retrieved_on=retrieved or printed,
        url=told.url,
    )
    check_article(article, options.limits)
    return article


def _parsed(source_code: str) -> Any:
    import lxml.html  # type: ignore[import-untyped]

    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True)
        return lxml.html.document_fromstring(source_code.encode("utf-8", "replace"), parser=parser)
    except Exception as error:  # lxml raises a dozen kinds, and any of them means the same here
        found = " ".join(str(error).split())[:120]
        raise DocumentError("read", "not HTML", f"expected an HTML page, found none: {found}; leave it out") from None


def _paragraphs(source_code: str, told: Metadata) -> list[str]:
    """The article's paragraphs, as trafilatura finds them, else as the metadata give them."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            source_code, include_comments=False, include_tables=False, with_metadata=False, deduplicate=False,
            favor_precision=False,
        )  # fmt: skip
        text = "" if found is None or isinstance(found, dict) else found.text or ""
    except Exception as error:  # whatever stops the extraction stops this page only
        detail = f"expected a page that can be parsed, found {type(error).__name__}: {str(error)[:100]}; leave it out"
        raise DocumentError("read", "not HTML", detail) from None
    if len(text) < 200 and told.body and len(told.body) > len(text):
        text = entities.unescape(_TAGS.sub(" ", told.body))
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _declared(told: Metadata, body: str) -> str | None:
    """The declared language, where the text can be in it: templates often declare another."""
    script = identify.script_of(body)
    for name in told.languages:
        code = name.lower().replace("_", "-").partition("-")[0]
        if identify.scripts().get(code) == script and identify.by_function_words(body) in (code, None):
            return code
    return None


def _title(told: Metadata, tree: Any, body: str, language: str) -> str | None:
    """The headline: as metadata and first heading give it, else the page's title without the site's name."""
    if told.titles:
        best = entities.unescape(told.titles[0]).strip()
        headings = [h for h in told.titles if best.startswith(h) and len(h) < len(best) and len(h) > 0.4 * len(best)]
        return _without_site(headings[0] if headings else best, told, language) or None
    named = tree.find(".//title")
    whole = " ".join((named.text_content() if named is not None else "").split())
    if not whole:
        return None
    return max(_SEPARATORS.split(_without_site(whole, told, language)), key=len)


def _without_site(title: str, told: Metadata, language: str) -> str:
    """A title without the name of the site behind or before it."""
    pieces = _SEPARATORS.split(title)
    if len(pieces) < 2:
        return title
    site = normalise(told.publisher or "", language)
    for piece, cut in ((pieces[-1], title[: title.rfind(pieces[-1])]), (pieces[0], title[len(pieces[0]) :])):
        name = normalise(piece, language)
        if (site and name == site) or sources.by_name(piece, language) or sources.by_name(piece, "en"):
            return cut.strip(" |-–—»:·•\t")
    return title


def _named(tree: Any, title: str | None, host: str | None, language: str) -> str | None:
    """The newspaper that the page names: a known one on a line of its own, else what its title has besides."""
    lines = layout.lines_of("\n".join(visible_lines(tree)), language)
    if profile := page.source_on(lines, title, language):
        return profile.name
    element = tree.find(".//title")
    whole = " ".join((element.text_content() if element is not None else "").split())
    if host or not title or title not in whole:
        return None
    known = layout.page_words(language)
    for piece in _SEPARATORS.split(whole):
        words = layout.key_of(piece, language)
        if words and piece not in title and words not in known.sections and not layout.is_furniture(words, known):
            return piece.strip()
    return None


def _without_frame(paragraphs: list[str], told: Metadata, title: str | None, language: str) -> list[str]:
    """The paragraphs without what stands again above them: headline, author, newspaper, date."""
    again = {layout.key_of(name, language) for name in (title, told.publisher, *told.authors) if name}
    first = 0
    while first < len(paragraphs):
        words = layout.key_of(paragraphs[first], language)
        named = len(words) <= 3 and sources.by_name(paragraphs[first], language)
        if words not in again and not named and not layout.stamp_of(paragraphs[first], language):
            break
        first += 1
    return paragraphs[first:]


def _published(
    told: Metadata,
    tree: Any,
    source_code: str,
    title: str | None,
    language: str,
    options: Options,
    retrieved: date | None,
) -> tuple[date, Literal["metadata", "page", "url", "given"], date | None]:
    """The day of publication, what it rests on, and the day in the page's header if that is another.

    Metadata, then the date line next to headline or text, then what htmldate finds unless it is the header's, the URL.
    """
    basis: Literal["metadata", "page", "url", "given"] = "metadata"
    day, printed = told.published, None
    if day is None:
        basis = "page"
        day, printed = page.dates_on("\n".join(visible_lines(tree)), language, title)
        if day is None and (guess := _htmldate(source_code, options)) and guess != printed:
            day = guess if printed is None or guess < printed else None
    if day is None:
        basis, day = "url", day_of_url(told.url)
    if day is None:
        basis, day = "given", options.published
    if day is None:
        header = f"{printed} in the page's header only, when it was printed" if printed else "none"
        detail = f"expected the article's date in metadata, on a line of its own or in the URL, found {header}"
        raise DocumentError("date", "no date", f"{detail}; give it with --published")
    check_day(day, retrieved, options.limits)
    return day, basis, printed


def _htmldate(source_code: str, options: Options) -> date | None:
    import htmldate

    limits = options.limits
    try:
        found = htmldate.find_date(
            source_code, extensive_search=False, original_date=True, min_date=limits.earliest.isoformat(),
            max_date=limits.latest.isoformat(),
        )  # fmt: skip
        return date.fromisoformat(found) if found else None
    except Exception:  # a page on which it fails has no date for it
        return None


def visible_lines(tree: Any) -> Iterator[str]:
    """The lines of text of a page as a browser breaks them, roughly: a block each."""
    line: list[str] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, closing = stack.pop()
        if closing:
            if node.tag not in _INLINE:
                yield from _joined(line)
            if node.tail:
                line.append(node.tail)
            continue
        if not isinstance(node.tag, str) or node.tag in _HIDDEN:
            if node.tail:
                line.append(node.tail)
            continue
        if node.tag not in _INLINE:
            yield from _joined(line)
        if node.text:
            line.append(node.text)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    yield from _joined(line)


def _joined(pieces: list[str]) -> list[str]:
    whole = " ".join("".join(pieces).split())
    pieces.clear()
    return [whole] if whole else []
