"""Checking releases from outside: `python -m timeline.check PATH…`, for pre-commit and for CI.

A path is a release, a folder with releases somewhere below it, or a file of one (as pre-commit names files that
changed). Each release is validated once. With `--previous` it is also compared with the release before it, and the
versions it declares must be high enough.

Exit codes: 0 all is well, 1 something was found, 2 wrong usage. On GitHub, findings are annotations of the run as well.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from timeline.contract import Finding
from timeline.release.diff import diff_releases
from timeline.release.errors import ReleaseError
from timeline.release.package import PACKAGE_FILE
from timeline.release.places import read_descriptor
from timeline.release.validate import validate_release


def releases_of(paths: Iterable[Path]) -> list[Path]:
    """The releases that these paths are, hold, or lie in; each once, in order.

    A file outside of any release is passed over. Raises FileNotFoundError for a path that is not there and no part of
    a release.
    """
    found: dict[Path, None] = {}
    for path in paths:
        above = [place for place in (path, *path.parents) if _is_release(place)]
        if above:
            found[above[0]] = None
        elif path.is_dir():
            found |= dict.fromkeys(
                place.parent for place in sorted(path.rglob(PACKAGE_FILE)) if _is_release(place.parent)
            )
        elif not path.exists():
            raise FileNotFoundError(f"{path}: expected a release, a folder of releases or a file of one, found nothing")
    return list(found)


def _is_release(folder: Path) -> bool:
    """Whether a folder is a release, a damaged one too: what cannot be read must be found, not passed over."""
    try:
        read_descriptor(folder)
    except ReleaseError:
        return (folder / "data" / "events.parquet").is_file()
    return True


def check(
    releases: Iterable[Path], previous: str | None = None, sources: Sequence[str] = (), frictionless: bool = False
) -> Iterator[tuple[Path, Finding | str]]:
    """What is wrong with these releases: findings, and versions too low for what changed since `previous`."""
    texts = None
    if sources:
        from timeline.pipeline import texts_of

        texts = texts_of(sources)
    for release in releases:
        for finding in validate_release(release, texts=texts, frictionless=frictionless):
            yield release, finding
        if previous is not None:
            try:
                problems = diff_releases(previous, release).problems
            except ReleaseError as error:
                problems = (str(error),)
            for problem in problems:
                yield release, problem


def _annotation(release: Path, found: Finding | str) -> str:
    """A finding as GitHub's runner reads it."""
    file = release / found.file if isinstance(found, Finding) else release / PACKAGE_FILE
    text = str(found).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::error file={file.as_posix()}::{text}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, check, print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m timeline.check", description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a release, a folder of some, or a file of one"
    )
    parser.add_argument("--previous", metavar="RELEASE", help="the release before: a folder or an address")
    parser.add_argument("--sources", action="append", default=[], help="articles to check offsets against")
    parser.add_argument("--frictionless", action="store_true", help="run the stock frictionless check as well")
    parser.add_argument("--required", action="store_true", help="finding no release at all is wrong usage")
    given = parser.parse_args(arguments)
    try:
        releases = releases_of(given.paths)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    if not releases:
        print("no releases among these paths", file=sys.stderr)
        return 2 if given.required else 0
    wrong: dict[Path, int] = dict.fromkeys(releases, 0)
    for release, found in check(releases, given.previous, given.sources, given.frictionless):
        wrong[release] += 1
        print(f"{release}: {found}")
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(_annotation(release, found))
    for release, count in wrong.items():
        print(f"{release}: {'valid' if not count else f'{count} findings'}", file=sys.stderr)
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
