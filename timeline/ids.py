"""Ids: hashes of content, so that they are the same on every machine and in every run.

An id made here starts with what tells the kind (`a` for an article, `e` for an event, `u:` for an unlisted actor) and
goes on with the first 16 hexadecimal digits of a SHA-256. Hashed are the parts in UTF-8, joined by the unit separator
U+001F, which stands in no part; a part that is not known counts as empty. Actors and locations of the knowledge tables
and the gazetteer are named by their keys there, not by hashes.
"""

from __future__ import annotations

import hashlib
import unicodedata

SEPARATOR = "\x1f"
_DIGITS = 16


def _hashed(prefix: str, *parts: str | int | None) -> str:
    texts = ["" if part is None else str(part) for part in parts]
    for text in texts:
        if SEPARATOR in text:
            raise ValueError(f"expected parts of an id without U+001F, found it in {text!r}; remove control characters")
    data = SEPARATOR.join(texts).encode("utf-8", "surrogatepass")
    return prefix + hashlib.sha256(data).hexdigest()[:_DIGITS]


def article_id(source: str, document_id: str, text_sha256: str) -> str:
    """The id of an article: the same record of the same source with the same text."""
    return _hashed("a", source, unicodedata.normalize("NFC", document_id), text_sha256)


def event_id(article_id: str, trigger_start: int, trigger_end: int, ordinal: int) -> str:
    """The id of an event: its article and trigger; `ordinal` counts events of one trigger from 0.

    None of the coded fields takes part, so that recoding an event changes its row and not its id.
    """
    return _hashed("e", article_id, trigger_start, trigger_end, ordinal)


def unlisted_actor_id(
    name: str, kind: str, country: str | None = None, sector: str | None = None, within: str | None = None
) -> str:
    """The id of an actor formed from the words of a text.

    Equal names (up to case, compatibility forms and spacing) of one kind, country and sector are one actor. `within`
    limits that to one article, by its id: for unnamed actors, since «مسلحون» of two articles are not the same people.
    """
    words = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return _hashed("u:", words, kind, country, sector, within)
