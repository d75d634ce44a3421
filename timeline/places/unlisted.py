"""Places that no table lists, told by the word for their kind: «حي المونسية شرق الرياض», "the village of Koro Sangha".

They have no identity of their own: their location is the place that the text names around them, or else the one that it
last named, with a coarser precision.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.model import Location, PlaceMention
from timeline.phrases import Match
from timeline.places.calling import Habits, habits, name_before, name_behind
from timeline.places.marking import PLACES
from timeline.places.scene import Scene
from timeline.places.sites import references, sites, surroundings
from timeline.places.words import Cue

_QUOTE = '"'
_FAR_SCORE = 0.3
_NEAR = 5  # tokens
_MOST_BETWEEN = 8
_NEARBY, _COUNTRY = 2, 6  # UCDP's where_prec: near a known place, in a country


def unlisted(scene: Scene, named: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions of unlisted places; none overlaps another or one of `named`, which is sorted."""
    text = scene.text
    taken = bytearray(len(text))
    for span in [mention.span for mention in named] + list(scene.context.blocked):
        first, behind = text.token_range(span)
        taken[first:behind] = b"\1" * (behind - first)
    found = _behind_kinds(scene, named, taken)
    if scene.known.cased:
        found += _before_kinds(scene, named, taken)
        found += _by_whole(scene, named, taken)
    found += sites(scene, named, taken)
    return found + references(scene, named, taken)


def _behind_kinds(scene: Scene, named: list[PlaceMention], taken: bytearray) -> list[PlaceMention]:
    """«قرية بيت الزبيري», "the village of Koro Sangha"."""
    text, known, own = scene.text, scene.known, habits(scene.text.pack.code)
    found: list[PlaceMention] = []
    done = 0
    for match in known.before.find(text, scene.told.places):
        token = match.first
        if match.payload.kind != "feature" or token < done or any(taken[token : match.behind]):
            continue
        kind = text.words[token][len(match.clitics) :]
        if not _is_kind(match.payload, kind, known.cased, own) or not _is_placed(scene, match, kind, own):
            continue
        behind = name_behind(scene, match.behind, taken)
        if not behind:
            continue
        sure = known.cased or own.is_sure(kind)
        if (mention := _mention(scene, named, token, len(match.clitics), behind, sure)) is not None:
            found.append(mention)
            taken[token:behind] = b"\1" * (behind - token)
            done = behind
    return found


def _before_kinds(scene: Scene, named: list[PlaceMention], taken: bytearray) -> list[PlaceMention]:
    """ "The Haj Omran area"; as with listed places the name alone is the mention."""
    text, known, own = scene.text, scene.known, habits(scene.text.pack.code)
    found: list[PlaceMention] = []
    for match in known.after.find(text, scene.told.kinds):
        cue, token = match.payload, match.first
        if cue.kind != "feature" or cue.value == "facility" or not _is_kind(cue, text.words[token], False, own):
            continue
        if token == 0 or text.sentence_of(token) != text.sentence_of(token - 1):
            continue
        first = name_before(scene, token, taken)
        if first >= 0 and (mention := _mention(scene, named, first, 0, token, True)) is not None:
            found.append(mention)
            taken[first : match.behind] = b"\1" * (match.behind - first)
    return found


def _by_whole(scene: Scene, named: list[PlaceMention], taken: bytearray) -> list[PlaceMention]:
    """ "In Teri Mangal, northern Pakistan", "at Ouadi Doum, 145 km northeast of Faya": told by the place behind."""
    text, words, own = scene.text, scene.text.words, habits(scene.text.pack.code)
    found: list[PlaceMention] = []
    for whole in named:
        token = text.token_range(whole.span)[0] - 1
        reach = max(token - _MOST_BETWEEN, 0)
        while token > reach and (words[token] in own.units or words[token][0].isdecimal()):
            token -= 1
        if token < 2 or words[token] != "," or text.sentence_of(token - 1) != text.sentence_of(token + 1):
            continue
        first = name_before(scene, token, taken)
        if first < 1 or not _behind_preposition(scene, first):
            continue
        span = text.tokens_span(first, token)
        precision = _COUNTRY if whole.location.feature == "country" else _NEARBY
        place = replace(whole.location, geo_precision=max(precision, whole.location.geo_precision))
        found.append(PlaceMention(span, span.of(text.original), place, _FAR_SCORE))
        taken[first:token] = b"\1" * (token - first)
    return found


def _behind_preposition(scene: Scene, token: int) -> bool:
    return any(
        match.behind == token and match.payload == Cue("preposition", "strong")
        for match in scene.known.before.at(scene.text, token - 1)
    )


def _is_kind(cue: Cue, word: str, cased: bool, own: Habits) -> bool:
    """Do unlisted places have this kind?"""
    return cue.value in PLACES or (cue.value == "region" and (cased or word in own.regions))


def _mention(
    scene: Scene, named: list[PlaceMention], first: int, clitics: int, behind: int, sure: bool
) -> PlaceMention | None:
    """The mention at its surroundings; a `sure` one is located in a country where no place is named around it."""
    text = scene.text
    span = text.span(text.norm_starts[first] + clitics, text.norm_ends[behind - 1])
    around = surroundings(named, span.start, span.end) or (_in_country(scene, first, behind) if sure else None)
    return None if around is None else PlaceMention(span, span.of(text.original), *around)


def _in_country(scene: Scene, first: int, behind: int) -> tuple[Location, float] | None:
    """The country named right behind a place, else the one that the text spoke of most until there or at all."""
    near = (scene.country_at(token) for token in range(behind, behind + _NEAR))
    country = next((code for code in near if code), None) or scene.heard(first)
    if country is None and scene.marks:
        country = scene.marks[0][1]
    whole = scene.gazetteer.by_id(f"c:{country}") if country is not None else None
    return None if whole is None else (replace(whole, geo_precision=_COUNTRY), _FAR_SCORE)


def _is_placed(scene: Scene, match: Match[Cue], kind: str, own: Habits) -> bool:
    """Does a preposition or another word for places stand before a kind of place, or is none needed?"""
    token, clitics = match.first, match.clitics
    if kind in own.alone or (scene.known.cased and _is_naming(scene, match, own)):
        return True
    if clitics:
        return scene.known.prepositions.get(clitics[-1]) == "strong"
    before = token - 1
    if before > 0 and scene.text.words[before] == _QUOTE:
        before -= 1
    return before >= 0 and any(
        match.behind == before + 1 and match.payload.kind in {"preposition", "direction", "feature", "placer"}
        for match in scene.known.before.at(scene.text, before)
    )


def _is_naming(scene: Scene, match: Match[Cue], own: Habits) -> bool:
    """ "The village of Koro", "Mount Kalou": words that a name goes on from, rather than "village" alone?"""
    natural = match.payload.value in {"area", "facility"}
    return (natural and scene.text.capitalised(match.first)) or scene.text.words[match.behind - 1] in own.links
