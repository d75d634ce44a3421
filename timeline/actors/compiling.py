"""Compiles the knowledge tables and a language pack into the phrases and facts that the finder probes.

The result is plain data (dictionaries, lists, strings, numbers), written as JSON to the cache.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import yaml

from timeline import languages
from timeline.actors import entries as kind
from timeline.actors.inflection import Inflection
from timeline.languages import Pack
from timeline.text import words_of
from timeline.tsv import data_path, read_table, split_list

Row = dict[str, str]
Data = dict[str, Any]

KNOWLEDGE = (
    "countries", "organisations", "people", "offices", "holders", "memberships", "institutions", "portfolios"
)  # fmt: skip
_RARE = kind.GROUP + kind.GIVEN + kind.TITLE + kind.SHORT
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
COMMON = ("nouns", "verbs")
"""Tables with words that are no names; `common_words` in actors.yaml says in which columns."""
# A body founded in or after this year is not the institution of its country in all the texts.
_LASTING = "2000"
LOCAL = ("countries", "organisations", "people", "offices", "institutions", "portfolios", "groups", "peoples", "titles")


def table_paths(pack: Pack, extra: tuple[Path, ...]) -> tuple[dict[str, list[Path]], dict[str, list[Path]]]:
    """Where knowledge and language tables are, the package's first; files that are not there are left out.

    A folder of `extra` is laid out as the package is: NAME.tsv for knowledge, CODE/NAME.tsv for a language.
    """

    def there(*paths: Path) -> list[Path]:
        return [path for path in paths if path.exists()]

    knowledge = {n: there(data_path("knowledge", f"{n}.tsv"), *(e / f"{n}.tsv" for e in extra)) for n in KNOWLEDGE}
    local = {n: there(pack.folder / f"{n}.tsv", *(e / pack.code / f"{n}.tsv" for e in extra)) for n in LOCAL}
    for name in ("given_names", "actor_words", *COMMON):
        local[name] = there(pack.folder / f"{name}.tsv")
    return knowledge, local


def tables_of(pack: Pack, extra: tuple[Path, ...]) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """The rows of knowledge and language tables.

    A row of a user's table replaces the package's row with the same first cell.
    """

    def rows(paths: list[Path]) -> list[Row]:
        found: list[Row] = []
        for number, path in enumerate(paths):
            own = read_table(path)
            if number and own:
                key = next(iter(own[0]))
                replaced = {row[key] for row in own}
                found = [row for row in found if row[key] not in replaced]
            found += own
        return found

    knowledge, local = table_paths(pack, extra)
    return {n: rows(p) for n, p in knowledge.items()}, {n: rows(p) for n, p in local.items()}


def settings_of(pack: Pack) -> Data:
    """The pack's actors.yaml."""
    loaded: Data = yaml.safe_load((pack.folder / "actors.yaml").read_text(encoding="utf-8"))
    return loaded


class _Phrases:
    """Phrases by their first word, each with its entries; one list per phrase."""

    def __init__(self, language: str, cased: bool) -> None:
        self.language = language
        self.cased = cased
        self.found: dict[tuple[str, ...], list[list[Any]]] = {}

    def add(self, phrase: str, entry_kind: str, key: str, flags: int = 0, proper: bool = False) -> None:
        words = words_of(phrase, self.language)
        if not words:
            return
        if proper and self.cased:
            flags |= _case(phrase)
        entry = [entry_kind, key, flags]
        entries = self.found.setdefault(words, [])
        for known in entries:
            if known[:2] == entry[:2]:
                # One spelling of several forms («صحافيين», plural and dual): the plural is the common one.
                if flags & kind.PLURAL and known[2] & kind.DUAL:
                    known[2] = flags
                return
        entries.append(entry)

    def settle(self) -> None:
        """Words that are common outside of names and noun phrases lose their rare meanings.

        Not nouns in the form behind numbers («عضوا»: a predicate, or one of «40 عضوا»), which the scanner tells.
        """
        for entries in self.found.values():
            if any(entry[0] == kind.OTHER for entry in entries):
                entries[:] = [e for e in entries if e[0] not in _RARE or (e[0] == kind.GROUP and e[2] & kind.FREE)]
            # «مديرية» is a directorate rather than his directors.
            entries.sort(key=lambda entry: bool(entry[2] & kind.POSSESSED))

    def data(self) -> dict[str, list[Any]]:
        by_first: dict[str, list[Any]] = {}
        for words, entries in self.found.items():
            by_first.setdefault(words[0], []).append([list(words[1:]), entries])
        for options in by_first.values():
            options.sort(key=lambda option: -len(option[0]))
        return by_first


