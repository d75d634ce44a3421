"""The candidates for the roles of an event and the signs by which they are weighed: words, syntax and discourse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from timeline.events.merge import Draft
from timeline.events.sentences import Analysis, Item, Sentence, finite

NEARBY = 2
"""How many sentences before that of the event its parties are looked for; further up, only in the headline."""
STEPS = (0, 1, 3, 7, 15)
"""Upper bounds of the classes of distance in tokens."""


class Choice(NamedTuple):
    """A candidate for a role, None for nobody, with what speaks for and against it."""

    item: Item | None
    signs: Sequence[str]


class Scene:
    """What the candidates for the roles of all events of one article are weighed with."""

    def __init__(self, analysis: Analysis, drafts: Sequence[Draft]) -> None:
        self.analysis = analysis
        self.drafts = drafts
        self.order = {id(draft): at for at, draft in enumerate(drafts)}
        self.by_index = {sentence.index: at for at, sentence in enumerate(analysis.sentences)}
        times: Counter[str] = Counter()
        headline: set[str] = set()
        places: Counter[str] = Counter()
        self.first_place: str | None = None
        for sentence in analysis.sentences:
            for item in analysis.items_in(sentence.first, sentence.behind):
                if item.mention is not None:
                    times[item.mention.actor.actor_id] += 1
                    if sentence.headline:
                        headline.add(item.mention.actor.actor_id)
                if item.place is not None:
                    places[item.place.location.location_id] += 1
                    if self.first_place is None and not sentence.headline and item.place.location.feature != "country":
                        self.first_place = item.place.location.location_id
        self.times, self.headline, self.places = times, headline, places
        self.stands: dict[str, Counter[str]] = {"actor": Counter(), "recipient": Counter()}
        self.against: Counter[tuple[str, str]] = Counter()
        for draft in drafts:
            sides = {role: stated(draft, role) for role in ("actor", "recipient")}
            for role, ids in sides.items():
                self.stands[role].update(ids)
            self.against.update((a, r) for a in sides["actor"] for r in sides["recipient"])
        self.most = max(times.values(), default=0)

    def around(self, draft: Draft, before: int, behind: int = 0) -> Iterator[tuple[int, Sentence]]:
        """The sentences around an event's, each with how far it is off (negative before)."""
        here = self.by_index[draft.sentence.index]
        for at, sentence in enumerate(self.analysis.sentences):
            if here - before <= at <= here + behind or (sentence.headline and at < here):
                yield at - here, sentence


def stated(draft: Draft, role: str) -> set[str]:
    """The identities that the frame of a draft itself puts into a role."""
    if role in draft.filled.implied:
        return set()
    return {item.mention.actor.actor_id for item in draft.filled.roles.get(role, ()) if item.mention}


def step(gap: int) -> int:
    """The class of a distance in tokens."""
    return next((i for i, bound in enumerate(STEPS) if gap <= bound), len(STEPS))


def parties(role: str, draft: Draft, scene: Scene, taken: frozenset[str] = frozenset()) -> list[Choice]:
    """The candidates for "actor" or "recipient", without those whose identity is taken by the other."""
    analysis, filled = scene.analysis, draft.filled
    seen: set[int] = set()
    found: list[Choice] = [Choice(None, _nobody(role, draft, scene))]

    def offer(item: Item, offset: int, sentence: Sentence, rank: int) -> None:
        if item.mention is None or id(item) in seen or item.mention.actor.actor_id in taken:
            return
        seen.add(id(item))
        found.append(Choice(item, _party(role, item, offset, sentence, rank, draft, scene)))

    for items in filled.roles.values():
        for item in items:
            sentence = analysis.sentence_at(item.first) or draft.sentence
            offset = scene.by_index[sentence.index] - scene.by_index[draft.sentence.index]
            offer(item, offset, sentence, 0)
    if draft.scope is not None:
        for item in draft.scope.speaker:
            sentence = analysis.sentence_at(item.first) or draft.sentence
            offset = scene.by_index[sentence.index] - scene.by_index[draft.sentence.index]
            offer(item, offset, sentence, 0)
    for offset, sentence in scene.around(draft, NEARBY, 1):
        rank = 0
        for item in analysis.items_in(sentence.first, sentence.behind):
            if item.kind == "np" and not (item.adjective and offset):
                offer(item, offset, sentence, rank)
                rank += 1
    return found


