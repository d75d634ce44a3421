"""The signs by which places are weighed, and no place beside them (see `signs`)."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events.types import MANNERS


def nowhere(
    type_: str, mode: str, basis: str, pos: str, language: str, status: str, governed: bool, told: bool
) -> Iterator[str]:
    """No place; `basis` is how the frame finds one."""
    yield from ("-", f"- {type_}", f"- {basis}", f"- {pos}", f"- {language}", f"- {status}", f"- {type_} {basis}")
    if mode:
        yield f"- {type_} {mode}"
    if governed:
        yield "- governed"
    if told:
        yield "- reported"


def site(type_: str, feature: str, form: str, locative: str, prep: str, marks: tuple[str, ...]) -> Iterator[str]:
    """What sort of place it is and how it is put."""
    yield from (f"feature {feature}", f"{type_} feature {feature}", f"form {form}", f"form {form} {locative}")
    yield from (locative, f"prep {prep}", *marks)


def site_position(
    type_: str, pos: str, language: str, side: str, gap: int, apart: int, locative: str, prep: str, nearer: int
) -> Iterator[str]:
    """Where in the event's sentence a place is named."""
    where = f"{side} {gap}"
    yield from (where, f"{pos} {where}", f"{side} {locative}", f"{side} clause {apart} {locative}")
    yield from (f"{type_} {side} {locative}", f"{language} {side} {prep}", f"{where} {locative}", f"nearer {nearer}")


def site_elsewhere(type_: str, where: str, locative: str) -> Iterator[str]:
    """A place named in another sentence."""
    yield from (where, f"{where} {locative}", f"{type_} elsewhere")


def site_proposed(type_: str, basis: str) -> Iterator[str]:
    """The frame or its clause has it as the place."""
    yield from (f"rule {basis}", f"{type_} rule {basis}")


def neighbour(name: str, same: bool) -> Iterator[str]:
    """The event before or behind has it as its place."""
    yield from (name, f"{name} {'same' if same else 'other'}")


def aged(type_: str, age: str, basis: str, before: int) -> Iterator[str]:
    """No place for an event so long ago, so many sentences behind the event before (negative for the first)."""
    manner = MANNERS.get(type_, "done")
    yield from (f"- {age}", f"- {age} {manner}", f"- {basis} {manner}", f"- behind {before} {manner}")


def site_hangs(
    type_: str, language: str, side: str, apart: int, locative: str, size: str, crosses: bool, owned: bool
) -> Iterator[str]:
    """How a place of the event's sentence hangs on it; `owned`: no other event's word stands between."""
    manner, owner = MANNERS.get(type_, "done"), "own" if owned else "other's"
    yield from (f"{owner} {side}", f"{owner} {side} {locative}", f"{owner} {side} {locative} {manner}")
    yield from (f"{size} {locative}", f"{size} {locative} {side} {manner}")
    yield f"{size} {locative} {side} {manner} clause {apart} {owner}"
    yield f"{locative} {side} {manner} clause {apart} {language}"
    if crosses:
        yield f"verb between {side} {locative}"


def site_governed(lemma: str, side: str, prep: str) -> Iterator[str]:
    """A place's preposition with this very event word."""
    yield f"{lemma} {side} {prep}"


def site_in_party(type_: str, role: str, how: str, sector: str) -> Iterator[str]:
    """It is in the name of a party with a role in the event, or is that party itself."""
    name = f"{how} {role}"
    yield from (name, f"{name} {MANNERS.get(type_, 'done')}", f"{name} {type_}", f"{name} {sector}")


def unplaced(type_: str, lemma: str, language: str, zone: str) -> Iterator[str]:
    """No place with this very event word, in this part of an article."""
    manner = MANNERS.get(type_, "done")
    yield from (f"- {lemma}", f"- {zone} {manner}", f"- {language} {manner}")


def among_places(type_: str, named: int, located: int) -> Iterator[str]:
    """No place, though the sentence names some, some of them behind locative prepositions."""
    manner = MANNERS.get(type_, "done")
    yield from (f"- of {named} {manner}", f"- of {located} located {manner}")


def scenes(type_: str, places: int, shared: str) -> Iterator[str]:
    """No place, though other events are told at so many; `shared`: one of the same party's, a meeting or another."""
    manner = MANNERS.get(type_, "done")
    yield from (
        f"- scenes {places}",
        f"- scenes {places} {manner}",
        f"- shared {shared}",
        f"- shared {shared} {manner}",
    )


def site_shared(type_: str, events: int, alone: bool, shared: str) -> Iterator[str]:
    """So many other events are told there, at it alone; `shared`: one of the same party's, a meeting or another."""
    manner = MANNERS.get(type_, "done")
    yield from (f"events there {events}", f"events there {events} {manner}")
    yield from (f"shared {shared}", f"shared {shared} {manner}", f"shared {shared} {type_}")
    if alone:
        yield from ("only scene", f"only scene {manner}")


def site_home(
    type_: str, mode: str, country: bool, actor: str, recipient: str, acting: str, suffering: str
) -> Iterator[str]:
    """Whose country it is (or lies in): how it is to each side, and what sector is at home there."""
    manner, what = MANNERS.get(type_, "done"), "country" if country else "place"
    for name, how, sector in (("actor", actor, acting), ("recipient", recipient, suffering)):
        sign = f"home {name} {how} {what}"
        yield from (sign, f"{sign} {manner}", f"{sign} {type_}")
        if mode:
            yield f"{sign} {type_} {mode}"
        if sector:
            yield f"home {name} {sector} {what} {manner}"


def site_last(type_: str, offset: int, locative: str) -> Iterator[str]:
    """It is the place named last before the event's word, so many sentences before."""
    manner = MANNERS.get(type_, "done")
    yield from ("last named", f"last named {manner}", f"last named {offset} {locative}")
    yield from (f"last named {offset}", f"last named {offset} {manner}")


def site_within(type_: str, nearer: bool) -> Iterator[str]:
    """A country, of which the article names places or none."""
    sign = f"country {'with' if nearer else 'without'} places"
    yield from (sign, f"{sign} {MANNERS.get(type_, 'done')}", f"{sign} {type_}")


def circumstanced(type_: str, dated: bool, definite: bool, tolls: bool) -> Iterator[str]:
    """No place for an event told with a day of its own, by a definite noun, with a toll."""
    if dated:
        yield f"- dated {MANNERS.get(type_, 'done')}"
    if definite:
        yield "- definite"
    if tolls:
        yield "- with a toll"


def site_words(governor: str, second: str, behind: str) -> Iterator[str]:
    """The two words before a place and its preposition, and the word behind it."""
    yield from (f"governor {governor}", f"second {second}", f"behind {behind}")
