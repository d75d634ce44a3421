"""A release of a million events: how long it takes to validate and to load, in how much memory.

    python bench/million.py [--events 1000000] [--folder build/million] [--json FILE]

The release is made up, ten events to an article, two actors to an event, and keeps the contract in every row. Each
measurement runs in a process of its own; its memory is the highest resident set that the system saw. The limits are
those the project keeps: validation (hashes, pandera, keys, rules between tables) in 60 s and 2 GB, two columns with a
filter in 1 s. Exits with 1 where one of them is passed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from timeline.contract import arrow_schema, event_types
from timeline.release import ReleaseInfo, Source, tables_from_rows, write_release

LIMITS = {"validate_seconds": 60.0, "validate_gigabytes": 2.0, "load_seconds": 1.0}
PER_ARTICLE = 10
LENGTH = 4000
TRIGGER = "قصف"
MEASURE = """
import json, sys, time
from timeline.release import diff_releases, load, validate_release
if sys.argv[1] == "validate":
    began = time.perf_counter()
    findings = validate_release(sys.argv[2])
    assert findings.ok, str(findings)[:2000]
elif sys.argv[1] == "diff":
    began = time.perf_counter()
    assert diff_releases(sys.argv[2], sys.argv[2]).step == "none"
else:
    load("actors", sys.argv[2])  # the libraries are imported once
    began = time.perf_counter()
    frame = load(
        "events", sys.argv[2], columns=["event_id", "date_start"],
        filters=[("event_type", "=", "ASSAULT"), ("date_start", ">=", "2015-01-01")],
    )
    assert len(frame)
seconds = time.perf_counter() - began
# Not ru_maxrss, which starts with what the parent used.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"seconds": seconds, "gigabytes": int(peak) / 1024**2}))
"""


def column(values: object, count: int) -> Any:
    """A column: an array as it is, anything else repeated."""
    return values if isinstance(values, pa.Array) else pa.array([values] * count)


def table(name: str, count: int, /, **columns: object) -> pa.Table:
    """A table of the contract; columns that are not given are null."""
    schema = arrow_schema(name)
    made: list[Any] = []
    for field in schema:
        given = columns.get(field.name)
        made.append(pa.nulls(count, field.type) if given is None else column(given, count).cast(field.type))
    return pa.table(made, schema=schema)


def ids(letter: str, numbers: Any) -> Any:
    """Ids that look like hashes: no two alike, in no order."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return pa.array([f"{letter}{number:016x}" for number in mixed.tolist()])


def index(numbers: Any) -> Any:
    """Numbers of rows, to take."""
    return pa.array(numbers, pa.int64())


