"""Which candidates are places, and which place each of them is, by the text around them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from timeline.model import Location, PlaceMention, Span
from timeline.places.derived import part
from timeline.places.finder import Candidate, candidates, key_words
from timeline.places.gazetteer import Entry, Gazetteer
from timeline.places.words import Cues, cues
from timeline.text import Text

_MOST = 40
_KEPT = 5
_THRESHOLD = 2.0
_NEAR_KM = 60.0
_ANCHOR_WEIGHT = 100_000


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known of an article before its places are: its source's country (ISO alpha-3), where its dateline stands,
    and the spans in which no place is looked for (time expressions, names)."""

    country: str | None = None
    dateline: Span | None = None
    blocked: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Scene:
    """What the text tells about where it plays."""

    text: Text
    gazetteer: Gazetteer
    known: Cues
    context: PlaceContext
    countries: Counter[str]
    by_sentence: dict[int, set[str]]
    adjectives: dict[int, tuple[int, str]]
    regions: set[tuple[str, str]]
    anchors: list[Location]
    headlines: set[int]
    marks: list[tuple[int, str]]

    def share(self, country: str) -> float:
        total = sum(self.countries.values())
        return self.countries[country] / total if total else 0.0


def find(text: Text, gazetteer: Gazetteer, context: PlaceContext) -> tuple[PlaceMention, ...]:
    """The place mentions of a text, sorted and without overlap.

    Spans hold the name with a feature word, direction or "capital" that belongs to the naming, without proclitics.
    """
    found = candidates(text, gazetteer, context.blocked)
    scene = _scene(text, gazetteer, context, found)
    for candidate in found:
        candidate.evidence = _evidence(candidate, scene)
    chosen = _lists(_without_overlap([c for c in found if c.evidence >= _THRESHOLD - 0.7]), scene)
    chosen = [candidate for candidate in chosen if candidate.evidence >= _THRESHOLD]
    for candidate in chosen:
        best = gazetteer.location(candidate.entries[0].number)
        if len(candidate.entries) == 1 and gazetteer.weight(candidate.entries[0].number) >= _ANCHOR_WEIGHT:
            scene.anchors.append(best)
    for candidate in chosen:
        _note_regions(candidate, scene)
    mentions = [mention for candidate in chosen if (mention := _resolve(candidate, scene)) is not None]
    mentions += _described(scene, mentions)
    mentions.sort(key=lambda mention: mention.span)
    return tuple(_kept(mentions))


def _kept(mentions: list[PlaceMention]) -> list[PlaceMention]:
    kept: list[PlaceMention] = []
    for mention in mentions:
        if kept and kept[-1].span.overlaps(mention.span):
            if kept[-1].score >= mention.score:
                continue
            kept.pop()
        kept.append(mention)
    return kept


def _scene(text: Text, gazetteer: Gazetteer, context: PlaceContext, found: list[Candidate]) -> _Scene:
    known = cues(text.pack.code)
    scene = _Scene(text, gazetteer, known, context, Counter(), {}, {}, set(), [], _headlines(text, known), [])
    for match in known.adjectives.longest(text):
        if known.cased and not text.capitalised(match.first):
            continue
        scene.countries[match.payload] += 1
        scene.by_sentence.setdefault(text.sentence_of(match.first), set()).add(match.payload)
        scene.adjectives[match.first] = (match.behind, match.payload)
        scene.marks.append((match.first, match.payload))
    for candidate in found:
        first = gazetteer.location(candidate.entries[0].number)
        if first.feature == "country" and first.country and len({gazetteer.location(e.number).country for e in candidate.entries[:3]}) == 1:
            weight = 1 if candidate.key in known.ambiguous else 2
            scene.countries[first.country] += weight
            scene.by_sentence.setdefault(candidate.sentence, set()).add(first.country)
            scene.marks.append((candidate.first, first.country))
        elif first.country and gazetteer.weight(candidate.entries[0].number) >= 300_000 and candidate.key not in known.ambiguous:
            if len(candidate.entries) == 1 or candidate.entries[0].curated:
                scene.countries[first.country] += 1
                scene.by_sentence.setdefault(candidate.sentence, set()).add(first.country)
                scene.marks.append((candidate.first, first.country))
    scene.marks.sort()
    return scene


