"""Properties of the tagger: what is written is read back, values are ISO, spans are apart, nothing raises."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import languages
from timeline.dates import calendars, read_stamp, tag
from timeline.text import Text

ISSUE = date(2015, 8, 4)
REACH = st.dates(date(1950, 1, 1), date(2055, 12, 31))
NEAR = st.dates(ISSUE - timedelta(days=20), ISSUE - timedelta(days=1))

GULF = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
LEVANT = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
ALGERIA = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
MOROCCO = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
HIJRI = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذي القعدة",
    "ذي الحجة",
]
DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

VALUE = re.compile(
    r"\d{4}(-\d{2}(-\d{2}(/\d{4}-\d{2}-\d{2})?)?)?|PAST_REF|PRESENT_REF|FUTURE_REF"
    r"|P(T?\d+[HMDWY]|T?X[HMDWY])|XXXX-WXX-[1-7]|XXXX-\d{2}"
)


def forms_in_arabic(on: date) -> list[str]:
    gulf, levant = GULF[on.month - 1], LEVANT[on.month - 1]
    algeria, morocco = ALGERIA[on.month - 1], MOROCCO[on.month - 1]
    day, year, weekday = on.day, on.year, DAYS[on.weekday()]
    return [
        f"{day} {gulf} {year}", f"{day} {levant} {year}", f"{day} {algeria} {year}", f"{day} {morocco} {year}",
        f"{day} {levant}/{gulf} {year}", f"{day} {gulf} ({levant}) {year}", f"{day} {levant} ({gulf}) {year}",
        f"{weekday} {day} {gulf} {year}", f"{weekday}، {day} {levant} {year}م",
        f"يوم {weekday} الموافق {day} {gulf} {year}",
        f"{day} من {gulf} عام {year}", f"{day} من شهر {gulf} {year}", f"{day} {gulf} {year}".translate(EASTERN),
        f"{day} {gulf} {year}".translate(PERSIAN), f"{day}/{on.month}/{year}", f"{day:02}/{on.month:02}/{year}م",
        f"{year}/{on.month}/{day}", f"{year}-{on.month:02}-{day:02}", f"{day}-{on.month}-{year}",
        f"{day}.{on.month}.{year}", f"{day} / {on.month} / {year}",
    ]  # fmt: skip


def forms_in_english(on: date) -> list[str]:
    month, day, year, weekday = MONTHS[on.month - 1], on.day, on.year, WEEKDAYS[on.weekday()]
    suffix = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return [
        f"{day} {month} {year}", f"{month} {day}, {year}", f"{weekday} {day} {month} {year}",
        f"{weekday}, {month} {day}, {year}", f"{day}{suffix} {month} {year}", f"the {day}{suffix} of {month} {year}",
        f"{month} {day}{suffix}, {year}", f"{day} {month[:3]} {year}", f"{month[:3]}. {day}, {year}",
        f"{weekday[:3]} {day} {month[:3]} {year}", f"{year}-{on.month:02}-{day:02}", f"{year}/{on.month:02}/{day:02}",
    ]  # fmt: skip


def values(string: str, language: str, issue: date | None = ISSUE) -> list[str]:
    return [found.value for found in tag(Text(string, languages.load(language)), issue)]


@settings(deadline=None, max_examples=60)
@given(on=REACH)
def test_a_date_in_any_arabic_form_is_read_back(on: date) -> None:
    for form in forms_in_arabic(on):
        assert values(form, "ar") == [on.isoformat()], form
        assert values(f"وقع الهجوم في {form} قرب المدينة.", "ar") == [on.isoformat()], form


@settings(deadline=None, max_examples=60)
@given(on=REACH)
def test_a_date_in_any_english_form_is_read_back(on: date) -> None:
    for form in forms_in_english(on):
        assert values(form, "en") == [on.isoformat()], form
        assert values(f"The town fell on {form}, officials said.", "en") == [on.isoformat()], form


@settings(deadline=None, max_examples=60)
@given(year=st.integers(1360, 1480), month=st.integers(1, 12), day=st.integers(1, 29))
def test_a_hijri_date_in_any_form_is_read_back(year: int, month: int, day: int) -> None:
    on = calendars.hijri_day(year, month, day)
    assert on is not None
    forms = [
        f"{day} {HIJRI[month - 1]} {year}هـ",
        f"{day}/{month}/{year}هـ",
        f"{year}/{month}/{day} هـ",
        f"{day}-{month}-{year}",
    ]
    for form in forms:
        assert values(form, "ar") == [on.isoformat()], form


@settings(deadline=None, max_examples=40)
@given(on=NEAR)
def test_a_recent_day_without_its_year_is_of_the_issue_year(on: date) -> None:
    assert values(f"قتل خمسة في {on.day} {GULF[on.month - 1]} الماضي", "ar") == [on.isoformat()]
    assert values(f"Five were killed on {MONTHS[on.month - 1]} {on.day}", "en") == [on.isoformat()]


@settings(deadline=None, max_examples=40)
@given(on=st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_a_stamp_in_any_form_is_read_back(on: date) -> None:
    for form in forms_in_arabic(on):
        assert read_stamp(form, "ar") == on, form
    for form in forms_in_english(on):
        assert read_stamp(form, "en") == on, form


PIECES = st.sampled_from(
    [
        "أمس",
        "اليوم",
        "غدا",
        "يوم",
        "شهر",
        "الشهر",
        "عام",
        "العام",
        "سنة",
        "الأسبوع",
        "الماضي",
        "المقبل",
        "الجاري",
        "منذ",
        "قبل",
        "بعد",
        "خلال",
        "حتى",
        "من",
        "إلى",
        "في",
        "و",
        "5",
        "12",
        "30",
        "31",
        "2015",
        "1436",
        "ه",
        "يناير",
        "تموز",
        "آب",
        "شوال",
        "رمضان",
        "الخميس",
        "الأحد",
        "الأول",
        "الثاني",
        "عشر",
        "والعشرين",
        "ثلاثة",
        "أيام",
        "أيام",
        "يومين",
        "القرن",
        "النصف",
        "الربع",
        "/",
        "-",
        "(",
        ")",
        "،",
        ".",
        "\n",
        "yesterday",
        "today",
        "Monday",
        "May",
        "March",
        "last",
        "next",
        "this",
        "week",
        "month",
        "year",
        "two",
        "three",
        "days",
        "ago",
        "later",
        "since",
        "until",
        "2014",
        "1990s",
        "the",
        "of",
        "in",
        "and",
        "first",
        "half",
        "quarter",
        "century",
        "21st",
        "99",
        "0",
        "00",
        "0000",
        "9999",
        "00/00/0000",
        "31/02/2015",
        "29/2/2100",
        "1500/13/40",
    ]
)
NOISE = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join))


@settings(deadline=None, max_examples=300)
@given(string=NOISE, language=st.sampled_from(["ar", "en"]), issue=st.none() | st.dates())
def test_anything_is_tagged_without_error_into_valid_values_and_separate_spans(
    string: str, language: str, issue: date | None
) -> None:
    behind = 0
    for found in tag(Text(string, languages.load(language)), issue):
        assert VALUE.fullmatch(found.value), found
        assert behind <= found.span.start < found.span.end <= len(string)
        assert found.text == string[found.span.start : found.span.end]
        behind = found.span.end
        for day in re.findall(r"\d{4}-\d{2}-\d{2}", found.value):
            date.fromisoformat(day)
        if found.interval is not None:
            assert found.interval.start <= found.interval.end


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_answer_does_not_depend_on_what_was_read_before(language: str) -> None:
    string = {"ar": "قال أمس إن الاجتماع سيعقد الخميس في 6 أغسطس", "en": "He said on Monday it would open on 6 August"}[
        language
    ]
    first = tag(Text(string, languages.load(language)), ISSUE)
    for other in ("23 مارس 2019", "since 2011", "منذ أسابيع"):
        tag(Text(other, languages.load(language)), ISSUE)
    assert tag(Text(string, languages.load(language)), ISSUE) == first


TIME_WORDS = {
    language: sorted({word for row in languages.load(language).table("time_words") for word in row["words"].split("|")})
    for language in ("ar", "en")
}
MARKS = ["1", "15", "31", "32", "0", "1436", "2014", "9/11", "/", "-", "(", ")", ",", ".", "\n", "«", "»", "م", "هـ"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(("ar", "en")), st.data(), st.sampled_from((ISSUE, date(1, 1, 1), date(9999, 12, 31), None)))
def test_time_words_in_any_order_raise_nothing(language: str, data: st.DataObject, issue: date | None) -> None:
    words = data.draw(st.lists(st.sampled_from(TIME_WORDS[language] + MARKS), max_size=40))
    text = Text(" ".join(words), languages.load(language))
    behind = 0
    for found in tag(text, issue):
        assert behind <= found.span.start < found.span.end
        behind = found.span.end