def _case(phrase: str) -> int:
    letters = [c for c in phrase if c.isalpha()]
    if len(letters) <= 3 and len(letters) > 1 and all(c.isupper() for c in letters):
        return kind.UPPER
    return kind.CAPITAL if any(c.isupper() for c in phrase) else 0


def compile_actors(pack: Pack, knowledge: dict[str, list[Row]], local: dict[str, list[Row]]) -> Data:
    """All that the finder knows in one language."""
    settings = settings_of(pack)
    phrases = _Phrases(pack.code, cased=settings["order"] == "head-last")
    inflection = Inflection(settings)
    article = inflection.article
    data: Data = {}
    _countries(phrases, inflection, knowledge, local, data)
    _organisations(phrases, article, knowledge, local, data)
    _institutions(phrases, knowledge, local, data, pack.code)
    _offices(phrases, knowledge, local, data)
    _people(phrases, article, knowledge, local, data)
    _groups(phrases, inflection, local, data)
    _words(phrases, inflection, local)
    data["common"] = _common(settings, local, pack)
    data["finite"] = _finite(settings, local, pack)
    data["native_names"] = _native_names(settings, local, pack.code)
    phrases.settle()
    data["state_bodies"] = _state_bodies(knowledge)
    data["phrases"] = phrases.data()
    data["cased"] = phrases.cased
    return data


def _countries(phrases: _Phrases, inflection: Inflection, knowledge: dict[str, list[Row]], local: dict[str, list[Row]],
               data: Data) -> None:  # fmt: skip
    english = {row["alpha3"]: row for row in read_table(data_path("languages", "en", "countries.tsv"))}
    names = {row["alpha3"]: row["name"] for row in knowledge["countries"]}
    facts: dict[str, list[str]] = {}
    bodies = _bodies(local["organisations"], phrases.language)
    for code, name in names.items():
        adjective = split_list(english.get(code, {}).get("adjectives", ""))
        facts[code] = [name, adjective[0] if adjective else name, ""]
    for row in local["countries"]:
        code = row["alpha3"]
        own = split_list(row["names"])
        facts.setdefault(code, [code, code, ""])[2] = own[0] if own else ""
        for name in own:
            phrases.add(name, kind.COUNTRY, code, kind.AMBIGUOUS if name in inflection.doubtful else 0, proper=True)
        for name in split_list(row["metonyms"]):
            if words_of(name, phrases.language) not in bodies:
                phrases.add(name, kind.METONYM, code, proper=True)
        for base in split_list(row["adjectives"]):
            doubtful = kind.AMBIGUOUS if base in inflection.doubtful else 0
            for form, flags in inflection.adjectives(base):
                phrases.add(form, kind.ADJECTIVE, code, flags | doubtful, proper=True)
        for plural in split_list(row["people_plural"]):
            for form, flags in inflection.people(plural):
                phrases.add(form, kind.ADJECTIVE, code, flags, proper=True)
    data["countries"] = facts
    peoples: list[list[str]] = []
    for number, row in enumerate(local["peoples"]):
        peoples.append([row["english"], row["english_plural"], row["country"], row["organisation"], row["sector"]])
        for base in split_list(row["adjectives"]):
            for form, flags in inflection.adjectives(base):
                phrases.add(form, kind.PEOPLE, str(number), flags, proper=True)
        for plural in split_list(row["people_plural"]):
            for form, flags in inflection.people(plural):
                phrases.add(form, kind.PEOPLE, str(number), flags, proper=True)
    data["peoples"] = peoples


def _bodies(organisations: list[Row], language: str) -> set[tuple[str, ...]]:
    """The names of bodies of their own, which stand for no state even where they are its seat (the White House)."""
    found: set[tuple[str, ...]] = set()
    for row in organisations:
        clear = set(split_list(row["names"])) - set(split_list(row.get("ambiguous", "")))
        found.update(words_of(name, language) for name in clear)
    return found


def _organisations(phrases: _Phrases, article: str, knowledge: dict[str, list[Row]], local: dict[str, list[Row]],
                   data: Data) -> None:  # fmt: skip
    local_name: dict[str, str] = {}
    for row in local["organisations"]:
        ambiguous = set(split_list(row.get("ambiguous", "")))
        names = split_list(row["names"])
        local_name.setdefault(row["id"], names[0] if names else "")
        for name in names:
            phrases.add(name, kind.ORGANISATION, row["id"], kind.AMBIGUOUS if name in ambiguous else 0, proper=True)
    data["organisations"] = {
        row["id"]: [row["name"], local_name.get(row["id"], ""), row["kind"], row["country"], row["sector"],
                    row["wikidata_id"], row.get("parent", ""), row.get("from", ""), row.get("to", "")]
        for row in knowledge["organisations"]
    }  # fmt: skip


