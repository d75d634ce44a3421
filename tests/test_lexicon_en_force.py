"""English words of force, coercion, moving forces and giving way are read as such, everyday readings are not."""

from __future__ import annotations

import pytest
from drafted import types


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Government jets blasted rebel bunkers in the hills above Sanaa.", "ASSAULT"),
        ("Guerrillas staged a series of attacks on army posts in Colombia.", "ASSAULT"),
        ("Israeli soldiers killed two Palestinians in Hebron, hospital officials said.", "ASSAULT"),
        ("Iranian gunboats hit a Saudi tanker in the strait on Sunday.", "ASSAULT"),
        ("Ethiopian troops defeated Somali rebels in a battle near Baidoa.", "ASSAULT"),
        ("Rebel gunmen raided a village in northern Uganda.", "ASSAULT"),
        ("The military coup in Burkina Faso ousted the president.", "COERCE"),
        ("The former Peruvian minister is in custody in Lima.", "COERCE"),
        ("Nigerian troops set up roadblocks on the roads to Kano.", "COERCE"),
        ("Police in Madrid recovered explosives and two rifles.", "COERCE"),
        ("The Ugandan president was driven from power by the army.", "COERCE"),
        ("French soldiers combed the forests near Kigali for gunmen.", "MOBILIZE"),
        ("Kuwait redeployed its air defences along the coast.", "MOBILIZE"),
        ("Britain increased its fleet in the Gulf.", "MOBILIZE"),
        ("A British frigate escorted two tankers through the strait.", "MOBILIZE"),
        ("The Greek army is on full alert along the Turkish border.", "MOBILIZE"),
        ("The Soviet Union removed its missiles from Cuba.", "RETREAT"),
        ("Spanish farmers suspended their protests on Monday.", "RETREAT"),
        ("The Colombian guerrillas renounced violence on Friday.", "RETREAT"),
        ("The Finnish prime minister offered his resignation to the president.", "RETREAT"),
    ],
)
def test_the_word_is_weighed_as_its_type(sentence: str, type_: str) -> None:
    assert type_ in types(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "France defeated Croatia in the World Cup final.",
        "The company recovered from its losses and shares rose in London.",
        "The minister caught a cold in Berlin.",
        "Germany built support for an ambitious climate plan.",
        "The BBC opened a new television station in Scotland.",
        "Police combed the beach for wreckage of the missing plane.",
        "The actress scattered the ashes of her father in Ireland.",
        "Japan mined two tonnes of gold last year.",
        "The opposition was swept from power in the election in Canada.",
        "The airline airlifted a sick climber to hospital in Nepal.",
    ],
)
def test_an_everyday_reading_is_no_act_of_force(sentence: str) -> None:
    assert not types(sentence, "en") & {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"}