def gender(item: Item, analysis: Analysis) -> str:
    """The grammatical gender of a noun phrase by the ending of its head, m | f; "" where the language marks none."""
    syntax = analysis.lexicon.syntax
    if not syntax.feminine_endings or item.mention is None:
        return ""
    word = analysis.text.words[item.first]
    if item.mention.actor.kind == "state" and item.mention.head.start <= item.mention.span.start:
        return "m" if any(word.endswith(name) for name in syntax.masculine_states) else "f"
    return "f" if any(word.endswith(ending) for ending in syntax.feminine_endings) else "m"


def _nobody(role: str, draft: Draft, scene: Scene) -> list[str]:
    filled = draft.filled
    hit = filled.hit
    roles = _roles(role)
    stated = [r for r in roles if r in filled.roles]
    signs = ["-", f"- {draft.type}", f"- {hit.form.pos}", f"- {scene.analysis.text.pack.code}", f"- {draft.judged.status}"]
    if not stated:
        signs.append("- rule")
        signs.append(f"- rule {draft.type}")
    elif all(r in filled.implied for r in stated):
        signs.append("- implied")
    if filled.passive:
        signs.append("- passive")
    if not any(slot.role in roles for slot in filled.sense.slots):
        signs.append("- no slot")
    if draft.mode:
        signs.append(f"- {draft.type} {draft.mode}")
    other = "recipient" if role == "actor" else "actor"
    if other in filled.roles and other not in filled.implied:
        signs.append(f"- {other} stated")
    return signs


def _roles(role: str) -> tuple[str, ...]:
    return ("recipient", "with") if role == "recipient" else (role,)


