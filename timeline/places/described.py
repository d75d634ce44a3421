"""Places by description: «الأراضي الإيرانية», «الشمال السوري», «شرق البلاد», "the Turkish frontier", "the capital"."""

from __future__ import annotations

from timeline.model import Location, PlaceMention
from timeline.places.derived import part
from timeline.places.scene import Scene
from timeline.places.words import Cues
from timeline.text import Text

_BY_ADJECTIVE = 0.7
_BY_SALIENCE = 0.5


def described(scene: Scene) -> list[PlaceMention]:
    """The mentions by description, in no order; they may overlap others."""
    found = [mention for first in sorted(scene.adjectives) if (mention := _by_adjective(first, scene)) is not None]
    found += _parts_of_country(scene)
    found += _capitals(scene)
    found += _areas(scene) if scene.known.cased else _borders(scene)
    return [m for m in found if not any(m.span.overlaps(blocked) for blocked in scene.context.blocked)]


def _by_adjective(first: int, scene: Scene) -> PlaceMention | None:
    """A territory or part that a nationality adjective tells the country of."""
    text, known = scene.text, scene.known
    behind, country = scene.adjectives[first]
    whole = scene.gazetteer.by_id(f"c:{country}")
    if whole is None:
        return None
    if known.cased:
        if text.words[behind : behind + 1] and text.words[behind] in known.capital_words:
            return _capital_of(first, behind, country, scene)
        after = known.after.at(text, behind) if behind < len(text) else ()
        match = max(after, key=lambda match: match.behind, default=None)
        if match is None or match.payload.kind != "territory":
            return None
        return _mention(text, first, "", match.behind, whole, _BY_ADJECTIVE)
    cue = _before(text, known, first)
    if cue is None or not known.definite(text.words[first]):
        return None
    start, clitics, kind, value = cue
    if kind == "territory":
        return _mention(text, start, clitics, behind, whole, _BY_ADJECTIVE)
    if kind == "capital" and (capital := scene.gazetteer.capital(country)) is not None:
        return _mention(text, start, clitics, behind, capital, _BY_ADJECTIVE)
    if kind == "direction" and known.definite(text.words[start]):
        place = part(whole, value, scene.gazetteer.boxes)
        return _mention(text, start, clitics, behind, place, _BY_ADJECTIVE)
    return None


def _parts_of_country(scene: Scene) -> list[PlaceMention]:
    """A part of "the country", which is the one that the text spoke of most until there."""
    text, found = scene.text, []
    for token in scene.told.countries:
        sizes = [len(w) for w in scene.known.country_words if tuple(text.words[token : token + len(w)]) == w]
        cue = _before(text, scene.known, token)
        country = scene.heard(token)
        if not sizes or cue is None or cue[2] != "direction" or country is None:
            continue
        whole = scene.gazetteer.by_id(f"c:{country}")
        if whole is not None:
            place = part(whole, cue[3], scene.gazetteer.boxes)
            found.append(_mention(text, cue[0], cue[1], token + max(sizes), place, _BY_SALIENCE))
    return found


def _capitals(scene: Scene) -> list[PlaceMention]:
    """ "The capital" without a name is that of the country that the text spoke of most until there."""
    text, known, found = scene.text, scene.known, []
    for token in scene.told.capitals:
        if known.cased and text.words[token - 1 : token] != ["the"]:
            continue
        if token + 1 in scene.adjectives:  # «العاصمة التشادية»
            continue
        country = scene.heard(token)
        place = scene.gazetteer.capital(country) if country is not None else None
        if place is not None:
            first = token - known.cased
            found.append(_mention(text, first, "", token + 1, place, _BY_SALIENCE))
    return found


