"""What is worked out by word is worked out once, and memory stays bounded."""

from __future__ import annotations

import gc
from datetime import date

import pytest

from timeline import coder
from timeline.memo import Memo
from timeline.model import Article


def test_an_answer_is_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(length)
    assert [memo["news"], memo["news"], memo["event"]] == [4, 4, 5]
    assert asked == ["news", "event"]


def test_a_full_memo_keeps_what_is_asked_for_again_and_forgets_the_rest() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    memo = Memo(double, most=10)
    for number in range(100):
        assert memo[number] == 2 * number
        assert memo[0] == 0
    assert asked.count(0) == 1
    assert len(memo) <= 10
    assert memo[1] == 2
    assert asked.count(1) == 2


def test_a_cleared_memo_asks_anew() -> None:
    answers = {"a": 1}
    memo = Memo(answers.__getitem__, most=1)
    assert memo["a"] == 1
    answers["a"] = 2
    memo.clear()
    assert memo["a"] == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_coding_leaves_nothing_that_refers_in_circles(language: str) -> None:
    """Workers rely on it: they hardly ever look for such garbage."""
    text = {
        "ar": "قال المتحدث باسم الجيش السوري علي ميهوب إن ثلاثة جنود قتلوا أمس في هجوم شنه تنظيم داعش على بلدة السخنة.",
        "en": "Army spokesman Ali Mayhoub said on Monday that Islamic State fighters killed three soldiers in Palmyra.",
    }[language]
    article = Article("a", "paper", text, language, published_on=date(2019, 3, 20))
    assert coder.code(article).events
    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        coder.code(article)
        assert gc.collect() == 0
    finally:
        if collecting:
            gc.enable()
