"""Named arrays, strings and tries in one file of bytes that is mapped into memory rather than read.

Layout: the magic, the length of a JSON index (8 bytes, little endian), the index, then the sections, each aligned to
16 bytes. Nothing in the file is executed on loading.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"TIMELINE-PLACES1"
_ALIGN = 16


class StoreError(ValueError):
    """A store's bytes are incomplete or not a store at all."""


def pack(arrays: Mapping[str, NDArray[Any]], blobs: Mapping[str, bytes], meta: Mapping[str, Any]) -> bytes:
    """The bytes of a store."""
    sections: list[bytes] = []
    index: dict[str, Any] = {"meta": dict(meta), "arrays": {}, "blobs": {}}
    at = 0
    for name, array in arrays.items():
        body = np.ascontiguousarray(array).tobytes()
        index["arrays"][name] = [array.dtype.str, at, len(body)]
        at = _append(sections, body, at)
    for name, body in blobs.items():
        index["blobs"][name] = [at, len(body)]
        at = _append(sections, body, at)
    index["size"] = at
    head = json.dumps(index, ensure_ascii=False, sort_keys=True).encode()
    head += b" " * (-len(head) % _ALIGN)
    return b"".join([MAGIC, len(head).to_bytes(8, "little"), b"\0" * 8, head, *sections])


def _append(sections: list[bytes], body: bytes, at: int) -> int:
    padded = body + b"\0" * (-len(body) % _ALIGN)
    sections.append(padded)
    return at + len(padded)


class Store:
    """A store opened from its bytes or mapped from its file."""

    def __init__(self, buffer: bytes | mmap.mmap) -> None:
        head = len(MAGIC) + 16
        if len(buffer) < head or buffer[: len(MAGIC)] != MAGIC:
            raise StoreError("expected a gazetteer store, found other bytes")
        length = int.from_bytes(buffer[len(MAGIC) : len(MAGIC) + 8], "little")
        try:
            index = json.loads(buffer[head : head + length])
        except ValueError as error:
            raise StoreError("expected the index of a gazetteer store, found other bytes") from error
        size = head + length + index.get("size", 0) if isinstance(index, dict) else 0
        if not size or len(buffer) != size:
            raise StoreError(f"expected a gazetteer store of {size} bytes, found {len(buffer)}")
        self.meta: dict[str, Any] = index["meta"]
        self._index = index
        self._buffer = buffer
        self._start = head + length

    @classmethod
    def open(cls, path: Path) -> Store:
        """Map a store's file; its pages are read when they are first used."""
        with path.open("rb") as file:
            try:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            except ValueError as error:
                raise StoreError(f"{path}: expected a gazetteer store, found {error}") from error

    def array(self, name: str) -> NDArray[Any]:
        """A read-only array."""
        dtype, at, size = self._index["arrays"][name]
        kind = np.dtype(dtype)
        return np.frombuffer(self._buffer, kind, size // kind.itemsize, self._start + at)

    def blob(self, name: str) -> bytes:
        """A section's bytes, copied."""
        at, size = self._index["blobs"][name]
        return bytes(self._buffer[self._start + at : self._start + at + size])

    def view(self, name: str) -> memoryview:
        """A section's bytes, not copied."""
        at, size = self._index["blobs"][name]
        return memoryview(self._buffer)[self._start + at : self._start + at + size]
