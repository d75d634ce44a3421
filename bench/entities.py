"""How well actors and places are found and resolved, against annotated articles.

    python bench/entities.py GOLD [--split tune|check] [--misses] [--speed] [--load]

GOLD is a folder of NAME.json (doc_id, source, published, lang, text), NAME.ann.json (events with actors, recipients,
speaker and place) and split.tsv (doc_id, part). A mention counts as found when a span of ours overlaps the occurrence
of its text that lies nearest to the event's trigger. A place is the same as one annotated if it lies within 60 km or
shares its country and a word of its name, for countries and regions have no one point. Misses are shown for the part
`tune` only. `--speed` sets
places and actors beside a bare scan with an automaton (a marisa trie) of the same surface forms, `--load` measures
what registers and gazetteer cost a fresh process when they are in the cache.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import marisa_trie

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timeline import dates, languages, places
from timeline.actors import ActorContext, Register, find
from timeline.evaluation.documents import Site
from timeline.evaluation.matching import same_site
from timeline.model import ActorMention, PlaceMention, Span
from timeline.places import PlaceContext
from timeline.text import Text
from timeline.tsv import data_path, read_table

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, Any]


@dataclass
class Tally:
    """Counts of one language."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> str:
        total = self.counts[whole]
        return f"{self.counts[part] / total:.3f} ({self.counts[part]}/{total})" if total else "-"


