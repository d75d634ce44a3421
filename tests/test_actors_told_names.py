"""Names that no table knows are told by what stands around them, in a script with capitals."""

from __future__ import annotations

import pytest

from timeline import languages
from timeline.actors import ActorContext, Register, find
from timeline.text import Text


def people(text: str) -> list[tuple[str, str | None]]:
    """What is found of persons: the words of each mention, and the person's name."""
    pack = languages.load("en")
    found = find(Text(text, pack), Register.load(pack), ActorContext())
    return [(m.text, m.actor.name) for m in found if m.actor.kind == "person"]


@pytest.mark.parametrize(
    "text",
    [
        "Zoltrin Gendrow, a spokesman for the ministry, criticised the plan.",
        "Zoltrin Gendrow, 45, criticised the plan.",
        "Zoltrin Gendrow, who leads the group, accused the government of lying.",
        "The suspected gunman, Zoltrin Gendrow, was arrested by police.",
        "Activist Zoltrin Gendrow accused the government of lying.",
        '"This is wrong," said Zoltrin Gendrow, the group\'s director.',
        "Zoltrin Gendrow criticised the plan. Gendrow said it would fail.",
    ],
)
def test_an_unknown_name_is_a_person_s_by_its_surroundings(text: str) -> None:
    assert {name for _, name in people(text)} == {"Zoltrin Gendrow"}


def test_a_surname_alone_refers_to_whom_the_surroundings_told() -> None:
    found = people("The suspect, Zoltrin Gendrow, was held. Police said Gendrow denied it.")
    assert [words for words, _ in found] == ["suspect, Zoltrin Gendrow", "Gendrow"]
    assert len({name for _, name in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Zoltrin Gendrow opened on Monday.",
        "They violated the Foreign Agents Registration Act.",
        "Zoltrin Gendrow Holdings, a company, rejected the plan.",
        "A Franco-German summit opened on Monday.",
        "The protesters met on Phala Gendrow Road, the minister said.",
    ],
)
def test_capitals_alone_make_no_person(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Senate rejected the bill on Monday, the White House said.", "US Senate"),
        ("The Security Council condemned the attack on Monday.", "UN Security Council"),
    ],
)
def test_a_body_with_a_common_name_is_the_one_of_the_country_or_of_the_world(text: str, name: str) -> None:
    pack = languages.load("en")
    found = find(Text(text, pack), Register.load(pack), ActorContext())
    assert found[0].actor.name == name