def _party(role: str, item: Item, offset: int, sentence: Sentence, rank: int, draft: Draft, scene: Scene) -> list[str]:
    analysis, filled = scene.analysis, draft.filled
    hit, mention = filled.hit, item.mention
    assert mention is not None
    language = analysis.text.pack.code
    actor_id, sector = mention.actor.actor_id, mention.sector
    pos = hit.form.pos + (" passive" if filled.passive else "")
    signs = [f"sector {sector}", f"{draft.type} sector {sector}", f"kind {mention.actor.kind}"]
    for name, holds in (
        ("anaphoric", mention.anaphoric), ("metonym", mention.metonym), ("adjective", item.adjective),
        ("attached", item.attached), ("joined", item.conj), ("counted", item.counted), ("listed", mention.actor.listed),
    ):  # fmt: skip
        if holds:
            signs.append(name)
    if offset == 0:
        if item.first >= hit.behind:
            side, gap, span = "behind", item.first - hit.behind, (hit.behind, item.first)
        elif item.behind <= hit.first:
            side, gap, span = "before", hit.first - item.behind, (item.behind, hit.first)
        else:
            side, gap, span = "around", 0, (0, 0)
        apart = abs(sentence.clause_of(item.first) - sentence.clause_of(hit.first))
        where = f"{side} {step(gap)}"
        between = sum(other.kind == "np" and not other.adjective for other in analysis.items_in(*span) if other is not item)
        prep = item.prep or "none"
        bare = "attached" if item.attached else prep
        signs += [
            where, f"{pos} {where}", f"{language} {pos} {side} {bare}", f"{side} clause {min(apart, 3)}",
            f"{side} past {min(between, 3)}", f"prep {prep}", f"{language} {where}", f"{draft.type} {side} {bare}",
        ]  # fmt: skip
        if draft.tells_toll:
            signs += [f"toll word {side} {bare}", f"toll word {'counted' if item.counted else 'uncounted'} {side}"]
        if rank == 0:
            signs.append(f"first {side}")
        if (own := gender(item, analysis)) and not item.prep and not item.attached:
            if hit.form.pos == "verb" and hit.form.gender:
                agrees = "agrees" if hit.form.gender == own else "disagrees"
                signs += [f"{agrees} {side}", f"{agrees} {side} {min(between, 2)}"]
                if hit.form.number in {"pl", "du"}:
                    signs.append(f"{hit.form.number} verb {side} {mention.actor.kind}")
            if hit.form.suffix:
                signs.append(f"suffix {hit.form.suffix} {hit.form.pos} {own} {side}")
        if hit.form.suffix:
            signs.append(f"suffix {hit.form.pos} {side} {min(between, 2)}")
        if not item.prep and not item.attached:
            signs.append(f"bare {pos} {side} clause {min(apart, 2)}")
        if any(finite(analysis, t) is not None and t not in analysis.item_at for t in range(*span)):
            signs.append(f"verb between {side}")
        if sentence.clause_of(item.first) in sentence.relative:
            signs.append("relative clause")
        for slot in filled.sense.slots:
            if item.prep and slot.slot == item.prep:
                signs.append(f"frame {slot.role} {side}")
    else:
        where = "headline" if sentence.headline else f"sentence {max(-3, min(offset, 1))}"
        signs += [where, f"{where} {'bare' if not item.prep and not item.attached else 'governed'}"]
        if rank == 0:
            signs.append(f"first {where}")
    for name, items in filled.roles.items():
        how = "implied" if name in filled.implied else filled.slots.get(name, "other")
        if any(other is item or other.first == item.first for other in items):
            signs += [f"rule {name}", f"rule {name} {how}", f"{draft.type} rule {name}", f"rule {name} {how} {pos}"]
            if offset == 0:
                signs += [f"rule {name} {how} {where}", f"rule {name} {how} past {min(between, 3)}"]
        elif any(other.mention and other.mention.actor.actor_id == actor_id for other in items):
            signs.append(f"named as {name}")
        elif any(other.mention and other.mention.country == mention.country for other in items if mention.country):
            signs.append(f"country of {name}")
    if any(other.mention and other.mention.actor.actor_id == actor_id for other in filled.before):
        signs += ["last subject", f"last subject {pos}"]
    if draft.scope is not None and any(o.mention and o.mention.actor.actor_id == actor_id for o in draft.scope.speaker):
        signs += ["speaker", f"speaker {draft.type}"]
    at = scene.order[id(draft)]
    for name, other_draft in (("draft before", at - 1), ("draft behind", at + 1)):
        if 0 <= other_draft < len(scene.drafts):
            other = scene.drafts[other_draft]
            same = "same" if other.type == draft.type else "other"
            for their in ("actor", "recipient"):
                if their in other.filled.implied:
                    continue
                if any(o.mention and o.mention.actor.actor_id == actor_id for o in other.filled.roles.get(their, ())):
                    signs += [f"{name} {their}", f"{name} {their} {same}"]
    for their in ("actor", "recipient"):
        own = actor_id in stated(draft, their)
        if scene.stands[their][actor_id] > own:
            signs += [f"elsewhere {their}", f"elsewhere {their} {draft.type}"]
    opposite = stated(draft, "recipient" if role == "actor" else "actor")
    if any(scene.against[(a, actor_id) if role == "recipient" else (actor_id, a)] > 0 for a in opposite):
        signs.append("on the same side elsewhere")
    if any(scene.against[(actor_id, a) if role == "recipient" else (a, actor_id)] > 0 for a in opposite):
        signs.append("on the other side elsewhere")
    times = scene.times[actor_id]
    signs.append(f"times {min(times, 4)}")
    if times == scene.most and times > 1:
        signs.append("most named")
    if actor_id in scene.headline:
        signs.append("in headline")
    return signs


def days(draft: Draft, scene: Scene, published_on: date) -> list[Choice]:
    """The candidates for when an event happened: expressions of time nearby, or none: the day of the page."""
    analysis = scene.analysis
    found = [Choice(None, _no_day(draft, scene))]
    for offset, sentence in scene.around(draft, 4, 1):
        for item in analysis.items_in(sentence.first, sentence.behind):
            if item.time is not None and item.time.type == "DATE" and item.time.interval is not None:
                found.append(Choice(item, _day(item, offset, sentence, draft, scene, published_on)))
    return found


