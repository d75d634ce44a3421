"""A tagged text as the coder sees it: noun phrases, places, times and event words in their sentences and clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from timeline.events.lexicon import SURE, Lexicon, Reading, Word
from timeline.events.verbs import behind_particle, gender, is_verb_there
from timeline.languages.forms import WordForm
from timeline.model import ActorMention, PlaceMention, Span, TimeExpression
from timeline.text import Text

_OPENERS = frozenset({'"', "'", "("})


@dataclass(slots=True, eq=False)
class Item:
    """A noun phrase, place or time at the tokens [first, behind).

    `prep` is the normalised preposition before it ("" for none), written apart or to its first word; `conj` says that
    it is joined to what stands before it («و…», "and …"); `attached` that it belongs to the noun phrase before it
    («القيادة العامة لـ "قسد"», "members of Hamas"); `counted` that a number stands before it; `adjective` that it is a
    nationality word and no noun phrase of its own; `inner` marks a place inside another item or around it.
    """

    kind: Literal["np", "place", "time"]
    first: int
    behind: int
    prep: str = ""
    conj: bool = False
    mention: ActorMention | None = None
    place: PlaceMention | None = None
    time: TimeExpression | None = None
    attached: bool = False
    counted: bool = False
    adjective: bool = False
    inner: bool = False


@dataclass(slots=True, eq=False)
class Hit:
    """A form of an event word, a speech word or a light verb at the tokens [first, behind)."""

    first: int
    behind: int
    clitics: str
    form: WordForm


@dataclass(slots=True)
class Sentence:
    """A sentence with its clauses as token ranges; `headline` marks the title, `lead` the first of the body."""

    index: int
    first: int
    behind: int
    headline: bool
    lead: bool
    clauses: list[tuple[int, int]] = field(default_factory=list)
    relative: set[int] = field(default_factory=set)

    def clause_of(self, token: int) -> int:
        """The index of the clause that a token stands in."""
        for i, (_, behind) in enumerate(self.clauses):
            if token < behind:
                return i
        return len(self.clauses) - 1


@dataclass(slots=True)
class Analysis:
    """Everything that was found in a text, by token.

    `told` is what each word says by itself; `finite` remembers which hits are finite verbs.
    """

    text: Text
    lexicon: Lexicon
    told: list[Word]
    items: list[Item]
    item_at: dict[int, Item]
    hits: dict[int, list[Hit]]
    cues: dict[int, tuple[int, frozenset[str]]]
    sentences: list[Sentence]
    finite: dict[int, Hit | None] = field(default_factory=dict)
    _firsts: list[int] = field(default_factory=list)

    def items_in(self, first: int, behind: int) -> Sequence[Item]:
        """The items that begin in a token range, in order."""
        if not self._firsts:
            self._firsts = [item.first for item in self.items]
        return self.items[bisect_left(self._firsts, first) : bisect_left(self._firsts, behind)]

    def cue(self, token: int) -> frozenset[str]:
        """The closed classes of the word at a token."""
        found = self.cues.get(token)
        return found[1] if found else frozenset()

    def sentence_at(self, token: int) -> Sentence | None:
        """The coded sentence that a token stands in."""
        for sentence in self.sentences:
            if sentence.first <= token < sentence.behind:
                return sentence
        return None


def analyse(
    text: Text,
    lexicon: Lexicon,
    zones: Iterable[tuple[Span, bool]],
    actors: Iterable[ActorMention],
    places: Iterable[PlaceMention],
    times: Iterable[TimeExpression],
) -> Analysis:
    """Lay the mentions over the tokens and split the sentences of the zones (span, is headline) into clauses."""
    items, item_at = _items(text, actors, places, times)
    sentences = _sentences(text, zones)
    hits: dict[int, list[Hit]] = {}
    cues: dict[int, tuple[int, frozenset[str]]] = {}
    told = list(map(lexicon.words.__getitem__, text.words))
    for sentence in sentences:
        hidden = sentence.first  # the words inside a longer cue say nothing by themselves («لا يزال»)
        for token in range(sentence.first, sentence.behind):
            word = told[token]
            if word.readings:
                inside = item_at.get(token)
                fixed = inside is not None and (
                    inside.kind == "time" or (inside.kind == "place" and inside.mention is None)
                )
                if not fixed and (found := _hits(text, lexicon, token, word.readings, sentence, item_at)):
                    hits[token] = found
            if (word.cues or word.opens_cue) and token >= hidden:
                behind, kinds = lexicon.cues_at(text, token) if word.opens_cue else (token + 1, word.cues)
                if kinds:
                    cues[token] = (behind, kinds)
                    hidden = behind
    analysis = Analysis(text, lexicon, told, items, item_at, hits, cues, sentences)
    _prepositions(analysis)
    for sentence in sentences:
        _clauses(analysis, sentence)
    return analysis


def _hits(
    text: Text,
    lexicon: Lexicon,
    token: int,
    readings: tuple[Reading, ...],
    sentence: Sentence,
    item_at: Mapping[int, Item],
) -> list[Hit]:
    """The forms that begin at a token."""
    words, found = text.words, []
    for clitics, rest, form, opening in readings:
        if opening and not is_verb_there(text, lexicon.syntax, token, clitics, opening == SURE, sentence, item_at):
            continue
        behind = token + 1 + len(rest)
        if not rest or tuple(words[token + 1 : behind]) == rest:
            hit = Hit(token, behind, clitics, form)
            if _fits(text, lexicon, hit):
                found.append(hit)
    several = len(found) > 1 and any(hit.form.pos == "verb" for hit in found)
    if several and behind_particle(text, lexicon.syntax, token, sentence):
        return [hit for hit in found if hit.form.pos != "noun"]
    return found


def _fits(text: Text, lexicon: Lexicon, hit: Hit) -> bool:
    """Can the form stand behind the words before it? Jussives need their particle."""
    form, syntax = hit.form, lexicon.syntax
    if form.pos not in {"verb", "participle"}:
        return True
    if syntax.determiners:
        return _fits_after(text, lexicon, hit)
    if form.pos == "verb" and form.short and not hit.clitics:
        return hit.first > 0 and text.words[hit.first - 1] in syntax.short_particles
    return True


def _fits_after(text: Text, lexicon: Lexicon, hit: Hit) -> bool:
    """Where determiners mark nouns: is a verb form no noun ("the Syrian arm of") and no adjective ("US-backed")?"""
    syntax = lexicon.syntax
    before = text.words[hit.first - 1] if hit.first else ""
    if before == "-" and not text.spaced(hit.first):
        return False
    if hit.form.tense == "base":
        two = text.words[hit.first - 2] if hit.first > 1 else ""
        described = two in syntax.determiners and before not in syntax.infinitive and before != "not"
        return before not in syntax.determiners and before not in syntax.possessives and not described
    if hit.form.tense == "past":
        near = set(text.words[max(0, hit.first - 2) : hit.first])
        return before not in syntax.possessives and near.isdisjoint(syntax.copulas - syntax.possessives)
    if hit.form.pos != "participle":
        return True
    behind = text.words[hit.behind] if hit.behind < len(text) else ""
    return before not in syntax.determiners or " ".join((behind,)) in lexicon.prepositions


def _items(
    text: Text, actors: Iterable[ActorMention], places: Iterable[PlaceMention], times: Iterable[TimeExpression]
) -> tuple[list[Item], dict[int, Item]]:
    items: list[Item] = []
    item_at: dict[int, Item] = {}

    def lay(item: Item) -> bool:
        if item.first >= item.behind or any(token in item_at for token in range(item.first, item.behind)):
            return False
        items.append(item)
        for token in range(item.first, item.behind):
            item_at[token] = item
        return True

    for time in times:
        lay(Item("time", *text.token_range(time.span), time=time))
    for mention in actors:
        adjective, counted = mention.basis == "adjective", mention.count is not None
        lay(Item("np", *text.token_range(mention.span), mention=mention, adjective=adjective, counted=counted))
    for place in places:
        first, behind = text.token_range(place.span)
        for inside in {id(i): i for t in range(first, behind) if (i := item_at.get(t))}.values():
            if _swallows(first, behind, inside):
                items.remove(inside)
                for covered in range(inside.first, inside.behind):
                    del item_at[covered]
        over = item_at.get(first)
        if over is None:
            # A house that is called by the party in it («مقر البرلمان العراقي») is laid beside that.
            if not lay(Item("place", first, behind, place=place)) and first < behind:
                items.append(Item("place", first, behind, place=place, inner=True))
        elif (
            over.mention is not None
            and over.place is None
            and (over.mention.metonym or over.behind - over.first == behind - first)
        ):
            over.place = place
        elif over.mention is not None and (over.first, over.behind) != (first, behind):
            items.append(Item("place", first, behind, place=place, inner=True))
    items.sort(key=lambda item: item.first)
    return items, item_at


def _swallows(first: int, behind: int, item: Item) -> bool:
    """Is the item only the country inside a longer place name («شمال وشرق سورية»)?"""
    within = first <= item.first and item.behind <= behind and (item.first, item.behind) != (first, behind)
    return within and item.mention is not None and item.mention.actor.actor_id == f"st:{item.mention.country}"


def _sentences(text: Text, zones: Iterable[tuple[Span, bool]]) -> list[Sentence]:
    found: list[Sentence] = []
    lead = True
    for span, headline in zones:
        first, behind = text.token_range(span)
        if first >= behind:
            continue
        for index in range(text.sentence_of(first), text.sentence_of(behind - 1) + 1):
            a, b = text.sentences[index]
            a, b = max(a, first), min(b, behind)
            if a < b:
                found.append(Sentence(index, a, b, headline, lead and not headline))
                lead = lead and headline
    return found


def _prepositions(analysis: Analysis) -> None:
    """Find the preposition and the conjunction before each item, and what belongs to the noun phrase before it."""
    text, syntax = analysis.text, analysis.lexicon.syntax
    for item in analysis.items:
        span = (item.mention or item.place or item.time).span  # type: ignore[union-attr]
        clitics = text.words[item.first][: max(0, span.start - text.starts[item.first])]
        if clitics and clitics[0] in syntax.conjunction_clitics:
            item.conj, clitics = True, clitics[1:]
        if clitics and clitics[0] in syntax.preposition_clitics:
            item.prep = clitics[0]
            continue
        before = item.first - 1
        while before >= 0 and (
            text.words[before] in _OPENERS
            or text.words[before] in syntax.determiners
            or (item.place and _describes(analysis, before))
        ):
            before -= 1
        if before < 0:
            continue
        if text.words[before] in syntax.conjunctions:
            item.conj = True
        elif text.words[before] in syntax.preposition_clitics:
            item.prep = text.words[before]
        if item.conj:
            continue
        for length in (3, 2, 1):
            start = before - length + 1
            if start >= 0 and (phrase := preposition(analysis, start, length)):
                item.prep = phrase
                if phrase in syntax.partitives and start > 0 and _quantity(text, start - 1, syntax.quantities):
                    item.prep, item.counted = "", True
                break
    previous: Item | None = None
    for item in analysis.items:
        if item.inner:
            continue
        if item.conj and not item.prep and previous is not None and item.first - previous.behind <= 2:
            item.prep = previous.prep
        elif previous is not None and previous.kind == "np" and item.prep in syntax.attaching:
            gap = [text.words[t] for t in range(previous.behind, item.first)]
            item.attached = all(word in _OPENERS or word in syntax.attaching for word in gap)
        previous = item


def _describes(analysis: Analysis, token: int) -> bool:
    """Does the word belong to a place name behind it («في العاصمة الليبية طرابلس»)?"""
    words = analysis.lexicon.place_words
    item = analysis.item_at.get(token)
    if item is not None and item.adjective:
        return True
    return any(
        split.stem in words or analysis.lexicon.syntax.bare(split.stem) in words
        for split in analysis.text.splits(token)
        if not split.clitics
    )


def _quantity(text: Text, token: int, quantities: frozenset[str]) -> bool:
    """Is the word a number or another quantity («مئات», "dozens")?"""
    return text.words[token][0].isdecimal() or any(split.stem in quantities for split in text.splits(token))


def preposition(analysis: Analysis, token: int, length: int = 1) -> str:
    """The preposition written at `length` tokens from `token`, "" where there is none."""
    word = analysis.told[token]
    if length == 1:
        return word.preposition
    if not word.opens_preposition:
        return ""
    return analysis.lexicon.preposition(" ".join(analysis.text.words[token : token + length]))


def gender_of(item: Item, analysis: Analysis) -> str:
    """The grammatical gender of a noun phrase by the ending of its head, m | f; "" where the language marks none."""
    state = item.mention is not None and item.mention.actor.kind == "state"
    return gender(item, analysis.text, analysis.lexicon.syntax, state)


def finite(analysis: Analysis, token: int) -> Hit | None:
    """The finite verb at a token, if the lexicon knows one there."""
    if token not in analysis.hits:
        return None
    if token not in analysis.finite:
        analysis.finite[token] = _finite(analysis, token)
    return analysis.finite[token]


def _finite(analysis: Analysis, token: int) -> Hit | None:
    if preposition(analysis, token) or analysis.cue(token) - {"background"}:
        return None
    for hit in analysis.hits[token]:
        if hit.form.pos == "verb" and hit.form.tense in {"past", "present"}:
            return hit
    return None


def _clauses(analysis: Analysis, sentence: Sentence) -> None:
    text, syntax = analysis.text, analysis.lexicon.syntax
    joining = syntax.conjunctions | {","}
    starts = [sentence.first]
    relative_starts: set[int] = set()
    open_relative = False
    skip = sentence.first
    for token in range(sentence.first, sentence.behind):
        word = text.words[token]
        if token < skip:
            continue
        item = analysis.item_at.get(token)
        if item is not None and item.first != token:
            continue
        cue = analysis.cues.get(token)
        start = False
        if word in {";", ":"}:
            start = True
        elif cue and ("clause" in cue[1] or "relative" in cue[1]) and item is None:
            start = True
            if "relative" in cue[1]:
                relative_starts.add(token)
                open_relative = token > sentence.first and text.words[token - 1] == ","
            skip = cue[0]
        elif word in syntax.complementisers:
            start = True
        elif word == "," and open_relative:
            start, open_relative = True, False
        elif item is None:
            hit = finite(analysis, token)
            if hit is not None:
                joined = not syntax.conjunction_clitics.isdisjoint(hit.clitics)
                start = joined or (token > sentence.first and text.words[token - 1] in joining)
        if start and token > starts[-1]:
            starts.append(token)
    ends = [*starts[1:], sentence.behind]
    sentence.clauses = list(zip(starts, ends, strict=True))
    sentence.relative = {i for i, start in enumerate(starts) if start in relative_starts}
