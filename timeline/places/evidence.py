"""What speaks for and against words being a place's name at all.

The unit is a rough one: a country's name by itself has 3, a hamlet's 0.3, and a name is taken from THRESHOLD on.
"""

from __future__ import annotations

from timeline.places.finder import Candidate
from timeline.places.scene import Scene

THRESHOLD = 2.0
LISTED = 0.7
"""What a list with a place in it is worth."""
_CONTEXT = 0.7
"""The most that the countries of sentence, text and source together are worth."""
# From this many inhabitants on a town with a person's name may be meant without a word for places beside it.
_KNOWN = 100_000
# What a feature word is worth before a name that only GeoNames has: «مدينة» much, «مستشفى» or "hospital" little.
_FEATURE = {"country": 1.0, "region": 1.6, "city": 2.0, "village": 2.0, "area": 1.3, "facility": 1.0}

_EVENT = 1.0
"""What a word for something held at a place is worth behind its name: "a Pentagon news conference"."""


def evidence(candidate: Candidate, scene: Scene) -> float:
    """The sum of what speaks for a candidate and what against it."""
    known = scene.known
    kind = known.ambiguous.get(candidate.key)
    if kind == "never" or _impossible(candidate, scene):
        return 0.0
    countries = candidate.name.countries
    dateline = scene.context.dateline
    opens = dateline is not None and dateline.overlaps(scene.text.tokens_span(candidate.first, candidate.behind))
    qualified = scene.qualifier(candidate) in countries - {None}
    hopeless = candidate.name.strength + _CONTEXT < THRESHOLD - LISTED
    if hopeless and not (candidate.cues or opens or qualified):
        return 0.0
    feature, preposition = candidate.cue("feature"), candidate.cue("preposition")
    value = candidate.name.strength + _beside(candidate)
    if value < 2.6:
        if not countries.isdisjoint(scene.by_sentence.get(candidate.sentence, ())):
            value += 0.5
        elif any(scene.countries[country] for country in countries if country):
            value += 0.3
        if scene.context.country in countries:
            value += 0.2
    if qualified:
        value += 1.0
    if opens:
        value += 2.0
    body = preposition == "body"
    if kind == "word" or (kind == "home" and not _at_home(countries, scene)):
        value -= 0.7 if body else 1.4 if feature else 2.6
    elif kind in {"mild", "home"} and not body:
        value -= 1.2
    if not feature and value < 2.9 and _quoted(candidate, scene):
        value -= 1.5
    value -= _as_person(candidate, scene, kind) + _as_adjective(candidate, scene, kind) + _respelled(candidate, scene)
    if candidate.sentence in scene.headlines and not (preposition or feature) and value < 3.2:
        value -= 0.5
    if known.cased and _opens_sentence(candidate.first, scene) and value < 2.5:
        value -= 0.7
    return value


def _at_home(countries: frozenset[str | None], scene: Scene) -> bool:
    """Is it a paper of one of these countries, and its text not mostly about another?"""
    home = scene.context.country
    return home in countries and scene.countries[home or ""] >= max(scene.countries.values(), default=0)


def _beside(candidate: Candidate) -> float:
    """What the words directly before and behind are worth."""
    value = 0.0
    feature, preposition = candidate.cue("feature"), candidate.cue("preposition")
    if candidate.cue("capital") is not None or (feature and any(entry.curated for entry in candidate.entries)):
        value += 2.0
    elif feature:
        value += _FEATURE[feature]
    elif preposition:
        value += 0.8 if preposition == "strong" else 0.4
    if candidate.cue("direction"):
        value += 1.0
    if candidate.cue("event") is not None and any(entry.curated for entry in candidate.entries):
        value += _EVENT
    if candidate.cue("territory") is not None:
        value += 0.8
    if candidate.cue("other") is not None and not feature:
        value -= 2.0
    return value


def _impossible(candidate: Candidate, scene: Scene) -> bool:
    """Is the reading none that a place name has: «كبيرا» as ك + Beira, a bare feature word («مدينة»)?"""
    if any(letter not in scene.known.proclitics for letter in candidate.clitics):
        return True
    word = candidate.key.strip()
    return " " not in word and word in scene.known.beside