def _headlines(text: Text, known: Cues) -> set[int]:
    """Sentences in which most words are capitalised, so that a capital says nothing."""
    if not known.cased:
        return set()
    found = set()
    for number, (first, behind) in enumerate(text.sentences):
        long = [token for token in range(first, behind) if len(text.words[token]) > 3 and text.words[token][0].isalpha()]
        if len(long) > 3 and sum(text.capitalised(token) for token in long) > 0.7 * len(long):
            found.add(number)
    return found


def _strength(candidate: Candidate, scene: _Scene) -> float:
    """How much a name by itself speaks for a place, from 0 (a hamlet's) to 3 (a country's)."""
    gazetteer = scene.gazetteer
    best = 0.0
    for entry in candidate.entries[:_MOST]:
        location = gazetteer.location(entry.number)
        if location.basis == "table":
            strength = {"country": 3.0, "region": 2.7, "city": 2.5, "area": 2.5, "facility": 2.5, "village": 2.2}[location.feature]
        else:
            strength = max(0.3, min(3.0, 0.75 * math.log10(location.population + 1) - 1.5))
            if entry.curated:
                strength = max(strength, 2.4)
        if not (entry.curated or scene.known.cased):
            strength = min(strength, _uncurated(candidate, location.population))
        if entry.weak:
            strength -= 1.3 if scene.known.cased else 2.0
        best = max(best, strength)
    if key_words(candidate) > 1:
        best += 0.5 if best < 2 else 0.2
    elif len(candidate.key) <= 4 and best < 2.4:
        best -= 0.7
    return best


def _uncurated(candidate: Candidate, population: int) -> float:
    """The most that a GeoNames name can be worth by itself where no capital tells a name from a word.

    Most of GeoNames' Arabic names of small towns, and many wrong ones of large towns, are everyday words.
    """
    if key_words(candidate) > 1:
        return 1.6 if population < _ANCHOR_WEIGHT else 2.0
    if len(candidate.key) <= 4:
        return 0.4
    return 0.9 if population < 5 * _ANCHOR_WEIGHT else 1.6


def _evidence(candidate: Candidate, scene: _Scene) -> float:
    """What speaks for the candidate being a place at all."""
    text, gazetteer, known = scene.text, scene.gazetteer, scene.known
    value = _strength(candidate, scene)
    kind = known.ambiguous.get(candidate.key)
    if kind == "never" or _impossible(candidate, known):
        return 0.0
    feature, preposition = candidate.cue("feature"), candidate.cue("preposition")
    if feature or candidate.cue("capital") is not None:
        value += 2.0
    elif preposition:
        value += 0.8 if preposition == "strong" else 0.4
    if candidate.cue("direction"):
        value += 1.0
    if candidate.cue("territory") is not None:
        value += 0.8
    if candidate.cue("other") is not None and not feature:
        value -= 2.0
    countries = {gazetteer.location(entry.number).country for entry in candidate.entries[:_MOST]}
    if value < 2.6:
        if scene.by_sentence.get(candidate.sentence, set()) & countries:
            value += 0.5
        elif any(scene.countries[country] for country in countries if country):
            value += 0.3
        if scene.context.country in countries:
            value += 0.2
    if _qualifier(candidate, scene) in countries:
        value += 1.0
    dateline = scene.context.dateline
    if dateline is not None and dateline.overlaps(text.tokens_span(candidate.first, candidate.behind)):
        value += 2.0
    if kind == "word" or (kind == "home" and scene.context.country not in countries):
        value -= 1.4 if feature else 2.6
    elif kind in {"mild", "home"}:
        value -= 1.2
    if not feature and value < 2.9 and _quoted(candidate, text):
        value -= 1.5
    value -= _as_person(candidate, scene, kind)
    value -= _as_adjective(candidate, scene)
    if candidate.sentence in scene.headlines and not (preposition or feature) and value < 3.2:
        value -= 1.0
    if known.cased and _opens_sentence(candidate, scene) and value < 2.5:
        value -= 0.7
    return value


