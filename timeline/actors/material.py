"""What the readers of noun phrases of one text all look at."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.actors.entries import Item
from timeline.actors.register import Register
from timeline.model import PlaceMention
from timeline.text import Text


class Material:
    """A text with the phrases of the register found in it.

    `at` holds the items by their first token, `places` by theirs the token behind each place with its mention, and
    `blocked` marks the tokens that name no actor.
    """

    def __init__(
        self,
        text: Text,
        register: Register,
        at: Mapping[int, Item],
        places: Mapping[int, tuple[int, PlaceMention]],
        blocked: bytearray,
    ) -> None:
        self.text = text
        self.words = text.words
        self.register = register
        self.at = at
        self.places = places
        self.blocked = blocked
