"""Whom a common noun names: a body named before, the body that it belongs to, or people known by its words alone."""

from __future__ import annotations

from timeline.actors import entries as kind
from timeline.actors.memory import Memory
from timeline.actors.phrase import SOFT, Phrase
from timeline.actors.rows import NOWHERE, Group
from timeline.model import Actor
from timeline.text import normalise

_FORCES = {
    "government": "army",
    "regime": "army",
    "presidency": "army",
    "authorities": "army",
    "opposition": "armed-opposition",
}


class Groups(Memory):
    """Resolves the common nouns of one text."""

    def _group(self, phrase: Phrase) -> tuple[Actor | None, bool, bool]:
        register = self.register
        group = register.groups[int(phrase.key)]
        plural = bool(phrase.flags & (kind.PLURAL | kind.DUAL)) or phrase.count is not None
        if phrase.organisation is not None and phrase.organisation in register.organisations:
            actor = register.organisation(phrase.organisation)
            if group.kind == "force" and group.sector == "MIL" and actor.sector == "GOV" and actor.country:
                return register.institution(actor.country, "army"), False, False
            if group.kind in {"member", "force"} or (group.kind == "body" and group.sector in {"REB", "PTY", "UNK"}):
                return actor, False, False
            sector = actor.sector if group.sector in SOFT else group.sector
            name = f"{actor.name} {group.english_plural if plural else group.english}"
            return register.unlisted(name, None, "unnamed", phrase.country or actor.country, sector), False, False
        if phrase.leader:
            key = register.leaders[normalise(group.noun, register.pack.code)].get(phrase.leader)
            if key is not None and register.at_work(key, self.on):
                return register.organisation(key), False, False
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
            or (group.form == "person" and phrase.flags & kind.DEFINITE)
            or phrase.count
            or phrase.owner
            or phrase.possessor
            or phrase.behind - phrase.first - phrase.unknown > 1
            or phrase.people is not None
            or (group.form == "person" and group.kind != "relative" and self._is_felled(phrase))
        ):
            return None, False, False
        country = phrase.country or (group.country if group.country != NOWHERE else None) or None
        if country is None and phrase.possessor:
            country = self._country_of(phrase.possessor)
        if country is None and phrase.owner and group.country != NOWHERE:
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
        states = self._is_of_states(phrase) or phrase.leader or phrase.borderless
        if country is None and group.sector != "IGO" and group.country != NOWHERE and not states:
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

    def _is_of_states(self, phrase: Phrase) -> bool:
        """Is a phrase one of several states, or what belongs to them («البلدين», «سفراء الدول»)?"""
        for part in (phrase, phrase.part_of):
            group = self.register.groups[int(part.key)] if part is not None and part.category == kind.GROUP else None
            if part is not None and group is not None and not part.flags & kind.POSSESSED and (
                group.kind == "states"
                or (group.kind == "state" and (part.flags & (kind.PLURAL | kind.DUAL) or part.count is not None))
            ):  # fmt: skip
                return True
        return False

    def _is_felled(self, phrase: Phrase) -> bool:
        """Does a phrase stand right behind what befalls people («مقتل امرأة», «القبض على سائق»)?"""
        text, register, before = self.text, self.register, phrase.first - 1
        if before < 0 or phrase.clitics or not any(split.stem in register.felled for split in text.splits(before)):
            return False
        return not (before and text.words[before] in register.exact) or text.words[before - 1].startswith(
            register.definite_starts
        )

    def _alone(self, phrase: Phrase) -> bool:
        return (
            not phrase.country
            and phrase.people is None
            and phrase.behind == phrase.head_behind
            and phrase.count is None
        )

    def _says_state(self, phrase: Phrase) -> bool:
        return (
            phrase.head_behind - phrase.head_first == 1
            and self.text.words[phrase.head_first][len(phrase.clitics) :] in self.register.states
        )

    def _named_body(self, phrase: Phrase, group: Group, country: str | None, sector: str) -> Actor:
        """A body that the text names and no table lists."""
        if self.register.head_first:
            local, english = self._span(phrase).of(self.text.original).strip('"«»“”() '), None
        else:
            local, english = None, self.text.tokens_span(phrase.head_first, phrase.behind).of(self.text.original)
        armed = group.sector == "REB"
        return self.register.unlisted(english, local, "armed group" if armed else "organisation", country, sector)

    def _anaphor(self, phrase: Phrase, group: Group) -> Actor | None:
        """«التنظيم», "the group": the body of that noun named before."""
        if group.kind == "member" and group.sector == "REB" and self._alone(phrase) and phrase.flags & kind.DEFINITE:
            return (
                self.last_group.actor if self.last_group is not None and self.last_group.actor.sector == "REB" else None
            )
        if group.kind in {"holder", "people"} and self._alone(phrase) and not phrase.flags & (kind.PLURAL | kind.DUAL):
            role = self._role(phrase)  # «الطالب» behind «الطالب محمد المصري»
            if role is not None or group.kind == "holder":
                return role
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
