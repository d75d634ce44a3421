"""Copies among articles: the same text again, and agency reports that several papers printed with small changes.

Near copies are found by MinHash over shingles of words (A. Broder, "On the resemblance and containment of documents",
1997) in an index for locality-sensitive hashing; each candidate is then compared shingle by shingle.
"""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from timeline.text import words_of

_WORDS = 4
_PERMUTATIONS = 128
_BANDS = 32
_SEED = 7

_TABLES = """
create table texts (digest blob primary key, original text not null, similarity real not null) without rowid;
create table originals (key integer primary key, article_id text not null unique, shingles blob);
create table copies (
    number integer primary key, article_id text not null unique, original text not null, similarity real not null,
    digest blob not null, shingles blob
);
"""


class Copy(NamedTuple):
    """Of which article an article is a copy, and how like it: 1.0 for the same text."""

    duplicate_of: str
    similarity: float


def scratch(path: Path | None) -> sqlite3.Connection:
    """A database for one run of one process: what it holds leaves memory for disk when it grows, and is never kept."""
    # No locks: nobody else opens it, and shared storage often has none.
    store = sqlite3.connect(f"{path.resolve().as_uri()}?nolock=1" if path else "", isolation_level=None, uri=True)
    for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -8000"):
        store.execute(f"pragma {pragma}")
    return store


def checked_similarity(near: float | None) -> float | None:
    """The least similarity of near copies, if any are wanted. Raises ValueError where none can be so like another."""
    if near is not None and not 0 < near <= 1:
        raise ValueError(f"expected a similarity above 0 and up to 1, found {near}; 0.7 is usual for agency reports")
    return near


class Copies:
    """Copies among articles that come one by one; the first of those alike is the original.

    `near` is the least Jaccard similarity of the sets of four-word shingles for a near copy; None: exact copies only,
    which differ in white space at most. Digests and shingles are kept on disk, in `folder` or where temporary files
    lie; in memory is the index for near copies, about a kilobyte for each original.
    """

    def __init__(self, near: float | None = None, folder: Path | None = None) -> None:
        self.near = checked_similarity(near)
        self._count = 0
        self._index: Any = None
        self._store = scratch(folder and folder / "copies.sqlite")
        self._store.executescript(_TABLES)

    def close(self) -> None:
        """Forget all articles."""
        self._store.close()

    def add(self, article_id: str, text: str, language: str = "en") -> Copy | None:
        """Take in an article: of which earlier one it is a copy, if any."""
        digest = hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).digest()
        self._count += 1
        shingles = None if self.near is None else _shingles(text, language)
        return self._placed(self._count, article_id, digest, shingles)

    def of(self, article_id: str) -> Copy | None:
        """Of which article this one is a copy, if any."""
        found = self._store.execute("select original, similarity from copies where article_id = ?", (article_id,))
        row = found.fetchone()
        return None if row is None else Copy(*row)

    def settle(self, there: Callable[[set[str]], set[str]]) -> None:
        """Leave out originals that came to nothing: the first of their copies that did not takes their place.

        `there` says which of some articles are there after all. The copies of an original that is not are compared
        anew, in their order, as if it had never come.
        """
        originals = {name for (name,) in self._store.execute("select distinct original from copies")}
        gone = originals - there(originals)
        if not gone:
            return
        rows = self._store.execute("select number, article_id, digest, shingles, original from copies order by number")
        orphans = [row[:4] for row in rows if row[4] in gone]
        kept = there({row[1] for row in orphans})
        for name in sorted(gone):
            self._store.execute("delete from texts where original = ?", (name,))
            self._store.execute("delete from originals where article_id = ?", (name,))
            self._store.execute("delete from copies where original = ?", (name,))
        for number, article_id, digest, shingles in orphans:
            if article_id in kept:
                self._placed(number, article_id, digest, None if shingles is None else array("Q", shingles))

    def _placed(self, number: int, article_id: str, digest: bytes, shingles: array[int] | None) -> Copy | None:
        """Find the original of an article, or make it one."""
        row = self._store.execute("select original, similarity from texts where digest = ?", (digest,)).fetchone()
        sketch = _sketch(shingles) if shingles else None
        copy = Copy(*row) if row is not None else self._nearest(shingles, sketch) if shingles else None
        packed = None if shingles is None else shingles.tobytes()
        if copy is None:
            key = self._store.execute(
                "insert into originals (article_id, shingles) values (?, ?)", (article_id, packed)
            ).lastrowid
            if sketch is not None:
                self._index.insert(key, sketch)
        else:
            self._store.execute(
                "insert into copies values (?, ?, ?, ?, ?, ?)", (number, article_id, *copy, digest, packed)
            )
        if row is None:
            original, similarity = copy or (article_id, 1.0)
            self._store.execute("insert into texts values (?, ?, ?)", (digest, original, similarity))
        return copy

    def _nearest(self, shingles: array[int], sketch: Any) -> Copy | None:
        """The original that is most like an article, and enough so; of several the first."""
        from rensa import RMinHashLSH  # type: ignore[import-untyped]

        assert self.near is not None
        if self._index is None:
            self._index = RMinHashLSH(threshold=self.near, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        own = set(shingles)
        best: Copy | None = None
        for key in sorted(self._index.query(sketch)):
            row = self._store.execute("select article_id, shingles from originals where key = ?", (key,)).fetchone()
            if row is None:
                continue
            other = array("Q", row[1])
            shared = sum(item in own for item in other)
            similarity = shared / (len(own) + len(other) - shared)
            if similarity >= self.near and (best is None or similarity > best.similarity):
                best = Copy(row[0], similarity)
        return None if best is None else Copy(best.duplicate_of, round(best.similarity, 3))


def _shingles(text: str, language: str) -> array[int]:
    """The hashes of the runs of four words of a text, each once, in order."""
    words = [word for word in words_of(text, language) if word.isalnum()]
    runs = {" ".join(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))} if words else set()
    return array("Q", sorted(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=8).digest(), "big") for r in runs))


def _sketch(shingles: array[int]) -> Any:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update([f"{shingle:x}" for shingle in shingles])
    return sketch


def duplicates(articles: Iterable[tuple[str, str]], near: float | None = None, language: str = "en") -> dict[str, Copy]:
    """The copies among (article_id, text) pairs: {article_id: (duplicate_of, similarity)}; the first stays."""

    def found() -> Iterator[tuple[str, Copy]]:
        for article_id, text in articles:
            if (copy := copies.add(article_id, text, language)) is not None:
                yield article_id, copy

    copies = Copies(near)
    try:
        return dict(found())
    finally:
        copies.close()
