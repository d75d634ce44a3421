"""From phrases to mentions with identities: what a phrase alone tells, then what the rest of the article tells."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.evidence import OWN_SECTORS, name_of, office_of
from timeline.actors.groups import Groups
from timeline.actors.phrase import Phrase
from timeline.model import Actor, ActorMention, Span


class Resolver(Groups):
    """Resolves the phrases of one text in reading order."""

    def resolve(self, phrases: list[Phrase]) -> list[tuple[Phrase, ActorMention]]:
        """Each phrase that names an actor, with its mention."""
        self.gather(phrases)
        found: list[tuple[Phrase, ActorMention]] = []
        for phrase in phrases:
            mention = self._mention(phrase)
            if mention is not None:
                found.append((phrase, mention))
        return found

    def _mention(self, phrase: Phrase) -> ActorMention | None:
        actor, metonym, anaphoric = self._actor(phrase)
        if actor is None:
            return None
        country, sector = self.register.standing(actor, self.on)
        if (
            phrase.person is not None
            and (phrase.sector in OWN_SECTORS or phrase.sector == "GOV")
            and sector in {"UNK", "CVL"}
            and not phrase.former
        ):
            sector = phrase.sector or sector
        elif phrase.person is not None and phrase.category == kind.OFFICE and not phrase.former:
            office = self.register.offices[office_of(phrase)]
            if office.per_country and not phrase.organisation and not self.register.has_standing(actor, self.on):
                sector = office.sector
        span = self._span(phrase)
        mention = ActorMention(
            span,
            span.of(self.text.original),
            actor,
            self.text.tokens_span(phrase.head_first, phrase.head_behind)
            if phrase.head_first > phrase.first or not phrase.clitics
            else Span(span.start, self.text.ends[phrase.head_behind - 1]),
            country,
            sector,
            metonym,
            anaphoric,
            phrase.count,
            phrase.basis or phrase.category,
            cited_as=self._cited(phrase, actor, span),
        )
        self._remember(phrase, mention)
        return mention

    def _cited(self, phrase: Phrase, actor: Actor, span: Span) -> Span | None:
        """The words that an actor is cited by, None for the whole phrase: a person's name with the rank right before
        it, a description with its determiner, relatives with those whose they are; and whole words («للساسة»)."""
        if actor.kind == "person" and phrase.name is not None:
            first = phrase.name[0] if phrase.ranked is None else phrase.ranked
            named = self.text.tokens_span(first, phrase.name[1])
            return Span(max(named.start, span.start), named.end)
        start = span.start - self._is_written_in(phrase)
        if actor.kind != "unnamed":
            return Span(start, span.end) if start < span.start else None
        before = phrase.first - 1
        if before >= 0 and self.text.words[before] in self.register.determiners:
            start = self.text.starts[before]
        cited = Span(start, self.text.ends[phrase.reach - 1] if phrase.reach else span.end)
        return cited if cited != span else None

    def _is_written_in(self, phrase: Phrase) -> bool:
        """Is the last proclitic written into the article behind it?"""
        split = len(phrase.clitics)
        return bool(split) and self.text.words[phrase.first][split - 1 : split + 1] in self.register.written_in

    def _actor(self, phrase: Phrase) -> tuple[Actor | None, bool, bool]:
        """The actor, whether a place stands for its government, and whether it was named by reference only."""
        register = self.register
        if phrase.person is not None:
            return register.person(phrase.person), False, phrase.category == kind.SHORT
        if phrase.name is not None:
            return self._holder_named(phrase) or self._unlisted_person(phrase), False, False
        match phrase.category:
            case kind.COUNTRY:
                return register.state(phrase.key), False, False
            case kind.METONYM:
                return register.state(phrase.key), True, False
            case kind.ORGANISATION:
                if phrase.key not in register.organisations:
                    return None, False, False
                return register.organisation(self._organisation(phrase)), False, False
            case kind.ADJECTIVE:
                return self._people_of(phrase), False, False
            case kind.PEOPLE:
                return self._people(phrase), False, False
            case kind.INSTITUTION:
                return self._institution(phrase)
            case kind.OFFICE:
                return self._office(phrase)
            case kind.GROUP:
                return self._group(phrase)
            case kind.OTHER if phrase.named:
                words = self._span(phrase).of(self.text.original)
                country = phrase.country or self._home(phrase, phrase.people)
                return register.unlisted(words, None, "organisation", country, "NGO"), False, False
        return None, False, False

    def _organisation(self, phrase: Phrase) -> str:
        """Which of the organisations that share a name is meant: the one of the country that the text is about."""
        register = self.register
        options = [option for option in phrase.options if option in register.organisations]
        if phrase.basis != "ambiguous" and len(options) < 2:
            return phrase.key
        fields = [code for option in options for code in register.fields.get(option, ())]
        code = phrase.country or (fields and self.evidence.home_of_people(fields)) or self._focus(phrase, fields)
        chosen = next(
            (o for o in options if code == register.organisations[o].country or code in register.fields.get(o, ())),
            None,
        )
        words = self.text.words
        owned = phrase.owner or (phrase.first > 0 and words[phrase.first - 1] == "'s")
        if chosen is None and phrase.country is None and not owned:
            # "the Security Council" that is no country's is the United Nations'
            chosen = next((o for o in options if register.organisations[o].sector == "IGO"), None)
        quoted = phrase.first > 0 and words[phrase.first - 1] == words[min(phrase.behind, len(words) - 1)] == '"'
        if phrase.basis == "ambiguous" and (
            quoted or (chosen is not None and phrase.head_behind - phrase.head_first > 1)
        ):
            phrase.basis = "context"
        return chosen or phrase.key

    def _people_of(self, phrase: Phrase) -> Actor:
        register = self.register
        if phrase.basis == "adjective":
            return register.state(phrase.key)
        name = register.adjective(phrase.key) + (" person" if phrase.basis == "person" else " people")
        return register.unlisted(name, None, "unnamed", phrase.key, "CVL")

    def _people(self, phrase: Phrase) -> Actor | None:
        register = self.register
        if phrase.organisation is not None and phrase.organisation in register.organisations:
            return register.organisation(phrase.organisation)
        people = register.peoples[int(phrase.key)]
        country = phrase.country or self._home(phrase, int(phrase.key))
        return register.unlisted(people.english_plural, None, "unnamed", country, people.sector)

    def _holder_named(self, phrase: Phrase) -> Actor | None:
        """The holder of the office before a name which ends as theirs («وزير التعليم عزام بن محمد الدخيل»)."""
        if phrase.category != kind.OFFICE or phrase.name is None or phrase.former or phrase.organisation:
            return None
        code = phrase.country or self._focus(phrase)
        last = self.text.words[phrase.name[1] - 1]
        for option in self._office_keys(phrase):
            person = self.register.holder(option.partition("@")[0], code, self.on)
            if person is not None and self.register.bears_name(person, last):
                return self.register.person(person)
        return None

    def _unlisted_person(self, phrase: Phrase) -> Actor:
        assert phrase.name is not None
        register = self.register
        words = self.text.original[self.text.starts[phrase.name[0]] : self.text.ends[phrase.name[1] - 1]]
        if phrase.clitics and phrase.name[0] == phrase.first:
            words = words[len(phrase.clitics) :]
        words = words.replace('"', "").replace("«", "").replace("»", "").strip()
        name = name_of(phrase, self.text)
        country, sector = self.evidence.persons[name]
        if country is None:
            country = self.evidence.home_of_person(phrase, self._foreign(phrase))
            self.evidence.persons[name] = (country, sector)
        local, english = (words, None) if register.head_first else (None, words)
        return register.unlisted(
            english, local, "person", country or None, sector if sector not in {None, "UNK"} else "CVL"
        )

    def _foreign(self, phrase: Phrase) -> bool:
        """Is a person's first name none that is at home in the language of the text?"""
        assert phrase.name is not None
        first = phrase.name[0]
        word = self.text.words[first][len(phrase.clitics) if first == phrase.first else 0 :]
        return self.register.head_first and not self.register.is_native_name(word)

    def _institution(self, phrase: Phrase) -> tuple[Actor | None, bool, bool]:
        register = self.register
        known = phrase.country
        anaphoric = False
        sector = register.institutions[phrase.key][1]
        if phrase.part_of is not None and known is None and not phrase.organisation and sector == "MIL":
            whole = self._anaphor(phrase.part_of, register.groups[int(phrase.part_of.key)])
            if whole is not None and whole.kind != "person":
                return whole, False, True
        ethnic = phrase.people is not None and not self._regional(phrase.people) and phrase.country_by != "people"
        if phrase.people is not None and (known is None or ethnic) and not phrase.organisation and sector == "MIL":
            people = register.peoples[phrase.people]
            country = known or self._home(phrase, phrase.people)
            side = "MIL" if self._regional(phrase.people) else "REB"
            return register.unlisted(f"{people.english} forces", None, "unnamed", country, side), False, False
        if known is None and phrase.owner:
            known, anaphoric = self.last_country, True
        if known is None and phrase.organisation:
            return register.organisation(phrase.organisation), False, False
        if known is None:
            if phrase.key == "air-force" and (ally := self._alliance(phrase)) is not None:
                return ally, False, True
            among = register.only_in.get(self.text.words[phrase.head_first], [])
            earlier = self.institutions.get(phrase.key)
            if earlier is None or (among and earlier not in among):
                earlier = self._focus(phrase, among) or next(iter(among), None)
            known = earlier
        return register.institution(known, phrase.key), False, anaphoric

    def _alliance(self, phrase: Phrase) -> Actor | None:
        """«المقاتلات» in news of an alliance named before: its aircraft."""
        if phrase.behind > phrase.head_behind:
            return None
        code = self._focus(phrase)
        for noun in self.register.leaders:
            actor = self.bodies[noun].actor if noun in self.bodies else None
            if actor is not None and code in self.register.fields.get(actor.actor_id[2:], ()):
                return actor
        return None

    def _office(self, phrase: Phrase) -> tuple[Actor | None, bool, bool]:
        register = self.register
        options = self._office_keys(phrase)
        code = phrase.country
        if code is None and phrase.behind == phrase.head_behind and (earlier := self._role(phrase)) is not None:
            return earlier, False, True
        if code is None and register.offices[options[0].partition("@")[0]].per_country:
            code = self._focus(phrase)
            scopes = [register.office_scopes.get(option) for option in options]
            if all(scope is not None and code not in scope for scope in scopes):
                named = [c for scope in scopes for c in scope or ()]
                code = self.source if self.source in named else named[0]
        key = options[0].partition("@")[0]
        for option in options:
            office = option.partition("@")[0]
            scope = register.office_scopes.get(option)
            if scope is not None and code not in scope:
                continue
            if code is not None and register.has_office(office, code):
                key = office
                break
        row = register.offices[key]
        if phrase.organisation and row.per_country:
            actor = register.organisation(phrase.organisation)
            name = f"{actor.name} {row.name.split(' of {')[0].lower()}"
            return register.unlisted(name, None, "unnamed", actor.country, actor.sector), False, False
        if not phrase.former and (person := register.holder(key, code, self.on)) is not None:
            return register.person(person), False, False
        return register.office(key, code if row.per_country else None), False, False

    def _office_keys(self, phrase: Phrase) -> list[str]:
        return phrase.key.split("/")
