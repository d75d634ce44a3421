"""Time expressions: how many are found and valued right, beside dateparser, and how fast.

    python bench/dates.py gold FOLDER [--split tune]     FOLDER holds NAME.json (text, lang, published, issue_on) and
                                                         NAME.ann.json (timexes: text, nth, value); split.tsv parts them
    python bench/dates.py speed FILE.jsonl [--limit N]   one process, side by side in one run

A span counts as found where it overlaps, one to one, as in the scoring of events. HeidelTime is quoted, not run.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from timeline import languages
from timeline.dates import issue_day, tag
from timeline.text import Text

Found = list[tuple[int, int, str]]
# HeidelTime 2.2.1 on 241 annotated articles (726 expressions), measured in November 2026 with
# the documents' own days; span F1, value F1.
QUOTED = {"ar": (0.738, 0.437), "en": (0.917, 0.688)}


@dataclass
class Article:
    name: str
    language: str
    text: str
    published_on: date
    issue_on: date | None
    gold: list[tuple[int, int, set[str], bool]]


@dataclass
class Count:
    gold: int = 0
    found: int = 0
    spans: int = 0
    values: int = 0

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.found) if hits else 0.0


def occurrence(text: str, part: str, nth: int) -> int:
    at = -1
    for _ in range(nth + 1):
        at = text.find(part, at + 1)
    return at


def read_gold(folder: Path, split: str | None) -> Iterator[Article]:
    table = folder / "split.tsv"
    parts = dict(line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]) if table.exists() else {}
    for path in sorted(folder.glob("*.ann.json")):
        name = path.name.removesuffix(".ann.json")
        if split and parts.get(name) != split:
            continue
        raw = json.loads((folder / f"{name}.json").read_text("utf-8"))
        gold = []
        for timex in json.loads(path.read_text("utf-8")).get("timexes", []):
            at = occurrence(raw["text"], timex["text"], timex.get("nth", 0))
            values = {timex["value"], timex.get("also", timex["value"])}
            gold.append((at, at + len(timex["text"]), values, bool(timex.get("optional"))))
        issue = date.fromisoformat(raw["issue_on"][:10]) if raw.get("issue_on") else None
        published = date.fromisoformat(raw["published"][:10])
        yield Article(name, raw["lang"], raw["text"], published, issue, gold)


def by_package(article: Article) -> Found:
    text = Text(article.text, languages.load(article.language))
    issue = article.issue_on or issue_day(text, article.published_on)[0]
    return [(e.span.start, e.span.end, e.value) for e in tag(text, issue) if e.type == "DATE"]


def by_dateparser(article: Article) -> Found:
    from dateparser.search import search_dates

    base = article.issue_on or article.published_on
    start_of_day = datetime(base.year, base.month, base.day)  # noqa: DTZ001 - dateparser wants it without a zone
    settings = {"RELATIVE_BASE": start_of_day, "TIMEZONE": "UTC"}
    found: Found = []
    at = 0
    for words, when in search_dates(article.text, languages=[article.language], settings=settings) or []:
        start = article.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, when.date().isoformat()))
    return found


def score(articles: list[Article], tagger: Callable[[Article], Found]) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for article in articles:
        count = counts.setdefault(article.language, Count())
        free = tagger(article)
        count.found += len(free)
        for start, end, values, optional in sorted(article.gold, key=lambda gold: gold[3]):
            hits = sorted((x for x in free if x[0] < end and start < x[1]), key=lambda x: x[2] not in values)
            if hits:
                free.remove(hits[0])
            if optional:
                count.found -= bool(hits)
                continue
            count.gold += 1
            count.spans += bool(hits)
            count.values += bool(hits) and hits[0][2] in values
    return counts


def gold_table(folder: Path, split: str | None) -> int:
    articles = list(read_gold(folder, split))
    if not articles:
        print(
            f"{folder}: expected NAME.json with NAME.ann.json, found none; name a folder of annotated articles",
            file=sys.stderr,
        )
        return 2
    print(f"{'':14}{'language':10}{'gold':>6}{'found':>7}{'span F1':>9}{'value F1':>10}")
    for name, tagger in (("timeline", by_package), ("dateparser", by_dateparser)):
        for language, count in sorted(score(articles, tagger).items()):
            spans, values = count.f1(count.spans), count.f1(count.values)
            print(f"{name:14}{language:10}{count.gold:6}{count.found:7}{spans:9.3f}{values:10.3f}")
    for language, (spans, values) in QUOTED.items():
        print(f"{'HeidelTime':14}{language:10}{'':13}{spans:9.3f}{values:10.3f}   quoted: version 2.2.1, November 2026")
    return 0


def speed_table(path: Path, limit: int) -> int:
    from dateparser.search import search_dates

    texts: list[tuple[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if len(texts) == limit:
                break
            row = json.loads(line)
            texts.append((row["text"], row.get("language", "ar")))
    if not texts:
        print(f"{path}: expected JSON lines with `text` and `language`, found none", file=sys.stderr)
        return 2
    day = date(2015, 8, 1)
    settings = {"RELATIVE_BASE": datetime(2015, 8, 1), "TIMEZONE": "UTC"}  # noqa: DTZ001 - as above
    word = re.compile(r"\w+")

    def run_package(text: str, language: str) -> None:
        tag(Text(text, languages.load(language)), day)

    def run_dateparser(text: str, language: str) -> None:
        search_dates(text, languages=[language], settings=settings)

    def run_words(text: str, _: str) -> None:
        word.findall(text)

    # The first call of each loads its data.
    seconds: dict[str, float] = {}
    runs: dict[str, Callable[[str, str], None]] = {
        "words": run_words,
        "timeline": run_package,
        "dateparser": run_dateparser,
    }
    for name, run in runs.items():
        run(*texts[0])
        start = time.perf_counter()
        for text, language in texts:
            run(text, language)
        seconds[name] = time.perf_counter() - start
    characters = sum(len(text) for text, _ in texts)
    print(f"{len(texts)} texts, {characters:,} characters, one process")
    for name, took in seconds.items():
        print(f"{name:12}{took:9.2f} s{characters / took / 1e6:9.2f} million characters a second")
    print(f"dateparser / timeline {seconds['dateparser'] / seconds['timeline']:.1f}")
    print(f"timeline / findall(\\w+) {seconds['timeline'] / seconds['words']:.1f}")
    return 0


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = cli.add_subparsers(dest="command", required=True)
    gold = commands.add_parser("gold", help="accuracy on annotated articles")
    gold.add_argument("folder", type=Path)
    gold.add_argument("--split", help="only this part of FOLDER/split.tsv")
    speed = commands.add_parser("speed", help="time on a corpus in JSON lines")
    speed.add_argument("file", type=Path)
    speed.add_argument("--limit", type=int, default=300)
    args = cli.parse_args()
    return gold_table(args.folder, args.split) if args.command == "gold" else speed_table(args.file, args.limit)


if __name__ == "__main__":
    raise SystemExit(main())
