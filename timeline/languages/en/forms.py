"""The surface forms of the English pack's lemmas, from its tables and `inflect`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from timeline.languages import Pack
from timeline.languages.en import inflect
from timeline.languages.forms import WordForm
from timeline.tsv import TableError, split_list


def verbs(pack: Pack) -> Iterator[WordForm]:
    """The forms of every verb of verbs.tsv, under the verb's lemma; multiword verbs inflect their first word."""
    for row in pack.table("verbs"):
        for form in inflect.verb_forms(row["verb"], row["past"], row["participle"], row["gerund"]):
            pos = "participle" if form.tense in {"participle", "gerund"} else "verb"
            yield WordForm(form.word, row["verb"], pos, form.tense, form.voice)


def nouns(pack: Pack, lemmas: set[str]) -> Iterator[WordForm]:
    """Singular and plural of the nouns among `lemmas`."""
    plurals = {row["noun"]: row["plurals"] for row in pack.table("nouns")}
    for lemma in sorted(lemmas):
        for form in inflect.noun_forms(lemma, plurals.get(lemma, "")):
            yield WordForm(form.word, lemma, "noun", number=form.number[:2])


def phrases(pack: Pack, lemmas: set[str]) -> Iterator[WordForm]:
    """Fixed phrases and adjectives as they stand; those with classes of phrase_words.tsv ("@must @demanded") in every
    combination of their words."""
    classes = {row["class"]: split_list(row["words"]) for row in pack.table("phrase_words", ("class", "words"))}
    for lemma in sorted(lemmas):
        parts = [_words_of(part, lemma, classes) for part in lemma.split(" ")]
        for words in product(*parts):
            yield WordForm(" ".join(words), lemma, "phrase")


def _words_of(part: str, lemma: str, classes: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if not part.startswith("@"):
        return [part]
    if part[1:] not in classes:
        raise TableError(
            f"triggers.tsv, {lemma}: expected a class of phrase_words.tsv, found {part!r}; known: {', '.join(classes)}"
        )
    return classes[part[1:]]
