"""What an unlisted place is called: where its name ends, or begins, and words that are no name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from timeline import languages
from timeline.places.scene import Scene
from timeline.text import normalise


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language calls places that no table lists, from its pack's unlisted.yaml.

    `alone` are words for a kind of place that need no preposition before them, `regions` those for larger ones that
    unlisted places have, `sure` those that mean nothing else; `openers` are words that names of several words begin
    with and `starts` letters that a name's first word does; `unlike` are words beside a kind of place that are no name.
    `feminine` is the end of feminine kinds and `adjectives` tells what the adjectives and verbs behind them look like,
    `people` the ends of words for people; behind masculine ones that are
    `sure` a word with the feminine end is a name. `links` join a kind and a name ("of"), `units` are
    words of distances ("145 km (90 miles) north of").
    """

    alone: frozenset[str]
    regions: frozenset[str]
    sure: frozenset[str]
    openers: frozenset[str]
    starts: tuple[str, ...]
    unlike: frozenset[str]
    links: frozenset[str]
    units: frozenset[str]
    feminine: str
    adjectives: re.Pattern[str] | None
    people: tuple[str, ...]

    def is_sure(self, kind: str) -> bool:
        """Does a word mean a kind of place and nothing else?"""
        return kind in self.alone or kind in self.sure


@cache
def habits(code: str) -> Habits:
    """The habits of a language; empty ones where its pack tells none."""
    path = languages.load(code).folder / "unlisted.yaml"
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}

    def words(name: str) -> frozenset[str]:
        return frozenset(normalise(word, code) for word in told.get(name, ()))

    shapes = "|".join(told.get("adjectives", ()))
    return Habits(
        alone=words("alone"),
        regions=words("regions"),
        sure=words("sure"),
        openers=words("openers"),
        starts=tuple(normalise(start, code) for start in told.get("starts", ())),
        unlike=words("unlike"),
        links=words("links"),
        units=words("units"),
        feminine=normalise(str(told.get("feminine", "")), code),
        people=tuple(told.get("people", ())),
        adjectives=re.compile(shapes) if shapes else None,
    )


_SHORTEST = 3
_MOST_WORDS = 3
_MOST_QUOTED = 4
_QUOTE = '"'


def name_behind(scene: Scene, token: int, taken: bytearray) -> int:
    """The token behind a name that begins at a token behind its kind; 0 where the words may be something else."""
    text, words = scene.text, scene.text.words
    quoted = token < len(words) and words[token] == _QUOTE
    here = token + quoted
    if here >= len(words) or text.sentence_of(here) != text.sentence_of(token - 1):
        return 0
    if quoted and not scene.known.cased:
        return _quoted(scene, here, taken)
    behind = _with_capitals(scene, here, taken) if scene.known.cased else _by_words(scene, here, taken)
    if not behind or not quoted:
        return behind
    return behind + 1 if behind < len(words) and words[behind] == _QUOTE else 0


def name_before(scene: Scene, token: int, taken: bytearray) -> int:
    """The first token of the capitalised name that ends right before a token: "the Haj Omran area"; -1 for none."""
    text, words = scene.text, scene.text.words
    opening = text.sentences[text.sentence_of(token - 1)][0]
    if text.sentence_of(token - 1) in scene.headlines:
        return -1
    here, count = token, 0
    while here > opening and _is_name_word(scene, here - 1, taken):
        here, count = here - 1, count + 1
        if here - 2 >= opening and words[here - 1] == "-" and not text.spaced(here - 1) and not text.spaced(here):
            here -= 2
    if here in (token, opening) or count > _MOST_WORDS or taken[here] or taken[here - 1]:
        return -1
    before = words[here - 1]
    unsure = before in {_QUOTE, "-", "&", "/", "<"} or (text.capitalised(here - 1) and before[0].isalpha())
    return -1 if unsure and before not in scene.known.beside and here - 1 != opening else here