def release(events: int, folder: Path) -> Path:
    """Make up a release of so many events."""
    numbers = np.arange(events)
    articles = np.arange((events + PER_ARTICLE - 1) // PER_ARTICLE)
    article_ids, event_ids = ids("a", articles), ids("e", numbers)
    counts = np.bincount(numbers // PER_ARTICLE, minlength=len(articles))
    start = numbers % PER_ARTICLE * 100
    days = pa.array(14_000 + numbers * 7919 % 5000, pa.int32()).cast(pa.date32())
    published = pa.array(14_000 + articles * 7919 % 5000, pa.int32()).cast(pa.date32())
    types = list(event_types().values())
    kinds = [types[number] for number in (numbers * 31 % len(types)).tolist()]
    killed = pa.array(numbers % 40, mask=numbers % 5 != 0)
    tables = tables_from_rows({})
    tables["articles"] = table(
        "articles", len(articles),
        article_id=article_ids, document_id=pa.array([f"{number}.txt" for number in articles.tolist()]),
        source="example", title="Headline", language="ar", published_on=published, published_basis="page",
        issue_on=published, issue_basis="published",
        text_sha256=pa.array([f"{number:064x}" for number in articles.tolist()]), text_length=LENGTH,
        event_count=pa.array(counts),
    )  # fmt: skip
    tables["locations"] = table(
        "locations", 1000,
        location_id=pa.array([f"gn:{number}" for number in range(1, 1001)]),
        name=pa.array([f"Place {number}" for number in range(1000)]), feature="city", country="SYR",
        latitude=pa.array(np.linspace(30, 37, 1000)), longitude=pa.array(np.linspace(36, 42, 1000)),
        geonames_id=pa.array(range(1, 1001)), basis="geonames",
    )  # fmt: skip
    tables["actors"] = table(
        "actors", 1000,
        actor_id=pa.array([f"st:{number:04d}" for number in range(1000)]),
        name=pa.array([f"Actor {number}" for number in range(1000)]), kind="organisation", country="SYR", sector="MIL",
        listed=True,
    )  # fmt: skip
    tables["events"] = table(
        "events", events,
        event_id=event_ids, article_id=article_ids.take(index(numbers // PER_ARTICLE)),
        event_type=pa.array([kind.name for kind in kinds]), quad_class=pa.array([kind.quad_class for kind in kinds]),
        cameo_root=pa.array([kind.cameo_root for kind in kinds]), date_start=days, date_end=days, date_precision="day",
        date_basis="explicit", location_id=pa.array([f"gn:{number}" for number in (numbers % 1000 + 1).tolist()]),
        location_basis="clause", geo_precision=1, status="asserted", killed_low=killed, killed_high=killed,
        trigger_text=TRIGGER, trigger_start=pa.array(start + 10), trigger_end=pa.array(start + 10 + len(TRIGGER)),
        sentence_start=pa.array(start), sentence_end=pa.array(start + 90), core=pa.array(numbers % 2 == 0),
        confidence=pa.array(numbers % 100 / 100),
        summary=pa.array([f"Actor {n % 1000} acts on actor {n % 997}; Place {n % 1000}" for n in numbers.tolist()]),
        coder="timeline bench",
    )  # fmt: skip
    twice = np.repeat(numbers, 2)
    tables["event_actors"] = table(
        "event_actors", 2 * events,
        event_id=event_ids.take(index(twice)), role=pa.array(["actor", "recipient"] * events), position=0,
        actor_id=pa.array([f"st:{number:04d}" for number in (np.arange(2 * events) % 1000).tolist()]), country="SYR",
        sector="MIL", mention_text="الجيش", mention_start=pa.array(twice % PER_ARTICLE * 100 + 20),
        mention_end=pa.array(twice % PER_ARTICLE * 100 + 25),
    )  # fmt: skip
    fields = ["date", "location"]
    tolls = numbers[numbers % 5 == 0]
    who = np.concatenate([np.repeat(numbers, 2), tolls])
    tables["evidence"] = table(
        "evidence", len(who),
        event_id=event_ids.take(index(who)), field=pa.array(fields * events + ["killed"] * len(tolls)),
        text="أمس", start=pa.array(who % PER_ARTICLE * 100 + 40), end=pa.array(who % PER_ARTICLE * 100 + 43),
    )  # fmt: skip
    tables["event_contexts"] = table("event_contexts", events, event_id=event_ids, context="military")
    info = ReleaseInfo("1.0.0", "A million events", date(2020, 1, 1), "timeline bench", (Source("made up"),))
    return write_release(tables, folder, info=info)


def measure(what: str, folder: Path) -> dict[str, float]:
    """Seconds and gigabytes of one step, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, what, str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def report(found: Mapping[str, float], limits: Mapping[str, float], file: Path | None) -> None:
    """Print what was measured, write it where asked to, and leave with 1 where a limit is passed."""
    text = json.dumps(found, indent=2)
    print(text)
    if file:
        file.write_text(text + "\n", "utf-8")
    passed = [
        f"{name}: expected at most {limit}, found {found[name]}"
        for name, limit in limits.items()
        if found[name] > limit
    ]
    if passed:
        raise SystemExit("\n".join(passed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("build/million"))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    folder = release(given.events, given.folder)
    validated, loaded, compared = (measure(what, folder) for what in ("validate", "load", "diff"))
    found = {
        "events": given.events,
        "megabytes": round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1),
        "validate_seconds": round(validated["seconds"], 2),
        "validate_gigabytes": round(validated["gigabytes"], 2),
        "load_seconds": round(loaded["seconds"], 2),
        "load_gigabytes": round(loaded["gigabytes"], 2),
        "diff_seconds": round(compared["seconds"], 2),
        "diff_gigabytes": round(compared["gigabytes"], 2),
    }
    report(found, LIMITS, given.json)


if __name__ == "__main__":
    main()
