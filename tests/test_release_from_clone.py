"""What a clone promises: the same bytes twice, a diff with just what changed, renamed columns refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.release import diff_releases, load

ROOT = Path(__file__).resolve().parents[1]
TALKS = "The Turkish foreign minister met his Russian counterpart in Moscow on {day}. They agreed to resume talks."

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not list(ROOT.glob("seeds/*.txt")), reason="the seeds are not part of the sdist"),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that a release is made from, and a second seed."""
    clone = tmp_path / "clone"
    for name in ("timeline", "schemas", "seeds"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "dataset.yaml", clone)
    write_seed(clone, "Wednesday")
    return clone


def write_seed(clone: Path, day: str) -> None:
    record = {"id": "talks", "source": "example", "published": "2016-08-05", "text": TALKS.format(day=day)}
    (clone / "seeds" / "talks.jsonl").write_text(json.dumps(record) + "\n", "utf-8")


def run(clone: Path, cache: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`timeline release seeds …` with the package of the clone, in the clone."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", "release", "seeds", *arguments],
        cwd=clone, env={**os.environ, "PYTHONPATH": str(clone), "TIMELINE_CACHE": str(cache), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_twice_the_same_bytes_and_a_changed_seed_changes_just_its_events(clone: Path, cache: Path) -> None:
    assert run(clone, cache, "--version", "0.1.0", "--out", "one", PYTHONHASHSEED="1", TZ="Asia/Tokyo").returncode == 0
    done = run(clone, cache, "--version", "0.1.0", "--out", "two", "--workers", "0", PYTHONHASHSEED="2", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert contents(clone / "one") == contents(clone / "two")

    write_seed(clone, "Thursday")
    done = run(clone, cache, "--version", "0.2.0", "--out", "new", "--previous", "one")
    assert done.returncode == 0, done.stderr
    articles = {
        row.event_id: row.document_id
        for name in ("one", "new")
        for row in load("events", clone / name)
        .merge(load("articles", clone / name)[["article_id", "document_id"]], on="article_id")
        .itertuples()
    }
    events = next(table for table in diff_releases(clone / "one", clone / "new").tables if table.table == "events")
    assert {articles[key[0]] for key in (*events.added, *events.retracted)} == {"talks"}
    assert not events.changed
    assert events.unchanged == sum(document != "talks" for document in articles.values())


def test_a_column_renamed_in_a_schema_is_breaking_and_refused_without_a_major_version(clone: Path, cache: Path) -> None:
    done = run(clone, cache, "--version", "0.1.0", "--out", "dist")
    assert done.returncode == 0, done.stderr
    before = contents(clone / "dist")
    replace_in(clone / "schemas" / "events.json", '"name": "summary"', '"name": "headline"')

    # The schema alone: nothing that the coder says fits it.
    done = run(clone, cache, "--version", "0.2.0")
    assert done.returncode == 1
    assert "data/events.parquet, column summary, row 0: column known" in done.stderr

    replace_in(clone / "timeline" / "records.py", '"summary": summary_of', '"headline": summary_of')
    done = run(clone, cache, "--version", "0.2.0")
    assert done.returncode == 1
    assert "breaking: events.summary: column renamed: summary → headline" in done.stderr
    assert "release with --version 1.0.0" in done.stderr
    assert contents(clone / "dist") == before

    replace_in(clone / "schemas" / "contract.json", '"version": "1.0.0"', '"version": "2.0.0"')
    done = run(clone, cache, "--version", "1.0.0")
    assert done.returncode == 0, done.stderr
    assert load("events", clone / "dist", columns=["event_id"]).shape[0] > 0
