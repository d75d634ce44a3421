"""The signs by which candidates for a role are weighed, from the attributes they are told by.

A candidate is described by a few facts: tuples whose first member names the function here that turns the others into
signs. Facts repeat from candidate to candidate, so what they weigh is worked out once for each (see `ranking`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from timeline.events.types import MANNERS

Fact = tuple[object, ...]
"""The name of a function of this module and its arguments."""

STEPS = (0, 1, 3, 7, 15)
"""Upper bounds of the classes of distance in tokens."""


def step(gap: int) -> int:
    """The class of a distance in tokens."""
    return bisect_left(STEPS, gap)


def signs_of(fact: Fact) -> Iterator[str]:
    """The signs that a fact stands for."""
    name, *arguments = fact
    return _MAKERS[str(name)](*arguments)


def nobody(
    type_: str, mode: str, pos: str, language: str, status: str, stated: str, passive: bool, slot: bool, other: str
) -> Iterator[str]:
    """Nobody fills the role: `stated` is how the frame fills it (no | implied | yes), `other` the role besides."""
    yield from ("-", f"- {type_}", f"- {pos}", f"- {language}", f"- {status}")
    if stated == "no":
        yield from ("- rule", f"- rule {type_}")
    elif stated == "implied":
        yield "- implied"
    if passive:
        yield "- passive"
    if not slot:
        yield "- no slot"
    if mode:
        yield f"- {type_} {mode}"
    if other:
        yield f"- {other} stated"


def untold(type_: str, mode: str, lemma: str) -> Iterator[str]:
    """Nobody fills the role with this very event word."""
    yield from (f"- {lemma}", f"- {lemma} {type_} {mode}")


def among(type_: str, pos: str, named: int, behind: int) -> Iterator[str]:
    """Nobody, though the sentence names parties, some behind the event's word."""
    yield from (f"- of {named}", f"- of {behind} behind {pos}", f"- {type_} of {min(named, 3)}")


def kind(type_: str, sector: str, kind_: str, marks: tuple[str, ...], length: int) -> Iterator[str]:
    """What sort of party it is; `marks` such as anaphoric or counted; of how many words."""
    yield from (f"sector {sector}", f"{type_} sector {sector}", f"kind {kind_}", f"length {length}", *marks)


def position(
    type_: str, pos: str, side: str, gap: int, apart: int, between: int, prep: str, attached: bool, crosses: bool,
    relative: bool,
) -> Iterator[str]:  # fmt: skip
    """Where in the event's sentence: side and class of distance, clauses apart, noun phrases and verbs between."""
    bare = "attached" if attached else prep
    where = f"{side} {gap}"
    yield from (where, f"{pos} {where}", f"{side} clause {apart}", f"{side} past {between}", f"prep {prep}")
    yield f"{type_} {side} {bare}"
    if bare == "none":
        yield f"bare {pos} {side} clause {min(apart, 2)}"
    if crosses:
        yield f"verb between {side}"
    if relative:
        yield "relative clause"


def opens(pos: str, side: str) -> Iterator[str]:
    """It is the first that the event's sentence names."""
    yield from (f"first {side}", f"first {side} {pos}")


def governed(lemma: str, side: str, prep: str, slots: str) -> Iterator[str]:
    """Its preposition with this very event word; `slots` are the roles that its frame has behind the preposition."""
    yield f"{lemma} {side} {prep}"
    if slots:
        yield from (f"slot {role} {side}" for role in slots.split())
    elif prep not in {"none", "attached"}:
        yield f"no slot {side}"


def called(type_: str, head: str) -> Iterator[str]:
    """The noun that it is called by."""
    yield from (f"called {head}", f"called {head} {type_}")


def facing(type_: str, role: str, other: str, sector: str, relation: str) -> Iterator[str]:
    """Beside whom it would stand, if the frame is right about the other's role."""
    pair = f"{role} {other} {sector}"
    yield from (pair, f"{pair} {type_}", f"{pair} {relation}", f"{pair} {type_} {relation}")
    yield f"{role} {relation} {type_}"


