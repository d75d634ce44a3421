"""Arabic past verbs that look like nouns («صوت», «رد») are verbs where the syntax asks for one, and nouns elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from timeline import coder
from timeline.articles import article_of
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.sentences import Analysis, analyse
from timeline.model import Article
from timeline.text import normalise
from timeline.tsv import read_table

ROWS = read_table(Path(__file__).parent / "data" / "verbs_like_nouns_ar.tsv", ("reading", "word", "sentence"))


def tagged(sentence: str) -> Analysis:
    raw = {"id": "1", "language": "ar", "text": sentence, "published": date(2018, 5, 6).isoformat()}
    article = article_of(raw, "1")
    assert isinstance(article, Article)
    found = coder.tag(article)
    zones = coder.coded_zones(article)
    return analyse(found.text, lexicon.load("ar"), zones, found.actors, found.places, found.times)


def read_as_verb(word: str, sentence: str) -> bool:
    analysis, bare = tagged(sentence), normalise(word, "ar")
    at = [token for token, written in enumerate(analysis.text.words) if written in {bare, f"و{bare}"}]
    assert at, sentence
    return any(hit.form.pos == "verb" for token in at for hit in analysis.hits.get(token, ()))


def rows(reading: str) -> list[Any]:
    return [pytest.param(r["word"], r["sentence"], id=r["sentence"][:50]) for r in ROWS if r["reading"] == reading]


@pytest.mark.parametrize(("word", "sentence"), rows("verb"))
def test_a_verb_is_read_where_a_clause_opens_with_it_or_only_verbs_can_stand(word: str, sentence: str) -> None:
    assert read_as_verb(word, sentence)


@pytest.mark.parametrize(("word", "sentence"), rows("noun"))
def test_no_verb_is_read_where_the_word_is_a_noun(word: str, sentence: str) -> None:
    assert not read_as_verb(word, sentence)


@pytest.mark.parametrize(
    ("sentence", "type_", "actor"),
    [
        ("سلم المسلحون أسلحتهم إلى الجيش في بلدة عرسال.", "RETREAT", "المسلحون"),
        ("حمل وزير الخارجية الإيراني إسرائيل مسؤولية الهجوم.", "ACCUSE", "وزير الخارجية الإيراني"),
        ("وقد صوت البرلمان العراقي بالموافقة على رفض القرار.", "REJECT", "البرلمان العراقي"),
        ("ورد الجيش التركي على مصادر النيران.", "ASSAULT", "الجيش التركي"),
        ("وفي الموصل فجر مسلحون أنبوب الغاز.", "ASSAULT", "مسلحون"),
    ],
)
def test_the_subject_of_such_a_verb_is_its_actor(sentence: str, type_: str, actor: str) -> None:
    analysis = tagged(sentence)
    day = date(2018, 5, 6)
    verbs = [d for d in weighed_drafts(analysis, day, day) if d.filled.hit.form.pos == "verb" and d.type == type_]
    actors = {item.mention.text for draft in verbs for item in draft.filled.roles.get("actor", ()) if item.mention}
    assert actor in actors


def test_behind_a_particle_of_the_past_no_noun_is_read() -> None:
    analysis = tagged("وقد حكم القاضي على المتهم بالإعدام.")
    hits = analysis.hits[analysis.text.words.index("حكم")]
    assert {hit.form.pos for hit in hits} == {"verb"}
