"""The candidates for where an event happened, with the facts by which they are weighed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from timeline.events.candidates import PARTIES, Choice, Scene, stands_beside, stands_where
from timeline.events.days import age_of
from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, Item, Sentence
from timeline.events.signs import Fact
from timeline.events.types import MEETINGS
from timeline.model import Location

NEARBY = 2
"""How many sentences before that of the event its place is looked for; further up, only in headline and lead."""
INSIDE = 8
"""How many tokens apart a place and what holds it are named («بلدة دمت شمال الضالع»)."""
SIZES = ("facility", "village", "city", "area", "region", "country")
"""Kinds of places from small to large."""
WIDE = frozenset({"area", "region", "country"})
VAST = frozenset({"area", "country"})
"""Kinds of places, of which naming one tells nothing nearer than its country."""


class Placed(NamedTuple):
    """The tokens at which the places of a sentence begin, and how many stand behind a locative preposition."""

    firsts: list[int]
    located: int


class Told(NamedTuple):
    """Where the words of an event put it, and whose event it is."""

    draft: Draft
    location: str
    parties: set[str]


class Sites:
    """Where the events of one article could have happened."""

    def __init__(self, scene: Scene, published_on: date) -> None:
        self.scene, self.published_on = scene, published_on
        self.locatives = scene.analysis.lexicon.syntax.locatives
        self.placed: dict[int, Placed] = {}
        self.told = list(_told(scene))
        self.others: list[Told] = []
        self.acting: set[str] = set()
        self.named = sorted((i for i in scene.analysis.items if i.place is not None), key=lambda item: item.first)
        self.firsts = [item.first for item in self.named]
        self.inside = {
            item.place.location.country for item in self.named if item.place and item.place.location.feature not in VAST
        }
        self.around: dict[int, tuple[Fact, ...]] = {}

    def choices(self, draft: Draft) -> list[Choice]:
        """The candidates for where an event happened: nowhere first."""
        scene = self.scene
        self.others = [told for told in self.told if told.draft is not draft]
        self.acting = self._acting(draft)
        found = [Choice(None, self._nowhere(draft))]
        last = bisect_left(self.firsts, draft.filled.hit.first) - 1
        self.last = self.named[last] if last >= 0 else None
        for offset, sentence in scene.around(draft, NEARBY, lead=True):
            for item in scene.analysis.items_in(sentence.first, sentence.behind):
                if item.place is not None:
                    found.append(Choice(item, self._site(item, offset, sentence, draft)))
        if draft.place is not None and not any(choice.item is draft.place[0] for choice in found):
            item = draft.place[0]
            found.append(Choice(item, self._site(item, *scene.home(item, draft), draft)))
        return found

    def _placed_in(self, sentence: Sentence) -> Placed:
        found = self.placed.get(sentence.index)
        if found is None:
            items = self.scene.analysis.items_in(sentence.first, sentence.behind)
            named = [item for item in items if item.place is not None]
            located = sum([item.prep in self.locatives for item in named])
            found = self.placed[sentence.index] = Placed([item.first for item in named], located)
        return found

    def _nowhere(self, draft: Draft) -> tuple[Fact, ...]:
        sentence, language = draft.sentence, self.scene.analysis.text.pack.code
        placed = self._placed_in(sentence)
        here, when = self.scene.order[id(draft)], draft.when
        age, basis = (age_of(when.interval.start, self.published_on), when.basis) if when else ("", "")
        before = min(sentence.index - self.scene.drafts[here - 1].sentence.index, 3) if here else -1
        zone = "headline" if sentence.headline else "lead" if sentence.lead else "body"
        return (
            ("nowhere", draft.type, draft.mode or "", draft.place[1] if draft.place else "nowhere",
             draft.filled.hit.form.pos, language, draft.judged.status, bool(draft.filled.governed),
             draft.scope is not None),
            ("unplaced", draft.type, draft.filled.sense.lemma, language, zone),
            ("among_places", draft.type, min(len(placed.firsts), 3), min(placed.located, 2)),
            ("circumstanced", draft.type, draft.time is not None, draft.definite, bool(draft.tolls)),
            ("aged", draft.type, age, basis, before),
            ("scenes", draft.type, *self._scenes()),
        )  # fmt: skip

    def _site(self, item: Item, offset: int, sentence: Sentence, draft: Draft) -> list[Fact]:
        scene, filled, type_ = self.scene, draft.filled, draft.type
        analysis = scene.analysis
        assert item.place is not None
        location = item.place.location
        party = item.kind == "np" and item.mention is not None and not item.mention.metonym
        prep = item.prep or "none"
        locative = "locative" if item.prep in self.locatives else "governed" if item.prep else "bare"
        marks = tuple(name for name, holds in (("inner", item.inner), ("attached", item.attached)) if holds)
        facts: list[Fact] = [("site", type_, location.feature, "party" if party else item.kind, locative, prep, marks)]
        if offset == 0:
            beside = stands_beside(item, sentence, draft)
            at, apart = filled.hit.first, abs(item.first - filled.hit.first)
            nearer = sum([abs(first - at) < apart for first in self._placed_in(sentence).firsts])
            pos, language = filled.hit.form.pos, analysis.text.pack.code
            size = location.feature if location.feature in WIDE else "city"
            facts += [
                ("site_position", type_, pos, language, beside.side, beside.gap, beside.apart, locative, prep,
                 min(nearer, 2)),
                ("site_hangs", type_, language, beside.side, min(beside.apart, 2), locative, size,
                 scene.crosses(*beside.span), self._owned(item, draft)),
                ("site_governed", filled.sense.lemma, beside.side, prep),
            ]  # fmt: skip
            facts += _in_party(item, draft, analysis)
            if any(own is item for items in filled.roles.values() for own in items):
                facts.append(("mark", "in a role"))
            facts += [
                ("mark", f"frame {slot.role}") for slot in filled.sense.slots if item.prep and slot.slot == item.prep
            ]
        else:
            facts.append(("site_elsewhere", type_, stands_where(offset, sentence, 3), locative))
        facts += self._around(item, sentence)
        if draft.place is not None:
            ruled = draft.place[0]
            if ruled is item:
                facts.append(("site_proposed", type_, draft.place[1]))
            elif ruled.place and ruled.place.location.location_id == location.location_id:
                facts.append(("mark", f"named as {draft.place[1]}"))
        here = scene.order[id(draft)]
        for name, number in (("draft before", here - 1), ("draft behind", here + 1)):
            place = scene.drafts[number].place if 0 <= number < len(scene.drafts) else None
            if place and place[0].place and place[0].place.location.location_id == location.location_id:
                facts.append(("neighbour", name, scene.drafts[number].type == type_))
        facts.append(self._shared(location.location_id, draft))
        facts.append(_home(location, draft))
        if item is self.last:
            facts.append(("site_last", type_, max(-3, offset), locative))
        if location.feature == "country":
            facts.append(("site_within", type_, location.country in self.inside))
        facts.append(("mark", f"times {min(scene.places[location.location_id], 4)}"))
        if scene.first_place == location.location_id:
            facts.append(("mark", "first of body"))
        return facts

    def _scenes(self) -> tuple[int, str]:
        """At how many places the article's other events are told, and what the same party does at one of them."""
        return min(len({told.location for told in self.others}), 3), _alike(self.others, self.acting)

    def _shared(self, location: str, draft: Draft) -> Fact:
        """What other events are told to have happened at a place."""
        here = [told for told in self.others if told.location == location]
        alone = 0 < len(here) == len(self.others)
        return ("site_shared", draft.type, min(len(here), 3), alone, _alike(here, self.acting))

    def _acting(self, draft: Draft) -> set[str]:
        """Who acts in an event as its frame has it, with whoever tells of it."""
        speakers = draft.scope.speaker if draft.scope is not None else ()
        return self.scene.stated[id(draft)]["actor"] | {i.mention.actor.actor_id for i in speakers if i.mention}

    def _owned(self, item: Item, draft: Draft) -> bool:
        """Is the event's word the last before a place in its sentence, or the first behind, where none is before?"""
        firsts = [other.filled.hit.first for other in self.scene.beside[draft.sentence.index]]
        last = max([first for first in firsts if first < item.first], default=min(firsts))
        return last == draft.filled.hit.first

    def _around(self, item: Item, sentence: Sentence) -> tuple[Fact, ...]:
        found = self.around.get(id(item))
        if found is None:
            found = self.around[id(item)] = tuple(_around_site(item, sentence, self.scene.analysis))
        return found


