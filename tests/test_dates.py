"""Time expressions in whole sentences: spans, open sides, the issue's day, stamps, numbers, calibration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from timeline import languages
from timeline.dates import issue_day, read_number, read_stamp, tag
from timeline.dates.calibrate import as_tsv, calibrate
from timeline.dates.grammar import PatternError, Symbols, compile_rule, expand
from timeline.model import Interval, TimeExpression
from timeline.text import Text

TUESDAY = date(2015, 8, 4)


def arabic(string: str) -> Text:
    return Text(string, languages.load("ar"))


def english(string: str) -> Text:
    return Text(string, languages.load("en"))


def dates(text: Text, issue: date | None = TUESDAY) -> list[TimeExpression]:
    return [found for found in tag(text, issue) if found.type == "DATE"]


def test_proclitics_stay_outside_of_the_span() -> None:
    (found,) = dates(arabic("وبأمس انتهت المهلة"))
    assert found.text == "أمس"
    (found,) = dates(arabic("والأسبوع الماضي زار بغداد"))
    assert found.text == "الأسبوع الماضي"


def test_spans_point_into_the_original_with_its_marks() -> None:
    original = "وصل أوّلَ من أمسِ إلى جدة، ثم غادر في ٢٣ مـارس ٢٠١٩."
    found = dates(arabic(original))
    assert [original[one.span.start : one.span.end] for one in found] == ["أوّلَ من أمسِ", "٢٣ مـارس ٢٠١٩"]
    assert [one.value for one in found] == ["2015-08-02", "2019-03-23"]


def test_the_hijri_sign_belongs_to_the_span() -> None:
    (found,) = dates(arabic("صدر القرار بتاريخ 14/9/1436هـ في الرياض"))
    assert found.text.endswith("1436هـ")
    assert (found.value, found.calendar) == ("2015-07-01", "hijri")


def test_since_lacks_an_end_and_until_a_start() -> None:
    assert [one.open for one in dates(arabic("مستمرة منذ 2011"))] == ["end"]
    assert [one.open for one in dates(arabic("تستمر حتى 2020"))] == ["start"]
    assert [one.open for one in dates(english("fighting since March"))] == ["end"]
    assert [one.open for one in dates(english("fighting in March"))] == [None]


def test_a_vague_plural_has_three_units_up_to_the_day_before_the_issue() -> None:
    (found,) = dates(arabic("أسر مئات في الأسابيع الماضية"), date(2019, 3, 24))
    assert found.value == "PAST_REF"
    assert found.interval is not None
    assert (found.interval.start, found.interval.end) == (date(2019, 3, 3), date(2019, 3, 23))
    assert found.interval.precision == "interval"


@pytest.mark.parametrize(
    ("words", "text", "first", "last"),
    [
        (arabic, "وقعا الاتفاق مطلع يوليو 2015", date(2015, 7, 1), date(2015, 7, 10)),
        (arabic, "اندلعت المعارك منتصف الشهر الماضي", date(2015, 6, 11), date(2015, 6, 20)),
        (arabic, "فازوا في أواخر فبراير 2016", date(2016, 2, 21), date(2016, 2, 29)),
        (english, "they met in early July 2015", date(2015, 7, 1), date(2015, 7, 10)),
        (english, "they met in mid-June", date(2015, 6, 11), date(2015, 6, 20)),
        (english, "they will meet at the end of this month", date(2015, 7, 21), date(2015, 7, 31)),
    ],
)
def test_parts_of_a_month_are_thirds_of_it_under_the_value_of_the_month(
    words: Callable[[str], Text], text: str, first: date, last: date
) -> None:
    (found,) = dates(words(text), date(2015, 7, 30))
    assert found.value == first.isoformat()[:7]
    assert found.interval == Interval(first, last, "interval")


def test_the_last_month_of_a_year_is_no_third() -> None:
    (found,) = dates(english("they will leave by the end of the year"), date(2015, 7, 30))
    assert found.interval == Interval(date(2015, 12, 1), date(2015, 12, 31), "month")


def test_without_an_issue_day_relative_words_keep_their_direction_only() -> None:
    assert [one.value for one in dates(arabic("قال أمس إنه سيعود غداً"), None)] == ["PAST_REF", "FUTURE_REF"]
    assert [one.value for one in dates(arabic("في 23 مارس 2019"), None)] == ["2019-03-23"]


def test_a_bare_weekday_follows_the_tense_of_its_clause() -> None:
    text = arabic("أعلن الوزير الخميس أن المجلس سيجتمع الأحد في جدة.")
    assert [one.value for one in dates(text)] == ["2015-07-30", "2015-08-09"]
    text = english("The minister said on Sunday that parliament would meet on Saturday.")
    assert [one.value for one in dates(text)] == ["2015-08-02", "2015-08-08"]


def test_a_weekday_beside_yesterday_wins_over_the_arithmetic() -> None:
    assert [one.value for one in dates(arabic("التقى أمس الأحد نظيره"))] == ["2015-08-02"]


def test_no_expression_runs_across_a_line() -> None:
    found = dates(arabic("عدد السبت\n23 مارس 2019"))
    assert [one.text for one in found] == ["السبت", "23 مارس 2019"]


def test_the_header_and_the_date_of_a_page_are_both_read() -> None:
    found = dates(arabic("الثلاثاء 05 مايو 2026\nالدولية\nالخميس 14 مارس 2019\nعواصم - وكالات"))
    assert [one.value for one in found] == ["2026-05-05", "2019-03-14"]


def test_the_text_proves_its_day_against_the_page() -> None:
    text = arabic("دبي (رويترز) - قال متحدث اليوم الأحد إن المحادثات ستستأنف غدا الاثنين.")
    assert issue_day(text, TUESDAY) == (date(2015, 8, 2), "in text")
    assert issue_day(text, date(2015, 8, 2)) == (date(2015, 8, 2), "published")
    assert issue_day(english("He resigned yesterday (Sunday)."), TUESDAY) == (date(2015, 8, 3), "in text")


def test_a_source_profile_shifts_the_page_and_yields_to_a_proof() -> None:
    assert issue_day(arabic("أعلن الوزير أمس"), date(2019, 3, 23), 1) == (date(2019, 3, 24), "source profile")
    assert issue_day(arabic("أعلن الوزير أمس الجمعة"), date(2019, 3, 23), 1) == (date(2019, 3, 23), "in text")


def test_a_day_of_next_month_is_hijri_in_a_text_that_counts_so() -> None:
    found = dates(arabic("تنتهي المهلة في 25 شوال الجاري وتبدأ المرحلة الثانية في 7 من الشهر المقبل"))
    assert [one.value for one in found] == ["2015-08-10", "2015-08-22"]
    assert [one.calendar for one in found] == ["hijri", "hijri"]


@pytest.mark.parametrize(
    ("stamp", "language", "expected"),
    [
        ("السبت 23 مارس 2019", "ar", date(2019, 3, 23)),
        ("السبت 16 رجب 1440هـ", "ar", date(2019, 3, 23)),
        ("١٤٤٥/١/١٢ هـ", "ar", date(2023, 7, 30)),
        ("2019-03-23T10:00:00+03:00", "ar", date(2019, 3, 23)),
        ("Sat 23 Mar 2019 10.15 GMT", "en", date(2019, 3, 23)),
        ("March 23, 2019", "en", date(2019, 3, 23)),
        ("23 mars 2019", "fr", date(2019, 3, 23)),
        ("23 Mart 2019", "tr", date(2019, 3, 23)),
        ("March 2020", "en", None),
        ("mars 2020", "fr", None),
        ("yesterday", "en", None),
        ("قبل 3 أيام", "ar", None),
        ("", "ar", None),
        ("12", "fr", None),
    ],
)
def test_a_stamp_is_a_whole_day_or_nothing(stamp: str, language: str, expected: date | None) -> None:
    assert read_stamp(stamp, language) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("11 ألف", 11_000), ("أحد عشر ألفاً", 11_000), ("ثلاثة عشر", 13), ("خمسة وعشرين", 25), ("مئة وخمسين", 150),
        ("1,500", 1500), ("٣٤", 34), ("مليونين", 2_000_000), ("ألفين وخمسمئة", 2500),
        ("مئتي", 200), ("ثلاثمائة ألف", 300_000),
    ],
)  # fmt: skip
def test_arabic_numbers(phrase: str, expected: int) -> None:
    text = arabic(phrase)
    assert read_number(text, 0) == (expected, len(text))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("thirteen", 13), ("twenty-five", 25), ("two hundred and fifty", 250), ("two dozen", 24), ("a dozen", 12),
        ("1.2 million", 1_200_000), ("1,500", 1500), ("half a million", 500_000), ("ten thousand", 10_000),
    ],
)  # fmt: skip
def test_english_numbers(phrase: str, expected: int) -> None:
    text = english(phrase)
    assert read_number(text, 0) == (expected, len(text))


@pytest.mark.parametrize("phrase", ["dozens", "a man", "second", "1.5"])
def test_what_is_no_whole_number(phrase: str) -> None:
    assert read_number(english(phrase), 0) is None


def test_calibration_suggests_an_offset_only_where_the_cases_agree() -> None:
    friday = date(2019, 3, 22)
    evening = [("evening", friday, arabic(f"اجتمع المجلس أمس الجمعة للمرة {n}")) for n in range(1, 21)]
    mixed = [("mixed", friday, arabic(f"اجتمع اليوم {day} المجلس")) for day in ("الجمعة", "الخميس") * 10]
    few = [("few", friday, arabic("اجتمع المجلس أمس الجمعة"))]
    none = [("none", friday, arabic("اجتمع المجلس أمس"))]
    found = {offset.source: offset for offset in calibrate([*evening, *mixed, *few, *none])}
    assert found["evening"].suggested == 1
    assert found["evening"].offsets == ((1, 20),)
    assert (found["mixed"].share, found["mixed"].suggested) == (0.5, None)
    assert (found["few"].cases, found["few"].suggested) == (1, None)
    assert (found["none"].cases, found["none"].share) == (0, None)
    lines = list(as_tsv(found.values()))
    assert lines[0].split("\t")[-1] == "issue_offset_days"
    assert lines[1].split("\t") == ["evening", "20", "20", "+1:20", "1.000", "1"]


def _no_symbols(_: str) -> Symbols:
    return Symbols("", "", "")


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("(DAY", "missing"), ("DAY)", "too many"), ("DAY?", "match nothing"), ("day", "expected a class")],
)
def test_a_broken_pattern_says_what_is_wrong(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        compile_rule("broken", 0, pattern, "date", {}, _no_symbols)


def test_an_unknown_macro_is_named() -> None:
    with pytest.raises(PatternError, match="dya"):
        expand("{dya} MONTH", {"day": "DAY"})
