"""How fast, in how much memory: the steps of coding, whole builds with one and two workers, and yardsticks beside them.

    python bench/scale.py SOURCE... [--mapping FILE] [--workers 1 2] [--sample 400] [--json FILE]

Yardsticks, on the texts of the same run: splitting into words, a bare scan with a trie of all surface forms of the
packs, and dateparser's search_dates on a few texts. Steps are timed in this process on a sample of the articles, builds
run in processes of their own, whose memory is read from /proc ten times a second: `rss` counts pages that processes
share in each of them, `pss` once. Other programs on the machine slow all of it: compare the ratios, and repeat.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline import actors, articles, coder, dates, languages, places
from timeline.model import Article
from timeline.pipeline import build, coder_name
from timeline.records import Records
from timeline.release import tables_from_rows
from timeline.text import Text, words_of
from timeline.tsv import PACKAGE, read_table, split_list

STEPS = {
    "normalise and split": (coder, "Text"),
    "issue day": (dates, "issue_day"),
    "dates": (dates, "tag"),
    "places": (places, "find"),
    "actors": (actors, "find"),
    "events": (coder, "code_events"),
}
WORD = re.compile(r"\w+")


@dataclass
class Clock:
    """Seconds of processor and wall by name."""

    cpu: dict[str, float] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall[name] = self.wall.get(name, 0.0) + time.perf_counter() - wall
            self.cpu[name] = self.cpu.get(name, 0.0) + time.process_time() - cpu

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            with self.of(name):
                return function(*given, **named)

        return call


def rates(articles_: int, characters: int, size: int, cpu: float, wall: float) -> dict[str, float]:
    return {
        "cpu_s": round(cpu, 3),
        "wall_s": round(wall, 3),
        "articles_per_s": round(articles_ / wall, 1),
        "megabytes_per_s": round(size / 1e6 / wall, 3),
        "cpu_ms_per_article": round(1000 * cpu / articles_, 3),
        "cpu_us_per_1000_characters": round(1e9 * cpu / characters, 1),
    }


def surface_forms() -> list[str]:
    """All cells of the packs' tables that hold names or forms, normalised, as keys of a trie."""
    found = set()
    for language in languages.available():
        for path in sorted((PACKAGE / "languages" / language).glob("*.tsv")):
            for row in read_table(path):
                for cell in row.values():
                    for form in split_list(cell):
                        if words := words_of(form, language):
                            found.add(" ".join(words))
    return sorted(found)


