"""What the coder weighs in a text, before it decides what is an event."""

from __future__ import annotations

from timeline import coder
from timeline.articles import article_of
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import analyse
from timeline.model import Article


def drafts(text: str, language: str = "ar", published: str = "2018-05-06") -> list[Draft]:
    """The drafts of a text that is an article of its own, in text order."""
    article = article_of({"id": "1", "language": language, "text": text, "published": published}, "1")
    assert isinstance(article, Article)
    found = coder.tag(article)
    zones = coder.coded_zones(article)
    analysis = analyse(found.text, lexicon.load(language), zones, found.actors, found.places, found.times)
    return weighed_drafts(analysis, found.published_on, found.issue_on)


def types(text: str, language: str = "ar") -> set[str]:
    """The types of event that the words of a text can stand for."""
    return {draft.type for draft in drafts(text, language)}
