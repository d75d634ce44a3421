"""The surface forms of the Arabic pack's lemmas, from its tables and `inflect`."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.languages import Pack
from timeline.languages.ar import inflect
from timeline.languages.forms import WordForm
from timeline.text import normalise
from timeline.tsv import split_list

_SUFFIXES = frozenset({"", "ه", "ها", "هم", "هما"})


def verbs(pack: Pack) -> Iterator[WordForm]:
    """Finite forms and participles of every verb of verbs.tsv, under the verb's lemma."""
    for row in pack.table("verbs"):
        lemma = row["verb"]
        for form in inflect.verb_forms(lemma, row["present"], row["passive_past"], row["passive_present"]):
            if form.suffix in _SUFFIXES:
                yield WordForm(
                    form.word,
                    lemma,
                    "verb",
                    form.tense,
                    form.voice,
                    form.gender,
                    form.number,
                    form.suffix,
                    form.person == "1",
                    form.mood == "short",
                )
        for column, passive, voice in (("participle", False, "active"), ("passive_participle", True, "passive")):
            for participle in split_list(row[column]):
                for noun in inflect.participle_forms(participle, passive):
                    if noun.suffix in _SUFFIXES:
                        yield WordForm(
                            noun.word, lemma, "participle", "participle", voice, noun.gender, noun.number, noun.suffix
                        )


def nouns(pack: Pack, lemmas: set[str]) -> Iterator[WordForm]:
    """Forms of the nouns and verbal nouns among `lemmas`."""
    plurals = {row["noun"]: (split_list(row["plurals"]), row["gender"] or "m") for row in pack.table("nouns")}
    for lemma in sorted(lemmas):
        more, gender = plurals.get(lemma, ((), "f" if lemma.endswith("ة") else "m"))
        for form in inflect.noun_forms(lemma, more, gender):
            if form.suffix in _SUFFIXES:
                yield WordForm(form.word, lemma, "noun", "", "", form.gender, form.number, form.suffix)


def phrases(pack: Pack, lemmas: set[str]) -> Iterator[WordForm]:
    """Forms of fixed phrases: as they stand, and with their first word inflected where it is a noun of the pack."""
    plurals = {row["noun"]: (split_list(row["plurals"]), row["gender"] or "m") for row in pack.table("nouns")}
    for lemma in sorted(lemmas):
        yield WordForm(normalise(lemma, pack.code), lemma, "phrase")
        head, _, rest = lemma.partition(" ")
        if head in plurals and rest:
            more, gender = plurals[head]
            for form in inflect.phrase_forms(inflect.noun_forms(head, more, gender), rest):
                yield WordForm(form.word, lemma, "phrase")
