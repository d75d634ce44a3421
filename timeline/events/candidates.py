"""The candidates for the roles, the place and the day of an event, with the facts by which they are weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, Item, Sentence, finite
from timeline.events.signs import Fact, step

NEARBY = 1
"""How many sentences before that of the event its parties are looked for; further up, only in the headline."""
PLACES_NEARBY = 2
DAYS_NEARBY = 3
INSIDE = 8
"""How many tokens apart a place and what holds it are named («بلدة دمت شمال الضالع»)."""
SIZES = ("facility", "village", "city", "area", "region", "country")
"""Kinds of places from small to large."""


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
        self.most = max(self.times.values(), default=0)
        self.verbs = list(accumulate((_is_verb(analysis, token) for token in range(len(analysis.text))), initial=0))
        self.stated = {id(draft): {role: stated(draft, role) for role in ("actor", "recipient")} for draft in drafts}
        self.beside: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.beside.setdefault(draft.sentence.index, []).append(draft)
        self.stands: dict[str, Counter[str]] = {"actor": Counter(), "recipient": Counter()}
        self.against: Counter[tuple[str, str]] = Counter()
        for draft in drafts:
            actors, recipients = self.stated[id(draft)]["actor"], self.stated[id(draft)]["recipient"]
            self.stands["actor"].update(actors)
            self.stands["recipient"].update(recipients)
            self.against.update((a, r) for a in actors for r in recipients)

    def around(self, draft: Draft, before: int, behind: int = 1) -> Iterator[tuple[int, Sentence]]:
        """The sentences around an event's, each with how far it is off (negative before), and the headline."""
        here = self.at[draft.sentence.index]
        for at, sentence in enumerate(self.analysis.sentences[: here + behind + 1]):
            if here - before <= at or (sentence.headline and at < here):
                yield at - here, sentence

    def home(self, item: Item, draft: Draft) -> tuple[int, Sentence]:
        """The sentence that an item stands in and how far it is off."""
        sentence = self.analysis.sentence_at(item.first) or draft.sentence
        return self.at[sentence.index] - self.at[draft.sentence.index], sentence


def _is_verb(analysis: Analysis, token: int) -> bool:
    return token in analysis.hits and token not in analysis.item_at and finite(analysis, token) is not None


def parties(draft: Draft, scene: Scene) -> dict[str, list[Choice]]:
    """The candidates for actor and for recipient."""
    analysis, filled = scene.analysis, draft.filled
    seen: set[int] = set()
    found = {role: [Choice(None, (_nobody(role, draft, scene),))] for role in ("actor", "recipient")}

    def offer(item: Item, offset: int, sentence: Sentence, first: bool) -> None:
        if item.mention is None or id(item) in seen:
            return
        seen.add(id(item))
        facts = _party(item, offset, sentence, first, draft, scene)
        for role, choices in found.items():
            choices.append(Choice(item, (*facts, *_against(role, item.mention.actor.actor_id, draft, scene))))

    proposed = [item for items in filled.roles.values() for item in items]
    proposed += draft.scope.speaker if draft.scope is not None else []
    for item in proposed:
        offer(item, *scene.home(item, draft), False)
    for offset, sentence in scene.around(draft, NEARBY):
        first = True
        for item in analysis.items_in(sentence.first, sentence.behind):
            if item.kind == "np" and not (item.adjective and offset):
                offer(item, offset, sentence, first)
                first = False
    return found


def _nobody(role: str, draft: Draft, scene: Scene) -> Fact:
    filled = draft.filled
    roles = roles_for(role)
    filling = [r for r in roles if r in filled.roles]
    how = "no" if not filling else "implied" if all(r in filled.implied for r in filling) else "yes"
    other = "recipient" if role == "actor" else "actor"
    return (
        "nobody", draft.type, draft.mode or "", filled.hit.form.pos, scene.analysis.text.pack.code, draft.judged.status,
        how, filled.passive, any(slot.role in roles for slot in filled.sense.slots),
        other if other in filled.roles and other not in filled.implied else "",
    )  # fmt: skip


