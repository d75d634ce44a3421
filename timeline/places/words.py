"""What a language's words tell about places nearby: feature words, directions, prepositions, nationality adjectives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import yaml

from timeline import languages
from timeline.languages import Pack
from timeline.phrases import PhraseIndex
from timeline.places.names import key_of
from timeline.text import normalise, words_of
from timeline.tsv import data_path, read_table, split_list


class Cue(NamedTuple):
    """A word beside a place name: its kind and what it says (a feature, a direction …)."""

    kind: str
    value: str


class Site(NamedTuple):
    """A noun for a building or grounds.

    `acts`: it does things too, as hospitals and embassies do; `definite`: it has the article; `whole`: it needs no
    further words («القاعدة الجوية»); `strict`: a noun behind it makes no name («منطقة الصراع»); `court`: it acts so
    often that only a preposition of place makes it one; `seat`: it is a body, which stands for its house where
    something is held there («اجتماع في وزارة الصحة», "spoke in parliament"), and lies in its country's capital;
    `proper`: only a name with capitals ("Collins Place"); `head`: its name stands behind it in a language where others
    stand before theirs ("Camp Rhino"); `house`: the body beside it tells where it is ("NATO headquarters").
    """

    acts: bool
    definite: bool
    whole: bool
    strict: bool
    court: bool = False
    seat: bool = False
    proper: bool = False
    head: bool = False
    house: bool = False


class Adjectival(NamedTuple):
    """When a country's name that is also an adjective is one: by its ending and that of the word before."""

    ending: str
    after: tuple[str, ...]
    unless: tuple[str, ...]
    numbers: bool


@dataclass(frozen=True)
class Cues:
    """A language's words about places, and how it writes their names.

    They come from the pack's place_words.tsv, place_ambiguous.tsv, places.yaml, countries.tsv and given_names.tsv.

    `before` and `after` are phrases that stand before or behind a name; `adjectives` map to ISO alpha-3 codes;
    `ambiguous` maps keys of names to the kind of their other meaning; `names` are phrases with a place inside them that
    name something else (a newspaper, an organisation); `given` are given names of persons, `not_given` the ends of
    other words that are normalised alike («على» beside «علي»), `common` nouns and `adjective_ends` the ends of words
    that follow a noun and are no names, `joined` the letters that words of their own begin with; `beside` are the words
    that stand beside places and are none; `directions` the words that a direction begins with; `country_words` say
    "the country", `capital_words` "capital", `own_words` "its territory"; `bearings` are adjectives of directions,
    `referring` words that stand alone for the place named with them before («القطاع»). `cased` says that names have
    capitals. `sites` are nouns for buildings and grounds; `site_article`, `genitive` ("of"), `genitives` ("'s"),
    `site_adjectives`, `site_adjective_ends` and `joined_article` tell what goes on with what such a place is called,
    `unlike_sites` and `unlike_site_starts` words that do not. `locatives` say "in" and "at"; `gatherings` begin words
    for what is held in the house of a body (meetings, speeches, protests), `spatial` are words before it that mean its
    house by themselves ("outside"). `frontiers` are nouns that by themselves mean the border of the country spoken of,
    `areas` also those that need its direction or owner ("the southern region"), `capital_not` the words behind
    "capital" where it is money, `area_not` those behind which an area only tells of what sort they are ("its border
    guards"), `name_articles` those that names have inside without a capital ("Abu al-Bukhoosh").
    `seats` are the names of international organisations with the place of their seat,
    `bodies` those of national ones with their country and whether they are its alone.
    """

    before: PhraseIndex[Cue]
    after: PhraseIndex[Cue]
    adjectives: PhraseIndex[str]
    ambiguous: dict[str, str]
    names: PhraseIndex[str]
    given: frozenset[str]
    not_given: tuple[str, ...]
    common: frozenset[str]
    adjective_ends: tuple[str, ...]
    joined: tuple[str, ...]
    beside: frozenset[str]
    directions: frozenset[str]
    country_words: frozenset[tuple[str, ...]]
    own_words: frozenset[str]
    referring: frozenset[str]
    bearings: dict[str, str]
    capital_words: frozenset[str]
    cased: bool
    article: str
    proclitics: frozenset[str]
    prepositions: dict[str, str]
    adjectival: tuple[Adjectival, ...]
    respelled: tuple[str, str] | None
    between: frozenset[str]
    listing: frozenset[str]
    vowels: tuple[tuple[str, str, str], ...]
    sites: PhraseIndex[Site]
    site_article: str
    genitive: str
    genitives: frozenset[str]
    site_adjectives: frozenset[str]
    site_adjective_ends: tuple[str, ...]
    joined_article: tuple[str, ...]
    unlike_sites: frozenset[str]
    unlike_site_starts: tuple[str, ...]
    locatives: frozenset[str]
    gatherings: tuple[str, ...]
    spatial: frozenset[str]
    frontiers: frozenset[str]
    areas: frozenset[str]
    capital_not: frozenset[str]
    area_not: frozenset[str]
    name_articles: frozenset[str]
    seats: PhraseIndex[str]
    bodies: PhraseIndex[tuple[str, bool]]

    def definite(self, word: str) -> bool:
        """Is a normalised word a noun with the article («الأراضي», «بالأراضي»)?"""
        return bool(self.article) and len(word) > len(self.article) + 2 and word.startswith(self._definite_starts)

    @cached_property
    def _definite_starts(self) -> tuple[str, ...]:
        return (self.article, *(letter + self.article for letter in self.proclitics if letter != "ل"), "لل")


