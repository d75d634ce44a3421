"""Places that are no table's, or whose names are written otherwise, are found where the words beside them tell."""

from __future__ import annotations

import pytest

from timeline import languages
from timeline.places import Gazetteer, PlaceContext, find
from timeline.text import Text

GAZETTEER = Gazetteer.load()


def texts(original: str, code: str) -> list[str]:
    return [m.text for m in find(Text(original, languages.load(code)), GAZETTEER, PlaceContext())]


def names(original: str, code: str) -> list[str]:
    return [m.location.name for m in find(Text(original, languages.load(code)), GAZETTEER, PlaceContext())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The delegation flew to the U.S. on Friday.", ["U.S."]),
        ("He left the U.K. for the U.A.E., aides said.", ["U.K.", "U.A.E."]),
        ("She was born in the U.S.", ["U.S."]),
        ("A report by the U.N. was welcomed.", []),
        ("J. S. Miller spoke in turn.", []),
    ],
)
def test_a_country_may_be_written_with_dots(text: str, found: list[str]) -> None:
    assert texts(text, "en") == found
