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


def drafts(text: str, type_: str) -> list[Draft]:
    """What the coder weighs of one type, in the order of the text."""
    language = "ar" if any("؀" <= letter <= "ۿ" for letter in text) else "en"
    article = Article(document_id="a", source="s", published_on=TODAY, language=language, text=text)
    found = tag(article)
    words = lexicon.load(language)
    analysis = analyse(found.text, words, coded_zones(found.article), found.actors, found.places, found.times)
    return [draft for draft in weighed_drafts(analysis, found.published_on, found.issue_on) if draft.type == type_]


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
