"""English parties that news name by a common noun, and bodies and leaders known by name."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from timeline import languages
from timeline.actors import ActorContext, Register, find
from timeline.model import ActorMention
from timeline.text import Text


@cache
def register() -> Register:
    return Register.load(languages.load("en"))


def actors(sentence: str, on: date = date(2012, 5, 7)) -> list[ActorMention]:
    return list(find(Text(sentence, languages.load("en")), register(), ActorContext(on=on)))


def named(sentence: str, on: date = date(2012, 5, 7)) -> list[tuple[str, str]]:
    return [(mention.text, mention.sector) for mention in actors(sentence, on)]


@pytest.mark.parametrize(
    ("sentence", "words", "sector"),
    [
        ("Creditors agreed to reschedule the loans.", "Creditors", "BUS"),
        ("The minister met commercial banks on Tuesday.", "commercial banks", "BUS"),
        ("Shareholders rejected the offer.", "Shareholders", "BUS"),
        ("Seamen walked off the job at three ports.", "Seamen", "CVL"),
        ("Fishermen blockaded the harbour.", "Fishermen", "CVL"),
        ("Conservationists praised the ruling.", "Conservationists", "CVL"),
        ("Village elders accused the soldiers.", "Village elders", "CVL"),
        ("Critics called the law unfair.", "Critics", "CVL"),
        ("The royal commission criticised the bank.", "royal commission", "GOV"),
        ("An advisory committee urged a delay.", "advisory committee", "GOV"),
        ("A Senate committee approved the nominee.", "Senate committee", "LEG"),
        ("Developing countries asked for more time.", "Developing countries", "GOV"),
        ("Industrialised nations pledged help.", "Industrialised nations", "GOV"),
        ("Industrialized nations pledged help.", "Industrialized nations", "GOV"),
        ("Pirates seized an oil tanker off the coast.", "oil tanker", "BUS"),
        ("Rebels shelled a naval base.", "naval base", "MIL"),
        ("Gunboats fired on the trawler.", "Gunboats", "MIL"),
        ("The junta dismissed the mayor.", "junta", "GOV"),
        ("Perpetrators will be punished, he said.", "Perpetrators", "CRM"),
        ("Peacekeeping troops were attacked.", "Peacekeeping troops", "IGO"),
        ("Thousands protested in the rain.", "Thousands", "CVL"),
    ],
)
def test_people_and_bodies_are_parties_by_their_noun(sentence: str, words: str, sector: str) -> None:
    assert (words, sector) in named(sentence)


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Nigerian construction workers went on strike.", "Nigerian construction workers", "NGA"),
        ("Brazilian coffee producers refused.", "Brazilian coffee producers", "BRA"),
        ("French dairy farmers blocked roads.", "French dairy farmers", "FRA"),
        ("Indian pharmaceutical exporters protested.", "Indian pharmaceutical exporters", "IND"),
    ],
)
def test_a_word_for_the_trade_may_stand_between_nationality_and_noun(sentence: str, words: str, country: str) -> None:
    found = {mention.text: mention.country for mention in actors(sentence)}
    assert found.get(words) == country


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Congress approved new aid to Ukraine.", "US Congress"),
        ("Argentina said it would ask Congress for more time.", "National Congress of Argentina"),
        ("Argentina's Congress passed the bill.", "National Congress of Argentina"),
        ("The EC Executive Commission proposed a tax.", "European Commission"),
        ("Democrats accused the White House of delay.", "Democratic Party (United States)"),
    ],
)
def test_a_legislature_is_that_of_the_country_that_calls_it_so(sentence: str, name: str) -> None:
    assert name in [mention.actor.name for mention in actors(sentence)]


@pytest.mark.parametrize(
    ("sentence", "on", "name", "country"),
    [
        ("Qantas accused the unions of sabotage.", date(2011, 10, 29), "Qantas", "AUS"),
        ("Texaco rejected the offer.", date(1987, 6, 1), "Texaco", "USA"),
        ("Talks with Comecon ended on Friday.", date(1987, 3, 1), "Comecon", None),
        ("West Germany rejected the plan.", date(1987, 3, 1), "Germany", "DEU"),
        ("Reagan vetoed the bill.", date(1987, 3, 1), "Ronald Reagan", "USA"),
        ("Nakasone met Mulroney.", date(1987, 3, 1), "Brian Mulroney", "CAN"),
        ("The Argentine president visited Rome.", date(1995, 3, 1), "Carlos Menem", "ARG"),
    ],
)
def test_bodies_and_leaders_of_the_last_decades_are_known(
    sentence: str, on: date, name: str, country: str | None
) -> None:
    assert (name, country) in [(mention.actor.name, mention.country) for mention in actors(sentence, on)]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Families strolled on the banks of the river.", "banks"),
        ("Solar panels covered the roof.", "panels"),
        ("There were forty people on board.", "board"),
        ("The cuts hit jobs across the board.", "board"),
        ("The party congress opened with songs.", "congress"),
        ("She works in the public sector.", "public"),
        ("Thousands of dollars were lost.", "Thousands"),
        ("Consumer prices rose again.", "Consumer"),
        ("The minority stake was sold.", "minority"),
        ("He studies risk management.", "management"),
        ("It bought tickets from travel agents.", "agents"),
    ],
)
def test_common_words_in_other_senses_are_no_parties(sentence: str, wrong: str) -> None:
    assert wrong not in " | ".join(text for text, _ in named(sentence))