def against(role: str, acts: bool, suffers: bool) -> Iterator[str]:
    """It faces elsewhere who is in a role of this event, on which side."""
    if acts:
        yield f"acts on {role} elsewhere"
    if suffers:
        yield f"suffers from {role} elsewhere"


def agreement(
    pos: str, verb: str, number: str, suffix: str, gender: str, kind_: str, side: str, between: int
) -> Iterator[str]:
    """Whether verb and pronoun agree with it, where the language shows."""
    near = min(between, 2)
    if gender:
        if verb:
            agrees = "agrees" if verb == gender else "disagrees"
            yield from (f"{agrees} {side}", f"{agrees} {side} {near}")
            if number in {"pl", "du"}:
                yield f"{number} verb {side} {kind_}"
        if suffix:
            yield f"suffix {suffix} {pos} {gender} {side}"
    if suffix:
        yield f"suffix {pos} {side} {near}"


def elsewhere(where: str, bare: bool, first: bool) -> Iterator[str]:
    """In another sentence."""
    yield from (where, f"{where} {'bare' if bare else 'governed'}")
    if first:
        yield f"first {where}"


def proposed(type_: str, role: str, how: str, pos: str, side: str, gap: int, between: int) -> Iterator[str]:
    """The frame puts it into a role, by a slot or by implication."""
    yield from (f"rule {role}", f"rule {role} {how}", f"{type_} rule {role}", f"rule {role} {how} {pos}")
    if side:
        yield from (f"rule {role} {how} {side} {gap}", f"rule {role} {how} past {between}")


def selected(type_: str, mode: str, lemma: str, sector: str, kind_: str) -> Iterator[str]:
    """What sort of party it is, with this mode and this very event word."""
    yield from (f"{type_} {mode} sector {sector}", f"{lemma} sector {sector}", f"{type_} {mode} kind {kind_}")


def placed(type_: str, mode: str, side: str, prep: str, attached: bool, between: int) -> Iterator[str]:
    """Where it stands to an event of this mode."""
    bare = "attached" if attached else prep
    yield from (f"{type_} {mode} {side} {bare}", f"{type_} {side} {bare} past {min(between, 2)}")


def owned(type_: str, pos: str, side: str, before: str, behind: str) -> Iterator[str]:
    """The types of the event words nearest before and behind it: "own" for this event's."""
    yield from (f"owner {side} {before}", f"owner {side} {before} {type_}")
    yield from (f"next {side} {behind}", f"next {side} {behind} {type_}")
    yield f"{pos} {'owner' if before == 'own' else 'not owner'} {side}"


def topic(type_: str, first: bool, title: bool) -> Iterator[str]:
    """It is named first in the body, in the headline."""
    if first:
        yield from ("topic", f"topic {type_}")
    if title:
        yield from ("title", f"title {type_}")


def words(type_: str, side: str, before: str, behind: str) -> Iterator[str]:
    """The words right before and behind it."""
    yield from (f"word before {before}", f"word before {before} {side} {type_}", f"word behind {behind} {side}")


def subject(pos: str) -> Iterator[str]:
    """It was the subject before."""
    yield from ("last subject", f"last subject {pos}")


def speaker(type_: str) -> Iterator[str]:
    """It is whoever tells of the event."""
    yield from ("speaker", f"speaker {type_}")


def stands(role: str, type_: str) -> Iterator[str]:
    """It is in a role of another event of the article."""
    yield from (f"elsewhere {role}", f"elsewhere {role} {type_}")


def beside(role: str, other: str, type_: str) -> Iterator[str]:
    """It is in a role of an event told before in the same sentence («Jordan condemned the killing of …»)."""
    yield from (f"beside {role} {other}", f"beside {role} {other} {type_}")


def ahead(role: str, other: str, type_: str) -> Iterator[str]:
    """It is in a role of an event told behind in the same sentence («Jordan blamed Iran for the strike»)."""
    yield from (f"ahead {role} {other}", f"ahead {role} {other} {type_}")


