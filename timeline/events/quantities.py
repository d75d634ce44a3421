"""Quantities of people in a sentence, and the words that tell of victims.

Joined quantities are added up ("two policemen and a soldier" are three); vague ones, numbers of things and numbers that
count nothing ("article 5") are left out. The words are the table `tolls` of a language.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from timeline import languages
from timeline.dates.numbers import load as number_words
from timeline.dates.numbers import read_number
from timeline.events import syntax
from timeline.events.sentences import Analysis, Item, Sentence, preposition
from timeline.memo import Memo
from timeline.model import Toll
from timeline.text import normalise, splits

Field = Literal["killed", "injured", "captured"]
JOINED = 7
"""How many words may stand between two quantities that are added up: the name of the first party."""
NOUN = 3
"""How many words behind a number can hold what it counts ("21 Israeli air strikes")."""
PAIR = 6
"""How far behind two people a pronoun can tell that they are two («صينيين يشتبه بأنهما …»)."""
SENTENCE = 5
"""How many words before a killing can say that it is a court's sentence."""
STOPS = frozenset({".", ",", ";", ":"})
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at the tokens [first, behind); `people` says that what is counted is known to be people.

    `noun` is the first word behind the number; `part` marks a share of a total told before.
    """

    first: int
    noun: int
    behind: int
    toll: Toll
    people: bool
    part: bool


@dataclass(frozen=True, slots=True)
class TollWord:
    """A word of victims: on which side its number stands, is it said of things too, does it tell how it came."""

    field: Field
    side: str
    things: bool
    how: bool


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The table `tolls` of one language, normalised: victims by word, the other words by kind.

    `of_lemma` and `of_word` remember what lemmas and written words, with what is written to them, tell of victims;
    `stems` what a written word may be without what is written to it.
    """

    language: str
    victims: dict[str, TollWord]
    kinds: dict[str, frozenset[str]]
    of_lemma: Memo[str, TollWord | None] = field(init=False, repr=False)
    of_word: Memo[str, TollWord | None] = field(init=False, repr=False)
    stems: Memo[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        remember = object.__setattr__
        remember(self, "of_lemma", Memo(lambda lemma: self.victims.get(normalise(lemma, self.language))))
        remember(self, "of_word", Memo(self._written))
        remember(self, "stems", Memo(lambda word: frozenset(split.stem for split in splits(word, self.language))))

    def _written(self, word: str) -> TollWord | None:
        bare = syntax.load(self.language).bare
        for split in splits(word, self.language):
            if found := self.victims.get(split.stem) or self.victims.get(bare(split.stem)):
                return found
        return None

    def has(self, kind: str, *words: str) -> bool:
        """Is one of the words of a kind?"""
        return not self.kinds.get(kind, _NONE).isdisjoint(words)


@cache
def toll_words(language: str) -> Words:
    """The words that tell of victims, and what helps to count people, in a language."""
    fields: dict[str, Field] = {"killed": "killed", "injured": "injured", "captured": "captured"}
    victims: dict[str, TollWord] = {}
    kinds: dict[str, set[str]] = {}
    for row in languages.load(language).table("tolls", ("word", "kind", "side", "things", "how")):
        word = normalise(row["word"], language)
        if row["kind"] in fields:
            victims[word] = TollWord(fields[row["kind"]], row["side"], bool(row["things"]), bool(row["how"]))
        else:
            kinds.setdefault(row["kind"], set()).add(word)
    return Words(language, victims, {kind: frozenset(words) for kind, words in kinds.items()})


class PeopleReader:
    """Reads the quantities of people and the words of victims (`tellers`, by token) in one sentence."""

    def __init__(self, analysis: Analysis, sentence: Sentence) -> None:
        self.analysis, self.sentence = analysis, sentence
        self.text, self.words = analysis.text, analysis.text.words
        self.syntax = analysis.lexicon.syntax
        self.known = toll_words(self.text.pack.code)
        self.tellers: dict[int, TollWord] = {}
        behind, hits = sentence.first, analysis.hits
        written = map(self.known.of_word.__getitem__, self.words[sentence.first : sentence.behind])
        for token, victims in enumerate(written, sentence.first):
            if token < behind or (victims is None and token not in hits):
                continue
            word = self._toll_word(token)
            if word is not None:
                self.tellers[token] = word
                behind = self.end(token)

    def _toll_word(self, token: int) -> TollWord | None:
        if not self.words[token][0].isalpha():
            return None
        found = self._victims(token)
        if found is not None and any(self.is_kind("sentence", t) for t in range(token - SENTENCE, token)):
            return None
        return found

    def _victims(self, token: int) -> TollWord | None:
        written, hits = self.known.of_word[self.words[token]], self.analysis.hits.get(token)
        if not hits:
            return written
        of_lemma = self.known.of_lemma
        if len(hits) > 1:
            hits = sorted(hits, key=lambda hit: hit.first - hit.behind)
        for hit in hits:
            if hit.behind > token + 1 and (found := of_lemma[hit.form.lemma]):
                return found
        return written or next((found for hit in hits if (found := of_lemma[hit.form.lemma])), None)

    def end(self, token: int) -> int:
        """Where a toll word of one or more words ends."""
        known = [hit.behind for hit in self.analysis.hits.get(token, ()) if self.known.of_lemma[hit.form.lemma]]
        return max([token + 1, *known])

    def is_kind(self, kind: str, token: int) -> bool:
        """Is the word at a token, with or without what is written to it, of a kind of the table?"""
        if not self.sentence.first <= token < self.sentence.behind:
            return False
        return not self.known.kinds.get(kind, _NONE).isdisjoint(self.known.stems[self.words[token]])

    def word(self, token: int) -> str:
        """The word at a token of the sentence, "" outside of it."""
        return self.words[token] if self.sentence.first <= token < self.sentence.behind else ""

    def quantities(self) -> list[Quantity]:
        """Numbers of people, written or dual («جنديان»), with "at least"; what is joined is added up."""
        found: list[Quantity] = []
        token = self.sentence.first
        while token < self.sentence.behind:
            item = self.analysis.item_at.get(token)
            if item is not None and item.kind == "time":
                token = item.behind
                continue
            quantity = self._counted_item(item) if item is not None and item.first == token else None
            quantity = quantity or self._bare_number(token) or self._pair(token, item)
            if quantity is None:
                token += 1
                continue
            token = quantity.behind
            if self._counts_things(quantity):
                continue
            if found and self._added(found[-1], quantity):
                found[-1] = self._sum(found[-1], quantity)
            else:
                found.append(self._with_one_before(quantity))
            found[-1] = self._with_one_behind(found[-1])
        return found

    def _counted_item(self, item: Item) -> Quantity | None:
        if item.mention is None or item.mention.count is None:
            return None
        return self._quantity(item.first, item.first, item.behind, item.mention.count[0], item.mention.count[1], True)

    def _bare_number(self, token: int) -> Quantity | None:
        if not self.words[token][0].isalnum():
            return None
        number = read_number(self.text, token)
        if number is None:
            return None
        value, noun = number
        behind = noun
        before, after = self.word(token - 1), self.word(behind)
        written_to = before in {"-", "/"} and not self.text.spaced(token)
        if written_to or after in {"%", "/", "-"} or (before == "(" and after == ")"):
            return None
        people = False
        at = behind + 1 if after in self.syntax.partitives else behind
        item = self.analysis.item_at.get(at)
        if item is not None and item.first == at and item.kind == "np":
            people, behind = True, item.behind
        elif self.is_kind("people", behind):
            people, behind = True, behind + 1
        elif after in {"", ",", "."} or behind in self.tellers or self.analysis.cue(behind):
            people = True
        return self._quantity(token, noun, behind, int(value), int(value), people)

    def _pair(self, token: int, item: Item | None) -> Quantity | None:
        """Two people told by a dual, or by what could be a plural («صينيين») and a pronoun for two behind it."""
        if self.is_kind("two", token):
            return self._quantity(token, token, token + 1, 2, 2, True)
        if item is None or item.kind != "np" or item.first != token or not self.known.kinds.get("pair"):
            return None
        ends = any(self.words[token].endswith(ending) for ending in self.known.kinds["pair ending"])
        if ends and any(self.is_kind("pair", t) for t in range(item.behind, item.behind + PAIR)):
            return self._quantity(token, token, item.behind, 2, 2, True)
        return None

    def _quantity(self, first: int, noun: int, behind: int, low: int, high: int | None, people: bool) -> Quantity:
        cues, start = self.analysis.cues, self.sentence.first
        least = any(
            "approx_low" in self.analysis.cue(t) and cues[t][0] >= first - 1
            for t in range(max(start, first - 4), first)
        )
        follows = behind < self.sentence.behind and "approx_low" in self.analysis.cue(behind)
        if follows and self.word(cues[behind][0])[:1] not in {"", "(", ",", "."}:
            follows = read_number(self.text, cues[behind][0]) is None
        part = any("part_of" in self.analysis.cue(t) for t in range(max(start, first - 3), first))
        return Quantity(first, noun, behind, Toll(low, None if least or follows else high), people, part)

    def _counts_things(self, quantity: Quantity) -> bool:
        """Is the number vague («عشرات»), or one of years, strikes, cars?"""
        syntax, first = self.syntax, quantity.first
        before = {self.word(first - 2)} if self.word(first - 1) in syntax.partitives else {self.word(first - 1)}
        if (before | {self.word(first)}) & syntax.vague_quantities:
            return True
        item = self.analysis.item_at.get(first)
        if item is not None and item.mention is not None and item.mention.count is not None:
            if any(self._names_thing(token) for token in range(*self.text.token_range(item.mention.head))):
                return True
            if not syntax.determiners:  # the noun comes before its attributes and is the head that was looked at
                return False
        noun = quantity.noun if quantity.noun > first else quantity.behind
        for token in range(noun, min(noun + NOUN, self.sentence.behind)):
            if self._names_thing(token):
                return True
            if not self.words[token][0].isalpha() or token in self.tellers or self.analysis.cue(token):
                return False
            if preposition(self.analysis, token) or self.words[token] in syntax.conjunctions:
                return False
        return False

    def _names_thing(self, token: int) -> bool:
        things = self.syntax.not_people
        return self.words[token] in things or self.syntax.bare(self.words[token]) in things

    def joint(self, token: int) -> int:
        """Where the conjunction («و», "and") before a quantity or a toll word stands, -1 where there is none."""
        item = self.analysis.item_at.get(token)
        if item is not None and item.first == token and item.conj and self.words[token][:1].isalpha():
            before = self.word(token - 1)
            return token - 1 if before in self.syntax.same_subject else token
        at = token - 1
        while at > token - 4 and ("approx_low" in self.analysis.cue(at) or self.word(at) in self.syntax.determiners):
            at -= 1
        if self.word(at) in self.syntax.same_subject:
            return at
        cardinals = number_words(self.text.pack.code).cardinals
        clitics = self.syntax.conjunction_clitics
        if self.words[token] not in cardinals and self.words[token] not in self.known.victims:
            for split in self.text.splits(token):
                if split.clitics in clitics and (split.stem in cardinals or split.stem in self.known.victims):
                    return token
            if any(hit.clitics[:1] in clitics for hit in self.analysis.hits.get(token, ()) if hit.clitics):
                return token
        return -1

    def _added(self, total: Quantity, more: Quantity) -> bool:
        """Is a quantity added to the one before it, being told of the same?"""
        joint = self.joint(more.first)
        if joint < 0 or more.first - total.behind > JOINED:
            return False
        if any(t in self.tellers for t in range(total.first, min(more.behind + 1, self.sentence.behind))):
            return False
        between = range(total.behind, joint)
        if any("part_of" in self.analysis.cue(t) or "relative" in self.analysis.cue(t) for t in between):
            return False
        return not self.acts(between) and not any(self.words[t] in STOPS and t != joint - 1 for t in between)

    def _sum(self, total: Quantity, more: Quantity) -> Quantity:
        low, high = total.toll.low, more.toll.high
        if self.is_kind("range", total.first - 1):
            toll = Toll(low, high)
        else:
            both = None if high is None or total.toll.high is None else total.toll.high + high
            toll = Toll((low or 0) + (more.toll.low or 0), both)
        return replace(total, behind=more.behind, toll=toll, people=total.people and more.people)

    def _with_one_before(self, quantity: Quantity) -> Quantity:
        """Add the single person to whom a quantity is joined ("a soldier and two civilians")."""
        joint = self.joint(quantity.first)
        item = self.analysis.item_at.get(joint - 1) if joint > self.sentence.first else None
        if (
            item is None
            or not self._single(item)
            or any(t in self.tellers for t in range(quantity.first, quantity.behind))
        ):
            return quantity
        if quantity.behind in self.tellers and self.tellers[quantity.behind].side == "before":
            return quantity
        one = Quantity(item.first, item.first, item.behind, Toll(1, 1), True, quantity.part)
        return self._sum(one, quantity)

    def _with_one_behind(self, quantity: Quantity) -> Quantity:
        """Add the single person that is joined to a quantity ("two policemen and a soldier")."""
        if any(t in self.tellers for t in range(quantity.first, quantity.behind)):
            return quantity
        for token in range(quantity.behind, min(quantity.behind + 3, self.sentence.behind)):
            item = self.analysis.item_at.get(token)
            if item is not None and item.first == token and self._single(item) and self.joint(token) >= 0:
                if item.behind in self.tellers and self.tellers[item.behind].side == "before":
                    return quantity
                return self._sum(quantity, Quantity(token, token, item.behind, Toll(1, 1), True, quantity.part))
        return quantity

    def _single(self, item: Item) -> bool:
        """Is a noun phrase one person not named?"""
        if item.kind != "np" or (item.mention is not None and item.mention.count is not None):
            return False
        before = self.word(item.first - 1)
        return self.is_kind("one", item.first) or self.known.has("one of", before)

    def acts(self, tokens: range) -> bool:
        """Does a finite verb stand among the words?"""
        for token in tokens:
            hits = self.analysis.hits.get(token, ())
            if (
                hits
                and token not in self.analysis.item_at
                and all(h.form.pos == "verb" and h.form.tense == "past" for h in hits)
            ):
                return True
        return False
