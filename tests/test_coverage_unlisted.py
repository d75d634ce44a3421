"""Places that are no table's, or whose names are written otherwise, are found where the words beside them tell."""

from __future__ import annotations

import pytest

from timeline import languages
from timeline.places import Gazetteer, PlaceContext, find
from timeline.text import Text

GAZETTEER = Gazetteer.load()


def texts(original: str, code: str) -> list[str]:
    return [m.text for m in find(Text(original, languages.load(code)), GAZETTEER, PlaceContext())]


def names(original: str, code: str) -> list[str]:
    return [m.location.name for m in find(Text(original, languages.load(code)), GAZETTEER, PlaceContext())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The delegation flew to the U.S. on Friday.", ["U.S."]),
        ("He left the U.K. for the U.A.E., aides said.", ["U.K.", "U.A.E."]),
        ("She was born in the U.S.", ["U.S."]),
        ("A report by the U.N. was welcomed.", []),
        ("J. S. Miller spoke in turn.", []),
    ],
)
def test_a_country_may_be_written_with_dots(text: str, found: list[str]) -> None:
    assert texts(text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("هاجم المسلحون قرية بيت الحضرمي في محافظة أبين.", ["قرية بيت الحضرمي", "محافظة أبين"]),
        ("قتل أربعة قرب منطقة خواجة كمال في ولاية قندهار.", ["منطقة خواجة كمال", "ولاية قندهار"]),
        ("نفذ الجنود حملة في قرية «رأس زيدون» بمحافظة إب.", ["قرية «رأس زيدون»", "محافظة إب"]),
        ("اعتقل رجلان في منطقة تندوفة في محافظة بنزرت.", ["منطقة تندوفة", "محافظة بنزرت"]),
        ("سيطر الجيش على تل الزمرد شرق مدينة الرمادي.", ["تل الزمرد", "شرق مدينة الرمادي"]),
        ("داهمت الشرطة مستوطنة شيلوح في الضفة الغربية.", ["مستوطنة شيلوح", "الضفة الغربية"]),
        ('وصل الجنود إلى مديرية "عبس" في محافظة حجة.', ['مديرية "عبس"', "محافظة حجة"]),
    ],
)
def test_a_place_of_no_table_is_told_by_the_word_for_its_kind(text: str, found: list[str]) -> None:
    assert texts(text, "ar") == found


@pytest.mark.parametrize(
    "text",
    [
        "وصلوا إلى قرية صغيرة تقع شرق البلاد، وإلى منطقة حدودية.",
        "أقيمت منطقة آمنة، وقصفت قرية شهدت معارك.",
        "اجتمع أعضاء قطاع الطاقة في منطقة التجارة الحرة.",
        "من ناحية أخرى زار مديرية التربية ومركز حضانة الأطفال.",
        "بقي في ولاية ثانية وتمسك بولاية الفقيه.",
    ],
)
def test_adjectives_verbs_and_offices_behind_the_word_for_a_kind_name_no_place(text: str) -> None:
    assert not [m for m in texts(f"قال مسؤول في اليمن: {text}", "ar") if m != "اليمن" and "البلاد" not in m]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jets bombed Sarwan Zai village in Pakistan on Friday.", ["Sarwan Zai", "Pakistan"]),
        ("Fighting spread to the Dasht Khel area near Kabul.", ["Dasht Khel", "Kabul"]),
        ("Rebels left the oasis of Tamzerit in northern Chad.", ["oasis of Tamzerit", "northern Chad"]),
        ("Troops trained at Camp Bramwell in southern Iraq.", ["Camp Bramwell", "southern Iraq"]),
        ("The Shiite area and the OECD area were quiet in Iraq.", ["Iraq"]),
        ("The Army area near Kabul was closed.", ["Kabul"]),
    ],
)
def test_capitals_beside_the_word_for_a_kind_name_a_place(text: str, found: list[str]) -> None:
    assert texts(text, "en") == found


def test_an_unlisted_place_lies_in_the_country_named_behind_it() -> None:
    text = "Afghan planes bombed Sarwan Zai village in Pakistan."
    assert names(text, "en") == ["Pakistan", "Pakistan"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقع الانفجار في سانت بيترسبورج.", "Saint Petersburg"),
        ("التقى القادة في كامب ديفد.", "Camp David"),
        ("اجتمع قادة الحركة في قويتا.", "Quetta"),
        ("تظاهر المئات في هامبورج.", "Hamburg"),
        ("احتجز المهاجرون في كاليه.", "Calais"),
    ],
)
def test_foreign_names_are_found_in_the_spellings_that_arabic_gives_them(text: str, name: str) -> None:
    assert names(text, "ar") == [name]


def test_other_spellings_make_no_place_of_an_everyday_word() -> None:
    assert names("أجرى الوزير إدانة لهجمات بريطانية.", "ar") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("صادرت بلدية الظهران أغذية فاسدة في السعودية.", ["الظهران", "السعودية"]),
        ("حكمت محكمة الرس على رجل في السعودية.", ["الرس", "السعودية"]),
        ("انتشرت دوريات شرطة الخرج.", ["الخرج"]),
        ("أيدت محكمة العدل حكم محكمة النقض.", []),
        ("انتقد الكاتب أداء الرس أمس.", []),
    ],
)
def test_a_body_named_after_a_place_speaks_for_it(text: str, found: list[str]) -> None:
    assert texts(text, "ar") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police were sent to fires raging in Wadelby, south of Sydney.", ["Wadelby", "south of Sydney"]),
        (
            "Fighters took the base at Ouadi Domo, 145 km (90 miles) northeast of Faya, officers said.",
            ["Ouadi Domo", "northeast of Faya"],
        ),
        ("The debate opened in Congress, Iran said later that same day.", ["Congress", "Iran"]),
        ("They praised Halford, Sydney and the others who had helped.", ["Sydney"]),
    ],
)
def test_a_name_in_apposition_to_a_place_around_it_is_a_place(text: str, found: list[str]) -> None:
    assert texts(text, "en") == found


def test_a_direction_belongs_to_the_mention_of_a_city() -> None:
    assert texts("أسر ثلاثة مقاتلين شمال عدن.", "ar") == ["شمال عدن"]
    assert texts("Shells fell on a camp north of Aden.", "en") == ["north of Aden"]
    assert texts("The rally was held in central London.", "en") == ["London"]
