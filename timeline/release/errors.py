"""What goes wrong with releases as a whole."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


class ReleaseError(Exception):
    """A release cannot be written where it was asked for, or read from where it was looked for."""


class MissingExtraError(ImportError):
    """A library that only some users need is not installed; the message names the extra that brings it."""


def optional(module: str, extra: str, purpose: str) -> ModuleType:
    """A module of an optional library. Raises MissingExtraError naming the extra where it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or module.split(".")[0] != error.name.split(".")[0]:
            raise
        raise MissingExtraError(
            f"{purpose}: expected the library {module.split('.')[0]}, found that it is not installed; "
            f"pip install 'news-timeline[{extra}]'",
            name=error.name,
        ) from None
