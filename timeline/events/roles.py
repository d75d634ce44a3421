"""Frames filled: which noun phrases of the clause stand in which role of an event word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from timeline.events.arguments import REACH, Arguments
from timeline.events.lexicon import LightVerb
from timeline.events.senses import Sense, Slot
from timeline.events.sentences import Analysis, Hit, Item, Sentence, gender_of, preposition
from timeline.events.sides import Sides
from timeline.events.types import MATERIAL

BYSTANDERS = frozenset({"MED", "UNK", "CVL", "NGO"})
"""Sectors whose speaking subjects report rather than act."""
BEFORE, AFTER = 3, 7
"""How many words before and behind an event word the conditions of its senses are looked for."""
BEFORE_PASSIVE = 6
"""The same before a participle of a language whose passive has its object there ("access to … was blocked")."""
AUXILIARY_REACH = 3
"""How many words before a participle its auxiliary stands at most."""
GOVERNED_REACH = 5
"""How many words behind a participle of speech the preposition of what it speaks of stands at most."""
_VICTIMS = {"CVL", "CRM", "UNK", "EDU", "MED", "REL"}


@dataclass(slots=True)
class Filled:
    """An event word with the items that fill the roles of one sense.

    `implied` roles were carried over, not stated; `lacking` counts the sense's needs that nothing fills; `governed` is
    the type of the speech act that this word is the content of, "" for none; `before` is the subject of the main verb
    before; `finite` marks a participle behind an auxiliary.
    """

    hit: Hit
    sense: Sense
    roles: dict[str, list[Item]] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    implied: set[str] = field(default_factory=set)
    passive: bool = False
    light: Hit | None = None
    content: int | None = None
    lacking: int = 0
    finite: bool = False
    governed: str = ""
    before: list[Item] = field(default_factory=list)

    def used(self) -> set[int]:
        """The items that fill a role already, by identity."""
        return {id(item) for items in self.roles.values() for item in items}


class RoleFinder(Arguments):
    """Fills the frames of event words in one text, sentence by sentence and in order."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        self.met: dict[tuple[int, int, int], int] = {}
        self.sides = Sides(analysis)

    def slot(self, filled: Filled, slot: Slot, sentence: Sentence, surface: dict[str, list[Item]]) -> list[Item]:
        """What stands in one slot of a frame."""
        hit = filled.hit
        if slot.slot == "obj" and hit.form.pos == "noun":
            # The accusative behind a verbal noun whose genitive is filled («استقباله وفداً»).
            return self.object(hit, sentence, self.genitive(hit, sentence))
        if slot.slot in {"subj", "obj"}:
            return surface[slot.slot]
        if slot.slot == "self":
            item = self.analysis.item_at.get(hit.first)
            return [item] if item is not None and item.kind == "np" else []
        if slot.slot == "gen":
            return [] if slot.role == "actor" and self.is_described(hit) else self.genitive(hit, sentence)
        if slot.slot == "agent":
            return self.agent(hit, sentence)
        if slot.slot == "by":
            return self.agent(hit, sentence) or self.behind_preposition(hit, "by", sentence)
        if slot.slot in {"poss", "mod"}:
            return self.before_noun(hit, slot.slot == "poss")
        return self.behind_preposition(hit, slot.slot, sentence)

    def surface(self, hit: Hit, sense: Sense, sentence: Sentence) -> tuple[dict[str, list[Item]], bool]:
        """Logical subject and object of a verb, and whether it is passive."""
        subject = self.subject(hit, sentence)
        objects = self.object(hit, sentence, subject)
        if self._passive(hit, sense, subject, objects, sentence):
            return {"subj": self.agent(hit, sentence), "obj": self._beside(hit) or subject}, True
        if self._continues(hit, sense, subject, objects, sentence):
            inside = sentence.first <= self.last_subject[0].first
            doer = self.last_subject if inside else self.last_speaker or self.last_subject
            return {"subj": list(doer), "obj": subject}, False
        return {"subj": subject, "obj": objects}, False

    def _beside(self, hit: Hit) -> list[Item]:
        """Whom a participle describes that stands right behind them ("the family of a soldier arrested in …")."""
        item = None if self.vso else self.analysis.item_at.get(hit.first - 1)
        return [item] if item is not None and item.kind == "np" and not self.bare(item) else []

    def _passive(self, hit: Hit, sense: Sense, subject: list[Item], objects: list[Item], sentence: Sentence) -> bool:
        form = hit.form
        if form.voice == "passive":
            return True
        if not self.vso and self._reduced(hit, sense, objects, sentence):
            return True
        if form.voice != "either" or form.suffix:
            return False
        if not self.vso:
            words = self.text.words
            if any(words[at] in self.syntax.copulas for at in range(self.verb_group(hit, sentence) + 1, hit.first)):
                return True
            return hit.behind < len(words) and words[hit.behind] in self.syntax.agent_prepositions
        if objects or not subject or not any(slot.slot == "obj" for slot in sense.slots):
            return False
        if form.pos == "verb" and self.agent(hit, sentence):
            return True
        mention = subject[0].mention
        if mention is None:
            return False
        return subject[0].counted or (mention.actor.kind == "unnamed" and mention.sector in _VICTIMS)

    def _reduced(self, hit: Hit, sense: Sense, objects: list[Item], sentence: Sentence) -> bool:
        """Is a past form without an object a participle behind its noun ("the soldiers convicted of …")?"""
        if objects or hit.form.tense != "past" or sense.type not in MATERIAL or hit.behind >= sentence.behind:
            return False
        if not any(slot.slot == "obj" and slot.role == "recipient" for slot in sense.slots):
            return False
        before = self.analysis.item_at.get(hit.first - 1)
        return before is not None and bool(preposition(self.analysis, hit.behind))

    def _continues(self, hit: Hit, sense: Sense, subject: list[Item], objects: list[Item], sentence: Sentence) -> bool:
        """Is the only noun phrase the object of a verb that goes on with the subject before («كما دعت تركيا إلى …»)?"""
        if not self.vso or objects or not subject or subject[0].first < hit.first or not self.last_subject:
            return False
        if not any(slot.slot == "obj" and slot.role == "recipient" for slot in sense.slots):
            return False
        start, _ = self.bounds(sentence, hit.first)
        joined = (
            any(c in self.syntax.conjunction_clitics for c in hit.clitics)
            or self.text.words[start] in self.syntax.same_subject
        )
        earlier = self.last_subject[0]
        if not joined or earlier.mention is subject[0].mention:
            return False
        if sentence.first <= earlier.first < hit.first:
            return True
        if hit.first - sentence.first > 1:
            return False
        return self._disagrees(hit, subject[0]) or self.text.words[hit.behind] in self.syntax.honorifics

    def _disagrees(self, hit: Hit, item: Item) -> bool:
        """Is the gender of a verb not that of a noun phrase?"""
        gender = gender_of(item, self.analysis)
        return bool(gender and hit.form.gender) and gender != hit.form.gender

    def fill(self, hit: Hit, sense: Sense, sentence: Sentence) -> Filled | None:
        """The sense with its roles filled, or None where its conditions or needs are not met."""
        if not self._words_near(hit, sense, sentence):
            return None
        filled = Filled(hit, sense, before=self.last_subject)
        verbal = hit.form.pos in {"verb", "participle"} or any(slot.slot in {"subj", "obj"} for slot in sense.slots)
        surface: dict[str, list[Item]] = {"subj": [], "obj": []}
        if verbal:
            surface, filled.passive = self.surface(hit, sense, sentence)
        for slot in sense.slots:
            if slot.role == "content":
                continue
            if slot.role in filled.roles:
                continue
            taken = filled.used() if slot.role != "place" else set()  # who is visited is also where
            items = [
                i for i in self.slot(filled, slot, sentence, surface) if self._fits(i, slot) and id(i) not in taken
            ]
            if items:
                filled.roles[slot.role] = items
                filled.slots[slot.role] = slot.slot
        self._light(filled, sentence)
        self._behind_noun(filled, sentence)
        self._pronouns(filled, sentence)
        self._both_sides(filled, sentence)
        self._carried(filled)
        filled.content = self._content(filled, sentence)
        has = {*filled.roles, "content"} if filled.content is not None else set(filled.roles)
        filled.lacking = sum(has.isdisjoint(need) for need in sense.needs)
        if sense.armed and (filled.lacking or "actor" in filled.implied):
            return None
        if hit.form.pos == "participle":
            filled.finite = self._auxiliary(hit, sentence)
            stated = filled.finite or any(role not in filled.implied for role in has - {"actor"})
            if not stated and not self._governs(hit, sense, sentence):
                return None
        return filled

    def _auxiliary(self, hit: Hit, sentence: Sentence) -> bool:
        """Does an auxiliary make a participle a finite verb ("had retaken", "was later arrested")?"""
        words, helping = self.text.words, self.syntax.copulas | self.syntax.perfect_auxiliaries
        for token in range(hit.first - 1, max(sentence.first, hit.first - AUXILIARY_REACH) - 1, -1):
            if words[token] in helping:
                return True
            if token in self.analysis.item_at or not words[token][0].isalpha() or preposition(self.analysis, token):
                return False
        return False

    def _governs(self, hit: Hit, sense: Sense, sentence: Sentence) -> bool:
        """Does what a participle speaks of follow closely, even if it is no party («مشيدا بأن …»)?"""
        if not self.vso or hit.form.voice != "active" or sense.type in MATERIAL:
            return False
        slots = {slot.slot for slot in sense.slots if slot.role != "actor"}
        clauses = self.syntax.complementisers | self.syntax.free_relatives  # «بأن», «بما»
        for token in range(hit.behind, min(sentence.behind, hit.behind + GOVERNED_REACH)):
            if not self.text.words[token][0].isalnum() or self.is_finite(token):
                return False
            clause = {s.clitics for s in self.text.splits(token) if s.stem in clauses}
            if clause & slots or any(self.is_preposition(token, slot) for slot in slots):
                return True
        return False

    def _both_sides(self, filled: Filled, sentence: Sentence) -> None:
        """«بحث الجانبان», "the two sides met": those who faced each other before do so again."""
        items = [item for role in ("actor", "recipient", "with") for item in filled.roles.get(role, ())]
        pair = self.sides.of(filled.hit, filled.sense.type, items, self.bounds(sentence, filled.hit.first))
        if pair is not None:
            filled.roles.update(actor=list(pair.actors), recipient=list(pair.others))
            filled.roles.pop("with", None)
            filled.slots.update(actor="both", recipient="both")

    def _carried(self, filled: Filled) -> None:
        """An act without a stated agent is that of the last subject, where that is not already on the other side."""
        if "actor" in filled.roles or filled.passive or not any(s.role == "actor" for s in filled.sense.slots):
            return
        others = {i.mention.actor.actor_id for items in filled.roles.values() for i in items if i.mention}
        used = filled.used()
        doer = self.last_speaker if filled.hit.form.first and self.last_speaker else self.last_subject
        if filled.sense.type in MATERIAL and all(i.mention and i.mention.sector in BYSTANDERS for i in doer):
            doer = self.last_agent
        free = [i for i in doer if id(i) not in used and i.mention and i.mention.actor.actor_id not in others]
        if free:
            material = filled.sense.type in MATERIAL
            filled.roles["actor"] = [_behind(item) for item in free] if material else free
            filled.implied.add("actor")

    def _fits(self, item: Item, slot: Slot) -> bool:
        if (item.inner and slot.role != "place") or (item.adjective and slot.role != "actor"):
            return False
        if slot.cls == "place":
            return item.place is not None
        if slot.role == "place":
            return item.place is not None
        if slot.cls == "armed":
            return item.mention is not None and item.mention.sector in {"REB", "MIL"}
        if slot.cls in {"actor", "person"} or slot.role in {"actor", "recipient", "with"}:
            return item.mention is not None
        return True

    def _words_near(self, hit: Hit, sense: Sense, sentence: Sentence) -> bool:
        """Do words around speak for the sense, and none against it?"""
        if not sense.near and not sense.far:
            return True
        bits = self.analysis.lexicon.condition_bits
        reach = BEFORE if self.vso or hit.form.voice != "either" else BEFORE_PASSIVE
        met = self.met.get((hit.first, hit.behind, reach))
        if met is None:
            met = self.met[hit.first, hit.behind, reach] = self._conditions_met(hit, sentence, reach)
        if sense.near and not met & bits[sense.near]:
            return False
        return not (sense.far and met & bits[sense.far])

    def _conditions_met(self, hit: Hit, sentence: Sentence, reach: int) -> int:
        """The bits of the conditions that the words of the sentence close before and behind an event word meet."""
        told, met = self.analysis.told, 0
        for word in told[max(sentence.first, hit.first - reach) : hit.first]:
            met |= word.conditions
        for word in told[hit.behind : min(sentence.behind, hit.behind + AFTER)]:
            met |= word.conditions
        return met

    def _light(self, filled: Filled, sentence: Sentence) -> None:
        """Take the subject of a light verb before an event noun («شن التنظيم هجوماً», "launched an attack")."""
        hit = filled.hit
        if hit.form.pos not in {"noun", "phrase"}:
            return
        start, _ = self.bounds(sentence, hit.first)
        for token in range(hit.first - 1, max(start, hit.first - 12) - 1, -1):
            if token in self.analysis.item_at:
                continue
            for verb in self.analysis.hits.get(token, ()):
                lemma = verb.form.lemma
                if verb.form.suffix and verb.form.pos != "noun":  # it has its object («التحالف الذي تقوده السعودية»)
                    continue
                if verb.form.pos == "noun":
                    lemma = self.analysis.lexicon.light_nouns.get(lemma, "")
                elif verb.form.pos not in {"verb", "participle"}:
                    continue
                for light in self.analysis.lexicon.light.get(lemma, ()):
                    if self._lends(light, verb, hit):
                        self._lend(filled, light, verb, sentence)
                        return
            if self.text.words[token] in self.syntax.light_passives:
                filled.passive = True
                return

    def _lends(self, light: LightVerb, verb: Hit, noun: Hit) -> bool:
        if not light.preposition:
            return noun.clitics in {"", *self.syntax.conjunction_clitics} and not preposition(
                self.analysis, noun.first - 1
            )
        if noun.clitics.endswith(light.preposition):
            return True
        gap = range(verb.behind, noun.first)
        return any(self.is_preposition(t, light.preposition) for t in gap)

    def _lend(self, filled: Filled, light: LightVerb, verb: Hit, sentence: Sentence) -> None:
        filled.light = verb
        if light.subject_role in {"none", "cause"}:
            return
        subject = self.genitive(verb, sentence) if verb.form.pos == "noun" else self.subject(verb, sentence)
        subject = [i for i in subject if i.first < filled.hit.first]
        if not subject and self.last_subject and light.subject_role == "actor":
            subject = self.last_subject
            filled.implied.add("actor")
        role = light.subject_role
        subject = [i for i in subject if self._fits(i, Slot(role, "", ""))]
        if subject and role not in filled.roles:
            taken = {id(i) for i in subject}
            for other, items in list(filled.roles.items()):
                filled.roles[other] = [i for i in items if id(i) not in taken]
                if not filled.roles[other]:
                    del filled.roles[other]
            filled.roles[role] = subject
            filled.slots[role] = "light"

    def _behind_noun(self, filled: Filled, sentence: Sentence) -> None:
        """The agent behind an event noun: a nationality («الغارات التركية»), or the subject of a light verb that takes
        the noun up again («غارات شنتها الطائرات التركية»)."""
        hit = filled.hit
        if "actor" in filled.roles or hit.form.pos == "verb" or not any(s.role == "actor" for s in filled.sense.slots):
            return
        for item in self.analysis.items_in(hit.behind, hit.behind + 2):
            if item.adjective and not item.prep:
                filled.roles["actor"], filled.slots["actor"] = [item], "adjective"
                return
        for token in range(hit.behind, min(sentence.behind, hit.behind + 5)):
            for verb in self.analysis.hits.get(token, ()):
                if verb.form.pos == "verb" and verb.form.suffix and verb.form.lemma in self.analysis.lexicon.light:
                    after = self.bare_after(verb.behind, sentence.behind)
                    if after:
                        filled.roles["actor"], filled.slots["actor"] = self.group(after[0], sentence), "light"
                        filled.light = filled.light or verb
                    return

    def _pronouns(self, filled: Filled, sentence: Sentence) -> None:
        """A pronoun written to the event word stands for an earlier noun phrase in its object or genitive role."""
        hit = filled.hit
        if not hit.form.suffix:
            return
        wanted = "gen" if hit.form.pos == "noun" else "obj"
        for slot in filled.sense.slots:
            if slot.slot == wanted and slot.role not in filled.roles and slot.role != "content":
                earlier = [
                    i
                    for i in self.analysis.items_in(sentence.first, hit.first)
                    if self._fits(i, slot) and id(i) not in filled.used() and not i.adjective
                ]
                if slot.role == "actor" and self.last_subject:
                    filled.roles["actor"] = list(self.last_subject)
                    filled.implied.add("actor")
                elif earlier:
                    filled.roles[slot.role] = [earlier[-1]]
                    filled.implied.add(slot.role)
                elif self.last_subject and slot.role != "place":
                    filled.roles[slot.role] = list(self.last_subject)
                    filled.implied.add(slot.role)
                return

    def _content(self, filled: Filled, sentence: Sentence) -> int | None:
        """The token where what is demanded, promised, threatened or denied begins."""
        slots = [slot.slot for slot in filled.sense.slots if slot.role == "content"]
        if not slots:
            return None
        hit = filled.hit
        for token in range(hit.behind, min(sentence.behind, hit.behind + REACH + 6)):
            word = self.text.words[token]
            if word in self.syntax.complementisers or word in self.syntax.infinitive:
                return token
            for slot in slots:
                if slot in {"obj", "gen"}:
                    if token in self.analysis.hits and token not in self.analysis.item_at:
                        return token
                elif self.is_preposition(token, slot) and token not in self.analysis.item_at:
                    return token
        return None


def _behind(item: Item) -> Item:
    """Who acts where a person only tells of it: the side that the person speaks for («المتحدث باسم قسد … أسر مئات»)."""
    mention = item.mention
    if mention is None or mention.speaks_for is None:
        return item
    side = mention.speaks_for
    told = replace(mention, actor=side, country=side.country or mention.country, sector=side.sector)
    return replace(item, mention=told)
