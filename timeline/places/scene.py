"""What a text tells about where it plays, before any of its place names is resolved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from timeline.model import Span
from timeline.places.anchors import Anchors
from timeline.places.finder import Candidate
from timeline.places.gazetteer import Gazetteer
from timeline.places.marking import Marked
from timeline.places.words import Cues
from timeline.text import Text

# From this weight on a name with a single place speaks for that place's country.
_TELLING = 300_000
# How far behind a place its region may be named, in tokens.
_CONTAINER_TOKENS = 5


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known of an article before its places are.

    `country` is that of its source (ISO alpha-3), `dateline` where its dateline stands, and `blocked` the spans in
    which no place is looked for (time expressions, names).
    """

    country: str | None = None
    dateline: Span | None = None
    blocked: tuple[Span, ...] = ()


@dataclass(slots=True)
class Scene:
    """Countries, regions and well known places of a text.

    `told` are the tokens with words about places, `marks` those that tell a country, `marked` the first by token;
    `adjectives` maps the first token of a nationality adjective to the token behind it and its country;
    `containers` maps the first token of a candidate to the regions that follow it directly.
    """

    text: Text
    gazetteer: Gazetteer
    known: Cues
    context: PlaceContext
    told: Marked
    countries: Counter[str] = field(default_factory=Counter)
    by_sentence: dict[int, set[str]] = field(default_factory=dict)
    adjectives: dict[int, tuple[int, str]] = field(default_factory=dict)
    marks: list[tuple[int, str]] = field(default_factory=list)
    marked: dict[int, str] = field(default_factory=dict)
    headlines: set[int] = field(default_factory=set)
    regions: set[tuple[str, str]] = field(default_factory=set)
    anchors: Anchors = field(default_factory=Anchors)
    containers: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def share(self, country: str) -> float:
        """The part of the text's country words that tell this country."""
        total = sum(self.countries.values())
        return self.countries[country] / total if total else 0.0

    def mark(self, token: int, country: str, weight: int) -> None:
        """Count a token that tells a country."""
        self.countries[country] += weight
        self.by_sentence.setdefault(self.text.sentence_of(token), set()).add(country)
        self.marks.append((token, country))

    def country_at(self, token: int) -> str | None:
        """The country that the word at a token tells."""
        if token in self.adjectives:
            return self.adjectives[token][1]
        return self.marked.get(token)

    def heard(self, token: int) -> str | None:
        """The country that the text spoke of most until a token, and last of those; None where it spoke of none."""
        heard = Counter(country for at, country in self.marks if at < token)
        if not heard:
            return None
        most = max(heard.values())
        return next(country for at, country in reversed(self.marks) if at < token and heard[country] == most)

    def qualifier(self, candidate: Candidate) -> str | None:
        """The country named right behind a name: «سروج التركية», "Kilis, Turkey"."""
        text = self.text
        for token in range(candidate.behind, min(candidate.behind + 4, text.sentences[candidate.sentence][1])):
            country = self.country_at(token)
            if country is not None:
                return country
            if text.words[token] not in self.known.between:
                return None
        return None


def survey(scene: Scene, found: list[Candidate]) -> Scene:
    """Fill a scene with what the countries, adjectives and large cities of its text tell."""
    text, known, gazetteer = scene.text, scene.known, scene.gazetteer
    if known.cased:
        scene.headlines = _headlines(text)
    for match in known.adjectives.longest(text, scene.told.adjectives):
        if known.cased and not text.capitalised(match.first):
            continue
        scene.adjectives[match.first] = (match.behind, match.payload)
        scene.mark(match.first, match.payload, 1)
    for candidate in found:
        first, *others = candidate.name.first
        if first.country is None:
            continue
        doubtful = candidate.key in known.ambiguous
        if first.feature == "country":
            if all(other.country == first.country for other in others):
                scene.mark(candidate.first, first.country, 1 if doubtful else 2)
        elif not doubtful and _tells_country(candidate, gazetteer):
            scene.mark(candidate.first, first.country, 1)
    scene.marks.sort()
    scene.marked = dict(reversed(scene.marks))
    return scene


def _tells_country(candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """Is a name that of one large place only, or is its first place a known one?"""
    first = candidate.entries[0]
    return gazetteer.weight(first.number) >= _TELLING and (len(candidate.entries) == 1 or first.curated)


def _headlines(text: Text) -> set[int]:
    """Sentences in which most words are capitalised, so that a capital says nothing."""
    found = set()
    for number, (first, behind) in enumerate(text.sentences):
        words = [token for token in range(first, behind) if len(text.words[token]) > 3 and text.words[token].isalpha()]
        if len(words) > 3 and sum(text.capitalised(token) for token in words) > 0.7 * len(words):
            found.add(number)
    return found


def note_regions(candidate: Candidate, following: list[Candidate], scene: Scene) -> None:
    """Keep a candidate that may be a region, and the regions named right behind it: «الهبيط بريف إدلب»."""
    for location in candidate.name.first:
        if location.feature == "region" and location.country and location.admin1:
            scene.regions.add((location.country, location.admin1))
    for other in following:
        if other.sentence != candidate.sentence or other.first - candidate.behind > _CONTAINER_TOKENS:
            break
        for location in other.name.first:
            if location.admin1 and location.country:
                scene.containers.setdefault(candidate.first, set()).add((location.country, location.admin1))
