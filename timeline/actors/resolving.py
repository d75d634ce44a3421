"""From phrases to mentions with identities: what a phrase alone tells, then what the rest of the article tells."""

from __future__ import annotations

from datetime import date

from timeline.actors import entries as kind
from timeline.actors.evidence import OWN_SECTORS, Evidence, name_of, office_of
from timeline.actors.phrase import SOFT, Phrase
from timeline.actors.register import Group, Register
from timeline.model import Actor, ActorMention, PlaceMention, Span
from timeline.text import Text

_FORCES = {"government": "army", "regime": "army", "presidency": "army", "authorities": "army"}
_ROLES = kind.TITLE + kind.OFFICE + kind.GROUP


class Resolver:
    """Resolves the phrases of one text in reading order."""

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

    def resolve(self, phrases: list[Phrase]) -> list[tuple[Phrase, ActorMention]]:
        """Each phrase that names an actor, with its mention."""
        self.evidence = Evidence(self.text, self.register, self.source, self.places, phrases)
        self._focus = self.evidence.focus
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
            and phrase.sector in OWN_SECTORS | {"GOV"}
            and sector in {"UNK", "CVL"}
            and not phrase.former
        ):
            sector = phrase.sector or sector
        elif phrase.person is not None and phrase.category == kind.OFFICE and not phrase.former:
            office = self.register.offices[office_of(phrase)]
            if office.per_country and not phrase.organisation and not self.register.has_standing(actor, self.on):
                sector = office.sector
        mention = ActorMention(
            self._span(phrase),
            self._span(phrase).of(self.text.original),
            actor,
            self.text.tokens_span(phrase.head_first, phrase.head_behind)
            if phrase.head_first > phrase.first or not phrase.clitics
            else Span(self._span(phrase).start, self.text.ends[phrase.head_behind - 1]),
            country,
            sector,
            metonym,
            anaphoric,
            phrase.count,
            phrase.basis or phrase.category,
        )
        self._remember(phrase, mention)
        return mention

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

    # Identities.

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
        code = phrase.country or self._focus(phrase)
        chosen = next((option for option in options if register.organisations[option].country == code), None)
        words = self.text.words
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
        name = f"{register.adjective(phrase.key)} people"
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
        country, sector = self.evidence.persons[name_of(phrase, self.text)]
        if country is None:
            country = self.evidence.home_of_person(phrase, self._foreign(phrase))
            self.evidence.persons[name_of(phrase, self.text)] = (country, sector)
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
            known = self.institutions.get(phrase.key) or self._focus(phrase)
        return register.institution(known, phrase.key), False, anaphoric

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

    def _role(self, phrase: Phrase) -> Actor | None:
        """«الوزير», "the president": who was named with this word before."""
        first, behind = phrase.noun
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

    def _office_keys(self, phrase: Phrase) -> list[str]:
        return phrase.key.split("/")

    def _group(self, phrase: Phrase) -> tuple[Actor | None, bool, bool]:
        register = self.register
        group = register.groups[int(phrase.key)]
        plural = bool(phrase.flags & (kind.PLURAL | kind.DUAL)) or phrase.count is not None
        if phrase.organisation is not None and phrase.organisation in register.organisations:
            actor = register.organisation(phrase.organisation)
            if group.kind in {"member", "force"} or (group.kind == "body" and group.sector in {"REB", "PTY", "UNK"}):
                return actor, False, False
            sector = actor.sector if group.sector in SOFT else group.sector
            name = f"{actor.name} {group.english_plural if plural else group.english}"
            return register.unlisted(name, None, "unnamed", phrase.country or actor.country, sector), False, False
        anaphor = self._anaphor(phrase, group)
        if anaphor is not None:
            return anaphor, False, True
        if group.kind == "state" and phrase.country is not None and (self._says_state(phrase)):
            return register.state(phrase.country), False, False
        if phrase.part_of is not None and group.kind in {"member", "force", "holder"}:
            whole = self._anaphor(phrase.part_of, register.groups[int(phrase.part_of.key)])
            if whole is not None and whole.kind != "person":
                if group.kind != "holder":
                    return whole, False, True
                sector = whole.sector if group.sector in SOFT else group.sector
                return (
                    register.unlisted(f"{whole.name} {group.english}", None, "unnamed", whole.country, sector),
                    False,
                    False,
                )
        named = phrase.country or phrase.people is not None or phrase.count
        if group.kind == "force" and not named and (whole := self._of_theatre(phrase, group)) is not None:
            return whole, False, True
        if not (
            group.political
            or phrase.count
            or phrase.owner
            or phrase.possessor
            or phrase.behind - phrase.first > 1
            or phrase.people is not None
        ):
            return None, False, False
        country = phrase.country or group.country or None
        if country is None and phrase.possessor:
            country = self._country_of(phrase.possessor)
        if country is None and phrase.owner:
            country = self.last_country
        if phrase.institution is not None and group.kind in {"member", "force"}:
            key = phrase.institution
            if group.kind == "force" and group.sector in {"MIL", "UNK"}:
                key = _FORCES.get(key, key)
            return (
                register.institution(country or self.institutions.get(phrase.institution) or self._focus(phrase), key),
                False,
                False,
            )
        states = group.kind == "states" or (group.kind == "state" and phrase.flags & kind.PLURAL)
        if country is None and group.sector != "IGO" and not states:
            country = self._home(phrase, phrase.people)
        sector = phrase.sector or group.sector
        if phrase.owner and group.kind == "holder" and sector == "LEG":
            sector = "GOV"  # «نائبه», "his deputy", sits in no parliament
        if phrase.institution is not None and sector in SOFT:
            sector = register.institutions[phrase.institution][1]
        if phrase.named:
            return self._named_body(phrase, group, country, sector), False, False
        words = []
        if country is not None and phrase.country is not None:
            words.append(register.adjective(country))
        if phrase.people is not None:
            words.append(register.peoples[phrase.people].english)
        words.append(group.english_plural if plural else group.english)
        name = " ".join(words)
        return register.unlisted(name[0].upper() + name[1:], None, "unnamed", country, sector), False, False

    def _country_of(self, surname: str) -> str | None:
        """The country of a person named in full before or after."""
        earlier = self.surnames.get(surname)
        return earlier.country if earlier is not None else self.evidence.country_of_surname(surname)

    def _alone(self, phrase: Phrase) -> bool:
        return (
            not phrase.country
            and phrase.people is None
            and phrase.behind == phrase.head_behind
            and phrase.count is None
        )

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

    def _says_state(self, phrase: Phrase) -> bool:
        return (
            phrase.head_behind - phrase.head_first == 1
            and self.text.words[phrase.head_first][len(phrase.clitics) :] in self.register.states
        )

    def _named_body(self, phrase: Phrase, group: Group, country: str | None, sector: str) -> Actor:
        """A body that the text names and no table lists."""
        words = self._span(phrase).of(self.text.original).strip('"«»“”() ')
        local, english = (words, None) if self.register.head_first else (None, words)
        armed = group.sector == "REB"
        return self.register.unlisted(english, local, "armed group" if armed else "organisation", country, sector)

    def _anaphor(self, phrase: Phrase, group: Group) -> Actor | None:
        """«التنظيم», "the group": the body of that noun named before."""
        if group.kind == "member" and group.sector == "REB" and self._alone(phrase) and phrase.flags & kind.DEFINITE:
            return (
                self.last_group.actor if self.last_group is not None and self.last_group.actor.sector == "REB" else None
            )
        if group.kind == "holder" and self._alone(phrase) and not phrase.flags & kind.PLURAL:
            return self._role(phrase)
        end = phrase.adjunct or phrase.behind
        if (
            group.form != "body"
            or (phrase.country and not (phrase.adjunct and phrase.country_by == "place"))
            or phrase.people is not None
            or phrase.flags & kind.PLURAL
            or end > phrase.head_behind
        ):
            return None
        word = self.text.words[phrase.head_first][len(phrase.clitics) :]
        stem = self._bare(word)
        definite = stem != word if self.register.head_first else bool(phrase.flags & kind.DEFINITE)
        if not (definite or phrase.owner):
            return None
        earlier = self.bodies.get(stem)
        if earlier is not None:
            phrase.behind = end
            return earlier.actor
        if group.sector == "REB" and self.last_group is not None and self.last_group.actor.sector == "REB":
            return self.last_group.actor
        return self._of_theatre(phrase, group)

    def _of_theatre(self, phrase: Phrase, group: Group) -> Actor | None:
        """«التحالف», "the coalition": the one that fights in the country that the article is about."""
        bodies = self.register.theatres.get(group.noun)
        if bodies is None:
            return None
        code = self.evidence.home_of_people(list(bodies)) or self._focus(phrase, list(bodies))
        for key in bodies.get(code or "", bodies.get("*", ())):
            if self.register.at_work(key, self.on):
                return self.register.organisation(key)
        return None
