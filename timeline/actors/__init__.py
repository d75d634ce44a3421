"""Who: the political actors that a text names, with identity, country and sector.

register = Register.load(languages.load("ar"))
mentions = find(Text("أعلنت وزارة الدفاع التركية مقتل ثلاثة جنود", pack), register, ActorContext())
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.actors.acronyms import without_misread
from timeline.actors.affiliations import affiliation
from timeline.actors.headfirst import HeadFirst
from timeline.actors.headlast import HeadLast
from timeline.actors.references import settle
from timeline.actors.register import Register
from timeline.actors.resolving import Resolver
from timeline.actors.scanning import scan
from timeline.model import ActorMention, PlaceMention, Span
from timeline.text import Text

__all__ = ["ActorContext", "Register", "affiliation", "find"]


# The most that a place by description scores.
_BY_DESCRIPTION = 0.4


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What is known around the text.

    `on` is the issue day (for office holders and memberships), `source_country` the country of the newspaper (alpha-3),
    `blocked` ranges that name no actor (time expressions), `places` the place mentions found.
    """

    on: date | None = None
    source_country: str | None = None
    blocked: tuple[Span, ...] = ()
    places: tuple[PlaceMention, ...] = ()


def find(text: Text, register: Register, context: ActorContext) -> tuple[ActorMention, ...]:
    """The actors of a text: outermost noun phrases, sorted, without overlap, proclitics excluded from their spans."""
    blocked = bytearray(len(text))
    for span in context.blocked:
        first, behind = text.token_range(span)
        blocked[first:behind] = b"\1" * (behind - first)
    places: dict[int, tuple[int, PlaceMention]] = {}
    for place in context.places:
        first, behind = text.token_range(place.span)
        places[first] = (behind, place)
    items = without_misread(text, register, scan(text, register, blocked), context.places)
    parser = (HeadFirst if register.head_first else HeadLast)(text, register, items, places, blocked)
    resolver = Resolver(text, register, context.on, context.source_country, places)
    mentions = settle(text, register, items, resolver.resolve(parser.phrases()))
    sites = [place.span for place in context.places if place.score <= _BY_DESCRIPTION]
    return (
        tuple(m for m in mentions if not (m.actor.kind == "person" and _is_inside(m.span, sites)))
        if sites
        else mentions
    )


def _is_inside(span: Span, sites: list[Span]) -> bool:
    """Does a name only tell which site is meant («مستشفى الملك فهد»)?"""
    return any(site.start < span.start and span.end <= site.end for site in sites)
