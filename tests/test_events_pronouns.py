"""Whom a pronoun before an English verb stands for: a subject before that it agrees with."""

from __future__ import annotations

import pytest
from drafted import drafts


def actors(text: str, type_: str) -> list[str]:
    """Who acts by the frame of the last draft of a type."""
    found = [draft for draft in drafts(text, "en") if draft.type == type_]
    assert found, f"no {type_} in {text!r}"
    return [item.mention.text for item in found[-1].filled.roles.get("actor", ()) if item.mention]


@pytest.mark.parametrize(
    ("text", "type_", "actor"),
    [
        pytest.param(
            "Angela Merkel told reporters that NATO had agreed on nothing in Riga. She urged Turkey to withdraw "
            "its troops.", "REQUEST", "Angela Merkel", id="over the subject of what she told",
        ),
        pytest.param(
            "Angela Merkel told reporters she hopes to sign an agreement with Turkey in May.", "AGREE", "Angela Merkel",
            id="of an infinitive",
        ),
        pytest.param(
            "NATO rejected the plan. Angela Merkel said it would never accept a vote in Crimea.", "REJECT", "NATO",
            id="a body is no person",
        ),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_a_subject_that_it_agrees_with(text: str, type_: str, actor: str) -> None:
    assert actor in actors(text, type_)
