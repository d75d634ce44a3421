"""English words of demand are read by what they govern, and their everyday uses are no candidates."""

from __future__ import annotations

import pytest
from drafted import drafts

TOLD = [
    "Washington will press Japan and Germany to spend more on defence.",
    "The prime minister was pressed by the unions to drop the bill.",
    "The farmers pressed for higher prices at the meeting with the minister.",
    "The minister suggested that Norway should join the fund.",
    "The commission recommended that the government cut its subsidies.",
    "The commission made a recommendation to the government to end the monopoly.",
    "The general ordered police officers to clear the square.",
    "The opposition wants the government to cut its deficit.",
    "The opposition wants tougher penalties for officials who take bribes.",
    "The mediator tried to persuade the rebels to lay down their arms.",
    "The embassy made representations to the foreign ministry about the arrests.",
    "The rebels' insistence on a pullout by Ethiopia held up the accord.",
    "Brussels turned up the heat on the government in Budapest.",
    "The governor must clarify his remarks, the opposition leader said.",
    "The law ought to be abolished, the bishop said.",
    "The regime has to act now, the ambassador said.",
    "The defence filed a motion with the court in Lagos.",
    "Lawmakers passed a motion calling for the release of the editor.",
]

EVERYDAY = [
    "Higher wages raised domestic demand for cars.",
    "The minister told a press conference that talks went well.",
    "The survey suggests that voters are weary of the government.",
    "Upward pressure on prices grew in March.",
    "The company sought bankruptcy protection in Delaware.",
    "The minister is convinced that the bill is sound.",
]

RECIPIENTS = [
    ("Mexico asked for more money from the World Bank.", "World Bank"),
    ("The farmers' pay claim against the government was renewed.", "government"),
    ("Lawmakers heard that the union kept up pressure on Warsaw.", "Warsaw"),
    ("The governor must resign, the opposition leader said.", "governor"),
]


@pytest.mark.parametrize("sentence", TOLD)
def test_the_construction_is_a_candidate_of_a_demand(sentence: str) -> None:
    assert "REQUEST" in {draft.filled.sense.type for draft in drafts(sentence, "en")}


@pytest.mark.parametrize("sentence", EVERYDAY)
def test_everyday_uses_are_no_candidates_of_a_demand(sentence: str) -> None:
    assert "REQUEST" not in {draft.filled.sense.type for draft in drafts(sentence, "en")}


@pytest.mark.parametrize(("sentence", "recipient"), RECIPIENTS)
def test_who_is_asked_stands_in_a_slot_of_the_frame(sentence: str, recipient: str) -> None:
    asked = [
        item.mention.text
        for draft in drafts(sentence, "en")
        if draft.filled.sense.type == "REQUEST"
        for item in draft.filled.roles.get("recipient", [])
        if item.mention
    ]
    assert any(recipient in name for name in asked)
