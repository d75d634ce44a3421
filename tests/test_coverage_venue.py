"""Venues and areas that a text describes rather than names: where they are found, and where the same words are none."""

from __future__ import annotations

import pytest

from timeline import coder
from timeline.articles import article_of
from timeline.model import Article

PLAIN = (
    "The weather stayed dry for most of the week and people went on with their work as they had done before, "
    "which nobody thought was strange at all. "
)


def found(text: str) -> dict[str, tuple[str, str | None]]:
    language = "ar" if any("\u0600" < letter < "\u06ff" for letter in text) else "en"
    record = {"id": "x", "language": language, "text": text, "published": "2019-03-04", "source": "x"}
    article = article_of(record, "x")
    assert isinstance(article, Article)
    return {m.text: (m.location.name, m.location.country) for m in coder.tag(article).places}


@pytest.mark.parametrize(
    ("text", "venue", "where"),
    [
        ("In Kenya the injured were taken to Tarlow Hospital near Nakuru.", "Tarlow Hospital", "Nakuru"),
        ("Hundreds protested outside Tarlow House in Melbourne.", "Tarlow House", "Melbourne"),
        (PLAIN + "The soldiers were flown to Camp Osprey in Afghanistan.", "Camp Osprey", "Afghanistan"),
        ("Jets raided the nearby Tarshan oil field close to Basra.", "Tarshan oil field", "Basra"),
        ("In France the minister gave a speech in the National Assembly.", "National Assembly", "Paris"),
        ("Protesters in Hungary gathered outside parliament.", "parliament", "Budapest"),
        (PLAIN + "Defence ministers met at NATO headquarters.", "NATO headquarters", "Brussels"),
        (
            "The case will be heard at the International Court of Justice.",
            "International Court of Justice",
            "The Hague",
        ),
    ],
)
def test_a_venue_is_where_its_name_or_its_body_tells(text: str, venue: str, where: str) -> None:
    assert found(text)[venue][0] == where


@pytest.mark.parametrize(
    ("text", "venue", "where"),
    [
        ("قال النائب في مؤتمر صحفي عقده بمقر البرلمان العراقي.", "مقر البرلمان العراقي", "Baghdad"),
        ("ألقى الوزير كلمة في مجلس النواب الأردني.", "مجلس النواب الأردني", "Amman"),
        ("زار الوزير مصر وعقد اجتماعا في وزارة الصحة.", "وزارة الصحة", "Cairo"),
        ("تظاهر المئات في بغداد أمام البرلمان.", "البرلمان", "Baghdad"),
        ("اجتمع السفراء في مقر حلف شمال الأطلسي.", "مقر حلف شمال الأطلسي", "Brussels"),
    ],
)
def test_arabic_houses_of_bodies_lie_at_their_seats(text: str, venue: str, where: str) -> None:
    assert found(text)[venue][0] == where


@pytest.mark.parametrize(
    "text",
    [
        "The parliament of Poland and the Supreme Court rejected the law.",
        "Officials at the foreign ministry of Norway said the plan failed.",
        "قال مسؤول في وزارة الخارجية التركية.",
        "رفض البرلمان العراقي القرار.",
        "Prices in the house market rose and the centre left won.",
    ],
)
def test_a_body_that_acts_or_that_somebody_belongs_to_is_no_place(text: str) -> None:
    words = ("parliament", "ministry", "court", "وزارة", "البرلمان", "house", "centre")
    assert not any(word in mention.lower() for mention in found(text) for word in words)


@pytest.mark.parametrize(
    ("text", "area", "where"),
    [
        ("A tanker sank off the Libyan coast.", "Libyan coast", "Libya"),
        ("Algeria sent troops to its southern border.", "its southern border", "South Algeria"),
        ("The army of Chad closed the border.", "border", "Chad"),
        ("The border of Chad is long.", "border", None),
        ("Rwanda closed its border post at Gatuna.", "its border", None),
        ("Talks began in the Syrian capital.", "Syrian capital", "Damascus"),
        ("Peru said rebels were killed in the northern region.", "northern region", "North Peru"),
        ("The president of Nepal visited the quake zone.", "quake zone", "Nepal"),
        ("أنقذت السفينة مهاجرين قرب الشواطئ الليبية.", "الشواطئ الليبية", "Libya"),
        ("نشرت تركيا قوات على الحدود.", "الحدود", "Turkey"),
        ("عبروا الحدود مع الأردن نحو الحدود مع سوريا.", "الحدود", "Syria"),
    ],
)
def test_areas_are_described_by_the_country_they_belong_to(text: str, area: str, where: str | None) -> None:
    places = found(text)
    assert (places[area][0] if area in places else None) == where


def test_units_named_after_what_they_guard_and_money_are_no_places() -> None:
    assert found("The Canadian coast guard praised Chinese capital markets.") == {}
    assert "السواحل الإيطالية" not in found("أنقذت قوات خفر السواحل الإيطالية مهاجرين.")


def test_an_alliance_is_no_town_of_its_name() -> None:
    assert not any(country == "PHL" for _, country in found("He spoke to NATO and the Commonwealth.").values())
