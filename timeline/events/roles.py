"""Frames filled: which noun phrases of the clause stand in which role of an event word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from timeline.events.lexicon import LightVerb, Sense, Slot
from timeline.events.sentences import Analysis, Hit, Item, Sentence, finite, preposition
from timeline.text import splits

SUBJECT_REACH = 6
"""How many tokens may stand between a verb and the subject behind it, and between that and the object."""
REACH = 18
"""How many tokens to the right of an event word its prepositional phrases are looked for."""

MATERIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE", "AID", "PROTEST", "COOPERATE"})
BYSTANDERS = frozenset({"MED", "UNK", "CVL", "NGO"})
"""Sectors whose speaking subjects report rather than act."""
_VICTIMS = {"CVL", "CRM", "UNK", "EDU", "MED", "REL"}


@dataclass(slots=True)
class Filled:
    """An event word with the items that fill the roles of one sense.

    `implied` roles were carried over, not stated; `lacking` counts the sense's needs that nothing fills; `governed` is the
    type of the speech act that this word is the content of, "" for none.
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
    governed: str = ""

    def used(self) -> set[int]:
        return {id(item) for items in self.roles.values() for item in items}


class RoleFinder:
    """Fills frames in one text, sentence by sentence and in order, for subjects carry over from clause to clause."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.syntax = analysis.lexicon.syntax
        self.last_subject: list[Item] = []
        self.last_agent: list[Item] = []
        self.last_speaker: list[Item] = []
        self.vso = self.syntax.order == "VSO"

    # Slots ------------------------------------------------------------------------------------------------------------

    def bounds(self, sentence: Sentence, token: int) -> tuple[int, int]:
        """The clause that a token stands in."""
        return sentence.clauses[sentence.clause_of(token)]

    def group(self, item: Item, sentence: Sentence) -> list[Item]:
        """An item with what is joined to it by "and" or commas in a list."""
        items = [i for i in self.analysis.items_in(item.first, sentence.behind) if i.kind == "np" or i is item]
        found = [item]
        for other in items[1:]:
            if other.adjective or other.attached:
                continue
            if other.conj and other.first - found[-1].behind <= 2 and other.prep in {"", item.prep}:
                found.append(other)
            else:
                break
        return found

    def subject(self, hit: Hit, sentence: Sentence) -> list[Item]:
        """The noun phrases that a finite verb or participle agrees with."""
        if self.vso and hit.form.pos == "participle" and hit.form.voice == "active":
            # A circumstantial participle («داعياً …») is its main verb's subject's.
            return list(self.last_subject)
        return self._subject_vso(hit, sentence) if self.vso else self._subject_svo(hit, sentence)

    def _subject_svo(self, hit: Hit, sentence: Sentence) -> list[Item]:
        index = sentence.clause_of(hit.first)
        start, _ = sentence.clauses[index]
        candidates = [i for i in self.analysis.items_in(start, hit.first) if self._bare(i)]
        if candidates:
            return self._chain_left(candidates[-1], candidates)
        if index in sentence.relative:
            before = [i for i in self.analysis.items_in(sentence.first, start) if i.kind == "np"]
            return [before[-1]] if before else []
        for earlier in range(index - 1, -1, -1):
            if earlier in sentence.relative:
                continue
            a, b = sentence.clauses[earlier]
            candidates = [i for i in self.analysis.items_in(a, b) if self._bare(i)]
            if candidates:
                return self._chain_left(candidates[0], candidates[:1])
        return []

    def _chain_left(self, item: Item, candidates: list[Item]) -> list[Item]:
        chain = [item]
        for other in reversed(candidates[: candidates.index(item)]):
            if chain[0].conj and chain[0].first - other.behind <= 2:
                chain.insert(0, other)
            else:
                break
        return chain

    def _subject_vso(self, hit: Hit, sentence: Sentence) -> list[Item]:
        index = sentence.clause_of(hit.first)
        start, end = sentence.clauses[index]
        if self.text.words[start] in self.syntax.pronoun_complementisers and hit.first - start <= 3:
            return list(self.last_subject)
        if index in sentence.relative and hit.first - start <= 2 and not hit.form.suffix:
            antecedent = [
                i for i in self.analysis.items_in(sentence.first, start) if i.kind == "np" and not i.adjective
            ]
            if antecedent:
                return [antecedent[-1]]
        before = [i for i in self.analysis.items_in(start, hit.first) if self._bare(i)]
        between = any(self._finite(t) for t in range(before[-1].behind, hit.first)) if before else True
        if before and not between and (sentence.headline or hit.first - before[-1].behind <= 6):
            return self._chain_left(before[-1], before)
        after = self._bare_after(hit.behind, end)
        return self.group(after[0], sentence) if after else []

    def _bare(self, item: Item) -> bool:
        return item.kind == "np" and not item.prep and not item.adjective and not item.attached

    def _finite(self, token: int) -> bool:
        return token not in self.analysis.item_at and finite(self.analysis, token) is not None

    def _opens(self, token: int) -> bool:
        """Does a free relative open here («أشاد بما وصلت إليه الجامعة»)?"""
        return self.text.words[token] in self.syntax.free_relatives

    def _bare_after(self, token: int, end: int) -> list[Item]:
        """Noun phrases without preposition to the right and near, up to the next finite verb."""
        found: list[Item] = []
        last = token
        for item in self.analysis.items_in(token, end):
            if item.first - last > SUBJECT_REACH or any(self._finite(t) or self._opens(t) for t in range(last, item.first)):
                break
            if self._bare(item):
                found.append(item)
            last = item.behind
        return found

    def object(self, hit: Hit, sentence: Sentence, subject: list[Item]) -> list[Item]:
        """The noun phrases or places that a verb governs without a preposition."""
        _, end = self.bounds(sentence, hit.first)
        taken = {id(item) for item in subject}
        last = max([hit.behind, *(item.behind for item in subject if item.first >= hit.behind)])
        for item in self.analysis.items_in(hit.behind, end):
            if id(item) in taken or item.kind == "time" or item.adjective or item.inner:
                continue
            if item.first < last or (item.conj and subject and item.first - last <= 1):
                continue
            if item.attached:
                last = item.behind
                continue
            if item.first - last > SUBJECT_REACH:
                break
            if not item.prep:
                if any(preposition(self.analysis, t) not in {"", "of"} for t in range(last, item.first)):
                    break
                return self.group(item, sentence)
            if self._through_noun(last, item):
                return [item]
            break
        return []

    def _through_noun(self, token: int, item: Item) -> bool:
        """Does only a common noun stand between, whose complement the item is («آخر جيب لتنظيم…», "members of …")?"""
        gap = range(token, item.first)
        short = 1 <= len(gap) <= 4
        return (
            short
            and item.prep in {"ل", "من", "of"}
            and not any(preposition(self.analysis, t) not in {"", "of"} for t in gap)
        )

    def genitive(self, hit: Hit, sentence: Sentence) -> list[Item]:
        """The noun phrase or place directly behind a noun («مقتل ثلاثة جنود»), or behind one more common noun."""
        if hit.form.suffix:
            return []
        item = self.analysis.item_at.get(hit.behind)
        if item is not None and item.first == hit.behind and not item.prep and item.kind != "time":
            return self.group(item, sentence)
        for gap in (1, 2):
            if hit.behind + gap >= len(self.text):
                break
            follows = self.analysis.item_at.get(hit.behind + gap)
            quotes = all(self.text.words[t] in {'"', "'"} for t in range(hit.behind, hit.behind + gap))
            if follows is None or follows.first != hit.behind + gap or follows.kind == "time" or follows.prep:
                continue
            if quotes or not any(self._blocks(t) for t in range(hit.behind, hit.behind + gap)):
                return self.group(follows, sentence)
        return []

    def _blocks(self, token: int) -> bool:
        word = self.text.words[token]
        return (
            not word[0].isalnum()
            or bool(preposition(self.analysis, token))
            or token in self.analysis.hits
            or bool(self.analysis.cue(token))
        )

    def behind_preposition(self, hit: Hit, prep: str, sentence: Sentence) -> list[Item]:
        """The items of the first prepositional phrase with `prep` to the right of an event word."""
        _, end = self.bounds(sentence, hit.first)
        end = min(max(end, hit.behind), hit.behind + REACH)
        for token in range(hit.behind, end):
            if self._finite(token):
                end = token  # another verb's phrases are not this one's
                break
        for item in self.analysis.items_in(hit.behind, end):
            if item.kind != "time" and item.prep == prep:
                return self.group(item, sentence)
        for token in range(hit.behind, end):
            if self._is_preposition(token, prep):
                for item in self.analysis.items_in(token + 1, min(end, token + 5)):
                    gap = range(token + 1, item.first)
                    if any(preposition(self.analysis, t) not in {"", "of", item.prep} for t in gap):
                        break
                    if item.kind != "time" and item.prep in {"", "ل", "من", "of"}:
                        return self.group(item, sentence)
                    break
        return []

    def _is_preposition(self, token: int, prep: str) -> bool:
        if " " in prep:
            length = prep.count(" ") + 1
            return preposition(self.analysis, token, length) == prep
        if preposition(self.analysis, token) == prep:
            return True
        return prep in self.syntax.preposition_clitics and any(
            split.clitics.endswith(prep) and len(split.stem) > 2 for split in self.text.splits(token)[1:]
        )

    def agent(self, hit: Hit, sentence: Sentence) -> list[Item]:
        """The noun phrase behind «على يد», «من قبل», "by" …"""
        for token in range(hit.behind, min(sentence.behind, hit.behind + REACH)):
            if "passive_agent" in self.analysis.cue(token):
                at = self.analysis.cues[token][0]
                for item in self.analysis.items_in(at, min(sentence.behind, at + 4)):
                    if item.kind == "np" or item.place is not None:
                        return self.group(item, sentence)
                    break
        return []

    def before_noun(self, hit: Hit, possessive: bool) -> list[Item]:
        """The noun phrase directly before a noun ("Russian air strike") or before its "'s"."""
        at = hit.first - 1
        if possessive:
            while at > hit.first - 4 and at >= 0 and self.text.words[at] != "'s":
                at -= 1
            if at < 0 or self.text.words[at] != "'s":
                return []
            at -= 1
        item = self.analysis.item_at.get(at)
        if item is not None and item.kind != "time" and item.behind == at + 1:
            return [item]
        return []

    # Frames -----------------------------------------------------------------------------------------------------------

    def slot(self, filled: Filled, slot: Slot, sentence: Sentence, surface: dict[str, list[Item]]) -> list[Item]:
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
            return self.genitive(hit, sentence)
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
            return {"subj": self.agent(hit, sentence), "obj": subject}, True
        if self._continues(hit, sense, subject, objects, sentence):
            return {"subj": list(self.last_subject), "obj": subject}, False
        return {"subj": subject, "obj": objects}, False

    def _passive(self, hit: Hit, sense: Sense, subject: list[Item], objects: list[Item], sentence: Sentence) -> bool:
        form = hit.form
        if form.voice == "passive":
            return True
        if form.voice != "either" or form.suffix:
            return False
        if not self.vso:
            words = self.text.words
            for back in range(1, 4):
                at = hit.first - back
                if at < sentence.first:
                    break
                if words[at] in self.syntax.copulas:
                    return True
            return hit.behind < len(words) and words[hit.behind] == "by"
        if objects or not subject or not any(slot.slot == "obj" for slot in sense.slots):
            return False
        if form.pos == "verb" and self.agent(hit, sentence):
            return True
        mention = subject[0].mention
        if mention is None:
            return False
        return subject[0].counted or (mention.actor.kind == "unnamed" and mention.sector in _VICTIMS)

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
        return joined and sentence.first <= earlier.first < hit.first and earlier.mention is not subject[0].mention

    def fill(self, hit: Hit, sense: Sense, sentence: Sentence) -> Filled | None:
        """The sense with its roles filled, or None where its conditions or needs are not met."""
        if not self._words_near(hit, sense, sentence):
            return None
        filled = Filled(hit, sense)
        verbal = hit.form.pos in {"verb", "participle"} or any(slot.slot in {"subj", "obj"} for slot in sense.slots)
        surface: dict[str, list[Item]] = {"subj": [], "obj": []}
        if verbal:
            surface, filled.passive = self.surface(hit, sense, sentence)
        for slot in sense.slots:
            if slot.role == "content":
                continue
            if slot.role in filled.roles:
                continue
            items = [
                i
                for i in self.slot(filled, slot, sentence, surface)
                if self._fits(i, slot) and id(i) not in filled.used()
            ]
            if items:
                filled.roles[slot.role] = items
                filled.slots[slot.role] = slot.slot
        self._light(filled, sentence)
        self._behind_noun(filled, sentence)
        self._pronouns(filled, sentence)
        self._carried(filled)
        filled.content = self._content(filled, sentence)
        has = {*filled.roles, "content"} if filled.content is not None else set(filled.roles)
        filled.lacking = sum(has.isdisjoint(need) for need in sense.needs)
        if hit.form.pos == "participle" and not any(role not in filled.implied for role in has - {"actor"}):
            return None
        return filled

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
            filled.roles["actor"] = free
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
        if not sense.near and not sense.far:
            return True
        back = 3 if sense.pos == "noun" else 2
        ahead = range(max(sentence.first, hit.first - back), min(sentence.behind, hit.behind + 7))
        near = not sense.near
        for token in ahead:
            if hit.first <= token < hit.behind:
                continue
            stems = _stems(self.text.words[token], self.text.pack.code)
            if sense.far and not stems.isdisjoint(sense.far):
                return False
            near = near or not stems.isdisjoint(sense.near)
        return near

    def _light(self, filled: Filled, sentence: Sentence) -> None:
        """Take the subject of a light verb before an event noun («شن التنظيم هجوماً», "launched an attack")."""
        hit = filled.hit
        if hit.form.pos not in {"noun", "phrase"}:
            return
        start, _ = self.bounds(sentence, hit.first)
        for token in range(hit.first - 1, max(start, hit.first - 12) - 1, -1):
            for verb in self.analysis.hits.get(token, ()):
                lemma = verb.form.lemma
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
            return noun.clitics in {"", "و"} and not preposition(self.analysis, noun.first - 1)
        if noun.clitics.endswith(light.preposition):
            return True
        gap = range(verb.behind, noun.first)
        return any(self._is_preposition(t, light.preposition) for t in gap)

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
        """The agent that stands behind an event noun: as nationality («الغارات التركية») or subject of a light verb that
        takes the noun up again («غارات شنتها الطائرات التركية»)."""
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
                    after = self._bare_after(verb.behind, sentence.behind)
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
                elif self._is_preposition(token, slot) and token not in self.analysis.item_at:
                    return token
        return None


@lru_cache(maxsize=65536)
def _stems(word: str, language: str) -> frozenset[str]:
    """A word as condition lists compare it: without proclitics, article, plural and pronoun endings."""
    found: set[str] = set()
    for split in splits(word, language):
        bare = split.stem.removeprefix("ال") if len(split.stem) > 4 else split.stem
        found.add(bare)
        for ending in ("ات", "ها", "هم", "ه", "ا", "ين", "ون", "s", "es", "ed", "ing"):
            if bare.endswith(ending) and len(bare) - len(ending) >= 3:
                found.add(bare[: -len(ending)])
        if bare.endswith("ت"):
            found.add(bare[:-1] + "ه")
    return frozenset(found)
