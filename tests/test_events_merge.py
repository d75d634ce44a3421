"""One event per happening: what a report tells again joins its first telling, different happenings stay apart.

The tests look at what the coder weighs before it decides what to keep. All texts count from 2018-05-16, a Wednesday.
"""

from __future__ import annotations

from datetime import date

import pytest

from timeline.coder import coded_zones, tag
from timeline.events import lexicon
from timeline.events.code import weighed_drafts
from timeline.events.merge import Draft
from timeline.events.sentences import analyse
from timeline.model import Article

TODAY = date(2018, 5, 16)


def article(text: str) -> Article:
    language = "ar" if any("؀" <= letter <= "ۿ" for letter in text) else "en"
    return Article(document_id="a", source="s", published_on=TODAY, language=language, text=text)


def drafts(text: str, type_: str) -> list[Draft]:
    """What the coder weighs of one type, in the order of the text."""
    found = tag(article(text))
    words = lexicon.load(found.text.pack.code)
    analysis = analyse(found.text, words, coded_zones(found.article), found.actors, found.places, found.times)
    return [draft for draft in weighed_drafts(analysis, found.published_on, found.issue_on) if draft.type == type_]


def told_by(text: str, draft: Draft) -> str:
    """The text from the event word of a draft on."""
    analysed = tag(article(text)).text
    return text[analysed.starts[draft.filled.hit.first] :]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        pytest.param("شنت تركيا غارات على مواقع المسلحين أسفرت عن مقتل 15 منهم.", "ASSAULT", id="ar effect"),
        pytest.param("Turkey launched air strikes on the militants, killing 15.", "ASSAULT", id="en effect"),
        pytest.param("قتل 15 شخصا وأصيب 30 في هجوم على سوق في كابول.", "ASSAULT", id="ar killed and wounded"),
        pytest.param("A bomb in Kabul killed 15 people and wounded 30.", "ASSAULT", id="en killed and wounded"),
        pytest.param("اعتقلت الشرطة التركية أمس ثلاثة صحفيين، وجاء اعتقالهم في أنقرة.", "COERCE", id="ar noun"),
    ],
)
def test_what_a_sentence_tells_in_two_words_is_one_happening(text: str, type_: str) -> None:
    assert len(drafts(text, type_)) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "اعتقلت الشرطة التركية أمس ثلاثة صحفيين في أنقرة. وقالت النقابة إنها قلقة على حرية الصحافة. "
            "وكانت الشرطة اعتقلت الصحفيين بعد تفتيش مكاتبهم.",
            id="ar",
        ),
        pytest.param(
            "Turkish police arrested three journalists in Ankara on Tuesday. Their union is worried. "
            "Officers arrested the journalists after a search.",
            id="en",
        ),
    ],
)
def test_same_word_tells_the_same_at_any_distance_where_nothing_speaks_against_it(text: str) -> None:
    assert len(drafts(text, "COERCE")) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("شنت تركيا غارات في سوريا، فيما شنت إيران غارات في العراق.", id="ar other side"),
        pytest.param("Turkey shelled a village in Syria, while Iran shelled a camp in Iraq.", id="en other side"),
        pytest.param("قتل أربعة جنود في كمين يوم السبت، وقتل سبعة جنود في تفجير يوم الأحد.", id="ar other day"),
        pytest.param("Four soldiers were killed on Saturday and seven were killed on Sunday.", id="en other day"),
    ],
)
def test_other_sides_days_or_tolls_make_another_happening(text: str) -> None:
    assert len(drafts(text, "ASSAULT")) == 2


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        pytest.param(
            "وقع هجوم في المدينة أمس. وقالت وكالة محلية إن الأسعار ارتفعت. وتحدث الأهالي عن هجوم قرب السوق.",
            "ASSAULT",
            id="ar",
        ),
        pytest.param(
            "There was an attack in the town on Tuesday. Prices rose, an agency said. "
            "Residents spoke of an attack near the market.",
            "ASSAULT",
            id="en",
        ),
    ],
)
def test_the_same_word_in_another_sentence_is_no_repeat_unless_it_is_told_whose_deed_it_was(
    text: str, type_: str
) -> None:
    assert len(drafts(text, type_)) == 2


