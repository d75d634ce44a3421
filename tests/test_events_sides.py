"""Words for both sides stand for the parties that faced each other before."""

from __future__ import annotations

import pytest
from drafted import drafts


def roles(text: str, language: str, type_: str) -> tuple[list[str], list[str]]:
    """Who is on each side by the frame of the last draft of a type."""
    draft = [draft for draft in drafts(text, language) if draft.type == type_][-1]
    actors, recipients = (
        [item.mention.text for item in draft.filled.roles.get(role, ()) if item.mention]
        for role in ("actor", "recipient")
    )
    return actors, recipients


@pytest.mark.parametrize(
    ("text", "language", "type_", "actors", "recipients"),
    [
        pytest.param(
            "قصف الجيش التركي أمس مواقع الجيش السوري. ووقع الطرفان اتفاقا في جنيف.", "ar", "COOPERATE",
            ["الجيش التركي"], ["الجيش السوري"], id="subject",
        ),
        pytest.param(
            "Kenya accused Somalia of piracy on Monday. Talks between the two countries collapsed in Rome.", "en",
            "CONSULT", ["Kenya"], ["Somalia"], id="between",
        ),
        pytest.param(
            "Kenya accused Somalia of piracy on Monday. Both sides agreed to hold talks with Uganda in Rome.", "en",
            "AGREE", ["Kenya"], ["Somalia"], id="both",
        ),
    ],
)  # fmt: skip
def test_both_sides_are_those_who_faced_each_other(
    text: str, language: str, type_: str, actors: list[str], recipients: list[str]
) -> None:
    assert roles(text, language, type_) == (actors, recipients)


def test_without_two_sides_before_the_words_stand_for_themselves() -> None:
    assert roles("Kenya protested. Both sides agreed to a truce in Rome on Monday.", "en", "AGREE")[0] == ["Both sides"]
