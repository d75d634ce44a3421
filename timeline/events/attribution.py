"""According to whom: which stretches of text are somebody's report, claim or denial."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from timeline.events.roles import RoleFinder
from timeline.events.sentences import Analysis, Hit, Item, Sentence, finite


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
        self.last_speaker: list[Item] = []

    def scopes(self, sentence: Sentence) -> list[Scope]:
        """The reported stretches of a sentence, in order of their attributing words."""
        found: list[Scope] = []
        speech = self.analysis.lexicon.speech
        for token in range(sentence.first, sentence.behind):
            for hit in sorted(self.analysis.hits.get(token, ()), key=lambda h: h.form.pos != "verb"):
                pos = "verb" if hit.form.pos == "participle" else hit.form.pos
                word = speech.get((hit.form.lemma, pos))
                if word is None:
                    continue
                scope = (
                    self._phrase(hit, word.kind, sentence) if pos == "phrase" else self._verb(hit, word.kind, sentence)
                )
                if scope is not None:
                    found.append(scope)
                    if scope.speaker:
                        self.last_speaker = self.roles.last_speaker = scope.speaker
                    break
        for earlier, later in itertools.pairwise(found):
            if earlier.first < later.word < earlier.behind and earlier.first < later.first:
                earlier.behind = later.word
        return found

    def _verb(self, hit: Hit, kind: str, sentence: Sentence) -> Scope | None:
        if hit.form.pos == "noun":
            speaker = self.roles.genitive(hit, sentence)
            if not speaker or not self._complement(hit, sentence):
                return None
            return Scope(max(i.behind for i in speaker), sentence.behind, speaker, kind, hit.first)
        if hit.form.pos == "participle":
            if not self._complement(hit, sentence):
                return None
            speaker = self.roles.agent(hit, sentence) or self.last_speaker or self.roles.last_subject
            return Scope(hit.behind, sentence.behind, speaker, kind, hit.first)
        if hit.form.suffix:
            return None
        speaker = self.roles.subject(hit, sentence)
        if not speaker:
            speaker = self.last_speaker or self.roles.last_subject if self.roles.vso or self._pronoun(hit) else []
        if self.roles.vso and speaker and hit.first - sentence.first > 4 and self._as_said(hit):
            return Scope(sentence.first, hit.first, speaker, kind, hit.first)
        if self._trails(hit, sentence, speaker):
            return Scope(sentence.first, hit.first, speaker, kind, hit.first)
        if not self._complement(hit, sentence, 6 if kind == "quote-continuation" else 30):
            return None
        behind = max([hit.behind, *(i.behind for i in speaker if hit.behind <= i.first < hit.behind + 12)])
        return Scope(behind, sentence.behind, speaker, kind, hit.first)

    def _as_said(self, hit: Hit) -> bool:
        """Is the verb introduced by "as" («كما أفاد المرصد», «حسبما ذكرت الوكالة»)?"""
        return self.analysis.text.words[hit.first - 1] in self.roles.syntax.as_said

    def _pronoun(self, hit: Hit) -> bool:
        return hit.first > 0 and self.analysis.text.words[hit.first - 1] in self.roles.syntax.speaking_pronouns

    def _complement(self, hit: Hit, sentence: Sentence, reach: int = 30) -> bool:
        """Does a reported clause follow: a complementiser, a colon or a quotation, or a reporting preposition?"""
        words = self.analysis.text.words
        if not self.roles.vso:
            return True
        for token in range(hit.behind, min(sentence.behind, hit.behind + reach)):
            if token > hit.behind and finite(self.analysis, token) is not None and token not in self.analysis.item_at:
                return False
            if words[token] in self.roles.syntax.complementisers or words[token] == ":":
                return True
            if words[token] == '"' and not self._quoted_name(token):
                return True
            if token <= hit.behind + 12 and words[token] in self.roles.syntax.reporting_prepositions:
                return True
        return False

    def _quoted_name(self, token: int) -> bool:
        """Do the quotation marks at a token only enclose a name («"داعش"») or stand inside one?"""
        if token in self.analysis.item_at:
            return True
        words = self.analysis.text.words
        for item in (self.analysis.item_at.get(token + 1), self.analysis.item_at.get(token - 1)):
            if item is not None and (words[item.first - 1] == '"' or item.first == token + 1):
                return item.behind >= len(words) or words[item.behind] == '"'
        return False

    def _trails(self, hit: Hit, sentence: Sentence, speaker: list[Item]) -> bool:
        """Does the attributing verb end the sentence it reports ("…, the ministry said")?"""
        left = hit.first - sentence.first
        anchor = min([hit.first, *(i.first for i in speaker if i.first >= sentence.first)])
        if left < 4 or anchor <= sentence.first:
            return False
        words = self.analysis.text.words
        comma = any(words[t] in {",", '"'} for t in range(max(sentence.first, anchor - 2), anchor))
        end = max([hit.behind, *(i.behind for i in speaker if i.first >= hit.behind)])
        return (
            comma
            and not self.roles.vso
            and sentence.behind - end <= 12
            and self.roles.syntax.complementisers.isdisjoint(words[hit.behind : sentence.behind])
        )

    def _phrase(self, hit: Hit, kind: str, sentence: Sentence) -> Scope | None:
        """«وفق …», «بحسب …», "according to …": the sentence around is the named one's."""
        items = self.analysis.items_in(hit.behind, min(sentence.behind, hit.behind + 8))
        speaker = next(([i] for i in items if i.kind == "np"), [])
        if not speaker:
            return None
        return Scope(sentence.first, sentence.behind, speaker, kind, hit.first)


def speaker_of(token: int, scopes: list[Scope]) -> Scope | None:
    """The innermost reported stretch that a token stands in."""
    holding = [s for s in scopes if s.first <= token < s.behind and s.word != token]
    return max(holding, key=lambda s: (s.first, s.word)) if holding else None
