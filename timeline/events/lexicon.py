"""A pack's event words compiled: surface forms to lemmas, lemmas to senses, and the closed classes around them."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from timeline import languages
from timeline.cache import cached_bytes, digest, python_files
from timeline.events import syntax
from timeline.events.senses import Sense, senses_of
from timeline.events.syntax import Syntax
from timeline.languages import Pack
from timeline.languages.forms import WordForm
from timeline.memo import Memo
from timeline.phrases import PhraseIndex
from timeline.text import Text, normalise, splits, words_of
from timeline.tsv import split_list


@dataclass(frozen=True, slots=True)
class Speech:
    """A word that attributes: kind say | claim | deny | ask | report …, and where it stands to its speaker."""

    lemma: str
    pos: str
    kind: str
    complement: str


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends its subject to an event noun after it (behind `preposition` where there is one)."""

    lemma: str
    preposition: str
    subject_role: str


SURE, LIKELY = 1, 2
"""Where words that only look like verbs may be verbs after all."""
_AT_ONCE = 2000
"""How many rows of word forms are read together."""


class Reading(NamedTuple):
    """A way to read a written word: proclitics, the words that must follow it, and the form that they all are.

    `opening` readings hold only where the syntax asks for a verb, since the word is mostly another («صوت»): those that
    are `SURE` behind what only verbs follow, those that are `LIKELY` also where a clause opens before its subject.
    """

    clitics: str
    rest: tuple[str, ...]
    form: WordForm
    opening: int = 0


@dataclass(slots=True, eq=False)
class Word:
    """What a written word says by itself.

    `readings` are the forms that it may be, `cues` its closed classes (`opens_cue`: phrases of one may begin with it),
    `conditions` the bits of the conditions of senses that it meets, `preposition` the preposition that it is
    (`opens_preposition`: one of several words may begin with it), `topic` its stem that tells a topic, `stem` the word
    without proclitics and article, roughly. What begins with no letter is no form and has no class.
    """

    readings: tuple[Reading, ...]
    cues: frozenset[str]
    opens_cue: bool
    conditions: int
    preposition: str
    opens_preposition: bool
    topic: str
    stem: str


