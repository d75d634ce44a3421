"""What a document is about, as far as words tell: sport, markets, culture … against politics and conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from timeline.events.lexicon import Lexicon
from timeline.text import Text, splits

PUBLIC = frozenset({"politics", "conflict", "diplomacy", "court"})


def topics_of(text: Text, lexicon: Lexicon) -> Mapping[str, float]:
    """The weight of each topic per hundred words; words count once for each time they occur, up to three."""
    seen: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for word, count in Counter(text.words).items():
        if len(word) < 3 or not word.isalpha():
            continue
        for split in splits(word, text.pack.code):
            stem = split.stem
            rows = lexicon.topics.get(stem) or lexicon.topics.get(lexicon.syntax.bare(stem))
            if rows:
                times = min(count, 3 - seen[stem])
                if times > 0:
                    seen[stem] += times
                    for topic, weight in rows:
                        total[topic] += times * weight
                break
    size = max(60, len(text))
    return {topic: 100.0 * weight / size for topic, weight in sorted(total.items())}


def private_share(topics: Mapping[str, float]) -> float:
    """How far (0–1) the topic words are of private matters: 1 for a match report, 0 for a war report."""
    public = sum(weight for topic, weight in topics.items() if topic in PUBLIC)
    private = sum(weight for topic, weight in topics.items() if topic not in PUBLIC)
    return private / (public + private) if public + private else 0.5