@cache
def cues(code: str) -> Cues:
    """The words about places of a language; empty ones where its pack has none."""
    pack = languages.load(code)
    path = pack.folder / "places.yaml"
    habits: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    before: PhraseIndex[Cue] = PhraseIndex(code)
    after: PhraseIndex[Cue] = PhraseIndex(code)
    beside: set[str] = set()
    directions: set[str] = set()
    country_words: set[tuple[str, ...]] = set()
    capital_words: set[str] = set()
    own_words: set[str] = set()
    bearings: dict[str, str] = {}
    sites: PhraseIndex[Site] = PhraseIndex(code)
    definite = str(habits.get("article", ""))
    told: dict[str, set[tuple[str, ...]]] = {"gathering": set(), "frontier": set(), "area": set(), "spatial": set()}
    for row in pack.table("place_words", ("word", "kind", "value", "side")):
        if row["kind"] == "site":
            for word in split_list(row["word"]):
                site = _site(row["value"])
                sites.add(word, site)
                if definite and not (site.whole or site.strict or site.seat):
                    sites.add(definite + word, site._replace(definite=True))
            continue
        if row["kind"] in told:
            told[row["kind"]].update(words_of(word, code) for word in split_list(row["word"]))
            continue
        target = after if row["side"] == "after" else before
        for word in split_list(row["word"]):
            target.add(word, Cue(row["kind"], row["value"]))
            if row["kind"] in {"feature", "direction", "preposition", "territory"} and row["value"] != "wide":
                beside.add(normalise(word, code))
            if row["kind"] == "direction":
                directions.add(words_of(word, code)[0])
            elif row["kind"] == "capital":
                capital_words.add(normalise(word, code))
            elif row["kind"] == "own":
                own_words.add(normalise(word, code))
            elif row["kind"] == "bearing":
                bearings[normalise(word, code)] = row["value"]
            elif row["kind"] == "country":
                country_words.add(words_of(word, code))
    single = {kind: frozenset(words[0] for words in phrases) for kind, phrases in told.items()}
    ambiguous: dict[str, str] = {}
    names: PhraseIndex[str] = PhraseIndex(code)
    for row in pack.table("place_ambiguous", ("name", "kind")):
        for name in split_list(row["name"]):
            if row["kind"] == "name":
                names.add(name, "name")
            else:
                ambiguous[key_of(words_of(name, code))] = row["kind"]
    seats = _seats(pack)
    for name in seats:
        if habits.get("cased") or " " in name:  # «الأطلسي» alone is the ocean too
            names.add(name, "name")
    respelled = habits.get("respelled")
    return Cues(
        before=before,
        after=after,
        adjectives=_adjectives(pack, habits.get("adjective_endings", [""]), habits.get("article", "")),
        ambiguous=ambiguous,
        names=names,
        given=frozenset(normalise(row["name"], code) for row in pack.table("given_names", ("name",))),
        not_given=tuple(habits.get("not_given", ())),
        common=_common(pack),
        adjective_ends=tuple(normalise(end, code) for end in habits.get("adjective_ends", ())),
        joined=tuple(habits.get("joined", ())),
        beside=frozenset(beside),
        directions=frozenset(directions),
        country_words=frozenset(country_words),
        capital_words=frozenset(capital_words),
        own_words=frozenset(own_words),
        bearings=bearings,
        referring=frozenset(normalise(word, code) for word in habits.get("referring", ())),
        cased=bool(habits.get("cased", False)),
        article=str(habits.get("article", "")),
        proclitics=frozenset(habits.get("proclitics", "")),
        prepositions=dict(habits.get("prepositions", {})),
        adjectival=tuple(
            Adjectival(
                rule["ending"], tuple(rule["after"]), tuple(rule.get("except", ())), bool(rule.get("numbers", False))
            )
            for rule in habits.get("adjectival", ())
        ),
        respelled=(respelled["folded"], respelled["written"]) if respelled else None,
        between=frozenset(normalise(word, code) for word in habits.get("between", ())),
        listing=frozenset(normalise(word, code) for word in habits.get("listing", ())),
        sites=sites,
        site_article=str(habits.get("site_article", "")),
        genitive=str(habits.get("genitive", "")),
        genitives=frozenset(habits.get("genitives", ())),
        site_adjectives=frozenset(normalise(word, code) for word in habits.get("site_adjectives", ())),
        site_adjective_ends=tuple(normalise(end, code) for end in habits.get("site_adjective_ends", ())),
        joined_article=tuple(letter + definite for letter in habits.get("joined_article", ())),
        unlike_sites=frozenset(normalise(word, code) for word in habits.get("unlike_sites", ())),
        unlike_site_starts=tuple(normalise(start, code) for start in habits.get("unlike_site_starts", ())),
        locatives=frozenset(normalise(word, code) for word in habits.get("locatives", ())),
        gatherings=tuple(sorted(single["gathering"])),
        spatial=single["spatial"],
        frontiers=single["frontier"],
        areas=single["area"] | single["frontier"],
        capital_not=frozenset(normalise(word, code) for word in habits.get("capital_not", ())),
        name_articles=frozenset(habits.get("name_articles", ())),
        area_not=frozenset(normalise(word, code) for word in habits.get("area_not", ())),
        seats=PhraseIndex(code, ((name, place) for name, (place, doubtful) in seats.items() if not doubtful)),
        bodies=_bodies(pack),
        vowels=tuple((key_of(words_of(v["name"], code)), v["mark"], v["country"]) for v in habits.get("vowels", ())),
    )