def yardsticks(sample: list[Article], clock: Clock) -> dict[str, Any]:
    import marisa_trie
    from dateparser.search import search_dates

    with clock.of("word splitting"):
        words = sum(len(WORD.findall(article.text)) for article in sample)
    trie = marisa_trie.Trie(surface_forms())
    norms = [" ".join(Text(a.text, languages.load(a.language)).words) for a in sample]
    with clock.of("trie scan"):
        hits = sum(len(trie.prefixes(norm[m.start() :][:80])) for norm in norms for m in WORD.finditer(norm))
    few = sorted(sample, key=lambda article: article.text)[:: max(1, len(sample) // 8)][:8]
    search_dates("1 May 2020", languages=["en"])
    with clock.of("dateparser"):
        found = sum(len(search_dates(a.text, languages=[a.language]) or []) for a in few)
    return {
        "words": words,
        "surface_forms": len(trie),
        "trie_hits": hits,
        "dateparser_articles": len(few),
        "dateparser_characters": sum(len(a.text) for a in few),
        "dateparser_dates": found,
    }


def steps(sample: list[Article], clock: Clock) -> dict[str, int]:
    """Time each step of the coder; first uncounted on a few, since packs are compiled when first used."""
    for article in sample[:3]:
        coder.code(article)
    saved = {name: getattr(place, attribute) for name, (place, attribute) in STEPS.items()}
    for name, (place, attribute) in STEPS.items():
        setattr(place, attribute, clock.timed(name, saved[name]))
    codings, failed = [], 0
    try:
        with clock.of("code, all steps"):
            for article in sample:
                try:
                    codings.append(coder.code(article))
                except Exception:
                    failed += 1
    finally:
        for name, (place, attribute) in STEPS.items():
            setattr(place, attribute, saved[name])
    records = Records(coder_name())
    with clock.of("rows"):
        for coding in codings:
            records.add(coding)
    with clock.of("tables"):
        tables_from_rows(records.tables())
    return {"events": sum(len(coding.events) for coding in codings), "failed": failed}


def family(root: int) -> list[int]:
    """A process and all below it."""
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                todo += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def memory(pid: int) -> tuple[int, int]:
    """Resident and proportional bytes of a process; zeros once it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    sizes = {name: int(size) * 1024 for name, size in re.findall(r"^(Rss|Pss):\s+(\d+) kB", text, re.MULTILINE)}
    return sizes.get("Rss", 0), sizes.get("Pss", 0)


class Watcher(threading.Thread):
    """Reads the memory of a process and all below it until `ended` is set."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.ended = threading.Event()
        self.peak = {"rss": 0, "pss": 0, "largest_rss": 0, "processes": 0}
        self.workers: list[tuple[float, float]] = []

    def run(self) -> None:
        began = time.monotonic()
        while not self.ended.wait(0.1):
            read = [(pid, *memory(pid)) for pid in family(self.root)]
            below = [rss for pid, rss, _ in read if pid != self.root]
            now = {
                "rss": sum(rss for _, rss, _ in read),
                "pss": sum(pss for *_, pss in read),
                "largest_rss": max((rss for _, rss, _ in read), default=0),
                "processes": len(read),
            }
            self.peak = {name: max(value, now[name]) for name, value in self.peak.items()}
            if below:
                self.workers.append((time.monotonic() - began, max(below)))

    def growth(self) -> float:
        """The largest worker in the last tenth of the time, as a multiple of what it was after the first third."""
        if len(self.workers) < 20:
            return 1.0
        third = [rss for _, rss in self.workers[len(self.workers) // 3 :][: len(self.workers) // 10]]
        last = [rss for _, rss in self.workers[-len(self.workers) // 10 :]]
        return round(max(last) / max(third), 3)


def whole_build(options: argparse.Namespace, workers: int, folder: Path) -> dict[str, Any]:
    """Build in a process of its own, with its memory watched."""
    command = [sys.executable, __file__, *map(str, options.sources), "--build", str(folder / f"release-{workers}")]
    command += ["--workers", str(workers)]
    if options.mapping:
        command += ["--mapping", str(options.mapping)]
    began = time.perf_counter()
    used = os.times()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watcher = Watcher(process.pid)
    watcher.start()
    said, _ = process.communicate()
    watcher.ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"the build with {workers} workers ended with {process.returncode}")
    after = os.times()
    cpu = after.children_user - used.children_user + after.children_system - used.children_system
    summary = json.loads(said)
    size, characters = summary.pop("bytes"), summary.pop("characters")
    figures = rates(summary["articles"], characters, size, cpu, time.perf_counter() - began)
    peaks = {f"peak_{name}_mb": round(value / 1e6) for name, value in watcher.peak.items() if name != "processes"}
    return {"workers": workers, **summary, **figures, **peaks, "worker_growth": watcher.growth()}


def build_here(options: argparse.Namespace) -> None:
    """What `whole_build` runs: one build, its figures as JSON."""
    import pyarrow.parquet as pq

    summary = build(options.sources, options.build, workers=options.workers[0], **reading(options))
    lengths = pq.read_table(options.build / "data" / "articles.parquet", columns=["text_length"])["text_length"]
    digests = [
        resource["hash"]
        for resource in json.loads((options.build / "datapackage.json").read_text("utf-8"))["resources"]
    ]
    characters = sum(int(length or 0) for length in lengths.to_pylist())
    # Arabic letters take two bytes, others one: near enough for a rate.
    said = {"articles": summary.articles, "events": summary.events, "rejects": sum(summary.rejects.values())}
    print(json.dumps({**said, "characters": characters, "bytes": characters * 2, "hashes": digests[1][7:23]}))


def reading(options: argparse.Namespace) -> dict[str, Any]:
    return {"mapping": articles.load_mapping(options.mapping)} if options.mapping else {}


def show(title: str, rows: dict[str, dict[str, Any]], base: float | None = None) -> None:
    print(f"\n{title}")
    for name, row in rows.items():
        ratio = f"  {row['cpu_us_per_1000_characters'] / base:7.1f} ×" if base else ""
        print(
            f"  {name:24}{row['cpu_ms_per_article']:9.3f} ms/article (cpu) {row['articles_per_s']:9.1f} articles/s "
            f"{row['megabytes_per_s']:8.2f} MB/s{ratio}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--mapping", type=Path)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build_here(options)
        return
    clock = Clock()
    with clock.of("read"):
        every = [item for item in articles.read(options.sources, **reading(options)) if isinstance(item, Article)]
    total = sum(len(article.text) for article in every)
    size = sum(len(article.text.encode("utf-8", "surrogatepass")) for article in every)
    sample = every[:: max(1, len(every) // options.sample)][: options.sample]
    share = sum(len(a.text) for a in sample), sum(len(a.text.encode("utf-8", "surrogatepass")) for a in sample)
    facts: dict[str, Any] = {"corpus": {"articles": len(every), "characters": total, "bytes": size}}
    facts |= {"yardstick": yardsticks(sample, clock), "sample": {"articles": len(sample), **steps(sample, clock)}}
    of_sample = len(sample), *share
    few = facts["yardstick"]["dateparser_articles"], facts["yardstick"]["dateparser_characters"]
    extent = {"read": (len(every), total, size), "dateparser": (*few, 2 * few[1])}
    figures = {name: rates(*extent.get(name, of_sample), clock.cpu[name], clock.wall[name]) for name in clock.cpu}
    base = figures["word splitting"]["cpu_us_per_1000_characters"]
    print(f"{len(every)} articles, {total} characters, {size / 1e6:.1f} MB; sample of {len(sample)}")
    show("Yardsticks", {n: figures[n] for n in ("word splitting", "trie scan", "dateparser")}, base)
    show(
        "Steps",
        {n: row for n, row in figures.items() if n in {*STEPS, "read", "code, all steps", "rows", "tables"}},
        base,
    )
    del every, sample
    builds = {}
    with tempfile.TemporaryDirectory() as folder:
        for workers in options.workers:
            builds[f"{workers} workers"] = whole_build(options, workers, Path(folder))
    show("Builds", builds, base)
    for name, row in builds.items():
        print(
            f"  {name}: {row['wall_s']:.1f} s wall, {row['cpu_s']:.1f} s cpu, {row['articles']} articles, "
            f"{row['events']} events; peak of all processes {row['peak_rss_mb']} MB rss, {row['peak_pss_mb']} MB pss; "
            f"largest {row['peak_largest_rss_mb']} MB; a worker at the end {row['worker_growth']} × what it was"
        )
    if options.json:
        facts |= {"figures": figures, "builds": builds}
        options.json.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
