"""Places: the gazetteer, and the words of a text that name its places."""

from timeline.places.gazetteer import Gazetteer
from timeline.places.resolve import find
from timeline.places.scene import PlaceContext

__all__ = ["Gazetteer", "PlaceContext", "find"]
