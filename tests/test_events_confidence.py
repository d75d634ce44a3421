"""What speaks for and against an event: the signs of a draft, and how they are weighed."""

from __future__ import annotations

import math
from datetime import date

import pytest

from timeline import coder
from timeline.events import confidence, lexicon
from timeline.events.code import weighed_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import analyse
from timeline.model import Article


def drafts(text: str, language: str) -> list[Draft]:
    """All that a text could tell, in text order."""
    article = Article("a", "test", text, language, published_on=date(2018, 5, 16), published_basis="given")
    found = coder.tag(article)
    words = lexicon.load(language)
    analysis = analyse(found.text, words, coder.coded_zones(article), found.actors, found.places, found.times)
    return weighed_drafts(analysis, found.published_on, found.issue_on)


def first(text: str, language: str, type_: str) -> Draft:
    return next(draft for draft in drafts(text, language) if draft.type == type_)


@pytest.mark.parametrize(
    ("language", "type_", "text", "sign"),
    [
        ("ar", "CONSULT", "تحدث الناطق عن ملفات عدة بعد زيارة وزير الخارجية الفرنسي إلى بغداد.", "before بعد"),
        ("ar", "ASSAULT", "وصل الوفد إلى المدينة التي قصفتها الطائرات التركية أمس.", "before التي"),
        ("en", "COERCE", "Police arrested the editor on Monday, the ministry said.", "behind the"),
    ],
)
def test_the_function_word_beside_an_event_word_is_a_sign(language: str, type_: str, text: str, sign: str) -> None:
    assert first(text, language, type_).signs[sign] == 1.0


def test_names_and_content_words_beside_an_event_word_are_no_signs() -> None:
    draft = first("Turkey bombed Kurdish positions near Afrin on Tuesday.", "en", "ASSAULT")
    assert not any(sign in draft.signs for sign in ("before turkey", "behind kurdish"))


def test_an_earlier_telling_of_the_same_type_is_a_sign() -> None:
    told = drafts("Police arrested the editor on Monday. Soldiers arrested two farmers in Mali on Sunday.", "en")
    one, two = (draft for draft in told if draft.type == "COERCE")
    assert one.signs["COERCE twin behind near"] == two.signs["COERCE twin before near"] == 1.0
    assert "COERCE twin before near" not in one.signs


def test_where_a_sentence_names_time_and_place_is_a_sign_of_all_it_tells() -> None:
    dated = first("Police arrested the editor in Nairobi on Monday.", "en", "COERCE")
    bare = first("Police arrested the editor.", "en", "COERCE")
    assert {"time in sentence", "place in sentence"} <= dated.signs.keys()
    assert not {"time in sentence", "place in sentence"} & bare.signs.keys()


def test_signs_lie_between_nought_and_one_and_scores_are_probabilities() -> None:
    for draft in drafts("قصفت تركيا أمس مواقع في عفرين. ودعت فرنسا أنقرة إلى وقف القصف وسحب القوات.", "ar"):
        wording = {confidence.SENTENCE, confidence.ARTICLE}
        assert all(0.0 < value <= 1.0 for name, value in draft.signs.items() if name not in wording)
        assert 0.0 < draft.score < 1.0


def test_every_weight_is_a_finite_number() -> None:
    assert all(math.isfinite(weight) for weight in confidence.weights().values())


def test_of_two_words_for_one_happening_the_less_likely_is_outdone() -> None:
    text = "Gunmen opened fire on a bus and abducted three teachers near Kano on Monday."
    told = [draft for draft in drafts(text, "en") if draft.type == "ASSAULT"]
    assert len(told) > 1
    best = max(told, key=lambda draft: draft.score)
    assert confidence.OUTDONE not in best.signs
    assert all(confidence.OUTDONE in draft.signs for draft in told if draft is not best)


def test_happenings_in_other_sentences_are_not_outdone() -> None:
    told = drafts("Police arrested the editor on Monday. Soldiers arrested two farmers in Mali on Sunday.", "en")
    assert not any(confidence.OUTDONE in draft.signs for draft in told)


def test_being_outdone_never_makes_a_draft_likelier() -> None:
    assert confidence.weights().get(confidence.OUTDONE, 0.0) <= 0.0
