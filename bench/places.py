"""How well places are found and resolved, and how fast, against annotated articles.

    python bench/places.py GOLD [--split tune|check] [--misses]

GOLD is a folder of NAME.json (doc_id, source, published, lang, text), NAME.ann.json (events with a place: text, name,
country, lat, lon) and split.tsv (doc_id, part). A place counts as found when a mention of ours overlaps an occurrence
of its text, and as right when one that does lies within 60 km of it or has its country and a word of its name. Gold
names only the places of events, so "not in gold" is an upper bound for spurious mentions. Misses are shown for `tune`.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timeline import cache, languages
from timeline.model import PlaceMention
from timeline.places import Gazetteer, PlaceContext, find
from timeline.text import Text
from timeline.tsv import data_path, read_table

NEAR_KM = 60.0
Row = dict[str, Any]


def documents(gold: Path, part: str | None) -> Iterator[tuple[Row, list[Row]]]:
    with (gold / "split.tsv").open(encoding="utf-8") as file:
        names = [row["doc_id"] for row in csv.DictReader(file, delimiter="\t") if part in (None, row["part"])]
    for name in names:
        article = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        yield article, json.loads((gold / f"{name}.ann.json").read_text(encoding="utf-8"))["events"]


def source_countries() -> dict[str, str]:
    rows = read_table(data_path("knowledge", "sources.tsv"), ("slug", "country"))
    return {row["slug"].replace("-", ""): row["country"] for row in rows}


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b, c, d = (math.radians(value) for value in (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(h, 1.0)))


def right(mention: PlaceMention, place: Row) -> bool:
    found = mention.location
    spot = (
        math.nan if found.latitude is None else found.latitude,
        math.nan if found.longitude is None else found.longitude,
    )
    if kilometres(spot, (place["lat"], place["lon"])) <= NEAR_KM:
        return True
    words = [set(re.findall(r"\w{3,}", name.lower())) for name in (found.name, place["name"])]
    return found.country == place["country"] and bool(words[0] & words[1])


def occurrences(text: str, part: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(re.escape(part), text)]


def quality(gold: Path, part: str | None, gazetteer: Gazetteer, show: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    countries = source_countries()
    for article, events in documents(gold, part):
        code, original = article["lang"], article["text"]
        text = Text(original, languages.load(code))
        mentions = find(text, gazetteer, PlaceContext(country=countries.get(article["source"].replace("-", ""))))
        counts[code, "words"] += len(text)
        counts[code, "mentions"] += len(mentions)
        gold_spans = []
        for name, place in {(e["place"]["text"], e["place"]["name"]): e["place"] for e in events if e["place"]}.items():
            spans = occurrences(original, name[0])
            gold_spans += spans
            hits = [m for m in mentions if any(m.span.start < end and start < m.span.end for start, end in spans)]
            counts[code, "gold"] += 1
            counts[code, "found"] += bool(hits)
            counts[code, "right"] += any(right(m, place) for m in hits)
            if show and not any(right(m, place) for m in hits):
                got = ", ".join(f"{m.text} = {m.location.name} ({m.location.country})" for m in hits) or "nothing"
                print(f"{article['doc_id']}: {name[0]} = {name[1]} ({place['country']}), found {got}")
        inside = sum(any(m.span.start < end and start < m.span.end for start, end in gold_spans) for m in mentions)
        counts[code, "outside"] += len(mentions) - inside
    for code in sorted({code for code, _ in counts}):
        n = {name: value for (lang, name), value in counts.items() if lang == code}
        found, words = n.get("found", 0), n["words"]
        print(
            f"{code}: {n.get('gold', 0)} places, recall {found / max(n.get('gold', 0), 1):.3f}, "
            f"right {n.get('right', 0) / max(found, 1):.3f}; per 1000 words {1000 * n['mentions'] / words:.1f} "
            f"mentions, {1000 * n['outside'] / words:.1f} not in gold"
        )


def speed(gold: Path, gazetteer: Gazetteer) -> None:
    """Megabytes of UTF-8 a second, beside normalising and tokenising alone and beside a bare scan for known keys."""
    articles = [(a["text"], a["lang"]) for a, _ in documents(gold, None)] * 2
    size = sum(len(text.encode()) for text, _ in articles) / 1e6
    for text, code in articles[:20]:
        find(Text(text, languages.load(code)), gazetteer, PlaceContext())
    start = time.perf_counter()
    texts = [Text(text, languages.load(code)) for text, code in articles]
    read = time.perf_counter() - start
    start = time.perf_counter()
    for text in texts:
        code = text.pack.code
        for token in range(len(text)):
            gazetteer.prefixes(" ".join(text.words[token : token + 5]) + " ", code)
    scan = time.perf_counter() - start
    start = time.perf_counter()
    for text in texts:
        find(text, gazetteer, PlaceContext())
    match = time.perf_counter() - start
    print(
        f"{size:.1f} MB: text {size / read:.1f} MB/s, bare scan {size / scan:.1f} MB/s, places {size / match:.1f} MB/s "
        f"(with text {size / (read + match):.1f} MB/s)"
    )


def loading() -> Gazetteer:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    gazetteer = Gazetteer.load()
    first = time.perf_counter() - start
    start = time.perf_counter()
    Gazetteer.load()
    warm = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in cache.folder().glob("places-*")) / 1e6
    print(
        f"{len(gazetteer)} places; first load {first:.2f} s, from the cache {warm:.3f} s; "
        f"{after - before:.0f} MB more than before, {after:.0f} MB in all; {size:.0f} MB on disk"
    )
    return gazetteer


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--split", choices=("tune", "check"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--cold", action="store_true", help="compile into an empty cache first")
    options = parser.parse_args()
    if options.cold:
        with tempfile.TemporaryDirectory() as folder:
            import os

            os.environ[cache.VARIABLE] = folder
            loading()
            return
    gazetteer = loading()
    for part in (options.split,) if options.split else ("tune", "check"):
        print(f"--- {part}")
        quality(options.gold, part, gazetteer, options.misses and part == "tune")
    speed(options.gold, gazetteer)


if __name__ == "__main__":
    main()
