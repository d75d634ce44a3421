"""Numbers of killed, injured and captured people, tied to the event they are told of.

A toll is a word of victims and the quantity that stands closest on the side where such a word has its number («مقتل 4»,
«4 قتلى»).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.events.quantities import STOPS, Field, PeopleReader, Quantity, toll_words
from timeline.events.roles import Filled
from timeline.events.sentences import Analysis, Sentence
from timeline.model import Toll

AHEAD, BACK, TALLY, ASIDE = 6, 7, 16, 14
"""How many words may stand between a toll word and its number: after it, before it, in a tally, with an aside."""
EARLIER = 25
"""How far back a pronoun's people can be counted («القبض عليهم»)."""
RESULT = 3
"""How far before a toll word stands the word that makes it a result («أدى إلى مقتل», "leaving 14 dead")."""
CAPTURES = frozenset({"arrest", "abduct"})
OTHER_CLAUSE, OTHER_ACT = 12, 40
"""What it costs an event, in words of distance, to stand in another clause or to be an act that takes no victims."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A toll stated at the tokens [first, behind), told by the word at `word`, in the clause `clause` (token range).

    `head` is the first toll word of those joined («قتل 3 وأصيب 5»); `result` is the word by which it is the outcome of
    what stands before («ما أسفر عن مقتل 4», ", killing 4"), -1 where it is not.
    """

    field: Field
    toll: Toll
    first: int
    behind: int
    word: int
    clause: tuple[int, int]
    head: int
    result: int = -1


def tells_toll(lemma: str, language: str) -> bool:
    """Does an event word say that people were killed or injured, and leave to others how?"""
    word = toll_words(language).of_lemma[lemma]
    return word is not None and word.field != "captured" and not word.things and not word.how


def tolls_in(analysis: Analysis, sentence: Sentence) -> list[Counted]:
    """All tolls that a sentence states, in order. Parts of a total («بينهم …», "including …") are left out.

    A number told of the killed and the injured together («33 قتيلا وجريحا») is neither's.
    """
    reader = _TollReader(analysis, sentence)
    if not reader.tellers:
        return []
    quantities = reader.quantities()
    costs = sorted(
        (cost, token, index)
        for token in reader.tellers
        for index, quantity in enumerate(quantities)
        if (cost := reader.cost(token, quantity)) is not None
    )
    of_word: dict[int, int] = {}
    for _, token, index in costs:
        if token not in of_word and index not in of_word.values():
            of_word[token] = index
    shared = reader.shared(of_word)
    found: list[Counted] = []
    for token, index in sorted(of_word.items()):
        if token not in shared and not quantities[index].part:
            first, behind, toll = quantities[index].first, quantities[index].behind, quantities[index].toll
            head = reader.head(token)
            clause = sentence.clauses[sentence.clause_of(head)]
            found.append(
                Counted(reader.tellers[token].field, toll, first, behind, token, clause, head, reader.result(head))
            )
    return found


def belonging(frame: Filled, tolls: list[Counted], rivals: list[Filled]) -> list[Counted]:
    """The tolls of a sentence that are told of one of its events rather than of its rivals, one a field.

    An event's own word tells of itself, unless it is the result of an event before; else the event of the same clause
    counts, and the nearest.
    """
    mine: dict[Field, tuple[int, Counted]] = {}
    for counted in tolls:
        able = [(cost, f.hit.first, i) for i, f in enumerate(rivals) if (cost := _distance(f, counted)) is not None]
        if counted.result >= 0:
            able = [(c, first, i) for c, first, i in able if first < counted.result and c < OTHER_ACT] or able
        if not able:
            continue
        cost, _, nearest = min(able)
        if cost == 0:
            nearest = _act_before(rivals, nearest, tolls)
        if rivals[nearest] is frame and (counted.field not in mine or cost < mine[counted.field][0]):
            mine[counted.field] = (cost, counted)
    return sorted((counted for _, counted in mine.values()), key=lambda c: c.first)


def _act_before(rivals: list[Filled], own: int, tolls: list[Counted]) -> int:
    """The act by which the same agent killed («هاجمت … وقتلت أربعة», "bombed … and killed four"), else the killing."""
    heads = {counted.head for counted in tolls}
    agents = {id(item) for item in rivals[own].roles.get("actor", ())}
    before = [
        i
        for i, f in enumerate(rivals)
        if f.hit.first < rivals[own].hit.first and f.sense.type == rivals[own].sense.type == "ASSAULT"
    ]
    if before and agents and rivals[before[-1]].hit.first not in heads:
        act = rivals[before[-1]]
        if act.hit.form.pos == "verb" and agents & {id(item) for item in act.roles.get("actor", ())}:
            return before[-1]
    return own


def _distance(frame: Filled, counted: Counted) -> int | None:
    """How far an event is from a toll, in words; None where it cannot be told of it."""
    type_, mode = frame.sense.type, frame.sense.mode
    if frame.hit.first <= counted.head < frame.hit.behind:
        return 0
    cost = 1 + abs(frame.hit.first - counted.head)
    if not counted.clause[0] <= frame.hit.first < counted.clause[1]:
        cost += OTHER_CLAUSE
    if counted.field == "captured":
        return None if type_ not in {"ASSAULT", "COERCE"} else cost + (0 if mode in CAPTURES else OTHER_ACT)
    if type_ == "SANCTION":
        return None
    if type_ == "PROTEST":
        return cost + OTHER_CLAUSE
    return cost + (0 if type_ == "ASSAULT" and mode != "abduct" else OTHER_ACT)


