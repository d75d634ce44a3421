"""Sites by what they are called: «مستشفى ابن سينا», «القاعدة الجوية», «مقر صحيفة عكاظ», "the national hospital".

No table lists them. They are located at the place that the text names around them, with a coarser precision the farther
away it is named, and where it names none, in the country that it spoke of most.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.model import Location, PlaceMention
from timeline.phrases import Match
from timeline.places.scene import Scene
from timeline.places.words import Site

_SCORE = 0.4
_FAR_SCORE = 0.3
_QUOTE = '"'
_MOST_WORDS = 4
_MOST_BETWEEN = 3
_SHORTEST = 3
# How many words before the preposition tell what is held in a house, and how near behind it its city stands.
_MOST_TO_GATHERING = 7
_CLOSE = 8
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
        site = match.payload
        read = _before_noun if scene.known.cased else _behind_noun
        reach = read(scene, match.first, match.behind, site, taken)
        if reach is None or any(taken[reach[0] : reach[1]]):
            continue
        first, behind = reach
        if site.seat:
            stands = _is_house(scene, first, match.clitics)
        elif site.court:
            stands = _is_in(scene, first, match.clitics) or _is_spatial(scene, first)
        else:
            the = scene.known.cased and text.words[first] == scene.known.site_article
            by_name = not the and (not scene.known.cased or _is_part_of_name(scene, first, taken))
            stands = (by_name and not (site.acts or match.clitics)) or _is_placed(scene, first, match.clitics)
        if not stands:
            continue
        span = text.span(text.norm_starts[first] + len(match.clitics), text.norm_ends[behind - 1])
        around = _at_home(scene, named, (first, behind), match, span.end) or (
            None if site.seat else _around(scene, named, first, span.start, span.end)
        )
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


def _before(scene: Scene, token: int) -> int:
    """The token before a site; a quotation mark, an article and the owner in the genitive are passed over.

    -1 where its sentence begins there.
    """
    known, text = scene.known, scene.text
    before, start = token - 1, text.sentences[text.sentence_of(token)][0]
    if before >= start and text.words[before] == _QUOTE:
        before -= 1
    if known.cased:
        before = _before_name(scene, token, before)
        if before > start and text.words[before] in known.genitives:
            before -= 1
            while before >= start and text.capitalised(before):
                before -= 1
    return before if before >= start else -1


def _before_name(scene: Scene, token: int, before: int) -> int:
    """The token before "the", or "'s", with what tells more about a name: "the nearby Ardeshir oil field"."""
    known, words = scene.known, scene.text.words
    most = _MOST_BETWEEN if scene.text.capitalised(token) else 1
    for here in range(before, max(before - most, -1), -1):
        if words[here] == known.site_article:
            return here - 1
        if words[here] in known.genitives:
            return here
        if not words[here].isalpha() or words[here] in known.beside:
            break
    return before


def _is_placed(scene: Scene, token: int, clitics: str) -> bool:
    """Does a preposition, or a verb or noun whose object is a place, stand before a token?"""
    known, text = scene.known, scene.text
    if clitics:
        return clitics[-1] in known.prepositions
    before = _before(scene, token)
    if before < 0:
        return False
    return any(
        match.behind == before + 1 and match.payload.kind in {"preposition", "direction", "feature", "placer"}
        for match in known.before.at(text, before)
    ) or any(match.behind == before + 1 for match in known.sites.at(text, before))


def _is_in(scene: Scene, token: int, clitics: str) -> bool:
    """Does "in" or "at" stand before a token?"""
    known, text = scene.known, scene.text
    if clitics:
        return known.prepositions.get(clitics[-1]) == "strong"
    before = _before(scene, token)
    return before >= 0 and any(split.stem in known.locatives for split in text.splits(before))


def _is_spatial(scene: Scene, token: int) -> bool:
    """Does a word that means the house of a body stand before it: "outside parliament", «أمام المحكمة»?"""
    before = _before(scene, token)
    return before >= 0 and any(s.stem in scene.known.spatial for s in scene.text.splits(before))


def _is_house(scene: Scene, token: int, clitics: str) -> bool:
    """Is a body where something is held or happens, rather than one that somebody belongs to («مسؤول في وزارة»)?"""
    if not clitics and _is_spatial(scene, token):
        return True
    if not _is_in(scene, token, clitics):
        return False
    known, text = scene.known, scene.text
    start = text.sentences[text.sentence_of(token)][0]
    here = token - 1 if clitics else _before(scene, token) - 1
    for earlier in range(here, max(start - 1, here - _MOST_TO_GATHERING), -1):
        word = text.words[earlier]
        if word in known.gatherings if known.cased else _gathers(scene, earlier):
            return True
    return False


def _gathers(scene: Scene, token: int) -> bool:
    """Does a word begin like one for a gathering, the rest being its ending («اجتماعهما»)?"""
    return any(split.stem.startswith(scene.known.gatherings) for split in scene.text.splits(token))


def _at_home(
    scene: Scene, named: list[PlaceMention], reach: tuple[int, int], noun: Match[Site], end: int
) -> tuple[Location, float] | None:
    """Where the body has its seat whose house a site is: «مقر البرلمان العراقي», "NATO headquarters".

    A place named right behind it goes first: "the Foreign Ministry in Jeddah".
    """
    close = next((m for m in named if 0 <= m.span.start - end <= _CLOSE and m.location.feature != "country"), None)
    if close is not None:
        return _coarser(close.location, _NEARBY), _SCORE
    text, known, gazetteer = scene.text, scene.known, scene.gazetteer
    first, behind = reach
    site, country = noun.payload, None
    body = site.seat
    for token in range(first, behind if body or site.house or site.court else first):
        for organisation in known.seats.at(text, token):
            beside = organisation.behind == noun.first if known.cased else organisation.first == noun.behind
            if organisation.behind <= behind and (beside or not site.house):
                place = gazetteer.by_id(organisation.payload)
                if place is not None:
                    return _coarser(place, _NEARBY), _SCORE
        for own in known.bodies.at(text, token):
            code, sure = own.payload
            if own.behind <= behind and (sure or scene.countries[code]):
                country = country or code
        body = body or any(match.payload.seat and match.behind <= behind for match in known.sites.at(text, token))
    if not body:
        return None
    adjectival = (scene.country_at(token) for token in range(first, min(behind + 2, len(text))))
    country = next((code for code in adjectival if code), None) or country
    if country is None and site.seat:
        country = _spoken_of(scene, first)
    capital = gazetteer.capital(country) if country is not None else None
    return (_coarser(capital, _NEARBY), _SCORE) if capital is not None else None


def _before_noun(scene: Scene, first: int, behind: int, site: Site, taken: bytearray) -> tuple[int, int] | None:
    """A name with capitals before the noun, else "the", up to three words and the noun: "the national hospital"."""
    text, words = scene.text, scene.text.words
    own = text.capitalised(first)
    if own and text.sentence_of(first) in scene.headlines:
        return None
    if site.head:
        stop = _name_behind(scene, behind, taken) if own else behind
        return (first, stop) if stop > behind else None
    here = first
    while first - here < _MOST_WORDS:
        hyphen = here > 1 and words[here - 1] == "-" and not text.spaced(here - 1) and not text.spaced(here)
        if not _is_part_of_name(scene, here - 1 - hyphen, taken) and not (
            hyphen and words[here - 2] in scene.known.name_articles
        ):
            break
        here -= 1 + hyphen
    if here < first and (own or not site.proper):
        return here, _with_genitive(scene, behind, taken) if site.seat or site.court else behind
    if site.proper:
        return None
    if site.whole:
        return first, _with_genitive(scene, behind, taken)
    here = first - 1
    while here >= 0 and first - here <= _MOST_BETWEEN and words[here] != scene.known.site_article:
        if taken[here] or not words[here].isalpha() or words[here] in scene.known.beside:
            return None
        here -= 1
    if here < 0 or words[here] != scene.known.site_article or first - here < 2:
        return None
    return here, behind


def _is_part_of_name(scene: Scene, token: int, taken: bytearray) -> bool:
    """Is a word before a noun for a site, written with a capital, part of the site's name?"""
    text = scene.text
    if token < 0 or taken[token] or not text.capitalised(token) or not text.words[token].isalpha():
        return False
    if text.sentences[text.sentence_of(token)][0] == token and token not in scene.adjectives:
        return False
    word, known = text.words[token], scene.known
    return len(word) > 1 and (word not in known.beside or word in known.directions)


