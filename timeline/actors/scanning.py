"""One pass over the tokens that finds the phrases of the lexicon: leftmost, longest, bare readings first."""

from __future__ import annotations

import unicodedata

from timeline.actors.entries import (
    ADJECTIVE,
    AMBIGUOUS,
    CAPITAL,
    COUNTRY,
    GROUP,
    METONYM,
    OTHER,
    POSSESSED,
    UPPER,
    Entry,
    Item,
)  # fmt: skip
from timeline.actors.register import Register
from timeline.actors.vocabulary import QUOTE
from timeline.text import Text

_NATIONAL = COUNTRY + ADJECTIVE
_NAMING = COUNTRY + METONYM
_OTHER = (Entry(OTHER, "", 0),)


def scan(text: Text, register: Register, blocked: bytearray) -> list[Item]:
    """The items of a text in order, none overlapping another; tokens marked in `blocked` are passed over."""
    words, readings = text.words, register.readings
    cased, exact, spelled = register.cased, register.exact_words, register.possessive_spelled
    found: list[Item] = []
    verbal, endings = register.verbal_clitics, register.object_endings
    done, count = 0, len(words)
    for token, options in enumerate(map(readings.__getitem__, words)):
        if not options or token < done or blocked[token]:
            continue
        if exact and words[token].endswith(exact) and is_other_word(text, token, register):
            found.append(Item(token, token + 1, "", _OTHER))
            continue
        best: Item | None = None
        following = words[token + 1] if token + 1 < count else ""
        for reading in options:
            clitics = reading.clitics
            if clitics and clitics[-1] in verbal:
                continue
            for rest, entries in reading.options(following):
                behind = _match(words, token + 1, rest) if rest else token + 1
                if not behind or (best is not None and behind <= best.behind):
                    continue
                if cased:
                    entries = _cased(text, token, behind, entries)
                    if not entries:
                        continue
                best = Item(token, behind, clitics, entries)
        if best is not None and spelled and words[best.behind - 1][-1] in spelled:
            best = _possessed(best, text, spelled)
        if best is not None and best.behind == token + 1 and words[token].endswith(endings):
            best = _unless_verb(best, text, register)
        if best is not None:
            if len(best.entries) > 1 and best.has(OTHER) is not None:
                best = _counted(best, text, register)
            found.append(best)
            done = best.behind
    return _without_doubtful(found)


def _possessed(item: Item, text: Text, spelled: dict[str, str]) -> Item | None:
    """The item without possessive readings where its last letter is a noun's own («بلدة», not «بلده»).

    Elsewhere they lead («والده»).
    """
    last = item.behind - 1
    if text.original[text.ends[last] - 1] != spelled[text.words[last][-1]]:
        if len(item.entries) == 1 or not any(entry.flags & POSSESSED for entry in item.entries):
            return item
        return item._replace(entries=tuple(sorted(item.entries, key=lambda entry: not entry.flags & POSSESSED)))
    entries = tuple(entry for entry in item.entries if not entry.flags & POSSESSED)
    return item._replace(entries=entries) if entries else None


def _counted(item: Item, text: Text, register: Register) -> Item:
    """A word that is a predicate or a noun behind a number («عضوا») as the noun behind one, else without it."""
    counted = item.first > 0 and not item.clitics and register.is_number(text.words[item.first - 1])
    entries = tuple(entry for entry in item.entries if entry.kind != (OTHER if counted else GROUP))
    return item._replace(entries=entries) if entries else item


def _unless_verb(item: Item, text: Text, register: Register) -> Item | None:
    """The item without nouns that look like a verb with a pronoun, where it is one («التي قادته», «قتله»)."""
    first, word = item.first, text.words[item.first][len(item.clitics) :]
    if not any(entry.kind == GROUP for entry in item.entries) or not register.is_verb_of_object(word):
        return item
    behind = first > 0 and text.words[first - 1] in register.before_verbs
    written = unicodedata.normalize("NFKC", text.original[text.ends[first] - 1])
    own = written == word[-1] and word[-1] in register.possessive_spelled
    entries = tuple(e for e in item.entries if e.kind != GROUP or not (behind or (own and not e.flags & POSSESSED)))
    return item._replace(entries=entries) if entries else None


def _without_doubtful(items: list[Item]) -> list[Item]:
    """Leaves out nationalities that are common adjectives too («مالي») where nothing else names their country."""
    if not any(e.flags & AMBIGUOUS and e.kind in _NATIONAL for item in items for e in item.entries):
        return items
    named = {e.key for item in items for e in item.entries if e.kind in _NAMING and not e.flags & AMBIGUOUS}
    kept: list[Item] = []
    for item in items:
        entries = tuple(
            e._replace(flags=e.flags & ~AMBIGUOUS) if e.kind in _NATIONAL else e
            for e in item.entries
            if not (e.kind in _NATIONAL and e.flags & AMBIGUOUS and e.key not in named)
        )
        if entries:
            kept.append(item._replace(entries=entries))
    return kept


def _match(words: list[str], at: int, rest: tuple[str, ...]) -> int:
    """The token behind `rest` when it stands at `at`, quotation marks passed over; 0 where it does not stand there."""
    count = len(words)
    opened = 0
    for word in rest:
        while at < count and words[at] == QUOTE and word != QUOTE:
            at += 1
            opened += 1
        if at >= count or words[at] != word:
            return 0
        at += 1
    if opened % 2 and at < count and words[at] == QUOTE:
        at += 1
    return at


def _cased(text: Text, first: int, behind: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries whose capitals the original has."""
    if not any(entry.flags & (CAPITAL | UPPER) for entry in entries):
        return entries
    capital = text.capitalised(first) or text.capitalised(behind - 1)
    upper = text.original[text.starts[first] : text.ends[behind - 1]].isupper()
    return tuple(e for e in entries if not (e.flags & UPPER and not upper) and not (e.flags & CAPITAL and not capital))


def is_other_word(text: Text, token: int, register: Register) -> bool:
    """Is the token the common word that folds together with a name («على», «علي»)?"""
    word, written = text.words[token], text.original[text.starts[token] : text.ends[token]]
    return any(word.endswith(name) and written.endswith(ends) for name, ends in register.exact.items())
