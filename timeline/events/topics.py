"""What a document is about, as far as words tell: sport, markets, culture … against politics and conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from timeline.events.sentences import Analysis

PUBLIC = frozenset({"politics", "conflict", "diplomacy", "court"})


def topics_of(analysis: Analysis) -> Mapping[str, float]:
    """The weight of each topic per hundred words; stems count once for each time they occur, up to three."""
    lexicon = analysis.lexicon
    total: Counter[str] = Counter()
    for stem, count in Counter([word.topic for word in analysis.told if word.topic]).items():
        for topic, weight in lexicon.topics.get(stem) or lexicon.topics[lexicon.syntax.bare(stem)]:
            total[topic] += min(count, 3) * weight
    size = max(60, len(analysis.text))
    return {topic: 100.0 * weight / size for topic, weight in sorted(total.items())}


def private_share(topics: Mapping[str, float]) -> float:
    """How far (0–1) the topic words are of private matters: 1 for a match report, 0 for a war report."""
    public = sum(weight for topic, weight in topics.items() if topic in PUBLIC)
    private = sum(weight for topic, weight in topics.items() if topic not in PUBLIC)
    return private / (public + private) if public + private else 0.5
