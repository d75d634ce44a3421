"""Places that no table lists, told by the word for their kind: «حي المونسية شرق الرياض», "the village of Koro Sangha".

They have no identity of their own: their location is the place that the text names around them, or else the one that it
last named, with a coarser precision.
"""

from __future__ import annotations

from timeline.model import PlaceMention
from timeline.places.marking import PLACES
from timeline.places.scene import Scene
from timeline.places.sites import references, sites, surroundings

_SHORTEST = 3
_QUOTE = '"'


def unlisted(scene: Scene, named: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions of unlisted places; none overlaps another or one of `named`, which is sorted."""
    text, known, found = scene.text, scene.known, []
    taken = bytearray(len(text))
    for span in [mention.span for mention in named] + list(scene.context.blocked):
        first, behind = text.token_range(span)
        taken[first:behind] = b"\1" * (behind - first)
    done = 0
    for match in known.before.find(text, scene.told.places):
        token = match.first
        if match.payload.kind != "feature" or match.payload.value not in PLACES or token < done or taken[token]:
            continue
        if not _is_placed(scene, token, match.clitics):
            continue
        behind = _name(scene, match.behind, taken)
        if not behind:
            continue
        span = text.span(text.norm_starts[token] + len(match.clitics), text.norm_ends[behind - 1])
        around = surroundings(named, span.start, span.end)
        if around is not None:
            found.append(PlaceMention(span, span.of(text.original), *around))
            taken[token:behind] = b"\1" * (behind - token)
            done = behind
    found += sites(scene, named, taken)
    return found + references(scene, named, taken)


def _is_placed(scene: Scene, token: int, clitics: str) -> bool:
    """Does a preposition or another word for places stand before a token?"""
    if clitics:
        return scene.known.prepositions.get(clitics[-1]) == "strong"
    text = scene.text
    return token > 0 and any(
        match.behind == token and match.payload.kind in {"preposition", "direction", "feature"}
        for match in scene.known.before.at(text, token - 1)
    )


def _name(scene: Scene, token: int, taken: bytearray) -> int:
    """The token behind a name that begins at a token; 0 where the words may be something else."""
    text, known, words = scene.text, scene.known, scene.text.words
    quoted = token < len(words) and words[token] == _QUOTE
    here = token + quoted
    if here >= len(words) or text.sentence_of(here) != text.sentence_of(token - 1):
        return 0
    behind = here
    while behind < len(words) and behind < here + 3 and not taken[behind] and words[behind].isalpha():
        word = words[behind]
        if known.cased and not text.capitalised(behind):
            break
        behind += 1
        if not known.cased and not any(
            m.payload.kind in {"person", "feature"} for m in known.before.at(text, behind - 1)
        ):
            break
        if word in known.given and not known.cased:
            break
    if behind == here:
        return 0
    first = words[here]
    if any(known.sites.at(text, here)):
        return 0
    definite = known.definite(first) and first.startswith(known.article or "\0")
    if not known.cased and not (quoted or behind - here > 1):
        stem = first[len(known.article) :] if definite else first
        if len(first) < _SHORTEST or first in known.beside or stem in known.common or here in scene.adjectives:
            return 0
        if not definite and (first.endswith(known.adjective_ends) or first.startswith(known.joined)):
            return 0
    if quoted:
        return behind + 1 if behind < len(words) and words[behind] == _QUOTE else 0
    return behind