def _impossible(candidate: Candidate, known: Cues) -> bool:
    """Is the reading none that a place name has: «كبيرا» as ك + Beira, a bare feature word («مدينة»)?"""
    if "ك" in candidate.clitics or "س" in candidate.clitics:
        return True
    word = candidate.key.strip()
    return " " not in word and word in known.features


def _quoted(candidate: Candidate, text: Text) -> bool:
    """Is the name alone in quotation marks, as titles of papers are: «الشرق الأوسط»?"""
    before, behind = candidate.first - 1, candidate.behind
    return before >= 0 and behind < len(text) and text.words[before] == '"' == text.words[behind]


def _opens_sentence(candidate: Candidate, scene: _Scene) -> bool:
    return bool(scene.text.sentences[candidate.sentence][0] == candidate.first)


def _as_person(candidate: Candidate, scene: _Scene, kind: str | None) -> float:
    """What speaks for the words being part of a person's or another longer name."""
    text, known = scene.text, scene.known
    person = candidate.cue("person") is not None
    before = candidate.first - 1
    if candidate.cue("feature") or candidate.cue("preposition") == "strong":
        return 0.8 if person else 0.0
    penalty = 0.0
    if person and not (candidate.clitics):
        penalty += 2.0
    if before >= 0 and not candidate.clitics and text.words[before] in known.given and before not in scene.adjectives:
        penalty += 1.5 if not known.cased or text.capitalised(before) else 0.0
    if known.cased:
        same_line = before >= 0 and text.sentence_of(before) == candidate.sentence
        if same_line and not candidate.cues and text.words[before][0].isalpha() and text.capitalised(before):
            if before not in scene.adjectives and not _opens(text, before):
                penalty += 1.5 if kind == "person" else 0.8
        behind = candidate.behind
        if behind < len(text) and text.words[behind][0].isalpha() and text.words[behind] != "'s" and text.capitalised(behind):
            if not any(cue.kind == "feature" for cue in candidate.cues) and text.sentence_of(behind) == candidate.sentence:
                penalty += 1.5 if kind == "person" else 0.4
        if kind == "person" and not candidate.cues and candidate.sentence not in scene.headlines:
            countries = {scene.gazetteer.location(entry.number).country for entry in candidate.entries[:3]}
            penalty += 0.0 if any(scene.countries[c] > 2 for c in countries if c) else 0.6
    return penalty


def _opens(text: Text, token: int) -> bool:
    return bool(text.sentences[text.sentence_of(token)][0] == token)


def _as_adjective(candidate: Candidate, scene: _Scene) -> float:
    """«سورية» and «تركيا» are countries, and adjectives behind an indefinite noun: «طائرة سورية», «مواطنا تركيا»."""
    if scene.known.cased or candidate.clitics or candidate.first not in scene.adjectives or candidate.first == 0:
        return 0.0
    if candidate.cue("feature") or candidate.cue("preposition") or candidate.cue("direction") or candidate.cue("territory") is not None:
        return 0.0
    word, before = candidate.key.strip(), scene.text.words[candidate.first - 1]
    if word.startswith("ال") and len(before) > 4 and before.startswith(("ال", "وال", "بال", "فال", "لل", "ولل")):
        return 2.5
    if word.endswith("ه") and len(before) > 3 and before.endswith(("ه", "ات")) and not before.startswith(("ال", "وال", "بال", "لل")):
        return 2.5
    if word.endswith("يا") and ((len(before) > 3 and before.endswith("ا") and not before.endswith(("وا", "يا", "ما"))) or before.isdigit()):
        return 2.5
    return 0.0


