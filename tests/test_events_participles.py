"""Whom a participle describes: who stands right before it, even where somebody else's relatives are the subject."""

from __future__ import annotations

from drafted import drafts


def test_a_participle_tells_of_whoever_stands_right_before_it() -> None:
    text = "The family of a British journalist detained in Cairo asked the foreign secretary for help."
    detained = next(draft for draft in drafts(text, "en") if draft.type == "COERCE")
    recipients = [item.mention.text for item in detained.filled.roles["recipient"] if item.mention]
    assert recipients == ["British journalist"]
