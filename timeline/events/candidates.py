"""The candidates for the roles of an event, with the facts by which they are weighed (see `sites` and `days` too)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, Item, Sentence, finite, gender_of
from timeline.events.signs import Fact, step
from timeline.model import ActorMention

PARTIES = ("actor", "recipient")
NEARBY = 1
"""How many sentences before that of the event its parties are looked for; further up, only in the headline. Who is
named only in the sentence behind is so seldom right that weighing him is of no use."""
LISTED = 12
"""How many words before a party whoever it is joined to begins at most."""
JOINED = 3
"""How many words behind a party another that is joined to it begins at most."""


class Choice(NamedTuple):
    """A candidate for a role, None for nobody, with what is known of it."""

    item: Item | None
    facts: Sequence[Fact]


class Beside(NamedTuple):
    """Where in the event's own sentence a candidate stands."""

    side: str
    gap: int
    apart: int
    span: tuple[int, int]


def stated(draft: Draft, role: str) -> set[str]:
    """The identities that the frame of a draft itself puts into a role."""
    if role in draft.filled.implied:
        return set()
    return {item.mention.actor.actor_id for item in draft.filled.roles.get(role, ()) if item.mention}


def roles_for(role: str) -> tuple[str, ...]:
    """The roles of frames that a role of events is filled from."""
    return ("recipient", "with") if role == "recipient" else (role,)


class Scene:
    """What the candidates for the roles of all events of one article are weighed with."""

    def __init__(self, analysis: Analysis, drafts: Sequence[Draft]) -> None:
        self.analysis = analysis
        self.drafts = drafts
        self.order = {id(draft): at for at, draft in enumerate(drafts)}
        self.at = {sentence.index: at for at, sentence in enumerate(analysis.sentences)}
        self.times: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.headline: set[str] = set()
        self.first_place: str | None = None
        for sentence in analysis.sentences:
            for item in analysis.items_in(sentence.first, sentence.behind):
                if item.mention is not None:
                    self.times[item.mention.actor.actor_id] += 1
                    if sentence.headline:
                        self.headline.add(item.mention.actor.actor_id)
                if item.place is not None:
                    location = item.place.location
                    self.places[location.location_id] += 1
                    if self.first_place is None and not sentence.headline and location.feature != "country":
                        self.first_place = location.location_id
        self.title, self.topic = _first_named(analysis, headline=True), _first_named(analysis, headline=False)
        self.most = max(self.times.values(), default=0)
        self.verbs = sorted(token for token in analysis.hits if _is_verb(analysis, token))
        self.standing: dict[tuple[int, str], tuple[Fact, ...]] = {}
        self.stated = {id(draft): {role: stated(draft, role) for role in PARTIES} for draft in drafts}
        self.beside: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.beside.setdefault(draft.sentence.index, []).append(draft)
        for told in self.beside.values():
            told.sort(key=lambda draft: draft.filled.hit.first)
        self.stands: dict[str, Counter[str]] = {"actor": Counter(), "recipient": Counter()}
        self.against: Counter[tuple[str, str]] = Counter()
        for draft in drafts:
            actors, recipients = self.stated[id(draft)]["actor"], self.stated[id(draft)]["recipient"]
            self.stands["actor"].update(actors)
            self.stands["recipient"].update(recipients)
            self.against.update((a, r) for a in actors for r in recipients)

    def crosses(self, first: int, behind: int) -> bool:
        """Does a finite verb stand in a token range?"""
        at = bisect_left(self.verbs, first)
        return at < len(self.verbs) and self.verbs[at] < behind

    def around(self, draft: Draft, before: int, behind: int = 0, lead: bool = False) -> Iterator[tuple[int, Sentence]]:
        """The sentences around an event's, each with how far it is off (negative before), the headline, and the lead
        where asked for."""
        here = self.at[draft.sentence.index]
        for at, sentence in enumerate(self.analysis.sentences[: here + behind + 1]):
            if here - before <= at or ((sentence.headline or (lead and sentence.lead)) and at < here):
                yield at - here, sentence

    def home(self, item: Item, draft: Draft) -> tuple[int, Sentence]:
        """The sentence that an item stands in and how far it is off."""
        sentence = self.analysis.sentence_at(item.first) or draft.sentence
        return self.at[sentence.index] - self.at[draft.sentence.index], sentence