def _institutions(phrases: _Phrases, knowledge: dict[str, list[Row]], local: dict[str, list[Row]], data: Data,
                  language: str) -> None:  # fmt: skip
    facts = {row["id"]: [row["name"], row["sector"]] for row in knowledge["institutions"]}
    for row in local["institutions"]:
        for name in split_list(row["names"]):
            phrases.add(name, kind.INSTITUTION, row["institution"], proper=True)
    patterns = settings_patterns(language)
    offices = {row["id"] for row in knowledge["offices"]}
    for row in knowledge["portfolios"]:
        facts[f"ministry:{row['id']}"] = ["{adjective} Ministry of " + row["name"], row["sector"]]
    for row in local["portfolios"]:
        for name in split_list(row["names"]):
            for pattern in patterns["ministry"]:
                phrases.add(pattern.format(name), kind.INSTITUTION, f"ministry:{row['portfolio']}")
            office = f"{row['portfolio']}-minister"
            if office not in offices:
                for pattern in patterns["minister"]:
                    phrases.add(pattern.format(name), kind.OFFICE, office)
    data["institutions"] = facts


def _state_bodies(knowledge: dict[str, list[Row]]) -> dict[str, str]:
    """Which listed organisation is an institution of a state: `{"TUR:army": "turkish-armed-forces"}`.

    An organisation of a country and of a sector of the state is one where any language lists it by the institution's
    name with the country's adjective («الجيش التركي», "Turkish army"), so the answer is the same for all languages.
    """
    states = {
        row["id"]: row["country"]
        for row in knowledge["organisations"]
        if row["country"] and row["sector"] in _STATE and not row["to"] and row["from"] < _LASTING
    }
    found: dict[str, str] = {}
    for code in languages.available():
        pack = languages.load(code)
        if not (pack.folder / "actors.yaml").exists():
            continue
        settings = settings_of(pack)
        inflection, head_first = Inflection(settings), settings["order"] == "head-first"
        listed = {
            words_of(name, code): row["id"]
            for row in pack.table("organisations")
            if row["id"] in states
            for name in split_list(row["names"])
            if name not in split_list(row.get("ambiguous", ""))
        }
        nouns = [(row["institution"], name) for row in pack.table("institutions") for name in split_list(row["names"])]
        nouns += [
            (f"ministry:{row['portfolio']}", pattern.format(name))
            for row in pack.table("portfolios")
            for name in split_list(row["names"])
            for pattern in settings["portfolio_patterns"]["ministry"]
        ]
        read = [(institution, words_of(noun, code)) for institution, noun in nouns]
        for row in pack.table("countries"):
            forms = {
                words_of(form, code)
                for base in split_list(row["adjectives"])
                for form, flags in inflection.adjectives(base)
                if not flags & (kind.PLURAL | kind.DUAL)
            }
            for form in sorted(forms):
                for institution, noun in read:
                    body = listed.get(noun + form if head_first else form + noun)
                    if body is not None and states[body] == row["alpha3"]:
                        found.setdefault(f"{row['alpha3']}:{institution}", body)
    return found


def settings_patterns(language: str) -> dict[str, list[str]]:
    """How ministries and ministers are called after their portfolio."""
    path = data_path("languages", language, "actors.yaml")
    loaded: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["portfolio_patterns"]
    return loaded


def _offices(phrases: _Phrases, knowledge: dict[str, list[Row]], local: dict[str, list[Row]], data: Data) -> None:
    facts = {
        row["id"]: [
            row["name"],
            row["per_country"],
            row["country"],
            row["organisation"],
            row["sector"],
            row.get("several", "no"),
        ]
        for row in knowledge["offices"]
    }
    for row in knowledge["portfolios"]:
        facts.setdefault(
            f"{row['id']}-minister", [f"{row['name']} minister of {{country}}", "yes", "", "", row["sector"], "no"]
        )
    only: dict[str, list[str]] = {}
    for row in local["offices"]:
        scope = row.get("country", "")
        key = f"{row['id']}@{scope}" if scope and facts.get(row["id"], ["", "no"])[1] == "yes" else row["id"]
        only.setdefault(key, list(split_list(scope)))
        for name in split_list(row["names"]):
            phrases.add(name, kind.OFFICE, key)
    data["offices"] = facts
    data["office_scopes"] = {key: scope for key, scope in only.items() if "@" in key}
    holders: dict[str, list[list[str]]] = {}
    held: dict[str, list[list[str]]] = {}
    for row in knowledge["holders"]:
        period = [row["from"], row["to"]]
        holders.setdefault(f"{row['office']}:{row['country']}", []).append([row["person"], *period])
        held.setdefault(row["person"], []).append([row["office"], row["country"], *period])
    data["holders"] = holders
    data["held"] = held
    members: dict[str, list[list[str]]] = {}
    for row in knowledge["memberships"]:
        members.setdefault(row["member"], []).append(
            [row["organisation"], row["country"], row["sector"], row["from"], row["to"]]
        )
    data["memberships"] = members


