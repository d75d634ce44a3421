"""Copies among articles: the same text again, and agency reports that several papers printed with small changes.

Near copies are found by MinHash over shingles of words (A. Broder, "On the resemblance and containment of documents",
1997) in an index for locality-sensitive hashing; each candidate is then compared shingle by shingle.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

from timeline.text import words_of

_WORDS = 4
_PERMUTATIONS = 128
_BANDS = 32
_SEED = 7


class Copy(NamedTuple):
    """Of which article an article is a copy, and how like it: 1.0 for the same text."""

    duplicate_of: str
    similarity: float


class Copies:
    """Copies among articles that come one by one; the first of those alike is the original.

    `near` is the least Jaccard similarity of the sets of four-word shingles for a near copy; None: exact copies only.
    Kept per article: a digest, and for near copies 512 bytes and eight for each of its words.
    """

    def __init__(self, near: float | None = None) -> None:
        if near is not None and not 0 < near <= 1:
            raise ValueError(
                f"expected a similarity above 0 and up to 1, found {near}; 0.7 is usual for agency reports"
            )
        self.near = near
        self._exact: dict[bytes, str] = {}
        self._originals: list[str] = []
        self._shingles: list[array[int]] = []
        self._index: Any = None

    def add(self, article_id: str, text: str, language: str = "en") -> Copy | None:
        """Take in an article: of which earlier one it is a copy, if any."""
        digest = hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).digest()
        original = self._exact.setdefault(digest, article_id)
        if original != article_id:
            return Copy(original, 1.0)
        return self._near(article_id, text, language) if self.near is not None else None

    def _near(self, article_id: str, text: str, language: str) -> Copy | None:
        from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

        assert self.near is not None
        if self._index is None:
            self._index = RMinHashLSH(threshold=self.near, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        words = [word for word in words_of(text, language) if word.isalnum()]
        shingles = {" ".join(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))} if words else set()
        if not shingles:
            return None
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(sorted(shingles))
        own = {int.from_bytes(hashlib.blake2b(s.encode(), digest_size=8).digest(), "little") for s in shingles}
        best: tuple[float, int] | None = None
        for key in sorted(self._index.query(sketch)):
            other = self._shingles[key]
            shared = sum(item in own for item in other)
            similarity = shared / (len(own) + len(other) - shared)
            if similarity >= self.near and (best is None or similarity > best[0]):
                best = (similarity, key)
        if best is not None:
            return Copy(self._originals[best[1]], round(best[0], 3))
        self._index.insert(len(self._originals), sketch)
        self._originals.append(article_id)
        self._shingles.append(array("Q", own))
        return None


def duplicates(articles: Iterable[tuple[str, str]], near: float | None = None, language: str = "en") -> dict[str, Copy]:
    """The copies among (article_id, text) pairs: {article_id: (duplicate_of, similarity)}; the first stays."""
    copies = Copies(near)
    found = {article_id: copies.add(article_id, text, language) for article_id, text in articles}
    return {article_id: copy for article_id, copy in found.items() if copy is not None}