def _first_named(analysis: Analysis, headline: bool) -> str:
    """Who is named first in the headline, or in the body."""
    for sentence in analysis.sentences:
        if sentence.headline is headline:
            for item in analysis.items_in(sentence.first, sentence.behind):
                if item.mention is not None and not item.adjective:
                    return item.mention.actor.actor_id
    return ""


def _is_verb(analysis: Analysis, token: int) -> bool:
    return token in analysis.hits and token not in analysis.item_at and finite(analysis, token) is not None


def parties(draft: Draft, scene: Scene) -> dict[str, list[Choice]]:
    """The candidates for actor and for recipient: nobody first, then the same parties for both."""
    analysis, event = scene.analysis, _Frame(draft, scene)
    seen: set[int] = set()
    offered: list[Choice] = []
    proposed = [item for items in draft.filled.roles.values() for item in items]
    proposed += draft.scope.speaker if draft.scope is not None else []
    for item in proposed:
        if item.mention is not None and id(item) not in seen:
            seen.add(id(item))
            offered.append(Choice(item, _party(item, *scene.home(item, draft), False, event)))
    for offset, sentence in scene.around(draft, NEARBY):
        first = True
        for item in analysis.items_in(sentence.first, sentence.behind):
            if item.kind == "np" and not (item.adjective and offset):
                if item.mention is not None and id(item) not in seen:
                    seen.add(id(item))
                    offered.append(Choice(item, _party(item, offset, sentence, first, event)))
                first = False
    return {role: [Choice(None, _nobody(role, draft, scene)), *offered] for role in PARTIES}


class _Frame:
    """What the parties of one event are held against: its frame's proposals, and what they do elsewhere."""

    def __init__(self, draft: Draft, scene: Scene) -> None:
        filled, form = draft.filled, draft.filled.hit.form
        self.draft, self.scene = draft, scene
        self.mode = draft.mode or ""
        self.pos = form.pos + (" passive" if filled.passive else "")
        self.proposals: list[tuple[str, str, set[int], set[str], set[str]]] = []
        self.facing: list[tuple[str, ActorMention]] = []
        for name, items in filled.roles.items():
            how = "implied" if name in filled.implied else filled.slots.get(name, "other")
            mentions = [item.mention for item in items if item.mention]
            ids = {mention.actor.actor_id for mention in mentions}
            countries = {mention.country for mention in mentions if mention.country}
            self.proposals.append((name, how, {item.first for item in items}, ids, countries))
            if mentions and name in {"actor", "recipient", "with"}:
                name = "recipient" if name == "with" else name
                self.facing.append((f"{'implied ' if name in filled.implied else ''}{name}", mentions[0]))
        self.before = {item.mention.actor.actor_id for item in filled.before if item.mention}
        speakers = draft.scope.speaker if draft.scope is not None else ()
        self.speakers = {item.mention.actor.actor_id for item in speakers if item.mention}
        self.stated = scene.stated[id(draft)]
        self.others = [
            ("beside" if other.filled.hit.first < filled.hit.first else "ahead", their, other.type, ids)
            for other in scene.beside[draft.sentence.index]
            if other is not draft
            for their, ids in scene.stated[id(other)].items()
            if ids
        ]
        self.against: list[tuple[str, set[str], set[str]]] = []
        for role, stated_ in self.stated.items():
            acting = {a for (a, r), n in scene.against.items() if r in stated_ and n > (a in self.stated["actor"])}
            suffering = {
                r for (a, r), n in scene.against.items() if a in stated_ and n > (r in self.stated["recipient"])
            }
            if acting or suffering:
                self.against.append((role, acting, suffering))
        place = draft.place[0].place if draft.place is not None else None
        self.country = (place.location.country or "") if place is not None else ""
        self.placed = draft.place[1] if draft.place is not None else ""
        self.slots: dict[str, str] = {}
        for slot in filled.sense.slots:
            self.slots[slot.slot] = f"{self.slots[slot.slot]} {slot.role}" if slot.slot in self.slots else slot.role