def _is_name_word(scene: Scene, token: int, taken: bytearray) -> bool:
    """May a capitalised word be one of a place's name, rather than a people's, a party's or an abbreviation?"""
    text, known = scene.text, scene.known
    word = text.words[token]
    if taken[token] or not word.isalpha() or len(word) < _SHORTEST or not text.capitalised(token):
        return False
    if (
        word in known.common
        or word in known.beside
        or word in habits(text.pack.code).unlike
        or token in scene.adjectives
    ):
        return False
    written = text.original[text.starts[token] : text.ends[token]]
    return not written.isupper() and known.ambiguous.get(word + " ") != "word"


def _with_capitals(scene: Scene, here: int, taken: bytearray) -> int:
    behind = here
    while behind < len(scene.text.words) and behind < here + _MOST_WORDS and _is_name_word(scene, behind, taken):
        behind += 1
    return behind if behind > here else 0


def _quoted(scene: Scene, here: int, taken: bytearray) -> int:
    """The token behind the quotation mark that closes a name of a few words."""
    words = scene.text.words
    for behind in range(here, min(here + _MOST_QUOTED, len(words) - 1)):
        if not words[behind].isalpha() or taken[behind]:
            return 0
        if words[behind + 1] == _QUOTE:
            alone = behind == here
            return 0 if alone and words[here] in scene.known.beside else behind + 2
    return 0


def _by_words(scene: Scene, here: int, taken: bytearray) -> int:
    """Where no capitals tell: the words that names begin with go on («بيت الزبيري», «إمام رضا»), others stand alone."""
    known, words, own = scene.known, scene.text.words, habits(scene.text.pack.code)
    behind = here
    while behind < len(words) and behind < here + _MOST_WORDS and not taken[behind] and words[behind].isalpha():
        word = words[behind]
        if behind > here and (word in known.beside or word in known.unlike_sites or word.startswith(known.joined)):
            break
        behind += 1
        opens = word in own.openers
        if word in known.given and not opens:
            break
        if not opens and not any(
            match.payload.kind in {"person", "feature"} for match in known.before.at(scene.text, behind - 1)
        ):
            break
    if behind == here or any(known.sites.at(scene.text, here)):
        return 0
    if behind - here > 1:
        return 0 if words[here] in own.unlike else behind
    return behind if _is_name(scene, here, own) else 0


def _is_name(scene: Scene, here: int, own: Habits) -> bool:
    """May a single word behind the word for a kind of place be its name, rather than an adjective, noun or verb?"""
    known, text = scene.known, scene.text
    word = text.words[here]
    if len(word) < _SHORTEST or word in own.unlike or here in scene.adjectives:
        return False
    if word in known.beside or word in known.unlike_sites or word in own.openers:
        return False
    kind = _bare(scene, here - 1)
    if known.definite(word) and word.startswith(known.article):
        stem = word[len(known.article) :]
        if word.startswith(own.starts) or kind in own.regions:
            return word.startswith(own.starts)
        return stem not in known.common and (own.is_sure(kind) or not stem.endswith(own.people))
    if word in known.common or word.startswith(known.joined):
        return False
    return not _is_adjective(scene, kind, word, own)


def _bare(scene: Scene, token: int) -> str:
    """The word for a kind of place without proclitics."""
    for match in scene.known.before.at(scene.text, token):
        if match.behind == token + 1 and match.payload.kind == "feature":
            return scene.text.words[token][len(match.clitics) :]
    return scene.text.words[token]


def _is_adjective(scene: Scene, kind: str, word: str, own: Habits) -> bool:
    """May an indefinite word be an adjective or a verb behind the word for a kind of place?

    Adjectives agree with it: behind a feminine word, an ending that only masculine ones have tells a name.
    """
    if own.adjectives is not None and own.feminine and kind.endswith(own.feminine):
        return bool(own.adjectives.search(word))
    if kind in own.sure and word.endswith(own.feminine):
        return False
    return word.endswith(scene.known.adjective_ends)
