"""Bodies that no table lists and that a text names in full and abbreviates: "Syrian Salvation Congress (SSC)"."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.actors import entries as kind
from timeline.actors.entries import Item
from timeline.actors.phrase import Phrase, qualify
from timeline.actors.register import Register
from timeline.text import Text

_MOST_LETTERS = 8


def abbreviated(text: Text, register: Register, at: Mapping[int, Item]) -> list[Phrase]:
    """The unlisted bodies of a text that are named and abbreviated there, in order."""
    words, links = text.words, register.acronym_links
    found: list[Phrase] = []
    for here in range(2, len(words) - 2):
        if words[here] != "(" or words[here + 2] != ")" or not words[here + 1].isalpha():
            continue
        letters = words[here + 1]
        if (
            not 2 <= len(letters) <= _MOST_LETTERS
            or not text.original[text.starts[here + 1] : text.ends[here + 1]].isupper()
        ):
            continue
        first, left = here, len(letters)
        while first > 0 and left and (words[first - 1] in links or text.capitalised(first - 1)):
            first -= 1
            if words[first][0] == letters[left - 1]:
                left -= 1
            elif words[first] not in links:
                break
        if left or here - first < 2 or _is_listed(first, here, at):
            continue
        head = next((i for i in range(here - 1, first - 1, -1) if (item := at.get(i)) and item.has(kind.GROUP)), None)
        entry = at[head].has(kind.GROUP) if head is not None else None
        phrase = Phrase(first, here, "", kind.GROUP if entry else kind.OTHER, entry.key if entry else "")
        phrase.head_first, phrase.head_behind, phrase.named = first, here, True
        for i in range(first, here):
            if (item := at.get(i)) is not None and (adjective := item.has(kind.ADJECTIVE + kind.PEOPLE)):
                qualify(phrase, adjective, register)
        found.append(phrase)
    return found


def _is_listed(first: int, behind: int, at: Mapping[int, Item]) -> bool:
    """Does a listed name cover the words to their end?"""
    for token in range(max(0, first - 2), behind):
        item = at.get(token)
        if (
            item is not None
            and item.behind == behind
            and item.has(kind.ORGANISATION + kind.COUNTRY)
            and behind - token > 1
        ):
            return True
    return False
