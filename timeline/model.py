"""What the steps hand to each other: frozen, typed values.

Offsets are half-open and count Unicode code points of the document's text as decoded and otherwise unchanged.
Dates are inclusive calendar days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "week", "month", "year", "interval", "unknown"]
ZoneKind = Literal["headline", "byline", "dateline", "stamp", "body", "furniture"]
Role = Literal["actor", "recipient", "speaker"]
Status = Literal["asserted", "denied", "planned", "hypothetical"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Does the other lie within this one?"""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the document by its function on the page; events are coded from headline, dateline and body."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One document as a reader yields it: its unchanged text and what the page or record says about it.

    `zones` are sorted, do not overlap and may leave gaps; without any, the whole text is body.
    `published_on` is what the page says, `issue_on` the day from which the text's relative dates count.
    """

    document_id: str
    source: str
    text: str
    language: str
    title: str | None = None
    section: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    dateline: Span | None = None
    zones: tuple[Zone, ...] = ()
    published_on: date | None = None
    published_basis: Literal["page", "metadata", "url", "given"] | None = None
    issue_on: date | None = None
    issue_basis: Literal["published", "source profile", "in text"] | None = None
    retrieved_on: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A document or record that could not be used, and why."""

    document_id: str
    source: str
    stage: Literal["read", "decode", "date", "language", "code"]
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Inclusive days with the precision the words have; `unknown` stands on the day the report was printed for."""

    start: date
    end: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression as in the table `timexes`; `interval` is None for vague values, durations and sets."""

    span: Span
    text: str
    type: Literal["DATE", "DURATION", "SET"]
    value: str
    interval: Interval | None
    open: Literal["start", "end"] | None
    basis: Literal["explicit", "relative"]
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True)
class Location:
    """A place with an identity; `geo_precision` follows UCDP's where_prec (1 exact … 6 country)."""

    location_id: str
    name: str
    name_local: str | None
    feature: Literal["country", "region", "city", "village", "area", "facility"]
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    basis: Literal["geonames", "table"]
    geo_precision: int
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place. `rejected` keeps the other candidates, best first, for explanations."""

    span: Span
    text: str
    location: Location
    score: float
    rejected: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with an identity: listed in the knowledge tables, or formed from the words of the text."""

    actor_id: str
    name: str | None
    name_local: str | None
    kind: Literal["state", "organisation", "armed group", "person", "office", "unnamed"]
    country: str | None
    sector: str
    wikidata_id: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor.

    `span` is the whole noun phrase that stands for the actor, `head` the words that told its identity. `country` and
    `sector` are as of the article's issue day. `metonym` marks a place name that can stand for its government.
    `count` gives low and high where the phrase has a number («ثلاثة جنود»); `speaks_for` the organisation or state that
    a person holds an office in or speaks for. `cited_as` are the words that an event cites the
    actor by where they are not the whole phrase: a person's name with the rank right before it, a description with its
    determiner.
    """

    span: Span
    text: str
    actor: Actor
    head: Span
    country: str | None
    sector: str
    metonym: bool = False
    anaphoric: bool = False
    count: tuple[int, int | None] | None = None
    basis: str = ""
    speaks_for: Actor | None = None
    cited_as: Span | None = None

    @property
    def cited(self) -> Span:
        """The words that an event cites the actor by."""
        return self.cited_as or self.span


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that one field of an event rests on."""

    field: Literal["date", "location", "status", "killed", "injured", "captured", "mode"]
    span: Span


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in a role, by the words that name it."""

    role: Role
    mention: ActorMention


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people; `high` is None for "at least"."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where and when, according to whom."""

    trigger: Span
    sentence: Span
    type: str
    mode: str | None
    when: Interval
    date_basis: Literal["explicit", "relative", "inherited", "published"]
    where: PlaceMention | None
    location_basis: Literal["clause", "sentence", "inherited"] | None
    status: Status
    participants: tuple[Participant, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    captured: Toll | None = None
    core: bool = False
    confidence: float | None = None
    contexts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was found in one article."""

    article: Article
    timexes: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    events: tuple[Event, ...]
