"""What a document is about, as far as words tell: sport, markets, culture … against politics and conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from timeline.events.lexicon import Lexicon
from timeline.text import Text

PUBLIC = frozenset({"politics", "conflict", "diplomacy", "court"})


def topics_of(text: Text, lexicon: Lexicon) -> Mapping[str, float]:
    """The weight of each topic per hundred words; words count once for each time they occur, up to three."""
    seen: Counter[str] = Counter()
    total: Counter[str] = Counter()
    known = lexicon.words
    for word, count in Counter(text.words).items():
        stem = known[word].topic
        if stem:
            times = min(count, 3 - seen[stem])
            if times > 0:
                seen[stem] += times
                for topic, weight in lexicon.topics.get(stem) or lexicon.topics[lexicon.syntax.bare(stem)]:
                    total[topic] += times * weight
    size = max(60, len(text))
    return {topic: 100.0 * weight / size for topic, weight in sorted(total.items())}


def private_share(topics: Mapping[str, float]) -> float:
    """How far (0–1) the topic words are of private matters: 1 for a match report, 0 for a war report."""
    public = sum(weight for topic, weight in topics.items() if topic in PUBLIC)
    private = sum(weight for topic, weight in topics.items() if topic not in PUBLIC)
    return private / (public + private) if public + private else 0.5