class _TollReader(PeopleReader):
    """Finds for every word of victims in a sentence the number that it tells."""

    def head(self, token: int) -> int:
        """The first of the toll words that are joined to each other («قتل 3 وأصيب 5», "killed 3 and wounded 5")."""
        before = [t for t in self.tellers if t < token and token - t <= BACK + 1]
        if not before or (self.joint(token) < 0 and not self._number_joined(token)):
            return token
        head = max(before)
        alike = "captured" in {self.tellers[head].field, self.tellers[token].field}
        if alike or self.tellers[head].field == self.tellers[token].field:
            return token
        return self.head(head)

    def _number_joined(self, token: int) -> bool:
        """Is the number before a toll word joined to what it follows ("12 killed and 30 wounded")?"""
        return any(self.joint(t) >= 0 for t in range(max(self.sentence.first, token - 3), token))

    def result(self, head: int) -> int:
        """The word that makes a toll the outcome of what stands before it, -1 where there is none."""
        return next((t for t in range(head, head - RESULT - 1, -1) if self.is_kind("result", t)), -1)

    def shared(self, numbered: Mapping[int, int]) -> set[int]:
        """Words of killed and injured that have one number together."""
        found: set[int] = set()
        for token, word in self.tellers.items():
            for other in (token + 1, token + 2):
                if other not in self.tellers or {word.field, self.tellers[other].field} != {"killed", "injured"}:
                    continue
                if other == token + 1:
                    joined = self.joint(other) == other
                else:
                    joined = self.words[token + 1] in self.syntax.conjunctions
                vague = self.word(self.end(other)) in self.syntax.vague_quantities
                if joined and not vague and (token in numbered) != (other in numbered):
                    found |= {token, other}
        return found

    def cost(self, token: int, quantity: Quantity) -> int | None:
        """How far a number stands from a toll word; None where the word cannot have it."""
        word = self.tellers[token]
        if word.things and not quantity.people:
            return None
        if quantity.first <= token < quantity.behind:
            return None if word.side == "after" else 0
        if (cost := self._of_pronoun(token, quantity)) is not None:
            return cost
        between = range(quantity.behind, token) if quantity.behind <= token else range(token + 1, quantity.first)
        if any(t in self.tellers for t in between):
            return None
        return (
            self._before(token, quantity, between)
            if quantity.behind <= token
            else self._after(token, quantity, between)
        )

    def _before(self, token: int, quantity: Quantity, between: range) -> int | None:
        if self.tellers[token].side == "after" or self.joint(token) >= 0:
            return None
        aside = any("part_of" in self.analysis.cue(t) for t in between)
        if aside:
            return len(between) + 2 if len(between) <= ASIDE else None
        commas = [t for t in between if self.words[t] in STOPS]
        if len(commas) == 2 and self.words[commas[1] + 1] in self.syntax.copulas and len(between) <= ASIDE:
            return len(between) + 2
        if len(between) > BACK or commas or self.acts(between):
            return None
        passive = any(
            self.words[t] in self.syntax.copulas or self.words[t] in self.syntax.light_passives for t in between
        )
        if self.tellers[token].side != "before" and not passive and self._has_object(token):
            return None
        return len(between) + 1

    def _has_object(self, token: int) -> bool:
        """Does an object of its own follow a toll word, so that what stands before it is the agent?"""
        at = self.end(token)
        item, word = self.analysis.item_at.get(at), self.word(at)
        if word in self.syntax.vague_quantities or word in self.syntax.determiners:
            return True
        return item is not None and item.kind == "np" and not item.prep and not item.conj

    def _after(self, token: int, quantity: Quantity, between: range) -> int | None:
        tally = self._tally(token)
        if self.tellers[token].side == "before" and not tally:
            return None
        if len(between) > (TALLY if tally else AHEAD) or self.joint(quantity.first) >= 0:
            return None
        if any(self.words[t] in STOPS or "relative" in self.analysis.cue(t) for t in between):
            return None
        return len(between)

    def _tally(self, token: int) -> bool:
        """Is a toll word part of a tally that a number is given for («ارتفع عدد القتلى إلى 40»)?"""
        return (
            self.tellers[token].side == "tally" or self.is_kind("tally", token - 1) or self.is_kind("tally", token - 2)
        )

    def _of_pronoun(self, token: int, quantity: Quantity) -> int | None:
        """Who is caught may be told by a pronoun for people counted before («القبض عليهما», "arrested them")."""
        if (
            self.tellers[token].field != "captured"
            or not quantity.people
            or not 0 <= token - quantity.behind <= EARLIER
        ):
            return None
        endings = self.known.kinds.get("pronoun ending", frozenset())
        told = self.is_kind("pronoun", token + 1) or any(self.words[token].endswith(ending) for ending in endings)
        return EARLIER + token - quantity.behind if told else None