def _no_day(draft: Draft, scene: Scene) -> list[str]:
    basis = "own" if draft.time is not None else "inherited" if draft.when and draft.when.basis == "inherited" else "none"
    form = draft.filled.hit.form
    shape = f"{form.pos} {form.tense}".strip()
    signs = ["-", f"- {basis}", f"- {draft.type}", f"- {shape}", f"- {draft.judged.status}", f"- {basis} {shape}"]
    signs.append(f"- {scene.analysis.text.pack.code}")
    if draft.scope is not None:
        signs.append("- reported")
    if draft.sentence.lead or draft.sentence.headline:
        signs.append("- lead")
    return signs


def _day(item: Item, offset: int, sentence: Sentence, draft: Draft, scene: Scene, published_on: date) -> list[str]:
    analysis, filled = scene.analysis, draft.filled
    hit = filled.hit
    assert item.time is not None
    assert item.time.interval is not None
    interval = item.time.interval
    ago = (published_on - interval.start).days
    age = "future" if ago < 0 else "today" if ago == 0 else "week" if ago <= 7 else "year" if ago <= 366 else "older"
    shape = f"{hit.form.pos} {hit.form.tense}".strip()
    signs = [
        interval.precision, age, f"{age} {draft.judged.status}", f"{age} {draft.type}", f"{interval.precision} {age}",
        f"{age} {shape}", f"basis {item.time.basis}", f"prep {item.prep or 'none'}",
    ]  # fmt: skip
    if item.time.open:
        signs += [f"open {item.time.open}", f"open {item.time.open} {shape}"]
    if interval.end > interval.start:
        signs.append(f"spans {age}")
    if offset == 0:
        side = "behind" if item.first >= hit.behind else "before"
        gap = item.first - hit.behind if side == "behind" else hit.first - item.behind
        apart = min(abs(sentence.clause_of(item.first) - sentence.clause_of(hit.first)), 3)
        where = f"{side} {step(max(gap, 0))}"
        signs += [where, f"{side} clause {apart}", f"{side} clause {apart} {age}", f"{shape} {side}", f"{hit.form.pos} {where}"]
        rivals = [d for d in scene.drafts if d.sentence is draft.sentence and d is not draft]
        mine = abs(item.first - hit.first)
        nearer = [d for d in rivals if abs(item.first - d.filled.hit.first) < mine]
        signs.append(f"{side} nearer to {min(len(nearer), 2)}")
        if sentence.clause_of(item.first) in sentence.relative:
            signs.append("relative clause" if apart else "own relative clause")
        others = [
            i for i in analysis.items_in(sentence.first, sentence.behind)
            if i.time is not None and i is not item and i.time.interval is not None and abs(i.first - hit.first) < mine
        ]  # fmt: skip
        signs.append(f"past {min(len(others), 2)}")
    else:
        where = "headline" if sentence.headline else f"sentence {max(-4, min(offset, 1))}"
        signs += [where, f"{where} {age}", f"elsewhere {interval.precision}", f"elsewhere {age} {shape}", f"elsewhere {draft.type}"]
    if draft.time is item:
        signs += ["rule", f"rule {age}", f"rule {shape}"]
    elif draft.when is not None and draft.when.basis == "inherited" and draft.when.interval.start == interval.start:
        signs += ["inherited", f"inherited {age}", f"inherited {shape}"]
    if any(other.time is item and other is not draft for other in scene.drafts):
        signs.append("another's own")
    return signs


def sites(draft: Draft, scene: Scene) -> list[Choice]:
    """The candidates for where an event happened."""
    analysis = scene.analysis
    found = [Choice(None, _nowhere(draft, scene))]
    for offset, sentence in scene.around(draft, 3, 1):
        for item in analysis.items_in(sentence.first, sentence.behind):
            if item.place is not None:
                found.append(Choice(item, _site(item, offset, sentence, draft, scene)))
    if draft.place is not None and not any(choice.item is draft.place[0] for choice in found):
        item = draft.place[0]
        sentence = analysis.sentence_at(item.first) or draft.sentence
        offset = scene.by_index[sentence.index] - scene.by_index[draft.sentence.index]
        found.append(Choice(item, _site(item, offset, sentence, draft, scene)))
    return found


