"""What every pack's `forms` module hands to the lexicon: surface forms of lemmas, with what the coder asks of them."""

from __future__ import annotations

from typing import NamedTuple


class WordForm(NamedTuple):
    """A surface form of a lemma.

    `pos` is verb (finite), participle, noun or phrase; `tense` past | present | base | participle | gerund | "";
    `voice` active | passive | either (spelled alike) | ""; `gender` m | f | ""; `number` sg | du | pl | "";
    `suffix` a pronoun written to the word's end, "" for none; `first` marks forms of the first person, `short` those
    that only stand after particles (the jussive).
    """

    word: str
    lemma: str
    pos: str
    tense: str = ""
    voice: str = ""
    gender: str = ""
    number: str = ""
    suffix: str = ""
    first: bool = False
    short: bool = False
