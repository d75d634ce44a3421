"""What a titled person speaks and acts for: the body in their title, else that of their office or membership."""

from __future__ import annotations

from datetime import date

from timeline.actors import entries as kind
from timeline.actors.register import Register
from timeline.actors.scanning import scan
from timeline.model import Actor, ActorMention
from timeline.text import Text

_BODIES = {
    "GOV": "government",
    "MIL": "army",
    "COP": "police",
    "LEG": "parliament",
    "JUD": "judiciary",
    "SPY": "intelligence",
}
_BEARERS = frozenset({"person", "office"})


def affiliation(mention: ActorMention, register: Register, on: date | None = None) -> Actor | None:
    """The organisation or state body that a person or office stands for on a day; None for all other mentions.

    «المتحدث باسم قسد مصطفى بالي» gives the Syrian Democratic Forces, "US secretary of state John Kerry" the American
    government. What the words of the mention say comes before what the tables know of the person on that day.
    """
    if mention.actor.kind not in _BEARERS:
        return None
    told = _told(mention, register)
    if told is not None:
        return told
    key = register.organisation_of(mention.actor, on)
    if key is not None:
        return register.organisation(key)
    body = _BODIES.get(mention.sector)
    return register.institution(mention.country, body) if body is not None and mention.country else None


def _told(mention: ActorMention, register: Register) -> Actor | None:
    """The body that the words around the name or in the office's name tell."""
    text = Text(mention.text, register.pack)
    first, behind = mention.head.start - mention.span.start, mention.head.end - mention.span.start
    inside = mention.actor.kind == "person"
    for word, start, end in zip(text.words, text.starts, text.ends, strict=True):
        if inside and first <= start < behind:
            continue
        cut = inside and start < first < end
        if not register.readings[word] and not cut and word != "'s":  # which is two words where nothing stands before
            continue
        # An office may hold the name of its body, so that the scan begins anew at each word.
        rest = Text(mention.text[start : first if inside and start < first else None], register.pack)
        found = scan(rest, register, bytearray(len(rest)))
        if not found or found[0].first:
            continue
        organisation, institution = found[0].has(kind.ORGANISATION), found[0].has(kind.INSTITUTION)
        if organisation is not None and not organisation.flags & kind.AMBIGUOUS:
            return register.organisation(organisation.key) if organisation.key in register.organisations else None
        if institution is not None and mention.country:
            return register.institution(mention.country, institution.key)
    return None
