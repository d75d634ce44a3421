"""English constructions that tell events in news, and the everyday ones that only look like them."""

from __future__ import annotations

import pytest
from drafted import types


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Lawyers said the arrests were designed to silence the Turkish opposition.", "ACCUSE"),
        ("The Kremlin said the West was trying to destabilise Belarus.", "ACCUSE"),
        ("The French union said the government had turned its back on the miners.", "ACCUSE"),
        ("Dublin reacted angrily to the British decision.", "ACCUSE"),
        ("The Italian general said his troops would not hesitate to fire on the border guards.", "THREATEN"),
        ("Any attack on the island would meet a strong response, the Chinese minister said.", "THREATEN"),
        ("The strikers were told by the Greek government to go back to work or be sacked.", "THREATEN"),
        ("Airline pilots in Spain voted to strike unless their pay was raised.", "THREATEN"),
        ("Tokyo is sending a delegation to Pyongyang.", "AGREE"),
        ("The labour court in Brazil ruled the strike illegal.", "COERCE"),
        ("The German minister would like to see the sanctions lifted.", "REQUEST"),
        ("It is time for the Egyptian president to go, the opposition leader said.", "REQUEST"),
        ("Opponents of the shah flooded the streets of Tehran.", "PROTEST"),
        ("The cabinet of Cyprus gave way to the farmers over milk quotas.", "CONCEDE"),
        ("The Turkish president said there would be no talks with the rebels.", "REJECT"),
        ("The Australian leader said Washington was right to act.", "SUPPORT"),
        ("The government of Peru despatched marines to the ports.", "MOBILIZE"),
        ("Danish soldiers fought alongside American troops in Helmand.", "COOPERATE"),
    ],
)
def test_constructions_stand_for_their_events(sentence: str, type_: str) -> None:
    assert type_ in types(sentence, "en")


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The bridge was designed to carry heavy lorries.", "ACCUSE"),
        ("Scientists said the comet poses no threat to the Earth.", "ACCUSE"),
        ("The board voted to approve the dividend.", "THREATEN"),
        ("The roof of the market collapsed in Riga.", "REJECT"),
        ("The nurses were told to rest.", "THREATEN"),
        ("It is time for dinner, the cook said.", "REQUEST"),
        ("The knee of the French striker gave way.", "CONCEDE"),
        ("The company halted production of the car.", "PROTEST"),
        ("The English striker clashed with the referee.", "PROTEST"),
        ("The band works with an American producer.", "COOPERATE"),
    ],
)
def test_their_everyday_likes_do_not(sentence: str, type_: str) -> None:
    assert type_ not in types(sentence, "en")
