"""The signs by which parties are weighed for a role, and nobody beside them (see `signs`)."""

from __future__ import annotations

from collections.abc import Iterator


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
    yield from (f"- {lemma}", f"- {lemma} {type_} {mode}".rstrip())


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


def joined_to(type_: str, role: str) -> Iterator[str]:
    """It is joined to whoever the frame has in a role."""
    yield from (f"joined to {role}", f"joined to {role} {type_}")


def at_home(type_: str, sector: str, where: str, how: str) -> Iterator[str]:
    """Whether the place that the frame finds in such a way lies in its country."""
    yield from (f"home {where}", f"home {where} {type_}", f"home {where} {type_} {sector}", f"home {where} {how}")


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
