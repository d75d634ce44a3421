"""Frequent event words are read in the sense of their sentence, and everyday uses of them tell no event."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

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

SENTENCES = [
    (language, row)
    for language in ("ar", "en")
    for row in read_table(Path(__file__).parent / "data" / f"event_senses_{language}.tsv", ("type", "sentence"))
]
PUBLISHED = date(2018, 5, 6)


def drafts(language: str, sentence: str) -> list[Draft]:
    """What the coder weighs in a sentence that is an article of its own."""
    article = article_of({"id": "1", "language": language, "text": sentence, "published": PUBLISHED.isoformat()}, "1")
    assert isinstance(article, Article)
    found = coder.tag(article)
    zones = coder.coded_zones(article)
    analysis = analyse(found.text, lexicon.load(language), zones, found.actors, found.places, found.times)
    return weighed_drafts(analysis, found.published_on, found.issue_on)


def sentences(kind: str) -> list[Any]:
    return [
        pytest.param(language, row["type"], row["sentence"], id=f"{language}-{row['sentence'][:60]}")
        for language, row in SENTENCES
        if (row["type"] == "none") == (kind == "none")
    ]


@pytest.mark.parametrize(("language", "type_", "sentence"), sentences("event"))
def test_the_event_word_is_read_as_its_type(language: str, type_: str, sentence: str) -> None:
    assert type_ in {draft.filled.sense.type for draft in drafts(language, sentence)}


@pytest.mark.parametrize(("language", "type_", "sentence"), sentences("none"))
def test_an_everyday_use_of_an_event_word_is_no_likely_event(language: str, type_: str, sentence: str) -> None:
    assert type_ == "none"
    assert not {draft.filled.sense.key for draft in drafts(language, sentence) if draft.score >= 0.5}


def test_all_types_have_sentences() -> None:
    assert {row["type"] for _, row in SENTENCES} == {*event_types(), "none"}