def _nobody(role: str, draft: Draft, scene: Scene) -> tuple[Fact, ...]:
    filled, sentence = draft.filled, draft.sentence
    roles = roles_for(role)
    filling = [r for r in roles if r in filled.roles]
    how = "no" if not filling else "implied" if all(r in filled.implied for r in filling) else "yes"
    other = "recipient" if role == "actor" else "actor"
    named = [i for i in scene.analysis.items_in(sentence.first, sentence.behind) if i.mention and not i.adjective]
    behind = sum(item.first >= filled.hit.behind for item in named)
    return (
        ("nobody", draft.type, draft.mode or "", filled.hit.form.pos, scene.analysis.text.pack.code,
         draft.judged.status, how, filled.passive, any(slot.role in roles for slot in filled.sense.slots),
         other if other in filled.roles and other not in filled.implied else ""),
        ("untold", draft.type, draft.mode or "", filled.sense.lemma),
        ("among", draft.type, filled.hit.form.pos, min(len(named), 4), min(behind, 2)),
    )  # fmt: skip


def stands_beside(item: Item, sentence: Sentence, draft: Draft) -> Beside:
    """Where in the event's own sentence an item stands."""
    hit = draft.filled.hit
    apart = min(abs(sentence.clause_of(item.first) - sentence.clause_of(hit.first)), 3)
    if item.first >= hit.behind:
        return Beside("behind", step(item.first - hit.behind), apart, (hit.behind, item.first))
    if item.behind <= hit.first:
        return Beside("before", step(hit.first - item.behind), apart, (item.behind, hit.first))
    return Beside("around", 0, apart, (0, 0))


def stands_where(offset: int, sentence: Sentence, furthest: int) -> str:
    """In which other sentence an item stands."""
    return "headline" if sentence.headline else f"sentence {max(-furthest, min(offset, 1))}"


def _marks(item: Item) -> tuple[str, ...]:
    mention = item.mention
    assert mention is not None
    marks = (
        ("anaphoric", mention.anaphoric), ("metonym", mention.metonym), ("adjective", item.adjective),
        ("attached", item.attached), ("joined", item.conj), ("counted", item.counted), ("listed", mention.actor.listed),
    )  # fmt: skip
    return tuple(name for name, holds in marks if holds)


def _standing(item: Item, type_: str, scene: Scene) -> tuple[Fact, ...]:
    """What is known of a party wherever it stands."""
    found = scene.standing.get((id(item), type_))
    if found is None:
        mention, text = item.mention, scene.analysis.text
        assert mention is not None
        identity = mention.actor.actor_id
        times = scene.times[identity]
        head = text.words[item.behind - 1]
        if scene.analysis.lexicon.syntax.order == "VSO":  # where nouns precede what describes them
            head = text.words[item.first][max(0, mention.span.start - text.starts[item.first]) :]
        found = scene.standing[(id(item), type_)] = (
            ("kind", type_, mention.sector, mention.actor.kind, _marks(item), min(item.behind - item.first, 5)),
            ("named", type_, min(times, 4), times == scene.most and times > 1, 4 * times // max(1, scene.most),
             identity in scene.headline),
            ("topic", type_, identity == scene.topic, identity == scene.title),
            ("called", type_, head),
        )  # fmt: skip
    return found


