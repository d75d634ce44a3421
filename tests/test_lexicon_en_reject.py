"""English words of refusing and threatening, and the everyday words that only look like them."""

from __future__ import annotations

import pytest
from drafted import types

TYPES = {"REJECT", "THREATEN"}


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The French government is opposed to the merger of the two agencies.", "REJECT"),
        ("Denmark declared itself against the fishing quota.", "REJECT"),
        ("Turkey has no intention of recognising the council.", "REJECT"),
        ("Canada has no plans to lift the ban on the party.", "REJECT"),
        ("Germany would not support a resolution on the border, the minister said.", "REJECT"),
        ("Kenya cannot yield to pressure from Britain.", "REJECT"),
        ("The Kremlin said the allegations were baseless.", "REJECT"),
        ("The Senate defeated the amendment by two votes.", "REJECT"),
        ("Nigeria dissociated itself from the communique of the ministers.", "REJECT"),
        ("Queensland knocked back the request of the union for more money.", "REJECT"),
        ("The prime minister dismissed rumours of a cabinet reshuffle.", "REJECT"),
        ("The general gave the rebels 24 hours to lay down their arms.", "THREATEN"),
        ("The union will walk out unless the ministry raises the offer.", "THREATEN"),
        ("Iran would use all means to defend the strait, the president said.", "THREATEN"),
        ("The rebels must surrender or face attack, the minister said.", "THREATEN"),
        ("Pakistan is prepared to retaliate, the general said.", "THREATEN"),
        ("The White House did not rule out military action against Syria.", "THREATEN"),
        ("Brussels is considering retaliatory duties against Japan.", "THREATEN"),
        ("Those responsible will be brought to justice, President Bush said.", "THREATEN"),
    ],
)
def test_words_of_refusal_and_threat_stand_for_them(sentence: str, type_: str) -> None:
    assert type_ in types(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Treasury official declined to give details of the loan to Brazil.",
        "The ministry declined to disclose the figures for March.",
        "Police said the driver was against the wall when officers found him.",
        "The train will continue to Berlin, the German railway said.",
        "Kenya will use the money to build schools, the minister said.",
        "The Russian army did not withdraw its troops from the valley.",  # a deed that did not happen
        "The Australian minister considered the report in his office.",
    ],
)
def test_everyday_words_are_neither(sentence: str) -> None:
    assert not types(sentence, "en") & TYPES
