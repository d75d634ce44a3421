"""Which of the candidates for a role fills it: signs of each, weighed against each other and against nobody.

The frames of the lexicon propose; their proposal is the strongest sign but not the only one. The weights stand in
knowledge/roles.tsv and were fitted by bench/train_roles.py on annotated articles (a multinomial logit over the
candidates of a role, one of which is "nobody").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from math import exp, log
from typing import Literal

from timeline.events.arguments import Arguments
from timeline.events.candidates import Choice, Scene, days, parties, sites
from timeline.events.circumstances import When, time_of, undated
from timeline.events.merge import Draft
from timeline.events.sentences import Item
from timeline.events.signs import Fact, signs_of
from timeline.tsv import data_path, read_table

SHOWN = 3
"""How many candidates for a role are remembered for explanations."""
VIOLENT = frozenset({"ASSAULT", "COERCE", "SANCTION"})
FORCES = frozenset({"GOV", "MIL", "COP"})
ODD = 3.0
"""Log weight that a pair of parties loses which hardly ever is one."""
BEAM = 6
"""How many of the best candidates for actor are tried with those for recipient: nobody does a thing to himself."""


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weight of each sign, by role."""
    found: dict[str, dict[str, float]] = {}
    for row in read_table(data_path("knowledge", "roles.tsv"), ("role", "sign", "weight")):
        found.setdefault(row["role"], {})[row["sign"]] = float(row["weight"])
    return found


@lru_cache(maxsize=1 << 18)
def weight_of(role: str, fact: Fact) -> float:
    """What a fact weighs for a role."""
    known = weights().get(role, {})
    return sum(known.get(sign, 0.0) for sign in signs_of(fact))


def weigh(role: str, choice: Choice) -> float:
    """What all that is known of a candidate weighs for a role."""
    return sum([weight_of(role, fact) for fact in choice.facts])


def ranked(role: str, choices: Sequence[Choice]) -> list[tuple[float, Choice]]:
    """The best candidate of each party with the log weight of all that name it, best first; every place by itself."""
    groups: dict[str, list[tuple[float, Choice]]] = {}
    for choice in choices:
        name = "" if choice.item is None else str(id(choice.item)) if role == "place" else identity(choice.item)
        groups.setdefault(name, []).append((weigh(role, choice), choice))
    found = []
    for group in groups.values():
        top, choice = max(group, key=lambda pair: pair[0])
        found.append((top + log(sum(exp(weight - top) for weight, _ in group)), choice))
    return sorted(found, key=lambda pair: -pair[0])


def assign(drafts: Sequence[Draft], scene: Scene, published_on: date) -> None:
    """Give the drafts the parties, the places and the days that weigh most."""
    chosen = [(_parties(draft, scene), _site(draft, scene), _when(draft, scene, published_on)) for draft in drafts]
    arguments = Arguments(scene.analysis)
    for draft, ((actor, recipient), place, when) in zip(drafts, chosen, strict=True):
        _seat(draft, "actor", actor, arguments)
        _seat(draft, "recipient", recipient, arguments)
        draft.place, draft.when = place, when


def _parties(draft: Draft, scene: Scene) -> tuple[Item | None, Item | None]:
    offered = parties(draft, scene)
    actors, recipients = ranked("actor", offered["actor"]), ranked("recipient", offered["recipient"])
    draft.rivals.update(actor=_shares(actors), recipient=_shares(recipients))
    _, actor, recipient = max(
        (
            (x + y - ODD * _odd(draft, a.item, r.item, scene), a.item, r.item)
            for x, a in actors[:BEAM]
            for y, r in recipients[: 2 * BEAM]
            if not _same(a.item, r.item)
        ),
        key=lambda found: found[0],
    )
    return actor, recipient


def _odd(draft: Draft, actor: Item | None, recipient: Item | None, scene: Scene) -> bool:
    """Would somebody do what he condemns in the same breath, or a state attack its own forces?"""
    if draft.type not in VIOLENT or actor is None or actor.mention is None:
        return False
    explicit = "actor" not in draft.filled.implied and actor in draft.filled.roles.get("actor", ())
    if not explicit and any(
        other.type == "ACCUSE" and identity(actor) in scene.stated[id(other)]["actor"]
        for other in scene.beside[draft.sentence.index]
    ):
        return True
    if explicit or recipient is None or recipient.mention is None:
        return False
    sides = (actor.mention, recipient.mention)
    return all(m.sector in FORCES for m in sides) and sides[0].country == sides[1].country is not None


def _shares(found: Sequence[tuple[float, Choice]]) -> list[tuple[str, float]]:
    """The names of the best candidates with their shares of all weight."""
    top = found[0][0]
    total = sum(exp(weight - top) for weight, _ in found)
    return [(_name(choice.item), exp(weight - top) / total) for weight, choice in found[:SHOWN]]


def _name(item: Item | None) -> str:
    if item is None:
        return ""
    return item.mention.text if item.mention else item.place.text if item.place else ""


def _same(a: Item | None, b: Item | None) -> bool:
    return a is not None and b is not None and (a is b or identity(a) == identity(b))


def identity(item: Item) -> str:
    """Who the words of an item name."""
    return item.mention.actor.actor_id if item.mention else ""


def _seat(draft: Draft, role: str, item: Item | None, arguments: Arguments) -> None:
    """Put an item into a role, together with those it is joined to."""
    filled = draft.filled
    proposed = [*filled.roles.pop(role, ()), *(filled.roles.pop("with", ()) if role == "recipient" else ())]
    if item is None:
        return
    if item in proposed:
        beside = proposed
    else:
        sentence = arguments.analysis.sentence_at(item.first)
        beside = arguments.group(item, sentence) if sentence is not None and item.kind == "np" else [item]
        filled.slots.pop(role, None)
        filled.implied.add(role)
    other = {identity(i) for i in filled.roles.get("actor", ())} if role == "recipient" else set()
    filled.roles[role] = [i for i in beside if identity(i) not in other]


def _site(draft: Draft, scene: Scene) -> tuple[Item, Literal["clause", "sentence", "inherited"]] | None:
    found = ranked("place", sites(draft, scene))
    draft.rivals["place"] = _shares(found)
    item = found[0][1].item
    if item is None:
        return None
    if draft.place is not None and draft.place[0] is item:
        return draft.place
    sentence = draft.sentence
    if not sentence.first <= item.first < sentence.behind:
        return item, "inherited"
    own = sentence.clause_of(item.first) == sentence.clause_of(draft.filled.hit.first)
    return item, "clause" if own else "sentence"


def _when(draft: Draft, scene: Scene, published_on: date) -> When:
    """The day of the best expression; the same day said twice weighs for both."""
    shares: dict[date, float] = {}
    tops: dict[date, tuple[float, Item | None]] = {}
    for choice in days(draft, scene, published_on):
        time = choice.item.time if choice.item else None
        start = time.interval.start if time and time.interval else published_on
        weight = weigh("date", choice)
        shares[start] = shares.get(start, 0.0) + exp(weight)
        if start not in tops or weight > tops[start][0]:
            tops[start] = (weight, choice.item)
    _, item = tops[max(shares, key=lambda start: shares[start])]
    if item is None:
        return undated(None, published_on)
    if draft.sentence.first <= item.first < draft.sentence.behind:
        return time_of(item)
    return undated(item, published_on)
