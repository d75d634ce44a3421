"""Answers remembered: what a word tells by itself is worked out when it is first met, and news repeats its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
MOST = 1 << 15
"""How many answers a generation holds by default."""


class Memo(dict[K, V]):
    """`memo[key]` is `make(key)`, worked out once as long as it is remembered. Look up by subscript only.

    Memory is bounded: what fills up becomes the old generation, and only what is asked for again leaves it; so what is
    asked for often stays.
    """

    __slots__ = ("_make", "_most", "_old")

    def __init__(self, make: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._make = make
        self._most = most
        self._old: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self._old = dict(self)
            super().clear()
        value = self[key] = self._old.pop(key) if key in self._old else self._make(key)
        return value

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._old = {}
