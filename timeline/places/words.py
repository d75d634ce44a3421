"""What a language's words tell about places nearby: feature words, directions, prepositions, nationality adjectives."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from timeline import languages
from timeline.phrases import PhraseIndex
from timeline.places.names import key_of
from timeline.tables import split_list
from timeline.text import normalise, words_of

_ADJECTIVE_ENDINGS = ("", "ه", "ين", "ون", "ات", "ا", "تين", "تان", "ان")


class Cue(NamedTuple):
    """A word beside a place name: its kind and what it says (a feature, a direction …)."""

    kind: str
    value: str


class Cues(NamedTuple):
    """A language's cue words.

    `before` and `after` are phrases that stand before or behind a name; `adjectives` map to ISO alpha-3 codes;
    `ambiguous` maps keys of names to the kind of their other meaning; `names` are phrases with a place inside them that
    name something else (a newspaper, an organisation); `given` are given names of persons; `features` are the single words
    that tell a kind of place. `cased` says that names have capitals.
    """

    before: PhraseIndex[Cue]
    after: PhraseIndex[Cue]
    adjectives: PhraseIndex[str]
    ambiguous: dict[str, str]
    names: PhraseIndex[str]
    given: frozenset[str]
    features: frozenset[str]
    cased: bool


@cache
def cues(code: str) -> Cues:
    """The cue words of a language, from place_words.tsv, place_ambiguous.tsv, countries.tsv and given_names.tsv."""
    pack = languages.load(code)
    features: set[str] = set()
    before: PhraseIndex[Cue] = PhraseIndex(code)
    after: PhraseIndex[Cue] = PhraseIndex(code)
    adjectives: PhraseIndex[str] = PhraseIndex(code)
    for row in pack.table("place_words", ("word", "kind", "value", "side")):
        target = after if row["side"] == "after" else before
        for word in split_list(row["word"]):
            target.add(word, Cue(row["kind"], row["value"]))
            if row["kind"] == "feature":
                features.add(normalise(word, code))
    cased = normalise("A", code) != "A" and not pack.proclitics
    forms: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in pack.table("countries"):
        for word in split_list(row["adjectives"]):
            for form in _inflected(words_of(word, code), cased):
                if row["alpha3"] not in forms[form]:
                    forms[form].append(row["alpha3"])
        for word in split_list(row["people_plural"]):
            for form in (words_of(word, code), *([] if cased else [_definite(words_of(word, code))])):
                if row["alpha3"] not in forms[form]:
                    forms[form].append(row["alpha3"])
    for form, countries in forms.items():
        if form and len(countries) == 1:
            adjectives.add(form, countries[0])
    ambiguous: dict[str, str] = {}
    names: PhraseIndex[str] = PhraseIndex(code)
    for row in pack.table("place_ambiguous", ("name", "kind")):
        for name in split_list(row["name"]):
            if row["kind"] == "name":
                names.add(name, "name")
            else:
                ambiguous[key_of(words_of(name, code))] = row["kind"]
    given = frozenset(
        normalise(name, code) for row in pack.table("given_names") for name in split_list(row.get("names") or row.get("name") or "")
    )
    return Cues(before, after, adjectives, ambiguous, names, given, frozenset(features), cased)


def _definite(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("ال" + word if not word.startswith("ال") else word for word in words)


def _inflected(words: tuple[str, ...], cased: bool) -> list[tuple[str, ...]]:
    """The forms of a nationality adjective; Arabic ones by gender, number and article."""
    if not words:
        return []
    if cased:
        return [words, (*words[:-1], words[-1] + "s")]
    if len(words) > 1:
        return [words, _definite(words)]
    found = []
    for ending in _ADJECTIVE_ENDINGS:
        found += [(words[0] + ending,), ("ال" + words[0] + ending,)]
    return found
