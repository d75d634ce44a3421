"""Which of the candidates for a role fills it: signs of each, weighed against each other and against nobody.

The frames of the lexicon propose; their proposal is the strongest sign but not the only one. The weights stand in
knowledge/roles.tsv and were fitted by bench/train_roles.py on annotated articles (a multinomial logit over the
candidates of a role, one of which is "nobody").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from math import exp, inf, log
from operator import itemgetter
from typing import Literal

from timeline.events.arguments import Arguments
from timeline.events.candidates import PARTIES, Choice, Scene, parties
from timeline.events.circumstances import When, time_of, undated
from timeline.events.days import days
from timeline.events.merge import Draft
from timeline.events.sentences import Item
from timeline.events.signs import Fact, signs_of
from timeline.events.sites import Sites
from timeline.memo import Memo
from timeline.tsv import data_path, read_table

SHOWN = 3
"""How many candidates for a role are remembered for explanations."""
TRIED = 6
"""How many of the best places are weighed together with those next to them."""
NEXT = 0.2
"""How many degrees lie at most between places that speak for each other."""
FACTS = 1 << 17
"""How many facts' weights are remembered, twice."""
_weight = itemgetter(0)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weight of each sign, by role."""
    found: dict[str, dict[str, float]] = {}
    for row in read_table(data_path("knowledge", "roles.tsv"), ("role", "sign", "weight")):
        found.setdefault(row["role"], {})[row["sign"]] = float(row["weight"])
    return found


@cache
def fact_weights(role: str) -> Memo[Fact, float]:
    """What facts weigh for a role."""
    known = weights().get(role, {})
    return Memo(lambda fact: sum([known.get(sign, 0.0) for sign in signs_of(fact)]), FACTS)


@cache
def party_weights() -> Memo[Fact, tuple[float, float]]:
    """What facts weigh for the actor and for the recipient."""
    known = _of_parties()

    def both(fact: Fact) -> tuple[float, float]:
        found = [known[sign] for sign in signs_of(fact) if sign in known]
        return sum([actor for actor, _ in found]), sum([recipient for _, recipient in found])

    return Memo(both, FACTS)


@cache
def _of_parties() -> Mapping[str, tuple[float, float]]:
    actor, recipient = (weights().get(role, {}) for role in PARTIES)
    return {sign: (actor.get(sign, 0.0), recipient.get(sign, 0.0)) for sign in (*actor, *recipient)}


def weigh(role: str, choice: Choice) -> float:
    """What all that is known of a candidate weighs for a role."""
    return sum(map(fact_weights(role).__getitem__, choice.facts))


def ranked(role: str, choices: Sequence[Choice]) -> list[tuple[float, Choice]]:
    """The best candidate of each party with the log weight of all that name it, best first; every place by itself."""
    return _grouped([(weigh(role, choice), choice) for choice in choices], apart=role == "place")


def _grouped(weighed: Sequence[tuple[float, Choice]], apart: bool = False) -> list[tuple[float, Choice]]:
    groups: dict[str, list[tuple[float, Choice]]] = {}
    found = []
    for pair in weighed:
        if apart or pair[1].item is None:
            found.append(pair)
        else:
            groups.setdefault(identity(pair[1].item), []).append(pair)
    for group in groups.values():
        if len(group) == 1:
            found += group
            continue
        top, choice = max(group, key=_weight)
        found.append((top + log(sum([exp(weight - top) for weight, _ in group])), choice))
    return sorted(found, key=_weight, reverse=True)


def assign(drafts: Sequence[Draft], scene: Scene, published_on: date) -> None:
    """Give the drafts the parties, the places and the days that weigh most."""
    sites = Sites(scene, published_on)
    chosen = [(_parties(draft, scene), _site(draft, sites), _when(draft, scene, published_on)) for draft in drafts]
    arguments = Arguments(scene.analysis)
    for draft, ((actor, recipient), place, when) in zip(drafts, chosen, strict=True):
        _seat(draft, "actor", actor, recipient, arguments)
        _seat(draft, "recipient", recipient, actor, arguments)
        draft.place, draft.when = place, when


def _parties(draft: Draft, scene: Scene) -> tuple[Item | None, Item | None]:
    """The pair of parties that weighs most; nobody does a thing to himself."""
    offered = parties(draft, scene)
    nobody = [(weigh(role, choices[0]), choices[0]) for role, choices in offered.items()]
    shared = offered["actor"][1:]
    weights_of = party_weights().__getitem__
    as_actor, as_recipient = [nobody[0]], [nobody[1]]
    for choice in shared:
        acts = suffers = 0.0
        for actor, recipient in map(weights_of, choice.facts):
            acts += actor
            suffers += recipient
        as_actor.append((acts, choice))
        as_recipient.append((suffers, choice))
    actors, recipients = _grouped(as_actor), _grouped(as_recipient)
    draft.rivals.update(actor=_shares(actors), recipient=_shares(recipients))
    best = -inf
    found: tuple[Item | None, Item | None] = (None, None)
    for x, a in actors:
        if x + recipients[0][0] <= best:
            break
        y, r = next((y, r.item) for y, r in recipients if not _same(a.item, r.item))
        if x + y > best:
            best, found = x + y, (a.item, r)
    return found


def _shares(found: Sequence[tuple[float, Choice]]) -> list[tuple[str, float]]:
    """The names of the best candidates with their shares of all weight."""
    top = found[0][0]
    total = sum([exp(weight - top) for weight, _ in found])
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


def _seat(draft: Draft, role: str, item: Item | None, facing: Item | None, arguments: Arguments) -> None:
    """Put an item into a role, together with those it is joined to up to whoever is in the other role («بين … و …»)."""
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
    ends = next((at for at, i in enumerate(beside) if facing is not None and _same(i, facing)), len(beside))
    filled.roles[role] = [i for i in beside[:ends] if identity(i) not in other] or [item]


def _site(draft: Draft, sites: Sites) -> tuple[Item, Literal["clause", "sentence", "inherited"]] | None:
    found = ranked("place", sites.choices(draft))
    draft.rivals["place"] = _shares(found)
    top = found[0][0]
    tried = [(exp(weight - top), choice.item) for weight, choice in found[:TRIED]]
    item = max(tried, key=lambda one: sum([share for share, other in tried if _near(one[1], other)]))[1]
    if item is None:
        return None
    if draft.place is not None and draft.place[0] is item:
        return draft.place
    sentence = draft.sentence
    if not sentence.first <= item.first < sentence.behind:
        return item, "inherited"
    own = sentence.clause_of(item.first) == sentence.clause_of(draft.filled.hit.first)
    return item, "clause" if own else "sentence"


def _near(a: Item | None, b: Item | None) -> bool:
    """Do two candidates name the same place, or places next to each other?"""
    if a is b or a is None or b is None or a.place is None or b.place is None:
        return a is b
    one, other = a.place.location, b.place.location
    if one.location_id == other.location_id:
        return True
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) <= NEXT and abs(one.longitude - other.longitude) <= NEXT


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