def test_raids_on_two_towns_in_the_body_are_two_happenings() -> None:
    text = "أنباء من اليمن\nقصفت طائرات التحالف مواقع للمتمردين في تعز. وقصفت طائرات التحالف مواقع للمتمردين في صعدة."
    places = [draft.place[0].place for draft in drafts(text, "ASSAULT") if draft.place]
    assert {place.location.name for place in places if place} == {"Taiz", "Saada"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("اتهمت السعودية إيران بتسليح الحوثيين. واتهمت روسيا الولايات المتحدة بتدريب المسلحين.", id="ar"),
        pytest.param(
            "Saudi Arabia accused Iran of arming the Houthis. Russia accused the United States of training rebels.",
            id="en",
        ),
    ],
)
def test_accusations_of_two_sides_stay_apart(text: str) -> None:
    assert len(drafts(text, "ACCUSE")) == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("شنت تركيا غارات على مواقع المسلحين أسفرت عن مقتل 15 منهم.", "غارات", id="ar act"),
        pytest.param("Turkey launched air strikes on the militants, killing 15.", "air strikes", id="en act"),
        pytest.param(
            "الشرطة التركية تعتقل ثلاثة صحفيين\n\nاعتقلت الشرطة التركية أمس ثلاثة صحفيين في أنقرة.",
            "اعتقلت",
            id="ar body before headline",
        ),
        pytest.param(
            "Turkish police arrest journalists\n\nTurkish police detained three journalists in Ankara on Tuesday.",
            "detained",
            id="en body before headline",
        ),
    ],
)
def test_happening_is_told_by_its_best_mention(text: str, word: str) -> None:
    (draft,) = [d for type_ in ("ASSAULT", "COERCE") for d in drafts(text, type_)]
    assert told_by(text, draft).startswith(word)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("هاجم مسلحون قرية في نيجيريا وقصفوا سوقا. وهاجم مسلحون آخرون قرية في مالي.", id="ar"),
        pytest.param("Gunmen attacked a village in Nigeria. Other gunmen attacked a village in Mali.", id="en"),
    ],
)
def test_of_two_mentions_not_joined_each_knows_how_the_other_stands(text: str) -> None:
    first, second = (draft.signs for draft in drafts(text, "ASSAULT"))
    assert "ASSAULT twin behind near" in first
    assert "ASSAULT twin before near" in second


def test_only_mention_of_its_type_has_no_sign_of_a_repeat() -> None:
    (signs,) = (draft.signs for draft in drafts("Gunmen attacked a village in Nigeria on Tuesday.", "ASSAULT"))
    assert not [name for name in signs if "twin" in name]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Kurdish forces said they had retaken the hill.", "COERCE"),
        ("After leaving the town he was captured by Kurdish forces.", "COERCE"),
        ("The ban on women driving was lifted on Sunday.", "CONCEDE"),
    ],
)
def test_a_participle_behind_an_auxiliary_tells_an_event_by_itself(text: str, type_: str) -> None:
    assert drafts(text, type_)


def test_a_passive_light_verb_behind_its_event_noun_is_no_second_event() -> None:
    found = drafts("Omar Hasan told reporters on Monday that a deal had been reached to let the fighters out.", "AGREE")
    assert [draft.filled.sense.lemma for draft in found] == ["deal"]


def test_the_second_part_of_a_compound_is_no_event() -> None:
    assert not drafts("The president could be removed in UN-recognised elections.", "SUPPORT")


def test_everyday_verbs_of_forces_are_events_and_those_of_others_are_not() -> None:
    assert drafts("The rebels took Bukavu on Friday.", "COERCE")
    assert not drafts("The tourists took Bukavu on Friday for a cheaper place.", "COERCE")