def _beside(item: Item, sentence: Sentence, draft: Draft) -> Beside:
    hit = draft.filled.hit
    apart = min(abs(sentence.clause_of(item.first) - sentence.clause_of(hit.first)), 3)
    if item.first >= hit.behind:
        return Beside("behind", step(item.first - hit.behind), apart, (hit.behind, item.first))
    if item.behind <= hit.first:
        return Beside("before", step(hit.first - item.behind), apart, (item.behind, hit.first))
    return Beside("around", 0, apart, (0, 0))


def _where(offset: int, sentence: Sentence, furthest: int) -> str:
    return "headline" if sentence.headline else f"sentence {max(-furthest, min(offset, 1))}"


def _marks(item: Item) -> tuple[str, ...]:
    mention = item.mention
    assert mention is not None
    marks = (
        ("anaphoric", mention.anaphoric), ("metonym", mention.metonym), ("adjective", item.adjective),
        ("attached", item.attached), ("joined", item.conj), ("counted", item.counted), ("listed", mention.actor.listed),
    )  # fmt: skip
    return tuple(name for name, holds in marks if holds)


def _party(item: Item, offset: int, sentence: Sentence, first: bool, draft: Draft, scene: Scene) -> list[Fact]:
    analysis, filled = scene.analysis, draft.filled
    form, mention = filled.hit.form, item.mention
    assert mention is not None
    identity = mention.actor.actor_id
    pos = form.pos + (" passive" if filled.passive else "")
    facts: list[Fact] = [("kind", draft.type, mention.sector, mention.actor.kind, _marks(item))]
    bare = not item.prep and not item.attached
    side, gap, between = "", 0, 0
    if offset == 0:
        beside = _beside(item, sentence, draft)
        side, gap = beside.side, beside.gap
        passed = analysis.items_in(*beside.span)
        between = min(sum(o.kind == "np" and not o.adjective and o is not item for o in passed), 3)
        crosses = scene.verbs[beside.span[1]] > scene.verbs[beside.span[0]]
        relative = sentence.clause_of(item.first) in sentence.relative
        facts.append(
            ("position", draft.type, pos, side, gap, beside.apart, between, item.prep or "none", item.attached, crosses,
             relative)
        )  # fmt: skip
        gender = _gender(item, analysis) if bare else ""
        if gender or form.suffix:
            verb = form.gender if form.pos == "verb" else ""
            facts.append(
                ("agreement", form.pos, verb, form.number, form.suffix, gender, mention.actor.kind, side, between)
            )
    else:
        facts.append(("elsewhere", _where(offset, sentence, 3), bare, first))
    for name, items in filled.roles.items():
        if any(other is item or other.first == item.first for other in items):
            how = "implied" if name in filled.implied else filled.slots.get(name, "other")
            facts.append(("proposed", draft.type, name, how, pos, side, gap, between))
        elif any(other.mention and other.mention.actor.actor_id == identity for other in items):
            facts.append(("mark", f"named as {name}"))
        elif any(other.mention and other.mention.country == mention.country for other in items if mention.country):
            facts.append(("mark", f"country of {name}"))
    if any(other.mention and other.mention.actor.actor_id == identity for other in filled.before):
        facts.append(("subject", pos))
    if draft.scope is not None and any(o.mention and o.mention.actor.actor_id == identity for o in draft.scope.speaker):
        facts.append(("speaker", draft.type))
    for their in ("actor", "recipient"):
        if scene.stands[their][identity] > (identity in scene.stated[id(draft)][their]):
            facts.append(("stands", their, draft.type))
    for other in scene.beside[draft.sentence.index]:
        if other is not draft and other.filled.hit.first < filled.hit.first:
            for their in ("actor", "recipient"):
                if identity in scene.stated[id(other)][their]:
                    facts.append(("beside", their, other.type, draft.type))
    times = scene.times[identity]
    facts.append(("named", min(times, 4), times == scene.most and times > 1, identity in scene.headline))
    return facts