def _qualifier(candidate: Candidate, scene: _Scene) -> str | None:
    """The country that is named right behind a name: «سروج التركية», "Kilis, Turkey", «بوليوود في الهند»."""
    text = scene.text
    skippable = {",", "(", "في", "ب", "in", "the", "southern", "northern", "eastern", "western", "جنوب", "شمال", "شرق", "غرب", "وسط"}
    at = candidate.behind
    for _ in range(4):
        if at >= len(text) or text.sentence_of(at) != candidate.sentence:
            return None
        if at in scene.adjectives:
            return scene.adjectives[at][1]
        for token, country in scene.marks:
            if token == at:
                return country
            if token > at:
                break
        if text.words[at] not in skippable:
            return None
        at += 1
    return None


def _without_overlap(found: list[Candidate]) -> list[Candidate]:
    """Leftmost, longest; a bare reading before one with proclitics unless that one has more for it."""
    chosen: list[Candidate] = []
    behind = 0
    by_first: dict[int, list[Candidate]] = {}
    for candidate in found:
        by_first.setdefault(candidate.first, []).append(candidate)
    for first in sorted(by_first):
        if first < behind:
            continue
        best = max(by_first[first], key=lambda c: (c.evidence >= _THRESHOLD, c.behind, c.evidence, -len(c.clitics)))
        chosen.append(best)
        behind = best.behind
    return chosen


def _lists(chosen: list[Candidate], scene: _Scene) -> list[Candidate]:
    """A doubtful name that stands in a list beside a place is one: «دمت وجبن والرضمة»."""
    text = scene.text
    for one, other in zip(chosen, chosen[1:], strict=False):
        gap = other.first - one.behind
        between = text.words[one.behind : other.first]
        listed = (gap == 0 and other.clitics.startswith("و")) or (0 < gap <= 2 and set(between) <= {",", "and", "و", "or", "او", "-"})
        if listed and one.sentence == other.sentence:
            strong_one, strong_other = one.evidence >= _THRESHOLD, other.evidence >= _THRESHOLD
            if strong_one and not strong_other:
                other.evidence += 0.7
            elif strong_other and not strong_one:
                one.evidence += 0.7
    return chosen


def _note_regions(candidate: Candidate, scene: _Scene) -> None:
    for entry in candidate.entries[:3]:
        location = scene.gazetteer.location(entry.number)
        if location.feature == "region" and location.country and location.admin1:
            scene.regions.add((location.country, location.admin1))


def _resolve(candidate: Candidate, scene: _Scene) -> PlaceMention | None:
    """The mention with its best location; None where several countries share a name and nothing tells which."""
    text, gazetteer = scene.text, scene.gazetteer
    scored = [(_score(entry, candidate, scene), -number, entry) for number, entry in enumerate(candidate.entries[:_MOST])]
    scored.sort(key=lambda item: (-item[0], -item[1]))
    best = gazetteer.location(scored[0][2].number)
    others = tuple(gazetteer.location(entry.number) for _, _, entry in scored[1 : _KEPT + 1])
    direction = candidate.cue("direction")
    start, clitics = candidate.start_token, candidate.start_clitics
    if direction and best.feature in {"country", "region", "area"}:
        best = part(best, direction, gazetteer.boxes)
    elif direction and not candidate.cue("feature"):
        start, clitics = candidate.first, candidate.clitics
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.0
    confidence = 1 / (1 + math.exp(_THRESHOLD - 0.5 - candidate.evidence)) * (1 - 0.5 * math.exp(-max(margin, 0.0) - 0.7))
    span = text.span(text.norm_starts[start] + len(clitics), text.norm_ends[candidate.behind - 1])
    return PlaceMention(span, span.of(text.original), best, round(confidence, 4), others)


