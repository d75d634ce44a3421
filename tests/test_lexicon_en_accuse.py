"""English words of reproach, inquiry and accusation, and the everyday words that only look like them."""

from __future__ import annotations

import pytest
from drafted import types


@pytest.mark.parametrize(
    "sentence",
    [
        "The opposition branded the prime minister a coward.",
        "The French minister said Tokyo had failed to live up to the accord.",
        "Unions said the Greek government was not doing enough for the unemployed.",
        "The trade minister said the American tariffs were unjustified.",
        "The ambassador delivered a letter of protest to the foreign ministry.",
        "The Socialists tabled a motion of censure against the Portuguese government.",
        "The German chancellor is concerned about the arrests in Turkey.",
        "Egyptian lawyers are up in arms over the decree of the president.",
        "The families held the Italian government responsible for the disaster.",
        "The former director will face court over payments to the minister.",
        "A royal commission into the collapse of the bank opened in Sydney.",
        "The Senate opened a public hearing into arms sales to Iran.",
        "The British minister is under investigation for bribery.",
        "The senator attacked the government's budget cuts as cruel.",
        "The Russian president linked the group to the bombing in Moscow.",
        "The EC charged that Japan was closing its market.",
        "The Greek premier described the visit as a provocation.",
        "The commission said the raid was a flagrant violation of international law.",
        "The two governments traded accusations over the spy.",
        "A chorus of criticism from bishops met the Polish government.",
    ],
)
def test_words_of_reproach_stand_for_it(sentence: str) -> None:
    assert "ACCUSE" in types(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "The French air force launched air strikes against the rebels in Mali.",
        "The shop sells branded goods from Italy.",
        "The British hotel charged guests a fee for the room.",
        "The American company took a pretax charge against quarterly income.",
        "Investors were concerned about inflation in Germany.",
        "The French chef hammered a nail into the wall.",
        "The Italian team tied the game in the last minute.",
        "The president called a meeting of the cabinet.",
        "The Russian deputies sat in the second row.",
        "Iranian militants attacked a convoy of troops near the base.",
    ],
)
def test_their_everyday_senses_do_not(sentence: str) -> None:
    assert "ACCUSE" not in types(sentence, "en")
