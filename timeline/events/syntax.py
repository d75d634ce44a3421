"""The closed classes of a language as far as the event coder asks: what its pack's syntax.yaml says, normalised."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

import yaml

from timeline import languages
from timeline.text import normalise

SHORTEST = 3
"""Letters that are left of a word at least when an article or an ending is taken off."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """The keys of syntax.yaml; the file says what each holds."""

    order: str
    complementisers: frozenset[str]
    pronoun_complementisers: frozenset[str]
    free_relatives: frozenset[str]
    as_said: frozenset[str]
    infinitive: frozenset[str]
    copulas: frozenset[str]
    possessives: frozenset[str]
    tense_auxiliaries: frozenset[str]
    auxiliaries: frozenset[str]
    light_passives: frozenset[str]
    past_auxiliaries: frozenset[str]
    perfect_auxiliaries: frozenset[str]
    conjunctions: frozenset[str]
    conjunction_clitics: frozenset[str]
    coordinators: frozenset[str]
    same_subject: frozenset[str]
    preposition_clitics: frozenset[str]
    future_clitics: frozenset[str]
    verb_clitics: frozenset[str]
    subjunctive_clitics: frozenset[str]
    purpose_clitics: frozenset[str]
    means_clitics: frozenset[str]
    short_particles: frozenset[str]
    past_particles: frozenset[str]
    clause_openers: frozenset[str]
    locatives: frozenset[str]
    attaching: frozenset[str]
    complement_prepositions: frozenset[str]
    transparent_prepositions: frozenset[str]
    reporting_prepositions: frozenset[str]
    agent_prepositions: frozenset[str]
    speaking_pronouns: frozenset[str]
    person_pronouns: frozenset[str]
    body_pronouns: frozenset[str]
    honorifics: frozenset[str]
    both_sides: frozenset[str]
    determiners: frozenset[str]
    definite_words: frozenset[str]
    article_clitics: frozenset[str]
    endings: frozenset[str]
    bound_endings: frozenset[str]
    feminine_endings: frozenset[str]
    people_endings: frozenset[str]
    oblique_endings: frozenset[str]
    masculine_states: frozenset[str]
    partitives: frozenset[str]
    leading: frozenset[str]
    quantities: frozenset[str]
    vague_quantities: frozenset[str]
    not_people: frozenset[str]
    describing_people: frozenset[str]
    _inflected: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        bound = (pair.partition("=")[0] for pair in self.bound_endings)
        object.__setattr__(self, "_inflected", tuple(sorted({*self.endings, *bound})))

    def bare(self, stem: str) -> str:
        """A stem without the article written to it («الهجوم» → هجوم)."""
        for article in self.article_clitics:
            if stem.startswith(article) and len(stem) - len(article) >= SHORTEST:
                return stem[len(article) :]
        return stem

    def is_bare(self, stem: str) -> bool:
        """Has a stem no article written to it?"""
        return self.bare(stem) == stem

    def stems(self, stem: str) -> set[str]:
        """A stem as condition lists compare it: also without article and plural, person and pronoun endings.

        `bound_endings` are pairs «ت=ه»: what the last letter of a word becomes before an ending («زيارة», «زيارتها»).
        """
        bare = self.bare(stem)
        if not bare.endswith(self._inflected):
            return {bare}
        found = {bare}
        found.update(bare[: -len(e)] for e in self.endings if bare.endswith(e) and len(bare) - len(e) >= SHORTEST)
        for pair in self.bound_endings:
            bound, _, free = pair.partition("=")
            found.update([rest[: -len(bound)] + free for rest in found if rest.endswith(bound)])
        return found


@cache
def load(language: str) -> Syntax:
    """The syntax of a language; raises ValueError for keys that lack or are unknown."""
    path = languages.load(language).folder / "syntax.yaml"
    raw: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    wanted = {one.name for one in fields(Syntax) if one.init}
    if wanted != set(raw):
        odd = ", ".join(sorted(wanted ^ set(raw)))
        raise ValueError(f"{path}: expected the keys {', '.join(sorted(wanted))}; lacking or unknown: {odd}")
    classes = {key: _words(value, language) for key, value in raw.items() if key != "order"}
    return Syntax(order=str(raw["order"]), **classes)


def _words(values: list[str], language: str) -> frozenset[str]:
    return frozenset("=".join(normalise(part, language) for part in str(value).split("=")) for value in values)