def _score(entry: Entry, candidate: Candidate, scene: _Scene) -> float:
    """How well a place fits the text around its name."""
    location = scene.gazetteer.location(entry.number)
    weight = scene.gazetteer.weight(entry.number)
    score = 0.5 * math.log10(weight + 10) - (1.0 if entry.weak else 0.0) + (0.4 if entry.curated else 0.0)
    for cue in candidate.cues:
        if cue.kind == "feature":
            score += _agreement(cue.value, location, weight)
    if candidate.cue("capital") is not None and location.feature == "city":
        score += 1.0
    country = location.country or ""
    if _qualifier(candidate, scene) == country:
        score += 2.5
    if country in scene.by_sentence.get(candidate.sentence, ()):
        score += 0.9
    score += 1.6 * scene.share(country)
    if scene.countries[country]:
        score += 0.3
    if scene.context.country == country:
        score += 0.7
    if (country, location.admin1 or "") in scene.regions and location.feature != "region":
        score += 1.2
    if location.latitude is not None and location.feature != "country":
        gaps = [_kilometres(location, anchor) for anchor in scene.anchors if anchor.location_id != location.location_id]
        nearest = min(gaps, default=math.inf)
        score += 1.0 if nearest < _NEAR_KM else 0.5 if nearest < 4 * _NEAR_KM else 0.0
    score += _vowelled(candidate, location, scene)
    return score


def _agreement(value: str, location: Location, weight: int) -> float:
    if value == location.feature:
        return 2.5 if value in {"region", "country"} else 1.0
    if value in {"city", "village"} and location.feature in {"region", "country"}:
        return -2.0
    if value == "village" and weight > 100_000:
        return -1.0
    if value in {"area", "region"} and location.feature in {"area", "region"}:
        return 1.2
    return 0.0


def _vowelled(candidate: Candidate, location: Location, scene: _Scene) -> float:
    """«عُمان» is Oman and «عمّان» Amman where the vowels are written."""
    if candidate.key != "عمان ":
        return 0.0
    span = scene.text.tokens_span(candidate.first, candidate.behind)
    written = span.of(scene.text.original)
    if "ُ" in written:
        return 3.0 if location.country == "OMN" else 0.0
    if "ّ" in written:
        return 3.0 if location.country == "JOR" else 0.0
    return 0.0


def _described(scene: _Scene, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Places by description: «الأراضي الإيرانية», «الشمال السوري», "the Turkish frontier"."""
    text, known, gazetteer = scene.text, scene.known, scene.gazetteer
    found: list[PlaceMention] = []
    for first, (behind, country) in sorted(scene.adjectives.items()):
        whole = gazetteer.by_id(f"c:{country}")
        if whole is None:
            continue
        cue_before = next((c for c in _before(text, known, first)), None)
        start, end, clitics, place = first, behind, "", whole
        if cue_before is not None and cue_before[2] in {"territory", "direction"} and text.words[first].startswith("ال"):
            start, clitics = cue_before[0], cue_before[1]
            if cue_before[2] == "direction":
                if not text.words[start][len(clitics) :].startswith("ال") and not text.words[start].startswith("لل"):
                    continue
                place = part(whole, cue_before[3], gazetteer.boxes)
        elif behind < len(text) and known.cased:
            after = next((m for m in known.after.at(text, behind) if m.payload.kind == "territory"), None)
            if after is None:
                continue
            end = after.behind
        else:
            continue
        span = text.span(text.norm_starts[start] + len(clitics), text.norm_ends[end - 1])
        if not any(span.overlaps(mention.span) for mention in mentions) and not any(
            span.overlaps(other) for other in scene.context.blocked
        ):
            found.append(PlaceMention(span, span.of(text.original), place, 0.7))
    return found


def _before(text: Text, known: Cues, token: int) -> list[tuple[int, str, str, str]]:
    """The cue phrases that end right before a token: first token, proclitics, kind and value."""
    found = []
    for length in (3, 2, 1):
        first = token - length
        if first < 0:
            continue
        for match in known.before.at(text, first):
            if match.behind == token:
                found.append((first, match.clitics, match.payload.kind, match.payload.value))
    return found


def _kilometres(one: Location, other: Location) -> float:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    a, b, c, d = (math.radians(v) for v in (one.latitude, one.longitude, other.latitude, other.longitude))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))