def named(type_: str, times: int, most: bool, share: int, headline: bool) -> Iterator[str]:
    """How often the article names it; `share` counts quarters of how often it names who is named most."""
    yield from (f"times {times}", f"share {share} {type_}")
    if most:
        yield "most named"
    if headline:
        yield "in headline"


def mark(text: str) -> Iterator[str]:
    """A sign as it stands."""
    yield text


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


def circumstanced(type_: str, dated: bool, definite: bool, tolls: bool) -> Iterator[str]:
    """No place for an event told with a day of its own, by a definite noun, with a toll."""
    if dated:
        yield f"- dated {MANNERS.get(type_, 'done')}"
    if definite:
        yield "- definite"
    if tolls:
        yield "- with a toll"


def no_day(basis: str, type_: str, shape: str, status: str, language: str, told: bool, lead: bool) -> Iterator[str]:
    """No expression of time: the day of the page."""
    yield from ("-", f"- {basis}", f"- {type_}", f"- {shape}", f"- {status}", f"- {basis} {shape}", f"- {language}")
    if told:
        yield "- reported"
    if lead:
        yield "- lead"


def day(
    precision: str, age: str, status: str, type_: str, shape: str, basis: str, prep: str, opens: str, spans: bool
) -> Iterator[str]:
    """What sort of expression of time it is, and how long ago."""
    yield from (precision, age, f"{age} {status}", f"{age} {type_}", f"{precision} {age}", f"{age} {shape}")
    yield from (f"basis {basis}", f"prep {prep}")
    if opens:
        yield from (f"open {opens}", f"open {opens} {shape}")
    if spans:
        yield f"spans {age}"


def day_position(
    pos: str, shape: str, age: str, side: str, gap: int, apart: int, nearer: int, past: int, relative: bool
) -> Iterator[str]:
    """Where in the event's sentence an expression of time stands; `nearer` counts events nearer to it."""
    where = f"{side} {gap}"
    yield from (where, f"{side} clause {apart}", f"{side} clause {apart} {age}", f"{shape} {side}", f"{pos} {where}")
    yield from (f"{side} nearer to {nearer}", f"past {past}")
    if relative:
        yield "relative clause" if apart else "own relative clause"


def day_elsewhere(where: str, precision: str, age: str, shape: str, type_: str) -> Iterator[str]:
    """An expression of time in another sentence."""
    yield from (where, f"{where} {age}", f"elsewhere {precision}", f"elsewhere {age} {shape}", f"elsewhere {type_}")


def day_told(where: str, age: str, aspect: str, quoted: bool, told: bool) -> Iterator[str]:
    """How the event is told that the expression might date: auxiliary of its verb, in quotation marks, reported."""
    if aspect:
        yield from (f"aspect {aspect} {where}", f"aspect {aspect} {age}")
    if quoted:
        yield from (f"quoted {where}", f"quoted {age}")
    if told:
        yield from (f"told {where}", f"told {where} {age}")


def no_day_told(basis: str, aspect: str, quoted: bool) -> Iterator[str]:
    """No expression of time; how the event is told."""
    if aspect:
        yield from (f"- aspect {aspect}", f"- aspect {aspect} {basis}")
    if quoted:
        yield from ("- quoted", f"- quoted {basis}")


def day_proposed(how: str, age: str, shape: str) -> Iterator[str]:
    """The clause has it as its own time, or the report as its day."""
    yield from (how, f"{how} {age}", f"{how} {shape}")


_MAKERS: dict[str, Callable[..., Iterator[str]]] = {
    maker.__name__: maker
    for maker in (
        nobody, untold, among, kind, position, opens, governed, called, facing, against, agreement, elsewhere,
        proposed, subject, speaker, stands, beside, named, mark, nowhere, unplaced, among_places, circumstanced, aged,
        site, site_position, site_hangs, site_governed, site_in_party, site_elsewhere, site_proposed,
        neighbour, no_day, day, day_position, day_elsewhere, day_proposed,
        day_told, no_day_told,
        selected, placed, owned, words, ahead, topic,
    )
}  # fmt: skip