def _nowhere(draft: Draft, scene: Scene) -> list[str]:
    basis = draft.place[1] if draft.place else "nowhere"
    signs = ["-", f"- {draft.type}", f"- {basis}", f"- {draft.filled.hit.form.pos}", f"- {scene.analysis.text.pack.code}"]
    signs += [f"- {draft.judged.status}", f"- {draft.type} {basis}"]
    if draft.mode:
        signs.append(f"- {draft.type} {draft.mode}")
    if draft.filled.governed:
        signs.append("- governed")
    if draft.scope is not None:
        signs.append("- reported")
    return signs


def _site(item: Item, offset: int, sentence: Sentence, draft: Draft, scene: Scene) -> list[str]:
    analysis, filled = scene.analysis, draft.filled
    hit, mention = filled.hit, item.mention
    assert item.place is not None
    location = item.place.location
    language = analysis.text.pack.code
    form = "party" if item.kind == "np" and mention is not None and not mention.metonym else item.kind
    prep = item.prep or "none"
    locative = "locative" if item.prep in analysis.lexicon.syntax.locatives else "bare" if not item.prep else "governed"
    signs = [
        f"feature {location.feature}", f"{draft.type} feature {location.feature}", f"form {form}",
        f"form {form} {locative}", f"{locative}", f"prep {prep}",
    ]  # fmt: skip
    if item.inner:
        signs.append("inner")
    if item.attached:
        signs.append("attached")
    if offset == 0:
        if item.first >= hit.behind:
            side, gap = "behind", item.first - hit.behind
        elif item.behind <= hit.first:
            side, gap = "before", hit.first - item.behind
        else:
            side, gap = "around", 0
        apart = abs(sentence.clause_of(item.first) - sentence.clause_of(hit.first))
        where = f"{side} {step(gap)}"
        signs += [
            where, f"{hit.form.pos} {where}", f"{side} {locative}", f"{side} clause {min(apart, 3)} {locative}",
            f"{draft.type} {side} {locative}", f"{language} {side} {prep}", f"{where} {locative}",
        ]  # fmt: skip
        nearer = [
            other for other in analysis.items_in(sentence.first, sentence.behind)
            if other.place is not None and other is not item and abs(other.first - hit.first) < abs(item.first - hit.first)
        ]  # fmt: skip
        signs.append(f"nearer {min(len(nearer), 2)}")
        own = [o for o in draft.filled.roles.values() for i in o if i is item]
        if own:
            signs.append("in a role")
        for slot in filled.sense.slots:
            if item.prep and slot.slot == item.prep:
                signs.append(f"frame {slot.role}")
    else:
        where = "headline" if sentence.headline else f"sentence {max(-3, min(offset, 1))}"
        signs += [where, f"{where} {locative}", f"{draft.type} elsewhere"]
    inside = [
        other for other in analysis.items_in(max(sentence.first, item.first - 8), min(sentence.behind, item.behind + 8))
        if other.place is not None and other is not item and other.place.location.country == location.country
    ]  # fmt: skip
    rank = _SIZES.index(location.feature)
    if any(_SIZES.index(other.place.location.feature) < rank for other in inside if other.place):
        signs.append("holds a nearer place")
    if any(_SIZES.index(other.place.location.feature) > rank for other in inside if other.place):
        signs.append("in a named place")
    if draft.place is not None:
        if draft.place[0] is item:
            signs += [f"rule {draft.place[1]}", f"{draft.type} rule {draft.place[1]}"]
        elif draft.place[0].place and draft.place[0].place.location.location_id == location.location_id:
            signs.append(f"named as {draft.place[1]}")
    at = scene.order[id(draft)]
    for name, number in (("draft before", at - 1), ("draft behind", at + 1)):
        if 0 <= number < len(scene.drafts):
            other_place = scene.drafts[number].place
            if other_place and other_place[0].place and other_place[0].place.location.location_id == location.location_id:
                signs += [name, f"{name} {'same' if scene.drafts[number].type == draft.type else 'other'}"]
    signs.append(f"times {min(scene.places[location.location_id], 4)}")
    if scene.first_place == location.location_id:
        signs.append("first of body")
    return signs


_SIZES = ("facility", "village", "city", "area", "region", "country")
