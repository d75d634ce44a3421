"""A saved page as plain text: what on it is the article, when it appeared, and when it was saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.articles import layout, sources
from timeline.articles.days import check_day
from timeline.articles.layout import Line
from timeline.articles.limits import DEFAULT_LIMITS, Limits
from timeline.articles.trouble import DocumentError
from timeline.model import Article


def no_article(lines: int) -> DocumentError:
    """The refusal of a page with so many lines and no running text among them."""
    detail = (
        f"expected running text (a line of 18 words, or of 8 that ends a sentence), found {lines} short lines; "
        "check that the file holds the article and not only its frame"
    )
    return DocumentError("read", "no running text", detail)


@dataclass(frozen=True, slots=True)
class _Stamps:
    published: int | None
    retrieved: date | None


def read_page(
    text: str,
    document_id: str,
    language: str,
    *,
    source: str | None = None,
    published: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """The article on a saved page.

    `published` and `source` fill in what the page does not say. Raises DocumentError where there is no
    running text, where no date but one of the page's printing is found, and for a date that can't be.
    """
    lines = layout.lines_of(text, language)
    prose = [i for i, line in enumerate(lines) if line.kind == "prose"]
    if not prose:
        raise no_article(len(lines))
    headline = layout.headline_of(lines, prose[0], language)
    stamps = _stamps(lines, headline, prose)
    day = lines[stamps.published].stamp if stamps.published is not None else None
    if published is None and day is None:
        header = f"the date {stamps.retrieved} stands in the page's header only" if stamps.retrieved else "no date line"
        detail = (
            f"expected the article's date on a line of its own near headline or text, found {header}; "
            "give it with --published or in a record's `published`"
        )
        raise DocumentError("date", "no date", detail)
    if day is not None:
        check_day(day, None, limits)
    profile = _source(lines, stamps.published, headline, language)
    body = layout.body_of(text, lines, headline, language)
    zones, dateline, agencies = layout.zones_of(text, lines, headline, body, language)
    byline = next((z.span.of(text) for z in zones if z.kind == "byline"), None)
    return Article(
        document_id=document_id,
        source=profile.slug if profile else sources.slug_of(source or "unknown"),
        text=text,
        language=language,
        title=lines[headline].span.of(text) if headline is not None else None,
        section=_section(text, lines, headline, prose[0], language),
        byline=byline,
        agencies=agencies,
        dateline=dateline,
        zones=zones,
        published_on=day or published,
        published_basis="page" if day else "given",
        retrieved_on=stamps.retrieved,
    )


def dates_on(text: str, language: str, title: str | None = None) -> tuple[date | None, date | None]:
    """The article's date on a page whose lines are given as text, and the one in its header if that is another.

    `title` is the headline, where it is known.
    """
    lines = layout.lines_of(text, language)
    prose = [i for i, line in enumerate(lines) if line.kind == "prose"]
    if not prose:
        return None, None
    key = layout.key_of(title, language) if title else ()
    named = [i for i, line in enumerate(lines) if key and i < prose[-1] and line.words == key]
    headline = named[-1] if named else layout.headline_of(lines, prose[0], language)
    if headline in prose:
        prose = [i for i in prose if headline is not None and i > headline] or prose
    stamps = _stamps(lines, headline, prose)
    return (lines[stamps.published].stamp if stamps.published is not None else None), stamps.retrieved


def source_on(lines: list[Line], title: str | None, language: str) -> sources.SourceProfile | None:
    """The known newspaper named on a line of its own, nearest to the headline `title` (else to the top)."""
    key = layout.key_of(title, language) if title else ()
    headline = next((i for i, line in enumerate(lines) if key and line.words == key), None)
    return _source(lines, None, headline, language)


def _stamps(lines: list[Line], headline: int | None, prose: list[int]) -> _Stamps:
    """Which date line is the article's: the one nearest to headline or text; a later one in the header is of printing.

    A lone date on top, parted from the article by page furniture, tells when the page was saved and no more.
    """
    top = headline if headline is not None else prose[0]
    dated = [i for i, line in enumerate(lines) if line.stamp and (i < prose[0] or i > prose[-1] or i in (prose[0],))]
    inner = [i for i, line in enumerate(lines) if line.stamp and prose[0] < i < prose[-1]]

    def distance(i: int) -> int:
        return min(abs(i - anchor) for anchor in (top, prose[0], prose[-1] + 2))

    if not dated:
        return _Stamps(inner[0] if inner else None, None)
    nearest = min(dated, key=lambda i: (distance(i), lines[i].stamp, i))
    apart = [line for line in lines[nearest + 1 : top] if line.kind in {"furniture", "label"}]
    others = [i for i in dated if i != nearest]
    if nearest == 0 and not others and len(apart) >= 2:
        return _Stamps(None, lines[nearest].stamp)
    day = lines[nearest].stamp
    later = [stamp for i in others if i < top and (stamp := lines[i].stamp) and day and stamp >= day]
    return _Stamps(nearest, max(later, default=None))


def _source(lines: list[Line], stamp: int | None, headline: int | None, language: str) -> sources.SourceProfile | None:
    """The newspaper named on a line of its own, nearest to the article's date (else to its headline)."""
    anchor = stamp if stamp is not None else headline if headline is not None else 0
    named = []
    for i, line in enumerate(lines):
        if line.kind in {"label", "section", "title"} and i != headline and len(line.words) <= 5:
            profile = sources.by_name(" ".join(line.words), language)
            if profile:
                named.append((abs(i - anchor), i, profile))
    return min(named, key=lambda n: n[:2])[2] if named else None


def _section(text: str, lines: list[Line], headline: int | None, body: int, language: str) -> str | None:
    """The section line above the headline: one the pack knows, else a label right above it that names no newspaper."""
    top = headline if headline is not None else body
    known = [line for line in lines[:top] if line.kind == "section"]
    if not known and top > 1 and lines[top - 1].kind == "label":
        label = lines[top - 1]
        known = [] if sources.by_name(label.span.of(text), language) else [label]
    return known[-1].span.of(text) if known else None