_NO_CUE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Lexicon:
    """All event words of one language, ready for lookup.

    `light_nouns` leads from verbal nouns to their light verbs; `homographs` holds words with the reading that they
    hardly ever have in news («مدينة» as a participle), `blocked` by lemma and reading the words that only look like
    forms of it; where the syntax asks for a verb, past ones of both are read all the same (`Reading.opening`).
    `words` remembers what written words say, `condition_bits` gives each condition of senses a bit.
    """

    language: str
    syntax: Syntax
    forms: PhraseIndex[WordForm]
    senses: dict[tuple[str, str], tuple[Sense, ...]]
    speech: dict[tuple[str, str], Speech]
    light: dict[str, tuple[LightVerb, ...]]
    light_nouns: dict[str, str]
    cues: PhraseIndex[str]
    topics: dict[str, tuple[tuple[str, int], ...]]
    homographs: frozenset[tuple[str, str]]
    blocked: dict[tuple[str, str], frozenset[str]]
    prepositions: frozenset[str] = field(default_factory=frozenset)
    place_words: frozenset[str] = field(default_factory=frozenset)
    words: Memo[str, Word] = field(init=False, repr=False)
    condition_bits: dict[frozenset[str], int] = field(init=False, repr=False)
    _meeting: dict[str, int] = field(init=False, repr=False)
    _opening: frozenset[str] = field(init=False, repr=False)
    _open_prepositions: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        long = (phrase for phrase in self.prepositions | self.syntax.locatives if " " in phrase)
        self._open_prepositions = frozenset(phrase.partition(" ")[0] for phrase in long)
        self._opening = frozenset({"", *self.syntax.conjunction_clitics})
        self.condition_bits, self._meeting = {}, {}
        for condition in (c for senses in self.senses.values() for sense in senses for c in (sense.near, sense.far)):
            if condition and condition not in self.condition_bits:
                bit = self.condition_bits[condition] = 1 << len(self.condition_bits)
                for word in condition:
                    self._meeting[word] = self._meeting.get(word, 0) | bit
        self.words = Memo(self._word)

    def _word(self, word: str) -> Word:
        readings = splits(word, self.language)
        letters = word[0].isalpha()
        cues, opens_cue = self._cues(word) if letters else (_NO_CUE, False)
        opens_preposition = any(split.stem in self._open_prepositions for split in readings)
        meeting, met = self._meeting, 0
        for split in readings:
            for stem in self.syntax.stems(split.stem):
                if stem in meeting:
                    met |= meeting[stem]
        return Word(
            self._readings(word) if letters else (), cues, opens_cue, met, self.preposition(word), opens_preposition,
            self._topic(word), self._stem(word),
        )  # fmt: skip

    def _readings(self, word: str) -> tuple[Reading, ...]:
        """The forms that a written word may be, or may begin."""
        return tuple(
            Reading(clitics, rest, form, opening)
            for phrases in self.forms.openings(word)
            for clitics, rest, form in phrases.entries()
            if (opening := self._opening_of(word, clitics, form)) or self._possible(word, clitics, form)
        )

    def _looks_alike(self, word: str, clitics: str, form: WordForm) -> bool:
        """Is a written word mostly something else than this form?"""
        blocked = self.blocked.get((form.lemma, form.pos))
        if blocked and any(split.stem in blocked for split in splits(word, self.language)):
            return True
        alike = ((word, form.pos), (word[len(clitics) :], form.pos))
        return form.pos in {"verb", "participle"} and not self.homographs.isdisjoint(alike)

    def _opening_of(self, word: str, clitics: str, form: WordForm) -> int:
        """Where a verb that looks like another word may be read as one: `SURE`, `LIKELY`, 0 for nowhere or anywhere.

        Verbs that open a clause before their subject are singular and have no object written to them.
        """
        syntax, bare = self.syntax, word[len(clitics) :]
        if syntax.order != "VSO" or form.pos != "verb" or form.tense != "past" or form.gender != "m" or form.suffix:
            return 0
        if form.number != "sg" or clitics not in self._opening or not self._looks_alike(word, clitics, form):
            return 0
        rare = {(word, "verb after particles"), (bare, "verb after particles")}
        if self.preposition(bare) or self._cues(bare)[0] or not self.homographs.isdisjoint(rare):
            return SURE
        return LIKELY

    def _possible(self, word: str, clitics: str, form: WordForm) -> bool:
        """Can a written word be a form with these proclitics? Verbs take no prepositions."""
        syntax = self.syntax
        if self._looks_alike(word, clitics, form):
            return False
        if form.pos not in {"verb", "participle"}:
            return True
        if syntax.determiners or not clitics:
            return True
        if form.pos == "participle":
            return clitics[-1] not in syntax.preposition_clitics or form.voice == "passive"
        if clitics in syntax.verb_clitics:
            return not (form.tense == "past" and clitics[-1] in syntax.future_clitics)
        return clitics in syntax.subjunctive_clitics and form.tense == "present"

    def cues_at(self, text: Text, token: int) -> tuple[int, frozenset[str]]:
        """The closed classes of the longest phrase that begins at a token, and the token behind it."""
        word = self.words[text.words[token]]
        if not word.opens_cue:
            return token + 1, word.cues
        marks = [(m.behind, m.payload) for m in self.cues.at(text, token) if m.clitics in self._opening]
        longest = max((behind for behind, _ in marks), default=token + 1)
        return longest, frozenset(cue for behind, cue in marks if behind == longest)

    def _cues(self, word: str) -> tuple[frozenset[str], bool]:
        """The closed classes of a word by itself, and whether a phrase of several words may begin with it."""
        readings = [reading for reading in self.cues.openings(word) if reading.clitics in self._opening]
        if not readings:
            return _NO_CUE, False
        return frozenset(cue for r in readings for cue in r.alone), any(r.longer for r in readings)

    def _topic(self, word: str) -> str:
        """The stem of a written word that tells a topic; "" where none does."""
        if len(word) < 3 or not word.isalpha():
            return ""
        for split in splits(word, self.language):
            if split.stem in self.topics or self.syntax.bare(split.stem) in self.topics:
                return split.stem
        return ""

    def _stem(self, word: str) -> str:
        """A word without proclitics and article, roughly: to compare headlines with bodies."""
        closed = self.syntax
        for split in splits(word, self.language)[1:]:
            if (bare := closed.bare(split.stem)) != split.stem:
                return bare
        return closed.bare(word)

    def preposition(self, phrase: str) -> str:
        """The preposition that a phrase is, without what is written before it; "" where it is none."""
        if phrase in self.prepositions:
            return phrase
        word, _, rest = phrase.partition(" ")
        for split in splits(word, self.language)[1:]:
            bare = f"{split.stem} {rest}" if rest else split.stem
            if bare in self.prepositions and split.clitics in self.syntax.conjunction_clitics:
                return bare
            if bare in self.syntax.locatives and split.clitics[-1] in self.syntax.preposition_clitics:
                return bare
        return ""


