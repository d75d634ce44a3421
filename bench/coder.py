"""How fast articles are coded, in one process.

    python bench/coder.py --corpus FOLDER [--limit N] [--json]

FOLDER holds zip archives of JSON arrays (records with content, title, date_extracted, source, url), or *.jsonl files
as `timeline build` reads them; one such file will do, too. Reported are articles and characters per second, peak
memory, and the share of each step of `timeline.coder.code`, beside a bare scan of the same texts for words
(re.findall). Times are CPU seconds of this process, so that a busy machine does not blur them; loading the knowledge is
timed apart. Garbage is collected as the workers of a build do: seldom, and not among what was loaded. Work that
steps share (tokens, sentences) is charged where it is first asked for.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import resource
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline import actors, coder, dates, languages, places
from timeline.articles import article_of, read
from timeline.model import Article, Reject

WORD = re.compile(r"\w+")
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("text", coder, "Text"),
    ("issue day", dates, "issue_day"),
    ("dates", dates, "tag"),
    ("places", places, "find"),
    ("actors", actors, "find"),
    ("events", coder, "code_events"),
)
"""What `code` calls, step by step: the module and the name it calls there."""
WARM_UP = {
    "ar": "قصف الجيش السوري أمس مدينة حلب، وقال وزير الخارجية إن ثلاثة جنود قتلوا.",
    "en": "The Syrian army shelled Aleppo on Tuesday; the foreign minister said three soldiers were killed.",
}


@dataclass
class Stopwatch:
    """CPU seconds by name."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time charged to `name`."""

        def run(*args: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return function(*args, **named)
            finally:
                self.seconds[name] += time.process_time() - began

        return run


def records(corpus: Path) -> Iterator[Article | Reject]:
    """The articles of the corpus, one file in memory at a time."""
    files = [corpus] if corpus.is_file() else sorted(p for p in corpus.iterdir() if p.suffix in {".zip", ".jsonl"})
    if not files:
        raise SystemExit(f"{corpus}: expected *.zip or *.jsonl, found none; name the folder of a corpus")
    for path in files:
        if path.suffix == ".jsonl":
            yield from read([path])
            continue
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for number, row in enumerate(json.loads(archive.read(name).decode("utf-8-sig"))):
                    yield article_of(record(row, f"{name}#{number}"), f"{name}#{number}")


def record(row: dict[str, Any], id_: str) -> dict[str, Any]:
    """A record of the archives in the form that `article_of` takes."""
    text = "\n".join(part for part in (row.get("title"), row.get("content")) if part)
    published = str(row.get("date_extracted") or "")[:10]
    return {"id": id_, "text": text, "published": published, "source": row.get("source"), "url": row.get("url")}


def peak_megabytes() -> float:
    """The most memory that this process has held (ru_maxrss is in KB, on macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def load() -> float:
    """Load the knowledge of all languages by coding a sentence in each; the CPU seconds it took."""
    began = time.process_time()
    for language in languages.available():
        record_ = {"id": language, "text": WARM_UP.get(language, "."), "published": "2020-01-01", "language": language}
        article = article_of(record_, language)
        assert isinstance(article, Article)
        coder.code(article)
    gc.collect()
    gc.freeze()
    gc.disable()
    return time.process_time() - began


def measure(corpus: Path, limit: int | None) -> dict[str, Any]:
    """Code the corpus and say what it took; articles that the coder fails on are listed and left out of the counts."""
    loading = load()
    memory = {"loaded": peak_megabytes()}
    watch = Stopwatch()
    originals = [(module, name, getattr(module, name)) for _, module, name in STEPS]
    for step, module, name in STEPS:
        setattr(module, name, watch.timed(step, getattr(module, name)))
    code = watch.timed("code", coder.code)
    collect = watch.timed("code", gc.collect)
    scan = watch.timed("scan", WORD.findall)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    reading = iter(records(corpus))
    following = watch.timed("reader", lambda: next(reading, None))
    began = time.perf_counter()
    try:
        while (item := following()) is not None and (limit is None or counts["articles"] < limit):
            if isinstance(item, Reject):
                counts["rejects"] += 1
                continue
            try:
                coding = code(item)
            except Exception as error:
                failures.append(f"{item.document_id}: {type(error).__name__}: {error}")
                continue
            counts["articles"] += 1
            counts["characters"] += len(item.text)
            counts["events"] += len(coding.events)
            counts["words"] += len(scan(item.text))
            if counts["articles"] % 1000 == 0:
                collect()
                memory[str(counts["articles"])] = peak_megabytes()
    finally:
        for module, name, original in originals:
            setattr(module, name, original)
    memory["end"] = peak_megabytes()
    return report(counts, watch.seconds, loading, time.perf_counter() - began, memory) | {"failures": failures}


def report(
    counts: Counter[str], seconds: Mapping[str, float], loading: float, wall: float, memory: dict[str, float]
) -> dict[str, Any]:
    """Rates and shares from counts and times."""
    total = seconds["code"]
    steps = {name: seconds[name] for name, _, _ in STEPS}
    steps["rest"] = total - sum(steps.values())
    return {
        **{name: counts[name] for name in ("articles", "rejects", "characters", "words", "events")},
        "load_seconds": round(loading, 2),
        "code_seconds": round(total, 2),
        "reader_seconds": round(seconds["reader"], 2),
        "scan_seconds": round(seconds["scan"], 3),
        "wall_seconds": round(wall, 2),
        "articles_per_second": round(counts["articles"] / total, 1),
        "articles_per_second_with_reader": round(counts["articles"] / (total + seconds["reader"]), 1),
        "characters_per_second": round(counts["characters"] / total),
        "scan_characters_per_second": round(counts["characters"] / seconds["scan"]),
        "shares": {name: round(value / total, 4) for name, value in steps.items()},
        "peak_megabytes": {at: round(value, 1) for at, value in memory.items()},
    }


def table(figures: dict[str, Any]) -> str:
    """The report as text."""
    articles = figures["articles"]
    lines = [
        f"{articles:,} articles ({figures['rejects']} rejected), {figures['characters']:,} characters, "
        f"{figures['words']:,} words, {figures['events']:,} events",
        f"{'load':24} {figures['load_seconds']:8.2f} s",
        f"{'code':24} {figures['code_seconds']:8.2f} s   {figures['articles_per_second']:,} articles/s   "
        f"{figures['characters_per_second']:,} characters/s",
    ]
    for name, share in figures["shares"].items():
        seconds = share * figures["code_seconds"]
        lines.append(
            f"  {name:22} {seconds:8.2f} s   {100 * share:5.1f} %   {1000 * seconds / articles:7.3f} ms/article"
        )
    lines += [
        f"{'reader':24} {figures['reader_seconds']:8.2f} s   "
        f"with it {figures['articles_per_second_with_reader']:,} articles/s",
        f"{'bare scan for words':24} {figures['scan_seconds']:8.2f} s   "
        f"{figures['scan_characters_per_second']:,} characters/s",
        f"{'wall clock':24} {figures['wall_seconds']:8.2f} s",
        f"{'peak memory, MB':24} "
        + ", ".join(f"{at}: {value:,.0f}" for at, value in figures["peak_megabytes"].items()),
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.zip or *.jsonl, or one such file")
    parser.add_argument("--limit", type=int, help="code at most so many articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    figures = measure(options.corpus, options.limit)
    if not figures["articles"]:
        raise SystemExit(f"{options.corpus}: expected articles, found {figures['rejects']} rejects and none to code")
    print(json.dumps(figures) if options.json else table(figures))
    if figures["failures"]:
        some = "\n".join(figures["failures"][:10])
        raise SystemExit(f"{len(figures['failures'])} articles failed, their time is counted:\n{some}")


if __name__ == "__main__":
    main()
