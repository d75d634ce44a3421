"""A pack's event words compiled: surface forms to lemmas, lemmas to senses, and the closed classes around them."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from timeline import languages
from timeline.cache import cached_bytes, digest, python_files
from timeline.events import syntax
from timeline.events.syntax import Syntax
from timeline.languages import Pack
from timeline.languages.forms import WordForm
from timeline.memo import Memo
from timeline.phrases import PhraseIndex
from timeline.text import Text, normalise, splits, words_of
from timeline.tsv import TableError, split_list


class Slot(NamedTuple):
    """Where a role's filler stands (`subj`, `obj`, `gen`, a preposition …), and its class ("" for any)."""

    role: str
    slot: str
    cls: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of triggers.tsv: under which conditions a lemma is which type of event, and where its roles stand."""

    lemma: str
    pos: str
    type: str
    mode: str | None
    slots: tuple[Slot, ...]
    needs: tuple[tuple[str, ...], ...]
    near: frozenset[str]
    far: frozenset[str]
    prior: int
    contexts: tuple[str, ...]

    @property
    def key(self) -> str:
        """How explanations name the sense."""
        return f"{self.lemma}/{self.pos}/{self.type}{'/' + self.mode if self.mode else ''}"


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


_NO_CONDITION: frozenset[int] = frozenset()


@dataclass(slots=True)
class Lexicon:
    """All event words of one language, ready for lookup.

    `light_nouns` leads from verbal nouns to their light verbs; `homographs` holds words with the reading that they
    hardly ever have in news («مدينة» as a participle), `blocked` by lemma and reading the words that only look like
    forms of it. What a written word says by itself is remembered: `preposition_at` the preposition that it is,
    `topic_of` its stem that tells a topic, `conditions` the numbers of the conditions of senses that it meets.
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
    preposition_at: Memo[str, str] = field(init=False, repr=False)
    opens_long_preposition: Memo[str, bool] = field(init=False, repr=False)
    topic_of: Memo[str, str] = field(init=False, repr=False)
    condition_numbers: dict[frozenset[str], int] = field(init=False, repr=False)
    conditions: Memo[str, frozenset[int]] = field(init=False, repr=False)
    cues_of: Memo[str, tuple[frozenset[str], bool]] = field(init=False, repr=False)
    _meeting: dict[str, set[int]] = field(init=False, repr=False)
    _opening: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        opening = {phrase.partition(" ")[0] for phrase in self.prepositions | self.syntax.locatives if " " in phrase}
        self.preposition_at = Memo(self.preposition)
        self.topic_of = Memo(self._topic_word)
        self.cues_of = Memo(self._cues)
        self._opening = frozenset({"", *self.syntax.conjunction_clitics})
        self.condition_numbers, self._meeting = {}, {}
        for condition in (c for senses in self.senses.values() for sense in senses for c in (sense.near, sense.far)):
            if condition and condition not in self.condition_numbers:
                number = self.condition_numbers[condition] = len(self.condition_numbers)
                for word in condition:
                    self._meeting.setdefault(word, set()).add(number)
        self.conditions = Memo(self._met)
        self.opens_long_preposition = Memo(
            lambda word: any(split.stem in opening for split in splits(word, self.language))
        )

    def _met(self, word: str) -> frozenset[int]:
        """The conditions that a written word meets, without proclitics, article, plural and pronoun endings."""
        stems = (stem for split in splits(word, self.language) for stem in self.syntax.stems(split.stem))
        return _NO_CONDITION.union(*(self._meeting[stem] for stem in stems if stem in self._meeting))

    def cues_at(self, text: Text, token: int) -> tuple[int, frozenset[str]]:
        """The closed classes of the longest phrase that begins at a token, and the token behind it."""
        own, opens_phrase = self.cues_of[text.words[token]]
        if not opens_phrase:
            return token + 1, own
        marks = [(m.behind, m.payload) for m in self.cues.at(text, token) if m.clitics in self._opening]
        longest = max((behind for behind, _ in marks), default=token + 1)
        return longest, frozenset(cue for behind, cue in marks if behind == longest)

    def _cues(self, word: str) -> tuple[frozenset[str], bool]:
        """The closed classes of a word by itself, and whether a phrase of several words may begin with it."""
        readings = [entries for clitics, entries in self.cues.readings[word] if clitics in self._opening]
        own = frozenset(cue for entries in readings for rest, cue in entries if not rest)
        return own, any(rest for entries in readings for rest, _ in entries)

    def _topic_word(self, word: str) -> str:
        """The stem of a written word that tells a topic; "" where none does."""
        if len(word) < 3 or not word.isalpha():
            return ""
        stems = (split.stem for split in splits(word, self.language))
        return next((s for s in stems if s in self.topics or self.syntax.bare(s) in self.topics), "")

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