def occurrences(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def nearest(text: str, words: str, anchor: int) -> Span | None:
    """The occurrence nearest to an offset; one that ends inside a word («العراق» in «العراقية») only if need be."""

    def rank(span: Span) -> tuple[bool, int, int]:
        return text[span.end : span.end + 1].isalpha(), abs(span.start - anchor), span.start

    return min(occurrences(text, words), key=rank, default=None)


def nth(text: str, words: str, number: int) -> int:
    for index, span in enumerate(occurrences(text, words)):
        if index == number:
            return span.start
    return 0


def overlap(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def kilometres(latitude: float, longitude: float, place: Row) -> float:
    la, lo, lb, lp = (math.radians(float(v)) for v in (latitude, longitude, place["lat"], place["lon"]))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class Finder:
    """Times, places and actors of a text, as far as the steps are there."""

    def __init__(self, code: str, countries: dict[str, str], gazetteer: places.Gazetteer) -> None:
        self.pack = languages.load(code)
        self.register = Register.load(self.pack)
        self.countries = countries
        self.gazetteer = gazetteer

    def places(self, text: Text, times: tuple[Span, ...], article: Row) -> tuple[PlaceMention, ...]:
        context = PlaceContext(country=self.countries.get(article["source"]), blocked=times)
        return places.find(text, self.gazetteer, context)

    def actors(
        self, text: Text, times: tuple[Span, ...], article: Row, found: tuple[PlaceMention, ...]
    ) -> tuple[ActorMention, ...]:
        day = date.fromisoformat(article["published"])
        country = self.countries.get(article["source"])
        return find(text, self.register, ActorContext(on=day, source_country=country, blocked=times, places=found))


def times_of(text: Text, article: Row) -> tuple[Span, ...]:
    return tuple(expression.span for expression in dates.tag(text, date.fromisoformat(article["published"])))


def mentions_of(event: Row) -> Iterator[tuple[str, Row]]:
    for role, name in (("actor", "actors"), ("recipient", "recipients")):
        for mention in event[name]:
            yield role, mention
    if event.get("speaker"):
        yield "speaker", event["speaker"]


def measure(article: Row, events: list[Row], finder: Finder, tally: Tally) -> None:
    """Adds one article to the tally."""
    original = article["text"]
    text = Text(original, finder.pack)
    times = times_of(text, article)
    located = finder.places(text, times, article)
    mentions = finder.actors(text, times, article, located)
    tally.counts["words"] += len(original.split())
    tally.counts["mentions"] += len(mentions)
    touched: set[int] = set()
    for event in events:
        anchor = nth(original, event["trigger"], event.get("nth", 0))
        for role, wanted in mentions_of(event):
            span = nearest(original, wanted["text"], anchor)
            if span is None:
                continue
            tally.counts["wanted"] += 1
            tally.counts[f"wanted {role}"] += 1
            hits = [(overlap(m.span, span), i) for i, m in enumerate(mentions) if m.span.overlaps(span)]
            touched.update(i for _, i in hits)
            if not hits:
                tally.misses.append(f"{article['doc_id']} not found: {wanted['text']}  ({wanted['name']})")
                continue
            tally.counts["found"] += 1
            tally.counts[f"found {role}"] += 1
            if role == "speaker":
                continue
            ours = mentions[max(hits)[1]]
            tally.counts["resolved"] += 1
            tally.counts["country"] += (ours.country or "") == wanted["country"]
            tally.counts["sector"] += ours.sector == wanted["sector"]
            if (ours.country or "") != wanted["country"] or ours.sector != wanted["sector"]:
                tally.misses.append(
                    f"{article['doc_id']} {wanted['text']} ({wanted['name']}): "
                    f"wanted {wanted['country']} {wanted['sector']}, "
                    f"found {ours.country} {ours.sector}: {ours.text} = {ours.actor.name}"
                )
        place = event.get("place")
        if place and (span := nearest(original, place["text"], anchor)) is not None:
            tally.counts["wanted place"] += 1
            hit = next((p for p in located if p.span.overlaps(span)), None)
            if hit is None:
                tally.misses.append(f"{article['doc_id']} place not found: {place['text']}")
                continue
            tally.counts["found place"] += 1
            where = hit.location
            near = (
                where.latitude is not None
                and where.longitude is not None
                and place.get("lat") is not None
                and kilometres(where.latitude, where.longitude, place) <= 60
            )
            # A country or region has no one point: «مصر» is Egypt wherever its middle is put.
            guess = Site(where.name, where.country or "", where.latitude, where.longitude)
            same = same_site(Site(place["name"], place["country"], place.get("lat"), place.get("lon")), guess)
            tally.counts["near place"] += near
            tally.counts["same place"] += same
            if not (near or same):
                tally.misses.append(f"{article['doc_id']} place {place['text']}: found {where.name}, {where.country}")
    tally.counts["spurious"] += len(mentions) - len(touched)


def source_countries() -> dict[str, str]:
    """The country of each newspaper by slug and by each of its names."""
    found: dict[str, str] = {}
    for row in read_table(data_path("knowledge", "sources.tsv")):
        for name in (row["slug"], *row["names"].split("|")):
            found[name.lower()] = row["country"]
    return found


def speed(articles: list[Row], finders: dict[str, Finder]) -> None:
    """Megabytes per second of places and actors on prepared texts, beside a bare scan for the same surface forms."""
    texts = []
    for article in articles:
        text = Text(article["text"], finders[article["lang"]].pack)
        texts.append((text, article, times_of(text, article)))
    size = sum(len(article["text"].encode()) for article in articles) / 1e6
    automata = {code: automaton(finder) for code, finder in finders.items()}
    took = {"places": math.inf, "actors": math.inf, "bare scan": math.inf}
    for _ in range(3):
        began = time.perf_counter()
        located = [finders[article["lang"]].places(text, times, article) for text, article, times in texts]
        then = time.perf_counter()
        for (text, article, times), found in zip(texts, located, strict=True):
            finders[article["lang"]].actors(text, times, article, found)
        now = time.perf_counter()
        hits = sum(bare_scan(text, automata[article["lang"]]) for text, article, _ in texts)
        end = time.perf_counter()
        for name, seconds in (("places", then - began), ("actors", now - then), ("bare scan", end - now)):
            took[name] = min(took[name], seconds)
    forms = sum(len(trie) for trie in automata.values())
    print(
        f"speed: actors {1000 * took['actors'] / len(texts):.2f} ms per article, {size / took['actors']:.2f} MB/s;"
        f" places {size / took['places']:.2f} MB/s; both {size / (took['places'] + took['actors']):.2f} MB/s;"
        f" bare scan for {forms} surface forms {size / took['bare scan']:.2f} MB/s ({hits} hits)"
    )


def automaton(finder: Finder) -> marisa_trie.Trie:
    """All surface forms that actors and places are found by in one language, each closed by a space."""
    phrases = (
        " ".join((first, *rest)) + " " for first, options in finder.register._options.items() for rest, _ in options
    )
    return marisa_trie.Trie([*phrases, *finder.gazetteer._tries[finder.pack.code].keys()])


def bare_scan(text: Text, trie: marisa_trie.Trie) -> int:
    """How many surface forms begin at the tokens of a text, without proclitics, capitals or any resolution."""
    joined = " ".join(text.words) + " "
    hits, at = 0, 0
    for word in text.words:
        hits += len(trie.prefixes(joined[at : at + 80]))
        at += len(word) + 1
    return hits


_FOOTPRINT = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from timeline import languages, places
from timeline.actors import Register
packs = [languages.load(code) for code in languages.available()]
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
gazetteer = places.Gazetteer.load()
gazetteer.lookup("Aleppo", "en")
then = time.perf_counter()
registers = [Register.load(pack) for pack in packs]
done, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([then - began, done - then, (after - before) / 1024]))
"""


def load() -> None:
    """Seconds and memory that gazetteer and registers take in a fresh process, once they are in the cache."""
    for _ in range(2):
        command = [sys.executable, "-c", _FOOTPRINT, str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    gazetteer, registers, megabytes = json.loads(done.stdout)
    print(
        f"from the cache: gazetteer {gazetteer:.3f} s, registers of {len(languages.available())} languages"
        f" {registers:.3f} s, {megabytes:.0f} MB together"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--split", choices=("tune", "check"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--load", action="store_true")
    options = parser.parse_args()
    if options.load:
        load()
    with (options.gold / "split.tsv").open(encoding="utf-8", newline="") as lines:
        parts = {row["doc_id"]: row["part"] for row in csv.DictReader(lines, delimiter="\t")}
    countries = source_countries()
    began = time.perf_counter()
    gazetteer = places.Gazetteer.load()
    finders = {code: Finder(code, countries, gazetteer) for code in languages.available()}
    print(f"load: {time.perf_counter() - began:.2f} s for {len(finders)} languages")
    for part in ("tune", "check") if options.split is None else (options.split,):
        tallies = {code: Tally() for code in finders}
        articles = []
        for doc_id in sorted(d for d, p in parts.items() if p == part):
            article = json.loads((options.gold / f"{doc_id}.json").read_text(encoding="utf-8"))
            events = json.loads((options.gold / f"{doc_id}.ann.json").read_text(encoding="utf-8"))["events"]
            articles.append(article)
            measure(article, events, finders[article["lang"]], tallies[article["lang"]])
        for code, tally in tallies.items():
            print(
                f"{part} {code}: found {tally.share('found', 'wanted')}"
                f" [actor {tally.share('found actor', 'wanted actor')},"
                f" recipient {tally.share('found recipient', 'wanted recipient')},"
                f" speaker {tally.share('found speaker', 'wanted speaker')}];"
                f" country {tally.share('country', 'resolved')};"
                f" sector {tally.share('sector', 'resolved')}; mentions per 1000 words"
                f" {1000 * tally.counts['mentions'] / max(1, tally.counts['words']):.0f}, spurious"
                f" {1000 * tally.counts['spurious'] / max(1, tally.counts['words']):.0f};"
                f" places {tally.share('found place', 'wanted place')},"
                f" within 60 km {tally.share('near place', 'found place')},"
                f" the same {tally.share('same place', 'found place')}"
            )
            if options.misses and part == "tune":
                print("\n".join(sorted(tally.misses)))
        if options.speed:
            speed(articles, finders)


if __name__ == "__main__":
    main()