def _people(phrases: _Phrases, article: str, knowledge: dict[str, list[Row]], local: dict[str, list[Row]],
            data: Data) -> None:  # fmt: skip
    local_name: dict[str, str] = {}
    for row in local["people"]:
        names = split_list(row["names"])
        local_name.setdefault(row["id"], names[0] if names else "")
        for name in names:
            phrases.add(name, kind.PERSON, row["id"], proper=True)
        famous = kind.FAMOUS if row["famous"] == "yes" else 0
        for name in split_list(row["short"]):
            phrases.add(name, kind.SHORT, row["id"], famous, proper=True)
    data["people"] = {
        row["id"]: [row["name"], local_name.get(row["id"], ""), row["country"], row["sector"], row["wikidata_id"]]
        for row in knowledge["people"]
    }


def _groups(phrases: _Phrases, inflection: Inflection, local: dict[str, list[Row]], data: Data) -> None:
    facts: list[list[str]] = []
    for number, row in enumerate(local["groups"]):
        facts.append(
            [
                row["noun"],
                row["sector"],
                row["kind"],
                row["form"],
                row["political"],
                row["english"],
                row["english_plural"],
                row.get("country", ""),
            ]
        )
        person = row["form"] == "person" and row["kind"] != "relative"
        for form, flags in inflection.nouns(row["noun"], split_list(row["plurals"]), person):
            phrases.add(form, kind.GROUP, str(number), flags)
    data["groups"] = facts
    titles: list[list[str]] = []
    for number, row in enumerate(local["titles"]):
        titles.append([row["sector"], row["kind"], row["english"]])
        office, _, country = row["office"].partition(":")
        for name in split_list(row["titles"]):
            phrases.add(name, kind.TITLE, str(number), proper=True)
            if office in data["offices"]:
                phrases.add(name, kind.OFFICE, f"{office}@{country}")
                data["office_scopes"][f"{office}@{country}"] = [country]
    data["titles"] = titles


def _native_names(settings: Data, local: dict[str, list[Row]], code: str) -> list[str]:
    """The first words of given names whose origin is among the language's own."""
    origins = set(settings["native_origins"])
    return sorted(
        {words_of(row["name"], code)[0] for row in local["given_names"] if origins & set(row["origin"].split())}
    )


def _common(settings: Data, local: dict[str, list[Row]], pack: Pack) -> list[str]:
    """The verbs and verbal nouns of the pack in their base forms, without those that are names too."""
    columns = settings["common_words"]
    found: set[str] = set()
    for name in COMMON:
        for row in local[name] if name in columns else ():
            for column in columns[name]:
                found |= {words[0] for item in split_list(row[column]) if len(words := words_of(item, pack.code)) == 1}
    uncommon = {words_of(word, pack.code)[0] for word in settings["uncommon"]}
    return sorted(found - _name_words(local, pack.code) - uncommon)


def _name_words(local: dict[str, list[Row]], code: str) -> set[str]:
    """The words of given names and of listed people."""
    names = {word for row in local["given_names"] for word in words_of(row["name"], code)}
    return names | {word for row in local["people"] for cell in ("names", "short") for item in split_list(row[cell])
                    for word in words_of(item, code)}  # fmt: skip


def _finite(settings: Data, local: dict[str, list[Row]], pack: Pack) -> list[str]:
    """The verbs of the pack in the third person, in the settings' tenses, without those that are nouns or names too."""
    tenses = frozenset(settings.get("finite_tenses", ()))
    if not tenses:
        return []
    maker: Any = importlib.import_module(f"timeline.languages.{pack.code}.forms")
    found = {
        form.word
        for form in maker.verbs(pack)
        if form.tense in tenses and not form.suffix and not form.first and not form.short and form.number != "du"
    }
    nouns = {words_of(item, pack.code)[0] for row in local["verbs"] for item in split_list(row["masdars"])}
    nouns |= {words_of(row["noun"], pack.code)[0] for row in local["nouns"]}
    return sorted(found - nouns - _name_words(local, pack.code))


def _words(phrases: _Phrases, inflection: Inflection, local: dict[str, list[Row]]) -> None:
    for row in local["given_names"]:
        phrases.add(row["name"], kind.GIVEN, "", proper=True)
    for row in local["actor_words"]:
        for word in split_list(row["words"]):
            if row["use"] == "modifier":
                for form, flags in inflection.adjectives(word):
                    phrases.add(form, kind.MODIFIER, row["sector"], flags)
            else:
                phrases.add(word, kind.OTHER, "")
