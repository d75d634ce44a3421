"""One event per happening: repeats in headline, lead and body become the mention with the most detail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from timeline.events.attribution import Scope
from timeline.events.circumstances import When
from timeline.events.roles import Filled
from timeline.events.sentences import Item, Sentence
from timeline.events.status import Judged
from timeline.events.tolls import Counted
from timeline.events.types import RESUMED, SITED, SPOKEN

LATER = 0.5
"""How much more the later of two mentions must weigh to be the one that is kept."""
DETAIL, TOLL_WORD, RESUMING = 0.3, 1.6, 0.8
"""What a detail adds to the weight of a mention, and what it costs to tell only who died («مقتل») or to be a definite
noun («الهجوم»); measured on mentions of which one is the annotated trigger, in units of a sense's prior."""
BESIDE = 20
"""How many words apart mentions in one sentence, of which it is not told whose they are, mostly tell one happening."""
TAKEN_UP = 3
"""How many sentences back a definite event noun reaches."""


@dataclass(slots=True, eq=False)
class Draft:
    """An event on its way: a filled frame with its circumstances.

    `definite` marks nouns with an article, `tells_toll` words that say who died or was hurt and leave to others how;
    `rivals` are the best candidates for each role ("" for none) with their shares.
    """

    filled: Filled
    sentence: Sentence
    type: str
    mode: str | None
    judged: Judged
    scope: Scope | None
    time: Item | None
    place: tuple[Item, Literal["clause", "sentence", "inherited"]] | None
    tolls: list[Counted]
    score: float = 0.0
    when: When | None = None
    repeats: int = 0
    in_headline: bool = False
    tells_toll: bool = False
    definite: bool = False
    signs: dict[str, float] = field(default_factory=dict)
    rivals: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def ids(self, role: str) -> set[str]:
        """The identities stated in a role; a state, its government, forces and seats count as one."""
        if role in self.filled.implied:
            return set()
        found = set()
        for item in self.filled.roles.get(role, ()):
            if item.mention is not None:
                actor = item.mention.actor
                if item.mention.sector in {"GOV", "MIL"} and actor.kind in {"state", "organisation"}:
                    found.add(f"state {item.mention.country}")
                elif actor.kind == "unnamed":
                    found.add(f"unnamed {item.mention.sector} {item.mention.country}")
                else:
                    found.add(actor.actor_id)
        return found

    def detail(self) -> float:
        """How much a mention of a happening tells; the body's counts for more than the headline's."""
        roles = sum(role not in self.filled.implied for role in self.filled.roles)
        circumstances = (self.time is not None) + (self.place is not None) + len(self.tolls)
        return roles + circumstances + (0 if self.sentence.headline else 1.5) + 0.3 * self.filled.sense.prior

    def weight(self) -> float:
        """How well a mention stands for its happening: an act's own word before its toll and before what resumes it."""
        return self.filled.sense.prior + DETAIL * self.detail() - TOLL_WORD * self.tells_toll - RESUMING * self.definite


def merge(drafts: list[Draft]) -> list[Draft]:
    """The drafts with repeats of one happening folded into the most telling mention, in text order."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if same_happening(other, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        best, other = (draft, twin) if _tells_more(draft, twin) else (twin, draft)
        _absorb(best, other)
        kept[kept.index(twin)] = best
    return sorted(kept, key=lambda d: (d.filled.hit.first, d.filled.hit.behind))


def _tells_more(later: Draft, earlier: Draft) -> bool:
    """Is the later mention the better one? The body's always is; what is said again is best taken where it is first."""
    if later.sentence.headline != earlier.sentence.headline:
        return earlier.sentence.headline
    if later.type in SPOKEN:
        return False
    return later.weight() > earlier.weight() + LATER