def _against(role: str, identity: str, draft: Draft, scene: Scene) -> Iterator[Fact]:
    """Does it face the other party of the event elsewhere in the article, and on which side?"""
    opposite = scene.stated[id(draft)]["recipient" if role == "actor" else "actor"]
    if not opposite:
        return
    acts = any(scene.against[(identity, other)] for other in opposite)
    suffers = any(scene.against[(other, identity)] for other in opposite)
    if suffers if role == "recipient" else acts:
        yield ("mark", "on the same side elsewhere")
    if acts if role == "recipient" else suffers:
        yield ("mark", "on the other side elsewhere")


def _gender(item: Item, analysis: Analysis) -> str:
    """The grammatical gender of a noun phrase by the ending of its head, m | f; "" where the language marks none."""
    syntax = analysis.lexicon.syntax
    if not syntax.feminine_endings or item.mention is None:
        return ""
    word = analysis.text.words[item.first]
    if item.mention.actor.kind == "state" and item.mention.head.start <= item.mention.span.start:
        return "m" if any(word.endswith(name) for name in syntax.masculine_states) else "f"
    return "f" if any(word.endswith(ending) for ending in syntax.feminine_endings) else "m"


def sites(draft: Draft, scene: Scene) -> list[Choice]:
    """The candidates for where an event happened."""
    found = [Choice(None, (_nowhere(draft, scene),))]
    for offset, sentence in scene.around(draft, PLACES_NEARBY):
        for item in scene.analysis.items_in(sentence.first, sentence.behind):
            if item.place is not None:
                found.append(Choice(item, _site(item, offset, sentence, draft, scene)))
    if draft.place is not None and not any(choice.item is draft.place[0] for choice in found):
        item = draft.place[0]
        found.append(Choice(item, _site(item, *scene.home(item, draft), draft, scene)))
    return found


def _nowhere(draft: Draft, scene: Scene) -> Fact:
    return (
        "nowhere", draft.type, draft.mode or "", draft.place[1] if draft.place else "nowhere",
        draft.filled.hit.form.pos, scene.analysis.text.pack.code, draft.judged.status, bool(draft.filled.governed),
        draft.scope is not None,
    )  # fmt: skip


def _site(item: Item, offset: int, sentence: Sentence, draft: Draft, scene: Scene) -> list[Fact]:
    analysis, filled = scene.analysis, draft.filled
    assert item.place is not None
    location = item.place.location
    party = item.kind == "np" and item.mention is not None and not item.mention.metonym
    prep = item.prep or "none"
    locative = "locative" if item.prep in analysis.lexicon.syntax.locatives else "governed" if item.prep else "bare"
    marks = tuple(name for name, holds in (("inner", item.inner), ("attached", item.attached)) if holds)
    facts: list[Fact] = [("site", draft.type, location.feature, "party" if party else item.kind, locative, prep, marks)]
    if offset == 0:
        beside = _beside(item, sentence, draft)
        at = filled.hit.first
        nearer = sum(
            other.place is not None and other is not item and abs(other.first - at) < abs(item.first - at)
            for other in analysis.items_in(sentence.first, sentence.behind)
        )
        pos, language = filled.hit.form.pos, analysis.text.pack.code
        facts.append(
            ("site_position", draft.type, pos, language, beside.side, beside.gap, beside.apart, locative, prep,
             min(nearer, 2))
        )  # fmt: skip
        if any(own is item for items in filled.roles.values() for own in items):
            facts.append(("mark", "in a role"))
        facts += [("mark", f"frame {slot.role}") for slot in filled.sense.slots if item.prep and slot.slot == item.prep]
    else:
        facts.append(("site_elsewhere", draft.type, _where(offset, sentence, 3), locative))
    facts += _around_site(item, sentence, analysis)
    if draft.place is not None:
        ruled = draft.place[0]
        if ruled is item:
            facts.append(("site_proposed", draft.type, draft.place[1]))
        elif ruled.place and ruled.place.location.location_id == location.location_id:
            facts.append(("mark", f"named as {draft.place[1]}"))
    here = scene.order[id(draft)]
    for name, number in (("draft before", here - 1), ("draft behind", here + 1)):
        place = scene.drafts[number].place if 0 <= number < len(scene.drafts) else None
        if place and place[0].place and place[0].place.location.location_id == location.location_id:
            facts.append(("neighbour", name, scene.drafts[number].type == draft.type))
    facts.append(("mark", f"times {min(scene.places[location.location_id], 4)}"))
    if scene.first_place == location.location_id:
        facts.append(("mark", "first of body"))
    return facts


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
    if any(other < size for other in sizes):
        yield ("mark", "holds a nearer place")
    if any(other > size for other in sizes):
        yield ("mark", "in a named place")


