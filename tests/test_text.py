"""Normalisation, tokens and sentences keep their offsets in the original text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from timeline import languages
from timeline.phrases import PhraseIndex
from timeline.text import Text, normalise, splits, words_of

ARABIC = languages.load("ar")
ENGLISH = languages.load("en")
MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("أعلنتْ قواتُ «سورية» الديمقراطيّة (قسد)، أمسِ ـ ٢٣ مارس ٢٠١٩؟\u200f\u202bﻻ ﷲ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)


@given(MIXED)
def test_every_token_span_holds_exactly_the_characters_it_was_folded_from(original: str) -> None:
    text = Text(original, ARABIC)
    for word, start, end in zip(text.words, text.starts, text.ends, strict=True):
        assert 0 <= start < end <= len(original)
        # A token inside one unfolded character («ﷲ») covers that character.
        assert word in normalise(original[start:end], "ar")


@given(MIXED)
def test_tokens_follow_each_other_in_the_original(original: str) -> None:
    text = Text(original, ARABIC)
    assert text.starts == sorted(text.starts)
    assert text.ends == sorted(text.ends)


@given(MIXED)
def test_sentences_hold_every_token_once(original: str) -> None:
    text = Text(original, ARABIC)
    assert [token for first, behind in text.sentences for token in range(first, behind)] == list(range(len(text)))


@given(MIXED)
def test_normalising_twice_changes_nothing_more(original: str) -> None:
    once = normalise(original, "ar")
    assert normalise(once, "ar") == once


@given(MIXED)
def test_spans_of_the_normalised_text_map_to_ordered_ranges_of_the_original(original: str) -> None:
    text = Text(original, ARABIC)
    for start in range(0, len(text.norm), 3):
        span = text.span(start, min(len(text.norm), start + 4))
        assert 0 <= span.start <= span.end <= len(original)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ ", max_size=60))
def test_text_without_marks_keeps_its_offsets(original: str) -> None:
    text = Text(original, ARABIC)
    assert len(text.norm) == len(original)
    assert text.span(0, len(original)).end == len(original)


def test_marks_that_were_dropped_belong_to_the_letter_before_them() -> None:
    original = "اجتماعًا مُهِمًّا"
    text = Text(original, ARABIC)
    assert text.words == ["اجتماعا", "مهما"]
    assert [original[a:b] for a, b in zip(text.starts, text.ends, strict=True)] == ["اجتماعًا", "مُهِمًّا"]


def test_spellings_of_one_word_fold_together() -> None:
    assert normalise("الأُسْرَة", "ar") == normalise("الاسره", "ar")
    assert normalise("إلى", "ar") == normalise("الي", "ar")
    assert normalise("١٤٣٦", "ar") == normalise("۱۴۳۶", "ar") == "1436"
    assert normalise("ﻻﺟﺌﻮﻥ", "ar") == normalise("لاجئون", "ar")
    assert normalise("Erdoğan’s", "en") == "erdogan's"


def test_decomposed_and_composed_letters_fold_together() -> None:
    for name in ("Şanlıurfa", "Kraków", "São Paulo"):
        assert normalise(unicodedata.normalize("NFD", name), "en") == normalise(name, "en")


def test_a_possessive_ending_is_a_token_of_its_own() -> None:
    assert words_of("Syria’s army", "en") == ("syria", "'s", "army")


def test_full_stops_of_abbreviations_and_numbers_do_not_end_sentences() -> None:
    text = Text("Gen. Smith met U.S. envoys. He paid 1.5 million. د. أحمد غادر.", ENGLISH)
    assert len(text.sentences) == 3


def test_an_arabic_full_stop_without_space_ends_a_sentence() -> None:
    text = Text("الذي تنتمي إليه.وأضاف أن التحقيق مستمر", ARABIC)
    assert len(text.sentences) == 2


def test_proclitics_are_split_with_the_article_restored() -> None:
    assert "الحكومه" in {split.stem for split in splits("للحكومه", "ar")}
    assert "اللجنه" in {split.stem for split in splits("للجنه", "ar")}
    assert {("وب", "دمشق"), ("", "وبدمشق")} <= {tuple(split) for split in splits("وبدمشق", "ar")}


def test_a_phrase_is_found_behind_proclitics_and_in_any_spelling() -> None:
    index = PhraseIndex("ar", [("الأمم المتحدة", "UN")])
    text = Text("وللأمم المتحده دورها، والأُمَم المُتَّحِدَة كذلك", ARABIC)
    assert [(m.first, m.payload) for m in index.longest(text)] == [(0, "UN"), (4, "UN")]


def test_the_longest_phrase_wins_and_matches_do_not_overlap() -> None:
    index = PhraseIndex("en", [("Islamic State", 1), ("Islamic State of Iraq", 2), ("Iraq", 3)])
    text = Text("Islamic State of Iraq and Islamic State in Iraq", ENGLISH)
    assert [m.payload for m in index.longest(text)] == [2, 1, 3]