def same_happening(a: Draft, b: Draft) -> bool:
    """Could two drafts of one article tell of one happening?"""
    if a.type != b.type or a.judged.status != b.judged.status:
        return False
    if a.judged.status == "denied" and _speakers_differ(a, b):
        return False
    x, y = a.time.time if a.time else None, b.time.time if b.time else None
    if (
        x
        and y
        and x.interval
        and y.interval
        and not (x.interval.start <= y.interval.end and y.interval.start <= x.interval.end)
    ):
        return False
    p, q = a.place[0].place if a.place else None, b.place[0].place if b.place else None
    if p and q and p.location.location_id != q.location.location_id and p.location.country != q.location.country:
        return False
    if _apart(a, b):
        return False
    actor, recipient = _agree(a.ids("actor"), b.ids("actor")), _agree(a.ids("recipient"), b.ids("recipient"))
    if recipient == "clash" and a.sentence is b.sentence and a.tells_toll != b.tells_toll and _unnamed(a, b):
        recipient = "open"  # «قتل 15 شخصا وأصيب 30 آخرون في هجوم»: the dead, the hurt and the attack's victims
    if "clash" in (actor, recipient) or _tolls_clash(a, b):
        return False
    both = actor == recipient == "same"
    if a.mode and b.mode and a.mode != b.mode and not (a.type in SPOKEN and both):
        return False
    gap = abs(a.sentence.index - b.sentence.index)
    told_alike = "same" in (actor, recipient)
    if gap == 0:
        return told_alike or abs(a.filled.hit.first - b.filled.hit.first) < BESIDE
    headline = a.sentence.headline or b.sentence.headline
    if a.filled.sense.lemma == b.filled.sense.lemma and (headline or told_alike):
        return True
    if headline and not (a.repeats or b.repeats):
        return True
    return (recipient == "same" and gap == 1) or (both and a.type in RESUMED)


def taken_up(earlier: Draft, later: Draft) -> bool:
    """Could a definite noun take up again what was told shortly before («التفجير وقع …», "the attack came …")?"""
    gap = later.sentence.index - earlier.sentence.index
    return (
        later.type == earlier.type
        and later.definite
        and 0 <= gap <= TAKEN_UP
        and earlier.filled.hit.first < later.filled.hit.first
    )


def _apart(a: Draft, b: Draft) -> bool:
    """Do the clauses of two mentions in the body name different towns or the like as the place?"""
    if a.sentence.headline or b.sentence.headline or a.type not in SITED:
        return False
    p, q = (d.place[0].place if d.place is not None and d.place[1] == "clause" else None for d in (a, b))
    if p is None or q is None:
        return False
    x, y = p.location, q.location
    return x.location_id != y.location_id and "country" not in (x.feature, y.feature)


def _speakers_differ(a: Draft, b: Draft) -> bool:
    """Do two sources deny the same thing? Each denial is a claim of its own."""
    said = [
        {i.mention.actor.actor_id for i in d.scope.speaker if i.mention} if d.scope is not None else set()
        for d in (a, b)
    ]
    return bool(said[0] and said[1]) and not said[0] & said[1]


def _agree(a: set[str], b: set[str]) -> str:
    """Do two sides agree, clash, or leave it open? Unnamed people can be anybody named."""
    if not a or not b:
        return "open"
    if a & b:
        return "same"
    unnamed = [all(name.startswith("unnamed") for name in side) for side in (a, b)]
    return "open" if unnamed[0] != unnamed[1] else "clash"


def _unnamed(*drafts: Draft) -> bool:
    """Are those whom it was done to nowhere named?"""
    return all(name.startswith("unnamed") for draft in drafts for name in draft.ids("recipient"))


def _tolls_clash(a: Draft, b: Draft) -> bool:
    return any(x.field == y.field and x.toll.low != y.toll.low for x in a.tolls for y in b.tolls)


def _absorb(best: Draft, other: Draft) -> None:
    """Let the kept mention take from its repeat what it lacks itself."""
    best.repeats += other.repeats + 1
    best.in_headline = best.in_headline or other.in_headline or other.sentence.headline
    for role, items in other.filled.roles.items():
        if role in {"actor", "recipient"} and (role not in best.filled.roles or role in best.filled.implied):
            taken = {
                i.mention.actor.actor_id
                for r in ("actor", "recipient")
                if r != role
                for i in best.filled.roles.get(r, ())
                if i.mention
            }
            if not any(i.mention and i.mention.actor.actor_id in taken for i in items):
                best.filled.roles[role] = items
                best.filled.implied.discard(role)
    best.time = best.time or other.time
    best.place = best.place or other.place
    told = {counted.field for counted in best.tolls}
    best.tolls = [*best.tolls, *(counted for counted in other.tolls if counted.field not in told)]
    best.mode = best.mode or other.mode
    best.score = max(best.score, other.score)