def _site(value: str) -> Site:
    """A noun for a site by what its row says of it."""
    return Site(
        acts=value not in {"ground", "whole", "house"},
        definite=False,
        whole=value in {"whole", "seat", "zone"},
        strict=value == "area",
        court=value in {"court", "proper"},
        seat=value in {"seat", "office"},
        proper=value == "proper",
        head=value == "head",
        house=value in {"house", "quarters"},
    )


def _seats(pack: Pack) -> dict[str, tuple[str, bool]]:
    """The place of the seat by each name of the organisations whose seat is known, and whether the name is doubtful."""
    seats = {row["organisation"]: row["place"] for row in read_table(data_path("knowledge", "seats.tsv"))}
    found: dict[str, tuple[str, bool]] = {}
    for row in pack.table("organisations", ("id", "names", "ambiguous")):
        doubtful = split_list(row["ambiguous"])
        for name in split_list(row["names"]) if row["id"] in seats else ():
            found[name] = (seats[row["id"]], name in doubtful)
    return found


def _bodies(pack: Pack) -> PhraseIndex[tuple[str, bool]]:
    """The country by each name of its own assemblies and offices and by those that stand for its government.

    With it whether the name is no other country's ("the Senate").
    """
    rows = read_table(data_path("knowledge", "organisations.tsv"))
    country = {row["id"]: row["country"] for row in rows if row["sector"] in {"LEG", "GOV"} and row["country"]}
    index: PhraseIndex[tuple[str, bool]] = PhraseIndex(pack.code)
    for row in pack.table("organisations", ("id", "names", "ambiguous")):
        doubtful = split_list(row["ambiguous"])
        for name in split_list(row["names"]) if row["id"] in country else ():
            index.add(name, (country[row["id"]], name not in doubtful))
    for row in pack.table("countries"):
        for name in split_list(row["metonyms"]):
            index.add(name, (row["alpha3"], True))
    return index


def _adjectives(pack: Pack, endings: Iterable[str], article: str) -> PhraseIndex[str]:
    """Nationality adjectives and names of peoples that belong to one country, in all their forms."""
    endings = [normalise(ending, pack.code) for ending in endings]
    forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in pack.table("countries"):
        stems = [(words_of(word, pack.code), endings) for word in split_list(row["adjectives"])]
        stems += [(words_of(word, pack.code), [""]) for word in split_list(row["people_plural"])]
        for words, added in stems:
            if not words:
                continue
            for ending in added:
                form = (*words[:-1], words[-1] + ending)
                forms[form].add(row["alpha3"])
                if article:
                    forms[tuple(article + word for word in form)].add(row["alpha3"])
    index: PhraseIndex[str] = PhraseIndex(pack.code)
    for form, countries in forms.items():
        if len(countries) == 1:
            index.add(form, next(iter(countries)))
    return index


def _common(pack: Pack) -> frozenset[str]:
    """Nouns of the pack, singular and plural, and the adjectives of its actors."""
    found: set[str] = set()
    for table, columns in (
        ("nouns", ("noun", "plurals")),
        ("groups", ("noun", "plurals")),
        ("actor_words", ("words",)),
    ):
        for row in pack.table(table):
            for column in columns:
                found |= {word for item in split_list(row[column]) for word in words_of(item, pack.code)}
    return frozenset(found)
