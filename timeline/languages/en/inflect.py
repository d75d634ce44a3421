"""English inflection: the forms of verbs and nouns by the regular spelling rules and the irregular parts of tables.

A lemma of several words inflects its first word if it is a verb ("call on": "called on") and its last word if it is a
noun ("air strike": "air strikes"). A word joined by hyphens inflects its last part either way ("court-martial").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from timeline.tsv import split_list

NONE = "-"
"""In a cell for plurals: the noun has no plural."""

_PRESENT = {"be": ("is", "are", "am"), "have": ("has",)}
_ONE_Z = re.compile(r"[^z]z$")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_CONSONANT_O = re.compile(r"[^aeiou]o$")
_ONE_SHORT_SYLLABLE = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][bdfgklmnprtvz]$|^[^aeiou]+y[bdfgklmnprtvz]$")
_SILENT_E = re.compile(r"[^aeo]e$|[aeiou][^aeiou]e$")


class Form(NamedTuple):
    """A form of a verb.

    `tense` is "past", "present" (third person singular), "participle" (past participle), "gerund" or "base"
    (infinitive, imperative, plural present). `voice` is "active", or "either" for the past participle
    ("has seized", "was seized").
    """

    word: str
    tense: str
    voice: str
    gender: str = ""
    number: str = ""
    mood: str = ""
    suffix: str = ""


class NounForm(NamedTuple):
    """A form of a noun; `number` is "sg" or "pl"."""

    word: str
    definite: str = ""
    number: str = ""
    suffix: str = ""


def verb_forms(lemma: str, past: str = "", participle: str = "", gerund: str = "") -> Iterator[Form]:
    """The forms of a verb, each (word, tense) once.

    `past`, `participle` and `gerund` are the irregular parts of the first word, alternatives joined by `|`; where
    empty, the regular rules give them, and the participle is as the past.
    """
    verb, _, rest = lemma.partition(" ")
    rest = f" {rest}" if rest else ""
    pasts = split_list(past) or (_past(verb),)
    participles = split_list(participle) or pasts
    gerunds = split_list(gerund) or (_gerund(verb),)
    yield Form(verb + rest, "base", "active")
    for word in _present(verb):
        yield Form(word + rest, "present", "active", number="" if len(_present(verb)) > 1 else "sg")
    for word in dict.fromkeys(pasts):
        yield Form(word + rest, "past", "active")
    for word in dict.fromkeys(participles):
        yield Form(word + rest, "participle", "either")
    for word in dict.fromkeys(gerunds):
        yield Form(word + rest, "gerund", "active")


def noun_forms(noun: str, plurals: str = "", gender: str = "") -> Iterator[NounForm]:
    """The singular and plural of a noun. English nouns have no gender: the argument is there for all packs to agree.

    `plurals` holds the irregular plurals of the whole noun, alternatives joined by `|`; `-` says that there is no
    plural, and the noun itself that there is no singular ("talks").
    """
    if plurals == noun:
        yield NounForm(noun, number="pl")
        return
    yield NounForm(noun, number="sg")
    if plurals == NONE:
        return
    for word in dict.fromkeys(split_list(plurals) or (_plural(noun),)):
        yield NounForm(word, number="pl")


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    if _ONE_Z.search(word) and _doubled(word) != word:
        return word + "zes"
    return word + ("es" if _SIBILANT.search(word) else "s")


def _present(verb: str) -> tuple[str, ...]:
    if verb in _PRESENT:
        return _PRESENT[verb]
    return (verb + "es" if _CONSONANT_O.search(verb) else _with_s(verb),)


def _plural(noun: str) -> str:
    return _with_s(noun)


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if len(verb) > 2 and _SILENT_E.search(verb) and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """The stem before -ed and -ing: "stop" doubles, "panic" takes a k; where the stress decides, tables say."""
    if verb.endswith("ic"):
        return verb + "k"
    return verb + verb[-1] if _ONE_SHORT_SYLLABLE.match(verb.rpartition("-")[2]) else verb