def _with_genitive(scene: Scene, behind: int, taken: bytearray) -> int:
    """The token behind "of Defence" where that stands behind a body: "the Ministry of Defence"."""
    words = scene.text.words
    if words[behind : behind + 1] != [scene.known.genitive]:
        return behind
    stop = _name_behind(scene, behind + 1, taken)
    return stop if stop > behind + 1 else behind


def _name_behind(scene: Scene, here: int, taken: bytearray) -> int:
    """The token behind the words with capitals that stand at a token."""
    text, start = scene.text, here
    end = min(start + _MOST_WORDS, text.sentences[text.sentence_of(start)][1]) if start < len(text) else start
    while here < end and not taken[here] and text.capitalised(here) and text.words[here].isalpha():
        here += 1
    return here


def _behind_noun(scene: Scene, first: int, behind: int, site: Site, taken: bytearray) -> tuple[int, int] | None:
    """The noun with its adjectives where it is definite, else with the genitive that tells which one it is."""
    if site.house and (told := max((m.behind for m in scene.known.seats.at(scene.text, behind)), default=0)):
        return first, told
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
    country = _spoken_of(scene, token)
    whole = scene.gazetteer.by_id(f"c:{country}") if country is not None else None
    return (_coarser(whole, _COUNTRY), _FAR_SCORE) if whole is not None else None


def _spoken_of(scene: Scene, token: int) -> str | None:
    """The country that the text spoke of most until a token, else the first that it speaks of, else its source's."""
    return scene.heard(token) or (scene.marks[0][1] if scene.marks else scene.context.country)


def _coarser(location: Location, precision: int) -> Location:
    return replace(location, geo_precision=max(precision, location.geo_precision))
