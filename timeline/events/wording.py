"""What the wording of a sentence and of its article says for or against events in it, names left aside.

A match report, a recipe and a war report differ in all their words, of which topics.tsv knows the most telling. The
weights of the others stand in knowledge/wording.tsv, by the stem of the word, and were fitted together with those of
the other signs by bench/train_confidence.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import fsum

from timeline.events.sentences import Analysis
from timeline.tsv import data_path, read_table

LEAST = 3
"""Letters that a word has at least."""


@cache
def weights(code: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """What each stem of a language weighs in a sentence, and anywhere in an article."""
    sentence: dict[str, float] = {}
    article: dict[str, float] = {}
    for row in read_table(data_path("knowledge", "wording.tsv"), ("language", "stem", "sentence", "article")):
        if row["language"] == code:
            for known, weight in ((sentence, row["sentence"]), (article, row["article"])):
                if weight:
                    known[row["stem"]] = float(weight)
    return sentence, article


def stems(analysis: Analysis, first: int, behind: int) -> frozenset[str]:
    """The stems of the words between two tokens that belong to no name, time or place."""
    words, told, inside = analysis.text.words, analysis.told, analysis.item_at
    return frozenset(
        [
            told[token].stem
            for token in range(first, behind)
            if token not in inside and len(words[token]) >= LEAST and words[token][0].isalpha()
        ]
    )


class Wording:
    """What the words of one article weigh."""

    def __init__(self, analysis: Analysis) -> None:
        self._in_sentence, in_article = weights(analysis.text.pack.code)
        self._sentences = {
            sentence.index: stems(analysis, sentence.first, sentence.behind) for sentence in analysis.sentences
        }
        self.everywhere = frozenset().union(*self._sentences.values())
        self.article = fsum([in_article.get(stem, 0.0) for stem in self.everywhere])

    def of(self, index: int) -> frozenset[str]:
        """The stems of a sentence."""
        return self._sentences[index]

    def sentence(self, index: int) -> float:
        """What the words of a sentence weigh."""
        return fsum([self._in_sentence.get(stem, 0.0) for stem in self._sentences[index]])
