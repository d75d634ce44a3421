"""Sites by what they are called: «مستشفى ابن سينا», «القاعدة الجوية», «مقر صحيفة عكاظ», "the national hospital".

No table lists them. They are located at the place that the text names around them, with a coarser precision the farther
away it is named, and where it names none, in the country that it spoke of most.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.model import Location, PlaceMention
from timeline.places.scene import Scene
from timeline.places.words import Site

_SCORE = 0.4
_FAR_SCORE = 0.3
_QUOTE = '"'
_MOST_WORDS = 4
_MOST_BETWEEN = 3
_SHORTEST = 3
# How far behind a site the place around it may be named, and how far before.
_BEHIND = 60
_BEFORE = 200
# UCDP's where_prec: near a known place, in its district, in a country.
_NEARBY, _DISTRICT, _COUNTRY = 2, 3, 6


def sites(scene: Scene, named: list[PlaceMention], taken: bytearray) -> list[PlaceMention]:
    """The mentions of sites in order; none covers a token marked in `taken`, and theirs are marked there."""
    text = scene.text
    found: list[PlaceMention] = []
    for match in scene.known.sites.find(text, scene.told.sites):
        read = _before_noun if scene.known.cased else _behind_noun
        reach = read(scene, match.first, match.behind, match.payload, taken)
        if reach is None or any(taken[reach[0] : reach[1]]):
            continue
        first, behind = reach
        if not _is_placed(scene, first, match.clitics) and (match.payload.acts or match.clitics):
            continue
        span = text.span(text.norm_starts[first] + len(match.clitics), text.norm_ends[behind - 1])
        around = _around(scene, named, first, span.start, span.end)
        if around is not None:
            location, score = around
            found.append(PlaceMention(span, span.of(text.original), location, score))
            taken[first:behind] = b"\1" * (behind - first)
    return found


def references(scene: Scene, named: list[PlaceMention], taken: bytearray) -> list[PlaceMention]:
    """«القطاع», «القاعدة»: the place that was named with the noun before («قطاع غزة», «قاعدة العند»)."""
    text, known = scene.text, scene.known
    found: list[PlaceMention] = []
    bearers: dict[str, tuple[int, Location]] = {}
    for mention in named:
        first, behind = text.token_range(mention.span)
        if behind - first > 1:
            noun = known.article + _bare(scene, first, mention)
            if noun in known.referring:
                bearers.setdefault(noun, (first, mention.location))
    if not bearers:
        return found
    ends = tuple(bearers)
    for token, word in enumerate(text.words):
        for split in text.splits(token) if word.endswith(ends) else ():
            earlier = bearers.get(split.stem)
            if earlier is None or earlier[0] >= token or taken[token]:
                continue
            if not _is_placed(scene, token, split.clitics):
                continue
            span = text.span(text.norm_starts[token] + len(split.clitics), text.norm_ends[token])
            found.append(PlaceMention(span, span.of(text.original), earlier[1], _SCORE))
            break
    return found


def _bare(scene: Scene, token: int, mention: PlaceMention) -> str:
    """The first word of a mention without the proclitics that its span leaves out."""
    text = scene.text
    size = text.ends[token] - mention.span.start
    return text.words[token][-size:]


def _is_placed(scene: Scene, token: int, clitics: str) -> bool:
    """Does a preposition, or a verb or noun whose object is a place, stand before a token?"""
    known, text = scene.known, scene.text
    if clitics:
        return clitics[-1] in known.prepositions
    before = token - 1
    if before >= 0 and text.words[before] == _QUOTE:
        before -= 1
    if before < 0 or text.sentence_of(before) != text.sentence_of(token):
        return False
    return any(
        match.behind == before + 1 and match.payload.kind in {"preposition", "direction", "feature", "placer"}
        for match in known.before.at(text, before)
    ) or any(match.behind == before + 1 for match in known.sites.at(text, before))


def _before_noun(scene: Scene, first: int, behind: int, _: Site, taken: bytearray) -> tuple[int, int] | None:
    """ "The", up to three words and the noun: "the national hospital"."""
    words = scene.text.words
    here = first - 1
    while here >= 0 and first - here <= _MOST_BETWEEN and words[here] != scene.known.site_article:
        if taken[here] or not words[here].isalpha() or words[here] in scene.known.beside:
            return None
        here -= 1
    if here < 0 or words[here] != scene.known.site_article or first - here < 2:
        return None
    return here, behind


def _behind_noun(scene: Scene, first: int, behind: int, site: Site, taken: bytearray) -> tuple[int, int] | None:
    """The noun with its adjectives where it is definite, else with the genitive that tells which one it is."""
    if site.definite or site.whole:
        stop = _adjectives(scene, behind, taken, not site.whole)
    else:
        stop = _genitive(scene, behind, site, taken)
    return (first, stop) if stop else None


def _is_open(scene: Scene, token: int, taken: bytearray) -> bool:
    text = scene.text
    return (
        token < len(text.words)
        and not taken[token]
        and text.words[token].isalpha()
        and text.words[token] not in scene.known.unlike_sites
    )


def _adjectives(scene: Scene, here: int, taken: bytearray, needed: bool) -> int:
    """The token behind the definite adjectives at a token; 0 where one is needed and there is none."""
    known, words, start = scene.known, scene.text.words, here
    while here < start + _MOST_WORDS and _is_open(scene, here, taken) and words[here].startswith(known.article):
        if not words[here].endswith(known.site_adjective_ends) and words[here] not in known.site_adjectives:
            break
        here += 1
    return 0 if needed and here == start else here


def _genitive(scene: Scene, here: int, site: Site, taken: bytearray) -> int:
    """The token behind the name or noun phrase in the genitive at a token; 0 where the words may be something else."""
    known, text = scene.known, scene.text
    quoted = here < len(text.words) and text.words[here] == _QUOTE
    if quoted:
        stop = next((t for t in range(here + 2, min(here + 6, len(text.words))) if text.words[t] == _QUOTE), 0)
        return stop + 1 if stop else 0
    if not _is_open(scene, here, taken):
        return 0
    word = text.words[here]
    if any(match.payload.kind == "person" for match in known.before.at(text, here)):
        behind = here + 1
        if not (behind < len(text.words) and text.words[behind].isalpha() and not taken[behind]):
            return 0
        return _adjectives(scene, behind + 1, taken, False)
    if word.startswith(known.article):
        return 0 if site.strict and word[len(known.article) :] in known.common else _definite(scene, here, taken)
    following = here + 1
    bound = _is_open(scene, following, taken) and text.words[following].startswith(known.article)
    if any(not match.payload.definite for match in known.sites.at(text, here)):
        return _genitive(scene, following, site, taken) or following
    noun = word in known.common or word in known.beside
    if noun or word.endswith(known.adjective_ends):
        if site.strict:
            return 0
        if bound:
            return _definite(scene, following, taken)
        return following + 1 if _is_name(scene, following, taken) else 0
    if len(word) < _SHORTEST or here in scene.adjectives or word.startswith(known.joined):
        return 0
    return _adjectives(scene, following, taken, False)


def _is_name(scene: Scene, token: int, taken: bytearray) -> bool:
    """May a word behind an indefinite noun be its name («صحيفة عكاظ»), rather than an adjective or a verb?"""
    known = scene.known
    if not _is_open(scene, token, taken):
        return False
    word = scene.text.words[token]
    unlike = word.startswith(known.unlike_site_starts) or word.endswith(known.adjective_ends)
    return len(word) >= _SHORTEST and not unlike and word not in known.common and word not in known.beside


def _definite(scene: Scene, here: int, taken: bytearray) -> int:
    """The token behind a definite noun with its adjectives and the nouns joined to it («النساء والولادة»)."""
    words, known = scene.text.words, scene.known
    stop = _adjectives(scene, here + 1, taken, False)
    while stop < here + _MOST_WORDS and _is_open(scene, stop, taken) and words[stop].startswith(known.joined_article):
        stop = _adjectives(scene, stop + 1, taken, False)
    return stop


def surroundings(named: list[PlaceMention], start: int, end: int) -> tuple[Location, float] | None:
    """Location and score of an unlisted place: those of the place named right behind it, or of the last before."""
    local = [mention for mention in named if mention.location.feature != "country"]
    behind = next((m for m in local if 0 <= m.span.start - end <= _BEHIND), None)
    before = next((m for m in reversed(local) if start >= m.span.end), None)
    near = behind or (before if before is not None and start - before.span.end <= _BEFORE else None)
    if near is not None:
        return _coarser(near.location, _NEARBY), _SCORE
    if before is not None:
        return _coarser(before.location, _DISTRICT), _FAR_SCORE
    return None


def _around(scene: Scene, named: list[PlaceMention], token: int, start: int, end: int) -> tuple[Location, float] | None:
    """Where a site lies: in its surroundings, else in the country spoken of most."""
    near = surroundings(named, start, end)
    if near is not None:
        return near
    country = scene.heard(token) or (scene.marks[0][1] if scene.marks else scene.context.country)
    whole = scene.gazetteer.by_id(f"c:{country}") if country is not None else None
    return (_coarser(whole, _COUNTRY), _FAR_SCORE) if whole is not None else None


def _coarser(location: Location, precision: int) -> Location:
    return replace(location, geo_precision=max(precision, location.geo_precision))
