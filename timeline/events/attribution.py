"""According to whom: which stretches of text are somebody's report, claim or denial."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

from timeline import languages
from timeline.events.lexicon import Speech
from timeline.events.roles import RoleFinder
from timeline.events.sentences import Analysis, Hit, Item, Sentence, finite, preposition
from timeline.events.types import SPEECH_ACTS
from timeline.tsv import split_list

COMPLEMENT, CONTINUED, PHRASE = 30, 6, 8
"""How many tokens behind a word of saying, one that goes on, or a phrase («وفق …») its complement may begin."""
TOLD_FROM = 4
"""How many tokens are at least told before an attribution that ends a sentence."""


@dataclass(slots=True)
class Scope:
    """Tokens [first, behind) that `speaker` says (kind as in attribution.tsv); `word` is the token that attributes."""

    first: int
    behind: int
    speaker: list[Item]
    kind: str
    word: int


class Attribution:
    """Finds reported speech sentence by sentence and in order, for a speaker goes on («وأضاف», "he added")."""

    def __init__(self, analysis: Analysis, roles: RoleFinder) -> None:
        self.analysis = analysis
        self.roles = roles
        self.syntax = roles.syntax
        self.words = analysis.text.words
        self.last_speaker: list[Item] = []
        self.speakers: list[Item] = []

    def scopes(self, sentence: Sentence) -> list[Scope]:
        """The reported stretches of a sentence, in order of their attributing words."""
        found: list[Scope] = []
        around: set[int] = set()
        speech = self.analysis.lexicon.speech
        if (scope := self._named(sentence)) is not None:
            self._add(scope, found)
        hits = self.analysis.hits
        for token in range(sentence.first, sentence.behind):
            if token not in hits:
                continue
            for hit in sorted(hits[token], key=_verbs_first) if len(hits[token]) > 1 else hits[token]:
                pos = "verb" if hit.form.pos == "participle" else hit.form.pos
                word = speech.get((hit.form.lemma, pos))
                if word is None or (pos == "verb" and not self.roles.vso and self._nominal(token)):
                    continue
                scope = self._phrase(hit, word, sentence) if pos == "phrase" else self._verb(hit, word, sentence)
                if scope is not None:
                    self._add(scope, found)
                    if pos == "phrase":
                        around.add(scope.word)
                    break
        for earlier, later in itertools.pairwise(found):
            nested = earlier.first < later.word < earlier.behind and earlier.first < later.first
            if nested and earlier.word not in around:
                earlier.behind = later.word
        for scope in found:
            if not scope.speaker and (outer := speaker_of(scope.word, found)) is not None:
                scope.speaker = outer.speaker
        return found

    def _nominal(self, token: int) -> bool:
        """Is what looks like a verb of saying part of a noun phrase ("the United States", "days of questioning")?"""
        if token in self.analysis.item_at:
            return True
        before = token - 1
        return (
            before >= 0
            and bool(preposition(self.analysis, before))
            and self.words[before] not in self.syntax.infinitive
        )

    def _add(self, scope: Scope, found: list[Scope]) -> None:
        scope.speaker = [self._known(item) for item in scope.speaker]
        found.append(scope)
        if scope.speaker:
            self.last_speaker = self.roles.last_speaker = scope.speaker
            self.speakers += scope.speaker

    def _known(self, item: Item) -> Item:
        """Who «المصدر», "the spokesman" or "the statement" is: whoever spoke before under this word."""
        mention = item.mention
        if mention is None or mention.actor.listed or mention.actor.kind not in {"unnamed", "office"}:
            return item
        heads = [token for token in range(item.first, item.behind) if self.words[token] not in self.syntax.determiners]
        definite = len(heads) < item.behind - item.first or not self.syntax.is_bare(self.words[item.first])
        if len(heads) != 1 or not definite:
            return item
        head = self.syntax.bare(self.words[heads[0]])
        if any(
            hit.form.pos == "noun" and (hit.form.lemma, "noun") in self.analysis.lexicon.speech
            for hit in self.analysis.hits.get(heads[0], ())
        ):
            return (self.last_speaker or self.roles.last_subject or [item])[0]
        for earlier in reversed(self.speakers):
            longer = earlier.behind - earlier.first > 1
            if longer and head in {self.syntax.bare(self.words[t]) for t in range(earlier.first, earlier.behind)}:
                return earlier
        return item

    def _named(self, sentence: Sentence) -> Scope | None:
        """A sentence that a name with a colon opens is what is told by the named («المرصد: مقتل …»)."""
        item = self.analysis.item_at.get(sentence.first)
        if item is None or item.kind != "np" or item.mention is None or item.adjective:
            return None
        if item.behind >= sentence.behind or self.words[item.behind] != ":" or item.mention.actor.kind == "state":
            return None
        return Scope(item.behind, sentence.behind, [item], "say", item.behind)

    def _verb(self, hit: Hit, word: Speech, sentence: Sentence) -> Scope | None:
        complement = split_list(word.complement)
        if hit.form.pos == "noun":
            speaker = self.roles.genitive(hit, sentence)
            if not speaker or not self._complement(hit, sentence, complement):
                return None
            return Scope(max(i.behind for i in speaker), sentence.behind, speaker, word.kind, hit.first)
        if hit.form.pos == "participle":
            if not self._complement(hit, sentence, complement):
                return None
            speaker = self.roles.agent(hit, sentence) or self.last_speaker or self.roles.last_subject
            return Scope(hit.behind, sentence.behind, speaker, word.kind, hit.first)
        if hit.form.suffix:
            return None
        if self._as_said(hit, sentence):
            after = self.roles.bare_after(hit.behind, sentence.behind)
            speaker = self.roles.group(after[0], sentence) if after else self.last_speaker
            return Scope(sentence.first, hit.first, speaker, word.kind, hit.first) if speaker else None
        speaker = self._speaker(hit, word, sentence)
        if self._trails(hit, sentence, speaker):
            return Scope(sentence.first, hit.first, speaker, word.kind, hit.first)
        reach = CONTINUED if word.kind == "quote-continuation" else COMPLEMENT
        noun = "clause" in complement and self._tells_noun(hit, sentence, speaker)
        if not noun and not self._complement(hit, sentence, complement, reach):
            return None
        behind = max([hit.behind, *(i.behind for i in speaker if hit.behind <= i.first < hit.behind + 12)])
        end = sentence.behind if self.roles.vso else self._content_end(behind, sentence)
        return Scope(behind, end, speaker, word.kind, hit.first)

    def _content_end(self, first: int, sentence: Sentence) -> int:
        """Where what is told ends: a mere object ("announced the move as …") does so where the next clause begins."""
        sentence_end = self._joined(first, sentence)
        clausal = {*self.syntax.complementisers, *self.syntax.copulas, *self.syntax.infinitive, ":", '"'}
        for token in range(first, sentence_end):
            cue = self.analysis.cue(token)
            if self.words[token] in clausal:
                break
            if self.roles.is_finite(token) or cue & {"future", "modal", "negation", "conditional"}:
                break
            if "clause" in cue:
                return token
        return sentence_end

    def _joined(self, first: int, sentence: Sentence) -> int:
        """Where another main clause is joined to what is told (", and the army …", "; …"), outside of quotations."""
        quoted = False
        for token in range(first, sentence.behind - 2):
            word = self.words[token]
            if word == '"':
                quoted = not quoted
            elif quoted or word not in {",", ";"}:
                continue
            elif word == ";" or (
                self.words[token + 1] in self.syntax.coordinators
                and self.words[token + 2] not in self.syntax.complementisers
            ):
                return token
        return sentence.behind

    def _speaker(self, hit: Hit, word: Speech, sentence: Sentence) -> list[Item]:
        """Who says it: the subject, or behind a preposition («نقلت الصحيفة عن …»), or whoever spoke last."""
        slot = _slots(self.analysis.text.pack.code).get((word.lemma, word.pos), "subj")
        if slot != "subj":
            return self.roles.behind_preposition(hit, slot, sentence) if slot != "none" else []
        if self._passive(hit):
            return self.roles.agent(hit, sentence)
        if not self.roles.vso and self.words[hit.first - 1] in {",", '"'} and (told := self._inverted(hit, sentence)):
            return told
        speaker = self.roles.subject(hit, sentence)
        if not speaker and (self._goes_on(hit, word) if self.roles.vso else self._pronoun(hit)):
            return self.last_speaker or self.roles.last_subject
        return speaker

    def _inverted(self, hit: Hit, sentence: Sentence) -> list[Item]:
        """The speaker behind the verb that a report ends with (", said the minister"), no subject of what is said."""
        at = hit.behind
        while at < sentence.behind and self.words[at] in self.syntax.determiners:
            at += 1
        item = self.analysis.item_at.get(at)
        if item is None or item.first != at or item.kind != "np":
            return []
        speaker = self.roles.group(item, sentence)
        follows = speaker[-1].behind
        return [] if follows < sentence.behind and self.roles.is_verbal(follows) else speaker

    def _passive(self, hit: Hit) -> bool:
        """Is it said by nobody named («يُشار إلى أن …», "is believed to")?"""
        if hit.form.voice == "passive":
            return True
        before = range(max(0, hit.first - 2), hit.first)
        return hit.form.voice == "either" and any(
            self.words[token] in self.syntax.copulas and token not in self.analysis.item_at for token in before
        )

    def _goes_on(self, hit: Hit, word: Speech) -> bool:
        """Can a verb without a known subject be that of whoever spoke last? Not where another noun is its subject."""
        if word.kind in {"quote-continuation", "say", "deny"}:
            return True
        follows = self.words[hit.behind] if hit.behind < len(self.words) else ""
        return not follows[:1].isalpha() or follows in self.syntax.complementisers

    def _as_said(self, hit: Hit, sentence: Sentence) -> bool:
        """Is the verb introduced by "as" («كما أفاد المرصد», «حسبما ذكرت الوكالة»), behind what it tells?"""
        if not self.roles.vso or hit.first - sentence.first <= TOLD_FROM:
            return False
        if self.words[hit.first - 1] not in self.syntax.as_said:
            return False
        ahead = self.words[hit.behind : min(sentence.behind, hit.behind + 2 * CONTINUED)]
        return self.syntax.complementisers.isdisjoint(ahead)

    def _pronoun(self, hit: Hit) -> bool:
        return hit.first > 0 and self.words[hit.first - 1] in self.syntax.speaking_pronouns

    def _complement(self, hit: Hit, sentence: Sentence, wanted: tuple[str, ...], reach: int = COMPLEMENT) -> bool:
        """Does a reported clause follow: a complementiser, a colon or a quotation, or a preposition of the word's?"""
        words = self.words
        if not self.roles.vso:
            return True
        prepositions = self.syntax.reporting_prepositions.intersection(wanted)
        for token in range(hit.behind, min(sentence.behind, hit.behind + reach)):
            if token > hit.behind and finite(self.analysis, token) is not None and token not in self.analysis.item_at:
                return False
            if words[token] in self.syntax.complementisers or words[token] == ":":
                return True
            if words[token] == '"' and not self._quoted_name(token):
                return True
            if token <= hit.behind + 12 and words[token] in prepositions:
                return True
        return False

    def _tells_noun(self, hit: Hit, sentence: Sentence, speaker: list[Item]) -> bool:
        """Is what is told an event noun («أعلنت الوزارة في بيان مقتل …»)? Nouns of speech acts are acts themselves."""
        senses = self.analysis.lexicon.senses
        first = max([hit.behind, *(i.behind for i in speaker if hit.behind <= i.first < hit.behind + CONTINUED)])
        for token in range(first, min(sentence.behind, first + CONTINUED)):
            if self.roles.is_finite(token) or (self.words[token] in self.syntax.complementisers):
                return False
            if token not in self.analysis.item_at:
                for noun in self.analysis.hits.get(token, ()):
                    types = {sense.type for sense in senses.get((noun.form.lemma, noun.form.pos), ())}
                    if noun.form.pos == "noun" and not noun.clitics and types and not types & SPEECH_ACTS:
                        return True
        return False

    def _quoted_name(self, token: int) -> bool:
        """Do the quotation marks at a token only enclose a name («"داعش"») or stand inside one?"""
        if token in self.analysis.item_at:
            return True
        words = self.words
        for item in (self.analysis.item_at.get(token + 1), self.analysis.item_at.get(token - 1)):
            if item is not None and (words[item.first - 1] == '"' or item.first == token + 1):
                return item.behind >= len(words) or words[item.behind] == '"'
        return False

    def _trails(self, hit: Hit, sentence: Sentence, speaker: list[Item]) -> bool:
        """Does the attributing verb end the sentence it reports ("…, the ministry said")?"""
        left = hit.first - sentence.first
        anchor = min([hit.first, *(i.first for i in speaker if i.first >= sentence.first)])
        if left < TOLD_FROM or anchor <= sentence.first:
            return False
        words = self.words
        comma = any(words[t] in {",", '"'} for t in range(max(sentence.first, anchor - 2), anchor))
        end = max([hit.behind, *(i.behind for i in speaker if i.first >= hit.behind)])
        behind = next((t for t in range(end, sentence.behind) if words[t] == ";"), sentence.behind)
        return (
            comma
            and not self.roles.vso
            and behind - end <= 12
            and self.syntax.complementisers.isdisjoint(words[hit.behind : behind])
        )

    def _phrase(self, hit: Hit, word: Speech, sentence: Sentence) -> Scope | None:
        """«وفق …», «بحسب …», "according to …": the sentence around is the named one's."""
        end = min(sentence.behind, hit.behind + PHRASE)
        speaker = next((i for i in self.analysis.items_in(hit.behind, end) if i.kind == "np"), None)
        if speaker is None:
            return None
        return Scope(sentence.first, sentence.behind, [speaker], word.kind, hit.first)


def _verbs_first(hit: Hit) -> bool:
    return hit.form.pos != "verb"


@cache
def _slots(language: str) -> dict[tuple[str, str], str]:
    """Where the speaker stands to a word, for those whose language says so."""
    rows = languages.load(language).table("attribution")
    return {(row["lemma"], row["pos"]): row["speaker"] for row in rows if row.get("speaker")}


def speaker_of(token: int, scopes: list[Scope]) -> Scope | None:
    """The innermost reported stretch that a token stands in."""
    holding = [s for s in scopes if s.first <= token < s.behind and s.word != token]
    return max(holding, key=lambda s: (s.first, s.word)) if holding else None