def _quoted(candidate: Candidate, scene: Scene) -> bool:
    """Is the name alone in quotation marks, as titles of papers are: «الشرق الأوسط»?"""
    words, before, behind = scene.text.words, candidate.first - 1, candidate.behind
    return before >= 0 and behind < len(words) and words[before] == '"' == words[behind]


def _opens_sentence(token: int, scene: Scene) -> bool:
    return scene.text.sentences[scene.text.sentence_of(token)][0] == token


def _as_person(candidate: Candidate, scene: Scene, kind: str | None) -> float:
    """What speaks for the words being part of a person's or another longer name."""
    text, known = scene.text, scene.known
    before = candidate.first - 1
    other = before >= 0 and text.original.endswith(known.not_given, 0, text.ends[before])
    person = candidate.cue("person") is not None and not other
    if candidate.cue("feature") or candidate.cue("preposition") == "strong":
        return 0.8 if person else 0.0
    penalty = 2.0 if person and not candidate.clitics else 0.0
    if (
        before >= 0
        and not candidate.clitics
        and text.words[before] in known.given
        and before not in scene.adjectives
        and not other
    ):
        penalty += 1.5 if not known.cased or text.capitalised(before) else 0.0
    if known.cased and candidate.sentence not in scene.headlines:
        penalty += _among_capitals(candidate, scene, kind)
    return penalty


def _among_capitals(candidate: Candidate, scene: Scene, kind: str | None) -> float:
    """Capitals on both sides of a name: "Michael Jordan", "Paris Hilton"."""
    text, penalty = scene.text, 0.0
    before, behind = candidate.first - 1, candidate.behind
    beside = bool(candidate.cue("feature")) or candidate.cue("event") is not None
    inside = before >= text.sentences[candidate.sentence][0] and not _opens_sentence(before, scene)
    if inside and not candidate.cues and _capital_word(before, scene) and before not in scene.adjectives:
        penalty += 1.5 if kind == "person" else 0.8
    if behind < text.sentences[candidate.sentence][1] and _capital_word(behind, scene) and not beside:
        curated = any(entry.curated for entry in candidate.entries)
        penalty += 1.5 if kind == "person" else 0.4 if curated else 1.0
    if kind == "person" and not candidate.cues:
        places = candidate.name.first
        countries = {p.country for p in places if p.basis == "table" or p.population >= _KNOWN}
        penalty += 0.0 if any(scene.countries[country] > 2 for country in countries if country) else 0.6
    return penalty


def _capital_word(token: int, scene: Scene) -> bool:
    return scene.text.words[token].isalpha() and scene.text.capitalised(token)


def _as_adjective(candidate: Candidate, scene: Scene, kind: str | None) -> float:
    """Names that are adjectives behind a noun: «طائرة سورية», «مواطنا تركيا», «البعثة السعودية», «الأراضي البيضاء»."""
    known, first = scene.known, candidate.first
    if known.cased or candidate.clitics or first == 0 or _opens_sentence(first, scene):
        return 0.0
    word, before = candidate.key.strip(), scene.text.words[first - 1]
    definite = known.definite(word) and known.definite(before)
    if kind in {"mild", "word"} and definite:
        return 1.5
    if definite and first in scene.adjectives and candidate.cue("capital") is not None:
        return 4.5
    if first not in scene.adjectives or any(
        candidate.cue(cue) is not None for cue in ("feature", "preposition", "direction", "territory")
    ):
        return 0.0
    if definite:
        return 2.5
    for rule in known.adjectival:
        if not word.endswith(rule.ending) or known.definite(before):
            continue
        if (rule.numbers and before.isdecimal()) or (
            len(before) > 3 and before.endswith(rule.after) and not before.endswith(rule.unless)
        ):
            return 2.5
    return 0.0


def _respelled(candidate: Candidate, scene: Scene) -> float:
    """«وجده» is a verb more often than Oujda or "and Jeddah": a short name whose ة is written ه."""
    text, rule, last = scene.text, scene.known.respelled, candidate.behind - 1
    if (
        rule is None
        or candidate.name.words > 1
        or len(candidate.key) > 6
        or not candidate.key.strip().endswith(rule[0])
    ):
        return 0.0
    if text.original[text.ends[last] - 1] != rule[1]:
        return 0.0
    return 1.5 if candidate.clitics or len(text.words[last]) <= 4 else 0.5