def parse_frame(cell: str, language: str) -> tuple[Slot, ...]:
    """A frame cell («actor=subj recipient=obj/على:actor») as slots, in order of preference within each role."""
    slots: list[Slot] = []
    for item in cell.split():
        role, _, places = item.partition("=")
        places, _, cls = places.partition(":")
        for place in places.split("/"):
            if place:
                slots.append(Slot(role, normalise(place.replace("_", " "), language), cls))
    return tuple(slots)


def _word_classes(pack: Pack) -> dict[str, frozenset[str]]:
    """The words of each class that conditions can name («@weapons»), as conditions compare them."""
    closed = syntax.load(pack.code)
    return {
        row["class"]: frozenset(
            closed.bare(word) for cell in split_list(row["words"]) for word in words_of(cell, pack.code)
        )
        for row in pack.table("word_classes", ("class", "words"))
    }


def _condition(cell: str, lemma: str, language: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of a condition, those of its classes among them."""
    closed = syntax.load(language)
    found: set[str] = set()
    for word in split_list(cell):
        if word.startswith("@"):
            if word[1:] not in classes:
                raise TableError(
                    f"triggers.tsv, {lemma}: expected a class of word_classes.tsv, found {word!r}; "
                    f"known: {', '.join(sorted(classes))}"
                )
            found |= classes[word[1:]]
        else:
            found.update(closed.bare(part) for part in words_of(word, language))
    return frozenset(found)


def _sense(row: dict[str, str], language: str, classes: Mapping[str, frozenset[str]]) -> Sense:
    try:
        prior = int(row["prior"] or 2)
    except ValueError:
        raise TableError(
            f"triggers.tsv, {row['lemma']}: expected a prior of 1, 2 or 3, found {row['prior']!r}"
        ) from None
    return Sense(
        row["lemma"],
        row["pos"],
        row["type"],
        row["mode"] or None,
        parse_frame(row["frame"], language),
        tuple(tuple(part.split("|")) for part in row["needs"].replace(" ", "").split(",") if part),
        _condition(row["with"], row["lemma"], language, classes),
        _condition(row["without"], row["lemma"], language, classes),
        prior,
        split_list(row["contexts"]),
    )


def _verbal_noun_frame(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """How a verb's roles stand around its verbal noun: the object as genitive, the subject behind an agent word."""
    found = []
    taken = any(slot.slot == "obj" for slot in slots)
    for slot in slots:
        if slot.slot == "obj":
            found.append(slot._replace(slot="gen"))
        elif slot.slot == "subj":
            found.append(slot._replace(slot="agent"))
            if not taken:
                found.append(slot._replace(slot="gen"))
        else:
            found.append(slot)
    return tuple(found)


def _senses(pack: Pack) -> dict[tuple[str, str], tuple[Sense, ...]]:
    found: dict[tuple[str, str], list[Sense]] = {}
    classes = _word_classes(pack)
    for row in pack.table("triggers", ("lemma", "pos", "type", "mode", "frame", "needs", "with", "without", "prior")):
        sense = _sense(row, pack.code, classes)
        pos = "phrase" if sense.pos in {"phrase", "adjective"} else sense.pos
        found.setdefault((sense.lemma, pos), []).append(sense)
        if pos == "verb":
            found.setdefault((sense.lemma, "participle"), []).append(sense)
    for row in pack.table("verbs"):
        for masdar in split_list(row.get("masdars", "")):
            if (masdar, "noun") in found or (row["verb"], "verb") not in found:
                continue
            found[(masdar, "noun")] = [
                Sense(
                    masdar, "noun", s.type, s.mode, _verbal_noun_frame(s.slots), s.needs, s.near, s.far,
                    max(1, s.prior - 1), s.contexts,
                )
                for s in found[(row["verb"], "verb")]
            ]  # fmt: skip
    return {key: tuple(senses) for key, senses in found.items()}


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
    shared: dict[str, str] = {}
    content = cached_bytes(f"forms-{pack.code}", key, build, lambda content: content.endswith(b"]"))
    # Row by row, so that the strings of all rows are never there at once; what many forms share is kept once.
    for line in content[2:-2].split(b"],["):
        cells = json.loads(b"[" + line + b"]")
        kept: list[Any] = [shared.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in cells]
        yield WordForm(*kept)


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
    senses = _senses(pack)
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
