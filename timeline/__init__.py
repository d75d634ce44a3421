"""Dated events from news: who did what to whom, where and when, according to whom.

>>> import timeline
>>> coding = timeline.code("The army shelled Aleppo on Tuesday.", published="2016-08-04")
>>> [time.value for time in coding.timexes]
['2016-08-02']

`load` gives the tables of a release as pandas DataFrames, `code` codes one text, `build` makes a release from files,
`validate` checks one, `view` shows one as a page. Names are imported when they are first used, which keeps
`import timeline` quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.api import build, code, database, diff_releases, events_flat, export, load, tables, validate, view

__all__ = [
    "__version__", "build", "code", "database", "diff_releases", "events_flat", "export", "load", "tables",
    "validate", "view",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("news-timeline")
    if name in __all__:
        return getattr(import_module("timeline.api"), name)
    raise AttributeError(f"module 'timeline' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)