def days(draft: Draft, scene: Scene, published_on: date) -> list[Choice]:
    """The candidates for when an event happened: expressions of time nearby, or none: the day of the page."""
    found = [Choice(None, (_no_day(draft, scene),))]
    for offset, sentence in scene.around(draft, DAYS_NEARBY):
        for item in scene.analysis.items_in(sentence.first, sentence.behind):
            if item.time is not None and item.time.type == "DATE" and item.time.interval is not None:
                found.append(Choice(item, _day(item, offset, sentence, draft, scene, published_on)))
    report = draft.when.report if draft.when else None
    if report is not None and not any(choice.item is report for choice in found):
        found.append(Choice(report, _day(report, *scene.home(report, draft), draft, scene, published_on)))
    return found


def _shape(draft: Draft) -> str:
    form = draft.filled.hit.form
    return f"{form.pos} {form.tense}".strip()


def _no_day(draft: Draft, scene: Scene) -> Fact:
    inherited = draft.when is not None and draft.when.basis == "inherited"
    basis = "own" if draft.time is not None else "inherited" if inherited else "none"
    lead = draft.sentence.lead or draft.sentence.headline
    language = scene.analysis.text.pack.code
    return ("no_day", basis, draft.type, _shape(draft), draft.judged.status, language, draft.scope is not None, lead)


def _age(start: date, published_on: date) -> str:
    ago = (published_on - start).days
    return "future" if ago < 0 else "today" if ago == 0 else "week" if ago <= 7 else "year" if ago <= 366 else "older"


def _day(item: Item, offset: int, sentence: Sentence, draft: Draft, scene: Scene, published_on: date) -> list[Fact]:
    assert item.time is not None
    assert item.time.interval is not None
    analysis, hit, time, interval = scene.analysis, draft.filled.hit, item.time, item.time.interval
    age, shape = _age(interval.start, published_on), _shape(draft)
    facts: list[Fact] = [
        ("day", interval.precision, age, draft.judged.status, draft.type, shape, time.basis, item.prep or "none",
         time.open or "", interval.end > interval.start)
    ]  # fmt: skip
    if offset == 0:
        beside = _beside(item, sentence, draft)
        mine = abs(item.first - hit.first)
        nearer = sum(
            abs(item.first - other.filled.hit.first) < mine
            for other in scene.drafts
            if other.sentence is draft.sentence and other is not draft
        )
        past = sum(
            other.time is not None and other is not item and abs(other.first - hit.first) < mine
            for other in analysis.items_in(sentence.first, sentence.behind)
        )
        relative = sentence.clause_of(item.first) in sentence.relative
        facts.append(
            ("day_position", hit.form.pos, shape, age, beside.side, beside.gap, beside.apart, min(nearer, 2),
             min(past, 2), relative)
        )  # fmt: skip
    else:
        facts.append(("day_elsewhere", _where(offset, sentence, 4), interval.precision, age, shape, draft.type))
    if draft.time is item:
        facts.append(("day_proposed", "rule", age, shape))
    elif draft.when and draft.when.report is item:
        facts.append(("day_proposed", "report", age, shape))
    elif draft.when and draft.when.report and draft.when.interval.start == interval.start:
        facts.append(("day_proposed", "inherited", age, shape))
    if any(other.time is item and other is not draft for other in scene.drafts):
        facts.append(("mark", "another's own"))
    return facts
