"""The same articles give the same bytes, whatever the cache, hash seed, time zone, locale or way of writing a path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.tsv import PACKAGE

ARTICLES = Path(__file__).parent / "data" / "articles.jsonl"


def build(out: Path, sources: str, cwd: Path, **environment: str) -> dict[str, bytes]:
    """The files of a release built in a process of its own."""
    variables = {k: v for k, v in os.environ.items() if k not in {"PYTHONHASHSEED", "TZ", "LC_ALL", "LANG"}}
    variables |= {"PYTHONPATH": str(PACKAGE.parent), **environment}
    command = [sys.executable, "-m", "timeline", "build", sources, "--out", str(out)]
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("reference")
    cold = build(
        folder / "out",
        str(ARTICLES),
        folder,
        TIMELINE_CACHE=str(folder / "cache"),
        PYTHONHASHSEED="1",
        TZ="UTC",
        LC_ALL="C",
    )
    assert "data/events.parquet" in cold
    return folder / "cache", cold


def test_a_warm_cache_gives_the_bytes_of_a_cold_one(reference: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    cache, cold = reference
    assert build(tmp_path / "out", str(ARTICLES), tmp_path, TIMELINE_CACHE=str(cache)) == cold


def test_an_unwritable_cache_changes_nothing(reference: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("a file where the cache's folder should be")
    assert build(tmp_path / "out", str(ARTICLES), tmp_path, TIMELINE_CACHE=str(occupied / "cache")) == reference[1]


def test_hash_seed_time_zone_and_locale_change_nothing(
    reference: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    cache, cold = reference
    other = build(
        tmp_path / "out", str(ARTICLES), tmp_path,
        TIMELINE_CACHE=str(cache), PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8",
    )  # fmt: skip
    assert other == cold


def test_a_relative_path_gives_the_bytes_of_an_absolute_one(
    reference: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    cache, cold = reference
    assert build(tmp_path / "out", f"./{ARTICLES.name}", ARTICLES.parent, TIMELINE_CACHE=str(cache)) == cold
