"""Compiled data on disk: keyed by a digest of what it was compiled from, written atomically, never needed.

A cache that is cold, warm, damaged or unwritable changes the time a build takes and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from timeline.tsv import PACKAGE

VARIABLE = "TIMELINE_CACHE"


def folder() -> Path:
    """Where compiled data is kept: $TIMELINE_CACHE, else the platform's cache folder for `timeline`."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("timeline", appauthor=False))


def digest(files: Iterable[Path], libraries: Iterable[str] = (), extra: str = "") -> str:
    """A digest over the content of data and code files, library versions and the Python version."""
    state = hashlib.blake2b(digest_size=16)
    state.update(f"{sys.version_info[:2]}|{sys.byteorder}|{extra}".encode())
    for path in sorted(files):
        state.update(f"|{path.name}|".encode())
        state.update(path.read_bytes())
    for library in sorted(libraries):
        state.update(f"|{library}={_version(library)}".encode())
    return state.hexdigest()


@cache
def _version(library: str) -> str:
    return metadata.version(library)


def python_files(*folders: str) -> list[Path]:
    """The code files of the named subpackages (\"\" is the package's top level), for a digest."""
    return [path for name in folders for path in sorted((PACKAGE / name if name else PACKAGE).glob("*.py"))]


def cached_file(name: str, key: str, build: Callable[[], bytes]) -> Path | None:
    """The path of `NAME-KEY` in the cache, built when absent; None where the cache can't be written.

    Files are complete or absent: they are written under another name and then moved.
    """
    target = folder() / f"{name}-{key}"
    if target.exists():
        return target
    content = build()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{name}-")
    except OSError:
        return None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        return None
    return target


def cached_bytes(
    name: str, key: str, build: Callable[[], bytes], intact: Callable[[bytes], bool] | None = None
) -> bytes:
    """The content of `NAME-KEY`, from the cache or built; a cached copy that is not `intact` is built anew."""
    target = folder() / f"{name}-{key}"
    try:
        content = target.read_bytes()
        if content and (intact is None or intact(content)):
            return content
        target.unlink()
    except OSError:
        pass
    content = build()
    cached_file(name, key, lambda: content)
    return content
