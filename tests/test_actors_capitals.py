"""Bodies that no table lists, told by capitals, and parties told by the place before them."""

from __future__ import annotations

import pytest

from timeline import coder
from timeline.articles import article_of
from timeline.model import ActorMention, Article


def parties(text: str) -> tuple[ActorMention, ...]:
    article = article_of(
        {"id": "a", "language": "en", "text": text, "published": "2016-05-02", "source": "The Paper"}, "a"
    )
    assert isinstance(article, Article)
    return coder.tag(article).actors


def names(text: str) -> dict[str, str | None]:
    return {mention.text: mention.actor.name for mention in parties(text)}


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("The Harbour Pilots Union called a strike.", "Harbour Pilots Union", "CVL"),
        ("The dispute went to the Fair Wages Commission on Friday.", "Fair Wages Commission", "GOV"),
        ("Shares of Tarvik Metals Corp fell after the raid.", "Tarvik Metals Corp", "BUS"),
        ("The Association of Small Vineyards condemned the law.", "Association of Small Vineyards", "NGO"),
        ("The Food Hygiene and Inspection Agency closed the plant.", "Food Hygiene and Inspection Agency", "GOV"),
        ("Protesters gathered outside Velnor University.", "Velnor University", "EDU"),
        ("Australia's Dairy Growers Association rejected the plan.", "Dairy Growers Association", "NGO"),
    ],
)
def test_a_body_with_capitals_has_its_name(text: str, name: str, sector: str) -> None:
    found = {mention.actor.name: mention for mention in parties(text)}
    assert name in found
    assert (found[name].actor.kind, found[name].sector) == ("organisation", sector)


def test_a_body_belongs_to_the_country_of_its_name_or_of_whoever_has_it() -> None:
    countries = {mention.actor.name: mention.country for mention in parties("Spain's Dock Workers Union struck.")}
    assert countries["Dock Workers Union"] == "ESP"
    countries = {m.actor.name: m.country for m in parties("The Kenyan Tea Growers Association protested in Berlin.")}
    assert countries["Kenyan Tea Growers Association"] == "KEN"


def test_a_body_that_is_international_by_name_has_no_country() -> None:
    text = "Brazil told the International Sugar Council that Brazil would leave it. The council regretted it."
    assert {m.country for m in parties(text) if m.actor.name == "International Sugar Council"} == {None}


def test_the_name_behind_a_noun_and_later_references_are_the_same_body() -> None:
    found = names("The port and transport union, FNW, attacked the plan. FNW members walked out, and the union won.")
    assert found["transport union, FNW"] == found["FNW"] == found["union"] == "FNW"
    found = names("The farmers' pressure group Copra has urged ministers to act. Copra said so.")
    assert found["pressure group Copra"] == found["Copra"] == "Copra"
    found = names("Tarvik Corp sued the ministry. Tarvik said it would appeal.")
    assert found["Tarvik"] == "Tarvik Corp"


@pytest.mark.parametrize(
    "text",
    [
        "Striking Union Leaders Detained In Raid On Head Office",  # a headline in capitals names nobody
        "However Parliament rejected the bill.",
        "While Ministers waited, the vote was lost.",
        "The dispute over the West Bank continued.",
        "He told the court Tuesday that he had been beaten.",
    ],
)
def test_capitals_alone_make_no_body(text: str) -> None:
    assert not [
        mention.text for mention in parties(text) if mention.actor.kind == "organisation" and not mention.actor.listed
    ]


def test_the_place_right_before_a_party_tells_its_country() -> None:
    found = {mention.text: mention.country for mention in parties("Mumbai police arrested two men.")}
    assert found["Mumbai police"] == "IND"
    text = "Marines seized a boat off Nairobi\nMexican marines arrested the crew."
    assert {m.text: m.country for m in parties(text)}["Mexican marines"] == "MEX"


def test_a_participle_right_behind_a_party_is_what_it_did() -> None:
    found = names("A military court jailed former deputy prime minister Ali Demir, and jailed ministers appealed.")
    assert "former deputy prime minister Ali Demir" in found
    assert "jailed ministers" in found


def test_a_surname_that_is_a_first_name_too_goes_on_with_the_name_behind_it() -> None:
    assert (
        names("West German President Richard von Brockdorff met the king.")[
            "West German President Richard von Brockdorff"
        ]
        == "Richard von Brockdorff"
    )