def _borders(scene: Scene) -> list[PlaceMention]:
    """«الحدود الجنوبية» and «أراضيها» are those of the country named behind, or of the one last spoken of."""
    text, known, found = scene.text, scene.known, []
    bearings, own_words = known.bearings, known.own_words
    for token in scene.told.borders:
        word = text.words[token]
        value = bearings.get(word)
        own = word in own_words
        if word in known.frontiers or any(split.stem in known.frontiers for split in text.splits(token)):
            found += _frontier(scene, token)
            continue
        cue = _before(text, known, token) if value else None
        if not own and (cue is None or cue[2] != "territory"):
            continue
        last = _last(scene, token)
        told = [scene.country_at(at) for at in range(token + 1, min(token + 4, len(text.words)))] if not own else []
        country = next((code for code in told if code), last)
        whole = scene.gazetteer.by_id(f"c:{country}") if country else None
        if whole is not None:
            place = part(whole, value, scene.gazetteer.boxes) if value else whole
            first, clitics = (cue[0], cue[1]) if cue is not None else (token, "")
            found.append(_mention(text, first, clitics, token + 1, place, _BY_SALIENCE))
    return found


def _capital_of(first: int, capital: int, country: str, scene: Scene) -> PlaceMention | None:
    """ "The Syrian capital", but not "Chinese capital markets"."""
    text, known = scene.text, scene.known
    place = scene.gazetteer.capital(country)
    money = capital + 1 < len(text) and text.words[capital + 1] in known.capital_not
    if place is None or money or first == 0 or text.words[first - 1] != known.site_article:
        return None
    return _mention(text, first, "", capital + 1, place, _BY_ADJECTIVE)


def _last(scene: Scene, token: int) -> str | None:
    """The country last spoken of before a token, else that of the source, else the first spoken of behind it."""
    last = next((country for at, country in reversed(scene.marks) if at < token), scene.context.country)
    return last or (scene.marks[0][1] if scene.marks else None)


def _frontier(scene: Scene, token: int) -> list[PlaceMention]:
    """«الحدود» by itself behind a preposition: «على الحدود مع تركيا», «قرب الحدود»."""
    text, known = scene.text, scene.known
    if token + 1 in scene.adjectives or text.words[token + 1 : token + 2] in ([w] for w in known.bearings):
        return []
    split = next((s for s in text.splits(token) if s.stem in known.frontiers), None)
    placed = split is not None and known.prepositions.get(split.clitics[-1:]) is not None
    cue = None if placed else _before(text, known, token)
    if split is None or not (placed or (cue is not None and cue[2] == "preposition")):
        return []
    told = (scene.country_at(at) for at in range(token + 1, min(token + 4, len(text))))
    country = next((code for code in told if code), None) or scene.heard(token) or _last(scene, token)
    whole = scene.gazetteer.by_id(f"c:{country}") if country else None
    return [_mention(text, token, split.clitics, token + 1, whole, _BY_SALIENCE)] if whole is not None else []


def _areas(scene: Scene) -> list[PlaceMention]:
    """ "The border", "their southern border", "the northern region": of the country last spoken of."""
    text, known, found = scene.text, scene.known, []
    words = text.words
    for token in scene.told.borders:
        word = words[token]
        if token == 0 or word not in known.areas:
            continue
        value = known.bearings.get(words[token - 1])
        first = token - 1 if value else token
        lead = words[first - 1] if first else ""
        own = lead in known.own_words
        if not own and (lead != known.site_article or not (value or word in known.frontiers)):
            continue
        cue = _before(text, known, first - 1)
        if cue is None or cue[2] not in {"preposition", "placer"}:
            continue
        following = words[token + 1] if token + 1 < len(words) else ""
        if following == known.genitive or following in known.area_not:  # "the coast of Cornwall" is named by itself
            continue
        country = _last(scene, token)
        whole = scene.gazetteer.by_id(f"c:{country}") if country else None
        if whole is not None:
            place = part(whole, value, scene.gazetteer.boxes) if value else whole
            found.append(_mention(text, first - own, "", token + 1, place, _BY_SALIENCE))
    return found


def _mention(text: Text, first: int, clitics: str, behind: int, place: Location, score: float) -> PlaceMention:
    span = text.span(text.norm_starts[first] + len(clitics), text.norm_ends[behind - 1])
    return PlaceMention(span, span.of(text.original), place, score)


def _before(text: Text, known: Cues, token: int) -> tuple[int, str, str, str] | None:
    """The longest cue phrase that ends right before a token: first token, proclitics, kind and value."""
    for length in (3, 2, 1):
        first = token - length
        if first < 0:
            continue
        for match in known.before.at(text, first):
            if match.behind == token:
                return first, match.clitics, match.payload.kind, match.payload.value
    return None
