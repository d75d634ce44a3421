"""Copies among articles: the same text twice, and one agency report in two papers."""

from __future__ import annotations

import pytest

from timeline.articles.duplicates import Copies, duplicates

REPORT = (
    "The United Nations envoy said on Monday that the warring parties had agreed to a truce of ten days in the "
    "northern city, to begin at midnight, so that food and medicine can be brought to more than forty thousand people "
    "who have been besieged since the spring. A first convoy of twenty lorries is waiting at the border, and a second "
    "one is to follow on Thursday. Both sides accused each other of having broken the last agreement, which held for "
    "less than two days."
)
PRINTED = "Agencies – " + REPORT.replace("on Monday", "yesterday").replace(
    ", and a second one is to follow on Thursday", ""
)
OTHER = (
    "The central bank raised its main rate by half a point on Monday and said that prices would go on rising until the "
    "autumn. Economists had expected a smaller step after the currency recovered in the last week of the month."
)


def test_the_same_text_is_a_copy_of_the_first_with_similarity_1() -> None:
    found = duplicates([("a1", REPORT), ("a2", OTHER), ("a3", REPORT), ("a4", f" {REPORT}\n")])
    assert found == {"a3": ("a1", 1.0), "a4": ("a1", 1.0)}


def test_a_report_printed_with_changes_is_a_copy_only_where_near_copies_are_asked_for() -> None:
    pairs = [("a1", REPORT), ("a2", OTHER), ("a3", PRINTED)]
    assert duplicates(pairs) == {}
    found = duplicates(pairs, near=0.6)
    assert list(found) == ["a3"]
    assert found["a3"].duplicate_of == "a1"
    assert 0.6 <= found["a3"].similarity < 1
    assert duplicates(pairs, near=0.95) == {}


def test_copies_point_to_an_original_and_never_to_another_copy() -> None:
    versions = [REPORT, PRINTED, PRINTED.replace("twenty lorries", "thirty lorries"), REPORT + " The talks go on."]
    found = duplicates([(f"a{i}", text) for i, text in enumerate(versions)], near=0.6)
    assert set(found) == {"a1", "a2", "a3"}
    assert {copy.duplicate_of for copy in found.values()} == {"a0"}


def test_arabic_spelling_variants_are_near_copies() -> None:
    text = (
        "أعلن المبعوث الأممي أمس أن الأطراف المتحاربة اتفقت على هدنة عشرة أيام في المدينة الشمالية تبدأ منتصف الليل، "
        "من أجل إدخال المواد الغذائية والأدوية إلى أكثر من أربعين ألف شخص محاصرين منذ الربيع، واتهم كل طرف الآخر بخرق "
        "الاتفاق الأخير."
    )
    variant = text.replace("أ", "ا").replace("إ", "ا").replace("،", "")
    found = duplicates([("a1", text), ("a2", variant)], near=0.9, language="ar")
    assert found == {"a2": ("a1", 1.0)}


def test_texts_without_words_are_no_near_copies_of_each_other() -> None:
    assert duplicates([("a1", "—"), ("a2", "…"), ("a3", "")], near=0.5) == {}


def test_a_similarity_that_can_never_be_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a similarity above 0 and up to 1, found 70"):
        Copies(70)
