"""The signs by which candidates for a role are weighed, from the attributes they are told by.

A candidate is described by a few facts: tuples whose first member names the function that turns the others into signs.
Facts repeat from candidate to candidate, so what they weigh is worked out once for each (see `ranking`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from timeline.events import day_signs, party_signs, place_signs

Fact = tuple[object, ...]
"""The name of a function that makes signs and its arguments."""

STEPS = (0, 1, 3, 7, 15)
"""Upper bounds of the classes of distance in tokens."""


def step(gap: int) -> int:
    """The class of a distance in tokens."""
    return bisect_left(STEPS, gap)


def signs_of(fact: Fact) -> Iterator[str]:
    """The signs that a fact stands for."""
    name, *arguments = fact
    return _MAKERS[str(name)](*arguments)


def mark(text: str) -> Iterator[str]:
    """A sign as it stands."""
    yield text


_MAKERS: dict[str, Callable[..., Iterator[str]]] = {
    maker.__name__: maker
    for maker in (
        mark,
        party_signs.nobody,
        party_signs.untold,
        party_signs.among,
        party_signs.kind,
        party_signs.position,
        party_signs.opens,
        party_signs.governed,
        party_signs.called,
        party_signs.facing,
        party_signs.against,
        party_signs.joined_to,
        party_signs.at_home,
        party_signs.agreement,
        party_signs.elsewhere,
        party_signs.proposed,
        party_signs.selected,
        party_signs.placed,
        party_signs.owned,
        party_signs.topic,
        party_signs.words,
        party_signs.subject,
        party_signs.speaker,
        party_signs.stands,
        party_signs.beside,
        party_signs.ahead,
        party_signs.named,
        place_signs.nowhere,
        place_signs.site,
        place_signs.site_position,
        place_signs.site_elsewhere,
        place_signs.site_proposed,
        place_signs.neighbour,
        place_signs.aged,
        place_signs.site_hangs,
        place_signs.site_governed,
        place_signs.site_in_party,
        place_signs.unplaced,
        place_signs.among_places,
        place_signs.scenes,
        place_signs.site_shared,
        place_signs.site_words,
        place_signs.site_home,
        place_signs.site_last,
        place_signs.site_within,
        place_signs.circumstanced,
        day_signs.no_day,
        day_signs.day,
        day_signs.day_position,
        day_signs.day_elsewhere,
        day_signs.day_told,
        day_signs.no_day_told,
        day_signs.day_proposed,
    )
}