def _party(item: Item, offset: int, sentence: Sentence, first: bool, event: _Frame) -> list[Fact]:
    scene, draft = event.scene, event.draft
    analysis, filled, type_ = scene.analysis, draft.filled, draft.type
    form, mention, pos = filled.hit.form, item.mention, event.pos
    assert mention is not None
    identity = mention.actor.actor_id
    facts: list[Fact] = [*_standing(item, type_, scene)]
    facts.append(("selected", type_, event.mode, filled.sense.lemma, mention.sector, mention.actor.kind))
    bare = not item.prep and not item.attached
    side, gap, between = "", 0, 0
    if offset == 0:
        beside = stands_beside(item, sentence, draft)
        side, gap = beside.side, beside.gap
        passed = analysis.items_in(*beside.span)
        between = min(sum([o.kind == "np" and not o.adjective and o is not item for o in passed]), 3)
        relative = sentence.clause_of(item.first) in sentence.relative
        facts.append(
            ("position", type_, pos, side, gap, beside.apart, between, item.prep or "none", item.attached,
             scene.crosses(*beside.span), relative)
        )  # fmt: skip
        if first:
            facts.append(("opens", pos, side))
        facts.append(("placed", type_, event.mode, side, item.prep or "none", item.attached, between))
        facts.append(("owned", type_, pos, side, *_owners(item, sentence, event)))
        facts += [("mark", name) for name in _company(item, sentence, analysis)]
        facts.append(("words", type_, side, *_neighbours(item, analysis)))
        facts.append(
            ("governed", filled.sense.lemma, side, "attached" if item.attached else item.prep or "none",
             event.slots.get(item.prep, "") if item.prep else "")
        )  # fmt: skip
        gender = gender_of(item, analysis) if bare else ""
        if gender or form.suffix:
            verb = form.gender if form.pos == "verb" else ""
            facts.append(
                ("agreement", form.pos, verb, form.number, form.suffix, gender, mention.actor.kind, side, between)
            )
        facts += [
            ("mark", f"toll {counted.field}") for counted in draft.tolls if item.first <= counted.first < item.behind
        ]
    else:
        facts.append(("elsewhere", stands_where(offset, sentence, 3), bare, first))
    for name, how, firsts, ids, countries in event.proposals:
        if item.first in firsts:
            facts.append(("proposed", type_, name, how, pos, side, gap, between))
        elif identity in ids:
            facts.append(("mark", f"named as {name}"))
        elif mention.country and mention.country in countries:
            facts.append(("mark", f"country of {name}"))
    if joined := _joined_to(item, event):
        facts.append(("joined_to", type_, joined))
    if event.country:
        where = "unknown" if not mention.country else "own" if mention.country == event.country else "other"
        facts.append(("at_home", type_, mention.sector, where, event.placed))
    for name, other in event.facing:
        if other.actor.actor_id != identity:
            facts.append(("facing", type_, name, other.sector, mention.sector, _relation(mention, other)))
    if identity in event.before:
        facts.append(("subject", pos))
    if identity in event.speakers:
        facts.append(("speaker", type_))
    for role, stands in scene.stands.items():
        if stands[identity] > (identity in event.stated[role]):
            facts.append(("stands", role, type_))
    for told, role, other_type, ids in event.others:
        if identity in ids:
            facts.append((told, role, other_type, type_))
    for role, acting, suffering in event.against:
        if identity in acting or identity in suffering:
            facts.append(("against", role, identity in acting, identity in suffering))
    return facts


def _joined_to(item: Item, event: _Frame) -> str:
    """The role in which the frame has whoever a party is joined to («وواشنطن»), and whether right before."""
    if not item.conj:
        return ""
    before = event.scene.analysis.items_in(max(0, item.first - LISTED), item.first)
    named = [other for other in before if other.kind == "np" and not other.adjective and other.behind <= item.first]
    if not named:
        return ""
    role = next((role for role, _, firsts, _, _ in event.proposals if named[-1].first in firsts), "")
    return f"{role} {'near' if item.first - named[-1].behind <= 2 else 'far'}" if role else "other"


def _owners(item: Item, sentence: Sentence, event: _Frame) -> tuple[str, str]:
    """The type of the event word nearest before and behind an item in its sentence, "own" for the event's own."""
    before = behind = "none"
    for other in event.scene.beside[sentence.index]:
        hit = other.filled.hit
        name = "own" if other is event.draft else other.type
        if hit.first < item.first:
            before = name
        elif hit.first >= item.behind and behind == "none":
            behind = name
    return before, behind


def _company(item: Item, sentence: Sentence, analysis: Analysis) -> Iterator[str]:
    """Whether a name or others joined to it follow directly, or a title stands directly before it."""
    for other in analysis.items_in(item.behind, min(sentence.behind, item.behind + JOINED)):
        if other.kind == "np" and not other.adjective:
            if other.conj:
                yield "heads a list"
            elif not other.prep and not other.attached and other.first == item.behind:
                yield "name follows"
            break
    before = analysis.item_at.get(item.first - 1)
    if before is not None and before.kind == "np" and not before.adjective and not item.prep and not item.conj:
        yield "title before"


def _neighbours(item: Item, analysis: Analysis) -> tuple[str, str]:
    """The words right before and behind an item."""
    words = analysis.text.words
    return words[item.first - 1] if item.first else "none", words[item.behind] if item.behind < len(words) else "none"


def _relation(a: ActorMention, b: ActorMention) -> str:
    if not a.country or not b.country:
        return "no country"
    return "same country" if a.country == b.country else "other country"