def _told(scene: Scene) -> Iterator[Told]:
    """The events that are put somewhere by their own clause or sentence."""
    for draft in scene.drafts:
        if draft.place is not None and draft.place[1] != "inherited" and draft.place[0].place is not None:
            stated = scene.stated[id(draft)]
            yield Told(draft, draft.place[0].place.location.location_id, stated["actor"] | stated["recipient"])


def _alike(told: list[Told], acting: set[str]) -> str:
    """Whether one of some events is one of the same party's, and a meeting."""
    own = [one for one in told if one.parties & acting]
    if not own:
        return "none"
    return "meeting" if any(one.draft.type in MEETINGS for one in own) else "event"


def _home(location: Location, draft: Draft) -> Fact:
    """Whose country a place is or lies in, as the frame has the parties."""
    how, sectors = [], []
    for role in PARTIES:
        parties = [item.mention for item in draft.filled.roles.get(role, ()) if item.mention and item.mention.country]
        at_home = [party.sector for party in parties if party.country == location.country]
        how.append("own" if at_home else "other" if parties else "unknown")
        sectors.append(min(at_home, default=""))
    return ("site_home", draft.type, draft.mode or "", location.feature == "country", *how, *sectors)


def _in_party(item: Item, draft: Draft, analysis: Analysis) -> Iterator[Fact]:
    """Who bears the place in his name or is it himself, and in which role («شرطة القطيف»)?"""
    over = analysis.item_at.get(item.first)
    if over is None or over.mention is None:
        return
    role = next((name for name, items in draft.filled.roles.items() if any(i is over for i in items)), "none")
    yield ("site_in_party", draft.type, role, "inner" if item.inner else "self", over.mention.sector)


