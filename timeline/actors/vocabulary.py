"""The words of one language by which actors are found: phrases of the lexicon, closed classes, endings, verbs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from timeline.actors import entries as kind
from timeline.actors.entries import Entry
from timeline.dates import numbers
from timeline.languages import Pack
from timeline.memo import Memo
from timeline.text import Split, normalise, splits, words_of

QUOTE = '"'
Option = tuple[tuple[str, ...], tuple[Entry, ...]]


class Reading(NamedTuple):
    """A way to read a word that phrases begin with: those of this word alone, and longer ones by their second word."""

    clitics: str
    alone: list[Option]
    longer: dict[str, list[Option]]

    def options(self, following: str) -> list[Option]:
        """The phrases that may stand before a word, longest first; a quotation mark may hide what follows."""
        if not self.longer:
            return self.alone
        if following == QUOTE:
            return [*itertools.chain(*self.longer.values()), *self.alone]
        return [*self.longer[following], *self.alone] if following in self.longer else self.alone


def _pattern(shapes: Iterable[str]) -> re.Pattern[str]:
    """What matches a whole word of one of the shapes; nothing where there are none."""
    return re.compile("|".join(f"(?:{shape})" for shape in shapes) or r"(?!)")


class Vocabulary:
    """The words of one language, compiled; `settings` are those of the language pack's actors.yaml."""

    def __init__(self, pack: Pack, data: dict[str, Any], settings: dict[str, Any]) -> None:
        self.pack = pack
        self.settings = settings
        self.head_first: bool = settings["order"] == "head-first"
        self.cased: bool = data["cased"]
        self._options: dict[str, list[Any]] = data["phrases"]
        self.common = frozenset(data["common"])
        """Verbs and verbal nouns, which are no parts of names."""
        self.finite = frozenset(data["finite"])
        """Finite verbs in the third person, without pronouns written to them."""
        self._native_names = frozenset(data["native_names"])
        self.readings: Memo[str, tuple[Reading, ...]] = Memo(self._readings)
        """The phrases that may begin with a word, by each way to split proclitics off it; the bare reading first."""
        self._verbal: Memo[str, bool] = Memo(self._looks_verbal)
        self.regions = self._word_set("regions")
        """Nouns of which a place's name says which («شرطة محافظة بيش»)."""
        self.closing_quotes = frozenset(settings.get("closing_quotes", ()))
        self.surnames = self._word_set("surnames")
        """Definite adjectives that are surnames behind a first name."""
        code = pack.code
        self.quantifiers = self._word_tuples("quantifiers")
        self.at_least = self._word_tuples("at_least")
        self.affiliations = self._word_tuples("affiliations")
        self.calling = self._word_set("calling")
        self.one_of = self._word_set("one_of")
        self.particles = self._word_set("name_particles")
        self.led_by = self._word_tuples("led_by")
        self.crime_cues = self._word_tuples("crime_cues")
        self.nationality_words = self._word_set("nationality_words")
        self.direct_endings = tuple(settings.get("direct_endings", ()))
        """Endings of subjects and objects, which no genitive has."""
        self.plural_adjectives = tuple(settings.get("plural_adjectives", ()))
        self.counted_ending: str = settings.get("counted_ending", " ")
        """The ending of a noun behind a number, and of its adjectives."""
        self.before_verbs = self._word_set("before_verbs")
        self.object_endings = tuple(settings.get("object_endings", ()))
        self.weak_given = self._word_set("weak_given")
        self.abstract_endings = tuple(settings["abstract_endings"])
        self.binding = self._word_set("binding_particles")
        self.cues = self._word_set("name_cues")
        self.sayers = self._word_set("sayers")
        """Verbs of speech that the one who speaks stands right behind."""
        self.relatives = self._word_set("relatives")
        self.spatial = self._word_set("spatial")
        self.native_countries = frozenset(settings["native_countries"])
        self.suffixes = self._word_set("name_suffixes")
        self.openers = self._word_set("openers")
        """Words with a capital only where they open a sentence or headline, which are no parts of names."""
        self.name_links = self._word_set("name_links")
        """Words without capitals inside names of bodies."""
        self.acronym_links = self._word_set("acronym_links")
        """Those that may have no letter in the acronym."""
        self.name_prepositions = self._word_set("name_prepositions")
        """What goes on with the name of a body behind its noun."""
        self.borderless = self._word_set("borderless")
        self.nameless = frozenset(settings.get("nameless", ()))
        """Nouns of bodies that have no names of their own."""
        self.deeds = self._word_set("deeds")
        """Participles that describe parties, but are verbs right behind another party."""
        self.legal_forms = self._word_set("legal_forms")
        self.prefixes = self._word_set("name_prefixes") | self.binding
        self.states = self._word_set("states")
        self.exact = {normalise(w, code): tuple(ends) for w, ends in settings["exact_endings"].items()}
        self.exact_words = tuple(self.exact)
        self.demonstratives = self._word_set("demonstratives")
        self.reference_clitics = tuple(settings["reference_clitics"])
        self.possessive_spelled: dict[str, str] = settings.get("possessive_spelled", {})
        self.participles = self._word_set("compound_participles")
        self.possessive_words = self._word_set("possessive_words")
        self.foremost = self._word_set("foremost")
        self.statements = self._word_set("statements")
        self.determiners = self.possessive_words | self._word_set("articles")
        self.of = self._word_set("of")
        self.affiliation_clitics = frozenset(settings["affiliation_clitics"])
        self.nisba: str = settings["nisba"]
        self.inside = self._word_set("inside")
        self.inside_clitics = frozenset(settings.get("inside_clitics", ()))
        self.whereabouts = self._word_set("whereabouts")
        self.partitive = self._word_set("partitive")
        self.felled = self._word_set("felled")
        self.definite_starts = tuple(normalise(start, code) for start in settings.get("definite_starts", ()))
        self.opens_number = self._word_set("opens_number")
        self.joining = self._word_set("joining")
        self.siding = self._word_set("siding")
        self.written_in = frozenset(settings.get("written_in", ()))
        self.verbal_clitics = tuple(settings.get("verbal_clitics", ()))
        self.conjunctions = tuple(settings.get("conjunctions", ()))
        self.closing_letters = tuple(settings.get("closing_letters", ()))
        self.unlike_names = _pattern(settings.get("unlike_names", ()))
        self.unlike_foreign_names = _pattern(settings.get("unlike_foreign_names", settings.get("unlike_names", ())))
        self.unlike_open_names = _pattern(settings.get("unlike_open_names", ()))
        self.unlike_last_names = _pattern(settings.get("unlike_last_names", ()))
        self.article = normalise(settings["article"], code)
        self._number_words = frozenset(numbers.load(code).cardinals)

    def _word_tuples(self, name: str) -> dict[str, list[tuple[str, ...]]]:
        """Phrases of the settings by their first word, longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.settings.get(name, ()):
            words = words_of(phrase, self.pack.code)
            found.setdefault(words[0], []).append(words)
        for options in found.values():
            options.sort(key=len, reverse=True)
        return found

    def _word_set(self, name: str) -> frozenset[str]:
        return frozenset(normalise(word, self.pack.code) for word in self.settings.get(name, ()))

    def _readings(self, word: str) -> tuple[Reading, ...]:
        readings = splits(word, self.pack.code)
        return tuple(self._read(split) for split in readings if split.stem in self._options)

    def _read(self, split: Split) -> Reading:
        alone: list[Option] = []
        longer: dict[str, list[Option]] = {}
        for rest, entries in self._options[split.stem]:
            option = (tuple(rest), tuple(Entry(*entry) for entry in entries))
            (longer.setdefault(rest[0], []) if rest else alone).append(option)
        return Reading(split.clitics, alone, longer)

    def is_native_name(self, word: str) -> bool:
        """Is a word a given name of the peoples that speak the language, or the first part of one («عبد», «أبو»)?"""
        return word in self._native_names or word in self.binding

    def phrases_of(self, word: str) -> list[Any]:
        """The phrases that begin with a normalised word: the rest of each, and its meanings."""
        return self._options.get(word, [])

    def is_given(self, word: str) -> bool:
        """Is a word a given name?"""
        return any(
            not rest and entry[0] == kind.GIVEN for rest, found in self._options.get(word, ()) for entry in found
        )

    def is_verb(self, word: str) -> bool:
        """Is a word a finite verb by its form, perhaps with a pronoun written to it («أبلغه»)?"""
        if word in self.finite:
            return True
        return any(word.endswith(end) and word[: -len(end)] in self.finite for end in self.object_endings)

    def is_verb_of_object(self, word: str) -> bool:
        """Is a word a verb or verbal noun with a pronoun written to it («قتله»)?"""
        stems = [word[: -len(end)] for end in self.object_endings if word.endswith(end)]
        return any(stem in self.finite or stem in self.common for stem in stems)

    def is_verbal(self, word: str) -> bool:
        """Is a word, or what stands behind its proclitics, a verb or verbal noun («اتصل», «وأبلغه», «بضم»)?"""
        return self._verbal[word]

    def _looks_verbal(self, word: str) -> bool:
        for split in splits(word, self.pack.code):
            if split.clitics and split.stem in self.common:
                return True
            if (not split.clitics or split.clitics in self.conjunctions) and self.is_verb(split.stem):
                return True
        return False

    def is_number(self, word: str) -> bool:
        """May a number end in this word?"""
        return word[0].isdecimal() or word in self._number_words
