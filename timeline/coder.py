"""`code(article)`: the way from an article to its time expressions, mentions and events, on one screen.

No input or output besides the package's own tables, nothing that changes between calls: the same article gives the
same coding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from timeline import actors, dates, languages, places
from timeline.articles.sources import profiles
from timeline.events.code import code_events
from timeline.model import ActorMention, Article, Coding, PlaceMention, Span, TimeExpression
from timeline.text import Text


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Folders with a user's own tables; they extend and override what the package knows."""

    folders: tuple[Path, ...] = ()

    def gazetteer(self) -> places.Gazetteer:
        """The places, compiled once per process."""
        return _gazetteer(self.folders)

    def register(self, language: str) -> actors.Register:
        """The actors as one language names them, compiled once per process."""
        return _register(language, self.folders)


@cache
def _gazetteer(folders: tuple[Path, ...]) -> places.Gazetteer:
    return places.Gazetteer.load(folders)


@cache
def _register(language: str, folders: tuple[Path, ...]) -> actors.Register:
    return actors.Register.load(languages.load(language), folders)


PACKAGED = Knowledge()


class UndatedError(ValueError):
    """An article without a day to count from."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article with its issue day known and its times, places and actors found: all that events are coded from."""

    article: Article
    text: Text
    published_on: date
    issue_on: date
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]


def code(article: Article, knowledge: Knowledge = PACKAGED) -> Coding:
    """Everything found in an article.

    Raises UndatedError without `published_on`, LookupError without a language pack.
    """
    found = tag(article, knowledge)
    events = code_events(
        found.text,
        coded_zones(found.article),
        found.actors,
        found.places,
        found.times,
        found.published_on,
        found.issue_on,
    )
    return Coding(found.article, found.times, found.places, found.actors, events)


def tag(article: Article, knowledge: Knowledge = PACKAGED) -> Tagged:
    """The steps before events: issue day, time expressions, places, actors."""
    if article.published_on is None:
        raise UndatedError(
            f"{article.document_id}: expected published_on, found none; relative dates need a day to count from"
        )
    published_on = article.published_on
    text = Text(article.text, languages.load(article.language))
    profile = profiles().get(article.source)
    issue_on, basis = article.issue_on, article.issue_basis
    if issue_on is None or basis is None:
        offset = profile.issue_offset_days if profile and article.published_basis != "given" else 0
        issue_on, basis = dates.issue_day(text, published_on, offset)
    country = profile.country if profile else None
    times = dates.tag(text, issue_on)
    closed = (z.span for z in article.zones if z.kind in {"furniture", "stamp", "byline"})
    blocked = tuple(sorted({*(t.span for t in times), *closed}))
    found_places = places.find(text, knowledge.gazetteer(), places.PlaceContext(country, article.dateline, blocked))
    register = knowledge.register(article.language)
    mentions = actors.find(text, register, actors.ActorContext(issue_on, country, blocked, found_places))
    found_actors = tuple(
        replace(m, speaks_for=whom) if (whom := actors.affiliation(m, register, issue_on)) is not None else m
        for m in mentions
    )
    article = replace(article, issue_on=issue_on, issue_basis=basis)
    return Tagged(article, text, published_on, issue_on, times, found_places, found_actors)


def coded_zones(article: Article) -> tuple[tuple[Span, bool], ...]:
    """The spans that events are coded from, with whether each is the headline."""
    if not article.zones:
        return ((Span(0, len(article.text)), False),)
    return tuple((z.span, z.kind == "headline") for z in article.zones if z.kind in {"headline", "body"})
