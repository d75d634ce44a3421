"""What a text has named so far, for the words in it that refer back."""

from __future__ import annotations

from datetime import date

from timeline.actors import entries as kind
from timeline.actors.evidence import Evidence
from timeline.actors.phrase import Phrase
from timeline.actors.register import Register
from timeline.model import Actor, ActorMention, PlaceMention, Span
from timeline.text import Text

_ROLES = kind.TITLE + kind.OFFICE + kind.GROUP


class Memory:
    """The bodies, persons and roles of one text up to a phrase, and what the whole of it tells of countries."""

    def __init__(
        self,
        text: Text,
        register: Register,
        on: date | None,
        source_country: str | None,
        places: dict[int, tuple[int, PlaceMention]],
    ) -> None:
        self.text = text
        self.register = register
        self.on = on
        self.source = source_country
        self.places = places
        self.institutions: dict[str, str] = {}
        self.bodies: dict[str, ActorMention] = {}
        self.last_country: str | None = None
        self.roles: dict[str, ActorMention] = {}
        self.last_group: ActorMention | None = None
        self.surnames: dict[str, ActorMention] = {}

    def gather(self, phrases: list[Phrase]) -> None:
        """Reads what the phrases of the whole text tell before any of them is resolved."""
        self.evidence = Evidence(self.text, self.register, self.source, self.places, phrases)
        self._focus = self.evidence.focus

    def _span(self, phrase: Phrase) -> Span:
        text = self.text
        skipped = len(phrase.clitics) if phrase.first == phrase.head_first or phrase.clitics else 0
        if not skipped:
            return text.tokens_span(phrase.first, phrase.behind)
        start = text.norm_starts[phrase.first] + skipped
        return Span(text.span(start, start + 1).start, text.ends[phrase.behind - 1])

    def _remember(self, phrase: Phrase, mention: ActorMention) -> None:
        if mention.anaphoric:
            return
        if mention.country and phrase.basis != "adjective":
            self.last_country = mention.country
        if mention.actor.kind == "person" and phrase.category in _ROLES and phrase.name and phrase.noun[1]:
            stems = self._stems(phrase)
            self.roles[" ".join(stems)] = self.roles[stems[0]] = mention
        if mention.actor.kind == "person" and phrase.name:
            self.surnames.setdefault(self.text.words[phrase.name[1] - 1], mention)
        if phrase.institution and mention.country and phrase.category == kind.INSTITUTION:
            self.institutions[phrase.institution] = mention.country
        if mention.actor.kind in {"organisation", "armed group"} or (
            phrase.category == kind.GROUP and not phrase.flags & kind.PLURAL
        ):
            for word in self.text.words[phrase.first : phrase.behind]:
                stem = self._bare(word[len(phrase.clitics) :] if word == self.text.words[phrase.first] else word)
                if stem in self.register.body_nouns:
                    self.bodies[stem] = mention
            if mention.actor.kind in {"organisation", "armed group"}:
                self.last_group = mention

    def _bare(self, word: str) -> str:
        article = self.register.article
        return word[len(article) :] if self.register.head_first and word.startswith(article) else word

    def _role(self, phrase: Phrase) -> Actor | None:
        """«الوزير», "the president": who was named with this word before."""
        first, behind = phrase.noun
        if first == behind:
            return None
        stems = self._stems(phrase)
        bare = " ".join(self.text.words[first:behind])[len(phrase.clitics) if first == phrase.first else 0 :]
        definite = " ".join(stems) != bare if self.register.head_first else bool(phrase.flags & kind.DEFINITE)
        known = self.roles.get(" ".join(stems))
        return known.actor if known is not None and definite else None

    def _stems(self, phrase: Phrase) -> list[str]:
        """The words of a phrase's noun without proclitics and article."""
        first, behind = phrase.noun
        words = self.text.words[first:behind]
        if first == phrase.first:
            words = [words[0][len(phrase.clitics) :], *words[1:]]
        return [self._bare(word) for word in words]

    def _country_of(self, surname: str) -> str | None:
        """The country of a person named in full before or after."""
        earlier = self.surnames.get(surname)
        return earlier.country if earlier is not None else self.evidence.country_of_surname(surname)

    def _regional(self, people: int | None) -> bool:
        """Does an adjective name a region or faith («عربي», "Western"), which has no one country?"""
        return people is not None and self.register.peoples[people].sector == "UNK"

    def _home(self, phrase: Phrase, people: int | None) -> str | None:
        """The country of a group without one: for a people, among those that it lives in."""
        if self._regional(people):
            return None
        among = self.register.peoples[people].country.split("|") if people is not None else []
        codes = [code for code in among if code]
        return (self.evidence.home_of_people(codes) if codes else None) or self._focus(phrase, codes)