def _around_site(item: Item, sentence: Sentence, analysis: Analysis) -> Iterator[Fact]:
    """Does a place hold another that is named close by, or lie in one?"""
    assert item.place is not None
    first, behind = max(sentence.first, item.first - INSIDE), min(sentence.behind, item.behind + INSIDE)
    sizes = [
        SIZES.index(other.place.location.feature)
        for other in analysis.items_in(first, behind)
        if other is not item and other.place and other.place.location.country == item.place.location.country
    ]
    size = SIZES.index(item.place.location.feature)
    yield ("site_words", *_words_around(item, sentence, analysis))
    if any(other < size for other in sizes):
        yield ("mark", "holds a nearer place")
    if any(other > size for other in sizes):
        yield ("mark", "in a named place")


def _words_around(item: Item, sentence: Sentence, analysis: Analysis) -> tuple[str, str, str]:
    """The word that a place hangs on («المقيم في لندن»), that before it, and the word behind it."""
    words, told = analysis.text.words, analysis.told
    before = item.first - 1
    if item.prep and before >= sentence.first and words[before] == item.prep:
        before -= 1
    governor = told[before].stem if before >= sentence.first else "none"
    second = told[before - 1].stem if before > sentence.first else "none"
    behind = told[item.behind].stem if item.behind < sentence.behind else "none"
    return governor, second, behind
