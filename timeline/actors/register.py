"""The knowledge about actors in one language, compiled, cached on disk, and ready to be probed."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from timeline import cache
from timeline.actors import compiling
from timeline.actors import entries as kind
from timeline.actors.entries import Entry
from timeline.actors.rows import Group, Office, Organisation, People, Person, Title
from timeline.actors.vocabulary import Vocabulary
from timeline.languages import Pack
from timeline.memo import Memo
from timeline.model import Actor
from timeline.text import normalise, words_of

_SHARED = ("countries.tsv", "organisations.tsv", "institutions.tsv", "portfolios.tsv", "actors.yaml")


def _day(cell: str, end: bool) -> str:
    """A date cell (year, month or day; empty for open) as an ISO day that compares."""
    if not cell:
        return "9999-12-31" if end else "0000-01-01"
    return (cell + ("-12-31" if end else "-01-01")[len(cell) - 4 :]) if len(cell) < 10 else cell


class Register(Vocabulary):
    """The compiled knowledge in one language. Made by `Register.load`; safe to share, never changed by a search."""

    def __init__(self, pack: Pack, data: dict[str, Any], settings: dict[str, Any]) -> None:
        super().__init__(pack, data, settings)
        self._unlisted = Memo(self._made)
        self.countries: dict[str, list[str]] = data["countries"]
        self.peoples = [People(*row) for row in data["peoples"]]
        self.groups = [Group(row[0], row[1], row[2], row[3], row[4] == "yes", *row[5:]) for row in data["groups"]]
        nouns = (g.noun for g in self.groups if g.form == "body" and " " not in g.noun)
        self.body_nouns = frozenset(normalise(noun, pack.code) for noun in nouns)
        """The nouns («تنظيم», "group") that can stand alone for a body named before."""
        self.titles = [Title(*row) for row in data["titles"]]
        self.organisations = {key: Organisation(*row) for key, row in data["organisations"].items()}
        self.people = {key: Person(*row) for key, row in data["people"].items()}
        self.institutions: dict[str, list[str]] = data["institutions"]
        self._state_bodies: dict[str, str] = data["state_bodies"]
        self.offices = {
            k: Office(r[0], r[1] == "yes", r[2], r[3], r[4], r[5] == "yes") for k, r in data["offices"].items()
        }
        self.office_scopes: dict[str, list[str]] = data["office_scopes"]
        self._holders: dict[str, list[list[str]]] = data["holders"]
        self._held: dict[str, list[list[str]]] = data["held"]
        self._memberships: dict[str, list[list[str]]] = data["memberships"]
        self.theatres: dict[str, dict[str, list[str]]] = {
            normalise(noun, pack.code): bodies for noun, bodies in settings["theatres"].items()
        }
        self.leaders: dict[str, dict[str, str]] = {
            normalise(noun, pack.code): bodies for noun, bodies in settings.get("leaders", {}).items()
        }
        self.only_in: dict[str, list[str]] = {
            normalise(word, pack.code): countries for word, countries in settings.get("only_in", {}).items()
        }
        """The countries that call an institution by a word, the first of them where a text tells none."""
        self.fields: dict[str, list[str]] = {}
        """The countries in which a body of several states fights."""
        for bodies in self.theatres.values():
            for country, keys in bodies.items():
                for key in keys:
                    self.fields.setdefault(key, []).append(country)

    @classmethod
    def load(cls, pack: Pack, extra: tuple[Path, ...] = ()) -> Register:
        """The register of a language, from the cache where it is there; `extra` are folders of a user's own tables."""
        code_files = cache.python_files("actors", "languages", f"languages/{pack.code}", "")
        key = cache.digest(cache_files(pack, extra) + code_files, extra=pack.code)

        def build() -> bytes:
            knowledge, local = compiling.tables_of(pack, extra)
            data = compiling.compile_actors(pack, knowledge, local)
            data["settings"] = compiling.settings_of(pack)
            return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

        content = cache.cached_bytes(f"actors-{pack.code}.json", key, build, lambda c: c.endswith(b"}"))
        try:
            data = json.loads(content)
        except ValueError:
            data = json.loads(build())
        return cls(pack, data, data["settings"])

    # What is known of actors, and as of when.

    def adjective(self, code: str) -> str:
        """The English adjective of a country, or its name where it has none."""
        return self.countries[code][1] if code in self.countries else code

    def state(self, code: str) -> Actor:
        """A country as an actor."""
        name, _, local = self.countries.get(code, [code, code, ""])
        return Actor(f"st:{code}", name, self._local(local), "state", code, "GOV", None, True)

    def institution(self, code: str | None, key: str) -> Actor:
        """An institution of a state by rule: `institution("SYR", "army")` is the Syrian army."""
        body = self._state_bodies.get(f"{code}:{key}")
        if body is not None:
            return self.organisation(body)
        pattern, sector = self.institutions[key]
        slug = f"{key[9:]}-ministry" if key.startswith("ministry:") else key
        if code is None:
            name = pattern.replace("{adjective} ", "")
            return self.unlisted(name, None, "unnamed", None, sector)
        return Actor(
            f"st:{code}:{slug}", pattern.format(adjective=self.adjective(code)), None, "state", code, sector, None, True
        )

    def organisation(self, key: str) -> Actor:
        """A listed organisation, as its table has it."""
        row = self.organisations[key]
        kinds: Any = row.kind if row.kind in {"state", "organisation", "armed group"} else "organisation"
        return Actor(
            f"o:{key}",
            row.name,
            self._local(row.local),
            kinds,
            row.country or None,
            row.sector,
            row.wikidata_id or None,
            True,
        )

    def person(self, key: str) -> Actor:
        """A listed person, as the table has them."""
        row = self.people[key]
        return Actor(
            f"p:{key}",
            row.name,
            self._local(row.local),
            "person",
            row.country or None,
            row.sector,
            row.wikidata_id or None,
            True,
        )

    def _local(self, name: str) -> str | None:
        """A name in the language of the pack; none where that is English already."""
        return name or None if not self.cased else None

    def standing(self, actor: Actor, on: date | None) -> tuple[str | None, str]:
        """Country and sector of an actor on a day: by membership, by the office held, or as the tables have it.

        Who holds an office of an international organisation acts for no country.
        """
        key, country, sector = actor.actor_id[2:], actor.country, actor.sector
        if on is None or actor.actor_id[:2] not in {"p:", "o:"}:
            return country, sector
        day = on.isoformat()
        for _, side, role, start, end in self._memberships.get(key, ()):
            if _day(start, False) <= day <= _day(end, True):
                return side or country, role or sector
        for office, side, start, end in self._held.get(key, ()):
            if _day(start, False) <= day <= _day(end, True) and (known := self.offices.get(office)):
                body = self.organisations.get(known.organisation)
                abroad = body is not None and body.sector == "IGO" and not body.country and not known.per_country
                return None if abroad else country or side or None, known.sector or sector
        return country, sector

    def organisation_of(self, actor: Actor, on: date | None) -> str | None:
        """The id of the organisation that an office belongs to, or that a listed person acted for on a day."""
        scope, _, key = actor.actor_id.partition(":")
        if scope == "off":
            office = self.offices.get(key.partition(":")[0])
            return office.organisation if office is not None and office.organisation in self.organisations else None
        if scope != "p" or on is None:
            return None
        day = on.isoformat()
        found = [row[0] for row in self._memberships.get(key, ()) if _day(row[3], False) <= day <= _day(row[4], True)]
        for office_id, _, start, end in self._held.get(key, ()):
            if _day(start, False) <= day <= _day(end, True) and office_id in self.offices:
                found.append(self.offices[office_id].organisation)
        return next((key for key in found if key in self.organisations), None)

    def at_work(self, key: str, on: date | None) -> bool:
        """Did an organisation exist on a day?"""
        row = self.organisations.get(key)
        return row is not None and (on is None or _day(row.since, False) <= on.isoformat() <= _day(row.until, True))

    def has_standing(self, actor: Actor, on: date | None) -> bool:
        """Do the tables say what an actor was on a day?"""
        if on is None:
            return False
        day, key = on.isoformat(), actor.actor_id[2:]
        periods = [row[3:] for row in self._memberships.get(key, ())] + [row[2:] for row in self._held.get(key, ())]
        return any(_day(start, False) <= day <= _day(end, True) for start, end in periods)

    def bears_name(self, person: str, last: str) -> bool:
        """Does a word end the name of a listed person?"""
        row = self.people[person]
        return any(words_of(name, self.pack.code)[-1:] == (last,) for name in (row.local, row.name) if name)

    def office(self, key: str, code: str | None) -> Actor:
        """An office, of one country where it is one that every country has."""
        row = self.offices[key]
        if not row.per_country:
            return Actor(f"off:{key}", row.name, None, "office", row.country or None, row.sector, None, True)
        noun = row.name.replace(" of {country}", "").replace("{country}", "").strip()
        if code is None:
            return self.unlisted(noun, None, "unnamed", None, row.sector)
        head = noun[0].lower() + noun[1:] if noun[1:2].islower() else noun
        return Actor(
            f"off:{key}:{code}", f"{self.adjective(code)} {head}", None, "office", code, row.sector, None, True
        )

    def holder(self, office: str, code: str | None, on: date | None) -> str | None:
        """The one person who held an office on a day; None where nobody or more than one is known."""
        if on is None:
            return None
        row = self.offices[office]
        if row.several:
            return None
        day = on.isoformat()
        at = f"{office}:{code or ''}" if row.per_country else f"{office}:"
        rows = self._holders.get(at) or self._holders.get(f"{office}:{row.country}", [])
        found = {person for person, start, end in rows if _day(start, False) <= day <= _day(end, True)}
        # On the day of a change both are listed; who comes then is the later one.
        if len(found) > 1:
            latest = max(_day(start, False) for person, start, end in rows if person in found)
            found = {p for p, start, end in rows if p in found and _day(start, False) == latest}
        return found.pop() if len(found) == 1 and next(iter(found)) in self.people else None

    def has_office(self, office: str, code: str) -> bool:
        """Is any holder of the office in this country known?"""
        return f"{office}:{code}" in self._holders

    def unlisted(self, name: str | None, local: str | None, actor_kind: Any, country: str | None, sector: str) -> Actor:
        """An actor formed from the text; equal words, country and sector give an equal id."""
        return self._unlisted[name, local, actor_kind, country, sector]

    def _made(self, told: tuple[str | None, str | None, Any, str | None, str]) -> Actor:
        name, local, actor_kind, country, sector = told
        words = normalise(name or local or "", self.pack.code)
        state = "|".join((words, actor_kind, country or "", sector))
        actor_id = "u:" + hashlib.sha256(state.encode()).hexdigest()[:16]
        return Actor(actor_id, name, local, actor_kind, country, sector, None, False)

    def lookup(self, name: str) -> list[Actor]:
        """All actors that a name may mean, without any context, in the order of the tables."""
        words = words_of(name, self.pack.code)
        found: dict[str, Actor] = {}
        for rest, entries in self._options.get(words[0], ()) if words else ():
            if tuple(rest) != words[1:]:
                continue
            for entry in (Entry(*entry) for entry in entries):
                actor = self._listed(entry)
                if actor is not None:
                    found.setdefault(actor.actor_id, actor)
        return list(found.values())

    def _listed(self, entry: Entry) -> Actor | None:
        match entry.kind:
            case kind.COUNTRY | kind.METONYM | kind.ADJECTIVE:
                return self.state(entry.key)
            case kind.ORGANISATION:
                return self.organisation(entry.key) if entry.key in self.organisations else None
            case kind.PERSON | kind.SHORT:
                return self.person(entry.key) if entry.key in self.people else None
            case kind.OFFICE:
                office = entry.key.partition("@")[0]
                scope = self.office_scopes.get(entry.key, [])
                return self.office(office, scope[0] if scope else None) if office in self.offices else None
            case kind.INSTITUTION:
                return self.institution(None, entry.key)
            case kind.GROUP:
                group = self.groups[int(entry.key)]
                return self.unlisted(group.english, None, "unnamed", None, group.sector)
            case kind.PEOPLE:
                people = self.peoples[int(entry.key)]
                return self.unlisted(people.english_plural, None, "unnamed", None, people.sector)
        return None


def cache_files(pack: Pack, extra: tuple[Path, ...]) -> list[Path]:
    """All files that the compiled register depends on."""
    knowledge, local = compiling.table_paths(pack, extra)
    files = [path for paths in (*knowledge.values(), *local.values()) for path in paths]
    files.append(pack.folder / "actors.yaml")
    others = [
        folder / name for folder in sorted(pack.folder.parent.iterdir()) for name in _SHARED if (folder / name).exists()
    ]
    return sorted({*files, *others, *pack.folder.glob("normalisation.tsv"), *pack.folder.glob("proclitics.tsv"),
                   *(pack.folder.parent / "common").glob("*.tsv")})  # fmt: skip
