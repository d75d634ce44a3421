"""Where the noun phrases of a clause stand to its verbs and nouns: subjects, objects, genitives, phrases."""

from __future__ import annotations

from collections import deque

from timeline.events.sentences import Analysis, Hit, Item, Sentence, finite, preposition

SUBJECT_REACH = 6
"""How many tokens may stand between a verb and the subject behind it, and between that and the object."""
REMEMBERED = 6
"""How many subjects back a pronoun may refer."""
GOVERNING_REACH = 4
"""How many words before an infinitive the pronoun stands at most that does it ("he hopes to sign")."""
REACH = 18
"""How many tokens to the right of an event word its prepositional phrases are looked for."""


class Arguments:
    """Finds the noun phrases around event words in one text, sentence by sentence and in order.

    `last_subject` is the subject of the main verb before (subjects carry over from clause to clause), `last_agent` that
    of the last event, `last_speaker` whoever spoke last; `subjects` are those of the main verbs before, last first;
    the caller keeps them.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.syntax = analysis.lexicon.syntax
        self.vso = self.syntax.order == "VSO"
        tenses = self.syntax.tense_auxiliaries - self.syntax.infinitive
        self.helping = self.syntax.auxiliaries | self.syntax.copulas | tenses
        """What may stand between a subject and its verb."""
        self.transparent = {"", *self.syntax.transparent_prepositions}
        self.last_subject: list[Item] = []
        self.last_agent: list[Item] = []
        self.last_speaker: list[Item] = []
        self.subjects: deque[list[Item]] = deque(maxlen=REMEMBERED)

    def carry(self, subject: list[Item]) -> None:
        """Remember the subject of a main verb for the verbs behind it."""
        self.last_subject = subject
        self.subjects.appendleft(subject)

    def bounds(self, sentence: Sentence, token: int) -> tuple[int, int]:
        """The clause that a token stands in."""
        return sentence.clauses[sentence.clause_of(token)]

    def group(self, item: Item, sentence: Sentence) -> list[Item]:
        """An item with what is joined to it by "and" or commas in a list."""
        items = [i for i in self.analysis.items_in(item.first, sentence.behind) if i.kind == "np" or i is item]
        found = [item]
        for other in items[1:]:
            if self.hyphened(other) is found[-1]:
                found.append(other)
                continue
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
        if found := self._away(hit, sentence):
            return found
        candidates = [i for i in self.analysis.items_in(start, hit.first) if self.bare(i)]
        if candidates:
            return self._chain_left(candidates[-1], candidates)
        if index in sentence.relative:
            resumed = self._resumes(hit, sentence, start)
            before = [i for i in self.analysis.items_in(sentence.first, start) if i.kind == "np"]
            before = [i for i in before if not resumed or self.bare(i)]
            return [before[-1]] if before else []
        for earlier in range(index - 1, -1, -1):
            if earlier in sentence.relative:
                continue
            a, b = sentence.clauses[earlier]
            candidates = [i for i in self.analysis.items_in(a, b) if self.bare(i)]
            if candidates:
                return self._chain_left(candidates[0], candidates[:1])
        return []

    def _resumes(self, hit: Hit, sentence: Sentence, start: int) -> bool:
        """Is it the verb of the main clause, behind the whole of a relative one ("the man who was held has left")?"""
        end, words = self.verb_group(hit, sentence) + 1, self.text.words
        verb = next((t for t in range(start, end) if t not in self.analysis.item_at and self.is_verbal(t)), None)
        return verb is not None and not any(
            words[t] in self.syntax.same_subject or words[t] in self.syntax.complementisers for t in range(verb, end)
        )

    def _away(self, hit: Hit, sentence: Sentence) -> list[Item]:
        """A subject that does not stand directly before its verb, by the word that does."""
        if hit.form.pos == "participle" and hit.form.voice == "active":  # "…, urging him to", "after fleeing"
            apart = hit.first > sentence.first and hit.first - 1 not in self.analysis.item_at
            return self._shared(hit.first, sentence) if apart else []
        before = self.verb_group(hit, sentence)
        if hit.form.pos not in {"verb", "participle", "phrase"} or before < sentence.first:
            return []
        word = self.text.words[before]
        if word in self.syntax.speaking_pronouns:
            return self._antecedent(before, sentence)
        if word in self.syntax.infinitive and (pronoun := self._governing(before, sentence)) is not None:
            return self._antecedent(pronoun, sentence)
        if word == ",":
            return self._apart(before, sentence)
        return self._shared(before, sentence) if word in self.syntax.same_subject else []

    def _governing(self, infinitive: int, sentence: Sentence) -> int | None:
        """The pronoun that is the subject of the verb before an infinitive ("told reporters he hopes to sign")."""
        for token in range(infinitive - 1, max(sentence.first, infinitive - GOVERNING_REACH) - 1, -1):
            if self.text.words[token] in self.syntax.speaking_pronouns:
                return token
            if token in self.analysis.item_at or not self.text.words[token].isalpha():
                return None
        return None

    def verb_group(self, hit: Hit, sentence: Sentence) -> int:
        """The token before a verb and its auxiliaries, negations and adverbs."""
        at = hit.first - 1
        words, helping = self.text.words, self.helping
        while at >= sentence.first and at not in self.analysis.item_at:
            if words[at] not in helping and not self.analysis.cue(at) & {"negation", "future", "modal", "affirmative"}:
                break
            at -= 1
        return at

    def _antecedent(self, pronoun: int, sentence: Sentence) -> list[Item]:
        """Who a pronoun before a verb stands for: the last subject, who the sentence names first, a subject before."""
        word = self.text.words[pronoun]
        inside = [i for i in self.analysis.items_in(sentence.first, pronoun) if self.bare(i)]
        for option in (self.last_subject, inside[:1], *self.subjects):
            if (
                option
                and option[0].mention is not None
                and self._agrees(word, option[0].mention.actor.kind, len(option))
            ):
                return list(option)
        return []

    def _agrees(self, pronoun: str, kind: str, number: int) -> bool:
        """Can a pronoun stand for a party of a kind?"""
        person = kind in {"person", "office"}
        if pronoun in self.syntax.person_pronouns:
            return number == 1 and (person or kind == "unnamed")
        return not person or (number > 1 and pronoun not in self.syntax.body_pronouns)

    def _apart(self, comma: int, sentence: Sentence) -> list[Item]:
        """The subject before something put between commas ("the parents of X, a Briton held by Kurds, have …")."""
        words = self.text.words
        opening = comma - 1
        while opening > sentence.first and (words[opening] != "," or opening in self.analysis.item_at):
            opening -= 1
        named = self.analysis.item_at.get(comma - 1)
        apposed = self.analysis.item_at.get(opening - 1)
        if named is not None and apposed is not None and self.bare(named) and _names(apposed, named):
            return [named]
        if words[opening - 1] == ")":
            while opening > sentence.first and words[opening] != "(":
                opening -= 1
        for end in (opening, comma):
            item = self.analysis.item_at.get(end - 1)
            if item is None:
                continue
            while item.attached or (item.prep and item.prep in self.syntax.attaching):
                earlier = self.analysis.item_at.get(item.first - 2)
                if earlier is None:
                    break
                item = earlier
            if self.bare(item):
                return [item]
        return []

    def _shared(self, conjunction: int, sentence: Sentence) -> list[Item]:
        """The subject of the finite verb before, for one that goes on with it."""
        for token in range(conjunction - 1, sentence.first - 1, -1):
            if token in self.analysis.item_at:
                continue
            for hit in self.analysis.hits.get(token, ()):
                if hit.form.pos == "verb" and hit.form.tense in {"past", "present"}:
                    return self._subject_svo(hit, sentence)
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
        before = [i for i in self.analysis.items_in(start, hit.first) if self.bare(i)]
        between = any(self.is_finite(t) for t in range(before[-1].behind, hit.first)) if before else True
        if before and not between and (sentence.headline or hit.first - before[-1].behind <= 6):
            return self._chain_left(before[-1], before)
        after = self.bare_after(hit.behind, end)
        return self.group(after[0], sentence) if after else []

    def bare(self, item: Item) -> bool:
        """Is it a noun phrase that no preposition or other noun phrase governs?"""
        return item.kind == "np" and not item.prep and not item.adjective and not item.attached

    def is_finite(self, token: int) -> bool:
        """Does a finite verb stand at the token, outside of any noun phrase?"""
        return token not in self.analysis.item_at and finite(self.analysis, token) is not None

    def is_verbal(self, token: int) -> bool:
        """Is a word a finite verb or the auxiliary of one?"""
        known = self.syntax.auxiliaries | self.syntax.copulas | self.syntax.tense_auxiliaries
        return self.text.words[token] in known or finite(self.analysis, token) is not None

    def _opens(self, token: int) -> bool:
        """Does a free relative open here («أشاد بما وصلت إليه الجامعة»)?"""
        return self.text.words[token] in self.syntax.free_relatives

    def bare_after(self, token: int, end: int) -> list[Item]:
        """Noun phrases without preposition to the right and near, up to the next finite verb."""
        found: list[Item] = []
        last = token
        for item in self.analysis.items_in(token, end):
            if item.first - last > SUBJECT_REACH or any(
                self.is_finite(t) or self._opens(t) for t in range(last, item.first)
            ):
                break
            if self.bare(item):
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
                if any(preposition(self.analysis, t) not in self.transparent for t in range(last, item.first)):
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
            and item.prep in self.syntax.complement_prepositions
            and not any(preposition(self.analysis, t) not in self.transparent for t in gap)
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

    def is_described(self, hit: Hit) -> bool:
        """Is the word behind a noun its adjective, though it could name a person («هجوم انتحاري»)?"""
        words = self.text.words
        return hit.behind < len(words) and words[hit.behind] in self.syntax.describing_people

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
            if self.is_finite(token):
                end = token  # another verb's phrases are not this one's
                break
        for item in self.analysis.items_in(hit.behind, end):
            if item.kind != "time" and item.prep == prep:
                return self.group(item, sentence)
        for token in range(hit.behind, end):
            if self.is_preposition(token, prep):
                for item in self.analysis.items_in(token + 1, min(end, token + 5)):
                    gap = range(token + 1, item.first)
                    if any(preposition(self.analysis, t) not in {*self.transparent, item.prep} for t in gap):
                        break
                    if item.kind != "time" and (not item.prep or item.prep in self.syntax.complement_prepositions):
                        return self.group(item, sentence)
                    break
        return []

    def is_preposition(self, token: int, prep: str) -> bool:
        """Does the preposition stand at the token, apart or written to its word?"""
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
            while at > hit.first - 4 and at >= 0 and self.text.words[at] not in self.syntax.possessives:
                at -= 1
            if at < 0 or self.text.words[at] not in self.syntax.possessives:
                return []
            at -= 1
        elif at > 1 and self.text.words[at] in self.syntax.leading and self.text.words[at - 1] == "-":
            at -= 2  # "a US-led attack"
        item = self.analysis.item_at.get(at)
        if item is None or item.kind == "time" or item.behind != at + 1:
            return []
        other = self.hyphened(item)
        return [item] if other is None else [other, item]

    def hyphened(self, item: Item) -> Item | None:
        """The one that is written before another with a hyphen ("US-Turkish talks")."""
        before = item.first - 1
        if before < 1 or self.text.words[before] != "-" or self.text.spaced(before) or self.text.spaced(item.first):
            return None
        other = self.analysis.item_at.get(before - 1)
        both = other is not None and other.kind == item.kind == "np"
        return other if both and other is not item else None


def _names(unnamed: Item, named: Item) -> bool:
    """Is it a name that is put behind what it is ("a faction, the Freedom Fighters, …")?"""
    a, b = unnamed.mention, named.mention
    return a is not None and b is not None and a.actor.kind == "unnamed" != b.actor.kind