def _word_forms(pack: Pack, senses: Iterable[tuple[str, str]]) -> Iterator[WordForm]:
    """The forms of all lemmas, from the cache or from the pack's `forms` module."""
    keys = sorted(senses)

    def build() -> bytes:
        maker: Any = importlib.import_module(f"timeline.languages.{pack.code}.forms")
        by_pos = {pos: {lemma for lemma, own in keys if own == pos} for pos in ("noun", "phrase", "participle")}
        spoken = {row["lemma"] for row in pack.table("attribution") if row["pos"] == "noun"}
        said = {row["lemma"] for row in pack.table("attribution") if row["pos"] not in {"noun", "verb"}}
        rows = [
            *maker.verbs(pack),
            *maker.nouns(pack, by_pos["noun"] | spoken | set(_light_nouns(pack))),
            *maker.phrases(pack, by_pos["phrase"] | said),
        ]
        return json.dumps(sorted(set(rows)), ensure_ascii=False, separators=(",", ":")).encode()

    key = digest([*pack.files(), *python_files("", "events", "languages")])
    shared: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    content = cached_bytes(f"forms-{pack.code}", key, build, lambda content: content.endswith(b"]"))
    rows = content[2:-2].split(b"],[")
    # Not all at once, so that the strings of all rows are never there together; what many forms share is kept once.
    for first in range(0, len(rows), _AT_ONCE):
        for word, lemma, *cells in json.loads(b"[[" + b"],[".join(rows[first : first + _AT_ONCE]) + b"]]"):
            rest = tuple(cells)
            yield WordForm(sys.intern(word), sys.intern(lemma), *shared.setdefault(rest, rest))


def _light_nouns(pack: Pack) -> dict[str, str]:
    """The verbal nouns of light verbs («قيام … بزيارة»), with the verb of each."""
    light = {row["verb"] for row in pack.table("light_verbs")}
    rows = [row for row in pack.table("verbs") if row["verb"] in light]
    return {noun: row["verb"] for row in rows for noun in split_list(row.get("masdars", ""))}


def _blocked(pack: Pack) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for table, column, readings in (("verbs", "verb", ("verb", "participle")), ("nouns", "noun", ("noun",))):
        for row in pack.table(table):
            words = frozenset(normalise(word, pack.code) for word in split_list(row.get("blocked", "")))
            for pos in readings if words else ():
                found[(row[column], pos)] = found.get((row[column], pos), frozenset()) | words
    return found


@cache
def load(language: str) -> Lexicon:
    """The compiled lexicon of a language."""
    pack = languages.load(language)
    closed = syntax.load(language)
    senses = senses_of(pack)
    speech = {}
    for row in pack.table("attribution", ("lemma", "pos", "kind", "complement")):
        pos = "phrase" if row["pos"] not in {"verb", "noun"} else row["pos"]
        speech[(row["lemma"], pos)] = Speech(row["lemma"], pos, row["kind"], row["complement"])
    light: dict[str, list[LightVerb]] = {}
    for row in pack.table("light_verbs", ("verb", "preposition", "subject_role")):
        light.setdefault(row["verb"], []).append(
            LightVerb(row["verb"], normalise(row["preposition"], language), row["subject_role"])
        )
    used = (
        {lemma for lemma, pos in senses if pos == "verb"}
        | {lemma for lemma, pos in speech if pos == "verb"}
        | set(light)
    )
    forms: PhraseIndex[WordForm] = PhraseIndex(language)
    for form in _word_forms(pack, senses):
        if form.pos in {"verb", "participle"} and (form.lemma not in used or (form.first and form.number == "sg")):
            continue
        forms.add(tuple(form.word.split(" ")) if language == "ar" else words_of(form.word, language), form)
    cues: PhraseIndex[str] = PhraseIndex(language)
    prepositions = set()
    for row in pack.table("cues", ("phrase", "cue")):
        cues.add(row["phrase"], row["cue"])
        if row["cue"] == "preposition":
            prepositions.add(" ".join(words_of(row["phrase"], language)))
    topics: dict[str, list[tuple[str, int]]] = {}
    for row in pack.table("topics", ("word", "topic", "weight")):
        topics.setdefault(" ".join(words_of(row["word"], language)), []).append((row["topic"], int(row["weight"])))
    return Lexicon(
        language,
        closed,
        forms,
        senses,
        speech,
        {lemma: tuple(rows) for lemma, rows in light.items()},
        _light_nouns(pack),
        cues,
        {word: tuple(rows) for word, rows in topics.items()},
        frozenset(
            (normalise(row["word"], language), row["reading"]) for row in pack.table("homographs", ("word", "reading"))
        ),
        _blocked(pack),
        frozenset(prepositions),
        frozenset(
            word
            for row in pack.table("place_words")
            if row["kind"] == "feature"
            for cell in split_list(row["word"])
            for word in words_of(cell, language)
        ),
    )
