"""Which candidates are places, and which place each of them is, by the text around them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from timeline.model import Location, PlaceMention
from timeline.places.anchors import REACH_KM
from timeline.places.derived import part
from timeline.places.described import described
from timeline.places.evidence import LISTED, THRESHOLD, evidence
from timeline.places.finder import Candidate, candidates
from timeline.places.gazetteer import Entry, Gazetteer
from timeline.places.marking import marker
from timeline.places.naming import MOST
from timeline.places.scene import PlaceContext, Scene, note_regions, survey
from timeline.places.unlisted import unlisted
from timeline.places.words import cues
from timeline.text import Text

_KEPT = 5
_NEAR_KM = 60.0
_ANCHOR_WEIGHT = 100_000
_OVERSHADOWED = 1.2
_BESIDE = 2  # UCDP's where_prec: near a known place


def find(text: Text, gazetteer: Gazetteer, context: PlaceContext) -> tuple[PlaceMention, ...]:
    """The place mentions of a text, sorted and without overlap.

    Spans hold the name with a feature word, direction or "capital" that belongs to the naming, without proclitics.
    """
    known = cues(text.pack.code)
    marked = marker(text.pack.code).mark(text)
    found = candidates(text, gazetteer, context.blocked, marked)
    scene = survey(Scene(text, gazetteer, known, context, marked), found)
    for candidate in found:
        candidate.evidence = evidence(candidate, scene)
    likely = [candidate for candidate in found if candidate.evidence >= THRESHOLD - LISTED]
    chosen = _lists(_without_overlap(likely, scene), scene)
    chosen = [candidate for candidate in chosen if candidate.evidence >= THRESHOLD]
    for number, candidate in enumerate(chosen):
        if len(candidate.entries) == 1 and gazetteer.weight(candidate.entries[0].number) >= _ANCHOR_WEIGHT:
            scene.anchors.add(gazetteer.location(candidate.entries[0].number))
        note_regions(candidate, chosen[number + 1 : number + 3], scene)
    mentions = [_resolve(candidate, scene) for candidate in chosen]
    listed = _merged(mentions, described(scene))
    return tuple(sorted([*listed, *unlisted(scene, list(listed))], key=lambda mention: mention.span))


def _merged(named: list[PlaceMention], by_description: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """All mentions in order; where two overlap, one by name before one by description, and then the better one."""
    free = [d for d in by_description if not any(d.span.overlaps(m.span) or _repeats(m, d) for m in named)]
    kept: list[PlaceMention] = []
    for mention in sorted([*named, *free], key=lambda mention: mention.span):
        if kept and kept[-1].span.overlaps(mention.span):
            if kept[-1].score >= mention.score:
                continue
            kept.pop()
        kept.append(mention)
    return tuple(kept)


def _repeats(named: PlaceMention, description: PlaceMention) -> bool:
    """Does the name stand right behind the description of its place: «العاصمة الليبية طرابلس»?"""
    near = 0 <= named.span.start - description.span.end <= 2
    return near and named.location.location_id == description.location.location_id


def _without_overlap(found: list[Candidate], scene: Scene) -> list[Candidate]:
    """Leftmost, longest; of two readings of a word («وجدة»: Oujda, or and Jeddah) the one that fits the text."""
    by_first: dict[int, list[Candidate]] = {}
    for candidate in found:
        by_first.setdefault(candidate.first, []).append(candidate)

    def worth(candidate: Candidate) -> tuple[bool, int, float, int]:
        fit = candidate.evidence
        if len(by_first[candidate.first]) > 1:
            fit += 0.5 * max(_score(entry, candidate, scene) for entry in candidate.entries[:_KEPT])
        return candidate.evidence >= THRESHOLD, candidate.behind, fit, -len(candidate.clitics)

    chosen: list[Candidate] = []
    behind = 0
    for first in sorted(by_first):
        if first >= behind:
            best = max(by_first[first], key=worth)
            chosen.append(best)
            behind = best.behind
    return chosen


def _lists(chosen: list[Candidate], scene: Scene) -> list[Candidate]:
    """A doubtful name that stands in a list beside a place is one: «دمت وجبن والرضمة»."""
    text, known = scene.text, scene.known
    for one, other in pairwise(chosen):
        between = text.words[one.behind : other.first]
        joined = not between and bool(other.clitics) and other.clitics[0] in known.listing
        if not joined and not (0 < len(between) <= 2 and known.listing.issuperset(between)):
            continue
        if one.sentence == other.sentence and (one.evidence >= THRESHOLD) != (other.evidence >= THRESHOLD):
            weaker = min(one, other, key=lambda candidate: candidate.evidence)
            if not (scene.known.cased and weaker.first in scene.adjectives):  # "U.S. and Argentine officials"
                weaker.evidence += LISTED
    return chosen


def _resolve(candidate: Candidate, scene: Scene) -> PlaceMention:
    """The mention with its best location."""
    text, gazetteer = scene.text, scene.gazetteer
    scored = [(_score(entry, candidate, scene), entry) for entry in candidate.entries[:MOST]]
    scored.sort(key=lambda item: -item[0])
    best = gazetteer.location(scored[0][1].number)
    others = tuple(gazetteer.location(entry.number) for _, entry in scored[1 : _KEPT + 1])
    direction = candidate.cue("direction")
    start, clitics = candidate.start_token, candidate.start_clitics
    if direction and best.feature in {"country", "region", "area"}:
        best = part(best, direction, gazetteer.boxes)
    elif direction and direction != "central" and not candidate.cue("feature"):
        best = replace(best, geo_precision=max(best.geo_precision, _BESIDE))
    elif direction and not candidate.cue("feature"):
        start, clitics = candidate.first, candidate.clitics
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.0
    certain = 1 - 0.5 * math.exp(-max(margin, 0.0) - 0.7)
    score = certain / (1 + math.exp(THRESHOLD - 0.5 - candidate.evidence))
    behind = candidate.behind
    if start < candidate.first and text.words[candidate.first - 1] == '"' and text.words[behind : behind + 1] == ['"']:
        behind += 1
    span = text.span(text.norm_starts[start] + len(clitics), text.norm_ends[behind - 1])
    return PlaceMention(span, span.of(text.original), best, round(score, 4), others)


def _score(entry: Entry, candidate: Candidate, scene: Scene) -> float:
    """How well a place fits the text around its name."""
    location = scene.gazetteer.location(entry.number)
    weight = scene.gazetteer.weight(entry.number)
    score = 0.6 * math.log10(weight + 10) - (1.0 if entry.weak else 0.0)
    if entry.curated:
        score += 1.0 if weight >= _ANCHOR_WEIGHT and location.feature != "region" else 0.4
    elif weight >= _ANCHOR_WEIGHT and entry.number in scene.gazetteer.capitals:
        score += 1.0
    for cue in candidate.cues:
        if cue.kind == "feature":
            score += _agreement(cue.value, location, weight)
    if candidate.cue("capital") is not None and location.feature == "city":
        score += 1.0
    by_country = _by_country(location, candidate, scene)
    overshadowed = _overshadowed(entry, candidate, scene) and scene.qualifier(candidate) != location.country
    score += min(by_country, _OVERSHADOWED) if overshadowed else by_country
    within = (location.country or "", location.admin1 or "")
    if within in scene.regions and location.feature != "region" and not overshadowed:
        score += 1.2
    if within in scene.containers.get(candidate.first, ()):
        score += 1.8
    if not location.country and entry.curated:
        score += 2.0
    if location.feature != "country":
        nearest = scene.anchors.nearest(location)
        score += 1.0 if nearest < _NEAR_KM else 0.5 if nearest < REACH_KM else 0.0
    return score


def _overshadowed(entry: Entry, candidate: Candidate, scene: Scene) -> bool:
    """Is a small place thought of only where the text names it with its country or region, as Geneva in Illinois is?"""
    weight = scene.gazetteer.weight
    if entry.curated or weight(entry.number) >= _ANCHOR_WEIGHT:
        return False
    return any(
        weight(other.number) >= _ANCHOR_WEIGHT and (other.curated or other.number in scene.gazetteer.capitals)
        for other in candidate.entries
    )


def _by_country(location: Location, candidate: Candidate, scene: Scene) -> float:
    """How well a place's country fits those that the text and its source tell."""
    country, score = location.country or "", 0.0
    if country and scene.qualifier(candidate) == country:
        score += 2.5
    if country in scene.by_sentence.get(candidate.sentence, ()):
        score += 0.9
    if scene.countries[country]:
        score += 0.3 + 1.6 * scene.share(country)
    if scene.context.country == country:
        score += 2.0 if location.feature == "country" else 0.7
    written = scene.text.tokens_span(candidate.first, candidate.behind).of(scene.text.original)
    if any(candidate.key == key and mark in written and country == meant for key, mark, meant in scene.known.vowels):
        score += 3.0
    return score


def _agreement(value: str, location: Location, weight: int) -> float:
    """How well a feature word and a place's kind agree."""
    if value == location.feature:
        return 2.5 if value in {"region", "country"} else 1.0
    if value == "city" and location.feature == "village":
        return 0.6
    if value in {"city", "village"} and location.feature in {"region", "country"}:
        return -2.0
    if value == "village" and weight > _ANCHOR_WEIGHT:
        return -1.0
    if value in {"area", "region"} and location.feature in {"area", "region"}:
        return 1.2
    return 0.0
