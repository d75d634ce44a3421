"""Frequent English event words are read in the sense of their sentence, and everyday uses of them tell no event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from timeline import coder
from timeline.articles import article_of
from timeline.contract.plover import event_types
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import analyse
from timeline.model import Article
from timeline.tsv import read_table

SENTENCES = read_table(Path(__file__).parent / "data" / "event_senses_en.tsv", ("type", "sentence"))
PUBLISHED = date(2018, 5, 6)


def drafts(sentence: str) -> list[Draft]:
    """What the coder weighs in a sentence that is an article of its own."""
    article = article_of({"id": "1", "language": "en", "text": sentence, "published": PUBLISHED.isoformat()}, "1")
    assert isinstance(article, Article)
    found = coder.tag(article)
    zones = coder.coded_zones(article)
    analysis = analyse(found.text, lexicon.load("en"), zones, found.actors, found.places, found.times)
    return weighed_drafts(analysis, found.published_on, found.issue_on)


def sentences(kind: str) -> list[dict[str, str]]:
    return [row for row in SENTENCES if (row["type"] == "none") == (kind == "none")]


@pytest.mark.parametrize("row", sentences("event"), ids=lambda row: row["sentence"][:60])
def test_the_event_word_is_read_as_its_type(row: dict[str, str]) -> None:
    read = {draft.filled.sense.type for draft in drafts(row["sentence"])}
    assert row["type"] in read


@pytest.mark.parametrize("row", sentences("none"), ids=lambda row: row["sentence"][:60])
def test_an_everyday_use_of_an_event_word_is_no_likely_event(row: dict[str, str]) -> None:
    likely = {draft.filled.sense.key: draft.score for draft in drafts(row["sentence"]) if draft.score >= 0.5}
    assert not likely


def test_all_types_have_sentences() -> None:
    assert {row["type"] for row in SENTENCES} == {*event_types(), "none"}
