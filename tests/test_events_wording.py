"""What all the words of a sentence and of an article say for or against events in it."""

from __future__ import annotations

import math
from datetime import date

import pytest

from timeline import coder
from timeline.events import lexicon
from timeline.events.sentences import Analysis, analyse
from timeline.events.wording import Wording, stems, weights
from timeline.model import Article

WAR = (
    "اندلعت معارك عنيفة في محيط المدينة بعد أن تعرضت مواقع الجيش لقصف واسع. وقال مصدر عسكري إن المعارك استمرت ساعات "
    "وأسفرت عن سقوط قتلى وجرحى في صفوف المسلحين."
)
MATCH = (
    "فاز الفريق الأول في مباراة أمس بهدفين، وسجل المهاجم هدف الفوز في الدقيقة الأخيرة من الشوط الثاني. وقال المدرب إن "
    "اللاعبين قدموا مباراة جميلة أمام جمهورهم."
)


def analysed(text: str, language: str) -> Analysis:
    article = Article("a", "test", text, language, published_on=date(2018, 5, 16), published_basis="given")
    found = coder.tag(article)
    zones = coder.coded_zones(article)
    return analyse(found.text, lexicon.load(language), zones, found.actors, found.places, found.times)


def test_a_war_report_is_worded_more_like_events_than_a_match_report() -> None:
    assert Wording(analysed(WAR, "ar")).article > Wording(analysed(MATCH, "ar")).article


@pytest.mark.parametrize(
    ("language", "text", "names", "words"),
    [
        (
            "en",
            "Turkey bombed positions at Afrin on Tuesday.",
            {"turkey", "afrin", "tuesday"},
            {"bombed", "positions"},
        ),
        ("ar", "قصفت تركيا مواقع قرب عفرين يوم الثلاثاء.", {"تركيا", "عفرين", "ثلاثاء"}, {"قصفت", "مواقع"}),
    ],
)
def test_names_places_and_days_are_left_aside(language: str, text: str, names: set[str], words: set[str]) -> None:
    analysis = analysed(text, language)
    found = stems(analysis, 0, len(analysis.text))
    assert words <= found
    assert not names & found


def test_numbers_and_short_words_have_no_weight() -> None:
    analysis = analysed("He said 45 of us saw it at 3.30 pm.", "en")
    assert stems(analysis, 0, len(analysis.text)) <= {"said", "saw"}


def test_a_sentence_counts_only_its_own_words_and_the_article_all() -> None:
    wording = Wording(analysed(f"{WAR} {MATCH}", "ar"))
    assert "مباراه" in wording.everywhere
    assert "مباراه" not in wording.of(0)
    assert "معارك" in wording.of(0)


def test_an_empty_text_weighs_nothing() -> None:
    assert Wording(analysed("", "en")).article == 0.0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_weights_are_small_and_finite(language: str) -> None:
    """No single word may decide whether an article tells of events."""
    sentence, article = weights(language)
    assert sentence
    assert article
    assert all(math.isfinite(weight) and abs(weight) < 0.5 for weight in (*sentence.values(), *article.values()))
